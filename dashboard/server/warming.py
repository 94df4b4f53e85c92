"""Fills the caches after startup, so that the first reader does not wait."""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from dashboard.charts.comparison import table_html
from dashboard.export.request import ExportRequest, picture
from dashboard.pictures import PICTURES
from dashboard.table.files import released
from dashboard.table.index import indexed
from dashboard.table.problems import Unreadable
from dashboard.table.selection import Selection
from dashboard.table.store import TableStore, table_store

_SECONDS_TO_REST = 3


@asynccontextmanager
async def warmed(_app: object) -> AsyncIterator[None]:
    """The lifespan of the app: watch the table for edits, and fill the caches a few seconds after startup."""
    _store().watch()
    warming = threading.Timer(_SECONDS_TO_REST, warm)
    warming.daemon = True
    warming.start()
    yield
    warming.cancel()


def warm() -> None:
    """Cache the unfiltered pictures, the comparison and the search index."""
    with suppress(Unreadable):
        table = _store().snapshot().table
        for name in PICTURES:
            picture(table, ExportRequest(name, Selection()))
        table_html(table, Selection(), only_differences=False)
        indexed(table)


def _store() -> TableStore:
    return table_store(Path(os.environ.get("TECH_HUBS_DATA") or released()))
