"""Suggestion rule for unknown measures and areas: each as a new row to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dashboard.curate.area_words import VAGUE
from dashboard.curate.fill import DIMENSIONS, LIGHT, term_row
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Options, Proposal
from dashboard.curate.stance import read_stance
from dashboard.curate.voices import Voice, voice_at
from dashboard.curate.wording import NOTHING_MORE
from dashboard.curate.words import WORDS
from dashboard.verify.stems import placed_stems, stem, stems

_OF_UNIT = re.compile(r"^(?:yuan|US dollars|percent(?:age points)?|years)\b(?: (?:of|in))? ?")
_MOST_SIMILAR = 3
_WORD = r"(?!(?:the|an?|its|their|this|that|and|or|of|in|for|to|with|by)\b)[a-z][a-z-]{2,}"
_FIELD = re.compile(
    rf"\b(?:leaders?|leading|strengths?|strong|expertise|breakthroughs?|hubs?|base|cent(?:er|re)s?|powerhouse|capital|pioneers?|advances?)"
    rf" (?:in|for|of) (?:the )?(?P<behind>{_WORD}(?: {_WORD})?)(?=[,.;:]| (?:and|or|by|in|with|at|that|which|as|to|than|while)\b|$)"
    rf"|\b(?P<before>{_WORD}(?: {_WORD})?) (?:industry|industries|sectors?|technolog(?:y|ies)|research|clusters?|valley|base|hub)\b"
)
_NEXT = re.compile(rf"(?:, (?:and )?| and )(?P<field>{_WORD}(?: {_WORD})?)(?=[,.;]| and\b|$)")
_LAST = re.compile(rf"(?:, |\b(?:in|on|of|for|as|including) )(?P<field>{_WORD}(?: {_WORD})?)(?:, (?:and )?| and )$")
_TOTAL = re.compile(
    r"^(?:all|or|them|each|up|down|for|night|day|year before"
    r"|must|will|would|should|can|may|to|is|are|was|were|has|have|had)\b"
)
_BEHIND_NAME = re.compile(
    r"(?<=\w)[ ,]+(?:and|or|for (?:the|its|their)|there|here|that|which|based|headquartered|various|across|among|around|the|so)\b.*$"
)
_NO_FIELD = frozenset(WORDS["no_field"].split())
_NO_FIELD_STEMS = frozenset(map(stem, _NO_FIELD))
"""Stems that qualify an area without identifying it."""


def unknown_measure(lexicon: Lexicon, cells: Mapping[str, str]) -> tuple[Mapping[str, str], Options]:
    """A new row for a measure that the table lacks, and existing measures as options; no row for a rank."""
    counts, unit = cells.get("counts", ""), cells.get("unit", "")
    phrase = re.sub(r"^(?:[Tt]he|its|their|an?|some) ", "", _OF_UNIT.sub("", counts).removesuffix(NOTHING_MORE).strip())
    phrase = phrase if unit in ("year", "date") else _BEHIND_NAME.sub("", phrase)
    if not phrase or unit == "rank" or _TOTAL.match(phrase):
        return {}, ()
    dimension = DIMENSIONS.get(unit, "count")
    row = term_row("measures", f"{phrase[:1].upper()}{phrase[1:]}", lexicon.rows["measures"].keys(), dimension)
    words = {word for word in stems(phrase) if word not in VAGUE}
    alike = [
        (-len(words & measure_words), measure)
        for measure, measure_words in lexicon.measures.items()
        if words & measure_words and lexicon.rows["measures"][measure].get("dimension") == dimension
    ]
    similar = tuple((f"It is: {lexicon.label('measures', measure)}", {"measure": measure}) for _, measure in sorted(alike)[:_MOST_SIMILAR])
    return row, similar


def unknown_areas(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...]) -> Iterator[Proposal]:
    """Proposals for phrases called an industry, a technology or a strength of a city that match no area of the table."""
    reported: set[str] = set()
    for clause in passage.clauses:
        text = passage.plain[clause.start : clause.end]
        known_spans = [(start, end) for _, start, end in lexicon.areas.find(text)]
        for begins, ends in _called(text, known_spans) if clause.cities else ():
            start, end = _trimmed(text, begins, ends)
            words = {word for word, _, _ in placed_stems(text[start:end])}
            place = (clause.start + start, clause.start + end)
            names = any(each.start < place[1] and place[0] < each.end for each in passage.mentions)
            overlaps_known = any(first < end and start < last for first, last in known_spans)
            head = text[start:end].rpartition(" ")[2]
            if (
                start >= end
                or head in _NO_FIELD
                or not words - VAGUE - _NO_FIELD_STEMS
                or overlaps_known
                or names
                or text[start:end] in reported
            ):
                continue
            reported.add(text[start:end])
            row = term_row("areas", f"{text[start].upper()}{text[start + 1 : end]}", lexicon.rows["areas"].keys())
            voice = voice_at(voices, passage, place[0])
            for city in passage.cities_at(place[0])[:1]:
                interested = voice.kind in ("city_government", "unnamed_official") and city in lexicon.hubs
                stance = read_stance(passage, place[0], city == lexicon.nation, interested)
                cells = {"city": city, "aspect": "focus_area", "basis": stance.basis, "status": stance.status, **voice.cells(city)}
                yield Proposal(*place, {**cells, "area": row["area"]}, "A field that no area has words for.", new=(("areas", row),))


def _called(text: str, known_spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Phrases that may be an area: called one, or listed with a known one."""
    for match in _FIELD.finditer(text):
        # A phrase that overlaps a known area means that area.
        if not any(first < match.end() and match.start() < last for first, last in known_spans):
            yield match.span("behind" if match["behind"] else "before")
    for first, last in known_spans:
        behind, before = _NEXT.match(text, last), _LAST.search(text, 0, first)
        if behind:
            yield behind.span("field")
        if before:
            yield before.span("field")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A phrase without leading words that qualify an area without identifying it."""
    while match := re.match(r"([\w-]+) ", text[start:end]):
        if match[1] not in _NO_FIELD | LIGHT and not match[1].endswith("ly"):
            break
        start += match.end()
    return start, end
