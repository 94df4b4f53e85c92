"""Rows by columns, a unit square a claim in each cell: areas say how many."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Unit(Mark):
    """One square. It is drawn in the hue of its city where it is what the picture is about, else in grey."""

    told: bool = False


@dataclass(frozen=True)
class Stack:
    """The squares of one cell, or the empty slot that says there are none."""

    units: tuple[Mark, ...]


@dataclass(frozen=True)
class Row:
    """A row: its name, how many there are in all of it, its cells in the order of the columns, and what is pointed at, if anything."""

    name: str
    count: Mark
    stacks: tuple[Stack, ...]
    note: Mark | None = None


@dataclass(frozen=True)
class Column:
    """A column: its city, and how many there are in all of it."""

    city: str
    name: str
    count: Mark


@dataclass(frozen=True)
class Squares:
    """The table of squares; ``rows_are`` heads the names of the rows, ``key`` says what colour means."""

    rows_are: str
    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
