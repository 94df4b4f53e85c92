"""Form fields: each writes its value into the draft at once, and shows the problems of the check below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.sidebar import literal
from dashboard.curate.draft_check import DraftProblem

Put = Callable[[str], None]
FEW = 5
"""Up to this many options are shown side by side; more become a list."""


def choice(title: str, key: str, words: Mapping[str, str], now: str, put: Put, *, optional: bool = False, about: str = "") -> None:
    """Draw a choice of one of ``words`` (key to label); ``put`` receives the key."""
    st.session_state[key] = now if now in words else None

    def chosen() -> None:
        put(str(st.session_state.get(key) or ""))

    if len(words) <= FEW:
        labels = {word: literal(label) for word, label in words.items()}
        st.segmented_control(
            title, list(words), key=key, format_func=labels.__getitem__, on_change=chosen, help=about or None, required=not optional
        )  # fmt: skip
    else:
        st.selectbox(
            title, list(words), key=key, format_func=words.__getitem__, on_change=chosen, index=None, help=about or None,
            placeholder="None" if optional else "Choose",
        )  # fmt: skip


def select_name(title: str, key: str, names: Mapping[str, str], now: str, put: Put, add: Put | None = None, *, about: str = "") -> None:
    """Draw a selection of one of ``names`` (key to name); a new name is passed to ``add``."""
    labels = _apart(names)
    keys = {label: word for word, label in labels.items()}
    st.session_state[key] = labels.get(now) or (now if now and add else None)

    def chosen() -> None:
        label = str(st.session_state.get(key) or "").strip()
        if not label or label in keys:
            put(keys.get(label, ""))
        elif add:
            add(label)

    st.selectbox(
        title, list(keys), key=key, on_change=chosen, index=None, accept_new_options=add is not None, help=about or None,
        placeholder="Choose, or type a new one" if add else "Choose",
    )  # fmt: skip


def _apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names, with the key added where two are equal."""
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {word: f"{name} ({word})" if name in twice else name for word, name in names.items()}


def text(title: str, key: str, now: str, put: Put, *, lines: int = 1, hint: str = "", about: str = "", longest: int | None = None) -> None:
    """Draw a text field of ``lines`` lines; ``put`` receives the text."""
    st.session_state[key] = now

    def save() -> None:
        put(str(st.session_state.get(key) or ""))

    if lines == 1:
        st.text_input(title, key=key, on_change=save, placeholder=hint or None, help=about or None, max_chars=longest)
    else:
        st.text_area(title, key=key, on_change=save, height=34 + 26 * lines, placeholder=hint or None, help=about or None)


def problems(
    faults: Sequence[DraftProblem],
    mends: Callable[[DraftProblem], Iterable[tuple[str, Mapping[str, str]]]],
    mend: Callable[[Mapping[str, str]], None],
    key: str,
) -> None:  # fmt: skip
    """Draw the problems, and a button for each one-click fix."""
    for place, each in enumerate(faults):
        st.html(render("draft_problem", problem=each))
        for number, (label, cells) in enumerate(mends(each)):
            st.button(literal(label), key=f"{key}-mend-{place}-{number}", on_click=mend, args=(cells,))
