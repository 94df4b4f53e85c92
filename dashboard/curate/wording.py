"""The few words a figure counts and a target aims at, as the paragraph prints them."""

from __future__ import annotations

import re

from dashboard.curate.passages import Passage
from dashboard.curate.stance import aim_begins

_STOP = re.compile(r"[,.;:()\"“”–—]|\b(?:in|to|by|from|at|that|which|who|were|was|are|is|has|have|had|will|would|since|as|on|with|while|when|and were)\b")
_LEAST, _MOST, _AIM = 3, 6, 8
_UNITS = {"CNY": "yuan", "USD": "US dollars", "years": "years", "percent": "percent", "percentage_point": "percentage points"}


def counts(passage: Passage, end: int, unit: str) -> str:
    """What a number is a number of: the words behind it up to a verb or a preposition, three to six of them where there are as many."""
    said = _UNITS.get(unit, "").split()
    first, last = passage.sentence(max(0, end - 1))
    after = re.sub(r"^\W*(?:of|worth of|in) ", "", passage.plain[end : min(last, end + 160)]).strip(" -'")
    near = _STOP.split(after, maxsplit=1)[0].split()
    if len(said) + len(near) < _LEAST:
        near = re.findall(r"[\w'’-]+", after)[: _LEAST - len(said)]
    if len(said) + len(near) < _LEAST:
        near = [*near, *re.findall(r"[\w'’-]+", passage.plain[first:end])[-3:]]
    return " ".join([*said, *near][:_MOST])


def aim(passage: Passage, start: int, end: int) -> str:
    """What is aimed at: from behind the verb of aiming to the printed words, three to eight words."""
    first, last = passage.sentence(start)
    begins = max(first, aim_begins(passage, start))
    words = list(re.finditer(r"[^\s,;.:()“”\"]+", passage.plain[begins:last]))
    inside = [match for match in words if begins + match.start() < end]
    if len(inside) < _LEAST:
        inside = words[:_LEAST]
    kept = inside[-_AIM:]
    return " ".join(match.group() for match in kept)
