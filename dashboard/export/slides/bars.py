"""Bar charts as PowerPoint draws them, with the numbers behind them: no two units, no bar where nothing is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.measure import width_of
from dashboard.charts.style import Style
from dashboard.export.sheets import Book, Column
from dashboard.export.slides.deck import Box, Slide, color, describe
from dashboard.export.slides.texts import WIDEST, clean, cut, widest
from dashboard.table.words import Record, amount, number_words

TYPE, HEADING, PITCH = 14, 26.0, 40.0
"""The type of a chart, the height of its title and of a bar with the space around it, in points."""
_LABELS, _LONGEST = 0.3, 0.72
"""The share of the width that names may take, and of the rest that the longest amount may take."""
_LITERAL = 200
_SCALES = {"trillion": ",,,,", "billion": ",,,", "million": ",,"}
_SPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@dataclass(frozen=True)
class Bar:
    """One bar: its value, how it is written, its colour, whether it is a present fact; the claims behind it."""

    value: float
    form: str
    color: str
    solid: bool = True
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart: its title, what it says in words, its categories, and for each series its bars, None where there is none.

    ``upright`` bars stand side by side; the others lie, one series alone, each with its amount beyond it, and
    ``longest`` is the value at the right edge.
    """

    title: str
    words: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Bar | None, ...]], ...]
    upright: bool = False
    longest: float | None = None

    @property
    def height(self) -> float:
        """How many points it needs when its bars lie."""
        return HEADING + PITCH * len(self.categories) + 6

    @property
    def claims(self) -> list[tuple[str, ...]]:
        """The claims behind each bar."""
        return [bar.claims for _, bars in self.series for bar in bars if bar and bar.claims]


def number_form(figure: Record, after: str) -> str:
    """The number format in which a spreadsheet says a figure as `amount` does, and then ``after``; the value stays whole."""
    told = amount(figure)
    number, _, scale = number_words(float(figure["value"]), 3 if figure["qualifier"] == "about" else 5).partition(" ")
    hedge, found, unit = told.partition(number)
    if figure["qualifier"] == "range" or not found:
        return _literal(told + after)
    decimals = len(number.partition(".")[2])
    digits = "#,##0" + ("." + "0" * decimals if decimals else "") + _SCALES.get(scale, "")
    return _literal(hedge) + digits + _literal(unit + after)


def _literal(text: str) -> str:
    """Text inside a number format, where a straight quotation mark would end it."""
    return f'"{_unquoted(text)}"' if text else ""


def _unquoted(text: str) -> str:
    """Text of a number format on one line, not longer than a format may be; its blanks at the ends stay."""
    plain = re.sub(r"\s", " ", text).replace('"', "”")
    return plain if len(plain) <= _LITERAL else f"{plain[:_LITERAL]}…"


def right_edge(values: Sequence[float], labels: Sequence[str], width: float) -> float:
    """The value at the right edge of an axis on which every bar has room for its label, ``width`` points long."""
    longest = max(values, default=0.0)
    rooms = [min(width_of(label, TYPE) * WIDEST[0] + 14, _LONGEST * width) / width for label in labels]
    return max([longest, *(value / (1 - room) for value, room in zip(values, rooms, strict=True))]) or 1.0


def plot_width(names: Sequence[str], width: float) -> float:
    """The width that is left for the bars beside their names."""
    return width - min(widest(names, TYPE) + 12, _LABELS * width)


def draw(slide: Slide, style: Style, chart: Chart, box: Box, created: datetime) -> None:
    """Draw a chart on a slide."""
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(map(clean, chart.categories))
    for name, bars in chart.series:
        data.add_series(clean(name), [bar.value if bar else None for bar in bars])
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if chart.upright else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *box.place, data)
    describe(frame, "Chart", chart.words)
    drawn: Any = frame.chart
    drawn.font.size, drawn.font.color.rgb = Pt(TYPE), color(style.ink)
    _axes(drawn, style, chart)
    _clear(drawn)
    for series, (_, bars) in zip(drawn.plots[0].series, chart.series, strict=True):
        _bars(series, bars, chart.upright, style)
    if chart.upright:
        _key(drawn)
    else:
        _heading(drawn, chart, box, style)
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, created))


