"""Columns placed: side by side where there is room, else slot by slot, so that cities stay comparable."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, claims_of, rest
from dashboard.pictures.shapes import Cell, Columns, Head, Number, Slot
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of

_NARROWEST, _GUTTER = 8.5, 6.2
"""The narrowest column, and the gutter the titles of the slots stand in, in ems of body type."""
_LINES = (1, 2, 3, 4)
"""How many lines of names a cell may take."""
_PAIR = 11
"""From how many ems of small type on two numbers stand side by side."""
_SMALLEST = 0.28
"""The smallest unit square, in ems of body type: with more claims a square stands for several of them."""


@dataclass(frozen=True)
class _Grid:
    """Where the columns stand; the titles of the slots stand in a gutter, or above each slot where that is 0."""

    box: Box
    type: Type
    gutter: float
    cities: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.cities)

    @property
    def gap(self) -> float:
        return self.type.body * 0.9

    @property
    def width(self) -> float:
        return (self.box.width - self.gutter - self.gap * (self.count - 1)) / self.count

    def x(self, column: int) -> float:
        return self.box.x + self.gutter + column * (self.width + self.gap)

    def right(self, column: int) -> float:
        return self.x(column) + self.width


def place(body: Columns, box: Box, type_: Type) -> Placed:
    """The columns in a box: as many slots as fit by their rank, and then as many lines in each as the rest of the height holds."""
    cities = tuple(head.city for head in body.heads)
    grid = _Grid(box, type_, type_.body * _GUTTER, cities)
    if grid.width < type_.body * _NARROWEST:
        grid = _Grid(box, type_, 0, cities)
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


def _side_by_side(body: Columns, slots: Sequence[tuple[Slot, int]], grid: _Grid, air: float) -> Placed:
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


def _heads(body: Columns, grid: _Grid, y: float, items: list[Item]) -> float:
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


def _name(head: Head, grid: _Grid, number: int, base: float, items: list[Item], unit: str, beside: bool) -> None:
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


def _slot(slot: Slot, grid: _Grid, lines: int, y: float, items: list[Item]) -> float:
    """One slot's cells: those that overlap stand below each other; returns where they end."""
    numeral = _numeral(slot, grid.type, grid.width)
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
        told = [part for part in track if not _silent(part[2])]
        end = max((_cell(slot, cell, grid, first, last, lines, numeral, y, items) for first, last, cell in told), default=y)
        for first, _, cell in track:
            if _silent(cell):
                high = end - y if slot.form == "numbers" else 0.0
                end = max(end, _empty(cell, grid.x(first), grid.width, grid.type, high, y, items))
        y = end
    return y


def _silent(cell: Cell) -> bool:
    return all(mark.silent for mark in cell.marks)


def _summed(tracks: list[list[tuple[int, int, Cell]]], most: int) -> list[list[tuple[int, int, Cell]]]:
    """The first ``most`` tracks; the cells of the others are counted at the end of the last of them."""
    left = tuple(mark for track in tracks[most:] for _, _, cell in track for mark in cell.marks)
    *before, (first, last, cell) = tracks[most - 1]
    more = rest(left, f"and {len(left)} shared by some")
    return [*tracks[: most - 1], [*before, (first, last, replace(cell, marks=(*cell.marks, more)))]]


def _cell(
    slot: Slot, cell: Cell, grid: _Grid, first: int, last: int, lines: int, numeral: float, y: float, items: list[Item]
) -> float:  # fmt: skip
    """One cell from ``y`` down; returns where it ends."""
    if len(cell.cities) > 1:
        return _band(cell, grid, first, last, min(lines, 2), y, items)
    x, width, type_ = grid.x(first), grid.width, grid.type
    return _content(slot, cell, x, width, type_, lines, numeral, y, items)


def _content(
    slot: Slot, cell: Cell, x: float, width: float, type_: Type, lines: int, numeral: float, y: float, items: list[Item]
) -> float:  # fmt: skip
    if slot.form == "numbers":
        return _numbers(cell, x, width, type_, numeral, y, items)
    if slot.form == "boxes":
        return _boxes(cell, x, width, type_, y, items)
    placed = listed(cell.marks, x, y, width, type_.small, cell.cities[0], lines)
    items += placed.items
    y += placed.height
    if cell.note:
        note = paragraph(cell.note.words, x, y, width, type_.small, "muted", most=2, mark=cell.note)
        items += note.items
        y += note.height
    return y


def _band(cell: Cell, grid: _Grid, first: int, last: int, lines: int, y: float, items: list[Item]) -> float:
    """What several cities share, across their columns; those between them that do not share it are left open."""
    size, pad = grid.type.small, grid.type.small * 0.4
    columns = [number for number, city in enumerate(grid.cities) if city in cell.cities]
    runs: list[list[int]] = []
    for number in columns:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    widest = max(runs, key=len)
    x, right = grid.x(widest[0]), grid.right(widest[-1])
    placed = listed(cell.marks, x + pad, y + pad * 0.6, right - x - 2 * pad, size, "ink", lines, cell.lead)
    high = placed.height + pad * 1.2
    items += [Rect(grid.x(run[0]), y, grid.right(run[-1]) - grid.x(run[0]), high, "solid", "slot", 3) for run in runs]
    if len(runs) > 1:
        items.append(Line(grid.right(runs[0][-1]), y + high / 2, grid.x(runs[-1][0]), y + high / 2, "slot", 3))
    items += placed.items
    return y + high


