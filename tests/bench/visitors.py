"""Readers without a browser: they send the server what a browser sends it, and read what it sends back.

The frames were read off a real Chromium: a click on a filter sends the state of every widget, the page and which messages the browser
still holds; the server answers with the page as deltas, some of them by reference, and ends with ``script_finished``.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, Selection

PATIENCE = 60.0
"""How many seconds a reader waits before the page counts as failed."""

WIDTH = 1080
"""How wide a picture is on the page of a reader, in pixels."""

EVERYTHING = Selection()
"""What a page shows whose address asks for nothing."""


class Lost(Exception):
    """A page failed to load or its connection broke."""


class SelectionLost(Lost):
    """The answer was not for the selection that was asked for."""


class Visitor(Protocol):
    """A reader with one page open."""

    selection: Selection

    async def open(self, selection: Selection = EVERYTHING) -> None:
        """Load the page; the address asks for ``selection``. Raises Lost or a client's error."""

    async def choose(self, selection: Selection) -> None:
        """Change one filter, and wait until the server has sent everything. Raises Lost or a client's error."""

    async def close(self) -> None:
        """Leave the page."""


class AppVisitor:
    """A reader of a Streamlit page; ``selection`` is what they see."""

    def __init__(self, client: aiohttp.ClientSession, address: str, page: str, table: Table, patience: float = PATIENCE) -> None:
        self.client, self.address, self.page, self.table, self.patience = client, address, page, table, patience
        self.selection = Selection()
        self.received = 0
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._frames: asyncio.Queue[aiohttp.WSMessage | None] = asyncio.Queue()
        self._hearing: asyncio.Task[None] | None = None
        self._script = ""
        self._widgets: dict[str, WidgetState] = {}
        self._options: dict[str, list[str]] = {}
        self._held: dict[str, tuple[int, ForwardMsg]] = {}
        self._runs = 0
        self._texts: list[str] = []
        self._pictures: set[str] = set()

    async def open(self, selection: Selection = EVERYTHING) -> None:
        """Load the page as a browser with its scripts cached does, and forget what stood there before."""
        self._script, self._widgets, self._options, self._held, self._pictures = "", {}, {}, {}, set()
        for path in (self.page, "_stcore/health", "_stcore/host-config"):
            async with self.client.get(f"{self.address}/{path}") as answer:
                if answer.status != 200:
                    raise Lost(f"{path} answered {answer.status}")
                await answer.read()
        self._socket = await self.client.ws_connect(
            f"{self.address}/_stcore/stream", protocols=("streamlit",), compress=15, max_msg_size=0, headers={"Origin": self.address}
        )
        self._frames = asyncio.Queue()
        self._hearing = asyncio.create_task(_heard(self._socket, self._frames))
        await self._run(urlencode(selection.query()))
        self._confirm(selection)

    async def choose(self, selection: Selection) -> None:
        for name in FILTERS:
            if selection.chosen(name) != self.selection.chosen(name):
                self._set(name, selection.chosen(name))
        await self._run(urlencode(self.selection.query()))
        self._confirm(selection)

    @property
    def open_now(self) -> bool:
        """Whether the server still holds the page."""
        return self._socket is not None and not self._socket.closed

    async def close(self) -> None:
        if self._socket:
            await self._socket.close()

    def _set(self, name: str, chosen: Sequence[str]) -> None:
        """Choose options of a filter by the words they are shown with, ``Hefei (15)``."""
        key = next(key for key in self._options if key.endswith(f"-filter-{name}"))
        labels = [f"{self.table.label(FILTERS[name].column, value)} (" for value in chosen]
        picked = [option for option in self._options[key] if option.startswith(tuple(labels))]
        state = WidgetState(id=key)
        state.string_array_value.data.extend(picked)
        self._widgets[key] = state

    async def _run(self, query: str) -> None:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = query
        if self._script:
            state.page_script_hash = self._script
        else:
            state.page_name = self.page
        state.widget_states.widgets.extend(self._widgets.values())
        state.cached_message_hashes.extend(self._held)
        context = state.context_info
        context.timezone, context.locale, context.color_scheme = "UTC", "en-US", "light"
        context.url = f"{self.address}/{self.page}"
        assert self._socket
        await self._socket.send_bytes(asked.SerializeToString())
        async with asyncio.timeout(self.patience):
            await self._answered()
            await self._drawn()

    async def _drawn(self) -> None:
        """Fetch every picture that has changed, as the page's script does for the width of its place."""
        found = [address for text in self._texts for address in re.findall(r'data-drawn="([^"]+)"', text)]
        for address in found:
            if address in self._pictures:
                continue
            source = unescape(address)
            async with self.client.get(f"{self.address}/{source}{'&' if '?' in source else '?'}width={WIDTH}") as answer:
                body = await answer.read()
            if answer.status != 200 or b"<svg" not in body:
                raise Lost(f"{source} answered {answer.status}")
            self.received += len(body)
        self._pictures = set(found)

    async def _answered(self) -> None:
        self._runs += 1
        self._texts, begun = [], False
        seen: dict[str, None] = {}
        while (frame := await self._frames.get()) is not None:
            self.received += len(frame.data)
            message = ForwardMsg.FromString(frame.data)
            if message.ref_hash:
                message = self._held[message.ref_hash][1]
                self._held[message.hash] = (self._runs, message)
            elif message.metadata.cacheable:
                self._held[message.hash] = (self._runs, message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                begun = True
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta":
                self._read(message, seen)
            elif kind == "script_finished" and begun:
                # Widgets that are no longer drawn are forgotten, messages two runs old too: the browser does the same.
                self._widgets = {key: self._widgets[key] for key in seen if key in self._widgets}
                self._held = {key: held for key, held in self._held.items() if held[0] > self._runs - 2}
                return
        raise Lost("the connection was closed")

    def _read(self, message: ForwardMsg, seen: dict[str, None]) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("button_group", "multiselect", "selectbox", "checkbox"):
            widget = getattr(element, kind)
            seen[widget.id] = None
            self._take(kind, widget)
        elif kind == "html":
            self._texts.append(element.html.body)
        elif kind == "exception":
            raise Lost(element.exception.message)

    def _take(self, kind: str, widget: Any) -> None:
        """Keep a widget as a browser does: what the server sets, else what stood there, else its default."""
        key = widget.id
        if kind == "checkbox":
            if widget.set_value or key not in self._widgets:
                self._widgets[key] = WidgetState(id=key, bool_value=widget.value if widget.set_value else widget.default)
            return
        options = [option.content for option in widget.options] if kind == "button_group" else list(widget.options)
        self._options[key] = options
        if not widget.set_value and key in self._widgets:
            return
        state = WidgetState(id=key)
        if kind == "selectbox":
            if widget.set_value and widget.HasField("raw_value"):
                state.string_value = widget.raw_value
            elif not widget.set_value and widget.HasField("default"):
                state.string_value = options[widget.default]
        else:
            state.string_array_value.data.extend(widget.raw_values if widget.set_value else [options[place] for place in widget.default])
        self._widgets[key] = state

    def _confirm(self, wanted: Selection) -> None:
        """The page says which claims it shows: it must be those that were asked for."""
        if not any(squeezed(wanted.words(self.table)) in text for text in map(plain, self._texts)):
            raise SelectionLost(f"the page does not show {wanted.words(self.table)!r}")
        self.selection = wanted


class BareVisitor(AppVisitor):
    """A reader of the bare page, which has nothing to confirm."""

    def _confirm(self, wanted: Selection) -> None:
        self.selection = wanted


class DashVisitor:
    """A reader of the Dash page; ``selection`` is what they see."""

    def __init__(self, client: aiohttp.ClientSession, address: str, page: str, table: Table) -> None:
        self.client, self.address, self.page, self.table = client, address, page, table
        self.selection = Selection()
        self.received = 0
        self._outputs: list[dict[str, str]] = []
        self._callback: dict[str, Any] = {}

    async def open(self, selection: Selection = EVERYTHING) -> None:
        """Load the page as a browser with its scripts cached does."""
        await self._get("")
        await self._get("_dash-layout")
        self._callback = json.loads(await self._get("_dash-dependencies"))[0]
        await self._ask(selection, "address.pathname")

    async def choose(self, selection: Selection) -> None:
        changed = next((name for name in FILTERS if selection.chosen(name) != self.selection.chosen(name)), "cities")
        await self._ask(selection, f"{changed}.value")

    async def close(self) -> None:
        """Dash keeps nothing of a reader."""

    async def _get(self, path: str) -> bytes:
        async with self.client.get(f"{self.address}/{self.page}/{path}") as answer:
            body = await answer.read()
        if answer.status != 200:
            raise Lost(f"{path} answered {answer.status}")
        self.received += len(body)
        return body

    async def _ask(self, selection: Selection, changed: str) -> None:
        search = f"?{urlencode(selection.query())}" if changed.startswith("address") and selection.query() else ""
        known: dict[str, object] = {"address.pathname": f"/{self.page}/", "address.search": search}
        known |= {f"{name}.value": list(selection.chosen(name)) for name in FILTERS}
        output = self._callback["output"]
        asked = {
            "output": output,
            "outputs": [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in output.strip(".").split("...")],
            "inputs": [{**each, "value": known[f"{each['id']}.{each['property']}"]} for each in self._callback["inputs"]],
            "state": [{**each, "value": known[f"{each['id']}.{each['property']}"]} for each in self._callback["state"]],
            "changedPropIds": [changed],
            "parsedChangedPropsIds": [changed],
        }
        async with asyncio.timeout(PATIENCE), self.client.post(f"{self.address}/{self.page}/_dash-update-component", json=asked) as answer:
            body = await answer.read()
        if answer.status != 200:
            raise Lost(f"a change answered {answer.status}")
        self.received += len(body)
        if squeezed(selection.words(self.table)) not in plain(body.decode()):
            raise SelectionLost(f"the page does not show {selection.words(self.table)!r}")
        self.selection = selection


async def _heard(socket: aiohttp.ClientWebSocketResponse, frames: asyncio.Queue[aiohttp.WSMessage | None]) -> None:
    """Listen all the time, as a browser does: a server hangs up on who does not answer whether they are there. None is the end."""
    try:
        async for frame in socket:
            if frame.type is not aiohttp.WSMsgType.BINARY:
                break
            frames.put_nowait(frame)
    finally:
        frames.put_nowait(None)


def plain(text: str) -> str:
    """Text as it is read, whatever markup, JSON and line breaks are between."""
    if text.startswith("{"):
        text = " ".join(_strings(json.loads(text)))
    return squeezed(unescape(re.sub(r"<[^>]*>", " ", text)))


def squeezed(text: str) -> str:
    """Text without any blank: lines are broken where the room ends."""
    return re.sub(r"\s+", "", text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
