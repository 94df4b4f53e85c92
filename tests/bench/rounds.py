"""The app and what one would use instead, by turns: each round measures every rival on every screen, in another order each time."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from dashboard.export.page import html_bytes
from dashboard.export.request import ExportRequest
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.bench import report
from tests.bench.browser import Reader, Screen, app_screen, bare_screen, chromium, dash_screen, file_screen, home_screen
from tests.bench.choices import Next, never_repeating, repeating
from tests.bench.dash_app import SCREENS
from tests.bench.load import client, middle, one_by_one, opened, sustained
from tests.bench.report import APP, BARE, DASH, FILE, Report
from tests.bench.servers import Command, Server, app, bare, dash, serving
from tests.bench.visitors import AppVisitor, BareVisitor, DashVisitor, Visitor

HOME = "overview"
Enter = Callable[[aiohttp.ClientSession, str, str, Table], Visitor]


@dataclass(frozen=True)
class Plan:
    """How thorough a run is: rounds, changes one after the other, seconds at a rate, idle sessions."""

    rounds: int
    changes: int
    seconds: float
    sessions: int
    screens: tuple[str, ...] = tuple(SCREENS)


@dataclass(frozen=True)
class Rival:
    """One that is measured: its command, its page in a browser and its readers without one."""

    name: str
    command: Command
    screen: Callable[[str, int], Screen]
    enter: Enter


RIVALS = (
    Rival(APP, app(), app_screen, AppVisitor),
    Rival(DASH, dash(), dash_screen, DashVisitor),
)


def run(told: Report, plan: Plan) -> None:
    """Measure everything by the plan."""
    table = load(released())
    for turn in range(plan.rounds):
        with told.going_on(who=BARE, round=turn):
            _bare(told, turn, table, plan)
        with told.going_on(who=APP, screen=HOME, round=turn):
            _home(told, turn)
        for screen in plan.screens:
            for rival in RIVALS if turn % 2 == 0 else RIVALS[::-1]:
                with told.going_on(who=rival.name, screen=screen, round=turn):
                    _in_a_browser(told, turn, table, rival, screen)
                with told.going_on(who=rival.name, screen=screen, round=turn):
                    asyncio.run(_without_one(told, turn, table, rival, screen, plan))
            with told.going_on(who=FILE, screen=screen, round=turn):
                _from_disk(told, turn, table, screen)


def _bare(told: Report, turn: int, table: Table, plan: Plan) -> None:
    """The bare page, which every screen of the app is compared with."""
    with chromium() as browser, _cold(bare()) as (server, begin):
        reader = Reader(browser, server.address, bare_screen(), "")
        seconds = reader.load().ended - begin
        reader.close()
    with serving(bare()) as server:
        more, alone, *_ = asyncio.run(_opened(server, table, BareVisitor, "", plan.sessions))
    for screen in (HOME, *plan.screens):
        told.note(report.COLD, screen, BARE, turn, seconds)
    for screen in plan.screens:
        told.note(report.MEMORY, screen, BARE, turn, more)
        told.note(report.WHOLE, screen, BARE, turn, alone)


def _home(told: Report, turn: int) -> None:
    """The first picture of the app from cold."""
    with chromium() as browser, _cold(app()) as (server, begin):
        reader = Reader(browser, server.address, home_screen(), "All claims")
        told.note(report.COLD, HOME, APP, turn, reader.load().ended - begin)
        reader.close()


@contextmanager
def _cold(command: Command) -> Iterator[tuple[Server, float]]:
    """A server that listens, and when it was started by the clock."""
    begin = time.time()
    with serving(command) as server:
        yield server, begin


def _in_a_browser(told: Report, turn: int, table: Table, rival: Rival, screen: str) -> None:
    """Cold start, first load, reload and filter changes, as a reader sees them."""
    everything = Selection().words(table)
    charts = len(SCREENS.get(screen, ()))
    with chromium() as browser, _cold(rival.command) as (server, begin):
        reader = Reader(browser, server.address, rival.screen(screen, charts), everything)
        told.note(report.COLD, screen, rival.name, turn, reader.load().ended - begin)
        reader.close()
        before = server.seconds()
        reader = Reader(browser, server.address, rival.screen(screen, charts), everything)
        seen = reader.load()
        told.note(report.LOAD, screen, rival.name, turn, seen.seconds)
        told.note(report.BYTES, screen, rival.name, turn, seen.bytes / 1e6)
        told.note(report.CPU_FIRST, screen, rival.name, turn, (server.seconds() - before) * 1000)
        told.note(report.RELOAD, screen, rival.name, turn, reader.reload().seconds)
        for measure in (report.NEW, report.SEEN):
            told.note(measure, screen, rival.name, turn, middle([_city(reader, table, city) for city in table.hubs]) * 1000)
        reader.close()


def _city(reader: Reader, table: Table, city: str) -> float:
    """Seconds until one city alone is drawn; then all of them are again, which does not count."""
    label = f"{table.label('city', city)} ("
    seconds = reader.choose(label, Selection(cities=(city,)).words(table))
    reader.choose(label, Selection().words(table))
    return seconds


async def _opened(server: Server, table: Table, enter: Enter, screen: str, sessions: int) -> tuple[float, float, float, int]:
    """Open so many pages and leave them idle: MB of one more, MB with the first two, CPU seconds of a load, how many opened."""
    async with client() as http:
        visitors = [enter(http, server.address, screen, table) for _ in range(sessions)]
        await opened(visitors[:2], together=1)
        alone, before = server.bytes(), server.seconds()
        held = len((await opened(visitors[2:])).seconds)
        used = server.seconds() - before
        await asyncio.sleep(1)
        more = server.bytes() - alone
        for visitor in visitors:
            await visitor.close()
    return more / 1e6 / max(held, 1), alone / 1e6, used / max(held, 1), held + 2


async def _without_one(told: Report, turn: int, table: Table, rival: Rival, screen: str, plan: Plan) -> None:
    """CPU, memory and the rate that is sustained, by many readers without a browser."""
    with serving(rival.command) as server:
        more, alone, load, held = await _opened(server, table, rival.enter, screen, plan.sessions)
        told.note(report.MEMORY, screen, rival.name, turn, more)
        told.note(report.WHOLE, screen, rival.name, turn, alone)
        told.note(report.CPU_LOAD, screen, rival.name, turn, load * 1000)
        told.note(report.HELD, screen, rival.name, turn, held)
    with serving(rival.command) as server:
        async with client() as http:
            visitors = [rival.enter(http, server.address, screen, table) for _ in range(plan.sessions)]
            await opened(visitors)
            await one_by_one(visitors[0], repeating(table), 12)
            kinds: tuple[tuple[Next, report.Measure, report.Measure], ...] = (
                (repeating(table), report.CPU_SEEN, report.RATE_SEEN),
                (never_repeating(table, turn), report.CPU_NEW, report.RATE_NEW),
            )
            for choose, cpu, rate in kinds:
                before = server.seconds()
                await one_by_one(visitors[0], choose, plan.changes)
                cost = (server.seconds() - before) / plan.changes
                told.note(cpu, screen, rival.name, turn, cost * 1000)
                told.note(rate, screen, rival.name, turn, await sustained(visitors, choose, 0.5 / max(cost, 0.002), plan.seconds))
            for visitor in visitors:
                await visitor.close()


def _from_disk(told: Report, turn: int, table: Table, screen: str) -> None:
    """The one file that needs no server: what no served page can be faster than."""
    everything = Selection().words(table)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "tech-hubs.html"
        file.write_bytes(html_bytes(table, [ExportRequest(picture, Selection()) for picture in SCREENS[screen]]))
        reader = Reader(browser, "", file_screen(file, len(SCREENS[screen])), everything)
        told.note(report.LOAD, screen, FILE, turn, reader.load().seconds)
        told.note(report.BYTES, screen, FILE, turn, file.stat().st_size / 1e6)
        told.note(report.RELOAD, screen, FILE, turn, reader.reload().seconds)
        told.note(report.SEEN, screen, FILE, turn, middle([reader.narrow(f"city={city}") for city in table.hubs]) * 1000)
        reader.close()
