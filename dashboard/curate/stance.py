"""How the words around a place say it: as a fact, an announcement, an aim, a forecast or somebody's judgement, and on whose part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.curate.passages import Passage
from dashboard.curate.words import any_of

_MOODS = {status: any_of(status) for status in ("target", "announced", "forecast", "claimed", "in_place")}
_CENTRAL, _OWN, _PROGRAMME, _SERVICE = any_of("central"), any_of("own"), any_of("programme"), any_of("service")


@dataclass(frozen=True)
class Stance:
    """The status of a claim, and how an area is tied to the city by it."""

    status: str
    basis: str


def read_stance(passage: Passage, place: int, nation: bool, interested: bool = False, usual: str = "") -> Stance:
    """How a paragraph says what stands at a place: by the last telling word before it in its clause, else the next one behind it.

    ``interested`` says that an official speaks of the own city; ``usual`` is how the field is mostly tied where nothing is pending.
    """
    clause, (first, last) = passage.clause(place), passage.sentence(place)
    text, sentence = passage.plain[clause.start : clause.end], passage.plain[first:last]
    status = _status(text, place - clause.start) or _status(sentence, place - first)
    if not status or status == "in_place":
        status = "claimed" if interested else "in_place"
    if status == "forecast":
        return Stance(status, "expected")
    if status in ("target", "announced"):
        own = nation or not _CENTRAL.search(sentence) or bool(_OWN.search(text))
        return Stance(status, "own_plan" if own else "assigned")
    if usual == "mentioned":
        return Stance(status, "mentioned")
    if nation:
        return Stance(status, usual if usual in ("own_plan", "existing") else "mentioned")
    return Stance(status, "assigned" if status == "in_place" and _CENTRAL.search(text) and not _OWN.search(text) else "existing")


def _status(text: str, place: int) -> str:
    """The status the nearest telling word says; what stands before weighs more than what comes behind."""
    before: tuple[int, str] = (-1, "")
    after: tuple[int, str] = (len(text) + 1, "")
    for start, end, status in _telling(text):
        if start <= place:
            # Of two that end at one place the longer one says more: "will focus on" is an aim.
            before = max(before, (end, status))
        else:
            after = min(after, (start, status))
    return before[1] or after[1]


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[tuple[int, int, str], ...]:
    """The words of a clause that say how it speaks: every claim of it asks for them."""
    return tuple((*match.span(), status) for status, pattern in _MOODS.items() for match in pattern.finditer(text))


def is_of_programme(passage: Passage, place: int) -> bool:
    """Whether a number is one of a plan or programme rather than of a city."""
    first, last = passage.sentence(place)
    return bool(_PROGRAMME.search(passage.plain[first:last]))


def is_of_service(passage: Passage, place: int) -> bool:
    """Whether a number is one of a service or network."""
    clause = passage.clause(place)
    return bool(_SERVICE.search(passage.plain[max(clause.start, place - 40) : min(clause.end, place + 60)]))


def aim_begins(passage: Passage, place: int) -> tuple[int, bool]:
    """Where what is aimed at begins, and whether with a verb: behind the last verb of aiming before a place, else the next one."""
    first, last = passage.sentence(place)
    before = [match.end() for match in _MOODS["target"].finditer(passage.plain, first, place)]
    behind = [match.end() for match in _MOODS["target"].finditer(passage.plain, place, last)]
    verb = before[-1] if before else behind[0] if behind else place
    to = re.compile(r"\s+(?P<to>to|at|for|on)\b\s*|\s+").match(passage.plain, verb, last)
    begins = to.end() if to else verb
    if begins >= last:
        return place, False
    return begins, bool(to and to["to"] == "to") or passage.plain[:verb].endswith(" to")
