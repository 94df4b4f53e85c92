"""Draws PNG from SVG with a headless Chrome on this machine and the script of the app."""

from __future__ import annotations

import asyncio
import base64
import json
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import choreographer

STATIC = Path(__file__).resolve().parent.parent / "static"
SECONDS = 60
"""The time limit for one picture, in seconds."""


class DrawingError(Exception):
    """The picture could not be drawn; the message is a sentence."""


class ChromeNotFound(DrawingError):
    """There is no Chrome or Chromium on this machine that starts."""


def draw(pictures: Sequence[tuple[str, tuple[float, float]]], times: int) -> Iterator[bytes]:
    """Each SVG (with its width and height in pixels) as PNG, that many times as large, one at a time.

    Raises `NoChrome` when there is none that starts, `NotDrawn` when it hangs or fails.
    """
    with asyncio.Runner() as runner:
        drawing = _draw(pictures, times)
        try:
            while True:
                png = runner.run(_next(drawing))
                if png is None:
                    return
                yield png
        finally:
            runner.run(drawing.aclose())


async def _next(drawing: AsyncGenerator[bytes, None]) -> bytes | None:
    return await anext(drawing, None)


async def _draw(pictures: Iterable[tuple[str, tuple[float, float]]], times: int) -> AsyncGenerator[bytes, None]:
    async with _tab() as tab:
        answer = await tab.send_command("Runtime.evaluate", params={"expression": "globalThis"})
        page = answer["result"]["result"]["objectId"]
        code = "async (svg, w, h, times) => techHubsPictures.base64(await techHubsPictures.png(svg, w, h, times))"
        for svg, size in pictures:
            yield base64.b64decode(await _call(tab, page, code, svg, *size, times))


async def _call(tab: choreographer.Tab, page: str, code: str, *values: object) -> str:
    parameters = {"functionDeclaration": code, "objectId": page, "awaitPromise": True, "returnByValue": True}
    parameters["arguments"] = [{"value": value} for value in values]
    try:
        async with asyncio.timeout(SECONDS):
            response = await tab.send_command("Runtime.callFunctionOn", params=parameters)
    except TimeoutError as error:
        raise DrawingError("Chrome did not answer in time.") from error
    except (RuntimeError, asyncio.CancelledError) as error:
        task = asyncio.current_task()
        if task and task.cancelling():
            raise  # The reader has pressed Ctrl+C; a Chrome that ends cancels what waits for it, and not the task.
        raise DrawingError("Chrome ended while it was drawing.") from error
    answer: dict[str, Any] = response.get("result", {"exceptionDetails": response})
    if "exceptionDetails" in answer:
        raise DrawingError(f"Chrome could not draw the picture: {json.dumps(answer['exceptionDetails'])[:300]}.")
    return str(answer["result"]["value"])


@asynccontextmanager
async def _tab() -> AsyncIterator[choreographer.Tab]:
    """A tab with the script, read from a file so that nothing is fetched."""
    with tempfile.TemporaryDirectory(prefix="tech-hubs-") as folder:
        page = Path(folder) / "page.html"
        script = (STATIC / "pictures.js").read_text("utf-8")
        # Only the command line draws here: the app, which leaves it to the reader's browser, starts without.
        import choreographer
        from choreographer.errors import BrowserFailedError, ChromeNotFoundError

        try:
            page.write_text(f"<!doctype html><meta charset=utf-8><script>{script}</script>", "utf-8")
        except OSError as error:
            raise DrawingError(f"Nothing can be written into {folder} ({error.strerror}), and Chrome reads its page there.") from error
        try:
            browser = choreographer.Browser()
            await browser.open()
        except (ChromeNotFoundError, BrowserFailedError) as error:
            raise ChromeNotFound("There is no Chrome or Chromium that starts.") from error
        try:
            tab = await browser.create_tab(page.as_uri())
            await _ready(tab)
            yield tab
        finally:
            await browser.close()


async def _ready(tab: choreographer.Tab) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            code = "typeof techHubsPictures === 'object' && document.readyState === 'complete'"
            response = await tab.send_command("Runtime.evaluate", params={"expression": code, "returnByValue": True})
            if response.get("result", {}).get("result", {}).get("value") is True:
                return
            await asyncio.sleep(0.05)
