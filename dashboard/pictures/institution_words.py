"""What the pictures of institutions know of each, and how they call it where space is short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from dashboard.pictures.model import Mark
from dashboard.pictures.words import outlet, status_word, surest
from dashboard.table.load import Table
from dashboard.table.words import Record, inside, plural

_ONE = {
    "company": "company",
    "lab": "laboratory",
    "research_institution": "research institution",
    "university": "university",
    "facility": "facility",
    "platform": "platform",
    "exchange": "exchange",
    "government_body": "government office",
}
"""One body of a kind; the table's own words are for many."""


@dataclass(frozen=True)
class Entry:
    """A row of the vocabulary."""

    kind: str
    part_of: str
    owner: str
    home: str
    named: bool


Known: TypeAlias = Mapping[str, Entry]
Records: TypeAlias = Sequence[Record]


@lru_cache(maxsize=4)
def known(table: Table) -> Known:
    """Every institution of the vocabulary by its key; what an older table does not say of it is empty."""
    rows = table.vocabularies["institutions"].to_dict("index")
    return {
        str(key): Entry(
            str(row["kind"]), str(row["part_of"]), str(row.get("owner", "")), str(row["home"]), row.get("naming") != "described"
        )
        for key, row in rows.items()
    }


def by_key(rows: Records) -> dict[str, list[Record]]:
    """Claims by the institution they are about, in the order of the table."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(str(row["institution"]), []).append(row)
    return found


def left(rows: Records) -> Records:
    """The claims that do not fade; all of them where every one does."""
    return [row for row in rows if not row["fades"]] or rows


def mark_of(table: Table, rows: Records, city: str, words: str, name: str = "") -> Mark:
    """An institution with the surest status of its claims; what fades says nothing where others are left."""
    status = surest(table, {str(row["status"]) for row in left(rows)})
    claims = tuple(str(row["claim_id"]) for row in rows)
    return Mark(city, status, words, claims, all(row["fades"] for row in rows), f"{name or words}: {status_word(table, status)}")


def kind_order(table: Table, kind: str) -> int:
    """Where a kind stands in the order of the codebook, offices last."""
    words = table.package["institutions"]["kind"].words
    return len(words) if kind == "government_body" or kind not in words else words.index(kind)


def details_of(table: Table, kind: str, rows: Records) -> tuple[str, ...]:
    """What a body is and which articles name it, the longest first."""
    word = _ONE.get(kind) or inside(table.package["institutions"]["kind"].label(kind))
    articles = list(dict.fromkeys(str(row["article"]) for row in left(rows)))
    named = [f"{word}, in {outlet(table, articles[0])}"] if len(articles) == 1 else []
    return (*named, f"{word}, in {plural(len(articles), 'article')}", word)


def only_described(name: str, place: str) -> str:
    """A description as it stands under the name of its place, which it need not repeat."""
    for opening in (f"{place}'s ", f"{place} "):
        name = name.removeprefix(opening)
    for ending in (f", {place}", f" in {place}"):
        if name.endswith(ending):
            return inside(name.removesuffix(ending))
    return name
