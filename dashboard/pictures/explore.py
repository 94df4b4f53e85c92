"""Every claim one square: what stands across and down, what fills the squares and what orders them is the reader's choice."""

from __future__ import annotations

import itertools
from datetime import date
from functools import lru_cache, partial

import numpy as np

from dashboard.pictures.explore_squares import Drawing, Places, Side
from dashboard.pictures.explore_words import REST, finding, label, said
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.crossed import Crossed, CrossedCell, CrossedRow
from dashboard.pictures.words import FILTERED, SILENT, bound, capital, picture
from dashboard.table.claim_keys import KeySet
from dashboard.table.columns import Mask
from dashboard.table.dimensions import DIMENSIONS, USUAL, Arrangement, Groups, groups, title
from dashboard.table.load import Table
from dashboard.table.selection import Selection, mask
from dashboard.table.words import inside, sentence_list

MOST = 1500
"""How many squares there are at most, each a claim: of more claims a square stands for a round number, and there are half as many."""
_ROWS, _COLUMNS, _TONES = 12, 8, 5
"""How many groups stand down and across, and how many tones fill squares: what is more is one group."""


@lru_cache(maxsize=16)
def _about(table: Table, cities: tuple[str, ...]) -> Mask:
    """Which claims are squares under any filter but that of the cities: those that restate another are none."""
    return table.numbered["restates"].holds([""]) & table.numbered["city"].holds(cities)


def picture_of(table: Table, selection: Selection, today: date, arranged: Arrangement = USUAL) -> Picture:
    """The claims of the selection as squares, restatements left out. ``today`` is not needed."""
    drawing = _drawing(table, selection, arranged, MOST)
    down, across, fill = drawing.down, drawing.across, drawing.fill
    whole = _cells(table, arranged.down, arranged.across, selection.columns(table), selection.reading())
    rows = []
    for d, value in enumerate(down.values):
        cells = []
        for a, other in enumerate(across.values):
            units = drawing.squares(d, a)
            cells.append(CrossedCell(units or (_silent(arranged, (value, other), (down.names[d], across.names[a]), whole),)))
        rows.append(CrossedRow(drawing.group(down, d), tuple(cells)))
    lead, key = _key(table, fill, _side(table, selection, "city", drawing.places, _COLUMNS), arranged)
    corner = capital(
        " by ".join(dict.fromkeys(inside(title(key, table.wording)) for key in (arranged.down, arranged.across) if key != "all"))
    )
    body = Crossed(corner, tuple(drawing.group(across, a) for a in range(len(across.values))), tuple(rows), lead, key)
    words, facts = _finding(drawing, arranged)
    told = f"{_subtitle(table, arranged, drawing.each)}{bound(table, selection, ())}"
    return picture(table, "explore", words, told, body, facts, drawing.places)


@lru_cache(maxsize=2)
def _drawing(table: Table, selection: Selection, arranged: Arrangement, most: int) -> Drawing:
    """What is drawn; the last ones are kept for when the claims behind a mark are read, and no longer: they are large."""
    places = selection.places(table)
    places = places[_about(table, selection.columns(table))[places]]
    across = _side(table, selection, arranged.across, places, _COLUMNS)
    down = _side(table, selection, arranged.down, places, _ROWS)
    fill = _side(table, selection, arranged.fill, places, 99 if arranged.fill in ("status", "city") else _TONES)
    again = partial(_drawing, table, selection, arranged, most)
    each = _each(len(places), most)
    return Drawing(table, places, selection.without, down, across, fill, _tones(table, fill), arranged.ordered, each, again)


