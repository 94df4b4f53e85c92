"""What things are called where space is short, and by which rule they are counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dashboard.table.load import Table
from dashboard.table.words import Record, amount, inside

_VOCABULARIES = {"area": "areas", "institution": "institutions", "measure": "measures", "article": "articles", "city": "cities"}
_NO_BODIES = ("zone", "district", "region", "event", "media")
"""Kinds that are no body a city has: places, what happens once, and who only speaks."""

_NO_NUMBERS = ("date", "year", "rank")
"""Units of figures that are no number of something."""


@lru_cache(maxsize=16_384)
def short(table: Table, column: str, key: str) -> str:
    """The short name of a value of ``area``, ``institution``, ``measure`` or ``article``; its name where it has none."""
    return _cell(table, column, key, "short") or table.label(column, key)


def written(row: Record) -> list[str]:
    """Every name under which a row of a vocabulary is written: its own, the short one, the printed ones, the Chinese one."""
    names = [row.get("name"), row.get("short"), *str(row.get("printed_names") or "").split("|"), row.get("chinese_name")]
    return [str(name) for name in names if name]


@lru_cache(maxsize=16_384)
def is_named(table: Table, institution: str) -> bool:
    """Whether the articles give the body a name of its own; a body of which that is not written counts as named."""
    return _cell(table, "institution", institution, "naming") != "described"


def aim(table: Table, claim: Record) -> str:
    """What a target aims at; where that is not written, its amount or its area."""
    if claim.get("aim"):
        return str(claim["aim"])
    if claim["aspect"] == "figure" and claim["unit"] not in ("year", "date"):
        return f"{amount(claim)} {inside(short(table, 'measure', str(claim['measure'])))}"
    if claim["area"]:
        return inside(short(table, "area", str(claim["area"])))
    return inside(short(table, "institution", str(claim["institution"]))) if claim["institution"] else str(claim["as_printed"])


def counted(table: Table, figure: Record) -> str:
    """What a figure is a number of, its unit included; where that is not written, its measure."""
    units = {"CNY": "yuan, ", "USD": "US dollars, ", "years": "years, "}
    return str(figure.get("counts") or "") or units.get(str(figure["unit"]), "") + inside(short(table, "measure", str(figure["measure"])))


def is_number(record: Record) -> bool:
    """Whether a claim counts as a number: a figure that prints a number of something, neither a date, a year nor a rank.

    Restatements and what is computed, conversions among it, print none of their own.
    """
    figure = record["aspect"] == "figure" and record["restates"] == "" and record["method"] == "reported"
    return bool(figure and record["unit"] not in _NO_NUMBERS and record["value"] == record["value"])


def bodies(table: Table, records: Iterable[Record]) -> list[Record]:
    """Those of the claims that put a body with a name of its own in a city, restatements left out.

    A place, an event and a medium is no body. A body that belongs to another of the same city is that one:
    ``body`` is the key it counts under.
    """
    found = [
        record for record in records
        if record["aspect"] == "institution" and record["relation"] == "in_city" and record["restates"] == ""
        and record["kind"] not in _NO_BODIES and is_named(table, str(record["institution"]))
    ]  # fmt: skip
    there = {(record["city"], record["institution"]) for record in found}
    owners = {key: _owner(table, str(key)) for _, key in there}
    return [
        {**record, "body": owner if (record["city"], owner := owners[record["institution"]]) in there else str(record["institution"])}
        for record in found
    ]


@lru_cache(maxsize=16_384)
def _owner(table: Table, institution: str) -> str:
    """The body that an institution belongs to, or nothing."""
    return _cell(table, "institution", institution, "owner")


def _cell(table: Table, column: str, key: str, field: str) -> str:
    vocabulary = table.vocabularies[_VOCABULARIES[column]]
    return str(vocabulary.at[key, field]) if field in vocabulary.columns and key in vocabulary.index else ""
