"""The pages for whoever codes: for this machine alone, on a port of their own, and never part of what readers are given."""

from __future__ import annotations

import os
import socket
import threading
import tomllib
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.curate import ARTICLE, CODER
from dashboard.server.gateway import Backend
from dashboard.server.options import Settings
from dashboard.server.startup import listen, serve, shown

ADDRESS, FIRST_PORT = "127.0.0.1", 8601
ENTRY = Path(__file__).resolve().parents[1] / "screens" / "curate_app.py"
_HERE = ("127.0.0.1", "localhost")


def listen_here(port: int | None) -> socket.socket:
    """A socket of this machine alone: on ``port``, else on the first free one from 8601. Raises OSError."""
    return listen(ADDRESS, port, FIRST_PORT)


def serve_curating(listening: socket.socket, coder: str, article: Path | None, open_browser: bool) -> None:
    """Serve the page until it is stopped; the folders of the data and of the articles stand in the environment (see `publish`)."""
    os.environ[CODER] = coder
    os.environ[ARTICLE] = str(article.resolve()) if article else ""
    # A component's script comes with the page's messages, and the browser runs it from a blob.
    serve_here(listening, ENTRY, "Add an article at {} (stop it with Ctrl+C; every step is kept)", open_browser, scripts=("blob:",))


def serve_here(listening: socket.socket, entry: Path, said: str, open_browser: bool, scripts: tuple[str, ...] = ()) -> None:
    """Serve the page that ``entry`` draws until it is stopped; ``said`` is printed with its address once it is there."""
    told = Settings()
    address = shown(listening, told)

    # The script of every page asks which table is shown, and here it is none.
    ours = [Route("/health", lambda _: JSONResponse({}))]

    def load() -> Backend:
        import streamlit as st  # It takes a second to import; the page is given meanwhile.
        from streamlit.web import bootstrap

        _, port, *_ = listening.getsockname()
        app = st.App(entry, routes=ours)
        bootstrap.load_config_options(
            {
                **_configured(),
                "server.enableStaticServing": False,
                "server.address": ADDRESS,
                "server.port": port,
                "logger.level": "warning",
            }
        )

        def started() -> None:
            print(said.format(address), flush=True)
            if open_browser:
                threading.Timer(0, webbrowser.open, [address]).start()

        return Backend(_OnlyHere(app), ours, started=started)

    serve(listening, told, load, scripts=scripts)


def _configured() -> dict[str, object]:
    """The options of the dashboard's own configuration, which Streamlit looks for beside another script."""
    found: dict[str, object] = {}

    def flatten(start: str, told: Mapping[str, object]) -> None:
        for name, value in told.items():
            if isinstance(value, Mapping):
                flatten(f"{start}{name}.", value)
            else:
                found[f"{start}{name}"] = value

    flatten("", tomllib.loads((ENTRY.parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8")))
    return found


class _OnlyHere:
    """Answers to this machine's own name alone: no site elsewhere can take the page for its own by a name that leads here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, or nobody."""
        if scope["type"] in ("http", "websocket"):
            host = Headers(scope=scope).get("host", "").rpartition(":")[0]
            if host not in _HERE:
                if scope["type"] == "websocket":
                    await receive()
                    await send({"type": "websocket.close", "code": 1008})
                else:
                    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
                    await send({"type": "http.response.body", "body": b"This page is for the machine it runs on."})
                return
        await self._app(scope, receive, send)
