"""The browsers of the tests: a Chromium, at hand, Debian's or Playwright's own; and a Firefox, at hand or Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FIREFOX = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def installed() -> str | None:
    """The path of a Chromium, or None: then Playwright's own is to be used."""
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def firefox() -> str | None:
    """The path of a Firefox, or None: Playwright brings none that is a reader's own."""
    return os.environ.get("FIREFOX_PATH") or next(filter(None, map(shutil.which, FIREFOX)), None)


def install(another: bool = False) -> None:
    """Get a Chromium where none is at hand, and ``another`` one, a Firefox, where Debian's may be installed.

    Raises CalledProcessError when that fails.
    """
    missing = [*["chromium"] * (not installed()), *["firefox-esr"] * (another and not firefox())]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet, stdout=subprocess.DEVNULL)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)
        return
    if installed():
        return
    root = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    if not any(root.glob("chromium*")):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
