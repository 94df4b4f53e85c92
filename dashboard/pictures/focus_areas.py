"""What each hub is assigned, and what the articles describe there; what is assigned to none is counted below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Grid, GridBlock, GridColumn, GridGroup, GridRow, Tile
from dashboard.pictures.words import (
    FILTERED,
    SILENT,
    bound,
    capital,
    city_words,
    claims_in,
    headline,
    outlet,
    picture,
    several,
    span,
    spelled,
    status_word,
    statuses,
    surest,
)  # fmt: skip
from dashboard.table.counting import HUB
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection
from dashboard.table.wording import one
from dashboard.table.words import Record, all_of, inside, plural, sentence_list

_MEANS = ("policy", "role")
"""Groups of areas that are a role or a means, such as public funding: not to see them described is no gap."""
_PLACES = ("assigned", "existing")
_FIELDS = ("claim_id", "article", "city", "area", "area_group", "basis", "status", "aspect", "restates")
_READ = ["claim_id", "city", "area", "area_group", "basis", "status", "fades"]
"""A frame of few columns is narrowed many times faster than the whole table."""
_SOME = "Some assigned areas are not described"


def ties(rows: pd.DataFrame, cities: Sequence[str]) -> pd.DataFrame:
    """The claims that tie one of the cities to a focus area, restatements left out, in the columns that are read of them."""
    return rows.loc[(rows["aspect"] == "focus_area") & rows["city"].isin(cities) & (rows["restates"] == ""), _READ]


def tied(table: Table, selection: Selection, cities: Sequence[str]) -> list[Record]:
    """The same as `ties`, of the claims that a selection draws."""
    return [
        record
        for record in selection.records(table, _FIELDS)
        if record["aspect"] == "focus_area" and record["restates"] == "" and record["city"] in cities
    ]


def read_of(table: Table, selection: Selection, cities: Sequence[str]) -> list[Record]:
    """What the articles of a selection say, whatever its filters show of that."""
    return [record for record in tied(table, replace(selection.reading(), cities=tuple(cities)), cities) if not record["fades"]]


def by(records: Iterable[Record], *fields: str) -> dict[tuple[str, ...], list[Record]]:
    """Records by the values of some fields."""
    found: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        found.setdefault(tuple(str(record[field]) for field in fields), []).append(record)
    return found


def faded(records: Sequence[Record]) -> bool:
    """Whether all of some records rest only on the article left out."""
    return bool(records) and all(record["fades"] for record in records)


def status_of(table: Table, records: Sequence[Record]) -> str:
    """The status that is furthest on; of claims that a lens leaves out only where there are no others."""
    return surest(table, {str(record["status"]) for record in [record for record in records if not record["fades"]] or records})


def patterns(areas: Mapping[str, tuple[str, ...]], cities: Sequence[str]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Areas by the cities that have them: what most share first, then by the order of the cities."""
    found: dict[tuple[str, ...], list[str]] = {}
    for area, owners in areas.items():
        found.setdefault(owners, []).append(area)
    return sorted(found.items(), key=lambda pair: (-len(pair[0]), [cities.index(city) for city in pair[0]]))


