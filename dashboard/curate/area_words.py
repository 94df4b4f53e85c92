"""By which words each field is known: those of its name and scope, and those in which the claims of the table print it."""

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
"""How many words that matter may lie between those of a cue."""
_APART = re.compile(r"[;:()\"“”]|, (?!\w+(?: and|,) )|\band (?!high|quality|smart|advanced)|\b(?:is|are|was|has|have|to)\b")
"""What stands between words that belong to different things."""
VAGUE = frozenset(map(stem, WORDS["vague"].split()))
"""Words that say too little of a field to stand for it alone."""


@dataclass(frozen=True, eq=False)
class AreaWords:
    """Cues: words that matter, by their stems and in their order, with the field they stand for; ``first`` gives those a stem begins."""

    cues: Mapping[tuple[str, ...], str]
    first: Mapping[str, tuple[tuple[str, ...], ...]]

    def find(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Each field a text speaks of, with the words that say so, from where to where; a field may be found more than once."""
        return _find(self, text)


@lru_cache(maxsize=8192)
def _find(known: AreaWords, text: str) -> tuple[tuple[str, int, int], ...]:
    """Claims on areas, bodies and figures of one clause all ask for it."""
    words = placed_stems(text)
    found = []
    for place, (word, start, end) in enumerate(words):
        for cue in known.first.get(word, ()):
            end_of = _reached(cue[1:], words[place + 1 : place + 1 + _WITHIN * len(cue)], end)
            if end_of and not (len(cue) > 1 and set(cue) <= VAGUE and _APART.search(text[start:end_of])):
                found.append((known.cues[cue], start, end_of))
    return tuple(found)


def _reached(rest: tuple[str, ...], words: list[tuple[str, int, int]], end: int) -> int:
    """Where the rest of a cue ends, if it stands close behind its first word; 0 if it does not."""
    for wanted in rest:
        at = next((place for place, (word, _, _) in enumerate(words[: _WITHIN + 1]) if word == wanted), None)
        if at is None:
            return 0
        end, words = words[at][2], words[at + 1 :]
    return end


def area_words(rows: Mapping[str, Mapping[str, str]]) -> AreaWords:
    """The cues of every field, by its row of the vocabulary."""
    heads = {area: _heads(row) for area, row in rows.items()}
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for area, row in rows.items():
        for cue in _described(row) | heads[area]:
            owners[cue].append(area)
    called = {cue[0] for found in heads.values() for cue in found if len(cue) == 1}
    own = {area: {word for cue in found for word in cue} - called for area, found in heads.items()}
    cues: dict[tuple[str, ...], str] = {}
    for cue, areas in owners.items():
        best = [area for area in areas if cue in heads[area]] or areas
        # A field that another one is called by is that other one, whatever else is said of it.
        borrowed = len(cue) > 1 and cue not in heads[best[0]] and called & set(cue) and not own[best[0]] & set(cue)
        if len(best) == 1 and not borrowed:
            cues[cue] = best[0]
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for cue in cues:
        first[cue[0]].append(cue)
    return AreaWords(cues, {word: tuple(found) for word, found in first.items()})


def _described(row: Mapping[str, str]) -> set[tuple[str, ...]]:
    """The phrases of a name and a scope, and of those words alone that stand for little else."""
    scope = _NOT_OF_IT.sub(" ", row.get("scope", ""))
    phrases = [phrase for segment in _SEGMENTS.split(scope) for phrase in _of_scope(segment)]
    phrases += [phrase for name in ("name", "short") for phrase in _completed(_phrases(row.get(name, "")))]
    found: set[tuple[str, ...]] = set()
    for words in phrases:
        if len(words) == 2 or (len(words) > 2 and set(words) <= VAGUE):
            found.add(tuple(words))
        found |= {pair for pair in pairwise(words) if not set(pair) <= VAGUE}
        found |= {(word,) for word in words if word not in VAGUE}
    return found


def _of_scope(segment: str) -> list[list[str]]:
    """The phrases of a part of a scope; of *a hub of science, technology or the digital economy* science is none of the economy."""
    return _phrases(segment) if " of " in segment else _completed(_phrases(segment))


def _phrases(text: str) -> list[list[str]]:
    found = [[word for word, _, _ in placed_stems(part)] for part in _PARTS.split(text)]
    return [phrase for phrase in found if phrase]


def _heads(row: Mapping[str, str]) -> set[tuple[str, ...]]:
    """What a field is called: each of its names whole, and each part of one that stands for little else."""
    found = set()
    for text in (row.get("short", ""), row.get("name", "")):
        parts = _completed(_phrases(text))
        found |= {tuple(part) for part in parts if len(text.split()) == 1 or len(part) > 1 or part[0] not in VAGUE}
    return found


def _completed(phrases: list[list[str]]) -> list[list[str]]:
    """Words of a list that share their last one: of *smart, high-end or high-tech manufacturing* each is one of manufacturing."""
    found, head = [], ""
    for phrase in reversed(phrases):
        head = phrase[-1] if len(phrase) > 1 else head
        alone = len(phrase) == 1 and phrase[0] in VAGUE and head
        found.append([*phrase, head] if alone and phrase[0] != head else phrase)
    return found
