"""Notebook: the claims a reader has kept, in order, with notes, and the files they can be saved as."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.notebook import notebook_html
from dashboard.controls.address import current, parameter, site
from dashboard.table.notebook import read_notebook


def page() -> None:
    """Draw the screen; filters do not apply."""
    table, _, copies = current()
    notebook, wrong = read_notebook(parameter("keep"))
    st.html(notebook_html(table, notebook, wrong, copies, site()))
