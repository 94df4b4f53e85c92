"""The real app, started by its own command on a port of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = [sys.executable, "-c", "import sys; from dashboard.cli import main; sys.exit(main())"]


@contextmanager
def serving(*options: str | Path, **environment: str) -> Iterator[str]:
    """Run ``tech-hubs run`` with ``options`` and give its address; what it printed is lost unless it fails to start."""
    with started(*options, **environment) as (_, address, _printed):
        yield address


@contextmanager
def adding(*options: str | Path) -> Iterator[str]:
    """Run ``tech-hubs add`` with ``options`` and give its address."""
    with started(*options, command="add") as (_, address, _printed):
        yield address


@contextmanager
def started(*options: str | Path, command: str = "run", **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """The same, with the process and the file of what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TECH_HUBS")}
        line = [*COMMAND, command, "--port", str(free_port()), *map(str, options)]
        with printed.open("wb") as file:
            server = subprocess.Popen(line, env=clean | environment, stdout=file, stderr=subprocess.STDOUT)
        try:
            yield server, _address(server, printed), printed
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _address(server: subprocess.Popen[bytes], printed: Path, seconds: float = 60) -> str:
    """The address the app prints once it answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        found = re.search(r"(?:Tech Hubs is|Add an article) at (\S+)", printed.read_text("utf-8"))
        if found:
            return found[1]
        time.sleep(0.1)
    server.kill()
    raise RuntimeError(f"the app did not start: {printed.read_text('utf-8')}")
