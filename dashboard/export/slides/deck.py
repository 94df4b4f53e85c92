"""A deck of slides in the making: words, tables and charts, all of them native, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.style import Style
from dashboard.export.slides.grids import ABOVE, SIDE, Row, Spread
from dashboard.export.slides.texts import HANGING, Said, pitch, storable

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 30.0
"""A slide in points, 16 : 9, and the margin around what it shows."""
BODY = WIDTH - 2 * MARGIN
"""The width of what a slide shows, in points."""
LATIN, ASIAN = "Calibri", "Microsoft YaHei"
_LANGUAGE = "en-GB"
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without fills and rules."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Box:
    """A place on a slide in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def place(self) -> tuple[Pt, Pt, Pt, Pt]:
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


class Deck:
    """Slides of one size under one title."""

    def __init__(self, title: str, author: str, subject: str, moment: datetime, style: Style) -> None:
        self._deck: Any = Presentation()
        self._deck.slide_width, self._deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
        known = self._deck.core_properties
        known.title, known.author, known.subject = (storable(text)[:255] for text in (title, author, subject))
        known.last_modified_by, known.created, known.modified, known.revision = known.author, moment, moment, 1
        known.language, known.keywords, known.comments = _LANGUAGE, "", ""
        self._layout = _only_layout(self._deck)
        _dress(self._deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME), style)

    def slide(self, style: Style) -> Slide:
        """A new slide at the end, empty but for its title."""
        return Slide(self._deck.slides.add_slide(self._layout), style)

    def finished(self) -> bytes:
        """The deck as a file."""
        buffer = io.BytesIO()
        self._deck.save(buffer)
        return _undated(buffer)


class Slide:
    """One slide: everything on it has a name and words for those who do not see it."""

    def __init__(self, slide: Any, style: Style) -> None:
        self.shapes, self._slide, self._style = slide.shapes, slide, style
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = color(style.ground)

    def title(self, said: Said, size: float, box: Box) -> None:
        """The title, in the place that outlines and screen readers look for it."""
        shape = self.shapes.title
        shape.left, shape.top, shape.width, shape.height = box.place
        frame = _bare(shape.text_frame)
        frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        self._write(frame, [said], size)
        describe(shape, "Title", f"Title: {said.text}")

    def text(self, name: str, paragraphs: Sequence[Said], size: float, box: Box) -> None:
        """A box of text."""
        shape = self.shapes.add_textbox(*box.place)
        frame = _bare(shape.text_frame)
        frame.auto_size = MSO_AUTO_SIZE.NONE
        self._write(frame, paragraphs, size)
        describe(shape, name, f"{name}: {' '.join(one.text for one in paragraphs)}")

    def table(self, spread: Spread, page: int, left: float, top: float, words: str) -> None:
        """One page of a grid as a table below its head, as tall as it needs."""
        grid, rows = spread.grid, (spread.grid.head, *spread.pages[page])
        heights = spread.heights(page)
        frame = self.shapes.add_table(
            len(rows), len(grid.widths), Pt(left), Pt(top), Pt(sum(grid.widths)), Pt(sum(heights))
        )  # fmt: skip
        table = frame.table
        table.horz_banding, table.first_col = False, grid.labelled
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        for column, width in zip(table.columns, grid.widths, strict=True):
            column.width = Pt(width)
        for place, (line, row, height) in enumerate(zip(table.rows, rows, heights, strict=True)):
            line.height = Pt(height)
            self._line(list(line.cells), row, spread.size, head=place == 0)
        describe(frame, "Table", words)

    def notes(self, text: str) -> None:
        """What the speaker sees."""
        self._slide.notes_slide.notes_text_frame.text = storable(text)

    def _line(self, cells: list[Any], row: Row, size: float, head: bool) -> None:
        last = len(row.cells) - 1
        if len(cells) - 1 > last:
            cells[last].merge(cells[-1])
        for place, cell in enumerate(cells):
            cell.margin_left, cell.margin_right = Pt(SIDE if place else 0), Pt(SIDE)
            cell.margin_top = cell.margin_bottom = Pt(ABOVE)
            cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head or row.heading else MSO_ANCHOR.TOP
            self._write(cell.text_frame, row.cells[place] if place <= last else (), size)
            _ruled(cell, self._style.muted if head else self._style.line, 1.25 if head else 0.75)

    def _write(self, frame: Any, paragraphs: Sequence[Said], size: float) -> None:
        for place, said in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.line_spacing = Pt(pitch(size))
            if len(paragraphs) > 1:
                properties = paragraph._p.get_or_add_pPr()
                properties.set("marL", str(Pt(HANGING)))
                properties.set("indent", str(-Pt(HANGING)))
            for part in said.runs:
                run = paragraph.add_run()
                run.text = re.sub(r"[\t\r\n]+", " ", storable(part.text))
                font = run.font
                font.size, font.bold, font.italic = Pt(size), part.bold, part.italic or None
                font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
                font.color.rgb = color(part.color or self._style.ink)
        if not frame.text:
            _empty(frame.paragraphs[0], size)


