"""Columns placed: side by side where there is room, else slot by slot, so that cities stay comparable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from dashboard.pictures.model import rest
from dashboard.pictures.shapes import Cell, Columns, Slot
from dashboard.render.flow import Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, moved
from dashboard.render.shapes.column_cells import INSET, STRIPE, ColumnGrid, is_silent, numeral_size, place_band, place_content, place_empty
from dashboard.render.shapes.column_heads import place_heads
from dashboard.render.shapes.columns_below import place_below

_NARROWEST, _ROOMY = 6.2, 11.0
"""The narrowest column, and from which width on the titles of the slots need not be broken, in ems of body type."""
_LINES = 5
"""How many lines of names a cell may take."""
_TIGHTER = ((6.0, 3), (5.2, 2), (4.4, 2), (3.6, 2), (3.0, 2), (3.0, 1), (2.4, 1), (1.8, 1))
"""How tall the tallest tower is, in ems of body type, and how many lines each slot has at least: the first that fits is taken."""
_PAD, _AIR = 0.2, 1.1
"""The room above and below the rule between two slots, and how much more there may be, in ems of body type."""
Tracks: TypeAlias = list[list[tuple[int, int, Cell]]]


@dataclass(frozen=True)
class _Row:
    """A slot placed from the top of the page down, and the stripes that lie on the rule above it."""

    items: tuple[Item, ...]
    height: float
    stripes: tuple[Item, ...]


def place(body: Columns, box: Box, type_: Type) -> Placed:
    """The columns in a box: every slot, shortened, and then as many lines in each as the rest of the height holds."""
    grid = _grid(body, box, type_)
    if grid is None:
        return place_below(body, box, type_)
    rows: dict[tuple[int, int], _Row] = {}
    heads: dict[float, Placed] = {}

    def row(number: int, lines: int) -> _Row:
        if (number, lines) not in rows:
            rows[number, lines] = _row(body.slots[number], grid, lines)
        return rows[number, lines]

    def head(tower: float) -> Placed:
        if tower not in heads:
            heads[tower] = place_heads(body, grid, tower * type_.body)
        return heads[tower]

    lines = dict.fromkeys(range(len(body.slots)), 3)
    if box.height is None:
        return _stacked(body, grid, head(_TIGHTER[2][0]), [row(number, 3) for number in lines], 0)
    pads = 2 * _PAD * type_.body

    def height(tower: float, lines: dict[int, int]) -> float:
        return head(tower).height + sum(row(number, most).height + pads for number, most in lines.items())

    tower = _TIGHTER[-1][0]
    for tower, least in _TIGHTER:
        lines = dict.fromkeys(lines, least)
        if height(tower, lines) <= box.height:
            break
    dropped: list[int] = []
    while height(tower, lines) > box.height - (type_.small * 1.6 if dropped else 0) and lines:
        dropped.append(max(lines, key=lambda number: body.slots[number].rank))
        lines.pop(dropped[-1])
    box_height = box.height - (type_.small * 1.6 if dropped else 0)
    lines = _grown(body, lines, lambda tried: height(tower, tried) <= box_height)
    spare = box_height - height(tower, lines)
    air = min(spare / max(len(lines), 1), type_.body * _AIR)
    placed = _stacked(body, grid, head(tower), [row(number, most) for number, most in lines.items()], air, tuple(lines))
    return _told(body, placed, dropped, grid) if dropped else placed


def _grid(body: Columns, box: Box, type_: Type) -> ColumnGrid | None:
    """The columns with their gutter: as wide as the longest title, or as its longest word; None where they would be too narrow."""
    titles = [slot.title for slot in body.slots] + [body.unit]
    gap = type_.small * 0.9
    for words, least in ((titles, _ROOMY), ([word for title in titles for word in title.split()], _NARROWEST)):
        grid = ColumnGrid(box, type_, max(width_of(word, type_.small) for word in words) + gap, body.heads)
        widest = max(width_of(head.name, type_.small, 700) for head in body.heads)
        if grid.width >= least * type_.body and grid.width >= widest:
            return grid
    return None


def _grown(body: Columns, lines: dict[int, int], fits: Callable[[dict[int, int]], bool]) -> dict[int, int]:
    """As many lines in each slot as there is room for, the slots of the lowest rank first."""
    for most in range(2, _LINES + 1):
        for number in sorted(lines, key=lambda number: body.slots[number].rank):
            tried = lines | {number: max(most, lines[number])}
            if tried != lines and fits(tried):
                lines = tried
    return lines


def _stacked(body: Columns, grid: ColumnGrid, heads: Placed, rows: list[_Row], air: float, numbers: tuple[int, ...] = ()) -> Placed:
    """The heads and the slots below each other, a rule between two, the titles in the gutter."""
    type_, y = grid.type, grid.box.y + heads.height
    items: list[Item] = [*moved(heads.items, grid.box.y)]
    for number, placed in zip(numbers or range(len(rows)), rows, strict=True):
        y += air / 2
        items += (Line(grid.box.x, y, grid.box.right, y, "line", 1), *moved(placed.stripes, y - STRIPE * type_.small / 2))
        y += _PAD * type_.body + air / 2
        title = paragraph(body.slots[number].title, grid.box.x, y + INSET * type_.small, grid.gutter, type_.small, "muted")
        items += (*title.items, *moved(placed.items, y))
        y += placed.height + _PAD * type_.body
    return Placed(tuple(items), y - grid.box.y)


def _told(body: Columns, placed: Placed, dropped: list[int], grid: ColumnGrid) -> Placed:
    """The same with a line that says which slots found no room."""
    titles = ", ".join(body.slots[number].title.lower() for number in sorted(dropped))
    line = paragraph(f"No room here for: {titles}", grid.box.x, grid.box.y + placed.height, grid.box.width, grid.type.small, "muted", most=1)
    return Placed((*placed.items, *line.items), placed.height + line.height)


def _row(slot: Slot, grid: ColumnGrid, lines: int) -> _Row:
    """One slot's cells from the top of the page down: those that overlap stand below each other; an empty one is as tall as its row."""
    numeral, size = numeral_size(slot, grid.type, grid.width), grid.type.small
    items: list[Item] = []
    stripes: list[Item] = []
    y = 0.0
    for number, track in enumerate(_summed(_tracks(slot, grid), lines)):
        y += size * (0.2 + STRIPE) if number else 0
        cells: list[Placed] = []
        for first, _, cell in track:
            if len(cell.cities) > 1:
                band, stripe = place_band(slot, cell, grid, min(lines, 2))
                cells.append(band)
                items += moved(stripe, y - size * STRIPE) if number else ()
                stripes += () if number else stripe
            elif not is_silent(cell):
                cells.append(place_content(slot, cell, grid.x(first), grid.width, grid.type, lines, numeral))
        high = max((placed.height for placed in cells), default=0.0)
        empty = [place_empty(cell, grid.x(first), grid.width, size, high) for first, _, cell in track if is_silent(cell)]
        high = max((placed.height for placed in (*cells, *empty)), default=0.0)
        empty = [place_empty(cell, grid.x(first), grid.width, size, high) for first, _, cell in track if is_silent(cell)]
        for placed in (*cells, *empty):
            items += moved(placed.items, y)
        y += high
    title = paragraph(slot.title, 0, 0, grid.gutter, size)
    return _Row(tuple(items), max(y, title.height + 2 * INSET * size), tuple(stripes))


def _tracks(slot: Slot, grid: ColumnGrid) -> Tracks:
    """The cells with their first and last column, those that do not overlap on one track."""
    tracks: Tracks = []
    cities = [head.city for head in grid.heads]
    for cell in slot.cells:
        places = [number for number, city in enumerate(cities) if city in cell.cities]
        first, last = places[0], places[-1]
        track = next((track for track in tracks if all(last < start or first > end for start, end, _ in track)), None)
        if track is None:
            track = []
            tracks.append(track)
        track.append((first, last, cell))
    return tracks


def _summed(tracks: Tracks, most: int) -> Tracks:
    """The first ``most`` tracks, where all is shared; the cells of the others are counted at the end of the last of them."""
    if len(tracks) <= most or any(len(cell.cities) < 2 for track in tracks for _, _, cell in track):
        return tracks
    left = tuple(mark for track in tracks[most:] for _, _, cell in track for mark in cell.marks)
    *before, (first, last, cell) = tracks[most - 1]
    more = rest(left, f"and {len(left)} shared by some")
    return [*tracks[: most - 1], [*before, (first, last, replace(cell, marks=(*cell.marks, more)))]]
