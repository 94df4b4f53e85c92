"""A deck in the making: one clean layout in our type and colours, native shapes and tables, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dashboard.render.pptx_shapes import EMU, LANGUAGE, storable
from dashboard.render.theme import Theme

WIDTH, HEIGHT, MARGIN = 1920, 1080, 64
"""A slide in pixels, two of which are a point."""
LATIN, ASIAN = "Calibri", "Microsoft YaHei"
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without fills and rules."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_ACCENTS = 6
"""How many colours of its own a theme of Office has room for."""


@dataclass(frozen=True)
class TableCell:
    """What stands in a cell of a table."""

    text: str
    hue: str = "ink"
    bold: bool = False
    end: bool = False
    """Whether it stands at the right edge, as numbers do."""


class Deck:
    """Slides of one size under one title."""

    def __init__(self, title: str, author: str, subject: str, moment: datetime, theme: Theme) -> None:
        self._deck: Any = Presentation()
        self._deck.slide_width, self._deck.slide_height = Emu(WIDTH * EMU), Emu(HEIGHT * EMU)
        self._theme = theme
        known = self._deck.core_properties
        known.title, known.author, known.subject = (storable(text)[:255] for text in (title, author, subject))
        known.last_modified_by, known.created, known.modified, known.revision = known.author, moment, moment, 1
        known.language, known.keywords, known.comments = LANGUAGE, "", ""
        self._layout = _only_layout(self._deck)
        _dress(self._deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME), theme)

    def slide(self, shapes: Sequence[str], notes: str = "") -> Any:
        """A new slide at the end with shapes as PowerPoint writes them, the title among them, and what the speaker sees."""
        slide = self._deck.slides.add_slide(self._layout)
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = color(self._theme.ground)
        tree = slide.shapes._spTree
        for placeholder in list(slide.placeholders):
            tree.remove(placeholder._element)
        for shape in list(parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{''.join(shapes)}</p:spTree>")):
            tree.append(shape)
        if notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(map(storable, notes.splitlines()))
        return slide

    def table(
        self, slide: Any, rows: Sequence[Sequence[TableCell]], widths: Sequence[float], top: float, heights: Sequence[float], size: float,
        words: str,
    ) -> None:  # fmt: skip
        """Add a table to a slide; the first row is the head; widths, heights and font size in pixels."""
        place = (MARGIN, top, sum(widths), sum(heights))
        frame = slide.shapes.add_table(len(rows), len(widths), *(Emu(round(edge * EMU)) for edge in place))
        table = frame.table
        table.horz_banding, table.first_row = False, True
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(round(width * EMU))
        for number, (line, row, height) in enumerate(zip(table.rows, rows, heights, strict=True)):
            line.height = Emu(round(height * EMU))
            for cell, content in zip(line.cells, row, strict=True):
                self._cell(cell, content, size)
                _ruled(cell, self._theme.colour("ink" if number == 0 else "line"), 1 if number == 0 else 0.5)
        frame.name = "Table"
        frame._element.xpath(".//p:cNvPr")[0].set("descr", " ".join(storable(words).split()))

    def finished(self) -> bytes:
        """The deck as a file."""
        buffer = io.BytesIO()
        self._deck.save(buffer)
        return _undated(buffer)

    def _cell(self, cell: Any, content: TableCell, size: float) -> None:
        cell.margin_left, cell.margin_right = Pt(0), Pt(0 if content.end else 12)
        cell.margin_top = cell.margin_bottom = Pt(3)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if content.end else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = storable(content.text)
        run.font.size, run.font.bold, run.font.language_id = Pt(size / 2), content.bold, MSO_LANGUAGE_ID.ENGLISH_UK
        run.font.color.rgb = color(self._theme.colour(content.hue))


def color(code: str) -> RGBColor:
    """``#16191D`` as PowerPoint takes it."""
    return RGBColor(*bytes.fromhex(code.removeprefix("#")))  # type: ignore[no-untyped-call]


def _ruled(cell: Any, code: str, width: float) -> None:
    """Nothing around a cell but a rule below it."""
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT"):
        properties.append(parse_xml(f'<a:{side} {nsdecls("a")} w="0"><a:noFill/></a:{side}>'))
    fill = f'<a:solidFill><a:srgbClr val="{code.removeprefix("#")}"/></a:solidFill>'
    properties.append(parse_xml(f'<a:lnB {nsdecls("a")} w="{Pt(width)}">{fill}</a:lnB>'))
    properties.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


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
    for shape, top, tall in ((title, 40, 90), (body, 240, 720)):
        place = (MARGIN, top, WIDTH - 2 * MARGIN, tall)
        shape.left, shape.top, shape.width, shape.height = (Emu(edge * EMU) for edge in place)
    looks = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    looks.set("algn", "l")
    looks.find(qn("a:defRPr")).set("sz", "3000")
    looks.find(qn("a:defRPr")).set("b", "1")
    package = deck.part.package
    for kind, owner in ((RELATIONSHIP_TYPE.THUMBNAIL, package), (RELATIONSHIP_TYPE.PRINTER_SETTINGS, deck.part)):
        for name in [key for key, link in owner._rels.items() if link.reltype == kind]:
            owner._rels.pop(name)
    return layout


def _dress(part: Any, theme: Theme) -> None:
    """Set the fonts and colours of the theme, so that what a presenter adds matches."""
    document = parse_xml(part.blob)
    for fonts in document.iter(qn("a:majorFont"), qn("a:minorFont")):
        fonts.find(qn("a:latin")).set("typeface", LATIN)
        fonts.find(qn("a:ea")).set("typeface", ASIAN)
    named = {"dk1": theme.ink, "lt1": theme.ground, "dk2": theme.muted, "lt2": theme.slot, "hlink": theme.ink, "folHlink": theme.muted}
    hues = (*theme.hubs, *[theme.ink] * _ACCENTS)[:_ACCENTS]
    named |= {f"accent{place}": code for place, code in enumerate(hues, start=1)}
    for name, code in named.items():
        slot = next(document.iter(qn(f"a:{name}")))
        slot.clear()
        slot.append(slot.makeelement(qn("a:srgbClr"), {"val": code.removeprefix("#")}))
    part._blob = serialize_part_xml(document)


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
