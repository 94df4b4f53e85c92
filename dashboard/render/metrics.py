"""How wide words are: the advance widths of the bundled fonts, per weight, from a table made of the fonts themselves."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

WEIGHTS = (400, 600, 700)
ASCENT, DESCENT = 0.75, 0.24
"""How far letters reach above and below the baseline, in ems."""
NO_BREAK = "\u00a0"
"""A space at which no line ends; as wide as any other."""
_SPACES = re.compile(rf"[^\S{NO_BREAK}]+")
FILE = Path(__file__).with_name("metrics.json")


@cache
def _advances(weight: int) -> Mapping[str, float]:
    raw: dict[str, dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {letter: int(width) / 1000 for width, letters in raw[str(weight)].items() for letter in letters}


@cache
def _em(letter: str, weight: int) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    letter = " " if letter == NO_BREAK else letter
    wide = 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.6
    return _advances(weight).get(letter, wide)


def width_of(text: str, size: float, weight: int = 400) -> float:
    """How many pixels a text is wide in one of `WEIGHTS`, kerning left out."""
    return _ems(text, weight) * size


@lru_cache(maxsize=20_000)
def _ems(text: str, weight: int) -> float:
    # A layout measures the same words at many sizes until they fit.
    return sum(_em(letter, weight) for letter in text)


def wrap(text: str, size: float, width: float, weight: int = 400, most: int = 99) -> list[str]:
    """The text in at most ``most`` lines no wider than ``width``: a longer word is cut, what is too much ends in an ellipsis."""
    lines, line = [], ""
    for word in filter(None, _SPACES.split(text)):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while width_of(word, size, weight) > width and len(word) > 1:
            keep = next((n for n in range(len(word) - 1, 0, -1) if width_of(word[:n], size, weight) <= width), 1)
            lines.append(word[:keep])
            word = word[keep:]
        line = word
    lines += [line] if line else []
    return lines if len(lines) <= most else [*lines[: most - 1], clipped(" ".join(lines[most - 1 :]), size, width, weight)]


def clipped(text: str, size: float, width: float, weight: int = 400) -> str:
    """Text cut to ``width``, with an ellipsis where it is cut."""
    if width_of(text, size, weight) <= width:
        return text
    start = next((text[:n].rstrip() for n in range(len(text) - 1, 0, -1) if width_of(text[:n].rstrip() + "…", size, weight) <= width), "")
    return start + "…"
