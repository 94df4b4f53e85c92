"""The names, areas and measures of the table and of the draft, indexed for finding them in an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.curate.area_words import AreaWords, area_words
from dashboard.curate.draft import Draft
from dashboard.table.load import Table
from dashboard.table.names import names_of
from dashboard.verify.stems import plain, stems

_Rows = tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]
_MOST_NAMES = 4


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The vocabularies by key, and an index of their names: ``names`` maps a printed name, normalised, to the keys it may stand for."""

    table: Table
    rows: Mapping[str, Mapping[str, Mapping[str, str]]]
    hubs: Mapping[str, str]
    nation: str
    names: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]
    areas: AreaWords
    measures: Mapping[str, frozenset[str]]
    """The words of what each measure is called and measures."""
    measure_names: Mapping[str, frozenset[str]]
    """The words of its short name."""
    usual_basis: Mapping[str, str]
    """How the claims of the table mostly tie a field to a city where nothing is planned or expected."""

    @property
    def bodies(self) -> Mapping[str, Mapping[str, str]]:
        """The institutions by key."""
        return self.rows["institutions"]

    @property
    def city_pattern(self) -> str:
        """The names of the hubs as alternatives of a regular expression."""
        return "|".join(map(re.escape, self.hubs.values())) or "(?!)"

    def home(self, body: str) -> str:
        """The home of a body: a hub, the nation, ``elsewhere`` or ``not_printed``."""
        return self.bodies[body].get("home", "not_printed") if body in self.bodies else "not_printed"

    def kind(self, body: str) -> str:
        """The kind of a body."""
        return self.bodies[body].get("kind", "") if body in self.bodies else ""

    def label(self, table: str, key: str) -> str:
        """The name of a key of the vocabulary ``table``."""
        return self.rows[table].get(key, {}).get("name", key)


def lexicon(table: Table, draft: Draft) -> Lexicon:
    """The lexicon of a table and the new rows of a draft, cached for both."""
    added = tuple(
        (name, tuple(tuple(sorted(row.items())) for row in rows if row)) for name, rows in sorted(draft.vocabulary.items()) if rows
    )
    return _lexicon(table, added)


@lru_cache(maxsize=16)
def _lexicon(table: Table, added: _Rows) -> Lexicon:
    vocabularies = _vocabularies(table)
    keys = {"institutions": "institution", "areas": "area", "measures": "measure", "cities": "city", "topics": "topic"}
    rows = {name: dict(vocabularies[name]) for name in keys}
    for name, new in added:
        for cells in new:
            key = dict(cells).get(keys.get(name, ""), "")
            if key:
                rows[name][key] = {**rows[name].get(key, {}), **dict(cells)}
    cities = rows["cities"]
    hubs = {key: row["name"] for key, row in cities.items() if row.get("role", "hub") == "hub" and row.get("name")}
    nation = next((key for key, row in cities.items() if row.get("role") == "nation"), "china")
    names: dict[str, set[str]] = {}
    for key, row in rows["institutions"].items():
        for name in names_of(row):
            text = plain(name).strip()
            if len(text) > 1:
                names.setdefault(text, set()).add(key)
    alternatives = sorted(names, key=lambda name: (-len(name), name))
    return Lexicon(
        table,
        rows,
        hubs,
        nation,
        {name.lower(): tuple(sorted(keys)) for name, keys in names.items()},
        re.compile(rf"(?<![\w])(?:{'|'.join(map(_either_case, alternatives)) or '(?!)'})(?!\w)"),
        area_words(rows["areas"]),
        {key: stems(f"{row.get('name', '')} {row.get('short', '')} {row.get('definition', '')}") for key, row in rows["measures"].items()},
        {key: stems(row.get("short", "")) for key, row in rows["measures"].items()},
        _usual_basis(table),
    )


def _usual_basis(table: Table) -> dict[str, str]:
    claims = table.claims[(table.claims["aspect"] == "focus_area") & table.claims["status"].isin(["in_place", "claimed"])]
    return {str(area): str(bases.mode().iloc[0]) for area, bases in claims.groupby("area")["basis"]}


def _either_case(name: str) -> str:
    """A pattern for a description in either case of its first letter; names keep their capitals."""
    if name[:1].isalpha() and name[:1].islower():
        return f"[{name[0].upper()}{name[0]}]{re.escape(name[1:])}"
    return re.escape(name)


@lru_cache(maxsize=8)
def _vocabularies(table: Table) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    vocabularies = {}
    for name, frame in table.vocabularies.items():
        records = frame.to_dict("index").items()
        vocabularies[name] = {
            str(key): {str(column): str(value) for column, value in row.items()} | {_KEY[name]: str(key)} for key, row in records
        }
    return vocabularies


_KEY = {"institutions": "institution", "areas": "area", "measures": "measure", "cities": "city", "topics": "topic", "articles": "article"}


def capital(lexicon: Lexicon) -> str:
    """The key of the hub whose name is also printed for bodies of the nation; else of the one called Beijing."""
    for key, name in lexicon.hubs.items():
        if name == "Beijing" or any(lexicon.home(body) == lexicon.nation for body in lexicon.names.get(name.lower(), ())):
            return key
    return ""


def leaders(lexicon: Lexicon) -> str:
    """The key of the body for the national leadership; empty where the vocabulary has none."""
    name = lexicon.hubs.get(capital(lexicon), "").lower()
    by_name = [key for key in lexicon.names.get(name, ()) if lexicon.kind(key) == "government_body"]
    central = [key for key, row in lexicon.bodies.items() if row.get("kind") == "government_body" and "entral" in row.get("name", "")]
    return next((key for key in (*by_name, *central) if lexicon.home(key) == lexicon.nation), "")
