"""One city: everything the articles say of it, and what they say of the others and not of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.charts.about import beyond_html
from dashboard.charts.comparison import table_html
from dashboard.controls.address import bare, current, parameter
from dashboard.controls.pictures import take_away

table, selection, _ = current()
wanted = parameter("of")
hub = wanted if wanted in table.hubs else table.hubs[0]
alone = replace(selection, cities=(hub,))

st.html(table_html(table, alone, only_differences=False))
if not bare():
    st.html(beyond_html(table, hub, selection))
    take_away("compare", table, alone)
