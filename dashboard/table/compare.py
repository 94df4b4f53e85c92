"""The comparison of cities: what each has on every point, what they share, and where the articles are silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.table.gate import in_yuan, printed_currency
from dashboard.table.load import Table
from dashboard.table.words import amount, period_words


@dataclass(frozen=True)
class Item:
    """One thing said of one city: what it is called, how far it has come, and the claims behind it."""

    key: str
    label: str
    city: str
    count: int
    mark: str
    """The status or basis that qualifies the label, as a key of the codebook; empty when the line's title says it."""
    facets: tuple[tuple[str, str], ...]
    detail: str = ""


@dataclass(frozen=True)
class Line:
    """One point of comparison, with the items of each city; no items is silence."""

    title: str
    items: dict[str, tuple[Item, ...]]
    left_out: frozenset[str] = frozenset()
    """Cities that have items on this point outside the selection: left out by the filters, not by the articles."""


@dataclass(frozen=True)
class Section:
    """A group of lines under one heading."""

    title: str
    lines: tuple[Line, ...]


def compare(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> tuple[Section, ...]:
    """Compare ``cities`` (keys) on the claims in ``rows``; restatements are not counted."""
    asked = _sections(table, rows, cities)
    everything = _sections(table, table.claims, cities) if len(rows) < len(table.claims) else asked
    return tuple(
        Section(part.title, tuple(_with_left_out(line, other, cities) for line, other in zip(part.lines, whole.lines, strict=True)))
        for part, whole in zip(asked, everything, strict=True)
    )


def differences(sections: Sequence[Section], cities: Sequence[str]) -> tuple[Section, ...]:
    """Only what is not said of every city alike: items all ``cities`` share are left out, and lines left empty."""
    parts = []
    for section in sections:
        lines = []
        for line in section.lines:
            common = set.intersection(*({item.key for item in line.items[city]} for city in cities)) if cities else set()
            items = {city: tuple(item for item in line.items[city] if item.key not in common) for city in cities}
            if any(items.values()):
                lines.append(replace(line, items=items))
        if lines:
            parts.append(Section(section.title, tuple(lines)))
    return tuple(parts)


@dataclass(frozen=True)
class Point:
    """A line of a comparison of two: what only the first has, what both have, what only the second has."""

    title: str
    first: tuple[Item, ...]
    both: tuple[Item, ...]
    second: tuple[Item, ...]


def point_by_point(sections: Sequence[Section], first: str, second: str) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """Two cities side by side, section by section; lines on which both are silent are left out."""
    parts = []
    for section in sections:
        points = []
        for line in section.lines:
            keys = {city: {item.key for item in line.items[city]} for city in (first, second)}
            shared = keys[first] & keys[second]
            sides = [tuple(i for i in line.items[city] if i.key not in shared) for city in (first, second)]
            both = tuple(i for city in (first, second) for i in line.items[city] if i.key in shared)
            if any(sides) or both:
                points.append(Point(line.title, sides[0], both, sides[1]))
        if points:
            parts.append((section.title, tuple(points)))
    return tuple(parts)


def _with_left_out(line: Line, whole: Line, cities: Sequence[str]) -> Line:
    return replace(line, left_out=frozenset(city for city in cities if not line.items[city] and whole.items[city]))


def _sections(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> tuple[Section, ...]:
    rows = rows[rows["city"].isin(cities)]
    figures = in_yuan(rows[rows["aspect"] == "figure"])
    rows = rows[rows["restates"] == ""]
    areas = rows[rows["aspect"] == "focus_area"]
    bodies = rows[rows["aspect"] == "institution"]
    return (
        Section("Part in the national plan", tuple(_plan_lines(table, areas, cities))),
        Section("Focus areas", tuple(_area_lines(table, areas, cities))),
        Section("Institutions", tuple(_institution_lines(table, bodies, cities))),
        Section("Figures", tuple(_figure_lines(table, figures, cities))),
        Section("Targets", tuple(_target_lines(table, areas, figures, cities))),
        Section("Who says so", tuple(_speaker_lines(table, rows, cities))),
    )


def _plan_lines(table: Table, areas: pd.DataFrame, cities: Sequence[str]) -> Iterator[Line]:
    assigned = areas[areas["basis"] == "assigned"]
    named = assigned["area"] == "innovation-hub"
    hub = _grouped(table, "Named a national hub", assigned[named], "area", cities, basis="assigned")
    yield replace(hub, items={city: tuple(replace(item, label="Named one of the four") for item in items) for city, items in hub.items.items()})
    yield _grouped(table, "Assigned to it", assigned[~named], "area", cities, basis="assigned")


def _area_lines(table: Table, areas: pd.DataFrame, cities: Sequence[str]) -> Iterator[Line]:
    for basis in table.package["claims"]["basis"].categories:
        if basis.value != "assigned":
            rows = areas[areas["basis"] == basis.value]
            yield _grouped(table, basis.label, rows, "area", cities, basis=basis.value)


def _institution_lines(table: Table, bodies: pd.DataFrame, cities: Sequence[str]) -> Iterator[Line]:
    present = bodies[bodies["relation"] == "in_city"]
    for kind in table.package["institutions"]["kind"].categories:
        rows = present[present["kind"] == kind.value]
        if kind.value in ("media", "region") and rows.empty:
            continue
        yield _grouped(table, kind.label, rows, "institution", cities, relation="in_city")
    outside = {"about_city": "Speak of it or act on it", "not_in_city": "Named because not there", "compared": "Named as a yardstick"}
    for relation, title in outside.items():
        yield _grouped(table, title, bodies[bodies["relation"] == relation], "institution", cities, relation=relation)


def _figure_lines(table: Table, figures: pd.DataFrame, cities: Sequence[str]) -> Iterator[Line]:
    present = figures[figures["status"] != "target"]
    for dimension in table.package["measures"]["dimension"].categories:
        rows = present[present["dimension"] == dimension.value]
        items = {city: _figure_items(table, rows[rows["city"] == city]) for city in cities}
        yield Line(dimension.label, items)


def _target_lines(table: Table, areas: pd.DataFrame, figures: pd.DataFrame, cities: Sequence[str]) -> Iterator[Line]:
    aims = figures[figures["status"] == "target"]
    yield Line("With a number or a year", {city: _figure_items(table, aims[aims["city"] == city]) for city in cities})
    yield _grouped(table, "Without a number", areas[areas["status"] == "target"], "area", cities, aspect="focus_area", status="target")


def _speaker_lines(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> Iterator[Line]:
    for kind in table.package["claims"]["speaker_kind"].categories:
        said = rows[rows["speaker_kind"] == kind.value]
        yield _grouped(table, kind.label, said, "speaker", cities, speaker_kind=kind.value)


def _grouped(table: Table, title: str, rows: pd.DataFrame, column: str, cities: Sequence[str], **facets: str) -> Line:
    items: dict[str, list[Item]] = {city: [] for city in cities}
    groups = rows.groupby(["city", column], sort=False)
    found = groups.agg(count=("status", "size"), status=("status", _weakest)).reset_index()
    for city, key, count, status in found.sort_values("count", ascending=False, kind="stable").itertuples(index=False):
        narrowed = tuple({"city": city, column: key, **facets}.items())
        mark = status if column == "institution" and status in ("announced", "target") else ""
        items[city].append(Item(key, table.label(column, key), city, int(count), mark, narrowed))
    return Line(title, {city: tuple(found) for city, found in items.items()})


def _weakest(statuses: pd.Series) -> str:
    """In place if any claim reports it so, else what the first claim says."""
    return "in_place" if (statuses == "in_place").any() else str(statuses.iloc[0])


def _figure_items(table: Table, figures: pd.DataFrame) -> tuple[Item, ...]:
    return tuple(
        Item(
            key=f"{row['measure']} {row['value']} {row['unit']} {row['period']}",
            label=amount(row),
            city=str(row["city"]),
            count=1,
            mark=str(row["status"]),
            facets=(("claim", str(row["claim_id"])),),
            detail=", ".join(filter(None, [_about(row), _time(row), _computed(table, row)])),
        )
        for row in figures.to_dict("records")
    )


def _computed(table: Table, row: dict[str, object]) -> str:
    if row["method"] != "derived":
        return ""
    return printed_currency(table.claims, str(row["claim_id"])) or "computed"


def _about(row: dict[str, object]) -> str:
    return str(row["measure_name"]).lower() if row["unit"] != "rank" else str(row["measure_name"]).removeprefix("Rank ")


def _time(row: dict[str, object]) -> str:
    return period_words(str(row["period"])) if row["unit"] not in ("date", "year") else ""
