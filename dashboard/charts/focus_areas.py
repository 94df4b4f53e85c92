"""City × focus area: which city is tied to what, the kind of tie in the shape of the mark."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import headlines
from dashboard.charts.style import (
    BASIS_GLYPHS,
    BASIS_SYMBOLS,
    FILTERED,
    SILENT,
    Picture,
    Style,
    carried,
    city_head,
    framed,
    margin_for,
    pairs,
    plain,
    sources,
)
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import plural

ROW = 25
_SHARED, _ALONE, _NATION = "Shared by several cities", "In one city alone", "Named for the nation only"


@dataclass(frozen=True)
class Pattern:
    """Areas in the order of the rows, each under the heading that says how it is spread over the cities."""

    headings: dict[str, list[str]]

    @property
    def areas(self) -> list[str]:
        return [area for areas in self.headings.values() for area in areas]


def pattern(table: Table, ties: pd.DataFrame, hubs: list[str]) -> Pattern:
    """Sort the areas of ``ties`` by how many hubs they are tied to, and by which."""
    tied = ties[ties["city"].isin(hubs)].groupby("area")["city"].agg(set).to_dict()
    order = {area: place for place, area in enumerate(table.vocabularies["areas"].index)}
    counts = {str(area): int(count) for area, count in ties["area"].value_counts().items()}

    def rank(area: str) -> tuple[int, list[bool], int, int]:
        found = tied.get(area, set())
        return -len(found), [hub not in found for hub in hubs], -counts[area], order[area]

    ranked = sorted(counts, key=rank)
    headings = {
        _SHARED: [area for area in ranked if len(tied.get(area, ())) > 1],
        _ALONE: [area for area in ranked if len(tied.get(area, ())) == 1],
        _NATION: [area for area in ranked if area not in tied],
    }
    return Pattern({title: areas for title, areas in headings.items() if areas})


def ties(rows: pd.DataFrame) -> pd.DataFrame:
    """The claims that tie a city to an area, restatements left out."""
    return rows[(rows["aspect"] == "focus_area") & (rows["restates"] == "")]


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style) -> Picture:
    """The matrix of the focus areas in ``rows``. ``rows`` is left as it is."""
    found = ties(rows)
    kept = found[~found["fades"]]
    columns = list(selection.columns(table))
    hubs = [city for city in columns if city in table.hubs]
    layout = pattern(table, found, hubs)
    places = _places(layout)
    figure = go.Figure()
    _silences(table, figure, style, found, columns, places)
    marks = _marks(table, figure, style, found, columns, places)
    headline = headlines.focus_areas(table, kept, hubs)
    shown = f"Focus areas by city. The shape says how an area is tied to the city. {selection.words(table)}."
    height = ROW * (len(places) + len(layout.headings)) or 3 * ROW
    left = margin_for(table.label("area", area) for area in places)
    framed(
        figure,
        style,
        headline,
        shown,
        sources(table, kept["article"]),
        height,
        left,
        _legend(table, selection.filtered or selection.lensed),
    )
    _axes(table, figure, style, columns, places, layout)
    return Picture(figure, headline, marks)


def _places(layout: Pattern) -> dict[str, int]:
    """The row of each area, a row being left for each heading."""
    places, row = {}, 0
    for areas in layout.headings.values():
        row += 1
        for area in areas:
            places[area] = row
            row += 1
    return places


def _legend(table: Table, filtered: bool) -> str:
    words = [f"{BASIS_GLYPHS[c.value]} {c.label.lower()}" for c in table.package["claims"]["basis"].categories]
    hidden = [f"⋯ {FILTERED}"] if filtered else []
    return "    ".join([*words, f"– {SILENT}", *hidden, "small: a single source"])


def _marks(table: Table, figure: go.Figure, style: Style, found: pd.DataFrame, columns: list[str], places: dict[str, int]) -> pd.DataFrame:
    counts = found.groupby(["area", "city", "basis"], sort=False).agg(claims=("claim_id", "size"), fades=("fades", "all")).reset_index()
    articles = ties(table.claims).groupby(["area", "city", "basis"])["article"].nunique().rename("articles")
    counts = counts.join(articles, on=["area", "city", "basis"]).fillna({"articles": 1})
    order = {word: place for place, word in enumerate(BASIS_SYMBOLS)}
    counts = counts.assign(row=counts["area"].map(places), rank=counts["basis"].map(order)).sort_values(["row", "city", "rank"])
    slot = counts.groupby(["area", "city"]).cumcount()
    many = counts.groupby(["area", "city"])["basis"].transform("size")
    spots = counts["city"].map({city: place for place, city in enumerate(columns)}).astype("float64")
    counts["x"] = spots + (slot - (many - 1) / 2) * 0.16
    labels = [
        f"<b>{plain(table.label('city', city))}: {plain(table.label('area', area))}</b><br>"
        f"{table.label('basis', basis).lower()}, {plural(claims, 'claim')}, {_support(n)}<br>Click to read"
        for city, area, basis, claims, n in counts[["city", "area", "basis", "claims", "articles"]].itertuples(index=False)
    ]
    colors = [style.city(city) for city in counts["city"]]
    told = zip(counts["city"], counts["area"], counts["basis"], strict=True)
    facets = [pairs(city=city, area=area, basis=basis) for city, area, basis in told]
    figure.add_scatter(
        x=counts["x"], y=counts["row"], mode="markers", hovertext=labels, hoverinfo="text",
        customdata=[carried(found) for found in facets],
        marker={
            "symbol": [BASIS_SYMBOLS[basis] for basis in counts["basis"]], "size": [15 if n > 1 else 10 for n in counts["articles"]],
            "opacity": [0.3 if fades else 1 for fades in counts["fades"]],
            "color": colors,
            "line": {"width": [2.5 if basis == "mentioned" else 0 for basis in counts["basis"]], "color": colors},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    return pd.DataFrame(
        {
            "City": [table.label("city", city) for city in counts["city"]],
            "Focus area": [table.label("area", area) for area in counts["area"]],
            "Basis": [table.label("basis", basis) for basis in counts["basis"]],
            "Claims": counts["claims"].to_numpy(),
            "Articles": counts["articles"].astype("int64").to_numpy(),
            "facets": facets,
        }
    )


def _support(articles: float) -> str:
    return "single source" if articles == 1 else f"{articles:.0f} articles"


def _silences(table: Table, figure: go.Figure, style: Style, found: pd.DataFrame, columns: list[str], places: dict[str, int]) -> None:
    spoken = set(zip(found["city"], found["area"], strict=True))
    whole = ties(table.claims)
    anywhere = set(zip(whole["city"], whole["area"], strict=True))
    silent = [(x, area, city) for area in places for x, city in enumerate(columns) if (city, area) not in spoken]
    figure.add_scatter(
        x=[x for x, _, _ in silent], y=[places[area] for _, area, _ in silent], mode="text", hoverinfo="text",
        text=["⋯" if (city, area) in anywhere else "–" for _, area, city in silent],
        hovertext=[f"{plain(table.label('city', c))}: {FILTERED if (c, a) in anywhere else SILENT}" for _, a, c in silent],
        textfont={"color": style.muted, "size": 14},
    )  # fmt: skip


def _axes(table: Table, figure: go.Figure, style: Style, columns: list[str], places: dict[str, int], layout: Pattern) -> None:
    last = max(places.values(), default=1) + 0.6
    names = [city_head(table, city, style) for city in columns]
    figure.update_xaxes(
        tickvals=list(range(len(columns))), ticktext=names, side="top", range=[-0.6, len(columns) - 0.4],
        showgrid=False, zeroline=False, fixedrange=True, tickfont={"size": 16}, ticklen=0,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(places.values()), ticktext=[plain(table.label("area", area)) for area in places],
        range=[last, -0.5], showgrid=False, zeroline=False, fixedrange=True, ticklen=0,
    )  # fmt: skip
    left = margin_for(table.label("area", area) for area in places)
    for title, areas in layout.headings.items():
        row = places[areas[0]] - 1
        figure.add_annotation(
            text=f"<b>{title}</b>", showarrow=False, xref="paper", x=0, xshift=10 - left, y=row, xanchor="left",
            font={"size": 13, "color": style.muted},
        )  # fmt: skip
        figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=row + 0.5, y1=row + 0.5, line={"color": style.line, "width": 1})
