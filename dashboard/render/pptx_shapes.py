"""A scene's items as PowerPoint writes them: rectangles, lines and texts that can be edited, each with a name and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from dashboard.render.scene import Line, Rect, Text
from dashboard.render.theme import Theme, mixed

LANGUAGE = "en-GB"
EMU = 6350
"""How many of PowerPoint's units a pixel of a frame 1920 wide is: half a point."""
ABOVE, BELOW = 1988 / 2048, 512 / 2048
"""How far a line of Calibri reaches above and below its baseline, in ems: its own leading lies above it."""
_LINE = ABOVE + BELOW
_FADED, _HOLLOW, _ROOM = 0.45, 0.4, 1.02
_WHOLE = 100_000
_NARROWER = {400: 0.02, 600: 0.038, 700: 0.058}
"""By how much Calibri is narrower than the type of the scene, on the average of each weight."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_WIDE_HATCH, _FINE_HATCH, _FINE, _BROKEN, _DOTS = "wdUpDiag", "dkUpDiag", 18, "sysDash", "dotGrid"

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


@dataclass(frozen=True)
class Words:
    """Lines of one paragraph: the first of its texts says how and where, and ``pitch`` is from one baseline to the next."""

    first: Text
    lines: tuple[str, ...]
    pitch: float
    followed: bool = False
    """Whether others go on in the same line right after them."""

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.lines)

    @property
    def box(self) -> Box:
        """The room its lines take in Calibri, rather more than less."""
        one = self.first
        wide = max(Text(0, 0, line, one.size, weight=one.weight).width for line in self.lines) * _ROOM
        left = one.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[one.anchor]
        top = one.y - ABOVE * one.size
        return left, top, left + wide, top + self.height

    @property
    def height(self) -> float:
        """How tall they are."""
        return self.first.size * _LINE + (len(self.lines) - 1) * self.pitch


@dataclass(frozen=True)
class NamedShape:
    """What a shape is called in the selection pane and how it is read aloud; without words it is its text, or decoration."""

    name: str
    words: str = ""


class Pen:
    """Writes shapes in a theme, numbered one after the other; ``faded`` draws what a lens leaves out."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._numbers = theme, count(2)
        self.faded = False

    def rect(self, item: Rect, named: NamedShape, label: Words | None = None) -> str:
        """A rectangle in its ink, with its text."""
        outlined = item.ink in ("announced", "target", "forecast")
        inset = item.stroke / 2 if outlined else 0
        wide, tall = max(item.width - 2 * inset, 0.1), max(item.height - 2 * inset, 0.1)
        box = (item.x + inset, item.y + inset, item.x + inset + wide, item.y + inset + tall)
        share = min(round(item.radius / min(wide, tall) * _WHOLE), _WHOLE // 2)
        shape = (
            f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst>'
            if share
            else '<a:prstGeom prst="rect"><a:avLst/>'
        )
        looks = (
            f"{_frame(box)}{shape}</a:prstGeom>{self._fill(item.ink, item.hue, min(wide, tall) < _FINE)}{self._outline(item, item.stroke)}"
        )
        body = self._body(label, *_insets(label, box)) if label else ""
        head = self._head(named, plain=any(map(str.isalnum, label.text if label else "")))
        return f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{looks}</p:spPr>{body}</p:sp>"

    def line(self, item: Line, named: NamedShape) -> str:
        """A straight line as a connector."""
        box = (min(item.x1, item.x2), min(item.y1, item.y2), max(item.x1, item.x2), max(item.y1, item.y2))
        turned = ' flipV="1"' if (item.x2 - item.x1) * (item.y2 - item.y1) < 0 else ""
        dash = '<a:prstDash val="dash"/>' if item.dashed else ""
        stroke = f'<a:ln w="{_emu(item.width)}" cap="flat">{self._solid(self._colour(item.hue))}{dash}</a:ln>'
        looks = f'{_frame(box, turned)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{stroke}'
        return f"<p:cxnSp><p:nvCxnSpPr>{self._head(named)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{looks}</p:spPr></p:cxnSp>"

    def words(self, words: Words, named: NamedShape) -> str:
        """A paragraph as a box of text, as wide as its lines."""
        looks = f'{_frame(words.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        head = f'<p:nvSpPr>{self._head(named, plain=True)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        # Chinese type is taller above its baseline than Calibri, and about as deep below it.
        anchor = "b" if any(map(_wide, words.text)) else "t"
        return f"<p:sp>{head}<p:spPr>{looks}</p:spPr>{self._body(words, (0, 0, 0, 0), anchor)}</p:sp>"

    def title(self, words: Words) -> str:
        """A paragraph in the place for the title, where outlines and screen readers look for it."""
        head = f'<p:nvSpPr>{self._head(NamedShape("Title"), plain=True)}<p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        return f"<p:sp>{head}<p:spPr>{_frame(words.box)}</p:spPr>{self._body(words, (0, 0, 0, 0), 't')}</p:sp>"

    def group(self, shapes: Sequence[str], box: Box, named: NamedShape) -> str:
        """Shapes that are moved together."""
        x, y, wide, tall = _place(box)
        ends = f'<a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{tall}"/><a:chOff x="{x}" y="{y}"/><a:chExt cx="{wide}" cy="{tall}"/>'
        head = f"<p:nvGrpSpPr>{self._head(named)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{ends}</a:xfrm></p:grpSpPr>"
        return f"<p:grpSp>{head}{''.join(shapes)}</p:grpSp>"

    def _head(self, named: NamedShape, plain: bool = False) -> str:
        name = f'<p:cNvPr id="{next(self._numbers)}" name={attribute(named.name)}'
        if named.words:
            return f"{name} descr={attribute(named.words)}/>"
        return f"{name}/>" if plain else f"{name}>{_DECORATIVE}</p:cNvPr>"

    def _colour(self, hue: str, pale: bool = False) -> str:
        colour = self._theme.tint(hue) if pale else self._theme.colour(hue)
        # A transparent pattern is drawn solid by some programs, so what is faded is mixed with the ground.
        return mixed(colour, self._theme.ground, _FADED) if self.faded else colour

    def _solid(self, colour: str) -> str:
        return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'

    def _inside(self, hue: str) -> str:
        """What a hollow letter is filled with."""
        # LibreOffice draws a letter's outline only around white; elsewhere its filling is all that is seen, and must not vanish.
        white = self._theme.ground.upper() == "#FFFFFF"
        return self._theme.ground if white else mixed(self._colour(hue), self._theme.ground, _HOLLOW)

    def _fill(self, ink: str, hue: str, fine: bool = False, inside: str = "") -> str:
        ground = inside or self._theme.ground
        if ink in ("announced", "hidden"):
            # LibreOffice joins the dots to a grid: pale, so that words stand out from it.
            lines = self._colour("quiet" if ink == "hidden" else hue)
            ends = ((mark, colour.removeprefix("#")) for mark, colour in (("fg", lines), ("bg", ground)))
            colours = "".join(f'<a:{mark}Clr><a:srgbClr val="{colour}"/></a:{mark}Clr>' for mark, colour in ends)
            pattern = _DOTS if ink == "hidden" else _FINE_HATCH if fine else _WIDE_HATCH
            return f'<a:pattFill prst="{pattern}">{colours}</a:pattFill>'
        if ink in ("target", "forecast"):
            return self._solid(ground)
        return self._solid(self._colour(hue, pale=ink == "claimed"))

    def _outline(self, item: Rect | Text, stroke: float) -> str:
        if item.ink not in ("announced", "target", "forecast"):
            return "" if isinstance(item, Text) else "<a:ln><a:noFill/></a:ln>"
        # A letter is hollow at most: stripes and gaps would make one digit look like another.
        dash = f'<a:prstDash val="{_BROKEN}"/>' if item.ink == "forecast" and isinstance(item, Rect) else ""
        return f'<a:ln w="{_emu(stroke)}">{self._solid(self._colour(item.hue))}{dash}</a:ln>'

    def _body(self, words: Words, insets: tuple[float, float, float, float], anchor: str) -> str:
        one = words.first
        left, top, right, bottom = map(_emu, insets)
        around = f'wrap="none" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" rtlCol="0" anchor="{anchor}"'
        aligned = {"start": "l", "middle": "ctr", "end": "r"}[one.anchor]
        spaced = f'<a:lnSpc><a:spcPct val="{round(words.pitch / (one.size * _LINE) * _WHOLE)}"/></a:lnSpc>' if len(words.lines) > 1 else ""
        paragraph = f'<a:pPr marL="0" indent="0" algn="{aligned}">{spaced}<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
        ink = "target" if one.ink in ("announced", "forecast") else one.ink
        paint = self._outline(one, max(1.8, one.size / 22)) + self._fill(ink, one.hue, inside=self._inside(one.hue))
        size = f'sz="{round(one.size * 50)}" b="{int(one.weight >= 600)}"'
        if words.followed:
            # Letters a little apart, or the gap to what goes on would be wider than those between words.
            size += f' spc="{round(50 * one.width * _NARROWER.get(one.weight, 0) / len(one.words))}"'
        runs = [f"<a:r><a:rPr {_language(line)} {size}>{paint}</a:rPr><a:t>{escape(storable(line))}</a:t></a:r>" for line in words.lines]
        broken = f'<a:br><a:rPr lang="{LANGUAGE}" {size}/></a:br>'
        frame = f"<a:bodyPr {around}><a:noAutofit/></a:bodyPr><a:lstStyle/>"
        return f"<p:txBody>{frame}<a:p>{paragraph}{broken.join(runs)}</a:p></p:txBody>"


def storable(text: object) -> str:
    """Text on one line without the characters XML cannot hold."""
    return re.sub(r"[\t\r\n]+", " ", _UNFIT.sub("", str(text)))


def attribute(text: str) -> str:
    """Text as the value of an attribute, in quotation marks."""
    return quoteattr(" ".join(storable(text).split()))


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _language(line: str) -> str:
    return f'lang="zh-CN" altLang="{LANGUAGE}"' if any(map(_wide, line)) else f'lang="{LANGUAGE}"'


def _emu(pixels: float) -> int:
    return round(pixels * EMU)


def _place(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = map(_emu, box)
    return left, top, max(right - left, 0), max(bottom - top, 0)


def _frame(box: Box, turned: str = "") -> str:
    x, y, wide, tall = _place(box)
    return f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'


def _insets(words: Words, box: Box) -> tuple[tuple[float, float, float, float], str]:
    """The margins that put words in the middle of a box to where they stand, none of them below nothing."""
    one, (left, top, right, bottom) = words.first, box
    down = 2 * (words.box[1] + words.height / 2) - top - bottom
    along = {"start": one.x - left, "middle": 2 * one.x - left - right, "end": right - one.x}[one.anchor]
    sides = (max(along, 0), max(-along, 0)) if one.anchor == "middle" else (along, 0) if one.anchor == "start" else (0, along)
    return (max(sides[0], 0), max(down, 0), max(sides[1], 0), max(-down, 0)), "ctr"
