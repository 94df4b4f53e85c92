"""What the rules propose for a draft, and what of it is still open. By rules, not by a language model; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dashboard.curate.area_rules import area_beside, areas
from dashboard.curate.body_rules import bodies
from dashboard.curate.city_questions import city_questions
from dashboard.curate.draft import Cells, Draft, DraftParagraph
from dashboard.curate.figure_rules import figures
from dashboard.curate.lexicon import Lexicon, lexicon
from dashboard.curate.open_items import known_bodies, open_items
from dashboard.curate.passages import Passage, read_passages
from dashboard.curate.place_rules import unknown_places
from dashboard.curate.proposals import Found, OpenItem, Suggestion
from dashboard.curate.reason_rules import background, furniture, left_out
from dashboard.curate.statements import draft_statement, told_in_own_words
from dashboard.curate.term_rules import terms
from dashboard.curate.unknown_rules import unknown_areas, unknown_measure
from dashboard.curate.voices import read_voices
from dashboard.curate.wording import aim
from dashboard.table.load import Table

__all__ = ["OpenItem", "Suggestion", "draft_statement", "open_items", "suggest"]

_SUBJECTS = {"focus_area": ("area",), "institution": ("institution",), "figure": ("value", "value_high", "unit")}
_MOST_WORDS = 8
_AROUND = 400
"""In how many letters around its words a statement is compared with what is printed: a paragraph may be a megabyte long."""


def suggest(table: Table, draft: Draft) -> tuple[Suggestion, ...]:
    """What the rules propose for every paragraph, in the order of the text, without what was accepted or refused.

    A suggestion is accepted when the draft has a claim of its paragraph, aspect and city that is about the same or quotes some of its
    words; a term when its name is known; a reason when the paragraph has one, or the words stand in what is left out.
    """
    known = lexicon(table, draft)
    texts = tuple(paragraph.text for paragraph in draft.paragraphs)
    article = tuple(draft.article.get(name, "") for name in ("published", "outlet", "outlet_kind"))
    names, refused, coded = known_bodies(known), set(draft.refused), _by_paragraph(draft)
    earlier = {text: number for number, text in reversed([*enumerate(texts, 1)])}
    found: list[Suggestion] = []
    for passage, rules in _found(known, texts, *article):
        told, claims = draft.paragraphs[passage.number - 1], coded.get(passage.number, ())
        reason = None if told.reason or claims else furniture(known, passage, told, len(texts), names)
        beside = [reason] if reason else [*left_out(passage, told, article[0])]
        here = [_suggestion(known, passage, each) for each in beside]
        if not reason and not told.reason:
            repeated = coded.get(earlier[passage.text], ()) if earlier[passage.text] < passage.number else ()
            here += [_restating(each, repeated) for each in rules]
        here.sort(key=lambda each: (each.start, -each.end, each.kind != "reason"))
        found += [each for each in here if each.key not in refused and not _is_accepted(passage, told, claims, each)]
    return tuple(found)


def _by_paragraph(draft: Draft) -> dict[int, tuple[Cells, ...]]:
    found: dict[int, tuple[Cells, ...]] = {}
    for claim in draft.claims:
        number = claim.get("paragraph", "")
        if number.isdecimal():
            found[int(number)] = (*found.get(int(number), ()), claim)
    return found


@lru_cache(maxsize=8)
def _found(
    known: Lexicon, texts: tuple[str, ...], published: str, outlet: str, outlet_kind: str
) -> tuple[tuple[Passage, tuple[Suggestion, ...]], ...]:
    """What the rules find that depends on the text alone: an article is read once, however often its draft changes."""
    passages = read_passages(known, texts)
    voices = read_voices(known, passages, outlet, outlet_kind)
    unknown: dict[int, list[Found]] = {}
    for number, term in (*unknown_places(known, passages), *terms(known, passages, outlet)):
        unknown.setdefault(number, []).append(term)
    found = []
    for passage, said in zip(passages, voices, strict=True):
        claims = [
            *areas(known, passage, said),
            *unknown_areas(known, passage, said),
            *bodies(known, passage, said),
            *figures(known, passage, said, published),
        ]
        more = [*unknown.get(passage.number, ()), *city_questions(known, passage)]
        nothing = None if more else background(passage, claims)
        rules = [*claims, *more, *([nothing] if nothing else ())]
        found.append((passage, tuple(_suggestion(known, passage, each) for each in rules)))
    return tuple(found)


def _suggestion(known: Lexicon, passage: Passage, each: Found) -> Suggestion:
    cells, options, new = dict(each.cells), each.options, each.new
    if each.kind == "claim":
        printed = " ".join(passage.text[each.start : each.end].split(" ")[:_MOST_WORDS])
        cells = {"paragraph": str(passage.number), "method": "reported", **cells, "as_printed": printed}
        if "area" not in cells and (area := area_beside(known, passage, each.start)):
            cells["area"] = area
        if cells["aspect"] == "figure" and not cells.get("measure"):
            row, similar = unknown_measure(known, cells)
            cells, options = {**cells, "measure": row.get("measure", "")}, (*options, *similar)
            new = (*new, *((("measures", row),) if row else ()))
        if cells.get("status") == "target":
            cells["aim"] = aim(passage, each.start, each.end)
        around = passage.text[max(0, each.start - _AROUND) : each.end + _AROUND]
        cells = told_in_own_words(known.table, cells, around)
        cells = {name: value for name, value in cells.items() if value}
        options = tuple((told, _chosen(known, cells, changed)) for told, changed in options)
    subject = [cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS.get(cells.get("aspect", ""), ("reason",)))]
    key = "/".join([str(passage.number), each.kind, f"{each.start}-{each.end}", *filter(None, subject)])
    printed = passage.text[each.start : each.end]
    why = f"{each.why} No measure of the table fits it: new?" if any(table == "measures" for table, _ in new) else each.why
    return Suggestion(key, passage.number, each.start, each.end, printed, each.kind, cells, why, options, each.table, new)


def _chosen(known: Lexicon, cells: Mapping[str, str], changed: Mapping[str, str]) -> Mapping[str, str]:
    """A claim with the cells of an answer, told anew."""
    told = {name: value for name, value in {**cells, **changed}.items() if value}
    return {**told, "statement": draft_statement(known.table, told)}


def _restating(each: Suggestion, repeated: Sequence[Cells]) -> Suggestion:
    """A claim of a paragraph that only repeats an earlier one, with the claim of that one that it restates."""
    if each.kind == "claim":
        for claim in repeated:
            if all(claim.get(name, "") == each.cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS[each.cells["aspect"]])):
                return replace(each, cells={**each.cells, "restates": claim.get("restates", "") or claim["key"]})
    return each


def _is_accepted(passage: Passage, told: DraftParagraph, claims: Sequence[Cells], each: Suggestion) -> bool:
    if each.kind == "reason":
        return each.as_printed in told.left_out if "reason" not in each.cells else bool(told.reason or claims)
    for claim in claims:
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
