"""Claims by the groups they are in, as an address says it: what a mark that stands for too many to be named leads to.

``status.target city.shanghai`` are the claims of two groups, ``area.`` those without an area, ``area.~ai~chips`` those of all other
areas, ``status.target order.article 101-200`` a run of them in the order of the articles; ``or`` stands between several of these.
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
"""How many cells an address may join."""
_RUN = re.compile(r"([1-9]\d{0,8})-([1-9]\d{0,8})")


@dataclass(frozen=True)
class Cell:
    """The claims that are in all of some groups, those that restate another left out; of them all or one run."""

    parts: tuple[tuple[str, tuple[str, ...], bool], ...]
    """A dimension, some of its groups, and whether it is all groups but these."""
    order: str = ""
    run: tuple[int, int] | None = None
    """The first and the last of them, counted from one, in the order of the dimension ``order`` and then of the cities."""


def one_of(key: str, value: str) -> str:
    """The word for the claims of one group."""
    return f"{key}.{value}"


def other_than(key: str, values: Iterable[str]) -> str:
    """The word for the claims of all groups but some."""
    return f"{key}.{''.join(f'~{value}' for value in values)}"


def run_of(order: str, first: int, last: int) -> str:
    """The words for a run of claims."""
    return f"order.{order} {first}-{last}"


@lru_cache(maxsize=1024)
def read_cells(table: Table, text: str) -> tuple[Cell, ...] | None:
    """The cells an address asks for, or None when they are none of this table or too many."""
    asked = text.split(" or ")
    found = [_read(table, words.split()) for words in asked[: MOST + 1]]
    return None if len(asked) > MOST or None in found else tuple(cell for cell in found if cell)


def _read(table: Table, words: Sequence[str]) -> Cell | None:
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
            asked = tuple(value.split("~")[1:]) if others else (value,)
            if not set(asked) <= set(groups(table, key).values):
                return None
            parts.append((key, asked, others))
        else:
            return None
    return Cell(tuple(parts), order, run) if parts and bool(order) == bool(run) else None


def within(table: Table, cells: Sequence[Cell], kept: Mask) -> Mask:
    """Which claims of those ``kept``, a truth for each claim of the table, are in one of some cells."""
    kept = kept & table.numbered["restates"].holds([""])
    found = np.zeros_like(kept)
    for cell in cells:
        mine = kept.copy()
        for key, values, others in cell.parts:
            known = groups(table, key)
            asked = np.zeros(len(known.values), dtype=np.bool_)
            asked[[known.values.index(value) for value in values]] = True
            mine &= (asked != others)[known.numbers]
        if cell.run:
            places = np.flatnonzero(mine)
            sorted_ = np.lexsort((groups(table, "city").numbers[places], groups(table, cell.order).numbers[places]))
            found[places[sorted_[cell.run[0] - 1 : cell.run[1]]]] = True
        else:
            found |= mine
    return found


def cells_words(table: Table, cells: Sequence[Cell]) -> str:
    """What is asked for, in words: ``status: Target, city: Shanghai``."""
    if len(cells) > 1:
        return f"{len(cells):,} groups of squares"
    (cell,) = cells
    parts = [(title(key, table.wording).lower(), _words(table, key, values, others)) for key, values, others in cell.parts if key != "all"]
    told = [f"{name}: {words}" for name, words in parts]
    # A run follows from what the whole is sorted by; of a square it is enough that it is a part.
    return ", ".join([*told, *(["one square"] if cell.run else [])]) or "all claims"


def _words(table: Table, key: str, values: Sequence[str], others: bool) -> str:
    labels = [_label(table, key, value) for value in values]
    return f"other than {listed(labels, 'and')}" if others else sentence_list(labels)


def _label(table: Table, key: str, value: str) -> str:
    if key == "support":
        return "several articles" if value == "several" else "one article"
    return (value if key == "year" else table.label(DIMENSIONS[key].column, value)) if value else "none"
