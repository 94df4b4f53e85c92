"""A column a city: tiles by name, in boxes within boxes where the articles say where they stand; what is no tile in words below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class NamedBody(Mark):
    """A body with a name of its own; the first of ``longer`` that finds room is drawn instead of ``words``."""

    longer: tuple[str, ...] = ()
    status_words: str = ""
    """What stands below the name of a body that is not there yet."""
    brief: str = ""
    """The same where that finds no room."""
    details: tuple[str, ...] = ()
    """What it is and who names it; the first that finds room stands in a line below the name."""


@dataclass(frozen=True)
class Body:
    """A tile: one body; what belongs to it is counted below."""

    mark: NamedBody
    parts: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class NestedPlace:
    """A box with what stands in it. Without a mark nothing selected speaks of the place itself."""

    title: str
    mark: Mark | None
    blocks: tuple[Block, ...]
    described: tuple[Mark, ...] = ()
    """What stands there without a name of its own."""


Block: TypeAlias = Body | NestedPlace


@dataclass(frozen=True)
class Seat:
    """A city with what sits in it; ``count`` says how many have a name, and is an empty slot where none has."""

    city: str
    name: str
    count: Mark
    blocks: tuple[Block, ...]
    described: tuple[Mark, ...]
    zero: bool = False
    """Whether no article names one, whatever the selection."""
    early: str = ""
    """How many of those counted are not there yet, as in ``1 of them announced``."""


@dataclass(frozen=True)
class Aside:
    """Some marks in words, after a lead in the hue of a city."""

    lead: str
    city: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Note:
    """A line below the columns."""

    title: str
    asides: tuple[Aside, ...]
    kind: str = ""
    """What those in it are, as several."""


@dataclass(frozen=True)
class Nested:
    """The body of a picture of who sits where; where a frame is too small, the last note is left out first."""

    seats: tuple[Seat, ...]
    notes: tuple[Note, ...]
    others: tuple[Note, ...] = ()
    """What is only counted, by what it is."""
