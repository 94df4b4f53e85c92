"""Cards in lanes: a city below the other, the silent side by side, what cities share on one axis, the nation last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.pictures.model import Mark, claims_of, rest
from dashboard.pictures.shapes.cards import Block
from dashboard.render.flow import LEADING, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Item, Line, Rect, Text, moved
from dashboard.render.shapes.card_block import hidden, left_out, tally
from dashboard.render.shapes.card_levels import Level, nothing
from dashboard.render.shapes.card_parts import place_axis
from dashboard.render.shapes.card_way import GUTTER, Shown, Way


def in_lanes(way: Way, shown: Shown, items: list[Item]) -> float:
    """The cities below each other, the silent side by side, the nation last."""
    body, y = way.body, way.box.y
    told = [shown[block.city] for block in body.blocks if not block.silence]
    for start in range(0, len(told), way.across):
        y = ruled(way, y, items) if start else y
        ends = []
        for number, one in enumerate(told[start : start + way.across]):
            x = way.box.x + number * (way.beside + way.gap)
            ends.append(_headed(way, one, x, way.beside, y, items) if way.across > 1 else place_lane(way, one, y, items))
        y = max(ends)
    begun = bool(told)
    y = place_axes(way, y, items)
    silent = [block for block in (*body.blocks, *([body.apart] if body.apart else [])) if block.silence]
    if silent:
        y = place_slots(way, silent, y + (way.air * 0.5 + way.type.body * 0.5 if begun else 0), items)
    if body.apart and not body.apart.silence:
        y = place_lane(way, shown[body.apart.city], ruled(way, y, items, "muted"), items)
    return y


def _line(way: Way, block: Block, level: Level, y: float, items: list[Item]) -> float:
    """One city where there is little room: its name, its count, and figures in small type beside them."""
    type_, base = way.type, y + way.type.title * 0.9
    items.append(Text(way.box.x, base, block.name, type_.title, block.city or "ink", 700))
    at = way.box.x + way.names
    for mark in filter(None, (block.count, block.others)):
        items.append(Text(at, base, mark.words, type_.small, "muted", mark=mark))
        at += width_of(f"{mark.words}  ", type_.small)
    content = way.content(block, level, way.box.x + way.gutter, way.box.width - way.gutter)
    inset = type_.title * 0.9 - type_.small * (0.5 * LEADING + 0.46)
    items += moved(content.items, y + inset)
    return max(y + type_.title * 1.15, y + inset + content.height)


def ruled(way: Way, y: float, items: list[Item], hue: str = "line") -> float:
    """A rule across with air around it."""
    air = way.type.body * (0.15 if way.crowded else 0.4) + way.air * 0.5
    y += air
    items.append(Line(way.box.x, y, way.box.right, y, hue, 1 if hue == "line" else way.type.body * 0.08))
    return y + air


def place_lane(way: Way, one: tuple[Block, Level], y: float, items: list[Item]) -> float:
    """One city from ``y`` down; returns where it ends."""
    block, level = one
    if way.crowded:
        return _line(way, block, level, y, items)
    type_, x, wide = way.type, way.box.x, way.gutter
    if not wide:
        return _headed(way, one, x, way.box.width, y, items)
    items.append(Text(x, y + type_.title * 0.9, block.name, type_.title, block.city or "ink", 700))
    below = y + type_.title * 1.2
    for words, mark in _brief(block, level):
        placed = paragraph(words, x, below, wide - way.gap * 0.5, type_.small, "muted", mark=mark)
        items += placed.items
        below += placed.height
    content = way.content(block, level, x + wide, way.box.width - wide)
    items += moved(content.items, y)
    return max(below, y + content.height)


def _headed(way: Way, one: tuple[Block, Level], x: float, wide: float, y: float, items: list[Item]) -> float:
    """One city under its name; returns where it ends."""
    block, level = one
    type_, size = way.type, way.type.small
    items.append(Text(x, y + type_.title * 0.9, block.name, type_.title, block.city or "ink", 700))
    notes, below = _counts(block, level), y + type_.title * 1.2
    joined = "   ".join(words for words, _ in notes)
    if width_of(joined, size) <= wide - width_of(block.name, type_.title, 700) - size:
        at = x + wide - width_of(joined, size)
        for words, mark in notes:
            items.append(Text(at, y + type_.title * 0.9, words, size, "muted", mark=mark))
            at += width_of(f"{words}   ", size)
    else:
        for words, mark in notes:
            placed = paragraph(words, x, below, wide, size, "muted", mark=mark)
            items += placed.items
            below += placed.height
    content = way.content(block, level, x, wide)
    items += moved(content.items, below)
    return below + content.height


def _counts(block: Block, level: Level) -> list[tuple[str, Mark]]:
    """How many numbers there are, whose they are, and what is not shown."""
    left = hidden(block, level)
    said = [(block.count.words, block.count), (block.aside, block.count), *([(left.words, left)] if left else [])]
    return [(words, mark) for words, mark in said if words]


def _brief(block: Block, level: Level) -> list[tuple[str, Mark]]:
    """The same where there is little room: how many of the numbers are selected, and how many others are not."""
    numbers, others = left_out(block, level)
    if not numbers or level == nothing([block])[0]:
        return _counts(block, level)
    every, _ = left_out(block, nothing([block])[0])
    shown = sum(not mark.faded for mark in every) - sum(not mark.faded for mark in numbers)
    of = replace(block.count, words=f"{shown:,} of {block.count.words}", claims=claims_of((block.count, *numbers)))
    left = [rest(others, f"{tally((), others)} not shown")] if others else []
    return [(words, mark) for words, mark in ((of.words, of), (block.aside, of), *((mark.words, mark) for mark in left)) if words]


def place_slots(way: Way, blocks: Sequence[Block], y: float, items: list[Item]) -> float:
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


def place_axes(way: Way, y: float, items: list[Item]) -> float:
    """What cities may be compared by, each measure on an axis of its own, side by side where there is room."""
    axes = way.body.axes[: way.axes]
    if not axes:
        return y
    names = dict(way.body.names)
    y = ruled(way, y, items)
    across = min(2, len(axes)) if way.box.width / way.type.body > GUTTER * 1.6 else 1
    wide = (way.box.width + way.gap) / across - way.gap
    for start in range(0, len(axes), across):
        row = [
            place_axis(axis, names, way.box.x + n * (wide + way.gap), y, wide, way.numeral * 0.62, way.type)
            for n, axis in enumerate(axes[start : start + across])
        ]  # fmt: skip
        items += [item for placed in row for item in placed.items]
        y += max(placed.height for placed in row) + way.type.small * 0.5
    return y - way.type.small * 0.5
