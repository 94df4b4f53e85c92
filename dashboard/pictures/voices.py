"""Who is talking about whom: a square a claim, in colour where the speaker has a stake of his own in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.squares import Column, Row, Squares, Stack, Unit
from dashboard.pictures.words import FILTERED, bound, capital, keys_of, picture, spelled, status_word, statuses
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, plural

_EXPERT = "expert"
_KINDS = {
    "state_media": "State media",
    "outlet": "Private media",
    "city_government": "City governments",
    "unnamed_official": "Officials, not named",
    "central_government": "Central government",
    "company": "Companies",
    _EXPERT: "Experts",
}
"""Kinds of speakers as the names of many, where the codebook names one."""
_FIELDS = ["claim_id", "city", "status", "interest", "speaker", "speaker_kind", "statement", "restates", "fades"]
_KEY = "State media include a city’s own newspaper: what it says is not counted as the city’s own word."


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """Who speaks of the cities of the selection. ``today`` is not needed."""
    cities = selection.columns(table)
    drawn = selection.drawn(table)[_FIELDS]
    rows = drawn[drawn["city"].isin(cities) & (drawn["restates"] == "")]
    order = {status: place for place, status in enumerate(statuses(table))}
    rows = rows.assign(order=rows["status"].map(order), stake=rows["interest"] == "")
    rows = rows.sort_values(["stake", "order"], kind="stable")
    every = table.claims[["city", "speaker_kind", "restates"]]
    whole = every[(every["restates"] == "") & every["city"].isin(cities)]
    known = set(zip(whole["speaker_kind"], whole["city"], strict=True))
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in rows.to_dict("records"):
        cells.setdefault((str(record["speaker_kind"]), str(record["city"])), []).append(record)
    sizes = rows["speaker_kind"].value_counts()
    asked = selection.speakers or tuple(kind for kind in whole["speaker_kind"].unique())
    kinds = sorted(map(str, asked), key=lambda kind: (kind == _EXPERT, -int(sizes.get(kind, 0)), kind))
    body = Squares(
        "Who says it, about whom",
        _KEY,
        tuple(_column(table, city, rows[rows["city"] == city]) for city in cities),
        tuple(_row(table, kind, rows[rows["speaker_kind"] == kind], cells, cities, known) for kind in kinds),
    )
    kept = rows[~rows["fades"]]
    subtitle = f"One square, one claim. In colour: officials on their own city, firms on themselves.{bound(table, selection, ())}"
    return picture(table, "voices", _headline(kept), subtitle, body, _facts(kept))


def _headline(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Nobody speaks in this selection"
    own, experts = int((rows["interest"] != "").sum()), int((rows["speaker_kind"] == _EXPERT).sum())
    if own and own == len(rows):
        return "Every claim in this selection comes from an interested speaker"
    if experts == len(rows):
        return "Every claim in this selection comes from experts"
    if not own:
        if not experts:
            return "No claim comes from an interested speaker or an expert"
        whose = "claim comes from an expert" if experts == 1 else "claims come from experts"
        return f"{capital(spelled(experts))} {whose}, none from interested speakers"
    claims = f"{capital(spelled(own))} {'claim comes' if own == 1 else 'claims come'} from interested speakers"
    return f"{claims}, {spelled(experts) if experts else 'none'} from {'an expert' if experts < 2 else 'experts'}"


def _facts(rows: pd.DataFrame) -> tuple[Fact, ...]:
    """Who of the speakers is interested, and whether any is an expert."""
    own, experts = keys_of(rows[rows["interest"] != ""]), keys_of(rows[rows["speaker_kind"] == _EXPERT])
    found = own or experts or keys_of(rows)
    key = ("own" if own else "", "experts" if experts else "")
    return (Fact(key, frozenset(found), tuple(dict.fromkeys((*found, *experts)))),) if found else ()


def _column(table: Table, city: str, rows: pd.DataFrame) -> Column:
    name = table.label("city", city)
    return Column(city, name, Mark(city, None, f"{len(rows):,}", keys_of(rows), said=f"{plural(len(rows), 'claim')} about {name}"))


def _row(
    table: Table, kind: str, rows: pd.DataFrame, cells: dict[tuple[str, str], list[Record]], cities: Sequence[str],
    known: set[tuple[str, str]],
) -> Row:  # fmt: skip
    name = _KINDS.get(kind) or table.label("speaker_kind", kind)
    stacks = []
    for city in cities:
        found = cells.get((kind, city), [])
        silent = FILTERED if (kind, city) in known else f"{name}: nothing on {table.label('city', city)}"
        stacks.append(Stack(tuple(_unit(table, record) for record in found) or (Mark(city, None, silent, ()),)))
    count = Mark("", None, f"{len(rows):,}", keys_of(rows), said=f"{name}: {plural(len(rows), 'claim')}")
    note = None
    if kind == _EXPERT and len(rows) == 1:
        record = rows.iloc[0]
        note = Mark(str(record["city"]), None, str(record["statement"]), (str(record["claim_id"]),), bool(record["fades"]))
    return Row(name, count, tuple(stacks), note)


def _unit(table: Table, record: Record) -> Unit:
    word = status_word(table, str(record["status"]))
    stake = f" ({table.label('interest', str(record['interest'])).lower()})" if record["interest"] else ""
    return Unit(
        str(record["city"]), str(record["status"]), word, (str(record["claim_id"]),), bool(record["fades"]),
        f"{record['speaker']}{stake}, {word}: {record['statement']}", bool(record["interest"]),
    )  # fmt: skip
