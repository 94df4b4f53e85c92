"""Pictures as slides one can edit: real tables and charts, the claims behind them in the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dashboard.charts.frame import OWN, sources
from dashboard.charts.screens import SIZES, Asked, screens
from dashboard.charts.style import Style
from dashboard.export.slides import amounts, lists, points
from dashboard.export.slides.bars import Chart, draw
from dashboard.export.slides.content import Content
from dashboard.export.slides.deck import BODY, HEIGHT, MARGIN, Box, Deck, Slide
from dashboard.export.slides.grids import Spread, spread
from dashboard.export.slides.notes import notes
from dashboard.export.slides.texts import CALIBRI, Run, Said, broken, cut, pitch, said
from dashboard.table.load import Table
from dashboard.table.release import read_release

CONTENTS = {
    "compare": points.comparison,
    "focus-areas": lists.focus_areas,
    "institutions": lists.institutions,
    "figures": amounts.figures,
    "targets": lists.targets,
    "coverage": amounts.coverage,
    "speakers": amounts.speakers,
    "silence": points.silence,
}
"""What each picture becomes on slides."""

_TITLES, _SHORT, _LONGEST, _ROOM = (28, 24, 22, 20, 18), 2, 4, " (10\u00a0of\u00a010)"
"""The type of a title, how many lines large type may take, how many lines any words may take, and the number of a slide."""
_TOP, _BOTTOM, _GAP, _UNDER = 20.0, 16.0, 10.0, 4.0
_BESIDE, _SOURCE, _NOTHING = 14.0, 12.0, 20.0
_LEGEND = " · "


def pptx_bytes(table: Table, asked: Sequence[Asked], paragraphs: Path | None = None) -> bytes:
    """The pictures asked for as one deck, 16 : 9 whatever their size, each on as many slides as it takes.

    ``paragraphs`` is the folder of the reader's own copies of the articles, whose words then stand in the notes.
    The same call gives the same bytes.
    """
    release, first = read_release(table.package), asked[0]
    title = f"{table.package.title}: {first.selection.words(table)}"
    deck = Deck(title, ", ".join(release.authors), release.named, release.moment, first.style)
    for each in asked:
        _add(deck, table, each, release.moment, paragraphs)
    return deck.finished()


def _add(deck: Deck, table: Table, asked: Asked, created: datetime, paragraphs: Path | None) -> None:
    """Put one picture on as many slides as it takes."""
    # The card lists as many names as its frame holds, and a slide is a wide frame.
    picture = screens(table, replace(asked, size=SIZES["wide"] if asked.picture == "compare" else None))
    content = CONTENTS[asked.picture](table, asked, picture.rows)
    words = _Words(table, asked, content, picture.headline)
    parts = _parts(content, words.body.height)
    for number, part in enumerate(parts, start=1):
        slide = deck.slide(asked.style)
        words.write(slide, f" ({number}\u00a0of\u00a0{len(parts)})" if len(parts) > 1 else "")
        _draw(slide, asked.style, content, part, words.body, created)
        slide.notes(notes(table, part.claims, (picture.headline, words.shown), asked.link, paragraphs))


@dataclass(frozen=True)
class _Block:
    """Words in their place on a slide."""

    name: str
    words: Said
    size: float
    box: Box


class _Words:
    """What stands around the marks: the title, what is shown, the legend, the sources, and the room they leave."""

    def __init__(self, table: Table, asked: Asked, content: Content, finding: str) -> None:
        self._style = asked.style
        own = f"{OWN}{finding}. " if asked.headline else ""
        self.shown = f"{own}{content.shown} {asked.selection.words(table)}."
        self._title = _title(asked.headline or finding)
        self._blocks: list[_Block] = []
        top = self._title.box.bottom + _UNDER
        legend = _LEGEND.join(content.legend) if content.charts or content.grid else ""
        for name, text, color in (("What is shown", self.shown, asked.style.muted), ("Legend", legend, "")):
            if text:
                self._blocks.append(_block(name, text, _BESIDE, color, top))
                top = self._blocks[-1].box.bottom
        source = _block("Source line", sources(table, content.articles, asked.link), _SOURCE, asked.style.muted, 0)
        foot = HEIGHT - _BOTTOM - source.box.height
        self._blocks.append(replace(source, box=replace(source.box, top=foot)))
        self.body = Box(MARGIN, top + _GAP, BODY, foot - top - 2 * _GAP)

    def write(self, slide: Slide, part: str) -> None:
        """Write the words on a slide; ``part`` says which of several it is."""
        runs = (*self._title.words.runs, *((Run(part, self._style.muted),) if part else ()))
        slide.title(Said(runs), self._title.size, self._title.box)
        for block in self._blocks:
            slide.text(block.name, [block.words], block.size, block.box)


def _title(words: str) -> _Block:
    """The title: large, unless it is long."""
    title = said(cut(words, _TITLES[-1], BODY, _LONGEST, bold=True), bold=True)
    # As long as Calibri makes it, and the number of the slide; where other type is wider, the title shrinks to its box.
    counts = {size: len(broken(said(f"{title.text}{_ROOM}", bold=True), size, BODY, CALIBRI)) for size in _TITLES}
    size = next((size for size in _TITLES if counts[size] <= _SHORT), _TITLES[-2])
    return _Block("Title", title, size, Box(MARGIN, _TOP, BODY, pitch(size) * counts[size]))


def _block(name: str, text: str, size: float, color: str, top: float) -> _Block:
    words = said(cut(text, size, BODY, _LONGEST), color)
    return _Block(name, words, size, Box(MARGIN, top, BODY, pitch(size) * len(broken(words, size, BODY))))


@dataclass(frozen=True)
class _Part:
    """What one slide shows: charts one below the other, and under them a page of a grid."""

    charts: tuple[Chart, ...] = ()
    spread: Spread | None = None
    page: int = 0

    @property
    def claims(self) -> list[tuple[str, ...]]:
        """The claims behind each mark."""
        rows = self.spread.pages[self.page] if self.spread else ()
        return [mark for chart in self.charts for mark in chart.claims] + [mark for row in rows for mark in row.claims]


def _parts(content: Content, room: float) -> list[_Part]:
    """The slides a picture takes: one where everything fits, else charts before the grid."""
    stacks: list[list[Chart]] = []
    left = 0.0
    for chart in content.charts:
        need = room if chart.upright else chart.height + _GAP
        if need > left:
            stacks.append([])
            left = room
        stacks[-1].append(chart)
        left -= need
    charts = [_Part(tuple(stack)) for stack in stacks]
    if content.grid is None:
        return charts or [_Part()]
    if len(stacks) == 1:
        together = spread(content.grid, left)
        if len(together.pages) == 1 and together.grid.height(together.pages[0], together.size) <= left:
            return [_Part(tuple(stacks[0]), together)]
    pages = spread(content.grid, room)
    return [*charts, *(_Part((), pages, page) for page in range(len(pages.pages)))]


def _draw(slide: Slide, style: Style, content: Content, part: _Part, body: Box, created: datetime) -> None:
    """Draw what a slide shows in its body, from the top."""
    top = body.top
    for chart in part.charts:
        height = body.height if chart.upright else chart.height
        draw(slide, style, chart, Box(body.left, top, body.width, height), created)
        top += height + _GAP
    if part.spread:
        heads = ", ".join(cell[0].text for cell in part.spread.grid.head.cells)
        slide.table(part.spread, part.page, body.left, top, f"Table with the columns {heads}. {content.shown}")
    if not part.charts and not part.spread:
        words = said(content.nothing, style.muted)
        slide.text("Nothing to show", [words], _NOTHING, replace(body, height=pitch(_NOTHING) * 2))
