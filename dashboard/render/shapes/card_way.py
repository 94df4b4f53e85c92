"""The way a body of cards is laid out: columns or lanes, how wide each is, how large the numerals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.pictures.shapes.cards import Block, Cards
from dashboard.render.flow import Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Placed
from dashboard.render.shapes.card_block import Room, place_content, widest
from dashboard.render.shapes.card_levels import Level

COLUMNS, GUTTER = 56, 26
"""From how many ems of body type on cities stand in columns, and names left of the lanes."""
_SLOT = 5.4
"""How wide the column of a silent city is, in ems of body type."""

Shown = Mapping[str, tuple[Block, Level]]
"""The blocks that hold figures by their city, and how much of each is shown."""


@dataclass
class Way:
    """How a body is laid out, with what has been placed on the way."""

    body: Cards
    box: Box
    type: Type
    numeral: float
    air: float = 0
    axes: int = 0
    across: int = 1
    """How many lanes stand side by side."""
    crowded: bool = False
    """Whether not every city has room for a card: all are lines in small type."""
    placed: dict[tuple[str, int, Level, float, float, float], Placed] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Block, ...]:
        """The blocks that hold figures, the nation's last."""
        return tuple(block for block in (*self.body.blocks, *([self.body.apart] if self.body.apart else [])) if not block.silence)

    @property
    def columns(self) -> bool:
        return not self.crowded and self.across == 1 and self.box.width / self.type.body > COLUMNS and len(self.body.blocks) < 6

    @property
    def gap(self) -> float:
        return self.type.body * 0.9

    @property
    def names(self) -> float:
        """How much room the names take."""
        return max((width_of(block.name, self.type.title, 700) for block in self.told), default=0) + self.gap * 0.5

    @property
    def gutter(self) -> float:
        """How much room the names take left of their lanes."""
        if self.box.width / self.type.body < GUTTER:
            return 0
        counts = [width_of(block.count.words, self.type.small) for block in self.told]
        if self.crowded:
            beside = [width_of(f"  {block.others.words}", self.type.small) if block.others else 0 for block in self.told]
            return self.names + max(map(sum, zip(counts, beside, strict=True)), default=0) + self.gap
        return max(width_of("00 of 00 numbers", self.type.small) - self.gap * 0.49, self.names - self.gap * 0.5, *counts) + self.gap

    @property
    def lane(self) -> float:
        """How wide the content of a city's lane is."""
        return self.beside if self.across > 1 else self.box.width - self.gutter

    @property
    def beside(self) -> float:
        """How wide a lane is that stands beside others."""
        return (self.box.width + self.gap) / self.across - self.gap

    def widths(self) -> list[float]:
        """The width of each column: a silent city has a narrow one, the others by how much they show."""
        blocks = self.body.blocks
        slot = min(self.type.body * _SLOT, self.box.width / len(blocks))
        silent = sum(bool(block.silence) for block in blocks)
        rest = self.box.width - self.gap * (len(blocks) - 1) - slot * silent
        if silent == len(blocks):
            return [(self.box.width - self.gap * (silent - 1)) / silent] * silent
        tracks = {number: 1 for number, block in enumerate(blocks) if not block.silence}
        most = max(Room(0, rest, self.type, 0).tracks, len(tracks))
        for _ in range(most - len(tracks)):
            tracks[max(tracks, key=lambda n: (_weight(blocks[n]) / tracks[n], -n))] += 1
        each = (rest - self.gap * (sum(tracks.values()) - len(tracks))) / sum(tracks.values())
        return [tracks[n] * (each + self.gap) - self.gap if n in tracks else slot for n in range(len(blocks))]

    def content(self, block: Block, level: Level, x: float, width: float) -> Placed:
        key = (block.city, len(block.cards) + len(block.axes), level, x, width, self.numeral)
        if key not in self.placed:
            self.placed[key] = place_content(block, level, Room(x, width, self.type, self.numeral, not self.crowded))
        return self.placed[key]


def _weight(block: Block) -> float:
    return len(block.cards) + len(block.axes) + 0.05 * sum(len(notes.notes) for notes in block.notes)


def fit_numerals(way: Way) -> None:
    """Make the numerals small enough for the narrowest track."""
    while way.numeral > way.type.small and not fits_numerals(way):
        way.numeral *= 0.96


def fits_numerals(way: Way) -> bool:
    """Whether every numeral is as narrow as its track."""
    lane = way.box.width - way.gutter
    widths = [way.lane] * len(way.told)
    if way.columns:
        widths = [wide for wide, block in zip(way.widths(), way.body.blocks, strict=True) if not block.silence] + [lane]
    return all(
        widest(block.cards, way.numeral) <= Room(0, wide, way.type, way.numeral).wide(1)
        for wide, block in zip(widths, way.told, strict=False)
    )  # fmt: skip
