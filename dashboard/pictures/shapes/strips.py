"""A strip an article: its paragraphs in order, each a block of the places it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class StripBlock:
    """One paragraph, and whether it makes a claim that is not only repeated."""

    number: int
    new: bool
    marks: tuple[Mark, ...]
    """A mark a place it speaks of."""


@dataclass(frozen=True)
class StripSubject:
    """A city, and how much all strips hold of it; the nation has no hue."""

    city: str
    name: str
    nation: bool
    total: Mark | None


@dataclass(frozen=True)
class Strip:
    """One article: its name, its date, its paragraphs, and how much of it is about each place that it speaks of."""

    name: str
    date: str
    blocks: tuple[StripBlock, ...]
    totals: tuple[Mark, ...]


@dataclass(frozen=True)
class Strips:
    """All articles, by date; ``totals_are`` says what the numbers count."""

    totals_are: str
    places: tuple[StripSubject, ...]
    strips: tuple[Strip, ...]
    pointed: str = ""
    """The city that a single article speaks of, pointed at in its strip."""
