"""Grids as a list that runs on in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes import Grid, Row
from dashboard.render.flow import Type, swatch
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import INKS, Box, Item, Line, Placed, Text
from dashboard.render.shapes.grid_parts import GridLine, grid_lines, row_count, row_label, tile_items, title_line

# A list


def place_list(body: Grid, box: Box, type_: Type) -> Placed:
    """Rows that run on in as many columns of the page as they need."""
    size = type_.small
    gutter = type_.body * 1.6
    label = max((width_of(row.label.words, size, 400) for block in body.blocks for row in block.rows), default=0) + size * 0.7
    needed = min(label, size * 9.5) + len(body.columns) * size * 1.55
    most = max(1, min(3, int((box.width + gutter) / (needed + gutter))))
    if box.height is None:
        most = 1 if box.width < 1000 else 2
        found, pages = grid_lines(body.blocks, 0), most
        high = size * (1.5 if most == 1 else 1.7)
    else:
        pages, cut = 1, 0
        found = grid_lines(body.blocks, 0)
        while True:
            wide = (box.width - gutter * (pages - 1)) / pages
            room = box.height - _list_head(body, Box(box.x, box.y, wide, None), type_, label, [])
            found = grid_lines(body.blocks, cut)
            if max(_height(page, 1.22 * size, size) for page in _paged(found, pages, size)) <= room:
                break
            if pages < most:
                pages += 1
            elif cut > row_count(body.blocks):
                break
            else:
                cut += 1
        shares = _paged(found, pages, size)
        high = 1.22 * size
        while high < 2.0 * size and max(_height(page, high + 0.25, size) for page in shares) <= room:
            high += 0.25
    wide = (box.width - gutter * (pages - 1)) / pages
    items: list[Item] = []
    end = box.y
    for number, page in enumerate(_paged(found, pages, size)):
        part = Box(box.x + number * (wide + gutter), box.y, wide, None)
        y = box.y + _list_head(body, part, type_, label, items)
        for line in page:
            y = _list_line(line, body, part, type_, label, y, high, items)
        end = max(end, y)
    return Placed(tuple(items), end - box.y)


_TITLE = 1.8
"""The height of a title in a list, in ems."""


def _height(page: Sequence[GridLine], high: float, size: float) -> float:
    return sum(size * _TITLE if line.title else high for line in page)


def _paged(found: Sequence[Sequence[GridLine]], pages: int, size: float) -> list[list[GridLine]]:
    """The lines on so many pages, as even as can be; a block that runs over has its title again."""
    total = _height([line for part in found for line in part], 1.3 * size, size)
    most = total / pages
    while True:
        result: list[list[GridLine]] = [[]]
        for part in found:
            for number, line in enumerate(part):
                ahead = [line, *part[number + 1 : number + 2]] if line.title else [line]
                if result[-1] and _height([*result[-1], *ahead], 1.3 * size, size) > most:
                    result.append([replace(part[0], count="continued")] if part[0].title and not line.title else [])
                result[-1].append(line)
        if len(result) <= pages:
            return result + [[] for _ in range(pages - len(result))]
        most += size * 0.3


def _slots(body: Grid, box: Box, size: float, label: float) -> tuple[float, float]:
    """Where the cells of a list begin, and the distance of two."""
    start = min(label, box.width - len(body.columns) * size * 1.5)
    pitch = (box.width - start) / len(body.columns)
    return box.x + start, pitch


def _list_head(body: Grid, box: Box, type_: Type, label: float, items: list[Item]) -> float:
    """The cities over their cells, or as stairs with a line down to each where the cells are narrow; returns its height."""
    size = type_.small
    x, pitch = _slots(body, box, size, label)
    heads = [column.name for column in body.columns] + [column.note.words for column in body.columns if column.note]
    flat = all(width_of(name, size, 700) <= pitch - size * 0.25 for name in heads)
    step = size * 1.2
    down = box.y + (2 * step if flat else len(body.columns) * step) + size * 0.35
    for number, column in enumerate(body.columns):
        left = x + number * pitch
        note = column.note
        if flat:
            items.append(Text(left, box.y + size, column.name, size, column.city, 700))
            if note:
                words = clipped(note.words, size, pitch, 700)
                items.append(Text(left, box.y + size + step, words, size, "ink", 700 if column.strong else 400, mark=note))
            continue
        # Words end at the line that leads down to their cells; the last city stands highest, so that none is crossed.
        base = box.y + size + (len(body.columns) - 1 - number) * step
        at = left + (pitch - size * 0.25) / 2
        items.append(Line(at, base - size * 0.62, at, down - size * 0.05, column.city, 2))
        at -= size * 0.35
        if note:
            weight = 700 if column.strong else 400
            items.append(Text(at, base, note.words, size, "ink", weight, "end", mark=note))
            at -= width_of(note.words, size, weight) + size * 0.35
        items.append(Text(at, base, column.name, size, column.city, 700, "end"))
    return down - box.y


def _list_line(
    line: GridLine, body: Grid, box: Box, type_: Type, label: float, y: float, high: float, items: list[Item]
) -> float:  # fmt: skip
    size = type_.small
    x, pitch = _slots(body, box, size, label)
    if line.title:
        items.append(Line(box.x, y + size * 0.2, box.right, y + size * 0.2, "line", 1.5))
        title_line(line, box, y + size * 1.02, size, items)
        return y + size * _TITLE
    if line.more:
        _more(line.left, line.more, box, y + high / 2, size, items)
        return y + high
    row = line.row
    assert row is not None
    items.append(row_label(row, box.x, y + high / 2, x - box.x - size * 0.4, size))
    tall = min(high * 0.8, size * 1.3)
    for number, (column, tiles) in enumerate(zip(body.columns, row.cells, strict=True)):
        wide = pitch - size * 0.25
        # What is said steps back, so that the eye finds what is not: a square in the middle of its place.
        part = wide if tiles[0].silent else min(tall, wide)
        items += tile_items(tiles[0], x + number * pitch + (wide - part) / 2, y + (high - tall) / 2, part, tall, column.city, size)
    return y + high


def _more(left: Sequence[Row], mark: Mark, box: Box, middle: float, size: float, items: list[Item]) -> None:
    """How many rows find no room, and how many marks of each status they hold: what is cut is not to look done."""
    found = Counter(tile.status for row in left for tiles in row.cells for tile in tiles if tile.status and not tile.silent)
    items.append(Text(box.x, middle + 0.34 * size, mark.words, size, "muted", mark=mark))
    x = box.x + width_of(mark.words, size) + size * 0.7
    side, gap = size * 0.85, size * 0.25
    numbers = [(status, f"{found[status]:,}") for status in INKS if status in found]
    # All or none: a part of them would look like the whole.
    if x + sum(side + 3 * gap + width_of(number, size) for _, number in numbers) - 2 * gap > box.right:
        return
    for status, number in numbers:
        items += swatch(x, middle - side / 2, side, status, "ink", mark)
        items.append(Text(x + side + gap, middle + 0.34 * size, number, size, "muted", mark=mark))
        x += side + 3 * gap + width_of(number, size)
