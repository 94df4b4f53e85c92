"""Sources: the five articles, what they leave out, what each covers, who speaks, the method and the codebook."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import articles_html, codebook_html, silence_html, topics_html
from dashboard.controls import chart, current

table, selection, _ = current()
st.html(articles_html(table))
st.html(silence_html(table))
chart("silence", table, selection)
chart("coverage", table, selection)
chart("speakers", table, selection)
st.html(topics_html(table, selection))
st.html(codebook_html(table))
