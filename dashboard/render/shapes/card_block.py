"""What a block of cards shows, set into tracks of equal width: bars, then cards in rows, then figures in small type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.cards import Block, Card, Notes
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import INKS, Item, Placed, Text
from dashboard.render.shapes.card_levels import Level
from dashboard.render.shapes.card_parts import place_axis, place_card, place_note
from dashboard.table.words import plural

_TRACK = 9.5
"""The narrowest track, in ems of small type."""


@dataclass(frozen=True)
class Room:
    """Where the content of a block stands."""

    x: float
    width: float
    type: Type
    numeral: float
    titled: bool = True
    """Whether figures in small type have a title."""

    @property
    def gap(self) -> float:
        return self.type.body * 0.9

    @property
    def tracks(self) -> int:
        """How many tracks there are."""
        return max(int((self.width + self.gap) / (self.type.small * _TRACK + self.gap)), 1)

    def wide(self, span: int) -> float:
        """The width of some tracks."""
        return (self.width + self.gap) / self.tracks * span - self.gap

    def left(self, track: int) -> float:
        """Where a track begins."""
        return self.x + (self.width + self.gap) / self.tracks * track


def hidden(block: Block, level: Level) -> Mark | None:
    """What of a block is not shown, as one mark; of a block that shows nothing its count leads to the numbers."""
    if not level.axes and not level.cards and not any(level.notes):
        return block.others
    numbers, others = left_out(block, level)
    if not numbers and not others:
        return None
    shown = sum(level.notes) + level.cards + sum(len(axis.cards) for axis in block.axes[: level.axes])
    said = f"{tally(numbers, others)} not shown"
    return rest((*numbers, *others), f"selected; {said}" if shown < len(numbers) + len(others) else said)


def tally(numbers: Sequence[Mark], others: Sequence[Mark]) -> str:
    """How many numbers and others there are, and how many that a lens leaves out, which no count holds."""
    left = [mark for mark in (*numbers, *others) if mark.faded]
    kept = [(len([mark for mark in part if not mark.faded]), noun) for part, noun in ((numbers, "number"), (others, "other"))]
    return ", ".join([*(plural(count, noun) for count, noun in kept if count), *([f"{len(left):,} left out"] if left else [])])


def left_out(block: Block, level: Level) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The numbers that a level leaves out, and what else it does."""
    numbers: list[Mark] = [card for axis in block.axes[level.axes :] for card in axis.cards]
    numbers += block.cards[level.cards :]
    others = list[Mark]()
    for notes, some in zip(block.notes, level.notes, strict=True):
        (numbers if notes.numbers else others).extend(notes.notes[some:])
    return tuple(numbers), tuple(others)


def place_content(block: Block, level: Level, room: Room) -> Placed:
    """What a block shows at a level, from 0 down."""
    type_, items = room.type, list[Item]()
    ends = [0.0] * room.tracks
    between = type_.small * 0.55 if room.titled else 0.0
    first = 0
    for axis in block.axes[: level.axes]:
        span = room.tracks if room.tracks < 4 else (room.tracks + 1) // 2
        placed = place_axis(axis, {}, room.x, ends[0], room.wide(span), room.numeral * 0.72, type_)
        items += placed.items
        ends[:span] = [ends[0] + placed.height + between] * span
        first = span if span < room.tracks else 0
    shown = sorted(block.cards[: level.cards], key=lambda card: INKS.index(card.status) if card.status in INKS else 0)
    across = room.tracks - first
    for start in range(0, len(shown), across):
        row = shown[start : start + across]
        top = max(ends[first : first + len(row)])
        for number, card in enumerate(row):
            placed = place_card(card, room.left(first + number), top, room.wide(1), room.numeral, type_)
            items += placed.items
            ends[first + number] = top + placed.height + between
    for notes, number in zip(block.notes, level.notes, strict=True):
        if number:
            track, span = _place_for(notes, number, ends, room)
            top = max(ends[track : track + span])
            placed = _notes(notes, number, room.left(track), top, room.wide(span), room)
            items += placed.items
            ends[track : track + span] = [top + placed.height + between] * span
    return Placed(tuple(items), max(max(ends) - between, 0.0))


def _place_for(notes: Notes, number: int, ends: Sequence[float], room: Room) -> tuple[int, int]:
    """The first track and the number of tracks where figures in small type end highest."""
    heights = {span: _notes(notes, number, 0, 0, room.wide(span), room).height for span in (1, 2) if span <= room.tracks}
    places = [(start, span) for span in heights for start in range(room.tracks - span + 1)]

    def worth(place: tuple[int, int]) -> tuple[float, float, int, int]:
        start, span = place
        top = max(ends[start : start + span])
        return max(*ends, top + heights[span]), top, span, start

    return min(places, key=worth)


def _notes(notes: Notes, number: int, x: float, y: float, width: float, room: Room) -> Placed:
    size, top = room.type.small, y
    items: list[Item] = []
    if room.titled:
        items.append(Text(x, y + size * (0.5 * LEADING + 0.34), notes.title, size, "ink", 700))
        y += size * LEADING
    for note in notes.notes[:number]:
        placed = place_note(note, x, y + size * 0.12, width, size)
        items += placed.items
        y += placed.height + size * 0.12
    return Placed(tuple(items), y - top)


def widest(cards: tuple[Card, ...], numeral: float) -> float:
    """How wide the widest numeral is."""
    return max((width_of(card.numeral, numeral, 700) for card in cards), default=0.0)
