"""Lays out a picture in a frame of any size: headline, subtitle, legend, body and sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeAlias

from dashboard.pictures.model import EMPTY, Picture, Sources
from dashboard.render.flow import LEADING, Type, paragraph, swatch
from dashboard.render.metrics import NO_BREAK, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Rect, Scene, Text
from dashboard.render.shapes import LAYOUTS

SHAPES = {"wide": (1920, 1080), "classic": (1440, 1080), "square": (1080, 1080), "portrait": (1080, 1350)}
"""The frames of fixed size, in pixels."""
SLIDE = Type(headline=60, title=36, body=28, small=24, source=20, numeral=72, margin=64)
PAGE = Type(headline=32, title=22, body=18, small=16, source=13, numeral=44, margin=0)
PHONE = Type(headline=24, title=20, body=16, small=15, source=13, numeral=40, margin=0)
_SIDE, _PHONE = 1080, 640
_LEADS = ("The article says:", "The articles say:")
"""What opens the key: a status is what an article says, and nothing that was looked up."""
_NUMBERS = re.compile(r"[\d,]+ of [\d,]+")
"""What no line of a headline is broken in: ``7 of 9``."""
Key: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Frame:
    """Where a picture is drawn: its width in pixels, and its height, or None on a page, which may be as tall as it needs.

    ``whole`` is for paper: the type of a slide, and as tall as it needs.
    """

    width: float
    height: float | None = None
    whole: bool = False

    @property
    def type(self) -> Type:
        """The sizes of type: of a slide in a frame of fixed size, in proportion to its shorter side."""
        if self.height is not None:
            return SLIDE.times(min(self.width, self.height) / _SIDE)
        if self.whole:
            return SLIDE
        return PAGE if self.width >= _PHONE else PHONE


def compose(picture: Picture, frame: Frame) -> Scene:
    """The picture placed in a frame; its key names the inks drawn there and no others."""
    key = picture.legend
    for _ in range(3):
        scene = _placed(picture, frame, key)
        drawn = _inks(scene)
        needed = tuple(entry for entry in picture.legend if entry[0] in drawn)
        if needed == key:
            break
        key = needed
    return scene


def _inks(scene: Scene) -> set[str]:
    """The statuses whose ink is drawn, and an empty one where there is an empty slot."""
    marked = [item for item in scene.items if item.mark]
    empty = {item.mark.key or "" for item in marked if item.mark and item.mark.silent}
    return {str(item.ink) for item in marked if not isinstance(item, Line)} | empty


def _inked(item: Item) -> Item:
    """A slot that only the filters leave empty in its own ink, whatever shape placed it: the articles are not silent there."""
    if isinstance(item, Rect) and (item.ink, item.hue) == ("pale", "slot") and item.mark and item.mark.hidden:
        return replace(item, ink="hidden", hue="muted")
    return item


def _placed(picture: Picture, frame: Frame, key: Key) -> Scene:
    """The picture in a frame under a given key."""
    type_ = frame.type
    left, width = type_.margin, frame.width - 2 * type_.margin
    size, lines = _headline(picture.headline, width, type_)
    y = type_.margin - (0.2 * type_.headline if type_.margin else 0)
    items: list[Item] = []
    for line in lines:
        items.append(Text(left, y + 0.86 * size, line, size, "ink", 700))
        y += 1.1 * size
    y += 0.12 * type_.headline
    y = _subtitle(picture, key, items, left, y, width, type_)
    source = source_lines(picture.sources, width, type_.source, 2 if width > 1100 else 4 if frame.height is not None else 9)
    foot = len(source) * type_.source * LEADING
    top = y + 0.8 * type_.body
    bottom = None if frame.height is None else frame.height - type_.margin - foot + 0.3 * type_.source - 0.9 * type_.body
    placed = LAYOUTS[type(picture.body)](picture.body, Box(left, top, width, None if bottom is None else bottom - top), type_)
    items += map(_inked, placed.items)
    y = (frame.height - type_.margin - foot + 0.3 * type_.source) if frame.height is not None else top + placed.height + type_.body
    for number, line in enumerate(source):
        items.append(Text(left, y + (number + 0.8) * type_.source * LEADING, line, type_.source, "muted"))
    height = frame.height if frame.height is not None else y + foot + 0.3 * type_.source + type_.margin
    return Scene(frame.width, height, tuple(items), picture.headline, picture.alt, picture.hubs)


def _headline(words: str, width: float, type_: Type) -> tuple[float, list[str]]:
    """The headline in lines, and their size: smaller where a presenter's own, longer than a finding is, would be cut."""
    words = _NUMBERS.sub(lambda found: found[0].replace(" ", NO_BREAK), words)
    for size in (type_.headline, 0.8 * type_.headline, type_.title):
        lines = [line.replace(NO_BREAK, " ") for line in _balanced(words, size, width, 700, 4)]
        if not lines[-1].endswith("…"):
            break
    return size, lines


