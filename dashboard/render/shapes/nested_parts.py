"""What nested boxes are made of: tiles with a name in the ink of their status, boxes around them, and how both share out tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.nested import Block, Body, Named, Place
from dashboard.render.flow import LEADING, Type, listed, paragraph, swatch
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Item, Line, Placed, Rect, Text, ink_of

_LEAD = 1.1
"""The distance of two lines in a tile, in ems."""
_PAD = 0.38
"""The room beside the words in a tile, in ems."""
_CAPTION = 4
"""How many lines a full name may take below its tile."""


@dataclass(frozen=True)
class Room:
    """How tiles and boxes are drawn in one attempt: all tiles are of one size."""

    type: Type
    width: float
    """Of a tile."""
    size: float
    """Of the type in a tile."""
    lines: int
    """How many lines a name may take."""
    whole: bool
    """Whether the longer names are tried."""
    captions: bool
    """Whether the full name stands below a tile that has only room for the short one."""
    air: float = 0
    """How much taller a tile is than its words."""
    centred: bool = True
    """Whether a tile stands amid the room it has: beside a box as in it."""

    @property
    def pad(self) -> float:
        return self.type.small * 0.4

    @property
    def gap(self) -> float:
        return self.type.small * 0.36

    @property
    def tall(self) -> float:
        """How tall a tile is."""
        return self.lines * self.size * _LEAD + self.size * 0.4 + self.air


def names_of(blocks: Sequence[Block]) -> list[Named]:
    """The names on all tiles."""
    return [name for block in blocks for name in ([block.mark] if isinstance(block, Body) else names_of(block.blocks))]


def depth(blocks: Sequence[Block]) -> int:
    """In how many boxes the deepest body stands."""
    return max((1 + depth(block.blocks) for block in blocks if isinstance(block, Place) and names_of([block])), default=0)


def lines_needed(names: Sequence[Named], width: float, size: float, whole: bool, most: int) -> int:
    """In how many lines every name finds room on its tile; 9 where one does not."""
    found = [_fitted(name, width, size, whole, most) for name in names]
    if None in found:
        return 9
    return max((len(lines or ()) + bool(name.status_words) for name, lines in zip(names, found, strict=True)), default=1)


def _fitted(name: Named, width: float, size: float, whole: bool, most: int) -> list[str] | None:
    """The lines of the longest name that finds room in ``most`` lines."""
    inner = width - 2 * size * _PAD
    for words in (*(name.longer if whole else ()), name.words):
        lines = _wrapped(words, size, inner, 700)
        longest = max(width_of(word, size, 700) for word in words.split())
        if len(lines) + bool(name.status_words) <= most and longest <= inner:
            # As few lines as it takes, about as long as each other.
            narrower = (_wrapped(words, size, max(inner * share / 10, longest + 0.1), 700) for share in range(5, 10))
            return next((found for found in narrower if len(found) == len(lines)), lines)
    return None


def place_blocks(blocks: Sequence[Block], x: float, y: float, width: float, tracks: int, room: Room) -> Placed:
    """Boxes and tiles in so many tracks, in their order: the first box may take several, if that makes the whole less tall."""
    if not blocks:
        return Placed((), 0)
    if tracks == 1:
        return _stack(blocks, x, y, width, room)
    step = (width + room.gap * 2) / tracks
    one = step - room.gap * 2
    best = _shared(blocks, x, y, one, step, tracks, room)
    first = blocks[0]
    if isinstance(first, Place) and len(first.blocks) > 1:
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


_wrapped = lru_cache(maxsize=2048)(wrap)


def place_body(body: Body, x: float, y: float, width: float, room: Room) -> Placed:
    """A tile, as wide beside a box as in it."""
    mark, size, pad = body.mark, room.size, room.size * _PAD
    wide = min(width, room.width)
    x += (width - wide) / 2 * room.centred
    ink = ink_of(mark.status)
    items: list[Item] = [Rect(x, y, wide, room.tall, ink, mark.city, 4, mark, 2.5)]
    inner = wide - 2 * pad
    early = bool(mark.status_words)
    lines = _fitted(mark, wide, size, room.whole, room.lines) or _wrapped(mark.words, size, inner, 700, max(room.lines - early, 1))
    hue = {"in_place": "ground", "solid": "ground", "claimed": "ink"}.get(ink, mark.city)
    small = room.type.small
    high = len(lines) * size * _LEAD + early * small * _LEAD
    top = y + (room.tall - high) / 2
    if ink == "announced":
        across = max(*(width_of(line, size, 700) for line in lines), width_of(mark.status_words, small))
        # The words stand on a label: around it the whole tile keeps the ink.
        items.append(Rect(x + pad * 0.5, top - size * 0.06, min(across, inner) + pad, high + size * 0.12, "solid", "ground", 3, mark))
    for number, line in enumerate(lines):
        items.append(Text(x + pad, top + (number + 0.5) * size * _LEAD + 0.34 * size, line, size, hue, 700, mark=mark))
    if early:
        base = top + len(lines) * size * _LEAD + 0.5 * small * _LEAD + 0.34 * small
        items.append(Text(x + pad, base, clipped(mark.status_words, small, inner), small, "ink", mark=mark))
    if ink == "claimed":
        items.append(Text(x + wide - pad * 0.4, y + size * 1.1, "“", size * 1.3, mark.city, 700, "end", mark=mark))
    height = room.tall
    if room.captions and " ".join(lines) not in mark.longer and mark.longer:
        placed = paragraph(mark.longer[0], x, y + height + small * 0.08, wide, small, "muted", mark=mark)
        if len(placed.items) <= _CAPTION:
            items += placed.items
            height += placed.height + small * 0.2
    return Placed(tuple(items), height)


def place_place(place: Place, x: float, y: float, width: float, room: Room, tracks: int = 1) -> Placed:
    """A box: its name in its upper edge, what stands in it below."""
    small, pad = room.type.small, room.pad
    edge = y + small * 0.62
    title, end = _title(place, x + pad * 1.2, y, width - 2.4 * pad, room)
    items: list[Item] = list(title.items)
    bottom = y + max(title.height, small * LEADING) + pad * 0.2
    inside = place_blocks(place.blocks, x + pad, bottom, width - 2 * pad, tracks, room)
    items += inside.items
    bottom += inside.height + pad
    frame = (
        Line(x, edge, x + pad * 0.7, edge, "quiet", 1.5), Line(end + pad * 0.5, edge, x + width, edge, "quiet", 1.5),
        Line(x, edge, x, bottom, "quiet", 1.5), Line(x + width, edge, x + width, bottom, "quiet", 1.5),
        Line(x, bottom, x + width, bottom, "quiet", 1.5),
    )  # fmt: skip
    return Placed((*frame, *items), bottom - y)


def _title(place: Place, x: float, y: float, width: float, room: Room) -> tuple[Placed, float]:
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
        if len(inside) == 1 and isinstance(inside[0], Place):
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
