"""Two cities point by point: what only the one has, what only the other, what both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.table.compare import Item, Section


@dataclass(frozen=True)
class Point:
    """A line of a comparison of two: what only the first has, what both have, what only the second has."""

    title: str
    first: tuple[Item, ...]
    both: tuple[Item, ...]
    second: tuple[Item, ...]
    answers: tuple[str, str]
    """How the articles answer for each of the two; ``same`` where it has only what both have."""


def point_by_point(sections: Sequence[Section], first: str, second: str) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """Two cities side by side, section by section; lines on which both are silent are left out."""
    parts = []
    for section in sections:
        points = []
        for line in section.lines:
            keys = {city: {item.key for item in line.items[city]} for city in (first, second)}
            shared = keys[first] & keys[second]
            sides = [tuple(i for i in line.items[city] if i.key not in shared) for city in (first, second)]
            both = tuple(i for city in (first, second) for i in line.items[city] if i.key in shared)
            if any(sides) or both:
                told = [
                    "same" if line.items[city] and not side else line.answer(city)
                    for city, side in zip((first, second), sides, strict=True)
                ]
                points.append(Point(line.title, sides[0], both, sides[1], (told[0], told[1])))
        if points:
            parts.append((section.title, tuple(points)))
    return tuple(parts)
