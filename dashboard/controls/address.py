"""Reads and writes the address bar, and renders the navigation."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from dashboard.charts.headlines import chinese_names, purpose
from dashboard.charts.listing import claim_count
from dashboard.charts.markup import cached, link, render
from dashboard.controls.page import HIDDEN, PAGES
from dashboard.pictures import PICTURES
from dashboard.table.dimensions import USUAL, Arrangement
from dashboard.table.load import Table
from dashboard.table.permalink import short
from dashboard.table.selection import LONGEST_SEARCH, Query, Selection

_EMBED = ("embed", "embed_options")


def theme() -> str:
    """The theme of pictures for the reader's colour scheme: ``light`` or ``dark``."""
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
    rest = [(other, current_value) for other, current_value in address() if other != name]
    write_address([*rest, *(((name, value),) if value else ())])


def bare() -> bool:
    """Whether the app is embedded in another page, without navigation, sidebar and tools."""
    return bool(st.context.is_embedded)


def site() -> str:
    """The address of the app, without a trailing slash: TECH_HUBS_URL, else from the address the reader has opened."""
    configured = os.environ.get("TECH_HUBS_URL", "").rstrip("/")
    if configured:
        return configured
    parts = urlsplit(str(st.context.url or ""))
    base = os.environ.get("TECH_HUBS_BASE_PATH", "")
    above, _, page = parts.path.rstrip("/").rpartition("/")
    path = base or (above if page in {*PAGES, *HIDDEN} else f"{above}/{page}")
    return f"{parts.scheme}://{parts.netloc}{path}" if parts.netloc else ""


def short_link(table: Table, picture: str, selection: Selection, arranged: Arrangement = USUAL) -> str:
    """The short link to a picture; empty when the address of the app is unknown."""
    return _short(table, site(), picture, selection, arranged)


@cached
def _short(table: Table, site: str, picture: str, selection: Selection, arranged: Arrangement) -> str:
    return short(table, site, picture, selection, PICTURES, arranged.query())


def navigation(page: str, table: Table, selection: Selection) -> None:
    """Show the navigation, every link with the filters, a heading, and an announcement for screen readers."""
    st.html(_navigation(page, heading(page, table), table, selection))


@cached
def _navigation(page: str, heading: str, table: Table, selection: Selection) -> str:
    filters = selection.only_filters().query()
    links = [(title, link(name, filters), name == page) for name, title in PAGES.items()]
    spoken = f"{selection.words(table)}: {claim_count(table, selection)}"
    return render(
        "navigation", links=links, home=link("", filters), heading=heading, told=spoken, title=table.package.title, purpose=purpose(table),
        chinese=chinese_names(table), page=page, within=filters, words=selection.search, longest=LONGEST_SEARCH,
    )  # fmt: skip


def heading(page: str, table: Table) -> str:
    """The title of a screen; of the page of a city the name of the city."""
    return table.label("city", hub(table)) if page == "city" else {**PAGES, **HIDDEN}[page]


def hub(table: Table) -> str:
    """The key of the city in the address of its page; the first hub where there is none."""
    wanted = parameter("of")
    return wanted if wanted in table.hubs else table.hubs[0]


def remember(table: Table, selection: Selection, copies: Path | None) -> None:
    """Store what the entry script has read for the page it runs next."""
    st.session_state["read"] = (table, selection, copies)


def current() -> tuple[Table, Selection, Path | None]:
    """The table, the selection and the folder of article copies that `remember` stored."""
    state: tuple[Table, Selection, Path | None] = st.session_state["read"]
    return state
