"""A question with its options, which of them is right, and why; and what every rule draws from."""

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
"""How many options a question has at most."""

_FIELDS = (
    "claim_id", "article", "city", "city_name", "role", "aspect", "area", "measure", "measure_name", "counts", "value", "value_high",
    "qualifier", "unit", "boundary", "period", "aim", "status", "speaker", "speaker_kind", "interest", "as_printed", "statement", "method",
    "restates", "topic", "note", "sentence", "subject", "outlet",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A question: the trap it is about, its words, the options in the order they are shown, the place of the right one, and why.

    ``claims`` are the claims it rests on; ``about`` is what no other question of the same quiz may be about.
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
    """What questions are made of: the claims as plain records, those that only repeat another left out of ``told``."""

    table: Table
    every: tuple[Record, ...]
    today: date

    @cached_property
    def told(self) -> tuple[Record, ...]:
        """The claims without those that only repeat another."""
        return tuple(row for row in self.every if not row["restates"])

    @cached_property
    def by_city(self) -> Mapping[str, tuple[Record, ...]]:
        """Every claim by its city."""
        return {city: tuple(row for row in self.every if row["city"] == city) for city in dict.fromkeys(row["city"] for row in self.every)}

    @cached_property
    def statuses(self) -> Mapping[tuple[str, str], set[str]]:
        """The statuses that claims of a city give a subject, or an area."""
        found: dict[tuple[str, str], set[str]] = {}
        for row in self.every:
            for thing in filter(None, (row["subject"], row["area"])):
                found.setdefault((row["city"], thing), set()).add(row["status"])
        return found

    @cached_property
    def spoken(self) -> Mapping[str, set[str]]:
        """The areas that any claim of a city has."""
        return {city: {row["area"] for row in rows if row["area"]} for city, rows in self.by_city.items()}

    @cached_property
    def ties(self) -> Mapping[str, Mapping[str, Record]]:
        """The areas a city is tied to, each with a claim that says so."""
        found: dict[str, dict[str, Record]] = {}
        for row in self.told:
            if row["aspect"] == "focus_area":
                found.setdefault(row["city"], {}).setdefault(row["area"], row)
        return found

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas any hub is tied to."""
        return tuple(sorted({area for hub in self.table.hubs for area in self.ties.get(hub, {})}))

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The sentences, and their wordings, on which the articles pull apart."""
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


def asked(
    kind: str, chance: Random, prompt: str, right: str, wrong: Sequence[str], why: str, claims: Sequence[Record], about: Sequence[str]
) -> Question:  # fmt: skip
    """A question with its options in an order of chance; of more wrong ones than fit some are drawn.

    It rests on ``claims``, the first of which it is about, beside what ``about`` names.
    """
    others = [option for option in dict.fromkeys(wrong) if option != right]
    options = [right, *(chance.sample(others, OPTIONS - 1) if len(others) >= OPTIONS else others)]
    chance.shuffle(options)
    keys = tuple(str(claim["claim_id"]) for claim in claims)
    subjects = [] if kind == "silence" else [str(claims[0]["sentence"])]
    return Question(kind, prompt, tuple(options), options.index(right), why, keys, frozenset((*about, *subjects)))


def mixed(chance: Random, things: Sequence[Thing]) -> Iterator[Thing]:
    """The things in an order of chance, of which few are looked at: each is drawn when it is asked for."""
    left = list(things)
    while left:
        at = chance.randrange(len(left))
        left[at], left[-1] = left[-1], left[at]
        yield left.pop()
