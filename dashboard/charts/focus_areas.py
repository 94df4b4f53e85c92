"""City × focus area: which city is tied to what, the kind of tie in the shape of the mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, Frame, Rows, Sheet, Words
from dashboard.charts.grid import WIDEST, dress, line_height, place_lines
from dashboard.charts.measure import margin_for
from dashboard.charts.style import BASIS_GLYPHS, BASIS_SYMBOLS, FILTERED, SILENT, Picture, Style, carried, fading, pairs, plain
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.support import SINGLE, best_support, support_words
from dashboard.table.words import plural

ROW, SLOT = 25, 20
_SHARED, _ALONE, _NATION = "Shared by several cities", "In one city alone", "Named for the nation only"


@dataclass(frozen=True)
class Pattern:
    """Areas in the order of the rows, each under the heading that says how it is spread over the cities."""

    headings: dict[str, list[str]]

    @property
    def areas(self) -> list[str]:
        return [area for areas in self.headings.values() for area in areas]


def pattern(table: Table, ties: pd.DataFrame, hubs: list[str], narrowed: bool) -> Pattern:
    """Sort the areas of ``ties`` by how many hubs they are tied to, and by which.

    Where the selection is ``narrowed`` the headings say so: a city alone in it need not be alone in the articles.
    """
    tied: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for area, city, weight in zip(ties["area"], ties["city"], ties["weight"], strict=True):
        counts[area] += weight
        if city in hubs:
            tied.setdefault(area, set()).add(city)
    order = {area: place for place, area in enumerate(table.vocabularies["areas"].index)}

    def rank(area: str) -> tuple[int, list[bool], int, int]:
        found = tied.get(area, set())
        return -len(found), [hub not in found for hub in hubs], -counts[area], order[area]

    ranked = sorted(counts, key=rank)
    headings = {
        _SHARED: [area for area in ranked if len(tied.get(area, ())) > 1],
        _ALONE: [area for area in ranked if len(tied.get(area, ())) == 1],
        _NATION: [area for area in ranked if area not in tied],
    }
    bound = ", in this selection" if narrowed else ""
    return Pattern({f"{title}{bound}": areas for title, areas in headings.items() if areas})


def ties(rows: pd.DataFrame) -> pd.DataFrame:
    """The claims that tie a city to an area, restatements left out."""
    return rows[(rows["aspect"] == "focus_area") & (rows["restates"] == "")]


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """The matrix of the focus areas in ``rows``. ``rows`` is left as it is."""
    found = ties(rows)
    kept = found[~found["fades"]]
    columns = list(selection.columns(table))
    hubs = [city for city in columns if city in table.hubs]
    layout = pattern(table, found, hubs, selection.filtered or selection.lensed)
    shown = f"Focus areas by city. The shape says how an area is tied to the city. {selection.words(table)}."
    legend = [*_legend(table, selection.filtered or selection.lensed), *fading(table, selection)]
    sheet = Sheet(
        table,
        style,
        frame,
        Words(headlines.bounded(headlines.focus_areas(table, kept, hubs), selection), shown, legend, kept["article"]),
        ROW,
    )
    labels = {area: table.label("area", area) for area in layout.areas}
    left = margin_for(labels.values(), frame.width)
    places: dict[str, float] = {}
    down = Rows(sheet.room)
    for title, areas in layout.headings.items():
        down.heading(title, keep=line_height(labels[areas[0]], left, ROW) if areas else 1)
        places |= place_lines(down, {area: labels[area] for area in areas}, left, ROW)
    figure = Drawing()
    _silences(table, figure, style, found, columns, places)
    marks = _marks(table, figure, style, found, columns, places, min((frame.width - left) / len(columns), WIDEST))
    dress(table, figure, style, frame, columns, left, down, {places[area]: label for area, label in labels.items()})
    return sheet.picture(figure, down, left, lambda: pd.DataFrame(marks))


def _legend(table: Table, filtered: bool) -> list[str]:
    words = [f"{BASIS_GLYPHS[c.value]} {c.label.lower()}" for c in table.package["claims"]["basis"].categories]
    return [*words, f"– {SILENT}", *([f"⋯ {FILTERED}"] if filtered else []), f"small: {SINGLE}"]


class _Tie(NamedTuple):
    """How one area is tied to one city in one way: by how many claims, and whether it rests on the article left out alone."""

    area: str
    city: str
    basis: str
    claims: int
    fades: bool


def _tallied(found: pd.DataFrame, places: Mapping[str, float]) -> list[_Tie]:
    """The ties in the order of their marks, from the top and within a cell by the order of the legend."""
    told = found[["area", "city", "basis", "weight", "fades"]].itertuples(index=False, name=None)
    sizes: Counter[tuple[str, str, str]] = Counter()
    stays = set()
    for area, city, basis, weight, fades in told:
        sizes[area, city, basis] += weight
        if not fades:
            stays.add((area, city, basis))
    order = list(BASIS_SYMBOLS)
    ties = [_Tie(*key, int(count), key not in stays) for key, count in sizes.items()]
    return sorted(ties, key=lambda tie: (places[tie.area], tie.city, order.index(tie.basis)))


def _marks(
    table: Table, figure: Drawing, style: Style, found: pd.DataFrame, columns: list[str], places: dict[str, float], column: float
) -> dict[str, list[Any]]:
    """Draw the marks; returns the columns that tell of them."""
    ties = _tallied(found, places)
    many = Counter((tie.area, tie.city) for tie in ties)
    slots: Counter[tuple[str, str]] = Counter()
    across = []
    for tie in ties:
        cell = (tie.area, tie.city)
        step = min(0.9 * column / many[cell], SLOT) / column
        across.append(columns.index(tie.city) + (slots[cell] - (many[cell] - 1) / 2) * step)
        slots[cell] += 1
    support = [_support(table).get((tie.area, tie.city, tie.basis), 1) for tie in ties]
    spoken = [len(table.on_subject.get((tie.city, f"area {tie.area}"), ())) for tie in ties]
    names = [(table.label("city", tie.city), table.label("area", tie.area), table.label("basis", tie.basis)) for tie in ties]
    labels = [
        f"<b>{plain(city)}: {plain(area)}</b><br>{basis.lower()}, {plural(tie.claims, 'claim')}<br>{support_words(n, on)}<br>Click to read"
        for (city, area, basis), tie, n, on in zip(names, ties, support, spoken, strict=True)
    ]
    colors = [style.city(table, tie.city) for tie in ties]
    facets = [pairs(city=tie.city, area=tie.area, basis=tie.basis) for tie in ties]
    figure.add_scatter(
        x=across, y=[places[tie.area] for tie in ties], mode="markers", hovertext=labels, hoverinfo="text",
        customdata=[carried(found) for found in facets],
        marker={
            "symbol": [BASIS_SYMBOLS[tie.basis] for tie in ties], "size": [15 if n > 1 else 10 for n in support],
            "opacity": [0.3 if tie.fades else 1 for tie in ties],
            "color": colors,
            "line": {"width": [2.5 if tie.basis == "mentioned" else 0 for tie in ties], "color": colors},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    return {
        "City": [city for city, _, _ in names],
        "Focus area": [area for _, area, _ in names],
        "Basis": [basis for _, _, basis in names],
        "Claims": [tie.claims for tie in ties],
        "Articles that say the same": support,
        "Articles on the subject": spoken,
        "facets": facets,
    }


@lru_cache(maxsize=4)
def _support(table: Table) -> Mapping[tuple[str, ...], int]:
    """How each mark is supported in the whole table, by area, city and basis."""
    return best_support(ties(table.distinct), ("area", "city", "basis"))


@lru_cache(maxsize=4)
def _anywhere(table: Table) -> frozenset[tuple[str, str]]:
    """The cities and areas that are tied in the whole table."""
    whole = ties(table.distinct)
    return frozenset(zip(whole["city"], whole["area"], strict=True))


def _silences(table: Table, figure: Drawing, style: Style, found: pd.DataFrame, columns: list[str], places: dict[str, float]) -> None:
    spoken = set(zip(found["city"], found["area"], strict=True))
    anywhere = _anywhere(table)
    silent = [(x, area, city) for area in places for x, city in enumerate(columns) if (city, area) not in spoken]
    figure.add_scatter(
        x=[x for x, _, _ in silent], y=[places[area] for _, area, _ in silent], mode="text", hoverinfo="text",
        text=["⋯" if (city, area) in anywhere else "–" for _, area, city in silent],
        hovertext=[f"{plain(table.label('city', c))}: {FILTERED if (c, a) in anywhere else SILENT}" for _, a, c in silent],
        textfont={"color": style.muted, "size": 14},
    )  # fmt: skip
