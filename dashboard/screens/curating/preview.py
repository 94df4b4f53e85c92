"""A preview of the draft: the dashboard itself, on a compiled copy of the data, reachable from this machine only."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.curate.compile import compile_draft
from dashboard.curate.draft import Draft
from dashboard.curate.draft_check import stage
from dashboard.curate.summary import Headline, headlines
from dashboard.table.load import load

_COMMAND = "import sys; from dashboard.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass
class _Dashboard:
    """A running dashboard on a copy: its process and its address."""

    process: subprocess.Popen[bytes]
    address: str


@st.cache_resource(show_spinner=False)
def _previews() -> dict[Path, tuple[Path, _Dashboard | None]]:
    """The preview of each draft file, kept until the page is stopped."""
    previews: dict[Path, tuple[Path, _Dashboard | None]] = {}

    def clear() -> None:
        for place, dashboard in previews.values():
            if dashboard:
                dashboard.process.terminate()
            shutil.rmtree(place, ignore_errors=True)

    atexit.register(clear)
    return previews


def preview(path: Path, folder: Path, articles: Path, draft: Draft) -> tuple[str, tuple[Headline, ...]]:
    """Start or update the preview; returns its address, and the headlines before and after. Raises `Unreadable` and OSError."""
    previews = _previews()
    place, dashboard = previews.get(path, (None, None))
    if place is None:
        place = Path(tempfile.mkdtemp(prefix="tech-hubs-preview-"))
        previews[path] = (place, None)
    fresh = place / "next"
    shutil.rmtree(fresh, ignore_errors=True)
    staged = stage(folder, compile_draft(folder, draft, articles=articles), fresh, articles)
    changes = headlines(load(folder), load(staged))
    # The dashboard reads its files again when they have changed.
    shutil.copytree(fresh, place / "shown", dirs_exist_ok=True)
    if dashboard is None or dashboard.process.poll() is not None:
        previews[path] = (place, dashboard := _start(place / "shown"))
    return dashboard.address, changes


def _start(place: Path) -> _Dashboard:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _COMMAND, "run", "--data", str(place / "data"), "--articles", str(place / "seeds" / "articles")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TECH_HUBS_")}
    process = subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    return _Dashboard(process, f"http://127.0.0.1:{port}")
