"""Towers placed: side by side on one base, or lying one below the other where their names find no room."""

from __future__ import annotations

from math import ceil

from dashboard.pictures.shapes.towers import Tower, Towers
from dashboard.render.flow import LEADING, Type, paragraph, swatch
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Placed, Rect, Text
from dashboard.render.squares import across, square, squares

_LARGEST, _SMALLEST = 2.6, 0.1
"""The distance of two squares, in ems of body type."""
_ALONE = 3.6
"""The largest distance where there is one tower."""
_NEAR = 0.86
"""How much smaller than the largest squares may be."""
_CLEAR = 1.1
"""How far above the number of another tower words stand, in ems of theirs."""
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
    top = box
    if body.aside:
        # What is not drawn is said before what is.
        placed = paragraph(body.aside.words, box.x, box.y - type_.small * 0.4, box.width, type_.small, "muted", mark=body.aside)
        items += placed.items
        down = placed.height + type_.small * 0.1
        top = Box(box.x, box.y + down, box.width, None if box.height is None else box.height - down)
    y = (_standing if names <= width else _lying)(body, top, type_, width, gap, items)
    return Placed(tuple(items), y - box.y)


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
    high = room if box.height is None else max(box.height - head - foot, type_.body)
    row, pitch = _row(body, width, high, type_)
    tallest = ceil(most / row) * pitch
    base = box.y + head + (tallest if box.height is None else high)
    wide = (row - 0.14) * pitch
    step = _step(body, box, type_, max(wide, 1), width, size, numeral, beside)
    for number, tower in enumerate(body.towers):
        x = box.x + number * step
        top = base - max(ceil(len(tower.squares) / row), 1) * pitch
        items += squares(tower.squares, Box(x, box.y, row * pitch, base - box.y), pitch)
        if not tower.squares:
            _silence(tower, x, base - pitch, wide, pitch * 0.86, items)
        items.append(Text(x, top - numeral * 0.16, tower.count.words, numeral, tower.city, 700, mark=tower.count))
        items.append(Rect(x, base + type_.body * 0.04, wide, type_.body * 0.14, "solid", tower.city))
        _name(tower, x, base + type_.body * 0.3, width, size, type_, beside, (told, notes), items)
    tops = [base - max(ceil(len(tower.squares) / row), 1) * pitch - numeral for tower in body.towers]
    items += _parts(body, box, type_, [(box.x + number * step, top) for number, top in enumerate(tops)], (row, pitch, base))
    return base + foot


def _parts(body: Towers, box: Box, type_: Type, corners: list[tuple[float, float]], grid: tuple[int, float, float]) -> list[Item]:
    """Beside the tallest tower each status with its number, on the side where more of them find room."""
    at = max(range(len(body.towers)), key=lambda number: (len(body.towers[number].squares), -number))
    sides = [_beside(body, box, type_, corners, grid, at, right) for right in (True, False)]
    return max(sides, key=len)


def _beside(
    body: Towers, box: Box, type_: Type, corners: list[tuple[float, float]], grid: tuple[int, float, float], at: int, right: bool
) -> list[Item]:  # fmt: skip
    """The numbers on one side of a tower; one that no other tower leaves room for is left out.

    The ink before a number says which squares it counts: statuses may share a row, so that a bracket would cut it in two.
    """
    row, pitch, base = grid
    tower, size = body.towers[at], type_.small
    gap, ink = size * 0.35 + pitch * 0.14 * (not right), size * 1.05
    edge = corners[at][0] + (row - 0.14) * pitch + gap if right else corners[at][0] - gap + pitch * 0.14
    found: list[Item] = []
    done, above = 0, base + size
    for part in tower.parts:
        number = sum(square.status == part.status for square in tower.squares)
        low, high = base - done / row * pitch, base - (done + number) / row * pitch
        done += number
        width = ink + width_of(part.words, size)
        start = edge + size * 0.4 if right else edge - size * 0.4 - width
        left, end = start - size, start + width + size
        near = min((top for number, (x, top) in enumerate(corners) if number != at and x < end and x + row * pitch > left), default=base)
        # The words stand at the middle of their squares, or as high beside them as the other towers demand.
        line = min((low + high) / 2 + 0.34 * size, above, near - _CLEAR * size)
        if start < box.x or start + width > box.right or line < min(high + 0.7 * size, (low + high) / 2 + 0.34 * size) - size * 0.5:
            continue
        found += swatch(start, line - size * 0.68, size * 0.74, str(part.status), tower.city, part)
        found.append(Text(start + ink, line, part.words, size, "muted", mark=part))
        above = line - size * LEADING
    return found