def _subtitle(picture: Picture, legend: Key, items: list[Item], left: float, y: float, width: float, type_: Type) -> float:
    """The subtitle, and the key beside it where both find room on one line, else below; returns where they end."""
    size, small = type_.body, type_.small
    key = [(status, word, small * 0.95 * (1.5 if status in EMPTY else 1) + small * 0.32 + width_of(word, small)) for status, word in legend]
    gap = small * 0.95
    total = sum(part[2] for part in key) + gap * (len(key) - 1)
    lead = _LEADS[len(picture.sources.names) != 1]
    if any(status not in EMPTY for status, _ in legend):
        key, total = [("lead", lead, width_of(lead, small)), *key], total + gap + width_of(lead, small)
    beside = width_of(picture.subtitle, size) + total + 2 * size <= width
    even = max(width_of(line, size) for line in _balanced(picture.subtitle, size, width, 400, 4)) + 0.5
    placed = paragraph(picture.subtitle, left, y, even, size, "muted", most=4)
    items += placed.items
    if not key:
        return y + placed.height
    x, line = (left + width - total, y + size * LEADING * 0.5) if beside else (left, y + placed.height + 0.9 * small)
    breaks = _breaks([needed for *_, needed in key], gap, width)
    for place, (status, word, needed) in enumerate(key):
        if place in breaks:
            x, line = left, line + small * 1.35
        if status != "lead":
            items += swatch(x, line - small * 0.4, small * 0.8, status, "ink")
        items.append(Text(x + needed - width_of(word, small), line + 0.34 * small, word, small, "muted"))
        x += needed + gap
    return y + placed.height if beside else line + 0.6 * small


def _breaks(needed: list[float], gap: float, width: float) -> list[int]:
    """Where the key begins a line: as few as it takes, about as long as each other."""

    def broken(room: float) -> list[int]:
        found, end = list[int](), 0.0
        for place, wide in enumerate(needed):
            if end and end + wide > room + 1:
                found.append(place)
                end = 0.0
            end += wide + gap
        return found

    fewest = broken(width)
    tried = (broken(width * step / 20) for step in range(8, 20))
    return next((breaks for breaks in tried if len(breaks) == len(fewest)), fewest)


def source_lines(sources: Sources, width: float, size: float, most: int) -> list[str]:
    """The source line, wrapped to at most ``most`` lines; names of articles are not broken, those that do not fit are counted."""
    for count in range(len(sources.names), -1, -1):
        left = len(sources.names) - count
        names = [*sources.names[:count], *([f"and {left:,} more" if count else f"{left:,} articles"] if left else [])]
        unbroken = tuple(name.replace(" ", NO_BREAK) for name in names)
        # A link may make the rest longer than a line of a phone: it is broken between its parts, never within one.
        data = ", ".join(part.replace(" ", NO_BREAK) for part in sources.data.split(", "))
        words = Sources(sources.lead, unbroken, data).words
        if len(wrap(words, size, width)) <= most:
            return [line.replace(NO_BREAK, " ") for line in _balanced(words, size, width, 400, most)]
    return wrap(sources.data, size, width, most=most)


def _balanced(words: str, size: float, width: float, weight: int, most: int) -> list[str]:
    """Wrap to the fewest lines, of about equal length, so that no word is alone on the last."""
    lines = wrap(words, size, width, weight, most)
    number = len(lines)
    for step in range(1, 20):
        narrower = wrap(words, size, width * (1 - step * 0.025), weight, most)
        if len(narrower) > number or narrower[-1].endswith("…") > lines[-1].endswith("…"):
            break
        lines = narrower
    return lines
