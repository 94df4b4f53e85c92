"""From the first moment on: the app listens and gives its page, and meanwhile the table and all that draws is read."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable

import uvicorn

from dashboard.controls.page import HIDDEN, PAGES, SERVED
from dashboard.server import served_files
from dashboard.server.gateway import Backend, Gateway
from dashboard.server.headers import headers
from dashboard.server.options import Settings
from dashboard.server.static_files import Held

FIRST_PORT, PORTS_TRIED = 8501, 20
_BACKLOG, _SECONDS_TO_END = 2048, 3
_TURN = 0.0005
"""Seconds after which a thread lets another one run, while the app is read: whoever fetches the page waits for no import."""


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


def serve(listening: socket.socket, settings: Settings, load: Callable[[], Backend], scripts: tuple[str, ...] = ()) -> None:
    """Serve until it is stopped what ``load`` makes; ``scripts`` are sources of scripts besides our own. Raises what ``load`` raises."""

    def loaded() -> Backend:
        before = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            return load()
        finally:
            sys.setswitchinterval(before)

    def failed() -> None:
        server.should_exit = True

    os.environ[SERVED] = "yes"
    said = headers(served_files.page(), settings.embed, scripts)
    gateway = Gateway(loaded, settings, Held(served_files.files()), said, {*PAGES, *HIDDEN}, failed)
    # Streamlit's own way of starting cannot take a socket, names the server in every answer and waits for readers without end.
    server = uvicorn.Server(
        uvicorn.Config(
            gateway, log_level="warning", access_log=False, server_header=False, ws="websockets-sansio", lifespan="on",
            ws_per_message_deflate=False, ws_ping_interval=30, ws_ping_timeout=30, timeout_graceful_shutdown=_SECONDS_TO_END,
        )
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run(sockets=[listening])
    if gateway.failure:
        raise gateway.failure
