"""Everything that must hold before a change lands: ``python -m tests``; arguments go to pytest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser import firefox, install

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    [sys.executable, "-m", "ruff", "check", "."],
    [sys.executable, "-m", "ruff", "format", "--check", "."],
    [sys.executable, "-m", "mypy"],
    [shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"],
)


def main() -> int:
    install()
    failed = [step for step in STEPS if subprocess.run(step, cwd=ROOT, check=False).returncode]
    without = [] if firefox() else ["--ignore=tests/test_firefox.py"]
    tests = subprocess.run([sys.executable, "-m", "pytest", *without, *sys.argv[1:]], cwd=ROOT, check=False).returncode
    if without:
        print("There is no Firefox on this machine and none could be installed, so tests/test_firefox.py was left out.")
    for step in failed:
        print(f"FAILED: {' '.join(step)}")
    return 1 if failed or tests else 0


if __name__ == "__main__":
    sys.exit(main())
