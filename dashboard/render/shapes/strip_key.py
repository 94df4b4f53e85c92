"""The key of the strips: the subjects by their colour, and what a divided, a flat and an empty bar mean."""

from __future__ import annotations

from dashboard.pictures.shapes.strips import Strip, Strips
from dashboard.render.flow import Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Rect, Text


def key(body: Strips, box: Box, type_: Type, hues: tuple[str, ...], items: list[Item]) -> tuple[float, float]:
    """The subjects, and what a divided, a flat and an empty bar mean, as far as there are such; returns how far down and right it ends."""
    size, y = type_.small, box.y
    blocks = [block for strip in body.strips for block in strip.blocks]
    subjects = [("subject", place.name, hue) for place, hue in zip(body.places, hues, strict=True)]
    divided = [("divided", "several subjects", "")] if any(block.new and len(block.marks) > 1 for block in blocks) else []
    others = [
        ("flat", "repeats a claim", "") if any(block.marks and not block.new for block in blocks) else None,
        ("empty", "no claim", "") if any(not block.marks for block in blocks) else None,
    ]
    rest = [part for part in others if part]
    # Less air, where that spares a line; else the subjects stand in lines of their own, where that costs none.
    lines = [_lines_of([*subjects, *divided, *rest], air, box.width, size) for air in (0.9, 0.6)]
    parted = [line for part in (subjects, [*divided, *rest]) for line in _lines_of(part, 0.9, box.width, size)]
    fewest = min(map(len, lines))
    chosen = parted if 1 < fewest == len(parted) else next(found for found in lines if len(found) == fewest)
    for line in chosen:
        for x, (kind, words, hue) in line:
            _swatch(kind, box.x + x, y + size * 1.02, size, hue, items)
            items.append(Text(box.x + x + size * _wide(kind), y + 0.9 * size, words, size, "muted"))
        y += size * 1.4
    end = max((box.x + x + size * _wide(kind) + width_of(words, size) for line in chosen[-1:] for x, (kind, words, _) in line), default=0)
    return y + size * 0.35 if chosen else y, end


def _wide(kind: str) -> float:
    """How wide a swatch is with the room behind it, in ems."""
    return 0.92 if kind == "subject" else 1.28


def _lines_of(
    found: list[tuple[str, str, str]], air: float, width: float, size: float
) -> list[list[tuple[float, tuple[str, str, str]]]]:  # fmt: skip
    """The parts of the key in lines, each with where it begins; ``air`` between them is in ems."""
    lines: list[list[tuple[float, tuple[str, str, str]]]] = []
    x = 0.0
    for part in found:
        needed = size * _wide(part[0]) + width_of(part[1], size)
        if not lines or x + needed > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, part))
        x += needed + size * air
    return lines


def _swatch(kind: str, x: float, foot: float, size: float, hue: str, items: list[Item]) -> None:
    """A bar as it is drawn in the strips, in small."""
    wide = size
    if kind == "subject":
        items.append(Rect(x, foot - size * 0.9, size * 0.62, size * 0.9, "solid", hue, 1))
        return
    if kind == "divided":
        items.append(Rect(x + wide * 0.15, foot - size, wide * 0.7, size * 0.46, "solid", "muted", 1))
        items.append(Rect(x + wide * 0.15, foot - size * 0.46, wide * 0.7, size * 0.46, "solid", "line", 1))
    elif kind == "flat":
        items.append(Rect(x + wide * 0.15, foot - max(size * 0.3, 4), wide * 0.7, max(size * 0.3, 4), "solid", "muted"))
    items.append(Line(x, foot, x + wide, foot, "muted", max(2.0, size * 0.1)))


def columns_of(names: tuple[str, ...], box: Box, type_: Type) -> tuple[tuple[float, ...], float]:
    """The right edges of the totals as columns below the names, and where the first begins."""
    size, ends, x = type_.small, list[float](), box.right
    for name in reversed(names):
        ends.append(x)
        x -= max(width_of(name, size, 700), size * 1.8) + size * 0.6
    return tuple(reversed(ends)), x + size * 0.6


def heads(
    body: Strips, box: Box, type_: Type, columns: tuple[tuple[float, ...], tuple[str, ...]], y: float, items: list[Item], scale: bool
) -> float:  # fmt: skip
    """The cities above their totals, after what the totals count; ``columns`` are right edges and hues. Returns where they end.

    ``scale``: what the totals count stands above them, so that there is room for the scale beside them.
    """
    size, lead = type_.small, f"{body.totals_are} about"
    first = columns[0][0] - width_of(body.places[0].name, size, 700) - size * 0.6
    beside = not scale and first - width_of(lead, size) >= box.x
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
