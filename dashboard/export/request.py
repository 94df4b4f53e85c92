"""Which picture is wanted, of what, how it looks and in which frame; and the picture made so."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from dashboard.charts.markup import kept
from dashboard.pictures import PICTURES, picture_of
from dashboard.pictures.model import Picture
from dashboard.render import plotly, svg
from dashboard.render.fonts import font_css
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.scene import Scene
from dashboard.render.theme import THEMES
from dashboard.table.dimensions import USUAL as USUAL_ARRANGEMENT
from dashboard.table.dimensions import Arrangement
from dashboard.table.load import Table
from dashboard.table.permalink import short
from dashboard.table.problems import shown
from dashboard.table.selection import Query, Selection

SIZES = SHAPES
"""The frames of the Present screen: name to pixels."""
USUAL, WHOLE = SIZES["wide"], "whole"

CLAIMS = "claims"
"""What is no picture and can be taken away as one: the claims of a selection."""

LONGEST_HEADLINE = 160
"""How many characters a presenter's own headline may have."""
_SIDES = (320, 4000)

HOMES = {
    "overview": "",
    **dict.fromkeys(("skyline", "strips", "voices", "silence", "rests-on"), "sources"),
    CLAIMS: "evidence",
}
"""The screen a picture stands on, where that has another name."""


def home(picture: str) -> str:
    """The address of the screen a picture stands on."""
    return HOMES.get(picture, picture)


def asked_size(text: str) -> tuple[int, int] | None:
    """A size as it is written, ``1920x1080``, in pixels; None for ``whole``; 1920 × 1080 for no text.

    Raises ValueError with a sentence for anything else.
    """
    if text in ("", WHOLE):
        return USUAL if not text else None
    width, _, height = text.partition("x")
    sides = [int(side) if side.isdecimal() and len(side) < 6 else 0 for side in (width, height)]
    if not all(_SIDES[0] <= side <= _SIDES[1] for side in sides):
        low, high = _SIDES
        raise ValueError(
            f"{shown(text)} is no size. Write 1920x1080: pixels, each side from {low} to {high}; or {WHOLE}, as tall as it needs."
        )
    return sides[0], sides[1]


@dataclass(frozen=True)
class Asked:
    """Which picture is wanted: of what, in which theme and in which frame; without a size it is as tall as it needs.

    ``headline`` is the presenter's own; ``link`` is where the picture is found again; ``arranged`` is how its claims stand,
    as usual for a picture that is not one of `ARRANGED`.
    """

    picture: str
    selection: Selection
    theme: str = "light"
    size: tuple[int, int] | None = USUAL
    headline: str = ""
    link: str = ""
    arranged: Arrangement = USUAL_ARRANGEMENT

    @property
    def query(self) -> Query:
        """The selection and, of a picture that a reader arranges, the arrangement, as parameters of the address."""
        return (*self.selection.query(), *self.arranged.query())

    @property
    def frame(self) -> Frame:
        """Where it is drawn."""
        return Frame(float(self.size[0]), float(self.size[1])) if self.size else Frame(float(USUAL[0]), whole=True)


def linked(table: Table, site: str, asked: Asked) -> str:
    """The short link to what is asked for; empty when nobody says where the app is found (``site``)."""
    return short(table, site, asked.picture, asked.selection, PICTURES, asked.arranged.query())


def picture(table: Table, asked: Asked) -> Picture:
    """The model of the picture asked for; a presenter's own headline is marked as such, and the finding stays below it."""
    found = _model(table, asked.picture, asked.selection.only_filters(), date.today(), asked.arranged)
    if asked.headline:
        below = f"Headline by the presenter. {table.package.title} finds: {found.headline}. {found.subtitle}"
        found = replace(found, headline=asked.headline, subtitle=below)
    if asked.link:
        found = replace(found, sources=replace(found.sources, data=f"{found.sources.data}, {asked.link}"))
    return found


@kept
def _model(table: Table, name: str, selection: Selection, today: date, arranged: Arrangement) -> Picture:
    return picture_of(name, table, selection, today, arranged)


@kept
def placed(table: Table, asked: Asked, _day: date) -> Scene:
    """The picture placed in its frame."""
    return compose(picture(table, asked), asked.frame)


def drawn(table: Table, asked: Asked) -> str:
    """The picture as an SVG file that carries its type."""
    return svg.draw(placed(table, asked, date.today()), THEMES[asked.theme], font_css())


def figure(table: Table, asked: Asked) -> str:
    """The picture as a Plotly figure in JSON, for whoever goes on with it in Python, R or JavaScript."""
    words = {word.value: word.label.lower() for word in table.package["claims"]["status"].categories}
    return json.dumps(plotly.draw(placed(table, asked, date.today()), THEMES[asked.theme], words), ensure_ascii=False)
