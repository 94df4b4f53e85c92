"""The servers that are compared, each started by its own command on one core; the clients have the others."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
CORES = sorted(os.sched_getaffinity(0))
SPLIT = len(CORES) > 1 and shutil.which("taskset") is not None
"""Whether server and clients have cores of their own."""

Command = Callable[[int], list[str]]
"""From a port to what is to be run."""


@dataclass(frozen=True)
class Server:
    """A server that runs; ``seconds`` and ``bytes`` are those of the process and everything it started."""

    address: str
    process: psutil.Process

    def seconds(self) -> float:
        """CPU time used so far."""
        return sum(times.user + times.system for times in self._of(psutil.Process.cpu_times))

    def bytes(self) -> int:
        """Resident memory."""
        return sum(memory.rss for memory in self._of(psutil.Process.memory_info))

    def listening(self, seconds: float = 300) -> None:
        """Wait until it accepts a connection. Raises TimeoutError when it does not, or has ended."""
        host, _, port = self.address.removeprefix("http://").rpartition(":")
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE:
            with socket.socket() as knock:
                if not knock.connect_ex((host, int(port))):
                    return
            time.sleep(0.01)
        raise TimeoutError(f"{' '.join(self.process.cmdline())} does not answer")

    def _of(self, ask: Callable[[psutil.Process], Any]) -> Iterator[Any]:
        if self.process.is_running():
            for process in (self.process, *self.process.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    yield ask(process)


def app(data: Path | None = None) -> Command:
    """The app, by the command ``tech-hubs``."""
    run = [sys.executable, "-c", "import sys; from dashboard.cli import main; sys.exit(main())", "run"]
    return lambda port: [*run, "--port", str(port), *(["--data", str(data)] if data else [])]


def dash(data: Path | None = None) -> Command:
    """The Dash app as one serves it: gunicorn, one process, threads."""
    run = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        "1",
        "--threads",
        "8",
        "--keep-alive",
        "75",
        "--timeout",
        "600",
        "--log-level",
        "warning",
    ]
    return lambda port: [*run, "--bind", f"127.0.0.1:{port}", f"tests.bench.dash_app:serve({str(data or '')!r})"]


def bare() -> Command:
    """A Streamlit page with nothing on it, as it comes."""
    run = [sys.executable, "-m", "streamlit", "run", str(ROOT / "tests" / "bench" / "bare.py"), "--server.address", "127.0.0.1"]
    return lambda port: [*run, "--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.port", str(port)]


@contextmanager
def started(command: Command) -> Iterator[Server]:
    """A server that was started this moment and need not answer yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pinned = ["taskset", "-c", str(CORES[0])] if SPLIT else []
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TECH_HUBS")}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([*pinned, *command(port)], cwd=ROOT, env=clean, stdout=said, stderr=said)
        try:
            yield Server(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
            said.seek(0)
            text = said.read().decode(errors="replace")
            if "Traceback" in text:
                print(text[-4000:], file=sys.stderr)


@contextmanager
def serving(command: Command) -> Iterator[Server]:
    """A server that listens."""
    with started(command) as server:
        server.listening()
        yield server


def step_aside() -> None:
    """Leave the server's core to it: this process and what it starts run on the others."""
    if SPLIT:
        os.sched_setaffinity(0, set(CORES[1:]))
