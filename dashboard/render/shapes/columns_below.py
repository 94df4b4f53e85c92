"""Columns placed slot by slot, a line or more a city: for a phone, or for more cities than columns find room for."""

from __future__ import annotations

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes import ColumnCell, Columns, Slot
from dashboard.render.flow import Type, listed, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Text, moved
from dashboard.render.shapes.column_cells import PAD, STRIPE, bar, is_silent, place_content, place_empty, place_names, quieted
from dashboard.render.shapes.column_numbers import INSET, Boxes, large_of
from dashboard.render.squares import merged, pitch_of, squares, tall

_LINES = 2
"""How many lines a city takes in a slot at most, where there is room."""
_LARGEST, _SMALLEST, _SHARE = 0.95, 0.3, 0.3
"""The largest and the smallest unit square, in ems of body type, and how much of the height the largest tower may take."""


def place_below(body: Columns, box: Box, type_: Type) -> Placed:
    """A block a slot; where a box is too low for all, each is shorter, and then the last are named in a line."""
    if box.height is None:
        return _placed(body, box, type_, body.slots, _LINES)
    slots = body.slots
    while True:
        for lines in (_LINES, 1):
            placed = _placed(body, box, type_, slots, lines)
            if placed.height <= box.height or (not slots and lines == 1):
                return placed
        last = max(slots, key=lambda slot: slot.rank)
        slots = tuple(slot for slot in slots if slot is not last)


def _placed(body: Columns, box: Box, type_: Type, slots: tuple[Slot, ...], lines: int) -> Placed:
    items: list[Item] = []
    size = type_.small
    names = max(width_of(head.name, size, 700) for head in body.heads) + size * 0.8
    y = _heads(body, box, type_, items)
    for slot in slots:
        y += type_.body * 0.4
        items.append(Line(box.x, y, box.right, y, "muted" if slot.main else "line", 1))
        y += type_.body * 0.35
        look = ("ink", 700) if slot.main else ("muted", 400)
        title = paragraph(slot.title, box.x, y, box.width, type_.body if slot.main else size, *look)
        items += title.items
        y += title.height + type_.body * 0.1
        for placed in _cells(slot, body, box, type_, names, lines):
            items += moved(placed.items, y)
            y += placed.height + size * 0.3
    if left := [slot.title.lower() for slot in body.slots if slot not in slots]:
        told = paragraph(f"No room here for: {', '.join(left)}", box.x, y + size * 0.4, box.width, size, "muted")
        items += told.items
        y += told.height + size * 0.4
    return Placed(tuple(items), y - box.y)


def _cells(slot: Slot, body: Columns, box: Box, type_: Type, names: float, lines: int) -> list[Placed]:
    """The cells of a slot from the top of the page down: what several share, then each city, then those of which nothing is said."""
    size, x, width = type_.small, box.x + names, box.width - names
    large = large_of(slot, type_, width)
    silent = [cell for cell in slot.cells if is_silent(cell) and slot.form != "share"]
    found = [_band(cell, slot, body, box, size, lines) for cell in slot.cells if len(cell.cities) > 1 and cell not in silent]
    for head in body.heads:
        for cell in slot.cells:
            if cell.cities == (head.city,) and cell not in silent:
                placed = place_content(slot, cell, x, width, size, lines, large)
                name = Text(box.x, (INSET + 0.96) * size, head.name, size, head.city, 700)
                found.append(Placed((name, *placed.items), placed.height))
    for words in dict.fromkeys(cell.marks[0].words for cell in silent):
        whose = [head.name for head in body.heads for cell in silent if cell.marks[0].words == words and cell.cities == (head.city,)]
        said = f"{', '.join(whose)}: {words}" if whose else words
        look = Boxes(type_.body, 0) if slot.main else None
        hidden = any(cell.marks[0].hidden for cell in silent if cell.marks[0].words == words)
        found.append(place_empty(ColumnCell((), (Mark("", None, said, (), hidden=hidden),)), box.x, box.width, size, look))
    return found


def _heads(body: Columns, box: Box, type_: Type, items: list[Item]) -> float:
    """Every city with its count and its squares below it, in one scale."""
    size = type_.small
    most = max((len(head.squares) for head in body.heads), default=0)
    pitch, each = pitch_of(most, box.width, (box.height or 700) * _SHARE, type_.body * _LARGEST, type_.body * _SMALLEST)
    y = box.y
    for head in body.heads:
        tower = merged(head.squares, each)
        room = tall(len(tower), box.width, pitch)
        line = y + type_.title * 0.9
        items.append(Text(box.x, line, head.name, type_.title, head.city, 700))
        items.append(Text(box.x + width_of(head.name, type_.title, 700) + size * 0.4, line, head.chinese, size, head.city))
        items.append(Text(box.right, line, head.count.words, type_.title, head.city, 700, "end", mark=head.count))
        y += type_.title * 1.25
        if head.notes:
            told = listed(head.notes, box.x, y - type_.title * 0.1, box.width, size, "muted", 2)
            items += quieted(told.items)
            y += told.height
        items += squares(tower, Box(box.x, y, box.width, room), pitch)
        y += room + size * 0.5
    unit = body.scale if each == 1 else f"1 square, {each:,} {body.unit}"
    told = paragraph(unit, box.x, y, box.width, size, "muted")
    items += told.items
    return y + told.height


def _band(cell: ColumnCell, slot: Slot, body: Columns, box: Box, size: float, lines: int) -> Placed:
    """What several cities share: a bar under their names, over a stripe of their hues."""
    heads = [head for head in body.heads if head.city in cell.cities]
    each, thick, pad = box.width / len(heads), size * STRIPE, size * PAD
    lead = cell.lead if len(heads) == len(body.heads) else " + ".join(head.name for head in heads)
    placed = place_names(slot, cell.marks, box.x + pad, INSET * size, box.width - 2 * pad, size, "ink", lines, lead)
    high = placed.height + 2 * INSET * size + thick
    hues = [(box.x + number * each, box.x + (number + 1) * each, head.city) for number, head in enumerate(heads)]
    return Placed((*bar(hues, high, thick), *quieted(placed.items)), high)
