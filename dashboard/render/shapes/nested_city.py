"""What columns of cities and rows of cities have in common: how much is drawn, heads, empty slots, and the words below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from dashboard.pictures.model import Mark, marks_in, rest
from dashboard.pictures.shapes.nested import Nested, Note, Seat
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import INKS, Box, Item, Line, Placed, Rect, Text, ink_of
from dashboard.render.shapes.nested_notes import place_notes
from dashboard.render.shapes.nested_parts import boxed, counted, fewer
from dashboard.render.shapes.nested_tiles import Room, all_detailed, lines_needed, names_of
from dashboard.render.squares import across, pitch_of, square, tall

_PLACES = "places"
_LEAD = "Described without a name:"
_UNNAMED = "Unnamed:"
_BESIDE = 30
"""From how many ems of small type on the lead stands beside what it leads."""
_TIGHT, _LOW = 40, 28
"""Below how many ems of body type in width and in height a frame spares lines."""
HEAD = 1.25
"""How far below the top of a head its baseline is, in ems of its type."""
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
    kinds: tuple[str, ...] = ()
    """What those left out are, those of which there are most first."""


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
    sizes = {_PLACES: len(left)} if left and not bodies else {}
    below = (*body.notes[detail.notes :], *body.others)
    for note in below:
        sizes[note.kind] = len(list(marks_in(note)))
    left += marks_in(below)
    kinds = tuple(sorted(sizes, key=lambda kind: -sizes[kind]))
    return Drawn(tuple(seats), notes, tuple(left), bodies, kinds)


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
    lines = min(needed, detail.lines)
    return Room(type_, wide, size, lines, detail.whole, False, detail.air, kinds=kinds, bare=not detail.detailed)


def place_below(
    content: Drawn, box: Box, type_: Type, y: float, items: list[Item], lines: int, lead: str = "", after: float = 0, ruled: bool = True
) -> float:  # fmt: skip
    """The notes, and the count of all that is not drawn; returns where they end.

    ``lead`` opens them in a line of its own, and leaves room ``after`` it; ``ruled``: below a rule.
    """
    more = partial(_rest, content, type_.small) if content.left else None
    if lead:
        size = type_.small
        items += [Line(box.x, y, box.right, y, "line", 1), Text(box.x, y + size * 1.32, lead, size, "muted")]
        left = more(box.width - width_of(lead, size) - 3 * size) if more and not content.notes else None
        if left and width_of(f"{lead} {left.words}", size) + 2 * size <= box.width:
            items.append(Text(box.right, y + size * 1.36, left.words, size, "muted", anchor="end", mark=left))
            more = None
        y += size * (0.4 + LEADING) + after
        if not more and not content.notes:
            return y
    placed = place_notes(content.notes, more, replace(box, y=y), type_, lines, ruled and not lead, _tight(box, type_))
    items += placed.items
    return y + placed.height


def _tight(box: Box, type_: Type) -> bool:
    """Whether a frame is so small that tiles need the room of every line."""
    return box.height is not None and box.width < _TIGHT * type_.body and box.height < _LOW * type_.body


def _rest(content: Drawn, size: float, width: float) -> Mark:
    """One mark for all that is not drawn: how many they are, and of which kinds as far as these find room."""
    if content.bodies:
        return counted(content.left, "and {} more")
    words, kinds = "{} others are not counted", content.kinds
    for number in range(len(kinds), 0, -1):
        longer = f"{words}: {', '.join(kinds[:number])}{'' if number == len(kinds) else ' and more'}"
        if width_of(longer, size) <= width:
            return counted(content.left, longer)
    return counted(content.left, words)


def place_described(seats: Sequence[Seat], box: Box, y: float, type_: Type, items: list[Item]) -> float:
    """What all cities have without a name, in running lines on one scale: city, number, a square each, and an example.

    Fewer words and smaller squares stand where these spare a line. Returns where the lines end.
    """
    found = [seat for seat in seats if seat.described]
    ways = ((_LEAD, True, 0.62), (_LEAD, False, 0.62), (_UNNAMED, False, 0.62), (_UNNAMED, False, 0.5))
    tried = [
        _described([_described_in(seat, told, box.width, type_.small, pitch) for seat in found], lead, box, y, type_.small)
        for lead, told, pitch in ways
    ]
    lowest = tried[0].height if box.height is None else min(placed.height for placed in tried)
    placed = next(placed for placed in tried if placed.height <= lowest)
    items += placed.items
    return y + placed.height


def _described(groups: Sequence[tuple[Placed, float]], lead: str, box: Box, y: float, size: float) -> Placed:
    step = size * LEADING
    items: list[Item] = [Text(box.x, y + size * 0.96, lead, size, "muted")]
    x, high = box.x + width_of(lead, size) + size * 0.7, step
    if box.width < _BESIDE * size:
        x, y = box.x, y + step
    top = y
    for group, wide in groups:
        if x > box.x and x + wide > box.right + 1:
            x, y, high = box.x, y + high, step
        items += [replace(item, x=item.x + x, y=item.y + y) for item in group.items if not isinstance(item, Line)]
        x, high = x + wide + size * 0.7, max(high, group.height)
    return Placed(tuple(items), y + high - top + step * (box.width < _BESIDE * size))


def _described_in(seat: Seat, told: bool, width: float, size: float, pitch: float) -> tuple[Placed, float]:
    """A city, its number, its squares ``pitch`` ems apart, and one of them in words where it is ``told``; and how wide they are."""
    number, pitch = f"{len(seat.described):,}", pitch * size
    ahead = width_of(f"{seat.name} ", size, 600)
    items: list[Item] = [
        Text(0, size * 0.96, seat.name, size, seat.city, 600),
        Text(ahead, size * 0.96, number, size, "ink", 600, mark=rest(seat.described, number)),
    ]
    ahead += width_of(f"{number} ", size, 600)
    marks = sorted(seat.described, key=lambda mark: INKS.index(ink_of(mark.status)) if mark.status else 0)
    row = across(width - ahead, pitch)
    for place, mark in enumerate(marks):
        items += square(mark, ahead + place % row * pitch, size * 0.36 + place // row * pitch, pitch * 0.86)
    height = max(size * LEADING, size * 0.4 + tall(len(marks), width - ahead, pitch))
    ahead += min(len(marks), row) * pitch
    words = f"e.g. {marks[0].words}"
    if told and len(marks) <= row and ahead + size * 0.2 + width_of(words, size) <= width:
        items.append(Text(ahead + size * 0.2, size * 0.96, words, size, "muted", mark=marks[0]))
        ahead += size * 0.2 + width_of(words, size)
    return Placed(tuple(items), height), ahead


def place_nameless(seat: Seat, x: float, y: float, width: float, type_: Type, pitch: float, lead: str = "") -> Placed:
    """What a city has without a name: its number, and a square each, below the ``lead`` that follows the number where there is one."""
    if not seat.described:
        return Placed((), 0)
    size, number = type_.small, f"{len(seat.described):,}"
    items: list[Item] = [Text(x, y + size * 0.82, number, size, "ink", 600)]
    ahead, top = width_of(number, size, 600) + size * 0.5, y + size * 0.06
    if lead:
        items.append(Text(x + width_of(f"{number} ", size, 600), y + size * 0.82, lead, size, "muted"))
        ahead += width_of(f"{lead} ", size)
        if ahead + len(seat.described) * pitch > width:
            ahead, top = 0, y + size * LEADING
    row = across(width - ahead, pitch)
    for place, mark in enumerate(sorted(seat.described, key=lambda mark: INKS.index(ink_of(mark.status)) if mark.status else 0)):
        items += square(mark, x + ahead + place % row * pitch, top + place // row * pitch, pitch * 0.86)
    return Placed(tuple(items), max(tall(len(seat.described), width - ahead, pitch) + top - y, size))


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
    return width_of(f"{seat.name} ", type_.title, 700) + width_of(number_of(seat), _count(type_), 700)


def number_of(seat: Seat) -> str:
    """How many bodies have a name; empty where filters leave out those that have."""
    return "0" if seat.zero else "" if seat.count.silent else seat.count.words


def named_width(seat: Seat, type_: Type) -> float:
    """How much wider it is with the words beside the number."""
    return width_of(_named(seat), type_.small) + type_.small * 0.3


def _named(seat: Seat) -> str:
    return f"named, {seat.early}" if seat.early else "named"


def place_head(seat: Seat, x: float, y: float, width: float, type_: Type, items: list[Item], said: bool) -> float:
    """The city and, large, how many bodies of it have a name, over a bar in its hue; returns where it ends.

    ``said``: that the number is of named bodies.
    """
    base = y + type_.title * HEAD
    items.append(Text(x, base, seat.name, type_.title, seat.city, 700))
    if number_of(seat):
        end = x + width
        if said:
            items.append(Text(end, base, _named(seat), type_.small, "muted", anchor="end", mark=seat.count))
            end -= named_width(seat, type_)
        items.append(Text(end, base, number_of(seat), _count(type_), seat.city, 700, "end", mark=seat.count))
    items.append(Rect(x, base + type_.title * 0.27, width, type_.body * 0.14, "solid", seat.city))
    return base + type_.title * 0.67


def _count(type_: Type) -> float:
    """The type of the number beside the name of a city."""
    return type_.title * 1.7


def place_empty(seat: Seat, x: float, y: float, width: float, height: float, type_: Type, items: list[Item]) -> None:
    """The empty slot of a city where no body has a name."""
    items.append(Rect(x, y, width, height, "pale", "slot", 3, seat.count))
    size = type_.body if height > 2 * type_.body * LEADING else type_.small
    top = y + min(size * 0.35, (height - size * LEADING) / 2)
    placed = paragraph(seat.count.words, x + size * 0.5, top, width - size, size, "muted", mark=seat.count)
    items += placed.items
