"""The entry script Streamlit runs: page configuration and navigation, and the page of problems when the table is broken."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.charts.path import path_html
from dashboard.controls import HIDDEN, PAGES, navigation, parameter, read_selection, remember, shared_table
from dashboard.table.load import own_copies, released
from dashboard.table.problems import Unreadable
from dashboard.table.selection import lens_costs

STATIC = Path(__file__).parent / "static"


def main() -> None:
    """Run the app once, from the address to the finished page."""
    st.set_page_config(page_icon=str(STATIC / "icon.png"), layout="wide", initial_sidebar_state="auto")
    st.html(STATIC / "tech-hubs.css")
    st.html('<script src="app/static/links.js"></script>', unsafe_allow_javascript=True)
    folder = Path(os.environ.get("TECH_HUBS_DATA") or released())
    copies = os.environ.get("TECH_HUBS_ARTICLES")
    pages = [
        st.Page(f"app_pages/{(name or 'compare').replace('-', '_')}.py", title=title, url_path=name or None, default=not name)
        for name, title in {**PAGES, **HIDDEN}.items()
    ]
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title} · Tech Hubs")
    try:
        table = shared_table(folder)
    except Unreadable as error:
        st.html(render("problems", problems=error.problems))
        return
    selection, unknown = read_selection(table, page.url_path)
    navigation(page.url_path, selection)
    if unknown:
        st.html(render("notices", sentences=unknown))
    if parameter("step") or not page.url_path:
        st.html(path_html(parameter("step"), page.url_path))
    costs = lens_costs(table, selection)
    if costs:
        st.html(render("lenses", costs=costs))
    remember(table, selection, Path(copies) if copies else own_copies())
    page.run()


if __name__ == "__main__":
    main()
