"""What nested boxes are made of: tiles with a name in the ink of their status, boxes around them, and how both share out tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeGuard

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.nested import Block, Body, NamedBody, NestedPlace
from dashboard.render.flow import LEADING, Type, listed, paragraph, swatch
from dashboard.render.scene import Item, Line, Placed, Rect, Text, moved
from dashboard.render.shapes.nested_tiles import Room, names_of, place_body

INDENT = 1.2
"""How far what stands in a place is set in, in its pads."""


def depth(blocks: Sequence[Block]) -> int:
    """In how many boxes the deepest body stands."""
    return max((1 + depth(block.blocks) for block in blocks if isinstance(block, NestedPlace) and names_of([block])), default=0)


def place_blocks(blocks: Sequence[Block], x: float, y: float, width: float, tracks: int, room: Room) -> Placed:
    """Boxes and tiles in so many tracks, in their order: the first box may take several, if that makes the whole less tall."""
    if not blocks:
        return Placed((), 0)
    if tracks == 1:
        return _stack(blocks, x, y, width, room)
    step = (width + room.gap * 2) / tracks
    one = step - room.gap * 2
    if room.over:
        return _in_rows(blocks, x, y, step, tracks, room)
    best = _shared(blocks, x, y, one, step, tracks, room)
    first = blocks[0]
    if isinstance(first, NestedPlace) and len(first.blocks) > 1:
        for taken in range(2, tracks + 1):
            wide = place_place(first, x, y, taken * step - room.gap * 2, room, taken)
            if taken < tracks:
                others = _shared(blocks[1:], x + taken * step, y, one, step, tracks - taken, room)
                height = max(wide.height, others.height)
            else:
                others = _shared(blocks[1:], x, y + wide.height + room.gap, one, step, tracks, room)
                height = wide.height + (room.gap + others.height if others.items else 0)
            if height < best.height - 1:
                best = Placed((*wide.items, *others.items), height)
    return best


def _stack(blocks: Sequence[Block], x: float, y: float, width: float, room: Room) -> Placed:
    items: list[Item] = []
    top = y
    for block in blocks:
        placed = place_body(block, x, y, width, room) if isinstance(block, Body) else place_place(block, x, y, width, room)
        items += placed.items
        y += placed.height + room.gap
    return Placed(tuple(items), max(y - room.gap - top, 0))


def _shared(blocks: Sequence[Block], x: float, y: float, one: float, step: float, tracks: int, room: Room) -> Placed:
    """Blocks in tracks about as tall as each other, in their order down each track."""
    if not blocks:
        return Placed((), 0)
    tall = [_height(block, round(one, 1), room) + room.gap for block in blocks]
    items: list[Item] = []
    height = 0.0
    for track, (first, last) in enumerate(_split(tall, tracks)):
        placed = _stack(blocks[first:last], x + track * step, y, one, room)
        items += placed.items
        height = max(height, placed.height)
    return Placed(tuple(items), height)


@lru_cache(maxsize=2048)
def _height(block: Block, width: float, room: Room) -> float:
    return _stack((block,), 0, 0, width, room).height


def _split(tall: Sequence[float], parts: int) -> list[tuple[int, int]]:
    """Where to part a row of heights so that the tallest of the parts is as low as can be."""
    for limit in sorted({sum(tall[first:last]) for first in range(len(tall)) for last in range(first + 1, len(tall) + 1)}):
        found: list[tuple[int, int]] = []
        first = 0
        while first < len(tall) and len(found) < parts:
            last = first + 1
            while last < len(tall) and sum(tall[first : last + 1]) <= limit + 0.01:
                last += 1
            if sum(tall[first:last]) > limit + 0.01:
                break
            found.append((first, last))
            first = last
        if first == len(tall):
            return found
    return [(0, len(tall))]


def _in_rows(blocks: Sequence[Block], x: float, y: float, step: float, tracks: int, room: Room) -> Placed:
    """Tiles beside each other, row by row; a box takes as many tracks as it has bodies, and the tiles of a row stand in one line."""
    rows: list[list[tuple[Block, int]]] = []
    free = 0
    for block in blocks:
        taken = min(max(len(names_of([block])), 1), tracks)
        if taken > free:
            rows.append([])
            free = tracks
        rows[-1].append((block, taken))
        free -= taken
    items: list[Item] = []
    # Nearer to each other than to the tiles of another city.
    top, gap = y, room.gap * 0.7
    for row in rows:
        drawn: list[Placed] = []
        at = x
        for block, taken in row:
            wide = taken * step - room.gap * 2
            drawn.append(
                _stack((block,), at, top, wide, room) if isinstance(block, Body) else place_place(block, at, top, wide, room, taken)
            )
            at += taken * step
        leads = [min((item.y - top for item in placed.items if _is_tile(item)), default=0.0) for placed in drawn]
        for placed, lead in zip(drawn, leads, strict=True):
            items += moved(placed.items, max(leads) - lead)
        top += max(placed.height - lead for placed, lead in zip(drawn, leads, strict=True)) + max(leads) + gap
    return Placed(tuple(items), max(top - gap - y, 0))


def _is_tile(item: Item) -> TypeGuard[Rect]:
    return isinstance(item, Rect) and isinstance(item.mark, NamedBody)


def in_lines(marks: tuple[Mark, ...], x: float, y: float, width: float, type_: Type, most: int) -> Placed:
    """Marks in words in at most ``most`` lines, the rest counted; in two where not even the first finds room in one."""
    placed = _in_lines(marks, round(width, 1), type_.small, most)
    items = tuple(replace(item, x=item.x + x, y=item.y + y) for item in placed.items if not isinstance(item, Line))
    return Placed(items, placed.height)


@lru_cache(maxsize=1024)
def _in_lines(marks: tuple[Mark, ...], width: float, size: float, most: int) -> Placed:
    # A frame is tried with more and fewer words around the same lines.
    for lines in (most, 2):
        placed = listed(marks, 0, 0, width, size, marks[0].city, lines, weight=400)
        texts = [item.words for item in placed.items if isinstance(item, Text)]
        if placed.height <= lines * size * LEADING + 1 and not any(words.endswith("…") for words in texts):
            return placed
    mark = counted(marks, "{} described")
    return paragraph(mark.words, 0, 0, width, size, "muted", most=1, mark=mark)


def place_place(place: NestedPlace, x: float, y: float, width: float, room: Room, tracks: int = 1) -> Placed:
    """A place: its name, and what stands in it below, in a closed box or held by a bracket at the side."""
    small, pad = room.type.small, room.pad
    edge = y + small * 0.62
    title, end = _title(place, x + pad * 1.5, y, width - 1.5 * pad, room)
    bottom = y + max(title.height, small * LEADING) + pad * 0.2
    if room.over:
        bottom -= small * 0.08
        inside = place_blocks(place.blocks, x, bottom, width, tracks, room)
        out = room.frame * depth((place,))
        left, low = x - out, bottom + inside.height + out
        right = min(max((item.x + item.width for item in inside.items if isinstance(item, Rect)), default=x + width) + out, room.limit)
        lines = [Line(left, edge, x + pad, edge, "muted", 2), Line(left, edge, left, low, "muted", 2)]
        lines += [Line(left, low, right, low, "muted", 2), Line(right, edge, right, low, "muted", 2)]
        if end + pad < right:
            lines.append(Line(end + pad * 0.5, edge, right, edge, "muted", 2))
        return Placed((*lines, *title.items, *inside.items), low - y)
    inside = place_blocks(place.blocks, x + pad * INDENT, bottom, width - pad * INDENT, tracks, room)
    bottom += inside.height
    bracket = (
        Line(x, edge, x + pad * 1.1, edge, "muted", 2), Line(x, edge, x, bottom, "muted", 2),
        Line(x, bottom, x + pad * 0.7, bottom, "muted", 2),
    )  # fmt: skip
    return Placed((*bracket, *title.items, *inside.items), bottom - y)


def _title(place: NestedPlace, x: float, y: float, width: float, room: Room) -> tuple[Placed, float]:
    """The name of a box, and where it ends; what is not there yet carries the ink of its status."""
    small = room.type.small
    ahead: tuple[Item, ...] = ()
    start = x
    if place.mark and place.mark.status not in (None, "in_place"):
        ahead = swatch(x, y + small * 0.26, small * 0.74, str(place.mark.status), place.mark.city, place.mark)
        start += small * 1.05
    placed = paragraph(place.title, start, y, width - (start - x), small, "ink" if place.mark else "muted", 600, 2, place.mark)
    first = placed.items[0]
    end = first.left + first.width if isinstance(first, Text) else start
    return replace(placed, items=(*ahead, *placed.items)), end


def boxed(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], list[Mark], list[Mark]]:
    """Bodies in the boxes around them, and the marks of what is not drawn: of what has no name, and of all else.

    A box around nothing would only ask what it is for, and one around a box alone is said in its name.
    """
    kept: list[Block] = []
    nameless: list[Mark] = []
    left: list[Mark] = []
    for block in blocks:
        if isinstance(block, Body):
            kept.append(block)
            left += block.parts
            continue
        inside, without, others = boxed(block.blocks)
        nameless += [*without, *block.described]
        left += others
        if len(inside) == 1 and isinstance(inside[0], NestedPlace):
            kept.append(replace(inside[0], title=f"{inside[0].title}, {block.title}"))
        elif inside:
            kept.append(replace(block, blocks=inside, described=()))
            continue
        left += [block.mark] if block.mark else []
    return tuple(kept), nameless, left


def fewer(blocks: Sequence[Block], most: int) -> tuple[tuple[Block, ...], list[Mark]]:
    """Only the first bodies, in their boxes, and the marks of the others."""
    kept: list[Block] = []
    left: list[Mark] = []
    for block in blocks:
        if isinstance(block, Body):
            if most > 0:
                kept.append(block)
            else:
                left.append(block.mark)
            most -= 1
            continue
        inside, others = fewer(block.blocks, most)
        most -= len(names_of(block.blocks))
        left += others
        if inside:
            kept.append(replace(block, blocks=inside))
        else:
            left += [block.mark] if block.mark else []
    return tuple(kept), left


def counted(marks: Sequence[Mark], words: str) -> Mark:
    """One mark for those left out."""
    return rest(tuple(marks), words.format(f"{len(marks):,}"))
