"""Cards placed: a column a city where there is room, else a lane a city; the silent in slots, the nation apart below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.pictures.shapes.cards import Block, Cards
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.card_block import Room, hidden, place_content, widest
from dashboard.render.shapes.card_levels import Level, full, with_cards, with_notes
from dashboard.render.shapes.card_parts import place_axis

_COLUMNS, _GUTTER = 56, 26
"""From how many ems of body type on cities stand in columns, and names left of the lanes."""
_SLOT = 5.4
"""How wide the column of a silent city is, in ems of body type."""
_NOTES = 4
"""How many figures of one kind a page shows in small type."""
_LARGER = 1.4
"""How much larger than usual numerals may become where there is room."""


Shown = Mapping[str, tuple[Block, Level]]
"""The blocks that hold figures by their city, and how much of each is shown."""


@dataclass
class _Way:
    """How a body is laid out, with what has been placed on the way."""

    body: Cards
    box: Box
    type: Type
    numeral: float
    air: float = 0
    axes: int = 0
    placed: dict[tuple[str, int, Level, float, float], Placed] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Block, ...]:
        """The blocks that hold figures, the nation's last."""
        return tuple(block for block in (*self.body.blocks, *([self.body.apart] if self.body.apart else [])) if not block.silence)

    @property
    def columns(self) -> bool:
        return self.box.width / self.type.body > _COLUMNS and len(self.body.blocks) < 6

    @property
    def gap(self) -> float:
        return self.type.body * 0.9

    @property
    def gutter(self) -> float:
        """How much room the names take left of their lanes."""
        if self.box.width / self.type.body < _GUTTER:
            return 0
        return (
            max([width_of("000 not shown", self.type.small), *(width_of(block.name, self.type.title, 700) for block in self.told)])
            + self.gap
        )

    def widths(self) -> list[float]:
        """The width of each column: a silent city has a narrow one, the others by how much they show."""
        blocks = self.body.blocks
        slot = min(self.type.body * _SLOT, self.box.width / len(blocks))
        silent = sum(bool(block.silence) for block in blocks)
        rest = self.box.width - self.gap * (len(blocks) - 1) - slot * silent
        if silent == len(blocks):
            return [(self.box.width - self.gap * (silent - 1)) / silent] * silent
        tracks = {number: 1 for number, block in enumerate(blocks) if not block.silence}
        most = max(Room(0, rest, self.type, 0).tracks, len(tracks))
        for _ in range(most - len(tracks)):
            tracks[max(tracks, key=lambda n: (_weight(blocks[n]) / tracks[n], -n))] += 1
        each = (rest - self.gap * (sum(tracks.values()) - len(tracks))) / sum(tracks.values())
        return [tracks[n] * (each + self.gap) - self.gap if n in tracks else slot for n in range(len(blocks))]

    def content(self, block: Block, level: Level, x: float, width: float) -> Placed:
        key = (block.city, len(block.cards) + len(block.axes), level, x, self.numeral)
        if key not in self.placed:
            self.placed[key] = place_content(block, level, Room(x, width, self.type, self.numeral))
        return self.placed[key]


def _weight(block: Block) -> float:
    return len(block.cards) + len(block.axes) + 0.05 * sum(len(notes.notes) for notes in block.notes)


def place(body: Cards, box: Box, type_: Type) -> Placed:
    """The blocks in a box: a card of each city first, then more, then small figures, as many as find room; the rest is counted."""
    way = _Way(body, box, type_, type_.numeral)
    _fit(way)
    if box.height is None:
        way.axes = len(body.axes)
        return _drawn(way, way.told, [full(block, _NOTES) for block in way.told])
    most = box.height

    def fits(blocks: Sequence[Block], levels: Sequence[Level]) -> bool:
        return _drawn(way, blocks, levels).height <= most

    levels = with_cards(way.told, fits)
    for _ in body.axes:
        way.axes += 1
        if not fits(way.told, levels):
            way.axes -= 1
            break
    blocks, levels = with_notes(way.told, levels, fits)
    placed = _drawn(way, blocks, levels)
    placed = _larger(way, blocks, levels, placed)
    lanes = (1 if way.columns else len(blocks)) + bool(body.axes) + 1
    way.air = max(min((most - placed.height) / lanes, type_.body * 1.2), 0)
    return _drawn(way, blocks, levels)


