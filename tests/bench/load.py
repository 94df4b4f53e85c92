"""Load by the clock: changes arrive at a rate whether or not the server keeps up, and wait for a reader who is free."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from tests.bench.choices import Next
from tests.bench.visitors import Lost, Visitor

LATE = 1.0
"""Seconds after which a change is late."""
FAULTS = (Lost, TimeoutError, aiohttp.ClientError, OSError)


@dataclass
class Load:
    """What became of the changes: seconds from when each was due until the server had answered, and why others failed."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def in_time(self) -> float:
        """The share of all changes answered within a second."""
        return sum(each <= LATE for each in self.seconds) / max(len(self.seconds) + len(self.faults), 1)

    def at(self, share: float) -> float:
        """The seconds within which this share of the answers came."""
        ranked = sorted(self.seconds)
        return ranked[min(int(share * len(ranked)), len(ranked) - 1)] if ranked else float("inf")


@asynccontextmanager
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """Connections for any number of readers."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


async def opened(visitors: Sequence[Visitor], within: float = 0, together: int = 8) -> Load:
    """Open every page, ``together`` at a time or spread evenly over ``within`` seconds."""
    load, clock = Load(), asyncio.get_running_loop().time
    room, begin = asyncio.Semaphore(together if not within else len(visitors)), clock()

    async def open_one(place: int, visitor: Visitor) -> None:
        due = begin + within * place / len(visitors)
        await asyncio.sleep(due - clock())
        async with room:
            await timed(load, visitor.open(), clock() if not within else due)

    await asyncio.gather(*(open_one(place, visitor) for place, visitor in enumerate(visitors)))
    return load


async def timed(load: Load, doing: object, due: float) -> None:
    """Wait for ``doing`` and note how long after ``due`` it was done, or why it was not."""
    try:
        await doing  # type: ignore[misc]
    except FAULTS as fault:
        load.faults.append(f"{type(fault).__name__}: {fault}")
    else:
        load.seconds.append(asyncio.get_running_loop().time() - due)


async def offered(visitors: Sequence[Visitor], choose: Next, rate: float, seconds: float) -> Load:
    """``rate`` changes a second for so many seconds, then wait for the last answer."""
    load, clock, free = Load(), asyncio.get_running_loop().time, asyncio.Queue[Visitor]()
    for visitor in visitors:
        free.put_nowait(visitor)

    async def change(due: float) -> None:
        visitor = await free.get()
        await timed(load, visitor.choose(choose(visitor.selection)), due)
        free.put_nowait(visitor)

    begin = clock()
    async with asyncio.TaskGroup() as group:
        for place in range(max(round(rate * seconds), 1)):
            due = begin + place / rate
            await asyncio.sleep(due - clock())
            group.create_task(change(due))
    return load


async def sustained(visitors: Sequence[Visitor], choose: Next, first: float, seconds: float, precise: int = 2) -> float:
    """The highest rate tried at which 95 % of the changes are answered within a second: rising by half, then halving the gap."""
    low, high = 0.0, 0.0
    rate = first
    for _ in range(12):
        load = await offered(visitors, choose, rate, seconds)
        if load.in_time >= 0.95:
            low = rate
        else:
            high = rate
        if low and high:
            break
        rate = rate * 1.5 if low else rate / 2
    for _ in range(precise if low and high else 0):
        rate = (low + high) / 2
        load = await offered(visitors, choose, rate, seconds)
        low, high = (rate, high) if load.in_time >= 0.95 else (low, rate)
    return low


async def one_by_one(visitor: Visitor, choose: Next, times: int) -> list[float]:
    """Seconds of so many changes, each begun when the last was answered."""
    clock, seconds = asyncio.get_running_loop().time, []
    for _ in range(times):
        begin = clock()
        await visitor.choose(choose(visitor.selection))
        seconds.append(clock() - begin)
    return seconds


def middle(values: Sequence[float]) -> float:
    """The median; not a number when there is none."""
    return statistics.median(values) if values else float("nan")
