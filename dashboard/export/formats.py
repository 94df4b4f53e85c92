"""The registry of export formats for pictures, claims and the data package."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from dashboard.export.package import zip_bytes
from dashboard.export.page import html_bytes
from dashboard.export.request import CLAIMS, ExportRequest, picture
from dashboard.export.rows import csv_bytes, xlsx_bytes
from dashboard.export.sheets import SheetColumn
from dashboard.pictures import PICTURES
from dashboard.render import data_table
from dashboard.table.load import Table
from dashboard.table.parquet import parquet_bytes

EVERYTHING = "everything"
"""The name under which the whole data package is exported."""

Write: TypeAlias = Callable[[Table, Sequence[ExportRequest], Path | None], bytes]
"""(Table, requests, folder of the reader's own copies of the articles) to the content of a file."""


@dataclass(frozen=True)
class Format:
    """A format: media type, the names it can export, whether one file holds several pictures (``together``), and the writer."""

    media_type: str
    names: tuple[str, ...]
    together: bool
    write: Write


def claims_of(table: Table, request: ExportRequest) -> pd.DataFrame:
    """The claims of the marks of a picture, or the selected claims where these are requested, as rows of ``table.claims``."""
    if request.picture == CLAIMS:
        return request.selection.rows(table)
    return table.claims[table.claims.index.isin(picture(table, request).claims)]


def _csv(table: Table, requests: Sequence[ExportRequest], _copies: Path | None) -> bytes:
    return csv_bytes(table, claims_of(table, requests[0]))


def _parquet(table: Table, requests: Sequence[ExportRequest], _copies: Path | None) -> bytes:
    rows = claims_of(table, requests[0])
    return parquet_bytes(table.package, {column: rows[column].tolist() for column in table.package["claims"].columns})


def _pptx(table: Table, requests: Sequence[ExportRequest], copies: Path | None) -> bytes:
    # python-pptx takes half a second to import.
    from dashboard.export.deck import pptx_bytes

    return pptx_bytes(table, requests, copies)


def _xlsx(table: Table, requests: Sequence[ExportRequest], _copies: Path | None) -> bytes:
    (first,) = requests
    if first.picture == CLAIMS:
        return xlsx_bytes(table, claims_of(table, first), first.selection, first.link)
    model = picture(table, first)
    marks = [SheetColumn(head, [row.cells[place] for row in data_table.rows(model)]) for place, head in enumerate(data_table.heads(model))]
    marks.append(SheetColumn("Which claims", [" ".join(row.claims) for row in data_table.rows(model)]))
    return xlsx_bytes(table, claims_of(table, first), first.selection, first.link, marks, model.headline)


_PICTURES, _ROWS = tuple(PICTURES), (*PICTURES, CLAIMS)
EXPORT_FORMATS: Mapping[str, Format] = {
    "pptx": Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", _PICTURES, True, _pptx),
    "html": Format("text/html; charset=utf-8", _PICTURES, True, lambda table, requests, _copies: html_bytes(table, requests)),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ROWS, False, _xlsx),
    "csv": Format("text/csv; charset=utf-8", _ROWS, False, _csv),
    "parquet": Format("application/vnd.apache.parquet", _ROWS, False, _parquet),
    "zip": Format("application/zip", (EVERYTHING,), True, lambda table, _requests, _copies: zip_bytes(table)),
}
"""The formats that are not drawn in a frame, by suffix."""

DRAWN = {"png": "image/png", "svg": "image/svg+xml", "json": "application/json"}
"""The formats drawn in a frame, suffix to media type: SVG, PNG drawn from it by a browser, and a Plotly figure as JSON."""
