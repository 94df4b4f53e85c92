"""The static files of the app: the page, its scripts and its styles."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from dashboard.controls.page import STATIC, head
from dashboard.server import streamlit_internals
from dashboard.server.options import DATA
from dashboard.server.static_files import ASK_AGAIN, FOREVER, StaticFile, folder, text
from dashboard.table.files import released
from dashboard.table.wording import first_words


def files() -> dict[str, StaticFile]:
    """All static files by path; the page itself has the empty path."""
    own = folder(STATIC, "app/static", ASK_AGAIN)
    root = {"": text(page, ".html", ASK_AGAIN), "favicon.png": StaticFile((STATIC / "icon.png").read_bytes, ".png", ASK_AGAIN)}
    return {**folder(streamlit_internals.assets(), "static", FOREVER), **own, **root}


def page() -> str:
    """Streamlit's page with the title of the table, our styles and scripts."""
    title, _ = first_words(Path(os.environ.get(DATA.variable) or released()))
    html = streamlit_internals.page().replace(streamlit_internals.TITLE, f"<title>{escape(title)}</title>")
    return html.replace("</head>", f"{head()}</head>")
