"""What a search finds: as the list below the search box, and among the claims of the evidence."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.headlines import chinese_names
from dashboard.charts.markup import link, render
from dashboard.table.find import Parts, Reason, Why, find, outside
from dashboard.table.load import Table
from dashboard.table.search import clipped, search
from dashboard.table.selection import Selection


def found_html(table: Table, selection: Selection) -> str:
    """The list of what a search finds within its filters, and the ways to all of it; empty where nothing is searched for."""
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
    """What must be said of a search above the claims: how its words were read, and what the rest of the selection leaves out of it."""
    if not selection.search:
        return ""
    told = search(table, selection.search).told()
    return render("searched", told=told, outside=outside(table, selection), beyond=_beyond(selection))


def _beyond(selection: Selection) -> str:
    return link("evidence", (("q", selection.search),))


def why_found(table: Table, search_for: str, places: list[int]) -> list[tuple[Parts, tuple[Reason, ...]]]:
    """For each claim, by its place in the table: its statement with the words marked, and where those stand that it does not hold."""
    if not search_for:
        return [(((str(statement), False),), ()) for statement in table.claims["statement"].iloc[places]]
    why = Why(table, search(table, search_for), places)
    return [why.of_claim(place) for place in places]
