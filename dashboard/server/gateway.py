"""What may be asked for is let in or given from memory, everything else is not there; every answer carries the headers."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server.headers import Header
from dashboard.server.options import DATA, Settings
from dashboard.server.static_files import File, Held
from dashboard.table.files import released
from dashboard.table.wording import first_words

METRICS = "_stcore/metrics"
STREAM = "_stcore/stream"
_ASKED = ("_stcore/health", "_stcore/host-config")
_MEDIA, _UPLOADED = "media/", "_stcore/upload_file/"
_PROXIED = ("forwarded", "x-forwarded", "x-real-ip", "via")
_LONGEST = 200


@dataclass(frozen=True)
class Backend:
    """What stands behind the door: the app, its addresses that are no screens, and files it gives; ``started`` is called once it lives."""

    app: ASGIApp
    routes: Sequence[Route] = ()
    files: Mapping[str, File] = field(default_factory=dict)
    started: Callable[[], None] = lambda: None


class Gateway:
    """Stands in front of an app that ``load`` makes while the first readers fetch the page; what needs the app waits for it.

    ``pages`` are the addresses of the screens, ``held`` are the files given from memory, the page itself under the empty name;
    ``said`` are the headers of every answer. ``failed`` is called when the app cannot be made, and ``failure`` is why.
    """

    def __init__(
        self, load: Callable[[], Backend], settings: Settings, held: Held, said: list[Header], pages: Collection[str],
        failed: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._load = load
        self._settings = settings
        self._held = held
        self._said = said
        self._names = {name for name, _ in said}
        self._pages = frozenset(pages)
        self._failed = failed
        self._backend: Backend | None = None
        self._settled = asyncio.Event()
        self.failure: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._stream(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Open at once, make the app, and keep it until the end."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        end = asyncio.ensure_future(receive())
        try:
            backend = await asyncio.to_thread(self._load)
            async with _living(backend.app):
                self._held.add(backend.files)
                self._backend = backend
                self._settled.set()
                backend.started()
                await end
        except Exception as failure:
            self.failure = failure
            self._settled.set()
            self._failed()
            await end
        await send({"type": "lifespan.shutdown.complete"})

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self._made()).app(scope, receive, send)

    async def _made(self) -> Backend:
        await self._settled.wait()
        if self._backend is None:
            raise RuntimeError("the app could not be made")
        return self._backend

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, status = time.perf_counter(), 500

        async def said(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in self._names]
                message = {**message, "headers": [*kept, *self._said]}
            await send(message)

        try:
            await self._answer(scope, receive, said)
        finally:
            self._log(scope["method"], scope["path"], status, start)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        base, path, asked = self._settings.base_path, scope["path"], Headers(scope=scope)
        below = path[len(base) + 1 :]
        page = below.removesuffix("/")
        if not path.startswith(f"{base}/"):
            # Relative, so that it also leads there through a proxy that takes a part of the path away.
            lost = path != base
            await (self._lost() if lost else _moved(f"{base.rpartition('/')[2]}/", scope))(scope, receive, send)
        elif below in self._held or below in self._pages:
            await self._give(below if below in self._held else "", scope, receive, send, asked)
        elif page in self._pages:
            await _moved(f"../{page}", scope)(scope, receive, send)
        else:
            await self._made()
            if below in self._held:
                await self._give(below, scope, receive, send, asked)
            else:
                await (self._app if self._known(below, scope, asked) else self._lost())(scope, receive, send)

    def _known(self, below: str, scope: Scope, asked: Headers) -> bool:
        """Whether the app backend answers an address; what it does not need of Streamlit is not there for anybody."""
        if below == METRICS:
            return self._settings.metrics and _local(scope, asked)
        return below in _ASKED or below.startswith(_MEDIA) or self._uploads(below, scope, asked) or self._ours(scope)

    def _uploads(self, below: str, scope: Scope, asked: Headers) -> bool:
        """Whether a page of the app gives a file to be read, or lets it go."""
        return below.startswith(_UPLOADED) and scope["method"] in ("PUT", "DELETE") and self._same_site(asked)

    def _ours(self, scope: Scope) -> bool:
        return self._backend is not None and any(route.matches(scope)[0] != Match.NONE for route in self._backend.routes)

    async def _give(self, name: str, scope: Scope, receive: Receive, send: Send, asked: Headers) -> None:
        """A file from memory; who wants a part of one gets it from Streamlit, which knows all of them but the page."""
        if scope["method"] not in ("GET", "HEAD") or ("range" in asked and "static/" in name):
            await self._app(scope, receive, send)
            return
        packed = "gzip" in asked.get("accept-encoding", "")
        # Who comes while the app is still made gets files as they are: compressing them would keep everybody waiting.
        kept = await self._held.get(name, packed, hurried=self._backend is None)
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
        from dashboard.charts.markup import render  # With it come Plotly and pandas, and the door opens without them.

        title, wording = first_words(Path(os.environ.get(DATA.variable) or released()))
        home = self._settings.url or self._settings.base_path
        return HTMLResponse(render("lost", home=f"{home}/", title=title, wording=wording), 404)

    def _log(self, method: str, path: str, status: int, start: float | None = None) -> None:
        if self._settings.log:
            lasted = f" {1000 * (time.perf_counter() - start):.0f} ms" if start is not None else ""
            print(f"{method} {quote(path)[:_LONGEST]} {status}{lasted}", flush=True)


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


def _moved(there: str, scope: Scope) -> RedirectResponse:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{there}?{query}" if query else there, 308)


def _local(scope: Scope, asked: Headers) -> bool:
    """Whether the caller is on this machine, and is no proxy that speaks for somebody elsewhere."""
    here = scope["client"] and scope["client"][0] in ("127.0.0.1", "::1")
    return bool(here) and not any(name.startswith(_PROXIED) for name in asked)
