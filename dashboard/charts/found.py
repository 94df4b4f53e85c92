"""HTML of search results: the list below the search box, and the messages above the claims."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.headlines import chinese_names
from dashboard.charts.markup import link, render
from dashboard.table.find import MatchReasons, Parts, Reason, find, outside
from dashboard.table.load import Table
from dashboard.table.search import clipped, search
from dashboard.table.selection import Selection


def found_html(table: Table, selection: Selection) -> str:
    """The list of results within the filters, with links to all results; empty without a search."""
    if not selection.search:
        return ""
    every = link("evidence", replace(selection, facets=()).query())
    return render(
        "found",
        found=find(table, selection),
        every=every,
        beyond=_beyond(selection),
        words=clipped(selection.search),
        chinese=chinese_names(table),
    )


def searched_html(table: Table, selection: Selection) -> str:
    """The messages of a search, and the number of matches outside the selection; empty without a search."""
    if not selection.search:
        return ""
    messages = search(table, selection.search).messages()
    return render("searched", messages=messages, outside=outside(table, selection), beyond=_beyond(selection))


def _beyond(selection: Selection) -> str:
    return link("evidence", (("q", selection.search),))


def match_reasons(table: Table, search_for: str, places: list[int]) -> list[tuple[Parts, tuple[Reason, ...]]]:
    """For each claim, by row position: its statement with matches marked, and its matches elsewhere."""
    if not search_for:
        return [(((str(statement), False),), ()) for statement in table.claims["statement"].iloc[places]]
    why = MatchReasons(table, search(table, search_for), places)
    return [why.of_claim(place) for place in places]
