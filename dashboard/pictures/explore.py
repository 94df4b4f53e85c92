"""Every claim one square: what stands across and down, what fills the squares and what orders them is the reader's choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.pictures.explore_words import REST, finding, label, said
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.crossed import Crossed, CrossedCell, CrossedGroup, CrossedRow, CrossedUnit
from dashboard.pictures.words import FILTERED, SILENT, bound, capital, picture, status_word
from dashboard.table.dimensions import DIMENSIONS, USUAL, Arrangement, Groups, groups, title
from dashboard.table.load import Table
from dashboard.table.selection import Selection, mask
from dashboard.table.words import inside, plural, sentence_list

MOST = 1500
"""How many squares there are at most: with more claims a square stands for a round number of them."""
_ROWS, _COLUMNS, _TONES = 12, 8, 5
"""How many groups stand down and across, and how many tones fill squares: what is more is one group."""

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class _Once:
    """What does not depend on the selection, column by column."""

    claims: npt.NDArray[np.object_]
    statements: Sequence[str]
    cities: Sequence[str]
    statuses: Sequence[str]


@dataclass(frozen=True, eq=False)
class _Side:
    """The groups of one dimension as they are shown, and the number of the group of each claim drawn."""

    key: str
    values: tuple[str, ...]
    names: tuple[str, ...]
    numbers: npt.NDArray[np.int64]


@lru_cache(maxsize=4)
def _once(table: Table) -> _Once:
    frame = table.claims
    return _Once(
        frame["claim_id"].to_numpy(dtype=object), frame["statement"].tolist(), frame["city"].tolist(), frame["status"].tolist()
    )  # fmt: skip


def picture_of(table: Table, selection: Selection, today: date, arranged: Arrangement = USUAL) -> Picture:
    """The claims of the selection as squares, restatements left out. ``today`` is not needed."""
    numbered = table.numbered
    about = numbered["restates"].holds([""]) & numbered["city"].holds(selection.columns(table))
    places = selection.places(table)
    places = places[about[places]]
    fades = numbered["article"].holds([selection.without])[places]
    across = _side(table, selection, arranged.across, places, about, _COLUMNS)
    down = _side(table, selection, arranged.down, places, about, _ROWS)
    fill = _side(table, selection, arranged.fill, places, about, 99 if arranged.fill in ("status", "city") else _TONES)
    order = groups(table, arranged.ordered).numbers[places]
    each = 1
    while len(places) > MOST * each:
        each *= 10
    drawing = _Drawing(table, places, fades, fill, _tones(table, fill), each)
    cell = down.numbers * len(across.values) + across.numbers
    # A square that stands for several claims is filled by what all of them are.
    inner = (fill.numbers, order) if each == 1 else (order, fill.numbers)
    sorted_ = np.lexsort((fades, groups(table, "city").numbers[places], *inner, cell))
    ends = np.searchsorted(cell[sorted_], np.arange(len(down.values) * len(across.values) + 1))
    whole = _cells(table, arranged, about & mask(table, selection.reading(), numbered))
    rows = []
    for d, value in enumerate(down.values):
        cells = []
        for a, other in enumerate(across.values):
            number = d * len(across.values) + a
            units = drawing.squares(sorted_[ends[number] : ends[number + 1]])
            cells.append(CrossedCell(units or (_silent(arranged, (value, other), (down.names[d], across.names[a]), whole),)))
        rows.append(CrossedRow(drawing.group(down, d), tuple(cells)))
    lead, key = _key(table, fill, _side(table, selection, "city", places, about, _COLUMNS), arranged)
    corner = capital(
        " by ".join(dict.fromkeys(inside(title(key, table.wording)) for key in (arranged.down, arranged.across) if key != "all"))
    )
    body = Crossed(corner, tuple(drawing.group(across, a) for a in range(len(across.values))), tuple(rows), lead, key)
    words, facts = _finding(table, places[~fades], arranged)
    return picture(table, "explore", words, f"{_subtitle(table, arranged, each)}{bound(table, selection, ())}", body, facts)


def _side(table: Table, selection: Selection, key: str, places: Places, about: npt.NDArray[np.bool_], most: int) -> _Side:
    """The groups that are shown: those the table has for what the filters leave to choose from, the smallest joined in one."""
    known = groups(table, key)
    mine = known.numbers[places]
    sizes = np.bincount(mine, minlength=len(known.values))
    shown = [number for number in range(len(known.values)) if sizes[number] or number in _expected(table, selection, key, known, about)]
    if DIMENSIONS[key].ranked:
        shown.sort(key=lambda number: (not known.values[number], -sizes[number]))
    if key == "city":
        most = len(shown)
    if len(shown) > most:
        largest = sorted(shown, key=lambda number: -sizes[number])[: most - 1]
        shown = [number for number in shown if number in largest]
    place = np.full(len(known.values), len(shown))
    place[shown] = np.arange(len(shown))
    kept = tuple(known.values[number] for number in shown)
    names = tuple(label(table, key, value) for value in kept)
    numbers = place[mine]
    if len(numbers) and numbers.max() == len(shown):
        rest = len(set(mine[numbers == len(shown)].tolist()))
        kept, names = (*kept, REST), (*names, f"{rest:,} others")
    return _Side(key, kept, names, numbers)


def _expected(table: Table, selection: Selection, key: str, known: Groups, about: npt.NDArray[np.bool_]) -> frozenset[int]:
    """The groups that stand there also where nothing is left in them: so that silence is seen."""
    if key == "city":
        return frozenset(known.values.index(city) for city in selection.columns(table))
    if key in ("area", "kind", "all"):
        return frozenset()
    asked = {"status": selection.status, "speaker": selection.speakers, "article": selection.articles}.get(key, ())
    found = np.flatnonzero(np.bincount(known.numbers[about])).tolist()
    return frozenset(number for number in found if not asked or known.values[number] in asked)


def _cells(table: Table, arranged: Arrangement, about: npt.NDArray[np.bool_]) -> set[tuple[str, str]]:
    """Which cells hold claims before any filter but those of the cities and the articles: the group down, then the group across."""
    down, across = groups(table, arranged.down), groups(table, arranged.across)
    found = np.unique(down.numbers[about] * len(across.values) + across.numbers[about]).tolist()
    return {(down.values[number // len(across.values)], across.values[number % len(across.values)]) for number in found}


def _silent(arranged: Arrangement, groups_: tuple[str, str], names: tuple[str, str], whole: set[tuple[str, str]]) -> Mark:
    """The slot of a cell that holds no claim: nobody says it, or the filters leave it out."""
    city = next((value for key, value in zip((arranged.down, arranged.across), groups_, strict=True) if key == "city"), "")
    hidden = groups_ in whole
    words = FILTERED if hidden else SILENT
    return Mark(city, None, words, (), said=f"{', '.join(names)}: {words}", hidden=hidden)


def _key(table: Table, fill: _Side, cities: _Side, arranged: Arrangement) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What the colours of the squares mean, where no head of a row or column says it."""
    if fill.key == "status" and "city" not in (arranged.across, arranged.down):
        return f"In the colour of its {table.wording.place}:", tuple(zip(cities.values, cities.names, strict=True))
    if fill.key in ("status", "all", arranged.across, arranged.down):
        return "", ()
    hues = fill.values if fill.key == "city" else _tones(table, fill)
    return f"Filled by {inside(title(fill.key, table.wording))}:", tuple(zip(hues, fill.names, strict=True))


