"""Compare, the home screen: the cities side by side, their differences, or two of them point by point."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.comparison import pair_html, table_html
from dashboard.controls import current, view_choice

table, selection, _ = current()
rows = selection.drawn(table)
cities = [city for city in table.hubs if not selection.cities or city in selection.cities] or list(table.hubs)

view, pair = view_choice(table, cities)
if pair:
    st.html(pair_html(table, rows, *pair, selection))
else:
    st.html(table_html(table, rows, cities, selection, only_differences=view == "differences"))
