"""The texts a cell may use for a key: its label, its name, or another name of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dashboard.table.problems import listed, nearest, quoted
from dashboard.table.rows import Row
from dashboard.table.schema import Field

Cells = Mapping[str, str]
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " ", "\u202f": " "})
_NAMES = ("name", "short", "chinese_name", "printed_names", "question")
"""The columns of a vocabulary that can name a row; the first one present is displayed."""


class Unknown(ValueError):
    """A text that stands for no key, or for several: what is wrong, and the next step."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what, self.fix = what, fix


@dataclass(frozen=True)
class Term:
    """A key with its label, its other names, and its description in the codebook."""

    key: str
    label: str
    others: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, eq=False)
class Words:
    """The terms of a column, in the order they are offered."""

    terms: tuple[Term, ...]

    def key(self, text: str) -> str:
        """The key for a key, label or other name, in any case. Raises `Unknown`."""
        for index in self._indexes:
            keys = index.get(folded(text), ())
            if len(keys) == 1:
                return keys[0]
            if keys:
                raise Unknown(f"{quoted(text)} may be any of {listed(keys, 'and')}.", "Write the key of the one that is meant.")
        near = nearest(text, self.labels)
        raise Unknown(f"{quoted(text)} is none of the words of this column.", f"Write {listed(near)}." if near else "Empty the cell.")

    def label_of(self, key: str) -> str:
        """The label of a key, if the label identifies it; otherwise the key itself."""
        return self._labels.get(key, key)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The texts offered to choose from."""
        return tuple(self._labels.values())

    @cached_property
    def _labels(self) -> dict[str, str]:
        labels = {}
        for each in self.terms:
            keys = next((candidates for index in self._indexes if (candidates := index.get(folded(each.label)))), ())
            labels[each.key] = each.label if keys == (each.key,) else each.key
        return labels

    @cached_property
    def _indexes(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """Indexes of keys, labels and other names, in order of precedence."""
        return (
            _index((each.key, each.key) for each in self.terms),
            _index((each.label, each.key) for each in self.terms),
            _index((name, each.key) for each in self.terms for name in each.others),
        )


NO_WORDS = Words(())
"""For columns that take any text."""


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for name, key in pairs:
        if folded(name):
            index.setdefault(folded(name), {})[key] = None
    return {name: tuple(keys) for name, keys in index.items()}


def folded(text: str) -> str:
    """Text in the form in which titles and names are compared: case, blanks, quotes and dashes normalised."""
    return " ".join(text.translate(_ALIKE).split()).casefold()


def categories(field: Field) -> Words:
    """The terms of a closed vocabulary."""
    return Words(tuple(Term(each.value, each.label or each.value, meaning=each.description) for each in field.categories))


def vocabulary(key: str, rows: Iterable[Row | Cells]) -> Words:
    """The terms of a table of names, whose key column is ``key``."""
    return Words(tuple(_entry(key, row) for row in rows if _cell(row, key)))


def _entry(key: str, row: Row | Cells) -> Term:
    names = [part.strip() for column in _NAMES for part in _cell(row, column).split("|") if part.strip()]
    return Term(_cell(row, key), names[0] if names else _cell(row, key), tuple(names[1:]))


def _cell(row: Row | Cells, column: str) -> str:
    if isinstance(row, Row):
        return row[column] if column in row.places else ""
    return row.get(column, "")
