"""What the first reader would wait for is done before one comes."""

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
    """The life of the app: edits of the table are looked for, and soon what is asked for first is made, when nobody is there yet."""
    _store().watch()
    warming = threading.Timer(_SECONDS_TO_REST, warm)
    warming.daemon = True
    warming.start()
    yield
    warming.cancel()


def warm() -> None:
    """Make and keep the pictures of everything, the comparison and the index of the search."""
    with suppress(Unreadable):
        table = _store().snapshot().table
        for name in PICTURES:
            picture(table, ExportRequest(name, Selection()))
        table_html(table, Selection(), only_differences=False)
        indexed(table)


def _store() -> TableStore:
    return table_store(Path(os.environ.get("TECH_HUBS_DATA") or released()))
