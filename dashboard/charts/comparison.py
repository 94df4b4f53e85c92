"""The cities side by side as a real HTML table, or two of them point by point."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.markup import render
from dashboard.charts.style import sources
from dashboard.table.compare import ANSWERS, Section, compare, differences, point_by_point
from dashboard.table.load import Table
from dashboard.table.selection import Selection


def table_html(table: Table, rows: pd.DataFrame, cities: Sequence[str], selection: Selection, only_differences: bool) -> str:
    """The comparison of ``cities`` as HTML; its counts and names link to the evidence."""
    sections: Sequence[Section] = compare(table, rows, cities)
    if only_differences:
        sections = differences(sections, cities)
    return render(
        "comparison",
        cities=[(city, table.label("city", city)) for city in cities],
        sections=sections,
        answers=ANSWERS,
        without=table.label("article", selection.without) if selection.without else "",
        resting=resting(sections),
        headline=headlines.comparison(table, rows, cities),
        press=headlines.press(table, rows, cities),
        asked=selection.describe(table) or "All claims",
        only_differences=only_differences,
        statuses={c.value: c.label.lower() for c in table.package["claims"]["status"].categories},
        source=sources(table, rows["article"]),
        filters=selection.only_filters().query(),
    )


def resting(sections: Sequence[Section]) -> tuple[int, int, int]:
    """How many items there are, how many rest on one article alone, and how many fade with the article left out."""
    items = [item for section in sections for line in section.lines for found in line.items.values() for item in found]
    return len(items), sum(item.single for item in items), sum(item.fades for item in items)


def pair_html(table: Table, rows: pd.DataFrame, first: str, second: str, selection: Selection) -> str:
    """Two cities point by point: only the one, both, only the other."""
    return render(
        "pair",
        names=(table.label("city", first), table.label("city", second)),
        cities=(first, second),
        parts=point_by_point(compare(table, rows, (first, second)), first, second),
        asked=selection.describe(table) or "All claims",
        statuses={c.value: c.label.lower() for c in table.package["claims"]["status"].categories},
        source=sources(table, rows["article"]),
        filters=selection.only_filters().query(),
    )
