"""Findings in words, computed from the rows drawn, with their bound: true under any filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from dashboard.table.compare import Section
from dashboard.table.gate import Gate
from dashboard.table.load import Table
from dashboard.table.promises import Promise, promising
from dashboard.table.selection import Selection
from dashboard.table.words import all_of, cardinal, either, inside, plural, sentence_list

Groups: TypeAlias = Mapping[str, tuple[str, ...]]


def purpose(table: Table) -> str:
    """What all of it is about, after its name: how many articles, and how many hubs of which nation."""
    articles, hubs = len(table.vocabularies["articles"]), len(table.hubs)
    says = "article says" if articles == 1 else "articles say"
    return f"what {cardinal(articles)} {says} of {table.label('city', 'china')}'s {cardinal(hubs)} innovation hubs"


def bounded(words: str, selection: Selection) -> str:
    """A headline that counts what is drawn, with its bound where filters or lenses other than the cities leave something out."""
    narrowed = selection.lensed or any(selection.chosen(name) for name in ("areas", "articles", "status", "speakers"))
    counts = words.startswith(("The articles name", "The articles tie", "The articles answer", "Of ")) and "compared only" not in words
    return f"In this selection {words[0].lower()}{words[1:]}" if narrowed and counts else words


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
        return f"{all_of(len(hubs))} cities are tied to {_areas(shared)}"
    counts = ties.groupby("city")["area"].nunique()
    order = [city for city in hubs if city in counts.index] or ["china"]
    parts = [f"{table.label('city', city)} to {plural(int(counts[city]), 'focus area')}" for city in order]
    return f"The articles tie {sentence_list(parts)}"


def comparison(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """Who was named and what only some of ``cities`` are assigned. ``rows`` are the claims compared."""
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    if counted.empty:
        return f"No claim in this selection is about {either([table.label('city', city) for city in cities])}"
    ties = counted[counted["aspect"] == "focus_area"]
    named = ties[(ties["area"] == "innovation-hub") & (ties["basis"] == "assigned")]["city"]
    start = ""
    if len(cities) > 1 and set(named) >= set(cities):
        start = f"{all_of(len(cities))} cities are named national hubs"
    some = _assigned_to_some(table, ties, cities)
    if start and some:
        return f"{start}; {some[0].lower()}{some[1:]}"
    if start or some:
        return start or some
    sizes, total = _sizes(counted), int(counted["weight"].sum())
    told = [f"{int(sizes.get(city, 0)) or 'none'} about {table.label('city', city)}" for city in cities]
    return f"{plural(total, 'claim')}: {sentence_list(told)}" if len(cities) > 1 else f"{plural(total, 'claim')} {told[0].split(' ', 1)[1]}"


def press(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    """How unevenly the articles speak of ``cities``: so that a longer column is not read as more of anything."""
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
        total += f" {share}% of them are about {table.label('city', most)}: this measures the press, not the city."
    return f"{total} Articles in this selection that speak of each: {parts}."


def _sizes(rows: pd.DataFrame) -> pd.Series:
    """How many claims there are of each city, the most first."""
    return rows.groupby("city", sort=False)["weight"].sum().sort_values(ascending=False, kind="stable")


def figures(table: Table, rows: pd.DataFrame, gate: Gate, cities: Sequence[str]) -> str:
    """Whether two hubs can be compared on any figure of ``rows``; ``cities`` are those asked about."""
    if not (rows["aspect"] == "figure").any():
        given = set(table.distinct.loc[table.distinct["aspect"] == "figure", "city"])
        asked = either([table.label("city", city) for city in cities])
        return "No figure in this selection" if given & set(cities) else f"The articles give no figure for {asked}"
    hubs = gate.hubs(table)
    if hubs:
        return f"{sentence_list([table.label('city', hub) for hub in hubs])} can be compared on a figure"
    places = [city for city in (*table.hubs, "china") if city in set(rows.loc[rows["aspect"] == "figure", "city"])]
    drawn = [city for city in places if any(city in set(axis.figures["city"]) for axis in gate.axes)]
    names = sentence_list([table.label("city", city) for city in drawn])
    if len(places) == 1:
        alone = f"No two figures of {table.label('city', places[0])} measure the same"
        return f"Figures of {names} that can be set beside each other" if drawn else alone
    start = "No figure allows two cities to be compared"
    if not drawn:
        return start
    return f"{start}: those that share an axis are of {names}{', each with its own' if len(drawn) > 1 else ''}"


def _assigned_to_some(table: Table, ties: pd.DataFrame, hubs: Sequence[str]) -> str:
    """The largest group of areas that ``ties`` assign to the same cities, short of all ``hubs``.

    "Only" and "tie none" speak of the articles, so they are taken from the whole table, whatever the filters show.
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
    found: dict[str, set[str]] = {}
    for area, city in zip(ties["area"], ties["city"], strict=True):
        found.setdefault(str(area), set()).add(str(city))
    return {area: tuple(hub for hub in hubs if hub in cities) for area, cities in found.items() if not short or len(cities) < len(hubs)}


