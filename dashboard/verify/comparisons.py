"""Sentences that compare two figures: whether the two are comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.table.comparability import ask, askable
from dashboard.table.load import Table
from dashboard.verify import match
from dashboard.verify.index import ClaimIndex, IndexEntry
from dashboard.verify.moods import read_mood
from dashboard.verify.quantities import Quantity
from dashboard.verify.read import Reading, read
from dashboard.verify.verdicts import Verdict

_THAN = re.compile(
    r"\bthan\b|\bas (?:many|much|large|big|high|strong) as\b|\boutnumber\w*|\bexceed(?:s|ed)?\b|\bsurpass\w*|\bdwarf(?:s|ed)?\b"
    r"|\btimes\b|\bcompared (?:with|to)\b|\bahead of\b|\bversus\b"
)


@dataclass(frozen=True)
class _Side:
    """One side of a comparison: the key of its city, and the best matching figure, if any."""

    place: str
    entry: IndexEntry | None


def compared(index: ClaimIndex, reading: Reading) -> Iterator[Verdict]:
    """The verdicts on a comparison, by `comparability.ask`; none where no figure is found."""
    sides = _sides_of(index, reading)
    if len(sides) < 2:
        return
    known = [side.entry for side in sides if side.entry]
    if not known:
        return
    for side in sides:
        if not side.entry:
            yield Verdict("silent", f"Of {index.table.label('city', side.place)} the articles print no such figure.", (known[0].key,))
    if len(known) > 1 and known[0].key != known[1].key:
        first, second = (_askable(index.table, entry) for entry in known[:2])
        if first and second:
            answer = ask(index.table, first, second)
            kind = "supported" if answer.allowed else "incomparable"
            yield Verdict(kind, " ".join(answer.reasons), tuple(entry.key for entry in known[:2]))


def _sides_of(index: ClaimIndex, reading: Reading) -> list[_Side]:
    amounts = [each for each in reading.numbers if each.unit != "years"]
    if len(amounts) > 1:
        figure_sides = []
        for amount in amounts[:2]:
            likely = [
                each
                for each in match.numbers(index, reading, around(index, reading, amount).words, amount, "")
                if each.same and each.entry.has_value
            ]
            figure_sides.append(_Side(likely[0].entry.city if likely else "", likely[0].entry if likely else None))
        return [side for side in figure_sides if side.entry]
    halves = _THAN.split(reading.text, maxsplit=1)
    parts = [read(index.table, index.names, half) for half in halves]
    if len(parts) < 2 or not all(part.words - {"time"} for part in parts):
        return [_Side(place, _figure(index, reading.words, place)) for place in reading.places[:2]]
    sides = []
    for part in parts:
        place = part.places[0] if part.places else (reading.places[0] if reading.places else "")
        sides.append(_Side(place, _figure(index, part.words, place)))
    return sides


def _figure(index: ClaimIndex, words: frozenset[str], place: str) -> IndexEntry | None:
    """The figure of a city that matches the words best."""
    named = [(covered, entry) for entry, covered in index.covering(words, match.LIKELY) if entry.has_value and entry.city == place]
    return max(named, key=lambda each: each[0])[1] if named else None


def _askable(table: Table, entry: IndexEntry) -> str:
    """The key of a figure among `askable`: that of its conversion where it is printed in another currency; empty if there is none."""
    figures = askable(table)
    if entry.key in figures.index:
        return entry.key
    converted = figures.index[figures["restates"] == entry.key]
    return str(converted[0]) if len(converted) else ""


def is_printed_comparison(index: ClaimIndex, reading: Reading) -> bool:
    """Whether a claim itself states the comparison: so many points more than something."""
    amounts = [each for each in reading.numbers if each.unit != "years"]
    by_number = (
        match.numbers(index, reading, reading.words, amounts[0], reading.places[0] if reading.places else "") if len(amounts) == 1 else []
    )
    by_words = match.words(index, reading, reading.places[0] if reading.places else "")
    likely = [each for each in by_words[:3] if each.here and each.covered >= match.SAME]
    same = [each for each in likely if read_mood(str(each.entry.row["statement"])).compared]
    return bool(same) or any(each.same and each.here and each.covered >= match.SAME for each in by_number)


def around(index: ClaimIndex, reading: Reading, quantity: Quantity) -> Reading:
    """The reading of the words that belong to one of several numbers: those up to the next one, for the first also those before it."""
    places = [each for each in reading.numbers if each.unit != "years"]
    if len(places) < 2 or quantity not in places:
        return reading
    at = places.index(quantity)
    begins = 0 if not at else quantity.start
    ends = places[at + 1].start if at + 1 < len(places) else len(reading.text)
    return read(index.table, index.names, reading.text[begins:ends])