def _tones(table: Table, fill: _Side) -> tuple[str, ...]:
    """The tones of the groups that fill squares, as far apart as there are: where the table has few, a filter changes none."""
    known = groups(table, fill.key).values
    few = known if len(known) <= _TONES else fill.values
    return tuple(f"tone-{1 + round(few.index(value) * (_TONES - 1) / max(len(few) - 1, 1))}" for value in fill.values)


def _subtitle(table: Table, arranged: Arrangement, each: int) -> str:
    called = {key: inside(title(key, table.wording)) for key in DIMENSIONS}
    drawn_as = "One square, one claim" if each == 1 else f"One square, up to {each:,} claims"
    sides = [f"{called[key]} {side}" for key, side in ((arranged.across, "across"), (arranged.down, "down")) if key != "all"]
    filled = [] if arranged.fill in (arranged.across, arranged.down, "all") else [f"filled by {called[arranged.fill]}"]
    return f"{': '.join(filter(None, [drawn_as, ', '.join([*sides, *filled])]))}."


def _finding(table: Table, places: Places, arranged: Arrangement) -> tuple[str, tuple[Fact, ...]]:
    """What is said of the largest group down, or of what stands for it, and of the largest across."""
    whole, parts, key = len(places), [], []
    for side in dict.fromkeys((arranged.down, arranged.across)):
        known = groups(table, side)
        sizes = np.bincount(known.numbers[places], minlength=len(known.values)).tolist()
        sizes_of = dict(zip(known.values, sizes, strict=True))
        value = {"status": "in_place", "support": "one"}.get(side) or max(
            sizes_of, key=lambda group: (bool(group), sizes_of[group]), default=""
        )
        value = value if sizes_of.get(value) or side == "status" else ""
        parts.append((sizes_of.get(value, 0), said(table, side, value, sizes_of.get(value, 0))))
        key += [side, value]
    words = finding(parts, whole)
    if not whole:
        return words, ()
    claims = tuple(_once(table).claims[places].tolist())
    sizes = sentence_list([f"{size:,}" for size, _ in parts])
    return words, (Fact(("explore", *key), frozenset(claims), claims, f"{sizes} of {whole:,}"),)


