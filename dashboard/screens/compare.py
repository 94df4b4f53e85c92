"""Compare: the cities side by side, their differences, or two of them point by point."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.comparison import pair_html, table_html
from dashboard.controls.address import bare, current
from dashboard.controls.choices import view_choice


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    view, pair = ("", None) if bare() else view_choice(table, selection)
    if pair:
        st.html(pair_html(table, *pair, selection))
    else:
        st.html(table_html(table, selection, only_differences=view == "differences"))
