"""What the search looks through, as texts: the names of the vocabularies, the paragraphs, and what each claim says of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.table.load import Table
from dashboard.table.names import written as names_of
from dashboard.table.pinyin import pinyin
from dashboard.table.status_words import status_word, statuses
from dashboard.table.words import Record, amount, period_words

COLUMNS = ("title", "names", "printed", "figure", "more", "pinyin")
"""The parts of a document, each searched with a weight of its own."""

Text: TypeAlias = tuple[str, str, str, str, str, str]
"""What a document holds, a text for each of `COLUMNS`."""

Numbers: TypeAlias = npt.NDArray[np.int32]

TEXTS = (
    "statement", "as_printed", "note", "aim", "counts", "aspect", "value", "value_high", "qualifier", "unit", "measure_name", "period",
)  # fmt: skip
"""The columns a claim's own text is made of: claims that are the same in all of them are one document."""
_VOCABULARIES = {"city": "cities", "institution": "institutions", "area": "areas", "measure": "measures", "article": "articles"}
_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_BETWEEN = re.compile(f"(?<=[{_HAN}])(?=[{_HAN}])")
_APART = re.compile(f"(?<=[{_HAN}])([\x02\x03]*) ([\x02\x03]*)(?=[{_HAN}])")
HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True)
class Document:
    """One text the search looks through: of a thing of this ``kind`` and ``key``; ``aside`` is what is noted of it, not its name."""

    kind: str
    key: str
    text: Text
    aside: bool = False


def spaced(text: str) -> str:
    """Text as it is indexed: a blank between Chinese characters, which are written without any, makes each of them a word."""
    return _BETWEEN.sub(" ", text)


def closed(text: str) -> str:
    """The text as it was before it was `spaced`, with marks in it or without."""
    return _APART.sub(r"\1\2", text)


def written(*parts: object) -> str:
    """What is there of ``parts``, in one text."""
    return " · ".join(str(part) for part in parts if part)


def vocabulary_documents(table: Table) -> Iterator[Document]:
    """Every thing that has a name: under all its names, and what is noted of it."""
    for kind, vocabulary in _VOCABULARIES.items():
        for key, row in table.vocabularies[vocabulary].to_dict("index").items():
            title = table.label(kind, str(key))
            yield Document(kind, str(key), (title, _other_names(kind, str(key), title, row), "", "", "", _pinyin(row)))
            noted = _noted(table, row)
            if noted:
                yield Document(kind, str(key), ("", "", "", "", noted, ""), aside=True)
    for key, row in table.vocabularies["topics"].to_dict("index").items():
        yield Document("topic", str(key), (str(row["question"]), "", "", "", "", ""))
        yield Document("topic", str(key), ("", "", "", "", str(row["difference"]), ""), aside=True)
    for speaker in dict.fromkeys(table.distinct["speaker"]):
        yield Document("speaker", str(speaker), (str(speaker), "", "", "", "", ""))
    # Who looks for a target types so, and no statement need hold the word.
    for status in statuses(table):
        yield Document("status", status, (table.label("status", status), status_word(table, status), "", "", "", ""))


def _other_names(kind: str, key: str, title: str, row: Record) -> str:
    names = names_of(row)
    if kind == "article":
        names += [row["outlet"], row["title"], row["author"], key]
    # What a focus area takes in is as good as a name of it: chips are integrated circuits.
    return written(*dict.fromkeys(str(name) for name in (*names, row.get("scope", "")) if name and name != title))


def _pinyin(row: Record) -> str:
    return " ".join(pinyin(str(row.get("chinese_name", ""))))


def _noted(table: Table, row: Record) -> str:
    within = [f"part of {table.label('institution', str(row[name]))}" for name in ("part_of", "owner") if row.get(name)]
    return written(row.get("definition", ""), row.get("note", ""), *dict.fromkeys(within))


def paragraph_documents(table: Table, copies: Path | None) -> Iterator[Document]:
    """Every paragraph: what it is about, and its words where the reader's own copy is the one that was coded."""
    for line in table.ledger.reset_index().to_dict("records"):
        text = table.paragraph(line, copies) or ""
        yield Document("paragraph", f"{line['article']} {line['paragraph']}", ("", "", text, "", str(line["gist"]), ""))


def claim_documents(claims: pd.DataFrame) -> tuple[Numbers, Iterator[Text]]:
    """For each claim the number of its own text, from 0, and those texts in this order; claims that repeat themselves share one."""
    # Of a figure alone the number and its unit are said in words.
    numbers = claims.groupby(list(TEXTS), sort=False, dropna=False).ngroup().to_numpy().astype(np.int32)
    _, first = np.unique(numbers, return_index=True)
    return numbers, claim_texts(claims.iloc[first])


def claim_texts(claims: pd.DataFrame) -> Iterator[Text]:
    """What each claim says of its own: its statement, its printed words, its figure and its time in words, its aim and its note."""
    for row in zip(*(claims[column].tolist() for column in (*TEXTS,)), strict=True):
        claim = dict(zip(TEXTS, row, strict=True))
        figure = amount(claim) if claim["aspect"] == "figure" else ""
        told = written(figure, claim["counts"], period_words(claim["period"]))
        yield claim["statement"], "", claim["as_printed"], told, written(claim["aim"], claim["note"]), ""


def places(keys: Sequence[str], known: dict[str, int], columns: Numbers) -> Numbers:
    """From the numbers of values to the numbers of their documents; 0 where a value has none."""
    return np.array([known.get(key, 0) for key in keys], dtype=np.int32)[columns]
