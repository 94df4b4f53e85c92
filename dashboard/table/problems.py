"""Problems with the data as messages: the place, what is wrong there, and how to fix it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Problem:
    """One problem with the data. Its text is ``where: what fix``."""

    where: str
    what: str
    fix: str
    cell: tuple[str, str, int] | None = field(default=None, compare=False, repr=False)
    """(Table, column, row number) of a problem with one cell or row."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.fix}"


class Unreadable(Exception):
    """The data cannot be loaded; ``problems`` are the reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def quoted(value: str, longest: int = 60) -> str:
    """A value quoted for a message: on one line, control characters escaped, cut to ``longest`` characters."""
    text = value if len(value) <= longest else value[: longest - 1] + "…"
    return '"' + "".join(c if c.isprintable() else repr(c)[1:-1] for c in text) + '"'


def named(value: str) -> str:
    """A name from a file, escaped and cut as by `quoted`, without quotation marks unless it is empty."""
    return quoted(value)[1:-1] or '""'


def listed(names: Iterable[str], last: str = "or", count: int | None = None) -> str:
    """``a, b or c``; more than twelve names are cut, with their number: ``count``, where ``names`` is itself only the first part."""
    names = [named(name) for name in names]
    if len(names) > 12:
        return ", ".join(names[:12]) + f" … ({count or len(names)} in all)"
    return " ".join(filter(None, [", ".join(names[:-1]), last if len(names) > 1 else "", names[-1] if names else ""]))


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The ``count`` known words most similar to an unknown one, best first; dissimilar ones only where none is similar."""
    matcher = SequenceMatcher(b=word.lower())
    likeness = {}
    for each in known:
        matcher.set_seq1(each.lower())
        likeness[each] = matcher.ratio()
    ranked = sorted(likeness, key=lambda each: (-likeness[each], each))[:count]
    close = [each for each in ranked if likeness[each] >= 0.6]
    return close or ranked


def neighbours(word: str, known: Sequence[str]) -> list[str]:
    """The keys next to where an unknown one would be in the sorted list ``known``; much faster than `nearest`."""
    at = bisect(known, word)
    return list(known[max(0, at - 1) : at + 2])


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Merge problems with the same text in the same column into one at the first row that names the others."""
    first: dict[object, list[Problem]] = {}
    for problem in problems:
        key = (problem.cell[:2], problem.what, problem.fix) if problem.cell else problem
        first.setdefault(key, []).append(problem)
    return [_together(alike) for alike in first.values()]


def _together(alike: list[Problem]) -> Problem:
    head, rows = alike[0], [str(other.cell[2]) for other in alike[1:] if other.cell]
    if not rows:
        return head
    return replace(head, where=f"{head.where} and {len(rows)} more row{'s' * (len(rows) > 1)} ({listed(rows, 'and')})")
