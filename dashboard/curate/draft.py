"""A draft: one article, its paragraphs and the claims somebody codes from them, kept in one file until it is published."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

FORMAT, FORMAT_VERSION = "tech-hubs-draft", 1
SUFFIX = ".draft.json"
Cells = Mapping[str, str]
"""One row of a table without its mechanical columns: field name to text; a field that is absent is empty."""


class DraftError(ValueError):
    """A file that is no draft of ours; the message names the place, the value and the next move."""


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph of the article as it is printed, and, where no claim is coded from it, why.

    ``reason`` is one of the ledger's reasons or empty, ``gist`` what it is about in our own words, ``left_out`` the numbers
    and names that no claim carries, each with its reason, as in the ledger.
    """

    text: str
    reason: str = ""
    gist: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class Draft:
    """What one coder has made of one article so far. Equal drafts hold the same.

    ``coder`` is empty where nobody is named; ``data_version`` is the version of the table it was begun on. ``article`` holds
    the fields of articles.csv that a person knows (not the file, the number of paragraphs and the fingerprint). ``claims``
    hold the fields of claims.csv but no ``claim_id`` and ``article``: each has a ``key`` that is unique in the draft, by which
    ``restates``, ``same_as`` and ``inputs`` of the draft may name it beside the keys of released claims. ``vocabulary`` holds
    new rows of areas, institutions, measures, topics and cities. ``refused`` are the keys of suggestions turned down.
    """

    article: Cells
    paragraphs: tuple[DraftParagraph, ...]
    claims: tuple[Cells, ...] = ()
    vocabulary: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    coder: str = ""
    data_version: str = ""
    refused: tuple[str, ...] = ()

    def with_claim(self, cells: Cells) -> Draft:
        """The draft with this claim, which takes the place of the one with its ``key``; without a key it gets the next free one."""
        key = cells.get("key") or self._free_key()
        keyed = {**cells, "key": key}
        if any(claim["key"] == key for claim in self.claims):
            return replace(self, claims=tuple(keyed if claim["key"] == key else claim for claim in self.claims))
        return replace(self, claims=(*self.claims, keyed))

    def without_claim(self, key: str) -> Draft:
        """The draft without the claim of this key."""
        return replace(self, claims=tuple(claim for claim in self.claims if claim["key"] != key))

    def with_paragraph(self, number: int, **changes: str) -> Draft:
        """The draft with other fields of paragraph ``number``, from 1."""
        changed = tuple(replace(p, **changes) if n == number else p for n, p in enumerate(self.paragraphs, 1))
        return replace(self, paragraphs=changed)

    def with_term(self, table: str, cells: Cells) -> Draft:
        """The draft with a new row of a vocabulary, which takes the place of one with the same key (its first field)."""
        name = next(iter(cells))
        rows = tuple(row for row in self.vocabulary.get(table, ()) if row.get(name) != cells[name])
        return replace(self, vocabulary={**self.vocabulary, table: (*rows, cells)})

    def of_paragraph(self, number: int) -> tuple[Cells, ...]:
        """The claims coded from paragraph ``number``, in the order they were made."""
        return tuple(claim for claim in self.claims if claim.get("paragraph") == str(number))

    def _free_key(self) -> str:
        taken = {claim["key"] for claim in self.claims}
        return next(key for key in (f"c{number}" for number in range(1, len(taken) + 2)) if key not in taken)


def write_draft(path: Path, draft: Draft) -> None:
    """Write the draft whole or not at all: a killed process or a full disk leaves the file as it was. Raises OSError."""
    told = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(draft)}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            json.dump(told, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def read_draft(path: Path) -> Draft:
    """The draft in a file. Raises `DraftError` when it is none of ours, and OSError when it cannot be read."""
    return parse_draft(path.read_bytes(), path.name)


def parse_draft(content: bytes, name: str) -> Draft:
    """The draft in ``content``; ``name`` is what an error calls it. Raises `DraftError`."""
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DraftError(f"{name}: cannot be read as a draft ({error}). Hand in the file as tech-hubs add wrote it.") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DraftError(f"{name}: is no draft of Tech Hubs. Hand in a file that ends in {SUFFIX}.")
    if told.get("format_version") != FORMAT_VERSION:
        raise DraftError(
            f"{name}: is in version {told.get('format_version')!r} of the format, not {FORMAT_VERSION}. Open it with a newer release."
        )
    faults = list(_faults(told))
    if faults:
        raise DraftError("\n".join(f"{name}: {fault}" for fault in faults))
    return Draft(
        article=told["article"],
        paragraphs=tuple(DraftParagraph(**cells) for cells in told["paragraphs"]),
        claims=tuple(told.get("claims", ())),
        vocabulary={table: tuple(rows) for table, rows in told.get("vocabulary", {}).items()},
        coder=told.get("coder", ""),
        data_version=told.get("data_version", ""),
        refused=tuple(told.get("refused", ())),
    )


def _faults(told: dict[str, Any]) -> list[str]:
    faults = [f"{name} is {told.get(name)!r}, not text." for name in ("coder", "data_version") if not _is_text(told.get(name, ""))]
    if not _is_cells(told.get("article")):
        faults.append("article must hold fields of text. Take the file as it was written.")
    known = set(DraftParagraph.__dataclass_fields__)
    for number, cells in enumerate(_list(told.get("paragraphs")), 1):
        if not _is_cells(cells) or "text" not in cells or not set(cells) <= known:
            faults.append(f"paragraph {number} must hold {', '.join(sorted(known))} as text.")
    for number, cells in enumerate(_list(told.get("claims", [])), 1):
        if not _is_cells(cells) or not cells.get("key"):
            faults.append(f"claim {number} must hold fields of text and a key.")
    vocabulary = told.get("vocabulary", {})
    if not isinstance(vocabulary, dict) or not all(_is_cells(row) for rows in vocabulary.values() for row in _list(rows)):
        faults.append("vocabulary must hold rows of text by table.")
    if not all(_is_text(key) for key in _list(told.get("refused", []))):
        faults.append("refused must hold keys of suggestions.")
    return faults


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [None]


def _is_cells(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(text) for text in (*value, *value.values()))


def _is_text(value: object) -> bool:
    """Whether a value is text that a file can hold: half of a character, which JSON may spell, is none."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)
