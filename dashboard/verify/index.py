"""The claims as sentences are looked for in them: what each is about, its numbers and its years."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.table.load import Table
from dashboard.table.numbers import read_years
from dashboard.table.words import Record
from dashboard.verify.names import Names, read_names
from dashboard.verify.quantities import Quantity, read_quantities
from dashboard.verify.read import bare_of
from dashboard.verify.stems import plain, stems

_YEAR = re.compile(r"\d{4}")
_DESCRIBED = 0.6
"""How much a word counts that stands not in a claim but in what its vocabularies say of its field, its measure or its body."""
_UNKNOWN = 0.8
"""What a word weighs that stands in no claim, between 0 and 1."""


@dataclass(frozen=True, eq=False)
class IndexEntry:
    """A claim as it is looked for.

    ``own`` are the words it is told in, ``words`` those too by which the vocabularies describe what it is about; ``heads`` are the
    ways to name what its figure measures, ``told`` the numbers of its statement, ``years`` those it may be told with.
    """

    row: Record
    own: frozenset[str]
    words: frozenset[str]
    heads: tuple[frozenset[str], ...]
    told: tuple[Quantity, ...]
    years: frozenset[int]
    bodies: frozenset[str]

    @property
    def key(self) -> str:
        return str(self.row["claim_id"])

    @property
    def city(self) -> str:
        return str(self.row["city"])

    @property
    def has_value(self) -> bool:
        """Whether it is a figure with an amount, also one that is computed or said again; neither a rank nor a date."""
        value = self.row["value"]
        return bool(self.row["aspect"] == "figure" and value == value and self.row["unit"] not in ("rank", "date", "year"))

    @property
    def is_rank(self) -> bool:
        """Whether it is a place in an order."""
        return bool(self.row["unit"] == "rank" and self.row["value"] == self.row["value"])


@dataclass(frozen=True, eq=False)
class ClaimIndex:
    """The claims of a table, and how much each word says."""

    table: Table
    names: Names
    entries: tuple[IndexEntry, ...]
    weights: Mapping[str, float]
    places: Mapping[str, tuple[tuple[int, float], ...]]
    """Where in ``entries`` a word stands, and how much it counts there."""
    paragraphs: Mapping[tuple[str, int], tuple[IndexEntry, ...]]
    """The claims of a paragraph, by its article and its number."""
    topics: Mapping[str, tuple[frozenset[str], frozenset[str], tuple[IndexEntry, ...]]]
    """The words of a topic's question, all its words, and its claims."""

    def weight(self, words: Iterable[str]) -> float:
        """How much some words say together."""
        return sum(self.weights.get(word, _UNKNOWN) for word in words)

    def share(self, words: frozenset[str], among: frozenset[str]) -> float:
        """Which part of ``words`` is ``among`` others, from 0 to 1; of no words it is all."""
        return self.weight(words & among) / self.weight(words) if words else 1.0

    def covering(self, words: frozenset[str], least: float) -> list[tuple[IndexEntry, float]]:
        """The claims that cover at least this part of some words, with the part; of no words each covers all.

        A word that only a vocabulary has counts half: to be of the same field is not to say the same.
        """
        whole = self.weight(words)
        if not whole:
            return [(entry, 1.0) for entry in self.entries]
        sums: dict[int, float] = {}
        for word in words:
            part = self.weights.get(word, _UNKNOWN) / whole
            for place, factor in self.places.get(word, ()):
                sums[place] = sums.get(place, 0.0) + part * factor
        return [(self.entries[place], covered) for place, covered in sorted(sums.items()) if covered >= least]


@lru_cache(maxsize=4)
def index_of(table: Table) -> ClaimIndex:
    """The claims of a table made ready, once a table."""
    names = read_names(table)
    described = _described(table, names)
    entries = tuple(_entry(table, names, described, row) for row in _told_apart(table))
    counts = Counter(word for entry in entries for word in entry.words)
    most = math.log(len(entries) + 1) or 1.0
    weights = {word: max(0.15, math.log((len(entries) + 1) / count) / most) for word, count in counts.items()}
    topics = {}
    for key, row in table.vocabularies["topics"].to_dict("index").items():
        mine = tuple(entry for entry in entries if entry.row["topic"] == key)
        question, more = stems(_unnamed(names, str(row["question"]))), stems(_unnamed(names, str(row["difference"])))
        topics[str(key)] = (question, question.union(more, *(entry.words for entry in mine)), mine)
    places: dict[str, list[tuple[int, float]]] = {}
    for place, entry in enumerate(entries):
        for word in entry.words:
            places.setdefault(word, []).append((place, 1.0 if word in entry.own else _DESCRIBED))
    paragraphs: dict[tuple[str, int], tuple[IndexEntry, ...]] = {}
    for entry in entries:
        where = (str(entry.row["article"]), int(entry.row["paragraph"]))
        paragraphs[where] = (*paragraphs.get(where, ()), entry)
    return ClaimIndex(table, names, entries, weights, {word: tuple(found) for word, found in places.items()}, paragraphs, topics)


