"""What is wrong with the data: the place, what was found there, and the next move."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Problem:
    """One thing to put right. Reads as a sentence: ``where: what fix``."""

    where: str
    what: str
    fix: str
    cell: tuple[str, str, int] | None = field(default=None, compare=False, repr=False)
    """The table, the column and the row of a problem with one cell."""

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


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words most like one that is not known, the likest first; those that are hardly like it only where none is."""
    matcher = SequenceMatcher(b=word.lower())
    likeness = {}
    for each in known:
        matcher.set_seq1(each.lower())
        likeness[each] = matcher.ratio()
    found = sorted(likeness, key=lambda each: (-likeness[each], each))[:count]
    close = [each for each in found if likeness[each] >= 0.6]
    return close or found


def neighbours(word: str, known: Sequence[str]) -> list[str]:
    """The keys that would stand beside one that is not known, in a list sorted by key: a look that takes no time."""
    at = bisect(known, word)
    return list(known[max(0, at - 1) : at + 2])


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """One cause, one problem: what is wrong with many cells of a column in the same words is said at the first of them."""
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
