"""A strip an article: its paragraphs in order, each a block of the places it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.pictures.model import Mark

Kind: TypeAlias = Literal["new", "repeat", "none", "hidden"]


@dataclass(frozen=True)
class Block:
    """One paragraph. ``kind`` says whether it makes points, only repeats them, holds none, or holds what is left out."""

    number: int
    kind: Kind
    marks: tuple[Mark, ...]
    """A mark a place it speaks of."""


@dataclass(frozen=True)
class Place:
    """A city, and the number of claims about it in all strips; the nation has no hue."""

    city: str
    name: str
    nation: bool
    total: Mark | None


@dataclass(frozen=True)
class Strip:
    """One article: its name, its date, its paragraphs, and the number of claims about each place that it speaks of."""

    name: str
    date: str
    blocks: tuple[Block, ...]
    totals: tuple[Mark, ...]


@dataclass(frozen=True)
class Strips:
    """All articles, by date; ``key`` says what each kind of block is that is drawn, ``totals_are`` what the numbers count."""

    totals_are: str
    key: tuple[tuple[Kind, str], ...]
    places: tuple[Place, ...]
    strips: tuple[Strip, ...]