@dataclass(frozen=True, eq=False)
class _Drawing:
    """What is drawn of the claims at ``places`` of the table; the index of a claim is that among them."""

    table: Table
    places: Places
    fades: npt.NDArray[np.bool_]
    fill: _Side
    tones: tuple[str, ...]
    each: int

    def group(self, side: _Side, number: int) -> CrossedGroup:
        """A group across or down with the number of its claims, which leads to them."""
        mine = np.flatnonzero(side.numbers == number)
        claims = self._claims(mine)
        kept = int((~self.fades[mine]).sum())
        value, name = side.values[number], side.names[number]
        city = value if side.key == "city" else ""
        facet = DIMENSIONS[side.key].facet
        facets = ((facet, value),) if facet and value not in ("", REST) else ()
        count = Mark(city, None, f"{kept:,}", claims, bool(claims) and not kept, f"{name}: {plural(kept, 'claim')}", facets=facets)
        return CrossedGroup(name, city or "ink", count)

    def squares(self, mine: Places) -> tuple[Mark, ...]:
        """The claims of one cell as squares, in their order."""
        if self.each == 1:
            return tuple(self._square(index) for index in mine.tolist())
        filled = self.fill.numbers[mine]
        runs = np.split(mine, np.flatnonzero(np.diff(filled)) + 1) if len(mine) else []
        return tuple(self._several(run[start : start + self.each]) for run in runs for start in range(0, len(run), self.each))

    def _claims(self, mine: Places) -> tuple[str, ...]:
        return tuple(_once(self.table).claims[self.places[mine]].tolist())

    def _look(self, index: int) -> tuple[str | None, str]:
        """The status and the tone that fill the square of a claim."""
        number = int(self.fill.numbers[index])
        if self.fill.key == "status":
            return self.fill.values[number], ""
        return None, "" if self.fill.key == "city" else self.tones[number]

    def _square(self, index: int) -> CrossedUnit:
        once, place = _once(self.table), int(self.places[index])
        status, tone = self._look(index)
        word = status_word(self.table, once.statuses[place])
        named = self.fill.names[int(self.fill.numbers[index])]
        lead = capital(word) if self.fill.key in ("status", "all") else f"{named}, {word}"
        told = f"{lead}: {once.statements[place]}"
        return CrossedUnit(once.cities[place], status, named, (str(once.claims[place]),), bool(self.fades[index]), told, tone=tone)

    def _several(self, mine: Places) -> CrossedUnit:
        claims, (status, tone) = self._claims(mine), self._look(int(mine[0]))
        named = self.fill.names[int(self.fill.numbers[mine[0]])]
        cities = groups(self.table, "city").numbers[self.places[mine]]
        city = _once(self.table).cities[int(self.places[mine[0]])] if cities.min() == cities.max() else ""
        return CrossedUnit(city, status, named, claims, bool(self.fades[mine].all()), f"{plural(len(claims), 'claim')}: {named}", tone=tone)
