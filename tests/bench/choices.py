"""What readers choose: selections that a hall repeats, and selections that nobody has asked for before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np

from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, Selection, values

Next = Callable[[Selection], Selection]
"""From what a reader sees to what they choose next: one filter changes, as with one click."""

_WALKED = ("cities", "articles", "status", "speakers")


def repeating(table: Table) -> Next:
    """Twelve selections that a hall goes through together: the hubs by a status or two."""
    states: tuple[tuple[str, ...], ...] = ((), ("in_place",), ("announced",))
    ring: list[Selection] = []
    for place, city in enumerate(table.hubs):
        # Back and forth, so that the next one is always a single click away.
        ring += [Selection(cities=(city,), status=state) for state in (states if place % 2 == 0 else states[::-1])]
    following = dict(zip(ring, [*ring[1:], ring[0]], strict=True))
    starts = count()

    def choose(seen: Selection) -> Selection:
        return following.get(seen) or ring[next(starts) % len(ring)]

    return choose


def never_repeating(table: Table, seed: int = 0) -> Next:
    """Selections that hold claims and that were never given before by this function."""
    rng = random.Random(seed)
    masks = {
        name: {value: (table.claims[FILTERS[name].column] == value).to_numpy() for value in values(table, FILTERS[name].column)}
        for name in _WALKED
    }
    given: set[Selection] = set()

    def holds(selection: Selection) -> bool:
        parts = [np.any([masks[name][value] for value in selection.chosen(name)], axis=0) for name in _WALKED if selection.chosen(name)]
        return not parts or bool(np.all(parts, axis=0).any())

    def choose(seen: Selection) -> Selection:
        while True:
            name = rng.choice(_WALKED)
            known = list(masks[name])
            picked = set(rng.sample(known, rng.randint(1, len(known) - 1)))
            changed: dict[str, Any] = {name: tuple(value for value in known if value in picked)}
            following = replace(seen, **changed)
            if following not in given and holds(following):
                given.add(following)
                return following

    return choose
