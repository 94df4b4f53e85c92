"""The real screens on the draft: the dashboard itself, on a compiled copy in a folder of its own, for this machine alone."""

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
class _Shown:
    """The dashboard on a copy: its process and its address."""

    process: subprocess.Popen[bytes]
    address: str


@st.cache_resource(show_spinner=False)
def _previews() -> dict[Path, tuple[Path, _Shown | None]]:
    """One copy for each draft's file, until the page is stopped."""
    kept: dict[Path, tuple[Path, _Shown | None]] = {}

    def clear() -> None:
        for place, shown in kept.values():
            if shown:
                shown.process.terminate()
            shutil.rmtree(place, ignore_errors=True)

    atexit.register(clear)
    return kept


def preview(path: Path, folder: Path, articles: Path, draft: Draft) -> tuple[str, tuple[Headline, ...]]:
    """Show the table with the draft in it, and give the address and the headlines before and after. Raises `Unreadable` and OSError."""
    kept = _previews()
    place, shown = kept.get(path, (None, None))
    if place is None:
        place = Path(tempfile.mkdtemp(prefix="tech-hubs-preview-"))
        kept[path] = (place, None)
    fresh = place / "next"
    shutil.rmtree(fresh, ignore_errors=True)
    staged = stage(folder, compile_draft(folder, draft, articles=articles), fresh, articles)
    told = headlines(load(folder), load(staged))
    # The dashboard reads its files again when they have changed.
    shutil.copytree(fresh, place / "shown", dirs_exist_ok=True)
    if shown is None or shown.process.poll() is not None:
        kept[path] = (place, shown := _start(place / "shown"))
    return shown.address, told


def _start(place: Path) -> _Shown:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _COMMAND, "run", "--data", str(place / "data"), "--articles", str(place / "seeds" / "articles")]
    known = {name: told for name, told in os.environ.items() if not name.startswith("TECH_HUBS_")}
    process = subprocess.Popen(
        [*command, "--port", str(port)], env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    return _Shown(process, f"http://127.0.0.1:{port}")
