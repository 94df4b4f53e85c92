"""What the articles leave out: every focus area that any hub has, against every city, sorted by who has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.pictures.focus_areas import HUB, by, faded, pattern_words, patterns, read_of, status_of, tied
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Block, Column, Grid, Row, Tile
from dashboard.pictures.words import FILTERED, SILENT, bound, claims_in, headline, picture, status_word, statuses
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection
from dashboard.table.words import Record, plural


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The areas of the selection, whoever has them. ``today`` is not needed."""
    cities = selection.compared(table)
    whole = dict.fromkeys(str(record["area"]) for record in tied(table, Selection(), table.hubs))
    points = [area for area in whole if area != HUB and (not selection.areas or area in selection.areas)]
    records = [record for record in tied(table, selection, cities) if record["area"] != HUB]
    read = read_of(table, selection, cities)
    # What is said is asked of the articles, not of what the filters show of them; what only the article left out says is drawn, faded.
    said = {(str(record["city"]), str(record["area"])) for record in (*read, *records)}
    told = {(record["city"], record["area"]) for record in read}
    areas = {area: tuple(city for city in cities if (city, area) in said) for area in points}
    cells, rows_of = by(records, "area", "city"), by(records, "area")
    order = statuses(table)
    blocks = []
    for owners, found in patterns(areas, cities):
        lines = [_row(table, rows_of.get((area,), []), cells, area, cities, said) for area in found]
        lines.sort(key=lambda row: (min((order.index(t.status) for c in row.cells for t in c if t.status), default=9), row.label.words))
        title = pattern_words(table, owners, cities) if owners else f"Of {'none' if len(cities) > 1 else 'others only'}"
        blocks.append(Block(title, tuple(lines)))
    left = {city: [area for area in points if (city, area) not in told] for city in cities}
    facts, words = _finding(table, records, points, left)
    pointed = facts[0].key[1] if facts else ""
    columns = tuple(_column(table, records, city, len(points) - len(left[city]), len(points), city == pointed) for city in cities)
    subtitle = (
        "All areas that the articles tie to any hub, one bar each, in the order named: its ink is the firmest claim. "
        f"Not said does not mean no.{bound(table, selection)}"
    )
    if any(tile.hidden for block in blocks for row in block.rows for tiles in row.cells for tile in tiles):
        subtitle += " A short line is what that leaves out."
    lead = f"Not said, of {plural(len(points), 'area')}"
    return picture(table, "silence", words, subtitle, Grid("bands", columns, tuple(blocks), lead), facts)


def _finding(table: Table, records: Sequence[Record], points: list[str], left: Mapping[str, list[str]]) -> tuple[tuple[Fact, ...], str]:
    """The city of which the articles say least."""
    if not points:
        return (), "No hub has a focus area in this selection"
    city = max(left, key=lambda key: len(left[key]))
    name = table.label("city", city)
    # The sentence is about silence: it rests on the areas that are said of others, and grows no weaker where less is said.
    kept = [record for record in records if not record["fades"]]
    facts = tuple(
        Fact(
            ("silent", key), frozenset(left[key]), claims_in(record for record in kept if record["area"] in set(left[key])),
            f"{len(left[key]):,} of {len(points):,}",
        )
        for key in [city, *left]
    )  # fmt: skip
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


def _column(table: Table, records: Sequence[Record], city: str, told: int, total: int, strong: bool) -> Column:
    name = table.label("city", city)
    said = f"Something is said of {name} on {told} of {plural(total, 'area')}, on {total - told} nothing"
    claims = claims_in(record for record in records if record["city"] == city)
    return Column(city, name, Mark(city, None, f"{total - told:,}", claims, said=said), strong)


def _row(
    table: Table, records: Sequence[Record], found: Mapping[tuple[str, ...], list[Record]], area: str, cities: Sequence[str],
    said: set[tuple[str, str]],
) -> Row:  # fmt: skip
    name = short(table, "area", area)
    label = Mark("", None, name, claims_in(records), faded(records), f"{name}: {plural(len(records), 'claim')}")
    cells = []
    for city in cities:
        part = found.get((area, city), [])
        spoken = f"{name}, {table.label('city', city)}"
        if part:
            status = status_of(table, part)
            word = status_word(table, status)
            cells.append((Tile(city, status, word, claims_in(part), faded(part), f"{spoken}: {word}"),))
        else:
            words = FILTERED if (city, area) in said else SILENT
            cells.append((Tile(city, None, words, (), said=f"{spoken}: {words}", hidden=words == FILTERED),))
    return Row(label, tuple(cells))