def _step(
    body: Towers, box: Box, type_: Type, wide: float, width: float, size: float, numeral: float, beside: bool
) -> float:  # fmt: skip
    """How far apart towers stand: the last ends where the box does, with its words."""
    told = _told(body, type_, width)
    for tower in body.towers:
        names = width_of(tower.name, size, 700) + (width_of(tower.chinese, type_.small) + size * 0.35 if beside else 0)
        lines = [width_of(line, told, 600) for line in wrap(tower.note.words, told, width, 600)]
        wide = max(wide, names, width_of(tower.count.words, numeral, 700), *lines)
    return (box.width - wide) / max(len(body.towers) - 1, 1)


def _row(body: Towers, width: float, high: float, type_: Type) -> tuple[int, float]:
    """How many squares stand in a row, and their distance: about the largest that the tallest tower allows in this width and height.

    A little smaller they are where that spares a tower a single square on its top.
    """
    sizes = [len(tower.squares) for tower in body.towers]
    most, cap = max(1, *sizes), type_.body * (_LARGEST if len(sizes) > 1 else _ALONE)
    found: list[tuple[float, int]] = []
    number = _SLIM
    while width / number > type_.body * _SMALLEST and number <= max(most, _SLIM):
        pitch = min(width / (number - 0.14), high / ceil(most / number), cap)
        found.append((pitch, number))
        number += 1
    largest = max(pitch for pitch, _ in found)
    near = [(pitch, number) for pitch, number in found if pitch >= largest * _NEAR]
    lonely = {number: sum(size > number and size % number == 1 for size in sizes) for _, number in near}
    # Where squares are as large as they may be, a tower alone has the form of its room.
    form = [abs(number**2 - most * width / high) if len(sizes) < 2 else 0 for _, number in near]
    (pitch, row), _ = min(zip(near, form, strict=True), key=lambda pair: (lonely[pair[0][1]], -round(pair[0][0], 2), pair[1]))
    return row, pitch


def _silence(tower: Tower, x: float, y: float, width: float, high: float, items: list[Item]) -> None:
    """An empty slot in the place of the first row."""
    items.append(Rect(x, y, width, high, "pale", "slot", min(3, high * 0.1), tower.note))


def _told(body: Towers, type_: Type, width: float) -> float:
    """The size of the lines below the names: large where each of them stays one line."""
    fits = all(width_of(tower.note.words, type_.body, 600) <= width for tower in body.towers)
    return type_.body if fits else type_.small


def _name(
    tower: Tower, x: float, y: float, width: float, size: float, type_: Type, beside: bool, note: tuple[float, int], items: list[Item]
) -> None:  # fmt: skip
    """The name of a city with its Chinese name, and the line below."""
    small, (told, lines) = type_.small, note
    items.append(Text(x, y + size * 0.98, tower.name, size, tower.city, 700))
    if beside:
        items.append(Text(x + width_of(tower.name, size, 700) + size * 0.3, y + size * 0.98, tower.chinese, small, tower.city))
    else:
        items.append(Text(x, y + size * 1.25 + 0.96 * small, tower.chinese, small, tower.city))
    below = y + size * 1.25 + (0 if beside else small * LEADING)
    items += paragraph(tower.note.words, x, below, _even(tower.note.words, told, width, lines), told, "ink", 600, mark=tower.note).items


def _even(words: str, size: float, width: float, lines: int) -> float:
    """The least width in which words take as many lines as those of the other towers, so that none stands alone."""
    longest = max(width_of(word, size, 600) for word in words.split())
    steps = (width * (1 - 0.05 * step) for step in range(16))
    return min((step for step in steps if step >= longest and len(wrap(words, size, step, 600)) == lines), default=width)


def _lying(body: Towers, box: Box, type_: Type, width: float, gap: float, items: list[Item]) -> float:
    """Each city's squares in rows across the box, below its name; returns where the last ends."""
    size, count = type_.small, len(body.towers)
    head, air = type_.title * 1.35, type_.body * 0.5
    pitch, smallest = type_.body * 1.05, type_.body * _SMALLEST
    room = (box.height if box.height is not None else box.width * _PAGE * 2) - count * (head + air)
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
