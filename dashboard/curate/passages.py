"""Splits the paragraphs of an article into sentences and clauses, each with its cities, and finds names and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dashboard.curate.cities import Cities, Mention
from dashboard.curate.lexicon import Lexicon
from dashboard.table.numbers import Printed, read_numbers
from dashboard.verify.stems import plain

_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\Wa-z_])|(?<=[。！？])")
_SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Co|Ltd|Inc|Corp|No|vs|St|Jr|Gen|Sen|Gov|[A-Z]|U\.S|U\.K|a\.m|p\.m)\.$")
_CLAUSE = re.compile(
    r";\s+|,?\s+(?:while|whereas)\s+|,\s+but\s+|\s+as (?=(?:official )?(?:statistics|figures|data|numbers)\b)|\s+amid\s+"
    r"|,\s+(?=according to\b)"
)
_INTRO = re.compile(r"\W*(?:[Aa]mid|[Dd]espite|[Gg]iven|[Aa]fter|[Ff]ollowing|[Aa]bsent)\b.{15,160}?, (?=the |its |[A-Z])")
_SERIES = re.compile(r"(?:'s)?(?:,? and |, )(?:to |in )?")
_PART = re.compile(r", (?:and )?| and ")
_SHORTEST = 15
"""The minimum number of characters of a clause."""


@dataclass(frozen=True)
class Clause:
    """A clause: start and end, the cities it is about, and whether it names them explicitly."""

    start: int
    end: int
    cities: tuple[str, ...]
    explicit: bool


@dataclass(frozen=True)
class Passage:
    """An analysed paragraph. ``plain`` has straight quotation marks and the same length as ``text``."""

    number: int
    text: str
    plain: str
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    numbers: tuple[Printed, ...]
    hubs: tuple[tuple[str, int, int], ...]

    def clause(self, place: int) -> Clause:
        """The clause at ``place``."""
        return next((each for each in self.clauses if each.start <= place < each.end), self.clauses[-1])

    def cities_at(self, place: int) -> tuple[str, ...]:
        """The cities at ``place``: where the clause assigns something to each of several, as *kites to Hefei, ferries to Wuhan*
        does, those of the same part of it, else all cities of the clause.
        """
        clause = self.clause(place)
        hubs = [each for each in self.hubs if clause.start <= each[1] < clause.end and each[0] in clause.cities]
        together = all(_SERIES.fullmatch(self.plain[one[2] : other[1]]) for one, other in pairwise(hubs))
        if len({city for city, _, _ in hubs}) < 2 or together:
            return clause.cities
        edges = [clause.start, *(match.end() for match in _PART.finditer(self.plain, clause.start, clause.end)), clause.end]
        start, end = next((one, other) for one, other in pairwise(edges) if one <= place < other)
        inside = [city for city, begins, _ in hubs if start <= begins < end]
        before = [city for city, begins, _ in hubs if begins < place][-1:]
        return tuple(dict.fromkeys(inside or before)) or clause.cities

    def sentence(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence at ``place``."""
        return next((each for each in self.sentences if each[0] <= place < each[1]), self.sentences[-1])


@lru_cache(maxsize=8)
def read_passages(lexicon: Lexicon, texts: tuple[str, ...]) -> tuple[Passage, ...]:
    """The analysed paragraphs of an article, in order."""
    cities = Cities(lexicon, [plain(text) for text in texts])
    passages = []
    for number, original in enumerate(texts, 1):
        text = plain(original)
        sentences = tuple(_sentences(text))
        mentions = tuple(_mentions(lexicon, text))
        hubs = tuple(cities.names(text, mentions))
        cities.begin(text)
        clauses = []
        for start, end in sentences:
            for begins, ends in _clauses(text, start, end):
                clauses.append(Clause(begins, ends, *cities.of_clause(text, begins, ends, hubs, mentions)))
        passages.append(Passage(number, original, text, sentences, tuple(clauses), mentions, tuple(read_numbers(original)), hubs))
    return tuple(passages)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        if not _SHORTENED.search(text[max(0, match.start() - 12) : match.start()]):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    intro = _INTRO.match(text, start, end)
    if intro:
        yield start, intro.end()
        start = intro.end()
    for match in _CLAUSE.finditer(text, start, end):
        if match.start() - start >= _SHORTEST and end - match.end() >= _SHORTEST:
            yield start, match.start()
            start = match.end()
    yield start, end


def _mentions(lexicon: Lexicon, text: str) -> Iterator[Mention]:
    """Mentions of bodies; the name of a city means the city, even where an article uses it for a government."""
    cities = set(lexicon.hubs.values())
    for match in lexicon.pattern.finditer(text):
        keys = lexicon.names.get(match.group().lower(), ())
        if keys and match.group() not in cities:
            yield Mention(*match.span(), keys)
