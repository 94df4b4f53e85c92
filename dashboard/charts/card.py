"""The comparison as a picture: what the cities share, what each has alone, and where the articles are silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import headlines
from dashboard.charts.frame import FLOW, ROOM, Frame, Rows, Sheet, Words
from dashboard.charts.grid import left_heads
from dashboard.charts.measure import fitted, joined
from dashboard.charts.style import STATUS_GLYPHS, Picture, Style, carried
from dashboard.table.compare import ANSWERS, Item, Section, compare
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import plural, sentence_list

LINE, LEFT, TYPE = 18, 104, 13
_LISTS, _FEW = (12, 8, 6, 5, 4, 3, 2, 1), 3
"""How many names a cell may list: the most that still let the card stand on one screen; few only where type cannot be smaller."""
_ASPECTS = {"Focus areas": "focus_area", "Institutions": "institution", "Figures": "figure"}
_LEFT_OUT = ("Who says so",)


@dataclass(frozen=True)
class Cell:
    """What one section says of one city, or of several: the words, and the items behind them; without items it is silence."""

    cities: tuple[str, ...]
    words: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A cell of a section in its place: columns from the left, rows from the top, broken into lines."""

    x: float
    y: float
    lines: list[str]
    cell: Cell
    section: str


def finding(table: Table, claims: pd.DataFrame, selection: Selection) -> str:
    """The headline of the card, and of the table on the home screen."""
    return headlines.comparison(table, claims, selection.compared(table))


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """The comparison of the hubs selected on ``rows``, which is left as it is."""
    claims = rows[~rows["fades"]]
    cities = selection.compared(table)
    sections = [part for part in compare(table, claims, cities, selection.areas) if part.title not in _LEFT_OUT]
    shown = "Under each city what the articles say of it alone" if len(cities) > 1 else "What the articles say"
    statuses = table.package["claims"]["status"]
    legend = [f"{glyph} {statuses.label(key).lower()}" for key, glyph in STATUS_GLYPHS.items() if key != "in_place"]
    used = claims.loc[claims["city"].isin(cities), "article"]
    words = Words(
        finding(table, claims, selection), f"{shown}, the best supported first. {selection.words(table)}.",
        [*legend, "no mark: in place"], used,
    )  # fmt: skip
    sheet = Sheet(table, style, frame, words, LINE)
    smallest = min(frame.width, frame.height or ROOM) >= ROOM / 2
    sizes = [size for size in _LISTS if smallest or size >= _FEW]
    layouts = [_laid_out(table, sections, cities, frame, sheet.room, longest) for longest in sizes]
    # Where no list is short enough for one screen, the longest that takes the fewest screens.
    worth = [layout for layout, size in zip(layouts, sizes, strict=True) if size >= _FEW]
    one = next((layout for layout in layouts if layout[0].pages == 1), None)
    down, starts, placed = one or min(worth, key=lambda layout: layout[0].pages)
    figure = go.Figure()
    _write(figure, style, frame, starts, placed)
    left_heads(table, figure, style, frame, cities, LEFT)
    return sheet.picture(figure, down, LEFT, _marks(table, placed))


@dataclass(frozen=True)
class Block:
    """A section broken into lines: what several cities share across all columns, then a cell for each city."""

    title: str
    shared: tuple[Cell, list[str]] | None
    alone: tuple[tuple[Cell, list[str]], ...]

    @property
    def tall(self) -> float:
        """Its height in rows, air included."""
        common = len(self.shared[1]) + 0.25 if self.shared else 0
        return max(common + max(len(lines) for _, lines in self.alone), len(fitted(self.title, TYPE, LEFT - 20))) + 0.6


def _block(table: Table, section: Section, cities: Sequence[str], width: float, longest: int) -> Block:
    shared = _shared(table, section, cities, longest)
    alone = [_alone(section, city, cities, longest if len(cities) > 1 else 3 * longest) for city in cities]
    return Block(
        section.title,
        (shared, fitted(shared.words, TYPE, width - 10)) if shared.items else None,
        tuple((cell, fitted(cell.words, TYPE, width / len(cities) - 14)) for cell in alone),
    )


def _laid_out(
    table: Table, sections: Sequence[Section], cities: Sequence[str], frame: Frame, room: float | None, longest: int
) -> tuple[Rows, dict[float, str], list[Placed]]:
    """Every section in its place, with the height where each begins; a section is never torn apart, but lists less where it must."""
    width = frame.width - LEFT - 12
    down, starts, placed = Rows(room), {}, []
    for section in sections:
        sizes = [size for size in _LISTS if size <= longest]
        blocks = (_block(table, section, cities, width, size) for size in sizes)
        block = next((block for block in blocks if room is None or block.tall <= room), _block(table, section, cities, width, 1))
        top = down.row(block.tall) - block.tall / 2
        # A hair below its top, which may be rounded onto the page before.
        starts[top + 0.01] = section.title
        y = top + 0.3
        for cell, lines in filter(None, [block.shared]):
            placed.append(Placed(0, y + len(lines) / 2, lines, cell, section.title))
            y += len(lines) + 0.25
        placed += [Placed(x, y + len(lines) / 2, lines, cell, section.title) for x, (cell, lines) in enumerate(block.alone)]
    return down, starts, placed


