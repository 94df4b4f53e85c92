"""What is active stands above every picture and list: each filter, lens and narrowing with a way to take it away."""

from __future__ import annotations

from dashboard.charts.markup import kept, link, render
from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, LENSES, Query, Selection, facet_words


@kept
def chips_html(table: Table, selection: Selection, page: str, screen: Query) -> str:
    """The chips of a screen; empty where nothing is left out. ``screen`` are the parameters of the address that stay."""
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
