"""The cells of columns: names, numbers, boxes, shares and bands, each in the width it has. Their text starts on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes import Cell, Head, Number, Share, Slot
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of

INSET = 0.14
"""How far text stands below the top of its cell, in ems of small type, so that it is level with that in a slot or a box."""
STRIPE = 0.17
"""How thick the stripe over what several share is, in ems of small type."""
_TALLEST = 5
"""How many lines names may take where they would have to be cut in fewer."""
_CAPTION = 3
"""In how many lines it must be said what each of two numbers counts for them to stand side by side."""
_BETWEEN = 0.7
"""The room between two numbers, in ems of theirs."""


@dataclass(frozen=True)
class ColumnGrid:
    """Where the columns stand, and the gutter the titles of the slots stand in."""

    box: Box
    type: Type
    gutter: float
    heads: tuple[Head, ...]

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


def is_silent(cell: Cell) -> bool:
    """Whether nothing is said in a cell."""
    return all(mark.silent for mark in cell.marks)


def place_content(slot: Slot, cell: Cell, x: float, width: float, size: float, lines: int, large: Numerals) -> Placed:
    """What a cell of one city holds, from the top of the page down."""
    if slot.form == "numbers":
        return _numbers(cell, x, width, size, large, lines)
    if slot.form == "boxes":
        return _boxes(cell, x, width, size, lines)
    if slot.form == "share":
        return _share(cell, x, width, size)
    placed = _names(cell.marks, slot.noun, x, INSET * size, width, size, cell.cities[0], lines)
    items, y = list(placed.items), INSET * size + placed.height
    used = max((item.box[2] for item in placed.items if isinstance(item, Text)), default=x)
    if cell.note and used + size * 0.7 + width_of(cell.note.words, size) <= x + width and placed.height < size * LEADING * 1.5:
        items += paragraph(cell.note.words, used + size * 0.7, INSET * size, width, size, "muted", mark=cell.note).items
    elif cell.note and lines > 1:
        note = paragraph(cell.note.words, x, y, width, size, "muted", most=3, mark=cell.note)
        items += note.items
        y += note.height
    return Placed(tuple(items), y + INSET * size)


def _names(
    marks: Sequence[Mark], noun: str, x: float, y: float, width: float, size: float, hue: str, lines: int, lead: str = "", short: float = 12
) -> Placed:  # fmt: skip
    """Names in as few lines as are given, or in more where one would be cut; where not even one finds room they are counted.

    Below a width of ``short`` ems what finds no room is counted with a sign instead of words.
    """
    whole = {word for mark in marks for word in mark.words.split()}
    for most in range(lines, (max(_TALLEST, lines) if lines > 1 else 2) + 1):
        placed = listed(marks, x, y, width, size, hue, most, lead, more="and {} more" if width > short * size else "+ {}")
        words = [word for item in placed.items if isinstance(item, Text) for word in item.words.split()]
        if not any(word.endswith("…") and word.rstrip(",") not in whole for word in words):
            return placed
    number = len(marks)
    other = noun[:-1] + "ies" if noun.endswith("y") else f"{noun}s"
    return paragraph(f"{number:,} {noun if number == 1 else other}", x, y, width, size, mark=rest(tuple(marks), f"{number:,} {noun}"))


def place_band(slot: Slot, cell: Cell, grid: ColumnGrid, lines: int) -> tuple[Placed, tuple[Item, ...]]:
    """What several cities share, across their columns, and the stripe of their hues above it; a column that does not is bridged."""
    size = grid.type.small
    columns = [number for number, head in enumerate(grid.heads) if head.city in cell.cities]
    runs: list[list[int]] = []
    for number in columns:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    widest = max(runs, key=len)
    x, right = grid.x(widest[0]), grid.right(widest[-1])
    stripe: list[Item] = []
    thick = size * STRIPE
    for run in runs:
        for number in run:
            end = grid.x(number + 1) if number != run[-1] else grid.right(number)
            stripe.append(Rect(grid.x(number), 0, end - grid.x(number), thick, "solid", grid.heads[number].city))
    for run, after in pairwise(runs):
        stripe.append(Line(grid.right(run[-1]), thick / 2, grid.x(after[0]), thick / 2, "muted", thick / 2, dashed=True))
    names = " + ".join(head.name for head in grid.heads if head.city in cell.cities)
    short = len(runs) == 1 and width_of(names, size, 700) > (right - x) * 0.4
    every = len(columns) == len(grid.heads) > 2
    lead = led(cell.lead if short or every else names, cell)
    placed = _names(cell.marks, slot.noun, x, INSET * size, right - x, size, "ink", lines, lead, 18)
    return Placed(placed.items, placed.height + 2 * INSET * size), tuple(stripe)


def led(lead: str, cell: Cell) -> str:
    """What opens a band, set apart where no ink follows it."""
    return f"{lead}:" if lead and cell.marks[0].status is None else lead


def place_empty(cell: Cell, x: float, width: float, size: float, high: float) -> Placed:
    """An empty slot, at least ``high``."""
    mark = cell.marks[0]
    lines = wrap(mark.words, size, width - size * 0.8)
    tall = max(high, (len(lines) * LEADING + 2 * INSET) * size)
    placed = paragraph(mark.words, x + size * 0.4, INSET * size, width - size * 0.8, size, "muted", mark=mark)
    return Placed((Rect(x, 0, width, tall, "pale", "slot", 3, mark), *placed.items), tall)


def _share(cell: Cell, x: float, width: float, size: float) -> Placed:
    """How much is silent, as a part of the whole width of the slot; the words stand in that part, or beside it."""
    mark = cell.marks[0]
    part, brief = (max(width, 0) * mark.part, mark.brief) if isinstance(mark, Share) else (0.0, "")
    pad, room = size * 0.4, max(part, width - part + size * 0.4)
    words = brief if brief and width_of(mark.words, size) + 2 * pad > room else mark.words
    start = x + part if part < width_of(words, size) + 2 * pad <= room else x
    placed = paragraph(words, start + pad, INSET * size, width - 2 * pad, size, "ink", mark=mark)
    high = placed.height + 2 * INSET * size
    return Placed((Rect(x, 0, max(part, 1), high, "pale", "slot", min(3, part / 2), mark), *placed.items), high)


@dataclass(frozen=True)
class Numerals:
    """The size of the numerals of a slot, and whether two stand side by side in every column."""

    size: float
    pairs: bool


def numerals(slot: Slot, type_: Type, width: float, scale: float = 1) -> Numerals:
    """The largest size with which two numbers and what they count stand side by side in every column, else one."""
    told = [[mark for mark in cell.marks if isinstance(mark, Number)] for cell in slot.cells if slot.form == "numbers"]
    for step in range(20):
        size = type_.numeral * scale * (1 - 0.02 * step)
        if all(_pair_fits(numbers[:2], size, type_.small, width) for numbers in told):
            return Numerals(size, True)
    sizes = [_single(numbers, type_.small, width) for numbers in told if numbers]
    return Numerals(min([type_.numeral * scale, *sizes]), False)


def _single(numbers: Sequence[Number], small: float, width: float) -> float:
    """The size with which the first stands in one line with the count of the others."""
    others = width_of(f"+ {len(numbers) - 1}", small) + small * 0.6 if len(numbers) > 1 else 0
    return (width - others) / width_of(numbers[0].amount, 1, 700)


def _pair_fits(numbers: Sequence[Number], size: float, small: float, width: float) -> bool:
    wants = _wants(numbers, size)
    spare = (width - sum(wants) - size * _BETWEEN * (len(wants) - 1)) / max(len(wants), 1)
    return spare >= 0 and all(len(wrap(mark.words, small, want + spare)) <= _CAPTION for mark, want in zip(numbers, wants, strict=True))


def _wants(numbers: Sequence[Number], size: float) -> list[float]:
    return [max(width_of(mark.amount, size, 700), size * 1.9) for mark in numbers]


def _numbers(cell: Cell, x: float, width: float, size: float, large: Numerals, lines: int) -> Placed:
    """Up to two numbers, side by side or below each other, as large as all of their slot; the rest is counted below."""
    numbers = [mark for mark in cell.marks if isinstance(mark, Number)]
    numeral, beside = large.size, large.pairs
    shown = numbers[: 2 if beside or lines > 3 else 1]
    left = tuple(numbers[len(shown) :])
    gap = numeral * _BETWEEN
    wants = _wants(shown, numeral) if beside else [width] * len(shown)
    spare = (width - sum(wants) - gap * (len(shown) - 1)) / len(shown) if beside else 0
    items: list[Item] = []
    ends: list[tuple[float, float, float]] = []
    y, place, used = INSET * size * 0.5, x, x
    for mark, want in zip(shown, wants, strict=True):
        fitted = min(numeral, numeral * width / width_of(mark.amount, numeral, 700))
        amount = Text(place, y + numeral * 0.74, mark.amount, fitted, mark.city, 700, ink=ink_of(mark.status), mark=mark)
        items.append(amount)
        used = max(used, amount.box[2])
        placed = paragraph(mark.words, place, y + numeral * 0.88, want + spare, size, "ink", mark=mark)
        items += placed.items
        ends.append((y + numeral * 0.88 + placed.height, place, want + spare))
        place, y = (place + want + spare + gap, y) if beside else (x, ends[-1][0] + size * 0.3)
    if left:
        others = rest(left, f"+ {len(left):,}")
        if used + size * 0.5 + width_of(others.words, size) <= x + width:
            items.append(Text(x + width, INSET * size * 0.5 + numeral * 0.74, others.words, size, "muted", anchor="end", mark=others))
        else:
            # Below the shorter of two captions it takes no line of its own.
            end, place, room = min(ends) if beside else ends[-1]
            placed = paragraph(others.words, place, end, room, size, "muted", mark=others)
            items += placed.items
            ends.append((end + placed.height, place, room))
    return Placed(tuple(items), max(end for end, _, _ in ends) + INSET * size * 0.5)


def _boxes(cell: Cell, x: float, width: float, size: float, lines: int) -> Placed:
    """Short words in boxes of their ink, as many as the lines hold."""
    high, gap = (LEADING + 2 * INSET) * size, size * 0.32
    wants = [width_of(mark.words, size, 700) + size * 0.68 for mark in cell.marks]
    rows: list[list[int]] = [[]]
    for number, want in enumerate(wants):
        last = len(rows) >= lines and number < len(wants) - 1
        used = sum(wants[at] + gap for at in rows[-1])
        if rows[-1] and used + want + (width_of(f"+ {len(wants) - number - 1}", size) + gap if last else 0) > width:
            if len(rows) >= lines:
                break
            rows.append([])
        rows[-1].append(number)
    items: list[Item] = []
    place, shown, y = x, 0, 0.0
    for at, row in enumerate(rows):
        place, y = x, at * (high + gap)
        for number in row:
            mark, want = cell.marks[number], wants[number]
            items.append(Rect(place, y, want, high, ink_of(mark.status), mark.city, 3, mark, 2))
            items.append(Text(place + want / 2, y + high / 2 + 0.34 * size, mark.words, size, mark.city, 700, "middle", mark=mark))
            place += want + gap
            shown += 1
    if left := tuple(cell.marks[shown:]):
        mark = rest(left, f"+ {len(left):,}")
        items.append(Text(place, y + high / 2 + 0.34 * size, mark.words, size, "muted", mark=mark))
    return Placed(tuple(items), y + high)
