"""The wording of a table: what places and hubs are called, so that a table may compare other things than cities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

LONGEST = 40
"""How many characters a word for a place may have."""
_SOUNDS_OTHERWISE = ("uni", "use", "eu", "one-")
"""Beginnings that are spelled with a vowel and take the article *a*."""


@dataclass(frozen=True)
class Wording:
    """The words a descriptor may replace under ``wording``, with their defaults.

    ``place`` is what claims are about (plural ``places``), ``hub`` one of those compared (plural ``hubs``), ``group`` all hubs after the
    name of the nation (China's tech hubs), ``role`` all hubs in the sentence on the purpose of the table.
    """

    place: str = "city"
    places: str = "cities"
    hub: str = "hub"
    hubs: str = "hubs"
    group: str = "tech hubs"
    role: str = "innovation hubs"

    @property
    def a_place(self) -> str:
        """``a city``."""
        return one(self.place)

    @property
    def a_hub(self) -> str:
        """``a hub``."""
        return one(self.hub)

    @property
    def head(self) -> str:
        """The place as a title: ``City``."""
        return opening(self.place)

    @property
    def heads(self) -> str:
        """Places as a title: ``Cities``."""
        return opening(self.places)


PROGRAM = "Tech Hubs"
"""The name of the program, used where no table has a title."""
USUAL = Wording()
PARTS = tuple(vars(USUAL))
"""The words that can be replaced."""


def first_words(folder: Path) -> tuple[str, Wording]:
    """The title and wording of the package in a folder, without reading its tables; the defaults where they cannot be read."""
    try:
        raw = json.loads((folder / "datapackage.json").read_text("utf-8-sig"))
        title = str(raw["title"])
        return (title if title.strip() and title.isprintable() else PROGRAM), read_wording(raw.get("wording", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return PROGRAM, USUAL


def one(noun: str) -> str:
    """A noun with its article: ``a city``, ``an island``."""
    start = noun.lower()
    return f"{'an' if start[:1] in 'aeiou' and not start.startswith(_SOUNDS_OTHERWISE) else 'a'} {noun}"


def many(noun: str) -> str:
    """The regular plural of a noun: ``ports``, ``cities``, ``marshes``; only its last word changes."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def opening(words: str) -> str:
    """The text with its first letter as a capital."""
    return words[:1].upper() + words[1:]


def read_wording(raw: Mapping[str, Any]) -> Wording:
    """Parse ``wording`` of a descriptor; plurals and the words for hubs default to forms of ``place`` where it is replaced.

    Raises ValueError for an unknown name, and for a value that is no short text on one line.
    """
    for name, word in raw.items():
        if name not in PARTS:
            raise ValueError(f"wording has no part named {str(name)[:LONGEST]}; there are {', '.join(PARTS)}")
        if not isinstance(word, str) or not word.strip() or not word.isprintable() or len(word) > LONGEST:
            raise ValueError(f"{name} of wording must be one to {LONGEST} letters on one line")
    if not raw:
        return USUAL
    place = raw.get("place", USUAL.place)
    places = raw.get("places", many(place))
    hub = raw.get("hub", place)
    hubs = raw.get("hubs", places if hub == place else many(hub))
    return replace(USUAL, **{"place": place, "places": places, "hub": hub, "hubs": hubs, "group": hubs, "role": hubs, **raw})
