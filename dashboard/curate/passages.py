"""The paragraphs of an article as clauses, each with the cities it speaks of, carried on where *the city* or *both cities* stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.curate.lexicon import Lexicon
from dashboard.table.numbers import Printed, read_numbers
from dashboard.table.words import cardinal
from dashboard.verify.stems import plain

_SENTENCE = re.compile(r"(?<=[.!?。！？…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\Wa-z_])")
_SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Co|Ltd|Inc|Corp|No|vs|St|Jr|Gen|Sen|Gov|[A-Z]|U\.S|U\.K|a\.m|p\.m)\.$")
_CLAUSE = re.compile(
    r";\s+|,?\s+(?:while|whereas)\s+|,\s+but\s+|\s+[–—]\s+|\s+as (?=(?:official )?(?:statistics|figures|data|numbers)\b)|\s+amid\s+|,\s+(?=according to\b)"
)
_AGAIN = re.compile(
    r"\b(?:the|this) (?:city|metropolis|municipality|megacity|southern city|northern city|eastern city)\b|\bcity(?:'s)?\b|\bmunicipal\w*\b"
    r"|\b(?:its|it|here|there|local)\b",
    re.IGNORECASE,
)
_CITY = re.compile(r"\b(?:the|this) (?:\w+ )?(?:city|metropolis|municipality|megacity)\b|\bmunicipal\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both (?:of them|cities|municipalities|hubs)|the pair|both)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|[2-8]) (?:[\w-]+ ){0,2}?(?:cities|hubs|municipalities|metropolises)\b|\bthese (?:\w+ ){1,2}(?:cities|hubs|grounds)\b",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"\b(?:china|chinese|the nation|the country|nation's|country's|national|nationwide|mainland)\b|中国|全国", re.IGNORECASE
)
_NATION_ACTS = re.compile(
    r"^\W*(?:[Aa]s |[Bb]ut |[Tt]hat |[Aa]mid .{0,80}, )?(?:China|The (?:nation|country)|the (?:nation|country))(?:'s)?\b"
)
_OUTSIDE = re.compile(r"\b(?:outside|beyond|other than|except|unlike|elsewhere than|instead of)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_DATELINE = re.compile(
    r"\b(?:meeting|session|forum|conference|summit|briefing|ceremony|interview)\b[^.]{0,40}\b(?:held )?in $", re.IGNORECASE
)


@dataclass(frozen=True)
class Mention:
    """A name of the vocabulary where it is printed, with the keys of those it may stand for."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that speaks of one thing: where it stands, the cities it is about, and whether it names them itself."""

    start: int
    end: int
    sentence: int
    cities: tuple[str, ...]
    named: bool


@dataclass(frozen=True)
class Passage:
    """A paragraph taken apart. ``plain`` has straight quotation marks and is as long as ``text``."""

    number: int
    text: str
    plain: str
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    numbers: tuple[Printed, ...]
    hubs: tuple[tuple[str, int, int], ...]

    def clause(self, place: int) -> Clause:
        """The clause around a place."""
        return next((each for each in self.clauses if each.start <= place < each.end), self.clauses[-1])

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        return next((each for each in self.sentences if each[0] <= place < each[1]), self.sentences[-1])


