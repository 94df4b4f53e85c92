"""Groups across by groups down placed: columns as wide as they need, every square the same size, as large as the box allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes.crossed import Crossed, CrossedGroup, CrossedRow, CrossedUnit
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.squares import square

_BESIDE = 28
"""From how many ems of body type on the groups across stand side by side; below it they stand under each other."""
_LARGEST, _SMALLEST = 1.35, 0.08
"""The distance of two squares, in ems of body type."""
_SCREEN = 25
"""How tall the squares may be on a page, in ems of body type, so that a screen holds them."""
_GAP = 0.14
"""The room between two squares, of their distance."""
_NAMES = 0.24
"""How much of the width the names of the rows may take."""
_SHARES = 60
"""In how many steps the width is given to the columns."""


@dataclass(frozen=True)
class _Columns:
    """Where the columns begin, how wide they are, and the size of the names down."""

    names: float
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    least: tuple[float, ...]
    """How wide their heads are."""
    size: float


def place(body: Crossed, box: Box, type_: Type) -> Placed:
    """The squares in a box: as large as it allows, on a page as large as a screen holds."""
    items: list[Item] = []
    y = _key(body, box, type_, box.y, items)
    if box.width < _BESIDE * type_.body:
        low = _listed(body, box, type_, y, items)
        return Placed(tuple(items), low - box.y)
    columns = _columns(body, box, type_)
    low = _heads(body, box, type_, columns, y, [])
    room = type_.body * _SCREEN if box.height is None else box.y + box.height - low
    pitch = _pitch(body, columns, room, type_)
    snapped = _snapped(body, columns, pitch)
    if (larger := _pitch(body, snapped, room, type_)) > pitch:
        columns, pitch = snapped, larger
    y = _heads(body, box, type_, columns, y, items)
    heights = [_tall(row, columns, pitch) for row in body.rows]
    air = _air(type_) * 2
    if box.height is not None:
        air += min(max(room - sum(heights) - air * len(heights), 0) / max(len(heights), 1), type_.body * 1.6)
    for row, tall in zip(body.rows, heights, strict=True):
        _row(row, box, columns, pitch, y + air / 2, items)
        y += tall + air
        items.append(Line(box.x, y, box.right, y, "line", 1))
    return Placed(tuple(items[:-1] if body.rows else items), y - box.y)


def _air(type_: Type) -> float:
    """The least room above and below the squares of a row."""
    return type_.body * 0.2


def _key(body: Crossed, box: Box, type_: Type, y: float, items: list[Item]) -> float:
    """What the fill means, in running lines; returns where they end."""
    if not body.key:
        return y
    size, x = type_.small, box.x
    line = y + size * LEADING * 0.5
    items.append(Text(x, line + 0.34 * size, body.lead, size, "muted"))
    x += width_of(body.lead, size) + size * 0.7
    for hue, words in body.key:
        words = clipped(words, size, box.width - size * 1.2)
        needed = size * 1.1 + width_of(words, size)
        if x > box.x and x + needed > box.right:
            x, line = box.x, line + size * 1.35
        items.append(Rect(x, line - size * 0.4, size * 0.8, size * 0.8, "solid", hue, size * 0.08))
        items.append(Text(x + size * 1.1, line + 0.34 * size, words, size, "muted"))
        x += needed + size * 0.9
    return line + size * LEADING


def _columns(body: Crossed, box: Box, type_: Type) -> _Columns:
    """The width given to the columns: step by step to the one that makes the rows tallest."""
    size = type_.small if len(body.rows) > 7 or box.width < 40 * type_.body else type_.body
    counts = max((width_of(row.group.count.words, size, 700) for row in body.rows), default=0)
    widest = max((width_of(row.group.name, size) for row in body.rows), default=0) + counts + size * 0.6
    names = min(max(widest, width_of(body.corner, type_.small)), box.width * _NAMES)
    between, number = type_.body * (0.9 if len(body.columns) < 7 else 0.6), len(body.columns)
    left = box.x + names + type_.body * 1.1
    room = box.right - left - between * (number - 1)
    share = room / max(number, 1)
    least = tuple(min(_least(group, type_), share) for group in body.columns)
    # Without a row there are no squares to make room for.
    widths = list(least) if body.rows else [share] * number
    step = (room - sum(widths)) / _SHARES
    sizes = [[len(cell.units) for cell in row.cells] for row in body.rows]
    for _ in range(_SHARES if step > 0.01 and body.rows and number else 0):
        gains = [0.0] * number
        for row in sizes:
            lines = [held / wide for held, wide in zip(row, widths, strict=True)]
            tallest = max(range(number), key=lines.__getitem__)
            gains[tallest] += lines[tallest] - row[tallest] / (widths[tallest] + step)
        widths[max(range(number), key=gains.__getitem__)] += step
    lefts = [left + sum(widths[:place]) + between * place for place in range(number)]
    return _Columns(names, tuple(lefts), tuple(widths), least, size)


def _least(group: CrossedGroup, type_: Type) -> float:
    """How wide a column must be for its head, which may take several lines."""
    longest = max(width_of(word, type_.small, 700) for word in group.name.split(" "))
    return max(longest, width_of(group.name, type_.small, 700) * 0.56, width_of(group.count.words, type_.small)) + 1


def _heads(body: Crossed, box: Box, type_: Type, columns: _Columns, y: float, items: list[Item]) -> float:
    """The names of the columns with their counts, over a rule; returns where it is."""
    size = type_.small
    names = [wrap(group.name, size, wide, 700, 3) for group, wide in zip(body.columns, columns.widths, strict=True)]
    beside = all(
        len(lines) == 1 and width_of(lines[0], size, 700) + size * 0.4 + width_of(group.count.words, size) <= wide
        for lines, group, wide in zip(names, body.columns, columns.widths, strict=True)
    )
    deep = max(map(len, names), default=0)
    base = y + 0.9 * size + (deep - 1) * size * LEADING
    for group, lines, left in zip(body.columns, names, columns.lefts, strict=True):
        for number, line in enumerate(lines):
            items.append(Text(left, base + (number + 1 - len(lines)) * size * LEADING, line, size, group.hue, 700))
        x = left + width_of(lines[-1], size, 700) + size * 0.4 if beside else left
        _count(group, x, base if beside else base + size * LEADING, size, "muted", items)
    low = base if beside else base + size * LEADING
    items.append(Text(box.x, low, clipped(body.corner, size, columns.names), size, "muted"))
    rule = low + 0.5 * size
    items.append(Line(box.x, rule, box.right, rule, "line", max(1.5, size * 0.08)))
    return rule


def _count(group: CrossedGroup, x: float, y: float, size: float, hue: str, items: list[Item], end: bool = False) -> None:
    count = group.count
    items.append(
        Text(x, y, count.words, size, hue, 700 if end else 400, "end" if end else "start", mark=count if count.claims else None)
    )  # fmt: skip


def _across(width: float, pitch: float) -> int:
    return max(int(width / pitch + _GAP + 1e-6), 1)


def _tall(row: CrossedRow, columns: _Columns, pitch: float) -> float:
    """How tall the squares of a row are; never less than its name."""
    cells = zip(row.cells, columns.widths, strict=True)
    lines = max((ceil(len(cell.units) / _across(wide, pitch)) for cell, wide in cells), default=0)
    return max((lines - _GAP) * pitch, columns.size * LEADING)


def _pitch(body: Crossed, columns: _Columns, room: float, type_: Type) -> float:
    """The largest distance of two squares at which all rows find room."""
    room -= _air(type_) * 2 * len(body.rows)
    low, high = type_.body * _SMALLEST, type_.body * _LARGEST
    for _ in range(14):
        middle = (low + high) / 2
        fits = sum(_tall(row, columns, middle) for row in body.rows) <= room
        low, high = (middle, high) if fits else (low, middle)
    return low


def _snapped(body: Crossed, columns: _Columns, pitch: float) -> _Columns:
    """The columns with what none of their squares needs given to those that make the rows tallest."""
    between = columns.lefts[1] - columns.lefts[0] - columns.widths[0] if len(columns.lefts) > 1 else 0
    across = [_across(wide, pitch) for wide in columns.widths]
    spare = sum(
        wide - max((number - _GAP) * pitch, least) for wide, number, least in zip(columns.widths, across, columns.least, strict=True)
    )
    sizes = [[len(cell.units) for cell in row.cells] for row in body.rows]
    while spare >= pitch:
        gains = [0.0] * len(across)
        for row in sizes:
            lines = [held / number for held, number in zip(row, across, strict=True)]
            tallest = max(range(len(lines)), key=lines.__getitem__)
            gains[tallest] += lines[tallest] - row[tallest] / (across[tallest] + 1)
        best = max(range(len(across)), key=gains.__getitem__)
        before = max((across[best] - _GAP) * pitch, columns.least[best])
        across[best] += 1
        spare -= (across[best] - _GAP) * pitch - before
    widths = [max((number - _GAP) * pitch, least) for number, least in zip(across, columns.least, strict=True)]
    lefts = [columns.lefts[0] + sum(widths[:place]) + between * place for place in range(len(widths))]
    return _Columns(columns.names, tuple(lefts), tuple(widths), columns.least, columns.size)


def _row(row: CrossedRow, box: Box, columns: _Columns, pitch: float, y: float, items: list[Item]) -> None:
    """One group down: its name, its count, and its squares from ``y`` down."""
    size, side = columns.size, pitch * (1 - _GAP)
    base = max(y + side / 2 + 0.34 * size, y + 0.8 * size)
    counted = width_of(row.group.count.words, size, 700)
    name = clipped(row.group.name, size, columns.names - counted - size * 0.4)
    items.append(Text(box.x, base, name, size, row.group.hue, 700 if row.group.hue != "ink" else 400))
    _count(row.group, box.x + columns.names, base, size, "ink", items, end=True)
    for cell, left, wide in zip(row.cells, columns.lefts, columns.widths, strict=True):
        _squares(cell.units, left, y, wide, pitch, size, items)


def _squares(units: Sequence[Mark], x: float, y: float, width: float, pitch: float, size: float, items: list[Item]) -> int:
    """The squares of a cell in lines; returns how many lines they take."""
    number, side = _across(width, pitch), pitch * (1 - _GAP)
    for place_, unit in enumerate(units):
        if unit.silent:
            high = min(side, size * 0.6)
            items.append(Rect(x, y + (min(side, size) - high) / 2, min(width, size * 4), high, "pale", "slot", min(3, high * 0.2), unit))
            continue
        left, top = x + place_ % number * pitch, y + place_ // number * pitch
        if isinstance(unit, CrossedUnit) and unit.tone:
            items.append(Rect(left, top, side, side, "solid", unit.tone, side * 0.1, unit))
        else:
            items += square(unit, left, top, side)
    return ceil(len(units) / number)


def _listed(body: Crossed, box: Box, type_: Type, y: float, items: list[Item]) -> float:
    """Where columns find no room: each group down with those across under each other; returns where the last ends."""
    size, pitch = type_.small, type_.body
    names = min(max((width_of(f"{group.name} ", size, 600) for group in body.columns), default=0), box.width * 0.36)
    x, line = box.x, y + size
    for group in body.columns:
        words = clipped(group.name, size, box.width * 0.6, 700)
        needed = width_of(words, size, 700) + size * 0.35 + width_of(group.count.words, size)
        if x > box.x and x + needed > box.right:
            x, line = box.x, line + size * 1.35
        items.append(Text(x, line, words, size, group.hue, 700))
        _count(group, x + width_of(words, size, 700) + size * 0.35, line, size, "muted", items)
        x += needed + size
    y = line + size * 0.7
    for row in body.rows:
        items.append(Line(box.x, y, box.right, y, "line", 1))
        y += size * 0.5
        name = clipped(row.group.name, type_.body, box.width * 0.8, 700)
        items.append(Text(box.x, y + 0.9 * type_.body, name, type_.body, row.group.hue, 700))
        _count(row.group, box.right, y + 0.9 * type_.body, type_.body, "ink", items, end=True)
        y += type_.body * 1.5
        for cell, group in zip(row.cells, body.columns, strict=True):
            left = box.x + names + size * 0.5
            lines = _squares(cell.units, left, y, box.right - left, pitch, size, items)
            items.append(Text(box.x, y + pitch * 0.43 + 0.34 * size, clipped(group.name, size, names), size, group.hue))
            y += max(lines * pitch, size * LEADING) + size * 0.35
        y += size * 0.3
    return y
