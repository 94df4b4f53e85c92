"""The files a picture, or the claims of a selection, can be taken away as."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from dashboard.export.asked import CLAIMS, Asked, picture
from dashboard.export.package import zip_bytes
from dashboard.export.page import html_bytes
from dashboard.export.rows import csv_bytes, xlsx_bytes
from dashboard.export.sheets import SheetColumn
from dashboard.pictures import PICTURES
from dashboard.render import words
from dashboard.table.load import Table
from dashboard.table.parquet import parquet_bytes

EVERYTHING = "everything"
"""What the ZIP holds: the whole data package, whatever the selection."""

Write: TypeAlias = Callable[[Table, Sequence[Asked], Path | None], bytes]
"""Pictures of a table, and the folder of the reader's own copies of the articles, as the bytes of a file."""


@dataclass(frozen=True)
class Format:
    """A kind of file: its media type, what it can hold, whether one file holds several pictures, and how it is written."""

    media_type: str
    names: tuple[str, ...]
    together: bool
    write: Write


def claims_of(table: Table, asked: Asked) -> pd.DataFrame:
    """The claims a picture leads to, in the order of the table; for the claims themselves those asked for."""
    if asked.picture == CLAIMS:
        return asked.selection.rows(table)
    return table.claims[table.claims.index.isin(picture(table, asked).claims)]


def _csv(table: Table, asked: Sequence[Asked], _copies: Path | None) -> bytes:
    return csv_bytes(table, claims_of(table, asked[0]))


def _parquet(table: Table, asked: Sequence[Asked], _copies: Path | None) -> bytes:
    rows = claims_of(table, asked[0])
    return parquet_bytes(table.package, {column: rows[column].tolist() for column in table.package["claims"].columns})


def _pptx(table: Table, asked: Sequence[Asked], copies: Path | None) -> bytes:
    # PowerPoint takes half a second to import, which a reader who opens a page should not wait for.
    from dashboard.export.deck import pptx_bytes

    return pptx_bytes(table, asked, copies)


def _xlsx(table: Table, asked: Sequence[Asked], _copies: Path | None) -> bytes:
    (first,) = asked
    if first.picture == CLAIMS:
        return xlsx_bytes(table, claims_of(table, first), first.selection, first.link)
    found = picture(table, first)
    marks = [SheetColumn(head, [row.cells[place] for row in words.rows(found)]) for place, head in enumerate(words.heads(found))]
    marks.append(SheetColumn("Which claims", [" ".join(row.claims) for row in words.rows(found)]))
    return xlsx_bytes(table, claims_of(table, first), first.selection, first.link, marks, found.headline)


_PICTURES, _ROWS = tuple(PICTURES), (*PICTURES, CLAIMS)
FORMATS: Mapping[str, Format] = {
    "pptx": Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", _PICTURES, True, _pptx),
    "html": Format("text/html; charset=utf-8", _PICTURES, True, lambda table, asked, _copies: html_bytes(table, asked)),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ROWS, False, _xlsx),
    "csv": Format("text/csv; charset=utf-8", _ROWS, False, _csv),
    "parquet": Format("application/vnd.apache.parquet", _ROWS, False, _parquet),
    "zip": Format("application/zip", (EVERYTHING,), True, lambda table, _asked, _copies: zip_bytes(table)),
}
"""The files that are no pictures, by their suffix."""

DRAWN = {"png": "image/png", "svg": "image/svg+xml", "json": "application/json"}
"""Pictures in a frame: SVG, PNG drawn from it by a browser (the reader's or one the command line starts), and a Plotly figure as JSON."""