def _empty(paragraph: Any, size: float) -> None:
    """Keep a paragraph without words as low as the others: PowerPoint takes 18 points for it."""
    paragraph.line_spacing = Pt(pitch(size))
    end = paragraph._p.makeelement(qn("a:endParaRPr"), {"lang": _LANGUAGE, "sz": str(round(size * 100))})
    paragraph._p.append(end)


def color(code: str) -> RGBColor:
    """``#16191D`` as PowerPoint takes it."""
    return RGBColor(*bytes.fromhex(code.removeprefix("#")))  # type: ignore[no-untyped-call]


def describe(shape: Any, name: str, words: str) -> None:
    """Name a shape for the selection pane and say it in words for screen readers."""
    shape.name = name
    shape._element.xpath(".//p:cNvPr")[0].set("descr", " ".join(storable(words).split()))


def _bare(frame: Any) -> Any:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    return frame


def _ruled(cell: Any, code: str, width: float) -> None:
    """Nothing around a cell but a rule below it."""
    properties = cell._tc.get_or_add_tcPr()
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for side in ("lnL", "lnR", "lnT"):
        properties.append(parse_xml(f'<a:{side} {space} w="0"><a:noFill/></a:{side}>'))
    fill = f'<a:solidFill><a:srgbClr val="{code.removeprefix("#")}"/></a:solidFill>'
    properties.append(parse_xml(f'<a:lnB {space} w="{Pt(width)}">{fill}</a:lnB>'))
    properties.append(parse_xml(f"<a:noFill {space}/>"))


def _only_layout(deck: Any) -> Any:
    """The layout with a title and nothing else; the others and the places for dates and numbers go."""
    layout = deck.slide_layouts.get_by_name("Title Only")
    for other in [one for one in deck.slide_layouts if one.name != layout.name]:
        deck.slide_layouts.remove(other)
    for owner in (deck.slide_master, layout):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.type.name not in ("TITLE", "BODY"):
                shape._element.getparent().remove(shape._element)
    title, body = deck.slide_master.placeholders
    title.left, title.top, title.width, title.height = Box(MARGIN, 22, WIDTH - 2 * MARGIN, 80).place
    body.left, body.top, body.width, body.height = Box(MARGIN, 120, WIDTH - 2 * MARGIN, 360).place
    looks = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    looks.set("algn", "l")
    looks.find(qn("a:defRPr")).set("sz", "2400")
    looks.find(qn("a:defRPr")).set("b", "1")
    package = deck.part.package
    for kind, owner in ((RELATIONSHIP_TYPE.THUMBNAIL, package), (RELATIONSHIP_TYPE.PRINTER_SETTINGS, deck.part)):
        for name in [key for key, link in owner._rels.items() if link.reltype == kind]:
            owner._rels.pop(name)
    return layout


ACCENTS = 6
"""How many colours of its own a theme of Office has room for."""


def _dress(part: Any, style: Style) -> None:
    """Give the theme our type and colours, so that what a presenter adds goes with it."""
    theme = parse_xml(part.blob)
    for fonts in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        fonts.find(qn("a:latin")).set("typeface", LATIN)
        fonts.find(qn("a:ea")).set("typeface", ASIAN)
    named = {"dk1": style.ink, "lt1": style.ground, "dk2": style.muted, "lt2": style.line, "hlink": style.ink, "folHlink": style.muted}
    named |= {f"accent{place}": code for place, code in enumerate(style.hubs[:ACCENTS], start=1)}
    for name, code in named.items():
        slot = next(theme.iter(qn(f"a:{name}")))
        slot.clear()
        slot.append(slot.makeelement(qn("a:srgbClr"), {"val": code.removeprefix("#")}))
    part._blob = serialize_part_xml(theme)


def _undated(buffer: io.BytesIO) -> bytes:
    """The same ZIP without the hour at which it was packed."""
    packed = io.BytesIO()
    with ZipFile(buffer) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return packed.getvalue()
