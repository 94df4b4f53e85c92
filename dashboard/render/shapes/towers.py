"""Towers placed: side by side on one base, or lying one below the other where their names find no room."""

from __future__ import annotations

from math import ceil

from dashboard.pictures.shapes.towers import Tower, Towers
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Placed, Rect, Text
from dashboard.render.squares import across, square, squares

_LARGEST, _SMALLEST = 2.6, 0.1
"""The distance of two squares, in ems of body type."""
_SLIM = 3
"""How many squares stand side by side in a tower at least."""
_PAGE, _SCREEN = 1.35, 30
"""How tall the tallest tower may be on a page: in widths of the box, and in ems of body type, so that a screen holds it."""


def place(body: Towers, box: Box, type_: Type) -> Placed:
    """The towers in a box, with squares as large as it allows."""
    gap = type_.body * (1.6 if box.width > 30 * type_.body else 0.8)
    width = (box.width - gap * (len(body.towers) - 1)) / len(body.towers)
    names = max(width_of(tower.name, type_.small, 700) for tower in body.towers)
    items: list[Item] = []
    y = (_standing if names <= width else _lying)(body, box, type_, width, gap, items)
    if body.aside:
        placed = paragraph(body.aside.words, box.x, y + type_.small * 0.4, box.width, type_.small, "muted", mark=body.aside)
        items += placed.items
        y += type_.small * 0.4 + placed.height
    return Placed(tuple(items), y - box.y)


def _aside(body: Towers, box: Box, type_: Type) -> float:
    """How tall the line below the towers is."""
    if not body.aside:
        return 0
    return type_.small * 0.4 + len(wrap(body.aside.words, type_.small, box.width)) * type_.small * LEADING


def _standing(body: Towers, box: Box, type_: Type, width: float, gap: float, items: list[Item]) -> float:
    """Towers side by side; returns where their names end."""
    size = type_.title if all(width_of(tower.name, type_.title, 700) <= width for tower in body.towers) else type_.small
    beside = all(
        width_of(tower.name, size, 700) + width_of(tower.chinese, type_.small) + size * 0.35 <= width for tower in body.towers
    )  # fmt: skip
    numeral = type_.numeral
    while numeral > type_.small and any(width_of(tower.count.words, numeral, 700) > width for tower in body.towers):
        numeral -= 1
    told = _told(body, type_, width)
    notes = max(len(wrap(tower.note.words, told, width, 600)) for tower in body.towers)
    foot = size * 1.4 + told * LEADING * notes + type_.small * LEADING * (not beside) + type_.body * 0.3
    head = numeral * 0.98
    most = max(1, *(len(tower.squares) for tower in body.towers))
    room = min(box.width * _PAGE, type_.body * _SCREEN)
    high = room if box.height is None else max(box.height - head - foot - _aside(body, box, type_), type_.body)
    row, pitch = _row(most, width, high, type_)
    tallest = ceil(most / row) * pitch
    base = box.y + head + (tallest if box.height is None else high)
    for number, tower in enumerate(body.towers):
        x = box.x + number * (width + gap)
        top = base - max(ceil(len(tower.squares) / row), 1) * pitch
        items += squares(tower.squares, Box(x, box.y, row * pitch, base - box.y), pitch)
        wide = (row - 0.14) * pitch
        if not tower.squares:
            _silence(tower, x, base - pitch, wide, pitch * 0.86, items)
        items.append(Text(x, top - numeral * 0.16, tower.count.words, numeral, tower.city, 700, mark=tower.count))
        items.append(Rect(x, base + type_.body * 0.04, wide, type_.body * 0.14, "solid", tower.city))
        _name(tower, x, base + type_.body * 0.3, width, size, type_, beside, told, items)
    return base + foot