@dataclass(frozen=True)
class _Ties:
    """The ties of a selection, and what else its cells need to know."""

    table: Table
    cities: tuple[str, ...]
    cells: Mapping[tuple[str, ...], list[Record]]
    """By area and city."""
    said: frozenset[tuple[str, str]]
    """Cities and areas that the headline is about."""
    known: frozenset[tuple[str, ...]]
    """Cities, areas and bases that the articles of the selection hold."""


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The areas of the selection. ``today`` is not needed."""
    cities = selection.compared(table)
    every = tied(table, selection, cities)
    # To be named a hub is what all are assigned, and no area: the name of the city leads to it.
    records = [record for record in every if record["area"] != HUB]
    read = [record for record in read_of(table, selection, cities) if record["area"] != HUB]
    kept = [record for record in records if not record["fades"]]
    gaps = _gaps(kept, read, cities)
    known = frozenset(by(tied(table, Selection(), cities), "city", "area", "basis"))
    facts, words = _finding(table, kept, read, gaps, cities)
    if not facts and any(basis == "assigned" and area != HUB for _, area, basis in known):
        words = f"This selection leaves out what these {table.wording.hubs} are assigned"
    said = frozenset((city, part) for city in cities for part in facts[0].parts if (city,) == facts[0].key[1:]) if facts else frozenset()
    pointed = {area for _, area in said}
    areas = {area: part for (area,), part in by(records, "area").items()}
    # What is assigned is asked of the whole table, so that filters do not make it look as if it were not.
    owners_of = {area: tuple(city for city in cities if (city, area, "assigned") in known) for area in sorted(areas)}
    owners_of = {area: owners for area, owners in owners_of.items() if owners}
    ties_ = _Ties(table, cities, by(records, "area", "city"), said, frozenset(by(read, "city", "area", "basis")))
    blocks = []
    for _, found in patterns(owners_of, cities):
        shown = sorted(found, key=lambda area: (area not in pointed, -len(areas[area]), area))
        blocks.append(GridBlock("", tuple(_row(ties_, areas[area], area) for area in shown)))
    # The finding stands first.
    blocks.sort(key=lambda block: not any(row.strong for row in block.rows))
    others = [area for area in areas if area not in owners_of]
    groups = tuple(GridGroup(city, table.label("city", city), _others(ties_, city, others)) for city in cities)
    strong = {city for city, _ in said}
    columns = tuple(_column(table, every, kept, read, city, city in strong) for city in cities)
    asked = f"{_besides(ties_)} Thin line: not assigned." if owners_of and len(cities) > 1 else _besides(ties_)
    given = [record for record in records if record["basis"] == "assigned" and record["area"] in owners_of]
    said_by = _said_by(table, [record for record in given if not record["fades"]] or given)
    named = f"The articles name {plural(len(areas), 'area')}; the nation’s leaders assign {len(owners_of) or 'none'}{said_by}.{asked}"
    none = "No area is in this selection"
    none += f": to be {one(inside(short(table, 'area', HUB)))} is not counted as one." if HUB in table.names("areas") else "."
    subtitle = f"{named if areas else none}{bound(table, selection)}"
    lead, aside = "Assigned areas said to be in place", f"Other areas, assigned to no {table.wording.hub}"
    pair = "In each pair, left: assigned, right: described there"
    body = Grid("table", columns, tuple(blocks), lead, ("assigned", "described"), pair, aside, tuple(g for g in groups if g.marks))
    return picture(table, "focus-areas", words, subtitle, body, facts)


def _besides(ties_: _Ties) -> str:
    """How many more areas assigned to the city of the headline are not described there, so that its own are not taken for all."""
    city = next((city for city, _ in ties_.said), "")
    bases = {area: {record["basis"] for record in part} for (area, owner), part in ties_.cells.items() if owner == city}
    bare = [area for area, found in bases.items() if "assigned" in found and "existing" not in found]
    more = len([area for area in bare if (city, area) not in ties_.said])
    if not more:
        return ""
    return f" {capital(spelled(more))} more of {ties_.table.label('city', city)}’s {'is' if more == 1 else 'are'} not described either."


def _said_by(table: Table, records: Sequence[Record]) -> str:
    """In which article what is assigned stands, or in how many, and of when: `` (Asia Times, 2021)``."""
    articles = list(dict.fromkeys(str(record["article"]) for record in records))
    if len(articles) == 1:
        year = str(table.vocabularies["articles"].at[articles[0], "published"])[:4]
        return f" ({', '.join(filter(None, [outlet(table, articles[0]), year]))})"
    return f" ({span(table, articles)})" if articles else ""


def _gaps(kept: Sequence[Record], read: Sequence[Record], cities: Sequence[str]) -> dict[str, list[str]]:
    """By city, the areas assigned to it of which nothing is described there: neither in place, nor as a strength, nor as a boast."""
    seen = {(record["city"], record["area"]) for record in read if record["status"] == "in_place" or record["basis"] == "existing"}
    assigned = Counter(
        (str(record["city"]), str(record["area"]))
        for record in kept
        if record["basis"] == "assigned" and record["area_group"] not in _MEANS and (record["city"], record["area"]) not in seen
    )
    return {city: [area for (owner, area), _ in assigned.most_common() if owner == city] for city in cities}


def _finding(
    table: Table, kept: Sequence[Record], read: Sequence[Record], gaps: Mapping[str, list[str]], cities: Sequence[str]
) -> tuple[tuple[Fact, ...], str]:
    """The widest gap, where one city has in place what another is only assigned, and the words for it."""
    done = {(record["city"], record["area"]) for record in read if record["basis"] == "existing" and record["status"] == "in_place"}
    elsewhere = {(city, area) for city in cities for area in gaps[city] if any(a == area and c != city for c, a in done)}
    sharp = {city: [area for area in gaps[city] if (city, area) in elsewhere] or gaps[city] for city in cities}
    order = sorted(cities, key=lambda city: (-sum((city, area) in elsewhere for area in gaps[city]), -len(gaps[city])))
    assigned = [record for record in kept if record["basis"] == "assigned"]
    facts = [_fact(table, assigned, city, gaps[city]) for city in cities if gaps[city]]
    city = order[0]
    if not gaps[city]:
        if not assigned:
            return (), f"Nobody assigns these {table.wording.hubs} an area in this selection"
        if all(record["area_group"] in _MEANS for record in assigned):
            whose = f"{city_words(table, cities)} is" if len(cities) == 1 else f"These {table.wording.hubs} are"
            return (Fact(("no technology",), frozenset(), claims_in(assigned)),), f"{whose} assigned no technology in this selection"
        return (Fact(("described",), frozenset(), claims_in(assigned)),), "No assigned technology is left undescribed"
    found = sharp[city]
    name = table.label("city", city)
    names = sentence_list([inside(short(table, "area", area)) for area in found])
    them = {1: f"{name} is assigned {names}; articles do not describe it there",
            2: f"{name} is assigned {names}; articles describe neither there"}  # fmt: skip
    counted = f"{name} is assigned {several(len(found), 'area')} the articles do not describe there"
    words = headline(them.get(len(found), f"{name} is assigned {names}; articles describe none there"), counted, _SOME)
    fact = _fact(table, assigned, city, found)
    named = words not in (counted, _SOME)
    return (fact if named else replace(fact, names=()), *facts), words


def _fact(table: Table, assigned: Sequence[Record], city: str, areas: Sequence[str]) -> Fact:
    part = [record for record in assigned if record["city"] == city and record["area"] in areas]
    return Fact(("undescribed", city), frozenset(areas), claims_in(part), several(len(areas), "area"), names=_names(table, areas))


def _names(table: Table, areas: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((area, inside(short(table, "area", area))) for area in areas)


def _column(
    table: Table, every: Sequence[Record], kept: Sequence[Record], read: Sequence[Record], city: str, strong: bool
) -> GridColumn:  # fmt: skip
    """A city, which leads to all that ties it to anything, with how many of the areas assigned to it are said to be in place."""
    name = table.label("city", city)
    all_ = [record for record in every if record["city"] == city]
    said = plural(len(all_), "claim") if all_ else "nothing ties it to an area here"
    lead = Mark(city, None, name, claims_in(all_), faded(all_), f"{name}: {said}")
    assigned = [record for record in kept if record["city"] == city and record["basis"] == "assigned"]
    areas = {record["area"] for record in assigned}
    # What is only promised or boasted of is drawn as such, and not counted.
    done = {record["area"] for record in read if (record["city"], record["basis"], record["status"]) == (city, "existing", "in_place")}
    there = len(areas & done)
    said = f"Of {plural(len(areas), 'area')} assigned to {name}, {there} said to be in place there"
    note = Mark(city, None, f"{there} of {len(areas)}", claims_in(assigned), said=said) if areas else None
    return GridColumn(city, name, note, strong, lead)


def _row(ties_: _Ties, records: Sequence[Record], area: str) -> GridRow:
    name = short(ties_.table, "area", area)
    label = Mark("", None, name, claims_in(records), faded(records), f"{name}: {plural(len(records), 'claim')}")
    cells = tuple(_cell(ties_, ties_.cells.get((area, city), []), city, area) for city in ties_.cities)
    return GridRow(label, cells, any((city, area) in ties_.said for city in ties_.cities))


def _cell(ties_: _Ties, records: Sequence[Record], city: str, area: str) -> tuple[Tile, ...]:
    """The two places of a cell."""
    table, name = ties_.table, short(ties_.table, "area", area)
    found = by(records, "basis")
    tiles = []
    for basis in _PLACES:
        part = found.get((basis,), [])
        if part:
            status = status_of(table, part)
            word = status_word(table, status)
            tiles.append(Tile(city, status, word, claims_in(part), faded(part), f"{name}, {basis}: {word}"))
            continue
        strong = basis == "existing" and (city, area) in ties_.said
        words = SILENT if strong or (city, area, basis) not in ties_.known else FILTERED
        tiles.append(Tile(city, None, words, (), said=f"{name}, {basis}: {words}", strong=strong, hidden=words == FILTERED))
    return tuple(tiles)


def _others(ties_: _Ties, city: str, areas: Sequence[str]) -> tuple[Mark, ...]:
    """The areas of one city that are assigned to none, the surest first."""
    table, order, marks = ties_.table, statuses(ties_.table), []
    for area in areas:
        part = ties_.cells.get((area, city), [])
        if part:
            status, name = status_of(table, part), short(table, "area", area)
            said = f"{name}: {status_word(table, status)}"
            marks.append(Mark(city, status, inside(name), claims_in(part), faded(part), said))
    return tuple(sorted(marks, key=lambda mark: (order.index(str(mark.status)), -len(mark.claims), mark.words)))


def pattern_words(table: Table, owners: Sequence[str], cities: Sequence[str]) -> str:
    """A set of cities as a title: ``All four``, ``Shanghai and Shenzhen``, ``Hefei alone``."""
    if not owners:
        return capital(f"{spelled(0)} {table.wording.place}")
    if len(owners) == len(cities) > 1:
        return all_of(len(owners))
    names = sentence_list([table.label("city", city) for city in owners])
    return f"{names} alone" if len(owners) == 1 < len(cities) else names
