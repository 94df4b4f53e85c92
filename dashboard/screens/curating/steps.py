"""What a click does: a paragraph chosen, a claim made, changed or taken away, words left out."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.curate import coding, new_terms
from dashboard.curate.suggestions import Suggestion
from dashboard.screens.curating import desk

_CHOSEN, _CLAIM, _WAITING = "chosen", "chosen-claim", "waiting"


def chosen() -> int:
    """The number of the paragraph that is worked on, from 1."""
    count = len(desk.opened().paragraphs)
    return min(max(1, int(st.session_state.get(_CHOSEN, 1))), count)


def chosen_claim() -> str:
    """The key of the claim whose form is open; empty for none."""
    key = str(st.session_state.get(_CLAIM, ""))
    return key if any(claim["key"] == key for claim in desk.opened().of_paragraph(chosen())) else ""


def waiting() -> str:
    """The words that wait for a reason to be left out; empty for none."""
    return str(st.session_state.get(_WAITING, ""))


def choose(number: int, claim: str = "") -> None:
    """Work on a paragraph, and on one of its claims."""
    st.session_state[_CHOSEN], st.session_state[_CLAIM], st.session_state[_WAITING] = number, claim, ""


def make_claim(number: int, words: str) -> None:
    """Make a claim of words and open its form."""
    if words not in desk.opened().paragraphs[number - 1].text:
        desk.say(f"“{words}” does not stand in paragraph {number} letter for letter. Select the words in the text.")
        return
    cells = coding.new_claim(desk.table(), desk.opened(), number, words, desk.found().suggestions)
    _keep(cells)
    claims = desk.opened().of_paragraph(number)
    choose(number, claims[-1]["key"] if claims else "")


def _keep(cells: Mapping[str, str]) -> None:
    """Keep a claim; where its words are the name of a body nobody knows yet, that body is new in the draft."""
    words = cells.get("as_printed", "")
    if cells.get("aspect") == "institution" and not cells.get("institution") and coding.looks_like_name(words):
        known = coding.named_key(desk.table(), desk.opened(), "institutions", words)
        key, row = new_terms.new_term(desk.table(), desk.opened(), "institutions", words, cells)
        if not known:
            desk.change(lambda draft: draft.with_term("institutions", row))
        cells = coding.with_field(desk.table(), desk.opened(), cells, "institution", known or key)
    desk.change(lambda draft: draft.with_claim(cells))


def add_term(claim: str, field: str, vocabulary: str, name: str) -> None:
    """Add a word to a vocabulary, and give it to a claim."""
    made = _claim(claim)
    if made is not None:
        key, row = new_terms.new_term(desk.table(), desk.opened(), vocabulary, name, made)
        desk.change(lambda draft: draft.with_term(vocabulary, row))
        put(claim, field, key)


def decide_place(city: str, role: str) -> None:
    """Say of a new place whether it is compared with the others: by its role, or without one as a region of the nation."""
    desk.change(lambda draft: new_terms.compared_or_not(desk.table(), draft, city, role))


def copy_claim(key: str) -> None:
    """Make another claim like this one: the same words of another city, say."""
    claim = _claim(key)
    if claim is not None:
        like = {name: text for name, text in claim.items() if name not in ("key", "restates", "same_as")}
        desk.change(lambda draft: draft.with_claim(like))
        choose(chosen(), desk.opened().claims[-1]["key"])


def remove_claim(key: str) -> None:
    """Take a claim away."""
    claim = _claim(key)
    desk.change(lambda draft: new_terms.without_unused(draft.without_claim(key), claim or {}))
    choose(chosen())


def put(key: str, field: str, text: str) -> None:
    """Write a field of a claim."""
    claim = _claim(key)
    if claim is not None and claim.get(field, "") != text.strip():
        _keep({**coding.with_field(desk.table(), desk.opened(), claim, field, text), "key": key})
        desk.change(lambda draft: new_terms.without_unused(draft, claim))


def mend(key: str, cells: Mapping[str, str]) -> None:
    """Put what mends a problem into the fields of a claim."""
    for field, text in cells.items():
        put(key, field, text)


def give_reason(number: int, reason: str) -> None:
    """Say why there is no claim in a paragraph."""
    desk.change(lambda draft: draft.with_paragraph(number, reason=reason))


def wait_for_reason(number: int, words: str) -> None:
    """Ask why words are left out."""
    st.session_state[_WAITING] = words


def leave_out(number: int, words: list[str], reason: str) -> None:
    """Leave words out for a reason."""
    if reason.strip():
        desk.change(lambda draft: coding.leave_out(draft, number, words, reason))
        st.session_state[_WAITING] = ""


def take_back(number: int, words: str) -> None:
    """Leave words out no longer."""
    desk.change(lambda draft: coding.take_back(draft, number, words))


def accept(each: Suggestion, cells: Mapping[str, str] | None = None) -> None:
    """Take a suggestion; the form of a claim that came of it is open."""
    taken, key = coding.accept(desk.table(), desk.opened(), each, cells)
    desk.change(lambda _: taken)
    choose(each.paragraph, key)


def accept_all(number: int) -> None:
    """Take every suggestion for a paragraph that has one answer alone and brings no new word along."""
    for each in desk.found().suggestions:
        if each.paragraph == number and each.kind in ("claim", "reason") and not each.options and not each.new:
            accept(each)
    choose(number)


def refuse(each: Suggestion) -> None:
    """Turn a suggestion down."""
    desk.change(lambda draft: coding.refuse(draft, each.key))


def on_to_open() -> None:
    """Work on the next paragraph where something is open or wrong."""
    found = desk.found()
    places = [each.paragraph for each in found.open] + [found.place_of(each)[0] for each in found.problems]
    numbers = sorted(set(filter(None, places)))
    later = [number for number in numbers if number > chosen()]
    if numbers:
        choose((later or numbers)[0])


def _claim(key: str) -> Mapping[str, str] | None:
    return next((claim for claim in desk.opened().claims if claim["key"] == key), None)
