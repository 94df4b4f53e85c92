"""Who is talking about whom: a square a claim, in colour where the speaker has a stake of his own in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.squares import Column, Group, Row, Squares, Stack, Unit
from dashboard.pictures.words import bound, capital, claims_in, picture, spelled, status_word, statuses
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, plural, sentence_list

_STAKES = {"own_city": ("City officials", "officials on their own city"), "own_firm": ("Firms", "firms on themselves")}
"""Stakes in the order of the rows: who has it, and of what he speaks then."""
_OFFICIALS = ("central_government", "city_government", "unnamed_official")
_OTHERS = {
    "outlet": ("", "Private media"), "state_media": ("", "State media"), "official": ("own_city", "officials"),
    "company": ("own_firm", "firms"), "expert": ("", "Experts"),
}  # fmt: skip
"""Speakers without a stake as the names of many; those that may have one are others, where a row of such stands above."""
_FIELDS = ("claim_id", "city", "status", "interest", "speaker", "speaker_kind", "statement", "restates")
_PRESS = ", a city’s own newspaper included"

_Cells: TypeAlias = Mapping[tuple[str, str], Sequence[Record]]


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """Who speaks of the cities of the selection. ``today`` is not needed."""
    cities = selection.columns(table)
    order = {status: place for place, status in enumerate(statuses(table))}
    records = [record for record in selection.records(table, _FIELDS) if record["city"] in cities and record["restates"] == ""]
    records.sort(key=lambda record: order[str(record["status"])])
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        cells.setdefault((_row_of(record), str(record["city"])), []).append(record)
    whole = [
        record for record in Selection().records(table, ("city", "interest", "speaker_kind", "restates"))
        if record["restates"] == "" and record["city"] in cities
        and (not selection.speakers or record["speaker_kind"] in selection.speakers)
    ]  # fmt: skip
    rows = {_row_of(record) for record in whole}
    own = [stake for stake in _STAKES if stake in rows]
    others = sorted(rows - set(own), key=lambda row: (row == "expert", -sum(len(cells.get((row, city), ())) for city in cities), row))
    groups = [_group(table, part, cells, cities, own, told) for part, told in ((own, True), (others, False)) if part]
    columns = tuple(_column(table, city, [record for record in records if record["city"] == city]) for city in cities)
    kept = [record for record in records if not record["fades"]]
    subtitle = f"One square, one claim.{bound(table, selection, ())}"
    return picture(table, "voices", _headline(kept), subtitle, Squares("Claims about", columns, tuple(groups)), _facts(kept))


def _row_of(record: Record) -> str:
    """Its speaker's stake, else what kind of speaker he is; officials are one kind."""
    kind = str(record["speaker_kind"])
    return str(record["interest"]) or ("official" if kind in _OFFICIALS else kind)


def _headline(kept: Sequence[Record]) -> str:
    own = sum(bool(record["interest"]) for record in kept)
    if not kept:
        return "Nobody speaks in this selection"
    if not own:
        return "No claim in this selection comes from a speaker with a stake"
    if own == len(kept):
        return "Every claim in this selection comes from a speaker with a stake"
    come = "comes from a speaker" if own == 1 else "come from speakers"
    return f"{capital(spelled(own))} of {plural(len(kept), 'claim')} {come} with a stake"


def _facts(kept: Sequence[Record]) -> tuple[Fact, ...]:
    """How many claims come from those with a stake; where all or none do, that."""
    if not kept:
        return ()
    own = claims_in(record for record in kept if record["interest"])
    found = own or claims_in(kept)
    some = Fact(("own" if own else "none",), frozenset(found), found, f"{len(own):,} of {len(kept):,}")
    return (Fact(("all", "own"), frozenset(own), own, f"all {len(own):,}"), some) if len(own) == len(kept) else (some,)


def _column(table: Table, city: str, records: Sequence[Record]) -> Column:
    name, number = table.label("city", city), _number(records)
    return Column(city, name, f"{number:,}", _count(city, records, f"{plural(number, 'claim')} about {name}"))


def _group(table: Table, rows: Sequence[str], cells: _Cells, cities: Sequence[str], own: Sequence[str], told: bool) -> Group:
    """Those with a stake, or those without: a row for each who speaks."""
    records = [record for row in rows for city in cities for record in cells.get((row, city), ())]
    press = _PRESS if any(record["speaker_kind"] == "state_media" for record in records) else ""
    whose = f"with a stake: {sentence_list([_STAKES[stake][1] for stake in rows])}" if told else f"without a stake{press}"
    number = _number(records)
    words = f"{number:,} {whose}" if number else f"None {whose}"
    drawn = tuple(_row(table, row, cells, cities, own) for row in rows if any(cells.get((row, city)) for city in cities))
    return Group(words, _count("", records, words), told, drawn)


def _row(table: Table, row: str, cells: _Cells, cities: Sequence[str], own: Sequence[str]) -> Row:
    if row in _STAKES:
        name = _STAKES[row][0]
    else:
        stake, name = _OTHERS.get(row) or ("", table.label("speaker_kind", row))
        name = f"Other {name}" if stake in own else capital(name)
    stacks = tuple(Stack(tuple(_unit(table, record) for record in cells.get((row, city), ()))) for city in cities)
    records = [record for city in cities for record in cells.get((row, city), ())]
    number = _number(records)
    return Row(name, Mark("", None, f"{number:,}", claims_in(records), said=f"{name}: {plural(number, 'claim')}"), stacks)


def _number(records: Sequence[Record]) -> int:
    """How many claims do not fade."""
    return sum(not record["fades"] for record in records)


def _count(city: str, records: Sequence[Record], said: str) -> Mark | None:
    return Mark(city, None, said, claims_in(records)) if records else None


def _unit(table: Table, record: Record) -> Unit:
    word = status_word(table, str(record["status"]))
    stake = f" ({table.label('interest', str(record['interest'])).lower()})" if record["interest"] else ""
    return Unit(
        str(record["city"]), str(record["status"]), word, (str(record["claim_id"]),), bool(record["fades"]),
        f"{record['speaker']}{stake}, {word}: {record['statement']}", bool(record["interest"]),
    )  # fmt: skip
