"""Short names of things, and the rules by which numbers and bodies are counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dashboard.table.load import Table
from dashboard.table.words import Record, amount, inside

_VOCABULARIES = {"area": "areas", "institution": "institutions", "measure": "measures", "article": "articles", "city": "cities"}
_NO_BODIES = ("zone", "district", "region", "event", "media")
"""Kinds of institutions that do not count as bodies of a city."""

_NO_NUMBERS = ("date", "year", "rank")
"""Units of figures that do not count as numbers."""


@lru_cache(maxsize=16_384)
def short(table: Table, column: str, key: str) -> str:
    """The short name of a value of ``area``, ``institution``, ``measure`` or ``article``; its name where it has none."""
    return _cell(table, column, key, "short") or table.label(column, key)


def names_of(row: Record) -> list[str]:
    """All names of a row of a vocabulary: its name, short name, printed names and Chinese name."""
    names = [row.get("name"), row.get("short"), *str(row.get("printed_names") or "").split("|"), row.get("chinese_name")]
    return [str(name) for name in names if name]


@lru_cache(maxsize=16_384)
def is_named(table: Table, institution: str) -> bool:
    """Whether the body has a name of its own in the articles; True where ``naming`` is empty."""
    return _cell(table, "institution", institution, "naming") != "described"


def aim(table: Table, claim: Record) -> str:
    """What a target aims at: its ``aim``, else its amount, its area, its institution or its printed words."""
    if claim.get("aim"):
        return str(claim["aim"])
    if claim["aspect"] == "figure" and claim["unit"] not in ("year", "date"):
        return f"{amount(claim)} {inside(short(table, 'measure', str(claim['measure'])))}"
    if claim["area"]:
        return inside(short(table, "area", str(claim["area"])))
    return inside(short(table, "institution", str(claim["institution"]))) if claim["institution"] else str(claim["as_printed"])


def counted(table: Table, figure: Record) -> str:
    """What a figure counts: ``counts``, else its unit and measure."""
    units = {"CNY": "yuan, ", "USD": "US dollars, ", "years": "years, "}
    return str(figure.get("counts") or "") or units.get(str(figure["unit"]), "") + inside(short(table, "measure", str(figure["measure"])))


def is_number(record: Record) -> bool:
    """Whether a claim counts as a number: a reported figure with a value whose unit is not a date, a year or a rank.

    Restatements and derived figures do not count.
    """
    figure = record["aspect"] == "figure" and record["restates"] == "" and record["method"] == "reported"
    return bool(figure and record["unit"] not in _NO_NUMBERS and record["value"] == record["value"])


def bodies(table: Table, records: Iterable[Record]) -> list[Record]:
    """The claims (without restatements) that locate a named body in a city, each with ``body`` added: the key it counts under.

    Zones, districts, regions, events and media do not count as bodies. A body whose owner is in the same city counts as its owner.
    """
    located = [
        record for record in records
        if record["aspect"] == "institution" and record["relation"] == "in_city" and record["restates"] == ""
        and record["kind"] not in _NO_BODIES and is_named(table, str(record["institution"]))
    ]  # fmt: skip
    there = {(record["city"], record["institution"]) for record in located}
    owners = {key: _owner(table, str(key)) for _, key in there}
    return [
        {**record, "body": owner if (record["city"], owner := owners[record["institution"]]) in there else str(record["institution"])}
        for record in located
    ]


@lru_cache(maxsize=16_384)
def _owner(table: Table, institution: str) -> str:
    """The key of the owner of an institution; empty where it has none."""
    return _cell(table, "institution", institution, "owner")


def _cell(table: Table, column: str, key: str, field: str) -> str:
    vocabulary = table.vocabularies[_VOCABULARIES[column]]
    return str(vocabulary.at[key, field]) if field in vocabulary.columns and key in vocabulary.index else ""
