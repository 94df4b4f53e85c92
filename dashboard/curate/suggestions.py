"""What the rules propose for a draft, and what of it is still open. By rules, not by a language model; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dashboard.curate.area_rules import area_beside, areas
from dashboard.curate.body_rules import bodies
from dashboard.curate.city_questions import city_questions
from dashboard.curate.draft import Draft
from dashboard.curate.figure_rules import figures
from dashboard.curate.lexicon import Lexicon, lexicon
from dashboard.curate.open_items import known_bodies, open_items
from dashboard.curate.passages import Passage, read_passages
from dashboard.curate.proposals import Found, OpenItem, Suggestion
from dashboard.curate.reason_rules import background, furniture, left_out
from dashboard.curate.statements import draft_statement
from dashboard.curate.term_rules import terms
from dashboard.curate.voices import read_voices
from dashboard.curate.wording import aim
from dashboard.table.load import Table

__all__ = ["OpenItem", "Suggestion", "draft_statement", "open_items", "suggest"]

_SUBJECTS = {"focus_area": ("area",), "institution": ("institution",), "figure": ("value", "value_high", "unit")}
_MOST_WORDS = 8


def suggest(table: Table, draft: Draft) -> tuple[Suggestion, ...]:
    """What the rules propose for every paragraph, in the order of the text, without what was accepted or refused.

    A suggestion is accepted when the draft has a claim of its paragraph, aspect and city that is about the same or quotes some of its
    words; a term when its name is known; a reason when the paragraph has one, or the words stand in what is left out.
    """
    known = lexicon(table, draft)
    passages = read_passages(known, tuple(paragraph.text for paragraph in draft.paragraphs))
    refused = set(draft.refused)
    found: list[Suggestion] = []
    for passage, rules in zip(passages, _rules(known, passages, draft), strict=True):
        here = [_suggestion(known, draft, passage, each) for each in rules]
        here.sort(key=lambda each: (each.start, -each.end, each.kind != "reason"))
        found += [each for each in here if each.key not in refused and not _is_accepted(draft, passage, each)]
    return tuple(found)


def _rules(known: Lexicon, passages: tuple[Passage, ...], draft: Draft) -> Iterator[list[Found]]:
    """What each rule finds in each paragraph; of furniture its reason alone."""
    article = tuple(draft.article.get(name, "") for name in ("published", "outlet", "outlet_kind"))
    found = _found(known, tuple(paragraph.text for paragraph in draft.paragraphs), *article)
    names = known_bodies(known)
    for passage, claims, told in zip(passages, found, draft.paragraphs, strict=True):
        if told.reason:
            yield [*left_out(passage, told, article[0])]
            continue
        reason = furniture(known, passage, told, len(passages), names) if not draft.of_paragraph(passage.number) else None
        yield [reason] if reason else [*claims, *left_out(passage, told, article[0])]


@lru_cache(maxsize=8)
def _found(known: Lexicon, texts: tuple[str, ...], published: str, outlet: str, outlet_kind: str) -> tuple[tuple[Found, ...], ...]:
    """What the rules find that depends on the text alone: an article is read once, however often its draft changes."""
    passages = read_passages(known, texts)
    voices = read_voices(known, passages, outlet, outlet_kind)
    unknown: dict[int, list[Found]] = {}
    for number, term in terms(known, passages, outlet):
        unknown.setdefault(number, []).append(term)
    found = []
    for passage, said in zip(passages, voices, strict=True):
        claims = [*areas(known, passage, said), *bodies(known, passage, said), *figures(known, passage, said, published)]
        nothing = background(passage, claims)
        more = (*unknown.get(passage.number, ()), *city_questions(known, passage))
        found.append((*claims, *more, *([nothing] if nothing and not more else ())))
    return tuple(found)


def _suggestion(known: Lexicon, draft: Draft, passage: Passage, each: Found) -> Suggestion:
    cells = dict(each.cells)
    if each.kind == "claim":
        printed = " ".join(passage.text[each.start : each.end].split(" ")[:_MOST_WORDS])
        cells = {"paragraph": str(passage.number), "method": "reported", **cells, "as_printed": printed}
        if "area" not in cells and (area := area_beside(known, passage, each.start)):
            cells["area"] = area
        if cells.get("status") == "target":
            cells["aim"] = aim(passage, each.start, each.end)
        if again := _restated(draft, passage, cells):
            cells["restates"] = again
        cells["statement"] = draft_statement(known.table, cells)
        cells = {name: value for name, value in cells.items() if value}
    subject = [cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS.get(cells.get("aspect", ""), ("reason",)))]
    key = "/".join([str(passage.number), each.kind, f"{each.start}-{each.end}", *filter(None, subject)])
    printed = passage.text[each.start : each.end]
    return Suggestion(key, passage.number, each.start, each.end, printed, each.kind, cells, each.why, each.options, each.table)


def _restated(draft: Draft, passage: Passage, cells: dict[str, str]) -> str:
    """The claim of the draft that this one only repeats: the same of the same city, from an earlier paragraph of the same words."""
    for number, paragraph in enumerate(draft.paragraphs[: passage.number - 1], 1):
        if paragraph.text == passage.text:
            for claim in draft.of_paragraph(number):
                if all(claim.get(name, "") == cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS[cells["aspect"]])):
                    return claim.get("restates", "") or claim["key"]
    return ""


def _is_accepted(draft: Draft, passage: Passage, each: Suggestion) -> bool:
    told = draft.paragraphs[passage.number - 1]
    if each.kind == "reason":
        return each.as_printed in told.left_out if "reason" not in each.cells else bool(told.reason)
    for claim in draft.of_paragraph(passage.number):
        printed = claim.get("as_printed", "")
        at = passage.text.find(printed) if printed else -1
        meets = at >= 0 and at < each.end and each.start < at + len(printed)
        if each.kind != "claim":
            if meets and (each.kind == "question" or claim.get("aspect") == "institution"):
                return True
            continue
        same = all(claim.get(name, "") == each.cells.get(name, "") for name in _SUBJECTS[each.cells["aspect"]])
        if claim.get("aspect") == each.cells["aspect"] and claim.get("city") == each.cells["city"] and (same or meets):
            return True
    return False
