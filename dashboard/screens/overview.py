"""The home screen: the overview, the other pictures to step into, where the articles pull apart, and the path for a first visit."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import topics_html
from dashboard.charts.path import path_html
from dashboard.controls.address import bare, current, parameter
from dashboard.controls.gallery import gallery_html
from dashboard.controls.pictures import show
from dashboard.screens import compare


def page() -> None:
    """Draw the screen; a link of a time when the comparison stood here still leads to it."""
    if parameter("view") and not bare():
        compare.page()
        return
    table, selection, _ = current()
    show("overview", table, selection)
    if not bare():
        st.html(gallery_html(selection))
        st.html(topics_html(table, selection))
        if not parameter("step"):
            st.html(path_html(table, "", ""))
