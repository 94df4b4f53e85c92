"""Suggestion rule for institutions: known bodies under any printed name, and their relation to the city."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.curate.cities import Mention
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Proposal
from dashboard.curate.stance import read_stance
from dashboard.curate.voices import Voice

_NOT_THERE = re.compile(
    r"\b(?:not|never|without|no|lacks?|lacking|neither)\b[^.;]{0,60}\b(?:home to|host|have|has|any of|one of)\b|\bdoes not have\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:rival|rivals|rivalling|like|likened (?:to|with)|compete(?:s)? (?:with|against)|orders from|than|another|a|versus|behind"
    r"|catch up with"
    r"|answer to|become an?|plus)\s+(?:the )?$",
    re.IGNORECASE,
)
_BASED = re.compile(r"^(?:'s)? ?[- ]?(?:based|headquartered)\b", re.IGNORECASE)


def bodies(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...]) -> Iterator[Proposal]:
    """Proposals for the known bodies of a paragraph, one for each body and city."""
    reported: set[tuple[str, str]] = set()
    outlet = voices[-1]
    for mention in passage.mentions:
        for body, city, relation in _ties(lexicon, passage, mention):
            if (body, city) in reported:
                continue
            reported.add((body, city))
            cells = {
                "city": city, "aspect": "institution", "institution": body, "relation": relation,
                "status": _status(lexicon, passage, mention, body, relation),
                "speaker": outlet.name, "speaker_kind": outlet.kind,
            }  # fmt: skip
            yield Proposal(mention.start, mention.end, cells, f"A name of {lexicon.label('institutions', body)}.")


def _status(lexicon: Lexicon, passage: Passage, mention: Mention, body: str, relation: str) -> str:
    """The status of a mention: in place where a body is only named; announced where it is to come; else as the sentence says."""
    status = read_stance(passage, mention.start, False).status
    if relation == "compared":
        return status
    to_come = lexicon.kind(body) in ("facility", "platform", "research_institution", "lab") and status == "announced"
    return "announced" if to_come else "in_place"


def _ties(lexicon: Lexicon, passage: Passage, mention: Mention) -> Iterator[tuple[str, str, str]]:
    clause = passage.clause(mention.start)
    cities = clause.cities
    fitting = [key for key in mention.keys if lexicon.home(key) in cities] or list(mention.keys[:1])
    before = passage.plain[passage.sentence(mention.start)[0] : mention.start]
    for body in fitting:
        home, kind = lexicon.home(body), lexicon.kind(body)
        if _is_of_another(lexicon, body, passage.plain[mention.start : mention.end], cities):
            continue
        if _COMPARED.search(before) and home not in cities:
            yield from ((body, city, "compared") for city in cities)
        elif _NOT_THERE.search(before) and home not in cities:
            yield from ((body, city, "not_in_city") for city in cities)
        elif home in lexicon.hubs:
            yield body, home, "in_city"
        elif kind == "region":
            near = [city for city, start, _ in passage.hubs if clause.start <= start < mention.start][-1:] if len(cities) > 1 else cities
            yield from ((body, city, "around_city" if city != lexicon.nation else "in_city") for city in near or cities)
        elif home == lexicon.nation and (not clause.explicit or lexicon.nation in cities):
            yield body, lexicon.nation, "in_city"
        else:
            yield from ((body, city, "about_city") for city in cities)


def _is_of_another(lexicon: Lexicon, body: str, printed: str, cities: tuple[str, ...]) -> bool:
    """Whether a generic description, such as the city government, refers to the body of another city here."""
    home = lexicon.home(body)
    described = lexicon.bodies[body].get("naming") == "described"
    return described and home in lexicon.hubs and home not in cities and lexicon.hubs[home] not in printed and bool(cities)
