"""Number cards by city, what is counted beside them, and axes for what may share one."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Card(Mark):
    """A figure drawn as a large numeral, hollow where it is not in place; ``words`` say what it is a number of."""

    numeral: str = ""
    """Empty where a figure is no number: then the words stand alone."""
    scale: str = ""
    """What belongs to the numeral and is written as words: ``billion yuan``."""
    source: str = ""
    """Who says it, and when."""
    word: str = ""
    """Its status in words, where it is not what a number is taken for: in place."""
    value: float = 0
    """Its length on an axis."""
    own: bool = True
    """Whether it is of the city itself; of a firm there it is drawn in grey."""
    ascribed: bool = False
    """Whether it is a share of something, or money: even in short it stands with who says so."""

    @property
    def hue(self) -> str:
        """What it is coloured by."""
        return (self.city or "ink") if self.own else "muted"


@dataclass(frozen=True)
class CardAxis:
    """Cards that measure the same thing, so that their bars may stand on one axis."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class CityCards:
    """The figures of one city: its cards in the order in which they are worth their room, or the slot that says why there are none."""

    city: str
    name: str
    count: Mark
    """How many numbers there are."""
    others: Mark | None = None
    """What is beside the numbers: what is computed, only said in words, or a date."""
    cards: tuple[Card, ...] = ()
    """What is worth large type."""
    axes: tuple[CardAxis, ...] = ()
    more: tuple[Card, ...] = ()
    """Numbers that are only counted."""
    silence: Mark | None = None
    brief: str = ""
    """How many numbers there are, in figures alone."""

    @property
    def numbers(self) -> tuple[Card, ...]:
        """Every number, the surest status first as on the axes and cards."""
        every = (*(card for axis in self.axes for card in axis.cards), *self.cards, *self.more)
        return tuple(card for card in every if card.claims[0] in self.count.claims)


@dataclass(frozen=True)
class Cards:
    """A block a city, the nation's apart, and the axes on which cities stand beside each other."""

    blocks: tuple[CityCards, ...]
    axes: tuple[CardAxis, ...] = ()
    apart: CityCards | None = None
    names: tuple[tuple[str, str], ...] = ()
