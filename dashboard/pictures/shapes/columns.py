"""A column a city with the same slots in each; what several share is said once, across their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Number(Mark):
    """A mark drawn as a large numeral in the ink of its status; ``words`` say what it is a number of."""

    amount: str = ""


@dataclass(frozen=True)
class Head:
    """The top of a column: the city, and its claims to scale, a unit square each."""

    city: str
    name: str
    chinese: str
    count: Mark
    squares: tuple[Mark, ...]


@dataclass(frozen=True)
class Cell:
    """What a slot says of one city, or of several at once; ``lead`` opens it, ``note`` closes it in a line of its own."""

    cities: tuple[str, ...]
    marks: tuple[Mark, ...]
    lead: str = ""
    note: Mark | None = None


@dataclass(frozen=True)
class Slot:
    """One question, answered for every city. Where a frame is too small, the slot of the highest ``rank`` is left out first."""

    title: str
    form: Literal["words", "numbers", "boxes"]
    cells: tuple[Cell, ...]
    rank: int = 0


@dataclass(frozen=True)
class Columns:
    """The body of a picture that sets cities side by side; ``unit`` says what a square is."""

    unit: str
    heads: tuple[Head, ...]
    slots: tuple[Slot, ...]
