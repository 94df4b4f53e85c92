"""What the rules propose for a draft, and what of it is still open. By rules, not by a language model; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dashboard.curate.area_rules import areas
from dashboard.curate.body_rules import bodies
from dashboard.curate.draft import Draft
from dashboard.curate.figure_rules import figures
from dashboard.curate.furniture import gist_of_furniture
from dashboard.curate.lexicon import Lexicon, lexicon
from dashboard.curate.open_items import open_items
from dashboard.curate.passages import Passage, read_passages
from dashboard.curate.proposals import Found, OpenItem, Suggestion
from dashboard.curate.statements import draft_statement
from dashboard.curate.voices import read_voices
from dashboard.table.load import Table

__all__ = ["OpenItem", "Suggestion", "draft_statement", "open_items", "suggest"]

_SUBJECTS = {"focus_area": ("area",), "institution": ("institution",), "figure": ("value", "unit")}


def suggest(table: Table, draft: Draft) -> tuple[Suggestion, ...]:
    """What the rules propose for every paragraph, in the order of the text, without what was accepted or refused."""
    known = lexicon(table, draft)
    passages = read_passages(known, tuple(paragraph.text for paragraph in draft.paragraphs))
    voices = read_voices(known, passages, draft.article.get("outlet", ""), draft.article.get("outlet_kind", ""))
    refused = set(draft.refused)
    found: list[Suggestion] = []
    for passage, said in zip(passages, voices, strict=True):
        told = draft.paragraphs[passage.number - 1]
        if told.reason:
            continue
        reason = _reason(known, passage, len(passages))
        rules = [reason] if reason else [*areas(known, passage, said), *bodies(known, passage, said), *figures(known, passage, said)]
        here = [_suggestion(table, passage, each) for each in rules]
        found += [
            each
            for each in sorted(here, key=lambda each: (each.start, each.end))
            if each.key not in refused and not _is_accepted(draft, passage, each)
        ]
    return tuple(found)


def _reason(known: Lexicon, passage: Passage, count: int) -> Found | None:
    gist = gist_of_furniture(passage.text, passage.number, count, tuple(known.hubs.values()))
    if not gist:
        return None
    return Found(0, len(passage.text), {"reason": "furniture", "gist": gist}, f"Looks like furniture of the page: {gist}.", "reason")


def _suggestion(table: Table, passage: Passage, each: Found) -> Suggestion:
    cells = dict(each.cells)
    if each.kind == "claim":
        cells = {"paragraph": str(passage.number), **cells, "as_printed": _quoted(passage, each.start, each.end)}
        cells.setdefault("method", "reported")
        cells["statement"] = draft_statement(table, cells)
    subject = [cells.get(name, "") for name in ("aspect", "city", *_SUBJECTS.get(cells.get("aspect", ""), ("reason",)))]
    key = "/".join([str(passage.number), each.kind, f"{each.start}-{each.end}", *subject])
    return Suggestion(
        key, passage.number, each.start, each.end, passage.text[each.start : each.end], each.kind, cells, each.why, each.options, each.table
    )


def _quoted(passage: Passage, start: int, end: int) -> str:
    """The printed words, the first eight of them."""
    words = passage.text[start:end].split(" ")
    return " ".join(words[:8])


def _is_accepted(draft: Draft, passage: Passage, each: Suggestion) -> bool:
    if each.kind != "claim":
        return False
    subject = _SUBJECTS[each.cells["aspect"]]
    for claim in draft.of_paragraph(passage.number):
        if claim.get("aspect") != each.cells["aspect"] or claim.get("city") != each.cells["city"]:
            continue
        at = passage.text.find(claim.get("as_printed", "")) if claim.get("as_printed") else -1
        if all(claim.get(name, "") == each.cells.get(name, "") for name in subject):
            return True
        if at >= 0 and at < each.end and each.start < at + len(claim["as_printed"]):
            return True
    return False
