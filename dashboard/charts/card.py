"""The comparison as a picture: what the cities share, what each has alone, and where the articles are silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, ROOM, Frame, Rows, Sheet, Words
from dashboard.charts.grid import left_heads
from dashboard.charts.measure import fitted, joined
from dashboard.charts.style import STATUS_GLYPHS, Picture, Style, carried
from dashboard.table.compare import ANSWERS, Item, Line, Section, compare
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import all_of, plural, sentence_list

LINE, LEFT, TYPE = 18, 104, 13
_LISTS, _FEW = (12, 8, 6, 5, 4, 3, 2, 1), 3
"""How many names a cell may list: the most that still let the card stand on one screen; few only where type cannot be smaller."""
_ASPECTS = {"Focus areas": "focus_area", "Institutions": "institution", "Figures": "figure"}
_PLAN, _AREAS, _BODIES = "Part in the national plan", "Focus areas", "Institutions"
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
    points = _points(table, compare(table, claims, cities, selection.areas), cities)
    says = "this selection says" if selection.filtered or selection.lensed else "the articles say"
    shown = f"Under each city what {says} of it and of no other compared" if len(cities) > 1 else f"What {says}"
    statuses = table.package["claims"]["status"]
    legend = [f"{glyph} {statuses.label(key).lower()}" for key, glyph in STATUS_GLYPHS.items() if key != "in_place"]
    used = claims.loc[claims["city"].isin(cities), "article"]
    words = Words(
        finding(table, claims, selection), f"{shown}, the most often said first. {selection.words(table)}.",
        [*legend, "no mark: in place", "a/b: not the same in every city"], used,
    )  # fmt: skip
    sheet = Sheet(table, style, frame, words, LINE)
    smallest = min(frame.width, frame.height or ROOM) >= ROOM / 2
    sizes = [size for size in _LISTS if smallest or size >= _FEW]
    layouts = [_laid_out(table, points, cities, frame, sheet.room, longest) for longest in sizes]
    # Where no list is short enough for one screen, the longest that takes the fewest screens.
    worth = [layout for layout, size in zip(layouts, sizes, strict=True) if size >= _FEW]
    one = next((layout for layout in layouts if layout[0].pages == 1), None)
    down, starts, placed = one or min(worth, key=lambda layout: layout[0].pages)
    figure = Drawing()
    _write(figure, style, frame, starts, placed)
    left_heads(table, figure, style, frame, cities, LEFT)
    return sheet.picture(figure, down, LEFT, lambda: _marks(table, placed))


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


def _block(table: Table, point: Point, cities: Sequence[str], width: float, longest: int) -> Block:
    shared = _shared(table, point, cities, longest)
    alone = [_alone(point, city, cities, longest if len(cities) > 1 else 3 * longest) for city in cities]
    return Block(
        point.title,
        (shared, fitted(shared.words, TYPE, width - 10)) if shared.items else None,
        tuple((cell, fitted(cell.words, TYPE, width / len(cities) - 14)) for cell in alone),
    )


def _laid_out(
    table: Table, points: Sequence[Point], cities: Sequence[str], frame: Frame, room: float | None, longest: int
) -> tuple[Rows, dict[float, str], list[Placed]]:
    """Every section in its place, with the height where each begins; a section is never torn apart, but lists less where it must."""
    width = frame.width - LEFT - 12
    down, starts, placed = Rows(room), {}, []
    for point in points:
        sizes = [size for size in _LISTS if size <= longest]
        blocks = (_block(table, point, cities, width, size) for size in sizes)
        block = next((block for block in blocks if room is None or block.tall <= room), _block(table, point, cities, width, 1))
        top = down.row(block.tall) - block.tall / 2
        # A hair below its top, which may be rounded onto the page before.
        starts[top + 0.01] = point.title
        y = top + 0.3
        for cell, lines in filter(None, [block.shared]):
            placed.append(Placed(0, y + len(lines) / 2, lines, cell, point.title))
            y += len(lines) + 0.25
        placed += [Placed(x, y + len(lines) / 2, lines, cell, point.title) for x, (cell, lines) in enumerate(block.alone)]
    return down, starts, placed


def _write(figure: Drawing, style: Style, frame: Frame, starts: Mapping[float, str], placed: Sequence[Placed]) -> None:
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


@dataclass(frozen=True)
class Point:
    """What a section of the comparison says of each city, a thing once however often it is said, and how it answers for the rest."""

    title: str
    items: Mapping[str, Mapping[str, Item]]
    """City to the key of a thing to the thing, the most often said first."""
    answers: Mapping[str, str]


def _points(table: Table, sections: Sequence[Section], cities: Sequence[str]) -> list[Point]:
    """The sections of the card. An area is shared however each city is tied to it; a body counts where it is said to be there."""
    parts = {section.title: [line for line in section.lines if not line.denies] for section in sections}
    parts[_AREAS] = [*parts[_PLAN], *parts[_AREAS]]
    parts[_BODIES] = [line for line in parts[_BODIES] if ("relation", "in_city") in line.facets]
    found = []
    for title, lines in parts.items():
        if title not in _LEFT_OUT:
            items = {city: _merged(table, [item for line in lines for item in _marked(line, city)], title == _AREAS) for city in cities}
            found.append(Point(title, items, _answers(lines, cities)))
    return found


def _marked(line: Line, city: str) -> tuple[Item, ...]:
    """A line's things with the mark its title stands for: without it a target would look like a fact."""
    facets = dict(line.facets)
    stands = facets.get("stands") or ("announced" if facets.get("basis") == "assigned" else "")
    return tuple(replace(item, mark=item.mark or stands) for item in line.items[city])


