"""What is wrong with the data: the place, what was found there, and the next move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to put right. Reads as a sentence: ``where: what fix``."""

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.fix}"


class Unreadable(Exception):
    """The data cannot be read as a table at all; ``problems`` says everything that stands in the way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def shown(value: str, longest: int = 60) -> str:
    """A cell quoted for a message: on one line, control characters spelled out, not endless."""
    text = value if len(value) <= longest else value[: longest - 1] + "…"
    return '"' + "".join(c if c.isprintable() else repr(c)[1:-1] for c in text) + '"'


def named(value: str) -> str:
    """A name from a file as a message may show it, without quotation marks unless it is empty."""
    return shown(value)[1:-1] or '""'


def listed(names: Iterable[str], last: str = "or", count: int | None = None) -> str:
    """``a, b or c``; a long list is cut, and says how many there are: ``count``, where ``names`` are only the first."""
    names = [named(name) for name in names]
    if len(names) > 12:
        return ", ".join(names[:12]) + f" … ({count or len(names)} in all)"
    return " ".join(filter(None, [", ".join(names[:-1]), last if len(names) > 1 else "", names[-1] if names else ""]))
