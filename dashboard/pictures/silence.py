"""What the articles leave out: every focus area that any hub has, against every city, sorted by who has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.pictures.focus_areas import HUB, pattern_words, patterns, ties
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Block, Column, Grid, Row, Tile
from dashboard.pictures.words import FILTERED, SILENT, bound, headline, keys_of, picture, status_word, statuses, surest
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection
from dashboard.table.words import plural


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The areas of the selection, whoever has them. ``today`` is not needed."""
    cities = selection.compared(table)
    whole = ties(table.claims, table.hubs)
    points = [str(area) for area in dict.fromkeys(whole["area"]) if area != HUB and (not selection.areas or area in selection.areas)]
    rows = ties(selection.drawn(table), cities)
    rows = rows[rows["area"] != HUB]
    read = ties(Selection(articles=selection.articles, without=selection.without, like_for_like=selection.like_for_like,
                          cities=cities).rows(table), cities)  # fmt: skip
    # What is said is asked of the articles, not of what the filters show of them; what only the article left out says is drawn, faded.
    spoken = pd.concat([read[["city", "area"]], rows[["city", "area"]]])
    said = set(zip(spoken["city"], spoken["area"], strict=True))
    told = set(zip(read["city"], read["area"], strict=True))
    areas = {area: tuple(city for city in cities if (city, area) in said) for area in points}
    order = statuses(table)
    blocks = []
    for owners, found in patterns(areas, cities):
        lines = [_row(table, rows[rows["area"] == area], area, cities, said) for area in found]
        lines.sort(key=lambda row: (min((order.index(t.status) for c in row.cells for t in c if t.status), default=9), row.label.words))
        title = pattern_words(table, owners, cities) if owners else f"Of {'none' if len(cities) > 1 else 'others only'}"
        blocks.append(Block(title, tuple(lines)))
    left = {city: [area for area in points if (city, area) not in told] for city in cities}
    facts, words = _finding(table, rows, points, left)
    pointed = facts[0].key[1] if facts else ""
    columns = tuple(
        _column(table, rows[rows["city"] == city], city, len(points) - len(left[city]), len(points), city == pointed) for city in cities
    )
    subtitle = (
        f"Every focus area that at least one hub has, and what is said of it in each. Not said does not mean no.{bound(table, selection)}"
    )
    return picture(table, "silence", words, subtitle, Grid("list", columns, (), tuple(blocks)), facts)


def _finding(table: Table, rows: pd.DataFrame, points: list[str], left: dict[str, list[str]]) -> tuple[tuple[Fact, ...], str]:
    """The city of which the articles say least."""
    if not points:
        return (), "No hub has a focus area in this selection"
    city = max(left, key=lambda key: len(left[key]))
    name = table.label("city", city)
    # The sentence is about silence: it rests on the areas that are said of others, and grows no weaker where less is said.
    facts = tuple(
        Fact(("silent", key), frozenset(left[key]), keys_of(rows[rows["area"].isin(left[key]) & ~rows["fades"]])) for key in [city, *left]
    )
    if not left[city]:
        return facts, "Of no hub do the articles leave out a focus area" if len(left) > 1 else f"The articles leave out no area of {name}"
    if len(points) == 1:
        return facts, f"On the one focus area, the articles say nothing of {name}"
    return facts, headline(
        f"On {len(left[city]):,} of {len(points):,} focus areas, the articles say nothing of {name}",
        f"On {len(left[city]):,} of {len(points):,} areas, the articles say nothing of {name}",
        f"{name}: nothing said on {len(left[city]):,} of {len(points):,} areas",
        f"Nothing is said on {len(left[city]):,} of {len(points):,} areas",
    )


def _column(table: Table, rows: pd.DataFrame, city: str, told: int, total: int, strong: bool) -> Column:
    name = table.label("city", city)
    said = f"Something is said of {name} on {told} of {plural(total, 'area')}"
    return Column(city, name, Mark(city, None, f"{told} of {total}", keys_of(rows), said=said), strong)


def _row(table: Table, rows: pd.DataFrame, area: str, cities: Sequence[str], said: set[tuple[str, str]]) -> Row:
    name = short(table, "area", area)
    label = Mark("", None, name, keys_of(rows), len(rows) > 0 and bool(rows["fades"].all()), f"{name}: {plural(len(rows), 'claim')}")
    cells = []
    for city in cities:
        part = rows[rows["city"] == city]
        if len(part):
            status = surest(table, part["status"])
            spoken = f"{name}, {table.label('city', city)}: {status_word(table, status)}"
            cells.append((Tile(city, status, status_word(table, status), keys_of(part), bool(part["fades"].all()), spoken),))
        else:
            words = FILTERED if (city, area) in said else SILENT
            cells.append((Tile(city, None, words, (), said=f"{name}, {table.label('city', city)}: {words}", hidden=words == FILTERED),))
    return Row(label, tuple(cells))
