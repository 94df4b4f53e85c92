"""Strips placed: name, paragraphs and totals side by side, or one above the other where there is no room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.strips import Strip, StripBlock, Strips
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.strip_key import columns_of, counted_width, heads, key, named_width

_BESIDE = 42
"""From how many ems of body type on the names and totals stand beside the strip."""
_LEVEL = 0.7
"""How wide a paragraph is at least, in ems of small type, where the totals stand at the end of the strip."""
_GREY = "muted"


@dataclass(frozen=True)
class _Room:
    """What every strip of a layout shares."""

    box: Box
    type: Type
    beside: bool
    left: float
    pitch: float
    ends: tuple[float, ...]
    """The right edges of the totals."""
    cities: tuple[str, ...]
    hues: tuple[str, ...]
    names: tuple[str, ...]
    inline: bool = False
    """Whether the totals stand in the line of the name, where they do not stand beside the strip."""
    pointed: str = ""
    """The city that is pointed at."""
    stacked: bool = False
    """Whether the totals stand in columns beside the date, below the name."""
    lead: str = ""
    """What opens the totals in running lines."""
    level: bool = False
    """Whether the totals stand at the end of their strip, though its name stands above it."""


def place(body: Strips, box: Box, type_: Type) -> Placed:
    """The strips in a box, as tall as it allows; those that find no room are counted."""
    beside = box.width > _BESIDE * type_.body
    room = replace(_room(body, box, type_, beside), lead=f"{body.totals_are}:")
    left, shown, tall = body.strips[:0], body.strips, type_.body * 2.4
    placed = _placed(replace(body, strips=shown), room, tall, left)
    if box.height is None:
        return placed
    while placed.height > box.height and tall > type_.body * 0.8:
        tall = max(type_.body * 0.8, tall - type_.body * 0.2)
        placed = _placed(body, room, tall, left)
    while placed.height > box.height and shown:
        shown, left = shown[:-1], body.strips[len(shown) - 1 :]
        placed = _placed(replace(body, strips=shown), room, tall, left)
    spare = (box.height - placed.height) / max(len(shown), 1)
    if spare > 0:
        more = min(spare * 0.999, type_.body * 7)
        placed = _placed(replace(body, strips=shown), room, tall + more * 0.85, left, more * 0.15)
    return placed


def _room(body: Strips, box: Box, type_: Type, beside: bool) -> _Room:
    names, cities = tuple(place_.name for place_ in body.places), tuple(place_.city for place_ in body.places)
    hues = tuple(_GREY if place_.nation else place_.city for place_ in body.places)
    longest = max((len(strip.blocks) for strip in body.strips), default=1) or 1
    if not beside:
        called = dict(zip(cities, names, strict=True))
        edges, first = columns_of(names, box, type_)
        room = first - type_.small * 0.6 - box.x
        if room / longest >= type_.small * _LEVEL and all(named_width(strip, type_) <= box.width for strip in body.strips):
            return _Room(box, type_, False, box.x, room / longest, edges, cities, hues, names, True, body.pointed, level=True)
        if all(max(width_of(strip.date, type_.small), width_of(f"All {body.totals_are}", type_.small)) <= room for strip in body.strips):
            stacked = any(named_width(strip, type_) > room for strip in body.strips)
            return _Room(box, type_, False, box.x, box.width / longest, edges, cities, hues, names, True, body.pointed, stacked)
        inline = all(named_width(strip, type_) + counted_width(strip, called, type_) <= box.width for strip in body.strips)
        return _Room(box, type_, False, box.x, box.width / longest, (), cities, hues, names, inline, body.pointed)
    most = box.width * 0.2
    lines = [line for strip in body.strips for line in (*wrap(strip.name, type_.body, most, 700), *wrap(strip.date, type_.small, most))]
    wide = max((width_of(line, type_.body, 700) for line in lines), default=0)
    columns = [max(width_of(name, type_.small, 700), type_.body * 2) + type_.body * 0.8 for name in names]
    ends, x = [], box.right - sum(columns)
    for column in columns:
        x += column
        ends.append(x)
    left = box.x + min(wide, most) + type_.body
    middle = box.right - sum(columns) - type_.body * 0.6 - left
    return _Room(box, type_, True, left, min(middle / longest, type_.body * 2.2), tuple(ends), cities, hues, names, False, body.pointed)


def _placed(body: Strips, room: _Room, tall: float, left: tuple[Strip, ...], air: float = 0) -> Placed:
    box, type_ = room.box, room.type
    items: list[Item] = []
    y, end = key(body, box, type_, room.hues, items)
    if room.beside:
        # What the totals count stands above their cities, in the line of the key where that ends before it.
        y += type_.small * (bool(room.ends) and end + type_.small > room.ends[0] - width_of(room.names[0], type_.small, 700))
        y = _axis(body, room, y, items)
    elif room.ends:
        y = heads(body, box, type_, (room.ends, room.hues), y, items, room.level)
        if room.level:
            _axis(body, room, y - type_.small * 1.3, items)
    for strip in body.strips:
        y = _strip(strip, room, y, tall, items) + air + type_.body * (0.55 if room.beside else 0.5)
    if left:
        marks = tuple(mark for strip in left for block in strip.blocks for mark in block.marks)
        words = f"and {len(left):,} more {'article' if len(left) == 1 else 'articles'}: {', '.join(strip.name for strip in left)}"
        found = paragraph(words, box.x, y, box.width, type_.small, "muted", most=2, mark=rest(marks, words) if marks else None)
        items += found.items
        y += found.height
    if not room.beside and not room.level:
        y = _axis(body, room, y - type_.body * 0.4, items) - type_.small * 0.2
    y = _totals(body, room, y, items)
    return Placed(tuple(items), y - box.y)


def _axis(body: Strips, room: _Room, y: float, items: list[Item]) -> float:
    """The numbers of the paragraphs, and the cities above the totals."""
    size = room.type.small
    longest = max((len(strip.blocks) for strip in body.strips), default=0)
    if room.beside and room.ends:
        words, first = f"{body.totals_are} about", room.ends[0] - width_of(room.names[0], size, 700)
        items.append(Text(min(first, room.box.right - width_of(words, size)), y - size * 0.4, words, size, "muted"))
    shown = [n for n in (1, *range(5, longest + 1, 5)) if n <= longest and (room.beside or longest <= 60 or not n % 20)]
    if longest:
        x = room.box.x
        if not room.beside:
            # Where the scale begins at the edge, its name stands behind it, or in a line of its own: a number stands over its block.
            ends = max((room.left + (n - 0.5) * room.pitch + width_of(str(n), size) / 2 for n in shown), default=room.left) + size * 0.6
            fits = not room.level and ends + width_of("Paragraph", size) <= room.box.right
            x = room.box.right - width_of("Paragraph", size) if fits else x
            y += 0 if fits or room.level else size * 1.15
        items.append(Text(x, y + 0.9 * size - (size * 1.15 if x == room.box.x and not room.beside else 0), "Paragraph", size, "muted"))
    for number in shown:
        x = room.left + (number - 0.5) * room.pitch
        half = width_of(str(number), size) / 2
        x = max(x, room.left + half)
        if x + half <= room.box.right:
            items.append(Text(x, y + 0.9 * size, str(number), size, "muted", anchor="middle"))
    for end, name, hue in zip(room.ends if room.beside else (), room.names, room.hues, strict=False):
        items.append(Text(end, y + 0.9 * size, name, size, hue, 700, "end"))
    return y + size * 1.5


def _strip(strip: Strip, room: _Room, y: float, tall: float, items: list[Item]) -> float:
    """One article from ``y`` down; returns where it ends."""
    type_, box = room.type, room.box
    pointed = any(_points(block, room) for block in strip.blocks)
    lift, row = type_.small * 1.6 if pointed else 0, tall
    if room.beside:
        y += lift
        wide = room.left - box.x - type_.body
        name = paragraph(strip.name, box.x, 0, wide, type_.body, "ink", 700, 2)
        # A long name and its date share a line, so that a row is no taller than the bars in it.
        last, ahead = name.items[-1], 0.0
        if len(name.items) > 1 and isinstance(last, Text):
            ahead = last.width + type_.small * 0.5
            ahead *= ahead + width_of(strip.date, type_.small) <= wide
        date = paragraph(strip.date, box.x + ahead, name.height, room.left - box.x - ahead, type_.small, "muted")
        high = name.height + date.height * (not ahead)
        row = max(tall, high)
        top = y + (row - high) / 2
        items += moved(name.items, top)
        items += moved(date.items, top - (date.height + (type_.body - type_.small) * 0.2) * bool(ahead))
        y += (row - tall) / 2
    else:
        items.append(Text(box.x, y + 0.92 * type_.body, strip.name, type_.body, "ink", 700))
        x = box.x + width_of(strip.name, type_.body, 700) + type_.body * 0.5
        if room.stacked or x + width_of(strip.date, type_.small) > box.right:
            x, y = box.x, y + type_.small * 1.3
        items.append(Text(x, y + 0.92 * type_.body, strip.date, type_.small, "muted"))
        if room.ends and room.inline and not room.level:
            _cells(strip.totals, room, y + 0.92 * type_.body, items)
        elif room.inline and not room.level:
            wide = counted_width(strip, dict(zip(room.cities, room.names, strict=True)), type_) - type_.small * 0.6
            _numbers(strip.totals, room, box.right - wide, y + 0.92 * type_.body - 0.9 * type_.small, items)
        y += type_.body * 1.3
        if not room.inline:
            y = _numbers(strip.totals, room, box.x, y - type_.small * 0.1, items, room.lead) + type_.small * 0.1
        y += lift
    gap = min(room.pitch * 0.12, type_.body * 0.12)
    if pointed:
        _pointers(strip, room, y - lift, gap, items)
    if strip.blocks:
        end = room.left + len(strip.blocks) * room.pitch - gap
        items.append(Line(room.left, y + tall, end, y + tall, "muted", max(1.5, type_.small * 0.07)))
        for number in range(5, len(strip.blocks) + 1, 5):
            x = room.left + (number - 0.5) * room.pitch - gap / 2
            items.append(Line(x, y + tall, x, y + tall + type_.small * 0.22, "muted", max(1.5, type_.small * 0.07)))
    for place_, block in enumerate(strip.blocks):
        items += _block(block, room.left + place_ * room.pitch, y, room.pitch - gap, tall, room)
    y += tall
    if room.level:
        _cells(strip.totals, room, y - tall / 2 + 0.34 * type_.body, items, type_.body)
    if not room.beside:
        return y
    size = type_.title * 0.9
    _cells(strip.totals, room, y - tall / 2 + 0.34 * size, items, size)
    return y + (row - tall) / 2


def _block(block: StripBlock, x: float, y: float, wide: float, tall: float, room: _Room) -> list[Item]:
    """A paragraph upon the line of its article: full where it makes claims, a foot where it only repeats, nothing where it holds none."""
    if not block.marks:
        return []
    marks = sorted(block.marks, key=lambda mark: mark.city != room.pointed)
    if not block.new:
        high = max(tall * 0.1, 5.0)
        part = wide / len(marks)
        return [
            Rect(x + number * part, y + tall - high, part, high, "solid", _hue(mark, room), 0, mark) for number, mark in enumerate(marks)
        ]
    part = tall / len(marks)
    seam = min(2.0, part * 0.15)
    return [
        Rect(x, y + number * part, wide, part - (seam if number < len(marks) - 1 else 0), "solid", _hue(mark, room), 1, mark)
        for number, mark in enumerate(marks)
    ]


def _points(block: StripBlock, room: _Room) -> bool:
    """Whether a paragraph is pointed at."""
    return block.new and any(mark.city == room.pointed and not mark.faded for mark in block.marks)


def _pointers(strip: Strip, room: _Room, y: float, gap: float, items: list[Item]) -> None:
    """A bracket over every run of paragraphs on the city that only this article speaks of, and its name over the first."""
    size = room.type.small
    places = [n for n, block in enumerate(strip.blocks) if _points(block, room)]
    ends = [n for n in places if n + 1 not in places]
    starts = [n for n in places if n - 1 not in places]
    name, free = dict(zip(room.cities, room.names, strict=True))[room.pointed], room.box.x
    for first, last in zip(starts, ends, strict=True):
        left, right = room.left + first * room.pitch, room.left + (last + 1) * room.pitch - gap
        items.append(Line(left, y + size * 1.3, right, y + size * 1.3, room.pointed, max(3.0, size * 0.14)))
        x = min(left, room.left + len(strip.blocks) * room.pitch - gap - width_of(name, size, 700))
        if x >= free:
            items.append(Text(x, y + size * 1.02, name, size, room.pointed, 700))
            free = x + width_of(name, size, 700) + size


def _hue(mark: Mark, room: _Room, grey: str = _GREY) -> str:
    return mark.city if mark.city in room.hues else grey


def _cells(marks: tuple[Mark, ...], room: _Room, line: float, items: list[Item], size: float = 0) -> None:
    """The totals in their columns; a dash where there is none."""
    size, totals = size or room.type.small, {mark.city: mark for mark in marks}
    for end, hue, city in zip(room.ends, room.hues, room.cities, strict=True):
        mark = totals.get(city)
        words = mark.words if mark else "–"
        items.append(Text(end, line, words, size, hue if mark else "muted", 700 if mark else 400, "end", mark=mark))


def _numbers(marks: tuple[Mark, ...], room: _Room, x: float, y: float, items: list[Item], lead: str = "") -> float:
    """The totals from ``x`` on in running lines, each with its city; ``lead`` stands before the first."""
    size, box = room.type.small, room.box
    if lead and marks:
        items.append(Text(x, y + 0.9 * size, lead, size, "muted"))
        x += width_of(lead, size) + size * 0.4
    names = dict(zip(room.cities, room.names, strict=True))
    for mark in marks:
        words = f"{mark.words} {names[mark.city]}"
        wide = width_of(words, size, 700)
        if x > box.x and x + wide > box.right + 0.5:
            x, y = box.x, y + size * LEADING
        items.append(Text(x, y + 0.9 * size, words, size, _hue(mark, room), 700, mark=mark))
        x += wide + size * 0.6
    return y + size * LEADING


def _totals(body: Strips, room: _Room, y: float, items: list[Item]) -> float:
    """What all strips hold of each city."""
    type_, box = room.type, room.box
    marks = tuple(place_.total for place_ in body.places if place_.total)
    lead = f"All {body.totals_are.lower()}, once for each subject"
    if not room.beside:
        items.append(Line(box.x, y, box.right, y, "line", 2))
        y += type_.small * 0.35
        if room.ends and width_of(lead, type_.small) + type_.small * 2.5 > room.ends[0] - box.x:
            lead = f"All {body.totals_are.lower()}"
        items.append(Text(box.x, y + 0.9 * type_.small, lead, type_.small, "muted"))
        if room.ends:
            wide = max((width_of(place_.total.words, type_.small, 700) for place_ in body.places[:1] if place_.total), default=0)
            y += type_.small * LEADING * (box.x + width_of(lead, type_.small) + type_.small * 0.5 > room.ends[0] - wide)
            _cells(marks, room, y + 0.9 * type_.small, items, type_.body * room.level)
            return y + type_.small * LEADING
        start = box.x + width_of(lead, type_.small) + type_.small * 0.75
        return _numbers(marks, room, start, y, items)
    first = room.ends[0] - max(width_of(room.names[0], type_.small, 700), type_.body * 2) if room.ends else box.right
    size = type_.title * 0.9
    items.append(Line(first - type_.body * 0.2, y, box.right, y, "ink", 2))
    items.append(Text(first - type_.body * 0.8, y + 1.15 * size, lead, type_.small, "muted", anchor="end"))
    _cells(marks, room, y + 1.15 * size, items, size)
    return y + 1.45 * size
