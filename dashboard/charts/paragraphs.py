"""A paragraph with the quotations of claims marked, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.table.find import Part
from dashboard.table.load import Table


def quoted(text: str, printed: Iterable[str]) -> list[Part]:
    """Split a paragraph into parts, quotations marked; quotations that do not occur are ignored, overlapping ones merged."""
    marked = [False] * len(text)
    for words in filter(None, printed):
        start = text.find(words)
        if start >= 0:
            marked[start : start + len(words)] = [True] * len(words)
    parts: list[Part] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            parts.append((text[start:end], marked[start]))
            start = end
    return parts


def beside(table: Table, article: str, number: int) -> list[tuple[str, int]]:
    """(``previous`` or ``next``, number) of the neighbours of a paragraph that exist."""
    around = (("previous", number - 1), ("next", number + 1))
    return [(word, other) for word, other in around if (article, other) in table.ledger.index]
