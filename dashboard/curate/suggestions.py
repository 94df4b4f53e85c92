"""What a draft could hold, proposed from the text: nothing yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.curate.draft import Draft
from dashboard.table.load import Table


@dataclass(frozen=True)
class Suggestion:
    """One proposal."""

    key: str
    paragraph: int
    start: int
    end: int
    as_printed: str
    kind: str
    cells: Mapping[str, str]
    why: str
    options: tuple[tuple[str, Mapping[str, str]], ...]
    table: str = ""


@dataclass(frozen=True)
class OpenItem:
    """Words that neither a claim nor a reason accounts for."""

    paragraph: int
    words: str
    why: str


def suggest(table: Table, draft: Draft) -> tuple[Suggestion, ...]:
    """No proposals."""
    return ()


def open_items(table: Table, draft: Draft) -> tuple[OpenItem, ...]:
    """The paragraphs without a claim or a reason."""
    return tuple(
        OpenItem(number, "", "Neither a claim nor a reason.")
        for number, paragraph in enumerate(draft.paragraphs, 1)
        if not paragraph.reason and not draft.of_paragraph(number)
    )


def draft_statement(table: Table, cells: Mapping[str, str]) -> str:
    """A sentence."""
    return ""
