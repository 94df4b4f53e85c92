"""Text on a slide: what it looks like, which claims stand behind it, and how much room it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from dashboard.charts.measure import fitted, width_of

LEADING = 1.25
"""The distance of two lines as a multiple of the type: fixed, for the type that stands in for a missing one has another."""
HANGING = 8.0
"""How far the lines of a paragraph among others stand in from its first, in points."""
CALIBRI, WIDEST = (0.97, 1.0), (1.23, 1.38)
"""How wide text runs beside `width_of`, plain and bold: in Calibri, and in what a program without it may put in its place."""

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile("[ \t\r\n\f\v\x85\u2028\u2029]+")
_SIGNS = str.maketrans({**dict.fromkeys(range(0x2190, 0x2C00), "一"), 0xA0: "r"})
"""What stands in for a sign when text is measured: a shape is as wide as it is high, and a firm blank breaks no line."""


@dataclass(frozen=True)
class Run:
    """Text of one look; its colour is the ink of the slide when it has none."""

    text: str
    color: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Said:
    """A paragraph: its runs, and the claims behind it."""

    runs: tuple[Run, ...]
    claims: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Cell: TypeAlias = tuple[Said, ...]


def said(text: str, color: str = "", *, bold: bool = False, italic: bool = False, claims: Sequence[str] = ()) -> Said:
    """A paragraph of one look."""
    return Said((Run(text, color, bold, italic),), tuple(claims))


def clean(text: object) -> str:
    """Text on one line, without the characters a slide cannot hold."""
    return _BLANKS.sub(" ", storable(text)).strip(" ")


def storable(text: object) -> str:
    """Text without the characters XML cannot hold."""
    return _UNFIT.sub("", str(text))


def broken(paragraph: Said, size: float, width: float, kind: tuple[float, float] = WIDEST) -> Sequence[str]:
    """The lines of a paragraph in ``width`` points, rather more than fewer."""
    # Bold runs may come together on a line, so they count for more than their share.
    share = sum(len(run.text) for run in paragraph.runs if run.bold) / (len(paragraph.text) or 1)
    wider = kind[0] + (kind[1] - kind[0]) * min(share * 1.6, 1)
    return _lines(clean(paragraph.text), size * wider, width)


@lru_cache(maxsize=8192)
def _lines(text: str, size: float, width: float) -> Sequence[str]:
    return fitted(text.translate(_SIGNS), size, width) or [""]


def tall(paragraphs: Sequence[Said], size: float, width: float, kind: tuple[float, float] = WIDEST) -> float:
    """The height of paragraphs in points; where there are several, each hangs."""
    width -= HANGING if len(paragraphs) > 1 else 0
    return sum(len(broken(paragraph, size, width, kind)) for paragraph in paragraphs) * pitch(size)


def pitch(size: float) -> float:
    """The height of one line in points."""
    return round(size * LEADING, 1)


def cut(text: str, size: float, width: float, most: int, *, bold: bool = False) -> str:
    """The text on one line, or as much of it as ``most`` lines hold with a sign that there is more."""
    letters = clean(text)[: int(most * width / size * 4)]
    ends = _ends(letters, broken(said(letters, bold=bold), size, width))
    return letters if len(ends) <= most else f"{letters[: ends[most - 1] - 1].rstrip()}…"


def in_pieces(paragraph: Said, size: float, width: float, most: int) -> list[Said]:
    """A paragraph as several that are no taller than ``most`` lines each; then the looks of its first run hold for all."""
    letters = clean(paragraph.text)
    ends = _ends(letters, broken(paragraph, size, width))
    if len(ends) <= most:
        return [paragraph]
    stops = [*ends[most - 1 : -1 : most], len(letters)]
    parts = [letters[start:stop].strip() for start, stop in zip([0, *stops], stops, strict=False)]
    return [replace(paragraph, runs=(replace(paragraph.runs[0], text=part),)) for part in parts]


def widest(texts: Iterable[str], size: float) -> float:
    """The width of the longest of some texts in points."""
    return max((width_of(clean(text), size) * WIDEST[0] for text in texts), default=0)


def _ends(letters: str, lines: Sequence[str]) -> list[int]:
    """Where each line of a text ends in it."""
    found = [0]
    for line in lines:
        start = found[-1] + (letters[found[-1] : found[-1] + 1] == " ")
        found.append(start + len(line))
    return found[1:]
