"""A lane a city over the years, with intervals in it: a ledger on a time axis."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Interval(Mark):
    """A mark with a beginning and an end on the axis, both as years with their fraction; ``words`` stand beside it."""

    start: float = 0
    end: float = 0
    ends: str = ""
    """The end in words: the year."""
    outcome: str = ""
    """What is known of it beyond its end, where that has passed; empty before."""
    told: bool = False
    """Whether an article printed after its end speaks of it."""


@dataclass(frozen=True)
class Lane:
    """One city's intervals, or the empty slot that says why there is none; ``note`` stands for what has no place on the axis."""

    city: str
    name: str
    intervals: tuple[Interval, ...]
    silence: Mark | None = None
    note: Mark | None = None
    verb: str = ""
    """What the city does with what its intervals name."""


@dataclass(frozen=True)
class Lanes:
    """The axis from ``first`` to ``last`` year, the span the sources cover, one rule through all lanes, and the lanes."""

    first: int
    last: int
    covered: tuple[float, float]
    covered_words: tuple[str, ...]
    """What the sources are, the longest first."""
    rule: float
    rule_words: str
    lanes: tuple[Lane, ...]
