"""Keys of many claims that are written out only when they are read: of a hundred thousand nobody reads one unless a mark is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, overload


class ClaimKeys(Sequence[str]):
    """So many keys, which ``find`` gives for ``part`` of ``source``. Equal to what holds the same keys in the same order.

    Different parts of one source are taken to be different keys, so that none has to be written out to be told apart.
    """

    def __init__(self, number: int, source: Any, find: Callable[..., Sequence[str]], *part: object) -> None:
        self._number, self._source, self._find, self._part = number, source, find, part

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self._find(self._source, *self._part))

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self._keys[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (tuple, ClaimKeys)) or len(self) != len(other):
            return False
        if isinstance(other, ClaimKeys) and self._source is other._source:
            return (self._find, self._part) == (other._find, other._part)
        return self._keys == tuple(other)

    def __hash__(self) -> int:
        return hash(self._number)


class KeySet(AbstractSet[str]):
    """The same keys as a set."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._sequence = keys

    @classmethod
    def _from_iterable(cls, keys: Iterator[str]) -> AbstractSet[str]:  # type: ignore[override]
        return frozenset(keys)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self._sequence)

    def __len__(self) -> int:
        return len(self._sequence)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __hash__(self) -> int:
        return hash(len(self._sequence))
