"""The real app, started by its own command on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen


@contextmanager
def serving(*options: str | Path) -> Iterator[str]:
    """Run ``tech-hubs run`` with ``options`` and give its address; what it printed is lost unless it fails to start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TECH_HUBS")}
    command = [sys.executable, "-c", "import sys; from dashboard.cli import main; sys.exit(main())", "run", "--port", str(port)]
    server = subprocess.Popen([*command, *map(str, options)], env=clean, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait(server, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait(server: subprocess.Popen[str], address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError(f"the app did not start: {server.communicate()[0]}")
