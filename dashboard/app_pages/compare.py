"""Compare, the home screen: the cities side by side, their differences, or two of them point by point."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.comparison import pair_html, table_html
from dashboard.controls import current, view_choice

table, selection, _ = current()
view, pair = view_choice(table, selection)
if pair:
    st.html(pair_html(table, *pair, selection))
else:
    st.html(table_html(table, selection, only_differences=view == "differences"))