def _fit(way: _Way) -> None:
    """Make the numerals small enough for the narrowest track."""
    while way.numeral > way.type.small and not _fits(way):
        way.numeral *= 0.96


def _fits(way: _Way) -> bool:
    lane = way.box.width - way.gutter
    widths = [lane] * len(way.told)
    if way.columns:
        widths = [wide for wide, block in zip(way.widths(), way.body.blocks, strict=True) if not block.silence] + [lane]
    return all(
        widest(block.cards, way.numeral) <= Room(0, wide, way.type, way.numeral).wide(1)
        for wide, block in zip(widths, way.told, strict=False)
    )  # fmt: skip


def _larger(way: _Way, blocks: Sequence[Block], levels: Sequence[Level], placed: Placed) -> Placed:
    """The same with the largest numerals that find room."""
    usual = way.numeral
    for step in range(1, 9):
        before, way.numeral = way.numeral, usual * (1 + (_LARGER - 1) * step / 8)
        found = _drawn(way, blocks, levels) if _fits(way) else None
        if found is None or found.height > (way.box.height or 0):
            way.numeral = before
            break
        placed = found
    return placed


def _drawn(way: _Way, blocks: Sequence[Block], levels: Sequence[Level]) -> Placed:
    """Everything at these levels; ``blocks`` are those that hold figures."""
    items: list[Item] = []
    shown = {block.city: (block, level) for block, level in zip(blocks, levels, strict=True)}
    y = _in_columns(way, shown, items) if way.columns else _in_lanes(way, shown, items)
    return Placed(tuple(items), y - way.box.y)


def _in_columns(way: _Way, shown: Shown, items: list[Item]) -> float:
    """The cities side by side, the nation across below them."""
    box, type_, body = way.box, way.type, way.body
    widths, rule, size = way.widths(), type_.body * 0.16, type_.small
    told = [(block, wide) for block, wide in zip(body.blocks, widths, strict=True) if not block.silence]
    beside = all(width_of(b.name, type_.title, 700) + width_of(b.count.words, size) + size <= wide for b, wide in told)
    head = rule + type_.title * 1.35 + (0 if beside else size * LEADING)
    top, x, end = box.y + head + type_.body * 0.15, box.x, box.y + head
    slots = []
    for block, wide in zip(body.blocks, widths, strict=True):
        items.append(Rect(x, box.y, wide, rule, "solid", block.city))
        base = box.y + rule + type_.title * 1.02
        items.append(Text(x, base, block.name, _title(block.name, wide, type_), block.city, 700))
        if block.silence:
            slots.append((block, x, wide))
            words = paragraph(block.silence.words, x, top, wide - size, size)
            end = max(end, top + words.height + size * 0.8)
        else:
            at, below = (x + wide, base) if beside else (x, base + size * LEADING)
            items.append(Text(at, below, block.count.words, size, "muted", anchor="end" if beside else "start", mark=block.count))
            block, level = shown[block.city]
            placed = way.content(block, level, x, wide)
            items += moved(placed.items, top)
            bottom = top + placed.height
            if left := hidden(block, level):
                items.append(Text(x, bottom + size * 1.2, left.words, size, "muted", mark=left))
                bottom += size * 1.5
            end = max(end, bottom)
        x += wide + way.gap
    end += way.air
    for block, left_edge, wide in slots:
        items.append(Rect(left_edge, top, wide, end - top, "pale", "slot", 3, block.silence))
        if block.silence:
            items += paragraph(
                block.silence.words, left_edge + size * 0.5, top + size * 0.4, wide - size, size, "muted", mark=block.silence
            ).items  # fmt: skip
    y = _axes(way, end, items)
    if body.apart and not body.apart.silence:
        y = _lane(way, shown[body.apart.city], _ruled(way, y, items, "muted"), items)
    elif body.apart:
        y = _slots(way, [body.apart], _ruled(way, y, items, "muted"), items)
    return y


def _title(name: str, width: float, type_: Type) -> float:
    """The size of a name: that of titles, smaller where its column is narrow."""
    return min(type_.title, max(type_.title * width / max(width_of(name, type_.title, 700), 1), type_.small))


