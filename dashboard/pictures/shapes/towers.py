"""A tower of equal squares for each city: the heights say how much is said of each."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Tower:
    """One city: its number, its squares from the base up, and a line below its name; without squares the line says why.

    ``parts`` say how many of the squares have each status, from the base up.
    """

    city: str
    name: str
    chinese: str
    count: Mark
    squares: tuple[Mark, ...]
    note: Mark
    parts: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Towers:
    """The towers on one base; ``aside`` says what is not drawn as a tower."""

    towers: tuple[Tower, ...]
    aside: Mark | None = None
