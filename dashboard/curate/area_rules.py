"""Suggestion rule for focus areas: a clause that prints the words of an area, tied to the cities the clause is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Clause, Passage
from dashboard.curate.proposals import Proposal
from dashboard.curate.stance import read_stance
from dashboard.curate.voices import Voice, voice_at

_NOUN = re.compile(
    r"(?: (?:industry|industries|sectors?|firms?|companies|pool|polic(?:y|ies)|networks?|hubs?|districts?|plants?|factories"
    r"|hospitals|services?|systems?"
    r"|projects?|markets?|technolog(?:y|ies)|research|engines?|machines?|facilit(?:y|ies)|platforms?|chain|makers?|manufacturing))+\b"
)
_LONG_NAME = re.compile(
    r"(?:[A-Z][\w-]+ ){2,}(?:and [A-Z][\w-]+ )?(?:Zone|District|Park|Report|Ministry|Commission|Committee|Department|Bureau|Daily|Index)\b"
)
"""A name that is not known yet, and says by its last word that it is a place or an office."""
_SPEAKERS = ("government_body", "media")
"""Kinds of bodies whose names do not tie a city to the area they contain."""


def areas(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...]) -> Iterator[Proposal]:
    """Proposals for the focus areas of a paragraph, one for each area, city and basis."""
    reported: set[tuple[str, str, str]] = set()
    for clause in passage.clauses:
        if not clause.cities:
            continue
        for area, start, end in lexicon.areas.find(_unnamed(lexicon, passage, clause)):
            begins, ends = clause.start + start, clause.start + end
            yield from _claims(lexicon, passage, clause, (area, begins, ends), voices, reported)


def _claims(
    lexicon: Lexicon,
    passage: Passage,
    clause: Clause,
    match: tuple[str, int, int],
    voices: tuple[Voice, ...],
    reported: set[tuple[str, str, str]],
) -> Iterator[Proposal]:
    area, start, end = match
    voice = voice_at(voices, passage, start)
    for city in _attached(lexicon, passage, start) or passage.cities_at(start):
        interested = voice.kind in ("city_government", "unnamed_official") and city in lexicon.hubs
        stance = read_stance(passage, start, city == lexicon.nation, interested, lexicon.usual_basis.get(area, ""))
        if (area, city, stance.basis) in reported:
            continue
        reported.add((area, city, stance.basis))
        cells = {"city": city, "aspect": "focus_area", "area": area, "basis": stance.basis, "status": stance.status, **voice.cells(city)}
        yield Proposal(start, _phrase_end(passage, end), cells, f"The words of {lexicon.label('areas', area)}.")


def _unnamed(lexicon: Lexicon, passage: Passage, clause: Clause) -> str:
    """The text of a clause with the names of ministries and papers blanked."""
    text = passage.plain[clause.start : clause.end]
    for each in passage.mentions:
        if clause.start <= each.start < clause.end and all(lexicon.kind(key) in _SPEAKERS for key in each.keys):
            start, end = each.start - clause.start, min(each.end - clause.start, len(text))
            text = text[:start] + "." * (end - start) + text[end:]
    return _LONG_NAME.sub(lambda match: "." * len(match.group()), text)


def _attached(lexicon: Lexicon, passage: Passage, start: int) -> tuple[str, ...]:
    """The city a word is attached to, as in *Shanghai-based chipmaker* and *Shenzhen's stock market*; at most one."""
    before = passage.plain[max(0, start - 60) : start]
    match = re.search(rf"(?<!\w)(?P<hub>{lexicon.city_pattern})(?:-based|'s)(?: [\w-]+){{0,2}} $", before)
    return tuple(key for key, name in lexicon.hubs.items() if match and name == match["hub"])


def _phrase_end(passage: Passage, end: int) -> int:
    """End of the noun phrase that the words of an area begin, as in the *IC sector* and the *talent pool*."""
    match = _NOUN.match(passage.plain, end)
    return match.end() if match else end


def area_beside(lexicon: Lexicon, passage: Passage, place: int) -> str:
    """The area whose words are nearest to ``place`` in its clause; empty where the clause has none."""
    clause = passage.clause(place)
    distances = [(abs(clause.start + start - place), area) for area, start, _ in lexicon.areas.find(_unnamed(lexicon, passage, clause))]
    return min(distances)[1] if distances else ""
