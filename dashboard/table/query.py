"""Parses a search into FTS5 expressions: word forms, prefixes, hyphens and misspellings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.table.documents import HAN, spaced
from dashboard.table.index import Scores, SearchIndex, stem

MOST = 40
"""The most words of a search that are used."""
_SYLLABLES = 12
_SHORT, _LONG_ENOUGH, _LONG = 3, 5, 8
_WIDE = 0.4
"""The score of a prefix match or of another form of a word, relative to the word itself."""
_ENDINGS = ("g", "ng", "ing", "ed", "ly", "on", "ion", "ive", "ation", "al", "ity")
_PIECE = re.compile(r"\w+(?:[.,'&/-]\w+)*", re.UNICODE)
_PHRASE = re.compile(r'["“”«]([^"“”«»]+)["“”»]')
_NAMED = "{title names printed figure more} : "
"""A column filter without pinyin, whose syllables are prefixes of many words."""
_SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "did", "do", "does", "for", "from", "had", "has", "have", "how",
    "in", "into", "is", "it", "its", "of", "on", "or", "s", "than", "that", "the", "their", "there", "this", "to", "was", "were",
    "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with",
})  # fmt: skip


@dataclass(frozen=True)
class Word:
    """One word of a search: as typed, its FTS5 expression, its scores, and whether similarly spelled words were used instead."""

    typed: str
    expression: str
    scores: Scores
    misspelled: bool = False

    @property
    def lost(self) -> bool:
        """Whether no document matches it."""
        return not self.scores.any()


def pieces(text: str) -> list[str]:
    """The words of a search, each once; stop words are dropped unless there are no others, runs of Chinese characters are words."""
    plain = text.casefold().replace("’", "'").replace("‘", "'")
    parts: list[str] = []
    for piece in _PIECE.findall(plain):
        word = piece.removesuffix("'s")
        parts += re.findall(f"{HAN.pattern}+", word) + re.findall(r"\w[\w.,'&/-]*", HAN.sub(" ", word)) if HAN.search(word) else [word]
    words = list(dict.fromkeys(parts))
    return [word for word in words if word not in _SMALL_WORDS] or words


def phrases(text: str) -> tuple[list[str], str]:
    """What stands in quotation marks, two words or more, which is looked for as it stands; and the rest of the search."""
    found = [part for part in _PHRASE.findall(text) if len(pieces(part)) > 1]
    for part in found:
        text = text.replace(part, " ")
    return found, text


def words(index: SearchIndex, text: str) -> list[Word]:
    """The words of a search, each with its scores; a phrase that some document holds is one word, else its words are searched."""
    quoted, rest = phrases(text)
    whole = [Word(part, expression, index.scores(expression)) for part in quoted for expression in (_quoted(spaced(part.casefold())),)]
    lost = " ".join(word.typed for word in whole if word.lost)
    typed = pieces(f"{rest} {lost}") if rest.strip() or lost or not whole else []
    return [*(word for word in whole if not word.lost), *(_word(index, piece, piece == typed[-1]) for piece in typed[:MOST])]


def phrase(text: str) -> str:
    """An FTS5 expression for the words of a search in their order."""
    return _quoted(" ".join(pieces(text)[:MOST]))


def _word(index: SearchIndex, piece: str, last: bool) -> Word:
    """One word; of the ``last`` one more letters may follow, so that it is found by what begins with it however short it is."""
    if HAN.search(piece):
        return Word(piece, _quoted(spaced(piece)), index.scores(_quoted(spaced(piece))))
    root = stem(piece)
    if not root:
        return Word(piece, '""', index.scores('""'))
    exact = " OR ".join(_quoted(form) for form in _forms(index, piece, whole=True))
    scores = index.scores(exact)
    begins = " OR ".join(f"{_quoted(form)} *" for form in _forms(index, piece, whole=False))
    wide = begins if len(root) > _SHORT or (last and not scores.any()) else ""
    # "provincial" and "province" have stems that differ in the last letter.
    other = f"{_quoted(root[:-1])} *" if len(root) > _LONG_ENOUGH and index.holds(root[:-1]) else ""
    begun = " OR ".join(_quoted(form) for form in _completed(index, piece)) if len(piece) > _SHORT else ""
    if wide or other or begun:
        wider = f"{_NAMED}({' OR '.join(filter(None, (wide, other, begun)))})"
        expression = f"{exact} OR ({wider})"
        scores = scores + _WIDE * index.scores(wider)
        if scores.any():
            return Word(piece, expression, scores)
    if not scores.any() and piece.isalpha():
        near = " OR ".join(f"{_quoted(term)} *" for term in _like(index, root))
        if near:
            return Word(piece, f"{_NAMED}({near})", index.scores(f"{_NAMED}({near})"), misspelled=True)
    return Word(piece, exact, scores)


def _forms(index: SearchIndex, piece: str, whole: bool) -> list[str]:
    """A word as typed, without its hyphens, and its hyphenated forms in the index."""
    joined = piece.replace("-", "")
    return list(dict.fromkeys([piece, joined, *(index.hyphenated(joined, whole) if len(joined) > _SHORT else ())]))


def _completed(index: SearchIndex, piece: str) -> list[str]:
    """Completions of a word that a prefix match misses, because their stem differs: ``firin`` may become firing, indexed as ``fire``."""
    wholes = [piece + ending for ending in _ENDINGS if not stem(piece + ending).startswith(stem(piece))]
    known = [whole for whole in wholes if index.holds(stem(whole))]
    return [*known, *(index.beginning(piece) if piece.endswith("y") else ())]


def _quoted(text: str) -> str:
    """Text as an FTS5 string, with quotation marks escaped."""
    return '"{}"'.format(text.replace('"', '""'))


def _like(index: SearchIndex, root: str) -> list[str]:
    """The indexed stems with the fewest edits from ``root``: at most one, or two for a long word."""
    if len(root) <= _SHORT:
        return []
    allowed = 1 if len(root) < _LONG else 2
    candidates = [
        (_edits(root, other, allowed), other) for other in index.stems(len(root) - allowed, len(root) + allowed) if other.isalpha()
    ]
    nearest = min((edits for edits, _ in candidates), default=allowed + 1)
    return [other for edits, other in candidates if edits == nearest] if nearest <= allowed else []


def _edits(word: str, other: str, most: int) -> int:
    """The edit distance of two words, transpositions included; some number above ``most`` where it is larger."""
    if len(set(word) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        line = [row]
        for place, sign in enumerate(other, start=1):
            cost = min(last[place] + 1, line[-1] + 1, last[place - 1] + (letter != sign))
            if row > 1 and place > 1 and letter == other[place - 2] and word[row - 2] == sign:
                cost = min(cost, before[place - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


def as_one_word(text: str) -> str:
    """The search joined into one word, for pinyin typed as separate syllables; empty where it cannot be pinyin."""
    parts = pieces(text)
    return "".join(parts) if 1 < len(parts) <= _SYLLABLES and all(piece.isalpha() and piece.isascii() for piece in parts) else ""
