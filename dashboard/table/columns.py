"""Columns encoded as integers, so that filters stay fast with millions of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask: TypeAlias = npt.NDArray[np.bool_]
"""A boolean for each row."""


@dataclass(frozen=True, eq=False)
class Column:
    """A column as integer codes: ``known`` maps each value to its code, ``numbers`` has the code of each row."""

    known: Mapping[str, int]
    numbers: npt.NDArray[np.int32]

    def holds(self, values: Iterable[str]) -> Mask:
        """Which rows hold one of ``values``."""
        wanted = np.zeros(len(self.known), dtype=np.bool_)
        wanted[[self.known[value] for value in values if value in self.known]] = True
        return wanted[self.numbers]

    def weight_by_value(self, rows: Mask, weights: npt.NDArray[np.int64]) -> dict[str, int]:
        """The sum of ``weights`` for each value among ``rows``; values with a sum of 0 are omitted."""
        sums = np.bincount(self.numbers[rows], weights=weights[rows], minlength=len(self.known))
        return {value: int(sums[number]) for value, number in self.known.items() if sums[number]}


@dataclass(frozen=True, eq=False)
class Numbered:
    """A frame of claims with the columns that filters, lenses and facets use as integer codes."""

    frame: pd.DataFrame
    columns: Mapping[str, Column]
    weights: npt.NDArray[np.int64]

    def __getitem__(self, column: str) -> Column:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.frame)


def numbered(frame: pd.DataFrame, names: Iterable[str]) -> Numbered:
    """Encode the columns ``names`` of ``frame``, which needs a column ``weight``: the number of claims a row represents."""
    columns = {}
    for name in names:
        numbers, values = pd.factorize(frame[name].astype("str"))
        columns[name] = Column({str(value): place for place, value in enumerate(values)}, numbers.astype(np.int32))
    return Numbered(frame, columns, frame["weight"].to_numpy())
