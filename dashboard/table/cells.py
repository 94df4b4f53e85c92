"""Sets of claims described by their groups in an address, for marks with too many claims to list by key.

``status.target city.shanghai`` is the intersection of two groups; ``area.`` claims without an area; ``area.~ai~chips`` those of
all other areas; ``status.target order.article 101-200`` a range of them in the order of the articles; ``or`` joins several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.table.columns import Mask
from dashboard.table.dimensions import DIMENSIONS, groups, title
from dashboard.table.load import Table
from dashboard.table.problems import listed
from dashboard.table.words import sentence_list

MOST = 100
"""The maximum number of cells in an address."""
_RUN = re.compile(r"([1-9]\d{0,8})-([1-9]\d{0,8})")


@dataclass(frozen=True)
class Cell:
    """The claims in all of some groups, without those that restate another; all of them or a range."""

    parts: tuple[tuple[str, tuple[str, ...], bool], ...]
    """A dimension, some of its groups, and whether it is all groups but these."""
    order: str = ""
    run: tuple[int, int] | None = None
    """The first and the last of them, counted from one, in the order of the dimension ``order`` and then of the cities."""


def one_of(key: str, value: str) -> str:
    """The term for the claims of one group."""
    return f"{key}.{value}"


def other_than(key: str, values: Iterable[str]) -> str:
    """The term for the claims of all groups except ``values``."""
    return f"{key}.{''.join(f'~{value}' for value in values)}"


def run_of(order: str, first: int, last: int) -> str:
    """The terms for a range of claims, ``first`` and ``last`` counting from 1."""
    return f"order.{order} {first}-{last}"


@lru_cache(maxsize=1024)
def read_cells(table: Table, text: str) -> tuple[Cell, ...] | None:
    """The cells in an address; None when they are invalid for this table or too many."""
    parts = text.split(" or ")
    cells = [_read_cell(table, words.split()) for words in parts[: MOST + 1]]
    return None if len(parts) > MOST or None in cells else tuple(cell for cell in cells if cell)


def _read_cell(table: Table, words: Sequence[str]) -> Cell | None:
    parts, order, run = [], "", None
    for word in words:
        key, _, value = word.partition(".")
        ends = _RUN.fullmatch(word)
        if ends:
            run = int(ends[1]), int(ends[2])
        elif key == "order" and value in DIMENSIONS:
            order = value
        elif key in DIMENSIONS and "." in word:
            others = value.startswith("~")
            chosen = tuple(value.split("~")[1:]) if others else (value,)
            if not set(chosen) <= set(groups(table, key).values):
                return None
            parts.append((key, chosen, others))
        else:
            return None
    return Cell(tuple(parts), order, run) if parts and bool(order) == bool(run) else None


def within(table: Table, cells: Sequence[Cell], mask: Mask) -> Mask:
    """Which of the claims in ``mask`` (a truth value for each claim of the table) are in any of ``cells``; a mask of the same length."""
    mask = mask & table.numbered["restates"].holds([""])
    inside = np.zeros_like(mask)
    for cell in cells:
        mine = mask.copy()
        for key, values, others in cell.parts:
            grouping = groups(table, key)
            chosen = np.zeros(len(grouping.values), dtype=np.bool_)
            chosen[[grouping.values.index(value) for value in values]] = True
            mine &= (chosen != others)[grouping.numbers]
        if cell.run:
            places = np.flatnonzero(mine)
            sorted_ = np.lexsort((groups(table, "city").numbers[places], groups(table, cell.order).numbers[places]))
            inside[places[sorted_[cell.run[0] - 1 : cell.run[1]]]] = True
        else:
            inside |= mine
    return inside


def cells_words(table: Table, cells: Sequence[Cell]) -> str:
    """A description of the cells: ``status: Target, city: Shanghai``."""
    if len(cells) > 1:
        return f"{len(cells):,} groups of squares"
    (cell,) = cells
    parts = [(title(key, table.wording).lower(), _words(table, key, values, others)) for key, values, others in cell.parts if key != "all"]
    labels = [f"{name}: {words}" for name, words in parts]
    # A run follows from what the whole is sorted by; of a square it is enough that it is a part.
    return ", ".join([*labels, *(["one square"] if cell.run else [])]) or "all claims"


def _words(table: Table, key: str, values: Sequence[str], others: bool) -> str:
    labels = [_label(table, key, value) for value in values]
    return f"other than {listed(labels, 'and')}" if others else sentence_list(labels)


def _label(table: Table, key: str, value: str) -> str:
    if key == "support":
        return "several articles" if value == "several" else "one article"
    return (value if key == "year" else table.label(DIMENSIONS[key].column, value)) if value else "none"
