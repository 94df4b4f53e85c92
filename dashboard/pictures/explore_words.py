"""How the groups of each dimension are called, and what a headline says of the claims in one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dashboard.pictures.words import capital, headline, spelled, status_word
from dashboard.table.dimensions import DIMENSIONS
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.status_words import is_noun, many, one
from dashboard.table.words import inside, plural

REST = "\N{HORIZONTAL ELLIPSIS}"
"""The group that holds what finds no group of its own; no value of the table is a lone sign."""

_SPEAKERS = {
    "state_media": "State media",
    "outlet": "Private media",
    "city_government": "{Place} governments",
    "unnamed_official": "Officials, not named",
    "central_government": "Central government",
    "company": "Companies",
    "expert": "Experts",
}
"""Kinds of speakers as the names of many, where the codebook names one."""
_NONE = {
    "tie": "No tie to an area",
    "stake": "No own stake",
    "area": "No area",
    "group": "No area",
    "kind": "No body named",
    "speaker": "Nobody named",
}
_NAMED: Mapping[str, Mapping[str, str]] = {
    "support": {"several": "Several articles", "one": "One article only"},
    "stake": {"own_city": "Official on own {place}", "own_firm": "Firm on itself"},
    "all": {"": "All claims"},
}
_SAID: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "tie": {
        "assigned": ("says what is assigned", "say what is assigned"),
        "own_plan": ("is about {a_place}’s own plan", "are about {a_place}’s own plan"),
        "existing": ("says what exists", "say what exists"),
        "expected": ("says what is expected", "say what is expected"),
        "mentioned": ("mentions an area", "mention an area"),
        "": ("ties no area", "tie no area"),
    },
    "stake": {
        "own_city": ("comes from an official on his own {place}", "come from officials on their own {place}"),
        "own_firm": ("comes from a firm on itself", "come from firms on themselves"),
        "": ("comes from a speaker without a stake", "come from speakers without a stake"),
    },
    "aspect": {
        "focus_area": ("is about a focus area", "are about focus areas"),
        "institution": ("is about an institution", "are about institutions"),
        "figure": ("is a figure", "are figures"),
    },
    "support": {"one": ("rests on one article", "rest on one article"), "several": ("is made by several", "are made by several articles")},
    "group": {"": ("is on no area", "are on no area")},
    "area": {"": ("is on no area", "are on no area")},
    "kind": {"": ("names no body", "name no body")},
}
_VERBS = {
    "city": ("concerns", "concern"),
    "speaker": ("comes from", "come from"),
    "article": ("stands in", "stand in"),
    "year": ("was printed in", "were printed in"),
    "area": ("is on", "are on"),
    "group": ("is on", "are on"),
    "kind": ("names", "name"),
}


@lru_cache(maxsize=4096)
def label(table: Table, key: str, value: str) -> str:
    """What a group is called."""
    named = _NAMED.get(key, {}).get(value) or ("" if value else _NONE.get(key, "Not said"))
    if named:
        return _worded(table, named)
    if key == "status":
        return capital(status_word(table, value))
    if key == "speaker":
        return _worded(table, _SPEAKERS[value]) if value in _SPEAKERS else table.label("speaker_kind", value)
    if key in ("area", "article"):
        return short(table, key, value)
    return table.label(DIMENSIONS[key].column, value) if key != "year" else value


def _worded(table: Table, words: str) -> str:
    """Words of this module with what a place is called in the room they have for it."""
    wording = table.wording
    return words.format(place=wording.place, a_place=wording.a_place, Place=wording.head)


def said(table: Table, key: str, value: str, number: int) -> str:
    """What some claims of a group do, as the verb and object of a sentence; empty where a headline has nothing to say of it."""
    several = number > 1
    fixed = _SAID.get(key, {}).get(value)
    if fixed:
        return _worded(table, fixed[several])
    if key == "status":
        word = status_word(table, value)
        if not is_noun(word):
            return f"{'say' if several else 'says'} what is {word}"
        return f"are {many(word)}" if several else f"is {one(word)}"
    if key not in _VERBS:
        return ""
    name = label(table, key, value)
    return f"{_VERBS[key][several]} {inside(name) if key in ('speaker', 'area', 'group', 'kind') else name}"


def finding(parts: list[tuple[int, str]], whole: int) -> str:
    """The headline: how many of all claims do what, one or two parts of it, whatever finds room in twelve words."""
    if not whole:
        return "No claim in this selection"
    told = [part for part in parts if part[1]]
    if not told:
        return f"The articles make {plural(whole, 'claim')}" if whole > 1 else "The articles make one claim"
    if whole == 1:
        return f"The only claim {told[0][1]}"
    candidates = []
    for some in (told, told[:1], told[1:]):
        if not some:
            continue
        numbers = ["none" if not number else "all" if number == whole else spelled(number) for number, _ in some]
        if numbers[0] == "all":
            opening = f"All {plural(whole, 'claim')} {some[0][1]}"
        else:
            opening = f"Of {plural(whole, 'claim')}, {numbers[0]} {some[0][1]}"
        rest = [f"{number} {words}" for number, (_, words) in zip(numbers[1:], some[1:], strict=True)]
        candidates.append(", ".join([opening, *rest]))
    return headline(*candidates, f"The articles make {plural(whole, 'claim')}")
