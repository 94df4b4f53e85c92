"""A picture as HTML: its drawing with every mark a link, and the same marks as a table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.pictures.model import Picture
from dashboard.render import data_table, svg
from dashboard.render.layout import Frame, compose
from dashboard.render.svg import Way
from dashboard.render.theme import PAGE


def drawing(picture: Picture, width: float, way: Way, identity: str = "") -> str:
    """The picture laid out for a page of ``width`` pixels, in the page's own type and colours."""
    drawn = svg.draw(compose(picture, Frame(width)), PAGE, identity=identity or f"p-{picture.name}", way=way)
    return f'<div class="th-drawing">{drawn}</div>'


def marks(picture: Picture, way: Way) -> str:
    """The data table of a picture as HTML, each row with a link to the claims of its mark."""
    titles = data_table.heads(picture)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in titles)
    lines = "".join(_line(row, way, titles) for row in data_table.rows(picture))
    nothing = f'<tr><td colspan="{len(titles)}">No mark in this selection.</td></tr>'
    return (
        f'<table class="th-list"><caption>{escape(picture.headline)}. {escape(picture.subtitle)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines or nothing}</tbody></table>"
    )


def _line(row: data_table.MarkRow, way: Way, titles: Sequence[str]) -> str:
    statement, city, status, support, count = row.cells
    noun = "claim" if count == 1 else "claims"
    read = (
        f'<a href="{escape(way(row.mark))}">{count:,} <span class="th-unseen">{noun}: {escape(statement)}</span></a>' if count else "none"
    )
    cells = zip(titles[1:4], (city, status, support), strict=True)
    columns = "".join(f'<td data-head="{escape(head)}">{escape(cell)}</td>' for head, cell in cells)
    return f'<tr><th scope="row">{escape(statement)}</th>{columns}<td data-head="{titles[4]}">{read}</td></tr>'
