"""By which words each field is known: those of its name and scope, and those in which the claims of the table print it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.table.load import Table
from dashboard.verify.stems import placed_stems

_NOT_OF_IT = re.compile(
    r"\bnot\b[^;,.]*|\bother than\b[^;,.]*|\bwhere\b[^;,.]*|\bapart from\b[^;,.]*|\bwhich are no\b[^;,.]*", re.IGNORECASE
)
_PARTS = re.compile(r"[;,:.()]|\b(?:and|or|in general|as a whole|as a|of its own|such as)\b")
_WITHIN = 3
"""How many words that matter may lie between those of a cue."""
_LEAST = 0.6
"""Which part of the claims that print a phrase must be of one field for the phrase to stand for it."""
_VAGUE = frozenset(
    "technology research digital innovation city development system market capital industry firm science service nation national general"
    " large strong important local advanced intelligent high key policy project plan standard network platform product support".split()
)


@dataclass(frozen=True)
class AreaWords:
    """Cues: stems that stand close together, in any order, with the field they stand for and how surely, from 0 to 1."""

    cues: Mapping[frozenset[str], tuple[tuple[str, float], ...]]
    first: Mapping[str, tuple[frozenset[str], ...]]
    """The cues a stem is part of."""

    def find(self, text: str) -> Iterator[tuple[str, int, int, float]]:
        """Each field a text speaks of, with the words that say so and how surely; a field may be found more than once."""
        words = placed_stems(text)
        for place, (word, start, end) in enumerate(words):
            near = words[place : place + _WITHIN + 1]
            for cue in self.first.get(word, ()):
                if len(cue) == 1:
                    yield from ((area, start, end, sure) for area, sure in self.cues[cue])
                    continue
                found = {each[0]: each for each in reversed(near) if each[0] in cue}
                if len(found) == len(cue) and word in found:
                    begins, ends = min(each[1] for each in found.values()), max(each[2] for each in found.values())
                    if begins == start:
                        yield from ((area, begins, ends, sure) for area, sure in self.cues[cue])


def area_words(table: Table, rows: Mapping[str, Mapping[str, str]]) -> AreaWords:
    """The cues of every field of ``rows``, with what the claims of ``table`` print of it."""
    told: dict[frozenset[str], dict[str, float]] = defaultdict(dict)
    owners: dict[frozenset[str], set[str]] = defaultdict(set)
    for area, row in rows.items():
        for cue in _described(row):
            owners[cue].add(area)
    for cue, areas in owners.items():
        if len(areas) == 1 and not cue <= _VAGUE:
            told[cue][next(iter(areas))] = 0.8
    for cue, (area, sure) in _printed(table).items():
        if area in rows and not cue <= _VAGUE:
            told[cue][area] = max(sure, told[cue].get(area, 0.0))
    cues = {cue: tuple(sorted(areas.items())) for cue, areas in told.items()}
    first: dict[str, list[frozenset[str]]] = defaultdict(list)
    for cue in cues:
        for word in cue:
            first[word].append(cue)
    return AreaWords(cues, {word: tuple(found) for word, found in first.items()})


def _described(row: Mapping[str, str]) -> set[frozenset[str]]:
    scope = _NOT_OF_IT.sub(" ", row.get("scope", ""))
    found = set()
    for text in (row.get("name", ""), row.get("short", ""), *_PARTS.split(scope)):
        words = [word for word, _, _ in placed_stems(text)]
        if 0 < len(words) <= 3:
            found.add(frozenset(words))
        found |= {frozenset(pair) for pair in zip(words, words[1:], strict=False) if len(set(pair)) == 2}
    return {cue for cue in found if cue}


def _printed(table: Table) -> dict[frozenset[str], tuple[str, float]]:
    """Phrases of what is printed of the claims on fields, with the field most of them are of."""
    counts: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    claims = table.claims[(table.claims["aspect"] == "focus_area") & (table.claims["restates"] == "")]
    seen: set[tuple[str, str, str]] = set()
    for area, article, printed in claims[["area", "article", "as_printed"]].itertuples(index=False, name=None):
        if (area, article, printed) in seen:
            continue
        seen.add((area, article, printed))
        words = [word for word, _, _ in placed_stems(printed)]
        phrases = {frozenset([word]) for word in words} | {frozenset(pair) for pair in zip(words, words[1:], strict=False)}
        for phrase in phrases:
            counts[phrase][area] += 1
    found = {}
    for phrase, areas in counts.items():
        area, most = areas.most_common(1)[0]
        share = most / sum(areas.values())
        if share >= _LEAST and (most > 1 or len(phrase) > 1):
            found[phrase] = (area, share)
    return found
