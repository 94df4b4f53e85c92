"""Text and words as the search compares them."""

from __future__ import annotations

import re

_SHORT = 3


def searchable(text: str) -> str:
    """Text as the search compares it: without case and hyphens, every word between blanks."""
    plain = text.casefold().replace("-", "").replace("’", "'")
    return " ".join(["", *re.findall(r"[^\s\"“”‘(),;:/|]+", plain), ""])


def search_words(text: str) -> list[str]:
    """The words of a search as the claims hold them: a Chinese word is found anywhere, a Latin one where a word begins.

    A short one must be the whole word: AI is not the beginning of aim.
    """
    return [word if ord(word[0]) > 0x2E7F else f" {word} " if len(word) <= _SHORT else f" {word}" for word in searchable(text).split()]
