"""The app on tables of any size: how long it takes to start, to answer a filter change, and how much memory it holds."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.bench.browser import Reader, app_screen, chromium
from tests.bench.choices import never_repeating, repeating
from tests.bench.grow import grow
from tests.bench.load import client, middle, one_by_one
from tests.bench.report import APP, RELEASED, Aim, Measure, Report
from tests.bench.servers import Server, app, started
from tests.bench.visitors import EVERYTHING, AppVisitor

PAGE = "focus-areas"
PATIENCE = 900.0
"""Seconds a large table may take to be read."""
_START = Measure("start to the first page answered", "s")
_MEMORY = Measure("memory with a few sessions", "MB", 0)
_SEEN, _NEW, _DRAWN = (
    "filter change answered, selection known",
    "filter change answered, selection new",
    "filter change redrawn, selection new",
)
_AIMED = 100_000
"""The size at which a filter change is to take at most twice what it takes on the released table."""


def run(told: Report, turn: int, sizes: Sequence[int], changes: int) -> None:
    """Measure the released table and tables of at least these sizes."""
    table = load(released())
    base = _measure(table, released(), changes)
    for size in sizes:
        found: dict[str, float] = {}
        with told.going_on(claims=size), tempfile.TemporaryDirectory() as place:
            found = _measure(table, grow(Path(place), size), changes)
        for name, value in found.items():
            aim = Aim(RELEASED, 2.0) if size == _AIMED and name in (_SEEN, _NEW, _DRAWN) else None
            measure = {each.name: each for each in (_START, _MEMORY)}.get(name) or Measure(name, "ms", 0, aim)
            for who, seen in ((APP, value), (RELEASED, base[name])):
                told.note(measure, f"{size:,} claims", who, turn, seen)


def _measure(table: Table, folder: Path, changes: int) -> dict[str, float]:
    """What the app takes on one table; ``table`` is the released one, whose words every grown one shares."""
    begin = time.monotonic()
    with started(app(folder)) as server:
        server.listening(PATIENCE)
        found = asyncio.run(_asked(server, table, begin, changes))
        with chromium() as browser:
            reader = Reader(browser, server.address, app_screen(PAGE, 1), Selection().words(table))
            reader.load()
            found[_DRAWN] = middle([_added(reader, table, place) for place in range(len(table.hubs))]) * 1000
            reader.close()
    return found


def _added(reader: Reader, table: Table, place: int) -> float:
    """Seconds until one hub more is drawn, which makes each selection a new one."""
    words = Selection(cities=table.hubs[: place + 1]).words(table)
    return reader.choose(f"{table.label('city', table.hubs[place])} (", words)


async def _asked(server: Server, table: Table, begin: float, changes: int) -> dict[str, float]:
    async with client() as http:
        visitor = AppVisitor(http, server.address, PAGE, table, PATIENCE)
        await visitor.open(EVERYTHING)
        start = time.monotonic() - begin
        new = await one_by_one(visitor, never_repeating(table), changes)
        together = repeating(table)
        await one_by_one(visitor, together, 12)
        seen = await one_by_one(visitor, together, changes)
        await visitor.close()
    return {_START.name: start, _NEW: middle(new) * 1000, _SEEN: middle(seen) * 1000, _MEMORY.name: server.bytes() / 1e6}
