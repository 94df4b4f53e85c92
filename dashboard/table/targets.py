"""Targets: when they were set, and when they are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from dashboard.table.load import Table
from dashboard.table.validation import edtf
from dashboard.table.words import Record


def due_year(period: str) -> int | None:
    """The year in which a period ends; None when it has no end."""
    date = edtf(period.partition("/")[2])
    return int(date.upper_strict()[0]) if date else None


def begun(table: Table, part: Iterable[Record]) -> float | None:
    """The earliest date at which some targets were set, as a decimal year; None where no article says it.

    Taken from the start of their periods, or from a dated event of the same paragraph, city and area ("in 2016, when it announced").
    """
    aims = list(part)
    # The period of a derived rise starts with its base year, which is not when it was set.
    starts = [moment for aim in aims if aim["method"] == "reported" and (moment := first_moment(str(aim["period"])))]
    events = _events(table)
    places = [(aim["article"], aim["paragraph"], aim["city"], aim["area"]) for aim in aims]
    return min((*starts, *(events[place] for place in places if place[3] and place in events)), default=None)


@lru_cache(maxsize=4)
def _events(table: Table) -> Mapping[tuple[object, ...], float]:
    """The earliest dated event, as a decimal year, by (article, paragraph, city, area)."""
    dated = table.distinct[(table.distinct["unit"] == "date") & (table.distinct["area"] != "")]
    earliest: dict[tuple[object, ...], float] = {}
    for *place, period in zip(dated["article"], dated["paragraph"], dated["city"], dated["area"], dated["period"], strict=True):
        if moment := first_moment(str(period)):
            earliest[tuple(place)] = min(moment, earliest.get(tuple(place), moment))
    return earliest


def first_moment(period: str) -> float | None:
    """The month in which a period begins, as a decimal year; None when its start is open or unknown."""
    start = period.partition("/")[0]
    date = edtf(start) if start != ".." else None
    return date.lower_strict()[0] + (date.lower_strict()[1] - 1) / 12 if date else None
