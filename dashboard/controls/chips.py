"""The chips above every picture and list: each active filter, lens, facet and search, with a link that removes it."""

from __future__ import annotations

from dashboard.charts.markup import cached, link, render
from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, LENSES, Query, Selection, facet_words


@cached
def chips_html(table: Table, selection: Selection, page: str, screen: Query) -> str:
    """The chips of a screen; empty where nothing is active. ``screen`` are the other parameters of the address, which stay."""
    query = selection.query()
    if not query:
        return ""
    chips = [
        (_words(table, name, value), link(page, (*(pair for pair in query if pair != (name, value)), *screen))) for name, value in query
    ]
    return render("chips", chips=chips, clear=link(page, screen))


def _words(table: Table, name: str, value: str) -> str:
    if name in FILTERS:
        return table.label(FILTERS[name].column, value)
    if name in LENSES:
        return LENSES[name].text(LENSES[name].chip, table, value)
    return f"Words: {value}" if name == "q" else facet_words(table, name, value)
