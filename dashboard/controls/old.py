"""Widgets <-> Selection. The address is the truth: widgets show it, and a change of theirs writes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.charts import CHARTS
from dashboard.charts.listing import marks_html
from dashboard.charts.markup import link, render
from dashboard.charts.style import STYLES, Style
from dashboard.export import csv_bytes, file_name
from dashboard.table import find
from dashboard.table.gate import ask, askable
from dashboard.table.load import Table, load
from dashboard.table.selection import FILTERS, LENSES, Query, Selection, read_query, values
from dashboard.table.words import amount

PAGES = {
    "": "Compare",
    "focus-areas": "Focus areas",
    "institutions": "Institutions",
    "figures": "Figures",
    "targets": "Targets",
    "evidence": "Evidence",
    "sources": "Sources",
}
"""Every screen by its address, in the order of the navigation."""

HIDDEN = {"city": "City"}
"""Screens one reaches by a link, not by the navigation."""

TITLES = {"cities": "Cities", "areas": "Focus areas", "articles": "Articles", "status": "Status", "speakers": "Who speaks"}
_EMBED = ("embed", "embed_options")
_CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "scrollZoom": False, "showSendToCloud": False}


@st.cache_resource(show_spinner="Reading the table …")
def shared_table(folder: Path) -> Table:
    """The table, read once a process and shared by every session. Raises `Unreadable` when it is broken."""
    return load(folder)


def style() -> Style:
    """The style that fits the reader's light or dark theme."""
    return STYLES.get(st.context.theme.type or "light", STYLES["light"])


def address() -> Query:
    """The parameters of the address, in order."""
    parameters = st.query_params
    return tuple((name, value) for name in parameters if name not in _EMBED for value in parameters.get_all(name))


def parameter(name: str) -> str:
    """One parameter of the address that belongs to a screen; empty when it is not there."""
    return str(st.query_params.get(name, ""))


def write_address(query: Iterable[tuple[str, str]]) -> None:
    """Put parameters into the address, as a step of the browser's history."""
    parameters: dict[str, list[str]] = {}
    for name, value in query:
        parameters.setdefault(name, []).append(value)
    st.query_params.from_dict(parameters)


def read_selection(table: Table, page: str) -> tuple[Selection, list[str]]:
    """The selection the address asks for, drawn in the sidebar, and a sentence for each value nobody knows.

    Facets and search narrow the evidence alone: every other screen shows all the filters let through.
    """
    selection, unknown = read_query(table, address())
    if page != "evidence":
        selection = selection.only_filters()
    with st.sidebar:
        _find_box(table, selection)
        _filters(table, selection)
    return selection, unknown


def _filters(table: Table, selection: Selection) -> None:
    for name, title in TITLES.items():
        counts = selection.counts(table, name)
        options = [
            value for value in values(table, FILTERS[name]) if counts.get(value) or value in selection.chosen(name) or name != "areas"
        ]
        key = f"filter-{name}"
        st.session_state[key] = list(selection.chosen(name))

        words = {value: f"{table.label(FILTERS[name], value)} ({counts.get(value, 0)})" for value in options}
        if name == "areas":
            st.multiselect(title, options, key=key, format_func=words.__getitem__, on_change=_filter_changed, placeholder="All")
        else:
            st.pills(title, options, key=key, format_func=words.__getitem__, on_change=_filter_changed, selection_mode="multi")
    _lenses(table, selection)
    st.button("Reset filters", on_click=_reset, disabled=not (selection.filtered or selection.lensed), width="stretch")


def _find_box(table: Table, selection: Selection) -> None:
    def chosen() -> None:
        wanted = st.session_state["find"]
        if wanted:
            st.session_state["found"] = find.way(table, wanted)
        st.session_state["find"] = None

    st.selectbox(
        "Find", list(find.places(table)), index=None, key="find", accept_new_options=True, on_change=chosen,
        placeholder="A city, area, name or word …",
    )  # fmt: skip
    if "found" in st.session_state:
        page, query = st.session_state.pop("found")
        st.html(render("go", href=link(page, (*query, *selection.only_filters().query()))))


def gate_question(table: Table) -> None:
    """Two figures to choose, and what the gate says to setting them beside each other."""
    figures = askable(table)
    names = {str(row["claim_id"]): f"{row['city_name']}: {row['measure_name']}, {amount(row)}" for row in figures.to_dict("records")}
    for column, name, title in zip(st.columns(2), ("a", "b"), ("Set this figure …", "… beside this one"), strict=True):
        wanted = parameter(name)
        st.session_state[f"ask-{name}"] = wanted if wanted in names else None
        column.selectbox(
            title, list(names), index=None, key=f"ask-{name}", format_func=names.__getitem__, placeholder="Choose a figure",
            on_change=lambda name=name: set_parameter(name, st.session_state[f"ask-{name}"] or ""),
        )  # fmt: skip
    first, second = (parameter(name) for name in ("a", "b"))
    if first in names and second in names and first != second:
        st.html(render("answer", answer=ask(table, first, second)))


