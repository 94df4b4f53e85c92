"""Parses numbers and dates in English text: digits and words, scale, unit, hedge, range.

Ambiguous hedges: *almost*, *nearly* and *probably* are read as ``about``, though the first two mean a little less; *under*, *below*,
*less than* and *<* are read as ``up_to``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_WORDS |= {f"{tens}{dash}{unit}": 10 * t + u for t, tens in enumerate(_TENS, 2) for u, unit in enumerate(_UNITS[:10]) for dash in "- " if u}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
    "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10, "november": 11,
    "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_HEDGES = {
    "more_than": ("more than", "over", "above", "exceeding", "beyond", "upwards of", "greater than", ">"),
    "at_least": ("at least", "no less than", "no fewer than", "not less than", "a minimum of"),
    "up_to": ("up to", "at most", "no more than", "not more than", "less than", "fewer than", "under", "below", "a maximum of", "<"),
    "about": (
        "about", "around", "some", "roughly", "approximately", "almost", "nearly", "probably", "close to", "an estimated", "circa", "~",
    ),
}  # fmt: skip
_AFTER = {"about": ("or so", "or thereabouts"), "at_least": ("or more", "or above"), "up_to": ("or less", "or fewer", "at most")}
_HEDGE_OF = {phrase: hedge for hedge, phrases in _HEDGES.items() for phrase in phrases}
_AFTER_OF = {phrase: hedge for hedge, phrases in _AFTER.items() for phrase in phrases}


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY = r"US\$|USD ?|CNY ?|RMB ?|\$|¥"
_SCALE = rf"(?:[ -](?:{_any(k for k in _SCALES if len(k) > 2)})|(?:{_any(k for k in _SCALES if len(k) < 3)}))(?!\w)"
_CARDINAL = rf"(?:{_any(_WORDS)}|half a|a(?=[ -](?:hundred|thousand|million|billion|trillion|dozen)\b))(?!\w)"
_UNIT = r"percentage[ -]points?|percent|per cent|%|yuan|renminbi|RMB|CNY|USD|US dollars?|U\.S\. dollars?|dollars?|years?['’]?"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?<![A-Za-z]-)(?P<money>{_MONEY})?(?P<low>{_DIGITS}|(?<!-){_CARDINAL})(?P<low_scale>{_SCALE})?(?P<ordinal>st|nd|rd|th)?"
    rf"(?:(?P<to> ?[-–—] ?| to | and )(?:{_MONEY})?(?P<high>{_DIGITS}|{_CARDINAL})(?P<high_scale>{_SCALE})?)?"
    rf"(?:[ -]?(?P<unit>{_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?<![\w-])(?P<word>{_any(_ORDINALS)})(?!\w)", re.IGNORECASE)
_MANY = "hundreds|thousands|millions|billions|trillions|dozens|scores|tens"
_VAGUE = re.compile(rf"(?<![\w-])(?:{_MANY})(?: of (?:{_MANY}))*(?!\w)|(?<!\w)(?<!\d )(?:years|decades) of(?!\w)", re.IGNORECASE)
_MONTH = _any(_MONTHS)
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{_MONTH})(?:\.?,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>\d{{4}}))?|(?P<m3>{_MONTH})\.?,? (?P<y3>\d{{4}}))(?!\w)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<!\w)\d{1,2}:\d\d ?(?:[ap]\.?m\b\.?)?", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"(?<!\w)(?:{_any(m for m in _MONTHS if len(m) > 3)})(?!\w)")
_WEEKDAY = re.compile(rf"(?<!\w)(?:{_any(WEEKDAYS)})(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,])(?:1[5-9]|20|21)\d\d(?!\w|,\d)")
_BEFORE = re.compile(rf"(?:^|(?<=[\s(]))(?P<hedge>{_any(_HEDGE_OF)}) ?(?:the |a |an )?(?P<between>)$", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:^|\W)(?:between|from) $", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:increas|ris|rose|grew|grow|rais|jump|expand|climb|fall|fell|drop|declin|surg|soar|went|cut)\w*(?: \w+){0,2} from $",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"^(?:[ -][^\W\d]+)? (?P<hedge>{_any(_AFTER_OF)})(?!\w)", re.IGNORECASE)
_UNIT_KEYS = {
    "percent": "percent", "per cent": "percent", "%": "percent", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "cny": "CNY", "usd": "USD",
    "us dollar": "USD", "u.s. dollar": "USD", "dollar": "USD", "year": "years",
}  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A number found in a text: its span, ``value`` in base units, ``high`` of a range, hedge and unit as keys of the codebook.

    ``kind`` is ``number``, ``ordinal``, ``vague`` (such as *hundreds*, without a value), ``time`` or ``date``; a date has ``year``,
    ``month`` and ``day``, 0 where a part is not printed.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float | None = None
    high: float | None = None
    hedge: str = "exact"
    unit: str = ""
    year: int = 0
    month: int = 0
    day: int = 0


def read_numbers(text: str) -> list[Printed]:
    """Every number, ordinal, vague quantity, time and date of a text, in the order of the text.

    Digits that are part of a word (5G, COVID-19) do not count, nor does *one* alone.
    """
    numbers = [*_dates(text)]
    spans = [(each.start, each.end) for each in numbers]
    for each in (*_cardinals(text), *_ordinals(text), *_vague(text)):
        if all(each.end <= start or each.start >= end for start, end in spans):
            numbers.append(each)
            spans.append((each.start, each.end))
    return sorted(numbers, key=lambda each: each.start)


def _dates(text: str) -> Iterator[Printed]:
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        if parts["iso"]:
            year, month, day = map(int, parts["iso"].split("-"))
        else:
            month = _MONTHS[(parts["m1"] or parts["m2"] or parts["m3"]).lower()]
            year, day = int(parts["y1"] or parts["y2"] or parts["y3"] or 0), int(parts["d1"] or parts["d2"] or 0)
        yield Printed(*match.span(), match.group(), "date", year=year, month=month, day=day)
    for match in _TIME.finditer(text):
        yield Printed(*match.span(), match.group(), "time")


def _amount(text: str, scale: str | None) -> float:
    word = text.lower()
    digits = word.replace(",", "")
    value = float(digits) if word[0].isdigit() else {"half a": 0.5, "a": 1.0}.get(word, float(_WORDS.get(word, 0)))
    return float(f"{value * _SCALES[scale.strip(' -').lower()]:.12g}") if scale else value


def _cardinals(text: str) -> Iterator[Printed]:
    place = 0
    while match := _NUMBER.search(text, place):
        parts = match.groupdict()
        end = match.end()
        low, high = parts["low"], parts["high"]
        between = bool(_BETWEEN.search(text[max(0, match.start() - 9) : match.start()]))
        ranged = bool(high) and _is_range(parts, between) and not _CHANGED.search(text[max(0, match.start() - 50) : match.start()])
        if high and not ranged:
            end = match.end("ordinal") if parts["ordinal"] else match.end("low_scale") if parts["low_scale"] else match.end("low")
            unit = re.compile(rf"[ -]?(?P<unit>{_UNIT})(?!\w)", re.IGNORECASE).match(text, end)
            parts["unit"], end = (unit["unit"], unit.end()) if unit else (None, end)
        place = max(end, match.start() + 1)
        if text[end : end + 1].isalnum() and not parts["ordinal"]:
            continue  # Part of a word: 5G, 1990s.
        if low.lower() == "one" and not (parts["low_scale"] or parts["unit"] or ranged):
            continue
        value = _amount(low, parts["low_scale"] or (parts["high_scale"] if ranged else None))
        top = _amount(high, parts["high_scale"]) if ranged else None
        kind = "ordinal" if parts["ordinal"] else "number"
        hedge = _hedge(text, match.start(), end)
        yield Printed(match.start(), end, text[match.start() : end], kind, value, top, hedge, _unit(parts))


def _is_range(parts: dict[str, str | None], between: bool) -> bool:
    joined = (parts["to"] or "").strip()
    if parts["ordinal"] or not parts["low"] or not parts["high"]:
        return False
    rising = _amount(parts["low"], parts["low_scale"] or parts["high_scale"]) < _amount(parts["high"], parts["high_scale"])
    return rising and (joined != "and" or between)


def _unit(parts: dict[str, str | None]) -> str:
    money, unit = (parts["money"] or "").strip().upper(), (parts["unit"] or "").lower().rstrip("'’").removesuffix("s")
    if money:
        return "USD" if "$" in money or money == "USD" else "CNY"
    return "percentage_point" if unit.startswith("percentage") else _UNIT_KEYS.get(unit, "")


def _hedge(text: str, start: int, end: int) -> str:
    before = _BEFORE.search(text[max(0, start - 24) : start])
    after = _NEXT.match(text[end : end + 40])
    if before:
        return _HEDGE_OF[before["hedge"].lower()]
    return _AFTER_OF[after["hedge"].lower()] if after else "exact"


def _ordinals(text: str) -> Iterator[Printed]:
    for match in _ORDINAL.finditer(text):
        yield Printed(*match.span(), match.group(), "ordinal", float(_ORDINALS[match["word"].lower()]))


def _vague(text: str) -> Iterator[Printed]:
    for match in _VAGUE.finditer(text):
        unit = "years" if match.group().lower().endswith(" of") and match.group().lower()[0] in "yd" else ""
        yield Printed(*match.span(), match.group(), "vague", hedge="unstated", unit=unit)


def read_years(text: str) -> set[int]:
    """Every calendar year printed in a text."""
    return {int(match.group()) for match in _YEAR.finditer(text)} | {each.year for each in _dates(text) if each.year}


def read_months(text: str) -> set[int]:
    """Every month (1 to 12) that a text names; *may* counts only in a date."""
    named = {_MONTHS[match.group().lower()] for match in _MONTH_ALONE.finditer(text)}
    return named | {each.month for each in _dates(text) if each.month}


def read_weekdays(text: str) -> list[int]:
    """The days of the week a text names, Monday as 0."""
    return [WEEKDAYS.index(match.group().lower()) for match in _WEEKDAY.finditer(text)]


_NOT_SUPERLATIVE = {
    "interest", "harvest", "forest", "request", "invest", "test", "rest", "quest", "guest", "latest", "honest", "modest",
    "protest", "west", "suggest", "contest", "digest", "arrest", "chest", "nest", "southwest", "northwest", "midwest", "pest",
    "vest", "zest", "conquest", "bequest", "lest",
}  # fmt: skip
_RANKED = re.compile(
    r"(?<![\w-])(?:(?P<second>second to none|(?:nobody|no one|none)\b[^.;]*\bbetter)|(?P<most>most|foremost|top|number one|No\. ?1)"
    r"|(?P<leading>leading|leader|leads)|(?P<word>[a-z]+est))(?!\w)",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"(?<!\w)(?:no|not) more than (?:the )?$", re.IGNORECASE)
_DOUBT = re.compile(r"(?<!\w)(?:probably|arguably|perhaps|maybe|possibly|almost|nearly|about|around)(?!\w)", re.IGNORECASE)


def read_ranks(text: str) -> list[tuple[float | None, str]]:
    """The ranks that a text states, as (rank, hedge): *second largest* (2, exact), *two largest* (2, up_to),
    *no more than second* (2, up_to), *the fastest* (1, exact), *second to none* (1, about), *probably the most* (1, about);
    *leading* alone is (None, unstated).
    """
    doubt = "about" if _DOUBT.search(text) else "exact"
    numbers = read_numbers(text)
    ranks: list[tuple[float | None, str]] = []
    for match in _RANKED.finditer(text):
        if match["word"] and match["word"].lower() in _NOT_SUPERLATIVE:
            continue
        before = next((n for n in numbers if n.end in (match.start() - 1, match.start())), None)
        if match["second"]:
            ranks.append((1.0, "about"))
        elif match["leading"]:
            ranks.append((None, "unstated"))
        elif before and before.kind == "ordinal":
            ranks.append((before.value, _hedge_of_place(text, before, doubt)))
        elif before and before.kind == "number" and not before.unit:
            ranks.append((before.value, "up_to"))
        else:
            ranks.append((1.0, doubt))
    known = {rank for rank, _ in ranks}
    if not any(match["second"] for match in _RANKED.finditer(text)):
        ranks += [(n.value, _hedge_of_place(text, n, doubt)) for n in numbers if n.kind == "ordinal" and n.value not in known]
    return ranks


def _hedge_of_place(text: str, place: Printed, otherwise: str) -> str:
    return "up_to" if _NO_MORE.search(text[: place.start]) else otherwise
