"""What the rules propose for an article: suggestions, which a person accepts, changes or refuses, and open items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Options: TypeAlias = tuple[tuple[str, Mapping[str, str]], ...]
"""Options to choose from, each as text and cells."""
NewTerms: TypeAlias = tuple[tuple[str, Mapping[str, str]], ...]
"""New rows of vocabularies, each with its table."""


@dataclass(frozen=True)
class Suggestion:
    """One proposal for words of a paragraph, from ``start`` to ``end`` of its text.

    ``kind`` is ``claim`` (``cells`` are fields of claims.csv), ``reason`` (of the ledger: ``reason``, ``gist``, ``left_out``),
    ``term`` (of the vocabulary named by ``table``: a new row) or ``question`` (``options`` are the answers, each with the cells
    of the claim it makes; ``cells`` are empty). ``options`` of a claim are whole claims of which one has to be chosen, the
    likeliest first, those of a term rows that exist already, with this printed name added. ``key`` is the same whenever the
    same is proposed. ``new`` are rows that a claim brings along where its cells name them.
    The cells of a reason are what the paragraph then holds: ``left_out`` begins with what stands there.
    """

    key: str
    paragraph: int
    start: int
    end: int
    as_printed: str
    kind: str
    cells: Mapping[str, str]
    why: str
    options: Options = ()
    table: str = ""
    new: NewTerms = ()


@dataclass(frozen=True)
class OpenItem:
    """Words of a paragraph, from ``start`` to ``end``, that no claim and no reason accounts for; the whole paragraph if both are 0."""

    paragraph: int
    words: str
    why: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Proposal:
    """The proposal of a rule, before it becomes a suggestion: the words it is about, its cells, and why."""

    start: int
    end: int
    cells: Mapping[str, str]
    why: str
    kind: str = "claim"
    options: Options = ()
    table: str = ""
    new: NewTerms = ()
