"""Squares placed: a block a city, a line of equal squares for each side beside or below its count, as large as the box allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.squares import Squares, SquaresBlock, SquaresLine, UnitSquare
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.column_cells import quieted
from dashboard.render.squares import square

_BESIDE, _NAMES = 44, 28
"""From how many ems of body type on counts stand beside their squares, and the names of the cities beside both."""
_LARGEST, _PAGE = 1.7, 0.95
"""The largest square in a frame, and those on a page, in ems of body type."""
_LEGIBLE, _SMALLEST = 0.6, 0.3
"""From how many ems of small type on an ink is seen in a square, and the smallest tried."""
_GAP = 0.14
"""The room between two squares, of their side."""
_COUNT, _COUNT_ABOVE = 1.15, 0.9
"""How large the counts are beside their squares and above them, in titles."""
_OVER = 0.92
"""How far the share stands above what a count counts, in ems of small type."""
_FEW = 2
"""With so many blocks or fewer larger type is tried."""
_AIR = 1.3
"""How much room there may be between two blocks that is not needed, in ems of body type."""


@dataclass(frozen=True)
class _Look:
    """One way to lay the blocks out."""

    beside: bool
    """Whether counts stand beside their squares, else above them."""
    parts: int
    """In how many lines it is said who speaks."""
    type: Type
    most: int = 10_000
    """How many lines of squares a side may have; the rest is counted."""


@dataclass(frozen=True)
class _Columns:
    """Where the columns begin: the names of the sides, their counts, and the squares."""

    name: float
    count: float
    squares: float
    above: bool
    """Whether the name of a city stands above its block."""
    share: bool = True
    """Whether the counts are said in percent, too."""


def place(body: Squares, box: Box, type_: Type) -> Placed:
    """The blocks in a box: with the largest squares that fit, who speaks where that leaves them legible, else shortened."""
    wide = box.width / type_.body > _BESIDE
    if box.height is None:
        return _placed(body, box, _Look(wide, 3, type_), type_.body * (_PAGE if wide else 0.8), 0)
    larger = ((1, 1.5), (1, 1.25)) if len(body.blocks) <= _FEW else ()
    for parts, scale in (*larger, (1, 1.0), (0, 1.0), (0, 0.85), (0, 0.7)):
        ways = [_Look(beside, parts, type_.times(scale)) for beside in ((True, False) if wide else (False,))]
        side, look = max(((_largest(body, box, look), look) for look in ways), key=lambda pair: pair[0])
        if side >= _LEGIBLE * type_.small * scale:
            needed = _placed(body, box, look, side, 0).height
            air = (box.height - needed) / max(len(body.blocks) - 1, 1)
            return _placed(body, box, look, side, min(air, type_.body * _AIR))
    for scale in (0.7, 0.55, 0.4):
        smaller = type_.times(scale)
        for most in (8, 4, 2, 1):
            look = _Look(wide, 0, smaller, most)
            if side := _largest(body, box, look):
                return _placed(body, box, look, side, 0)
    return _placed(body, box, _Look(wide, 0, type_.times(0.4), 1), type_.small * _SMALLEST, 0)


def _largest(body: Squares, box: Box, look: _Look) -> float:
    """The largest squares with which the box holds all; 0 if it does not even with the smallest."""
    low, high, best = int(look.type.small * _SMALLEST), int(look.type.body * _LARGEST), 0
    while low <= high:
        side = (low + high) // 2
        if _placed(body, box, look, side, 0).height <= (box.height or 0):
            low, best = side + 1, side
        else:
            high = side - 1
    return float(best)


def _placed(body: Squares, box: Box, look: _Look, side: float, air: float) -> Placed:
    type_, columns = look.type, _columns(body, box, look)
    items: list[Item] = []
    y = box.y
    for number, block in enumerate(body.blocks):
        if number:
            y += type_.body * 0.25 + air / 2
            items.append(Line(box.x, y, box.right, y, "muted" if block.apart else "line", 2 if block.apart else 1))
            y += type_.body * 0.3 + air / 2
        y = _block(block, box, columns, look, side, y, items)
    return Placed(tuple(items), y - box.y)


def _columns(body: Squares, box: Box, look: _Look) -> _Columns:
    type_ = look.type
    names = max((max(width_of(b.name, type_.title, 700), width_of(b.count.words, type_.small)) for b in body.blocks), default=0.0)
    above = box.width / type_.body <= _NAMES
    start = box.x if above else box.x + names + type_.body * 0.65
    lines = [line for block in body.blocks for line in block.lines if line.units]
    if not look.beside:
        # The share gives way to the names of the sides, where both find no room.
        for share in (True, False):
            wide = max(
                (width_of(line.count.words, _large(look), 700) + width_of(_said(line, share), type_.small) for line in lines), default=0.0
            )
            name = start + wide + type_.small * 0.8
            if name + max((width_of(line.name, type_.small) for line in lines), default=0.0) <= box.right:
                break
        return _Columns(name, start, start, above, share)
    count = start + max((_named(line.name, type_.small) for line in lines), default=0.0) + type_.small * 0.7
    wide = max((width_of(line.count.words, _large(look), 700) + _counted(line, type_.small) for line in lines), default=0.0)
    return _Columns(start, count, count + wide + type_.body * 0.9, above)


def _large(look: _Look) -> float:
    """The size of the counts."""
    return look.type.title * (_COUNT if look.beside else _COUNT_ABOVE)


def _said(line: SquaresLine, share: bool) -> str:
    """What stands beside a count in one line."""
    return f"{line.counted}, {line.share}" if line.share and share else line.counted


def _named(name: str, size: float) -> float:
    """How wide a name is: in two lines, where it is long."""
    words = name.split(" ")
    if len(words) < 3:
        return width_of(name, size)
    return min(max(width_of(" ".join(words[:at]), size), width_of(" ".join(words[at:]), size)) for at in range(1, len(words) + 1))


def _counted(line: SquaresLine, size: float) -> float:
    """How wide it is what the count counts, in two lines beside it."""
    return size * 0.35 + max(width_of(line.counted, size), width_of(line.share, size))


def _block(block: SquaresBlock, box: Box, columns: _Columns, look: _Look, side: float, y: float, items: list[Item]) -> float:
    """One city from ``y`` down; returns where it ends."""
    type_ = look.type
    line = y + 0.86 * type_.title
    hue = "muted" if block.apart else block.city
    items.append(Text(box.x, line, block.name, type_.title, hue, 700))
    if columns.above:
        x = box.x + width_of(block.name, type_.title, 700) + type_.small * 0.5
        items.append(Text(x, line, block.count.words, type_.small, "muted", mark=block.count))
        y += type_.title * 1.15
        end = y
    else:
        end = line + type_.small * LEADING
        items.append(Text(box.x, end, block.count.words, type_.small, "muted", mark=block.count))
        end += type_.small * 0.25
    left = min(columns.name, columns.squares)
    lines = list(block.lines)
    # What is said by one side alone leaves room for the empty slot of the other in the line of its count.
    if not look.beside and len(silent := [one for one in lines if not one.units]) == 1:
        (other,) = (one for one in lines if one.units)
        slot, used = _silent(silent[0], left, box.right, type_.small), columns.name + width_of(other.name, type_.small)
        wide = max(item.x + item.width for item in slot.items if isinstance(item, Rect)) - left
        if used + type_.small * 0.4 + wide <= box.right:
            items += moved(_silent(silent[0], box.right - wide, box.right, type_.small).items, y)
            lines = [other]
    for number, one in enumerate(lines):
        y += type_.small * (0 if not number else 0.3 if lines[number - 1].units else 0.55)
        if not one.units:
            placed = _silent(one, left, box.right, type_.small)
        elif look.beside:
            placed = _beside(one, box, columns, look, side)
        else:
            placed = _above(one, box, columns, look, side)
        items += moved(placed.items, y)
        y += placed.height
    return max(y, end)


def _silent(line: SquaresLine, x: float, right: float, size: float) -> Placed:
    """The empty slot of a side that says nothing, a line high."""
    pad = size * 0.3
    words = paragraph(line.count.words, x + pad, size * 0.1, right - x - 2 * pad + 1, size, "muted", mark=line.count)
    high, wide = words.height + size * 0.2, max(item.width for item in words.items if isinstance(item, Text)) + 2 * pad
    return Placed((Rect(x, 0, wide, high, "pale", "slot", 3, line.count), *words.items), high)


def _beside(line: SquaresLine, box: Box, columns: _Columns, look: _Look, side: float) -> Placed:
    """A side from the top of the page down: its name, its count, its squares, and below them who speaks."""
    size, large, hue = look.type.small, _large(look), "ink" if line.told else "muted"
    named = paragraph(line.name, columns.name, 0, columns.count - columns.name - size * 0.6, size, hue, most=2)
    # The share above what the count counts stays below the top.
    base = max(0.8 * large, size * (_OVER + 0.64) if line.share else 0.0)
    if named.height < 2 * size:
        # One line stands level with the count.
        named = Placed(moved(named.items, base - (0.5 * LEADING + 0.34) * size), named.height)
    count = Text(columns.count, base, line.count.words, large, _hue(line), 700, mark=line.count)
    x = columns.count + count.width + size * 0.35
    counted = [Text(x, base, line.counted, size, hue)]
    if line.share:
        counted = [Text(x, base - size * _OVER, line.share, size, hue, 700), *counted]
    top = max(base - 0.33 * large - side / 2, 0) if len(line.units) * (side * (1 + _GAP)) < box.right - columns.squares else 0.0
    squares = _squares(line, columns.squares, top, box.right - columns.squares, look, side)
    items = [*named.items, count, *counted, *squares.items]
    return _parted(line, items, columns.squares, box, look, squares.height, max(named.height, base + 0.15 * large))


def _above(line: SquaresLine, box: Box, columns: _Columns, look: _Look, side: float) -> Placed:
    """The same with the squares below the name and the count."""
    size, large = look.type.small, _large(look)
    hue, x, base = "ink" if line.told else "muted", columns.squares, 0.8 * large
    count = Text(x, base, line.count.words, large, _hue(line), 700, mark=line.count)
    items: list[Item] = [count, Text(x + count.width + size * 0.3, base, _said(line, columns.share), size, hue)]
    y = large
    if columns.name + width_of(line.name, size) <= box.right:
        items.append(Text(columns.name, base, line.name, size, hue))
    else:
        named = paragraph(line.name, x, y, box.right - x, size, hue)
        items += named.items
        y += named.height
    squares = _squares(line, x, y + size * 0.12, box.right - x, look, side)
    return _parted(line, [*items, *squares.items], x, box, look, squares.height, y)


def _hue(line: SquaresLine) -> str:
    return line.count.city if line.told else "muted"


def _parted(line: SquaresLine, items: Sequence[Item], x: float, box: Box, look: _Look, y: float, least: float) -> Placed:
    """The same with who speaks below the squares, which end at ``y``."""
    if look.parts and line.parts:
        size = look.type.small
        parts = listed(line.parts, x, y + size * 0.05, box.right - x, size, "muted", look.parts)
        return Placed((*items, *quieted(parts.items)), max(y + size * 0.05 + parts.height, least))
    return Placed(tuple(items), max(y, least))


def _squares(line: SquaresLine, x: float, y: float, width: float, look: _Look, side: float) -> Placed:
    """The squares in lines from ``y`` down; the height is where they end."""
    pitch, size = side * (1 + _GAP), look.type.small
    across = max(int((width + side * _GAP) / pitch), 1)
    shown, items = line.units[: across * look.most], []
    for number, unit in enumerate(shown):
        items += _square(unit, x + number % across * pitch, y + number // across * pitch, side)
    end = y + ceil(len(shown) / across) * pitch - side * _GAP
    if left := line.units[len(shown) :]:
        mark = rest(left, f"and {len(left):,} more")
        items.append(Text(x, end + size, mark.words, size, "muted", mark=mark))
        end += size * LEADING
    return Placed(tuple(items), end)


def _square(unit: UnitSquare, x: float, y: float, side: float) -> list[Item]:
    return square(unit, x, y, side, unit.city if unit.told else "faint")
