"""A lecture hall on one process: everybody opens a page, changes a filter every few seconds, and gets the selection they asked for."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field

import psutil

from dashboard.table.files import released
from dashboard.table.load import Table, load
from tests.bench.choices import Next, never_repeating, repeating
from tests.bench.load import Load, client, offered, sustained, timed
from tests.bench.servers import SPLIT, Server, app, serving, step_aside
from tests.bench.visitors import AppVisitor, SelectionLost, Visitor

PAGES = ("focus-areas", "", "institutions", "figures", "targets", "sources")
EVERY_FRESH = 4
"""One reader in so many goes a way of their own; the others follow the lecture."""


@dataclass
class Hall:
    """What a hall saw: how the pages opened, the changes minute by minute, the memory of the server in bytes."""

    pages: Load
    minutes: list[Load] = field(default_factory=list)
    skipped: int = 0
    memory: list[int] = field(default_factory=list)

    @property
    def changes(self) -> Load:
        """The changes of all minutes."""
        return Load(
            [each for minute in self.minutes for each in minute.seconds], [each for minute in self.minutes for each in minute.faults]
        )

    @property
    def sound(self) -> bool:
        """Whether every page opened and every change was answered with the selection that was asked for."""
        return not self.pages.faults and not self.changes.faults


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sessions", type=int, default=300, help="readers in the hall (default: 300)")
    parser.add_argument("--within", type=float, default=60, help="seconds within which all of them open a page (default: 60)")
    parser.add_argument("--every", type=float, default=10, help="seconds between two changes of a reader (default: 10)")
    parser.add_argument("--minutes", type=float, default=5, help="how long they change filters (default: 5)")
    parser.add_argument(
        "--page", action="append", metavar="PAGE", help="a page they open, more than once for several (default: all with charts)"
    )
    parser.add_argument("--address", help="a server that runs already, its process given by --pid (default: start the app)")
    parser.add_argument("--pid", type=int, help="the process whose memory is watched")
    parser.add_argument("--only", action="store_true", help="only the hall: leave out the rate one process sustains and what is past it")


def run(options: argparse.Namespace) -> int:
    """The hall by the options; prints a line of JSON for each part. Returns 1 when a page failed or a selection was lost."""
    step_aside()
    if options.address:
        return asyncio.run(_run(Server(options.address, psutil.Process(options.pid)), options))
    with serving(app()) as server:
        return asyncio.run(_run(server, options))


async def _run(server: Server, options: argparse.Namespace) -> int:
    table = load(released())
    tell("hall", sessions=options.sessions, within=options.within, every=options.every, minutes=options.minutes, own_cores=SPLIT)
    async with client() as http:
        pages = options.page or PAGES
        visitors = [AppVisitor(http, server.address, pages[place % len(pages)], table) for place in range(options.sessions)]
        seen = await hall(server, table, visitors, options.within, options.every, options.minutes * 60)
        if not options.only:
            await beyond(visitors, repeating(table), seconds=min(20.0, options.minutes * 12))
        for visitor in visitors:
            await visitor.close()
    return 0 if seen.sound else 1


async def hall(server: Server, table: Table, visitors: list[AppVisitor], within: float, every: float, seconds: float) -> Hall:
    """Open the pages over ``within`` seconds and change a filter of each every ``every`` seconds, for ``seconds``."""
    clock = asyncio.get_running_loop().time
    begin = clock()
    together, fresh = repeating(table), never_repeating(table)
    found = Hall(Load(), [Load() for _ in range(max(1, round(seconds / 60)))])

    async def attend(place: int, visitor: AppVisitor) -> None:
        choose: Next = together if place % EVERY_FRESH else fresh
        due = begin + within * place / len(visitors)
        await asyncio.sleep(due - clock())
        await timed(found.pages, visitor.open(), due)
        while (due := due + every) < begin + within + seconds:
            if clock() > due + every:
                found.skipped += 1
                continue
            await asyncio.sleep(due - clock())
            minute = min(max(int((due - begin - within) // 60), 0), len(found.minutes) - 1)
            # A browser that lost its server comes back with the selection in its address.
            step = visitor.choose(choose(visitor.selection)) if visitor.open_now else visitor.open(visitor.selection)
            await timed(found.minutes[minute], step, due)

    async def watch() -> None:
        while True:
            found.memory.append(server.bytes())
            await asyncio.sleep(max(seconds / 60, 1))

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(attend(place, visitor) for place, visitor in enumerate(visitors)))
    watching.cancel()
    _tell_hall(found)
    return found


def _tell_hall(found: Hall) -> None:
    tell("pages", **_spread(found.pages))
    for number, minute in enumerate(found.minutes, start=1):
        tell("minute", number=number, **_spread(minute))
    memory = [round(each / 1e6) for each in found.memory]
    third = memory[len(memory) * 2 // 3 :]
    tell("memory", megabytes=memory[:: max(len(memory) // 20, 1)], most=max(memory), growth_in_the_last_third=third[-1] - third[0])
    for fault, times in Counter(found.pages.faults + found.changes.faults).most_common(8):
        tell("fault", words=fault, times=times)
    lost = sum(fault.startswith(SelectionLost.__name__) for fault in found.pages.faults + found.changes.faults)
    # A reader who still waits for the last change leaves the next one out, as people do.
    tell("all changes", **_spread(found.changes), left_out=found.skipped)
    tell("verdict", failed_pages=len(found.pages.faults), failed_changes=len(found.changes.faults), lost_selections=lost, sound=found.sound)


async def beyond(visitors: list[AppVisitor], choose: Next, seconds: float) -> None:
    """The rate one process sustains with these readers, twice that rate, and how it recovers."""
    held: list[Visitor] = [visitor for visitor in visitors if visitor.open_now]
    rate = await sustained(held, choose, first=10, seconds=seconds)
    tell("sustained", changes_a_second=round(rate, 1))
    for words, share in (("twice that rate", 2.0), ("half that rate, at once after it", 0.5)):
        tell(words, rate=round(max(rate, 1) * share, 1), **_spread(await offered(held, choose, max(rate, 1) * share, seconds)))


def _spread(load: Load) -> dict[str, object]:
    return {
        "done": len(load.seconds),
        "failed": len(load.faults),
        "under_a_second": round(load.in_time, 3),
        "median_seconds": round(load.at(0.5), 3) if load.seconds else None,
        "seconds_of_95_percent": round(load.at(0.95), 3) if load.seconds else None,
    }


def tell(what: str, **found: object) -> None:
    """A line of JSON on the terminal."""
    print(json.dumps({"what": what, **found}, ensure_ascii=False), flush=True)