def _prominence(table: Table, ties: pd.DataFrame, area: str) -> tuple[int, int]:
    """Technologies first, then what is said most often."""
    group = str(table.vocabularies["areas"].at[area, "group"])
    order = table.package["areas"]["group"].words
    return -1 if group == "technology" else order.index(group), -int(ties.loc[ties["area"] == area, "weight"].sum())


def _areas(names: list[str], longest: int = 4) -> str:
    """Names of areas inside a sentence, a long list cut with its count."""
    lower = [inside(name) for name in names]
    shown = lower[:longest] if len(lower) > longest + 1 else lower
    left = len(lower) - len(shown)
    return sentence_list([*shown, f"{left} other areas"] if left else shown)


def coverage(table: Table) -> str:
    """Which articles cover every hub: what a comparison may rest on."""
    covering = [table.label("article", article) for article, cities in table.coverage.items() if cities >= set(table.hubs)]
    total = len(table.coverage)
    every = f"{all_of(len(table.hubs)).lower()} cities"
    if len(covering) == total:
        return f"Every article covers {every}"
    if not covering:
        return f"None of the {total} articles covers {every}"
    if len(covering) == 1:
        return f"Only one of the {total} articles covers {every}: {covering[0]}"
    return f"{len(covering)} of the {total} articles cover {every}: {sentence_list(covering)}"


def speakers(table: Table, rows: pd.DataFrame) -> str:
    """For which cities nobody from the city's own government speaks."""
    counted = rows[rows["restates"] == ""]
    hubs = [hub for hub in table.hubs if hub in set(counted["city"])]
    if not hubs:
        return "Nobody speaks of a city in this selection"
    heard = [table.label("city", hub) for hub in hubs if hub in set(counted.loc[counted["interest"] == "own_city", "city"])]
    ever = set(table.distinct.loc[table.distinct["interest"] == "own_city", "city"])
    unheard = [table.label("city", hub) for hub in hubs if hub not in ever]
    if not unheard and not heard:
        return "No official speaks of an own city in this selection"
    if not unheard:
        return f"Officials of {sentence_list(heard)} speak of their own city"
    if not heard:
        return f"No official of {either(unheard)} speaks of the city"
    return f"Officials of {sentence_list(heard)} speak of their own city; none of {either(unheard)} does"


def institutions(table: Table, found: pd.DataFrame, hubs: Sequence[str]) -> str:
    """How many bodies are named as sitting in each city. ``found`` are the institution claims drawn."""
    if found.empty:
        return "No institution in this selection"
    here = found[(found["relation"] == "in_city") & found["city"].isin(hubs)].groupby("city")["institution"].nunique()
    if here.empty:
        return "No institution of this selection is named as sitting in a city"
    most = max(hubs, key=lambda hub: int(here.get(hub, 0)))
    rest = [f"{int(here.get(hub, 0))} in {table.label('city', hub)}" for hub in hubs if hub != most]
    bodies = plural(int(here[most]), "body").replace("bodys", "bodies")
    start = f"The articles name {bodies} in {table.label('city', most)}"
    return (
        f"{start}, {sentence_list(rest)}, announced ones and events among them: what was written about, not what is there"
        if rest
        else start
    )


def targets(table: Table, found: Sequence[Promise], cities: Sequence[str]) -> str:
    """Which dates have passed, and which cities have no dated aim at all."""
    if not found:
        return "No aim with a year in this selection"
    passed = [promise for promise in found if promise.passed]
    silent = [promise for promise in passed if "do not say" in promise.outcome]
    hubs = [city for city in cities if city in table.hubs]
    ever = promising(table, date.max)
    none = [table.label("city", hub) for hub in hubs if hub not in ever]
    parts = [f"{plural(len(found), 'dated aim')}, none due yet"]
    if passed:
        fallen = f"{len(passed)} of {plural(len(found), 'dated aim')} {'has' if len(passed) == 1 else 'have'} fallen due"
        untold = f"of {len(silent)} of them" if len(silent) < len(passed) else "of it" if len(passed) == 1 else "of them"
        parts = [f"{fallen}; the articles do not say what came {untold}" if silent else fallen]
    if none:
        parts.append(f"no aim with a year is given for {either(none)}")
    return "; ".join(parts)


def silence(table: Table, sections: Sequence[Section], cities: Sequence[str]) -> str:
    """On how many points the articles say anything of each city."""
    lines = [line for section in sections for line in section.lines]
    said = {city: sum(line.answer(city) in ("said", "none") for line in lines) for city in cities}
    least = min(cities, key=lambda city: said[city])
    if len(cities) == 1:
        return f"The articles answer {said[least]} of {len(lines)} points for {table.label('city', least)}"
    rest = [f"{table.label('city', city)} on {said[city]}" for city in cities if city != least]
    return f"Of {len(lines)} points the articles speak of {table.label('city', least)} on {said[least]}, of {sentence_list(rest)}"
