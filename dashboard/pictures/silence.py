"""What the articles leave out: every focus area that any hub has, against every city, sorted by who has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.pictures.focus_areas import by, faded, pattern_words, patterns, read_of, status_of, tied
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Grid, GridBlock, GridColumn, GridRow, Tile
from dashboard.pictures.words import FILTERED, SILENT, bound, claims_in, headline, picture, status_word, statuses
from dashboard.table.counting import HUB
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
        # Rows of one ink stand together, the surest first, in every column as far as that goes.
        inks = {row: [order.index(t.status) if t.status else 9 for c in row.cells for t in c] for row in lines}
        lines.sort(key=lambda row: (min(inks[row]), inks[row], row.label.words))
        title = pattern_words(table, owners, cities) if owners else f"Of {'none' if len(cities) > 1 else 'others only'}"
        blocks.append(GridBlock(title, tuple(lines)))
    left = {city: [area for area in points if (city, area) not in told] for city in cities}
    facts, words = _finding(table, records, points, left)
    # An area that only the article left out ties to a hub is drawn, faded, and no longer one of those that are counted.
    once = {record["area"] for record in read_of(table, replace(selection, without=""), cities)} if selection.without else set()
    lost = once - {record["area"] for record in read}
    alone = _alone(table, records, [area for area in points if area not in lost], left) if set(cities) == set(table.hubs) else None
    facts, words = ((alone[0], *facts), alone[1]) if alone else (facts, words)
    pointed = facts[0].key if facts else ("", "")
    blocks = [replace(block, strong=pointed[0] == "alone" and _owners(block) == set(pointed[1:])) for block in blocks]
    columns = tuple(
        _column(table, records, city, len(points) - len(left[city]), len(points), pointed == ("silent", city)) for city in cities
    )
    subtitle = (
        f"Every area the articles tie to {table.wording.a_hub}, one bar each, in the order named; each bar shows the firmest claim made. "
        f"Not said does not mean no.{bound(table, selection)}"
    )
    lead = f"Of {plural(len(points), 'area')}"
    return picture(table, "silence", words, subtitle, Grid("bands", columns, tuple(blocks), lead), facts)


def _owners(block: GridBlock) -> set[str]:
    """The cities of which something is said in a block."""
    return {tile.city for row in block.rows for tiles in row.cells for tile in tiles if tile.claims or tile.hidden}


def _alone(
    table: Table, records: Sequence[Record], points: Sequence[str], left: Mapping[str, Sequence[str]]
) -> tuple[Fact, str] | None:  # fmt: skip
    """The hub to which most areas are tied that are tied to no other, where those are more than any other hubs have alone or share."""
    silent = {city: set(areas) for city, areas in left.items()}
    owners = {area: tuple(city for city in left if area not in silent[city]) for area in points}
    sizes = Counter(found for found in owners.values() if found)
    (first, most), *others = sizes.most_common(2) or [((), 0)]
    if len(left) < 2 or len(first) != 1 or most < 2 or any(size == most for _, size in others):
        return None
    parts = frozenset(area for area, found in owners.items() if found == first)
    claims = claims_in(record for record in records if record["area"] in parts and not record["fades"])
    name = table.label("city", first[0])
    words = headline(
        f"{most:,} of {len(points):,} focus areas are tied to {name} alone",
        f"{most:,} of {len(points):,} areas: {name} alone",
        f"Most focus areas are tied to one {table.wording.hub} alone",
    )
    return Fact(("alone", first[0]), parts, claims, f"{most:,} of {len(points):,}"), words


def _finding(table: Table, records: Sequence[Record], points: list[str], left: Mapping[str, list[str]]) -> tuple[tuple[Fact, ...], str]:
    """The cities of which the articles say least."""
    if not points:
        return (), f"No {table.wording.hub} has a focus area in this selection"
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
        none = f"Of no {table.wording.hub} do the articles leave out a focus area"
        return facts, none if len(left) > 1 else f"The articles leave out no area of {name}"
    if len(points) == 1:
        return facts, f"On the one focus area, the articles say nothing of {name}"
    other = next(iter(sorted((key for key in left if key != city and left[key]), key=lambda key: -len(left[key]))), "")
    both = f", {table.label('city', other)} on {len(left[other]):,}" if other else ""
    return facts, headline(
        f"{'The articles' if not both else 'Articles'} leave out {name} on {len(left[city]):,} of {len(points):,} areas{both}",
        f"On {len(left[city]):,} of {len(points):,} focus areas, the articles say nothing of {name}",
        f"On {len(left[city]):,} of {len(points):,} areas, the articles say nothing of {name}",
        f"{name}: nothing said on {len(left[city]):,} of {len(points):,} areas",
        f"Nothing is said on {len(left[city]):,} of {len(points):,} areas",
    )


def _column(table: Table, records: Sequence[Record], city: str, told: int, total: int, strong: bool) -> GridColumn:
    name = table.label("city", city)
    said = f"Something is said of {name} on {told} of {plural(total, 'area')}, on {total - told} nothing"
    claims = claims_in(record for record in records if record["city"] == city)
    return GridColumn(city, name, Mark(city, None, f"{total - told:,}", claims, said=said), strong)


def _row(
    table: Table, records: Sequence[Record], found: Mapping[tuple[str, ...], list[Record]], area: str, cities: Sequence[str],
    said: set[tuple[str, str]],
) -> GridRow:  # fmt: skip
    name = short(table, "area", area)
    status = status_of(table, records) if records else None
    label = Mark("", status, name, claims_in(records), faded(records), f"{name}: {plural(len(records), 'claim')}")
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
    return GridRow(label, tuple(cells))
