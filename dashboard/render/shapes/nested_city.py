"""What columns of cities and rows of cities have in common: how much is drawn, heads, empty slots, and the words below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, marks_in
from dashboard.pictures.shapes.nested import Aside, Nested, Note, Seat
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Rect, Text
from dashboard.render.shapes.nested_notes import place_notes
from dashboard.render.shapes.nested_parts import Room, boxed, counted, fewer, lines_needed, names_of

_WIDEST = 17
"""The widest tile, in ems of its type."""


@dataclass(frozen=True)
class Detail:
    """How much is drawn: the first that fits is taken."""

    size: float
    """The type in a tile, in ems of the small type."""
    whole: bool = True
    """Whether longer names are tried."""
    lines: int = 3
    """In how many lines a name may stand."""
    nameless: bool = True
    """Whether it is said of each city how many are described without a name."""
    notes: int = 1
    most: int = 0
    """How many tiles a city has at most; 0 for all."""
    fill: bool = False
    """Whether full names stand where they cost no room."""
    air: float = 0
    """How much taller tiles are than they need be."""


@dataclass(frozen=True)
class Drawn:
    """What one attempt draws, and the marks it leaves out."""

    seats: tuple[Seat, ...]
    notes: tuple[Note, ...]
    left: tuple[Mark, ...]
    bodies: bool = False
    """Whether bodies with a name are among those left out."""


def content_of(body: Nested, detail: Detail) -> Drawn:
    """What is drawn of a body in this much detail."""
    left: list[Mark] = []
    seats, asides = [], []
    bodies = False
    for seat in body.seats:
        blocks, nameless, others = boxed(seat.blocks)
        nameless += seat.described
        left += others
        if detail.most:
            blocks, others = fewer(blocks, detail.most)
            left += others
            bodies = bodies or bool(others)
        if nameless and detail.nameless:
            asides.append(Aside(seat.name, seat.city, (counted(nameless, "{}"),)))
        else:
            left += nameless
        seats.append(replace(seat, blocks=blocks, described=()))
    notes = (*([Note("Described without a name", tuple(asides))] if asides else []), *body.notes[: detail.notes])
    left += marks_in((body.notes[detail.notes :], body.others))
    return Drawn(tuple(seats), notes, tuple(left), bodies)


def room_for(type_: Type, width: float, detail: Detail, names: Sequence[Seat]) -> Room | None:
    """Tiles of this width, if every name finds room on one."""
    if width <= 0:
        return None
    marks = [name for seat in names for name in names_of(seat.blocks)]
    size = type_.small * detail.size
    needed = lines_needed(marks, width, size, detail.whole, detail.lines)
    if needed > detail.lines and not detail.most:
        return None
    return Room(type_, min(width, size * _WIDEST), size, min(needed, detail.lines), detail.whole, False, detail.air)


def place_below(content: Drawn, box: Box, type_: Type, y: float, items: list[Item], lines: int) -> float:
    """The notes, and the count of all that is not drawn, behind the last of them where it finds room; returns where they end."""
    more = [counted(content.left, words) for words in ("and {} more, not bodies of a hub", "and {} more") if content.left]
    plain = content.bodies or len(content.notes) == 0
    placed = place_notes(content.notes, more[plain:], replace(box, y=y), type_, lines)
    items += placed.items
    return y + placed.height


def head_width(seat: Seat, type_: Type) -> float:
    """How wide a head is at least."""
    return width_of(seat.name, type_.title, 700) + (0 if seat.count.silent else width_of(f" {seat.count.words}", type_.title, 700))


def named_width(type_: Type) -> float:
    """How much wider it is with the word beside the number."""
    return width_of("named", type_.small) + type_.small * 0.3


def place_head(seat: Seat, x: float, y: float, width: float, type_: Type, items: list[Item], said: bool) -> None:
    """The city and how many bodies of it have a name, over a bar in its hue; ``said``: that the number is of named bodies."""
    base = y + type_.title * 0.95
    items.append(Text(x, base, seat.name, type_.title, seat.city, 700))
    if not seat.count.silent:
        end = x + width
        if said:
            items.append(Text(end, base, "named", type_.small, "muted", anchor="end", mark=seat.count))
            end -= named_width(type_)
        items.append(Text(end, base, seat.count.words, type_.title, seat.city, 700, "end", mark=seat.count))
    items.append(Rect(x, y + type_.title * 1.22, width, type_.body * 0.14, "solid", seat.city))


def place_empty(seat: Seat, x: float, y: float, width: float, height: float, type_: Type, items: list[Item]) -> None:
    """The empty slot of a city where no body has a name."""
    items.append(Rect(x, y, width, height, "pale", "slot", 3, seat.count))
    size = type_.body if height > 2 * type_.body * LEADING else type_.small
    top = y + min(size * 0.35, (height - size * LEADING) / 2)
    placed = paragraph(seat.count.words, x + size * 0.5, top, width - size, size, "muted", mark=seat.count)
    items += placed.items


def place_name(seat: Seat, x: float, y: float, type_: Type, items: list[Item]) -> float:
    """The city and its number below each other, in a gutter; returns where they end."""
    items.append(Text(x, y + type_.title * 0.95, seat.name, type_.title, seat.city, 700))
    y += type_.title * 1.2
    if not seat.count.silent:
        items.append(Text(x, y + type_.small * 0.96, f"{seat.count.words} named", type_.small, "ink", mark=seat.count))
        y += type_.small * LEADING
    return y
