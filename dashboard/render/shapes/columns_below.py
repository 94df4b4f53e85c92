"""Columns placed slot by slot, a line or more a city: for a phone, or for more cities than columns find room for."""

from __future__ import annotations

from dashboard.pictures.shapes import Cell, Columns, Slot
from dashboard.render.flow import Type, listed, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.column_cells import INSET, is_silent, led, numerals, place_content, place_empty
from dashboard.render.squares import merged, pitch_of, squares, tall

_LINES = 3
"""How many lines a city takes in a slot at most, where there is room."""


def place_below(body: Columns, box: Box, type_: Type) -> Placed:
    """A block a slot; where a box is too low for all, each is shorter, and then the last are named in a line."""
    if box.height is None:
        return _placed(body, box, type_, body.slots, _LINES)
    slots = body.slots
    while True:
        for lines in (_LINES, 2, 1):
            placed = _placed(body, box, type_, slots, lines)
            if placed.height <= box.height or (not slots and lines == 1):
                return placed
        last = max(slots, key=lambda slot: slot.rank)
        slots = tuple(slot for slot in slots if slot is not last)


def _placed(body: Columns, box: Box, type_: Type, slots: tuple[Slot, ...], lines: int) -> Placed:
    items: list[Item] = []
    size, order = type_.small, [head.city for head in body.heads]
    names = max(width_of(head.name, size, 700) for head in body.heads) + size * 0.8
    x, width = box.x + names, box.width - names
    y = _heads(body, box, type_, names, items)
    for slot in slots:
        y += type_.body * 0.4
        items.append(Line(box.x, y, box.right, y, "line", 1))
        y += type_.body * 0.3
        title = paragraph(slot.title, box.x, y, box.width, size, "muted")
        items += title.items
        y += title.height + type_.body * 0.06
        large = numerals(slot, type_, width)
        # What several share comes first, then the cities in the order of the heads.
        for cell in sorted(slot.cells, key=lambda cell: -1 if len(cell.cities) > 1 else order.index(cell.cities[0])):
            if len(cell.cities) > 1 and is_silent(cell):
                empty = place_empty(cell, box.x, box.width, size, 0)
                items += moved(empty.items, y)
                y += empty.height + size * 0.2
                continue
            if len(cell.cities) > 1:
                y = _band(cell, body, box, size, y, items, lines) + size * 0.2
                continue
            head = next(head for head in body.heads if head.city == cell.cities[0])
            placed = (
                place_empty(cell, x, width, size, 0)
                if is_silent(cell) and slot.form != "share"
                else place_content(slot, cell, x, width, size, lines, large)
            )
            items.append(Text(box.x, y + (INSET + 0.96) * size, head.name, size, head.city, 700))
            items += moved(placed.items, y)
            y += placed.height + size * 0.2
    if left := [slot.title.lower() for slot in body.slots if slot not in slots]:
        told = paragraph(f"No room here for: {', '.join(left)}", box.x, y + size * 0.4, box.width, size, "muted")
        items += told.items
        y += told.height + size * 0.4
    return Placed(tuple(items), y - box.y)


def _heads(body: Columns, box: Box, type_: Type, names: float, items: list[Item]) -> float:
    """Every city with its count and its squares, one below the other, in one scale."""
    size = type_.small
    counts = max(width_of(head.count.words, type_.body, 700) for head in body.heads)
    x, width = box.x + names, box.width - names - counts - size * 0.6
    most = max((len(head.squares) for head in body.heads), default=0)
    pitch, each = pitch_of(most, width, (box.height or 700) * 0.2, type_.body * 0.62, type_.body * 0.3)
    y = box.y
    for head in body.heads:
        tower = merged(head.squares, each)
        room = tall(len(tower), width, pitch)
        high = max(room, size * 1.3)
        items.append(Text(box.x, y + size * 0.96, head.name, size, head.city, 700))
        items += squares(tower, Box(x, y, width, room), pitch)
        items.append(Text(box.right, y + size * 0.96, head.count.words, type_.body, head.city, 700, "end", mark=head.count))
        chinese = Text(box.x, y + size * 2.1, head.chinese, size, head.city)
        if head.chinese:
            items.append(chinese)
            high = max(high, size * 2.4)
        y += high + size * 0.3
    unit = body.scale if each == 1 else f"1 square, {each:,} {body.unit}"
    told = paragraph(unit, x, y, width, size, "muted")
    items += told.items
    return y + told.height


def _band(cell: Cell, body: Columns, box: Box, size: float, y: float, items: list[Item], lines: int) -> float:
    """What several cities share, under their names and a stripe of their hues."""
    heads = [head for head in body.heads if head.city in cell.cities]
    each, thick = box.width / len(heads), size * 0.16
    items += [Rect(box.x + number * each, y, each, thick, "solid", head.city) for number, head in enumerate(heads)]
    lead = cell.lead if len(heads) == len(body.heads) else " + ".join(head.name for head in heads)
    placed = listed(cell.marks, box.x, y + thick + size * 0.15, box.width, size, "ink", max(lines, 2), led(lead, cell))
    items += placed.items
    return y + thick + size * 0.35 + placed.height
