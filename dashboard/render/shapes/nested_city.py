"""What columns of cities and rows of cities have in common: how much is drawn, heads, empty slots, and the words below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, marks_in
from dashboard.pictures.shapes.nested import Nested, Note, Seat
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Placed, Rect, Text
from dashboard.render.shapes.nested_notes import place_notes
from dashboard.render.shapes.nested_parts import Room, counted, fewer, flattened, in_lines, left_out, lines_needed, names_of

_WIDEST = 17
"""The widest tile, in ems of its type."""


@dataclass(frozen=True)
class Detail:
    """How much is drawn: the first that fits is taken."""

    captions: bool
    parts: int
    described: int
    lines: int
    notes: int
    most: int = 0
    """How many tiles a city has at most; 0 for all."""
    large: bool = False
    """Whether names are as large as those of cities."""
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
    kinds: tuple[str, ...]
    """What those left out are."""


def content_of(body: Nested, detail: Detail, room: Room) -> Drawn:
    """What is drawn of a body in this much detail."""
    left: list[Mark] = []
    seats = []
    for seat in body.seats:
        blocks, described = seat.blocks, seat.described
        # A box is where a body is: one around nothing would only ask what it is for.
        blocks, others = flattened(blocks)
        left += others
        if detail.most:
            blocks, others = fewer(blocks, detail.most)
            left += others
        else:
            left += left_out(blocks, room)
        if not detail.described:
            left += described
            described = ()
        seats.append(replace(seat, blocks=blocks, described=described))
    kept = body.notes[: detail.notes] if detail.lines else ()
    cut = body.notes[len(kept) :]
    kinds = [*(["places, descriptions"] if left else []), *(["bodies elsewhere"] if cut else []), *(note.title for note in body.others)]
    left += marks_in((cut, body.others))
    return Drawn(tuple(seats), kept, tuple(left), tuple(kinds))


def room_for(type_: Type, width: float, detail: Detail, names: Sequence[Seat]) -> Room | None:
    """Tiles of this width, in the larger type if the names find room in two lines of it."""
    if width <= 0:
        return None
    marks = [name for seat in names for name in names_of(seat.blocks)]
    sizes = (type_.title,) if detail.large else (type_.body, type_.small)
    for size in sizes:
        needed = lines_needed(marks, width, size)
        if needed <= (3 if size == type_.small else 2):
            break
    if needed > 3 and not detail.most:
        return None
    lines = max(min(needed, 4), 1 + detail.captions)
    return Room(type_, min(width, size * _WIDEST), size, lines, detail.captions, detail.parts, detail.air)


def place_below(content: Drawn, box: Box, type_: Type, detail: Detail, y: float, items: list[Item]) -> float:
    """The notes, and the count of all that is not drawn; returns where they end."""
    if content.notes:
        placed = place_notes(content.notes, replace(box, y=y), type_, detail.lines)
        items += placed.items
        y += placed.height
    if content.left:
        mark = counted(content.left, f"and {{}} more: {', '.join(content.kinds)}")
        y += type_.small * 0.3
        more = paragraph(mark.words, box.x, y, box.width, type_.small, "muted", mark=mark)
        items += more.items
        y += more.height
    return y


def place_small(seat: Seat, x: float, y: float, width: float, type_: Type, lines: int) -> Placed:
    """What is only described in a city, in so many lines."""
    return in_lines(seat.described, x, y, width, type_, lines) if seat.described else Placed((), 0)


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
        if seat.note:
            start = x + width_of(seat.name, type_.title, 700) + type_.body
            left = end - width_of(seat.count.words, type_.title, 700) - type_.body
            if start + width_of(seat.note.words, type_.small) <= left:
                items.append(Text(start, base, seat.note.words, type_.small, "muted", mark=seat.note))
    items.append(Rect(x, y + type_.title * 1.22, width, type_.body * 0.14, "solid", seat.city))


def place_empty(seat: Seat, x: float, y: float, width: float, height: float, type_: Type, items: list[Item]) -> None:
    """The empty slot of a city where no body has a name."""
    items.append(Rect(x, y, width, height, "pale", "slot", 3, seat.count))
    size = type_.small
    top = y + min(size * 0.35, (height - size * LEADING) / 2)
    placed = paragraph(seat.count.words, x + size * 0.5, top, width - size, size, "muted", mark=seat.count)
    items += placed.items


def place_name(seat: Seat, x: float, y: float, type_: Type, items: list[Item]) -> float:
    """The city and its number below each other, in a gutter; returns where they end."""
    items.append(Text(x, y + type_.title * 0.95, seat.name, type_.title, seat.city, 700))
    y += type_.title * 1.2
    for mark, words in ((seat.count, f"{seat.count.words} named"), (seat.note, seat.note.words if seat.note else "")):
        if mark and words and not mark.silent:
            items.append(Text(x, y + type_.small * 0.96, words, type_.small, "ink" if mark is seat.count else "muted", mark=mark))
            y += type_.small * LEADING
    return y
