"""Splits a text into sentences and parses each: places, bodies, quantities, mood and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.table.load import Table
from dashboard.table.words import one_line
from dashboard.verify.moods import Mood, read_mood
from dashboard.verify.names import Name, Names
from dashboard.verify.quantities import Quantity, read_quantities
from dashboard.verify.stems import plain, stems

LONGEST = 600
"""How many characters a sentence may have to be judged."""
_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=<|[\"“‘'(\[]?[A-Z0-9一-鿿])|(?<=[。！？])|\n+|\r|[\u2028\u2029]")
_SHORTENED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Co|Ltd|Inc|Corp|No|vs|approx|ca|e\.g|i\.e|U\.S|U\.K|St|Jr|Fig|p|pp|Vol)|\b[A-Z])\.$")
_MARK = re.compile(r"^[\s>#*•·▪‣–—-]+|^\(?\d{1,2}[.)]\s+|^\|")
_PARTS = re.compile(
    r";\s*|；|,?\s+\b(?:while|whereas|but)\b\s+|,\s*and\s+(?=\S+(?:\s\S+)?\s+(?:has|have|is|are|was|were|will|aims|raised|saw|plans)\b)|[，,](?=而)"
)
_COMPUTED = re.compile(r", computed from .*$", re.IGNORECASE)
"""Where a number is computed from is no part of what is said."""
_AGAIN = re.compile(
    r"^\s*(?:it|its|the city|there|here|the (?:municipality|metropolis|company|firm)|该市|它|这里|当地)\b|^\s*(?:该市|它|这里|当地)",
    re.IGNORECASE,
)
_VOICE_BEFORE = re.compile(
    r"(?:according to|says?|said|claims?|reports?|writes?|(?:said|claimed|reported|announced|told|predicted|expected) by)\s+"
    r"(?:the\s+)?(?:\w+'s\s+)?$|据$",
    re.IGNORECASE,
)
_VOICE_AFTER = re.compile(
    r"^(?:'s)?,?\s*(?:(?:\w+ ){0,2})?(?:says?|said|claims?|claimed|reports?|reported|calls?|writes?|wrote|argues?|believes?|thinks?"
    r"|predicts?|expects?|warns?)\b|^[^，。]{0,4}(?:称|表示|认为|报道)",
    re.IGNORECASE,
)
_CIRCLES = re.compile(
    r"\b(?:in|of|on|across|throughout|anywhere in) (?:all )?(?:the )?(?:whole |entire )?(?:world|earth|chinese mainland|mainland|country"
    r"|nation|china)\b|\b(?:world|nation|country|china|mainland)'s\b|\bnationwide\b|\bworldwide\b|\bglobally\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|aims?|plans?|raised|spent|built|opened|runs?|operates?|leads?|made|makes?|grew|grows?"
    r"|saw|hosts?|houses?|achieved|says?|said|means?)\b",
    re.IGNORECASE,
)
_DUE = re.compile(r"\bby (?:the end of )?20\d\d\b", re.IGNORECASE)
_OWN_FIRST = re.compile(r"\b(?:its|their) first\b", re.IGNORECASE)
"""The first of one's own is no place in an order."""
_SUBJECT = re.compile(r"\s+(?:has|is|aims|plans|wants|will|expects|intends|seeks)\b")
_NATION = re.compile(r"\bthe (?:nation|country)\b|全国|我国")
_OF_CHINA = re.compile(r"\bChinese\b")
_HUB = re.compile(r"[A-Za-z一-鿿]{2}")


