"""Two cities compared line by line: what only the first has, what both have, what only the second has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.table.compare import Item, Section


@dataclass(frozen=True)
class Point:
    """A line of the comparison of two cities, with its items split by who has them."""

    title: str
    first: tuple[Item, ...]
    both: tuple[Item, ...]
    second: tuple[Item, ...]
    answers: tuple[str, str]
    """The answer (a key of `compare.ANSWERS`) for each city; ``same`` where it only has what both have."""


def point_by_point(sections: Sequence[Section], first: str, second: str) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """(Section title, points) for two city keys; lines on which neither has items are omitted."""
    parts = []
    for section in sections:
        points = []
        for line in section.lines:
            keys = {city: {item.key for item in line.items[city]} for city in (first, second)}
            shared = keys[first] & keys[second]
            sides = [tuple(i for i in line.items[city] if i.key not in shared) for city in (first, second)]
            both = tuple(i for city in (first, second) for i in line.items[city] if i.key in shared)
            if any(sides) or both:
                answers = [
                    "same" if line.items[city] and not side else line.answer(city)
                    for city, side in zip((first, second), sides, strict=True)
                ]
                points.append(Point(line.title, sides[0], both, sides[1], (answers[0], answers[1])))
        if points:
            parts.append((section.title, tuple(points)))
    return tuple(parts)