def _empty(cell: Cell, x: float, width: float, type_: Type, high: float, y: float, items: list[Item]) -> float:
    """An empty slot."""
    mark, size = cell.marks[0], type_.small
    high = max(high, size * 1.45)
    items.append(Rect(x, y, width, high, "pale", "slot", 3, mark))
    line = wrap(mark.words, size, width - size, most=1)[0]
    items.append(Text(x + size * 0.5, y + size * 1.06, line, size, "muted", mark=mark))
    return y + high


def _numeral(slot: Slot, type_: Type, width: float) -> float:
    """The size of the numerals of a slot with which two stand side by side in every column, or the least."""
    if slot.form != "numbers":
        return 0
    size, least = type_.numeral, type_.numeral * 0.62
    while size > least and width > type_.small * _PAIR and any(_wide(cell.marks[:2], size) > width for cell in slot.cells):
        size -= type_.numeral * 0.02
    return size


def _wide(marks: Sequence[Mark], size: float) -> float:
    return sum(max(width_of(mark.amount, size, 700), size * 1.9) for mark in marks if isinstance(mark, Number)) + size * 0.4 * (
        len(marks) - 1
    )


def _numbers(cell: Cell, x: float, width: float, type_: Type, numeral: float, y: float, items: list[Item]) -> float:
    """Up to two numbers side by side, as large as all of their slot; the rest is counted below."""
    numbers = [mark for mark in cell.marks if isinstance(mark, Number)]
    shown = numbers[:2] if _wide(numbers[:2], numeral) <= width and width > type_.small * _PAIR else numbers[:1]
    left = tuple(numbers[len(shown) :])
    gap = numeral * 0.35
    wants = [max(width_of(mark.amount, numeral, 700), numeral * 1.9) for mark in shown]
    spare = (width - sum(wants) - gap * (len(shown) - 1)) / len(shown)
    ends: list[tuple[float, float, float]] = []
    for mark, want in zip(shown, wants, strict=True):
        items.append(Text(x, y + numeral * 0.74, mark.amount, numeral, mark.city, 700, ink=ink_of(mark.status), mark=mark))
        placed = paragraph(mark.words, x, y + numeral * 0.86, want + spare, type_.small, "ink", most=3, mark=mark)
        items += placed.items
        ends.append((y + numeral * 0.86 + placed.height, x, want + spare))
        x += want + spare + gap
    if left:
        # Below the shorter of two captions it takes no line of its own.
        end, x, room = min(ends)
        others = rest(left, f"and {len(left):,} more")
        items.append(Text(x, end + type_.small * 0.96, clipped(others.words, type_.small, room), type_.small, "muted", mark=others))
        ends.append((end + type_.small * LEADING, x, room))
    return max(ends)[0]


def _boxes(cell: Cell, x: float, width: float, type_: Type, y: float, items: list[Item]) -> float:
    """Short words in boxes of their ink, as many as one line holds."""
    size, pad = type_.small, type_.small * 0.34
    high = size * 1.5
    wants = [width_of(mark.words, size, 700) + 2 * pad for mark in cell.marks]
    gap = size * 0.32
    shown = len(wants)
    more = width_of("+ 00", size)
    while shown > 1 and sum(wants[:shown]) + gap * (shown - 1) + (more + gap if shown < len(wants) else 0) > width:
        shown -= 1
    for mark, want in zip(cell.marks[:shown], wants, strict=False):
        items.append(Rect(x, y, want, high, ink_of(mark.status), mark.city, 3, mark, 2))
        items.append(Text(x + want / 2, y + high / 2 + 0.34 * size, mark.words, size, mark.city, 700, "middle", mark=mark))
        x += want + gap
    left = tuple(cell.marks[shown:])
    if left:
        mark = rest(left, f"+ {len(left):,}")
        items.append(Text(x, y + high / 2 + 0.34 * size, mark.words, size, "muted", mark=mark))
    return y + high


# Slot by slot


def _slot_by_slot(body: Columns, slots: Sequence[tuple[Slot, int]], grid: _Grid, air: float) -> Placed:
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
        numeral = _numeral(slot, type_, width)
        for cell in slot.cells:
            begin = y
            alone = len(cell.cities) == 1
            head = next(head for head in body.heads if head.city == cell.cities[0])
            if not alone:
                y = _band_below(cell, body, grid, y, items, min(lines + 1, 4)) + type_.body * 0.25
                continue
            if _silent(cell):
                y = _empty(cell, x, width, type_, 0, y, items)
            else:
                y = _content(slot, cell, x, width, type_, min(lines + 1, 4), numeral, y, items)
            items.append(Text(box.x, begin + type_.small * (1.06 if slot.form == "boxes" or cell.marks[0].silent else 0.96), head.name,
                              type_.small, head.city, 700))  # fmt: skip
            y = max(y, begin + type_.small * LEADING) + type_.body * 0.25
    return Placed(tuple(items), y - box.y)


def _heads_below(body: Columns, grid: _Grid, names: float, items: list[Item]) -> float:
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


def _band_below(cell: Cell, body: Columns, grid: _Grid, y: float, items: list[Item], lines: int) -> float:
    """What several cities share, under their names."""
    size, pad = grid.type.small, grid.type.small * 0.4
    names = [head.name for head in body.heads if head.city in cell.cities]
    lead = f"{cell.lead}:" if len(names) == len(body.heads) else f"{', '.join(names)}:"
    placed = listed(cell.marks, grid.box.x + pad, y + pad * 0.6, grid.box.width - 2 * pad, size, "ink", lines, lead)
    high = placed.height + pad * 1.2
    items.append(Rect(grid.box.x, y, grid.box.width, high, "solid", "slot", 3))
    items += placed.items
    return y + high
