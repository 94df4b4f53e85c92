"""What of a draft is still open: paragraphs that end neither as claims nor as a reason, and words that nothing accounts for."""

from __future__ import annotations

from functools import lru_cache

from dashboard.curate.draft import Draft
from dashboard.curate.lexicon import Lexicon, lexicon
from dashboard.curate.proposals import OpenItem
from dashboard.table.accounts import lacking
from dashboard.table.load import Table
from dashboard.table.paragraphs import Bodies, Paragraph, read_bodies
from dashboard.table.problems import shown


class _Cells(dict[str, str]):
    """Cells of a draft as the rules of the table read them: an absent field is empty."""

    def __missing__(self, field: str) -> str:
        return ""


def open_items(table: Table, draft: Draft) -> tuple[OpenItem, ...]:
    """What is left to do before every paragraph is accounted for, as ``check --articles`` will see it; nothing when all is done."""
    bodies = known_bodies(lexicon(table, draft))
    found: list[OpenItem] = []
    coded: dict[str, list[_Cells]] = {}
    for claim in draft.claims:
        coded.setdefault(claim.get("paragraph", ""), []).append(_Cells(claim))
    for number, paragraph in enumerate(draft.paragraphs, 1):
        claims = coded.get(str(number), [])
        if not claims and not paragraph.reason:
            found.append(OpenItem(number, "", "No claim is coded from this paragraph, and no reason says why."))
        text = Paragraph(paragraph.text)
        for claim in claims:
            printed = claim["as_printed"]
            if printed not in paragraph.text:
                found.append(OpenItem(number, printed, f"{shown(printed)} of a claim is not found in the paragraph."))
        for start, end in lacking(text, paragraph.left_out, claims, bodies):
            words = paragraph.text[start:end]
            what = "a name" if words.replace("’", "'") in bodies.names else "a number"
            found.append(OpenItem(number, words, f"{shown(words)} is {what} that no claim and no reason accounts for.", start, end))
    return tuple(found)


@lru_cache(maxsize=16)
def known_bodies(known: Lexicon) -> Bodies:
    """The names of the vocabularies, those of the draft included, as the rules of the table look for them."""
    return read_bodies(*([_Cells(row) for row in known.rows[name].values()] for name in ("institutions", "cities")))
