"""One city's section of cards: its name and its numbers as squares, then equal cells with bars and cards, and what is not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.cards import Card, CityCards
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import INKS, Item, Placed, Rect, Text, moved
from dashboard.render.shapes.card_parts import place_axis, place_brief, place_card, place_line
from dashboard.render.shapes.even import even
from dashboard.render.squares import square
from dashboard.table.words import plural

_CELL, _PAIR = 9.2, 19
"""The narrowest cell, and the narrowest place of two, in ems of the type of their words."""
_SMALL = 0.85
"""Below which size of a square, in ems of small type, the count beside it is brief."""


@dataclass(frozen=True)
class Cells:
    """How the content of a section is set."""

    type: Type
    numeral: float
    text: float
    """The type of what is counted."""
    rows: int
    """How many rows of cards there may be."""
    pitch: float = 0
    """How far apart the squares of the numbers stand; 0 where they find no room."""
    spare: bool = False
    """Whether the last cell is kept for what is only counted."""
    cards: int = 99
    """How many cards there may be."""
    axes: bool = True
    brief: int = 0
    """How many of the numbers that are not drawn large may be listed in short."""
    sourced: bool = False
    """Whether each of these stands with who says so."""

    @property
    def gap(self) -> float:
        """The room between two cells."""
        return self.type.body

    @property
    def head(self) -> float:
        """How tall the name of a section is, with the rule above it."""
        return self.type.title * 1.25 + self.type.body * 0.35

    def tracks(self, width: float) -> int:
        """How many cells stand side by side."""
        return max(int((width + self.gap) / (self.text * _CELL + self.gap)), 2 if width >= self.text * _PAIR else 1)


@dataclass(frozen=True)
class CardSection:
    """A section placed: its items from 0 down, how tall it and each of its rows of cards is, and what it draws large."""

    items: tuple[Item, ...]
    height: float
    rows: tuple[float, ...]
    drawn: int


Part: TypeAlias = tuple[tuple[Item, ...], float]
"""Items and how far down they stand."""


@dataclass(frozen=True)
class Trial:
    """Everything laid out in one way: how tall it is, what it is worth, and its parts, which are put in place in the way chosen only."""

    height: float
    worth: tuple[float, ...]
    parts: tuple[Part, ...]

    @property
    def placed(self) -> Placed:
        """All of it in its place."""
        return Placed(tuple(item for items, down in self.parts for item in moved(items, down)), self.height)


def place_section(block: CityCards, x: float, width: float, tracks: int, cells: Cells, least: Sequence[float] = ()) -> CardSection:
    """A section; its rows of cards are at least as tall as those in ``least``, so that cities side by side share a grid."""
    size = cells.type.small
    items: list[Item] = [Rect(x, 0, width, cells.type.body * 0.16, "solid", block.city or "ink")]
    top = _head(block, block.count, x, width, cells, [])
    wide = (width + cells.gap) / tracks - cells.gap
    # Bars take what the cards beside them, and the count of the others, leave.
    taken = 1 + max(len(block.cards), 1)
    span = 0 if not block.axes or not cells.axes else tracks if tracks < 4 else max((tracks + 1) // 2, tracks - taken)
    bottom, drawn = top, list[Mark]()
    for axis in block.axes if span else ():
        placed = place_axis(axis, {}, x, bottom, (wide + cells.gap) * span - cells.gap, cells.numeral * 0.72, cells.text, cells.type)
        items += placed.items
        bottom += placed.height + size * 0.5
        drawn += axis.cards
    first = span % tracks
    y = top if first else bottom
    rows, ends = list[float](), top
    across = tracks - first
    most = min(cells.rows * across, cells.cards)
    if cells.spare and across > 1 and len(block.cards) >= most:
        most -= 1
    shown = sorted(block.cards[:most], key=_order)
    drawn += shown
    for start in range(0, len(shown), across):
        own, high = 0.0, float(least[len(rows)]) if len(rows) < len(least) else 0.0
        for place, card in enumerate(shown[start : start + across]):
            placed = place_card(card, x + (first + place) * (wide + cells.gap), y, wide, cells.numeral, cells.text, cells.type)
            items += placed.items
            own = max(own, placed.height)
        high = max(high, own)
        rows.append(high)
        ends = y + own
        y += high + size * 0.7
    end = max(bottom - (size * 0.5 if span else 0), y - size * 0.7 if shown else 0)
    large = len(drawn)
    if brief := _brief(block, drawn, cells):
        # A list may stand higher than the next row of the grid would.
        begin = max(ends, bottom - size * 0.5 if span else top) + size * (0.45 if drawn else 0)
        listed = place_brief(brief, x, begin, width, size, cells.sourced)
        if first and not shown:
            # Beside bars without cards there is room for the list.
            left = x + first * (wide + cells.gap)
            aside = place_brief(brief, left, top, x + width - left, size, cells.sourced)
            if top + aside.height < begin + listed.height:
                begin, listed = max(end - aside.height, top), aside
        items += listed.items
        end = begin + listed.height
        drawn += brief
        first, shown = 0, []
    more, count = _more(block, tuple(drawn))
    _head(block, count, x, width, cells, items)
    if more:
        # What is only counted stands in an empty cell of the last row, or else below.
        at = (first + len(shown) % across) if shown and len(shown) % across else first if first and not shown else 0
        left = x + at * (wide + cells.gap)
        inset, below = cells.numeral * 0.2, end + (size * 0.35 if drawn else 0)
        beside = y - rows[-1] - size * 0.7 + inset if shown else top
        begin = beside if at else y + inset if len(least) > len(rows) else below
        room = x + width - left
        if isinstance(more, Card):
            told = place_line(more, left, begin, room, size)
        else:
            told = even(partial(paragraph, more.words, left, begin, size=size, hue="muted", mark=more), room)
        items += told.items
        end = max(end, begin + told.height)
    return CardSection(tuple(items), end, tuple(rows), large)


def _brief(block: CityCards, drawn: Sequence[Mark], cells: Cells) -> list[Card]:
    """The numbers that are listed in short, as many as there may be; the rest is counted."""
    left = [card for card in block.numbers if card not in drawn and card.numeral]
    return left[: cells.brief] if len(left) > 1 else []


def _order(card: Card) -> int:
    return INKS.index(card.status) if card.status in INKS else 0


def room_for_squares(block: CityCards, width: float, type_: Type) -> float:
    """How wide a square may be at most, with the air beside it, where all numbers stand between the name and the count."""
    room, least = width - width_of(block.name, type_.title, 700) - type_.small * 1.7, type_.small * _SMALL
    sides = [(room - width_of(words, type_.small, 600)) / max(len(block.numbers), 1) for words in (block.count.words, block.brief) if words]
    return max(next((side for side in sides if side >= least), sides[-1]), 0)


def _head(block: CityCards, count: Mark, x: float, width: float, cells: Cells, items: list[Item]) -> float:
    """The name, a square a number, and how many there are; returns how tall that is, the rule above included."""
    size, title = cells.type.small, cells.type.title
    base = cells.type.body * 0.16 + title * 1.02
    name, squares = width_of(block.name, title, 700), cells.pitch * len(block.numbers)
    if squares and block.brief and name + squares + width_of(count.words, size, 600) + size * 1.6 > width:
        count = replace(count, words=block.brief)
    wide = width_of(count.words, size, 600)
    if name > width:
        title *= width / name
        name = width
    items.append(Text(x, base, block.name, title, block.city or "ink", 700))
    for place, card in enumerate(sorted(block.numbers, key=_order) if cells.pitch else ()):
        side = cells.pitch * 0.82
        items += square(card, x + name + size * 0.8 + place * cells.pitch, base - side, side)
    if name + squares + wide + size <= width:
        items.append(Text(x + width, base, count.words, size, "ink", 600, "end", mark=count))
        return cells.head
    items.append(Text(x, base + size * LEADING, count.words, size, "ink", 600, mark=count))
    return cells.head + size * LEADING


def _more(block: CityCards, drawn: tuple[Mark, ...]) -> tuple[Mark | None, Mark]:
    """What is selected and not drawn large, a number alone as itself; and the count, which leads to what is no number unless that does."""
    every = (*(card for axis in block.axes for card in axis.cards), *block.cards, *block.more)
    left = tuple(card for card in every if card not in drawn)
    known = {claim for mark in drawn for claim in mark.claims}
    others = block.others if block.others and not set(block.others.claims) <= known else None
    if not block.count.claims:
        return rest(left, f"and {len(left):,} more") if left else None, block.count
    numbers = [card for card in left if card.claims[0] in block.count.claims and not card.faded]
    faded = [card for card in left if card.faded]
    whole = block.count
    if others:
        said, claims = f"{whole.spoken}; also {others.words}", (*whole.claims, *others.claims)
        whole = replace(whole, said=said, claims=claims, faded=whole.faded and others.faded)
    if not left and drawn:
        return None, whole
    if left == tuple(numbers[:1]) and drawn:
        return left[0], whole
    words = [f"and {len(numbers):,} more {'numbers' if len(numbers) > 1 else 'number'}"] if numbers and drawn else []
    words += [f"{plural(len(faded), 'number')} left out"] if faded else []
    return rest((*left, *([others] if others else [])), "; ".join(words) or "none drawn large"), block.count
