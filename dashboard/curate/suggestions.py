"""Suggestions for a draft. Computed by rules, not by a language model; a person decides on each."""

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
from dashboard.curate.proposals import OpenItem, Proposal, Suggestion
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
    """The suggestions for every paragraph, in the order of the text, without accepted and refused ones.

    A claim counts as accepted when the draft has one with the same paragraph, aspect and city that has the same subject or quotes
    some of its words; a term, when its name is known; a reason, when the paragraph has one, or the words are left out.
    """
    vocabulary = lexicon(table, draft)
    texts = tuple(paragraph.text for paragraph in draft.paragraphs)
    article = tuple(draft.article.get(name, "") for name in ("published", "outlet", "outlet_kind"))
    names, refused, coded = known_bodies(vocabulary), set(draft.refused), _by_paragraph(draft)
    earlier = {text: number for number, text in reversed([*enumerate(texts, 1)])}
    suggestions: list[Suggestion] = []
    for passage, rules in _proposals(vocabulary, texts, *article):
        state, claims = draft.paragraphs[passage.number - 1], coded.get(passage.number, ())
        reason = None if state.reason or claims else furniture(vocabulary, passage, state, len(texts), names)
        beside = [reason] if reason else [*left_out(passage, state, article[0])]
        local = [_suggestion(vocabulary, passage, each) for each in beside]
        if not reason and not state.reason:
            repeated = coded.get(earlier[passage.text], ()) if earlier[passage.text] < passage.number else ()
            local += [_restating(each, repeated) for each in rules]
        local.sort(key=lambda each: (each.start, -each.end, each.kind != "reason"))
        suggestions += [each for each in local if each.key not in refused and not _is_accepted(passage, state, claims, each)]
    return tuple(suggestions)


def _by_paragraph(draft: Draft) -> dict[int, tuple[Cells, ...]]:
    by_paragraph: dict[int, tuple[Cells, ...]] = {}
    for claim in draft.claims:
        number = claim.get("paragraph", "")
        if number.isdecimal():
            by_paragraph[int(number)] = (*by_paragraph.get(int(number), ()), claim)
    return by_paragraph


@lru_cache(maxsize=8)
def _proposals(
    vocabulary: Lexicon, texts: tuple[str, ...], published: str, outlet: str, outlet_kind: str
) -> tuple[tuple[Passage, tuple[Suggestion, ...]], ...]:
    """The proposals of the rules, which depend on the text alone: cached, as a draft changes more often than its article."""
    passages = read_passages(vocabulary, texts)
    voices = read_voices(vocabulary, passages, outlet, outlet_kind)
    unknown: dict[int, list[Proposal]] = {}
    for number, term in (*unknown_places(vocabulary, passages), *terms(vocabulary, passages, outlet)):
        unknown.setdefault(number, []).append(term)
    by_passage = []
    for passage, speakers in zip(passages, voices, strict=True):
        claims = [
            *areas(vocabulary, passage, speakers),
            *unknown_areas(vocabulary, passage, speakers),
            *bodies(vocabulary, passage, speakers),
            *figures(vocabulary, passage, speakers, published),
        ]
        more = [*unknown.get(passage.number, ()), *city_questions(vocabulary, passage)]
        nothing = None if more else background(passage, claims)
        rules = [*claims, *more, *([nothing] if nothing else ())]
        by_passage.append((passage, tuple(_suggestion(vocabulary, passage, each) for each in rules)))
    return tuple(by_passage)


def _suggestion(vocabulary: Lexicon, passage: Passage, each: Proposal) -> Suggestion:
    cells, options, new = dict(each.cells), each.options, each.new
    if each.kind == "claim":
        printed = " ".join(passage.text[each.start : each.end].split(" ")[:_MOST_WORDS])
        cells = {"paragraph": str(passage.number), "method": "reported", **cells, "as_printed": printed}
        if "area" not in cells and (area := area_beside(vocabulary, passage, each.start)):
            cells["area"] = area
        if cells["aspect"] == "figure" and not cells.get("measure"):
            row, similar = unknown_measure(vocabulary, cells)
            cells, options = {**cells, "measure": row.get("measure", "")}, (*options, *similar)
            new = (*new, *((("measures", row),) if row else ()))
        if cells.get("status") == "target":
            cells["aim"] = aim(passage, each.start, each.end)
        around = passage.text[max(0, each.start - _AROUND) : each.end + _AROUND]
        cells = told_in_own_words(vocabulary.table, cells, around)
        cells = {name: value for name, value in cells.items() if value}
        options = tuple((answer, _chosen(vocabulary, cells, changed)) for answer, changed in options)
    subject = [cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS.get(cells.get("aspect", ""), ("reason",)))]
    key = "/".join([str(passage.number), each.kind, f"{each.start}-{each.end}", *filter(None, subject)])
    printed = passage.text[each.start : each.end]
    why = f"{each.why} No measure of the table fits it: new?" if any(table == "measures" for table, _ in new) else each.why
    return Suggestion(key, passage.number, each.start, each.end, printed, each.kind, cells, why, options, each.table, new)


def _chosen(vocabulary: Lexicon, cells: Mapping[str, str], changed: Mapping[str, str]) -> Mapping[str, str]:
    """A claim with the cells of an option, and its statement drafted again."""
    claim = {name: value for name, value in {**cells, **changed}.items() if value}
    return {**claim, "statement": draft_statement(vocabulary.table, claim)}


def _restating(each: Suggestion, repeated: Sequence[Cells]) -> Suggestion:
    """A claim of a repeated paragraph, with ``restates`` set to the claim of the earlier one."""
    if each.kind == "claim":
        for claim in repeated:
            if all(claim.get(name, "") == each.cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS[each.cells["aspect"]])):
                return replace(each, cells={**each.cells, "restates": claim.get("restates", "") or claim["key"]})
    return each


def _is_accepted(passage: Passage, state: DraftParagraph, claims: Sequence[Cells], each: Suggestion) -> bool:
    if each.kind == "reason":
        return each.as_printed in state.left_out if "reason" not in each.cells else bool(state.reason or claims)
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
