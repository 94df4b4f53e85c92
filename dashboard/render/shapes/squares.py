"""Squares placed: a block a city, a line of equal squares for each side beside or below its count, as large as the box allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.squares import Squares, SquaresBlock, SquaresLine, SquaresPart, UnitSquare
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.column_cells import quieted
from dashboard.render.squares import square
from dashboard.table.words import plural

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
_FEW = 2
"""With so many blocks or fewer larger type is tried."""
_BLANK = 0.3
"""The room between a count and what it counts, in ems of small type."""
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
    stacked: bool = False
    """Whether the name of a side stands above its count, as both find no room in a line."""


def place(body: Squares, box: Box, type_: Type) -> Placed:
    """The blocks in a box: with the largest squares that fit, who speaks where that leaves them legible, else shortened."""
    wide = box.width / type_.body > _BESIDE
    if box.height is None:
        return _placed(body, box, _Look(wide, 3, type_), type_.body * (_PAGE if wide else 0.8), 0)
    larger = ((1, 1.5), (1, 1.25)) if len(body.blocks) <= _FEW else ()
    for parts, scale in (*larger, (1, 1.0), (0, 1.0), (0, type_.source / type_.small), (0, 0.7)):
        ways = [_Look(beside, parts, type_.times(scale)) for beside in ((True, False) if wide else (False,))]
        side, look = max(((_largest(body, box, look), look) for look in ways), key=lambda pair: pair[0])
        if side >= _LEGIBLE * type_.small * scale:
            side = _whole(body, box, look, side)
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


def _whole(body: Squares, box: Box, look: _Look, side: float) -> float:
    """Somewhat smaller squares where these leave a few of a side that the picture is about alone in a line."""
    width = box.right - _columns(body, box, look).squares

    def lines(side: float) -> int:
        return sum(ceil(len(line.units) / _across(width, side)) for block in body.blocks for line in block.lines if line.told)

    smaller = [side - less for less in (1.0, 2.0) if side - less >= _LEGIBLE * look.type.small]
    return next((tried for tried in smaller if lines(tried) < lines(side)), side)


def _across(width: float, side: float) -> int:
    """How many squares stand in a line."""
    return max(int((width + side * _GAP) / (side * (1 + _GAP))), 1)


def _placed(body: Squares, box: Box, look: _Look, side: float, air: float) -> Placed:
    type_, columns = look.type, _columns(body, box, look)
    items: list[Item] = []
    y = box.y
    for number, block in enumerate(body.blocks):
        if number:
            y += type_.body * 0.22 + air / 2
            items.append(Line(box.x, y, box.right, y, "muted" if block.apart else "line", 2 if block.apart else 1))
            y += type_.body * 0.26 + air / 2
        y = _block(block, box, columns, look, side, y, items)
    return Placed(tuple(items), y - box.y)


def _columns(body: Squares, box: Box, look: _Look) -> _Columns:
    type_ = look.type
    names = max((max(width_of(b.name, type_.title, 700), width_of(b.count.words, type_.small)) for b in body.blocks), default=0.0)
    above = box.width / type_.body <= _NAMES
    start = box.x if above else box.x + names + type_.body * 0.65
    lines = [line for block in body.blocks for line in block.lines]
    count = start + max((width_of(line.name, type_.small) for line in lines), default=0.0) + type_.small * 0.7
    wide = {share: max((_counted(line, look, share) for line in lines), default=0.0) for share in (True, False)}
    if look.beside:
        return _Columns(start, count, count + wide[True] + type_.body * 0.9, above)
    # The share gives way first, and then the line of its own that a count has with its side.
    share = count + wide[True] <= box.right
    stacked = count + wide[share] > box.right
    return _Columns(start, start if stacked else count, start, above, share, stacked)


def _large(look: _Look) -> float:
    """The size of the counts."""
    return look.type.title * (_COUNT if look.beside else _COUNT_ABOVE)


def _said(line: SquaresLine, share: bool) -> str:
    """What stands beside a count in one line."""
    return f"{line.counted}, {line.share}" if line.share and share else line.counted


def _counted(line: SquaresLine, look: _Look, share: bool) -> float:
    """How wide a count is with what it counts; an empty slot may be wrapped, and asks for nothing."""
    size = look.type.small
    return width_of(line.count.words, _large(look), 700) + size * _BLANK + width_of(_said(line, share), size) if line.units else 0.0


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
    for number, one in enumerate(block.lines):
        y += type_.small * (0.2 if number else 0)
        placed = _side(one, box, columns, look, side) if one.units else _silent(one, box, columns, type_.small)
        items += moved(placed.items, y)
        y += placed.height
    return max(y, end)


def _silent(line: SquaresLine, box: Box, columns: _Columns, size: float) -> Placed:
    """A side that says nothing, from the top of the page down: its name, and the empty slot where its count would stand."""
    pad, top = size * 0.3, size * 0.06
    named = paragraph(line.name, columns.name, top, box.right - columns.name, size, "muted")
    y = named.height + top if columns.stacked else 0.0
    words = paragraph(line.count.words, columns.count + pad, y + top, box.right - columns.count - 2 * pad, size, "muted", mark=line.count)
    high, wide = words.height + 2 * top, max(item.width for item in words.items if isinstance(item, Text)) + 2 * pad
    slot = Rect(columns.count, y, wide, high, "pale", "slot", 3, line.count)
    return Placed((*named.items, slot, *words.items), y + high)


def _side(line: SquaresLine, box: Box, columns: _Columns, look: _Look, side: float) -> Placed:
    """A side from the top of the page down: its name and its count in one line, its squares beside or below, who speaks below them."""
    size, large, hue = look.type.small, _large(look), "ink" if line.told else "muted"
    named = paragraph(line.name, columns.name, 0, box.right - columns.name, size, hue)
    base = 0.8 * large + (named.height if columns.stacked else 0)
    if not columns.stacked:
        named = Placed((Text(columns.name, base, line.name, size, hue),), 0)
    count = Text(columns.count, base, line.count.words, large, _hue(line), 700, mark=line.count)
    said = Text(columns.count + count.width + size * _BLANK, base, _said(line, columns.share), size, hue)
    x, width, end = columns.squares, box.right - columns.squares, base + 0.12 * large
    y = end + size * 0.12
    if look.beside:
        one = len(line.units) * (side * (1 + _GAP)) < width
        y, end = max(base - 0.33 * large - side / 2, 0) if one else 0.0, base + 0.15 * large
    squares = _squares(line, x, y, width, look, side)
    return _parted(line, [*named.items, count, said, *squares.items], x, box, look, squares.height, end)


def _hue(line: SquaresLine) -> str:
    return line.count.city if line.told else "muted"


def _parted(line: SquaresLine, items: Sequence[Item], x: float, box: Box, look: _Look, y: float, least: float) -> Placed:
    """The same with who speaks below the squares, which end at ``y``."""
    if look.parts and line.parts:
        size = look.type.small
        parts = listed(line.parts, x, y + size * 0.05, box.right - x, size, "muted", look.parts, more=_others)
        return Placed((*items, *quieted(parts.items)), max(y + size * 0.05 + parts.height, least))
    return Placed(tuple(items), max(y, least))


def _others(parts: Sequence[Mark]) -> str:
    """Those that find no room, by how much they say."""
    return f"and {plural(sum(part.number for part in parts if isinstance(part, SquaresPart)), 'more claim')}"


def _squares(line: SquaresLine, x: float, y: float, width: float, look: _Look, side: float) -> Placed:
    """The squares in lines from ``y`` down; the height is where they end."""
    pitch, size = side * (1 + _GAP), look.type.small
    across = _across(width, side)
    shown, items = line.units[: across * look.most], []
    for number, unit in enumerate(shown):
        items += _square(unit, x + number % across * pitch, y + number // across * pitch, side)
    end = y + ceil(len(shown) / across) * pitch - side * _GAP
    if left := line.units[len(shown) :]:
        mark = rest(left, f"and {plural(len(left), 'more claim')}")
        items.append(Text(x, end + size, mark.words, size, "muted", mark=mark))
        end += size * LEADING
    return Placed(tuple(items), end)


def _square(unit: UnitSquare, x: float, y: float, side: float) -> list[Item]:
    return square(unit, x, y, side, unit.city if unit.told else "faint")
