"""The server: the entry script behind Streamlit's own, found and configured wherever the package is installed."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from dashboard.downloads import routes

HERE = Path(__file__).resolve().parent
FIRST_PORT, PORTS_TRIED = 8501, 20


def free_port(address: str, wanted: int | None) -> int:
    """A port to listen on: the wanted one, or the first free one from 8501.

    Raises OSError when the wanted port, the address or every port tried cannot be had.
    """
    ports = [wanted] if wanted is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    problem: OSError | None = None
    for port in ports:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                problem = error
                if error.errno != errno.EADDRINUSE:
                    break
            else:
                return port
    raise problem or OSError(errno.EADDRINUSE, "no port is free")


def serve(address: str, port: int, open_browser: bool) -> None:
    """Serve the app until it is stopped. Data and articles are named by the environment (see `app`)."""
    shown = f"http://{f'[{address}]' if ':' in address else address}:{port}"

    @asynccontextmanager
    async def announced(_app: object) -> AsyncIterator[None]:
        print(f"Tech Hubs is at {shown} (stop it with Ctrl+C)", flush=True)
        if open_browser:
            threading.Timer(1.0, webbrowser.open, [shown]).start()
        yield

    # Streamlit looks for its configuration and its static files beside the program that was called.
    sys.argv[0] = str(HERE / "app.py")
    app = st.App(HERE / "app.py", lifespan=announced, routes=routes())
    app.run(config={"server.address": address, "server.port": port, "logger.level": "warning"})
