"""Reads superlatives as ranks: the place in an order, among whom, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.table.numbers import read_ranks
from dashboard.verify.stems import stems

_PLACES = (
    "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[2-9](?:nd|rd|th)|two|three|four|five|six|seven|eight|nine|ten|[2-9]|10"
)
_BEST = r"[a-z]+est|best|most [a-z]+|foremost|premier|leading|number one|No\. ?1"
_NOT_BEST = (
    r"(?:interest|harvest|forest|request|invest|test|rest|quest|guest|latest|honest|modest|protest|west|suggest|contest|digest"
    r"|arrest|chest|nest|southwest"
    r"|northwest|earnest|manifest|biggest-ever|leading (?:the|to|its|a|an)|most of|most recent|most likely|most people)"
)
_NO_MORE = "(?:no|not) more than "
AT_MOST = re.compile(rf"(?:{_NO_MORE})?", re.IGNORECASE)
_RANK = re.compile(
    rf"(?<![\w-])(?!{_NOT_BEST}\b)(?:(?P<doubt>probably |arguably "
    rf"|perhaps )(?:\w+ ){{0,2}})?(?:{_NO_MORE})?(?:one of )?(?:the )?(?:(?P<place>{_PLACES})[- ])?"
    rf"(?P<best>{_BEST})(?!\w)|(?P<none>second to none|(?:nobody|no one|none) [^.;]{{0,40}}\bbetter)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?P<whose>\b(?:world|china|country|nation|asia)(?:'s)) (?P<first>first)(?!\w)", re.IGNORECASE)
_RANKED = re.compile(
    rf"\b(?:(?:rank(?:s|ed|ing)?|came|placed) (?:{_NO_MORE})?|{_NO_MORE})(?:the )?"
    r"(?P<place>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,3}(?:st|nd|rd|th))\b(?! [a-z]+est\b)",
    re.IGNORECASE,
)
_TOP = re.compile(r"\btop (?P<count>three|five|ten|twenty|[1-9]\d{0,2})\b", re.IGNORECASE)
_FIRST_OF = re.compile(
    r"\bthe (?P<first>first)(?= (?:[\w-]+ ){1,4}?(?:in (?:china|the world|the country)|nationwide|on the mainland)\b)", re.IGNORECASE
)
_ONLY = re.compile(r"\bsecond only to (?:the )?(?P<who>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})")
_AMONG = (
    ("world", r"\bworld(?:'s|wide)?\b(?!-)|\bglobal(?:ly)?\b|\bon earth\b|\bon the planet\b"),
    ("mainland", r"\bmainland\b"),
    ("china", r"\bin (?:all of )?china\b|\bchina's\b|\bnationwide\b|\bnation's\b|\bcountry's\b|\bacross the (?:land|country"
    r"|nation)\b|\bin the (?:country|nation|land)\b"),
)  # fmt: skip
_CIRCLES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _AMONG)
_AMONG_THEM = re.compile(
    r"^[^.;,]*\b(?:among|in (?:china|the (?:world|country|nation))|nationwide|worldwide|globally|on the mainland)\b", re.IGNORECASE
)
"""Without it *leading* is praise and no place."""
_LATER = re.compile(r"[;:]|, (?:and|but|which|who|where|while)\b|\bthat\b")


@dataclass(frozen=True)
class Rank:
    """A printed rank: the place, its hedge, and among whom, by the word of the measure."""

    start: int
    end: int
    value: str
    hedge: str
    circle: str
    rival: str = ""
    of_verb: bool = False


def read_ranks_of(passage: Passage) -> Iterator[Rank]:
    """The superlatives of a paragraph that say among whom; others are praise and no rank."""
    occupied: list[tuple[int, int]] = []
    text = passage.plain
    for match in _ONLY.finditer(text):
        occupied.append(match.span())
        yield Rank(*match.span(), "2", "exact", _circle(passage, *match.span()), match["who"])
    for match in _TOP.finditer(text):
        circle = _circle(passage, *match.span()) or ("china" if re.match(r" national\b", text[match.end() :]) else "")
        count = next((each.value for each in passage.numbers if each.start == match.start("count")), None)
        if circle and count:
            occupied.append(match.span())
            yield Rank(*match.span(), f"{count:.0f}", "up_to", circle)
    for match in (*_RANKED.finditer(text), *_FIRST_OF.finditer(text), *_FIRST.finditer(text), *_RANK.finditer(text)):
        if any(match.start() < end and start < match.end() for start, end in occupied):
            continue
        circle = _circle(passage, *match.span())
        if "whose" in match.groupdict():
            circle = "world" if match["whose"].lower().startswith("world") else "china"
        if not circle or (match.group().lower().endswith("leading") and not _AMONG_THEM.search(text[match.end() : match.end() + 60])):
            continue
        occupied.append(match.span())
        value, hedge = _place(match)
        yield Rank(*match.span(), value, hedge, circle, of_verb=match.re is _RANKED)


def _place(match: re.Match[str]) -> tuple[str, str]:
    if "first" in match.groupdict():
        return "1", "exact"
    ranks = read_ranks(match.group())
    if not ranks:
        return "", "unstated"
    value, hedge = ranks[0]
    return ("" if value is None else f"{value:.0f}"), ("unstated" if value is None else hedge)


def _circle(passage: Passage, start: int, end: int) -> str:
    """Among whom a rank counts, by the words right before it and those of the clause behind it."""
    first, last = passage.sentence(start)
    before = passage.plain[max(first, start - 24) : start]
    after = _LATER.split(passage.plain[end:last], maxsplit=1)[0][:110]
    around = f"{before}{passage.plain[start:end]}{after}"
    return next((name for name, pattern in _CIRCLES if pattern.search(around)), "")


def rank_measure(lexicon: Lexicon, circle: str) -> str:
    """The measure of ranks among ``circle``; empty where the vocabulary has none."""
    circle_stems = stems(circle) or {circle}
    for key, row in lexicon.rows["measures"].items():
        if row.get("dimension") == "rank" and circle_stems & (
            stems(row.get("name", "")) | {word.lower() for word in row.get("name", "").split()}
        ):
            return key
    return ""
