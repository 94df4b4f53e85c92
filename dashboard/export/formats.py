"""The files a picture, or the claims of a selection, can be taken away as."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from dashboard.charts import CHARTS
from dashboard.charts.screens import CLAIMS, Asked, finding
from dashboard.export.package import zip_bytes
from dashboard.export.page import html_bytes
from dashboard.export.rows import csv_bytes, xlsx_bytes
from dashboard.table.load import Table

EVERYTHING = "everything"
"""What the ZIP holds: the whole data package, whatever the selection."""

_ASPECTS = {"focus-areas": "focus_area", "institutions": "institution", "figures": "figure"}

Write: TypeAlias = Callable[[Table, Sequence[Asked], Path | None], bytes]
"""Pictures of a table, and the folder of the reader's own copies of the articles, as the bytes of a file."""


@dataclass(frozen=True)
class Format:
    """A kind of file: its media type, what it can hold, whether one file holds several pictures, and how it is written."""

    media_type: str
    names: tuple[str, ...]
    together: bool
    write: Write


def behind(table: Table, asked: Asked) -> pd.DataFrame:
    """The claims a picture is drawn from, restatements included; for the claims themselves those asked for."""
    rows = asked.selection.rows(table)
    if asked.picture == "targets":
        return rows[rows["status"] == "target"]
    return rows[rows["aspect"] == _ASPECTS[asked.picture]] if asked.picture in _ASPECTS else rows


def _csv(table: Table, asked: Sequence[Asked], _copies: Path | None) -> bytes:
    return csv_bytes(table, behind(table, asked[0]))


def _marks(table: Table, asked: Asked) -> pd.DataFrame:
    """The marks of a picture as rows, those that fade left out: in a workbook nothing fades."""
    return CHARTS[asked.picture](table, asked.selection.rows(table), asked.selection, asked.style).rows


def _pptx(table: Table, asked: Sequence[Asked], copies: Path | None) -> bytes:
    # PowerPoint takes half a second to import, which a reader who opens a page should not wait for.
    from dashboard.export.slides.presentation import pptx_bytes

    return pptx_bytes(table, asked, copies)


def _xlsx(table: Table, asked: Sequence[Asked], _copies: Path | None) -> bytes:
    (first,) = asked
    marks = None if first.picture == CLAIMS else _marks(table, first)
    title = "" if first.picture == CLAIMS else finding(table, first)
    return xlsx_bytes(table, behind(table, first), first.selection, first.link, marks, title)


_PICTURES, _ROWS = tuple(CHARTS), (*CHARTS, CLAIMS)
FORMATS: Mapping[str, Format] = {
    "pptx": Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", _PICTURES, True, _pptx),
    "html": Format("text/html; charset=utf-8", _PICTURES, True, lambda table, asked, _copies: html_bytes(table, asked)),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ROWS, False, _xlsx),
    "csv": Format("text/csv; charset=utf-8", _ROWS, False, _csv),
    "zip": Format("application/zip", (EVERYTHING,), True, lambda table, _asked, _copies: zip_bytes(table)),
}
"""The files that need no Chrome, by their suffix."""

DRAWN = {"png": "image/png", "svg": "image/svg+xml"}
"""The files a browser draws, the reader's or one the command line starts."""
