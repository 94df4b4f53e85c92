"""A question with its options and explanation, and the material that the rules draw from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from random import Random
from typing import TypeVar

from dashboard.table.load import Table
from dashboard.table.targets import due_year
from dashboard.table.words import Record

Thing = TypeVar("Thing")

OPTIONS = 4
"""The most options of a question."""

_FIELDS = (
    "claim_id", "article", "city", "city_name", "role", "aspect", "area", "measure", "measure_name", "counts", "value", "value_high",
    "qualifier", "unit", "boundary", "period", "aim", "status", "speaker", "speaker_kind", "interest", "as_printed", "statement", "method",
    "restates", "topic", "note", "sentence", "subject", "outlet",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A question: its kind (a key of `rules.RULES`), prompt, options in order, the index of the right one, and the explanation.

    ``claims`` has the keys of its claims; ``about`` has what no other question of the same quiz may be about.
    """

    kind: str
    prompt: str
    options: tuple[str, ...]
    right: int
    why: str
    claims: tuple[str, ...]
    about: frozenset[str]

    @property
    def answer(self) -> str:
        """The right option."""
        return self.options[self.right]


@dataclass(frozen=True, eq=False)
class Material:
    """The input of the rules: all claims as records (``every``), and views of them."""

    table: Table
    every: tuple[Record, ...]
    today: date

    @cached_property
    def originals(self) -> tuple[Record, ...]:
        """The claims without restatements."""
        return tuple(row for row in self.every if not row["restates"])

    @cached_property
    def by_city(self) -> Mapping[str, tuple[Record, ...]]:
        """Every claim by its city."""
        return {city: tuple(row for row in self.every if row["city"] == city) for city in dict.fromkeys(row["city"] for row in self.every)}

    @cached_property
    def statuses(self) -> Mapping[tuple[str, str], set[str]]:
        """The statuses of the claims by (city, subject) and (city, area)."""
        by_subject: dict[tuple[str, str], set[str]] = {}
        for row in self.every:
            for thing in filter(None, (row["subject"], row["area"])):
                by_subject.setdefault((row["city"], thing), set()).add(row["status"])
        return by_subject

    @cached_property
    def areas_mentioned(self) -> Mapping[str, set[str]]:
        """The areas of all claims, by city."""
        return {city: {row["area"] for row in rows if row["area"]} for city, rows in self.by_city.items()}

    @cached_property
    def ties(self) -> Mapping[str, Mapping[str, Record]]:
        """The areas each city is tied to by a focus-area claim, with the first such claim."""
        by_city: dict[str, dict[str, Record]] = {}
        for row in self.originals:
            if row["aspect"] == "focus_area":
                by_city.setdefault(row["city"], {}).setdefault(row["area"], row)
        return by_city

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas any hub is tied to."""
        return tuple(sorted({area for hub in self.table.hubs for area in self.ties.get(hub, {})}))

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ``sentence`` and ``statement`` of all claims with a topic, on which the articles disagree."""
        return frozenset(words for row in self.every if row["topic"] for words in (row["sentence"], row["statement"]))

    @cached_property
    def dated(self) -> tuple[tuple[Record, int], ...]:
        """The targets that have a due year, and the year."""
        return tuple((row, due) for row in self.every if row["status"] == "target" and (due := due_year(str(row["period"]))))

    def article(self, claim: Record) -> str:
        """What the article of a claim is called."""
        return self.table.label("article", str(claim["article"]))


@lru_cache(maxsize=8)
def material(table: Table, today: date) -> Material:
    """The material of a table on a day."""
    columns = [table.claims[field].tolist() for field in _FIELDS]
    return Material(table, tuple(dict(zip(_FIELDS, cells, strict=True)) for cells in zip(*columns, strict=True)), today)


def make_question(
    kind: str, chance: Random, prompt: str, right: str, wrong: Sequence[str], why: str, claims: Sequence[Record], about: Sequence[str]
) -> Question:  # fmt: skip
    """A question with its options shuffled; surplus wrong options are sampled.

    It rests on ``claims``, and is about the first of them and what ``about`` names.
    """
    others = [option for option in dict.fromkeys(wrong) if option != right]
    options = [right, *(chance.sample(others, OPTIONS - 1) if len(others) >= OPTIONS else others)]
    chance.shuffle(options)
    keys = tuple(str(claim["claim_id"]) for claim in claims)
    subjects = [] if kind == "silence" else [str(claims[0]["sentence"])]
    return Question(kind, prompt, tuple(options), options.index(right), why, keys, frozenset((*about, *subjects)))


def shuffled(chance: Random, things: Sequence[Thing]) -> Iterator[Thing]:
    """The things in random order, drawn lazily, as few of them are needed."""
    left = list(things)
    while left:
        at = chance.randrange(len(left))
        left[at], left[-1] = left[-1], left[at]
        yield left.pop()