def _lenses(table: Table, selection: Selection) -> None:
    state = {"lens-like": selection.like_for_like, "lens-without": selection.without, "lens-interest": selection.disinterested}
    for key, value in state.items():
        st.session_state[key] = value
    st.toggle("Like for like", key="lens-like", help="Only articles that cover every city compared.", on_change=_filter_changed)
    st.toggle(
        "Hide interested speakers", key="lens-interest", help="Officials on their own city, firms on themselves.", on_change=_filter_changed
    )
    names = {"": "None", **table.names("articles")}
    st.selectbox("Leave an article out", list(names), key="lens-without", format_func=names.__getitem__, on_change=_filter_changed)


def _filter_changed() -> None:
    filters = [(name, value) for name in FILTERS for value in st.session_state[f"filter-{name}"]]
    lenses = {
        "like": "yes" if st.session_state["lens-like"] else "",
        "without": st.session_state["lens-without"] or "",
        "interest": "hide" if st.session_state["lens-interest"] else "",
    }
    kept = [(name, value) for name, value in address() if name not in FILTERS and name not in LENSES]
    write_address([*filters, *((name, value) for name, value in lenses.items() if value), *kept])


def _reset() -> None:
    write_address((name, value) for name, value in address() if name not in FILTERS and name not in LENSES)


def set_parameter(name: str, value: str) -> None:
    """Change one parameter of a screen in the address; an empty value takes it out."""
    rest = [(other, found) for other, found in address() if other != name]
    write_address([*rest, *(((name, value),) if value else ())])


def navigation(page: str, selection: Selection) -> None:
    """The navigation at the top; every link carries the filters."""
    filters = selection.only_filters().query()
    links = [(title, link(name, filters), name == page) for name, title in PAGES.items()]
    st.html(render("navigation", links=links, home=link("", filters)))


def remember(table: Table, selection: Selection, copies: Path | None) -> None:
    """Hand what the entry script has read to the page it is about to run."""
    st.session_state["read"] = (table, selection, copies)


def current() -> tuple[Table, Selection, Path | None]:
    """The table, the selection and the folder of the reader's own copies, as the entry script has read them."""
    found: tuple[Table, Selection, Path | None] = st.session_state["read"]
    return found


def view_choice(table: Table, selection: Selection) -> tuple[str, tuple[str, str] | None]:
    """How the home screen compares: the view, and the two cities when it is point by point."""
    views = {"": "All points", "differences": "Differences only", "pair": "Two cities, point by point"}
    view = parameter("view") if parameter("view") in views else ""
    st.session_state["view"] = view
    st.segmented_control(
        "View", list(views), key="view", format_func=views.__getitem__, label_visibility="collapsed", required=True,
        on_change=lambda: set_parameter("view", st.session_state["view"] or ""),
    )  # fmt: skip
    return view, _pair_choice(table, selection) if view == "pair" else None


def _pair_choice(table: Table, selection: Selection) -> tuple[str, str]:
    cities = list(selection.compared(table))
    default = cities if len(cities) > 1 else [*cities, *(hub for hub in table.hubs if hub not in cities)]
    first = parameter("first") if parameter("first") in table.hubs else default[0]
    others = [hub for hub in table.hubs if hub != first]
    wanted = parameter("second")
    second = wanted if wanted in others else next(hub for hub in [*default, *others] if hub != first)
    names = table.names("cities")
    for column, name, value, options in zip(st.columns(2), ("first", "second"), (first, second), (table.hubs, others), strict=True):
        st.session_state[name] = value
        column.selectbox(
            f"{name.capitalize()} city", options, key=name, format_func=names.__getitem__,
            on_change=lambda name=name: set_parameter(name, st.session_state[name]),
        )  # fmt: skip
    return first, second


def chart(name: str, table: Table, selection: Selection) -> None:
    """Draw a chart; a click on a mark opens the claims behind it, by the pairs the mark carries."""
    picture = CHARTS[name](table, selection.drawn(table), selection, style())
    image = {"format": "png", "scale": 2, "filename": f"tech-hubs_{name}_{table.package.version}"}
    config = {**_CONFIG, "toImageButtonOptions": image}
    with st.container(key=f"picture-{name}"):
        picked = st.plotly_chart(
            picture.figure,
            theme=None,
            alt=picture.headline,
            key=f"chart-{name}",
            on_select="rerun",
            selection_mode="points",
            config=config,
        )
    points = picked["selection"]["points"]
    if points and points[0].get("customdata"):
        open_evidence(table, selection, dict(pair.split("=", 1) for pair in points[0]["customdata"]))
    with st.expander("The same marks as a table"):
        st.html(marks_html(table, picture, selection))


def open_evidence(table: Table, selection: Selection, facets: dict[str, str]) -> None:
    """Go to the claims behind a mark, the filters kept: a link that ``links.js`` follows, one step of the history."""
    st.html(render("go", href=link("evidence", selection.toward(table, facets.items()))))


def search_box() -> None:
    """The search over the claims, kept in the address."""
    st.session_state["search"] = parameter("q")
    st.text_input(
        "Search the claims", key="search", placeholder="A name, a word, a figure, a Chinese name …",
        on_change=lambda: set_parameter("q", st.session_state["search"].strip()),
    )  # fmt: skip


def download(table: Table, rows: pd.DataFrame) -> None:
    """A button that gives the rows as CSV, made only when it is pressed."""
    st.download_button(
        "Download CSV", data=lambda: csv_bytes(table, rows), file_name=file_name(table, rows), mime="text/csv", on_click="ignore",
        disabled=rows.empty, width="stretch",
    )  # fmt: skip