@dataclass(frozen=True)
class Reading:
    """A parsed part of a sentence.

    ``places`` are the keys of the cities it is about; ``named`` says that it names them, and not only a body located there; ``carried``
    that they are those of the sentence before. ``bodies`` are the keys of the institutions it is about, ``voices`` those it attributes
    the statement to, ``words`` its stems, with bodies as ``@key``.
    """

    text: str
    names: tuple[Name, ...]
    places: tuple[str, ...]
    named: bool
    carried: bool
    bodies: tuple[str, ...]
    voices: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    mood: Mood
    words: frozenset[str]

    @property
    def numbers(self) -> tuple[Quantity, ...]:
        """Its numbers, neither ranks nor years."""
        return tuple(each for each in self.quantities if each.kind == "number")

    @property
    def rank(self) -> Quantity | None:
        """Its place in an order."""
        return next((each for each in self.quantities if each.kind == "rank"), None)

    @property
    def years(self) -> frozenset[int]:
        """The calendar years it names."""
        return frozenset(int(each.value or 0) for each in self.quantities if each.kind == "year")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without the marks of lists and headings; a line that ends is an end, too."""
    start = 0
    for end in [*_END.finditer(text), None]:
        part = text[start : end.start() if end else len(text)]
        if end and "\n" not in end.group() and _SHORTENED.search(part):
            continue
        start = end.end() if end else len(text)
        sentence = one_line(_MARK.sub("", " ".join(part.split())).strip(" |*_`"))
        if _HUB.search(sentence):
            yield sentence


def parts(sentence: str, names: Names) -> list[str]:
    """Split a sentence into parts that each name a city or a body; the whole sentence where one does not."""
    sentence = _COMPUTED.sub("", sentence)
    pieces = [part.strip() for part in _PARTS.split(sentence) if part and part.strip()]
    apart = len(pieces) > 1 and all(any(name.kind != "voice" for name in names.find(part)) and len(part.split()) > 2 for part in pieces)
    return pieces if apart else [sentence]


def read(table: Table, names: Names, text: str, before: tuple[str, ...] = ()) -> Reading:
    """Parse a part of a sentence; ``before`` are the places of the sentence before, to which *it* and *the city* refer."""
    matched = names.find(text)
    bare = plain(text)
    voices: list[str] = []
    mentioned: list[Name] = []
    for name in matched:
        bare = bare[: name.start] + " " * (name.end - name.start) + bare[name.end :]
        if name.kind == "voice" or (name.kind == "body" and _speaks(plain(text), name)):
            voices += name.keys
            continue
        mentioned.append(name)
    quantities = tuple(read_quantities(bare_of(text, matched)))
    rank = any(each.kind == "rank" for each in quantities)
    mood = read_mood(bare)
    cities = list(dict.fromkeys(name.keys[0] for name in mentioned if name.kind == "city"))
    hubs = [city for city in cities if city in table.hubs]
    bodies = tuple(dict.fromkeys(name.keys[0] for name in mentioned if name.kind == "body"))
    if hubs and cities[0] not in hubs and _SUBJECT.match(plain(text)[matched[0].end :]) and not text[: matched[0].start].strip():
        # A sentence that begins with China speaks of China, whichever cities it goes on to name.
        hubs = []
        cities = cities[:1]
    named = tuple(hubs if hubs and not (mood.compared and len(cities) > 1) else cities)
    speaking = [voice for voice in voices if voice in names.homes]
    homes = tuple(dict.fromkeys(home for body in bodies or speaking if (home := names.homes[body]) in table.hubs))
    # "In China" says among whom a place counts, not whose it is, where a body of a city is spoken of.
    places = homes if homes and not hubs and (rank or not cities) else named
    if not places and not bodies and not rank and (_NATION.search(bare) or (table.nation == "china" and _OF_CHINA.search(bare))):
        places = named = tuple(city for city in table.cities if city not in table.hubs)[:1]
    verbless = not _VERB.search(bare)
    if verbless and _DUE.search(bare):
        mood = replace(mood, moods=mood.moods | {"target"})
    # Below a heading that names a city stand points that do not.
    again = bool(_AGAIN.search(text)) or text.lstrip().lower().startswith(f"the {table.wording.place} ")
    carried = not places and bool(before) and (again or (verbless and bool(quantities)))
    for each in quantities:
        bare = bare[: each.start] + " " * (each.end - each.start) + bare[each.end :]
    bare = _OWN_FIRST.sub(" ", bare)
    about = stems(_CIRCLES.sub(" ", bare) if rank else bare)
    if rank:
        about -= _SCOPE_WORDS
    about |= {f"@{name.keys[0]}" for name in mentioned if name.kind == "body"}
    return Reading(
        text,
        tuple(matched),
        before if carried else places,
        bool(named) and places == named,
        carried,
        bodies,
        tuple(voices),
        quantities,
        mood,
        about,
    )


def _speaks(text: str, name: Name) -> bool:
    """Whether a sentence attributes its statement to a name."""
    return bool(_VOICE_BEFORE.search(text[: name.start]) or _VOICE_AFTER.search(text[name.end :]))


_SCOPE_WORDS = stems("world global China Chinese mainland nation national country nationwide")


def bare_of(text: str, names: list[Name]) -> str:
    """A text of the same length in which the names of bodies and voices hide no numbers, and no *Chinese* or *World* of theirs is read."""
    for name in names:
        if name.kind != "city":
            text = text[: name.start] + "·" * (name.end - name.start) + text[name.end :]
    return text
