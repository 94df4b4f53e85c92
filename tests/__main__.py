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
    # A process a core; the tests of a file stay together, with their browser and their server.
    tests = subprocess.run([sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *sys.argv[1:]], cwd=ROOT, check=False).returncode
    for step in failed:
        print(f"FAILED: {' '.join(step)}")
    return 1 if failed or tests else 0


if __name__ == "__main__":
    sys.exit(main())
