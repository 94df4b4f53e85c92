"""Serves the coding pages on a port of their own, to this machine only; they are not part of the app for readers."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from pathlib import Path

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.curate import ARTICLE, CODER
from dashboard.server.gateway import gateway
from dashboard.server.options import Settings
from dashboard.server.startup import listen, local_address, serve

ADDRESS, FIRST_PORT = "127.0.0.1", 8601
ENTRY = Path(__file__).resolve().parents[1] / "screens" / "curate_app.py"
_HERE = ("127.0.0.1", "localhost")


def listen_here(port: int | None) -> socket.socket:
    """A socket on the loopback address: on ``port``, else on the first free one from 8601. Raises OSError."""
    return listen(ADDRESS, port, FIRST_PORT)


def serve_curating(listening: socket.socket, coder: str, article: Path | None, open_browser: bool) -> None:
    """Serve the coding page until it is stopped; the folders of the data and of the articles are in the environment (see `publish`)."""
    os.environ[CODER] = coder
    os.environ[ARTICLE] = str(article.resolve()) if article else ""
    # A component's script comes with the page's messages, and the browser runs it from a blob.
    serve_here(listening, ENTRY, "Add an article at {} (stop it with Ctrl+C; every step is kept)", open_browser, scripts=("blob:",))


def serve_here(listening: socket.socket, entry: Path, message: str, open_browser: bool, scripts: tuple[str, ...] = ()) -> None:
    """Serve the Streamlit script ``entry`` until it is stopped; ``message`` is printed with its address once it runs."""
    settings = Settings()
    address = local_address(listening, settings)

    # The script of every page asks which table is shown, and here it is none.
    ours = [Route("/health", lambda _: JSONResponse({}))]

    def load() -> ASGIApp:
        from dashboard.server.streamlit_internals import configure, tune

        configure(ENTRY.parents[1] / "app.py", ADDRESS, listening.getsockname()[1], "", static=False)
        import streamlit as st  # It takes a second to import; the page is given meanwhile.

        tune()
        return st.App(entry, routes=ours, middleware=[Middleware(_OnlyHere), Middleware(gateway, settings, ours, scripts=scripts)])

    def started() -> None:
        print(message.format(address), flush=True)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    serve(listening, settings, load, started, scripts)


class _OnlyHere:
    """Middleware that accepts requests for the local host name only, against DNS rebinding by other sites."""

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
