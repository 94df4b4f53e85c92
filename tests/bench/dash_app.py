"""The same pictures and rows as a Dash app: what one would build instead of this app, and as well as one would.

It draws with this project's own functions, so what is compared is the way a selection reaches the screen. Each screen has one callback:
one request a change. It has no export, no citations, no links in its table and none of the prose of the sources: less than the app sends.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from dash import Dash, Input, Output, State, ctx, dcc, html
from flask import Flask

from dashboard.pictures import PICTURES, picture_of
from dashboard.pictures.model import Picture
from dashboard.render import data_table, plotly
from dashboard.render.layout import Frame, compose
from dashboard.render.theme import LIGHT
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import FILTERS, Selection, read_query, values

_SOURCES = ("skyline", "strips", "voices", "silence", "rests-on")
SCREENS = {"focus-areas": ("focus-areas",), "sources": tuple(name for name in _SOURCES if name in PICTURES)}
"""The screens that are compared, and the pictures on each."""

WIDTH = 1080
"""How wide a picture is, in pixels."""

REMEMBER = "TECH_HUBS_BENCH_REMEMBER"
"""Set, it gives the Dash app the memory for pictures that is one of the app's own levers."""

_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "showSendToCloud": False}


def serve(data: str = "") -> Flask:
    """The server for gunicorn; ``data`` is a folder, or empty for the released table."""
    table = load(Path(data) if data else released())
    server = Flask(__name__)
    for name, pictures in SCREENS.items():
        _screen(server, table, name, pictures)
    return server


def _screen(server: Flask, table: Table, name: str, pictures: tuple[str, ...]) -> None:
    app = Dash(__name__, server=server, url_base_pathname=f"/{name}/", title="Tech Hubs", update_title=None)  # type: ignore[arg-type]
    app.layout = html.Div([dcc.Location(id="address", refresh=False), _sidebar(), html.Main([html.P(id="said"), *map(_place, pictures)])])
    charts = [Output(f"{picture}-chart", "figure") for picture in pictures]
    rows = [Output(f"{picture}-rows", "children") for picture in pictures]
    options = [Output(filter_, "options") for filter_ in FILTERS]
    chosen = [Output(filter_, "value") for filter_ in FILTERS]
    inputs = [Input("address", "pathname"), *(Input(filter_, "value") for filter_ in FILTERS)]

    @app.callback(
        [*charts, *rows, *options, *chosen, Output("said", "children"), Output("address", "search")], inputs, State("address", "search")
    )
    def show(_page: str, *given: object) -> list[object]:
        *picked, search = given
        selection = _asked(table, str(search or "")) if ctx.triggered_id in (None, "address") else _picked(picked)
        drawn = [_drawn(table, picture, selection) for picture in pictures]
        query = urlencode(selection.query())
        return [
            *(figure for _, figure in drawn),
            *(_rows(found) for found, _ in drawn),
            *(_options(table, selection, filter_) for filter_ in FILTERS),
            *(list(selection.chosen(filter_)) for filter_ in FILTERS),
            selection.words(table),
            f"?{query}" if query else "",
        ]


def _drawn(table: Table, name: str, selection: Selection) -> tuple[Picture, plotly.Figure]:
    """A picture drawn when it is asked for, as one writes a callback; remembered only where the environment says so."""
    return (_remembered if os.environ.get(REMEMBER) else _made)(table, name, selection)


def _made(table: Table, name: str, selection: Selection) -> tuple[Picture, plotly.Figure]:
    picture = picture_of(name, table, selection)
    statuses = {word.value: word.label.lower() for word in table.package["claims"]["status"].categories}
    return picture, plotly.draw(compose(picture, Frame(WIDTH)), LIGHT, statuses)


_remembered = lru_cache(maxsize=256)(_made)


def _sidebar() -> html.Aside:
    return html.Aside([html.Label([each.label, dcc.Dropdown(id=name, multi=True, placeholder="All")]) for name, each in FILTERS.items()])


def _place(picture: str) -> html.Section:
    table = html.Details([html.Summary("The same marks as a table"), html.Table(id=f"{picture}-rows")])
    return html.Section([dcc.Graph(id=f"{picture}-chart", config=_CONFIG), table])


def _asked(table: Table, search: str) -> Selection:
    return read_query(table, parse_qsl(search.removeprefix("?")))[0].only_filters()


def _picked(picked: list[object]) -> Selection:
    return Selection(**{name: tuple(value or ()) for name, value in zip(FILTERS, picked, strict=True)})  # type: ignore[arg-type]


def _options(table: Table, selection: Selection, name: str) -> list[dict[str, str]]:
    counts = selection.counts(table, name)
    known = [
        value for value in values(table, FILTERS[name].column) if counts.get(value) or value in selection.chosen(name) or name != "areas"
    ]
    return [{"label": f"{table.label(FILTERS[name].column, value)} ({counts.get(value, 0)})", "value": value} for value in known]


def _rows(picture: Picture) -> list[html.Tr]:
    lines = [html.Tr([html.Td(str(cell)) for cell in row.cells]) for row in data_table.rows(picture)]
    return [html.Tr([html.Th(head) for head in data_table.heads(picture)]), *lines]
