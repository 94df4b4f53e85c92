"""The claims of hubs as plain records, and what follows from each alone: worked out once a table, not once a selection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.pictures.model import Mark
from dashboard.pictures.words import square, status_word, statuses
from dashboard.table.counting import HUB
from dashboard.table.load import Table
from dashboard.table.names import bodies, is_number
from dashboard.table.selection import Selection
from dashboard.table.targets import due_year
from dashboard.table.words import Record


@dataclass(frozen=True)
class HubClaim:
    """A claim about a hub that restates no other, with what a column asks of it."""

    row: Record
    key: str
    city: str
    status: str
    article: str
    area: str
    """The area it ties the hub to; empty where it ties it to none, or to the role itself."""
    body: str
    """The named body it puts in the city; else empty."""
    due: int
    """The year by which it is a target; else 0."""
    number: bool
    """Whether it counts as a number."""
    mark: Mark
    """Its unit square."""
    fades: bool = False


@dataclass(frozen=True)
class Known:
    """What a table says of its hubs, whatever is selected."""

    claims: Mapping[str, HubClaim]
    places: Mapping[str, int]
    """Each status with its place, the surest first."""
    words: Mapping[str, str]
    """Each status in a word."""
    areas: Mapping[str, frozenset[str]]
    """Every area with the hubs that are tied to it."""
    spoken: frozenset[str]
    """The hubs of which anything is said."""
    dated: frozenset[str]
    """The hubs with a target year."""
    numbered: frozenset[str]
    """The hubs with a number."""
    bodied: frozenset[str]
    """The hubs with a named body."""


@lru_cache(maxsize=8)
def known(table: Table) -> Known:
    """Everything said of the hubs of a table."""
    claims = table.claims[table.claims["city"].isin(table.hubs)]
    rows: Sequence[Record] = claims[claims["restates"] == ""].to_dict("records")
    named = {str(row["claim_id"]) for row in bodies(table, rows)}
    found = {str(row["claim_id"]): _claim(table, row, named) for row in rows}
    areas: dict[str, set[str]] = {}
    for claim in found.values():
        if claim.area:
            areas.setdefault(claim.area, set()).add(claim.city)
    return _known(table, found, {area: frozenset(cities) for area, cities in areas.items()})


def _known(table: Table, claims: Mapping[str, HubClaim], areas: Mapping[str, frozenset[str]]) -> Known:
    order, every = statuses(table), claims.values()
    return Known(
        claims, {status: place for place, status in enumerate(order)}, {status: status_word(table, status) for status in order}, areas,
        _cities(every), _cities(claim for claim in every if claim.due), _cities(claim for claim in every if claim.number),
        _cities(claim for claim in every if claim.body),
    )  # fmt: skip


def _cities(claims: Iterable[HubClaim]) -> frozenset[str]:
    return frozenset(claim.city for claim in claims)


def _claim(table: Table, row: Record, named: set[str]) -> HubClaim:
    status, key = str(row["status"]), str(row["claim_id"])
    return HubClaim(
        row, key, str(row["city"]), status, str(row["article"]),
        str(row["area"]) if row["aspect"] == "focus_area" and row["area"] != HUB else "",
        str(row["institution"]) if key in named else "",
        due_year(str(row["period"])) or 0 if status == "target" else 0,
        is_number(row), square(table, row),
    )  # fmt: skip


def selected(table: Table, selection: Selection) -> tuple[list[HubClaim], dict[str, list[str]]]:
    """The claims selected, in the order of the table, and by city the keys of all of them, restatements included."""
    cities, every = set(selection.compared(table)), known(table).claims
    found, keys = [], {city: list[str]() for city in cities}
    for row in selection.records(table, ("claim_id", "city")):
        key, city = row["claim_id"], row["city"]
        if city not in cities:
            continue
        keys[city].append(key)
        if claim := every.get(key):
            fades = bool(selection.without) and claim.article == selection.without
            found.append(replace(claim, fades=True, mark=replace(claim.mark, faded=True)) if fades else claim)
    return _owned(table, found), keys


def read(table: Table, selection: Selection) -> frozenset[tuple[str, str]]:
    """Every hub with each area that the articles of the selection tie it to, whatever else is filtered.

    What a filter hides is not unsaid; what no article left says is.
    """
    return frozenset((claim.city, claim.area) for claim in _of_articles(table, selection).values() if claim.area)


def said_there(table: Table, selection: Selection) -> Known:
    """What is known of the hubs by the articles of the selection, whatever else is filtered; the areas are those of the whole table."""
    return _known(table, _of_articles(table, selection), known(table).areas)


def _of_articles(table: Table, selection: Selection) -> dict[str, HubClaim]:
    every = known(table).claims
    rows = replace(selection.reading(), cities=selection.compared(table)).records(table, ("claim_id",))
    return {row["claim_id"]: every[row["claim_id"]] for row in rows if not row["fades"] and row["claim_id"] in every}


def _owned(table: Table, claims: list[HubClaim]) -> list[HubClaim]:
    """The claims with each body as the one it belongs to, where that is in the same city, too."""
    there = {(claim.city, claim.body) for claim in claims if claim.body}
    vocabulary = table.vocabularies["institutions"]
    found = {body: str(vocabulary.at[body, "owner"]) for _, body in there if "owner" in vocabulary.columns}
    return [
        replace(claim, body=found[claim.body]) if (claim.city, found.get(claim.body, "")) in there and claim.body else claim
        for claim in claims
    ]  # fmt: skip
