"""Sources: the five articles, what each covers and leaves out, the method and the codebook."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import articles_html, codebook_html, coverage_html, silence_html
from dashboard.controls import current

table, selection, _ = current()
st.html(articles_html(table, selection))
st.html(coverage_html(table, selection))
st.html(silence_html(table, selection))
st.html(codebook_html(table))
