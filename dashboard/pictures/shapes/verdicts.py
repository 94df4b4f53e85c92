"""Sentences against what is left out: whether each still holds, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Verdict(Mark):
    """What becomes of one sentence; ``words`` are its numbers as they become."""

    kind: Literal["unchanged", "weaker", "stronger", "gone"] = "unchanged"


@dataclass(frozen=True)
class Sentence:
    """A row: the sentence, which leads to all it rests on, and a verdict for each column."""

    label: Mark
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Left:
    """A column: what is left out; ``strong`` where most falls with it."""

    name: str
    strong: bool


@dataclass(frozen=True)
class Verdicts:
    """All sentences, those first of which most depends on what is left out; ``lead`` stands before the name of each column."""

    lead: str
    columns: tuple[Left, ...]
    sentences: tuple[Sentence, ...]
