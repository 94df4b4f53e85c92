"""Who is talking about whom: for each city what its own officials and firms say, and everybody else, a square a claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.squares import Squares, SquaresBlock, SquaresLine, SquaresPart, UnitSquare
from dashboard.pictures.words import FILTERED, bound, capital, city_words, claims_in, headline, picture, spelled, status_word, statuses
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, plural, sentence_list

_STAKES = ("own_city", "own_firm")
"""Who may speak of his own, in the order in which they are named."""
_OFFICIALS = ("central_government", "city_government", "unnamed_official")
_PRESS = ("outlet", "state_media")
_OTHERS = {"company": "quoted firms", "expert": "quoted experts"}
"""Speakers that are neither press nor officials as the names of many."""
_DONE, _NOTHING = "in_place", "nothing said"
_SIDES = {True: "own officials and firms", False: "everybody else"}
_SHARES = 20
"""From how many claims on a share of them is said in percent."""
_FEWEST = 5
"""How many claims of either side a city needs before its two sides are held against each other, where any city has as many."""
_FIELDS = ("claim_id", "article", "city", "status", "interest", "speaker", "speaker_kind", "statement", "restates")

_Sides: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""How many claims of its own speakers are in place, of how many, and of everybody else."""


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """Who speaks of the cities of the selection. ``today`` is not needed."""
    cities = selection.columns(table)
    order = {status: place for place, status in enumerate(statuses(table))}
    records = [record for record in selection.records(table, _FIELDS) if record["city"] in cities and record["restates"] == ""]
    records.sort(key=lambda record: (order[str(record["status"])], bool(record["fades"])))
    every = [record for record in Selection().records(table, _FIELDS) if record["restates"] == ""]
    read = selection.reading().records(table, _FIELDS)
    ever = {(str(record["city"]), bool(record["interest"])) for record in read if record["restates"] == ""}
    blocks = tuple(_block(table, city, [record for record in records if record["city"] == city], ever) for city in cities)
    kept = [record for record in records if not record["fades"]]
    own = [stake for stake in _STAKES if any(record["interest"] == stake for record in every)]
    meant = f" Own: {', '.join(_stake(table, stake)[1] for stake in own)}." if own else ""
    told = _compared(kept, cities)
    turned = [city for city in told if _gap(told[city]) * _gap(told[next(iter(told))]) < 0]
    on = sentence_list([f"{told[city][0][1]:,}" for city in turned])
    claims = "claim" if on == "1" else "claims"
    other = f"{city_words(table, turned)}: the other way round, on {on} {claims}. " if turned else ""
    subtitle = f"{other}One square, one claim, as printed; none was checked.{meant}{bound(table, selection, ())}"
    return picture(table, "voices", _headline(table, kept, told), subtitle, Squares(blocks), _facts(kept, told))


def _stake(table: Table, stake: str) -> tuple[str, str, str]:
    """Those who speak of their own: in short, what they speak of, of several and of one."""
    wording = table.wording
    if stake == "own_city":
        return "officials", f"officials on their own {wording.place}", f"an official on his own {wording.place}"
    return "firms", "firms on themselves", "a firm on itself"


def _part_of(table: Table, record: Record) -> str:
    """Who speaks: officials or firms of their own; else the paper, by name if it is one of the sources; else what kind of speaker."""
    kind = str(record["speaker_kind"])
    if record["interest"]:
        return _stake(table, str(record["interest"]))[0]
    if kind in _PRESS:
        outlets, speaker = _outlets(table), str(record["speaker"])
        known = speaker in outlets.values()
        return (speaker if known else outlets[str(record["article"])]) if kind == "outlet" or known else "quoted papers"
    return "quoted officials" if kind in _OFFICIALS else _OTHERS.get(kind, "others quoted")


@lru_cache(maxsize=8)
def _outlets(table: Table) -> Mapping[str, str]:
    """The outlet of each article."""
    return {str(key): str(outlet) for key, outlet in table.vocabularies["articles"]["outlet"].items()}


def _compared(kept: Sequence[Record], cities: Sequence[str]) -> dict[str, _Sides]:
    """The cities of which both sides say enough and not all the same, with both; that with the largest gap first."""
    found: dict[str, _Sides] = {}
    for city in cities:
        mine = [record for record in kept if record["city"] == city]
        own, others = ([record["status"] == _DONE for record in mine if bool(record["interest"]) == side] for side in (True, False))
        if any((*own, *others)) and not all((*own, *others)) and own and others:
            found[city] = ((sum(own), len(own)), (sum(others), len(others)))
    many = {city: sides for city, sides in found.items() if min(number for _, number in sides) >= _FEWEST}
    return dict(sorted((many or found).items(), key=lambda pair: -abs(_gap(pair[1]))))


def _gap(sides: _Sides) -> float:
    """By how much more of what its own speakers say is in place than of what everybody else says, as a share."""
    (done, number), (there, others) = sides
    return done / number - there / others


def _percent(part: int, whole: int) -> str:
    """A share in whole percent, never rounded to none or to all."""
    return f"{min(max(round(100 * part / whole), bool(part)), 100 - (part < whole)):,}%"


