"""The full-text index of the table, in memory, by SQLite FTS5: which documents match an expression, and with which score."""

from __future__ import annotations

import re
import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.table.documents import (
    COLUMNS,
    HAN,
    TEXTS,
    Document,
    Numbers,
    Text,
    claim_documents,
    claim_texts,
    document_numbers,
    paragraph_documents,
    spaced,
    vocabulary_documents,
)
from dashboard.table.files import Stamp, articles_folder, stamp
from dashboard.table.load import Table

Scores: TypeAlias = npt.NDArray[np.float32]
"""A score for each document or each claim; 0 is no match."""

_TOKENS = "porter unicode61 remove_diacritics 2"
_WEIGHTS = "3.0, 2.5, 2.5, 2.0, 1.0, 1.5"
"""The BM25 weight of each of `COLUMNS`: a match in a title counts three times one in a note."""
_HYPHENATED = re.compile(r"\w+(?:-\w+)+")
_CACHED_INDEXES = 3
_MANY = 30_000
"""The most matches that are scored one by one."""
_LEAST = 1e-6
"""The score of a word that more than half of the documents hold: BM25 gives 0, which would mean no match."""
_building = threading.Lock()


class SearchIndex:
    """The index of one table. Document numbers: 0 is none, then vocabularies and paragraphs (``documents``), then the texts of claims.

    ``own`` has the document number of the text of each claim; ``related`` has, by kind, for each claim the document number of its city,
    area, institution, measure, topic, speaker, article and paragraph.
    """

    def __init__(self, table: Table, copies: Path | None) -> None:
        self.documents: list[Document] = [*vocabulary_documents(table), *paragraph_documents(table, copies)]
        self.table = table
        self._first_claim_document = 1 + len(self.documents)
        own, texts = claim_documents(table.claims)
        self.own: Numbers = own + self._first_claim_document
        self.related = dict(self._relations(table.claims))
        self._first = np.unique(own, return_index=True)[1]
        self.size = self._first_claim_document + len(self._first)
        self.claim_numbers = range(self._first_claim_document, self.size)
        self.notes = self._notes()
        self.computed: npt.NDArray[np.bool_] = (table.claims["method"] == "derived").to_numpy()
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        _create(self._connection, "content=''")
        self._hyphenated: set[str] = set()
        self._insert(chain((document.text for document in self.documents), texts))
        self._joined = sorted((word.replace("-", ""), word) for word in self._hyphenated)
        self._connection.execute("create virtual table terms using fts5vocab(docs, 'row')")

    def _insert(self, texts: Iterable[Text]) -> None:
        marks = ", ".join("?" * len(COLUMNS))
        lines = ((number, *map(spaced, self._with_hyphens_noted(text))) for number, text in enumerate(texts, start=1))
        with self._connection:
            self._connection.executemany(f"insert into docs(rowid, {', '.join(COLUMNS)}) values (?, {marks})", lines)
            self._connection.execute(f"insert into docs(docs, rank) values ('rank', 'bm25({_WEIGHTS})')")

    def _with_hyphens_noted(self, text: Text) -> Text:
        """The same text, after its hyphenated words are recorded, so that they are found when typed without hyphens."""
        for part in text:
            if "-" in part:
                self._hyphenated.update(word.casefold() for word in _HYPHENATED.findall(part))
        return text

    def _relations(self, claims: pd.DataFrame) -> Iterator[tuple[str, Numbers]]:
        numbers = {(d.kind, d.key): number for number, d in enumerate(self.documents, start=1) if not d.aside}
        for kind in ("city", "institution", "area", "measure", "article", "topic", "speaker", "status"):
            codes, values = pd.factorize(claims[kind])
            known = {key: number for (owner, key), number in numbers.items() if owner == kind}
            yield kind, document_numbers([str(value) for value in values], known, codes.astype(np.int32))
        articles, keys = pd.factorize(claims["article"])
        most = int(claims["paragraph"].max()) + 1 if len(claims) else 1
        codes, together = pd.factorize(articles.astype(np.int64) * most + claims["paragraph"].to_numpy())
        names = [f"{keys[code // most]} {code % most}" for code in together.tolist()]
        known = {key: number for (owner, key), number in numbers.items() if owner == "paragraph"}
        yield "paragraph", document_numbers(names, known, codes.astype(np.int32))

    def _notes(self) -> list[tuple[int, int]]:
        """(Number of a thing, number of its notes) for every thing that has notes."""
        numbers = {(d.kind, d.key): number for number, d in enumerate(self.documents, start=1) if not d.aside}
        return [(numbers[d.kind, d.key], number) for number, d in enumerate(self.documents, start=1) if d.aside]

    def scores(self, expression: str) -> Scores:
        """The BM25 score of each document for an FTS5 expression; one equal score where more than _MANY documents match."""
        scores = np.zeros(self.size, dtype=np.float32)
        with self._lock:
            matches = self._connection.execute(
                f"select rowid, rank from docs where docs match ? limit {_MANY + 1}", (expression,)
            ).fetchall()
            if len(matches) > _MANY:
                # Scoring each match takes most of the time, and a word that is everywhere does not discriminate.
                (rows,) = self._connection.execute("select group_concat(rowid) from docs where docs match ?", (expression,)).fetchone()
                every = np.fromstring(rows, dtype=np.int64, sep=",")
                scores[every] = max(np.log((self.size - len(every) + 0.5) / (len(every) + 0.5)), _LEAST)
                return scores
        if matches:
            numbers, ranks = zip(*matches, strict=True)
            scores[list(numbers)] = np.maximum(-np.array(ranks, dtype=np.float32), _LEAST)
        return scores

    def holds(self, stem: str) -> bool:
        """Whether a stem is in the index."""
        with self._lock:
            return self._connection.execute("select 1 from terms where term = ?", (stem,)).fetchone() is not None

    def stems(self, shortest: int, longest: int) -> list[str]:
        """All stems with a length between ``shortest`` and ``longest``."""
        with self._lock:
            return [
                str(term)
                for (term,) in self._connection.execute("select term from terms where length(term) between ? and ?", (shortest, longest))
            ]

    def beginning(self, letters: str) -> list[str]:
        """Up to eight stems that begin with ``letters``."""
        with self._lock:
            rows = self._connection.execute("select term from terms where term > ? and term < ? limit 8", (letters, f"{letters}\uffff"))
            return [str(term) for (term,) in rows]

    def hyphenated(self, word: str, whole: bool) -> list[str]:
        """Hyphenated words that are ``word`` once their hyphens are removed or, unless ``whole``, that begin with it."""
        start = bisect_left(self._joined, (word, ""))
        words = []
        for joined, hyphenated in self._joined[start : start + 8]:
            # FTS5 splits at hyphens, so the word itself finds what begins with it and a hyphen.
            if joined == word or (not whole and joined.startswith(word) and not hyphenated.startswith(word)):
                words.append(hyphenated)
        return words

    def chinese(self, number: int) -> str:
        """The Chinese name of a thing; empty where it has none."""
        names = self.documents[number - 1].text[1].split(" · ") if number < self._first_claim_document else []
        return next((name for name in names if HAN.search(name)), "")

    def texts(self, numbers: Iterable[int]) -> dict[int, Text]:
        """The texts of documents by their numbers."""
        ordered = sorted(numbers)
        own = [number for number in ordered if number >= self._first_claim_document]
        rows = self.table.claims[list(TEXTS)].iloc[self._first[np.array(own, dtype=np.int64) - self._first_claim_document]]
        named = {number: self.documents[number - 1].text for number in ordered if number < self._first_claim_document}
        return named | dict(zip(own, claim_texts(rows), strict=True))


