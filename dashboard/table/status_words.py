"""What follows from the statuses of a table: which of them are still to come, and how their labels stand in a sentence."""

from __future__ import annotations

from functools import lru_cache

from dashboard.table.load import Table

DONE, CLAIMED = "in_place", "claimed"
"""What is there, and what is somebody's word: neither is still to come. Every other status of a table is."""
_PREPOSITIONS = ("in ", "on ", "under ", "at ")


@lru_cache(maxsize=8)
def statuses(table: Table) -> tuple[str, ...]:
    """Every status, the surest first."""
    return table.package["claims"]["status"].words


@lru_cache(maxsize=8)
def pending(table: Table) -> tuple[str, ...]:
    """The statuses of what is still to come."""
    return tuple(status for status in statuses(table) if status not in (DONE, CLAIMED))


def status_word(table: Table, status: str) -> str:
    """A status as the key of a picture says it: of what is claimed, that it is somebody's boast or opinion."""
    return {CLAIMED: "boast or opinion", "": "not said"}.get(status, table.package["claims"]["status"].label(status).lower())


def is_noun(word: str) -> bool:
    """Whether the word of a status names a thing, as a target is one; announced and in place say how something stands."""
    return not word.endswith("ed") and not word.startswith(_PREPOSITIONS)


def one(word: str) -> str:
    """A noun with its article."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def many(word: str) -> str:
    """The word of a status after a number of its claims: a noun in the plural, else as it is."""
    return " or ".join(f"{part}s" for part in word.split(" or ")) if is_noun(word) else word
