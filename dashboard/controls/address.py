"""The address bar: what it asks for, what a change writes to it, and the links that carry it on."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from dashboard.charts.headlines import chinese_names, purpose
from dashboard.charts.listing import counted
from dashboard.charts.markup import kept, link, render
from dashboard.controls.page import HIDDEN, PAGES
from dashboard.pictures import PICTURES
from dashboard.table.dimensions import USUAL, Arrangement
from dashboard.table.load import Table
from dashboard.table.permalink import short
from dashboard.table.selection import LONGEST_SEARCH, Query, Selection

_EMBED = ("embed", "embed_options")


def theme() -> str:
    """The theme of pictures that fits the reader's light or dark one."""
    return "dark" if st.context.theme.type == "dark" else "light"


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


def set_parameter(name: str, value: str) -> None:
    """Change one parameter of a screen in the address; an empty value takes it out."""
    rest = [(other, found) for other, found in address() if other != name]
    write_address([*rest, *(((name, value),) if value else ())])


def bare() -> bool:
    """Whether the screen stands alone, in a frame on somebody else's page: without navigation, sidebar and tools."""
    return bool(st.context.is_embedded)


def site() -> str:
    """Where the app is found, without a slash at the end: TECH_HUBS_URL, or the address the reader has opened."""
    told = os.environ.get("TECH_HUBS_URL", "").rstrip("/")
    if told:
        return told
    parts = urlsplit(str(st.context.url or ""))
    base = os.environ.get("TECH_HUBS_BASE_PATH", "")
    above, _, page = parts.path.rstrip("/").rpartition("/")
    path = base or (above if page in {*PAGES, *HIDDEN} else f"{above}/{page}")
    return f"{parts.scheme}://{parts.netloc}{path}" if parts.netloc else ""


def short_link(table: Table, picture: str, selection: Selection, arranged: Arrangement = USUAL) -> str:
    """A link to a picture that one can type from a screen; empty when the app does not know where it is found."""
    return _short(table, site(), picture, selection, arranged)


@kept
def _short(table: Table, site: str, picture: str, selection: Selection, arranged: Arrangement) -> str:
    return short(table, site, picture, selection, PICTURES, arranged.query())


def navigation(page: str, table: Table, selection: Selection) -> None:
    """The navigation at the top, every link with the filters; and, for the ear, the heading of the screen and what it holds."""
    st.html(_navigation(page, heading(page, table), table, selection))


@kept
def _navigation(page: str, heading: str, table: Table, selection: Selection) -> str:
    filters = selection.only_filters().query()
    links = [(title, link(name, filters), name == page) for name, title in PAGES.items()]
    told = f"{selection.words(table)}: {counted(table, selection)}"
    return render(
        "navigation", links=links, home=link("", filters), heading=heading, told=told, title=table.package.title, purpose=purpose(table),
        chinese=chinese_names(table), page=page, within=filters, words=selection.search, longest=LONGEST_SEARCH,
    )  # fmt: skip


def heading(page: str, table: Table) -> str:
    """What a screen is called: a city's by its city."""
    return table.label("city", hub(table)) if page == "city" else {**PAGES, **HIDDEN}[page]


def hub(table: Table) -> str:
    """The city the address names for its own screen; the first where it names none."""
    wanted = parameter("of")
    return wanted if wanted in table.hubs else table.hubs[0]


def remember(table: Table, selection: Selection, copies: Path | None) -> None:
    """Hand what the entry script has read to the page it is about to run."""
    st.session_state["read"] = (table, selection, copies)


def current() -> tuple[Table, Selection, Path | None]:
    """The table, the selection and the folder of the reader's own copies, as the entry script has read them."""
    found: tuple[Table, Selection, Path | None] = st.session_state["read"]
    return found
