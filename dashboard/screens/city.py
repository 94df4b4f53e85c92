"""One city: its profile in pictures, all its claims, and the subjects on which the articles mention others but not this city."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.charts.about import beyond_html
from dashboard.charts.comparison import table_html
from dashboard.controls.address import bare, current, heading, hub
from dashboard.controls.pictures import show

PICTURE_NAMES = ("overview", "figures", "institutions", "targets", "voices")
"""The pictures of a profile; an embedded page shows the first."""


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    city = hub(table)
    alone = replace(selection, cities=(city,))

    st.set_page_config(page_title=f"{heading('city', table)} · {table.package.title}")

    for name in PICTURE_NAMES[:1] if bare() else PICTURE_NAMES:
        show(name, table, alone, of=city)
    if not bare():
        st.html(table_html(table, alone, only_differences=False, filters=selection.only_filters().query()))
        st.html(beyond_html(table, city, selection))
