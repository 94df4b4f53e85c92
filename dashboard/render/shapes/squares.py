"""Squares placed: columns as wide as what they hold, every square the same size, as large as the box allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.squares import Squares, SquaresGroup, SquaresRow, UnitSquare
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of
from dashboard.render.shapes.squares_folded import folded_rows

_BESIDE = 48
"""From how many ems of body type on the names of the rows stand beside the squares."""
_EITHER = 28
"""From how many on they may, in small type, where that makes the squares larger."""
_NAMES = 0.4
"""How much of the width the names of the rows may take beside the squares."""
_RULE = 4.0
"""How thick the lines in the colours of a group are, in pixels."""
_SHARE = 1.5
"""How large the share of a group is, in titles."""
_SMALL = 1.0
"""Below how many ems of small type a square is too small to be told by its ink, where rows as one make it larger."""
_TWO_LINES = 0.22
"""From how much of the width on a name beside the squares stands in two lines."""


@dataclass(frozen=True)
class _Grid:
    """One way to lay the squares out."""

    side: float
    gap: float
    across: tuple[int, ...]
    """How many squares stand side by side in each column."""
    lefts: tuple[float, ...]
    most: int
    """How many lines of squares a cell may have; the rest is counted."""

    @property
    def pitch(self) -> float:
        return self.side + self.gap


def place(body: Squares, box: Box, type_: Type) -> Placed:
    """The squares in a box: of the largest size that fits, the rest counted where even the smallest does not."""
    ems = box.width / type_.body
    ways = [True] if ems > _BESIDE else [True, False] if ems > _EITHER else [False]
    size = type_.body if ems > _BESIDE else type_.small
    if box.height is None:
        largest = type_.body * (0.95 if ways[-1] else 0.75)
        return next(found for side in range(int(largest), 1, -1) if (found := _tried(body, box, type_, ways[-1], size, side, 0)))
    best = _largest(body, box, type_, ways, size)
    folded = folded_rows(body)
    if folded.rows != body.rows and (not best or best[0] < _SMALL * type_.small):
        fewer = _largest(folded, box, type_, ways, size)
        if fewer and (not best or fewer[0] > best[0]):
            body, best = folded, fewer
    if best:
        side, beside, placed = best
        air = (box.height - placed.height) / (len(body.rows) + 2.5 * len(body.groups) - 1)
        return _tried(body, box, type_, beside, size, side, min(air, type_.body * 1.6)) or placed
    placed = Placed((), 0)
    for most in range(8, 0, -1):
        for side in range(int(type_.small * 0.5), 1, -1):
            found = _tried(body, box, type_, ways[0], size, side, 0, most)
            placed = found or placed
            if found and found.height <= box.height:
                return found
    return placed


def _largest(body: Squares, box: Box, type_: Type, ways: Sequence[bool], size: float) -> tuple[int, bool, Placed] | None:
    """The largest squares with which the box holds all of them, and whether names stand beside them."""
    best: tuple[int, bool, Placed] | None = None
    for beside in ways:
        # Names above their squares run over the columns: only where none of any size finds room beside them.
        if best:
            break
        low, high = int(type_.small * 0.3), int(type_.body * 1.2)
        while low < high:
            side = (low + high + 1) // 2
            placed = _tried(body, box, type_, beside, size, side, 0)
            if placed and placed.height <= (box.height or 0):
                low, best = side, (side, beside, placed)
            else:
                high = side - 1
    return best


def _tried(
    body: Squares, box: Box, type_: Type, beside: bool, size: float, side: float, air: float, most: int = 10_000
) -> Placed | None:  # fmt: skip
    """The squares at one size; None where the columns find no room."""
    most_wide = box.width * (_NAMES if beside else 1)
    body = replace(
        body, groups=tuple(replace(group, rows=tuple(_named(row, size, most_wide, box) for row in group.rows)) for group in body.groups)
    )  # fmt: skip
    widest = max((width_of(body.lead, type_.small), *(_name_width(row, size, box, beside) for row in body.rows)))
    names = widest + size if beside else 0
    body = _headed(body, box.width - names, type_, side)
    grid = _grid(body, box, type_, names, float(side), most)
    return _placed(body, box, type_, grid, names, size, air) if grid else None


def _named(row: SquaresRow, size: float, most: float, box: Box) -> SquaresRow:
    """The row with its name cut where it is wider than it may be."""
    return replace(row, name=clipped(row.name, size, most - _name_width(row, size, box, False) + width_of(row.name, size)))


def _headed(body: Squares, room: float, type_: Type, side: float) -> Squares:
    """The columns with their names cut where all of them in full find no room beside each other."""
    share = room / len(body.columns) - type_.body * 0.9 - side * 1.2
    if sum(_head_width(column.name, column.words, type_.small) for column in body.columns) <= room - type_.body * len(body.columns):
        return body
    return replace(body, columns=tuple(replace(one, name=clipped(one.name, type_.small, share, 700)) for one in body.columns))


def _name_width(row: SquaresRow, size: float, box: Box, beside: bool = True) -> float:
    lines = _name_lines(row.name, size, box) if beside else (row.name,)
    return max(width_of(line, size) for line in lines) + size * 0.8 + width_of(row.count.words, size, 700)


def _name_lines(name: str, size: float, box: Box) -> tuple[str, ...]:
    """A name beside the squares: in two lines, broken where they are the shortest, where it is long."""
    words = name.split(" ")
    if width_of(name, size) <= box.width * _TWO_LINES or len(words) < 2:
        return (name,)
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(pairs, key=lambda pair: max(width_of(line, size) for line in pair))


def _head_width(name: str, count: str, size: float) -> float:
    return max(width_of(name, size, 700), width_of(count, size))


def _grid(body: Squares, box: Box, type_: Type, names: float, side: float, most: int) -> _Grid | None:
    """The widths of the columns for squares of one size: as long as there is room, the column that makes a row tall grows."""
    gap = max(side * 0.13, 1.0)
    between = type_.body * (0.9 if names and box.width > _BESIDE * type_.body else 0.55)
    start = names
    room = box.width - start - between * (len(body.columns) - 1)
    least = [_head_width(column.name, column.words, type_.small) for column in body.columns]
    for sums in (group.sums for group in body.groups if names and group.sums):
        least = [max(wide, width_of(mark.words, type_.small, 600) if mark else 0) for wide, mark in zip(least, sums, strict=True)]
    across = [max(ceil((wide + gap) / (side + gap)), 1) for wide in least]
    left = int((room + gap * len(across)) // (side + gap)) - sum(across)
    if left < 0:
        return None
    counts = [[len(stack.units) for stack in row.stacks] for row in body.rows]
    for _ in range(left):
        gains = [_gain(counts, across, column) for column in range(len(across))]
        best = max(range(len(across)), key=lambda column: gains[column])
        if gains[best] <= 0:
            break
        across[best] += 1
    lefts, x = [], box.x + start
    for number in across:
        lefts.append(x)
        x += number * (side + gap) - gap + between
    spare = (box.right - (x - between)) / max(len(across) - 1, 1)
    lefts = [left + min(spare, type_.body * 2.5) * place for place, left in enumerate(lefts)]
    return _Grid(side, gap, tuple(across), tuple(lefts), most)


def _gain(counts: Sequence[Sequence[int]], across: Sequence[int], column: int) -> float:
    """What one more square in a column saves, in lines of the rows it decides; a column that decides none gains nothing."""
    saved = 0.0
    for row in counts:
        lines = [number / wide for number, wide in zip(row, across, strict=True)]
        if lines[column] > 1 and lines[column] == max(lines):
            saved += lines[column] - row[column] / (across[column] + 1)
    return saved


def _placed(body: Squares, box: Box, type_: Type, grid: _Grid, names: float, size: float, air: float) -> Placed:
    items: list[Item] = []
    y = _head(body, box, type_, grid, names and names - size, items)
    for place, group in enumerate(body.groups):
        y += air + type_.body * 0.35
        if place:
            items.append(Line(box.x, y, box.right, y, "line", 1.5))
            y += type_.body * 0.2 + air * 0.5
        y = _group_head(group, body, box, type_, size, y, items)
        for row in group.rows:
            y += air + size * 0.2
            y = _row(row, group.told, box, grid, names, size, y, items)
        if names and group.rows and any(group.sums):
            y = _sums(group, box, type_.small, grid, y + air + size * 0.15, items)
    return Placed(tuple(items), y - box.y)


def _group_head(group: SquaresGroup, body: Squares, box: Box, type_: Type, size: float, y: float, items: list[Item]) -> float:
    """What the squares below have in common, after their share in large type or short lines in their colours; returns where it ends."""
    told = {unit.city for row in group.rows for stack in row.stacks for unit in stack.units if unit.told}
    hue, weight = ("ink", 700) if group.told else ("muted", 400)
    x, line = box.x, size * LEADING
    if group.share:
        large = type_.title * _SHARE
        y += large - line * 0.9
        items.append(Text(x, y + line / 2 + 0.34 * size, group.share, large, hue, 700, mark=group.count))
        x += width_of(group.share, large, 700) + size * 0.5
    else:
        for city in [column.city for column in body.columns if column.city in told] or ["faint"] * (not group.told):
            items.append(Line(x, y + line / 2, x + size * 0.6, y + line / 2, city, _RULE))
            x += size * 0.75
        x += size * 0.3 * (x > box.x)
    words = paragraph(group.words, x, y, box.right - x, size, hue, weight, mark=group.count)
    items += words.items
    end = y + words.height
    if group.aside:
        last = max((item.box[2] for item in words.items if isinstance(item, Text)), default=x) + size
        wide = width_of(group.aside.words, type_.small)
        if last + wide <= box.right:
            items.append(
                Text(box.right, end - line / 2 + 0.34 * size, group.aside.words, type_.small, "muted", 400, "end", mark=group.aside)
            )
        else:
            said = paragraph(group.aside.words, box.x, end, box.width, type_.small, "muted", mark=group.aside)
            items += said.items
            end += said.height
    return end


def _sums(group: SquaresGroup, box: Box, size: float, grid: _Grid, y: float, items: list[Item]) -> float:
    """How many squares of each column are in place, in words; returns where that ends."""
    hue, base = "ink" if group.told else "muted", y + (0.5 * LEADING + 0.34) * size
    items.append(Text(box.x, base, group.sums_of, size, hue))
    for mark, left in zip(group.sums, grid.lefts, strict=True):
        if mark:
            items.append(Text(left, base, mark.words, size, hue, 600, mark=mark))
    return y + size * LEADING


def _head(body: Squares, box: Box, type_: Type, grid: _Grid, names: float, items: list[Item]) -> float:
    """The names of the columns with their counts, over a rule each."""
    size, y = type_.small, box.y
    ends = [grid.lefts[n] + grid.across[n] * grid.pitch - grid.gap for n in range(len(grid.lefts))]
    for column, left, end in zip(body.columns, grid.lefts, ends, strict=True):
        items.append(Text(left, y + 0.9 * size, column.name, size, column.city, 700))
        items.append(Text(left, y + (0.9 + LEADING) * size, column.words, size, "muted", mark=column.count))
        items.append(Line(left, y + 2.45 * size, end, y + 2.45 * size, column.city, max(2.0, size * 0.1)))
    if names:
        items.append(Text(box.x, y + 0.9 * size, body.lead, size, "muted"))
    return y + 2.45 * size


def _row(row: SquaresRow, told: bool, box: Box, grid: _Grid, names: float, size: float, y: float, items: list[Item]) -> float:
    """One row from ``y`` down; returns where it ends."""
    line, hue = size * LEADING, "ink" if told else "muted"
    base = y + min(max(grid.side, size * 0.7), line) / 2 + 0.34 * size if names else y + 0.9 * size
    named = _name_lines(row.name, size, box) if names else (row.name,)
    items += [Text(box.x, base + number * size * 1.12, words, size, hue, 400) for number, words in enumerate(named)]
    end = names - size if names else width_of(row.name, size) + size * 0.5
    items.append(Text(box.x + end, base, row.count.words, size, hue, 700, "end" if names else "start", mark=row.count))
    top, low = (y, y + size * 1.06 + (len(named) - 1) * size * 1.12) if names else (y + line, y + line)
    left: list[UnitSquare] = []
    for stack, x, across in zip(row.stacks, grid.lefts, grid.across, strict=True):
        shown = stack.units[: across * grid.most]
        left += stack.units[len(shown) :]
        for number, unit in enumerate(shown):
            items += _square(unit, x + number % across * grid.pitch, top + number // across * grid.pitch, grid.side)
        bottom = top + ceil(len(shown) / across) * grid.pitch - grid.gap
        low = max(low, bottom)
    if left:
        mark = rest(tuple(left), f"and {len(left):,} more")
        at, down = (box.x, base + line) if names else (box.right, base)
        items.append(Text(at, down, mark.words, size, "muted", 400, "start" if names else "end", mark=mark))
        low = max(low, base + line + 0.3 * size) if names else low
    return low


def _square(unit: UnitSquare, x: float, y: float, side: float) -> tuple[Item, ...]:
    hue = unit.city if unit.told else "faint"
    box = Rect(x, y, side, side, ink_of(unit.status), hue, min(2, side * 0.1), unit, max(1.0, side * 0.09))
    if unit.status != "claimed":
        return (box,)
    return (box, Text(x + side / 2, y + side * 1.02, "“", side * 1.25, hue, 700, "middle", mark=unit))
