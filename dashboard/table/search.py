"""A search over the table: which claims and which names hold its words, the best first, and what is said of words that nothing holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.table.columns import Mask
from dashboard.table.index import Scores, SearchIndex, indexed
from dashboard.table.load import Table
from dashboard.table.query import Word, phrase, words, written_together
from dashboard.table.words import plural, sentence_list

_WORTH = {
    "institution": 0.5, "measure": 0.5, "speaker": 0.4, "topic": 0.4, "area": 0.3, "paragraph": 0.3, "city": 0.2, "article": 0.2,
    "status": 0.2,
}  # fmt: skip
"""What a word in the name of a thing says of a claim about it, beside the same word in the claim itself."""
_TOLD_BACK, _NAMED_BACK = 60, 6
"""How many letters of a word, and how many words, are told back to who typed them."""
_COMPUTED = np.float32(0.6)
_TOGETHER = 1.5
"""How much better a claim is that holds the words one after another, as they were typed."""


@dataclass(frozen=True, eq=False)
class Matches:
    """What a search finds: a score for each claim, in the order of the table, and for each document; 0 is not found.

    ``missing`` are the words that nothing holds, ``misspelled`` those that were read as others spelled like them; ``some`` says that
    nothing holds all of the rest together, so that what holds most of them was found.
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
        """Which claims are found."""
        found: Mask = self.claims > 0
        return found

    def told(self) -> list[str]:
        """What a reader must know of how the words were read, in sentences."""
        said: list[str] = [] if self.words or self.missing or self.claims.any() else ["There is no letter and no digit to look for."]
        if self.missing:
            said.append(f"Nothing holds {_listed(self.missing)}{'; the other words were looked for' if self.words else ''}.")
        if self.misspelled:
            said.append(f"Nothing holds {_listed(self.misspelled)}; shown is what is spelled like it.")
        if self.some:
            held = [
                f"“{clipped(word.typed)}” in {plural(int((_of_claims(self.index, word.scores) > 0).sum()), 'claim')}" for word in self.words
            ]
            said.append(f"Nothing holds {_listed([word.typed for word in self.words])} together. Each alone: {sentence_list(held)}.")
        return said


def clipped(typed: str) -> str:
    """What somebody typed as it is told back: a line of it at most."""
    return typed if len(typed) <= _TOLD_BACK else f"{typed[:_TOLD_BACK].rstrip()} …"


def _listed(typed: Sequence[str]) -> str:
    shown = [f"“{clipped(word)}”" for word in typed[:_NAMED_BACK]]
    return sentence_list([*shown, f"{len(typed) - _NAMED_BACK} other words"] if len(typed) > _NAMED_BACK else shown)


def search(table: Table, text: str) -> Matches:
    """What is found for a text somebody typed."""
    return _search(indexed(table), text)


@lru_cache(maxsize=8)
def _search(index: SearchIndex, text: str) -> Matches:
    keyed, rest = _keys(index, text)
    found = words(index, rest)
    together = written_together(rest) if any(word.lost or word.misspelled for word in found) else ""
    if together:
        joined = words(index, together)
        found = joined if not any(word.lost or word.misspelled for word in joined) else found
    held = [word for word in found if not word.lost]
    named = _together([_with_notes(index, word.scores) for word in held], index.size)
    claimed = _together([_of_claims(index, word.scores) for word in held], len(index.own))
    # What is printed comes before what we computed from it.
    claimed[0][index.computed] *= _COMPUTED
    most = max(named[1].max(initial=0), claimed[1].max(initial=0))
    claims, documents = (np.where(counts == most, scores, 0).astype(np.float32) for scores, counts in (claimed, named))
    if held and most < len(held):
        claims = _in_turn(claims, [_of_claims(index, word.scores) > 0 for word in held])
        documents = _in_turn(documents, [_with_notes(index, word.scores) > 0 for word in held])
    if len(held) > 1 and most == len(held):
        near = index.scores(phrase(rest))
        claims *= np.where(_of_claims(index, near) > 0, np.float32(_TOGETHER), np.float32(1))
        documents *= np.where(near > 0, np.float32(_TOGETHER), np.float32(1))
    if keyed is not None:
        claims = np.where(keyed, claims if held else np.float32(1), np.float32(0))
        documents = np.zeros_like(documents)
    return Matches(
        index, held, claims, documents, tuple(word.typed for word in found if word.lost),
        tuple(word.typed for word in held if word.misspelled), some=bool(held) and bool(most < len(held)),
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
    """The sum of the scores of all words, and how many of the words are held."""
    total, counts = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
    for scores in each:
        total += scores
        counts += scores > 0
    return total, counts


def _of_claims(index: SearchIndex, scores: Scores) -> Scores:
    """From documents to claims: what a claim says of its own, and the names of all it is about."""
    found = scores[index.own]
    for name, worth in _WORTH.items():
        found += np.float32(worth) * scores[index.related[name]]
    return found


def _with_notes(index: SearchIndex, scores: Scores) -> Scores:
    """A thing is found by what is noted of it as well, and is shown under its name."""
    found = scores[: index.size].copy()
    found[index.size - len(index.claim_numbers) :] = 0
    for number, noted in index.notes:
        found[number] += scores[noted] / 2
    found[[noted for _, noted in index.notes]] = 0
    return found


def _keys(index: SearchIndex, text: str) -> tuple[Mask | None, str]:
    """The claims whose keys are typed or begin so, as in four-hubs-22-f, None where no key is; and the other words."""
    articles = "|".join(re.escape(str(key).replace("-", "")) for key in index.table.vocabularies["articles"].index)
    words = text.casefold().split()
    asked = [word for word in words if re.fullmatch(rf"(?:{articles})\d+[a-z]*", word.replace("-", ""))]
    if not asked:
        return None, text
    plain = index.table.claims["claim_id"].str.replace("-", "", regex=False)
    found: Mask = plain.str.startswith(tuple(word.replace("-", "") for word in asked)).to_numpy()
    return found, " ".join(word for word in words if word not in asked)
