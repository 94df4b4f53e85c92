"""A column a city with the same slots in each; what several share is said once, across their columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Number(Mark):
    """A mark drawn as a large numeral in the ink of its status; ``words`` say what it is a number of, ``whose`` who says it."""

    amount: str = ""
    whose: str = ""
    brief: str = ""
    """The same in fewer words, for little room."""
    own: bool = False
    """Whether who says it speaks of what is his own."""


@dataclass(frozen=True)
class Share(Mark):
    """A mark that says how much of a whole is silent: ``part`` of it, from 0 to 1; ``brief`` are fewer words, for little room."""

    part: float = 0
    brief: str = ""


@dataclass(frozen=True)
class Head:
    """The top of a column: the city, and its claims to scale, a unit square each."""

    city: str
    name: str
    chinese: str
    count: Mark
    squares: tuple[Mark, ...]
    notes: tuple[Mark, ...] = ()
    """What is said of its claims in words, the first before the others where there is too little room."""


@dataclass(frozen=True)
class ColumnCell:
    """What a slot says of one city, or of several at once; ``lead`` opens it where their names find no room, ``note`` closes it."""

    cities: tuple[str, ...]
    marks: tuple[Mark, ...]
    lead: str = ""
    note: Mark | None = None


@dataclass(frozen=True)
class Slot:
    """One question, answered for every city. Room that is left goes to the slot of the lowest ``rank`` first.

    ``noun`` is what its marks are counted as where none of them finds room. A ``main`` slot is what the headline is about:
    it is drawn large, and the others step back behind it.
    """

    title: str
    form: Literal["words", "numbers", "boxes", "share"]
    cells: tuple[ColumnCell, ...]
    rank: int = 0
    noun: str = "claim"
    main: bool = False
    longer: str = ""
    """The title in more words, where there is room."""


@dataclass(frozen=True)
class Columns:
    """The body of a picture that sets cities side by side; ``unit`` says what squares are, ``scale`` what one is."""

    unit: str
    scale: str
    heads: tuple[Head, ...]
    slots: tuple[Slot, ...]
    hubs: str = field(default="hubs", repr=False)
    """What several of those side by side are called."""
