"""The lines below nested boxes: titles in a gutter, and beside them marks in words, those that find no room counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.nested import Aside, Note
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Text

_BESIDE = 30
"""From how many ems of small type on titles stand beside the lines."""


@dataclass(frozen=True)
class _Word:
    words: str
    mark: Mark | None
    hue: str
    weight: int
    apart: float
    """How far it stands from the word before, in ems."""


def place_notes(
    notes: Sequence[Note], more: Callable[[float], Mark] | None, box: Box, type_: Type, most: int, ruled: bool = True, spared: bool = False,
) -> Placed:  # fmt: skip
    """Every note in at most ``most`` lines, below a rule where it is ``ruled``.

    ``more``, made for the width it has, stands in a line of its own, behind a note it would seem to be of its kind. Where a line
    is ``spared``, it is short and parted from the last note by a rule.
    """
    size = type_.small
    beside = box.width >= _BESIDE * size
    gutter = max((width_of(note.title, size) for note in notes), default=0) + size if beside else 0
    items: list[Item] = [Line(box.x, box.y, box.right, box.y, "line", 1)] if ruled else []
    y, end = box.y + size * 0.4 * ruled, box.right
    for note in notes:
        items.append(Text(box.x, y + size * 0.96, note.title, size, "muted"))
        y += 0 if beside else size * LEADING
        placed = _flow(note.asides, box.x + gutter, y, box.width - gutter, size, most)
        items += placed.items
        y += max(placed.height, size * LEADING) + size * 0.3 * (not beside)
        last = placed.items[-1]
        end = last.left + last.width if isinstance(last, Text) else box.right
    short = more(0) if more and spared and notes and beside else None
    if short and box.right - end > width_of(short.words, size) + 3 * size:
        base = y - size * (LEADING / 2 - 0.34)
        x = box.right - width_of(short.words, size)
        items.append(Line(x - size, base - size * 0.8, x - size, base + size * 0.2, "muted", 1.5))
        items.append(Text(box.right, base, short.words, size, "muted", anchor="end", mark=short))
    elif more:
        mark = more(box.width)
        placed = paragraph(mark.words, box.x, y, box.width, size, "muted", mark=mark)
        items += placed.items
        y += placed.height
    return Placed(tuple(items), y - box.y)


def _flow(asides: Sequence[Aside], x: float, y: float, width: float, size: float, most: int) -> Placed:
    """Marks after each other, each lead before its own."""
    total = sum(len(aside.marks) for aside in asides)
    low, high = 0, total
    lines = _lines(_words(asides, total), width, size)
    if len(lines) > most:
        best = _lines(_words(asides, 0), width, size)
        while low <= high:
            middle = (low + high) // 2
            tried = _lines(_words(asides, middle), width, size)
            if len(tried) <= most:
                best, low = tried, middle + 1
            else:
                high = middle - 1
        lines = best
    items: list[Item] = []
    for number, line in enumerate(lines):
        base = y + (number + 0.5) * size * LEADING + 0.34 * size
        run: list[tuple[float, _Word]] = []
        for at, word in (*line, (0.0, None)):
            if run and (word is None or word.mark is not run[0][1].mark or word.weight != run[0][1].weight or word.apart > 0.3):
                first = run[0][1]
                words = " ".join(part.words for _, part in run)
                items.append(Text(x + run[0][0], base, words, size, first.hue, first.weight, mark=first.mark))
                run = []
            if word:
                run.append((at, word))
    return Placed(tuple(items), len(lines) * size * LEADING)


def _words(asides: Sequence[Aside], shown: int) -> list[_Word]:
    found: list[_Word] = []
    left: list[Mark] = []
    for aside in asides:
        kept = aside.marks[:shown]
        left += aside.marks[shown:]
        shown = max(shown - len(aside.marks), 0)
        if not kept:
            continue
        apart = 1.0 if found else 0.0
        for part in aside.lead.split():
            found.append(_Word(part, None, aside.city or "ink", 600, apart))
            apart = 0.26
        for number, mark in enumerate(kept):
            parts = mark.words.split()
            for place, part in enumerate(parts):
                comma = "," if place == len(parts) - 1 and number < len(kept) - 1 else ""
                found.append(_Word(part + comma, mark, "muted", 400, apart if not found or place == 0 else 0.26))
                apart = 0.26
    if left:
        mark = rest(tuple(left), f"and {len(left):,} more" if found else f"{len(left):,} in all")
        found += [_Word(part, mark, "muted", 400, 0.26 if number or not found else 0.5) for number, part in enumerate(mark.words.split())]
    return found


def _lines(words: Sequence[_Word], width: float, size: float) -> list[list[tuple[float, _Word]]]:
    lines: list[list[tuple[float, _Word]]] = []
    line: list[tuple[float, _Word]] = []
    end = 0.0
    for number, word in enumerate(words):
        needed = width_of(word.words, size, word.weight)
        blank = word.apart * size if line else 0.0
        # A lead stands on the line of what it leads.
        ahead, following = 0.0, number
        while words[following].mark is None and following + 1 < len(words):
            following += 1
            ahead += size * 0.26 + width_of(words[following].words, size, words[following].weight)
        if line and end + blank + needed + ahead > width:
            lines.append(line)
            line, end, blank = [], 0.0, 0.0
        line.append((end + blank, word))
        end += blank + needed
    return [*lines, line] if line else lines
