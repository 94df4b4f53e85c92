"""The cells of columns: names, numbers, boxes and bands, each in the width it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes import Cell, Number, Slot
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Rect, Text, ink_of

_PAIR = 11
"""From how many ems of small type on two numbers stand side by side."""


@dataclass(frozen=True)
class ColumnGrid:
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


def is_silent(cell: Cell) -> bool:
    """Whether nothing is said in a cell."""
    return all(mark.silent for mark in cell.marks)


def place_cell(
    slot: Slot, cell: Cell, grid: ColumnGrid, first: int, last: int, lines: int, numeral: float, y: float, items: list[Item]
) -> float:  # fmt: skip
    """Add what a cell holds, from ``y`` down; returns where it ends."""
    """One cell from ``y`` down; returns where it ends."""
    if len(cell.cities) > 1:
        return place_band(cell, grid, first, last, min(lines, 2), y, items)
    x, width, type_ = grid.x(first), grid.width, grid.type
    return place_content(slot, cell, x, width, type_, lines, numeral, y, items)


def place_content(
    slot: Slot, cell: Cell, x: float, width: float, type_: Type, lines: int, numeral: float, y: float, items: list[Item]
) -> float:  # fmt: skip
    """Add what a cell holds, from ``y`` down; returns where it ends."""
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


def place_band(cell: Cell, grid: ColumnGrid, first: int, last: int, lines: int, y: float, items: list[Item]) -> float:
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


def place_empty(cell: Cell, x: float, width: float, type_: Type, high: float, y: float, items: list[Item]) -> float:
    """An empty slot."""
    mark, size = cell.marks[0], type_.small
    high = max(high, size * 1.45)
    items.append(Rect(x, y, width, high, "pale", "slot", 3, mark))
    line = wrap(mark.words, size, width - size, most=1)[0]
    items.append(Text(x + size * 0.5, y + size * 1.06, line, size, "muted", mark=mark))
    return y + high


def numeral_size(slot: Slot, type_: Type, width: float) -> float:
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
