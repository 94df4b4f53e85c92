"""How much room words need: estimated, rather too much than too little, since a figure is laid out before a browser draws it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from functools import cache

from dashboard.charts.style import plain

_NARROW, _WIDE = "ijlt.,;:'|!()[]-/ fr·", "mwMW@%—"


def width_of(text: str, size: float) -> float:
    """About how many pixels a text needs at a font size, rather more than less."""
    return sum(map(_ems, text)) * size


@cache
def _ems(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.82
    return 0.58 if letter.isupper() or letter.isdecimal() else 0.49


def fitted(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than ``width`` pixels; a longer word is cut where it must be, a hard blank never."""
    lines, line = [], ""
    for word in filter(None, text.replace("\n", " ").split(" ")):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while width_of(word, size) > width and len(word) > 1:
            keep = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width_of(word[:n], size) <= width)
            lines.append(word[:keep])
            word = word[keep:]
        line = word
    return [*lines, line] if line or not lines else lines


def joined(lines: Iterable[str]) -> str:
    """Lines as Plotly breaks them, every one of them plain text."""
    return "<br>".join(plain(line) for line in lines)


def margin_for(labels: Iterable[str], width: float, size: int = 14) -> float:
    """How many pixels the labels beside an axis may take: what the longest needs, at most a third of the ``width`` of the frame."""
    return min(22 + max((width_of(label, size) for label in labels), default=0), width * (0.36 if width > 560 else 0.3))


def needed(lines: int, row: float, size: float = 14) -> float:
    """How many rows of ``row`` pixels some lines of text take, at least one."""
    return max(1.0, math.ceil((lines * size * 1.3 + 4) / row * 4) / 4)
