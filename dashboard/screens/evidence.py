"""Evidence: every claim of the selection, each with its paragraph, its speaker and its citation."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.about import topics_html
from dashboard.charts.found import searched_html
from dashboard.charts.listing import PAGE, cite_html, claim_html, claims_html, counted_html, lost_html
from dashboard.controls.address import bare, current, parameter, site
from dashboard.controls.pictures import take_away


def page() -> None:
    """Draw the screen."""
    table, selection, copies = current()
    claim = parameter("claim")

    if claim in table.claims.index:
        st.html(claim_html(table, claim, selection, table.paragraph(table.claims.loc[claim].to_dict(), copies)))
        st.html(cite_html(table, claim, site()))
    elif claim:
        st.html(lost_html(claim))

    st.html(counted_html(table, selection) + searched_html(table, selection))
    if not bare():
        take_away("claims", table, selection)
    count = parameter("show")
    st.html(claims_html(table, selection, int(count) if count.isdecimal() and len(count) < 7 else PAGE))
    topics = "" if bare() else topics_html(table, selection)
    if topics:
        st.html(topics)