def _in_lanes(way: _Way, shown: Shown, items: list[Item]) -> float:
    """The cities below each other, the silent side by side, the nation last."""
    body, y = way.body, way.box.y
    begun = False
    for block in body.blocks:
        if not block.silence:
            y = _lane(way, shown[block.city], _ruled(way, y, items) if begun else y, items)
            begun = True
    y = _axes(way, y, items)
    silent = [block for block in (*body.blocks, *([body.apart] if body.apart else [])) if block.silence]
    if silent:
        y = _slots(way, silent, y + (way.air * 0.5 + way.type.body * 0.5 if begun else 0), items)
    if body.apart and not body.apart.silence:
        y = _lane(way, shown[body.apart.city], _ruled(way, y, items, "muted"), items)
    return y


def _ruled(way: _Way, y: float, items: list[Item], hue: str = "line") -> float:
    """A rule across with air around it."""
    y += way.type.body * 0.4 + way.air * 0.5
    items.append(Line(way.box.x, y, way.box.right, y, hue, 1 if hue == "line" else way.type.body * 0.08))
    return y + way.type.body * 0.4 + way.air * 0.5


def _lane(way: _Way, one: tuple[Block, Level], y: float, items: list[Item]) -> float:
    """One city from ``y`` down; returns where it ends."""
    block, level = one
    type_, size, x, wide = way.type, way.type.small, way.box.x, way.gutter
    items.append(Text(x, y + type_.title * 0.9, block.name, type_.title, block.city or "ink", 700))
    left = hidden(block, level)
    below = y + type_.title * 1.2
    notes = [
        (block.count.words, block.count),
        *([(block.aside, block.count)] if block.aside else []),
        *([(left.words, left)] if left else []),
    ]
    if wide:
        for words, mark in notes:
            placed = paragraph(words, x, below, wide - way.gap * 0.5, size, "muted", mark=mark)
            items += placed.items
            below += placed.height
        content = way.content(block, level, x + wide, way.box.width - wide)
        items += moved(content.items, y)
        return max(below, y + content.height)
    end = way.box.right
    room = end - x - width_of(block.name, type_.title, 700) - size
    joined = " · ".join(words for words, _ in notes)
    if width_of(joined, size) <= room:
        at = end - width_of(joined, size)
        for words, mark in notes:
            items.append(Text(at, y + type_.title * 0.9, words, size, "muted", mark=mark))
            at += width_of(f"{words} · ", size)
    else:
        for words, mark in notes:
            placed = paragraph(words, x, below, way.box.width, size, "muted", mark=mark)
            items += placed.items
            below += placed.height
    content = way.content(block, level, x, way.box.width)
    items += moved(content.items, below)
    return below + content.height


def _slots(way: _Way, blocks: Sequence[Block], y: float, items: list[Item]) -> float:
    """The silent side by side, each in an empty slot."""
    size, gap = way.type.small, way.gap * 0.5
    words = [(block.name, block.silence) for block in blocks if block.silence]
    needed = max(width_of(name, size, 700) + width_of(mark.words, size) for name, mark in words) + size * 1.6
    across = max(min(int((way.box.width + gap) / (needed + gap)), len(words)), 1)
    wide = (way.box.width + gap) / across - gap
    high = size * 1.7
    for number, (name, mark) in enumerate(words):
        x, top = way.box.x + number % across * (wide + gap), y + number // across * (high + gap)
        base = top + high / 2 + 0.34 * size
        items.append(Rect(x, top, wide, high, "pale", "slot", 3, mark))
        items.append(Text(x + size * 0.5, base, name, size, mark.city, 700))
        at = x + size * 0.5 + width_of(name, size, 700) + size * 0.5
        line = wrap(mark.words, size, x + wide - at - size * 0.3, most=1)[0]
        items.append(Text(at, base, line, size, "muted", mark=mark))
    return y + ((len(words) - 1) // across + 1) * (high + gap) - gap


def _axes(way: _Way, y: float, items: list[Item]) -> float:
    """What cities may be compared by, each measure on an axis of its own, side by side where there is room."""
    axes = way.body.axes[: way.axes]
    if not axes:
        return y
    names = dict(way.body.names)
    y = _ruled(way, y, items)
    across = min(2, len(axes)) if way.box.width / way.type.body > _GUTTER * 1.6 else 1
    wide = (way.box.width + way.gap) / across - way.gap
    for start in range(0, len(axes), across):
        row = [
            place_axis(axis, names, way.box.x + n * (wide + way.gap), y, wide, way.numeral * 0.62, way.type)
            for n, axis in enumerate(axes[start : start + across])
        ]  # fmt: skip
        items += [item for placed in row for item in placed.items]
        y += max(placed.height for placed in row) + way.type.small * 0.5
    return y - way.type.small * 0.5
