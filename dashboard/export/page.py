"""Exports pictures of a selection as one self-contained HTML file, whose marks link to the claims on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup

from dashboard.charts.about import articles_html
from dashboard.charts.headlines import purpose
from dashboard.charts.listing import labelled
from dashboard.charts.markup import render
from dashboard.charts.style import city_css
from dashboard.export.pictures import STATIC
from dashboard.export.request import ExportRequest, picture
from dashboard.pictures.model import Mark
from dashboard.render import html
from dashboard.render.fonts import font_css
from dashboard.table.load import Table
from dashboard.table.selection import FACETS

_WIDTHS = {"wide": 1132.0, "narrow": 358.0}
"""The widths for which a page holds its pictures, in pixels."""


def html_bytes(table: Table, requests: Sequence[ExportRequest]) -> bytes:
    """The requested pictures, of one selection, with the claims and the articles. Deterministic."""
    first = requests[0]
    claims = first.selection.drawn(table)
    page = render(
        "page", title=f"{picture(table, first).headline} · {table.package.title}", table_title=table.package.title,
        asked=first.selection.words(table), version=table.package.version,
        created=table.package.created[:10], purpose=purpose(table), link=first.link, theme=first.theme,
        pictures=[_picture(table, each) for each in requests], articles=Markup(_anchored(articles_html(table))),
        claims=[labelled(table, row) for row in claims.to_dict("records")], facts=_script(_facts(claims)),
        type=Markup(font_css()), looks=Markup((STATIC / "tech-hubs.css").read_text("utf-8") + city_css(table)),
        code=Markup("".join((STATIC / name).read_text("utf-8") for name in ("marks.js", "page.js"))),
    )  # fmt: skip
    return page.encode()


def _picture(table: Table, request: ExportRequest) -> dict[str, object]:
    # A page scrolls, so a picture is as tall as it needs; it is there twice, and the window shows the one that fits.
    model = picture(table, replace(request, size=None))
    drawings = [(look, Markup(html.drawing(model, width, _way, f"{request.picture}-{look}"))) for look, width in _WIDTHS.items()]
    return {"name": request.picture, "headline": model.headline, "drawings": drawings, "marks": Markup(html.marks(model, _way))}


def _way(mark: Mark) -> str:
    """Where the claims behind a mark are found: below, on the page itself."""
    return f"#evidence?{urlencode((('claims', ' '.join(mark.claims)),))}"


def _anchored(text: str, quote: str = '"') -> str:
    """Links to the app's screens turned into places on this page: a city and a claim stand among the claims below."""
    text = re.sub(rf"href={quote}(?:\./)?city\?of=", f"href={quote}#evidence?city=", text)
    text = re.sub(rf"href={quote}evidence\?", f"href={quote}#evidence?", text)
    # What belongs to the running app alone is not on the page.
    return re.sub(r'<nav class="th-take".*?</nav>', "", text, flags=re.DOTALL)


def _facts(claims: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What narrows the claims on the page: claim to parameter to value."""
    columns = {name: claims[column].astype("str").tolist() for name, column in FACETS.items() if name != "claims"}
    return {claim: {name: cells[place] for name, cells in columns.items()} for place, claim in enumerate(claims["claim_id"])}


def _script(value: object) -> Markup:
    """A value as JSON inside a script element, which no text in it can end."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
