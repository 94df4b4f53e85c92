"""Matches a sentence to claims: by the share of its words that a claim covers, then by number, place and mood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.verify.index import ClaimIndex, IndexEntry
from dashboard.verify.quantities import MONEY, Quantity
from dashboard.verify.read import Reading

ALIKE, NEAR, PARTLY, LIKELY, SAME, WHOLLY = 0.3, 0.4, 0.52, 0.55, 0.62, 0.8
"""Thresholds for the share of words that a claim must cover: with the same number, to be considered, to be uncertain, with
another number, to be the same statement without a number, and to be the same when the sentence names no city."""
_MONEY = 0.15
"""The threshold with the same amount of money, which is rarely a coincidence."""
_LOOSE = 0.012
"""The relative tolerance where either number is ``about``."""


@dataclass(frozen=True)
class Match:
    """A candidate claim for a sentence and a city: ``covered`` is its share of the words, ``here`` whether it is the same city."""

    entry: IndexEntry
    covered: float
    here: bool
    same: bool


def same_number(quantity: Quantity, printed: float, high: float, loose: bool) -> bool:
    """Whether a quantity is equal to the printed number, or within _LOOSE of it where ``loose``."""
    if quantity.value is None:
        return False
    far = _LOOSE if loose else 1e-9
    near = abs(quantity.value - printed) <= far * max(abs(printed), abs(quantity.value))
    return near and (quantity.high is None or high != high or abs(quantity.high - high) <= 1e-9 * abs(high))


def is_same(quantity: Quantity, entry: IndexEntry) -> bool:
    """Whether a claim has the quantity, as its value or in its statement."""
    row = entry.row
    loose = "about" in (quantity.hedge, row["qualifier"])
    if (
        entry.has_value
        and same_number(quantity, float(row["value"]), float(row["value_high"]), loose)
        and same_dimension(quantity.unit, str(row["unit"]))
    ):
        return True
    return any(
        same_number(quantity, each.value or 0.0, float("nan"), loose) and same_dimension(quantity.unit, each.unit) for each in entry.numbers
    )


def same_dimension(unit: str, printed: str) -> bool:
    """Whether two units have the same dimension: all currencies do, and no unit is compatible with any."""
    if unit in MONEY or printed in MONEY:
        return (unit in MONEY and printed in MONEY) or unit == ""
    return unit == printed or {unit, printed} in ({"", "count"}, {"percent", "percentage_point"})


def fits_status(reading: Reading, entry: IndexEntry) -> bool:
    """Whether the mood of the sentence agrees with the status of the claim; used to choose among similar claims."""
    status = str(entry.row["status"])
    if status == "claimed":
        return reading.mood.attributed
    if reading.mood.is_fact:
        return status == "in_place"
    return status in reading.mood.moods or status != "in_place"


def here(reading: Reading, entry: IndexEntry, place: str) -> bool:
    """Whether a claim is about a place; where ``place`` is empty, whether it names a body that the sentence names."""
    return entry.city == place if place else any(f"@{body}" in entry.own for body in reading.bodies)


def numbers(index: ClaimIndex, reading: Reading, words: frozenset[str], quantity: Quantity, place: str) -> list[Match]:
    """The claims that a quantity may be from, best first."""
    matches = []
    for entry, covered in index.covering(words, _MONEY if quantity.unit in MONEY else ALIKE):
        if not (entry.has_value or entry.numbers):
            continue
        match = Match(entry, covered, here(reading, entry, place), is_same(quantity, entry))
        if match.same or (covered >= LIKELY and _another(index, words, quantity, entry)):
            matches.append(match)

    def likely(match: Match) -> float:
        exact = match.entry.has_value and match.same
        unit = quantity.unit == match.entry.row["unit"] or (not quantity.unit and match.entry.row["unit"] == "count")
        dated = match.entry.row["unit"] == "date" and bool(reading.years & match.entry.years)
        # The statement of a derived claim also has the numbers of its inputs, which belong to other claims.
        computed = match.entry.row["method"] == "derived" and not exact
        sure = -0.35 * computed + 0.5 * match.same + 0.35 * match.here + 0.2 * exact + 0.1 * unit + 0.4 * dated
        return float(match.covered + sure + 0.1 * fits_status(reading, match.entry))

    return sorted(matches, key=likely, reverse=True)


def _another(index: ClaimIndex, words: frozenset[str], quantity: Quantity, entry: IndexEntry) -> bool:
    """Whether a claim has another number for what the words name."""
    if entry.has_value:
        return same_dimension(quantity.unit, str(entry.row["unit"])) and names_it(index, words, entry)
    return any(same_dimension(quantity.unit, each.unit) for each in entry.numbers)


def names_it(index: ClaimIndex, words: frozenset[str], entry: IndexEntry) -> bool:
    """Whether the words name what the figure measures, and not only something near it."""
    return any(index.share(head, words) >= SAME for head in entry.heads)


def ranks(index: ClaimIndex, reading: Reading, place: str) -> list[Match]:
    """The claims that a rank may be from, best first."""
    rank = reading.rank
    matches = []
    for entry, covered in index.covering(reading.words, LIKELY):
        if rank and entry.is_rank:
            matches.append(Match(entry, covered, here(reading, entry, place), rank.value == entry.row["value"]))
    return sorted(matches, key=lambda match: match.covered + 0.5 * match.here + 0.2 * match.same, reverse=True)


def words(index: ClaimIndex, reading: Reading, place: str) -> list[Match]:
    """The claims that a sentence without a number may be from, best first; at least NEAR."""
    covering = index.covering(reading.words, NEAR)
    matches = [Match(entry, covered, here(reading, entry, place), True) for entry, covered in covering]

    def likely(match: Match) -> float:
        row = match.entry.row
        dated = bool(reading.years) and row["unit"] in ("date", "year")
        named = 0.08 * (row["institution"] in reading.bodies) + 0.05 * (row["aspect"] == "institution") if reading.bodies else 0.0
        doubt = 0.1 * (row["restates"] != "") - 0.2 * dated - named
        return float(match.covered + 0.4 * match.here + 0.06 * fits_status(reading, match.entry) - doubt)

    return sorted(matches, key=likely, reverse=True)


def keys(matches: Iterable[Match], most: int = 3) -> tuple[str, ...]:
    """The keys of the first claims."""
    return tuple(dict.fromkeys(match.entry.key for match in matches))[:most]
