"""The comparison of cities: the items of each on every line, what they share, and where the articles say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, TypeAlias

import pandas as pd

from dashboard.table.comparability import in_yuan
from dashboard.table.counting import HUB, hubs_named
from dashboard.table.figure_words import FIGURE_COLUMNS, detail, same_figure
from dashboard.table.load import Table
from dashboard.table.selection import FACETS
from dashboard.table.support import facets_of, support_words
from dashboard.table.words import amount, cardinal


@dataclass(frozen=True)
class Item:
    """An entry in a cell of the comparison: one value (area, body, speaker) or figure of one city, with its claims counted."""

    key: str
    label: str
    city: str
    count: int
    mark: str
    """The status or basis that qualifies the label, as a key of the codebook; empty when the line's title says it."""
    facets: tuple[tuple[str, str], ...]
    detail: str = ""
    articles: frozenset[str] = frozenset()
    """The keys of the articles of its claims, whether or not they agree."""
    fades: bool = False
    """Whether all its claims are from the article that a lens leaves out."""
    subject: str = ""
    """The ``subject`` of its claims; empty for a speaker."""
    support: int = 1
    """How many articles make its best supported statement."""
    on_subject: int = 1
    """How many articles have a claim on its subject."""

    @property
    def single(self) -> bool:
        """Whether no statement of it is made by two articles."""
        return self.support == 1

    @property
    def supported(self) -> str:
        """Its support as text."""
        return support_words(self.support, self.on_subject)


@dataclass(frozen=True)
class Detail:
    """A line of the comparison: the items of each city, by city key; no items means that the articles say nothing."""

    title: str
    items: dict[str, tuple[Item, ...]]
    left_out: frozenset[str] = frozenset()
    """Cities whose items on this line are all left out by the filters."""
    of_nation: bool = False
    """Whether the nation has items on this line and no hub has."""
    same: frozenset[str] = frozenset()
    """Cities whose items are all shared by every city, when only differences are shown."""

    def answer(self, city: str) -> str:
        """How this line is answered for a city: a key of ``ANSWERS``, or ``same``."""
        if self.items.get(city):
            return "none" if self.denies else "said"
        if city in self.same:
            return "same"
        if city in self.left_out:
            return "left_out"
        return "nation" if self.of_nation else "silent"

    denies: bool = False
    """Whether the items of this line are things that the city does *not* have."""
    facets: tuple[tuple[str, str], ...] = ()
    """The facets that select the claims of this line."""


ANSWERS = {
    "said": "says so",
    "none": "says there is none",
    "nation": "said of the nation only",
    "silent": "the articles do not say",
    "left_out": "left out by your filters",
}
"""How a line can be answered for a city; exactly one applies."""


@dataclass(frozen=True)
class Section:
    """A group of lines under one heading."""

    title: str
    lines: tuple[Detail, ...]


def compare(table: Table, rows: pd.DataFrame, cities: Sequence[str], areas: Sequence[str] = ()) -> tuple[Section, ...]:
    """Compare ``cities`` (keys) on the claims in ``rows`` (columns of `Table.distinct`); restatements are not counted.

    ``areas`` are the focus areas the selection is filtered by, empty for all: silence is judged on these alone.
    """
    selected, unfiltered = _sections(table, rows, cities), _everything(table, tuple(areas))
    return tuple(
        Section(part.title, tuple(_in_whole(table, line, other, cities) for line, other in zip(part.lines, whole.lines, strict=True)))
        for part, whole in zip(selected, unfiltered, strict=True)
    )


@lru_cache(maxsize=64)
def _everything(table: Table, areas: tuple[str, ...]) -> tuple[Section, ...]:
    """The sections of the unfiltered table, narrowed to ``areas`` only."""
    whole = table.distinct[table.distinct["area"].isin(areas)] if areas else table.distinct
    return _sections(table, whole, (*table.hubs, table.nation))


def differences(sections: Sequence[Section], cities: Sequence[str]) -> tuple[Section, ...]:
    """The sections without the items that all ``cities`` share; lines and sections that become empty are dropped."""
    parts = []
    for section in sections:
        lines = []
        for line in section.lines:
            common = set.intersection(*({item.key for item in line.items[city]} for city in cities)) if cities else set()
            items = {city: tuple(item for item in line.items[city] if item.key not in common) for city in cities}
            if any(items.values()):
                same = frozenset(city for city in cities if line.items[city] and not items[city])
                lines.append(replace(line, items=items, same=same))
        if lines:
            parts.append(Section(section.title, tuple(lines)))
    return tuple(parts)


