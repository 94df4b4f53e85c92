"""The server: the entry script behind Streamlit's own, found and configured wherever the package is installed."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.web import bootstrap

from dashboard.charts import CHARTS
from dashboard.charts.comparison import table_html
from dashboard.charts.screens import Asked, screens
from dashboard.charts.style import LIGHT
from dashboard.controls.address import HIDDEN, PAGES
from dashboard.downloads import SCRIPTS, routes
from dashboard.serving.front import Front
from dashboard.serving.held import A_DAY, ASK_AGAIN, FOREVER, File, Held, folder, text
from dashboard.serving.options import DATA, Settings
from dashboard.serving.policy import headers
from dashboard.table.permalink import short
from dashboard.table.problems import Unreadable
from dashboard.table.selection import Selection
from dashboard.table.shelf import shelf

HERE = Path(__file__).resolve().parent
STREAMLIT = Path(st.__file__).parent / "static"
CHARTED = ("focus-areas", "institutions", "figures", "targets", "sources")
"""The screens that draw with Plotly."""
FIRST_PORT, PORTS_TRIED = 8501, 20
_BACKLOG, _SECONDS_TO_END, _SECONDS_TO_REST = 2048, 3, 3


def listen(address: str, wanted: int | None) -> socket.socket:
    """A socket that listens: on the wanted port, or on the first free one from 8501. Nobody can take it between now and serving.

    Raises OSError when the wanted port, the address or every port tried cannot be had.
    """
    ports = [wanted] if wanted is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
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


def serve(listening: socket.socket, settings: Settings, open_browser: bool) -> None:
    """Serve the app until it is stopped. What its pages ask for stands in the environment (see `publish`)."""
    address, port, *_ = listening.getsockname()
    shown = f"http://{f'[{address}]' if ':' in address else address}:{port}{settings.base_path}"

    @asynccontextmanager
    async def announced(_app: object) -> AsyncIterator[None]:
        print(f"Tech Hubs is at {shown} (stop it with Ctrl+C)", flush=True)
        warming = threading.Timer(_SECONDS_TO_REST, warm, (settings.url or shown,))
        warming.daemon = True
        warming.start()
        if open_browser:
            threading.Timer(1.0, webbrowser.open, [shown]).start()
        yield

    ours = routes(settings.base_path)
    app = st.App(HERE / "app.py", lifespan=announced, routes=ours)
    told = {"server.address": address, "server.port": port, "server.baseUrlPath": settings.base_path, "logger.level": "warning"}
    bootstrap.load_config_options(told)
    # Streamlit's own way of starting cannot take a socket, names the server in every answer and waits for readers without end.
    server = uvicorn.Server(
        uvicorn.Config(
            fronted(app, settings, ours), log_level="warning", access_log=False, server_header=False, ws="websockets-sansio",
            ws_per_message_deflate=False, ws_ping_interval=30, ws_ping_timeout=30, timeout_graceful_shutdown=_SECONDS_TO_END,
        )
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run(sockets=[listening])


def warm(site: str) -> None:
    """Do what the first reader would wait for, unless one is here already: the imports and the pictures of everything."""
    import streamlit.elements.plotly_chart  # noqa: F401

    with suppress(Unreadable):
        table = shelf(Path(os.environ[DATA.variable])).edition().table
        for name in CHARTS:
            screens(table, Asked(name, Selection(), LIGHT, link=short(table, site, name, Selection(), CHARTS)))
        table_html(table, Selection(), only_differences=False)
    # What is here now stays: a collection of garbage need not look through it again and again.
    gc.collect()
    gc.freeze()


def fronted(app: ASGIApp, settings: Settings, ours: list[Route]) -> Front:
    """The app behind its front door; ``ours`` are its addresses that are no screens."""
    said = headers(_page(), settings.embed)
    return Front(app, settings, Held(_files()), said, {*PAGES, *HIDDEN}, ours)


def _files() -> dict[str, File]:
    """Everything that is given from memory, by its address."""
    own = folder(HERE / "static", "app/static", ASK_AGAIN)
    made = {name: text(give, Path(name).suffix, A_DAY) for name, (_, give) in SCRIPTS.items()}
    root = {name: File((STREAMLIT / name).read_bytes, Path(name).suffix, ASK_AGAIN) for name in ("favicon.png", "manifest.json")}
    pages = {"": text(_page, ".html", ASK_AGAIN), **dict.fromkeys(CHARTED, text(_charted_page, ".html", ASK_AGAIN))}
    return {**folder(STREAMLIT / "static", "static", FOREVER), **own, **made, **root, **pages}


def _page() -> str:
    return (STREAMLIT / "index.html").read_text(encoding="utf-8")


def _charted_page() -> str:
    """The page of a screen with charts: it asks for Plotly at once, where Streamlit would ask only when the first chart has come."""
    scripts = (script.relative_to(STREAMLIT).as_posix() for script in (STREAMLIT / "static" / "js").glob("PlotlyChart.*.js"))
    hints = "".join(f'<link rel="modulepreload" crossorigin href="./{script}">' for script in scripts)
    return _page().replace("</head>", f"{hints}</head>")
