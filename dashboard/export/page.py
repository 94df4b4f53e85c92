"""A selection as one HTML file: it opens from disk, without a server and without a network, its marks still lead to their claims."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from dashboard.charts.about import articles_html
from dashboard.charts.comparison import table_html
from dashboard.charts.headlines import purpose
from dashboard.charts.listing import labelled, marks_html
from dashboard.charts.markup import render
from dashboard.charts.screens import Asked, screens
from dashboard.charts.style import city_css
from dashboard.export.pictures import STATIC, font_css, reworded
from dashboard.table.load import Table
from dashboard.table.selection import FACETS

_CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False}


def html_bytes(table: Table, asked: Sequence[Asked]) -> bytes:
    """The pictures asked for, of one selection, with the claims behind them and the articles; the same call gives the same bytes."""
    # A page scrolls, so a picture stands on it whole.
    asked = [replace(each, size=None) for each in asked]
    first = asked[0]
    claims = first.selection.drawn(table)
    page = render(
        "page", title=f"{screens(table, first).headline} · Tech Hubs", asked=first.selection.words(table), version=table.package.version,
        created=table.package.created[:10], purpose=purpose(table), link=first.link, theme=first.style.name,
        pictures=[_picture(table, each) for each in asked], articles=Markup(_anchored(articles_html(table))),
        names=_script({table.label("city", city): city for city in table.vocabularies["cities"].index}),
        claims=[labelled(table, row) for row in claims.to_dict("records")], facts=_script(_facts(claims)),
        type=Markup(font_css()), looks=Markup((STATIC / "tech-hubs.css").read_text("utf-8") + city_css(table)),
        plotly=Markup(get_plotlyjs()) if any(each.picture != "compare" for each in asked) else "",
        code=Markup((STATIC / "page.js").read_text("utf-8")),
    )  # fmt: skip
    return page.encode()


def _picture(table: Table, asked: Asked) -> dict[str, object]:
    if asked.picture == "compare":
        return {"name": asked.picture, "table": Markup(_anchored(table_html(table, asked.selection, only_differences=False)))}
    found = screens(table, asked)
    figure = reworded(found.figure, lambda text: _anchored(text, quote="'"))
    return {
        "name": asked.picture,
        "headline": found.headline,
        "figure": _script({"data": figure["data"], "layout": figure["layout"], "config": _CONFIG}),
        "twin": Markup(_anchored(marks_html(table, found, asked.selection))),
    }


def _anchored(text: str, quote: str = '"') -> str:
    """Links to the app's screens turned into places on this page: a city and a claim stand among the claims below."""
    text = re.sub(rf"href={quote}(?:\./)?city\?of=", f"href={quote}#evidence?city=", text)
    text = re.sub(rf"href={quote}evidence\?", f"href={quote}#evidence?", text)
    # What belongs to the running app alone is not on the page.
    return re.sub(r'<nav class="th-take".*?</nav>', "", text, flags=re.DOTALL)


def _facts(claims: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What narrows the claims on the page: claim to parameter to value."""
    columns = {name: claims[column].astype("str").tolist() for name, column in FACETS.items()}
    return {claim: {name: cells[place] for name, cells in columns.items()} for place, claim in enumerate(claims["claim_id"])}


def _script(value: object) -> Markup:
    """A value as JSON inside a script element, which no text in it can end."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
