"""Aims with a due date: when they were made, when they fall due, and what the articles say came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from dashboard.table.cells import edtf
from dashboard.table.load import Table
from dashboard.table.words import Record, amount, inside, sentence_list


@dataclass(frozen=True)
class Promise:
    """What one article says a city aims at by one date."""

    city: str
    article: str
    periods: tuple[str, ...]
    what: str
    made: float
    """When it was made, or printed where that is not said, as a year with its fraction."""
    due: int
    """The year it falls due by."""
    passed: bool
    outcome: str
    fades: bool


def promises(table: Table, rows: pd.DataFrame, today: date) -> tuple[Promise, ...]:
    """Every aim with a due date in ``rows``, by city and due date; ``today`` decides what has passed."""
    aims = rows[(rows["status"] == "target") & (rows["restates"] == "") & rows["period"].str.contains("/", regex=False)]
    found = []
    due_years = pd.Series([due_year(str(period)) or 0 for period in aims["period"]], index=aims.index, dtype="int64")
    for city, article, due in dict.fromkeys(zip(aims["city"], aims["article"], due_years, strict=True)):
        part = aims[(aims["city"] == city) & (aims["article"] == article) & (due_years == due)]
        if not due:
            continue
        printed = first_moment(str(table.vocabularies["articles"].at[article, "published"]))
        passed = date(due, 12, 31) < today
        found.append(
            Promise(
                city=str(city),
                article=str(article),
                periods=tuple(dict.fromkeys(part["period"])),
                what=_what(part),
                made=begun(table, part.to_dict("records")) or printed or float(due),
                due=due,
                passed=passed,
                outcome=_outcome(table, part, due, passed),
                fades=bool(part["fades"].all()),
            )
        )
    order = {city: place for place, city in enumerate(table.vocabularies["cities"].index)}
    return tuple(sorted(found, key=lambda promise: (order[promise.city], promise.due, promise.article)))


@lru_cache(maxsize=8)
def promising(table: Table, today: date) -> frozenset[str]:
    """The cities with a dated aim in the whole table, whatever the filters show."""
    return frozenset(promise.city for promise in promises(table, table.distinct, today))


@lru_cache(maxsize=4)
def _spoken(table: Table) -> Mapping[tuple[str, str], frozenset[str]]:
    """The articles that speak of an area of a city, by both."""
    found: dict[tuple[str, str], set[str]] = {}
    for point, article in zip(zip(table.distinct["city"], table.distinct["area"], strict=True), table.distinct["article"], strict=True):
        found.setdefault(point, set()).add(article)
    return {point: frozenset(articles) for point, articles in found.items()}


def due_year(period: str) -> int | None:
    """The year in which a period ends; None when it has no end."""
    found = edtf(period.partition("/")[2])
    return int(found.upper_strict()[0]) if found else None


def begun(table: Table, part: Iterable[Record]) -> float | None:
    """When some aims were made, as a year with its fraction; None where no article says it.

    By their own periods, or by the dated event of the same paragraph, city and area: "in 2016, when it announced".
    """
    aims = list(part)
    # The base year of a computed rise is no beginning.
    starts = [moment for aim in aims if aim["method"] == "reported" and (moment := first_moment(str(aim["period"])))]
    events = _events(table)
    told = [(aim["article"], aim["paragraph"], aim["city"], aim["area"]) for aim in aims]
    return min((*starts, *(events[place] for place in told if place[3] and place in events)), default=None)


@lru_cache(maxsize=4)
def _events(table: Table) -> Mapping[tuple[object, ...], float]:
    """When the earliest dated event of a paragraph, a city and an area was, by these."""
    dated = table.distinct[(table.distinct["unit"] == "date") & (table.distinct["area"] != "")]
    found: dict[tuple[object, ...], float] = {}
    for *place, period in zip(dated["article"], dated["paragraph"], dated["city"], dated["area"], dated["period"], strict=True):
        if moment := first_moment(str(period)):
            found[tuple(place)] = min(moment, found.get(tuple(place), moment))
    return found


def _start(period: str) -> float | None:
    first = first_moment(period)
    return float(int(first)) if first else None


def first_moment(period: str) -> float | None:
    """The month a period begins with, as a year with its fraction; None when its beginning is open."""
    start = period.partition("/")[0]
    found = edtf(start) if start != ".." else None
    return found.lower_strict()[0] + (found.lower_strict()[1] - 1) / 12 if found else None


def _what(part: pd.DataFrame) -> str:
    """The amounts aimed at, and the areas that carry none."""
    figures = [row for row in part.to_dict("records") if row["aspect"] == "figure" and row["unit"] != "year"]
    said = [f"{amount(row)} {inside(str(row['measure_name']))}{' (computed)' * (row['method'] == 'derived')}" for row in figures]
    covered = {str(row["area"]) for row in figures}
    areas = dict.fromkeys(str(name) for key, name in zip(part["area"], part["area_name"], strict=True) if name and key not in covered)
    return sentence_list(said + [inside(name) for name in areas])


def _outcome(table: Table, part: pd.DataFrame, due: int, passed: bool) -> str:
    if not passed:
        return "not yet due"
    later = [
        str(article)
        for article, published in table.vocabularies["articles"]["published"].items()
        if int(first_moment(str(published)) or 0) > due
    ]
    points = {(str(city), str(area)) for city, area in zip(part["city"], part["area"], strict=True) if area}
    spoken = frozenset[str]().union(*(_spoken(table).get(point, frozenset()) for point in points))
    speaking = [table.label("article", article) for article in later if article in spoken]
    if speaking:
        return f"passed; {sentence_list(speaking)} {'speaks' if len(speaking) == 1 else 'speak'} of it later"
    return "passed; the articles do not say what came of it"
