"""Sources: the articles, what they leave out, what each covers, who speaks, the method, the codebook, the changes."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import articles_html, changes_html, codebook_html, silence_html
from dashboard.charts.markup import render
from dashboard.controls.address import bare, current, parameter
from dashboard.controls.pictures import show
from dashboard.pictures import picture_name

PICTURE_NAMES = ("skyline", "strips", "voices", "silence", "rests-on")


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    if bare():
        requested = picture_name(parameter("picture"))
        show(requested if requested in PICTURE_NAMES else PICTURE_NAMES[0], table, selection)
    else:
        st.html(render("parts", pictures=PICTURE_NAMES))
        st.html(articles_html(table))
        st.html(silence_html(table))
        for name in PICTURE_NAMES:
            show(name, table, selection)
        st.html(codebook_html(table))
        st.html(changes_html(table))
