"""The words of the table, indexed in memory by SQLite: which documents hold a word, and how much it says there."""

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
    paragraph_documents,
    places,
    spaced,
    vocabulary_documents,
)
from dashboard.table.files import Stamp, at_hand, stamp
from dashboard.table.load import Table

Scores: TypeAlias = npt.NDArray[np.float32]
"""How well a word or a search is held, one number a document or a claim: 0 is not at all."""

_TOKENS = "porter unicode61 remove_diacritics 2"
_WEIGHTS = "3.0, 2.5, 2.5, 2.0, 1.0, 1.5"
"""What a word weighs in each of `COLUMNS`: in a title three times what it weighs in a note."""
_HYPHENED = re.compile(r"\w+(?:-\w+)+")
_KEPT = 3
_MANY = 30_000
"""Up to how many documents are weighed one by one."""
_LEAST = 1e-6
"""What a word is worth that more than half of the documents hold: nothing, but it is held."""
_building = threading.Lock()


class SearchIndex:
    """The documents of one table. Number 0 is none; then come names and paragraphs, and behind them what the claims say of their own.

    ``own`` is the number of each claim's own document; ``related`` says for each claim the documents of its city, its area, its body,
    its measure, its topic, its speaker, its article and its paragraph.
    """

    def __init__(self, table: Table, copies: Path | None) -> None:
        self.documents: list[Document] = [*vocabulary_documents(table), *paragraph_documents(table, copies)]
        self.table = table
        self._behind = 1 + len(self.documents)
        own, texts = claim_documents(table.claims)
        self.own: Numbers = own + self._behind
        self.related = dict(self._relations(table.claims))
        self._first = np.unique(own, return_index=True)[1]
        self.size = self._behind + len(self._first)
        self.claim_numbers = range(self._behind, self.size)
        self.notes = self._notes()
        self.computed: npt.NDArray[np.bool_] = (table.claims["method"] == "derived").to_numpy()
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        _create(self._connection, "content=''")
        self._hyphened: set[str] = set()
        self._insert(chain((document.text for document in self.documents), texts))
        self._joined = sorted((word.replace("-", ""), word) for word in self._hyphened)
        self._connection.execute("create virtual table terms using fts5vocab(docs, 'row')")

    def _insert(self, texts: Iterable[Text]) -> None:
        marks = ", ".join("?" * len(COLUMNS))
        lines = ((number, *map(spaced, self._noticed(text))) for number, text in enumerate(texts, start=1))
        with self._connection:
            self._connection.executemany(f"insert into docs(rowid, {', '.join(COLUMNS)}) values (?, {marks})", lines)
            self._connection.execute(f"insert into docs(docs, rank) values ('rank', 'bm25({_WEIGHTS})')")

    def _noticed(self, text: Text) -> Text:
        """The same text; its words with hyphens are noted, for who writes them without."""
        for part in text:
            if "-" in part:
                self._hyphened.update(word.casefold() for word in _HYPHENED.findall(part))
        return text

    def _relations(self, claims: pd.DataFrame) -> Iterator[tuple[str, Numbers]]:
        numbers = {(d.kind, d.key): number for number, d in enumerate(self.documents, start=1) if not d.aside}
        for kind in ("city", "institution", "area", "measure", "article", "topic", "speaker", "status"):
            codes, values = pd.factorize(claims[kind])
            known = {key: number for (owner, key), number in numbers.items() if owner == kind}
            yield kind, places([str(value) for value in values], known, codes.astype(np.int32))
        articles, keys = pd.factorize(claims["article"])
        most = int(claims["paragraph"].max()) + 1 if len(claims) else 1
        codes, together = pd.factorize(articles.astype(np.int64) * most + claims["paragraph"].to_numpy())
        names = [f"{keys[code // most]} {code % most}" for code in together.tolist()]
        known = {key: number for (owner, key), number in numbers.items() if owner == "paragraph"}
        yield "paragraph", places(names, known, codes.astype(np.int32))

    def _notes(self) -> list[tuple[int, int]]:
        """The number of each thing of which something is noted, and of the note."""
        numbers = {(d.kind, d.key): number for number, d in enumerate(self.documents, start=1) if not d.aside}
        return [(numbers[d.kind, d.key], number) for number, d in enumerate(self.documents, start=1) if d.aside]

    def scores(self, expression: str) -> Scores:
        """How much each document says of what FTS5 is asked for, by its measure BM25; all alike where very many hold it."""
        scores = np.zeros(self.size, dtype=np.float32)
        with self._lock:
            found = self._connection.execute(f"select rowid, rank from docs where docs match ? limit {_MANY + 1}", (expression,)).fetchall()
            if len(found) > _MANY:
                # To weigh each is most of the work, and a word that stands everywhere tells none from another.
                (rows,) = self._connection.execute("select group_concat(rowid) from docs where docs match ?", (expression,)).fetchone()
                every = np.fromstring(rows, dtype=np.int64, sep=",")
                scores[every] = max(np.log((self.size - len(every) + 0.5) / (len(every) + 0.5)), _LEAST)
                return scores
        if found:
            numbers, ranks = zip(*found, strict=True)
            scores[list(numbers)] = np.maximum(-np.array(ranks, dtype=np.float32), _LEAST)
        return scores

    def holds(self, stem: str) -> bool:
        """Whether any document holds a word with this stem."""
        with self._lock:
            return self._connection.execute("select 1 from terms where term = ?", (stem,)).fetchone() is not None

    def stems(self, shortest: int, longest: int) -> list[str]:
        """The stems of all words, of so many letters."""
        with self._lock:
            return [
                str(term)
                for (term,) in self._connection.execute("select term from terms where length(term) between ? and ?", (shortest, longest))
            ]

    def beginning(self, letters: str) -> list[str]:
        """The first stems that begin with ``letters``."""
        with self._lock:
            found = self._connection.execute("select term from terms where term > ? and term < ? limit 8", (letters, f"{letters}\uffff"))
            return [str(term) for (term,) in found]

    def hyphened(self, word: str, whole: bool) -> list[str]:
        """The words with hyphens that are ``word`` without them, or begin like it."""
        start = bisect_left(self._joined, (word, ""))
        found = []
        for joined, written in self._joined[start : start + 8]:
            # What begins with the word and a hyphen is found by the word itself.
            if joined == word or (not whole and joined.startswith(word) and not written.startswith(word)):
                found.append(written)
        return found

    def chinese(self, number: int) -> str:
        """The Chinese name of a thing; empty where it has none."""
        names = self.documents[number - 1].text[1].split(" · ") if number < self._behind else []
        return next((name for name in names if HAN.search(name)), "")

    def texts(self, numbers: Iterable[int]) -> dict[int, Text]:
        """What documents hold, by their numbers."""
        told = sorted(numbers)
        own = [number for number in told if number >= self._behind]
        rows = self.table.claims[list(TEXTS)].iloc[self._first[np.array(own, dtype=np.int64) - self._behind]]
        named = {number: self.documents[number - 1].text for number in told if number < self._behind}
        return named | dict(zip(own, claim_texts(rows), strict=True))


