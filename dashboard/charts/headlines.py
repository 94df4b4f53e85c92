"""Findings as text, computed from the selected rows, so that they are true under any filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from dashboard.table.counting import HUB
from dashboard.table.load import Table
from dashboard.table.words import all_of, cardinal, either, inside, plural, sentence_list

Groups: TypeAlias = Mapping[str, tuple[str, ...]]


def purpose(table: Table) -> str:
    """The purpose of the table, to follow its title: from the descriptor, else from the number of articles and hubs."""
    if table.package.purpose:
        return table.package.purpose
    articles, hubs = len(table.vocabularies["articles"]), len(table.hubs)
    says = "article says" if articles == 1 else "articles say"
    return f"what {cardinal(articles)} {says} of {table.label('city', table.nation)}'s {cardinal(hubs)} {table.wording.role}"


@lru_cache(maxsize=8)
def chinese_names(table: Table) -> bool:
    """Whether any vocabulary has Chinese names, so that these can be searched."""
    return any((frame["chinese_name"] != "").any() for frame in table.vocabularies.values() if "chinese_name" in frame.columns)


def comparison(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """Who was named and what only some of ``cities`` are assigned, in one sentence. ``rows`` are the claims compared."""
    first, *more = compared(table, rows, cities)
    return "; ".join([first, *(f"{each[0].lower()}{each[1:]}" for each in more)])


def compared(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> tuple[str, ...]:
    """As `comparison`, split into the finding for a heading and further sentences."""
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    if counted.empty:
        return (f"No claim in this selection is about {either([table.label('city', city) for city in cities])}",)
    ties = counted[counted["aspect"] == "focus_area"]
    named = ties[(ties["area"] == HUB) & (ties["basis"] == "assigned")]["city"]
    start = ""
    if len(cities) > 1 and set(named) >= set(cities):
        start = f"{all_of(len(cities))} {table.wording.places} are named national {table.wording.hubs}"
    some = _assigned_to_some(table, ties, cities)
    if start or some:
        return tuple(filter(None, (start, some)))
    sizes, total = _sizes(counted), int(counted["weight"].sum())
    by_city = [f"{int(sizes.get(city, 0)) or 'none'} about {table.label('city', city)}" for city in cities]
    claims = plural(total, "claim")
    return (f"{claims}: {sentence_list(by_city)}" if len(cities) > 1 else f"{claims} {by_city[0].split(' ', 1)[1]}",)


def press(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """Sentences on the number of claims and articles for each of ``cities``: a longer column measures the press."""
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    sizes, number = _sizes(counted), int(counted["weight"].sum())
    if len(cities) < 2 or number < 2:
        return f"{plural(number, 'claim')}, restatements not counted."
    most = str(sizes.index[0])
    articles = counted.groupby("city")["article"].nunique()
    parts = ", ".join(f"{table.label('city', city)} {int(articles.get(city, 0))}" for city in cities)
    total = f"{plural(number, 'claim')}, restatements not counted."
    tied = len(sizes) > 1 and sizes.iloc[0] == sizes.iloc[1]
    if not tied:
        share = round(100 * int(sizes.iloc[0]) / number)
        total += f" {share}% of them are about {table.label('city', most)}: this measures the press, not the {table.wording.place}."
    return f"{total} Articles in this selection that speak of each: {parts}."


def _sizes(rows: pd.DataFrame) -> pd.Series:
    """How many claims there are of each city, the most first."""
    return rows.groupby("city", sort=False)["weight"].sum().sort_values(ascending=False, kind="stable")


def _assigned_to_some(table: Table, ties: pd.DataFrame, hubs: Sequence[str]) -> str:
    """A sentence on the largest group of areas that ``ties`` assign to the same cities, but not to all ``hubs``.

    "Only" and "tie none" are statements on the articles, so they are computed from the unfiltered table.
    """
    ties = ties[ties["city"].isin(hubs)]
    groups = _groups(ties[ties["basis"] == "assigned"], hubs)
    if not groups or len(hubs) < 2:
        return ""
    truly, tied = _whole_groups(table, tuple(hubs))
    alone = {area: cities for area, cities in groups.items() if tied[area] == cities}
    only = {area: cities for area, cities in groups.items() if truly.get(area) == cities}
    chosen = alone or only or groups
    sizes = Counter(chosen.values())
    cities = max(sizes, key=lambda group: (sizes[group], len(group)))
    areas = sorted((area for area in chosen if chosen[area] == cities), key=lambda area: _prominence(table, ties, area))
    names = sentence_list([table.label("city", city) for city in cities])
    verb = f"{names} {'is' if len(cities) == 1 else 'are'} assigned {_areas([table.label('area', area) for area in areas])}"
    if chosen is groups:
        return f"In this selection {verb}"
    only_words = "Only" if len(hubs) == len(table.hubs) else f"Of the {cardinal(len(hubs))} compared only"
    if chosen is only:
        return f"{only_words} {verb}"
    rest = either([table.label("city", hub) for hub in hubs if hub not in cities])
    return f"{only_words} {verb}; the articles {'tie none of these' if len(areas) > 1 else 'do not tie it'} to {rest}"


@lru_cache(maxsize=64)
def _whole_groups(table: Table, hubs: tuple[str, ...]) -> tuple[Groups, Groups]:
    """Area to the cities it is assigned to, and to all it is tied to, in the whole table."""
    whole = table.distinct[(table.distinct["aspect"] == "focus_area") & table.distinct["city"].isin(hubs)]
    return _groups(whole[whole["basis"] == "assigned"], hubs), _groups(whole, hubs, short=False)


def _groups(ties: pd.DataFrame, hubs: Sequence[str], short: bool = True) -> Groups:
    """Area to the cities it is tied to, in the order of ``hubs``; without the areas tied to all when ``short``."""
    by_area: dict[str, set[str]] = {}
    for area, city in zip(ties["area"], ties["city"], strict=True):
        by_area.setdefault(str(area), set()).add(str(city))
    return {area: tuple(hub for hub in hubs if hub in cities) for area, cities in by_area.items() if not short or len(cities) < len(hubs)}


def _prominence(table: Table, ties: pd.DataFrame, area: str) -> tuple[int, int]:
    """Technologies first, then what is said most often."""
    group = str(table.vocabularies["areas"].at[area, "group"])
    order = table.package["areas"]["group"].words
    return -1 if group == "technology" else order.index(group), -int(ties.loc[ties["area"] == area, "weight"].sum())


def _areas(names: list[str], longest: int = 4) -> str:
    """Names of areas inside a sentence, a long list cut with its count."""
    lower = [inside(name) for name in names]
    listed = lower[:longest] if len(lower) > longest + 1 else lower
    left = len(lower) - len(listed)
    return sentence_list([*listed, f"{left} other areas"] if left else listed)
