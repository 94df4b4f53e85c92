"""A block a city, in it a line for each side that speaks: a unit square a claim, the surest first, so that sides compare."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class UnitSquare(Mark):
    """One square. It is drawn in the hue of its city where it is what the picture is about, else in grey."""

    told: bool = False


@dataclass(frozen=True)
class SquaresPart(Mark):
    """One who speaks."""

    number: int = 0
    """With how many claims."""


@dataclass(frozen=True)
class SquaresLine:
    """One side: who it is, how many of its claims are what the headline counts, and a square for each claim."""

    name: str
    told: bool
    """Whether it is what the picture is about."""
    count: Mark
    """``5 of 47``, drawn large; without claims an empty slot whose words say so."""
    counted: str
    """What the first number counts."""
    share: str
    """The same in percent, where there are enough claims."""
    units: tuple[UnitSquare, ...]
    parts: tuple[SquaresPart, ...]
    """Who speaks, each with how many claims."""


@dataclass(frozen=True)
class SquaresBlock:
    """What is said of one city: how much, and by each side; ``apart`` is the nation, which is none of those compared."""

    city: str
    name: str
    count: Mark
    """What leads to all of it."""
    lines: tuple[SquaresLine, ...]
    apart: bool = False


@dataclass(frozen=True)
class Squares:
    """The blocks, from the top down."""

    blocks: tuple[SquaresBlock, ...]
