"""The word lists of the rules, read once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
"""Texts of words set apart by blanks, and lists of patterns."""


def any_of(name: str) -> re.Pattern[str]:
    """A pattern for any of the words of a list, as whole words in any case."""
    return re.compile(rf"\b(?:{'|'.join(WORDS[name])})\b", re.IGNORECASE)
