"""The main cells of columns: numbers as large numerals, and years in boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import rest
from dashboard.pictures.shapes import ColumnCell, Number, Slot
from dashboard.render.flow import LEADING, Type, paragraph, swatch
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Item, Line, Placed, Rect, Text, ink_of

INSET = 0.14
"""How far text stands below the top of its cell, in ems of small type, so that it is level with that in a slot or a box."""
_CAPTION, _CAPTION_FRAME = 4, 2
"""In how many lines it must be said what each of two numbers counts for them to stand side by side: fewer in a frame, for taller towers."""
_BETWEEN = 0.7
"""The room between two numbers, in ems of theirs."""
_ROWS = 3
"""In how many lines boxes stand where fewer would leave some of them out."""
_PADS = (0.68, 0.4, 0.3)
"""The room within a box beside its words, in ems of theirs: less where that keeps a slot in one line."""


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
        if all(_pair_fits(numbers[:2], size, type_.small, width, _CAPTION_FRAME if type_.margin else _CAPTION) for numbers in told):
            return Numerals(size, True)
    sizes = [_single(numbers, type_.small, width) for numbers in told if numbers]
    return Numerals(min([type_.numeral * scale, *sizes]), False)


def _single(numbers: Sequence[Number], small: float, width: float) -> float:
    """The size with which the first stands in one line with the count of the others."""
    others = width_of(f"{len(numbers) - 1} more", small) + small * 0.6 if len(numbers) > 1 else 0
    return (width - others) / width_of(numbers[0].amount, 1, 700)


def _pair_fits(numbers: Sequence[Number], size: float, small: float, width: float, most: int) -> bool:
    wants = _wants(numbers, size)
    spare = (width - sum(wants) - size * _BETWEEN * (len(wants) - 1)) / max(len(wants), 1)
    rooms = [(mark, want + spare - _indent(mark, small)) for mark, want in zip(numbers, wants, strict=True)]
    return spare >= 0 and all(len(wrap(mark.words, small, room)) <= most for mark, room in rooms)


def even(words: str, size: float, width: float) -> float:
    """The least width in which words take no more lines than in this one, so that no word stands alone."""
    lines = len(wrap(words, size, width))
    if lines < 2:
        return width
    longest = max((width_of(word, size) for word in words.split()), default=0.0)
    steps = [step for step in (width * (1 - 0.04 * step) for step in range(12)) if step >= longest]
    fits = [step for step in steps if len(found := wrap(words, size, step)) == lines and not found[-1].endswith("…")]
    return min(fits, default=width)


def _tone(mark: Number) -> str:
    """The hue of who says it: that somebody speaks of his own is no aside."""
    return "ink" if mark.own else "muted"


def _indent(mark: Number, size: float) -> float:
    """The room of the square that says the status of what is not in place."""
    return 0 if mark.status in (None, "in_place") else size * 1.06


def _wants(numbers: Sequence[Number], size: float) -> list[float]:
    return [max(width_of(mark.amount, size, 700), size * 1.9) for mark in numbers]


def place_numbers(cell: ColumnCell, x: float, width: float, size: float, large: Numerals, lines: int) -> Placed:
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
    # Who says it is said once where it is the same.
    once = len({mark.whose for mark in shown}) == 1 and beside
    y, place, used = INSET * size * 0.5, x, x
    for mark, want in zip(shown, wants, strict=True):
        fitted = min(numeral, numeral * width / width_of(mark.amount, numeral, 700))
        amount = Text(place, y + numeral * 0.74, mark.amount, fitted, mark.city, 700, ink=ink_of(mark.status), mark=mark)
        items.append(amount)
        used = max(used, amount.box[2])
        end = y + numeral * 0.88
        said = "" if once else mark.whose
        for words, indent, hue, most in ((mark.words, _indent(mark, size), "ink", 99), (said, 0, _tone(mark), 2)):
            if indent:
                items += swatch(place, end + size * 0.24, size * 0.76, mark.status or "", mark.city, mark)
            room = want + spare - indent
            # Whose own word it is takes no second line for its last word.
            words = mark.brief if mark.own and words == said and width_of(words, size) > room else words
            placed = paragraph(words, place + indent, end, even(words, size, room), size, hue, most=most, mark=mark)
            items += placed.items
            end += placed.height
        ends.append((end, place, want + spare))
        place, y = (place + want + spare + gap, y) if beside else (x, end + size * 0.3)
    bottom = max(end for end, _, _ in ends)
    if once:
        if len(shown) > 1:
            # A rule under both: it is said of both.
            items.append(Line(x, bottom + size * 0.2, x + width, bottom + size * 0.2, "muted", 1))
            bottom += size * 0.3
        placed = paragraph(shown[0].whose, x, bottom, width, size, _tone(shown[0]), most=2, mark=shown[0])
        items += placed.items
        bottom += placed.height
        ends = [(bottom, x, width)]
    if left and not beside and len(shown) < 2 and used + size * 0.5 + width_of(f"{len(left):,} more", size) <= x + width:
        others = rest(left, f"{len(left):,} more")
        items.append(Text(x + width, INSET * size * 0.5 + numeral * 0.74, others.words, size, "muted", anchor="end", mark=others))
    elif left:
        # Below the shorter of two captions it takes no line of its own.
        others = rest(left, f"{len(left):,} more {'number' if len(left) == 1 else 'numbers'}")
        end, place, room = min(ends) if beside else ends[-1]
        placed = paragraph(others.words, place, end, room, size, "muted", mark=others)
        items += placed.items
        bottom = max(bottom, end + placed.height)
    return Placed(tuple(items), bottom + INSET * size * 0.5)


@dataclass(frozen=True)
class Boxes:
    """The size of the words in the boxes of a slot, and the room beside them, in ems of it."""

    size: float
    pad: float


def boxes(slot: Slot, type_: Type, width: float) -> Boxes:
    """The largest size with which the boxes of every column stand in one line; else the smallest."""
    every = [[mark.words for mark in cell.marks] for cell in slot.cells if slot.form == "boxes" and not cell.marks[0].silent]
    tried = [Boxes(size, pad) for size in (type_.title, type_.body, type_.small) for pad in _PADS]
    return next((found for found in tried if all(sum(_wide(words, found)) <= width for words in every)), Boxes(type_.small, _PADS[1]))


def _wide(words: Sequence[str], large: Boxes) -> list[float]:
    """How wide each box is with the room after it, which the last has not."""
    gap = large.size * 0.32
    wants = [width_of(word, large.size, 700) + large.size * large.pad + gap for word in words]
    return [*wants[:-1], wants[-1] - gap]


def box_lines(slot: Slot, type_: Type, width: float) -> int:
    """In how many lines the boxes of every column are all drawn, at most `_ROWS`."""
    large = boxes(slot, type_, width)
    return next((lines for lines in range(1, _ROWS) if all(_held(cell, width, large, lines) for cell in slot.cells)), _ROWS)


def _held(cell: ColumnCell, width: float, large: Boxes, lines: int) -> bool:
    if cell.marks[0].silent:
        return True
    drawn = {item.mark for item in place_boxes(cell, 0, width, large, lines).items}
    return all(mark in drawn for mark in cell.marks)


def place_boxes(cell: ColumnCell, x: float, width: float, large: Boxes, lines: int) -> Placed:
    """Short words in boxes of their ink, as many as the lines hold."""
    size = large.size
    high, gap = (LEADING + 2 * INSET) * size, size * 0.32
    wants = [width_of(mark.words, size, 700) + size * large.pad for mark in cell.marks]
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
            items.append(Rect(place, y, want, high, ink_of(mark.status), mark.city, 3, mark, max(2.0, size * 0.08)))
            items.append(Text(place + want / 2, y + high / 2 + 0.34 * size, mark.words, size, mark.city, 700, "middle", mark=mark))
            place += want + gap
            shown += 1
    if left := tuple(cell.marks[shown:]):
        mark = rest(left, f"+ {len(left):,}")
        items.append(Text(place, y + high / 2 + 0.34 * size, mark.words, size, "muted", mark=mark))
    return Placed(tuple(items), y + high)


def large_of(slot: Slot, type_: Type, width: float, scale: float = 1) -> Numerals | Boxes | None:
    """How large a slot is drawn that is not of words alone."""
    return numerals(slot, type_, width, scale) if slot.form == "numbers" else boxes(slot, type_, width) if slot.form == "boxes" else None
