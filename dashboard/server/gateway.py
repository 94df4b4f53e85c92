"""The gateway: an allow-list of addresses in front of the app, with static files from memory and headers on every response."""

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
from dashboard.server.static_files import StaticFiles
from dashboard.server.streamlit_internals import HEALTH, HOST, MEDIA, METRICS, STREAM, UPLOADED
from dashboard.table.files import released
from dashboard.table.wording import first_words

_PROXIED = ("forwarded", "x-forwarded", "x-real-ip", "via")
_LONGEST = 200
_BROKEN = "Something went wrong here, and whoever runs this app can read in its log what. Reload the page."


class Gateway:
    """Middleware in front of ``app``.

    ``pages`` are the paths of the screens; ``files`` are the static files, with the page itself under the empty name;
    ``answer_headers`` are added to every response; ``routes`` are our own. ``hurried``: compress nothing, while the app is starting.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, files: StaticFiles, answer_headers: list[Header], pages: Collection[str],
        routes: Sequence[Route], hurried: bool,
    ) -> None:  # fmt: skip
        self._app = app
        self._settings = settings
        self._files = files
        self._headers = answer_headers
        self._names = {name for name, _ in answer_headers}
        self._pages = frozenset(pages)
        self._routes = routes
        self._hurried = hurried

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on to the app."""
        if scope["type"] == "websocket":
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def answers_from_memory(self, scope: Scope) -> bool:
        """Whether a request is for a static file or a screen, and so is answered without the app."""
        below = self._path_in_app(scope)
        return (
            scope["type"] == "http"
            and below is not None
            and (below in self._files or below in self._pages)
            and _is_whole_file(scope, below)
        )

    def _path_in_app(self, scope: Scope) -> str | None:
        """The path below the base path of the app; None where it is outside."""
        base, path = self._settings.base_path, str(scope["path"])
        return path[len(base) + 1 :] if path.startswith(f"{base}/") else None

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, status, started = time.perf_counter(), 500, False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                others = [pair for pair in message.get("headers", ()) if pair[0].lower() not in self._names]
                message = {**message, "headers": [*others, *self._headers]}
            await send(message)

        try:
            await self._answer(scope, receive, send_with_headers)
        except Exception:
            if not started:
                await PlainTextResponse(_BROKEN, 500)(scope, receive, send_with_headers)
            raise
        finally:
            self._log(scope["method"], scope["path"], status, start)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        below, request_headers = self._path_in_app(scope), Headers(scope=scope)
        if below is None:
            # Relative, so that it also leads there through a proxy that takes a part of the path away.
            base = self._settings.base_path
            lost = scope["path"] != base
            await (self._not_found() if lost else _redirect(f"{base.rpartition('/')[2]}/", scope))(scope, receive, send)
        elif self.answers_from_memory(scope):
            await self._send_file(below if below in self._files else "", scope, send, request_headers)
        elif below.endswith("/") and below.removesuffix("/") in self._pages:
            await _redirect(f"../{below.removesuffix('/')}", scope)(scope, receive, send)
        else:
            await (self._app if self._is_allowed(below, scope, request_headers) else self._not_found())(scope, receive, send)

    def _is_allowed(self, below: str, scope: Scope, request_headers: Headers) -> bool:
        """Whether an address is passed on to the app; addresses of Streamlit that the app does not need are closed."""
        if below == METRICS:
            return self._settings.metrics and _is_local(scope, request_headers)
        # A part of a file, and a file by another method, Streamlit answers as it does for every app.
        open_ = (HEALTH, HOST, *self._pages)
        return (
            below in open_
            or below in self._files
            or below.startswith(MEDIA)
            or self._is_upload(below, scope, request_headers)
            or self._is_our_route(scope)
        )

    def _is_upload(self, below: str, scope: Scope, request_headers: Headers) -> bool:
        """Whether a page of the app uploads or discards a file."""
        return below.startswith(UPLOADED) and scope["method"] in ("PUT", "DELETE") and self._same_site(request_headers)

    def _is_our_route(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] != Match.NONE for route in self._routes)

    async def _send_file(self, name: str, scope: Scope, send: Send, request_headers: Headers) -> None:
        """Send a static file; uncompressed while the app is starting, as compression would delay the first page."""
        file = await self._files.get(name, "gzip" in request_headers.get("accept-encoding", ""), hurried=self._hurried)
        same = file.etag.decode() in request_headers.get("if-none-match", "")
        headers = [pair for pair in file.headers if not same or pair[0] not in (b"content-length", b"content-type", b"content-encoding")]
        await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if same or scope["method"] == "HEAD" else file.body})

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_headers = Headers(scope=scope)
        if scope["path"] != f"{self._settings.base_path}/{STREAM}" or not self._same_site(request_headers):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            self._log("WEBSOCKET", scope["path"], 403)
            return
        self._log("WEBSOCKET", scope["path"], 101)
        await self._app(scope, receive, send)

    def _same_site(self, request_headers: Headers) -> bool:
        """Whether the request comes from a page of the app. Streamlit's own check would query an outside service for the address."""
        origin = urlsplit(request_headers.get("origin", ""))
        return not origin.netloc or origin.netloc == request_headers.get("host")

    def _not_found(self) -> HTMLResponse:
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
    """The gateway for ``app``; ``scripts`` are further sources of scripts for the content security policy."""
    answer_headers = headers(served_files.page(), settings.embed, scripts)
    return Gateway(app, settings, StaticFiles(served_files.files()), answer_headers, {*PAGES, *HIDDEN}, routes, hurried)


def _is_whole_file(scope: Scope, below: str) -> bool:
    """Whether a whole file is requested; range requests are passed on to Streamlit, which serves all files but the page."""
    return scope["method"] in ("GET", "HEAD") and not ("static/" in below and "range" in Headers(scope=scope))


def _redirect(there: str, scope: Scope) -> RedirectResponse:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{there}?{query}" if query else there, 308)


def _is_local(scope: Scope, request_headers: Headers) -> bool:
    """Whether the client is on this machine and is no proxy."""
    here = scope["client"] and scope["client"][0] in ("127.0.0.1", "::1")
    return bool(here) and not any(name.startswith(_PROXIED) for name in request_headers)
