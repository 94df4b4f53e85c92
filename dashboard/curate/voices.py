"""Determines the speaker of each sentence: the person, office, firm or paper it is attributed to, else the outlet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage

_SAY = (
    r"(?:said|says|told|stressed|added|noted|claimed|stated|announced|highlighted|revealed|wrote|writes|warned|explained"
    r"|according to|quoted)"
)
_PERSON = r"(?:[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?)(?: [A-Z][a-z]+(?:-[A-Z]?[a-z]+)?){1,2}"
_TITLED = re.compile(rf"(?P<name>{_PERSON}), (?P<title>(?:(?!, |\. ).){{4,90}}?)(?=,|\.|$| said| told)")
_SURNAME = re.compile(
    rf"(?:^|[,.”\"] ?|\b)(?P<name>[A-Z][a-z]+|he|she|He|She) (?:also |further )?{_SAY}\b|\b{_SAY} (?P<after>[A-Z][a-z]+)\b"
)
_UNNAMED = re.compile(
    r"\b(?:[Aa]n|[Oo]ne|[Ss]ome|[Tt]he|[Aa]nother)?\s?(?P<city>[A-Z]\w+ )?(?P<many>officials?|sources?)\b"
    r"(?: (?:of|with|at|from) (?:the )?(?P<office>[A-Z][\w ]+?(?:government|district|commission|bureau|office|committee|ministry)))?"
)
_OFFICE = re.compile(r"\b(?:mayor|commission|director|government|party chief|bureau|committee|secretary|office)\b", re.IGNORECASE)
_CENTRAL = re.compile(r"\b(?:minister|ministry|state council|premier|president of china|central)\b", re.IGNORECASE)
_FIRM = re.compile(
    r"\b(?:chief executive|ceo|chairman|chairwoman|vice-president|president|founder|managing director|spokes\w+|company|executive)\b",
    re.IGNORECASE,
)
_EXPERT = re.compile(r"\b(?:professor|analyst|economist|researcher|scholar|expert|fellow|industry experts)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Voice:
    """The speaker from ``start`` to ``end`` of a paragraph; an empty name is the outlet."""

    start: int
    end: int
    name: str
    kind: str

    def cells(self, city: str) -> Mapping[str, str]:
        """The cells of a claim that describe the speaker."""
        return {"speaker": self.name, "speaker_kind": self.kind}


def read_voices(lexicon: Lexicon, passages: tuple[Passage, ...], outlet: str, outlet_kind: str) -> tuple[tuple[Voice, ...], ...]:
    """The voices of each paragraph, in order."""
    own = Voice(0, 0, outlet, "state_media" if outlet_kind == "state_media" else "outlet")
    people: dict[str, tuple[str, str]] = {}
    last: tuple[str, str] | None = None
    by_passage = []
    for passage in passages:
        voices: list[Voice] = []
        for match in _TITLED.finditer(passage.plain):
            full_name = f"{match['name']}, {match['title']}"
            for part in (match["name"].split()[0], match["name"].split()[-1]):
                people[part] = (full_name, _kind(match["title"]))
        for start, end in passage.sentences:
            sentence = passage.plain[start:end]
            speaker = _speaker(lexicon, sentence, people, last)
            if speaker:
                last = speaker
                voices.append(Voice(start, end, *speaker))
        by_passage.append((*voices, Voice(0, len(passage.text) + 1, own.name, own.kind)))
    return tuple(by_passage)


def voice_at(voices: tuple[Voice, ...], passage: Passage, place: int) -> Voice:
    """The voice at ``place`` of a paragraph."""
    return next(voice for voice in voices if voice.start <= place < voice.end)


def _kind(title: str) -> str:
    for kind, pattern in (("central_government", _CENTRAL), ("city_government", _OFFICE), ("expert", _EXPERT), ("company", _FIRM)):
        if pattern.search(title):
            return kind
    return "expert"


def _speaker(
    lexicon: Lexicon, sentence: str, people: Mapping[str, tuple[str, str]], last: tuple[str, str] | None
) -> tuple[str, str] | None:
    if not re.search(rf"\b{_SAY}\b", sentence):
        return None
    for match in _SURNAME.finditer(sentence):
        name = match["name"] or match["after"]
        if name.lower() in ("he", "she"):
            return last
        if name in people:
            return people[name]
    title = _TITLED.search(sentence)
    if title and title["name"].split()[0] in people:
        return people[title["name"].split()[0]]
    unnamed = _UNNAMED.search(sentence)
    if unnamed:
        if re.match(r"[Tt]he official\b", unnamed.group().strip()) and last and last[1] == "unnamed_official":
            return last
        who = "Officials" if unnamed["many"].endswith("s") else "An official"
        of = unnamed["office"] or (unnamed["city"] or "").strip()
        return f"{who}{f' of {of}' if of else ''} (not named)", "unnamed_official"
    return None
