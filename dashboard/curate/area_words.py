"""The cue words of each focus area: from its name and scope, and from the printed words of its claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dashboard.curate.words import WORDS
from dashboard.verify.stems import placed_stems, stem

_NOT_OF_IT = re.compile(
    r"\b(?:not|other than|where|apart from|which are no|that are not|and what|what)\b[^;,.]*|\bin general\b|\bas a whole\b|\bin any form\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[;,:.()]|\b(?:and|or|such as|as an?|for|by which|that|in|from|to|of|between)\b")
_SEGMENTS = re.compile(r"[;:.()]")
_WITHIN = 2
"""At most this many significant words may stand between two words of a cue."""
_APART = re.compile(r"[;:()\"“”]|, (?!\w+(?: and|,) )|\band (?!high|quality|smart|advanced)|\b(?:is|are|was|has|have|to)\b")
"""Separators between phrases about different things."""
VAGUE = frozenset(map(stem, WORDS["vague"].split()))
"""Words too general to be the only cue of an area."""


@dataclass(frozen=True, eq=False)
class AreaWords:
    """Cues (tuples of stems, in order) with the area each stands for; ``first`` maps a stem to the cues it begins."""

    cues: Mapping[tuple[str, ...], str]
    first: Mapping[str, tuple[tuple[str, ...], ...]]

    def find(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """The areas a text mentions, as (area, start, end) of the matching words; an area may occur more than once."""
        return _find(self, text)


@lru_cache(maxsize=8192)
def _find(vocabulary: AreaWords, text: str) -> tuple[tuple[str, int, int], ...]:
    """Cached because the rules for areas, bodies and figures all ask for the same clause."""
    words = placed_stems(text)
    matches = []
    for place, (word, start, end) in enumerate(words):
        for cue in vocabulary.first.get(word, ()):
            end_of = _reached(cue[1:], words[place + 1 : place + 1 + _WITHIN * len(cue)], end)
            if end_of and not (len(cue) > 1 and set(cue) <= VAGUE and _APART.search(text[start:end_of])):
                matches.append((vocabulary.cues[cue], start, end_of))
    return tuple(matches)


def _reached(following: tuple[str, ...], words: list[tuple[str, int, int]], end: int) -> int:
    """End of a cue whose remaining stems are ``following``, if they come soon after its first word; 0 otherwise."""
    for expected in following:
        at = next((place for place, (word, _, _) in enumerate(words[: _WITHIN + 1]) if word == expected), None)
        if at is None:
            return 0
        end, words = words[at][2], words[at + 1 :]
    return end


def area_words(rows: Mapping[str, Mapping[str, str]]) -> AreaWords:
    """The cues of every area, from the rows of the areas by key."""
    heads = {area: _heads(row) for area, row in rows.items()}
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for area, row in rows.items():
        for cue in _described(row) | heads[area]:
            owners[cue].append(area)
    single_words = {cue[0] for cues_of in heads.values() for cue in cues_of if len(cue) == 1}
    own = {area: {word for cue in cues_of for word in cue} - single_words for area, cues_of in heads.items()}
    cues: dict[tuple[str, ...], str] = {}
    for cue, areas in owners.items():
        best = [area for area in areas if cue in heads[area]] or areas
        # A word that names another area stands for that one, even where it occurs in this one's scope.
        borrowed = len(cue) > 1 and cue not in heads[best[0]] and single_words & set(cue) and not own[best[0]] & set(cue)
        if len(best) == 1 and not borrowed:
            cues[cue] = best[0]
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for cue in cues:
        first[cue[0]].append(cue)
    return AreaWords(cues, {word: tuple(cues_of) for word, cues_of in first.items()})


def _described(row: Mapping[str, str]) -> set[tuple[str, ...]]:
    """The phrases of a name and a scope, and single words of them that are specific enough."""
    scope = _NOT_OF_IT.sub(" ", row.get("scope", ""))
    phrases = [phrase for segment in _SEGMENTS.split(scope) for phrase in _of_scope(segment)]
    phrases += [phrase for name in ("name", "short") for phrase in _completed(_phrases(row.get(name, "")))]
    cues: set[tuple[str, ...]] = set()
    for words in phrases:
        if len(words) == 2 or (len(words) > 2 and set(words) <= VAGUE):
            cues.add(tuple(words))
        cues |= {pair for pair in pairwise(words) if not set(pair) <= VAGUE}
        cues |= {(word,) for word in words if word not in VAGUE}
    return cues


def _of_scope(segment: str) -> list[list[str]]:
    """The phrases of one part of a scope; in *a hub of science, technology or the digital economy* science is not of the economy."""
    return _phrases(segment) if " of " in segment else _completed(_phrases(segment))


def _phrases(text: str) -> list[list[str]]:
    parts = [[word for word, _, _ in placed_stems(part)] for part in _PARTS.split(text)]
    return [phrase for phrase in parts if phrase]


def _heads(row: Mapping[str, str]) -> set[tuple[str, ...]]:
    """The names of an area: each whole, and each specific part of one."""
    heads = set()
    for text in (row.get("short", ""), row.get("name", "")):
        parts = _completed(_phrases(text))
        heads |= {tuple(part) for part in parts if len(text.split()) == 1 or len(part) > 1 or part[0] not in VAGUE}
    return heads


def _completed(phrases: list[list[str]]) -> list[list[str]]:
    """Listed phrases with their shared last word: *smart, high-end or high-tech manufacturing* is manufacturing in each."""
    completed, head = [], ""
    for phrase in reversed(phrases):
        head = phrase[-1] if len(phrase) > 1 else head
        alone = len(phrase) == 1 and phrase[0] in VAGUE and head
        completed.append([*phrase, head] if alone and phrase[0] != head else phrase)
    return completed
