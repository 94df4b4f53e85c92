"""Reads dates as claims: due years of aims, days of events, and spans of years without dates of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.curate.passages import Passage
from dashboard.table.numbers import WEEKDAYS, Printed
from dashboard.table.words import MONTHS

_DUE = re.compile(r"\b(?:by|before|no later than)\s+(?:the end of\s+)?(?:the year\s+)?$", re.IGNORECASE)
_AT = re.compile(r"\b(?:in|on|since|from|of|during|until|late|early|mid)[\s-]+(?:late |early |mid-? ?)?(?:the \w+ of )?$", re.IGNORECASE)
_LOOSE = re.compile(r"(?:in |on |since )?(?:late |early |mid-? ?)?$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:last |late |early )?(?:on )?(?P<day>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:in|since|last) (?:early |late |mid-)?(?P<month>{'|'.join(MONTHS)})\b(?! \d)")
_SPAN = re.compile(
    r"\b(?:in |over |during |for )?the (?P<way>past|last|next|coming|following) (?P<count>\w+) (?P<unit>years?|decades?|months?)\b",
    re.IGNORECASE,
)
PAST = ("past", "last")
"""Spans that end with the article."""
_OLD = 30
"""An event of more than this many years before the article is history."""


@dataclass(frozen=True)
class Dated:
    """A printed date: ``due`` if it is of an aim, else of an event; the period in EDTF; whether part of it is computed."""

    start: int
    end: int
    due: bool
    period: str
    year: str
    computed: bool


def is_year(each: Printed) -> bool:
    """Whether a number is a calendar year."""
    return (
        each.kind == "number"
        and each.value is not None
        and 1900 <= each.value <= 2100
        and not each.unit
        and bool(re.fullmatch(r"\d{4}", each.text))
    )


def read_dates(passage: Passage, published: str) -> Iterator[Dated]:
    """The dates a paragraph prints, each once; dates long before ``published`` are omitted, as history."""
    day = _day(published)
    for each in passage.numbers:
        before = passage.plain[max(0, each.start - 28) : each.start]
        if is_year(each):
            if _DUE.search(before):
                start = each.start - len(_DUE.search(before).group())  # type: ignore[union-attr]
                yield Dated(start, each.end, True, f"../{each.text}", each.text, False)
            elif _AT.search(before) and not passage.plain[each.end :].startswith("'s") and _is_near(int(each.text), day):
                start = each.start - len(_LOOSE.search(before).group())  # type: ignore[union-attr]
                yield Dated(start, each.end, False, each.text, each.text, False)
        elif each.kind == "date" and each.month:
            year = each.year or (_year_of(day, each.month, each.day) if day else 0)
            if not year or not _is_near(year, day):
                continue
            period = "-".join(filter(None, [f"{year:04}", f"{each.month:02}", f"{each.day:02}" if each.day else ""]))
            if _DUE.search(before):
                yield Dated(each.start, each.end, True, f"../{period}", str(year), not each.year)
            else:
                yield Dated(each.start, each.end, False, period, str(year), not each.year)
    if day and re.fullmatch(r"\d{4}-\d\d-\d\d", published):
        yield from _named_days(passage, day)


def _named_days(passage: Passage, day: date) -> Iterator[Dated]:
    """Weekdays and months without a year, computed from the day of publication."""
    for match in _WEEKDAY.finditer(passage.plain):
        back = (day.weekday() - WEEKDAYS.index(match["day"].lower())) % 7
        yield Dated(*match.span(), False, (day - timedelta(days=back)).isoformat(), "", True)
    for match in _MONTH.finditer(passage.plain):
        month = MONTHS.index(match["month"]) + 1
        yield Dated(*match.span(), False, f"{_year_of(day, month, 0):04}-{month:02}", "", True)


def spans(passage: Passage, published: str) -> Iterator[tuple[int, int, str, str]]:
    """Spans such as *the past three years*, as (start, end, direction, period counted from publication)."""
    day = _day(published)
    for match in _SPAN.finditer(passage.plain):
        number = next((each for each in passage.numbers if match.start("count") <= each.start < match.end("count")), None)
        count = int(number.value) if number and number.value else 0
        if not count or count > 200:
            yield *match.span(), match["way"].lower(), ""
            continue
        years = count * (10 if match["unit"].lower().startswith("decade") else 1)
        if match["unit"].lower().startswith("month") or not day:
            yield *match.span(), match["way"].lower(), ""
        elif match["way"].lower() in PAST:
            yield *match.span(), match["way"].lower(), f"{day.year - years}/{day.year}"
        else:
            yield *match.span(), match["way"].lower(), f"{day.year}/{day.year + years}"


def _day(published: str) -> date | None:
    """The day of publication; the middle of its month or year where only that is known."""
    parts = [int(part) for part in re.findall(r"\d+", published.split("/")[0])[:3]]
    try:
        return date(*(parts + [6, 15][len(parts) - 1 :])[:3]) if parts else None
    except (ValueError, TypeError, OverflowError):
        return None


def _is_near(year: int, day: date | None) -> bool:
    return day is None or year >= day.year - _OLD


def _year_of(day: date, month: int, on: int) -> int:
    """The year of the last such month or day before the article."""
    return day.year if (month, on or 1) <= (day.month, day.day) else day.year - 1
