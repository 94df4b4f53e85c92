"""Everything that must hold before a change lands: ``python -m tests``.

``python -m tests unit`` is what needs no browser and no server; ``python -m tests slow`` is what needs nginx, Firefox
or minutes. Whatever else is given goes to pytest.
"""

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


SUITES = {"unit": "not slow and not browser", "slow": "slow"}
USUAL = "not slow"


def main() -> int:
    given = sys.argv[1:]
    suite = given.pop(0) if given and given[0] in SUITES else ""
    if suite != "unit":
        browser.install(another=suite == "slow")
    if suite == "slow":
        proxy.install()
    failed = [] if suite else [step for step in STEPS if subprocess.run(step, cwd=ROOT, check=False).returncode]
    without = ["--ignore=tests/test_firefox.py"] if suite == "slow" and not browser.firefox() else []
    # A process a core, each with its browser and its server; who is done takes over from who is not.
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", "-m", SUITES.get(suite, USUAL), *without, *given]
    tests = subprocess.run(command, cwd=ROOT, check=False).returncode
    if without:
        print("There is no Firefox on this machine and none could be installed, so tests/test_firefox.py was left out.")
    for step in failed:
        print(f"FAILED: {' '.join(step)}")
    return 1 if failed or tests else 0


if __name__ == "__main__":
    sys.exit(main())
