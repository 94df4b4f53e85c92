"""Figures and counts as charts on a slide: a length is a number, a year is none, and silence is no bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.charts.screens import Asked
from dashboard.charts.style import SILENT, STATUS_GLYPHS, Style
from dashboard.export.slides.bars import Bar, Chart, number_form, plot_width, right_edge
from dashboard.export.slides.content import Content, Key, Marks, absent, bracketed, heading, key_of, marked, matrix, unsaid
from dashboard.export.slides.deck import BODY
from dashboard.export.slides.grids import Grid, Row
from dashboard.export.slides.texts import Cell, said
from dashboard.table.gate import Axis, printed_currency, sort_figures
from dashboard.table.lenses import covering_words
from dashboard.table.load import Table
from dashboard.table.words import Record, amount, inside, period_words, plural, sentence_list

PRESENT = "in_place"
"""The status of a present fact: its bar alone is solid."""
NO_AXIS = "No figure of this selection may be set beside another."
_TOGETHER = 7
"""How many bars stand in one chart; a longer axis goes on in another of the same scale."""
_YEARS = (0.12, 0.16, 0.16, 0.56)
"""The shares of the columns of the years."""


def figures(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """Every axis the figures can share: a chart each, a table for years, which are no lengths."""
    style, selection = asked.style, asked.selection
    gate = sort_figures(table, selection.rows(table))
    lengths = [axis for axis in gate.axes if axis.unit != "year"]
    years = [axis for axis in gate.axes if axis.unit == "year"]
    return Content(
        "Figures of one measure, one unit and one boundary stand together, each group on a scale of its own.",
        tuple(_bar_words(table, lengths)),
        frozenset(article for axis in gate.axes for article in axis.figures["article"]),
        _years(table, style, years) if years else None,
        tuple(chart for axis in lengths for chart in _charts(table, style, axis)),
        NO_AXIS if len(gate.ledger) else absent(table, selection, "figure", "figure"),
    )


def _bar_words(table: Table, axes: Sequence[Axis]) -> list[str]:
    """How the bars look, by the status they stand for."""
    found = {status for axis in axes for status in axis.figures["status"]}
    looks = {status: "solid" if status == PRESENT else "hollow" for status in STATUS_GLYPHS if status in found}
    return [f"{look} bar: {table.label('status', status).lower()}" for status, look in looks.items()]


def _charts(table: Table, style: Style, axis: Axis) -> list[Chart]:
    """The figures of one axis as charts of one scale."""
    records = axis.figures.sort_values(["value", "claim_id"]).to_dict("records")
    several = axis.figures["measure"].nunique() > 1
    names = [_name(row, several) for row in records]
    told = [f"{amount(row)}{_after(table, row)}" for row in records]
    longest = right_edge([float(row["value"]) for row in records], told, plot_width(names, BODY))
    bars = [_bar(table, style, row) for row in records]
    found = []
    for start in range(0, len(records), _TOGETHER):
        part = slice(start, start + _TOGETHER)
        words = "; ".join(f"{name}: {words}" for name, words in zip(names[part], told[part], strict=True))
        series = ((_title(table, axis), tuple(bars[part])),)
        found.append(Chart(_title(table, axis), f"Bar chart. {_title(table, axis)}. {words}.", tuple(names[part]), series, longest=longest))
    return found


def _bar(table: Table, style: Style, row: Record) -> Bar:
    form = number_form(row, _after(table, row))
    return Bar(float(row["value"]), form, style.city(table, str(row["city"])), row["status"] == PRESENT, (str(row["claim_id"]),))


def _title(table: Table, axis: Axis) -> str:
    first, *others = dict.fromkeys(axis.figures["measure_name"])
    return f"{' and '.join([first, *map(inside, others)])}, figures of {table.label('boundary', axis.boundary)}"


def _name(row: Record, several: bool) -> str:
    return f"{row['city_name']}: {row['measure_name']}" if several else str(row["city_name"])


def _after(table: Table, row: Record) -> str:
    """What is said of a figure after its amount: when, how far it has come, how it was computed."""
    computed = "computed" if row["method"] == "derived" else ""
    parts = (period_words(str(row["period"])), table.label("status", str(row["status"])).lower(), computed)
    return "".join(f", {part}" for part in (*parts, printed_currency(table.claims, str(row["claim_id"]))) if part)


def _years(table: Table, style: Style, axes: Sequence[Axis]) -> Grid:
    lines: list[Row] = []
    for axis in axes:
        lines.append(heading(style, _title(table, axis)))
        for row in axis.figures.sort_values(["value", "claim_id"]).to_dict("records"):
            status = f"{STATUS_GLYPHS[row['status']]} {table.label('status', row['status']).lower()}"
            words = (amount(row), status, row["statement"])
            city: Cell = (said(str(row["city_name"]), style.city(table, row["city"]), bold=True),)
            lines.append(Row((city, *((said(str(text), claims=(row["claim_id"],)),) for text in words))))
    head = Row(tuple((said(title, style.muted, bold=True),) for title in ("City", "Year", "Status", "In words")))
    return Grid(tuple(share * BODY for share in _YEARS), head, tuple(lines), style.muted)


def coverage(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """What each article covers: its claims about each city."""
    articles = list(table.vocabularies["articles"].sort_values("published").index)
    shown = f"Claims of each article about each city. {covering_words()}"
    return _counts(table, asked, rows, shown, "article", articles)


def speakers(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """Who speaks of each city, by kind of speaker."""
    shown = "Claims by the kind of voice that makes them, which is not who prints them."
    return _counts(table, asked, rows, shown, "speaker_kind", list(table.package["claims"]["speaker_kind"].words))


def _counts(table: Table, asked: Asked, rows: pd.DataFrame, shown: str, column: str, values: Sequence[str]) -> Content:
    """Bars where every gap is silence; a table, which can say more, where the filters leave gaps of their own."""
    cities, drawn = asked.selection.columns(table), asked.selection.drawn(table)
    counted = _Counted(
        table, asked.style, column, values, cities,
        {key_of(row, "city", column): int(row["Claims"]) for row in rows.to_dict("records")},
        marked(drawn[(drawn["restates"] == "") & drawn["city"].isin(cities)], "city", column),
        frozenset(zip(table.distinct["city"], table.distinct[column], strict=True)),
    )  # fmt: skip
    if counted.drawable:
        legend = (f"no bar: {SILENT}",) if counted.gaps else ()
        return Content(shown, legend, counted.marks.articles, charts=(counted.chart(shown),))
    return Content(shown, tuple(bracketed(table, asked.selection)), counted.marks.articles, counted.grid())


@dataclass(frozen=True)
class _Counted:
    """How many claims there are of each value of a column about each city; ``anywhere`` are the places that hold any in the whole table."""

    table: Table
    style: Style
    column: str
    values: Sequence[str]
    cities: Sequence[str]
    sizes: Mapping[Key, int]
    marks: Marks
    anywhere: frozenset[Key]

    @property
    def gaps(self) -> set[Key]:
        """The places without a claim."""
        every: set[Key] = {(city, value) for city in self.cities for value in self.values}
        return every - set(self.sizes)

    @property
    def drawable(self) -> bool:
        """Whether a missing bar can mean one thing only: silence."""
        return bool(self.sizes) and not self.gaps & self.anywhere and not self.marks.fading

    @property
    def labels(self) -> list[str]:
        return [self.table.label(self.column, value) for value in self.values]

    def grid(self) -> Grid:
        """The counts as a table."""
        lines = [
            Row(((said(label),), *(self._cell((city, value)) for city in self.cities)))
            for value, label in zip(self.values, self.labels, strict=True)
        ]
        title = self.table.package["claims"][self.column].title
        return matrix(self.table, self.style, title, self.cities, lines, self.labels)

    def _cell(self, place: Key) -> Cell:
        if place not in self.sizes:
            return unsaid(self.style, place in self.anywhere)
        words, claims = plural(self.sizes[place], "claim"), self.marks.claims.get(place, ())
        faded = place in self.marks.fading
        return (said(f"({words})" if faded else words, self.style.muted if faded else "", claims=claims),)

    def chart(self, shown: str) -> Chart:
        """The counts as bars, a group for each value and a colour for each city."""
        bars = {
            place: Bar(size, "#,##0", self.style.city(self.table, place[0]), claims=self.marks.claims.get(place, ()))
            for place, size in self.sizes.items()
        }  # fmt: skip
        series = tuple((self.table.label("city", city), tuple(bars.get((city, value)) for value in self.values)) for city in self.cities)
        words = " ".join(f"{label}: {self._told(value)}." for value, label in zip(self.values, self.labels, strict=True))
        return Chart(shown, f"Column chart. {shown} {words}", tuple(self.labels), series, upright=True)

    def _told(self, value: str) -> str:
        """The bars of one group in words, and where there is none."""
        names = {city: self.table.label("city", city) for city in self.cities}
        counts = [f"{name} {self.sizes[city, value]}" for city, name in names.items() if (city, value) in self.sizes]
        silences = [name for city, name in names.items() if (city, value) not in self.sizes]
        return "; ".join(filter(None, [", ".join(counts), f"of {sentence_list(silences)} {SILENT}" if silences else ""]))
