"""The open items of a draft: paragraphs without claims or reason, and numbers and names that nothing accounts for."""

from __future__ import annotations

from functools import lru_cache

from dashboard.curate.draft import Draft
from dashboard.curate.lexicon import Lexicon, lexicon
from dashboard.curate.proposals import OpenItem
from dashboard.table.accounts import unaccounted
from dashboard.table.load import Table
from dashboard.table.paragraphs import Bodies, Paragraph, read_bodies
from dashboard.table.problems import quoted


class _Cells(dict[str, str]):
    """Cells of a draft for the rules of the table: an absent field is empty."""

    def __missing__(self, field: str) -> str:
        return ""


def open_items(table: Table, draft: Draft) -> tuple[OpenItem, ...]:
    """The open items of ``draft``, as ``check --articles`` will report them; empty when it is complete."""
    bodies = known_bodies(lexicon(table, draft))
    items: list[OpenItem] = []
    coded: dict[str, list[_Cells]] = {}
    for claim in draft.claims:
        coded.setdefault(claim.get("paragraph", ""), []).append(_Cells(claim))
    for number, paragraph in enumerate(draft.paragraphs, 1):
        claims = coded.get(str(number), [])
        if not claims and not paragraph.reason:
            items.append(OpenItem(number, "", "No claim is coded from this paragraph, and no reason says why."))
        text = Paragraph(paragraph.text)
        for claim in claims:
            printed = claim["as_printed"]
            if printed not in paragraph.text:
                items.append(OpenItem(number, printed, f"{quoted(printed)} of a claim is not found in the paragraph."))
        for start, end in unaccounted(text, paragraph.left_out, claims, bodies):
            words = paragraph.text[start:end]
            what = "a name" if words.replace("’", "'") in bodies.names else "a number"
            items.append(OpenItem(number, words, f"{quoted(words)} is {what} that no claim and no reason accounts for.", start, end))
    return tuple(items)


@lru_cache(maxsize=16)
def known_bodies(vocabulary: Lexicon) -> Bodies:
    """The names of the vocabularies, including the draft's, in the form the rules of the table search for."""
    return read_bodies(*([_Cells(row) for row in vocabulary.rows[name].values()] for name in ("institutions", "cities")))
