"""What is given from memory from the first moment on: the page, its scripts and its styles."""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from importlib.util import find_spec
from pathlib import Path

from dashboard.controls.page import STATIC, head
from dashboard.server.options import DATA
from dashboard.server.static_files import ASK_AGAIN, FOREVER, File, folder, text
from dashboard.table.files import released
from dashboard.table.wording import first_words

_DRAWN = ("Html", "Selectbox", "ButtonGroup", "Multiselect", "Checkbox", "Button")
"""What of Streamlit's stands on every screen."""


def files() -> dict[str, File]:
    """Everything, by its address; the page itself under the empty name."""
    own = folder(STATIC, "app/static", ASK_AGAIN)
    root = {"favicon.png": File((STATIC / "icon.png").read_bytes, ".png", ASK_AGAIN)}
    root["manifest.json"] = File((_streamlit() / "manifest.json").read_bytes, ".json", ASK_AGAIN)
    return {**folder(_streamlit() / "static", "static", FOREVER), **own, **root, "": text(page, ".html", ASK_AGAIN)}


def page() -> str:
    """Streamlit's page with our styles and script, and the scripts of what is drawn on it, which Streamlit asks for late."""
    drawn = "".join(f'<script type="module" src="./{script}"></script>' for script in _scripts(_DRAWN))
    title, _ = first_words(Path(os.environ.get(DATA.variable) or released()))
    found = (_streamlit() / "index.html").read_text(encoding="utf-8").replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>")
    return found.replace("</head>", f"{head()}{drawn}</head>")


def _scripts(names: Iterable[str]) -> list[str]:
    place = _streamlit()
    return [script.relative_to(place).as_posix() for name in names for script in (place / "static" / "js").glob(f"{name}.*.js")]


def _streamlit() -> Path:
    """Where Streamlit keeps its own files, found without the second it takes to import it."""
    found = find_spec("streamlit")
    assert found and found.origin, "streamlit is not installed"
    return Path(found.origin).parent / "static"
