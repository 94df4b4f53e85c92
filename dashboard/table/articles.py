"""Reads the reader's own copies of the articles from a folder; their text is never part of this project."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dashboard.table.files import read_file


@dataclass(frozen=True)
class Copy:
    """One article as the reader has it: the fingerprint of the file and its lines that are not blank."""

    sha256: str
    paragraphs: tuple[str, ...]

    def paragraph(self, number: int) -> str | None:
        """The paragraph with this number, from 1, without leading and trailing blanks."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None


def fingerprint(text: str) -> str:
    """SHA-256 of a paragraph without leading and trailing blanks, in hexadecimal."""
    return hashlib.sha256(text.strip().encode()).hexdigest()


def read_copy(path: Path) -> Copy:
    """Read an article's file. Raises OSError or UnicodeDecodeError."""
    raw = read_file(path)
    lines = raw.decode("utf-8").split("\n")
    return Copy(hashlib.sha256(raw).hexdigest(), tuple(line.strip() for line in lines if line.strip()))


def find_paragraph(folder: Path | None, file: str, number: int, sha256: str) -> str | None:
    """Text of paragraph ``number`` (from 1) of ``folder/file``; None without a copy, or where its fingerprint is not ``sha256``."""
    if folder is None:
        return None
    try:
        text = read_copy(folder / Path(file).name).paragraph(number)
    except (OSError, UnicodeDecodeError):
        return None
    return text if text is not None and fingerprint(text) == sha256 else None
