"""Cities below each other: its name and number in a gutter, its tiles beside it, so that the row of a city is as long as its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.pictures.shapes.nested import NamedBody, Nested, Seat
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.nested_city import (
    Detail,
    content_of,
    nameless_pitch,
    number_of,
    place_below,
    place_empty,
    place_head,
    place_nameless,
    room_for,
)  # fmt: skip
from dashboard.render.shapes.nested_parts import place_blocks
from dashboard.render.shapes.nested_tiles import Room, names_of

_GUTTER = 26
"""From how many ems of body type on the name of a city stands beside what sits there."""
_NAMELESS = "without a name"
_MOST = 6
"""How many tiles stand side by side at most."""


def in_one_row(body: Nested, box: Box, type_: Type, detail: Detail) -> Placed | None:
    """Every city in one row of tiles; None where they find no room."""
    most = max(len(names_of(seat.blocks)) for seat in body.seats)
    if not 0 < most < _MOST or not _beside(box, type_):
        return None
    return _placed(body, box, type_, detail, most + 1)


def in_rows(body: Nested, box: Box, type_: Type, detail: Detail) -> Placed | None:
    """Each city across the box, in the number of tracks that makes all of them least tall."""
    found = [placed for tracks in range(_MOST, 0, -1) if (placed := _placed(body, box, type_, detail, tracks))]
    return min(found, key=lambda placed: placed.height, default=None)


def _beside(box: Box, type_: Type) -> bool:
    return box.width >= _GUTTER * type_.body


def _placed(body: Nested, box: Box, type_: Type, detail: Detail, tracks: int) -> Placed | None:
    probe = Room(type_, 0, 0, 1, False, False)
    content = content_of(body, detail)
    beside = _beside(box, type_)
    x = box.x + _gutter(content.seats, type_) if beside else box.x
    width = (box.right - x - (tracks - 1) * 2 * probe.gap) / tracks
    room = room_for(type_, width, detail, content.seats)
    if room is None or (width < 7.2 * room.size and tracks > 1):
        return None
    room = replace(room, outer=False, over=True, width=width)
    pitch = nameless_pitch(content.seats, width, type_)
    if pitch is None:
        return None
    items: list[Item] = []
    y = box.y
    for number, seat in enumerate(content.seats):
        if number and beside:
            y += type_.body * (0.2 + detail.air / type_.body * 0.3)
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += type_.body * (0.26 + detail.air / type_.body * 0.3)
        elif number:
            y += type_.body * 0.9
        end = y
        if beside:
            end = _name(seat, box.x, y, x - box.x - type_.body, type_, items)
        else:
            y = end = place_head(seat, box.x, y, box.width, type_, items, True)
        y = max(end, _seat(seat, Box(x, y, box.right - x, None), type_, room, tracks, pitch, items))
    y = place_below(content, box, type_, y + type_.body * (0.4 if box.height else 0.6), items, 1 if box.height else 2)
    return Placed(tuple(items), y - box.y)


def _seat(seat: Seat, box: Box, type_: Type, room: Room, tracks: int, pitch: float, items: list[Item]) -> float:
    """What sits in a city; what has no name stands in the last track where that is free, else below. Returns where it ends."""
    y, step = box.y, room.width + room.gap * 2
    slot = min(room.tall, type_.small * 2.6) if tracks > 2 else type_.small * 1.6
    if seat.count.silent:
        alone = seat.described and tracks > 2 and not seat.blocks
        place_empty(seat, box.x, y, box.width - step * bool(alone), slot, type_, items)
        y += slot + room.gap * bool(seat.blocks)
    placed = place_blocks(seat.blocks, box.x, y, box.width, tracks, room)
    items += [*placed.items, *_full_names(placed, box, step, tracks, room)]
    y += placed.height
    if not seat.described:
        return y
    last = box.x + step * (tracks - 1)
    rows = sorted({item.y for item in placed.items if isinstance(item, Rect) and isinstance(item.mark, NamedBody)}) or [box.y]
    taken = {item.y for item in placed.items if isinstance(item, Rect) and item.x > last - 1}
    lead = f"{len(seat.described):,} {_NAMELESS}"
    free = [top for top in rows if not any(abs(top - other) < room.tall for other in taken)]
    if tracks > 2 and free and width_of(lead, type_.small, 600) <= room.width:
        small = place_nameless(seat, last, free[0], room.width, type_, pitch, _NAMELESS)
        if small.height <= room.tall:
            items += small.items
            return y
    y += type_.small * 0.4
    small = place_nameless(seat, box.x, y, box.width, type_, pitch, _NAMELESS)
    items += small.items
    return y + small.height


def _full_names(placed: Placed, box: Box, step: float, tracks: int, room: Room) -> list[Item]:
    """The full name of a body beside its tile, where that has only room for the short one and no other tile stands there."""
    found: list[Item] = []
    tiles = [item for item in placed.items if isinstance(item, Rect) and isinstance(item.mark, NamedBody)]
    for tile in {(tile.x, tile.y): tile for tile in tiles}.values():
        body = tile.mark
        if not isinstance(body, NamedBody) or not body.longer or tile.x + step > box.x + step * (tracks - 1) - 1:
            continue
        shown = " ".join(item.words for item in placed.items if isinstance(item, Text) and item.mark is body and item.weight == 700)
        free = not any(abs(other.y - tile.y) < room.tall and other.x > tile.x + 1 for other in tiles)
        if free and shown not in body.longer:
            size = room.type.small
            said = paragraph(body.longer[0], tile.x + step, tile.y, room.width, size, "muted", mark=body)
            down = (room.tall - said.height) / 2
            found += moved(said.items, down) if down > -0.2 * size else ()
    return found


def _gutter(seats: Sequence[Seat], type_: Type) -> float:
    """How wide the names and numbers of the cities are beside each other."""
    names = max(max(width_of(seat.name, type_.title, 700) for seat in seats), width_of(_named(0), type_.small))
    numbers = max(width_of(number_of(seat), type_.numeral, 700) for seat in seats)
    return names + numbers + type_.body * 1.6


def _named(number: int) -> str:
    return "body named" if number == 1 else "bodies named"


def _name(seat: Seat, x: float, y: float, width: float, type_: Type, items: list[Item]) -> float:
    """The city, and its number large beside it; returns where they end."""
    base, below = y + type_.title * 0.95, type_.small * LEADING
    items.append(Text(x, base, seat.name, type_.title, seat.city, 700))
    if number_of(seat):
        items.append(Text(x, base + below, _named(len(names_of(seat.blocks))), type_.small, "muted", mark=seat.count))
        items.append(Text(x + width, base + below, number_of(seat), type_.numeral, seat.city, 700, "end", mark=seat.count))
    return base + below + type_.small * 0.1
