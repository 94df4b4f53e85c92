"""Who sits where: every body by its name, by city and kind; zones hold what lies in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, Frame, Rows, Sheet, Words
from dashboard.charts.grid import headings, left_heads
from dashboard.charts.measure import fitted, joined, width_of
from dashboard.charts.style import FILTERED, SILENT, Picture, Style, carried, fading, pairs, plain
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.support import best_support, support_words
from dashboard.table.words import plural

LINE, LEFT, STEP = 19, 12, 14
_NOTE = 360
"""How wide a note may be beside the pointer, in pixels: Plotly breaks no line."""
_ZONES = "Zones and districts, and what lies in them"
_HOMELESS = "Speak of it or act on it; where they sit is not printed"
_APART = {
    "about_city": "Elsewhere or of the nation: speak of it or act on it",
    "around_city": "Around the city: regions it is part of",
    "not_in_city": "Named because it is not there",
    "compared": "Named only as a yardstick",
}


@dataclass(frozen=True)
class Body:
    """An institution as one city's column names it."""

    city: str
    institution: str
    relation: str
    group: str
    depth: int
    claims: int
    support: int
    """How many articles say the same of it, in the whole table."""
    present: bool
    fades: bool


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """Every institution in ``rows`` by name. ``rows`` is left as it is."""
    found = rows[(rows["aspect"] == "institution") & (rows["restates"] == "")]
    cities = list(selection.columns(table))
    kept = found[~found["fades"]]
    bodies = list(_bodies(table, found, cities))
    headline = headlines.bounded(headlines.institutions(table, kept, [city for city in cities if city in table.hubs]), selection)
    shown = f"Every body the articles name or describe, by city. {selection.words(table)}."
    legend = [
        "● named as there",
        "○ announced, not yet there",
        "– elsewhere, around it, or not there",
        "indented: lies in it",
        *fading(table, selection),
    ]
    sheet = Sheet(table, style, frame, Words(headline, shown, legend, kept["article"]), LINE)
    figure, down = Drawing(), Rows(sheet.room)
    column = (frame.width - 2 * LEFT) / len(cities)
    _write(table, figure, style, bodies, cities, down, column)
    left_heads(table, figure, style, frame, cities, LEFT)
    return sheet.picture(figure, down, LEFT, lambda: _marks(table, bodies))


def _bodies(table: Table, found: pd.DataFrame, cities: list[str]) -> Iterator[Body]:
    kinds = {category.value: category.label for category in table.package["institutions"]["kind"].categories}
    facts: dict[tuple[str, str, str], list[tuple[int, bool]]] = {}
    told = found[["city", "relation", "institution", "weight", "fades"]].itertuples(index=False, name=None)
    for city, relation, name, weight, fades in told:
        facts.setdefault((city, relation, name), []).append((int(weight), fades))
    there = _there(table)
    for city in cities:
        mine = {key[1:]: claims for key, claims in facts.items() if key[0] == city}
        here = {name for relation, name in mine if relation == "in_city"}
        nested = {name for name in here if _inside(table, name, here) or _kind(table, name) in ("zone", "district")}
        for (relation, name), claims in mine.items():
            group = _apart(table, relation, name) or (_ZONES if name in nested else kinds[_kind(table, name)])
            depth = len(_inside(table, name, here)) if group == _ZONES else 0
            yield Body(
                city,
                name,
                relation,
                group,
                depth,
                sum(weight for weight, _ in claims),
                _support(table)[city, relation, name],
                (city, relation, name) in there,
                all(fades for _, fades in claims),
            )


def _apart(table: Table, relation: str, name: str) -> str:
    """The group of a body that does not sit in the city; empty for one that does. Where nobody prints where it sits, it says so."""
    if relation == "about_city" and table.vocabularies["institutions"].at[name, "home"] == "not_printed":
        return _HOMELESS
    return _APART.get(relation, "")


