"""Cities below each other: its name and number in a gutter, its tiles beside it, so that the row of a city is as long as its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.pictures.shapes.nested import NamedBody, Nested, NestedPlace, Seat
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.nested_city import (
    Detail,
    content_of,
    number_of,
    place_below,
    place_described,
    place_empty,
    place_head,
    room_for,
)  # fmt: skip
from dashboard.render.shapes.nested_parts import depth, place_blocks
from dashboard.render.shapes.nested_tiles import Room, names_of

_GUTTER = 26
"""From how many ems of body type on the name of a city stands beside what sits there."""
_ROOMY = 40
"""From how many ems of body type on these stand in their full size."""
_NAMED = "named"
_MOST = 6
"""How many tiles stand side by side at most."""


def in_one_row(body: Nested, box: Box, type_: Type, detail: Detail) -> Placed | None:
    """Every city in one row of tiles; None where they find no room."""
    most = max(len(names_of(seat.blocks)) for seat in body.seats)
    if not 0 < most < _MOST or not _beside(box, type_):
        return None
    return _placed(body, box, type_, detail, max(most, 3))


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
    heads = _head_type(box, type_)
    x, limit = (box.x + _gutter(content.seats, heads), box.right) if beside else (box.x, box.right)
    if not beside:
        # What closes a box around the first tiles and the last stands in the room there is.
        inset = probe.frame * max(depth(seat.blocks) for seat in content.seats)
        x, limit = x + inset, limit - inset
    elif any(isinstance(block, NestedPlace) and len(names_of([block])) >= tracks for seat in content.seats for block in seat.blocks):
        limit -= probe.frame * max(depth(seat.blocks) for seat in content.seats)
    width = (limit - x - (tracks - 1) * 2 * probe.gap) / tracks
    room = room_for(type_, width, detail, content.seats)
    if room is None or (width < 7.2 * room.size and tracks > 1):
        return None
    room = replace(room, outer=False, over=True, width=width, limit=box.right - 1)
    items: list[Item] = []
    y = box.y
    for number, seat in enumerate(content.seats):
        if number and beside:
            y += type_.body * (0.17 + detail.air / type_.body * 0.3)
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += type_.body * (0.2 + detail.air / type_.body * 0.3)
        elif number:
            y += type_.body * 0.9
        end = y
        if beside:
            end = _name(seat, box.x, y, x - box.x - _apart(heads), heads, items)
        else:
            y = end = place_head(seat, box.x, y, box.width, type_, items, True)
        y = max(end, _seat(seat, Box(x, y, limit - x, None), type_, room, tracks, items))
    y += type_.body * (0.4 if box.height else 0.6)
    described = any(seat.described for seat in content.seats)
    if described:
        items.append(Line(box.x, y, box.right, y, "line", 1))
        y = place_described(content.seats, box, y + type_.small * 0.4, type_, items) + type_.small * 0.3 * (not beside)
    y = place_below(content, box, type_, y, items, 1 if box.height else 2, ruled=not described)
    return Placed(tuple(items), y - box.y)


def _seat(seat: Seat, box: Box, type_: Type, room: Room, tracks: int, items: list[Item]) -> float:
    """What sits in a city; returns where it ends."""
    y, step = box.y, room.width + room.gap * 2
    slot = min(room.tall, type_.small * 1.75 + room.air)
    if seat.count.silent:
        place_empty(seat, box.x, y, box.width, slot, type_, items)
        y += slot + room.gap * bool(seat.blocks)
    placed = place_blocks(seat.blocks, box.x, y, box.width, tracks, room)
    items += [*placed.items, *_full_names(placed, box, step, tracks, room)]
    return y + placed.height


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


def _head_type(box: Box, type_: Type) -> Type:
    """The type of the names and numbers beside the tiles: a little smaller where that spares the tiles a line."""
    return replace(type_, title=type_.title * 0.9, numeral=type_.numeral * 0.75) if box.width < _ROOMY * type_.body else type_


def _gutter(seats: Sequence[Seat], type_: Type) -> float:
    """How wide the names and numbers of the cities are beside each other."""
    names = max(width_of(seat.name, type_.title, 700) for seat in seats)
    below = max(width_of(word, type_.small) for seat in seats for word in (_NAMED, *seat.early.split()))
    numbers = max(width_of(number_of(seat), type_.numeral, 700) for seat in seats)
    return max(names + numbers + type_.body * 0.3, below) + _apart(type_)


def _apart(type_: Type) -> float:
    """How far the numbers stand from the tiles."""
    return type_.numeral * 0.33


def _name(seat: Seat, x: float, y: float, width: float, type_: Type, items: list[Item]) -> float:
    """The city, and its number large beside it; returns where they end."""
    base, below = y + type_.title * 0.95, type_.small * LEADING
    if number_of(seat) and seat.count.silent:
        base = max(base, y + type_.numeral * 0.67)
    items.append(Text(x, base, seat.name, type_.title, seat.city, 700))
    if not number_of(seat):
        return base + type_.small * 0.3
    if seat.count.silent:
        items.append(Text(x + width, base, number_of(seat), type_.numeral, seat.city, 700, "end", mark=seat.count))
        # The slot beside it says what there is none of.
        return base + type_.title * 0.2
    items.append(Text(x, base + below, f"{_NAMED}," if seat.early else _NAMED, type_.small, "muted", mark=seat.count))
    items.append(Text(x + width, base + below * 0.8, number_of(seat), type_.numeral, seat.city, 700, "end", mark=seat.count))
    if seat.early:
        said = paragraph(seat.early, x, base + below + type_.small * 0.3, width, type_.small, "muted", mark=seat.count)
        items += said.items
        base += said.height
    return base + below + type_.small * 0.1
