"""The same charts and rows as a Dash app: what one would build instead of this app, and as well as one would.

It draws with this project's own functions, so what is compared is the way a selection reaches the screen. Each screen has one callback:
one request a change. It has no export, no citations, no links in its table and none of the prose of the sources: less than the app sends.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pandas as pd
from dash import Dash, Input, Output, State, ctx, dcc, html
from dashboard.charts.screens import Asked, screens
from flask import Flask

from dashboard.charts import CHARTS
from dashboard.charts.style import LIGHT, Picture
from dashboard.controls.sidebar import TITLES
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import FILTERS, Selection, read_query, values

SCREENS = {"focus-areas": ("focus-areas",), "sources": ("silence", "coverage", "speakers")}
"""The screens that are compared, and the pictures on each."""

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
    app.layout = html.Div([dcc.Location(id="address", refresh=False), _sidebar(), html.Main([_place(picture) for picture in pictures])])
    charts = [Output(f"{picture}-chart", "figure") for picture in pictures]
    rows = [Output(f"{picture}-rows", "children") for picture in pictures]
    options = [Output(filter_, "options") for filter_ in FILTERS]
    chosen = [Output(filter_, "value") for filter_ in FILTERS]
    inputs = [Input("address", "pathname"), *(Input(filter_, "value") for filter_ in FILTERS)]

    @app.callback([*charts, *rows, *options, *chosen, Output("address", "search")], inputs, State("address", "search"))
    def show(_page: str, *given: object) -> list[object]:
        *picked, search = given
        selection = _asked(table, str(search or "")) if ctx.triggered_id in (None, "address") else _picked(picked)
        drawn = [_drawn(table, picture, selection) for picture in pictures]
        query = urlencode(selection.query())
        return [
            *(each.figure for each in drawn),
            *(_rows(each.rows) for each in drawn),
            *(_options(table, selection, filter_) for filter_ in FILTERS),
            *(list(selection.chosen(filter_)) for filter_ in FILTERS),
            f"?{query}" if query else "",
        ]


def _drawn(table: Table, picture: str, selection: Selection) -> Picture:
    """A picture drawn when it is asked for, as one writes a callback; remembered only where the environment says so."""
    if os.environ.get(REMEMBER):
        return screens(table, Asked(picture, selection, LIGHT))
    return CHARTS[picture](table, selection.pictured(table), selection, LIGHT)


def _sidebar() -> html.Aside:
    return html.Aside([html.Label([title, dcc.Dropdown(id=name, multi=True, placeholder="All")]) for name, title in TITLES.items()])


def _place(picture: str) -> html.Section:
    table = html.Details([html.Summary("The same marks as a table"), html.Table(id=f"{picture}-rows")])
    return html.Section([dcc.Graph(id=f"{picture}-chart", config=_CONFIG), table])


def _asked(table: Table, search: str) -> Selection:
    return read_query(table, parse_qsl(search.removeprefix("?")))[0].only_filters()


def _picked(picked: list[object]) -> Selection:
    return Selection(**{name: tuple(value or ()) for name, value in zip(FILTERS, picked, strict=True)})  # type: ignore[arg-type]


def _options(table: Table, selection: Selection, name: str) -> list[dict[str, str]]:
    counts = selection.counts(table, name)
    known = [value for value in values(table, FILTERS[name]) if counts.get(value) or value in selection.chosen(name) or name != "areas"]
    return [{"label": f"{table.label(FILTERS[name], value)} ({counts.get(value, 0)})", "value": value} for value in known]


def _rows(rows: pd.DataFrame) -> list[html.Tr]:
    heads = [column for column in rows.columns if column[0].isupper()]
    lines = [html.Tr([html.Td(str(cell)) for cell in line]) for line in rows[heads].itertuples(index=False)]
    return [html.Tr([html.Th(head) for head in heads]), *lines]
