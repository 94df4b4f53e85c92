"""Sources: the articles, what they leave out, what each covers, who speaks, the method, the codebook, the changes."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import articles_html, changes_html, codebook_html, silence_html
from dashboard.charts.markup import render
from dashboard.controls.address import bare, current, parameter
from dashboard.controls.pictures import show
from dashboard.pictures import picture_name

SHOWN = ("skyline", "strips", "voices", "silence", "rests-on")


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    if bare():
        wanted = picture_name(parameter("picture"))
        show(wanted if wanted in SHOWN else SHOWN[0], table, selection)
    else:
        st.html(render("parts", pictures=SHOWN))
        st.html(articles_html(table))
        st.html(silence_html(table))
        for name in SHOWN:
            show(name, table, selection)
        st.html(codebook_html(table))
        st.html(changes_html(table))
