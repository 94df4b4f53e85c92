"""The comparison of cities: what each has on every point, what they share, and where the articles are silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

import pandas as pd

from dashboard.table.gate import in_yuan, printed_currency
from dashboard.table.load import Table
from dashboard.table.selection import FACETS
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
    articles: frozenset[str] = frozenset()
    fades: bool = False
    """Whether it rests only on the article a lens leaves out."""

    @property
    def single(self) -> bool:
        """Whether one article alone supports it."""
        return len(self.articles) == 1


@dataclass(frozen=True)
class Line:
    """One point of comparison, with the items of each city; no items is silence."""

    title: str
    items: dict[str, tuple[Item, ...]]
    left_out: frozenset[str] = frozenset()
    """Cities that have items on this point outside the selection: left out by the filters, not by the articles."""
    of_nation: bool = False
    """Whether the articles say it of the nation."""

    def answer(self, city: str) -> str:
        """How the articles answer this point for a city: one of ``ANSWERS``."""
        if self.items.get(city):
            return "none" if self.denies else "said"
        if city in self.left_out:
            return "left_out"
        return "nation" if self.of_nation else "silent"

    denies: bool = False
    """Whether an item on this line says that the city does *not* have it."""


ANSWERS = {
    "said": "says so",
    "none": "says there is none",
    "nation": "said of the nation only",
    "silent": "the articles do not say",
    "left_out": "left out by your filters",
}
"""The five answers the articles can give on a point for a city; they are never one another."""


@dataclass(frozen=True)
class Section:
    """A group of lines under one heading."""

    title: str
    lines: tuple[Line, ...]


def compare(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> tuple[Section, ...]:
    """Compare ``cities`` (keys) on the claims in ``rows``; restatements are not counted."""
    asked = _sections(table, rows, cities)
    everything = _sections(table, table.claims, (*cities, "china"))
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
    left_out = frozenset(city for city in cities if not line.items[city] and whole.items[city])
    return replace(line, left_out=left_out, of_nation=bool(whole.items["china"]))


Tally: TypeAlias = list[dict[Any, Any]]
"""Claims that agree on everything a line tells apart, with their ``count``."""
Records: TypeAlias = list[dict[Any, Any]]
"""Figures, a mapping each."""
_TOLD_APART = [
    "article", "fades", "city", "aspect", "area", "institution", "relation", "basis", "kind", "status", "speaker_kind", "speaker",
]  # fmt: skip


def _sections(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> tuple[Section, ...]:
    rows = rows[rows["city"].isin(cities)]
    figures = in_yuan(rows[rows["aspect"] == "figure"]).to_dict("records")
    counted = rows[rows["restates"] == ""]
    sizes = counted.groupby(_TOLD_APART, sort=False).size().reset_index(name="count")
    tally: Tally = sizes.to_dict("records")
    point = partial(_line, table, tally, cities)
    return (
        Section("Part in the national plan", tuple(_plan_lines(point))),
        Section("Focus areas", tuple(_area_lines(table, point))),
        Section("Institutions", tuple(_institution_lines(table, point))),
        Section("Figures", tuple(_figure_lines(table, figures, cities))),
        Section("Targets", tuple(_target_lines(table, point, figures, cities))),
        Section("Who says so", tuple(_speaker_lines(table, point))),
    )


def _plan_lines(point: Callable[..., Line]) -> Iterator[Line]:
    named = point("Named a national hub", "area", area="innovation-hub", basis="assigned")
    once = {city: tuple(replace(item, label="Named one of the four") for item in items) for city, items in named.items.items()}
    yield replace(named, items=once)
    yield point("Assigned to it", "area", but={"area": "innovation-hub"}, basis="assigned")


def _area_lines(table: Table, point: Callable[..., Line]) -> Iterator[Line]:
    for basis in table.package["claims"]["basis"].categories:
        if basis.value != "assigned":
            yield point(basis.label, "area", basis=basis.value)


def _institution_lines(table: Table, point: Callable[..., Line]) -> Iterator[Line]:
    for kind in table.package["institutions"]["kind"].categories:
        if kind.value not in ("media", "region"):
            yield point(kind.label, "institution", kind=kind.value, relation="in_city")
    yield point("Speak of it or act on it", "institution", relation="about_city")
    yield replace(point("Named because not there", "institution", relation="not_in_city"), denies=True)
    yield point("Named as a yardstick", "institution", relation="compared")


def _figure_lines(table: Table, figures: Records, cities: Sequence[str]) -> Iterator[Line]:
    present = [figure for figure in figures if figure["status"] != "target"]
    for dimension in table.package["measures"]["dimension"].categories:
        yield _figure_line(table, dimension.label, [figure for figure in present if figure["dimension"] == dimension.value], cities)


def _target_lines(table: Table, point: Callable[..., Line], figures: Records, cities: Sequence[str]) -> Iterator[Line]:
    yield _figure_line(table, "With a number or a year", [figure for figure in figures if figure["status"] == "target"], cities)
    yield point("Without a number", "area", aspect="focus_area", stands="target")


def _speaker_lines(table: Table, point: Callable[..., Line]) -> Iterator[Line]:
    for kind in table.package["claims"]["speaker_kind"].categories:
        yield point(kind.label, "speaker", speaker_kind=kind.value)


def _line(
    table: Table, tally: Tally, cities: Sequence[str], title: str, column: str, but: dict[str, str] | None = None, **facets: str
) -> Line:
    """The line whose items are the values of ``column`` among the claims that agree with ``facets`` (and not with ``but``)."""
    found: dict[str, dict[str, Tally]] = {city: {} for city in cities}
    for group in tally:
        if all(group[FACETS[name]] == value for name, value in facets.items()) and not (but and but.items() <= group.items()):
            found[group["city"]].setdefault(group[column], []).append(group)
    return Line(title, {city: _items(table, city, column, groups, facets) for city, groups in found.items()})


def _items(table: Table, city: str, column: str, groups: dict[str, Tally], facets: dict[str, str]) -> tuple[Item, ...]:
    items = []
    for key, parts in groups.items():
        status = parts[0]["status"] if all(part["status"] != "in_place" for part in parts) else "in_place"
        mark = status if column == "institution" and status in ("announced", "target") else ""
        narrowed = tuple({"city": city, **facets, column: key}.items())
        kept = [part for part in parts if not part["fades"]]
        items.append(
            Item(
                key=key,
                label=table.label(column, key),
                city=city,
                count=sum(int(part["count"]) for part in kept or parts),
                mark=mark,
                facets=narrowed,
                articles=frozenset(part["article"] for part in kept or parts),
                fades=not kept,
            )
        )
    return tuple(sorted(items, key=lambda item: -item.count))


def _figure_line(table: Table, title: str, figures: Records, cities: Sequence[str]) -> Line:
    return Line(title, {city: _figure_items(table, [figure for figure in figures if figure["city"] == city]) for city in cities})


def _figure_items(table: Table, figures: Records) -> tuple[Item, ...]:
    return tuple(
        Item(
            key=_same(row),
            label=amount(row),
            city=str(row["city"]),
            count=1,
            mark=str(row["status"]),
            facets=(("claim", str(row["claim_id"])),),
            detail=", ".join(filter(None, [_about(row), _time(row), _computed(table, row)])),
            articles=frozenset([str(row["article"])]),
            fades=bool(row["fades"]),
        )
        for row in figures
    )


def _same(row: dict[Any, Any]) -> str:
    """What two cities must agree on to share a figure; of a superlative and of a date the printed words, too."""
    words = row["as_printed"] if row["unit"] in ("rank", "date") else ""
    return f"{row['measure']} {row['value']} {row['unit']} {row['period']} {words}"


def _computed(table: Table, row: dict[Any, Any]) -> str:
    if row["method"] != "derived":
        return ""
    return printed_currency(table.claims, str(row["claim_id"])) or "computed"


def _about(row: dict[Any, Any]) -> str:
    return str(row["measure_name"]).lower() if row["unit"] != "rank" else str(row["measure_name"]).removeprefix("Rank ")


def _time(row: dict[Any, Any]) -> str:
    return period_words(str(row["period"])) if row["unit"] not in ("date", "year") else ""
