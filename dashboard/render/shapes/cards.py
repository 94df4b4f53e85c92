"""Cards placed: a column a city where there is room, else a lane a city; the silent in slots, the nation apart below."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.pictures.shapes.cards import Block, Cards
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Placed, Rect, Text, moved
from dashboard.render.shapes.card_block import hidden
from dashboard.render.shapes.card_lanes import in_lanes, place_axes, place_lane, place_slots, ruled
from dashboard.render.shapes.card_levels import Level, few, full, nothing, with_cards, with_notes
from dashboard.render.shapes.card_way import GUTTER, Shown, Way, fit_numerals, fits_numerals

_NOTES = 4
"""How many figures of one kind a page shows in small type."""
_LARGER = 1.4
"""How much larger than usual numerals may become where there is room."""


def place(body: Cards, box: Box, type_: Type) -> Placed:
    """The blocks in a box: a card of each city first, then more, then small figures, as many as find room; the rest is counted."""
    if box.height is None:
        way = _numbered(Way(body, box, type_, type_.numeral, axes=len(body.axes)))
        narrow = box.width / type_.body < GUTTER
        return _drawn(way, way.told, [few(block) if narrow else full(block, _NOTES) for block in way.told])
    most = box.height
    for across, crowded in ((1, False), (2, False), (3, False), (1, True)):
        way = _numbered(Way(body, box, type_, type_.numeral, across=across, crowded=crowded))

        def fits(blocks: Sequence[Block], levels: Sequence[Level], way: Way = way) -> bool:
            return _drawn(way, blocks, levels).height <= most

        hubs = sum(not block.silence for block in body.blocks)
        levels, fair = (nothing(way.told), True) if crowded else with_cards(way.told, hubs, fits)
        if fair:
            break
    for _ in () if way.crowded else body.axes:
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


def _numbered(way: Way) -> Way:
    fit_numerals(way)
    return way


def _larger(way: Way, blocks: Sequence[Block], levels: Sequence[Level], placed: Placed) -> Placed:
    """The same with the largest numerals that find room."""
    usual = way.numeral
    for step in range(1, 9):
        before, way.numeral = way.numeral, usual * (1 + (_LARGER - 1) * step / 8)
        found = _drawn(way, blocks, levels) if fits_numerals(way) else None
        if found is None or found.height > (way.box.height or 0):
            way.numeral = before
            break
        placed = found
    return placed


def _drawn(way: Way, blocks: Sequence[Block], levels: Sequence[Level]) -> Placed:
    """Everything at these levels; ``blocks`` are those that hold figures."""
    items: list[Item] = []
    shown = {block.city: (block, level) for block, level in zip(blocks, levels, strict=True)}
    y = _in_columns(way, shown, items) if way.columns else in_lanes(way, shown, items)
    return Placed(tuple(items), y - way.box.y)


def _in_columns(way: Way, shown: Shown, items: list[Item]) -> float:
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
    y = place_axes(way, end, items)
    if body.apart and not body.apart.silence:
        y = place_lane(way, shown[body.apart.city], ruled(way, y, items, "muted"), items)
    elif body.apart:
        y = place_slots(way, [body.apart], ruled(way, y, items, "muted"), items)
    return y


def _title(name: str, width: float, type_: Type) -> float:
    """The size of a name: that of titles, smaller where its column is narrow."""
    return min(type_.title, max(type_.title * width / max(width_of(name, type_.title, 700), 1), type_.small))
