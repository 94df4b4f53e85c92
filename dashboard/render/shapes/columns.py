"""Columns placed: side by side where there is room, else slot by slot, so that cities stay comparable."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from dashboard.pictures.model import Mark, claims_of, rest
from dashboard.pictures.shapes import Cell, Columns, Head, Slot
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of
from dashboard.render.shapes.column_cells import ColumnGrid, is_silent, numeral_size, place_cell, place_content, place_empty

_NARROWEST, _GUTTER = 8.5, 6.2
"""The narrowest column, and the gutter the titles of the slots stand in, in ems of body type."""
_LINES = (1, 2, 3, 4)
"""How many lines of names a cell may take."""
_SMALLEST = 0.28
"""The smallest unit square, in ems of body type: with more claims a square stands for several of them."""


def place(body: Columns, box: Box, type_: Type) -> Placed:
    """The columns in a box: as many slots as fit by their rank, and then as many lines in each as the rest of the height holds."""
    cities = tuple(head.city for head in body.heads)
    grid = ColumnGrid(box, type_, type_.body * _GUTTER, cities)
    if grid.width < type_.body * _NARROWEST:
        grid = ColumnGrid(box, type_, 0, cities)
    draw = _side_by_side if grid.width >= type_.body * _NARROWEST * 0.8 else _slot_by_slot
    if box.height is None:
        return draw(body, [(slot, _LINES[-1]) for slot in body.slots], grid, 0)
    slots, least = body.slots, _LINES[0] if grid.gutter else _LINES[1]
    placed = draw(body, [(slot, least) for slot in slots], grid, 0)
    while placed.height > box.height and slots:
        last = max(slots, key=lambda slot: slot.rank)
        slots = tuple(slot for slot in slots if slot is not last)
        placed = draw(body, [(slot, least) for slot in slots], grid, 0)
    lines = dict.fromkeys(range(len(slots)), least)
    for most in _LINES:
        for number in sorted(lines, key=lambda number: slots[number].rank):
            tried = lines | {number: max(most, lines[number])}
            fuller = draw(body, [(slots[at], most) for at, most in tried.items()], grid, 0) if tried != lines else placed
            if fuller.height <= box.height:
                placed, lines = fuller, tried
    air = min((box.height - placed.height) / (len(slots) + 1), type_.body)
    return draw(body, [(slots[at], most) for at, most in lines.items()], grid, air)


# Side by side


def _side_by_side(body: Columns, slots: Sequence[tuple[Slot, int]], grid: ColumnGrid, air: float) -> Placed:
    items: list[Item] = []
    y = _heads(body, grid, grid.box.y, items)
    for slot, lines in slots:
        y += grid.type.body * 0.28 + air / 2
        items.append(Line(grid.box.x, y, grid.box.right, y, "line", 1))
        y += grid.type.body * 0.28 + air / 2
        if grid.gutter:
            title = paragraph(slot.title, grid.box.x, y + grid.type.small * 0.1, grid.gutter - grid.gap * 0.5, grid.type.small, "muted")
        else:
            title = paragraph(slot.title, grid.box.x, y, grid.box.width, grid.type.small, "muted")
            y += title.height
        items += title.items
        end = _slot(slot, grid, lines, y, items)
        y = max(end, y + title.height) if grid.gutter else end
    return Placed(tuple(items), y - grid.box.y)


def _heads(body: Columns, grid: ColumnGrid, y: float, items: list[Item]) -> float:
    type_ = grid.type
    pitch, each = _pitch(body, grid.width, type_.body * 4.4, type_.body)
    towers = [_tower(_merged(head.squares, each), pitch, grid.width) for head in body.heads]
    top = max(towers, default=0.0)
    for number, head in enumerate(body.heads):
        x = grid.x(number)
        items += _squares(_merged(head.squares, each), x, y + top, pitch, grid.width, head.city)
        items.append(Rect(x, y + top + 2, grid.width, type_.body * 0.16, "solid", head.city))
    base = y + top + type_.body * 0.16 + 2
    if grid.gutter:
        unit = body.unit if each == 1 else f"one square, {each} {body.unit}"
        unit_lines = paragraph(unit, grid.box.x, base + type_.title * 0.24, grid.gutter - grid.gap * 0.5, type_.small, "muted")
        items += unit_lines.items
    wide = max(_wide_head(head, type_) for head in body.heads)
    for number, head in enumerate(body.heads):
        _name(head, grid, number, base, items, body.unit, wide <= grid.width)
    return base + type_.title * 1.35 + (0 if wide <= grid.width else type_.small * 1.2)


def _wide_head(head: Head, type_: Type) -> float:
    size = type_.title
    return width_of(head.name + head.count.words, size, 700) + width_of(head.chinese, type_.small) + size * 0.8


def _name(head: Head, grid: ColumnGrid, number: int, base: float, items: list[Item], unit: str, beside: bool) -> None:
    """The name of a city, its Chinese name and its count, in one line or in two."""
    type_, x, size = grid.type, grid.x(number), grid.type.title
    line = base + size * 1.05
    items.append(Text(x, line, clipped(head.name, size, grid.width, 700), size, head.city, 700))
    if beside:
        items.append(Text(x + width_of(head.name, size, 700) + size * 0.3, line, head.chinese, type_.small, head.city))
        items.append(Text(grid.right(number), line, head.count.words, size, head.city, 700, "end", mark=head.count))
        return
    line += type_.small * 1.3
    words = f"{head.count.words} {unit}" if not grid.gutter else head.count.words
    items.append(Text(x, line, words, type_.small, "ink", 600, mark=head.count))
    if width_of(words, type_.small, 600) + width_of(head.chinese, type_.small) + type_.small * 0.5 < grid.width:
        items.append(Text(grid.right(number), line, head.chinese, type_.small, head.city, anchor="end"))


def _pitch(body: Columns, width: float, height: float, body_size: float) -> tuple[float, int]:
    """The distance of two squares with which the tallest tower fits, and how many claims a square stands for."""
    most = max((len(head.squares) for head in body.heads), default=0)
    smallest, largest = body_size * _SMALLEST, body_size * 0.72
    for each in (1, 10, 100, 1000):
        number = math.ceil(most / each)
        pitch = largest
        while pitch > smallest and _tall(number, pitch, width) > height:
            pitch -= body_size * 0.01
        if _tall(number, pitch, width) <= height or each == 1000:
            return pitch, each
    return smallest, 1000


def _tall(number: int, pitch: float, width: float) -> float:
    return math.ceil(number / max(int(width / pitch), 1)) * pitch


def _tower(marks: Sequence[Mark], pitch: float, width: float) -> float:
    return _tall(len(marks), pitch, width)


def _merged(marks: tuple[Mark, ...], each: int) -> tuple[Mark, ...]:
    """Squares that stand for ``each`` claims of one status."""
    if each == 1:
        return marks
    found: list[Mark] = []
    for status in dict.fromkeys(mark.status for mark in marks):
        same = [mark for mark in marks if mark.status == status]
        for start in range(0, len(same), each):
            part = tuple(same[start : start + each])
            said = f"{len(part)} times {part[0].words}"
            found.append(Mark(part[0].city, status, part[0].words, claims_of(part), all(mark.faded for mark in part), said))
    return tuple(found)


def _squares(marks: Sequence[Mark], x: float, bottom: float, pitch: float, width: float, city: str) -> list[Item]:
    """Unit squares from the bottom up, the surest at the base."""
    across = max(int(width / pitch), 1)
    side = pitch * 0.86
    found: list[Item] = []
    for number, mark in enumerate(marks):
        left, top = x + number % across * pitch, bottom - (number // across + 1) * pitch + (pitch - side)
        found.append(Rect(left, top, side, side, ink_of(mark.status), city, side * 0.1, mark, max(1.0, side * 0.12)))
        if mark.status == "claimed" and side > 9:
            found.append(Text(left + side / 2, top + side * 1.06, "“", side * 1.2, city, 700, "middle", mark=mark))
    return found


def _slot(slot: Slot, grid: ColumnGrid, lines: int, y: float, items: list[Item]) -> float:
    """One slot's cells: those that overlap stand below each other; returns where they end."""
    numeral = numeral_size(slot, grid.type, grid.width)
    tracks: list[list[tuple[int, int, Cell]]] = []
    for cell in slot.cells:
        places = [number for number, city in enumerate(grid.cities) if city in cell.cities]
        first, last = places[0], places[-1]
        track = next((track for track in tracks if all(last < start or first > end for start, end, _ in track)), None)
        if track is None:
            track = []
            tracks.append(track)
        track.append((first, last, cell))
    if len(tracks) > lines + 1 and all(len(cell.cities) > 1 for cell in slot.cells):
        tracks = _summed(tracks, lines)
    for number, track in enumerate(tracks):
        if number:
            y += grid.type.body * 0.22
        told = [part for part in track if not is_silent(part[2])]
        end = max((place_cell(slot, cell, grid, first, last, lines, numeral, y, items) for first, last, cell in told), default=y)
        for first, _, cell in track:
            if is_silent(cell):
                high = end - y if slot.form == "numbers" else 0.0
                end = max(end, place_empty(cell, grid.x(first), grid.width, grid.type, high, y, items))
        y = end
    return y


