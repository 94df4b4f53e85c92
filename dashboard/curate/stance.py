"""Determines the status of a claim from the words around it: fact, announcement, aim, forecast or opinion."""

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
    """The status of a claim, and the basis of an area's tie to the city."""

    status: str
    basis: str


def read_stance(passage: Passage, place: int, nation: bool, interested: bool = False, usual: str = "") -> Stance:
    """The stance at ``place``: by the last status word before it in its clause, else by the next one behind it.

    ``interested``: an official speaks of the own city. ``usual``: the most frequent basis of the area, if nothing is pending.
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
    """The status by the nearest status word; one before ``place`` takes precedence over one behind it."""
    before: tuple[int, str] = (-1, "")
    after: tuple[int, str] = (len(text) + 1, "")
    for start, end, status in _telling(text):
        if start <= place:
            # Of matches with the same end the longer one is more specific: "will focus on" is an aim.
            before = max(before, (end, status))
        else:
            after = min(after, (start, status))
    return before[1] or after[1]


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[tuple[int, int, str], ...]:
    """The status words of a clause, cached because every claim of the clause needs them."""
    return tuple((*match.span(), status) for status, pattern in _MOODS.items() for match in pattern.finditer(text))


def is_of_programme(passage: Passage, place: int) -> bool:
    """Whether a number belongs to a plan or programme rather than to a city."""
    first, last = passage.sentence(place)
    return bool(_PROGRAMME.search(passage.plain[first:last]))


def is_of_service(passage: Passage, place: int) -> bool:
    """Whether a number belongs to a service or network."""
    clause = passage.clause(place)
    return bool(_SERVICE.search(passage.plain[max(clause.start, place - 40) : min(clause.end, place + 60)]))


def aim_begins(passage: Passage, place: int) -> tuple[int, bool]:
    """Where the aim begins, and whether with a verb: behind the last verb of aiming before ``place``, else behind the next one."""
    first, last = passage.sentence(place)
    before = [match.end() for match in _MOODS["target"].finditer(passage.plain, first, place)]
    behind = [match.end() for match in _MOODS["target"].finditer(passage.plain, place, last)]
    verb = before[-1] if before else behind[0] if behind else place
    to = re.compile(r"\s+(?P<to>to|at|for|on)\b\s*|\s+").match(passage.plain, verb, last)
    begins = to.end() if to else verb
    if begins >= last:
        return place, False
    return begins, bool(to and to["to"] == "to") or passage.plain[:verb].endswith(" to")