def _told_apart(table: Table) -> Sequence[Record]:
    """The claims, of those that no picture tells apart and that are worded alike the first."""
    claims = table.claims
    return claims[~claims.duplicated(["alike", "statement", "as_printed"])].to_dict("records")


def _unnamed(names: Names, text: str) -> str:
    for name in names.find(text):
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text


@dataclass(frozen=True)
class _Described:
    """The words of each key of a vocabulary, and the bodies around each body: worked out once, however many claims name it."""

    areas: Mapping[str, frozenset[str]]
    institutions: Mapping[str, frozenset[str]]
    heads: Mapping[str, tuple[frozenset[str], ...]]
    around: Mapping[str, frozenset[str]]


def _described(table: Table, names: Names) -> _Described:
    def words(name: str, *columns: str) -> dict[str, frozenset[str]]:
        rows = table.vocabularies[name].to_dict("index").items()
        return {str(key): stems(_unnamed(names, " ".join(str(row[column]) for column in columns))) for key, row in rows}

    short, long, bodies = (
        words("measures", "short"),
        words("measures", "name", "definition"),
        table.vocabularies["institutions"].to_dict("index"),
    )
    around = {str(key): frozenset(_around(bodies, str(key))) for key in bodies}
    heads = {key: (short[key], long[key]) for key in short}
    return _Described(words("areas", "name", "short", "scope"), words("institutions", "name", "printed_names"), heads, around)


def _entry(table: Table, names: Names, described: _Described, row: Record) -> IndexEntry:
    named = (name.keys[0] for name in names.find(str(row["institution_name"])) if name.kind == "body")
    bodies = described.around.get(str(row["institution"]), frozenset()).union(named)
    own = " ".join(str(row[column]) for column in ("statement", "as_printed", "counts", "aim"))
    spoken = [name for name in names.find(own) if name.kind == "body"]
    heads = described.heads.get(str(row["measure"]), ())
    counted = stems(_unnamed(names, str(row["counts"])))
    told = stems(_unnamed(names, own)).union((f"@{key}" for key in bodies), (f"@{name.keys[0]}" for name in spoken), *heads[:1])
    return IndexEntry(
        row,
        told,
        told.union(described.areas.get(str(row["area"]), ()), described.institutions.get(str(row["institution"]), ()), *heads),
        tuple(filter(None, (*heads[:1], counted))),
        tuple(each for each in _numbers(names, str(row["statement"])) if each.kind == "number"),
        _years(table, row),
        bodies,
    )  # fmt: skip


def _numbers(names: Names, statement: str) -> list[Quantity]:
    return read_quantities(bare_of(plain(statement), names.find(statement))) if any(map(str.isalnum, statement)) else []


def _around(bodies: Mapping[Any, Record], body: str) -> set[str]:
    """A body, whom it belongs to and what it lies in."""
    seen, queue = set[str](), [body]
    while queue:
        key = queue.pop()
        if key and key not in seen and key in bodies:
            seen.add(key)
            queue += [str(bodies[key]["part_of"]), str(bodies[key]["owner"])]
    return seen


def _years(table: Table, row: Record) -> frozenset[int]:
    """The years a claim may be told with: those of its period and those it prints; without any, the one its article appeared in."""
    period = [int(year) for year in _YEAR.findall(str(row["period"]))]
    spans = range(min(period), max(period) + 1) if len(period) > 1 else period
    printed = frozenset([*spans, *read_years(f"{row['as_printed']} {row['statement']} {row['counts']}")])
    return printed if period else printed | published_in(row)


def published_in(row: Record) -> frozenset[int]:
    """The years in which the article of a claim may have appeared."""
    return frozenset(int(year) for year in _YEAR.findall(str(row["published"])))
