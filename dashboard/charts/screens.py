"""Pictures as they are shown: one as tall as it needs on a page, or as many screens of a fixed size as it takes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from dashboard.charts import CHARTS, card
from dashboard.charts.drawing import scaled
from dashboard.charts.frame import FLOW, Cramped, Frame, scales
from dashboard.charts.markup import kept
from dashboard.charts.style import Picture, Style
from dashboard.table.load import Table
from dashboard.table.problems import shown
from dashboard.table.selection import Selection

SIZES = {"wide": (1920, 1080), "classic": (1440, 1080), "square": (1080, 1080)}
"""The frames of the Present screen: name to pixels."""

CLAIMS = "claims"
"""What is no picture and can be taken away as one: the claims of a selection."""

LONGEST_HEADLINE = 160
"""How many characters a presenter's own headline may have."""
_SIDES = (320, 4000)

HOMES = {"compare": "", CLAIMS: "evidence", "coverage": "sources", "speakers": "sources", "silence": "sources"}
"""The screen a picture stands on, where that has another name."""


def home(picture: str) -> str:
    """The address of the screen a picture stands on."""
    return HOMES.get(picture, picture)


def asked_size(text: str) -> tuple[int, int] | None:
    """A size as it is written, ``1920x1080``, in pixels; None for no text. Raises ValueError with a sentence for anything else."""
    if not text:
        return None
    width, _, height = text.partition("x")
    sides = [int(side) if side.isdecimal() and len(side) < 6 else 0 for side in (width, height)]
    if not all(_SIDES[0] <= side <= _SIDES[1] for side in sides):
        raise ValueError(f"{shown(text)} is no size. Write 1920x1080: pixels, each side from {_SIDES[0]} to {_SIDES[1]}.")
    return sides[0], sides[1]


@dataclass(frozen=True)
class Asked:
    """Which picture is wanted: of what, how it looks, and in which frame; no size is as tall as it needs.

    ``headline`` is the presenter's own; ``link`` is where the picture is found again.
    """

    picture: str
    selection: Selection
    style: Style
    size: tuple[int, int] | None = None
    headline: str = ""
    link: str = ""


def screens(table: Table, asked: Asked) -> Picture:
    """The picture with a figure a screen, in pixels of the size asked for: type as large as still fits one screen."""
    return _screens(table, asked, date.today())


def finding(table: Table, asked: Asked) -> str:
    """The computed headline of a picture; that of the comparison without the work of drawing its card."""
    if asked.picture == "compare":
        return card.finding(table, asked.selection.distinct(table), asked.selection)
    return screens(table, asked).headline


@kept
def _screens(table: Table, asked: Asked, _day: date) -> Picture:
    if asked.size is None:
        return _drawn(table, asked, replace(FLOW, headline=asked.headline, link=asked.link))
    for scale, small in scales(*asked.size):
        with suppress(Cramped):
            times, found = scale, _drawn(table, asked, replace(small, headline=asked.headline, link=asked.link))
            break
    width, height = asked.size
    figures = [scaled(figure, times) for figure in found.figures]
    for figure in figures:
        figure["layout"] |= {"width": width, "height": height}
    return replace(found, figures=tuple(figures))


def _drawn(table: Table, asked: Asked, frame: Frame) -> Picture:
    selection = asked.selection
    return CHARTS[asked.picture](table, selection.pictured(table), selection, asked.style, frame)
