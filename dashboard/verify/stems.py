"""Normalises words for comparison: stems, synonyms as one word, Chinese words as English ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dashboard.table.numbers import WEEKDAYS
from dashboard.table.words import MONTHS

_PHRASES = (
    (r"artificial intelligence", "ai"),
    (r"integrated circuits?|semi-?conductors?|microchips?", "chip"),
    (r"head ?office|head ?quarter(?:s|ed)?|\bhqs?\b", "headquarters"),
    (r"research (?:and|&) development|\br ?& ?d\b", "research"),
    (r"gross domestic product|\bgdp\b", "economy"),
    (r"venture capital|\bvc\b", "equity capital"),
    (r"start-?ups?|young firms?|young companies", "startup"),
    (r"lithography (?:machine|tool|scanner)s?", "lithography machine"),
    (r"\b5g\b", "fiveg"),
    (r"united states|\bu\.?s\.?(?=\W|$)|\bamericans?\b|\bamerica\b|\bwashington(?:'s)?\b", "american"),
    (r"(?:makes? up|making up) for", "cover"),
    (r"nano-?met(?:er|re)s?", "nanometre"),
    (r"centers?\b|centres?\b", "centre"),
    (r"set(?:s|ting)? up", "build"),
    (r"t(?:ake|akes|aking|ook) place", "hold"),
    (r"catch(?:es|ing)? up|caught up", "close"),
    (r"\bfar behind|\bbehind", "behind"),
)  # fmt: skip
_COMPOUND = tuple(
    (re.compile(rf"(?<![a-z]){pattern}(?![a-z])"), word)
    for pattern, word in (
        (r"chip-?makers?", "chip maker"), (r"e-?commerce", "ecommerce"), (r"e-?yuan", "eyuan"), (r"financial", "finance"),
        (r"telecommunications?", "telecom"),
        (r"ics?(?= (?:industry|sector|design|chip|manufactur))", "chip"), (r"covid(?:-19)?|pandemic|coronavirus", "epidemic"),
    )
)  # fmt: skip
"""Compounds that are two words where fields are looked for, and one where sentences are compared."""
_LEXICON = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
_CHINESE: Mapping[str, str] = dict(sorted(_LEXICON["chinese"].items(), key=lambda pair: -len(pair[0])))
_SAME: Mapping[str, str] = {word: one for one, words in _LEXICON["same"].items() for word in words.split()}
_LIGHT = frozenset(_LEXICON["light"].split())
_IRREGULAR = {"cities": "city", "dependence": "rely", "dependent": "rely", "depend": "rely", "less": "less", "series": "series"}
_PLAIN = str.maketrans("’‘‐‑–—\u00a0", "''---- ")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:'[a-z]+)?")
_JOINED = tuple((re.compile(rf"(?<![a-z]){pattern}" if pattern[0] != "\\" else pattern), word) for pattern, word in _PHRASES)


def plain(text: str) -> str:
    """Text with straight apostrophes and hyphens, of the same length."""
    return text.translate(_PLAIN)


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text, without stop words; Chinese words as English ones."""
    words = plain(text).lower()
    for chinese, english in _CHINESE.items():
        if chinese in words:
            words = words.replace(chinese, f" {english} ")
    for pattern, word in _JOINED:
        words = pattern.sub(f" {word} ", words)
    stemmed = (stem(word.removesuffix("'s")) for word in _WORD.findall(words.replace("-", " ")) if word not in _LIGHT)
    return frozenset(word for word in stemmed if word not in _LIGHT and len(word) > 1)


def placed_stems(text: str) -> list[tuple[str, int, int]]:
    """The stems of a text as (stem, start, end), in the order of the text; Chinese words are omitted."""
    lower = plain(text).lower()
    if len(lower) != len(text):
        # A letter whose small form is two letters would move what follows.
        lower = "".join(sign if len(sign.lower()) != 1 else sign.lower() for sign in plain(text))
    spans: list[tuple[str, int, int]] = []
    for pattern, word in (*_COMPOUND, *_JOINED):
        spans += [(one, *match.span()) for match in pattern.finditer(lower) for one in word.split()]
        lower = pattern.sub(lambda match: " " * len(match.group()), lower)
    for match in _WORD.finditer(lower.replace("-", " ")):
        spans.append((match.group().removesuffix("'s"), *match.span()))
    stemmed = ((stem(word), start, end) for word, start, end in spans if word not in _LIGHT)
    return sorted((each for each in stemmed if each[0] not in _LIGHT and len(each[0]) > 1), key=lambda each: each[1:])


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a word, or of its synonym in the lexicon."""
    for form in (word, _shortened(word)):
        if form in _IRREGULAR:
            form = _IRREGULAR[form]
        if form in _SAME:
            return _trimmed(_SAME[form])
    short = _trimmed(_shortened(word))
    return _trimmed(_SAME[short]) if short in _SAME else short


def _shortened(word: str) -> str:
    """A plural as its singular."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _trimmed(word: str) -> str:
    """A word without the endings of its forms: investing, invested; fastest, faster."""
    for ending in ("ations", "ation", "ings", "ing", "ised", "ized", "ed", "est", "ers", "er", "ly", "al", "ions", "ion", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            short = word[: -len(ending)]
            return short[:-1] if short[-1] == short[-2] and short[-1] not in "aeiousl" else short
    return word[:-3] if word.endswith("est") and len(word) == 6 else word


CALENDAR = stems(" ".join((*MONTHS, *WEEKDAYS)))
"""Words that date a sentence and say nothing of its subject."""
