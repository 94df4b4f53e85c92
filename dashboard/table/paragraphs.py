"""A printed paragraph, and the names of bodies and cities to look for in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dashboard.table.numbers import Printed, read_numbers
from dashboard.table.rows import Cells

LONGEST_RUN = 8
"""How many consecutive words a statement may share with its paragraph."""
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'A-Z0-9])")
_PARTS = ("zone", "district", "company", "facility")
"""Kinds of bodies whose figures are not figures of the city."""


@dataclass(frozen=True)
class Paragraph:
    """One printed paragraph; ``plain`` has straight apostrophes instead, and the same length."""

    text: str

    @cached_property
    def plain(self) -> str:
        return self.text.replace("’", "'").replace("‘", "'")

    @cached_property
    def numbers(self) -> list[Printed]:
        return read_numbers(self.text)

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every run of LONGEST_RUN + 1 consecutive words."""
        return frozenset(zip(*(self.words[n:] for n in range(LONGEST_RUN + 1)), strict=False))

    def sentence(self, start: int) -> tuple[str, int]:
        """The sentence around an index of the text, with straight apostrophes, and the index where it begins."""
        begins = max((match.end() for match in _SENTENCE.finditer(self.plain) if match.end() <= start), default=0)
        ends = next((match.start() for match in _SENTENCE.finditer(self.plain) if match.start() > start), len(self.plain))
        return self.plain[begins:ends], begins


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


@dataclass(frozen=True)
class Bodies:
    """The institutions and the cities by their printed names."""

    kinds: Mapping[str, str]
    """Key of a body to its kind."""
    within: Mapping[str, str]
    """Key of a body to the zone, district or region it lies in."""
    described: frozenset[str]
    """Bodies without a name of their own."""
    names: Mapping[str, frozenset[str]]
    """A printed name, with straight apostrophes, to the keys of the bodies and hubs it may stand for."""
    hubs: Mapping[str, str]
    """Key of a city to its name."""
    nations: tuple[str, ...] = ()
    """What the nation is called."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches every name, the longest first."""
        names = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)")

    @cached_property
    def parts(self) -> str:
        """A regular expression for the names of zones, districts, firms and facilities, without those that are only described."""
        keys = {key for key, kind in self.kinds.items() if kind in _PARTS and key not in self.described}
        names = [name for name, stands_for in self.names.items() if stands_for <= keys]
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"

    @cached_property
    def cities(self) -> str:
        return "|".join(map(re.escape, self.hubs.values())) or "(?!)"

    @cached_property
    def nation(self) -> str:
        """A regular expression for the names of the nation and their synonyms."""
        return "|".join((*map(re.escape, self.nations), "the nation", "the country", "the mainland"))

    def lies_in(self, body: str) -> Iterator[str]:
        """The keys of the places a body lies in, from the nearest outwards."""
        seen: set[str] = set()
        while (body := self.within.get(body, "")) and body not in seen:
            seen.add(body)
            yield body


def read_bodies(institutions: Iterable[Cells], cities: Iterable[Cells]) -> Bodies:
    """The names in the rows of institutions.csv and cities.csv."""
    names: dict[str, set[str]] = {}
    rows, places = list(institutions), list(cities)
    for row in rows:
        for name in (row["name"], row["short"], *row["printed_names"].split("|")):
            if name.strip():
                names.setdefault(name.strip().replace("’", "'"), set()).add(row["institution"])
    hubs = {row["city"]: row["name"] for row in places if row["role"] == "hub"}
    for city, name in hubs.items():
        names.setdefault(name, set()).add(city)
    return Bodies(
        kinds={row["institution"]: row["kind"] for row in rows},
        within={row["institution"]: row["part_of"] for row in rows},
        described=frozenset(row["institution"] for row in rows if row["naming"] == "described"),
        names={name: frozenset(keys) for name, keys in names.items()},
        hubs=hubs,
        nations=tuple(row["name"] for row in places if row["role"] == "nation"),
    )
