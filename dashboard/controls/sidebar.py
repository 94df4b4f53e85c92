"""The sidebar: the filters and the lenses, on every screen."""

from __future__ import annotations

import re

import streamlit as st

from dashboard.charts.markup import cached
from dashboard.controls.address import address, write_address
from dashboard.table.lens_costs import covering_words
from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, LENSES, Selection, read_query, values


def read_selection(table: Table, page: str, drawn: bool = True) -> tuple[Selection, list[str]]:
    """The selection in the address, and a sentence for each unknown value; ``drawn``: also show the filters in the sidebar.

    Facets and search apply to the evidence alone; on other screens they are dropped.
    """
    selection, unknown = read_query(table, address())
    if page != "evidence":
        selection = selection.only_filters()
    if drawn:
        with st.sidebar:
            _filters(table, selection)
    return selection, unknown


def literal(text: str) -> str:
    """Text escaped for Streamlit's Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _filters(table: Table, selection: Selection) -> None:
    for name, words in _offered(table, selection):
        key, title = f"filter-{name}", literal(FILTERS[name].title(table))
        st.session_state[key] = list(selection.chosen(name))
        if not words:
            continue
        if FILTERS[name].long:
            st.multiselect(title, list(words), key=key, format_func=words.__getitem__, on_change=_filter_changed, placeholder="All")
        else:
            st.pills(title, list(words), key=key, format_func=words.__getitem__, on_change=_filter_changed, selection_mode="multi")
    _lenses(table, selection)
    st.button("Reset filters", on_click=_reset, disabled=not (selection.filtered or selection.lensed), width="stretch")


@cached
def _offered(table: Table, selection: Selection) -> list[tuple[str, dict[str, str]]]:
    """For each filter the values that can be chosen, with their labels and counts."""
    offered = []
    for name, filter_ in FILTERS.items():
        counts, chosen = selection.counts(table, name), selection.chosen(name)
        options = [value for value in values(table, filter_.column) if counts.get(value) or value in chosen or not filter_.long]
        labels = {value: table.label(filter_.column, value) for value in options}
        # The options of a long list are text; those of the pills are Markdown.
        escaped = {value: label if filter_.long else literal(label) for value, label in labels.items()}
        offered.append((name, {value: f"{words} ({counts.get(value, 0)})" for value, words in escaped.items()}))
    return offered


def _lenses(table: Table, selection: Selection) -> None:
    names = {"": "None", **table.names("articles")}
    # The lens that takes an article is last: a list below the switches.
    for lens in sorted(LENSES.values(), key=lambda each: not each.word):
        key = f"lens-{lens.parameter}"
        st.session_state[key] = getattr(selection, lens.field)
        if lens.word:
            help_text = literal(lens.text(lens.help, table, ""))
            help_text = f"{help_text} {covering_words(table.wording)}" if lens.field == "like_for_like" else help_text
            st.toggle(lens.label, key=key, help=help_text, on_change=_filter_changed)
        else:
            st.selectbox(lens.label, list(names), key=key, format_func=names.__getitem__, on_change=_filter_changed)


def _filter_changed() -> None:
    filters = [(name, value) for name in FILTERS for value in st.session_state[f"filter-{name}"]]
    lenses = [(name, st.session_state[f"lens-{name}"] and (lens.word or st.session_state[f"lens-{name}"])) for name, lens in LENSES.items()]
    others = [(name, value) for name, value in address() if name not in FILTERS and name not in LENSES]
    write_address([*filters, *((name, value) for name, value in lenses if value), *others])


def _reset() -> None:
    write_address((name, value) for name, value in address() if name not in FILTERS and name not in LENSES)
