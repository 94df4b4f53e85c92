"""Pictures as files without a browser window: SVG and PNG, drawn by a Chrome on this machine with the script the app uses."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plotly.offline import get_plotlyjs

from dashboard.charts.style import Figure

if TYPE_CHECKING:
    import choreographer

STATIC = Path(__file__).resolve().parent.parent / "static"
SECONDS = 60
"""How long one picture may take before Chrome is taken to hang."""


class NotDrawn(Exception):
    """The picture could not be drawn; the message is a sentence."""


class NoChrome(NotDrawn):
    """There is no Chrome or Chromium on this machine that starts."""


@dataclass(frozen=True)
class Drawn:
    """A picture as a file: its SVG, and its PNG when that was asked for."""

    svg: str
    png: bytes


@cache
def font_css() -> str:
    """The bundled type as CSS that carries the fonts in itself: Source Sans as it comes with Streamlit, and our Chinese characters."""
    streamlit = find_spec("streamlit")
    media = Path(str(streamlit and streamlit.origin)).parent / "static" / "static" / "media"
    files = [
        ("Source Sans", next(media.glob("SourceSansVF-Upright*.woff2")), "200 900", "U+0-10FFFF"),
        ("Noto Sans SC Subset", STATIC / "noto-sans-sc-subset.woff2", "400", "U+2190-21FF, U+2295-2BFF, U+3000-9FFF"),
    ]
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};unicode-range:{letters};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()}) format('woff2')}}"
        for family, path, weight, letters in files
    )


def portable(figure: Figure, words: str) -> dict[str, Any]:
    """A figure for a file of its own: links that lead nowhere outside the app taken out, ``words`` as its alternative text."""
    raw: dict[str, Any] = reworded(figure, lambda text: re.sub(r"<a [^>]*>|</a>", "", text))
    raw["layout"]["meta"] = {"words": words}
    return raw


def reworded(value: Any, change: Callable[[str], str]) -> Any:
    """A figure, or a part of it, with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: reworded(part, change) for key, part in value.items()}
    return [reworded(part, change) for part in value] if isinstance(value, list | tuple) else value


def draw(figures: Sequence[tuple[Figure, str]], times: int) -> Iterator[Drawn]:
    """Each figure (with its words) as SVG and, unless ``times`` is 0, that many times as large as PNG, one at a time.

    Raises `NoChrome` when there is none that starts, `NotDrawn` when it hangs or fails.
    """
    with asyncio.Runner() as runner:
        drawing = _draw(figures, times)
        try:
            while True:
                found = runner.run(_next(drawing))
                if found is None:
                    return
                yield found
        finally:
            runner.run(drawing.aclose())


async def _next(drawing: AsyncGenerator[Drawn, None]) -> Drawn | None:
    return await anext(drawing, None)


async def _draw(figures: Iterable[tuple[Figure, str]], times: int) -> AsyncGenerator[Drawn, None]:
    async with _tab() as tab:
        found = await tab.send_command("Runtime.evaluate", params={"expression": "globalThis"})
        page = found["result"]["result"]["objectId"]
        for figure, words in figures:
            raw = portable(figure, words)
            svg = await _call(tab, page, "(figure) => techHubsPictures.svg(JSON.parse(figure), fontCss)", json.dumps(raw))
            code = "async (svg, w, h, times) => techHubsPictures.base64(await techHubsPictures.png(svg, w, h, times))"
            size = (raw["layout"]["width"], raw["layout"]["height"])
            png = await _call(tab, page, code, svg, *size, times) if times else ""
            yield Drawn(svg, base64.b64decode(png))


async def _call(tab: choreographer.Tab, page: str, code: str, *values: object) -> str:
    given = {"functionDeclaration": code, "objectId": page, "awaitPromise": True, "returnByValue": True}
    given["arguments"] = [{"value": value} for value in values]
    try:
        async with asyncio.timeout(SECONDS):
            found = await tab.send_command("Runtime.callFunctionOn", params=given)
    except TimeoutError as error:
        raise NotDrawn("Chrome did not answer in time.") from error
    except (RuntimeError, asyncio.CancelledError) as error:
        task = asyncio.current_task()
        if task and task.cancelling():
            raise  # The reader has pressed Ctrl+C; a Chrome that ends cancels what waits for it, and not the task.
        raise NotDrawn("Chrome ended while it was drawing.") from error
    answer: dict[str, Any] = found.get("result", {"exceptionDetails": found})
    if "exceptionDetails" in answer:
        raise NotDrawn(f"Chrome could not draw the picture: {json.dumps(answer['exceptionDetails'])[:300]}.")
    return str(answer["result"]["value"])


@asynccontextmanager
async def _tab() -> AsyncIterator[choreographer.Tab]:
    """A tab with Plotly, the script and the fonts, read from a file so that nothing is fetched."""
    with tempfile.TemporaryDirectory(prefix="tech-hubs-") as folder:
        scripts = [get_plotlyjs(), (STATIC / "pictures.js").read_text("utf-8"), f"const fontCss = {json.dumps(font_css())};"]
        page = Path(folder) / "page.html"
        body = "".join(f"<script>{script}</script>" for script in scripts)
        # Only the command line draws here: the app, which leaves it to the reader's browser, starts without.
        import choreographer
        from choreographer.errors import BrowserFailedError, ChromeNotFoundError

        try:
            page.write_text(f"<!doctype html><meta charset=utf-8><style>{font_css()}</style>{body}", "utf-8")
        except OSError as error:
            raise NotDrawn(f"Nothing can be written into {folder} ({error.strerror}), and Chrome reads its page there.") from error
        try:
            browser = choreographer.Browser()
            await browser.open()
        except (ChromeNotFoundError, BrowserFailedError) as error:
            raise NoChrome("There is no Chrome or Chromium that starts.") from error
        try:
            tab = await browser.create_tab(page.as_uri())
            await _ready(tab)
            yield tab
        finally:
            await browser.close()


async def _ready(tab: choreographer.Tab) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            code = "typeof fontCss === 'string' && document.readyState === 'complete'"
            found = await tab.send_command("Runtime.evaluate", params={"expression": code, "returnByValue": True})
            if found.get("result", {}).get("result", {}).get("value") is True:
                return
            await asyncio.sleep(0.05)
