"""Lanes placed: a ledger whose promises stand beside a time axis, or above it where there is no room beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, claims_of, rest
from dashboard.pictures.shapes import Interval, Lane, Lanes
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of

_BESIDE = 30
"""From how many ems of body type on the words stand beside the axis."""


@dataclass(frozen=True)
class _Axis:
    left: float
    right: float
    edge: float
    """Where the box ends, at or beyond the end of the axis."""
    first: int
    last: int
    rule: float

    def x(self, year: float) -> float:
        return self.left + (year - self.first) / max(self.last - self.first, 1) * (self.right - self.left)


@dataclass(frozen=True)
class _Room:
    """What every lane of a layout shares."""

    box: Box
    type: Type
    axis: _Axis
    beside: bool
    names: float
    """How wide the names are."""
    words: float
    """How wide the words beside the axis are, 0 where they stand above it."""
    size: float
    """The type of the words."""


def place(body: Lanes, box: Box, type_: Type) -> Placed:
    """The lanes in a box: all intervals if they fit, else in smaller type, then fewer of each city, the rest counted."""
    beside = box.width > _BESIDE * 1.5 * type_.body
    most = max((len(lane.intervals) for lane in body.lanes), default=0)
    if box.height is None:
        return _placed(body, box, type_, beside, type_.body, most, 0)
    tried = [(lanes, most) for lanes in (body.lanes, *_together(body.lanes)) for _ in range(2)]
    sizes = [type_.body, type_.small] * (len(tried) // 2)
    kept = tried[-1][0] if tried else body.lanes
    tried += [(kept, number) for number in range(most - 1, 0, -1)] + [(lanes, 1) for lanes in _fewer(kept)]
    sizes += [type_.small] * len(tried)
    for (lanes, number), size in zip(tried, sizes, strict=False):
        fewer = replace(body, lanes=lanes)
        placed = _placed(fewer, box, type_, beside, size, number, 0)
        if placed.height <= box.height:
            rows = sum(max(min(len(lane.intervals), number), 1) + 1 for lane in lanes)
            air = min((box.height - placed.height) / rows, type_.body)
            return _placed(fewer, box, type_, beside, size, number, air)
    return placed


def _together(lanes: tuple[Lane, ...]) -> Iterator[tuple[Lane, ...]]:
    """The same with the empty lanes in one."""
    silent = tuple(lane for lane in lanes if not lane.intervals)
    if len(silent) > 1:
        yield (*(lane for lane in lanes if lane.intervals), _joined(silent))


def _fewer(lanes: tuple[Lane, ...]) -> Iterator[tuple[Lane, ...]]:
    """Only the first lanes, the others counted in the last."""
    told = tuple(lane for lane in lanes if lane.intervals)
    silent = tuple(lane for lane in lanes if not lane.intervals)
    for kept in range(len(told) - 1, 0, -1):
        yield (*told[:kept], _joined((*told[kept:], *silent)))


def _joined(lanes: tuple[Lane, ...]) -> Lane:
    """Several lanes as one that leads to all of them."""
    names = ", ".join(lane.silence.words.partition(":")[0] if lane.silence and not lane.city else lane.name for lane in lanes)
    marks = tuple(mark for lane in lanes for mark in (*lane.intervals, *([lane.note] if lane.note else [])))
    drawn = any(lane.intervals for lane in lanes)
    words = f"{names}: {'more targets' if drawn else 'no target with a year'}"
    note = rest(marks, f"+ {len(claims_of(marks)):,} claims") if marks else None
    return Lane("", "Others", (), Mark("", None, words, ()), note)


def _placed(body: Lanes, box: Box, type_: Type, beside: bool, size: float, most: int, air: float) -> Placed:
    names = max((width_of(lane.name, type_.title, 700) for lane in body.lanes), default=0) + type_.body
    words = (box.width - names) * 0.37 if beside else 0
    left = box.x + names + words + type_.body if beside else box.x
    axis = _axis(body, left, box.right, type_)
    room = _Room(box, type_, axis, beside, names, words, size)
    items: list[Item] = []
    y = _head(body, box, type_, axis, items)
    top, rules = y, list[tuple[float, float]]()
    for number, lane in enumerate(body.lanes):
        y += type_.body * 0.36 + air * 0.5
        if number:
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += type_.body * 0.36 + air * 0.5
        y = _lane(lane, room, most, air, y, items, rules)
    end = y + type_.body * 0.2
    spans = [(top, end)] if beside else rules
    under = [Line(axis.x(body.covered[1]), start, axis.x(body.covered[1]), stop, "muted", 1.5) for start, stop in spans]
    over = [Line(axis.x(body.rule), start, axis.x(body.rule), stop, "ink", type_.body * 0.125) for start, stop in spans]
    return Placed((*under, *items, *over), end - box.y)


def _axis(body: Lanes, left: float, right: float, type_: Type) -> _Axis:
    """The axis, shorter where what came of a promise would find no room beyond today."""
    outcomes = [width_of(interval.outcome, type_.small) for lane in body.lanes for interval in lane.intervals if interval.outcome]
    room = min(max(outcomes) + type_.body * 1.2, (right - left) * 0.5) if outcomes else 0
    share = (body.rule - body.first) / max(body.last - body.first, 1)
    return _Axis(left, min(right, left + (right - left - room) / share if share else right), right, body.first, body.last, body.rule)


def _head(body: Lanes, box: Box, type_: Type, axis: _Axis, items: list[Item]) -> float:
    """The span of the sources and today, then the years."""
    size = type_.small
    start, end, now = axis.x(body.covered[0]), axis.x(body.covered[1]), axis.x(body.rule)
    y = box.y + size
    today = width_of(body.rule_words, size, 700)
    at = min(now, box.right - today)
    covered = width_of(body.covered_words, size)
    x = max(box.x, min(end - covered, at - covered - size))
    stacked = x + covered + size * 0.5 > at
    if stacked:
        items.append(Text(box.x, y, body.covered_words, size, "muted"))
        y += size * LEADING
    else:
        items.append(Text(x, y, body.covered_words, size, "muted"))
    items.append(Text(at, y, body.rule_words, size, "ink", 700))
    y += size * 0.75
    items += [Line(tick, y - size * 0.3, tick, y + size * 0.3, "muted", 2) for tick in (start, end)]
    items.append(Line(start, y, end, y, "muted", 2))
    items.append(Line(now, y - size * 0.3, now, y + size * 1.8, "ink", 3.5))
    y += size * 1.3
    for year in range(body.first, body.last + 1):
        if year % 5 == 0:
            wide = width_of(str(year), size)
            x = axis.x(year)
            if abs(x - now) > wide * 0.5 + 8 and x + wide / 2 <= box.right + 1 and x - wide / 2 >= box.x:
                items.append(Text(x, y, str(year), size, "muted", anchor="middle"))
    return y + size * 0.45


def _lane(
    lane: Lane, room: _Room, most: int, air: float, y: float, items: list[Item], rules: list[tuple[float, float]]
) -> float:  # fmt: skip
    """One city's promises from ``y`` down; returns where they end. ``rules`` gathers where the axis is crossed."""
    type_, box = room.type, room.box
    begin = y
    items.append(Text(box.x, y + 0.95 * type_.title, lane.name, type_.title, lane.city or "muted", 700))
    below = y + type_.title * 1.25
    if not lane.intervals:
        return max(_silence(lane, room, y, items), below)
    shown, left = lane.intervals[:most], lane.intervals[most:]
    note = _note(lane, left)
    if note and room.beside:
        placed = paragraph(note.words, box.x, below, room.names - type_.small * 0.6, type_.small, "muted", mark=note)
        items += placed.items
        below += placed.height
    elif note:
        wide = width_of(note.words, type_.small)
        items.append(Text(box.right - wide, y + 0.95 * type_.title, note.words, type_.small, "muted", mark=note))
    if not room.beside:
        y = below
    for interval in shown:
        y = _interval(interval, room, y, items, rules) + air + type_.body * 0.3
    return max(y - air - type_.body * 0.3, below, begin + type_.title * 1.25)


