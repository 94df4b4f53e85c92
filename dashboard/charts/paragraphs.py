"""A paragraph as a claim in full and the evidence panel show it: its words, those that claims quote marked, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.table.find import Part
from dashboard.table.load import Table


def quoted(text: str, printed: Iterable[str]) -> list[Part]:
    """A paragraph in parts, the printed words of claims marked; words that are not found are left out, overlaps are joined."""
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
    """The paragraphs before and after one, those that the article has: what each is called here, and its number."""
    around = (("previous", number - 1), ("next", number + 1))
    return [(word, other) for word, other in around if (article, other) in table.ledger.index]
