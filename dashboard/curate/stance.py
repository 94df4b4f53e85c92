"""How a clause says it: as a fact, an announcement, an aim, a forecast or somebody's judgement, on whose part, and by whose word."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TARGET = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|want(?:s|ed)?|seek(?:s|ing)?|sought|intend(?:s|ed)?|vow(?:s|ed)?|ambition\w*|goal|target(?:s|ed)?|striv\w+|attempt(?:s|ing)? to"
    r"|fast track|so as to|in (?:an|its) (?:attempt|effort|bid) to|designed to|focus(?:es|ing)? on|to (?:become|be) a|must|(?:plans?|needs?) to|by 20\d\d)\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:announce[sd]?|unveil\w*|launch\w*|promis\w+|pledg\w+|designated|chosen|named (?:as|one)|assign\w*|approved|will|blueprint|drafted|drawn up|plan of action"
    r"|laid out|passed|to be (?:built|set up)|tasked|told to|compil\w+|identified|introduc\w+|guarantee\w*|measures such as|is to|are to|establishment of|policy|policies)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\b(?:expect(?:s|ed)?|forecast\w*|predict\w*|project(?:s|ed) to|likely|may|might|could|should|hopefully|hopes?|poised|set to|prospects?|will (?:help|see|be able|redefine|feature|become|boost)|would)\b",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"\b(?:leading|leader in|reputation|known (?:for|as)|well-placed|robust|best|strength in|boasts?|shining|most \w+|front line|powerhouse|attractive|viewed as|seen as|likened|role"
    r"|some say|spearheading|catching up|catch-up|rat race|stress(?:ed|es)|lag\w*|disappointment|threaten\w*|certainly|undoubtedly|clearly|probably|arguably)\b",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    r"\b(?:central (?:government|leadership)|ministr\w+|minister|state council|five-year plan|national plan|beijing leadership|politburo|top policymakers|designated|assigns?|assigned"
    r"|chosen|policy paper|china assigns|the nation's approach)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:city government|municipal\w*|municipality|officials?|mayor|party chief|commission|blueprint|initiative|plan of action|its own|local government|city (?:aims?|will|plans?|is to))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stance:
    """The status of a claim, on whose part it is, and how an area is tied to the city by it."""

    status: str
    basis: str


def read_stance(clause: str, sentence: str, nation: bool, interested: bool) -> Stance:
    """How a clause speaks, with the sentence around it; ``interested`` says that an official speaks of the own city."""
    status = _status(clause, interested) or _status(sentence, interested) or "in_place"
    if status == "forecast":
        return Stance(status, "expected")
    if status in ("target", "announced"):
        if nation:
            return Stance(status, "own_plan")
        return Stance(status, "assigned" if _CENTRAL.search(sentence) and not _OWN.search(clause) else "own_plan")
    if nation:
        return Stance(status, "own_plan" if _TARGET.search(sentence) or re.search(r"\bplan\b|\beffort\b", sentence) else "mentioned")
    return Stance(status, "existing")


def _status(text: str, interested: bool) -> str:
    found = {
        name: match.start()
        for name, pattern in (("target", _TARGET), ("announced", _ANNOUNCED), ("forecast", _FORECAST), ("claimed", _JUDGED))
        if (match := pattern.search(text))
    }
    if not found:
        return "claimed" if interested else ""
    return min(found, key=lambda name: found[name])
