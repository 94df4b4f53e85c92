"""The names a sentence may use: cities, bodies with a name of their own, outlets and persons who speak."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.table.load import Table
from dashboard.table.names import names_of
from dashboard.verify.stems import plain

PLACES = ("zone", "district", "region")
"""Kinds of bodies that are places inside or around a city."""
_PERSON = re.compile(r"(?:(?:[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?) ){1,2}[A-Z][a-z]+")


@dataclass(frozen=True)
class Name:
    """A name where it stands in a text: of what it may be, ``city``, ``body`` or ``voice``, and the keys it may stand for."""

    start: int
    end: int
    kind: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Every name of a table, written in lower case, with what it stands for; and where each body sits, by its key."""

    known: Mapping[str, tuple[str, tuple[str, ...]]]
    pattern: re.Pattern[str]
    homes: Mapping[str, str]

    def find(self, text: str) -> list[Name]:
        """The names in a text, the longest first where several begin at one place."""
        return [Name(*match.span(), *self.known[match.group().lower()]) for match in self.pattern.finditer(plain(text))]


def read_names(table: Table) -> Names:
    """The names of the vocabularies, of the articles and of those who speak. A body that is only described has none."""
    cities = table.vocabularies["cities"]
    known: dict[str, tuple[str, set[str]]] = {}
    for kind, name, key in _named(table):
        lower = plain(name).strip().lower()
        if len(lower) > 1 and known.setdefault(lower, (kind, set()))[0] == kind:
            # A paper that is a body of the table, too, is that body.
            known[lower][1].add(key)
    for city, row in cities.to_dict("index").items():
        for name in filter(None, (row["name"], row["chinese_name"])):
            # A city's name is the city, even where an article calls a government by it.
            known[plain(name).lower()] = ("city", {str(city)})
    names = sorted(known, key=lambda name: (-len(name), name))
    latin = [re.escape(name) for name in names if ord(name[0]) < 0x2E80]
    chinese = [re.escape(name) for name in names if ord(name[0]) >= 0x2E80]
    pattern = rf"(?<![^\W_一-鿿])(?:{'|'.join(latin) or '(?!)'})(?![^\W_一-鿿])|(?:{'|'.join(chinese) or '(?!)'})"
    homes = {str(key): str(home) for key, home in table.vocabularies["institutions"]["home"].items()}
    return Names({name: (kind, tuple(sorted(keys))) for name, (kind, keys) in known.items()}, re.compile(pattern, re.IGNORECASE), homes)


def _named(table: Table) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for key, row in table.vocabularies["institutions"].to_dict("index").items():
        if row["naming"] != "described":
            found += [("body", name, str(key)) for name in names_of(row) if not name[0].islower()]
    for row in table.vocabularies["articles"].to_dict("records"):
        found += [("voice", str(row[column]), str(row["outlet"])) for column in ("outlet", "short") if row[column]]
    for speaker in map(str, table.claims["speaker"].unique()):
        person = _PERSON.match(speaker)
        if person and person.group() == re.split(r",| of ", speaker)[0]:
            found.append(("voice", person.group(), speaker))
    return found
