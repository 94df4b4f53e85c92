"""Formats numbers, dates, lists and figures as English text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Record: TypeAlias = Mapping[Any, Any]
"""A row of a frame as a mapping from column to cell."""

_HEDGES = {"about": "about", "more_than": "more than", "at_least": "at least", "up_to": "up to"}
_SCALES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))


def plural(count: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def cardinal(count: int) -> str:
    """A number inside a sentence: ``four``, ``twenty``, and digits beyond: ``1,234``; ``no`` for none."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def ordinal(place: int) -> str:
    """``1st``, ``2nd``, ``11th``, ``23rd``."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{ending}"


def all_of(count: int) -> str:
    """The start of a sentence about all of ``count`` things: ``Both``, ``All four``; empty for one."""
    return "" if count < 2 else "Both" if count == 2 else f"All {cardinal(count)}"


def sentence_list(names: list[str]) -> str:
    """``Shanghai, Shenzhen and Hefei``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def either(names: Sequence[str]) -> str:
    """``Shanghai, Shenzhen or Hefei``."""
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def inside(name: str) -> str:
    """A name for use inside a sentence: its first letter in lower case, unless it is an abbreviation."""
    first = name.split(" ")[0]
    return name if first[:2].isupper() else name[0].lower() + name[1:]


def slug(text: str) -> str:
    """Text for a file name: lower-case ASCII letters and digits, separated by hyphens; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain)) or "words"


def one_line(text: str) -> str:
    """Text on one line without invisible characters, as one that reverses the direction of text would affect ours, too."""
    seen = ("" if unicodedata.category(letter) in ("Cf", "Cs") else letter if letter.isprintable() else " " for letter in text)
    return " ".join("".join(seen).split())


def number_words(value: float, digits: int = 5) -> str:
    """``466.5 billion``, ``10,000``, ``6.5``: at most ``digits`` significant digits below a million, never an exponent."""
    exact = Decimal(repr(float(value)))
    if exact == int(exact) and abs(exact) < _SCALES[-1][0]:
        return f"{int(exact):,}"
    rounded = _significant(exact, digits)
    for scale, name in _SCALES:
        if abs(rounded) >= scale:
            return f"{_trimmed(rounded / scale)} {name}"
    return _trimmed(rounded)


def _significant(value: Decimal, digits: int) -> Decimal:
    return round(value, digits - 1 - value.adjusted()) if value else value


def _trimmed(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def period_words(period: str) -> str:
    """An EDTF period in words: ``by 2035``, ``2016 to 2021``, ``about March 2021``; empty when there is none."""
    if not period:
        return ""
    start, _, end = period.partition("/")
    if not end:
        return _date_words(start)
    if start in ("..", ""):
        return f"by {_date_words(end)}"
    if end in ("..", ""):
        return f"from {_date_words(start)}"
    return f"{_date_words(start)} to {_date_words(end)}"


def _date_words(date: str) -> str:
    plain = date.rstrip("~?%")
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", plain)
    if not parts or (parts[2] and not 1 <= int(parts[2]) <= len(MONTHS)):
        return date
    year, month, day = parts.groups()
    words = " ".join(filter(None, [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]))
    return f"about {words}" if plain != date else words


def amount(figure: Record) -> str:
    """A figure as text: hedge, number and unit, or the printed words when it has no number."""
    unit, hedge, value = str(figure["unit"]), str(figure["qualifier"]), figure["value"]
    if not isinstance(value, int | float) or value != value:
        return period_words(str(figure["period"])) if unit == "date" else f"“{figure['as_printed']}”"
    high = figure["value_high"] if hedge == "range" else value
    if unit == "rank":
        return _place_words(int(value), int(high), hedge, str(figure["measure_name"]))
    ends = [value] if high == value else [value, high]
    text = " to ".join(f"{end:.0f}" if unit == "year" else number_words(float(end), 3 if hedge == "about" else 5) for end in ends)
    return " ".join(filter(None, [_HEDGES.get(hedge, ""), text + _unit_words(unit, float(high))]))


def _place_words(first: int, last: int, hedge: str, measure: str) -> str:
    """A rank and what it is a rank in: ``1st in China``; a rank of ``up_to`` 2 is ``among the first two``."""
    among = measure.removeprefix("Rank ") if measure.startswith("Rank ") else ""
    places = ordinal(first) if first == last else f"{ordinal(first)} to {ordinal(last)}"
    if hedge == "up_to":
        places = f"among the first {cardinal(last)}" if last > 1 else places
    elif hedge == "about":
        places = f"about {places}"
    elif hedge in ("more_than", "at_least"):
        # A rank of at least 3 is the third or one closer to the top.
        places = f"{places} or better" if hedge == "at_least" else f"better than {places}"
    return " ".join(filter(None, [places, among]))


def _unit_words(unit: str, value: float) -> str:
    words = {
        "CNY": " yuan",
        "USD": " US dollars",
        "CNY_per_USD": " yuan per US dollar",
        "percent": "%",
        "percentage_point": " percentage point" if value == 1 else " percentage points",
        "years": " year" if value == 1 else " years",
    }
    return words.get(unit, "")
