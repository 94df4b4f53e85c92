"""The cells of columns: names, shares and bands, each in the width it has. Their text starts on one line, and is quiet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes import ColumnCell, Head, Share, Slot
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.column_numbers import INSET, Boxes, Numerals, place_boxes, place_numbers

STRIPE, PAD = 0.2, 0.4
"""How thick the stripe under a band is, and how far its words stand from its side, in ems of small type."""
EMPTY = 0.56
"""How large the words of an empty slot are among numerals, in ems of these."""
_WIDE = 13
"""From how many ems of body type on a column is wide."""
_NOTED = 0.45
"""How much of a band its note may take."""
_TALLEST = 5
"""How many lines names may take where they would have to be cut in fewer."""


@dataclass(frozen=True)
class ColumnGrid:
    """Where the columns stand, and the gutter the titles of the slots stand in."""

    box: Box
    type: Type
    gutter: float
    heads: tuple[Head, ...]
    hubs: str
    """What several of those side by side are called."""

    @property
    def size(self) -> float:
        """The size of the words in the cells: larger where columns are wide."""
        return self.type.body * 0.93 if self.width > _WIDE * self.type.body and self.type.margin else self.type.small

    @property
    def gap(self) -> float:
        return self.type.body * (0.9 if len(self.heads) < 5 else 0.7)

    @property
    def width(self) -> float:
        return (self.box.width - self.gutter - self.gap * (len(self.heads) - 1)) / len(self.heads)

    def x(self, column: int) -> float:
        return self.box.x + self.gutter + column * (self.width + self.gap)

    def right(self, column: int) -> float:
        return self.x(column) + self.width


def is_silent(cell: ColumnCell) -> bool:
    """Whether nothing is said in a cell."""
    return all(mark.silent for mark in cell.marks)


def quieted(items: Iterable[Item]) -> tuple[Item, ...]:
    """The same with the words of marks in grey, so that they stand behind what is large."""
    return tuple(replace(item, hue="muted") if isinstance(item, Text) and item.hue == "ink" and item.mark else item for item in items)


def place_content(slot: Slot, cell: ColumnCell, x: float, width: float, size: float, lines: int, large: Numerals | Boxes | None) -> Placed:
    """What a cell of one city holds, from the top of the page down."""
    if isinstance(large, Numerals):
        return place_numbers(cell, x, width, size, large, lines)
    if isinstance(large, Boxes):
        return place_boxes(cell, x, width, large, lines)
    if slot.form == "share":
        return _share(slot, cell, x, width, size)
    placed = place_names(slot, cell.marks, x, INSET * size, width, size, cell.cities[0], lines)
    return Placed(quieted(placed.items), placed.height + 2 * INSET * size)


def place_names(
    slot: Slot, marks: Sequence[Mark], x: float, y: float, width: float, size: float, hue: str, lines: int, lead: str = "",
    short: float = 9, cities: int = 1,
) -> Placed:  # fmt: skip
    """Names in as few lines as are given, or in more where one would be cut; where not even one finds room they are counted.

    Below a width of ``short`` ems what finds no room is counted with a sign instead of words.
    """
    whole = {"…", *(word for mark in marks for word in mark.words.split())}
    for most in range(max(lines, 1), (max(_TALLEST, lines) if lines > 1 else lines + 1) + 1):
        # A count of several statuses says how many are there: behind the ink of the surest it would make all of them look done.
        several = cities == 1 and len({mark.status for mark in marks}) > 1
        done = sum(mark.status == "in_place" for mark in marks)
        told = f"… {done:,} of {len(marks):,} in place" if several else "and {} more"
        more = told if width > short * size else "+ {}"
        placed = listed(marks, x, y, width, size, hue, most, lead, 400, more, parted=several and more != told)
        words = [word for item in placed.items if isinstance(item, Text) for word in item.words.split()]
        if not any(word.endswith("…") and word.rstrip(",") not in whole for word in words):
            return placed
    mark = counted(slot, marks)
    return paragraph(mark.words, x, y, width, size, mark=mark)


def counted(slot: Slot, marks: Sequence[Mark]) -> Mark:
    """One mark that says how many there are."""
    number = len(marks)
    others = slot.noun[:-1] + "ies" if slot.noun.endswith("y") else f"{slot.noun}s"
    return rest(tuple(marks), f"{number:,} {slot.noun if number == 1 else others}")


def in_line(slot: Slot, cell: ColumnCell, width: float, size: float) -> bool:
    """Whether one line names what a cell holds, or some of it; only words are named."""
    if slot.form != "words" or is_silent(cell):
        return True
    placed = place_names(slot, cell.marks, 0, 0, width, size, cell.cities[0], 0)
    return counted(slot, cell.marks) not in [item.mark for item in placed.items]


def place_band(slot: Slot, cell: ColumnCell, grid: ColumnGrid, lines: int) -> Placed:
    """What several cities share: a bar across their columns with a stripe of their hues; a column that does not is bridged."""
    size = grid.size
    columns = [number for number, head in enumerate(grid.heads) if head.city in cell.cities]
    runs: list[list[int]] = []
    for number in columns:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    widest = max(runs, key=len)
    x, right = grid.x(widest[0]) + size * PAD, grid.right(widest[-1]) - size * PAD
    names = " + ".join(head.name for head in grid.heads if head.city in cell.cities)
    short = len(runs) == 1 and width_of(names, size, 700) > (right - x) * 0.65
    every = len(columns) == len(grid.heads) > 2
    lead = cell.lead if short or every else names
    noted = width_of(cell.note.words, size) + size if cell.note else 0
    if cell.note and noted > (right - x) * _NOTED:
        cell, noted = replace(cell, marks=(*cell.marks, cell.note), note=None), 0
    placed = place_names(slot, cell.marks, x, INSET * size, right - x - noted, size, "ink", lines, lead, 18, len(cell.cities))
    thick = size * STRIPE
    high = placed.height + 2 * INSET * size + thick
    items: list[Item] = []
    for run in runs:
        hues = [(grid.x(at), grid.x(at + 1) if at != run[-1] else grid.right(at), grid.heads[at].city) for at in run]
        items += bar(hues, high, thick)
    for run, after in pairwise(runs):
        level = high - thick / 2
        items.append(Line(grid.right(run[-1]), level, grid.x(after[0]), level, "muted", thick / 2, dashed=True))
    if cell.note:
        items.append(Text(right, (INSET + LEADING / 2 + 0.34) * size, cell.note.words, size, "muted", anchor="end", mark=cell.note))
    return Placed((*items, *quieted(placed.items)), high)


def bar(hues: Sequence[tuple[float, float, str]], high: float, thick: float) -> list[Item]:
    """A tinted bar over a stripe of some hues, each with where it begins and ends."""
    left, right = hues[0][0], hues[-1][1]
    stripes = [Rect(x, high - thick, end - x, thick, "solid", hue) for x, end, hue in hues]
    return [Rect(left, 0, right - left, high, "claimed", "line"), *stripes]


def place_empty(cell: ColumnCell, x: float, width: float, size: float, large: Numerals | Boxes | None = None, longest: str = "") -> Placed:
    """An empty slot, a line high; among what is large its words are, too, as far as the longest of such words finds room."""
    mark = cell.marks[0]
    room, weight, y = width - size * 2 * PAD, 400, INSET * size
    if isinstance(large, Numerals):
        fitted = min(large.size * EMPTY, room / width_of(longest or mark.words, 1, 700))
        if fitted >= size:
            size, weight, y = fitted, 700, INSET * fitted
    elif isinstance(large, Boxes):
        fitted = min(large.size, room / width_of(longest or mark.words, 1, 700))
        size, weight, y = (fitted, 700, INSET * large.size) if fitted >= size else (size, weight, y)
    lines = wrap(mark.words, size, room, weight)
    tall = len(lines) * LEADING * size + 2 * y
    placed = paragraph(mark.words, x + (width - room) / 2, y, room, size, "muted", weight, mark=mark)
    return Placed((Rect(x, 0, width, tall, "pale", "slot", 3, mark), *placed.items), tall)


def _share(slot: Slot, cell: ColumnCell, x: float, width: float, size: float) -> Placed:
    """How much is silent, as a part of the whole width of the slot; the words stand in that part, or beside it."""
    mark = cell.marks[0]
    shares = [mark for cell in slot.cells for mark in cell.marks if isinstance(mark, Share)]
    part, brief = (max(width, 0) * mark.part, mark.brief) if isinstance(mark, Share) else (0.0, "")
    pad = size * 0.4
    # All in as many words: what is the same in every column is said in the same way.
    full = all(width_of(one.words, size) + 2 * pad <= _share_room(one.part, width, pad) for one in shares)
    words, room = mark.words if full or not brief else brief, _share_room(part / max(width, 1), width, pad)
    start = x + part if part < width_of(words, size) + 2 * pad <= room else x
    placed = paragraph(words, start + pad, INSET * size, width - 2 * pad, size, "muted", mark=mark)
    inside, _, unit = words.rpartition(" ")
    beside = part + size * 0.2 + width_of(unit, size) <= width
    if start == x and beside and width_of(inside, size) + 2 * pad <= part < width_of(words, size) + 2 * pad:
        # No edge runs through a word: the unit follows beside the part.
        level = (INSET + LEADING / 2 + 0.34) * size
        after = Text(x + part + size * 0.2, level, unit, size, "muted", mark=mark)
        placed = Placed((Text(x + pad, level, inside, size, "muted", mark=mark), after), placed.height)
    high = placed.height + 2 * INSET * size
    return Placed((Rect(x, 0, max(part, 1), high, "pale", "slot", min(3, part / 2), mark), *placed.items), high)


def _share_room(part: float, width: float, pad: float) -> float:
    """The room for words in that part of a slot or beside it, whichever is wider."""
    return max(width * part, width * (1 - part) + pad)
