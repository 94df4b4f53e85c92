"""The key of the strips: what a divided, a flat and an empty block mean."""

from __future__ import annotations

from dashboard.pictures.shapes.strips import Strips
from dashboard.render.flow import Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Rect, Text


def key(body: Strips, box: Box, type_: Type, items: list[Item]) -> float:
    """What a divided, a flat and an empty block mean, as far as there are such; returns where it ends."""
    size, y = type_.small, box.y
    blocks = [block for strip in body.strips for block in strip.blocks]
    tall, wide = size * 0.95, size * 0.8
    found = [
        ("divided", "several subjects, split equally") if any(block.new and len(block.marks) > 1 for block in blocks) else None,
        ("flat", "only repeats") if any(block.marks and not block.new for block in blocks) else None,
        ("empty", "no claim") if any(not block.marks for block in blocks) else None,
    ]
    x, start = box.x, y
    for kind, words in filter(None, found):
        needed = wide + size * 0.4 + width_of(words, size)
        if x > box.x and x + needed > box.right:
            x, y = box.x, y + size * 1.4
        foot = y + size * 1.02
        if kind == "divided":
            items.append(Rect(x, foot - tall, wide, tall * 0.46, "solid", "muted", 1))
            items.append(Rect(x, foot - tall * 0.46, wide, tall * 0.46, "solid", "line", 1))
        elif kind == "flat":
            items.append(Rect(x, foot - max(size * 0.18, 3), wide, max(size * 0.18, 3), "solid", "muted"))
        items.append(Line(x - 1, foot, x + wide + 1, foot, "muted", max(1.5, size * 0.07)))
        items.append(Text(x + wide + size * 0.4, y + 0.9 * size, words, size, "muted"))
        x += needed + size * 1.1
    return y + size * 1.75 if x > box.x or y > start else y


def columns_of(names: tuple[str, ...], box: Box, type_: Type) -> tuple[tuple[float, ...], float]:
    """The right edges of the totals as columns below the names, and where the first begins."""
    size, ends, x = type_.small, list[float](), box.right
    for name in reversed(names):
        ends.append(x)
        x -= max(width_of(name, size, 700), size * 1.8) + size * 0.6
    return tuple(reversed(ends)), x + size * 0.6