def _in_whole(table: Table, line: Detail, whole: Detail, cities: Sequence[str]) -> Detail:
    """A line with what the unfiltered line ``whole`` adds: support, what the filters leave out, whether only the nation has it."""
    supported = {city: tuple(_supported(table, whole, item) for item in city_items) for city, city_items in line.items.items()}
    left_out = frozenset(city for city in cities if not line.items[city] and whole.items.get(city))
    of_nation = bool(whole.items[table.nation]) and not any(items for city, items in whole.items.items() if city != table.nation)
    return replace(line, items=supported, left_out=left_out, of_nation=of_nation)


def _supported(table: Table, whole: Detail, item: Item) -> Item:
    """An item with its articles and support taken from the unfiltered table."""
    same = [other for other in whole.items[item.city] if other.key == item.key] or [item]
    # Each printed superlative is an item of its own, with the support of its own claim.
    match = next((other for other in same if other.facets == item.facets), same[0])
    articles = table.on_subject.get((item.city, item.subject), match.articles)
    return replace(item, articles=same[0].articles, support=match.support, on_subject=len(articles))


Group: TypeAlias = dict[str, Any]
"""Claims equal in all _GROUP_COLUMNS: the values of these, and ``count``, the number of claims."""
Tally: TypeAlias = Mapping[tuple[str, str], Sequence[Group]]
"""Groups by (column, value), for the columns in _INDEXED."""
_GROUP_COLUMNS = [
    "article", "fades", "city", "aspect", "area", "institution", "relation", "basis", "kind", "status", "speaker_kind", "speaker", "support"
]  # fmt: skip
_INDEXED = ("aspect", "basis", "kind", "relation", "speaker_kind")


def _sections(table: Table, rows: pd.DataFrame, cities: Sequence[str]) -> tuple[Section, ...]:
    rows = rows[rows["city"].isin(cities)]
    figures = in_yuan(rows[rows["aspect"] == "figure"])[FIGURE_COLUMNS].to_dict("records")
    point = partial(_line, table, _tally(rows[rows["restates"] == ""]), cities)
    return (
        Section("Part in the national plan", tuple(_plan_lines(table, point))),
        Section("Focus areas", tuple(_area_lines(table, point))),
        Section("Institutions", tuple(_institution_lines(table, point))),
        Section("Figures", tuple(_figure_lines(table, figures, cities))),
        Section("Targets", tuple(_target_lines(table, point, figures, cities))),
        Section("Who says so", tuple(_speaker_lines(table, point))),
    )


def _tally(counted: pd.DataFrame) -> Tally:
    counts: Counter[tuple[Any, ...]] = Counter()
    for *values, weight in counted[[*_GROUP_COLUMNS, "weight"]].itertuples(index=False, name=None):
        counts[tuple(values)] += weight
    tally: dict[tuple[str, str], list[Group]] = {}
    for key, count in counts.items():
        group = dict(zip(_GROUP_COLUMNS, key, strict=True), count=count)
        for column in _INDEXED:
            tally.setdefault((column, group[column]), []).append(group)
    return tally


def _plan_lines(table: Table, point: Callable[..., Detail]) -> Iterator[Detail]:
    if HUB in table.names("areas"):
        hub = f"Named a national {table.wording.hub}"
        line = point(hub, "area", area=HUB, basis="assigned")
        count = hubs_named(table)
        label = f"Named one of the {cardinal(count)}" if count > 1 else hub
        yield replace(line, items={city: tuple(replace(item, label=label) for item in items) for city, items in line.items.items()})
    yield point("Assigned to it", "area", but={"area": HUB}, basis="assigned")


def _area_lines(table: Table, point: Callable[..., Detail]) -> Iterator[Detail]:
    for basis in table.package["claims"]["basis"].categories:
        if basis.value != "assigned":
            yield point(basis.label, "area", basis=basis.value)


