"""What is given from memory from the first moment on: the page, its scripts and its styles."""

from __future__ import annotations

from dashboard.controls.page import STATIC, head
from dashboard.server import streamlit_internals
from dashboard.server.static_files import ASK_AGAIN, FOREVER, File, folder, text


def files() -> dict[str, File]:
    """Everything, by its address; the page itself under the empty name."""
    own = folder(STATIC, "app/static", ASK_AGAIN)
    root = {"": text(page, ".html", ASK_AGAIN), "favicon.png": File((STATIC / "icon.png").read_bytes, ".png", ASK_AGAIN)}
    return {**folder(streamlit_internals.assets(), "static", FOREVER), **own, **root}


def page() -> str:
    """Streamlit's page with our title, styles and scripts."""
    found = streamlit_internals.page().replace(streamlit_internals.TITLE, "<title>Tech Hubs</title>")
    return found.replace("</head>", f"{head()}</head>")
