"""What the articles say nothing of: every focus area that any hub has, against every city, sorted by who has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.pictures.focus_areas import by, faded, pattern_words, patterns, read_of, status_of, tied
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Grid, GridBlock, GridColumn, GridRow, Tile
from dashboard.pictures.words import FILTERED, LONGEST, SILENT, bound, claims_in, headline, picture, status_word, statuses
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
    # What most share stands first, then what most areas have in common.
    for owners, found in sorted(patterns(areas, cities), key=lambda pair: (-len(pair[0]), -len(pair[1]))):
        lines = [_row(table, rows_of.get((area,), []), cells, area, cities, said) for area in found]
        # Rows of one ink stand together, the surest first, in every column as far as that goes.
        inks = {row: [order.index(t.status) if t.status else 9 for c in row.cells for t in c] for row in lines}
        lines.sort(key=lambda row: (min(inks[row]), inks[row], row.label.words))
        title = pattern_words(table, owners, cities) if owners else f"Of {'none' if len(cities) > 1 else 'others only'}"
        blocks.append(GridBlock(title, tuple(lines)))
    left = {city: [area for area in points if (city, area) not in told] for city in cities}
    facts, words = _finding(table, records, points, left)
    pointed = facts[0].key if facts else ("", "")
    columns = tuple(_column(table, records, city, len(points) - len(left[city]), len(points), city == pointed[1]) for city in cities)
    squares = f"Squares are the {len(points):,} focus areas" if len(points) != 1 else "A square is the one focus area"
    subtitle = (
        f"{squares} the articles tie to {table.wording.a_hub}, in the order listed, by the surest claim. "
        f"Grey: nothing said of the {table.wording.place}, which does not mean no.{bound(table, selection)}"
    )
    lead = f"of {plural(len(points), 'area')}"
    return picture(table, "silence", words, subtitle, Grid("panels", columns, tuple(blocks), lead), facts)


def _finding(table: Table, records: Sequence[Record], points: list[str], left: Mapping[str, list[str]]) -> tuple[tuple[Fact, ...], str]:
    """The city of which the articles say least, against the one of which they say most."""
    if not points:
        return (), f"No {table.wording.hub} has a focus area in this selection"
    city, least = max(left, key=lambda key: len(left[key])), min(left, key=lambda key: len(left[key]))
    name, number, whole = table.label("city", city), len(left[city]), len(points)
    # The sentence is about silence: it rests on the areas that are said of others, and grows no weaker where less is said.
    kept = [record for record in records if not record["fades"]]
    claims = {key: claims_in(record for record in kept if record["area"] in set(left[key])) for key in left}
    alone = [Fact(("silent", key), frozenset(left[key]), claims[key], f"{len(left[key]):,} of {whole:,} areas") for key in [city, *left]]
    if not number:
        none = f"Of no {table.wording.hub} do the articles leave out a focus area"
        return tuple(alone), none if len(left) > 1 else f"The articles leave out no area of {name}"
    if whole == 1:
        return tuple(alone), f"On the one focus area, the articles say nothing of {name}"
    pairs = [(one, other) for one in left for other in left if one != other] if len(left[least]) < number else []
    against = [
        Fact(
            ("silent", *pair),
            alone_.parts,
            alone_.claims,
            f"{len(left[pair[0]]):,} and {len(left[pair[1]]):,} of {whole:,} areas",
            tuple((key, len(left[key])) for key in pair),
        )
        for pair in sorted(pairs, key=lambda pair: pair != (city, least))
        for alone_ in alone[1:]
        if alone_.key == ("silent", pair[0])
    ]
    said = f"{number:,} of {whole:,}"
    if pairs:
        other, few = table.label("city", least), f"{len(left[least]):,}" if left[least] else "none"
        both = f"Articles silent on {name} in {said} areas, {other} in {few}"
        if len(both.split()) <= LONGEST:
            return (*against, *alone), both
    return tuple(alone), headline(
        f"Articles silent on {name} in {said} focus areas",
        f"{name}: nothing said on {said} areas",
        f"Nothing is said on {said} areas",
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