def _headline(table: Table, kept: Sequence[Record], told: Mapping[str, _Sides]) -> str:
    if told:
        city, ((done, number), (there, others)) = next(iter(told.items()))
        whose = f"{table.label('city', city)}’s"
        if min(number, others) >= _SHARES:
            return f"{_percent(done, number)} of {whose} own claims say “in place”, {_percent(there, others)} of others’"
        own = f"“In place”: {done:,} of {whose} {plural(number, 'own claim')}"
        return headline(f"{own}, {there:,} of others’ {others:,}", own)
    stakes = [str(record["interest"]) for record in kept if record["interest"]]
    kinds = [stake for stake in _STAKES if stake in stakes]
    if not kept:
        return "Nobody speaks in this selection"
    if not stakes:
        return f"Here no official speaks of his own {table.wording.place}, no firm of itself"
    if len(stakes) == 1:
        return capital(f"{'the only claim' if len(kept) == 1 else f'one of {len(kept):,} claims'} comes from {_stake(table, stakes[0])[2]}")
    every = len(stakes) == len(kept)
    some = "every claim in this selection" if every else f"{spelled(len(stakes))} of {plural(len(kept), 'claim')}"
    if len(kinds) == 1:
        return capital(f"{some} {'comes' if every else 'come'} from {_stake(table, kinds[0])[1]}")
    return capital(f"{'every claim here' if every else some}: {', '.join(_stake(table, kind)[1] for kind in kinds)}")


def _facts(kept: Sequence[Record], told: Mapping[str, _Sides]) -> tuple[Fact, ...]:
    """How the two sides of each city compare; where that tells nothing, how many claims are of those who speak of their own."""
    if told:
        return tuple(_fact(city, sides, claims_in(record for record in kept if record["city"] == city)) for city, sides in told.items())
    if not kept:
        return ()
    own = claims_in(record for record in kept if record["interest"])
    found = own or claims_in(kept)
    some = Fact(("own" if own else "none",), frozenset(found), found, f"{len(own):,} of {len(kept):,}")
    return (Fact(("all", "own"), frozenset(own), own, f"all {len(own):,}"), some) if len(own) == len(kept) else (some,)


def _fact(city: str, sides: _Sides, claims: tuple[str, ...]) -> Fact:
    (done, number), (there, others) = sides
    gap = _gap(sides)
    large = min(number, others) >= _SHARES
    words = f"{_percent(done, number)} and {_percent(there, others)}" if large else f"{done:,} of {number:,} and {there:,} of {others:,}"
    return Fact(("own", city, "less" if gap < 0 else "more" if gap else "same"), frozenset(claims), claims, words)


def _block(table: Table, city: str, records: Sequence[Record], ever: Collection[tuple[str, bool]]) -> SquaresBlock:
    name, number = table.label("city", city), _number(records)
    count = Mark(city, None, plural(number, "claim"), claims_in(records), said=f"{plural(number, 'claim')} about {name}")
    sides = {own: [record for record in records if bool(record["interest"]) == own] for own in (True, False)}
    if records:
        lines = tuple(_line(table, city, own, _SIDES[own], sides[own], (city, own) in ever) for own in sides)
    else:
        lines = (_line(table, city, False, "any speaker", [], any((city, own) in ever for own in sides)),)
    return SquaresBlock(city, name, count, lines, city not in table.hubs)


def _line(table: Table, city: str, own: bool, name: str, records: Sequence[Record], ever: bool) -> SquaresLine:
    """What one side says of a city."""
    place = table.label("city", city)
    if not records:
        words = FILTERED if ever else _NOTHING
        return SquaresLine(name, own, Mark(city, None, words, (), said=f"{place}, {name}: {words}", hidden=ever), "", "", (), ())
    kept = [record for record in records if not record["fades"]]
    done = sum(record["status"] == _DONE for record in kept)
    words = f"{done:,} of {len(kept):,}" if kept else "none"
    said = f"{place}, {name}: {words} {'claim' if len(kept) == 1 else 'claims'} of what is in place"
    parts: dict[str, list[Record]] = {}
    for record in records:
        parts.setdefault(_part_of(table, record), []).append(record)
    quoted = [name for name in parts if "quoted" in name.split(" ")]
    names = sorted(parts, key=lambda name: (name in quoted, -len(parts[name]), name))
    return SquaresLine(
        name, own, Mark(city, None, words, claims_in(records), said=said), "in place",
        _percent(done, len(kept)) if len(kept) >= _SHARES else "", tuple(_unit(table, record) for record in records),
        tuple(_part(table, city, name, parts[name]) for name in names),
    )  # fmt: skip


def _part(table: Table, city: str, name: str, records: Sequence[Record]) -> SquaresPart:
    """Who speaks, with how many claims; of a paper named after the city it is said."""
    place, number = table.label("city", city), _number(records)
    namesake = city in table.hubs and name.startswith(f"{place} ")
    said = f"{place}, {name}{f', named after the {table.wording.place}' if namesake else ''}: {plural(number, 'claim')}"
    return SquaresPart(city, None, f"{name} {number:,}", claims_in(records), not number, said=said, number=number)


def _number(records: Sequence[Record]) -> int:
    """How many claims do not fade."""
    return sum(not record["fades"] for record in records)


def _unit(table: Table, record: Record) -> UnitSquare:
    word = status_word(table, str(record["status"]))
    stake = f" ({table.label('interest', str(record['interest'])).lower()})" if record["interest"] else ""
    return UnitSquare(
        str(record["city"]), str(record["status"]), word, (str(record["claim_id"]),), bool(record["fades"]),
        f"{record['speaker']}{stake}, {word}: {record['statement']}", bool(record["interest"]),
    )  # fmt: skip
