"""Suggestion rule for unknown places: names that are called a city, or listed with a place that is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.curate.fill import term_row
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Proposal
from dashboard.curate.words import WORDS

_NAME = r"[A-Z][a-z]{2,}(?:['-][a-z]+)?"
_NO_PLACES = frozenset((*WORDS["no_bodies"].split(), *WORDS["places"].split()))


def unknown_places(lexicon: Lexicon, passages: tuple[Passage, ...]) -> Iterator[tuple[int, Proposal]]:
    """Each unknown place once, with the number of the paragraph that says what it is, else of its first mention."""
    wording = lexicon.table.wording
    called = re.compile(
        rf"\b(?P<name>{_NAME}), (?:an?|the|another) (?:[\w-]+ ){{0,3}}(?:city|{re.escape(wording.place)}|{re.escape(wording.hub)})\b(?!')"
        rf"|\b(?:city|{re.escape(wording.place)}) of (?P<of>{_NAME})"
    )
    series = re.compile(
        rf"\b(?:{lexicon.city_pattern})(?:, {_NAME})*,? (?:and|or) (?P<name>{_NAME})(?![\w-]| [A-Z])"
        rf"|(?<![\w.] )\b(?P<of>{_NAME}),? (?:and|or) (?:{lexicon.city_pattern})\b"
    )
    nation = lexicon.label("cities", lexicon.nation)
    excluded = {nation, *lexicon.hubs.values()}
    for pattern in (called, series):
        for passage in passages:
            for match in pattern.finditer(passage.plain):
                group = "name" if match["name"] else "of"
                name, (start, end) = match[group], match.span(group)
                part = group == "of" and re.search(r"[A-Z]\w+ (?:and |of )?$", passage.plain[:start])
                if name in excluded or name in _NO_PLACES or name.lower() in lexicon.names or part:
                    continue
                excluded.add(name)
                yield passage.number, _proposal(lexicon, name, (start, end), nation)


def _proposal(lexicon: Lexicon, name: str, span: tuple[int, int], nation: str) -> Proposal:
    hubs = lexicon.table.wording.hubs
    city = {**term_row("cities", name, lexicon.rows["cities"].keys()), "role": "hub"}
    region = {**term_row("institutions", name, lexicon.rows["institutions"].keys()), "kind": "region", "home": lexicon.nation}
    options = ((f"One of the {hubs}", city), (f"Elsewhere in {nation}", region))
    return Proposal(
        *span, city, f"A place the table does not have. One of the {hubs} is compared with the others.", "term", options, "cities"
    )
