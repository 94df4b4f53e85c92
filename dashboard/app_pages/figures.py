"""Figures: what can be compared, compared; what cannot, listed with the reason."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.listing import ledger_html
from dashboard.controls import chart, current, gate_question

table, selection, _ = current()
chart("figures", table, selection)
gate_question(table)
st.html(ledger_html(table, selection))
