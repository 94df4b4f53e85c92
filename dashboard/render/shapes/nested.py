"""Nested boxes placed: a column a city where there is room, else city below city; first the tiles, then as many words as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes.nested import Nested, Note, Seat
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.nested_notes import place_notes
from dashboard.render.shapes.nested_parts import (
    Room,
    counted,
    depth,
    fewer,
    flattened,
    left_out,
    lines_needed,
    names_of,
    place_blocks,
)  # fmt: skip

_NARROW = 7.2
"""The narrowest tile, in ems of its type."""
_GUTTER = 26
"""From how many ems of body type on the name of a city stands beside what sits there."""
_DESCRIBED = "Only described, without a name"


@dataclass(frozen=True)
class _Detail:
    """How much is drawn: the first that fits is taken."""

    captions: bool
    parts: int
    described: int
    lines: int
    notes: int
    large: bool = True
    flat: bool = False
    most: int = 0
    """How many tiles a city has at most; 0 for all."""


_DETAILS = (
    _Detail(True, 3, 3, 2, 9), _Detail(False, 3, 3, 2, 9), _Detail(False, 2, 2, 1, 9), _Detail(False, 2, 1, 1, 9),
    _Detail(False, 1, 1, 1, 3), _Detail(False, 1, 1, 1, 2), _Detail(False, 1, 1, 1, 2, False), _Detail(False, 1, 1, 1, 1, False),
    _Detail(False, 1, 1, 1, 1, False, True), _Detail(False, 1, 0, 1, 1, False, True), _Detail(False, 1, 0, 0, 0, False, True),
    _Detail(False, 0, 0, 0, 0, False, True), *(_Detail(False, 0, 0, 0, 0, False, True, most) for most in (12, 9, 6, 4, 3, 2, 1)),
)  # fmt: skip


def place(body: Nested, box: Box, type_: Type) -> Placed:
    """Everything in words and tiles if it fits, else with ever fewer words; bodies with a name are what goes last."""
    for detail in _DETAILS:
        for draw in (_columns, _rows):
            placed = draw(body, box, type_, detail)
            if placed and (box.height is None or placed.height <= box.height):
                return placed
    return placed or Placed((), 0)


@dataclass(frozen=True)
class _Content:
    """What one attempt draws, and the marks it leaves out."""

    seats: tuple[Seat, ...]
    notes: tuple[Note, ...]
    left: tuple[Mark, ...]


def _content(body: Nested, detail: _Detail, room: Room) -> _Content:
    left: list[Mark] = []
    seats = []
    for seat in body.seats:
        blocks, others = seat.blocks, ()
        if detail.most:
            blocks, others = fewer(blocks, detail.most)
        elif detail.flat:
            blocks, others = flattened(blocks)
        described = (*seat.described, *others)
        if not detail.most:
            left += left_out(blocks, room)
        if not detail.described:
            left += described
            described = ()
        seats.append(replace(seat, blocks=blocks, described=described))
    kept = body.notes[: detail.notes] if detail.lines else ()
    left += [mark for note in body.notes[len(kept) :] for aside in note.asides for mark in aside.marks]
    return _Content(tuple(seats), kept, tuple(left))


def _room(type_: Type, width: float, detail: _Detail, names: Sequence[Seat]) -> Room | None:
    """Tiles of this width, in the larger type if the names find room in two lines of it."""
    if width <= 0:
        return None
    marks = [name for seat in names for name in names_of(seat.blocks)]
    for size in (type_.body, type_.small) if detail.large else (type_.small,):
        needed = lines_needed(marks, width, size)
        if needed <= 2:
            return Room(type_, width, size, max(needed, 2 if detail.captions else needed), detail.captions, detail.parts, detail.flat)
    needed = min(lines_needed(marks, width, type_.small), 4)
    return Room(type_, width, type_.small, needed, detail.captions, detail.parts, detail.flat) if detail.most else None


def _below(content: _Content, box: Box, type_: Type, detail: _Detail, y: float, items: list[Item]) -> float:
    """The notes, and the count of all that is not drawn; returns where they end."""
    if content.notes:
        placed = place_notes(content.notes, replace(box, y=y), type_, detail.lines)
        items += placed.items
        y += placed.height
    if content.left:
        mark = counted(content.left, "and {} more in words")
        y += type_.small * 0.3
        items.append(Text(box.x, y + type_.small * 0.96, mark.words, type_.small, "muted", mark=mark))
        y += type_.small * LEADING
    return y


# A column a city


def _columns(body: Nested, box: Box, type_: Type, detail: _Detail) -> Placed | None:
    """The cities side by side, those with more in them wider; None where tiles would be too narrow."""
    best: Placed | None = None
    tracks = [1] * len(body.seats)
    while True:
        tried = _side_by_side(body, box, type_, detail, tracks)
        if tried is None:
            return best
        placed, tallest = tried
        if best is None or placed.height < best.height - 1:
            best = placed
        if box.height is not None and placed.height <= box.height:
            return placed
        tracks[tallest] += 1
        if tracks[tallest] > 4:
            return best


def _side_by_side(body: Nested, box: Box, type_: Type, detail: _Detail, tracks: Sequence[int]) -> tuple[Placed, int] | None:
    gap, count = type_.body * 1.3, len(body.seats)
    probe = Room(type_, 0, 0, 1, detail.captions, detail.parts, detail.flat)
    content = _content(body, detail, probe)
    around = [2 * probe.pad * depth(seat.blocks) for seat in content.seats]
    fixed = gap * (count - 1) + sum(number * extra + (number - 1) * 2 * probe.gap for number, extra in zip(tracks, around, strict=True))
    width = (box.width - fixed) / sum(tracks)
    room = _room(type_, width, detail, content.seats)
    if room is None or width < _NARROW * room.size or any(_head_width(seat, type_) > width for seat in content.seats):
        return None
    wide = [number * (width + extra) + (number - 1) * 2 * room.gap for number, extra in zip(tracks, around, strict=True)]
    at = [box.x + sum(wide[:number]) + gap * number for number in range(count)]
    items: list[Item] = []
    top = box.y + type_.title * 1.62
    heights = []
    for seat, x, across, number in zip(content.seats, at, wide, tracks, strict=True):
        _head(seat, x, box.y, across, type_, items)
        placed = place_blocks(seat.blocks, x, top, across, number, room)
        items += placed.items
        heights.append(placed.height)
    tall = max(*heights, room.tall)
    for seat, x, across in zip(content.seats, at, wide, strict=True):
        if seat.count.silent:
            _empty(seat, x, top, across, tall, type_, items)
    y = top + tall
    if any(seat.described for seat in content.seats):
        y += type_.body * 0.6
        items.append(Line(box.x, y, box.right, y, "line", 1))
        title = paragraph(_DESCRIBED, box.x, y + type_.small * 0.25, box.width, type_.small, "muted")
        items += title.items
        y += type_.small * 0.25 + title.height
        lines = 0.0
        for seat, x, across in zip(content.seats, at, wide, strict=True):
            placed = _small(seat, x, y, across, type_, detail)
            items += placed.items
            lines = max(lines, placed.height)
        y += lines
    y = _below(content, box, type_, detail, y + type_.body * 0.4, items)
    return Placed(tuple(items), y - box.y), heights.index(max(heights))


def _small(seat: Seat, x: float, y: float, width: float, type_: Type, detail: _Detail) -> Placed:
    if not seat.described:
        return Placed((), 0)
    return listed(seat.described, x, y, width, type_.small, seat.city, detail.described, weight=400)


def _head_width(seat: Seat, type_: Type) -> float:
    return width_of(seat.name, type_.title, 700) + (0 if seat.count.silent else width_of(seat.count.words + " named", type_.title, 700))


def _head(seat: Seat, x: float, y: float, width: float, type_: Type, items: list[Item]) -> None:
    """The city and how many bodies of it have a name, over a bar in its hue."""
    base = y + type_.title * 0.95
    items.append(Text(x, base, seat.name, type_.title, seat.city, 700))
    if not seat.count.silent:
        named = width_of("named", type_.small)
        items.append(Text(x + width, base, "named", type_.small, "muted", anchor="end", mark=seat.count))
        end = x + width - named - type_.small * 0.3
        items.append(Text(end, base, seat.count.words, type_.title, seat.city, 700, "end", mark=seat.count))
        if seat.note:
            start = x + width_of(seat.name, type_.title, 700) + type_.body
            left = end - width_of(seat.count.words, type_.title, 700) - type_.body
            if start + width_of(seat.note.words, type_.small) <= left:
                items.append(Text(start, base, seat.note.words, type_.small, "muted", mark=seat.note))
    items.append(Rect(x, y + type_.title * 1.22, width, type_.body * 0.14, "solid", seat.city))


def _empty(seat: Seat, x: float, y: float, width: float, height: float, type_: Type, items: list[Item]) -> None:
    items.append(Rect(x, y, width, height, "pale", "slot", 3, seat.count))
    placed = paragraph(seat.count.words, x + type_.small * 0.5, y + type_.small * 0.35, width - type_.small, type_.small, "muted",
                       mark=seat.count)  # fmt: skip
    items += placed.items


# City below city


def _rows(body: Nested, box: Box, type_: Type, detail: _Detail) -> Placed | None:
    """Each city across the box, its name in a gutter or above."""
    probe = Room(type_, 0, 0, 1, detail.captions, detail.parts, detail.flat)
    content = _content(body, detail, probe)
    beside = box.width >= _GUTTER * type_.body
    gutter = max(max(width_of(seat.name, type_.title, 700), width_of("00 named", type_.small)) for seat in body.seats) + type_.body
    x = box.x + gutter if beside else box.x
    across = box.right - x
    deep = max(depth(seat.blocks) for seat in content.seats)
    for tracks in range(6, 0, -1):
        width = (across - (tracks - 1) * 2 * probe.gap) / tracks - 2 * probe.pad * deep
        room = _room(type_, width, detail, content.seats)
        if room and (width >= _NARROW * room.size or tracks == 1):
            break
    else:
        return None
    items: list[Item] = []
    y = box.y
    for number, seat in enumerate(content.seats):
        if number:
            y += type_.body * 0.3
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += type_.body * 0.4
        begin = y
        if beside:
            y = _name_beside(seat, box.x, y, type_, items)
            end, y = y, begin
        else:
            _head(seat, box.x, y, box.width, type_, items)
            y += type_.title * 1.62
            end = y
        if seat.count.silent:
            high = type_.small * 1.6
            _empty(seat, x, y, across, high, type_, items)
            y += high
        if seat.blocks:
            y += room.gap * seat.count.silent
            placed = place_blocks(seat.blocks, x, y, across, tracks, room)
            items += placed.items
            y += placed.height
        if seat.described:
            small = _small(seat, x, y + type_.small * 0.25, across, type_, detail)
            items += small.items
            y += small.height + type_.small * 0.25
        y = max(y, end)
    y = _below(content, box, type_, detail, y + type_.body * 0.4, items)
    return Placed(tuple(items), y - box.y)


def _name_beside(seat: Seat, x: float, y: float, type_: Type, items: list[Item]) -> float:
    items.append(Text(x, y + type_.title * 0.95, seat.name, type_.title, seat.city, 700))
    y += type_.title * 1.2
    for mark, words in ((seat.count, f"{seat.count.words} named"), (seat.note, seat.note.words if seat.note else "")):
        if mark and words and not mark.silent:
            items.append(Text(x, y + type_.small * 0.96, words, type_.small, "ink" if mark is seat.count else "muted", mark=mark))
            y += type_.small * LEADING
    return y
