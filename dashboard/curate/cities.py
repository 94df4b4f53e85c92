"""Resolves the cities of a clause: named ones, references such as *both cities* and *the city*, the nation, or those mentioned before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.curate.lexicon import Lexicon, capital
from dashboard.table.words import cardinal

_CITY = re.compile(
    r"\b(?:the|this) (?:(?:\w+ern|coastal|port|capital) )?(?:city|metropolis|municipality|megacity)\b(?! upgrade)|\bmunicipal\b|^City\b",
    re.IGNORECASE,
)
_OF_CITY = re.compile(r"\b(?:the city|local|municipal|here|there|its)\b|^City\b")
_THERE = re.compile(r"\b(?:here|there)\b(?! (?:is|are|was|were|has|have)\b)")
_GROUP = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|[2-8]) (?:[\w-]+ ){0,2}?(?:cities|hubs|municipalities|metropolises)\b"
    r"|\bthese (?:\w+ ){1,2}(?:cities|hubs|grounds)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:both|the pair)\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:outside|beyond|other than|except|elsewhere than|instead of)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:another|like|unlike|than|such as|instead of|outside|beyond|only to|ahead of|behind|rivals?|rivalling)\s+(?:the )?$",
    re.IGNORECASE,
)
_LIES = r"\b(?:city|town|county|place|half-?way|mid-?way|lies|sits|stands|located|situated) between "
_BETWEEN = re.compile(rf"{_LIES}(?:the )?(?:[A-Z][\w-]*(?: [A-Z][\w-]*)* and )?$")
"""A place that lies between two cities is neither of them."""
_HELD = re.compile(
    r"\b(?:meeting|session|forum|summit|briefing|interview|headquartered|reporting)\b[^.]{0,40}\b(?:held )?in $", re.IGNORECASE
)
_SPEAKER = re.compile(r"^ official (?:also )?(?:said|says|told|revealed|added|noted)\b")
_NATION = re.compile(r"\b(?:china|chinese|(?:the|our) (?:nation|country)|nation's|country's|mainland)\b|中国|全国", re.IGNORECASE)
_NATIONAL = re.compile(r"\b(?:national|state|domestic)\b", re.IGNORECASE)
_NATION_ACTS = re.compile(r"^\W*(?:(?:[Aa]s|[Bb]ut|[Tt]hat|[Aa]nd) )?(?:China|[Tt]he (?:nation|country))(?:'s)?\b")
_CIRCLE = re.compile(
    r"\b(?:in|on|across|throughout|among cities in) (?:all of )?(?:the )?(?:whole )?(?:chinese mainland|mainland|country|nation"
    r"|china|land)\b(?! and\b)"
    r"|\bchina's (?=(?:\w+ ){0,2}\w+est\b|leading|most|first|top)|\bnationwide\b|\bnational (?=(?:research )?labs?\b|hubs?\b|level)"
    r"|\bthe chinese mainland\b|\b(?:north|south|east|west|central)\w*[- ]china(?:'s)?\b"
    r"|\bchina (?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Words that say among whom something is the first, and not whose it is."""
_GOES_ON = re.compile(
    r"^\W*(?:they|it|its|he|she|these|those|this|(?:the|this) (?:\w+ )?(?:company|firm|group|bank|giant|plan|program(?:me)?"
    r"|initiative|upgrade|blueprint"
    r"|project|scheme|service)s?)\b",
    re.IGNORECASE,
)
_LEADERS = re.compile(
    r"^(?:'s)? (?:leadership|leaders|government officials|policymakers|regulators|politburo|hawks)\b"
    r"|^ (?:(?:has|had|is|was) )?(?:(?:\w+ly|now|also|long|already) )*(?:wants?|sees|vow(?:s|ed)|push(?:es|ed)|believes|hopes"
    r"|decided|ordered"
    r"|banned|retaliated|insists|seeks|considers)\b"
    r"|^ is now\b|^ (?:\w+ly )?has (?:\w+ ){0,3}(?:plans?|strategy|ambitions?|policy)\b"
)
_PLACED = re.compile(r"\b(?:in|of|at|from|to|near|and|city of|between|outside)\s+$|, $")
_DIGIT = re.compile(r"\d")
_EARLY = 8
"""A headline is looked for in this many paragraphs from the first."""


