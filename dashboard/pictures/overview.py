"""The cover: who the hubs are, in equal columns with the same slots, and the imbalance of the sources to scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias

import pandas as pd

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Cell, Columns, Head, Number, Slot
from dashboard.pictures.words import (
    FILTERED,
    SILENT,
    bound,
    capital,
    keys_of,
    picture,
    several,
    spelled,
    square,
    status_word,
    statuses,
    surest,
)  # fmt: skip
from dashboard.table.load import Table
from dashboard.table.names import bodies, counted, short
from dashboard.table.promises import due_year
from dashboard.table.selection import Selection
from dashboard.table.words import Record, amount, inside, plural

Groups: TypeAlias = Mapping[str, tuple[str, ...]]
"""Area to the cities it is tied to."""
_HUB = "innovation-hub"
_UNSCALED = ("year", "date", "rank", "years", "CNY_per_USD")
_HEDGES = {"more_than": "{}+", "at_least": "{}+", "about": "~{}", "up_to": "≤{}"}


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The hubs of the selection side by side. ``today`` is not needed."""
    cities = selection.compared(table)
    drawn = selection.drawn(table)
    rows = drawn[drawn["city"].isin(cities)]
    counted_rows = rows[rows["restates"] == ""]
    whole = table.claims[(table.claims["restates"] == "") & table.claims["city"].isin(table.hubs)]
    heads = tuple(_head(table, city, rows[rows["city"] == city]) for city in cities)
    slots = (
        *_areas(table, counted_rows, whole, cities),
        _bodies(table, counted_rows, whole, cities),
        _numbers(table, counted_rows, whole, cities),
        _years(table, counted_rows, whole, cities),
        _voices(table, counted_rows, cities),
        _unsaid(table, counted_rows, whole, cities),
    )
    body = Columns("claims", heads, slots)
    kept = counted_rows[~counted_rows["fades"]]
    subtitle = f"What the articles say of each. One square, one claim.{bound(table, selection)}"
    return picture(table, "overview", _headline(table, kept, cities), subtitle, body, _facts(kept, cities))


