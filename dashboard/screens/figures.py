"""Figures: what can be compared, compared; what cannot, listed with the reason."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.listing import ledger_html
from dashboard.controls.address import bare, current
from dashboard.controls.choices import comparability_question
from dashboard.controls.pictures import show


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    show("figures", table, selection)
    if not bare():
        comparability_question(table)
        st.html(ledger_html(table, selection))
