"""The words a cell of a workbook may say for a key: its label, its name, any other name it is known under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dashboard.table.problems import listed, nearest, shown
from dashboard.table.rows import Row
from dashboard.table.schema import Field

Cells = Mapping[str, str]
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " ", "\u202f": " "})
_NAMES = ("name", "short", "chinese_name", "printed_names", "question")
"""The columns of a vocabulary by which a person may call a row of it; the first that is there is shown."""


class Unknown(ValueError):
    """A word that stands for no key, or for several: what is wrong, and the next move."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what, self.fix = what, fix


@dataclass(frozen=True)
class Known:
    """A key, the label shown for it, what else it may be called, and what it means where a codebook says so."""

    key: str
    label: str
    others: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, eq=False)
class Words:
    """What a column may say, in the order it is offered."""

    known: tuple[Known, ...]

    def key(self, text: str) -> str:
        """The key that a key, a label or another name stands for, in whatever case. Raises `Unknown`."""
        for index in self._indexes:
            keys = index.get(folded(text), ())
            if len(keys) == 1:
                return keys[0]
            if keys:
                raise Unknown(f"{shown(text)} may be any of {listed(keys, 'and')}.", "Write the key of the one that is meant.")
        near = nearest(text, self.labels)
        raise Unknown(f"{shown(text)} is none of the words of this column.", f"Write {listed(near)}." if near else "Empty the cell.")

    def shown(self, key: str) -> str:
        """The word shown for a key: its label, where that leads back to the key; the key itself otherwise."""
        return self._shown.get(key, key)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What is offered to choose from."""
        return tuple(self._shown.values())

    @cached_property
    def _shown(self) -> dict[str, str]:
        told = {}
        for each in self.known:
            keys = next((found for index in self._indexes if (found := index.get(folded(each.label)))), ())
            told[each.key] = each.label if keys == (each.key,) else each.key
        return told

    @cached_property
    def _indexes(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """Keys, then labels, then other names: what comes first wins."""
        return (
            _index((each.key, each.key) for each in self.known),
            _index((each.label, each.key) for each in self.known),
            _index((name, each.key) for each in self.known for name in each.others),
        )


NO_WORDS = Words(())
"""Of a column that takes any text."""


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, key in pairs:
        if folded(name):
            found.setdefault(folded(name), {})[key] = None
    return {name: tuple(keys) for name, keys in found.items()}


def folded(text: str) -> str:
    """A text as titles and names are compared: whatever its case, its blanks and the shape of its quotes and dashes."""
    return " ".join(text.translate(_ALIKE).split()).casefold()


def categories(field: Field) -> Words:
    """The words of a closed vocabulary."""
    return Words(tuple(Known(each.value, each.label or each.value, meaning=each.description) for each in field.categories))


def vocabulary(key: str, rows: Iterable[Row | Cells]) -> Words:
    """The words of a table of names, ``key`` being its first column."""
    return Words(tuple(_known(key, row) for row in rows if _cell(row, key)))


def _known(key: str, row: Row | Cells) -> Known:
    names = [part.strip() for column in _NAMES for part in _cell(row, column).split("|") if part.strip()]
    return Known(_cell(row, key), names[0] if names else _cell(row, key), tuple(names[1:]))


def _cell(row: Row | Cells, column: str) -> str:
    if isinstance(row, Row):
        return row[column] if column in row.places else ""
    return row.get(column, "")
