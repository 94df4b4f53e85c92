"""What columns of cities and rows of cities have in common: how much is drawn, heads, empty slots, and the words below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, marks_in
from dashboard.pictures.shapes.nested import Nested, Note, Seat
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import INKS, Box, Item, Line, Placed, Rect, Text, ink_of
from dashboard.render.shapes.nested_notes import place_notes
from dashboard.render.shapes.nested_parts import boxed, counted, fewer
from dashboard.render.shapes.nested_tiles import Room, all_detailed, lines_needed, names_of
from dashboard.render.squares import across, pitch_of, square, tall

_WIDEST = 20
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
    """Whether each city has its descriptions without a name as squares."""
    detailed: bool = True
    """Whether every tile says what it is."""
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
    """Whether bodies of a city are among those left out."""
    others: int = 0
    """How many places, events and bodies elsewhere there are in all, named below or left out."""


def content_of(body: Nested, detail: Detail) -> Drawn:
    """What is drawn of a body in this much detail."""
    left: list[Mark] = []
    seats = []
    bodies = False
    for seat in body.seats:
        blocks, nameless, others = boxed(seat.blocks)
        nameless += seat.described
        left += others
        if detail.most:
            blocks, others = fewer(blocks, detail.most)
            left += others
            bodies = bodies or bool(others)
        if not detail.nameless:
            left += nameless
            bodies = bodies or bool(nameless)
        seats.append(replace(seat, blocks=blocks, described=tuple(nameless) if detail.nameless else ()))
    notes = body.notes[: detail.notes]
    left += marks_in((body.notes[detail.notes :], body.others))
    return Drawn(tuple(seats), notes, tuple(left), bodies, len(left) + len(list(marks_in(notes))))


def room_for(type_: Type, width: float, detail: Detail, names: Sequence[Seat]) -> Room | None:
    """Tiles of this width, if every name finds room on one."""
    if width <= 0:
        return None
    marks = [name for seat in names for name in names_of(seat.blocks)]
    size = type_.small * detail.size
    needed = lines_needed(marks, width, size, detail.whole, detail.lines, detail.detailed)
    if needed > detail.lines and not detail.most:
        return None
    wide = min(width, size * _WIDEST)
    kinds = not all_detailed(marks, wide, size, type_.small)
    return Room(type_, wide, size, min(needed, detail.lines), detail.whole, False, detail.air, kinds=kinds)


def place_below(content: Drawn, box: Box, type_: Type, y: float, items: list[Item], lines: int, lead: str = "", after: float = 0) -> float:
    """The notes, and the count of all that is not drawn, behind the last of them where it finds room; returns where they end.

    ``lead`` opens them in a line of its own, and leaves room ``after`` it.
    """
    words = "and {} more" if content.bodies else f"{content.others:,} other places and bodies"
    more = [counted(content.left, words)] if content.left else []
    if lead:
        size = type_.small
        items += [Line(box.x, y, box.right, y, "line", 1), Text(box.x, y + size * 1.32, lead, size, "muted")]
        if more and not content.notes and width_of(f"{lead} {more[0].words}", size) + 2 * size <= box.width:
            items.append(Text(box.right, y + size * 1.36, more[0].words, size, "muted", anchor="end", mark=more[0]))
            more = []
        y += size * (0.4 + LEADING) + after
        if not more and not content.notes:
            return y
    placed = place_notes(content.notes, more, replace(box, y=y), type_, lines, not lead)
    items += placed.items
    return y + placed.height


def place_nameless(seat: Seat, x: float, y: float, width: float, type_: Type, pitch: float) -> Placed:
    """What a city has without a name: its number, and a square each."""
    if not seat.described:
        return Placed((), 0)
    size, number = type_.small, f"{len(seat.described):,}"
    ahead = width_of(number, size, 600) + size * 0.5
    items: list[Item] = [Text(x, y + size * 0.82, number, size, "ink", 600)]
    row = across(width - ahead, pitch)
    for place, mark in enumerate(sorted(seat.described, key=lambda mark: INKS.index(ink_of(mark.status)) if mark.status else 0)):
        items += square(mark, x + ahead + place % row * pitch, y + size * 0.06 + place // row * pitch, pitch * 0.86)
    return Placed(tuple(items), max(tall(len(seat.described), width - ahead, pitch) + size * 0.06, size))


def nameless_pitch(seats: Sequence[Seat], width: float, type_: Type) -> float | None:
    """How far the squares stand apart, in two rows at most; None where they would be too small."""
    most = max((len(seat.described) for seat in seats), default=0)
    room = width - width_of(f"{most:,}", type_.small, 600) - type_.small * 0.5
    if room <= type_.small:
        return None
    # One row, where its squares are not too small, else two.
    for rows in (0.9, 1.4):
        pitch, each = pitch_of(most, room, type_.small * rows, type_.small * 0.8, type_.small * (0.6 if rows < 1 else 0.4))
        if each == 1:
            return pitch
    return None


def head_width(seat: Seat, type_: Type) -> float:
    """How wide a head is at least."""
    return width_of(f"{seat.name} {_number(seat)}".strip(), type_.title, 700)


def _number(seat: Seat) -> str:
    """How many bodies have a name; empty where filters leave out those that have."""
    return "0" if seat.zero else "" if seat.count.silent else seat.count.words


def named_width(type_: Type) -> float:
    """How much wider it is with the word beside the number."""
    return width_of("named", type_.small) + type_.small * 0.3


def place_head(seat: Seat, x: float, y: float, width: float, type_: Type, items: list[Item], said: bool) -> None:
    """The city and how many bodies of it have a name, over a bar in its hue; ``said``: that the number is of named bodies."""
    base = y + type_.title * 0.95
    items.append(Text(x, base, seat.name, type_.title, seat.city, 700))
    if _number(seat):
        end = x + width
        if said:
            items.append(Text(end, base, "named", type_.small, "muted", anchor="end", mark=seat.count))
            end -= named_width(type_)
        items.append(Text(end, base, _number(seat), type_.title, seat.city, 700, "end", mark=seat.count))
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
    if _number(seat):
        items.append(Text(x, y + type_.small * 0.96, f"{_number(seat)} named", type_.small, "ink", mark=seat.count))
        y += type_.small * LEADING
    return y
