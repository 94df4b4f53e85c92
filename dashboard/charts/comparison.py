"""The cities side by side as a real HTML table, or two of them point by point."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.charts.markup import render
from dashboard.charts.style import sources
from dashboard.table.compare import Section, compare, differences, point_by_point
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import sentence_list


def headline(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """What sets the cities apart, and how far the press does: computed from ``rows``."""
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    if counted.empty:
        return "No claim in this selection"
    sizes = counted["city"].value_counts()
    most = str(sizes.index[0])
    share = round(100 * int(sizes.iloc[0]) / len(counted))
    name = table.label("city", most)
    if len(cities) == 1:
        return f"{len(counted)} claims about {name}"
    silent = [table.label("city", city) for city in cities if city not in sizes.index]
    articles = counted.groupby("city")["article"].nunique()
    start = f"{share}% of the claims are about {name}, which {_articles(int(articles[most]))} of the articles speak of"
    fewest = [table.label("city", city) for city in cities if articles.get(city, 0) == 1]
    parts = [start]
    if fewest and most not in fewest:
        parts.append(f"{sentence_list(fewest)} {'rests' if len(fewest) == 1 else 'rest'} on one article")
    if silent:
        parts.append(f"nothing in this selection is about {sentence_list(silent)}")
    return "; ".join(parts)


def _articles(count: int) -> str:
    return {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}.get(count, str(count))


def table_html(table: Table, rows: pd.DataFrame, cities: Sequence[str], selection: Selection, only_differences: bool) -> str:
    """The comparison of ``cities`` as HTML; its counts and names link to the evidence."""
    sections: Sequence[Section] = compare(table, rows, cities)
    if only_differences:
        sections = differences(sections, cities)
    return render(
        "comparison",
        cities=[(city, table.label("city", city)) for city in cities],
        sections=sections,
        headline=headline(table, rows, cities),
        asked=selection.describe(table) or "All claims",
        only_differences=only_differences,
        statuses={c.value: c.label.lower() for c in table.package["claims"]["status"].categories},
        source=sources(table, rows["article"]),
        filters=selection.only_filters().query(),
    )


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
