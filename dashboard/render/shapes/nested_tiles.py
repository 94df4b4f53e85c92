"""The tiles of nested boxes: a name in the ink of its status, and below it what it is and who names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.pictures.shapes.nested import Block, Body, NamedBody
from dashboard.render.flow import Type, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Item, Placed, Rect, Text, ink_of

_LEAD = 1.04
"""The distance of two lines in a tile, in ems."""
_PAD = 0.5
"""The room beside the words in a tile, in ems."""
_CAPTION = 4
"""How many lines a full name may take below its tile."""
_wrapped = lru_cache(maxsize=2048)(wrap)


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
    outer: bool = True
    """Whether a tile stands at the right of the room it has: beside a bracket as in it."""
    over: bool = False
    """Whether a place is a closed box around what stands in it, and not a bracket at its side."""
    limit: float = 0
    """How far right a closed box may reach."""
    bare: bool = False
    """Whether a tile says what its body is only where a line is free, since not all find room for that."""
    kinds: bool = False
    """Whether no tile says more of a body than what it is, since not all find room for who names it."""

    @property
    def pad(self) -> float:
        return self.type.small * 0.4

    @property
    def gap(self) -> float:
        return self.type.small * 0.36

    @property
    def frame(self) -> float:
        """How far outside its tiles a closed box stands."""
        return self.gap * 0.6

    @property
    def tall(self) -> float:
        """How tall a tile is."""
        return self.lines * self.size * _LEAD + self.size * 0.48 + self.air


def names_of(blocks: Sequence[Block]) -> list[NamedBody]:
    """The names on all tiles."""
    return [name for block in blocks for name in ([block.mark] if isinstance(block, Body) else names_of(block.blocks))]


def lines_needed(names: Sequence[NamedBody], width: float, size: float, whole: bool, most: int, detailed: bool = False) -> int:
    """In how many lines every name finds room on its tile; 9 where one does not. ``detailed``: with what it is below it."""
    found = [_fitted(name, width, size, whole, most, detailed) for name in names]
    if None in found:
        return 9
    return max((len(lines or ()) + _below(name, detailed) for name, lines in zip(names, found, strict=True)), default=1)


def _below(name: NamedBody, detailed: bool) -> int:
    """How many lines stand below a name at least."""
    return bool(name.status_words) + (detailed and bool(name.details))


def _strip(name: NamedBody, size: float) -> float:
    """How wide the strip at the side of a tile is at least that keeps the ink of what is announced."""
    return size * 0.9 if ink_of(name.status) == "announced" else 0


def _fitted(name: NamedBody, width: float, size: float, whole: bool, most: int, detailed: bool = False) -> list[str] | None:
    """The lines of the longest name that finds room in ``most`` lines."""
    inner = width - 2 * size * _PAD - _strip(name, size)
    for words in (*(name.longer if whole else ()), name.words):
        lines = _wrapped(words, size, inner, 700)
        longest = max(width_of(word, size, 700) for word in words.split())
        if len(lines) + _below(name, detailed) <= most and longest <= inner:
            # As few lines as it takes, about as long as each other.
            narrower = [_wrapped(words, size, max(inner * share / 40, longest + 0.1), 700) for share in range(20, 40)]
            even = [found for found in (*narrower, lines) if len(found) == len(lines)]
            return max(even, key=lambda found: min(width_of(line, size, 700) for line in found))
    return None


def place_body(body: Body, x: float, y: float, width: float, room: Room) -> Placed:
    """A tile, as wide beside a box as in it."""
    mark, size, pad = body.mark, room.size, room.size * _PAD
    wide = min(width, room.width)
    x += (width - wide) * room.outer
    ink = ink_of(mark.status)
    items: list[Item] = [Rect(x, y, wide, room.tall, ink, mark.city, 4, mark, 2.5)]
    inner = wide - 2 * pad - _strip(mark, size)
    early = bool(mark.status_words)
    lines = _best(mark, wide, room) or _wrapped(mark.words, size, inner, 700, max(room.lines - early, 1))
    hue = {"in_place": "ground", "solid": "ground", "claimed": "ink"}.get(ink, mark.city)
    small = room.type.small
    below = _lines_below(mark, inner, small, room.lines - len(lines), room)
    high = len(lines) * size * _LEAD + len(below) * small * _LEAD
    top = y + (room.tall - high) / 2
    if ink == "announced":
        across = max(width_of(line, size, 700) for line in lines)
        across = max(across, *(width_of(line, small) for line in below)) if below else across
        # The words stand on clear ground, and a strip at the side of the tile keeps the ink.
        strip = max(_strip(mark, size), min(wide * 0.3, wide - across - 3 * pad))
        items.append(Rect(x + 2.5, y + 2.5, wide - strip - 2.5, room.tall - 5, "solid", "ground", 2, mark))
    for number, line in enumerate(lines):
        items.append(Text(x + pad, top + (number + 0.5) * size * _LEAD + 0.34 * size, line, size, hue, 700, mark=mark))
    for number, line in enumerate(below):
        base = top + len(lines) * size * _LEAD + (number + 0.5) * small * _LEAD + 0.34 * small
        items.append(Text(x + pad, base, line, small, "ground" if hue == "ground" else "ink", mark=mark))
    if ink == "claimed":
        items.append(Text(x + wide - pad * 0.4, y + size * 1.1, "“", size * 1.3, mark.city, 700, "end", mark=mark))
    height = room.tall
    if room.captions and not room.over and " ".join(lines) not in mark.longer and mark.longer:
        placed = paragraph(mark.longer[0], x, y + height + small * 0.08, wide, small, "muted", mark=mark)
        if len(placed.items) <= _CAPTION:
            items += placed.items
            height += placed.height + small * 0.2
    return Placed(tuple(items), height)


def _best(name: NamedBody, width: float, room: Room) -> list[str] | None:
    """The lines of a name: with what it is below it, unless only its short name leaves room for that."""
    told, plain = (_fitted(name, width, room.size, room.whole, room.lines, detailed) for detailed in (True, False))
    return told if told and (" ".join(told) in name.longer or not plain or " ".join(plain) not in name.longer) else plain


def all_detailed(names: Sequence[NamedBody], width: float, size: float, small: float) -> bool:
    """Whether every tile of this width has room for who names its body, beside what that is."""
    rooms = [(name, width - 2 * size * _PAD - _strip(name, size)) for name in names]
    return all(any(width_of(words, small) <= room for words in name.details[:-1]) for name, room in rooms if name.details)


def _lines_below(name: NamedBody, width: float, size: float, most: int, room: Room) -> list[str]:
    """The lines below a name: what it is, and what is not there yet; that goes first where there is room for one."""
    early = next((words for words in (name.status_words, name.brief) if width_of(words, size) <= width), name.brief)
    details = name.details[-1:] if room.kinds or room.bare else name.details
    told = next((words for words in details if width_of(words, size) <= width), "")
    found = [clipped(words, size, width) for words in (told, early) if words]
    return found[-most:] if most > 0 else []
