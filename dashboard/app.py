"""The app, and the script Streamlit runs for it: page configuration and navigation, and the problems when the table is broken."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.charts.markup import render
from dashboard.charts.path import path_html
from dashboard.charts.style import city_css
from dashboard.controls.address import address, bare, navigation, parameter, remember
from dashboard.controls.chips import chips_html
from dashboard.controls.page import HIDDEN, PAGES
from dashboard.controls.sidebar import read_selection
from dashboard.downloads import routes
from dashboard.screens import DRAWN
from dashboard.server.gateway import gateway
from dashboard.server.options import published
from dashboard.server.streamlit_internals import base_path, tune
from dashboard.server.warming import warmed
from dashboard.table.changes import changes_since, since_words
from dashboard.table.files import articles_folder, released
from dashboard.table.lens_costs import lens_costs
from dashboard.table.load import Table
from dashboard.table.problems import Unreadable
from dashboard.table.selection import SCREEN, Selection
from dashboard.table.store import Snapshot, table_store


def main() -> None:
    """Run the app once, from the address to the finished page."""
    folder = Path(os.environ.get("TECH_HUBS_DATA") or released())
    pages = [st.Page(DRAWN[name], title=title, url_path=name, default=not name) for name, title in {**PAGES, **HIDDEN}.items()]
    page = st.navigation(pages, position="hidden")
    store = table_store(folder)
    st.set_page_config(f"{page.title} · {store.title}", layout="wide", initial_sidebar_state="auto")
    try:
        snapshot = store.snapshot()
    except Unreadable as error:
        st.html(render("problems", problems=error.problems))
        return
    table = snapshot.table
    st.html(f"<style>{city_css(table)}</style>")
    # The comparison stood on the home screen before: what is linked there is shown as what it is.
    name = "compare" if not page.url_path and parameter("view") else page.url_path
    alone = bare() or page.url_path == "present"
    selection, unknown = read_selection(table, name, drawn=not alone)
    if not alone:
        navigation(name, table, selection)
    if page.url_path != "present":
        _tell_changes(table, selection)
    _tell_edited(snapshot)
    if not alone:
        _announce(table, selection, name)
    if unknown:
        st.html(render("notices", sentences=unknown))
    remember(table, selection, articles_folder())
    page.run()


def _announce(table: Table, selection: Selection, page: str) -> None:
    """What stands above a screen: the step of the path, what is active, and what the lenses cost."""
    if parameter("step"):
        st.html(path_html(table, parameter("step"), page))
    screen = tuple((name, value) for name, value in address() if name in SCREEN and name not in ("claim", "show", "open", "keep"))
    chips = chips_html(table, selection, page, screen)
    if chips:
        st.html(chips)
    costs = lens_costs(table, selection)
    if costs:
        st.html(render("lenses", costs=costs))


def _tell_edited(snapshot: Snapshot) -> None:
    """That the table was edited while this reader had it open, and how; once, on the first screen drawn from it."""
    seen = st.session_state.get("snapshot", snapshot.number)
    st.session_state["snapshot"] = snapshot.number
    if seen != snapshot.number:
        version = snapshot.table.package.version
        st.html(render("notices", sentences=[f"The table was edited while you were reading: {snapshot.changed}. This is data {version}."]))


def _tell_changes(table: Table, selection: Selection) -> None:
    """What changed since the link was made, also where the picture stands on somebody else's page."""
    made = parameter("data")
    if made and since_words(table, made):
        sentence = since_words(table, made)
        changes = changes_since(table, made).to_dict("records")
        st.html(render("since", told=sentence, changes=changes, known=table.claims.index, filters=selection.only_filters().query()))


if __name__ == "__main__":
    main()
else:
    # The app that everybody starts: ``streamlit run dashboard/app.py`` looks for it here, and so does ``tech-hubs``.
    tune()
    settings = published()
    settings = replace(settings, base_path=settings.base_path or base_path())
    ours = routes(settings.base_path)
    app = st.App(__file__, routes=ours, middleware=[Middleware(gateway, settings, ours)], lifespan=warmed)