def _axes(drawn: Any, style: Style, chart: Chart) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.visible, values.has_major_gridlines = False, False
    values.minimum_scale, values.maximum_scale = 0, chart.longest
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = color(style.muted)
    # The first stands at the top, as in a table.
    names.reverse_order = not chart.upright
    drawn.plots[0].gap_width, drawn.plots[0].overlap = (50, 0) if chart.upright else (70, 0)
    drawn.plots[0].vary_by_categories = False


def _bars(series: Any, bars: Sequence[Bar | None], upright: bool, style: Style) -> None:
    size = 12 if upright else TYPE
    series.invert_if_negative = False
    first = next((bar for bar in bars if bar), None)
    if first:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = color(first.color)
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = "#,##0", False
    labels.font.size, labels.font.color.rgb = Pt(size), color(style.ink)
    for place, bar in enumerate(bars):
        if bar and not upright:
            _one(series.points[place], bar, size, style)


def _one(point: Any, bar: Bar, size: float, style: Style) -> None:
    """Draw one bar its own way and write its amount beyond it."""
    shape = point.format
    if bar.solid:
        shape.fill.solid()
        shape.fill.fore_color.rgb = color(bar.color)
    else:
        shape.fill.background()
    shape.line.color.rgb, shape.line.width = color(bar.color), Pt(2)
    label = point.data_label
    label.font.size, label.font.color.rgb = Pt(size), color(style.ink)
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    element = label._dLbl
    element.txPr.bodyPr.set("wrap", "none")
    form = element.makeelement(qn("c:numFmt"), {"formatCode": bar.form, "sourceLinked": "0"})
    element.insert(1, form)


def _key(drawn: Any) -> None:
    """Which colour is which city, above the bars."""
    drawn.has_title, drawn.has_legend = False, True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False


def _heading(drawn: Any, chart: Chart, box: Box, style: Style) -> None:
    """The title at the top left, the bars below it, their names in a margin of the width they need."""
    drawn.has_legend, drawn.has_title = False, True
    frame = drawn.chart_title.text_frame
    frame.text = cut(chart.title, TYPE, box.width, 1, bold=True)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(TYPE), True, color(style.muted)
    title = drawn._chartSpace.find(f".//{qn('c:title')}")
    for empty in title.findall(qn("c:layout")):
        title.remove(empty)
    title.insert(1, _placed("", 0, 0))
    left, top = 1 - plot_width(chart.categories, box.width) / box.width, HEADING / box.height
    area = drawn._chartSpace.find(f".//{qn('c:plotArea')}")
    area.insert(0, _placed('<c:layoutTarget val="inner"/>', left, top, 1 - left, 1 - top))


def _placed(target: str, left: float, top: float, *size: float) -> Any:
    """A place inside a chart in shares of its width and height."""
    edges = "".join(f'<c:{side}Mode val="edge"/>' for side in ("x", "y"))
    numbers = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in zip("xywh", (left, top, *size), strict=False))
    return parse_xml(f"<c:layout {_SPACE}><c:manualLayout>{target}{edges}{numbers}</c:manualLayout></c:layout>")


def _clear(drawn: Any) -> None:
    """Let the ground of the slide show through."""
    space = drawn._chartSpace
    nothing = f"<c:spPr {_SPACE} {_DRAWING}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.find(qn("c:txPr")).addprevious(parse_xml(nothing))


def _workbook(chart: Chart, created: datetime) -> bytes:
    """The numbers of a chart and the claims behind them as the workbook that PowerPoint opens to edit them; text is never a formula."""
    book = Book(chart.title, "", chart.words, created, ())
    columns = [Column("", list(map(clean, chart.categories)))]
    for name, bars in chart.series:
        columns.append(Column(clean(name), [bar.value if bar else None for bar in bars], formats=[bar.form if bar else "" for bar in bars]))
    groups = zip(*(bars for _, bars in chart.series), strict=True)
    behind = [" ".join(key for bar in group if bar for key in bar.claims) for group in groups]
    book.table("Sheet1", [*columns, Column("Claims", behind)], "")
    return book.finished()
