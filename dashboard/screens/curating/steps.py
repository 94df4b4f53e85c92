"""The actions of the page: select a paragraph, make, change or remove a claim, leave words out."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.curate import coding, new_terms
from dashboard.curate.suggestions import Suggestion
from dashboard.screens.curating import desk

_CHOSEN, _CLAIM, _WAITING = "chosen", "chosen-claim", "waiting"


def chosen() -> int:
    """The number of the selected paragraph, from 1."""
    count = len(desk.opened().paragraphs)
    return min(max(1, int(st.session_state.get(_CHOSEN, 1))), count)


def chosen_claim() -> str:
    """The key of the claim whose form is open; empty for none."""
    key = str(st.session_state.get(_CLAIM, ""))
    return key if any(claim["key"] == key for claim in desk.opened().of_paragraph(chosen())) else ""


def waiting() -> str:
    """The words for which a reason to leave them out is asked; empty for none."""
    return str(st.session_state.get(_WAITING, ""))


def choose(number: int, claim: str = "") -> None:
    """Select a paragraph and, optionally, one of its claims."""
    st.session_state[_CHOSEN], st.session_state[_CLAIM], st.session_state[_WAITING] = number, claim, ""


def make_claim(number: int, words: str) -> None:
    """Make a claim of ``words`` and open its form."""
    if words not in desk.opened().paragraphs[number - 1].text:
        desk.say(f"“{words}” does not stand in paragraph {number} letter for letter. Select the words in the text.")
        return
    cells = coding.new_claim(desk.table(), desk.opened(), number, words, desk.state().suggestions)
    _keep(cells)
    claims = desk.opened().of_paragraph(number)
    choose(number, claims[-1]["key"] if claims else "")


def _keep(cells: Mapping[str, str]) -> None:
    """Add a claim; words that look like the name of an unknown body become a new term."""
    words = cells.get("as_printed", "")
    if cells.get("aspect") == "institution" and not cells.get("institution") and coding.looks_like_name(words):
        existing = coding.named_key(desk.table(), desk.opened(), "institutions", words)
        key, row = new_terms.new_term(desk.table(), desk.opened(), "institutions", words, cells)
        if not existing:
            desk.change(lambda draft: draft.with_term("institutions", row))
        cells = coding.with_field(desk.table(), desk.opened(), cells, "institution", existing or key)
    desk.change(lambda draft: draft.with_claim(cells))


def add_term(claim: str, field: str, vocabulary: str, name: str) -> None:
    """Add a new term to a vocabulary, and set it in a field of a claim."""
    current = _claim(claim)
    if current is not None:
        key, row = new_terms.new_term(desk.table(), desk.opened(), vocabulary, name, current)
        desk.change(lambda draft: draft.with_term(vocabulary, row))
        put(claim, field, key)


def decide_place(city: str, role: str) -> None:
    """Decide whether a new place is compared: with a ``role``, or without one as a region of the nation."""
    desk.change(lambda draft: new_terms.compared_or_not(desk.table(), draft, city, role))


def copy_claim(key: str) -> None:
    """Duplicate a claim, for example for another city."""
    claim = _claim(key)
    if claim is not None:
        like = {name: text for name, text in claim.items() if name not in ("key", "restates", "same_as")}
        desk.change(lambda draft: draft.with_claim(like))
        choose(chosen(), desk.opened().claims[-1]["key"])


def remove_claim(key: str) -> None:
    """Remove a claim."""
    claim = _claim(key)
    desk.change(lambda draft: new_terms.without_unused(draft.without_claim(key), claim or {}))
    choose(chosen())


def put(key: str, field: str, text: str) -> None:
    """Set a field of a claim."""
    claim = _claim(key)
    if claim is not None and claim.get(field, "") != text.strip():
        _keep({**coding.with_field(desk.table(), desk.opened(), claim, field, text), "key": key})
        desk.change(lambda draft: new_terms.without_unused(draft, claim))


def mend(key: str, cells: Mapping[str, str]) -> None:
    """Set the fields that correct a problem."""
    for field, text in cells.items():
        put(key, field, text)


def give_reason(number: int, reason: str) -> None:
    """Set the reason for having no claim in a paragraph."""
    desk.change(lambda draft: draft.with_paragraph(number, reason=reason))


def wait_for_reason(number: int, words: str) -> None:
    """Ask for the reason to leave words out."""
    st.session_state[_WAITING] = words


def leave_out(number: int, words: list[str], reason: str) -> None:
    """Leave words out, with a reason."""
    if reason.strip():
        desk.change(lambda draft: coding.leave_out(draft, number, words, reason))
        st.session_state[_WAITING] = ""


def take_back(number: int, words: str) -> None:
    """Undo leaving words out."""
    desk.change(lambda draft: coding.take_back(draft, number, words))


def accept(each: Suggestion, cells: Mapping[str, str] | None = None) -> None:
    """Accept a suggestion, and open the form of the claim made."""
    changed, key = coding.accept(desk.table(), desk.opened(), each, cells)
    desk.change(lambda _: changed)
    choose(each.paragraph, key)


def accept_all(number: int) -> None:
    """Accept every suggestion of a paragraph that has a single option and needs no new term."""
    for each in desk.state().suggestions:
        if each.paragraph == number and each.kind in ("claim", "reason") and not each.options and not each.new:
            accept(each)
    choose(number)


def refuse(each: Suggestion) -> None:
    """Refuse a suggestion."""
    desk.change(lambda draft: coding.refuse(draft, each.key))


def on_to_open() -> None:
    """Select the next paragraph with an open item or a problem."""
    state = desk.state()
    places = [each.paragraph for each in state.open] + [state.place_of(each)[0] for each in state.problems]
    numbers = sorted(set(filter(None, places)))
    later = [number for number in numbers if number > chosen()]
    if numbers:
        choose((later or numbers)[0])


def _claim(key: str) -> Mapping[str, str] | None:
    return next((claim for claim in desk.opened().claims if claim["key"] == key), None)
