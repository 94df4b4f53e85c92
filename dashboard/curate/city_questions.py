"""Asks whether the name of a capital means the city or the national leadership, wherever it is printed alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.curate.lexicon import Lexicon, capital, leaders
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Proposal

_THE_CITY = re.compile(r"\b(?:city of|municipality of|in|at|from|near) $", re.IGNORECASE)
_OF_IT = re.compile(r"^(?:'s)? (?:municipal|city|district|universit|mayor|residents|subway|airport)")


def city_questions(lexicon: Lexicon, passage: Passage) -> Iterator[Proposal]:
    """One question for each mention of a capital that neither its words nor a list of cities make clear."""
    city = capital(lexicon)
    name = lexicon.hubs.get(city, "")
    if not name:
        return
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", passage.plain):
        before, after = passage.plain[max(0, match.start() - 40) : match.start()], passage.plain[match.end() : match.end() + 40]
        inside = any(each.start <= match.start() and match.end() <= each.end for each in passage.mentions)
        series = re.search(rf"(?:{lexicon.city_pattern})(?:, | and |, and )$", before) or re.match(
            rf"(?:, | and )(?:{lexicon.city_pattern})", after
        )
        if inside or series or _THE_CITY.search(before) or _OF_IT.match(after):
            continue
        body = leaders(lexicon)
        leadership = {"city": lexicon.nation, "aspect": "institution", "institution": body, "relation": "in_city", "as_printed": name}
        options = (
            (f"{name}, the city", {"city": city, "as_printed": name}),
            ("The national leadership", {key: value for key, value in leadership.items() if value}),
        )
        is_leadership = any(key == lexicon.nation and start == match.start() for key, start, _ in passage.hubs)
        yield Proposal(
            *match.span(), {}, f"{name}: the city or the leadership?", "question", tuple(reversed(options)) if is_leadership else options
        )  # fmt: skip
