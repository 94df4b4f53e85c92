"""What each hub is assigned, and what the articles describe there: blocks by what all share, what some share, what one has alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Block, Column, Grid, Group, Row, Tile
from dashboard.pictures.words import (
    FILTERED,
    SILENT,
    bound,
    capital,
    headline,
    keys_of,
    picture,
    several,
    spelled,
    status_word,
    statuses,
    surest,
)  # fmt: skip
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection
from dashboard.table.words import all_of, inside, plural, sentence_list

HUB = "innovation-hub"
"""The area that is the role itself: to be named one is the assignment."""
_MEANS = ("policy", "role")
"""Groups of areas that are a role or a means, such as public funding: not to see them described is no gap."""
_PLACES = ("assigned", "existing")
_READ = ["claim_id", "city", "area", "area_group", "basis", "status", "fades"]
"""A frame of few columns is narrowed many times faster than the whole table."""


def ties(rows: pd.DataFrame, cities: Sequence[str]) -> pd.DataFrame:
    """The claims that tie one of the cities to a focus area, restatements left out, in the columns that are read of them."""
    return rows.loc[(rows["aspect"] == "focus_area") & rows["city"].isin(cities) & (rows["restates"] == ""), _READ]


def patterns(areas: dict[str, tuple[str, ...]], cities: Sequence[str]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Areas by the cities that have them: what most share first, then by the order of the cities."""
    found: dict[tuple[str, ...], list[str]] = {}
    for area, owners in areas.items():
        found.setdefault(owners, []).append(area)
    return sorted(found.items(), key=lambda pair: (-len(pair[0]), [cities.index(city) for city in pair[0]]))


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The areas of the selection. ``today`` is not needed."""
    cities = selection.compared(table)
    rows = ties(selection.drawn(table), cities)
    read = ties(Selection(articles=selection.articles, without=selection.without, like_for_like=selection.like_for_like,
                          cities=cities).rows(table), cities)  # fmt: skip
    kept = rows[~rows["fades"]]
    gaps = _gaps(kept, read, cities)
    facts, words = _finding(table, kept, read, gaps, cities)
    said = {(city, part) for city in cities for part in facts[0].parts if (city,) == facts[0].key[1:]} if facts else set()
    areas = {str(area): tuple(city for city in cities if city in set(part["city"])) for area, part in rows.groupby("area", sort=False)}
    weight = rows["area"].value_counts()
    told = set(rows.loc[rows["basis"].isin(_PLACES), "area"])
    every = ties(table.claims, cities)
    known = set(zip(every["city"], every["area"], every["basis"], strict=True))
    blocks, alone = [], []
    for owners, found in patterns(areas, cities):
        pointed = {area for _, area in said}
        shown = sorted(found, key=lambda area: (area not in pointed, area not in told, -int(weight[area]), area))
        if len(owners) > 1 or len(cities) == 1:
            cells = [_row(table, rows[rows["area"] == area], area, cities, gaps, said, known) for area in shown]
            blocks.append(Block(_title(table, owners, cities), tuple(cells)))
        else:
            alone.append(Group(owners[0], table.label("city", owners[0]), _alone(table, rows, owners[0], found)))
    body = Grid("table", tuple(_column(table, kept, read, city) for city in cities), _PLACES, tuple(blocks), "One city alone", tuple(alone))
    subtitle = f"What the nation’s leaders assign to each hub, and what the articles describe there as existing.{bound(table, selection)}"
    return picture(table, "focus-areas", words, subtitle, body, facts)


def _gaps(rows: pd.DataFrame, read: pd.DataFrame, cities: Sequence[str]) -> dict[str, list[str]]:
    """By city, the areas assigned to it of which nothing is described there: neither in place, nor as a strength, nor as a boast."""
    assigned = rows[(rows["basis"] == "assigned") & ~rows["area_group"].isin(_MEANS)]
    there = read[(read["status"] == "in_place") | (read["basis"] == "existing")]
    seen = set(zip(there["city"], there["area"], strict=True))
    return {
        city: [str(area) for area in assigned.loc[assigned["city"] == city, "area"].value_counts().index if (city, area) not in seen]
        for city in cities
    }


def _finding(
    table: Table, rows: pd.DataFrame, read: pd.DataFrame, gaps: dict[str, list[str]], cities: Sequence[str]
) -> tuple[tuple[Fact, ...], str]:
    """The widest gap, where one city has in place what another is only assigned, and the words for it."""
    done = read[(read["basis"] == "existing") & (read["status"] == "in_place")]
    elsewhere = {(city, area) for city in cities for area in gaps[city] if (done.loc[done["area"] == area, "city"] != city).any()}
    sharp = {city: [area for area in gaps[city] if (city, area) in elsewhere] or gaps[city] for city in cities}
    order = sorted(cities, key=lambda city: (-sum((city, area) in elsewhere for area in gaps[city]), -len(gaps[city])))
    facts = [_fact(rows, city, gaps[city]) for city in cities if gaps[city]]
    city = order[0]
    if not gaps[city]:
        if not (rows["basis"] == "assigned").any():
            return (), "Nobody assigns these hubs an area in this selection"
        return (
            Fact(("described",), frozenset(), keys_of(rows[rows["basis"] == "assigned"])),
        ), "No assigned technology is left undescribed"
    found = sharp[city]
    name = table.label("city", city)
    names = sentence_list([inside(short(table, "area", area)) for area in found])
    them = {1: f"{name} is assigned {names}; articles do not describe it there",
            2: f"{name} is assigned {names}; articles describe neither there"}  # fmt: skip
    counted = f"{name} is assigned {several(len(found), 'area')} the articles do not describe there"
    words = headline(
        them.get(len(found), f"{name} is assigned {names}; articles describe none there"), counted, "Some assigned areas are not described"
    )
    return (_fact(rows, city, found), *facts), words


def _fact(rows: pd.DataFrame, city: str, areas: Sequence[str]) -> Fact:
    part = rows[(rows["city"] == city) & rows["area"].isin(areas) & (rows["basis"] == "assigned")]
    return Fact(("undescribed", city), frozenset(areas), keys_of(part))


def _column(table: Table, rows: pd.DataFrame, read: pd.DataFrame, city: str) -> Column:
    """A city with how much of what it is assigned is described there as in place."""
    assigned = rows[(rows["city"] == city) & (rows["basis"] == "assigned")]
    name = table.label("city", city)
    if assigned.empty:
        return Column(city, name)
    areas = set(assigned["area"])
    done = read[(read["city"] == city) & (read["basis"] == "existing") & (read["status"] == "in_place")]
    there = len(areas & set(done["area"]))
    said = f"Of {plural(len(areas), 'area')} assigned to {name}, {there} described there as in place"
    return Column(city, name, Mark(city, None, f"{len(areas)} assigned, {there} in place", keys_of(assigned), said=said))


def _row(
    table: Table, rows: pd.DataFrame, area: str, cities: Sequence[str], gaps: dict[str, list[str]], said: set[tuple[str, str]],
    known: set[tuple[str, str, str]],
) -> Row:  # fmt: skip
    name = short(table, "area", area)
    label = Mark("", None, name, keys_of(rows), bool(rows["fades"].all()), f"{name}: {plural(len(rows), 'claim')}")
    cells = tuple(_cell(table, rows[rows["city"] == city], city, area, gaps, said, known) for city in cities)
    return Row(label, cells, any((city, area) in said for city in cities))


def _cell(
    table: Table, rows: pd.DataFrame, city: str, area: str, gaps: dict[str, list[str]], said: set[tuple[str, str]],
    known: set[tuple[str, str, str]],
) -> tuple[Tile, ...]:  # fmt: skip
    """The two places of a cell; in words what else ties the city to the area, where both are empty."""
    if len(rows) and not rows["basis"].isin(_PLACES).any():
        bases = [basis for basis in table.package["claims"]["basis"].words if (rows["basis"] == basis).any()]
        label = table.package["claims"]["basis"].label(bases[0]).lower()
        said_all = sentence_list([table.package["claims"]["basis"].label(basis).lower() for basis in bases])
        return (Tile(city, None, label, keys_of(rows), bool(rows["fades"].all()), f"{short(table, 'area', area)}: {said_all}"),)
    tiles = []
    for basis in _PLACES:
        part = rows[rows["basis"] == basis]
        if len(part):
            status = surest(table, part["status"])
            spoken = f"{short(table, 'area', area)}, {basis}: {status_word(table, status)}"
            tiles.append(Tile(city, status, status_word(table, status), keys_of(part), bool(part["fades"].all()), spoken))
            continue
        hidden = (city, area, basis) in known
        gap = basis == "existing" and area in gaps[city]
        words = SILENT if gap or not hidden else FILTERED
        tiles.append(
            Tile(
                city,
                None,
                words,
                (),
                said=f"{short(table, 'area', area)}, {basis}: {words}",
                told=gap,
                strong=(city, area) in said,
                hidden=words == FILTERED,
            )
        )
    return tuple(tiles)


def _alone(table: Table, rows: pd.DataFrame, city: str, areas: Sequence[str]) -> tuple[Mark, ...]:
    """The areas of one city alone, the surest first."""
    order = statuses(table)
    marks = []
    for area in areas:
        part = rows[rows["area"] == area]
        status = surest(table, part["status"])
        name = short(table, "area", area)
        marks.append(Mark(city, status, inside(name), keys_of(part), bool(part["fades"].all()), f"{name}: {status_word(table, status)}"))
    return tuple(sorted(marks, key=lambda mark: (order.index(str(mark.status)), -len(mark.claims), mark.words)))


def _title(table: Table, owners: Sequence[str], cities: Sequence[str]) -> str:
    return pattern_words(table, owners, cities) if len(cities) > 1 else "Areas"


def pattern_words(table: Table, owners: Sequence[str], cities: Sequence[str]) -> str:
    """A set of cities as a title: ``All four``, ``Shanghai and Shenzhen``, ``Hefei alone``."""
    if not owners:
        return capital(f"{spelled(0)} city")
    if len(owners) == len(cities) > 1:
        return all_of(len(owners))
    names = sentence_list([table.label("city", city) for city in owners])
    return f"{names} alone" if len(owners) == 1 < len(cities) else names
