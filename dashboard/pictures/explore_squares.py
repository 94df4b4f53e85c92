"""The squares of *Explore* and the counts of its groups, from how many claims are where: which ones is worked out when a mark is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dashboard.pictures.explore_words import REST
from dashboard.pictures.model import Mark
from dashboard.pictures.shapes.crossed import CrossedGroup, CrossedUnit
from dashboard.pictures.words import capital, status_word
from dashboard.table.cells import one_of, other_than, run_of
from dashboard.table.claim_keys import ClaimKeys
from dashboard.table.dimensions import groups
from dashboard.table.load import Table
from dashboard.table.words import plural

Places = npt.NDArray[np.intp]
Digit: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.bool_]
_NAMED = 400
"""Up to how many claims the count of a group leads to them by name, where each is a square."""
_MOST_BINS = 1_000_000
"""How many kinds of claims are counted in one go; of more only those that there are."""


@dataclass(frozen=True, eq=False)
class Side:
    """The groups of one dimension as they are shown, and the number of the group of each claim drawn."""

    key: str
    values: tuple[str, ...]
    names: tuple[str, ...]
    numbers: npt.NDArray[np.int64]

    def asked(self, number: int) -> str:
        """The word of an address for one of the groups: of the rest, that it is none of those shown."""
        value = self.values[number]
        return other_than(self.key, (other for other in self.values if other != REST)) if value == REST else one_of(self.key, value)


@lru_cache(maxsize=4)
def _keys(table: Table) -> npt.NDArray[np.object_]:
    return table.claims["claim_id"].to_numpy(dtype=object)


@lru_cache(maxsize=4)
def _told(table: Table) -> tuple[list[str], list[str], list[str]]:
    """The statement, the city and the status of each claim."""
    return table.claims["statement"].tolist(), table.claims["city"].tolist(), table.claims["status"].tolist()


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is drawn of the claims at ``places`` of the table; the index of a claim is that among them.

    ``each`` is how many claims a square stands for at most; ``again`` gives the same drawing when keys are read, so that no mark has to
    hold on to all of this.
    """

    table: Table
    places: Places
    without: str
    down: Side
    across: Side
    fill: Side
    tones: tuple[str, ...]
    order: str
    each: int
    again: Callable[[], Drawing]

    @cached_property
    def fades(self) -> npt.NDArray[np.bool_]:
        """Which claims rest on the article that a lens leaves out."""
        return self.table.numbered["article"].holds([self.without])[self.places]

    @cached_property
    def kept(self) -> int:
        """How many claims do not fade."""
        return len(self.places) - (int(self.fades.sum()) if self.without else 0)

    @property
    def keys(self) -> Sequence[str]:
        """The claims that do not fade."""
        return tuple(self.unfaded()) if self.each == 1 else ClaimKeys(self.kept, self.again, _unfaded)

    def sizes(self, key: str) -> dict[str, int]:
        """How many of the claims that do not fade each group of a dimension holds."""
        known = groups(self.table, key)
        places = self.places[~self.fades] if self.without else self.places
        return dict(zip(known.values, np.bincount(known.numbers[places], minlength=len(known.values)).tolist(), strict=True))

    def group(self, side: Side, number: int) -> CrossedGroup:
        """A group across or down with the number of its claims, which leads to them."""
        every, faded = self._counted[side is self.down]
        size, kept = int(every[number]), int(every[number] - faded[number])
        value, name = side.values[number], side.names[number]
        city = value if side.key == "city" else ""
        many = self.each > 1
        part = (side is self.down, number)
        claims: Sequence[str] = ClaimKeys(size, self.again, _in_group, *part) if many else tuple(self.members(*part))
        count = Mark(
            city, None, f"{kept:,}", claims, size > 0 and not kept, f"{name}: {plural(kept, 'claim')}",
            facets=(("cells", side.asked(number)),) if many or size > _NAMED else (),
        )  # fmt: skip
        return CrossedGroup(name, city or "ink", count)

    @cached_property
    def _counted(self) -> dict[bool, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        """How many claims the groups down and across hold, and how many of them fade."""
        found = {}
        for side in (self.down, self.across):
            most = len(side.values)
            every = np.bincount(side.numbers, minlength=most)
            faded = np.bincount(side.numbers[self.fades], minlength=most) if self.without else np.zeros_like(every)
            found[side is self.down] = (every, faded)
        return found

    def squares(self, down: int, across: int) -> tuple[Mark, ...]:
        """The claims of one cell as squares, in their order."""
        cell = down * len(self.across.values) + across
        if self.each == 1:
            return tuple(self._square(index) for index in self._sorted[self._ends[cell] : self._ends[cell + 1]].tolist())
        return tuple(self._several(down, across))

    @cached_property
    def _cell(self) -> npt.NDArray[np.int64]:
        return self.down.numbers * len(self.across.values) + self.across.numbers

    @cached_property
    def _sorted(self) -> Places:
        """The claims cell by cell in their order. A square that stands for several claims is filled by what all of them are."""
        order, city = (groups(self.table, key).numbers[self.places] for key in (self.order, "city"))
        inner = (self.fades, city, self.fill.numbers, order) if self.each == 1 else (city, order, self.fades, self.fill.numbers)
        return np.lexsort((*inner, self._cell))

    @cached_property
    def _ends(self) -> npt.NDArray[np.intp]:
        return np.searchsorted(self._cell[self._sorted], np.arange(len(self.down.values) * len(self.across.values) + 1))

    def run(self, first: int, number: int) -> list[str]:
        """The keys of so many claims, from the ``first`` on in their order."""
        return self._named(self._sorted[first : first + number])

    def members(self, down: bool, number: int) -> list[str]:
        """The keys of the claims of a group down or across."""
        return self._named(np.flatnonzero((self.down if down else self.across).numbers == number))

    def unfaded(self) -> list[str]:
        """The keys of the claims that do not fade."""
        return self._named(np.flatnonzero(~self.fades))

    def _named(self, mine: Places) -> list[str]:
        return list(map(str, _keys(self.table)[self.places[mine]]))

    def _look(self, number: int) -> tuple[str | None, str]:
        """The status and the tone of a group that fills squares."""
        if self.fill.key == "status":
            return self.fill.values[number], ""
        return None, "" if self.fill.key == "city" else self.tones[number]

    def _square(self, index: int) -> CrossedUnit:
        place, number = int(self.places[index]), int(self.fill.numbers[index])
        statement, city, word = (told[place] for told in _told(self.table))
        status, tone = self._look(number)
        word, named = status_word(self.table, word), self.fill.names[number]
        lead = capital(word) if self.fill.key in ("status", "all") else f"{named}, {word}"
        claims = (str(_keys(self.table)[place]),)
        return CrossedUnit(city, status, named, claims, bool(self.fades[index]), f"{lead}: {statement}", tone=tone)

    def _several(self, down: int, across: int) -> Iterator[CrossedUnit]:
        """The squares of a cell where one stands for several claims; what fades comes last of what has the same fill."""
        cell, each = down * len(self.across.values) + across, self.each
        for number, fades, first, cities in self._kinds.get(cell, ()):
            (status, tone), named = self._look(number), self.fill.names[number]
            asked = dict.fromkeys(side.asked(at) for side, at in ((self.down, down), (self.across, across), (self.fill, number)))
            words = " ".join((*asked, *([one_of("article", self.without)] if fades else [])))
            whole = sum(size for _, size in cities)
            said = f"{plural(each, 'claim')}: {named}"
            for start in range(0, whole, each):
                size = min(each, whole - start)
                claims = ClaimKeys(size, self.again, _run, first + start, size)
                facets = (("cells", f"{words} {run_of(self.order, start + 1, start + size)}"),)
                city = cities[0][0] if len(cities) == 1 else _only(cities, start, size)
                told = said if size == each else f"{plural(size, 'claim')}: {named}"
                yield CrossedUnit(city, status, named, claims, fades, told, tone=tone, facets=facets)

    @cached_property
    def _kinds(self) -> dict[int, list[tuple[int, bool, int, list[tuple[str, int]]]]]:
        """For each cell its groups of fill: the group, whether it fades, where it begins, and how many claims of which city in order."""
        parts: list[tuple[Digit, int]] = [
            (self._cell, len(self.down.values) * len(self.across.values)),
            (self.fill.numbers, len(self.fill.values)),
        ]
        parts.append((self.fades, 2 if self.without else 1))
        told = next((side for side in (self.down, self.across, self.fill) if side.key == "city"), None)
        if not told:
            # Where no group is a city, a square may be of several.
            several = (groups(self.table, key) for key in (self.order, "city"))
            parts += [(known.numbers[self.places], len(known.values)) for known in several]
        codes, sizes = _counts(parts)
        rest = int(np.prod([most for _, most in parts[3:]], dtype=np.int64))
        names = groups(self.table, "city").values
        found: dict[int, list[tuple[int, bool, int, list[tuple[str, int]]]]] = {}
        first, before = 0, -1
        for code, size in zip(codes, sizes, strict=True):
            kind, within = divmod(code, rest)
            fill, fades = divmod(kind, parts[2][1])
            cell, fill = divmod(fill, len(self.fill.values))
            if kind != before:
                found.setdefault(cell, []).append((fill, bool(fades), first, []))
            city = told.values[self._at(told, cell, fill)] if told else names[within % len(names)]
            found[cell][-1][3].append((city, size))
            first, before = first + size, kind
        return found

    def _at(self, side: Side, cell: int, fill: int) -> int:
        """Which group of a side a cell with a fill is in."""
        down, across = divmod(cell, len(self.across.values))
        return down if side is self.down else across if side is self.across else fill


def _only(cities: list[tuple[str, int]], start: int, size: int) -> str:
    """The city of some claims in their order, or nothing where they are of several."""
    found, at = set(), 0
    for city, number in cities:
        if at < start + size and at + number > start:
            found.add(city)
        at += number
    return found.pop() if len(found) == 1 else ""


def _counts(parts: Sequence[tuple[Digit, int]]) -> tuple[list[int], list[int]]:
    """How many claims have the same numbers in all parts: as one number in which each part is a digit, smallest first, and how many."""
    code, bins = np.zeros(len(parts[0][0]), dtype=np.int64), 1
    for numbers, most in parts:
        if most > 1:
            code = code * most + numbers
        bins *= most
    if bins > _MOST_BINS:
        codes, sizes = np.unique(code, return_counts=True)
    else:
        every = np.bincount(code, minlength=bins)
        codes = np.flatnonzero(every)
        sizes = every[codes]
    return codes.tolist(), sizes.tolist()


def _run(again: Callable[[], Drawing], first: int, number: int) -> list[str]:
    return again().run(first, number)


def _in_group(again: Callable[[], Drawing], down: bool, number: int) -> list[str]:
    return again().members(down, number)


def _unfaded(again: Callable[[], Drawing]) -> list[str]:
    return again().unfaded()
