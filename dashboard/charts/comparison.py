"""HTML of the comparison: a table of all cities, or two of them line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.markup import cached, render
from dashboard.pictures.words import sources
from dashboard.table.compare import ANSWERS, Section, compare, differences
from dashboard.table.load import Table
from dashboard.table.pair import point_by_point
from dashboard.table.selection import Query, Selection


@cached
def table_html(table: Table, selection: Selection, only_differences: bool, filters: Query | None = None) -> str:
    """The comparison of the selected cities; counts and names link to the evidence with the filters of the selection.

    On the page of one city ``filters`` replaces these, and the lines without items are listed at the end.
    """
    cities, rows = selection.compared(table), selection.distinct(table)
    sections: Sequence[Section] = compare(table, selection.pictured(table), cities, selection.areas)
    silent: dict[str, list[str]] = {}
    if filters is not None and len(cities) == 1:
        for line in (line for section in sections for line in section.lines if not line.items[cities[0]]):
            silent.setdefault(line.answer(cities[0]), []).append(line.title.lower())
        sections = _without_silent_lines(sections)
    if only_differences:
        sections = differences(sections, cities)
    elif selection.areas:
        sections = _without_silent_lines(sections)
    return render(
        "comparison",
        cities=[(city, table.label("city", city)) for city in cities],
        sections=sections,
        silent=silent,
        resting=resting(sections),
        without=table.label("article", selection.without) if selection.without else "",
        headline=headlines.compared(table, rows, cities),
        press=headlines.press(table, rows, cities),
        empty=rows.empty,
        only_differences=only_differences,
        **_common(table, rows, selection, cities) | ({} if filters is None else {"filters": filters}),
    )


def _without_silent_lines(sections: Sequence[Section]) -> list[Section]:
    """The sections without lines that have no items for any city."""
    parts = [replace(part, lines=tuple(line for line in part.lines if any(line.items.values()))) for part in sections]
    return [part for part in parts if part.lines]


def resting(sections: Sequence[Section]) -> tuple[int, int, int]:
    """The number of items, of those with a single source, and of those that fade."""
    items = [item for section in sections for line in section.lines for city_items in line.items.values() for item in city_items]
    return len(items), sum(item.single for item in items), sum(item.fades for item in items)


@cached
def pair_html(table: Table, first: str, second: str, selection: Selection) -> str:
    """The comparison of two city keys line by line, whatever cities are filtered."""
    pair = replace(selection, cities=(first, second))
    rows = pair.distinct(table)
    return render(
        "pair",
        names=(table.label("city", first), table.label("city", second)),
        cities=(first, second),
        parts=point_by_point(compare(table, pair.pictured(table), (first, second), selection.areas), first, second),
        **_common(table, rows, pair, (first, second), shared="nothing but what both have"),
    )


def _common(
    table: Table, rows: pd.DataFrame, selection: Selection, cities: Sequence[str], shared: str = "nothing but what all share"
) -> dict[str, object]:
    only = replace(selection, cities=()).query()
    # With one article chosen and no other filter, the article does not say it; no filter hides it.
    alone = {"left_out": f"not in {table.label('article', only[0][1])}"} if len(only) == 1 and only[0][0] == "articles" else {}
    return {
        "asked": selection.words(table),
        "wording": table.wording,
        "answers": {**ANSWERS, **alone, "same": shared},
        "looks": dict.fromkeys(alone, "silent"),
        "statuses": {c.value: c.label.lower() for c in table.package["claims"]["status"].categories},
        "source": sources(table, rows.loc[rows["city"].isin(cities), "article"]).words,
        "filters": selection.only_filters().query(),
    }