@lru_cache(maxsize=64)
def _anywhere(table: Table, cities: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """The cities and groups that have bodies in the whole table: what the filters empty is not silence."""
    claims = table.distinct[(table.distinct["aspect"] == "institution") & (table.distinct["restates"] == "")]
    return frozenset((body.city, body.group) for body in _bodies(table, claims, list(cities)))


@lru_cache(maxsize=4)
def _there(table: Table) -> frozenset[tuple[str, str, str]]:
    """The bodies that are more than announced, as city, relation and key: by the whole table, whatever the filters show of them."""
    told = table.distinct[(table.distinct["aspect"] == "institution") & ~table.distinct["status"].isin(["announced", "target"])]
    return frozenset(zip(told["city"], told["relation"], told["institution"], strict=True))


@lru_cache(maxsize=4)
def _support(table: Table) -> Mapping[tuple[str, ...], int]:
    """How each name is supported in the whole table, by city, relation and institution."""
    return best_support(table.distinct[table.distinct["aspect"] == "institution"], ("city", "relation", "institution"))


@lru_cache(maxsize=4)
def _known(table: Table) -> Mapping[str, tuple[str, str]]:
    """What kind of body each is, and what it lies in, by its key."""
    vocabulary = table.vocabularies["institutions"]
    return {str(key): (str(kind), str(above)) for key, kind, above in vocabulary[["kind", "part_of"]].itertuples(name=None)}


def _kind(table: Table, name: str) -> str:
    return _known(table)[name][0]


def _inside(table: Table, name: str, here: set[str]) -> list[str]:
    """The zones and districts ``name`` lies in, the outermost first, as far as the column shows them."""
    found: list[str] = []
    above = _known(table)[name][1]
    while above:
        kind, beyond = _known(table)[above]
        if above in here and kind in ("zone", "district"):
            found.insert(0, above)
        above = beyond
    return found


def _groups(table: Table, bodies: list[Body]) -> list[str]:
    kinds = [category.label for category in table.package["institutions"]["kind"].categories]
    order = [*kinds, _ZONES, *_APART.values()]
    order.insert(order.index(_APART["about_city"]) + 1, _HOMELESS)
    return [group for group in order if any(body.group == group for body in bodies)]


def _sorted(table: Table, bodies: list[Body], group: str, city: str) -> list[Body]:
    mine = [body for body in bodies if body.group == group and body.city == city]
    if group != _ZONES:
        return sorted(mine, key=lambda body: (-body.claims, table.label("institution", body.institution)))
    here = {body.institution for body in mine}
    return sorted(mine, key=lambda body: [*_inside(table, body.institution, here), body.institution])


Spot: TypeAlias = tuple[float, float, Body, list[str]]
"""Where a body stands (columns, rows from the top) and the lines of its name."""


def _write(
    table: Table, figure: Drawing, style: Style, bodies: list[Body], cities: list[str], down: Rows, column: float
) -> None:  # fmt: skip
    """Put every name in its place, group by group, each city's column on its own."""
    notes: list[tuple[float, float, list[str]]] = []
    spots: list[Spot] = []
    anywhere = _anywhere(table, tuple(cities))
    for group in _groups(table, bodies):
        down.gap(0.5)
        unsaid = [fitted(FILTERED if (city, group) in anywhere else SILENT, 13, column - 8) for city in cities]
        named = [[(body, _lines(table, body, column)) for body in _sorted(table, bodies, group, city)] for city in cities]
        # A city's names begin on the page of the heading: an empty column is read as silence.
        down.heading(group, keep=max(_tall(mine[0][1] if mine else words) for mine, words in zip(named, unsaid, strict=True)))
        columns = down.columns(len(cities))
        for place, (mine, rows) in enumerate(zip(named, columns, strict=True)):
            if not mine:
                notes.append((place, rows.row(_tall(unsaid[place])), unsaid[place]))
            for body, lines in mine:
                spots.append((place + (7 + STEP * body.depth) / column, rows.row(_tall(lines)), body, lines))
        last = max(rows.page for rows in columns)
        for place, rows in enumerate(columns):
            while rows.page < last:
                rows.turn()
                words = ["no more"] if named[place] else unsaid[place]
                notes.append((place, rows.row(_tall(words)), words))
        down.join(columns)
    headings(figure, style, down, LEFT, column * len(cities))
    figure.add_scatter(
        x=[x for x, *_ in notes], y=[y for _, y, _ in notes], text=[f"<i>{joined(lines)}</i>" for *_, lines in notes], mode="text",
        hoverinfo="skip", textposition="middle right", textfont={"size": 13, "color": style.muted}, cliponaxis=False,
    )  # fmt: skip
    hover = [_hover(table, body) for _, _, body, _ in spots]
    colors = [style.city(table, body.city) for _, _, body, _ in spots]
    figure.add_scatter(
        x=[x for x, _, _, _ in spots], y=[y for _, y, _, _ in spots], mode="markers+text",
        text=[" " + joined(lines).replace("<br>", "<br> ") for *_, lines in spots],
        textposition="middle right", textfont={"size": 13, "color": [style.muted if b.fades else style.ink for _, _, b, _ in spots]},
        customdata=[carried(_facets(body)) for _, _, body, _ in spots], hoverinfo="text", cliponaxis=False,
        hovertext=[f"{words}<br>Click to read" for words in hover],
        marker={
            "symbol": [_symbol(body) for _, _, body, _ in spots], "size": 8, "color": colors,
            "line": {"width": 1.5, "color": colors}, "opacity": [0.35 if body.fades else 1 for _, _, body, _ in spots],
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    _reach(figure, spots, hover, column)


def _lines(table: Table, body: Body, column: float) -> list[str]:
    words = table.label("institution", body.institution) + (f" ({body.support} articles)" if body.support > 1 else "")
    return fitted(words, 13, column - 20 - STEP * body.depth)


def _hover(table: Table, body: Body) -> str:
    """A body's name, its claims and their support, and what a reader should know of it."""
    spoken = table.on_subject[body.city, f"institution {body.institution}"]
    words = [f"{plain(table.label('institution', body.institution))}: {plural(body.claims, 'claim')}"]
    note = fitted(_note(table, body), 13, _NOTE) if _note(table, body) else []
    return "<br>".join([*words, support_words(body.support, len(spoken)), *map(plain, note)])


def _note(table: Table, body: Body) -> str:
    return str(table.vocabularies["institutions"].at[body.institution, "note"])


def _tall(lines: list[str]) -> float:
    return len(lines) * 0.95 + 0.15


def _reach(figure: Drawing, spots: list[Spot], hover: list[str], column: float) -> None:
    """Let a name be clicked, not only its mark: Plotly answers to marks alone, so unseen ones lie along the words."""
    unseen = {"marker": {"opacity": 0}}
    along = [
        (x + (10 + right) / column, y + (row - (len(lines) - 1) / 2) * 0.9, place)
        for place, (x, y, _, lines) in enumerate(spots)
        for row, line in enumerate(lines)
        for right in range(6, max(round(width_of(line, 13)), 7), 18)
    ]
    figure.add_scatter(
        x=[x for x, _, _ in along], y=[y for _, y, _ in along], mode="markers", marker={"size": 14, "opacity": 0}, hoverinfo="text",
        customdata=[carried(_facets(spots[place][2])) for *_, place in along], selected=unseen, unselected=unseen,
        hovertext=[f"{hover[place]}<br>Click to read" for *_, place in along],
    )  # fmt: skip


def _facets(body: Body) -> tuple[tuple[str, str], ...]:
    return pairs(city=body.city, institution=body.institution, relation=body.relation)


def _symbol(body: Body) -> str:
    if body.relation != "in_city":
        return "line-ew"
    return "circle" if body.present else "circle-open"


def _marks(table: Table, bodies: list[Body]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "City": table.label("city", body.city),
                "Institution": table.label("institution", body.institution),
                "Kind": body.group,
                "Claims": body.claims,
                "Articles that say the same": body.support,
                "Note": _note(table, body),
                "facets": _facets(body),
            }
            for body in bodies
        ],
        columns=["City", "Institution", "Kind", "Claims", "Articles that say the same", "Note", "facets"],
    )
