"""A draft: one article, its paragraphs and the claims coded from them, stored in one file until it is published."""

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
"""A row of a table without mechanical columns: field name to text; an absent field is empty."""


class DraftError(ValueError):
    """A file that is not a valid draft; the message names the place, the value and the next step."""


@dataclass(frozen=True)
class DraftParagraph:
    """A paragraph as printed and, where no claim is coded from it, the reason.

    ``reason``: a reason of the ledger, or empty. ``gist``: a summary in our own words. ``left_out``: the numbers and names that no
    claim carries, each with its reason, as in the ledger.
    """

    text: str
    reason: str = ""
    gist: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class Draft:
    """The coding of one article by one coder so far.

    ``coder``: empty where nobody is named. ``data_version``: version of the table it was begun on. ``article``: fields of
    articles.csv that a person fills in (not the file, the number of paragraphs and the fingerprint). ``claims``: fields of
    claims.csv without ``claim_id`` and ``article``; each has a ``key``, unique in the draft, which ``restates``, ``same_as`` and
    ``inputs`` may refer to, as to keys of released claims. ``vocabulary``: new rows of areas, institutions, measures, topics and
    cities, by table. ``refused``: keys of refused suggestions.
    """

    article: Cells
    paragraphs: tuple[DraftParagraph, ...]
    claims: tuple[Cells, ...] = ()
    vocabulary: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    coder: str = ""
    data_version: str = ""
    refused: tuple[str, ...] = ()

    def with_claim(self, cells: Cells) -> Draft:
        """The draft with this claim, replacing the one with the same ``key``; without a key it gets the next free one."""
        key = cells.get("key") or self._free_key()
        keyed = {**cells, "key": key}
        if any(claim["key"] == key for claim in self.claims):
            return replace(self, claims=tuple(keyed if claim["key"] == key else claim for claim in self.claims))
        return replace(self, claims=(*self.claims, keyed))

    def without_claim(self, key: str) -> Draft:
        """The draft without the claim ``key``."""
        return replace(self, claims=tuple(claim for claim in self.claims if claim["key"] != key))

    def with_paragraph(self, number: int, **changes: str) -> Draft:
        """The draft with ``changes`` to the fields of paragraph ``number``, from 1."""
        changed = tuple(replace(p, **changes) if n == number else p for n, p in enumerate(self.paragraphs, 1))
        return replace(self, paragraphs=changed)

    def with_term(self, table: str, cells: Cells) -> Draft:
        """The draft with a new row of the vocabulary ``table``, replacing one with the same key (its first field)."""
        name = next(iter(cells))
        rows = tuple(row for row in self.vocabulary.get(table, ()) if row.get(name) != cells[name])
        return replace(self, vocabulary={**self.vocabulary, table: (*rows, cells)})

    def of_paragraph(self, number: int) -> tuple[Cells, ...]:
        """The claims of paragraph ``number``, in the order they were made."""
        return tuple(claim for claim in self.claims if claim.get("paragraph") == str(number))

    def _free_key(self) -> str:
        used = {claim["key"] for claim in self.claims}
        return next(key for key in (f"c{number}" for number in range(1, len(used) + 2)) if key not in used)


def write_draft(path: Path, draft: Draft) -> None:
    """Write the draft atomically: a killed process or a full disk leaves the file unchanged. Raises OSError."""
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(draft)}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def read_draft(path: Path) -> Draft:
    """The draft in a file. Raises `DraftError` when it is not valid, and OSError when it cannot be read."""
    return parse_draft(path.read_bytes(), path.name)


def parse_draft(content: bytes, name: str) -> Draft:
    """The draft in ``content``; ``name`` is used in error messages. Raises `DraftError`."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DraftError(f"{name}: cannot be read as a draft ({error}). Hand in the file as tech-hubs add wrote it.") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DraftError(f"{name}: is no draft of Tech Hubs. Hand in a file that ends in {SUFFIX}.")
    if document.get("format_version") != FORMAT_VERSION:
        raise DraftError(
            f"{name}: is in version {document.get('format_version')!r} of the format, not {FORMAT_VERSION}. Open it with a newer release."
        )
    faults = list(_faults(document))
    if faults:
        raise DraftError("\n".join(f"{name}: {fault}" for fault in faults))
    return Draft(
        article=document["article"],
        paragraphs=tuple(DraftParagraph(**cells) for cells in document["paragraphs"]),
        claims=tuple(document.get("claims", ())),
        vocabulary={table: tuple(rows) for table, rows in document.get("vocabulary", {}).items()},
        coder=document.get("coder", ""),
        data_version=document.get("data_version", ""),
        refused=tuple(document.get("refused", ())),
    )


def _faults(document: dict[str, Any]) -> list[str]:
    faults = [f"{name} is {document.get(name)!r}, not text." for name in ("coder", "data_version") if not _is_text(document.get(name, ""))]
    if not _is_cells(document.get("article")):
        faults.append("article must hold fields of text. Take the file as it was written.")
    fields = set(DraftParagraph.__dataclass_fields__)
    for number, cells in enumerate(_list(document.get("paragraphs")), 1):
        if not _is_cells(cells) or "text" not in cells or not set(cells) <= fields:
            faults.append(f"paragraph {number} must hold {', '.join(sorted(fields))} as text.")
    for number, cells in enumerate(_list(document.get("claims", [])), 1):
        if not _is_cells(cells) or not cells.get("key"):
            faults.append(f"claim {number} must hold fields of text and a key.")
    vocabulary = document.get("vocabulary", {})
    if not isinstance(vocabulary, dict) or not all(_is_cells(row) for rows in vocabulary.values() for row in _list(rows)):
        faults.append("vocabulary must hold rows of text by table.")
    if not all(_is_text(key) for key in _list(document.get("refused", []))):
        faults.append("refused must hold keys of suggestions.")
    return faults


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [None]


def _is_cells(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(text) for text in (*value, *value.values()))


def _is_text(value: object) -> bool:
    """Whether a value is text that can be stored: JSON may spell lone surrogates, which cannot."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)