def _institution_lines(table: Table, point: Callable[..., Detail]) -> Iterator[Detail]:
    for kind in table.package["institutions"]["kind"].categories:
        if kind.value not in ("media", "region"):
            yield point(kind.label, "institution", kind=kind.value, relation="in_city")
    yield point("Speak of it or act on it", "institution", relation="about_city")
    yield point("Around it", "institution", relation="around_city")
    yield replace(point("Named because not there", "institution", relation="not_in_city"), denies=True)
    yield point("Named as a yardstick", "institution", relation="compared")


def _figure_lines(table: Table, figures: list[dict[Any, Any]], cities: Sequence[str]) -> Iterator[Detail]:
    present = [figure for figure in figures if figure["status"] != "target"]
    for dimension in table.package["measures"]["dimension"].categories:
        line = _figure_line(table, dimension.label, [figure for figure in present if figure["dimension"] == dimension.value], cities)
        yield replace(line, facets=(("aspect", "figure"), ("dimension", dimension.value)))


def _target_lines(table: Table, point: Callable[..., Detail], figures: list[dict[Any, Any]], cities: Sequence[str]) -> Iterator[Detail]:
    line = _figure_line(table, "With a number or a year", [figure for figure in figures if figure["status"] == "target"], cities)
    yield replace(line, facets=(("aspect", "figure"), ("stands", "target")))
    yield point("Without a number", "area", aspect="focus_area", stands="target")


def _speaker_lines(table: Table, point: Callable[..., Detail]) -> Iterator[Detail]:
    for kind in table.package["claims"]["speaker_kind"].categories:
        yield point(kind.label, "speaker", speaker_kind=kind.value)


def _line(
    table: Table, tally: Tally, cities: Sequence[str], title: str, column: str, but: dict[str, str] | None = None, **facets: str
) -> Detail:
    """The line whose items are the values of ``column`` among the claims that match ``facets`` and do not match ``but``."""
    by_city: dict[str, dict[str, list[Group]]] = {city: {} for city in cities}
    conditions = [(FACETS[name], value) for name, value in facets.items()]
    for group in tally.get(next(pair for pair in conditions if pair[0] in _INDEXED), ()):
        if all(group[name] == value for name, value in conditions) and not (but and but.items() <= group.items()):
            by_city[group["city"]].setdefault(group[column], []).append(group)
    return Detail(
        title, {city: _items(table, city, column, groups, facets) for city, groups in by_city.items()}, facets=tuple(facets.items())
    )


def _items(table: Table, city: str, column: str, groups: dict[str, list[Group]], facets: dict[str, str]) -> tuple[Item, ...]:
    items = []
    for key, parts in groups.items():
        statuses = {part["status"] for part in parts}
        status = next(word for word in table.package["claims"]["status"].words if word in statuses)
        mark = "" if column == "speaker" or "stands" in facets or (facets.get("basis"), status) == ("assigned", "announced") else status
        narrowed = tuple({"city": city, **facets, column: key}.items())
        remaining = [part for part in parts if not part["fades"]]
        articles = frozenset(part["article"] for part in remaining or parts)
        speaker = column == "speaker"
        items.append(
            Item(
                key=key,
                label=table.label(column, key),
                city=city,
                count=sum(int(part["count"]) for part in remaining or parts),
                mark=mark,
                facets=narrowed,
                articles=articles,
                fades=not remaining,
                subject="" if speaker else f"{column} {key}",
                # A speaker makes no one statement: the number of articles that quote them stands for support.
                support=len(articles) if speaker else max(int(part["support"]) for part in remaining or parts),
            )
        )
    return tuple(sorted(items, key=lambda item: -item.count))


def _figure_line(table: Table, title: str, figures: list[dict[Any, Any]], cities: Sequence[str]) -> Detail:
    return Detail(title, {city: _figure_items(table, [figure for figure in figures if figure["city"] == city]) for city in cities})


def _figure_items(table: Table, figures: list[dict[Any, Any]]) -> tuple[Item, ...]:
    return tuple(
        Item(
            key=same_figure(row),
            label=amount(row),
            city=str(row["city"]),
            count=int(row["weight"]),
            mark=str(row["status"]),
            facets=facets_of(row),
            detail=detail(table, row),
            articles=frozenset([str(row["article"])]),
            fades=bool(row["fades"]),
            subject=str(row["subject"]),
            support=int(row["support"]),
        )
        for row in figures
    )
