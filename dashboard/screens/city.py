"""One city: its profile in pictures, everything the articles say of it, and what they say of the others and not of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.charts.about import beyond_html
from dashboard.charts.comparison import table_html
from dashboard.controls.address import bare, current, heading, hub
from dashboard.controls.pictures import show

SHOWN = ("overview", "figures", "institutions", "targets", "voices")
"""The pictures of a profile; on somebody else's page the first."""


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    city = hub(table)
    alone = replace(selection, cities=(city,))

    st.set_page_config(page_title=f"{heading('city', table)} · {table.package.title}")

    for name in SHOWN[:1] if bare() else SHOWN:
        show(name, table, alone, of=city)
    if not bare():
        st.html(table_html(table, alone, only_differences=False, filters=selection.only_filters().query()))
        st.html(beyond_html(table, city, selection))
