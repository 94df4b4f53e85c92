"""Drafts ``counts`` of a figure and ``aim`` of a target, in the words of the paragraph."""

from __future__ import annotations

import re

from dashboard.curate.fill import LIGHT
from dashboard.curate.passages import Passage
from dashboard.curate.stance import aim_begins
from dashboard.curate.words import WORDS

_STOP = re.compile(
    r"[,.;:()\"“”–—$¥]|\bUS\$|\b\d[\d,.]*\b(?! ?[A-Za-z])"
    r"|\b(?:in|to|by|from|at|that|which|who|were|was|are|is|has|have|had|will|would|since|as|on|with|while|when)\b"
)
_NO_THINGS = frozenset(("them", "these", "those", "it", "which", "whom", *WORDS["places"].split()))
"""Pronouns and places, of which nobody can tell what was counted."""
NOTHING_MORE = "in all"
"""The end of what a number counts where the paragraph has too few words for it."""
_LEAST, _MOST, _AIM = 3, 6, 8
_UNITS = {"CNY": "yuan", "USD": "US dollars", "years": "years", "percent": "percent", "percentage_point": "percentage points"}
_WORD = re.compile(r"\d+(?:[,.]\d+)+|[^\s,;.:()“”\"–—]+")
_DOUBLED = frozenset(("cut", "get", "let", "plan", "put", "run", "set", "stop", "win", "begin"))


def counts(passage: Passage, place: int, unit: str, measure: str = "") -> str:
    """What a number counts: the words from ``place`` up to a verb or a preposition, three to six of them.

    Without any, the name of the ``measure``, else the words that follow; empty where these are pronouns and places alone.
    """
    unit_words = _UNITS.get(unit, "").split()
    _, last = passage.sentence(max(0, place - 1))
    after = re.sub(
        r"^\W*(?:(?:consecutive|straight|full|whole) years?\b\W*)?(?:of|worth of|in|the) ",
        "",
        passage.plain[place : min(last, place + 160)],
    ).strip(" -'")
    # What follows a comma is another statement: it cost 2 billion yuan, the city said.
    following = [] if unit_words and re.match(r"[,;:.]", passage.plain[place:]) else _STOP.split(after, maxsplit=1)[0].split()
    near = _trimmed([*unit_words, *following][:_MOST])
    if len(near) == len(unit_words) and len(unit_words) + len(measure.split()) >= _LEAST:
        return " ".join(_trimmed([*unit_words, *measure.split()][:_MOST]))
    if not near:
        near = _trimmed([word for word in _WORD.findall(after) if not any(map(str.isdigit, word))][:_LEAST])
    if {*near} <= _NO_THINGS | {passage.plain[start:end] for _, start, end in passage.hubs}:
        return ""
    return " ".join([*near, NOTHING_MORE] if len(near) < _LEAST else near)


def _trimmed(words: list[str]) -> list[str]:
    while words and words[-1].lower() in LIGHT:
        words = words[:-1]
    return words


def aim(passage: Passage, start: int, end: int) -> str:
    """What is aimed at: from the verb of aiming to the printed words or, where the verb comes after them, the words that follow it."""
    first, last = passage.sentence(start)
    begins, of_verb = aim_begins(passage, start)
    words = list(_WORD.finditer(passage.plain, begins, last))
    inside = [match for match in words if match.start() < end] if begins < start else words[:_AIM]
    if len(inside) < _LEAST:
        inside = words[:_LEAST]
    nearest = inside[:_AIM] if begins >= start else inside[-_AIM:]
    while len(nearest) > _LEAST and nearest[0].group().lower() in LIGHT and nearest[1].group() != "least":
        nearest = nearest[1:]
    if len(nearest) < _LEAST:
        nearest = list(_WORD.finditer(passage.plain, first, end))[-_AIM:]
    aim_words = _trimmed([match.group() for match in nearest])
    if aim_words and of_verb and nearest[0].start() == begins:
        aim_words[0] = _gerund(aim_words[0])
    return " ".join(aim_words)


def _gerund(verb: str) -> str:
    """The gerund of a verb: build, building."""
    if not verb.isalpha() or verb.endswith("ing") or not verb.islower():
        return verb
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "oe")) and verb != "be" else f"{verb}ing"
