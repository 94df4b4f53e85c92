"""What no vocabulary has a word for yet: the measure of a number, and a field that is called one; each as a new row to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dashboard.curate.area_words import VAGUE
from dashboard.curate.fill import defined, key_of_name, short_name
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Found, Options
from dashboard.curate.stance import read_stance
from dashboard.curate.voices import Voice, voice_at
from dashboard.curate.words import WORDS
from dashboard.verify.stems import placed_stems, stem, stems

DIMENSIONS = {
    "CNY": "money", "USD": "money", "CNY_per_USD": "exchange_rate", "count": "count", "percent": "rate", "percentage_point": "rate",
    "year": "date", "date": "date", "years": "duration", "rank": "rank",
}  # fmt: skip
"""What sort of quantity a unit is one of."""
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
_LIGHT = frozenset(WORDS["light"].split())
_NO_FIELD = frozenset(WORDS["no_field"].split())
_NO_FIELD_STEMS = frozenset(map(stem, _NO_FIELD))
"""Words that say of a field how it is and not which it is."""


def unknown_measure(lexicon: Lexicon, cells: Mapping[str, str]) -> tuple[Mapping[str, str], Options]:
    """The row of a measure for a number that none of the table's fits, and those it may be after all; no row for a rank."""
    counts, unit = cells.get("counts", ""), cells.get("unit", "")
    told = re.sub(r"^(?:[Tt]he|its|their|an?|some) ", "", re.sub(r"\bin all$", "", _OF_UNIT.sub("", counts)).strip())
    told = told if unit in ("year", "date") else _BEHIND_NAME.sub("", told)
    if not told or unit == "rank" or _TOTAL.match(told):
        return {}, ()
    name = f"{told[:1].upper()}{told[1:]}"
    dimension = DIMENSIONS.get(unit, "count")
    key = key_of_name(name, set(lexicon.rows["measures"]))
    row = {"measure": key, "name": name, "short": short_name(name), "dimension": dimension, "definition": defined(name, dimension)}
    words = {word for word in stems(told) if word not in VAGUE}
    alike = [
        (-len(words & known), measure)
        for measure, known in lexicon.measures.items()
        if words & known and lexicon.rows["measures"][measure].get("dimension") == dimension
    ]
    similar = tuple((f"It is: {lexicon.label('measures', measure)}", {"measure": measure}) for _, measure in sorted(alike)[:_MOST_SIMILAR])
    return row, similar


def unknown_areas(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...]) -> Iterator[Found]:
    """Fields that are called an industry, a technology or a strength of a city, and that no area of the table has words for."""
    seen: set[str] = set()
    for clause in passage.clauses:
        text = passage.plain[clause.start : clause.end]
        known = [(start, end) for _, start, end in lexicon.areas.find(text)]
        for begins, ends in _called(text, known) if clause.cities else ():
            start, end = _trimmed(text, begins, ends)
            words = {word for word, _, _ in placed_stems(text[start:end])}
            place = (clause.start + start, clause.start + end)
            names = any(each.start < place[1] and place[0] < each.end for each in passage.mentions)
            of_known = any(first < end and start < last for first, last in known)
            head = text[start:end].rpartition(" ")[2]
            if start >= end or head in _NO_FIELD or not words - VAGUE - _NO_FIELD_STEMS or of_known or names or text[start:end] in seen:
                continue
            seen.add(text[start:end])
            name = f"{text[start].upper()}{text[start + 1 : end]}"
            row = {"area": key_of_name(name, set(lexicon.rows["areas"])), "name": name, "short": short_name(name), "scope": name}
            voice = voice_at(voices, passage, place[0])
            for city in passage.cities_at(place[0])[:1]:
                interested = voice.kind in ("city_government", "unnamed_official") and city in lexicon.hubs
                stance = read_stance(passage, place[0], city == lexicon.nation, interested)
                cells = {"city": city, "aspect": "focus_area", "basis": stance.basis, "status": stance.status, **voice.cells(city)}
                yield Found(*place, {**cells, "area": row["area"]}, "A field that no area has words for.", new=(("areas", row),))


def _called(text: str, known: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Phrases that may be a field: what is called one, and what stands in a series with a known one."""
    for match in _FIELD.finditer(text):
        # What a known field is printed in, before or behind, is that field.
        if not any(first < match.end() and match.start() < last for first, last in known):
            yield match.span("behind" if match["behind"] else "before")
    for first, last in known:
        behind, before = _NEXT.match(text, last), _LAST.search(text, 0, first)
        if behind:
            yield behind.span("field")
        if before:
            yield before.span("field")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A phrase without the words at its beginning that say how a field is, and not which."""
    while match := re.match(r"([\w-]+) ", text[start:end]):
        if match[1] not in _NO_FIELD | _LIGHT and not match[1].endswith("ly"):
            break
        start += match.end()
    return start, end
