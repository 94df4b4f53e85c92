"""Explore: every claim one square, arranged as the reader likes."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.explore import starts_html
from dashboard.charts.markup import render
from dashboard.controls.address import address, bare, current
from dashboard.controls.choices import arrangement_choice
from dashboard.controls.pictures import show
from dashboard.table.dimensions import read_arrangement


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    arranged, unknown = read_arrangement(address())
    if unknown:
        st.html(render("notices", sentences=unknown))
    if not bare():
        st.html(starts_html(selection, arranged))
        arrangement_choice(table, arranged)
    show("explore", table, selection, arranged=arranged)
