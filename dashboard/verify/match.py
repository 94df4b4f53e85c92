"""Which claims a sentence may rest on: how much of it each claim covers, and the best of them by number, place and mood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.verify.index import ClaimIndex, IndexEntry
from dashboard.verify.quantities import MONEY, Quantity
from dashboard.verify.read import Reading

ALIKE, NEAR, PARTLY, LIKELY, SAME, WHOLLY = 0.3, 0.4, 0.52, 0.55, 0.62, 0.8
"""Which part of a sentence's words a claim must cover: one with its number, one to be looked at, one that may or may not say it, one whose
number differs, one without a number that is taken to say the same, and one of a city that the sentence does not name."""
_MONEY = 0.15
"""The same of a claim with its amount of money, which is hardly the same by chance."""
_LOOSE = 0.012
"""How far a number may be rounded where either side says about."""


@dataclass(frozen=True)
class Match:
    """A claim a sentence may rest on, for one city: how much of the words it covers, and whether city and number are the same."""

    entry: IndexEntry
    covered: float
    here: bool
    same: bool


def same_number(told: Quantity, printed: float, high: float, loose: bool) -> bool:
    """Whether a number told is the one printed, or rounds to it where it may be loose."""
    if told.value is None:
        return False
    far = _LOOSE if loose else 1e-9
    near = abs(told.value - printed) <= far * max(abs(printed), abs(told.value))
    return near and (told.high is None or high != high or abs(told.high - high) <= 1e-9 * abs(high))


def is_same(told: Quantity, entry: IndexEntry) -> bool:
    """Whether a claim gives the number told: as its value, or in its statement."""
    row = entry.row
    loose = "about" in (told.hedge, row["qualifier"])
    if entry.has_value and same_number(told, float(row["value"]), float(row["value_high"]), loose) and alike(told.unit, str(row["unit"])):
        return True
    return any(same_number(told, each.value or 0.0, float("nan"), loose) and alike(told.unit, each.unit) for each in entry.told)


def alike(told: str, printed: str) -> bool:
    """Whether two units measure one sort of thing: money is money whatever the currency, and what has no unit may be anything."""
    if told in MONEY or printed in MONEY:
        return (told in MONEY and printed in MONEY) or told == ""
    return told == printed or {told, printed} in ({"", "count"}, {"percent", "percentage_point"})


def fits(reading: Reading, entry: IndexEntry) -> bool:
    """Whether the sentence speaks as the claim's status would have it: the benefit of the doubt where several claims say alike."""
    status = str(entry.row["status"])
    if status == "claimed":
        return reading.mood.attributed
    if reading.mood.is_fact:
        return status == "in_place"
    return status in reading.mood.moods or status != "in_place"


def here(reading: Reading, entry: IndexEntry, place: str) -> bool:
    """Whether a claim is about a place; about no place in particular, it is where it speaks of a body the sentence names."""
    return entry.city == place if place else any(f"@{body}" in entry.own for body in reading.bodies)


def numbers(index: ClaimIndex, reading: Reading, words: frozenset[str], told: Quantity, place: str) -> list[Match]:
    """The claims that may be what a number is told from, the likeliest first."""
    found = []
    for entry, covered in index.covering(words, _MONEY if told.unit in MONEY else ALIKE):
        if not (entry.has_value or entry.told):
            continue
        match = Match(entry, covered, here(reading, entry, place), is_same(told, entry))
        if match.same or (covered >= LIKELY and _another(index, words, told, entry)):
            found.append(match)

    def likely(match: Match) -> float:
        exact = match.entry.has_value and match.same
        unit = told.unit == match.entry.row["unit"] or (not told.unit and match.entry.row["unit"] == "count")
        dated = match.entry.row["unit"] == "date" and bool(reading.years & match.entry.years)
        # What is computed names the numbers it comes from, which are another claim's.
        computed = match.entry.row["method"] == "derived" and not exact
        sure = -0.35 * computed + 0.5 * match.same + 0.35 * match.here + 0.2 * exact + 0.1 * unit + 0.4 * dated
        return float(match.covered + sure + 0.1 * fits(reading, match.entry))

    return sorted(found, key=likely, reverse=True)


def _another(index: ClaimIndex, words: frozenset[str], told: Quantity, entry: IndexEntry) -> bool:
    """Whether a claim prints another number of what the words name."""
    if entry.has_value:
        return alike(told.unit, str(entry.row["unit"])) and names_it(index, words, entry)
    return any(alike(told.unit, each.unit) for each in entry.told)


def names_it(index: ClaimIndex, words: frozenset[str], entry: IndexEntry) -> bool:
    """Whether the words name what the figure measures, and not only something near it."""
    return any(index.share(head, words) >= SAME for head in entry.heads)


def ranks(index: ClaimIndex, reading: Reading, place: str) -> list[Match]:
    """The claims that may be what a place in an order is told from, the likeliest first."""
    told = reading.rank
    found = []
    for entry, covered in index.covering(reading.words, LIKELY):
        if told and entry.is_rank:
            found.append(Match(entry, covered, here(reading, entry, place), told.value == entry.row["value"]))
    return sorted(found, key=lambda match: match.covered + 0.5 * match.here + 0.2 * match.same, reverse=True)


def words(index: ClaimIndex, reading: Reading, place: str) -> list[Match]:
    """The claims that may say what a sentence without a number says, the likeliest first; those near are among them."""
    covering = index.covering(reading.words, NEAR)
    found = [Match(entry, covered, here(reading, entry, place), True) for entry, covered in covering]

    def likely(match: Match) -> float:
        row = match.entry.row
        dated = bool(reading.years) and row["unit"] in ("date", "year")
        named = 0.08 * (row["institution"] in reading.bodies) + 0.05 * (row["aspect"] == "institution") if reading.bodies else 0.0
        doubt = 0.1 * (row["restates"] != "") - 0.2 * dated - named
        return float(match.covered + 0.4 * match.here + 0.06 * fits(reading, match.entry) - doubt)

    return sorted(found, key=likely, reverse=True)


def keys(matches: Iterable[Match], most: int = 3) -> tuple[str, ...]:
    """The keys of the first claims."""
    return tuple(dict.fromkeys(match.entry.key for match in matches))[:most]