def _headline(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> str:
    sizes = rows["city"].value_counts().reindex(list(cities), fill_value=0).sort_values(ascending=False, kind="stable")
    total, top = int(sizes.sum()), int(sizes.iloc[0])
    name = table.label("city", str(sizes.index[0]))
    if not total:
        return "No claim in this selection is about a hub" if len(cities) > 1 else f"No claim in this selection is about {name}"
    if len(cities) == 1:
        done = int((rows["status"] == "in_place").sum())
        return f"{name}: {plural(total, 'claim')}, {spelled(done)} of what is in place"
    hubs = capital(several(len(cities), "national hub"))
    if top == total:
        return f"{hubs}, but every claim is about {name}"
    if top == int(sizes.iloc[1]):
        return f"{hubs}: no city is spoken of more than {name}"
    tenths = top * 10 // total
    exact = top * 10 == total * tenths
    if tenths >= 5:
        return f"{hubs}, but {'' if exact else 'over '}{spelled(tenths)} in ten claims concern {name}"
    return f"{hubs}: most claims, {top:,} of {total:,}, concern {name}"


def _facts(rows: pd.DataFrame, cities: Sequence[str]) -> tuple[Fact, ...]:
    """Of whom most is said: all, half, or more than of any other; what is stronger implies what is weaker."""
    sizes = rows["city"].value_counts().reindex(list(cities), fill_value=0).sort_values(ascending=False, kind="stable")
    city, top, total = str(sizes.index[0]), int(sizes.iloc[0]), int(sizes.sum())
    if not total:
        return ()
    claims = keys_of(rows[rows["city"] == city])
    alone = len(cities) == 1
    tests = {"only": top == total, "half": 2 * top >= total, "most": alone or top > int(sizes.iloc[1]), "first": True}
    return tuple(Fact((kind, city), frozenset(claims), claims) for kind, holds in tests.items() if holds)


def _head(table: Table, city: str, rows: pd.DataFrame) -> Head:
    counted_rows = rows[rows["restates"] == ""]
    order = {status: place for place, status in enumerate(statuses(table))}
    ordered = counted_rows.assign(order=counted_rows["status"].map(order)).sort_values("order", kind="stable")
    name = table.label("city", city)
    kept = rows[~rows["fades"]]
    count = int((kept["restates"] == "").sum())
    said = f"{plural(count, 'claim')} about {name}"
    return Head(
        city, name, str(table.vocabularies["cities"].at[city, "chinese_name"]),
        Mark(city, None, f"{count:,}", keys_of(rows), said=said) if len(rows) else Mark(city, None, "0", (), said=said),
        tuple(square(table, row) for row in ordered.to_dict("records")),
    )  # fmt: skip


def _silence(city: str, words: str, hidden: bool) -> Cell:
    """The empty slot of a city: the articles do not say, or the filters leave it out."""
    return Cell((city,), (Mark(city, None, FILTERED if hidden else words, ()),))


def _areas(table: Table, rows: pd.DataFrame, whole: pd.DataFrame, cities: Sequence[str]) -> tuple[Slot, ...]:
    ties = rows[(rows["aspect"] == "focus_area") & (rows["area"] != _HUB)]
    every = whole[(whole["aspect"] == "focus_area") & (whole["area"] != _HUB)]
    shared, given, alone = _split(ties, every, cities)
    _, ever_given, ever_alone = _split(every, every, cities)
    cell = partial(_area_cells, table, ties, cities)
    # What is assigned is told by its assignment: what else is said of the area would make a task look done.
    tasks = _area_cells(table, ties[ties["basis"] == "assigned"], cities, given)
    slots = (
        Slot("Shared", "words", tuple(cell(shared)), 6),
        Slot("Assigned", "words", (*tasks, *_missing(cities, given, ever_given, "no task of its own")), 1),
        Slot("Only here", "words", (*cell(alone), *_missing(cities, alone, ever_alone, "nothing the others lack")), 3),
    )
    return tuple(slot for slot in slots if slot.cells)


def _split(ties: pd.DataFrame, every: pd.DataFrame, cities: Sequence[str]) -> tuple[Groups, Groups, Groups]:
    """Areas by their cities: what several share, what is assigned to some, what no other hub of the whole table has."""
    groups, assigned = _groups(ties, cities), _groups(ties[ties["basis"] == "assigned"], cities)
    given = {area: owners for area, owners in assigned.items() if len(owners) < len(cities) or len(cities) == 1}
    shared = {area: owners for area, owners in groups.items() if len(owners) > 1 and given.get(area) != owners}
    hubs = every.groupby("area")["city"].nunique()
    alone = {area: owners for area, owners in groups.items() if int(hubs.get(area, 0)) == 1}
    return shared, given, alone


def _groups(ties: pd.DataFrame, cities: Sequence[str]) -> Groups:
    """Area to the cities it is tied to."""
    found = ties.groupby("area", sort=False)["city"].agg(set)
    return {str(area): tuple(city for city in cities if city in owners) for area, owners in found.items()}


def _missing(cities: Sequence[str], groups: Groups, ever: Groups, words: str) -> Iterator[Cell]:
    """The empty slots of the cities of which nothing is said, or nothing that the filters leave."""
    there, known = ({city for owners in found.values() for city in owners} for found in (groups, ever))
    for city in cities:
        if city not in there:
            yield _silence(city, words, city in known)


def _area_cells(table: Table, ties: pd.DataFrame, cities: Sequence[str], groups: Groups) -> Iterator[Cell]:
    """A cell for each set of cities, the largest first, its areas the surest first and then the best supported."""
    order = statuses(table)
    for owners in sorted(set(groups.values()), key=lambda group: (-len(group), cities.index(group[0]))):
        areas = [area for area, group in groups.items() if group == owners]
        marks = [(_area(table, ties[(ties["area"] == area) & ties["city"].isin(owners)], owners), area) for area in areas]
        marks.sort(key=lambda pair: (order.index(str(pair[0].status)), -len(pair[0].claims), pair[1]))
        yield Cell(owners, tuple(mark for mark, _ in marks), _lead(owners, cities))


def _lead(owners: Sequence[str], cities: Sequence[str]) -> str:
    if len(owners) < 2:
        return ""
    return ("Both" if len(owners) == 2 else "All " + spelled(len(owners))) if len(owners) == len(cities) or len(owners) == 2 else "These"


def _area(table: Table, rows: pd.DataFrame, owners: Sequence[str]) -> Mark:
    """An area as far as it has come in every one of its cities: the ink is that of the city where it has come least far."""
    order = statuses(table)
    found = {city: surest(table, rows.loc[rows["city"] == city, "status"]) for city in owners}
    status = max(found.values(), key=order.index)
    name = short(table, "area", str(rows["area"].iloc[0]))
    said = "; ".join(f"{table.label('city', city)}, {status_word(table, found[city])}" for city in owners)
    return Mark(owners[0] if len(owners) == 1 else "", status, inside(name), keys_of(rows), bool(rows["fades"].all()), f"{name}: {said}")


def _bodies(table: Table, rows: pd.DataFrame, whole: pd.DataFrame, cities: Sequence[str]) -> Slot:
    found, known = bodies(table, rows), set(bodies(table, whole)["city"])
    cells = []
    for city in cities:
        mine = found[found["city"] == city]
        marks = []
        for key in mine["body"].value_counts(sort=True).index:
            part = mine[mine["body"] == key]
            name = short(table, "institution", str(key))
            status = surest(table, part["status"])
            said = f"{table.label('institution', str(key))}, {status_word(table, status)}"
            marks.append(Mark(city, status, name, keys_of(part), bool(part["fades"].all()), said))
        order = statuses(table)
        marks.sort(key=lambda mark: order.index(str(mark.status)))
        cells.append(Cell((city,), tuple(marks)) if marks else _silence(city, "none by name", city in known))
    return Slot("Named bodies", "words", tuple(cells), 5)


def _numbers(table: Table, rows: pd.DataFrame, whole: pd.DataFrame, cities: Sequence[str]) -> Slot:
    cells = []
    known = set(_scaled(whole)["city"])
    for city in cities:
        found = _scaled(rows[rows["city"] == city])
        marks = tuple(_number(table, row) for row in _telling(table, found))
        cells.append(Cell((city,), marks) if marks else _silence(city, "no number", city in known))
    return Slot("Numbers", "numbers", tuple(cells), 2)


def _scaled(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures with a number of something."""
    found = rows[(rows["aspect"] == "figure") & rows["value"].notna() & ~rows["unit"].isin(_UNSCALED)]
    return found[(found["method"] == "reported") & (found["status"] != "claimed")]


def _telling(table: Table, figures: pd.DataFrame) -> list[Record]:
    """Figures in the order in which they are worth their room: the city's own before a firm's, another status before more of one."""
    order = {status: place for place, status in enumerate(statuses(table))}
    ordered = figures.assign(own=figures["boundary"] != "city", order=figures["status"].map(order))
    ordered = ordered.sort_values(["own", "order", "value"], ascending=[True, True, False], kind="stable")
    rest: list[Record] = list(ordered.to_dict("records"))
    found: list[Record] = []
    while rest:
        told = {row["status"] for row in found}
        own = [row for row in rest if row["own"] == rest[0]["own"]]
        row = next((row for row in own if row["status"] not in told), rest[0])
        found.append(row)
        rest.remove(row)
    return found


def _number(table: Table, row: Record) -> Number:
    """The numeral apart from its scale and what it counts; the hedge stays at the numeral."""
    plain = amount({**row, "qualifier": "exact"}).split(" ")
    numeral, scale = plain[0], plain[1] if len(plain) > 1 and plain[1] in ("million", "billion", "trillion") else ""
    shown = _HEDGES.get(str(row["qualifier"]), "{}").format(numeral)
    words = " ".join(filter(None, [scale, counted(table, row)]))
    return Number(
        str(row["city"]), str(row["status"]), words, (str(row["claim_id"]),), bool(row["fades"]), str(row["statement"]), shown
    )  # fmt: skip


def _years(table: Table, rows: pd.DataFrame, whole: pd.DataFrame, cities: Sequence[str]) -> Slot:
    found, known = _due(rows), set(_due(whole)["city"])
    cells = []
    for city in cities:
        mine = found[found["city"] == city]
        marks = []
        for year, part in mine.groupby("due", sort=True):
            said = f"{plural(len(part), 'claim')} about targets by {year}"
            marks.append(Mark(city, "target", str(year), keys_of(part), bool(part["fades"].all()), said))
        cells.append(Cell((city,), tuple(marks)) if marks else _silence(city, "no year", city in known))
    return Slot("Promised by", "boxes", tuple(cells), 4)


def _due(rows: pd.DataFrame) -> pd.DataFrame:
    targets = rows[rows["status"] == "target"]
    years = targets["period"].map(lambda period: due_year(str(period)) or 0)
    return targets.assign(due=years)[years > 0]


def _voices(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> Slot:
    total = len(table.vocabularies["articles"])
    cells = []
    for city in cities:
        mine = rows[rows["city"] == city]
        if mine.empty:
            cells.append(_silence(city, "nobody", bool((table.claims["city"] == city).any())))
            continue
        own = mine[mine["interest"] != ""]
        articles = mine["article"].nunique()
        said = f"{articles} of {total} articles speak of {table.label('city', city)}"
        only = f"only {table.label('article', str(mine['article'].iloc[0]))}"
        words = only if articles == 1 < total else f"{articles} of {plural(total, 'article')}"
        mark = Mark(city, None, words, keys_of(mine), bool(mine["fades"].all()), said)
        note = f"{len(own)} of {plural(len(mine), 'claim')} by its own side"
        aside = Mark(city, None, note, keys_of(own), said=f"{note}: officials on their city, firms on themselves") if len(own) else None
        cells.append(Cell((city,), (mark,), note=aside))
    return Slot("Who says so", "words", tuple(cells), 7)


def _unsaid(table: Table, rows: pd.DataFrame, whole: pd.DataFrame, cities: Sequence[str]) -> Slot:
    """How many of the areas that any hub is tied to the articles leave out for each."""
    every = set(whole.loc[whole["aspect"] == "focus_area", "area"]) - {_HUB}
    ties = rows[(rows["aspect"] == "focus_area") & rows["area"].isin(every)]
    cells = []
    for city in cities:
        mine = ties[ties["city"] == city]
        left = len(every) - mine["area"].nunique()
        said = f"Of {plural(len(every), 'area')} that any hub is tied to, {left} are not tied to {table.label('city', city)}"
        cells.append(Cell((city,), (Mark(city, None, f"{left} of {plural(len(every), 'area')}", keys_of(mine), said=said),)))
    return Slot(capital(SILENT), "words", tuple(cells), 8)
