"""Nested boxes placed: a column a city where there is room, else city below city; first the tiles, then as many words as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from dashboard.pictures.model import Mark, marks_in
from dashboard.pictures.shapes.nested import NamedBody, Nested
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Placed, Rect, Text, moved
from dashboard.render.shapes.nested_city import (
    HEAD,
    Detail,
    Drawn,
    content_of,
    head_width,
    named_width,
    nameless_pitch,
    place_below,
    place_empty,
    place_head,
    place_nameless,
    room_for,
)  # fmt: skip
from dashboard.render.shapes.nested_parts import INDENT, depth, in_lines, place_blocks
from dashboard.render.shapes.nested_rows import in_one_row, in_rows
from dashboard.render.shapes.nested_tiles import Room, names_of

_NARROW = 7.2
"""The narrowest tile, in ems of its type."""
_NAMELESS = "Described without a name, one square each"
_TRACKS = 5
"""How many tracks all columns have together, or one more than there are cities."""
_APART = 52
"""From how many ems of body type on columns stand well apart."""

_Draw: TypeAlias = Callable[[Nested, Box, Type, Detail], Placed | None]


_PAGE = Detail(1.1, lines=4, notes=9, air=4)
_TITLE, _BODY = 1.5, 1.16
_WHOLE = (
    Detail(_TITLE), Detail(_TITLE, lines=4), Detail(_BODY, lines=5), Detail(_BODY, lines=4), Detail(_BODY), Detail(1, lines=5),
    Detail(1, lines=4), Detail(1, lines=4, notes=0), Detail(1, notes=0), Detail(1, detailed=False), Detail(1, detailed=False, notes=0),
    Detail(1, detailed=False, nameless=False, notes=0), Detail(1, detailed=False, lines=2),
)  # fmt: skip
_SHORT = (
    Detail(1, whole=False, detailed=False), Detail(1, whole=False, detailed=False, lines=4),
    Detail(1, whole=False, detailed=False, lines=4, nameless=False, notes=0),
)  # fmt: skip
_FEWER = tuple(Detail(1, whole=False, detailed=False, lines=4, nameless=False, notes=0, most=most) for most in (20, 12, 8, 5))


def place(body: Nested, box: Box, type_: Type) -> Placed:
    """All bodies as tiles, in as large a type and with as full names as fit; bodies with a name are what goes last."""
    if box.height is None:
        return in_one_row(body, box, type_, _PAGE) or in_rows(body, box, type_, _PAGE) or Placed((), 0)
    ways: tuple[tuple[tuple[_Draw, ...], tuple[Detail, ...]], ...] = (
        ((in_one_row,), _WHOLE), ((in_rows,), _WHOLE), ((_columns,), _WHOLE), ((_columns, in_rows), _SHORT), ((_columns,), _FEWER),
        ((in_rows,), _FEWER),
    )  # fmt: skip
    # One city alone fills its frame better from above than across.
    for draws, details in ways if len(body.seats) > 1 else (((_even,), _WHOLE), *ways):
        for detail in details:
            for draw in draws:
                tried = draw(body, box, type_, detail)
                if tried and tried.height <= box.height:
                    return _airy(draw, tried, body, box, type_, detail)
    for size in (type_.title, type_.small):
        placed = _lines(body, box, replace(type_, title=size))
        if placed.height <= box.height:
            break
    return placed


def _airy(draw: _Draw, placed: Placed, body: Nested, box: Box, type_: Type, detail: Detail) -> Placed:
    """The same with taller tiles, as far as the box has room."""
    placed = draw(body, box, type_, replace(detail, fill=True)) or placed
    low, high = 0.0, type_.body * 3
    for _ in range(5):
        air = (low + high) / 2
        tried = draw(body, box, type_, replace(detail, fill=True, air=air))
        if tried and tried.height <= (box.height or 0):
            low, placed = air, tried
        else:
            high = air
    return placed


# A column a city


def _even(body: Nested, box: Box, type_: Type, detail: Detail) -> Placed | None:
    """The cities side by side, equally wide, one alone in two tracks; None where tiles would be too narrow."""
    tried = _side_by_side(body, box, type_, detail, [1] * len(body.seats) if len(body.seats) > 1 else [2])
    return tried and tried[0]


def _columns(body: Nested, box: Box, type_: Type, detail: Detail) -> Placed | None:
    """The same, those with more in them wider."""
    best: Placed | None = None
    tracks = [1] * len(body.seats)
    while tried := _side_by_side(body, box, type_, detail, tracks):
        placed, tallest = tried
        if best is None or placed.height < best.height - 1:
            best = placed
        tracks[tallest] += 1
        if placed.height <= (box.height or 0) or sum(tracks) > max(_TRACKS, len(tracks) + 1):
            break
    return best


def _side_by_side(body: Nested, box: Box, type_: Type, detail: Detail, tracks: Sequence[int]) -> tuple[Placed, int] | None:
    gap, count = type_.body * (1.1 if box.width > _APART * type_.body else 0.8), len(body.seats)
    probe = Room(type_, 0, 0, 1, False, False)
    content = content_of(body, detail)
    around = [INDENT * probe.pad * depth(seat.blocks) for seat in content.seats]
    fixed = gap * (count - 1) + sum(number * extra + (number - 1) * 2 * probe.gap for number, extra in zip(tracks, around, strict=True))
    width = (box.width - fixed) / sum(tracks)
    room = room_for(type_, width, detail, content.seats)
    if room is None or width < _NARROW * room.size or any(head_width(seat, type_) > width for seat in content.seats):
        return None
    wide = [number * (width + extra) + (number - 1) * 2 * room.gap for number, extra in zip(tracks, around, strict=True)]
    at = [box.x + sum(wide[:number]) + gap * number for number in range(count)]
    items: list[Item] = []
    top = box.y + type_.title * (HEAD + 0.6)
    places = list(zip(content.seats, at, wide, tracks, strict=True))
    inner = [number * (room.width + extra) + (number - 1) * 2 * room.gap for number, extra in zip(tracks, around, strict=True)]
    columns = [place_blocks(seat.blocks, x, top, within, number, room) for (seat, x, _, number), within in zip(places, inner, strict=True)]
    # The first tiles stand in one line, whether a place has its name above them or not.
    firsts = [_first(column, top) for column in columns]
    lead = max(firsts)
    heights = [column.height + lead - first for column, first in zip(columns, firsts, strict=True)]
    tall = max(*heights, lead + room.tall)
    said = all(head_width(seat, type_) + named_width(seat, type_) <= across for seat, _, across, _ in places)
    for column, first, (seat, x, across, number), within in zip(columns, firsts, places, inner, strict=True):
        place_head(seat, x, box.y, across, type_, items, said)
        if detail.fill:
            # Below the tallest column there is room for full names that costs none.
            fuller = place_blocks(seat.blocks, x, top, within, number, replace(room, captions=True))
            column = fuller if fuller.height + lead - first <= tall else column
        items += moved(column.items, lead - first)
    for seat, x, across in zip(content.seats, at, wide, strict=True):
        if seat.count.silent:
            place_empty(seat, x, top + lead, across, tall - lead, type_, items)
    pitch = nameless_pitch(content.seats, min(wide), type_)
    if pitch is None:
        return None
    y = top + tall + type_.body * 0.6
    small = [place_nameless(seat, x, 0, across, type_, pitch) for seat, x, across in zip(content.seats, at, wide, strict=True)]
    after = max(placed.height for placed in small)
    below = y + type_.small * 1.74
    items += [item for placed in small for item in moved(placed.items, below)]
    y = place_below(content, box, type_, y, items, 1, _NAMELESS if after else "", after + type_.small * 0.3)
    return Placed(tuple(items), y - box.y), heights.index(max(heights))


def _first(column: Placed, top: float) -> float:
    """How far below ``top`` the first tile of a column stands."""
    return min((item.y - top for item in column.items if isinstance(item, Rect) and isinstance(item.mark, NamedBody)), default=0)


# A line a city


def _lines(body: Nested, box: Box, type_: Type) -> Placed:
    """For more cities than tiles find room for: the names in running words, all else counted."""
    names = max(width_of(seat.name, type_.title, 700) for seat in body.seats) + type_.body
    items: list[Item] = []
    left: list[Mark] = []
    y = box.y
    for seat in body.seats:
        items.append(Text(box.x, y + type_.title * 0.96, seat.name, type_.title, seat.city, 700))
        named = names_of(seat.blocks)
        down = (type_.title - type_.small) * 0.62
        if named:
            placed = in_lines(tuple(named), box.x + names, y + down, box.width - names, type_, 1)
            items += placed.items
        else:
            high = type_.small * 1.35
            place_empty(seat, box.x + names, y, box.width - names, high, type_, items)
            placed = Placed((), high - down)
        shown = {id(name) for name in named}
        left += [mark for mark in marks_in((seat.blocks, seat.described)) if id(mark) not in shown]
        y += max(placed.height + down, type_.title * LEADING)
    left += list(marks_in((body.notes, body.others)))
    y = place_below(Drawn((), (), tuple(left), True), box, type_, y, items, 1)
    return Placed(tuple(items), y - box.y)