def _summed(tracks: list[list[tuple[int, int, Cell]]], most: int) -> list[list[tuple[int, int, Cell]]]:
    """The first ``most`` tracks; the cells of the others are counted at the end of the last of them."""
    left = tuple(mark for track in tracks[most:] for _, _, cell in track for mark in cell.marks)
    *before, (first, last, cell) = tracks[most - 1]
    more = rest(left, f"and {len(left)} shared by some")
    return [*tracks[: most - 1], [*before, (first, last, replace(cell, marks=(*cell.marks, more)))]]


def _slot_by_slot(body: Columns, slots: Sequence[tuple[Slot, int]], grid: ColumnGrid, air: float) -> Placed:
    """A block a slot with a line or more a city: for a phone, or for more cities than columns find room for."""
    items: list[Item] = []
    box, type_ = grid.box, grid.type
    names = max(width_of(head.name, type_.small, 700) for head in body.heads) + type_.small * 0.8
    x, width = box.x + names, box.width - names
    y = _heads_below(body, grid, names, items)
    for slot, lines in slots:
        y += type_.body * 0.5 + air / 2
        items.append(Line(box.x, y, box.right, y, "line", 1))
        y += type_.body * 0.35 + air / 2
        title = paragraph(slot.title, box.x, y, box.width, type_.small, "muted")
        items += title.items
        y += title.height + type_.body * 0.1
        numeral = numeral_size(slot, type_, width)
        for cell in slot.cells:
            begin = y
            alone = len(cell.cities) == 1
            head = next(head for head in body.heads if head.city == cell.cities[0])
            if not alone:
                y = _band_below(cell, body, grid, y, items, min(lines + 1, 4)) + type_.body * 0.25
                continue
            if is_silent(cell):
                y = place_empty(cell, x, width, type_, 0, y, items)
            else:
                y = place_content(slot, cell, x, width, type_, min(lines + 1, 4), numeral, y, items)
            items.append(Text(box.x, begin + type_.small * (1.06 if slot.form == "boxes" or cell.marks[0].silent else 0.96), head.name,
                              type_.small, head.city, 700))  # fmt: skip
            y = max(y, begin + type_.small * LEADING) + type_.body * 0.25
    return Placed(tuple(items), y - box.y)


