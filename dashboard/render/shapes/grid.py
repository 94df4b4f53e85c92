"""Grids placed: a table with places in its cells and names beside it, a list that runs on in columns, or bars of what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes import Block, Column, Grid, Group, Row, Tile
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of

_BESIDE = 50
"""From how many ems of body type on the names stand beside the table."""
_UNSAID = "not said"


def place(body: Grid, box: Box, type_: Type) -> Placed:
    """A grid in a box, in the way of its form."""
    if not body.blocks and not body.groups:
        return Placed((), 0)
    return {"table": _table, "list": _list, "bars": _bars}[body.form](body, box, type_)


@dataclass(frozen=True)
class _Line:
    """One line of a grid: a title, a row, or the count of rows that find no room."""

    title: str = ""
    count: str = ""
    row: Row | None = None
    more: Mark | None = None


def _lines(blocks: Sequence[Block], cut: int) -> list[list[_Line]]:
    """The blocks in lines, ``cut`` rows of the longest ones counted in one line."""
    keep = [len(block.rows) for block in blocks]
    for _ in range(cut):
        longest = max(range(len(keep)), key=keep.__getitem__)
        keep[longest] = max(keep[longest] - 1, 1)
    found = []
    for block, kept in zip(blocks, keep, strict=True):
        left = block.rows[kept:]
        lines = [_Line(block.title, f"({len(block.rows):,})")] if block.title else []
        lines += [_Line(row=row) for row in block.rows[:kept]]
        if left:
            lines.append(_Line(more=rest(tuple(row.label for row in left), f"and {len(left):,} more")))
        found.append(lines)
    return found


def _rows(blocks: Sequence[Block]) -> int:
    return sum(len(block.rows) for block in blocks)


def _label(row: Row, x: float, middle: float, width: float, size: float) -> Text:
    weight = 700 if row.strong else 400
    words = clipped(row.label.words, size, width, weight)
    return Text(x, middle + 0.34 * size, words, size, "muted" if row.label.silent else "ink", weight, mark=row.label)


def _tile(tile: Tile, x: float, y: float, width: float, height: float, hue: str, size: float) -> list[Item]:
    """A tile in the ink of its status, or the empty slot; where a finding is, the slot says so."""
    radius, middle = min(3.0, height * 0.12), y + height / 2
    if tile.hidden:
        return [Line(x + width * 0.3, middle, x + width * 0.7, middle, "line", 2, mark=tile)]
    if tile.silent:
        items: list[Item] = [Rect(x, y, width, height, "pale", "slot", radius, tile)]
        if tile.told:
            lines = [_UNSAID] if width_of(_UNSAID, size, 700) <= width else _UNSAID.split(" ")
            weight, tone = (700, "ink") if tile.strong else (400, "muted")
            top = middle - (len(lines) - 1) * size * 0.5
            items += [
                Text(x + width / 2, top + n * size + 0.34 * size, line, size, tone, weight, "middle", mark=tile)
                for n, line in enumerate(lines)
            ]
        return items
    items = [Rect(x, y, width, height, ink_of(tile.status), hue, radius, tile, max(1.5, size * 0.09))]
    if tile.status == "claimed":
        quote = min(height * 1.5, size * 1.5)
        items.append(Text(x + width / 2, middle + quote * 0.56, "“", quote, hue, 700, "middle", mark=tile))
    return items


# A table


@dataclass(frozen=True)
class _Cells:
    """Where the cells of a table stand, and the places in them."""

    box: Box
    type: Type
    label: float
    """How wide the names of rows are; 0 where they stand above their cells."""
    count: int

    @property
    def gap(self) -> float:
        return self.type.small * (1.3 if self.label else 0.5)

    @property
    def width(self) -> float:
        return (self.box.width - self.label - self.gap * (self.count - 1)) / self.count

    def x(self, column: int) -> float:
        return self.box.x + self.label + column * (self.width + self.gap)

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """Where the two places of a cell begin, from its left, and how wide they are."""
        between = self.type.small * 0.25
        word = width_of(_UNSAID, self.type.small, 700) + self.type.small * 0.5
        half = (self.width - between) / 2
        second = min(max(half, word), self.width - between - self.type.small * 1.3) if self.width > word * 1.5 else half
        first = self.width - between - second
        return (0, first), (first + between, second)


def _cells(body: Grid, box: Box, type_: Type) -> _Cells:
    size = type_.small
    wide = max((width_of(row.label.words, size, 700) for block in body.blocks for row in block.rows), default=0) + size
    beside = _Cells(box, type_, min(wide, box.width * 0.34), len(body.columns))
    return beside if beside.width >= size * 6.2 else _Cells(box, type_, 0, len(body.columns))


def _table(body: Grid, box: Box, type_: Type) -> Placed:
    aside = box.width >= _BESIDE * type_.body and body.groups and body.blocks
    if not body.blocks:
        return _groups_below(body, box, type_, 0, 12 if box.height is None else 4)
    names = max((width_of(mark.words, type_.small, 400) for group in body.groups for mark in group.marks), default=0)
    panel = min(max(names + type_.small * 1.3, type_.small * 9), box.width * 0.27) if aside else 0
    left = replace(box, width=box.width - panel - (type_.body * 2.2 if aside else 0))
    cells = _cells(body, left, type_)
    head: list[Item] = []
    top = _table_head(body, cells, head)
    lines = 3
    below = _groups_below(body, left, type_, 0, lines).height if body.groups and not aside else 0
    size, stacked = type_.small, not cells.label
    tall = size * 2.1 if width_of(_UNSAID, size, 700) > cells.places[1][1] else size * 1.3
    natural = (size * 1.25 + tall + size * 0.5) if stacked else type_.body * 1.75
    least = natural if stacked else size * 1.3
    cut, total = 0, _rows(body.blocks)
    found = _lines(body.blocks, 0)
    title = size * 1.75
    if box.height is not None:
        while lines > 1 and body.groups and not aside and _tall(found, least, title) + below + top - box.y > box.height:
            lines -= 1
            below = _groups_below(body, left, type_, 0, lines).height
        while cut < total and _tall(found, least, title) + below + (type_.body if below else 0) + top - box.y > box.height:
            cut += 1
            found = _lines(body.blocks, cut)
        room = box.height - (top - box.y) - below - (type_.body if below else 0) - _tall(found, 0, title)
        high = min(max(room / max(sum(len(part) - 1 for part in found), 1), least), natural * 1.25)
    else:
        high = natural
    items = head
    y = top
    for part in found:
        y = _table_block(part, body, cells, left, y, high, title, items)
    end = y
    if body.groups and not aside:
        placed = _groups_below(body, left, type_, end + type_.body * 0.7, lines)
        items += placed.items
        end += type_.body * 0.7 + placed.height
    elif aside:
        x = box.right - panel
        bottom = max(end, box.y + box.height) if box.height is not None else end
        items.append(Line(x - type_.body * 1.1, box.y, x - type_.body * 1.1, bottom, "line", 1))
        room = Box(x, box.y, panel, None if box.height is None else box.height)
        placed = _groups_beside(body, room, type_)
        items += placed.items
        end = max(end, box.y + placed.height)
    return Placed(tuple(items), end - box.y)


def _tall(found: Sequence[Sequence[_Line]], row: float, title: float) -> float:
    return sum(title if line.title else row for part in found for line in part)


def _table_head(body: Grid, cells: _Cells, items: list[Item]) -> float:
    """The cities, what is counted of each, and the names of the places; returns where the head ends."""
    type_, size = cells.type, cells.type.small
    names = type_.title if all(width_of(c.name, type_.title, 700) <= cells.width for c in body.columns) else size
    y = cells.box.y
    notes = 0.0
    for number, column in enumerate(body.columns):
        x = cells.x(number)
        items.append(Text(x, y + names * 0.95, clipped(column.name, names, cells.width, 700), names, column.city, 700))
        if column.note:
            placed = paragraph(column.note.words, x, y + names * 1.22, cells.width, size, "ink", 600, 3, column.note)
            items += placed.items
            notes = max(notes, placed.height)
    y += names * 1.25 + notes + size * 0.15
    places = cells.places
    flat = all(width_of(name, size) <= wide + size * 0.1 for name, (_, wide) in zip(body.places, places, strict=True))
    for number in range(len(body.columns)):
        for place_, (name, (start, wide)) in enumerate(zip(body.places, places, strict=True)):
            line = 0 if flat else place_
            at = cells.x(number) + start
            if not flat and place_:
                at = min(at, cells.x(number) + cells.width - width_of(name, size))
            items.append(Text(at, y + (line + 0.95) * size * 1.15, clipped(name, size, cells.width), size, "muted"))
    return y + size * 1.15 * (1 if flat else 2) + size * 0.5


def _table_block(
    part: Sequence[_Line], body: Grid, cells: _Cells, box: Box, y: float, high: float, title: float, items: list[Item]
) -> float:  # fmt: skip
    size = cells.type.small
    rows = [line.row for line in part if line.row]
    empty = {
        number for number in range(len(body.columns))
        if len(rows) > 2 and all(tile.silent and not tile.hidden and not tile.told for row in rows for tile in row.cells[number])
    }  # fmt: skip
    first = y + sum(title for line in part if line.title)
    for number in empty:
        tile = rows[0].cells[number][0]
        top, tall = first + (0 if cells.label else size * 1.25), len(rows) * high - (0 if cells.label else size * 1.75)
        items.append(Rect(cells.x(number), top + high * 0.1 * bool(cells.label), cells.width, tall - high * 0.2 * bool(cells.label), "pale", "slot", 3, tile))
        items.append(Text(cells.x(number) + cells.width / 2, top + tall / 2 + 0.34 * size, _UNSAID, size, "muted", 400, "middle", mark=tile))
    for line in part:
        if line.title:
            items.append(Line(box.x, y + size * 0.1, box.right, y + size * 0.1, "ink", 1.5))
            _title_line(line, box, y + title * 0.56, size, items)
            y += title
            continue
        if line.more:
            items.append(Text(box.x, y + high / 2 + 0.34 * size, line.more.words, size, "muted", mark=line.more))
            y += high
            continue
        row = line.row
        assert row is not None
        if cells.label:
            tall, top = min(high * 0.8, size * 1.5), y + high / 2 - min(high * 0.8, size * 1.5) / 2
            items.append(_label(row, box.x, y + high / 2, cells.label - size * 0.5, size))
        else:
            tall, top = high - size * 1.75, y + size * 1.25
            items.append(_label(row, box.x, y + size * 0.62, box.width, size))
        for number, (column, tiles) in enumerate(zip(body.columns, row.cells, strict=True)):
            x = cells.x(number)
            if number in empty:
                continue
            if len(tiles) == 1:
                words = clipped(tiles[0].words, size, cells.width)
                items.append(Rect(x, top, cells.width, tall, "pale", "ground", 0, tiles[0]))
                items.append(Text(x, top + tall / 2 + 0.34 * size, words, size, "muted", mark=tiles[0]))
                continue
            for tile, (start, wide) in zip(tiles, cells.places, strict=True):
                items += _tile(tile, x + start, top, wide, tall, column.city, size)
        y += high
    return y


def _title_line(line: _Line, box: Box, middle: float, size: float, items: list[Item]) -> None:
    words = clipped(line.title, size, box.width - width_of(f" {line.count}", size), 700)
    items.append(Text(box.x, middle + 0.34 * size, words, size, "ink", 700))
    items.append(Text(box.x + width_of(words, size, 700) + size * 0.3, middle + 0.34 * size, line.count, size, "muted"))


def _aside_title(body: Grid) -> _Line:
    return _Line(body.aside, f"({sum(len(group.marks) for group in body.groups):,})")


def _groups_below(body: Grid, box: Box, type_: Type, y: float, lines: int) -> Placed:
    """Who has what alone, a line or more each, the name of the city before."""
    size = type_.small
    start = y or box.y
    items: list[Item] = [Line(box.x, start + size * 0.1, box.right, start + size * 0.1, "ink", 1.5)]
    _title_line(_aside_title(body), box, start + size * 0.98, size, items)
    at = start + size * 1.75
    names = max(width_of(f"{group.title} {len(group.marks):,}", size, 700) for group in body.groups) + size
    for group in body.groups:
        items.append(Text(box.x, at + 0.96 * size, group.title, size, group.city, 700))
        number = f"({len(group.marks):,})"
        items.append(Text(box.x + width_of(group.title, size, 700) + size * 0.25, at + 0.96 * size, number, size, "muted"))
        placed = listed(group.marks, box.x + names + size * 0.4, at, box.width - names - size * 0.4, size, group.city, lines, weight=400)
        items += placed.items
        at += max(placed.height, size * LEADING) + size * 0.2
    return Placed(tuple(items), at - start)


def _groups_beside(body: Grid, box: Box, type_: Type) -> Placed:
    """Who has what alone, in a panel: as many lines of names as it holds."""
    size = type_.small
    most = 40
    while True:
        items: list[Item] = []
        title = _aside_title(body)
        _title_line(title, box, box.y + type_.title * 0.6, size, items)
        y = box.y + type_.title * 1.3
        for group in body.groups:
            items.append(Text(box.x, y + size * 1.1, group.title, size, group.city, 700))
            number = f"({len(group.marks):,})"
            items.append(Text(box.x + width_of(group.title, size, 700) + size * 0.3, y + size * 1.1, number, size, "muted"))
            y += size * 1.5
            placed = _names(group, box.x, y, box.width, size, most)
            items += placed.items
            y += placed.height + size * 0.7
        if box.height is None or y - box.y <= box.height + size * 0.7 or most == 1:
            return Placed(tuple(items), y - box.y)
        most -= 1


def _names(group: Group, x: float, y: float, width: float, size: float, most: int) -> Placed:
    """Marks one below the other, the rest counted in the last line."""
    items: list[Item] = []
    kept = len(group.marks) if len(group.marks) <= most else max(most - 1, 0)
    step = size * 1.32
    for number, mark in enumerate(group.marks[:kept]):
        placed = listed((mark,), x, y + number * step, width, size, group.city, 1, weight=400)
        items += placed.items
    left = group.marks[kept:]
    if left:
        mark = rest(left, f"and {len(left):,} more" if kept else f"{len(left):,} areas")
        items.append(Text(x, y + kept * step + 0.96 * size, mark.words, size, "muted", mark=mark))
    return Placed(tuple(items), (kept + bool(left)) * step)


# A list


def _list(body: Grid, box: Box, type_: Type) -> Placed:
    """Rows that run on in as many columns of the page as they need."""
    size = type_.small
    gutter = type_.body * 1.6
    label = max((width_of(row.label.words, size, 400) for block in body.blocks for row in block.rows), default=0) + size * 0.7
    needed = min(label, size * 9.5) + len(body.columns) * size * 1.55
    most = max(1, min(3, int((box.width + gutter) / (needed + gutter))))
    if box.height is None:
        most = 1 if box.width < 1000 else 2
        found, pages = _lines(body.blocks, 0), most
        high = size * (1.5 if most == 1 else 1.7)
    else:
        pages, cut = 1, 0
        found = _lines(body.blocks, 0)
        while True:
            wide = (box.width - gutter * (pages - 1)) / pages
            room = box.height - _list_head(body, Box(box.x, box.y, wide, None), type_, label, [])
            found = _lines(body.blocks, cut)
            if max(_height(page, 1.22 * size, size) for page in _paged(found, pages, size)) <= room:
                break
            if pages < most:
                pages += 1
            elif cut > _rows(body.blocks):
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


def _height(page: Sequence[_Line], high: float, size: float) -> float:
    return sum(size * _TITLE if line.title else high for line in page)


def _paged(found: Sequence[Sequence[_Line]], pages: int, size: float) -> list[list[_Line]]:
    """The lines on so many pages, as even as can be; a block that runs over has its title again."""
    total = _height([line for part in found for line in part], 1.3 * size, size)
    most = total / pages
    while True:
        result: list[list[_Line]] = [[]]
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
    flat = all(width_of(column.name, size, 700) <= pitch - size * 0.25 for column in body.columns)
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
    line: _Line, body: Grid, box: Box, type_: Type, label: float, y: float, high: float, items: list[Item]
) -> float:  # fmt: skip
    size = type_.small
    x, pitch = _slots(body, box, size, label)
    if line.title:
        items.append(Line(box.x, y + size * 0.2, box.right, y + size * 0.2, "line", 1.5))
        _title_line(line, box, y + size * 1.02, size, items)
        return y + size * _TITLE
    if line.more:
        items.append(Text(box.x, y + high / 2 + 0.34 * size, line.more.words, size, "muted", mark=line.more))
        return y + high
    row = line.row
    assert row is not None
    items.append(_label(row, box.x, y + high / 2, x - box.x - size * 0.4, size))
    tall = min(high * 0.8, size * 1.3)
    for number, (column, tiles) in enumerate(zip(body.columns, row.cells, strict=True)):
        items += _tile(tiles[0], x + number * pitch, y + (high - tall) / 2, pitch - size * 0.25, tall, column.city, size)
    return y + high


# Bars of what is left


def _bars(body: Grid, box: Box, type_: Type) -> Placed:
    """A finding a row, in the largest type that holds them all, the rest counted."""
    rows = [row for block in body.blocks for row in block.rows]
    if box.width < 30 * type_.body or (box.width * 0.71) / (type_.small * 5) < 2:
        return _bars_below(body, rows, box, type_)
    for size in (type_.body, type_.small):
        placed, cut = _bars_at(body, rows, box, size)
        if cut == len(rows):
            return placed
    return placed


def _bars_at(body: Grid, rows: Sequence[Row], box: Box, size: float) -> tuple[Placed, int]:
    """The rows in one size of type, and how many of them found room."""
    label = box.width * 0.29
    shown = _telling(body, rows, max(int((box.width - label) / (size * 5)), 1))
    items: list[Item] = []
    gap = size * 0.8
    pitch = (box.width - label) / len(shown)
    names = [wrap(body.columns[place_].name, size, pitch - gap, 700, 3) for place_ in shown]
    deep = max(len(lines) for lines in names)
    y = box.y
    for number, (place_, lines) in enumerate(zip(shown, names, strict=True)):
        x = box.x + label + number * pitch
        items.append(Text(x, y + size * (1 + 1.2 * (deep - len(lines))), "without", size, "muted"))
        for n, line in enumerate(lines):
            items.append(Text(x, y + size * (1 + 1.2 * (deep - len(lines) + n + 1)), line, size, "ink", 700))
        if body.columns[place_].strong:
            items.append(Rect(x, y + size * (1 + 1.2 * deep) + size * 0.5, pitch - gap, size * 0.25, "solid", "ink"))
    y += size * (1 + 1.2 * deep) + size * 0.75
    texts = [wrap(row.label.words, size, label - size * 1.2, 600, 3) for row in rows]
    least = [max(len(lines) * size * 1.2, size * 2.3) + size * 0.7 for lines in texts]
    hidden = len(body.columns) - len(shown)
    tail, cut, air = size * 1.5 if hidden else 0, len(rows), size * 0.6
    if box.height is not None:
        room = box.height - (y - box.y) - tail
        while cut > 1 and sum(least[:cut]) + (size * 1.5 if cut < len(rows) else 0) > room:
            cut -= 1
        air = max(min((room - sum(least[:cut]) - (size * 1.5 if cut < len(rows) else 0)) / cut, size * 3.2), 0)
    for row, lines, tall in zip(rows[:cut], texts, least, strict=False):
        items.append(Line(box.x, y, box.right, y, "line", 1.5))
        middle = y + (tall + air) / 2
        for n, line in enumerate(lines):
            base = middle + (n - (len(lines) - 1) / 2) * size * 1.2 + 0.34 * size
            items.append(Text(box.x, base, line, size, "ink", 600, mark=row.label))
        for number, place_ in enumerate(shown):
            _bar(row.cells[place_][0], box.x + label + number * pitch, middle - size, pitch - gap, size, items)
        y += tall + air
    items.append(Line(box.x, y, box.right, y, "line", 1.5))
    if cut < len(rows):
        mark = rest(tuple(row.label for row in rows[cut:]), f"and {len(rows) - cut} more findings")
        items.append(Text(box.x, y + size * 1.1, mark.words, size, "muted", mark=mark))
        y += size * 1.5
    if hidden:
        items.append(Text(box.right, y + size * 1.1, f"and {hidden:,} more articles", size, "muted", anchor="end"))
        y += size * 1.5
    return Placed(tuple(items), y - box.y), cut


def _telling(body: Grid, rows: Sequence[Row], fit: int) -> list[int]:
    """The columns that find room: those without which least is left, in their own order."""
    lost = {place_: sum(1 - (row.cells[place_][0].share or 0) for row in rows) for place_ in range(len(body.columns))}
    return sorted(sorted(lost, key=lambda place_: -lost[place_])[:fit])


def _bar(tile: Tile, x: float, y: float, width: float, size: float, items: list[Item]) -> None:
    """What is left, as a bar in proportion, and the words below it; what is gone is written large."""
    share = tile.share if tile.share is not None else 1.0
    if tile.strong:
        items.append(Rect(x, y, width, size * 2.1, "pale", "slot", 3, tile))
        items.append(Text(x + width / 2, y + size * 1.05 + size * 0.44, tile.words, size * 1.3, "ink", 700, "middle", mark=tile))
        return
    high = size * 0.6
    items.append(Rect(x, y, width, high, "pale", "slot", 2, tile))
    items.append(Rect(x, y, max(width * share, 2), high, "solid", "muted", 2, tile))
    items.append(Text(x, y + high + size * 1.12, tile.words, size, "ink" if share < 1 else "muted", 400, mark=tile))


def _bars_below(body: Grid, rows: Sequence[Row], box: Box, type_: Type) -> Placed:
    """A finding a block: what it loses without which article; where nothing is lost, the articles are counted."""
    size = type_.small
    items: list[Item] = []
    y = box.y
    for number, row in enumerate(rows):
        lost = sorted((place_ for place_, tiles in enumerate(row.cells) if (tiles[0].share or 0) < 1), key=lambda p: row.cells[p][0].share or 0)
        room = None if box.height is None else box.height - (y - box.y)
        if room is not None and number and room < size * 9:
            mark = rest(tuple(other.label for other in rows[number:]), f"and {len(rows) - number} more findings")
            items.append(Text(box.x, y + size * 1.1, mark.words, size, "muted", mark=mark))
            return Placed(tuple(items), y + size * 1.5 - box.y)
        items.append(Line(box.x, y, box.right, y, "line", 1))
        y += size * 0.4
        placed = paragraph(row.label.words, box.x, y, box.width, size, "ink", 600, 3, row.label)
        items += placed.items
        y += placed.height + size * 0.2
        for place_ in lost[:6]:
            y = _bar_line(row.cells[place_][0], body.columns[place_], box, size, y, items)
        same = len(row.cells) - len(lost)
        words = " · ".join(
            filter(None, [f"{len(lost) - 6} more weaker" if len(lost) > 6 else "", f"unchanged without {'any one' if not lost else f'the other {same}'}" if same else ""])
        )
        if words:
            items.append(Text(box.x, y + size, clipped(words, size, box.width), size, "muted"))
            y += size * 1.3
        y += size * 0.5
    return Placed(tuple(items), y - box.y)


def _bar_line(tile: Tile, column: Column, box: Box, size: float, y: float, items: list[Item]) -> float:
    """An article's name, its bar and its words on one line."""
    words = width_of(tile.words, size, 700)
    name = box.width * 0.46
    items.append(Text(box.x, y + size, clipped(column.name, size, name - size * 0.5), size, "ink", 400))
    share, left = tile.share or 0.0, box.x + name
    wide = box.right - left - max(words, size * 5) - size * 0.6
    items.append(Rect(left, y + size * 0.38, wide, size * 0.6, "pale", "slot", 2, tile))
    if share > 0:
        items.append(Rect(left, y + size * 0.38, wide * share, size * 0.6, "solid", "muted", 2, tile))
    items.append(Text(left + wide + size * 0.6, y + size, tile.words, size, "ink", 700 if tile.strong else 400, mark=tile))
    return y + size * 1.35