def _each(claims: int, most: int) -> int:
    """How many claims a square stands for: one, or the smallest round number at which squares are few enough to be seen and touched."""
    if claims <= most:
        return 1
    rounds = (step * int(10**power) for power in itertools.count() for step in (1, 2, 5))
    return next(each for each in rounds if claims <= most // 2 * each)


def _side(table: Table, selection: Selection, key: str, places: Places, most: int) -> Side:
    """The groups that are shown: those the table has for what the filters leave to choose from, the smallest joined in one."""
    known = groups(table, key)
    mine = known.numbers[places]
    sizes = np.bincount(mine, minlength=len(known.values))
    expected = _expected(table, selection, key, known)
    shown = [number for number in range(len(known.values)) if sizes[number] or number in expected]
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
    others = int(((sizes > 0) & (place == len(shown))).sum())
    if others:
        kept, names = (*kept, REST), (*names, f"{others:,} others")
    return Side(key, kept, names, place[mine])


def _expected(table: Table, selection: Selection, key: str, known: Groups) -> frozenset[int]:
    """The groups that stand there also where nothing is left in them: so that silence is seen."""
    if key == "city":
        return frozenset(known.values.index(city) for city in selection.columns(table))
    if key in ("area", "kind", "all"):
        return frozenset()
    asked = {"status": selection.status, "speaker": selection.speakers, "article": selection.articles}.get(key, ())
    found = _found(table, key, selection.columns(table))
    return frozenset(number for number in found if not asked or known.values[number] in asked)


@lru_cache(maxsize=256)
def _found(table: Table, key: str, cities: tuple[str, ...]) -> tuple[int, ...]:
    """The groups that hold claims before any filter but that of the cities."""
    return tuple(np.flatnonzero(np.bincount(groups(table, key).numbers[_about(table, cities)])).tolist())


@lru_cache(maxsize=256)
def _cells(table: Table, down: str, across: str, cities: tuple[str, ...], reading: Selection) -> frozenset[tuple[str, str]]:
    """Which cells hold claims before any filter but those of the cities and the articles: the group down, then the group across."""
    rows, columns = groups(table, down), groups(table, across)
    about = _about(table, cities) & mask(table, reading, table.numbered)
    sizes = np.bincount(rows.numbers[about] * len(columns.values) + columns.numbers[about])
    cells = np.flatnonzero(sizes).tolist()
    return frozenset((rows.values[number // len(columns.values)], columns.values[number % len(columns.values)]) for number in cells)


def _silent(arranged: Arrangement, groups_: tuple[str, str], names: tuple[str, str], whole: frozenset[tuple[str, str]]) -> Mark:
    """The slot of a cell that holds no claim: nobody says it, or the filters leave it out."""
    city = next((value for key, value in zip((arranged.down, arranged.across), groups_, strict=True) if key == "city"), "")
    hidden = groups_ in whole
    words = FILTERED if hidden else SILENT
    return Mark(city, None, words, (), said=f"{', '.join(names)}: {words}", hidden=hidden)


def _key(table: Table, fill: Side, cities: Side, arranged: Arrangement) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What the colours of the squares mean, where no head of a row or column says it."""
    if fill.key == "status" and "city" not in (arranged.across, arranged.down):
        return f"In the colour of its {table.wording.place}:", tuple(zip(cities.values, cities.names, strict=True))
    if fill.key in ("status", "all", arranged.across, arranged.down):
        return "", ()
    hues = fill.values if fill.key == "city" else _tones(table, fill)
    return f"Filled by {inside(title(fill.key, table.wording))}:", tuple(zip(hues, fill.names, strict=True))


def _tones(table: Table, fill: Side) -> tuple[str, ...]:
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


def _finding(drawing: Drawing, arranged: Arrangement) -> tuple[str, tuple[Fact, ...]]:
    """What is said of the largest group down, or of what stands for it, and of the largest across; what fades does not count."""
    table, whole, parts, key = drawing.table, drawing.kept, [], []
    for side in dict.fromkeys((arranged.down, arranged.across)):
        sizes_of = drawing.sizes(side)
        value = {"status": "in_place", "support": "one"}.get(side) or max(
            sizes_of, key=lambda group: (bool(group), sizes_of[group]), default=""
        )
        value = value if sizes_of.get(value) or side == "status" else ""
        parts.append((sizes_of.get(value, 0), said(table, side, value, sizes_of.get(value, 0))))
        key += [side, value]
    words = finding(parts, whole)
    if not whole:
        return words, ()
    claims = drawing.keys
    sizes = sentence_list([f"{size:,}" for size, _ in parts])
    return words, (Fact(("explore", *key), KeySet(claims) if drawing.each > 1 else frozenset(claims), claims, f"{sizes} of {whole:,}"),)
