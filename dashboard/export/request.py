"""A request for a picture (what, of which selection, in which theme and size), and the picture, scene, SVG and figure made from it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from dashboard.charts.markup import cached
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
from dashboard.table.problems import quoted
from dashboard.table.selection import Query, Selection

SIZES = SHAPES
"""The frames of the Present screen: name to pixels."""
USUAL, WHOLE = SIZES["wide"], "whole"

CLAIMS = "claims"
"""The name under which the claims of a selection are exported, beside the names of pictures."""

LONGEST_HEADLINE = 160
"""The most characters of a presenter's own headline."""
_SIDES = (320, 4000)

HOMES = {
    "overview": "",
    **dict.fromkeys(("skyline", "strips", "voices", "silence", "rests-on"), "sources"),
    CLAIMS: "evidence",
}
"""The screen of a picture, where it has another name than the picture."""


def home(picture: str) -> str:
    """The path of the screen of a picture."""
    return HOMES.get(picture, picture)


def read_size(text: str) -> tuple[int, int] | None:
    """Parse a size such as ``1920x1080`` to (width, height) in pixels; None for ``whole``; 1920 × 1080 for an empty text.

    Raises ValueError with a sentence for the reader.
    """
    if text in ("", WHOLE):
        return USUAL if not text else None
    width, _, height = text.partition("x")
    sides = [int(side) if side.isdecimal() and len(side) < 6 else 0 for side in (width, height)]
    if not all(_SIDES[0] <= side <= _SIDES[1] for side in sides):
        low, high = _SIDES
        raise ValueError(
            f"{quoted(text)} is no size. Write 1920x1080: pixels, each side from {low} to {high}; or {WHOLE}, as tall as it needs."
        )
    return sides[0], sides[1]


@dataclass(frozen=True)
class ExportRequest:
    """A request for a picture of a selection, in a theme and a size in pixels; with ``size`` None it is as tall as it needs.

    ``headline`` is the presenter's own, empty for the finding; ``link`` is the short link printed with the picture; ``arranged`` is the
    arrangement of a picture in `ARRANGED`, and the default one for any other.
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
        """The selection and the arrangement as parameters of the address."""
        return (*self.selection.query(), *self.arranged.query())

    @property
    def frame(self) -> Frame:
        """The frame in which it is laid out."""
        return Frame(float(self.size[0]), float(self.size[1])) if self.size else Frame(float(USUAL[0]), whole=True)


def linked(table: Table, site: str, request: ExportRequest) -> str:
    """The short link to a picture; empty when the address of the app (``site``) is unknown."""
    return short(table, site, request.picture, request.selection, PICTURES, request.arranged.query())


def picture(table: Table, request: ExportRequest) -> Picture:
    """The model of the requested picture; a presenter's headline is marked as such, and the finding moves to the subtitle."""
    model = _model(table, request.picture, request.selection.only_filters(), date.today(), request.arranged)
    if request.headline:
        below = f"Headline by the presenter. {table.package.title} finds: {model.headline}. {model.subtitle}"
        model = replace(model, headline=request.headline, subtitle=below)
    if request.link:
        model = replace(model, sources=replace(model.sources, data=f"{model.sources.data}, {request.link}"))
    return model


@cached
def _model(table: Table, name: str, selection: Selection, today: date, arranged: Arrangement) -> Picture:
    return picture_of(name, table, selection, today, arranged)


@cached
def placed(table: Table, request: ExportRequest, _day: date) -> Scene:
    """The scene of the picture; cached, for one day as the model depends on the date."""
    return compose(picture(table, request), request.frame)


def drawn(table: Table, request: ExportRequest) -> str:
    """The picture as an SVG file with its fonts embedded."""
    return svg.draw(placed(table, request, date.today()), THEMES[request.theme], font_css())


def figure(table: Table, request: ExportRequest) -> str:
    """The picture as a Plotly figure in JSON."""
    words = {word.value: word.label.lower() for word in table.package["claims"]["status"].categories}
    return json.dumps(plotly.draw(placed(table, request, date.today()), THEMES[request.theme], words), ensure_ascii=False)
