"""Words and marks in running lines: what most shapes write into their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import EMPTY, Mark, rest
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Item, Placed, Rect, Text, ink_of

LEADING = 1.24
"""The distance of two lines, in ems of their type."""


@dataclass(frozen=True)
class Type:
    """The sizes of type in one frame, in pixels, and the margin around it."""

    headline: float
    title: float
    body: float
    small: float
    source: float
    numeral: float
    margin: float

    def times(self, factor: float) -> Type:
        """The same at another size."""
        sizes = (self.headline, self.title, self.body, self.small, self.source, self.numeral, self.margin)
        return Type(*(size * factor for size in sizes))


@dataclass(frozen=True)
class _Word:
    words: str
    mark: Mark | None
    hue: str
    weight: int
    swatch: str = ""


def paragraph(
    words: str, x: float, y: float, width: float, size: float, hue: str = "ink", weight: int = 400, most: int = 99,
    mark: Mark | None = None,
) -> Placed:  # fmt: skip
    """A text in lines, the first of which has its top at ``y``."""
    lines = wrap(words, size, width, weight, most)
    items = tuple(Text(x, y + (n + 0.5) * size * LEADING + 0.34 * size, line, size, hue, weight, mark=mark) for n, line in enumerate(lines))
    return Placed(items, len(lines) * size * LEADING)


def swatch(x: float, y: float, size: float, status: str, hue: str, mark: Mark | None = None) -> tuple[Item, ...]:
    """The ink of a status as a small square; a boast carries its quotation mark."""
    if status in EMPTY:
        slot = Rect(x, y + size * 0.12, size * 1.5, size * 0.76, "pale", "slot", 2, mark)
        return (replace(slot, ink="hidden", hue="muted") if status else slot,)
    box = Rect(x, y, size, size, ink_of(status), hue, min(2, size * 0.1), mark, max(1.0, size * 0.1))
    return (box, Text(x + size / 2, y + size * 1.02, "“", size * 1.25, hue, 700, "middle", mark=mark)) if status == "claimed" else (box,)


def listed(
    marks: Sequence[Mark], x: float, y: float, width: float, size: float, hue: str, most: int, lead: str = "", weight: int = 600,
    more: str | Callable[[Sequence[Mark]], str] = "and {} more", parted: bool = False,
) -> Placed:  # fmt: skip
    """Marks as running text in at most ``most`` lines, with the ink of a status before its first mark.

    Marks that do not fit are merged into one with ``more`` of them and all their claims; ``parted``: into one for each status.
    """
    others = (lambda group: more.format(f"{len(group):,}")) if isinstance(more, str) else more
    low, high, best = 0, len(marks), None
    while low <= high:
        count = (low + high) // 2 if best or low else high
        left = tuple(marks[count:])
        lines = _lines(_words(marks[:count], left, hue, lead, weight, others, parted), width, size)
        if len(lines) <= most:
            best, low = lines, count + 1
        else:
            high = count - 1
        if best and count == len(marks):
            break
    if best is None or (low == 1 and marks):
        # Not even the first mark fits beside the count of the others: it is clipped, as a count alone is not informative.
        room = width * most - width_of(f" {lead} {others(marks)}", size, 700) - 2.4 * size
        first = replace(marks[0], words=clipped(marks[0].words, size, max(room * 0.9, size * 4), weight))
        best = _lines(_words((first,), tuple(marks[1:]), hue, lead, weight, others, parted), width, size)[: most + 1]
    return _drawn(best, x, y, size)


def _words(
    marks: Sequence[Mark], left: tuple[Mark, ...], hue: str, lead: str, weight: int, more: Callable[[Sequence[Mark]], str], parted: bool
) -> list[_Word]:  # fmt: skip
    words = [_Word(lead, None, "ink", 700)] if lead else []
    before: str | None = None
    for place, mark in enumerate(marks):
        last = place == len(marks) - 1
        parts = mark.words.split(" ")
        fresh = mark.status is not None and mark.status != before
        before = mark.status
        # An ink parts what follows from what is before; what has none is parted by a comma.
        comma = "" if last or marks[place + 1].status not in (mark.status, None) else ","
        tone = "muted" if mark.silent or mark.faded else "ink"
        for number, part in enumerate(parts):
            end = comma if number == len(parts) - 1 else ""
            heavy = 400 if mark.silent or mark.status is None else weight
            words.append(_Word(part + end, mark, tone, heavy, f"{mark.status}|{mark.city or hue}" if fresh and number == 0 else ""))
    for group in _by_status(left, before) if parted else [left] if left else []:
        status = group[0].status if parted else None
        fresh = status is not None and status != before
        mark = replace(rest(group, f"{len(group):,}" if fresh else more(group)), status=status)
        ink = f"{status}|{group[0].city or hue}" if fresh else ""
        words += [_Word(word, mark, "muted", 400, ink if not number else "") for number, word in enumerate(mark.words.split(" "))]
    return words


def _by_status(marks: Sequence[Mark], first: str | None) -> list[tuple[Mark, ...]]:
    """The same, those of one status together, beginning with those of ``first``."""
    order = sorted(dict.fromkeys(mark.status for mark in marks), key=lambda status: status != first)
    return [tuple(mark for mark in marks if mark.status == status) for status in order]


def _lines(words: Sequence[_Word], width: float, size: float) -> list[list[tuple[float, _Word]]]:
    """The words in lines, each with where it begins; one too long for a line is clipped."""
    lines: list[list[tuple[float, _Word]]] = []
    line: list[tuple[float, _Word]] = []
    end = 0.0
    for word in words:
        blank = 0.0 if not line else size * (0.7 if word.swatch else 0.26)
        ahead = size * 1.05 if word.swatch else 0.0
        needed = ahead + width_of(word.words, size, word.weight)
        if line and end + blank + needed > width:
            lines.append(line)
            line, end, blank = [], 0.0, 0.0
        if needed > width:
            word = _Word(clipped(word.words, size, width - ahead, word.weight), word.mark, word.hue, word.weight, word.swatch)
            needed = ahead + width_of(word.words, size, word.weight)
        line.append((end + blank, word))
        end += blank + needed
    return [*lines, line] if line else lines


def _drawn(lines: Sequence[Sequence[tuple[float, _Word]]], x: float, y: float, size: float) -> Placed:
    items: list[Item] = []
    for number, line in enumerate(lines):
        middle = y + (number + 0.5) * size * LEADING
        run: list[tuple[float, _Word]] = []
        for place, word in line:
            if run and (word.mark is not run[-1][1].mark or word.swatch or word.weight != run[-1][1].weight or word.hue != run[-1][1].hue):
                items.append(_run(run, x, middle, size))
                run = []
            if word.swatch:
                status, hue = word.swatch.split("|")
                items += swatch(x + place, middle - size * 0.36, size * 0.74, status, hue or "ink", word.mark)
                place += size * 1.05
            run.append((place, word))
        if run:
            items.append(_run(run, x, middle, size))
    return Placed(tuple(items), len(lines) * size * LEADING)


def _run(run: Sequence[tuple[float, _Word]], x: float, middle: float, size: float) -> Text:
    place, word = run[0]
    return Text(
        x + place, middle + 0.34 * size, " ".join(part.words for _, part in run), size, word.hue, word.weight, mark=word.mark
    )  # fmt: skip
