"""The article as cards, one a paragraph: coded, suggested, open and left-out words are marked, and words can be selected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.curate.draft import Draft
from dashboard.curate.suggestions import OpenItem
from dashboard.screens.curating import desk, steps
from dashboard.screens.curating.desk import DraftState
from dashboard.table.accounts import left_out
from dashboard.table.words import plural

_HERE, KEY = Path(__file__).parent, "reader"
_MOST_MARKS = 300
"""The maximum number of marks drawn in a paragraph."""
_READER = st.components.v2.component(
    "tech-hubs-reader",
    css=(_HERE / "reader.css").read_text(encoding="utf-8"),
    js=(_HERE / "reader.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def reader(state: DraftState) -> None:
    """Draw the article."""
    draft = desk.opened()
    paragraphs = [_card(draft, number, state) for number in range(1, len(draft.paragraphs) + 1)]
    _READER(key=KEY, data={"paragraphs": paragraphs, "chosen": steps.chosen()}, on_did_change=_did)


def _did() -> None:
    """Handle an event of the reader component."""
    event: Mapping[str, Any] | None = getattr(st.session_state.get(KEY), "did", None)
    if not isinstance(event, Mapping) or desk.draft() is None:
        return
    number, words = event.get("paragraph"), str(event.get("words", ""))
    if not isinstance(number, int) or not 0 < number <= len(desk.opened().paragraphs):
        return
    steps.choose(number, str(event.get("key", "")) if event.get("kind") == "claim" else "")
    if event.get("what") == "claim" and words:
        steps.make_claim(number, words)
    elif event.get("what") == "leave" and words:
        steps.wait_for_reason(number, words)


def _card(draft: Draft, number: int, draft_state: DraftState) -> dict[str, Any]:
    paragraph = draft.paragraphs[number - 1]
    claims = draft.of_paragraph(number)
    open_here = [each for each in draft_state.open if each.paragraph == number]
    wrong = [each for each in draft_state.beside_open() if each.paragraph == number]
    state, labels = "done", []
    if claims:
        labels.append(plural(len(claims), "claim"))
    elif paragraph.reason:
        labels.append(desk.table().package.ledger["reason"].label(paragraph.reason))
    if open_here:
        state = "open"
        labels.append(f"{len(open_here)} open" if claims or paragraph.reason or any(each.words for each in open_here) else "open")
    if wrong:
        state = "wrong"
        labels.append(plural(len(wrong), "problem"))
    return {
        "number": number,
        "text": paragraph.text,
        "state": state,
        "label": " · ".join(labels),
        "marks": _marks(draft, number, draft_state, open_here),
    }


def _marks(draft: Draft, number: int, state: DraftState, open_here: list[OpenItem]) -> list[dict[str, Any]]:
    text = draft.paragraphs[number - 1].text
    marks: list[dict[str, Any]] = []

    def mark(start: int, end: int, kind: str, key: str, title: str) -> None:
        if 0 <= start < end <= len(text):
            marks.append({"start": _units(text, start), "end": _units(text, end), "kind": kind, "key": key, "title": title})

    for claim in draft.of_paragraph(number):
        words = claim.get("as_printed", "")
        at = text.find(words) if words else -1
        if at >= 0:
            mark(at, at + len(words), "claim", claim["key"], claim.get("statement", ""))
    for item in open_here:
        for start, end in _places(text, item):
            mark(start, end, "open", "", item.why)
    for each in state.suggestions:
        if each.paragraph == number and each.kind in ("claim", "term", "question"):
            mark(each.start, each.end, "suggestion", each.key, f"Proposed: {each.why}")
    for words, reason in left_out(draft.paragraphs[number - 1].left_out):
        for found_at in re.finditer(re.escape(words), text) if words else ():
            mark(*found_at.span(), "left", "", f"Left out: {reason}")
    return marks[:_MOST_MARKS]


def _places(text: str, item: OpenItem) -> list[tuple[int, int]]:
    start, end = getattr(item, "start", 0), getattr(item, "end", 0)
    if end:
        return [(start, end)]
    at = text.find(item.words) if item.words else -1
    return [(at, at + len(item.words))] if at >= 0 else []


def _units(text: str, place: int) -> int:
    """An offset in UTF-16 code units, as browsers count."""
    return len(text[:place].encode("utf-16-le")) // 2
