"""The intervals of lanes: words, a bar from start to end, and what is known of it beyond today."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from dashboard.pictures.shapes import Interval
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import NO_BREAK, width_of, wrap
from dashboard.render.scene import Box, Item, Placed, Rect, Text, ink_of
from dashboard.render.shapes.even import even


@dataclass(frozen=True)
class TimeAxis:
    """Where years stand across a box, and today's rule among them."""

    left: float
    right: float
    edge: float
    """Where the box ends, at or beyond the end of the axis."""
    first: int
    last: int
    rule: float

    def x(self, year: float) -> float:
        """How far right a year stands."""
        return self.left + (year - self.first) / max(self.last - self.first, 1) * (self.right - self.left)


@dataclass(frozen=True)
class LaneRoom:
    """What every lane of a layout shares."""

    box: Box
    type: Type
    axis: TimeAxis
    beside: bool
    """Whether the words stand beside the axis."""
    names: float
    """How wide the names are, 0 where they stand above the words."""
    words: float
    """How wide the words beside the axis are, 0 where they stand above it."""
    size: float
    """The type of the words."""
    some_over: bool = False
    """Whether a deadline has passed, so that the others step back."""

    def loud(self, interval: Interval) -> bool:
        """Whether an interval is what the picture is about."""
        return bool(interval.outcome) or not self.some_over

    def stroke(self, interval: Interval) -> float:
        """How thick the outline of a bar is."""
        return self.type.body * (0.09 if interval.outcome else 0.06)


def place_interval(interval: Interval, room: LaneRoom, y: float, air: float, items: list[Item]) -> float:
    """A promise: its words beside its bar, or above it; the year at its end and what came of it beyond today."""
    type_, size = room.type, room.size
    if not room.beside:
        return _above(interval, room, y, air, items)
    hue, weight = ("ink", 600) if room.loud(interval) else ("muted", 400)
    words = partial(written, interval.words, room.box.x + room.names, y, size=size, hue=hue, weight=weight, most=4, mark=interval)
    placed = even(words, room.words)
    items += placed.items
    high = type_.body * 1.25
    tall = max(placed.height, high)
    _bar(interval, room, y + tall / 2, high, items, type_.body)
    _beyond(interval, room, y + tall / 2, items)
    return y + tall


def written(words: str, x: float, y: float, width: float, **kept: Any) -> Placed:
    """A paragraph in which no number stands at the end of a line, away from what it counts."""
    placed = paragraph(re.sub(r"(\d) ", rf"\1{NO_BREAK}", words), x, y, width, **kept)
    shown = (replace(item, words=item.words.replace(NO_BREAK, " ")) if isinstance(item, Text) else item for item in placed.items)
    return Placed(tuple(shown), placed.height)


def _above(interval: Interval, room: LaneRoom, y: float, air: float, items: list[Item]) -> float:
    """The year and the words in lines, then the bar and what is known beyond today."""
    type_, axis, box, size = room.type, room.axis, room.box, room.size
    at_end = _year_x(interval, room, size) >= box.x
    ahead = width_of(interval.ends, size, 700) + size * 0.5
    inset = ahead if ahead < box.width * 0.3 and not at_end else 0
    if not at_end:
        heavy = 700 if room.loud(interval) else 400
        items.append(Text(box.x, y + (0.5 * LEADING + 0.34) * size, interval.ends, size, interval.city, heavy, mark=interval))
        y += 0 if inset else size * LEADING
    hue, weight = ("ink", 600) if room.loud(interval) else ("muted", 400)
    words = partial(written, interval.words, box.x + inset, y, size=size, hue=hue, weight=weight, most=4, mark=interval)
    placed = even(words, box.width - inset)
    items += placed.items
    y += placed.height
    fits = width_of(interval.outcome, type_.small, 600) + type_.small * 0.7 <= axis.edge - axis.x(axis.rule)
    if interval.outcome and not fits:
        told = paragraph(interval.outcome, box.x + inset, y, box.width - inset, type_.small, "muted", mark=interval)
        items += told.items
        y += told.height
    # Rules that cross a bar stand out of it a little, and must not touch the words above.
    y += size * 0.15
    high = size * 0.96 + min(air * 0.3, size * 0.3)
    tall = high + size * 0.12
    _bar(interval, room, y + tall / 2, high, items, size if at_end else 0)
    if interval.outcome and fits:
        _beyond(interval, room, y + tall / 2, items)
    return y + tall


def _year_x(interval: Interval, room: LaneRoom, size: float) -> float:
    """Where the year of a bar begins: inside at its end, or beside it where there is no room inside."""
    axis = room.axis
    start, end = axis.x(interval.start), min(axis.x(interval.end), axis.right)
    wide, inset = width_of(interval.ends, size, 700), size * 0.36
    if end - start > wide + 2 * inset:
        return end - inset - width_of(interval.ends, size, 700 if room.loud(interval) else 400)
    limit = axis.x(axis.rule) if interval.outcome and end < axis.x(axis.rule) else axis.edge
    return end + inset if end + inset + wide <= limit else start - inset - wide


def _bar(interval: Interval, room: LaneRoom, middle: float, high: float, items: list[Item], size: float) -> None:
    """A bar with its year in a type of this size, or without it."""
    axis = room.axis
    start, end = axis.x(interval.start), min(axis.x(interval.end), axis.right)
    ink, stroke = ink_of(interval.status), room.stroke(interval)
    items.append(Rect(start, middle - high / 2, max(end - start, 6), high, ink, interval.city, 3, interval, stroke))
    if size:
        heavy = 700 if room.loud(interval) else 400
        base = middle + 0.34 * size
        items.append(Text(_year_x(interval, room, size), base, interval.ends, size, interval.city, heavy, mark=interval))


def _beyond(interval: Interval, room: LaneRoom, middle: float, items: list[Item]) -> None:
    """What is known of a promise that has passed, right of today."""
    size, axis = room.type.small, room.axis
    x = axis.x(axis.rule) + size * 0.6
    if interval.outcome:
        width = axis.edge - x
        lines = wrap(interval.outcome, size, width, 600)
        top = middle - len(lines) * size * LEADING / 2
        items += paragraph(interval.outcome, x, top, width, size, "ink", 600, mark=interval).items
