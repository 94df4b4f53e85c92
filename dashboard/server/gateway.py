"""What may be asked for is let in or given from memory, everything else is not there; every answer carries the headers."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.controls.page import HIDDEN, PAGES
from dashboard.server import served_files
from dashboard.server.headers import Header, headers
from dashboard.server.options import DATA, Settings
from dashboard.server.static_files import Held
from dashboard.server.streamlit_internals import HEALTH, HOST, MEDIA, METRICS, STREAM, UPLOADED
from dashboard.table.files import released
from dashboard.table.wording import first_words

_PROXIED = ("forwarded", "x-forwarded", "x-real-ip", "via")
_LONGEST = 200
_BROKEN = "Something went wrong here, and whoever runs this app can read in its log what. Reload the page."


class Gateway:
    """Middleware in front of ``app``.

    ``pages`` are the addresses of the screens, ``held`` are the files given from memory, the page itself under the empty name;
    ``said`` are the headers of every answer, ``routes`` are our own addresses. A ``hurried`` one compresses nothing.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, held: Held, said: list[Header], pages: Collection[str], routes: Sequence[Route],
        hurried: bool,
    ) -> None:  # fmt: skip
        self._app = app
        self._settings = settings
        self._held = held
        self._said = said
        self._names = {name for name, _ in said}
        self._pages = frozenset(pages)
        self._routes = routes
        self._hurried = hurried

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer."""
        if scope["type"] == "websocket":
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def gives(self, scope: Scope) -> bool:
        """Whether a request is answered from memory, without the app."""
        below = self._below(scope)
        return scope["type"] == "http" and below is not None and (below in self._held or below in self._pages) and _whole(scope, below)

    def _below(self, scope: Scope) -> str | None:
        """What is asked for below the path of the app; nothing where it is elsewhere."""
        base, path = self._settings.base_path, str(scope["path"])
        return path[len(base) + 1 :] if path.startswith(f"{base}/") else None

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, status, started = time.perf_counter(), 500, False

        async def said(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in self._names]
                message = {**message, "headers": [*kept, *self._said]}
            await send(message)

        try:
            await self._answer(scope, receive, said)
        except Exception:
            if not started:
                await PlainTextResponse(_BROKEN, 500)(scope, receive, said)
            raise
        finally:
            self._log(scope["method"], scope["path"], status, start)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        below, asked = self._below(scope), Headers(scope=scope)
        if below is None:
            # Relative, so that it also leads there through a proxy that takes a part of the path away.
            base = self._settings.base_path
            lost = scope["path"] != base
            await (self._lost() if lost else _moved(f"{base.rpartition('/')[2]}/", scope))(scope, receive, send)
        elif self.gives(scope):
            await self._give(below if below in self._held else "", scope, send, asked)
        elif below.endswith("/") and below.removesuffix("/") in self._pages:
            await _moved(f"../{below.removesuffix('/')}", scope)(scope, receive, send)
        else:
            await (self._app if self._known(below, scope, asked) else self._lost())(scope, receive, send)

    def _known(self, below: str, scope: Scope, asked: Headers) -> bool:
        """Whether the app backend answers an address; what it does not need of Streamlit is not there for anybody."""
        if below == METRICS:
            return self._settings.metrics and _local(scope, asked)
        # A part of a file, and a file by another method, Streamlit answers as it does for every app.
        open_ = (HEALTH, HOST, *self._pages)
        return below in open_ or below in self._held or below.startswith(MEDIA) or self._uploads(below, scope, asked) or self._ours(scope)

    def _uploads(self, below: str, scope: Scope, asked: Headers) -> bool:
        """Whether a page of the app gives a file to be read, or lets it go."""
        return below.startswith(UPLOADED) and scope["method"] in ("PUT", "DELETE") and self._same_site(asked)

    def _ours(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] != Match.NONE for route in self._routes)

    async def _give(self, name: str, scope: Scope, send: Send, asked: Headers) -> None:
        """A file from memory. While the app is still being made it is given as it is: compressing it would keep everybody waiting."""
        kept = await self._held.get(name, "gzip" in asked.get("accept-encoding", ""), hurried=self._hurried)
        same = kept.etag.decode() in asked.get("if-none-match", "")
        headers = [pair for pair in kept.headers if not same or pair[0] not in (b"content-length", b"content-type", b"content-encoding")]
        await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if same or scope["method"] == "HEAD" else kept.body})

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        if scope["path"] != f"{self._settings.base_path}/{STREAM}" or not self._same_site(asked):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            self._log("WEBSOCKET", scope["path"], 403)
            return
        self._log("WEBSOCKET", scope["path"], 101)
        await self._app(scope, receive, send)

    def _same_site(self, asked: Headers) -> bool:
        """Whether a page of the app opens the connection. Streamlit would look up the machine's address outside to find out."""
        origin = urlsplit(asked.get("origin", ""))
        return not origin.netloc or origin.netloc == asked.get("host")

    def _lost(self) -> HTMLResponse:
        from dashboard.charts.markup import render  # With it comes pandas, and the page is given without it.

        title, wording = first_words(Path(os.environ.get(DATA.variable) or released()))
        home = self._settings.url or self._settings.base_path
        return HTMLResponse(render("lost", home=f"{home}/", title=title, wording=wording), 404)

    def _log(self, method: str, path: str, status: int, start: float | None = None) -> None:
        if self._settings.log:
            lasted = f" {1000 * (time.perf_counter() - start):.0f} ms" if start is not None else ""
            print(f"{method} {quote(path)[:_LONGEST]} {status}{lasted}", flush=True)


def gateway(
    app: ASGIApp, settings: Settings, routes: Sequence[Route] = (), hurried: bool = False, scripts: tuple[str, ...] = ()
) -> Gateway:  # fmt: skip
    """The gateway of this app: its screens, its files, its headers; ``scripts`` are sources of scripts besides our own."""
    said = headers(served_files.page(), settings.embed, scripts)
    return Gateway(app, settings, Held(served_files.files()), said, {*PAGES, *HIDDEN}, routes, hurried)


def _whole(scope: Scope, below: str) -> bool:
    """Whether a whole file is asked for; who wants a part of one gets it from Streamlit, which knows all of them but the page."""
    return scope["method"] in ("GET", "HEAD") and not ("static/" in below and "range" in Headers(scope=scope))


def _moved(there: str, scope: Scope) -> RedirectResponse:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{there}?{query}" if query else there, 308)


def _local(scope: Scope, asked: Headers) -> bool:
    """Whether the caller is on this machine, and is no proxy that speaks for somebody elsewhere."""
    here = scope["client"] and scope["client"][0] in ("127.0.0.1", "::1")
    return bool(here) and not any(name.startswith(_PROXIED) for name in asked)
