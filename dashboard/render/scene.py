"""What a layout makes: a few primitives in pixels, which every format draws alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat
from typing import Literal, TypeAlias

from dashboard.pictures.model import Mark
from dashboard.render.metrics import ASCENT, DESCENT, width_of

Ink: TypeAlias = Literal["solid", "in_place", "announced", "target", "forecast", "claimed", "pale", "hidden"]
"""How a shape is filled: a status of the table, plain ``solid``, ``pale``, or ``hidden``, dots where the filters leave something out."""
INKS: tuple[Ink, ...] = ("in_place", "announced", "target", "forecast", "claimed")


def ink_of(status: str | None) -> Ink:
    """The ink of a status; solid without one. One that has no ink of its own yet is not solid: it would read as in place."""
    return next((ink for ink in INKS if ink == status), "announced" if status else "solid")


@dataclass(frozen=True)
class Rect:
    """A rectangle; ``hue`` is a name of the theme or the key of a city. An outline lies inside it."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    hue: str
    radius: float = 0
    mark: Mark | None = None
    stroke: float = 2


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    hue: str
    width: float = 1
    dashed: bool = False
    mark: Mark | None = None


@dataclass(frozen=True)
class Text:
    """One line of text; ``x`` is where it starts, ends or has its middle, as ``anchor`` says, and ``y`` its baseline."""

    x: float
    y: float
    words: str
    size: float
    hue: str = "ink"
    weight: int = 400
    anchor: Literal["start", "middle", "end"] = "start"
    ink: Ink = "solid"
    mark: Mark | None = None

    @property
    def width(self) -> float:
        """How wide it is drawn."""
        return width_of(self.words, self.size, self.weight)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.left, self.y - ASCENT * self.size, self.left + self.width, self.y + DESCENT * self.size


Item: TypeAlias = Rect | Line | Text


@dataclass(frozen=True)
class Scene:
    """A picture placed: its size and its items, in the order in which they are drawn."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    description: str
    hubs: tuple[str, ...] = ()
    """The hubs in their order, by which a theme gives them their hues."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark drawn, once, in the order of drawing."""
        return tuple(dict.fromkeys(item.mark for item in self.items if item.mark))


@dataclass(frozen=True)
class Box:
    """Room for a layout: ``height`` is None where it may be as tall as it needs."""

    x: float
    y: float
    width: float
    height: float | None

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width


@dataclass(frozen=True)
class Placed:
    """What a layout put into a box, and how much of its height that takes."""

    items: tuple[Item, ...]
    height: float


def moved(items: tuple[Item, ...], down: float) -> tuple[Item, ...]:
    """The same items further down."""
    return tuple(map(_lowered, items, repeat(down))) if down else items


def _lowered(item: Item, down: float) -> Item:
    # A layout moves items more often than it makes them, and these take a fifth of the time of `dataclasses.replace`.
    if isinstance(item, Text):
        return Text(item.x, item.y + down, item.words, item.size, item.hue, item.weight, item.anchor, item.ink, item.mark)
    if isinstance(item, Rect):
        return Rect(item.x, item.y + down, item.width, item.height, item.ink, item.hue, item.radius, item.mark, item.stroke)
    return replace(item, y1=item.y1 + down, y2=item.y2 + down)