def _note(lane: Lane, left: tuple[Interval, ...]) -> Mark | None:
    if not left:
        return lane.note
    marks = (*left, *([lane.note] if lane.note else []))
    return rest(marks, f"+ {len(left)} more" + (f", {lane.note.words.removeprefix('+ ')}" if lane.note else ""))


def _silence(lane: Lane, room: _Room, y: float, items: list[Item]) -> float:
    """The empty slot of a lane, and what has no place on the axis beside its words."""
    size, x = room.type.small, room.box.x + room.names
    width = (room.words if room.beside else room.box.width - room.names) - size
    said = lane.silence
    found = paragraph(said.words, x + size * 0.5, y + size * 0.22, width, size, "muted", most=2, mark=said) if said else Placed((), 0)
    last = found.items[-1] if found.items else None
    note: list[Item] = []
    high = found.height
    if lane.note:
        end = last.left + last.width + size * 0.6 if isinstance(last, Text) else x + size * 0.5
        wide = width_of(lane.note.words, size)
        fits = end + wide <= x + size * 0.5 + width
        base = last.y if isinstance(last, Text) else y + size * 1.18
        if not fits:
            base, end, high = base + size * LEADING, x + size * 0.5, high + size * LEADING
        note = [Text(end, base, clipped(lane.note.words, size, width), size, "muted", mark=lane.note)]
    high += size * 0.44
    if said:
        items.append(Rect(x, y, room.box.right - x, high, "pale", "slot", 3, said))
    items += [*found.items, *note]
    return y + high


def _interval(interval: Interval, room: _Room, y: float, items: list[Item], rules: list[tuple[float, float]]) -> float:
    """A promise: its words, then its bar with the year at its end and what came of it beyond today."""
    type_, axis, size = room.type, room.axis, room.size
    high = type_.body * 1.25
    x = room.box.x + (room.names if room.beside else 0)
    width = room.words if room.beside else room.box.width
    placed = paragraph(interval.words, x, y, width, size, "ink", 600, 2, interval)
    items += placed.items
    if not room.beside:
        y += placed.height + size * 0.15
    tall = max(placed.height, high) if room.beside else high
    middle = y + tall / 2
    rules.append((middle - high * 0.62, middle + high * 0.62))
    start, end = axis.x(interval.start), min(axis.x(interval.end), axis.right)
    items.append(Rect(start, middle - high / 2, max(end - start, 6), high, ink_of(interval.status), interval.city, 3, interval, 2.5))
    wide = width_of(interval.ends, type_.body, 700)
    base, inset = middle + 0.34 * type_.body, type_.body * 0.36
    inside = end - start > wide + 2 * inset
    at, anchor = (end - inset, "end") if inside else (end + inset * 0.7, "start")
    items.append(Text(at, base, interval.ends, type_.body, interval.city, 700, "end" if anchor == "end" else "start", mark=interval))
    after = max(end if inside else end + inset * 0.7 + wide, axis.x(axis.rule))
    if interval.outcome:
        line = clipped(interval.outcome, type_.small, axis.edge - after - inset * 1.6 + 1)
        items.append(Text(after + inset * 1.6, middle + 0.34 * type_.small, line, type_.small, "ink", mark=interval))
    return y + tall