def _write(figure: go.Figure, style: Style, frame: Frame, starts: Mapping[float, str], placed: Sequence[Placed]) -> None:
    width = frame.width - LEFT - 12
    for y, title in starts.items():
        figure.add_shape(type="line", xref="paper", x0=(12 - LEFT) / width, x1=1, y0=y, y1=y, line={"color": style.line, "width": 1})
        figure.add_annotation(
            text=f"<b>{joined(fitted(title, TYPE, LEFT - 20))}</b>", showarrow=False, xref="paper", x=0, xanchor="left", xshift=12 - LEFT,
            y=y, yanchor="top", yshift=-5, align="left", font={"size": TYPE, "color": style.muted},
        )  # fmt: skip
    figure.add_scatter(
        x=[cell.x for cell in placed], y=[cell.y for cell in placed], mode="text", textposition="middle right", cliponaxis=False,
        text=[joined(cell.lines) if cell.cell.items else f"<i>{joined(cell.lines)}</i>" for cell in placed],
        textfont={"size": TYPE, "color": [style.ink if cell.cell.items else style.muted for cell in placed]},
        customdata=[carried(_facets(cell)) for cell in placed], hoverinfo="skip",
    )  # fmt: skip


def _shared(table: Table, section: Section, cities: Sequence[str], longest: int) -> Cell:
    """What several cities have in common, group of cities by group, the largest first."""
    groups: dict[tuple[str, ...], dict[str, Item]] = {}
    for line in section.lines:
        for key, items in _by_key(line.items[city] for city in cities).items():
            owners = tuple(city for city in cities if any(item.city == city for item in items))
            if len(owners) > 1:
                groups.setdefault(owners, {}).setdefault(key, items[0])
    told = []
    for owners in sorted(groups, key=len, reverse=True):
        every = len(owners) == len(cities)
        who = ("All four" if len(cities) == 4 else "Both" if len(cities) == 2 else "All") if every else ""
        who = who or sentence_list([table.label("city", city) for city in owners])
        told.append(f"{who}: {_named(list(groups[owners].values()), longest, marks=False)}.")
    return Cell(tuple(cities), " ".join(told), tuple(item for found in groups.values() for item in found.values()))


def _by_key(parts: Iterable[tuple[Item, ...]]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for part in parts:
        for item in part:
            found.setdefault(item.key, []).append(item)
    return found


def _alone(section: Section, city: str, cities: Sequence[str], longest: int) -> Cell:
    """What the section says of this city and of no other compared; else how the articles answer for it."""
    others = {(line.title, item.key) for line in section.lines for other in cities if other != city for item in line.items[other]}
    mine = [(line, item) for line in section.lines for item in line.items[city]]
    alone = {item.key: item for line, item in mine if (line.title, item.key) not in others and not line.denies}
    if alone:
        return Cell((city,), _named(list(alone.values()), longest), tuple(alone.values()))
    if mine:
        return Cell((city,), "nothing but what others share" if len(cities) > 1 else ANSWERS["none"])
    answers = {line.answer(city) for line in section.lines}
    order = ("left_out", "silent", "nation")
    return Cell((city,), ANSWERS[next((answer for answer in order if answer in answers), "silent")])


def _named(items: list[Item], longest: int, marks: bool = True) -> str:
    """The names, the best supported first, each with the mark of what is not yet in place; a long list says how much it leaves out."""
    told = [_item(item, STATUS_GLYPHS if marks else {}) for item in items]
    cut = told if len(told) <= longest + 1 else told[:longest]
    return "; ".join(cut) + (f"; and {plural(len(told) - len(cut), 'other')}" if len(cut) < len(told) else "")


def _item(item: Item, glyphs: Mapping[str, str]) -> str:
    mark = "" if item.mark == "in_place" else glyphs.get(item.mark, "")
    return (f"{mark} " if mark else "") + item.label + (f": {item.detail}" if item.detail else "")


def _facets(placed: Placed) -> tuple[tuple[str, str], ...]:
    """What narrows the evidence to a cell: a city and the aspect of its section; nothing for several cities or for silence."""
    cell = placed.cell
    if len(cell.cities) > 1 or not cell.items:
        return ()
    if len(cell.items) == 1:
        return cell.items[0].facets
    return (("city", cell.cities[0]), *((("aspect", _ASPECTS[placed.section]),) if placed.section in _ASPECTS else ()))


def _marks(table: Table, placed: Sequence[Placed]) -> pd.DataFrame:
    rows = [
        {
            "City": sentence_list([table.label("city", city) for city in cell.cell.cities]),
            "Point": cell.section,
            "What the articles say": cell.cell.words,
            "facets": _facets(cell),
        }
        for cell in placed
    ]
    return pd.DataFrame(rows, columns=["City", "Point", "What the articles say", "facets"])
