"""The documents of the search index: entries of the vocabularies, paragraphs, and the text of each claim."""

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
from dashboard.table.names import names_of
from dashboard.table.pinyin import pinyin
from dashboard.table.status_words import status_word, statuses
from dashboard.table.words import Record, amount, period_words

COLUMNS = ("title", "names", "printed", "figure", "more", "pinyin")
"""The columns of a document; each has its own weight in the ranking."""

Text: TypeAlias = tuple[str, str, str, str, str, str]
"""The content of a document: one text for each of `COLUMNS`, empty where there is none."""

Numbers: TypeAlias = npt.NDArray[np.int32]

TEXTS = (
    "statement", "as_printed", "note", "aim", "counts", "aspect", "value", "value_high", "qualifier", "unit", "measure_name", "period",
)  # fmt: skip
"""The columns that make up the document of a claim; claims equal in all of them share one document."""
_VOCABULARIES = {"city": "cities", "institution": "institutions", "area": "areas", "measure": "measures", "article": "articles"}
_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_BETWEEN = re.compile(f"(?<=[{_HAN}])(?=[{_HAN}])")
_APART = re.compile(f"(?<=[{_HAN}])([\x02\x03]*) ([\x02\x03]*)(?=[{_HAN}])")
HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True)
class Document:
    """A document of the index: about the ``key`` of a ``kind``; ``aside`` marks a second document, with its notes instead of its names."""

    kind: str
    key: str
    text: Text
    aside: bool = False


def spaced(text: str) -> str:
    """Text as it is indexed, with a blank between Chinese characters so that each is one token."""
    return _BETWEEN.sub(" ", text)


def closed(text: str) -> str:
    """Undo `spaced`; highlight marks in the text are kept."""
    return _APART.sub(r"\1\2", text)


def joined_parts(*parts: object) -> str:
    """The non-empty ``parts`` as one text, separated by `` · ``."""
    return " · ".join(str(part) for part in parts if part)


def vocabulary_documents(table: Table) -> Iterator[Document]:
    """Documents of the vocabularies, the topics and the speakers: one with the names of each, one with its notes where it has any."""
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
    # The scope of a focus area is searched like its names: chips are integrated circuits.
    return joined_parts(*dict.fromkeys(str(name) for name in (*names, row.get("scope", "")) if name and name != title))


def _pinyin(row: Record) -> str:
    return " ".join(pinyin(str(row.get("chinese_name", ""))))


def _noted(table: Table, row: Record) -> str:
    within = [f"part of {table.label('institution', str(row[name]))}" for name in ("part_of", "owner") if row.get(name)]
    return joined_parts(row.get("definition", ""), row.get("note", ""), *dict.fromkeys(within))


def paragraph_documents(table: Table, copies: Path | None) -> Iterator[Document]:
    """A document for each paragraph of the ledger: its gist, and its text where ``copies`` has a verified copy."""
    for line in table.ledger.reset_index().to_dict("records"):
        text = table.paragraph(line, copies) or ""
        yield Document("paragraph", f"{line['article']} {line['paragraph']}", ("", "", text, "", str(line["gist"]), ""))


def claim_documents(claims: pd.DataFrame) -> tuple[Numbers, Iterator[Text]]:
    """The document number of each claim (from 0; claims equal in `TEXTS` share one), and those documents in the order of the numbers."""
    numbers = claims.groupby(list(TEXTS), sort=False, dropna=False).ngroup().to_numpy().astype(np.int32)
    _, first = np.unique(numbers, return_index=True)
    return numbers, claim_texts(claims.iloc[first])


def claim_texts(claims: pd.DataFrame) -> Iterator[Text]:
    """The text of each claim: statement, printed words, figure and period as text, aim and note. Needs the columns `TEXTS`."""
    for row in zip(*(claims[column].tolist() for column in (*TEXTS,)), strict=True):
        claim = dict(zip(TEXTS, row, strict=True))
        figure = amount(claim) if claim["aspect"] == "figure" else ""
        details = joined_parts(figure, claim["counts"], period_words(claim["period"]))
        yield claim["statement"], "", claim["as_printed"], details, joined_parts(claim["aim"], claim["note"]), ""


def document_numbers(keys: Sequence[str], known: dict[str, int], columns: Numbers) -> Numbers:
    """Map a column of codes into ``keys`` to document numbers by ``known``; 0 where a key has no document."""
    return np.array([known.get(key, 0) for key in keys], dtype=np.int32)[columns]
