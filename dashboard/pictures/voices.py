"""Who is talking about whom: a square a claim, in colour where officials speak of their own city, or firms of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.squares import Squares, SquaresColumn, SquaresGroup, SquaresRow, Stack, UnitSquare
from dashboard.pictures.words import bound, capital, claims_in, picture, spelled, status_word, statuses
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, plural, sentence_list

_STAKES = ("own_city", "own_firm")
"""Who may speak of his own, in the order of the rows."""
_OFFICIALS = ("central_government", "city_government", "unnamed_official")
_PRESS = ("outlet", "state_media")
_OTHERS = {"company": "firms", "expert": "experts"}
"""Speakers that are neither press nor officials as the names of many."""
_DONE = "in_place"
_SHARES = 20
"""From how many claims on a share of them is said in percent."""
_FEWEST = 5
"""How many claims of either kind a city needs before it is told to stand against the headline."""
_FIELDS = ("claim_id", "article", "city", "status", "interest", "speaker", "speaker_kind", "statement", "restates")

_Cells: TypeAlias = Mapping[tuple[str, str], Sequence[Record]]


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """Who speaks of the cities of the selection. ``today`` is not needed."""
    cities = selection.columns(table)
    order = {status: place for place, status in enumerate(statuses(table))}
    records = [record for record in selection.records(table, _FIELDS) if record["city"] in cities and record["restates"] == ""]
    records.sort(key=lambda record: order[str(record["status"])])
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        cells.setdefault((_row_of(table, record), str(record["city"])), []).append(record)
    whole = [
        record for record in Selection().records(table, _FIELDS)
        if record["restates"] == "" and record["city"] in cities
        and (not selection.speakers or record["speaker_kind"] in selection.speakers)
    ]  # fmt: skip
    rows = {_row_of(table, record) for record in whole}
    own = [stake for stake in _STAKES if stake in rows]
    sizes = {row: sum(len(cells.get((row, city), ())) for city in cities) for row in rows}
    others = sorted(rows - set(own), key=lambda row: (row in _QUOTES, -sizes[row], row))
    groups = [_group(table, part, cells, cities, told) for part, told in ((own, True), (others, False)) if part]
    columns = tuple(_column(table, city, [record for record in records if record["city"] == city]) for city in cities)
    kept = [record for record in records if not record["fades"]]
    meant = f" Interested: {', '.join(_stake(table, stake)[1] for stake in own)}." if own else ""
    turned = [table.label("city", city) for city in cities if _turned(kept, city)]
    meant += f" For {sentence_list(turned)} it is the other way round." if turned else ""
    subtitle = f"One square, one claim.{meant}{bound(table, selection, ())}"
    return picture(table, "voices", _headline(table, kept), subtitle, Squares("Claims about", columns, tuple(groups)), _facts(kept))


def _stake(table: Table, stake: str) -> tuple[str, str, str]:
    """The name of a row of those who speak of their own, and of what they speak then: of several, and of one."""
    wording = table.wording
    if stake == "own_city":
        return f"{wording.head} officials", f"officials on their own {wording.place}", f"an official on his own {wording.place}"
    return "Firms", "firms on themselves", "a firm on itself"


_QUOTED, _REST = "quoted press", "rest"
_QUOTES = (_QUOTED, _REST)
"""The rows of those whom the articles quote: they stand below the articles themselves."""


def _row_of(table: Table, record: Record) -> str:
    """Its speaker's own interest; else the paper that speaks, by name if it is one of the sources; else what kind of speaker he is."""
    kind = str(record["speaker_kind"])
    if record["interest"]:
        return str(record["interest"])
    if kind in _PRESS:
        outlets, speaker = _outlets(table), str(record["speaker"])
        known = speaker in outlets.values()
        return f"paper {speaker if known else outlets[str(record['article'])]}" if kind == "outlet" or known else _QUOTED
    return _REST


@lru_cache(maxsize=8)
def _outlets(table: Table) -> Mapping[str, str]:
    """The outlet of each article."""
    return {str(key): str(outlet) for key, outlet in table.vocabularies["articles"]["outlet"].items()}


