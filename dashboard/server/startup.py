"""From the first moment on: the app listens and gives its page, and meanwhile the table and all that draws is read."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server.gateway import gateway
from dashboard.server.options import Settings

FIRST_PORT, PORTS_TRIED = 8501, 20
_BACKLOG, _SECONDS_TO_END = 2048, 3


def listen(address: str, wanted: int | None, first: int = FIRST_PORT) -> socket.socket:
    """A socket that listens: on the wanted port, or on the first free one from ``first``. Nobody can take it between now and serving.

    Raises OSError when the wanted port, the address or every port tried cannot be had.
    """
    ports = [wanted] if wanted is not None else range(first, first + PORTS_TRIED)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    problem: OSError | None = None
    for port in ports:
        # Named as TCP, or asyncio leaves small messages waiting for the last one to be acknowledged: 40 ms a filter change.
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if os.name != "nt":  # There it would let two programs listen on one port.
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((address, port))
            found.listen(_BACKLOG)
        except OSError as error:
            found.close()
            problem = error
            if error.errno != errno.EADDRINUSE:
                break
        else:
            return found
    raise problem or OSError(errno.EADDRINUSE, "no port is free")


def shown(listening: socket.socket, settings: Settings) -> str:
    """The address of the app as a reader types it on this machine."""
    address, port, *_ = listening.getsockname()
    return f"http://{f'[{address}]' if ':' in address else address}:{port}{settings.base_path}"


class Early:
    """An app that answers before it is made: it gives the page and its files while ``load`` makes the rest, which it then hands on to.

    ``started`` is called once the app that ``load`` gives lives, ``failed`` when it cannot be made; ``failure`` is why.
    """

    def __init__(
        self, load: Callable[[], ASGIApp], settings: Settings, started: Callable[[], None], failed: Callable[[], None],
        scripts: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self._load, self._started, self._failed = load, started, failed
        self._gateway = gateway(self._later, settings, hurried=True, scripts=scripts)
        self._app: ASGIApp | None = None
        self._settled = asyncio.Event()
        self.failure: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or wait for the app to answer."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is None and self._gateway.gives(scope):
            await self._gateway(scope, receive, send)
        else:
            await self._later(scope, receive, send)

    async def _later(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._settled.wait()
        if self._app is None:
            raise RuntimeError("the app could not be made")
        await self._app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Open at once, make the app, and keep it until the end."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        end = asyncio.ensure_future(receive())
        try:
            app = await asyncio.to_thread(self._load)
            async with _living(app):
                self._app = app
                self._settled.set()
                self._started()
                await end
        except Exception as failure:
            self.failure = failure
            self._settled.set()
            self._failed()
            await end
        await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def _living(app: ASGIApp) -> AsyncIterator[None]:
    """An ASGI app from its startup to its shutdown."""
    told: asyncio.Queue[Message] = asyncio.Queue()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    life = asyncio.ensure_future(app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, told.get, heard.put))
    await told.put({"type": "lifespan.startup"})
    answer = await heard.get()
    if answer["type"] != "lifespan.startup.complete":
        raise RuntimeError(answer.get("message", "the app did not start"))
    try:
        yield
    finally:
        await told.put({"type": "lifespan.shutdown"})
        await life


def serve(
    listening: socket.socket, settings: Settings, load: Callable[[], ASGIApp], started: Callable[[], None], scripts: tuple[str, ...] = ()
) -> None:  # fmt: skip
    """Serve until it is stopped what ``load`` makes; ``scripts`` are sources of scripts besides our own. Raises what ``load`` raises."""

    def failed() -> None:
        server.should_exit = True

    early = Early(load, settings, started, failed, scripts)
    # Streamlit's own way of starting cannot take a socket, names the server in every answer and waits for readers without end.
    server = uvicorn.Server(
        uvicorn.Config(
            early, log_level="warning", access_log=False, server_header=False, ws="websockets-sansio", lifespan="on",
            ws_per_message_deflate=False, ws_ping_interval=30, ws_ping_timeout=30, timeout_graceful_shutdown=_SECONDS_TO_END,
        )
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run(sockets=[listening])
    if early.failure:
        raise early.failure