def _create(connection: sqlite3.Connection, *options: str) -> None:
    columns = ", ".join((*COLUMNS, f"tokenize='{_TOKENS}'", *options))
    connection.execute(f"create virtual table docs using fts5({columns})")


class Marker:
    """A small index over the documents that are listed, used to mark the matches in them."""

    def __init__(self, texts: dict[int, Text]) -> None:
        self._connection = sqlite3.connect(":memory:")
        _create(self._connection)
        marks = ", ".join("?" * len(COLUMNS))
        lines = ((number, *map(spaced, text)) for number, text in texts.items())
        self._connection.executemany(f"insert into docs(rowid, {', '.join(COLUMNS)}) values (?, {marks})", lines)

    def marked(self, expression: str) -> dict[int, tuple[str, ...]]:
        """The documents that match an FTS5 expression, each with its texts; \\x02 and \\x03 enclose each match."""
        highlights = ", ".join(f"highlight(docs, {place}, char(2), char(3))" for place in range(len(COLUMNS)))
        rows = self._connection.execute(f"select rowid, {highlights} from docs where docs match ?", (expression,))
        return {int(number): tuple(texts) for number, *texts in rows}


class _Stems:
    """The stems that the tokenizer of the index makes of words."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute(f"create virtual table words using fts5(word, tokenize='{_TOKENS}')")
        self._connection.execute("create virtual table stems using fts5vocab(words, 'instance')")

    def last(self, text: str) -> str:
        """The stem of the last word of a text; empty where there is none."""
        with self._lock:
            self._connection.execute("delete from words")
            self._connection.execute("insert into words values (?)", (text,))
            row = self._connection.execute("select term from stems order by offset desc").fetchone()
        return str(row[0]) if row else ""


@cache
def _stems() -> _Stems:
    return _Stems()


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of a word as it is indexed: ``financ`` for ``financing``; empty where it has no letter and no digit."""
    return _stems().last(word)


def indexed(table: Table) -> SearchIndex:
    """The index of a table and of the current article copies, built on first use; concurrent callers wait for it."""
    folder = articles_folder()
    files = [Path(str(name)).name for name in table.vocabularies["articles"]["file"]] if folder else []
    with _building:
        return _indexed(table, folder, tuple(stamp(folder / file) for file in files) if folder else ())


@lru_cache(maxsize=_CACHED_INDEXES)
def _indexed(table: Table, copies: Path | None, _stamps: tuple[Stamp, ...]) -> SearchIndex:
    return SearchIndex(table, copies)
