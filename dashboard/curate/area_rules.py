"""Focus areas: a field whose words a clause prints, tied to the cities the clause speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Clause, Passage
from dashboard.curate.proposals import Found
from dashboard.curate.stance import read_stance
from dashboard.curate.voices import Voice, voice_at

SURE = 0.6
"""How surely the words must stand for the field."""


def areas(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...]) -> Iterator[Found]:
    """Every field of a paragraph, once for each city and basis."""
    seen: set[tuple[str, str, str]] = set()
    for clause in passage.clauses:
        if not clause.cities:
            continue
        text = passage.plain[clause.start : clause.end]
        for area, start, end, sure in lexicon.areas.find(text):
            if sure < SURE:
                continue
            begins, ends = clause.start + start, clause.start + end
            yield from _claims(lexicon, passage, clause, (area, begins, ends), voices, seen)


def _claims(
    lexicon: Lexicon,
    passage: Passage,
    clause: Clause,
    told: tuple[str, int, int],
    voices: tuple[Voice, ...],
    seen: set[tuple[str, str, str]],
) -> Iterator[Found]:
    area, start, end = told
    voice = voice_at(voices, passage, start)
    first, last = passage.sentence(start)
    sentence = passage.plain[first:last]
    for city in clause.cities:
        interested = voice.kind in ("city_government", "unnamed_official") and city in lexicon.hubs
        stance = read_stance(passage.plain[clause.start : clause.end], sentence, city == lexicon.nation, interested)
        if (area, city, stance.basis) in seen:
            continue
        seen.add((area, city, stance.basis))
        cells = {"city": city, "aspect": "focus_area", "area": area, "basis": stance.basis, "status": stance.status, **voice.cells(city)}
        yield Found(start, end, cells, f"The words of {lexicon.label('areas', area)}.")
