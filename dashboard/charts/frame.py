"""The frame around a picture: finding, filters, legend and sources inside it, and its marks page by page where it has a fixed size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.measure import fitted, joined, width_of
from dashboard.charts.style import FONT, Figure, Picture, Style
from dashboard.table.load import Table
from dashboard.table.words import period_words

ROOM = 1080
"""The shorter side, in pixels, of the frame in which no type is smaller than `SMALLEST_IN_ROOM`."""
SMALLEST_IN_ROOM = 24
HEADS = 30
_PAD = 12
_ONCE = 1
"""The revision of a figure's data. Without one, `Plotly.react` takes equal data for new and draws it again."""
_ROOMY = 0.4
_SCALES = (3.2, 2.7, 2.3, 2.0)
OWN = "Headline by the presenter. What Tech Hubs finds: "


@dataclass(frozen=True)
class Frame:
    """Where a picture is shown: its width and height in pixels, or as tall as it needs; type is never smaller than 12.

    ``headline`` is the presenter's own, empty for the computed one; ``link`` is where the picture is found again.
    """

    width: float
    height: float | None = None
    headline: str = ""
    link: str = ""
    roomy: bool = False
    """Whether a picture is refused (`Cramped`) that does not stand on one page: smaller type is tried then."""


class Cramped(Exception):
    """A picture leaves its marks too little room, or needs more than the one page it is given."""


FLOW = Frame(960)
"""A picture on a page: as tall as it needs."""


@dataclass(frozen=True)
class Words:
    """What a picture says beside its marks: the finding, what is shown, the legend in words, the articles drawn from."""

    headline: str
    shown: str
    legend: Sequence[str]
    articles: Iterable[str]


def sources(table: Table, articles: Iterable[str], link: str = "") -> str:
    """The source line: every article used by its short name and date, the version of the data, where it is found."""
    used = set(articles)
    known = table.vocabularies["articles"].sort_values("published")
    named = [f"{table.label('article', str(key))}, {period_words(str(when))}" for key, when in known["published"].items() if key in used]
    return f"Sources: {'; '.join(named) or 'none'}. Tech Hubs, data {table.package.version}{f', {link}' if link else ''}."


@dataclass
class Rows:
    """Gives marks their place down a picture, and turns the page where the frame is full. A row is the unit of height."""

    room: float | None
    """How many rows a page holds; None when there is but one page."""
    page: int = 0
    down: float = 0.0
    title: str = ""
    headed: float = 0.0
    """Where the heading of this page stands."""
    headings: dict[float, str] = field(default_factory=dict)
    """Height of the middle of a heading's row to its words."""

    def heading(self, title: str, keep: float = 1.0) -> None:
        """Put a heading, with at least ``keep`` rows below it on the same page."""
        if self._full(1 + keep):
            self.page, self.down = self.page + 1, 0.0
        self.title = title
        self._put(title)

    def row(self, height: float = 1.0) -> float:
        """The middle of the next row; on a new page, below the heading again, when it no longer fits."""
        if self._full(height):
            self.turn()
        self.down += height
        return self._at(self.down - height / 2)

    def gap(self, height: float) -> None:
        """Leave some height empty, but never at the top of a page."""
        self.down += height if self.down else 0

    def columns(self, count: int) -> list[Rows]:
        """Columns that start here side by side and turn their pages on their own, under the same headings."""
        return [replace(self) for _ in range(count)]

    def join(self, columns: Sequence[Rows]) -> None:
        """Go on below the longest of the columns."""
        self.page, self.down = max((column.page, column.down) for column in columns)

    @property
    def pages(self) -> int:
        return self.page + 1

    @property
    def bottom(self) -> float:
        """The height of all that has been placed."""
        return self._at(self.down)

    def _at(self, down: float) -> float:
        return self.page * (self.room or 0) + down

    def _put(self, words: str) -> None:
        self.headed = self._at(self.down + 0.5)
        self.headings.setdefault(self.headed, words)
        self.down += 1

    def _full(self, height: float) -> bool:
        # A row taller than a page is placed all the same at the top of one.
        return self.room is not None and self.down > (1.0 if self.title else 0.0) and self.down + height > self.room + 1e-9

    def turn(self) -> None:
        """To the next page, its heading said again; the one left behind says that it goes on."""
        self.page, self.down = self.page + 1, 0.0
        if self.title:
            self.headings[self.headed] = self.headings[self.headed].removesuffix(" …") + " …"
            self._put(f"{self.title}, continued")


