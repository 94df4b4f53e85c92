"""Aims with a due date: when they were made, when they fall due, and what the articles say came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from dashboard.table.load import Table
from dashboard.table.validation import edtf
from dashboard.table.words import Record


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


def first_moment(period: str) -> float | None:
    """The month a period begins with, as a year with its fraction; None when its beginning is open."""
    start = period.partition("/")[0]
    found = edtf(start) if start != ".." else None
    return found.lower_strict()[0] + (found.lower_strict()[1] - 1) / 12 if found else None