@lru_cache(maxsize=8)
def read_passages(lexicon: Lexicon, texts: tuple[str, ...]) -> tuple[Passage, ...]:
    """The paragraphs of an article, in their order."""
    return tuple(_Reader(lexicon, texts).passages())


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends."""
    found, start = [], 0
    for match in _SENTENCE.finditer(text):
        if not _SHORTENED.search(text[max(0, match.start() - 12) : match.start()]):
            found.append((start, match.start()))
            start = match.end()
    return [*found, (start, len(text))]


def _clause_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begins = start
    for match in _CLAUSE.finditer(text, start, end):
        if match.start() - begins >= 15 and end - match.end() >= 15:
            yield begins, match.start()
            begins = match.end()
    yield begins, end


class _Reader:
    """Goes through an article from its first paragraph to its last and remembers which cities were spoken of."""

    def __init__(self, lexicon: Lexicon, texts: Sequence[str]) -> None:
        self.lexicon = lexicon
        self.texts = [plain(text) for text in texts]
        self.printed = texts
        self.hub_pattern = re.compile(rf"(?<!\w)(?:{lexicon.city_pattern})(?!\w)")
        self.keys = {name: key for key, name in lexicon.hubs.items()}
        told = [self.keys[match.group()] for text in self.texts for match in self.hub_pattern.finditer(text)]
        counts = Counter(told)
        self.first = self._of_title() or (counts.most_common(1)[0][0] if counts else "")
        self.main = self.first if self.first and counts[self.first] >= 0.6 * max(1, len(told)) else ""
        self.groups = self._groups()
        self.last: tuple[str, ...] = ()
        self.pair: tuple[str, ...] = ()

    def passages(self) -> Iterator[Passage]:
        for number, (text, shown) in enumerate(zip(self.texts, self.printed, strict=True), 1):
            sentences = tuple(sentence_spans(text))
            mentions = tuple(self._mentions(text))
            hubs = tuple(self._hubs(text, mentions))
            clauses: list[Clause] = []
            before: tuple[str, ...] = ()
            for place, (start, end) in enumerate(sentences):
                said: tuple[str, ...] = ()
                for begins, ends in _clause_spans(text, start, end):
                    cities, named = self._cities(text[begins:ends], begins, hubs, mentions, said or before)
                    clauses.append(Clause(begins, ends, place, cities, named))
                    said = cities or said
                before = said or before
            yield Passage(number, shown, text, sentences, tuple(clauses), mentions, tuple(read_numbers(shown)), hubs)

    def _of_title(self) -> str:
        for text in self.texts[:6]:
            found = {self.keys[match.group()] for match in self.hub_pattern.finditer(text)}
            if len(found) == 1 and len(text.split()) <= 20 and not re.search(r"\d{4}", text):
                return found.pop()
        return ""

    def _groups(self) -> dict[int, tuple[str, ...]]:
        """The cities that are told together somewhere, by how many they are; all hubs where their number is spoken of."""
        found: dict[int, tuple[str, ...]] = {}
        names = self.lexicon.city_pattern
        series = re.compile(rf"(?:{names})(?:(?:, (?:and )?| and )(?:{names}))+")
        for text in self.texts:
            for match in series.finditer(text):
                cities = tuple(dict.fromkeys(self.keys[name.group()] for name in self.hub_pattern.finditer(match.group())))
                found.setdefault(len(cities), cities)
        found.setdefault(len(self.lexicon.hubs), tuple(self.lexicon.hubs))
        return found

    def _mentions(self, text: str) -> Iterator[Mention]:
        for match in self.lexicon.pattern.finditer(text):
            keys = self.lexicon.names.get(match.group().lower(), ())
            if keys and match.group() not in self.keys:
                yield Mention(*match.span(), keys)

    def _hubs(self, text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, int, int]]:
        for match in self.hub_pattern.finditer(text):
            # The Beijing Daily is no Beijing, yet the Shanghai government is Shanghai's.
            inside = [each for each in mentions if each.start <= match.start() and match.end() <= each.end]
            if any(self.lexicon.kind(key) == "media" for each in inside for key in each.keys) or _OUTSIDE.search(text[: match.start()]):
                continue
            if _leads(text, match):
                continue
            yield self.keys[match.group()], *match.span()

    def _cities(
        self, clause: str, start: int, hubs: Sequence[tuple[str, int, int]], mentions: Sequence[Mention], before: tuple[str, ...]
    ) -> tuple[tuple[str, ...], bool]:
        end = start + len(clause)
        named = tuple(
            dict.fromkeys(city for city, begins, _ in hubs if start <= begins < end and not _DATELINE.search(clause[: begins - start]))
        )
        group = _GROUP.search(clause)
        together: tuple[str, ...] = ()
        if group and not _OUTSIDE.search(clause[: group.start()]):
            count = group["count"]
            size = _COUNTS.get(count.lower(), 0) if count else max(self.groups)
            together = self.groups.get(size, ())
        elif _BOTH.search(clause) and len(self.pair) == 2 and len(named) < 2:
            together = self.pair
        if together:
            named = tuple(dict.fromkeys((*together, *named)))
        if named:
            if len(named) == 2:
                self.pair = named
            self.last = named
            return named, True
        if _NATION_ACTS.search(clause):
            return (self.lexicon.nation,), True
        homes = tuple(
            dict.fromkeys(
                home
                for each in mentions
                if start <= each.start < end
                for home in {self.lexicon.home(key) for key in each.keys}
                if home in self.lexicon.hubs and len({self.lexicon.home(key) for key in each.keys}) == 1
            )
        )
        if homes:
            self.last = homes
            return homes, True
        if _CITY.search(clause) and (self.last or self.main):
            return self.last if len(self.last) == 1 else ((self.main,) if self.main else self.last), True
        if before:
            return before, False
        if _NATION.search(clause):
            return (self.lexicon.nation,), True
        if self.main:
            return (self.main,), False
        return (), False


_COUNTS = {cardinal(count): count for count in range(2, 9)} | {str(count): count for count in range(2, 9)}
_LEADS_AFTER = re.compile(
    r"^(?:'s)? (?:leadership|leaders|authorities|government officials|policymakers|regulators|politburo|hawks)\b"
    r"|^ (?:is|has|was|had)? ?(?:now |also |undoubtedly |already |long |recently |much |more |clearly |evidently )*"
    r"(?:firing|wants|sees|vowed|vows|pushed|pushes|believes|hopes|decided|ordered|banned|retaliated|insists|has (?:\w+ )?a grand|seeks|considers|regards|views)\b"
)


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether the name of a capital stands for those who lead the nation."""
    return match.group() == "Beijing" and bool(_LEADS_AFTER.search(text[match.end() : match.end() + 80]))