@dataclass(frozen=True)
class Mention:
    """A printed name of the vocabulary, its position, and the keys it may stand for."""

    start: int
    end: int
    keys: tuple[str, ...]


class Cities:
    """Processes an article clause by clause, in order, and remembers the cities mentioned last."""

    def __init__(self, lexicon: Lexicon, texts: Sequence[str]) -> None:
        self.lexicon = lexicon
        self.pattern = re.compile(rf"(?<!\w)(?:{lexicon.city_pattern})(?!\w)")
        self.keys = {name: key for key, name in lexicon.hubs.items()}
        self.groups = self._groups(texts)
        mentioned = [self.keys[match.group()] for text in texts for match in self.pattern.finditer(text)]
        self.main = self._main(texts, mentioned)
        self.capital = capital(lexicon)
        self.last: tuple[str, ...] = ()
        self.pair: tuple[str, ...] = ()
        self.before: tuple[str, ...] = ()
        self.called: tuple[str, ...] = ()
        self.place = self.called_at = 0
        self.fallback: tuple[str, ...] = ()

    def begin(self, text: str) -> None:
        """Start the next paragraph, whose text is given."""
        self.place += 1
        self.before = ()
        headline = len(text.split()) <= 24 and not text.rstrip().endswith((".", "。"))
        referring = self.pattern.search(text) or _NATION.search(text) or _OF_CITY.search(text) or _DIGIT.search(text)
        if _GOES_ON.match(text) or (not self.main and _THERE.search(text)):
            self.fallback = self.last or ((self.main,) if self.main else ())
        elif self.main and (referring or headline):
            self.fallback = (self.main,)
        else:
            self.fallback = ()

    def names(self, text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, int, int]]:
        """The hubs a paragraph names, as (key, start, end), and the nation where a capital stands for it; names of papers excluded."""
        for match in self.pattern.finditer(text):
            inside = [each for each in mentions if each.start <= match.start() and match.end() <= each.end]
            if any(self.lexicon.kind(key) == "media" for each in inside for key in each.keys):
                continue
            city = self.keys[match.group()]
            bodies = {key for each in inside for key in each.keys}
            of_nation = bool(bodies) and all(self.lexicon.home(key) == self.lexicon.nation for key in bodies)
            if city == self.capital and (of_nation or (not inside and self._leads(text, match))):
                city = self.lexicon.nation
            yield city, *match.span()

    def of_clause(
        self, text: str, start: int, end: int, hubs: Sequence[tuple[str, int, int]], mentions: Sequence[Mention]
    ) -> tuple[tuple[str, ...], bool]:
        """The cities of a clause, and whether the clause names them itself."""
        clause = text[start:end]
        cities = self._named(clause, start, hubs)
        explicit = called = bool(cities)
        if not cities and not any(_BETWEEN.search(clause[: begins - start]) for _, begins, _ in hubs if start <= begins < end):
            cities, explicit = self._referred(clause, start, mentions)
        if cities:
            self.before = cities
            if cities != (self.lexicon.nation,):
                self.last = cities
                self.called, self.called_at = (cities, self.place) if called else (self.called, self.called_at)
                self.pair = cities if len(cities) == 2 else self.pair
        return cities, explicit

    def _named(self, clause: str, start: int, hubs: Sequence[tuple[str, int, int]]) -> tuple[str, ...]:
        local = [(city, begins - start, ends - start) for city, begins, ends in hubs if start <= begins < start + len(clause)]
        apart = {
            city
            for city, begins, ends in local
            if _HELD.search(clause[:begins])
            or _SPEAKER.match(clause[ends:])
            or _BESIDE.search(clause[:begins])
            or _BETWEEN.search(clause[:begins])
        }
        cities = [city for city, _, _ in local if city not in apart]
        group = _GROUP.search(clause)
        if group and _OUTSIDE.search(clause[: group.start()]):
            return (self.lexicon.nation,)
        if group:
            size = _COUNTS.get(group["count"].lower(), 0) if group["count"] else max(self.groups)
            cities = [*self.groups.get(size, ()), *cities]
        elif _BOTH.search(clause) and len(self.pair) == 2 and len(set(cities)) < 2 and set(cities) <= set(self.pair):
            cities = [*self.pair]
        hubs_only = [city for city in cities if city != self.lexicon.nation]
        return tuple(dict.fromkeys(hubs_only or cities))

    def _referred(self, clause: str, start: int, mentions: Sequence[Mention]) -> tuple[tuple[str, ...], bool]:
        nation = (self.lexicon.nation,)
        masked = _CIRCLE.sub(lambda match: "." * len(match.group()), _blanked(clause, start, mentions))
        if _NATION_ACTS.search(masked):
            return nation, True
        if _CITY.search(clause) and (self.last or self.main):
            near = len(self.called) == 1 and self.place - self.called_at <= 1
            return self.called if near else (self.main,) if self.main else self.last, True
        if _NATION.search(masked) and not (_GOES_ON.match(clause) and self.last):
            return nation, True
        homes = [
            self.lexicon.home(key)
            for each in mentions
            if start <= each.start < start + len(clause)
            for key in each.keys[:1]
            if len(each.keys) == 1
        ]
        homes = [home for home in dict.fromkeys(homes) if home in self.lexicon.hubs]
        if homes:
            return tuple(homes), False
        if self.before or self.fallback:
            return self.before or self.fallback, False
        return (nation, True) if _NATIONAL.search(masked) else ((), False)

    def _leads(self, text: str, match: re.Match[str]) -> bool:
        after, before = text[match.end() : match.end() + 60], text[max(0, match.start() - 30) : match.start()]
        return bool(_LEADERS.match(after)) and not _PLACED.search(before) and (self.main != self.capital)

    def _main(self, texts: Sequence[str], mentioned: Sequence[str]) -> str:
        """The main city of the article: the only one in a headline, or by far the most mentioned one; empty if there is none."""
        counts = Counter(mentioned)
        most = counts.most_common(1)[0] if counts else ("", 0)
        for text in texts[:_EARLY]:
            in_headline = {self.keys[match.group()] for match in self.pattern.finditer(text)}
            if len(in_headline) == 1 and len(text.split()) <= 24 and not text.rstrip().endswith(".") and not re.search(r"\d{4}", text):
                (city,) = in_headline
                return city if counts[city] >= 0.5 * len(mentioned) else ""
        return most[0] if most[1] >= 0.6 * max(1, len(mentioned)) else ""

    def _groups(self, texts: Sequence[str]) -> dict[int, tuple[str, ...]]:
        """Groups of cities mentioned together, by their size; all hubs where their number is mentioned."""
        groups: dict[int, tuple[str, ...]] = {}
        names = self.lexicon.city_pattern
        series = re.compile(rf"(?:{names})(?:(?:, (?:and )?| and )(?:{names}))+")
        for text in texts:
            for match in series.finditer(text):
                cities = tuple(dict.fromkeys(self.keys[name.group()] for name in self.pattern.finditer(match.group())))
                groups.setdefault(len(cities), cities)
        groups.setdefault(len(self.lexicon.hubs), tuple(self.lexicon.hubs))
        return groups


def _blanked(clause: str, start: int, mentions: Sequence[Mention]) -> str:
    """A clause with the names of bodies blanked: the China International Import Expo does not mean China."""
    for each in mentions:
        begins, ends = max(0, each.start - start), min(each.end - start, len(clause))
        if begins < ends:
            clause = clause[:begins] + "." * (ends - begins) + clause[ends:]
    return clause


_COUNTS = {cardinal(count): count for count in range(2, 9)} | {str(count): count for count in range(2, 9)}