class Sheet:
    """A picture in the making: its frame, its words broken into lines, and the room they leave for the marks."""

    def __init__(self, table: Table, style: Style, frame: Frame, words: Words, row: float) -> None:
        self.style, self.frame, self.words, self.row = style, frame, words, row
        inner = frame.width - 2 * _PAD
        title, lines = _title(frame.headline or words.headline, frame, inner)
        below = fitted((f"{OWN}{words.headline}. " if frame.headline else "") + words.shown, 14, inner)
        self._blocks = [
            (lines, title, style.ink, True),
            (below, 14, style.muted, False),
            (_legend_lines(words.legend, inner), 14, style.ink, False),
        ]
        self._source = fitted(sources(table, words.articles, frame.link), 12, inner - (80 if frame.height else 0))
        self.head = 10 + sum(_height(lines, size) for lines, size, *_ in self._blocks) + HEADS
        self.foot = 10 + _height(self._source, 12) + 4
        if frame.roomy and frame.height and frame.height - self.head - self.foot < frame.height * _ROOMY:
            raise Cramped

    @property
    def room(self) -> float | None:
        """How many rows fit on one page of the frame."""
        if self.frame.height is None:
            return None
        return max((self.frame.height - self.head - self.foot) / self.row, 3.0)

    def picture(self, drawing: Drawing, rows: Rows, left: float, told: Callable[[], pd.DataFrame]) -> Picture:
        """The drawing, its y axis counting rows from the top, dressed and cut into pages; ``left``: the width of the labels, in pixels.

        ``told`` makes the rows of the picture.
        """
        if self.frame.roomy and rows.pages > 1:
            raise Cramped
        drawing.update_yaxes(autorange=False)
        pages = [self._page(drawing, rows, left, page) for page in range(rows.pages)]
        return Picture(tuple(pages), self.words.headline, told)

    def _page(self, drawing: Drawing, rows: Rows, left: float, page: int) -> Figure:
        room = self.room
        low, high = (0.0, max(rows.bottom, 1.0)) if room is None else (page * room, (page + 1) * room)
        cut = drawing if rows.pages == 1 else drawing.window(low, high)
        style, height = self.style, self.frame.height or self.head + high * self.row + self.foot
        font = {"family": FONT, "size": 14, "color": style.ink}
        cut.update_layout(
            width=round(self.frame.width), height=round(height), autosize=False, showlegend=False,
            margin={"l": left, "r": _PAD, "t": self.head, "b": self.foot, "pad": 4, "autoexpand": False},
            paper_bgcolor=style.ground, plot_bgcolor=style.ground, font=font,
            hoverlabel={"bgcolor": style.ground, "bordercolor": style.line, "font": font}, datarevision=_ONCE,
        )  # fmt: skip
        cut.update_yaxes(range=[high, low])
        self._write(cut, left, f"{page + 1} of {rows.pages}" if rows.pages > 1 else "")
        return cut.figure()

    def _write(self, drawing: Drawing, left: float, part: str) -> None:
        place = {"showarrow": False, "xref": "paper", "yref": "paper", "yanchor": "top"}
        at = {**place, "align": "left", "x": 0, "xanchor": "left", "xshift": _PAD - left}
        above = self.head - 10
        for lines, size, color, bold in self._blocks:
            if any(lines):
                text = joined(lines)
                drawing.add_annotation(
                    text=f"<b>{text}</b>" if bold else text, font={"size": size, "color": color}, y=1, yshift=above, **at
                )  # fmt: skip
                above -= _height(lines, size)
        drawing.add_annotation(text=joined(self._source), font={"size": 12, "color": self.style.muted}, y=0, yshift=-8, **at)
        if part:
            right = {**place, "x": 1, "xanchor": "right", "align": "right"}
            drawing.add_annotation(text=f"<b>{part}</b>", font={"size": 14, "color": self.style.ink}, y=0, yshift=-6, **right)


def _title(words: str, frame: Frame, width: float) -> tuple[int, list[str]]:
    """The headline in lines and its type: large, unless it is long and the frame is not."""
    sizes = (19,) if frame.height is None else (22, 19, 17)
    for size in sizes:
        lines = fitted(words, size * 1.06, width)
        if len(lines) <= 2:
            break
    return size, lines


def _height(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * 1.3 + size * 0.35 if any(lines) else 0.0


def _legend_lines(parts: Sequence[str], width: float) -> list[str]:
    """The parts of a legend in lines; no part is broken."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}    {part}" if lines[-1] else part
        if lines[-1] and width_of(longer, 14) > width:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def scales(width: int, height: int) -> list[tuple[float, Frame]]:
    """The frames to try for a picture of ``width`` × ``height`` pixels, the one with the largest type first."""
    unit = min(width, height) / ROOM
    return [(scale * unit, Frame(width / (scale * unit), height / (scale * unit), roomy=scale != _SCALES[-1])) for scale in _SCALES]
