"""The home screen: the overview, the other pictures to step into, where the articles pull apart, and the path for a first visit."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import apart_html, topics_html
from dashboard.charts.markup import render
from dashboard.charts.path import path_html
from dashboard.controls.address import bare, current, parameter
from dashboard.controls.gallery import gallery_html
from dashboard.controls.pictures import show
from dashboard.screens import compare

_NEXT = (
    "To begin, describe an article in articles.csv, give each of its paragraphs a row in ledger.csv, and code its claims in claims.csv. "
    "The screens follow as soon as the table is sound again; tech-hubs check says what is missing."
)
"""What is said below the overview of a table that is new."""


def page() -> None:
    """Draw the screen; with ``view`` in the address the comparison, as in links from before it had a screen of its own."""
    if parameter("view") and not bare():
        compare.page()
        return
    table, selection, _ = current()
    apart = "" if bare() else apart_html(table, selection)
    if apart:
        st.html(apart)
    show("overview", table, selection)
    if table.claims.empty:
        st.html(render("notices", sentences=[_NEXT]))
    elif not bare():
        st.html(gallery_html(selection))
        topics = topics_html(table, selection)
        if topics:
            st.html(topics)
        if not parameter("step"):
            st.html(path_html(table, "", ""))
