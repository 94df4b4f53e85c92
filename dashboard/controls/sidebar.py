"""The sidebar: the filters and the lenses, on every screen."""

from __future__ import annotations

import re

import streamlit as st

from dashboard.charts.markup import kept
from dashboard.controls.address import address, write_address
from dashboard.table.lenses import covering_words
from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, LENSES, Selection, read_query, values

TITLES = {"cities": "", "areas": "Focus areas", "articles": "Articles", "status": "Status", "speakers": "Who speaks"}


def read_selection(table: Table, page: str, drawn: bool = True) -> tuple[Selection, list[str]]:
    """The selection the address asks for, and a sentence for each value nobody knows; ``drawn`` in the sidebar.

    Facets and search narrow the evidence alone: every other screen shows all the filters let through.
    """
    selection, unknown = read_query(table, address())
    if page != "evidence":
        selection = selection.only_filters()
    if drawn:
        with st.sidebar:
            _filters(table, selection)
    return selection, unknown


def literal(text: str) -> str:
    """Text as Streamlit's Markdown shows it as it stands: no link, no picture, no colour and no sign is made of it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _filters(table: Table, selection: Selection) -> None:
    for name, words in _offered(table, selection):
        key, title = f"filter-{name}", TITLES[name] or literal(table.wording.heads)
        st.session_state[key] = list(selection.chosen(name))
        if not words:
            continue
        if name == "areas":
            st.multiselect(title, list(words), key=key, format_func=words.__getitem__, on_change=_filter_changed, placeholder="All")
        else:
            st.pills(title, list(words), key=key, format_func=words.__getitem__, on_change=_filter_changed, selection_mode="multi")
    _lenses(table, selection)
    st.button("Reset filters", on_click=_reset, disabled=not (selection.filtered or selection.lensed), width="stretch")


@kept
def _offered(table: Table, selection: Selection) -> list[tuple[str, dict[str, str]]]:
    """The filters with what can be chosen: each value and what is written on it, with its count."""
    offered = []
    for name in TITLES:
        counts, chosen = selection.counts(table, name), selection.chosen(name)
        options = [value for value in values(table, FILTERS[name]) if counts.get(value) or value in chosen or name != "areas"]
        labels = {value: table.label(FILTERS[name], value) for value in options}
        # The options of areas are text; those of the pills are Markdown.
        said = {value: label if name == "areas" else literal(label) for value, label in labels.items()}
        offered.append((name, {value: f"{words} ({counts.get(value, 0)})" for value, words in said.items()}))
    return offered


def _lenses(table: Table, selection: Selection) -> None:
    state = {"lens-like": selection.like_for_like, "lens-without": selection.without, "lens-interest": selection.disinterested}
    for key, value in state.items():
        st.session_state[key] = value
    place = literal(table.wording.place)
    like = f"Only articles that cover every {place} compared. {covering_words(table.wording)}"
    st.toggle("Like for like", key="lens-like", help=like, on_change=_filter_changed)
    st.toggle(
        "Hide interested speakers",
        key="lens-interest",
        help=f"Officials on their own {place}, firms on themselves.",
        on_change=_filter_changed,
    )
    names = {"": "None", **table.names("articles")}
    st.selectbox("Leave an article out", list(names), key="lens-without", format_func=names.__getitem__, on_change=_filter_changed)


def _filter_changed() -> None:
    filters = [(name, value) for name in FILTERS for value in st.session_state[f"filter-{name}"]]
    lenses = {
        "like": "yes" if st.session_state["lens-like"] else "",
        "without": st.session_state["lens-without"] or "",
        "interest": "hide" if st.session_state["lens-interest"] else "",
    }
    kept = [(name, value) for name, value in address() if name not in FILTERS and name not in LENSES]
    write_address([*filters, *((name, value) for name, value in lenses.items() if value), *kept])


def _reset() -> None:
    write_address((name, value) for name, value in address() if name not in FILTERS and name not in LENSES)
