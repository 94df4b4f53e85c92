"""Towers of unit squares: one claim, one equal square, wherever claims are counted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.pictures.model import Mark, claims_of
from dashboard.render.scene import Box, Item, Rect, Text, ink_of

_GAP = 0.14
"""The room between two squares, of their pitch."""


def squares(marks: Sequence[Mark], box: Box, pitch: float) -> tuple[Item, ...]:
    """The marks as equal squares ``pitch`` apart, row by row from the bottom of the box, the first at its base, in their cities' hues."""
    number, side = across(box.width, pitch), pitch * (1 - _GAP)
    bottom = box.y + (box.height or 0)
    items: list[Item] = []
    for place, mark in enumerate(marks):
        x, y = box.x + place % number * pitch, bottom - (place // number) * pitch - side
        items += square(mark, x, y, side)
    return tuple(items)


def square(mark: Mark, x: float, y: float, side: float, hue: str = "") -> list[Item]:
    """The square of one claim, in the hue of its city if in no other; with the status claimed it has a quotation mark at any size."""
    hue = hue or mark.city or "ink"
    box = Rect(x, y, side, side, ink_of(mark.status), hue, side * 0.1, mark, max(1.0, side * 0.11))
    if mark.status != "claimed":
        return [box]
    return [box, Text(x + side / 2, y + side * 1.04, "“", side * 1.25, hue, 700, "middle", mark=mark)]


def across(width: float, pitch: float) -> int:
    """The number of squares in a row."""
    return max(int(width / pitch + _GAP + 1e-6), 1)


def tall(number: int, width: float, pitch: float) -> float:
    """The height of a tower of ``number`` squares."""
    return math.ceil(number / across(width, pitch)) * pitch


def pitch_of(most: int, width: float, height: float, largest: float, smallest: float) -> tuple[float, int]:
    """The largest pitch at which ``most`` squares fit into ``width`` and ``height``, and the number of claims for each square.

    That number is 1, unless squares of the pitch ``smallest`` do not fit.
    """
    for each in (1, 10, 100, 1000):
        number = math.ceil(most / each)
        row = max(math.ceil(width / largest + _GAP), 1)
        while (pitch := width / (row - _GAP)) >= smallest:
            if math.ceil(number / row) * pitch <= height:
                return pitch, each
            row += 1
    return smallest, 1000


def merged(marks: tuple[Mark, ...], each: int) -> tuple[Mark, ...]:
    """Merge marks of one status, so that each square represents ``each`` claims."""
    if each == 1:
        return marks
    merged_marks: list[Mark] = []
    for status in dict.fromkeys(mark.status for mark in marks):
        same = [mark for mark in marks if mark.status == status]
        for start in range(0, len(same), each):
            part = tuple(same[start : start + each])
            spoken = f"{len(part)} times {part[0].words}"
            merged_marks.append(Mark(part[0].city, status, part[0].words, claims_of(part), all(mark.faded for mark in part), spoken))
    return tuple(merged_marks)
