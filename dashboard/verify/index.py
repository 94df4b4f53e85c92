"""An index of the claims for matching sentences: the words, numbers and years of each."""

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
"""The weight of a word that is in the vocabulary entries of a claim (area, measure, institution) and not in the claim."""
_UNKNOWN = 0.8
"""The weight, from 0 to 1, of a word that is in no claim."""


@dataclass(frozen=True, eq=False)
class IndexEntry:
    """A claim in the index; words are stems, and names of bodies are ``@key``.

    ``own`` are the words of its texts, ``words`` also those of its vocabulary entries; ``heads`` are alternative names of what its
    figure measures, ``numbers`` are those of its statement, ``years`` those a sentence may mention, ``bodies`` has its institution,
    owners and enclosing places.
    """

    row: Record
    own: frozenset[str]
    words: frozenset[str]
    heads: tuple[frozenset[str], ...]
    numbers: tuple[Quantity, ...]
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
        """Whether it is a figure with a value that is no rank, date or year; derived figures and restatements included."""
        value = self.row["value"]
        return bool(self.row["aspect"] == "figure" and value == value and self.row["unit"] not in ("rank", "date", "year"))

    @property
    def is_rank(self) -> bool:
        """Whether it is a rank."""
        return bool(self.row["unit"] == "rank" and self.row["value"] == self.row["value"])


@dataclass(frozen=True, eq=False)
class ClaimIndex:
    """The claims of a table, and a weight for each word by how rare it is."""

    table: Table
    names: Names
    entries: tuple[IndexEntry, ...]
    weights: Mapping[str, float]
    places: Mapping[str, tuple[tuple[int, float], ...]]
    """For each word the positions in ``entries`` that have it, each with a factor."""
    paragraphs: Mapping[tuple[str, int], tuple[IndexEntry, ...]]
    """The claims of a paragraph, by its article and its number."""
    topics: Mapping[str, tuple[frozenset[str], frozenset[str], tuple[IndexEntry, ...]]]
    """The words of a topic's question, all its words, and its claims."""

    def weight(self, words: Iterable[str]) -> float:
        """The sum of the weights of some words."""
        return sum(self.weights.get(word, _UNKNOWN) for word in words)

    def share(self, words: frozenset[str], among: frozenset[str]) -> float:
        """The weighted share of ``words`` that is also in ``among``, from 0 to 1; 1 without words."""
        return self.weight(words & among) / self.weight(words) if words else 1.0

    def covering(self, words: frozenset[str], least: float) -> list[tuple[IndexEntry, float]]:
        """The claims that cover at least the share ``least`` of ``words``, each with its share; without words all, with 1.

        Words that only a vocabulary entry has count less, as to be of the same field is not to say the same.
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
    """The index of a table, built once."""
    names = read_names(table)
    described = _described(table, names)
    entries = tuple(_entry(table, names, described, row) for row in _distinct_claims(table))
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
    return ClaimIndex(table, names, entries, weights, {word: tuple(postings) for word, postings in places.items()}, paragraphs, topics)


def _distinct_claims(table: Table) -> Sequence[Record]:
    """The claims without duplicates in ``alike``, statement and printed words."""
    claims = table.claims
    return claims[~claims.duplicated(["alike", "statement", "as_printed"])].to_dict("records")


def _unnamed(names: Names, text: str) -> str:
    for name in names.find(text):
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text


@dataclass(frozen=True)
class _Described:
    """The words of each key of the vocabularies, and the bodies around each body; computed once for all claims."""

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
    named_bodies = [name for name in names.find(own) if name.kind == "body"]
    heads = described.heads.get(str(row["measure"]), ())
    counted_words = stems(_unnamed(names, str(row["counts"])))
    all_words = stems(_unnamed(names, own)).union((f"@{key}" for key in bodies), (f"@{name.keys[0]}" for name in named_bodies), *heads[:1])
    return IndexEntry(
        row,
        all_words,
        all_words.union(described.areas.get(str(row["area"]), ()), described.institutions.get(str(row["institution"]), ()), *heads),
        tuple(filter(None, (*heads[:1], counted_words))),
        tuple(each for each in _numbers(names, str(row["statement"])) if each.kind == "number"),
        _years(table, row),
        bodies,
    )  # fmt: skip


def _numbers(names: Names, statement: str) -> list[Quantity]:
    return read_quantities(bare_of(plain(statement), names.find(statement))) if any(map(str.isalnum, statement)) else []


def _around(bodies: Mapping[Any, Record], body: str) -> set[str]:
    """The keys of a body, its owners and the places it lies in."""
    seen, queue = set[str](), [body]
    while queue:
        key = queue.pop()
        if key and key not in seen and key in bodies:
            seen.add(key)
            queue += [str(bodies[key]["part_of"]), str(bodies[key]["owner"])]
    return seen


def _years(table: Table, row: Record) -> frozenset[int]:
    """The years that may be mentioned with a claim: those of its period and texts; without a period also that of its article."""
    period = [int(year) for year in _YEAR.findall(str(row["period"]))]
    spans = range(min(period), max(period) + 1) if len(period) > 1 else period
    printed = frozenset([*spans, *read_years(f"{row['as_printed']} {row['statement']} {row['counts']}")])
    return printed if period else printed | published_in(row)


def published_in(row: Record) -> frozenset[int]:
    """The years in which the article of a claim may have been published."""
    return frozenset(int(year) for year in _YEAR.findall(str(row["published"])))
