"""Runs a search: scores for claims and documents, and messages on words without a match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.table.columns import Mask
from dashboard.table.index import Scores, SearchIndex, indexed
from dashboard.table.load import Table
from dashboard.table.query import Word, as_one_word, phrase, words
from dashboard.table.words import plural, sentence_list

_WORTH = {
    "institution": 0.5, "measure": 0.5, "speaker": 0.4, "topic": 0.4, "area": 0.3, "paragraph": 0.3, "city": 0.2, "article": 0.2,
    "status": 0.2,
}  # fmt: skip
"""The weight of a match in a related document, relative to one in the text of the claim."""
_LONGEST_WORD, _MOST_WORDS = 60, 6
"""How many characters of a word, and how many words, a message repeats."""
_COMPUTED = np.float32(0.6)
"""The factor for claims that are computed and not printed."""
_TOGETHER = 1.5
"""The factor for documents that hold the words as a phrase."""


@dataclass(frozen=True, eq=False)
class Matches:
    """The result of a search: a score for each claim, in the order of the table, and for each document; 0 is no match.

    ``missing`` are the words without a match, ``misspelled`` those for which similarly spelled words were used; ``some`` says that
    nothing matches all of the words, so that the matches are of as many of them as possible.
    """

    index: SearchIndex
    words: Sequence[Word]
    claims: Scores
    documents: Scores
    missing: tuple[str, ...]
    misspelled: tuple[str, ...]
    some: bool

    @property
    def loose(self) -> bool:
        """Whether nothing holds all that was typed, so that what holds a part of it was found."""
        return self.some or bool(self.missing and self.words)

    @property
    def mask(self) -> Mask:
        """Which claims match."""
        matching: Mask = self.claims > 0
        return matching

    def messages(self) -> list[str]:
        """Sentences for the reader on how the words were used."""
        sentences: list[str] = [] if self.words or self.missing or self.claims.any() else ["There is no letter and no digit to look for."]
        if self.missing:
            sentences.append(f"Nothing holds {_listed(self.missing)}{'; the other words were looked for' if self.words else ''}.")
        if self.misspelled:
            sentences.append(f"Nothing holds {_listed(self.misspelled)}; shown is what is spelled like it.")
        if self.some:
            each = [
                f"“{clipped(word.typed)}” in {plural(int((_of_claims(self.index, word.scores) > 0).sum()), 'claim')}" for word in self.words
            ]
            sentences.append(f"Nothing holds {_listed([word.typed for word in self.words])} together. Each alone: {sentence_list(each)}.")
        return sentences


def clipped(typed: str) -> str:
    """A typed text as a message repeats it, cut to one line."""
    return typed if len(typed) <= _LONGEST_WORD else f"{typed[:_LONGEST_WORD].rstrip()} …"


def _listed(typed: Sequence[str]) -> str:
    shown = [f"“{clipped(word)}”" for word in typed[:_MOST_WORDS]]
    return sentence_list([*shown, f"{len(typed) - _MOST_WORDS} other words"] if len(typed) > _MOST_WORDS else shown)


def search(table: Table, text: str) -> Matches:
    """Search the table for a typed text; the last results are cached."""
    return _search(indexed(table), text)


@lru_cache(maxsize=8)
def _search(index: SearchIndex, text: str) -> Matches:
    keyed, rest = _keys(index, text)
    typed = words(index, rest)
    together = as_one_word(rest) if any(word.lost or word.misspelled for word in typed) else ""
    if together:
        joined = words(index, together)
        typed = joined if not any(word.lost or word.misspelled for word in joined) else typed
    matched = [word for word in typed if not word.lost]
    named = _together([_with_notes(index, word.scores) for word in matched], index.size)
    claimed = _together([_of_claims(index, word.scores) for word in matched], len(index.own))
    claimed[0][index.computed] *= _COMPUTED
    most = max(named[1].max(initial=0), claimed[1].max(initial=0))
    claims, documents = (np.where(counts == most, scores, 0).astype(np.float32) for scores, counts in (claimed, named))
    if matched and most < len(matched):
        claims = _in_turn(claims, [_of_claims(index, word.scores) > 0 for word in matched])
        documents = _in_turn(documents, [_with_notes(index, word.scores) > 0 for word in matched])
    if len(matched) > 1 and most == len(matched):
        near = index.scores(phrase(rest))
        claims *= np.where(_of_claims(index, near) > 0, np.float32(_TOGETHER), np.float32(1))
        documents *= np.where(near > 0, np.float32(_TOGETHER), np.float32(1))
    if keyed is not None:
        claims = np.where(keyed, claims if matched else np.float32(1), np.float32(0))
        documents = np.zeros_like(documents)
    return Matches(
        index, matched, claims, documents, tuple(word.typed for word in typed if word.lost),
        tuple(word.typed for word in matched if word.misspelled), some=bool(matched) and bool(most < len(matched)),
    )  # fmt: skip


def _in_turn(scores: Scores, held: Sequence[Mask]) -> Scores:
    """What holds different words in turn, the best of each first, and of two what fewer hold: so that a frequent word buries none."""
    found = np.flatnonzero(scores)
    pattern = np.zeros(len(scores), dtype=object)
    for place, mask in enumerate(held):
        pattern[mask] += 1 << place
    ranked = np.zeros_like(scores)
    for group in dict.fromkeys(pattern[found].tolist()):
        members = found[pattern[found] == group]
        order = members[np.argsort(-scores[members], kind="stable")]
        ranked[order] = 1 / (1 + np.arange(len(order), dtype=np.float32)) + np.float32(1e-6) / len(order)
    return ranked


def _together(each: Sequence[Scores], size: int) -> tuple[Scores, Scores]:
    """The sum of the scores of all words, and how many of the words match."""
    total, counts = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
    for scores in each:
        total += scores
        counts += scores > 0
    return total, counts


def _of_claims(index: SearchIndex, scores: Scores) -> Scores:
    """Convert scores of documents to scores of claims: the text of a claim, plus its related documents by weight."""
    totals = scores[index.own]
    for name, worth in _WORTH.items():
        totals += np.float32(worth) * scores[index.related[name]]
    return totals


def _with_notes(index: SearchIndex, scores: Scores) -> Scores:
    """Scores of documents with half the score of its notes added to each thing; claims and the notes themselves are set to 0."""
    totals = scores[: index.size].copy()
    totals[index.size - len(index.claim_numbers) :] = 0
    for number, noted in index.notes:
        totals[number] += scores[noted] / 2
    totals[[noted for _, noted in index.notes]] = 0
    return totals


def _keys(index: SearchIndex, text: str) -> tuple[Mask | None, str]:
    """A mask of the claims whose keys begin with a typed key (four-hubs-22-f), None where no key was typed; and the remaining words."""
    articles = "|".join(re.escape(str(key).replace("-", "")) for key in index.table.vocabularies["articles"].index)
    words = text.casefold().split()
    typed_keys = [word for word in words if re.fullmatch(rf"(?:{articles})\d+[a-z]*", word.replace("-", ""))]
    if not typed_keys:
        return None, text
    plain = index.table.claims["claim_id"].str.replace("-", "", regex=False)
    matching: Mask = plain.str.startswith(tuple(word.replace("-", "") for word in typed_keys)).to_numpy()
    return matching, " ".join(word for word in words if word not in typed_keys)
