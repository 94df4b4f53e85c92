"""The text of an article: plain text alone, so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.table.load import Table


class ArticleError(ValueError):
    """A file that cannot be taken."""


@dataclass(frozen=True)
class ArticleText:
    """Paragraphs and what was found of the article."""

    paragraphs: tuple[str, ...]
    proposed: Mapping[str, str]


def read_article(content: bytes, name: str, table: Table) -> ArticleText:
    """The paragraphs of a text."""
    lines = [" ".join(line.split()) for line in content.decode("utf-8", "replace").splitlines()]
    found = tuple(line for line in lines if line)
    if not found:
        raise ArticleError("There is no text in it.")
    return ArticleText(found, {})


def duplicate_of(table: Table, paragraphs: Sequence[str]) -> str:
    """Nothing."""
    return ""
