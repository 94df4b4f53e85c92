"""Streamlit's own server with the entry script, and the addresses that give files."""

from __future__ import annotations

import gc
import os
import threading
import webbrowser
from contextlib import suppress
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.web import bootstrap

from dashboard.charts.comparison import table_html
from dashboard.downloads import routes
from dashboard.export.asked import Asked, picture
from dashboard.pictures import PICTURES
from dashboard.server.gateway import Backend
from dashboard.server.options import DATA, Settings
from dashboard.table.index import indexed
from dashboard.table.permalink import short
from dashboard.table.problems import Unreadable
from dashboard.table.selection import Selection
from dashboard.table.store import table_store

ENTRY = Path(__file__).resolve().parents[1] / "app.py"
_SECONDS_TO_REST = 3


def backend(settings: Settings, address: str, port: int, shown: str, open_browser: bool) -> Backend:
    """The app of ``settings``, which listens at ``address`` and is found at ``shown``. Its pages read the environment (see `publish`)."""

    def started() -> None:
        print(f"Tech Hubs is at {shown} (stop it with Ctrl+C)", flush=True)
        warming = threading.Timer(_SECONDS_TO_REST, warm, (settings.url or shown,))
        warming.daemon = True
        warming.start()
        if open_browser:
            threading.Timer(0, webbrowser.open, [shown]).start()

    ours = routes(settings.base_path)
    app = st.App(ENTRY, routes=ours)
    told = {"server.address": address, "server.port": port, "server.baseUrlPath": settings.base_path, "logger.level": "warning"}
    bootstrap.load_config_options(told)
    # Streamlit looks through all its options for each part of the theme, at every run of a page; from here on they stay as they are.
    config.get_options_for_section = cache(config.get_options_for_section)
    return Backend(app, ours, started=started)


def warm(site: str) -> None:
    """Do what the first reader would wait for, unless one is here already: the imports, the pictures of everything, the search."""
    with suppress(Unreadable):
        table = table_store(Path(os.environ[DATA.variable])).snapshot().table
        for name in PICTURES:
            picture(table, Asked(name, Selection(), link=short(table, site, name, Selection(), PICTURES)))
        table_html(table, Selection(), only_differences=False)
        indexed(table)
    # What is here now stays: a collection of garbage need not look through it again and again.
    gc.collect()
    gc.freeze()
