"""Lazy sequences of claim keys: with a hundred thousand claims, keys are computed only for a mark that is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, overload


class ClaimKeys(Sequence[str]):
    """``number`` keys, computed by ``find`` for ``part`` of ``source`` when needed. Equal to a sequence with the same keys.

    Different parts of one source are assumed to hold different keys, so that comparing them computes none.
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
    """Claim keys as a set, also computed only when needed."""

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