def _namesake(table: Table, record: Record) -> bool:
    """Whether a paper speaks of the hub whose name its own name begins with."""
    city = str(record["city"])
    named = str(record["speaker"]).startswith(f"{table.label('city', city)} ")
    return named and city in table.hubs and record["speaker_kind"] in _PRESS and not record["interest"]


def _contrast(kept: Sequence[Record]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """How many claims of the interested are in place, of how many, and of all others; None where that tells no difference."""
    own = [record["status"] == _DONE for record in kept if record["interest"]]
    others = [record["status"] == _DONE for record in kept if not record["interest"]]
    told = len({record["status"] for record in kept}) > 1 and any((*own, *others))
    return ((sum(own), len(own)), (sum(others), len(others))) if told and len(own) > 1 and len(others) > 1 else None


def _turned(kept: Sequence[Record], city: str) -> bool:
    """Whether the interested speak of one city as the headline does not say it: more of what is in place than all others, or less."""
    whole, mine = _contrast(kept), _contrast([record for record in kept if record["city"] == city])
    if not whole or not mine or min(number for _, number in mine) < _FEWEST:
        return False
    signs = [done * others - there * number for (done, number), (there, others) in (whole, mine)]
    return signs[0] * signs[1] < 0


def _percent(part: int, whole: int) -> str:
    """A share in whole percent, never rounded to none or to all."""
    return f"{min(max(round(100 * part / whole), bool(part)), 100 - (part < whole)):,}%"


def _headline(table: Table, kept: Sequence[Record]) -> str:
    found = _contrast(kept)
    if found:
        (done, number), (there, others) = found
        if min(number, others) >= _SHARES:
            first, second = _percent(done, number), _percent(there, others)
            also = "also " if first == second else ""
            return f"{first} of interested claims report things in place, {also}{second} of all others"
        first, second = (f"{'all' if some == whole else f'{some:,}'} of" for some, whole in found)
        be = "is" if done == 1 else "are"
        return capital(f"{first} {number:,} interested claims {be} in place, {second} {others:,} others")
    own = [str(record["interest"]) for record in kept if record["interest"]]
    kinds = [stake for stake in _STAKES if stake in own]
    if not kept:
        return "Nobody speaks in this selection"
    if not own:
        return f"Here no official speaks of his own {table.wording.place}, no firm of itself"
    if len(own) == 1:
        return capital(f"{'the only claim' if len(kept) == 1 else f'one of {len(kept):,} claims'} comes from {_stake(table, own[0])[2]}")
    every = len(own) == len(kept)
    some = "every claim in this selection" if every else f"{spelled(len(own))} of {plural(len(kept), 'claim')}"
    if len(kinds) == 1:
        return capital(f"{some} {'comes' if every else 'come'} from {_stake(table, kinds[0])[1]}")
    return capital(f"{'every claim here' if every else some}: {', '.join(_stake(table, kind)[1] for kind in kinds)}")


def _facts(kept: Sequence[Record]) -> tuple[Fact, ...]:
    """How those who speak of their own compare with the others; where that tells nothing, how many they are."""
    if not kept:
        return ()
    told = _contrast(kept)
    if told:
        (done, number), (there, others) = told
        less = done * others - there * number
        key = ("own", "less" if less < 0 else "more" if less else "same")
        large = min(number, others) >= _SHARES
        words = f"{_percent(done, number)} and {_percent(there, others)}" if large else f"{done:,} and {there:,}"
        return (Fact(key, frozenset(claims_in(kept)), claims_in(kept), words),)
    own = claims_in(record for record in kept if record["interest"])
    found = own or claims_in(kept)
    some = Fact(("own" if own else "none",), frozenset(found), found, f"{len(own):,} of {len(kept):,}")
    return (Fact(("all", "own"), frozenset(own), own, f"all {len(own):,}"), some) if len(own) == len(kept) else (some,)


def _column(table: Table, city: str, records: Sequence[Record]) -> SquaresColumn:
    name, number = table.label("city", city), _number(records)
    return SquaresColumn(city, name, f"{number:,}", _count(city, records, f"{plural(number, 'claim')} about {name}"))


def _group(table: Table, rows: Sequence[str], cells: _Cells, cities: Sequence[str], told: bool) -> SquaresGroup:
    """Those who speak of their own, or all others: a row for each who speaks."""
    records = [record for row in rows for city in cities for record in cells.get((row, city), ())]
    whose = "by interested speakers" if told else "by others"
    number, done = _number(records), _number([record for record in records if record["status"] == _DONE])
    share = _percent(done, number) if number >= _SHARES and 0 < done < number else ""
    words = f"{number:,} {whose}{f', {done:,} of them in place' if 0 < done < number else ''}" if number else f"None {whose}"
    named = [record for record in records if _namesake(table, record)]
    count, place = _number(named), table.wording.place
    aside = f"{count:,} by {f'a paper on the {place} it is' if count == 1 else f'papers on the {place} they are'} named after"
    drawn = tuple(_row(table, row, cells, cities) for row in rows if any(cells.get((row, city)) for city in cities))
    sums = tuple(_sum(table, city, [record for record in records if record["city"] == city]) for city in cities)
    sums = sums if 0 < done < number else ()
    return SquaresGroup(
        words, _count("", records, words), told, drawn, _count("", named, aside) if count else None, sums, "Of these in place", share,
    )  # fmt: skip


def _sum(table: Table, city: str, records: Sequence[Record]) -> Mark | None:
    """How much of what is said of one city is in place."""
    kept = [record for record in records if not record["fades"]]
    if not kept:
        return None
    done = sum(record["status"] == _DONE for record in kept)
    words = f"{done:,} of {len(kept):,}"
    return Mark(city, None, words, claims_in(kept), said=f"{table.label('city', city)}: {words} claims are of what is in place")


def _row(table: Table, row: str, cells: _Cells, cities: Sequence[str]) -> SquaresRow:
    records = [record for city in cities for record in cells.get((row, city), ())]
    name = _name(table, row, records)
    stacks = tuple(_stack(table, cells.get((row, city), ())) for city in cities)
    number = _number(records)
    return SquaresRow(
        name, Mark("", None, f"{number:,}", claims_in(records), said=f"{name}: {plural(number, 'claim')}"), stacks, _together(row)
    )


def _together(row: str) -> str:
    """What a row of others is called as one with those like it: the articles speak themselves, or quote somebody."""
    return "" if row in _STAKES else "Others quoted" if row in _QUOTES else "The articles"


def _name(table: Table, row: str, records: Sequence[Record]) -> str:
    """What a row is called: papers by name, those that are only quoted too as long as they are one or two."""
    if row in _STAKES:
        return _stake(table, row)[0]
    if row == _QUOTED:
        names = list(dict.fromkeys(str(record["speaker"]) for record in records))
        return f"Quoted: {', '.join(names)}" if len(names) <= 2 else "Quoted papers"
    if row == _REST:
        kinds = {str(record["speaker_kind"]) for record in records}
        names = [name for kind, name in _OTHERS.items() if kind in kinds]
        return f"Quoted {', '.join([*(['officials'] if kinds & set(_OFFICIALS) else []), *names]) or 'others'}"
    return row.removeprefix("paper ")


def _stack(table: Table, records: Sequence[Record]) -> Stack:
    return Stack(tuple(_unit(table, record) for record in records))


def _number(records: Sequence[Record]) -> int:
    """How many claims do not fade."""
    return sum(not record["fades"] for record in records)


def _count(city: str, records: Sequence[Record], said: str) -> Mark | None:
    return Mark(city, None, said, claims_in(records)) if records else None


def _unit(table: Table, record: Record) -> UnitSquare:
    word = status_word(table, str(record["status"]))
    stake = f" ({table.label('interest', str(record['interest'])).lower()})" if record["interest"] else ""
    return UnitSquare(
        str(record["city"]), str(record["status"]), word, (str(record["claim_id"]),), bool(record["fades"]),
        f"{record['speaker']}{stake}, {word}: {record['statement']}", bool(record["interest"]),
    )  # fmt: skip