def _create(connection: sqlite3.Connection, *options: str) -> None:
    told = ", ".join((*COLUMNS, f"tokenize='{_TOKENS}'", *options))
    connection.execute(f"create virtual table docs using fts5({told})")


class Marker:
    """A few documents as they are shown: each word that was looked for is found again in them and marked."""

    def __init__(self, texts: dict[int, Text]) -> None:
        self._connection = sqlite3.connect(":memory:")
        _create(self._connection)
        marks = ", ".join("?" * len(COLUMNS))
        lines = ((number, *map(spaced, text)) for number, text in texts.items())
        self._connection.executemany(f"insert into docs(rowid, {', '.join(COLUMNS)}) values (?, {marks})", lines)

    def marked(self, expression: str) -> dict[int, tuple[str, ...]]:
        """The documents that hold what is asked for, each with its texts; \\x02 and \\x03 stand around the words."""
        shown = ", ".join(f"highlight(docs, {place}, char(2), char(3))" for place in range(len(COLUMNS)))
        found = self._connection.execute(f"select rowid, {shown} from docs where docs match ?", (expression,))
        return {int(number): tuple(texts) for number, *texts in found}


class _Stems:
    """What SQLite makes of a word before it is indexed."""

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
            found = self._connection.execute("select term from stems order by offset desc").fetchone()
        return str(found[0]) if found else ""


@cache
def _stems() -> _Stems:
    return _Stems()


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word as the index holds it: ``financing`` is ``financ``. Empty where it holds no letter and no digit."""
    return _stems().last(word)


def indexed(table: Table) -> SearchIndex:
    """The index of a table with the copies that are at hand now, made when it is first asked for; who asks meanwhile waits for it."""
    folder = at_hand()
    files = [Path(str(name)).name for name in table.vocabularies["articles"]["file"]] if folder else []
    with _building:
        return _indexed(table, folder, tuple(stamp(folder / file) for file in files) if folder else ())


@lru_cache(maxsize=_KEPT)
def _indexed(table: Table, copies: Path | None, _stamps: tuple[Stamp, ...]) -> SearchIndex:
    return SearchIndex(table, copies)