def _merged(table: Table, items: Sequence[Item], areas: bool) -> dict[str, Item]:
    """Each thing once, with all its claims and the status that is furthest on."""
    order = list(table.package["claims"]["status"].words)
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.key, []).append(item)
    merged = []
    for key, same in groups.items():
        marks = sorted((item.mark for item in same if item.mark), key=order.index)
        facets = tuple(pair for pair in same[0].facets if all(pair in item.facets for item in same))
        label = table.label("area", key) if areas else same[0].label
        count = sum(item.count for item in same)
        merged.append(replace(same[0], label=label, mark=marks[0] if marks else "", count=count, facets=facets))
    return {item.key: item for item in sorted(merged, key=lambda item: -item.count)}


def _answers(lines: Sequence[Line], cities: Sequence[str]) -> dict[str, str]:
    """How the articles answer for a city of which nothing is said: what a filter hides before what nobody says."""
    told = {city: {line.answer(city) for line in lines} for city in cities}
    return {city: next((a for a in ("left_out", "silent", "nation") if a in answers), "silent") for city, answers in told.items()}


def _shared(table: Table, point: Point, cities: Sequence[str], longest: int) -> Cell:
    """What several cities have in common, group of cities by group, the largest first."""
    groups: dict[tuple[str, ...], list[tuple[Item, ...]]] = {}
    for key in dict.fromkeys(key for city in cities for key in point.items[city]):
        owners = tuple(city for city in cities if key in point.items[city])
        if len(owners) > 1:
            groups.setdefault(owners, []).append(tuple(point.items[city][key] for city in owners))
    told = []
    for owners in sorted(groups, key=len, reverse=True):
        every = all_of(len(cities)) if len(owners) == len(cities) else ""
        who = every or sentence_list([table.label("city", city) for city in owners])
        told.append(f"{who}: {_named(groups[owners], longest)}.")
    return Cell(tuple(cities), " ".join(told), tuple(item for found in groups.values() for items in found for item in items))


def _alone(point: Point, city: str, cities: Sequence[str], longest: int) -> Cell:
    """What is said of this city and of no other compared; else how the articles answer for it."""
    others = {key for other in cities if other != city for key in point.items[other]}
    alone = [item for key, item in point.items[city].items() if key not in others]
    if alone:
        return Cell((city,), _named([(item,) for item in alone], longest), tuple(alone))
    return Cell((city,), "nothing but what others share" if point.items[city] else ANSWERS[point.answers[city]])


def _named(things: Sequence[tuple[Item, ...]], longest: int) -> str:
    """Things by name, each with the mark of how far it has come in each of its cities; a long list says how much it leaves out."""
    told = [_thing(items) for items in things]
    cut = told if len(told) <= longest + 1 else told[:longest]
    return "; ".join(cut) + (f"; and {plural(len(told) - len(cut), 'other')}" if len(cut) < len(told) else "")


def _thing(items: tuple[Item, ...]) -> str:
    marks = dict.fromkeys(item.mark or "in_place" for item in items)
    mark = "" if set(marks) == {"in_place"} else "/".join(STATUS_GLYPHS[word] for word in marks)
    return (f"{mark}\N{NO-BREAK SPACE}" if mark else "") + items[0].label + (f": {items[0].detail}" if items[0].detail else "")


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
