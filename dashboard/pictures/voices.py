"""Who is talking about whom: a square a claim, in colour where the speaker has a stake of his own in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.squares import Column, Row, Squares, Stack, Unit
from dashboard.pictures.words import FILTERED, bound, capital, claims_in, outlet, picture, spelled, status_word, statuses
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
_FIELDS = ("claim_id", "article", "city", "status", "interest", "speaker", "speaker_kind", "statement", "restates")
_KEY = "State media include a city’s own newspaper: what it says is not counted as the city’s own word."


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """Who speaks of the cities of the selection. ``today`` is not needed."""
    cities = selection.columns(table)
    order = {status: place for place, status in enumerate(statuses(table))}
    records = [record for record in selection.records(table, _FIELDS) if record["city"] in cities and record["restates"] == ""]
    records.sort(key=lambda record: (record["interest"] == "", order[str(record["status"])]))
    whole = [r for r in Selection().records(table, ("city", "speaker_kind", "restates")) if r["restates"] == "" and r["city"] in cities]
    known = {(str(record["speaker_kind"]), str(record["city"])) for record in whole}
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        cells.setdefault((str(record["speaker_kind"]), str(record["city"])), []).append(record)
    by_kind = {kind: [record for record in records if record["speaker_kind"] == kind] for kind in {kind for kind, _ in cells}}
    asked = selection.speakers or {kind for kind, _ in known}
    kinds = sorted(asked, key=lambda kind: (kind == _EXPERT, -len(by_kind.get(kind, ())), kind))
    body = Squares(
        "Who says it, about whom",
        _KEY,
        tuple(_column(table, city, [record for record in records if record["city"] == city]) for city in cities),
        tuple(_row(table, kind, by_kind.get(kind, []), cells, cities, known) for kind in kinds),
    )
    kept = [record for record in records if not record["fades"]]
    subtitle = f"One square, one claim. In colour: officials on their own city, firms on themselves.{bound(table, selection, ())}"
    return picture(table, "voices", _headline(kept), subtitle, body, _facts(kept))


def _split(kept: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """The claims of interested speakers, and those of experts."""
    return [record for record in kept if record["interest"]], [record for record in kept if record["speaker_kind"] == _EXPERT]


def _headline(kept: Sequence[Record]) -> str:
    if not kept:
        return "Nobody speaks in this selection"
    own, experts = map(len, _split(kept))
    if own == len(kept):
        return "Every claim in this selection comes from an interested speaker"
    if experts == len(kept):
        return "Every claim in this selection comes from experts"
    if not own:
        if not experts:
            return "No claim comes from an interested speaker or an expert"
        whose = "claim comes from an expert" if experts == 1 else "claims come from experts"
        return f"{capital(spelled(experts))} {whose}, none from interested speakers"
    claims = f"{spelled(own)} {'comes' if own == 1 else 'come'} from interested speakers"
    rare = f"{spelled(experts) if experts else 'none'} from {'an expert' if experts < 2 else 'experts'}"
    return f"Of {plural(len(kept), 'claim')}, {claims}, {rare}"


def _facts(kept: Sequence[Record]) -> tuple[Fact, ...]:
    """Who of the speakers is interested, and whether any is an expert; where all are, what some are holds too."""
    if not kept:
        return ()
    own, experts = (claims_in(part) for part in _split(kept))
    found = own or experts or claims_in(kept)
    # One expert is in the key of the sentence; of several some may be left.
    parts = frozenset((*own, *(experts if len(experts) > 1 else ()))) or frozenset(found)
    key = ("own" if own else "", "experts" if len(experts) > 1 else "expert" if experts else "")
    some = Fact(key, parts, tuple(dict.fromkeys((*found, *experts))), f"{len(own or experts):,} of {len(kept):,}")
    every = [
        Fact(("all", kind), frozenset(part), part, f"all {len(part):,}")
        for kind, part in (("own", own), ("experts", experts)) if len(part) == len(kept)
    ]  # fmt: skip
    return (*every, some)


def _column(table: Table, city: str, records: Sequence[Record]) -> Column:
    name = table.label("city", city)
    return Column(
        city, name, Mark(city, None, f"{len(records):,}", claims_in(records), said=f"{plural(len(records), 'claim')} about {name}")
    )


def _row(
    table: Table, kind: str, records: Sequence[Record], cells: dict[tuple[str, str], list[Record]], cities: Sequence[str],
    known: set[tuple[str, str]],
) -> Row:  # fmt: skip
    name = _KINDS.get(kind) or table.label("speaker_kind", kind)
    stacks = []
    for city in cities:
        found = cells.get((kind, city), [])
        silent = FILTERED if (kind, city) in known else f"{name}: nothing on {table.label('city', city)}"
        stacks.append(Stack(tuple(_unit(table, record) for record in found) or (Mark(city, None, silent, ()),)))
    count = Mark("", None, f"{len(records):,}", claims_in(records), said=f"{name}: {plural(len(records), 'claim')}")
    note = None
    if kind == _EXPERT and len(records) == 1:
        record = records[0]
        # What one expert is reported to say is not to read as the word of this picture.
        words = f"One claim of experts, in {outlet(table, str(record['article']))}: {record['statement']}"
        note = Mark(str(record["city"]), None, words, (str(record["claim_id"]),), bool(record["fades"]))
    return Row(name, count, tuple(stacks), note)


def _unit(table: Table, record: Record) -> Unit:
    word = status_word(table, str(record["status"]))
    stake = f" ({table.label('interest', str(record['interest'])).lower()})" if record["interest"] else ""
    return Unit(
        str(record["city"]), str(record["status"]), word, (str(record["claim_id"]),), bool(record["fades"]),
        f"{record['speaker']}{stake}, {word}: {record['statement']}", bool(record["interest"]),
    )  # fmt: skip
