"""Sentences against what is left out: whether each still holds, and how much of it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.pictures.model import Mark

Kind: TypeAlias = Literal["unchanged", "changes", "shrinks", "grows", "falls"]


@dataclass(frozen=True)
class FindingVerdict(Mark):
    """What becomes of one sentence; ``words`` are its numbers now, or why it falls.

    It falls where it is no longer true, whatever its numbers; it shrinks or grows where it counts less or more,
    and changes where it counts as much, of a whole or in parts that are others.
    """

    kind: Kind = "unchanged"
    brief: str = ""
    """Its numbers in fewer words, for where there is little room."""


@dataclass(frozen=True)
class Sentence:
    """A row: the sentence, which leads to all it rests on, and a verdict for each column."""

    label: Mark
    verdicts: tuple[FindingVerdict, ...]

    @property
    def falls(self) -> bool:
        """Whether it falls with any one column."""
        return any(verdict.kind == "falls" for verdict in self.verdicts)


@dataclass(frozen=True)
class Left:
    """A column: what is left out; ``strong`` where most falls with it."""

    name: str
    strong: bool


@dataclass(frozen=True)
class Verdicts:
    """All sentences, those that fall first; ``lead`` stands over the names of the columns."""

    lead: str
    columns: tuple[Left, ...]
    sentences: tuple[Sentence, ...]
