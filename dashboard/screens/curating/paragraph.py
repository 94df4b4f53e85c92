"""The panel of the selected paragraph: suggestions, claims, open words, and the reason where there is no claim."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.sidebar import literal
from dashboard.curate import coding
from dashboard.curate.suggestions import OpenItem, Suggestion
from dashboard.curate.units import KEY_OF
from dashboard.screens.curating import desk, fields, steps
from dashboard.screens.curating.claim_form import claim_form, claim_line
from dashboard.screens.curating.terms import names_of, new_title
from dashboard.table.accounts import left_out
from dashboard.table.words import plural

_MOST_ITEMS = 12
"""The maximum number of suggestions or open words drawn."""
_WHY, _WORDS = "why-left-out", "words-as-printed"


def paragraph_panel() -> None:
    """Draw the panel of the selected paragraph."""
    number = steps.chosen()
    draft, state = desk.opened(), desk.state()
    st.subheader(f"Paragraph {number} of {len(draft.paragraphs)}")
    key = steps.chosen_claim()
    if key:
        claim_form(next(claim for claim in draft.claims if claim["key"] == key))
        return
    open_here = [each for each in state.open if each.paragraph == number]
    # What waits for an answer stands first.
    if steps.waiting():
        _open(number, open_here)
    _claims(number)
    _suggestions(number, [each for each in state.suggestions if each.paragraph == number])
    if not steps.waiting():
        _open(number, open_here)
    _by_words(number)
    _reason(number)
    _left_out(number)
    left, right = st.columns(2)
    left.button("Previous", key="previous", on_click=steps.choose, args=(max(1, number - 1),), width="stretch")
    right.button("Next", key="next", on_click=steps.choose, args=(min(len(draft.paragraphs), number + 1),), width="stretch")


def _open(number: int, items: list[OpenItem]) -> None:
    """The words nothing accounts for, each with buttons for a claim and for leaving it out."""
    words = [each.words for each in items if each.words]
    waiting = steps.waiting()
    if waiting and waiting not in words:
        words.insert(0, waiting)
    if items and not words:
        st.html(render("draft_open", reasons=[each.why for each in items]))
    if not words:
        return
    st.markdown(f"**{plural(len(words), 'open word')}**")
    for place, each in enumerate(words[:_MOST_ITEMS]):
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.markdown(f"“{literal(each)}”")
        right.button("Claim", key=f"open-claim-{number}-{place}", on_click=steps.make_claim, args=(number, each), width="stretch")
    st.selectbox(
        "Leave out, because", coding.usual_reasons(desk.table()), key=_WHY, index=None, accept_new_options=True,
        placeholder="Choose a reason, or type one",
    )  # fmt: skip
    if waiting:
        st.button(f"Leave out “{literal(waiting)}”", key="leave-waiting", on_click=_leave, args=(number, [waiting]))
    elif len(words) > 1:
        chosen = st.pills("Which words", words, key=f"which-{number}", selection_mode="multi", default=words, format_func=literal)
        st.button("Leave these out", key="leave-chosen", on_click=_leave, args=(number, list(chosen or ())))
    else:
        st.button(f"Leave out “{literal(words[0])}”", key="leave-one", on_click=_leave, args=(number, words))


def _leave(number: int, words: list[str]) -> None:
    reason = str(st.session_state.get(_WHY) or "")
    if not reason.strip():
        desk.say("Choose or type why the words are left out.")
        return
    steps.leave_out(number, words, reason)
    st.session_state[_WHY] = None


def _suggestions(number: int, suggestions: list[Suggestion]) -> None:
    """The suggestions, each with buttons to accept, edit or refuse it."""
    if not suggestions:
        return
    head, every = st.columns([2, 1], vertical_alignment="center")
    head.markdown(f"**{plural(len(suggestions), 'proposal')}**")
    if sum(each.kind == "claim" for each in suggestions) > 1:
        every.button("Take all claims", key=f"all-{number}", on_click=steps.accept_all, args=(number,), width="stretch")
    for each in suggestions[:_MOST_ITEMS]:
        with st.container(border=True):
            words = "" if each.kind == "reason" else each.as_printed
            st.html(
                render(
                    "draft_suggestion",
                    words=words,
                    labels=_cell_words(each),
                    statement=coding.sentence_of(desk.table(), desk.opened(), each.cells),
                    why=each.why,
                )
            )
            buttons = st.container(horizontal=True)
            if each.kind != "question" and each.table != "cities":
                buttons.button("Take as new" if each.new else "Take", key=f"take-{each.key}", on_click=steps.accept, args=(each,))
            for place, (label, cells) in enumerate(each.options):
                buttons.button(literal(label), key=f"take-{each.key}-{place}", on_click=steps.accept, args=(each, cells))
            buttons.button("Refuse", key=f"refuse-{each.key}", on_click=steps.refuse, args=(each,), type="tertiary")


def _cell_words(each: Suggestion) -> list[str]:
    """The cells of a suggestion, as words."""
    table, package = desk.table(), desk.table().package
    if each.kind == "reason":
        labels = package.ledger["reason"].label(each.cells.get("reason", ""))
        return [word for word in (labels, each.cells.get("gist", ""), each.cells.get("left_out", "")) if word]
    if each.kind == "term":
        if each.table == "cities":
            return [f"{new_title('cities')}?"]
        return [f"New in {package[each.table].title.lower()}: {each.cells.get('name') or each.cells.get('question', '')}"]
    columns = ("city", "area", "institution", "measure", "basis", "relation", "status", "speaker")
    names = {**names_of("areas"), **names_of("institutions"), **names_of("measures"), **names_of("cities")}
    pairs = ((name, each.cells.get(name, "")) for name in columns)
    brought = [f"{new_title(vocabulary)}: {row['name']}" for vocabulary, row in each.new]
    keys = {row[KEY_OF[vocabulary]] for vocabulary, row in each.new}
    coded = [(name, key) for name, key in pairs if key and not (name in KEY_OF.values() and key in keys)]
    texts = [names.get(key, key) if name in KEY_OF.values() else table.label(name, key) for name, key in coded]
    return [*texts, *brought]


def _claims(number: int) -> None:
    claims = desk.opened().of_paragraph(number)
    if not claims:
        return
    st.markdown(f"**{plural(len(claims), 'claim')}**")
    for claim in claims:
        st.button(
            claim_line(claim), key=f"edit-{claim['key']}", on_click=steps.choose, args=(number, claim["key"]), width="stretch"
        )  # fmt: skip


def _by_words(number: int) -> None:
    """The way without selecting text: type the words as printed."""

    def make() -> None:
        words = str(st.session_state.get(_WORDS) or "").strip()
        st.session_state[_WORDS] = ""
        if words:
            steps.make_claim(number, words)

    st.text_input(
        "New claim of the words", key=_WORDS, on_change=make, placeholder="Select them in the text, or write them as printed", max_chars=200
    )  # fmt: skip


def _reason(number: int) -> None:
    draft = desk.opened()
    if draft.of_paragraph(number):
        return
    field = desk.table().package.ledger["reason"]
    words = {category.value: category.label for category in field.categories}
    fields.choice(
        "No claim, because", f"reason-{number}", words, draft.paragraphs[number - 1].reason,
        lambda reason: steps.give_reason(number, reason),
        optional=True, about=" ".join(f"{category.label}: {category.description}" for category in field.categories),
    )  # fmt: skip


def _left_out(number: int) -> None:
    entries = left_out(desk.opened().paragraphs[number - 1].left_out)
    if entries:
        with st.expander(f"Left out ({len(entries)})"):
            for place, (words, reason) in enumerate(entries):
                left, right = st.columns([3, 1], vertical_alignment="center")
                left.markdown(f"“{literal(words)}”: {literal(reason)}")
                right.button("Undo", key=f"back-{number}-{place}", on_click=steps.take_back, args=(number, words), width="stretch")
    for each in desk.state().problems:
        if (
            each.paragraph == number
            and each.table == "ledger"
            and each.field == "left_out"
            and not each.what.startswith("does not account")
        ):
            st.html(render("draft_problem", problem=each))
