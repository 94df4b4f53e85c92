"""Everything that must hold before a change lands: ``python -m tests``; arguments go to pytest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests import browser, proxy

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    [sys.executable, "-m", "ruff", "check", "."],
    [sys.executable, "-m", "ruff", "format", "--check", "."],
    [sys.executable, "-m", "mypy"],
    [sys.executable, "-m", "tests.audit"],
    [shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"],
)


def main() -> int:
    browser.install()
    proxy.install()
    failed = [step for step in STEPS if subprocess.run(step, cwd=ROOT, check=False).returncode]
    without = [] if browser.firefox() else ["--ignore=tests/test_firefox.py"]
    # A process a core, each with its browser and its server; who is done takes over from who is not.
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *without, *sys.argv[1:]]
    tests = subprocess.run(command, cwd=ROOT, check=False).returncode
    if without:
        print("There is no Firefox on this machine and none could be installed, so tests/test_firefox.py was left out.")
    for step in failed:
        print(f"FAILED: {' '.join(step)}")
    return 1 if failed or tests else 0


if __name__ == "__main__":
    sys.exit(main())
