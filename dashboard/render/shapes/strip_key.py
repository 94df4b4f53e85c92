"""The key of the strips: what a divided, a flat and an empty block mean."""

from __future__ import annotations

from dashboard.pictures.shapes.strips import Strip, Strips
from dashboard.render.flow import Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Rect, Text


def key(body: Strips, box: Box, type_: Type, items: list[Item]) -> float:
    """What a divided, a flat and an empty block mean, as far as there are such; returns where it ends."""
    size, y = type_.small, box.y
    blocks = [block for strip in body.strips for block in strip.blocks]
    tall, wide, thick = size, size * 1.3, max(2.0, size * 0.1)
    found = [
        ("divided", "several subjects") if any(block.new and len(block.marks) > 1 for block in blocks) else None,
        ("flat", "repeats an earlier claim") if any(block.marks and not block.new for block in blocks) else None,
        ("empty", "no claim") if any(not block.marks for block in blocks) else None,
    ]
    x, start, air = box.x, y, size * 0.9
    whole = sum(wide + size * 0.4 + width_of(words, size) + air for _, words in filter(None, found)) - air
    if whole > box.width:
        # Smaller marks, less air and fewer words, where that spares a line.
        wide, air = size * 0.95, size * 0.5
        found = [part and (part[0], part[1].replace("an earlier", "a")) for part in found]
    for kind, words in filter(None, found):
        needed = wide + size * 0.4 + width_of(words, size)
        if x > box.x and x + needed > box.right:
            x, y = box.x, y + size * 1.4
        foot = y + size * 1.02
        if kind == "divided":
            items.append(Rect(x + wide * 0.15, foot - tall, wide * 0.7, tall * 0.46, "solid", "muted", 1))
            items.append(Rect(x + wide * 0.15, foot - tall * 0.46, wide * 0.7, tall * 0.46, "solid", "line", 1))
        elif kind == "flat":
            items.append(Rect(x + wide * 0.15, foot - max(size * 0.3, 4), wide * 0.7, max(size * 0.3, 4), "solid", "muted"))
        items.append(Line(x, foot, x + wide, foot, "muted", thick))
        items.append(Text(x + wide + size * 0.4, y + 0.9 * size, words, size, "muted"))
        x += needed + air
    return y + size * 1.75 if x > box.x or y > start else y


def columns_of(names: tuple[str, ...], box: Box, type_: Type) -> tuple[tuple[float, ...], float]:
    """The right edges of the totals as columns below the names, and where the first begins."""
    size, ends, x = type_.small, list[float](), box.right
    for name in reversed(names):
        ends.append(x)
        x -= max(width_of(name, size, 700), size * 1.8) + size * 0.6
    return tuple(reversed(ends)), x + size * 0.6


def heads(
    body: Strips, box: Box, type_: Type, columns: tuple[tuple[float, ...], tuple[str, ...]], y: float, items: list[Item]
) -> float:  # fmt: skip
    """The cities above their totals, after what the totals count; ``columns`` are right edges and hues. Returns where they end."""
    size, lead = type_.small, f"{body.totals_are} about"
    first = columns[0][0] - width_of(body.places[0].name, size, 700) - size * 0.6
    beside = first - width_of(lead, size) >= box.x
    items.append(Text(first if beside else box.right, y + 0.9 * size, lead, size, "muted", anchor="end"))
    y += 0 if beside else size * 1.2
    for place, end, hue in zip(body.places, *columns, strict=True):
        items.append(Text(end, y + 0.9 * size, place.name, size, hue, 700, "end"))
    return y + size * 1.3


def named_width(strip: Strip, type_: Type) -> float:
    """How wide the name and the date of an article are."""
    return width_of(strip.name, type_.body, 700) + type_.body * 0.5 + width_of(strip.date, type_.small)


def counted_width(strip: Strip, names: dict[str, str], type_: Type) -> float:
    """How wide its totals are in one line, each with its city."""
    size = type_.small
    return sum(size * 0.6 + width_of(f"{names[mark.city]} {mark.words}", size, 700) for mark in strip.totals)
