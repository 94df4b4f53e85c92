"""Starts the server: it serves the page and its files at once, while the app is imported and the table is read."""

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
    """A listening socket on the ``wanted`` port, or on the first free one from ``first``; it is handed to the server as it is.

    Raises OSError when the port, the address or all ports tried are not available.
    """
    ports = [wanted] if wanted is not None else range(first, first + PORTS_TRIED)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    problem: OSError | None = None
    for port in ports:
        # With the protocol named asyncio sets TCP_NODELAY; without, a filter change takes 40 ms longer.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if os.name != "nt":  # There it would let two programs listen on one port.
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, port))
            listening.listen(_BACKLOG)
        except OSError as error:
            listening.close()
            problem = error
            if error.errno != errno.EADDRINUSE:
                break
        else:
            return listening
    raise problem or OSError(errno.EADDRINUSE, "no port is free")


def local_address(listening: socket.socket, settings: Settings) -> str:
    """The URL of the app on this machine."""
    address, port, *_ = listening.getsockname()
    return f"http://{f'[{address}]' if ':' in address else address}:{port}{settings.base_path}"


class EarlyApp:
    """An ASGI app that serves the page and its files while ``load`` creates the app, to which it then passes requests on.

    ``started`` is called once the app has started, ``failed`` when it cannot be created; ``failure`` is then the exception.
    """

    def __init__(
        self, load: Callable[[], ASGIApp], settings: Settings, started: Callable[[], None], failed: Callable[[], None],
        scripts: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self._load, self._started, self._failed = load, started, failed
        self._gateway = gateway(self._when_ready, settings, hurried=True, scripts=scripts)
        self._app: ASGIApp | None = None
        self._settled = asyncio.Event()
        self.failure: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or wait for the app."""
        if scope["type"] == "lifespan":
            await self._run_lifespan(receive, send)
        elif self._app is None and self._gateway.answers_from_memory(scope):
            await self._gateway(scope, receive, send)
        else:
            await self._when_ready(scope, receive, send)

    async def _when_ready(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._settled.wait()
        if self._app is None:
            raise RuntimeError("the app could not be made")
        await self._app(scope, receive, send)

    async def _run_lifespan(self, receive: Receive, send: Send) -> None:
        """Complete the startup at once, then create the app in a thread and run it until the shutdown."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        end = asyncio.ensure_future(receive())
        try:
            app = await asyncio.to_thread(self._load)
            async with _lifespan(app):
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
async def _lifespan(app: ASGIApp) -> AsyncIterator[None]:
    """Run the lifespan of an ASGI app around a block."""
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    from_app: asyncio.Queue[Message] = asyncio.Queue()
    life = asyncio.ensure_future(app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, to_app.get, from_app.put))
    await to_app.put({"type": "lifespan.startup"})
    answer = await from_app.get()
    if answer["type"] != "lifespan.startup.complete":
        raise RuntimeError(answer.get("message", "the app did not start"))
    try:
        yield
    finally:
        await to_app.put({"type": "lifespan.shutdown"})
        await life


def serve(
    listening: socket.socket, settings: Settings, load: Callable[[], ASGIApp], started: Callable[[], None], scripts: tuple[str, ...] = ()
) -> None:  # fmt: skip
    """Serve the app that ``load`` creates until stopped; ``scripts`` as for `gateway`. Raises what ``load`` raises."""

    def failed() -> None:
        server.should_exit = True

    early = EarlyApp(load, settings, started, failed, scripts)
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