def _heads_below(body: Columns, grid: ColumnGrid, names: float, items: list[Item]) -> float:
    """Every city with its count and its squares, one below the other, in one scale."""
    type_, box = grid.type, grid.box
    counts = max(width_of(head.count.words, type_.small, 700) for head in body.heads)
    x, width = box.x + names, box.width - names - counts - type_.small * 0.6
    height = (grid.box.height or 900) * 0.22
    pitch, each = _pitch(body, width, height, type_.body)
    y = box.y
    for head in body.heads:
        squares = _merged(head.squares, each)
        tall = _tower(squares, pitch, width)
        high = max(tall, type_.small * 1.3)
        items.append(Text(box.x, y + type_.small * 0.96, head.name, type_.small, head.city, 700))
        items += _squares(squares, x, y + tall, pitch, width, head.city)
        items.append(Text(box.right, y + type_.small * 0.96, head.count.words, type_.small, head.city, 700, "end", mark=head.count))
        y += high + type_.body * 0.35
    return y - type_.body * 0.35


def _band_below(cell: Cell, body: Columns, grid: ColumnGrid, y: float, items: list[Item], lines: int) -> float:
    """What several cities share, under their names."""
    size, pad = grid.type.small, grid.type.small * 0.4
    names = [head.name for head in body.heads if head.city in cell.cities]
    lead = f"{cell.lead}:" if len(names) == len(body.heads) else f"{', '.join(names)}:"
    placed = listed(cell.marks, grid.box.x + pad, y + pad * 0.6, grid.box.width - 2 * pad, size, "ink", lines, lead)
    high = placed.height + pad * 1.2
    items.append(Rect(grid.box.x, y, grid.box.width, high, "solid", "slot", 3))
    items += placed.items
    return y + high
