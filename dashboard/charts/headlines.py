"""Findings in words, computed from the rows drawn, with their bound: true under any filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from dashboard.table.gate import Gate
from dashboard.table.load import Table
from dashboard.table.words import plural, sentence_list

_GROUPS = ("technology", "science", "manufacturing", "digital", "business", "policy", "role", "other")
_ALL = {2: "Both", 3: "All three", 4: "All four"}


def focus_areas(table: Table, ties: pd.DataFrame, hubs: Sequence[str]) -> str:
    """What is assigned to some of ``hubs`` only, or what they share. ``ties`` are claims that tie a city to an area."""
    if ties.empty:
        return "No focus area in this selection"
    found = _assigned_to_some(table, ties, hubs)
    if found:
        return found
    tied = ties[ties["city"].isin(hubs)].groupby("area")["city"].agg(set)
    shared = [table.label("area", area) for area in tied.index if len(hubs) > 1 and tied[area] >= set(hubs)]
    if shared:
        return f"{_ALL.get(len(hubs), 'All')} cities are tied to {_areas(shared)}"
    counts = ties.groupby("city", sort=False)["area"].nunique()
    parts = [f"{table.label('city', str(city))} to {plural(int(count), 'focus area')}" for city, count in counts.items()]
    return f"The articles tie {sentence_list(parts)}"


def comparison(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """Who was named and what only some of ``cities`` are assigned. ``rows`` are the claims compared."""
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    if counted.empty:
        return "No claim in this selection is about these cities" if len(cities) > 1 else "No claim in this selection is about this city"
    ties = counted[counted["aspect"] == "focus_area"]
    named = ties[(ties["area"] == "innovation-hub") & (ties["basis"] == "assigned")]["city"]
    start = ""
    if len(cities) > 1 and set(named) >= set(cities):
        start = f"{_ALL.get(len(cities), 'All')} cities are named national hubs"
    some = _assigned_to_some(table, ties, cities)
    if start and some:
        return f"{start}; {some[0].lower()}{some[1:]}"
    return start or some or press(table, counted, cities).rstrip(".")


def press(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """How unevenly the articles speak of ``cities``: so that a longer column is not read as more of anything."""
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    sizes = counted["city"].value_counts()
    if len(cities) == 1 or sizes.empty:
        return f"{plural(len(counted), 'claim')} about {sentence_list([table.label('city', c) for c in cities])}."
    most = str(sizes.index[0])
    share = round(100 * int(sizes.iloc[0]) / len(counted))
    articles = counted.groupby("city")["article"].nunique()
    parts = [f"{table.label('city', c)} {int(articles.get(c, 0))}" for c in cities]
    return (
        f"{share}% of the {plural(len(counted), 'claim')} (restatements not counted) are about {table.label('city', most)}: "
        "this measures the press, not the city. "
        f"Articles that speak of each: {', '.join(parts)}."
    )


def figures(table: Table, rows: pd.DataFrame, gate: Gate) -> str:
    """Whether two hubs can be compared on any figure of ``rows``."""
    if not (rows["aspect"] == "figure").any():
        return "No figure in this selection"
    hubs = gate.hubs(table)
    if hubs:
        return f"{sentence_list([table.label('city', hub) for hub in hubs])} can be compared on a figure"
    drawn = {city for axis in gate.axes for city in axis.figures["city"]}
    cities = sentence_list([table.label("city", city) for city in (*table.hubs, "china") if city in drawn])
    start = "No figure allows two cities to be compared"
    return f"{start}: those that share an axis are of {cities}, each with its own" if drawn else f"{start}: none shares an axis"


def _assigned_to_some(table: Table, ties: pd.DataFrame, hubs: Sequence[str]) -> str:
    """The largest group of areas assigned to the same cities, short of all, and whether the others are tied to them at all."""
    ties = ties[ties["city"].isin(hubs)]
    assigned = ties[ties["basis"] == "assigned"].groupby("area")["city"].agg(set)
    partly = assigned[assigned.map(len) < len(hubs)]
    if partly.empty or len(hubs) < 2:
        return ""
    groups = partly.map(lambda cities: tuple(hub for hub in hubs if hub in cities))
    alone = groups[[set(tied) == set(group) for tied, group in zip(_tied(ties, groups.index), groups, strict=True)]]
    groups = groups if alone.empty else alone
    sizes = groups.value_counts()
    cities = max(sizes.index, key=lambda group: (int(sizes[group]), len(group)))
    areas = sorted(groups.index[groups == cities], key=lambda area: _prominence(table, ties, area))
    names = sentence_list([table.label("city", city) for city in cities])
    start = f"Only {names} {'is' if len(cities) == 1 else 'are'} assigned {_areas([table.label('area', area) for area in areas])}"
    if alone.empty:
        return start
    rest = " or ".join(table.label("city", hub) for hub in hubs if hub not in cities)
    return f"{start}; the articles tie {'none of these' if len(areas) > 1 else 'it not'} to {rest}"


def _tied(ties: pd.DataFrame, areas: Iterable[str]) -> list[set[str]]:
    found = ties.groupby("area")["city"].agg(set)
    return [found[area] for area in areas]


def _prominence(table: Table, ties: pd.DataFrame, area: str) -> tuple[int, int]:
    """Technologies first, then what is said most often."""
    group = str(table.vocabularies["areas"].at[area, "group"])
    return _GROUPS.index(group), -int((ties["area"] == area).sum())


def _areas(names: list[str], longest: int = 4) -> str:
    """Names of areas inside a sentence, a long list cut with its count."""
    lower = [name if name[:2].isupper() else name[0].lower() + name[1:] for name in names]
    shown = lower[:longest] if len(lower) > longest + 1 else lower
    left = len(lower) - len(shown)
    return sentence_list([*shown, f"{left} other areas"] if left else shown)