def _row(most: int, width: float, high: float, type_: Type) -> tuple[int, float]:
    """How many squares stand in a row, and their distance: the largest that the tallest tower allows in this width and height."""
    best, row, number = 0.0, _SLIM, _SLIM
    while width / number > type_.body * _SMALLEST and number <= max(most, _SLIM):
        pitch = min(width / (number - 0.14), high / ceil(most / number), type_.body * _LARGEST)
        if pitch > best + 0.01:
            best, row = pitch, number
        number += 1
    return row, best


def _silence(tower: Tower, x: float, y: float, width: float, high: float, items: list[Item]) -> None:
    """An empty slot in the place of the first row."""
    items.append(Rect(x, y, width, high, "pale", "slot", min(3, high * 0.1), tower.note))


def _told(body: Towers, type_: Type, width: float) -> float:
    """The size of the lines below the names: large where each of them stays one line."""
    fits = all(width_of(tower.note.words, type_.body, 600) <= width for tower in body.towers)
    return type_.body if fits else type_.small


def _name(
    tower: Tower, x: float, y: float, width: float, size: float, type_: Type, beside: bool, told: float, items: list[Item]
) -> None:  # fmt: skip
    """The name of a city with its Chinese name, and the line below."""
    small = type_.small
    items.append(Text(x, y + size * 0.98, tower.name, size, tower.city, 700))
    if beside:
        items.append(Text(x + width_of(tower.name, size, 700) + size * 0.3, y + size * 0.98, tower.chinese, small, tower.city))
    else:
        items.append(Text(x, y + size * 1.25 + 0.96 * small, tower.chinese, small, tower.city))
    below = y + size * 1.25 + (0 if beside else small * LEADING)
    items += paragraph(tower.note.words, x, below, width, told, "ink", 600, mark=tower.note).items


def _lying(body: Towers, box: Box, type_: Type, width: float, gap: float, items: list[Item]) -> float:
    """Each city's squares in rows across the box, below its name; returns where the last ends."""
    size, count = type_.small, len(body.towers)
    head, air = type_.title * 1.35, type_.body * 0.5
    pitch, smallest = type_.body * 1.05, type_.body * _SMALLEST
    room = (box.height if box.height is not None else box.width * _PAGE * 2) - _aside(body, box, type_) - count * (head + air)
    while pitch > smallest and sum(_rows(tower, box.width, pitch) for tower in body.towers) * pitch > room:
        pitch = max(pitch * 0.96, smallest)
    left = room - sum(_rows(tower, box.width, pitch) for tower in body.towers) * pitch
    air += min(max(left, 0) / count, type_.body) if box.height is not None else 0
    y = box.y
    for tower in body.towers:
        line = y + type_.title * 0.98
        items.append(Text(box.x, line, tower.count.words, type_.title, tower.city, 700, mark=tower.count))
        x = box.x + max(width_of(other.count.words, type_.title, 700) for other in body.towers) + size * 0.5
        items.append(Text(x, line, tower.name, type_.title, tower.city, 700))
        x += width_of(tower.name, type_.title, 700) + size * 0.4
        words = width_of(tower.note.words, type_.body, 600)
        told = type_.body if x + words <= box.right else size
        if x + width_of(tower.chinese, size) + size + (words if told > size else width_of(tower.note.words, size)) <= box.right:
            items.append(Text(x, line, tower.chinese, size, tower.city))
        items.append(Text(box.right, line, tower.note.words, told, "ink", 600 if told > size else 400, "end", mark=tower.note))
        y += head
        high = _rows(tower, box.width, pitch) * pitch
        if tower.squares:
            number = across(box.width, pitch)
            for place_, mark in enumerate(tower.squares):
                items += square(mark, box.x + place_ % number * pitch, y + place_ // number * pitch, pitch * 0.86)
        else:
            _silence(tower, box.x, y, box.width, pitch * 0.86, items)
        y += high + air
    return y - air


def _rows(tower: Tower, width: float, pitch: float) -> int:
    return max(ceil(len(tower.squares) / across(width, pitch)), 1)
