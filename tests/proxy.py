"""A real nginx for the tests: the one at hand, or Debian's where we may install it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HEAD = "daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n{user}events {{}}\nhttp {{\n{places}\n{recipe}\n}}\n"
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def installed() -> str | None:
    """The path of an nginx, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def install() -> None:
    """Get an nginx where none is at hand and we may install one; without one the tests that need it say so."""
    if not installed() and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "nginx-light"]):
            subprocess.run(["apt-get", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)


@contextmanager
def proxying(recipe: str, folder: Path, port: int) -> Iterator[None]:
    """Run nginx with a recipe for its `http` block, until it listens on ``port``. Raises RuntimeError with what it said."""
    install()
    program = installed()
    if not program:
        raise RuntimeError("The tests of several processes need nginx. Install Debian's nginx-light, or put another nginx on the path.")
    places = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS)
    user = "user root;\n" if os.geteuid() == 0 else ""  # The folder of a test is closed to others.
    (folder / "nginx.conf").write_text(HEAD.format(folder=folder, user=user, places=places, recipe=recipe), "utf-8")
    server = subprocess.Popen([program, "-c", folder / "nginx.conf", "-e", folder / "error.log"], stderr=subprocess.PIPE)
    try:
        _wait(server, port)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait(server: subprocess.Popen[bytes], port: int, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=2):
                return
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                return
            time.sleep(0.05)
        except OSError:
            return
    server.kill()
    raise RuntimeError(f"nginx did not start: {server.communicate()[1].decode()}")
