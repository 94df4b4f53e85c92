"""Known vulnerabilities in what the app needs to run: ``python -m tests.audit``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

PACKAGE = "china-tech-hubs"
UNREACHED = "The list of vulnerabilities could not be reached, so nothing was compared with it."


def needed(package: str = PACKAGE) -> dict[str, str]:
    """Everything a package needs to run, by name, with the version that is installed; what only an extra needs is left out."""
    found: dict[str, str] = {}
    ahead = [package]
    while ahead:
        for requirement in distribution(ahead.pop()).requires or ():
            name = re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")
            if "extra ==" in requirement or name in found:
                continue
            try:
                found[name] = distribution(name).version
            except PackageNotFoundError:  # Another platform needs it.
                continue
            ahead.append(name)
    return found


def verdict(printed: str, asked: Iterable[str]) -> tuple[int, list[str]]:
    """What an audit found: 1 when something is known to be vulnerable, else 0, and the sentences that say so."""
    try:
        answers: list[dict[str, Any]] = json.loads(printed)["dependencies"]
    except (ValueError, KeyError):
        return 0, [UNREACHED]
    known = [(answer["name"], answer["version"], hole) for answer in answers for hole in answer.get("vulns", ())]
    skipped = [answer["name"] for answer in answers if "skip_reason" in answer]
    if not known and len(skipped) == len(answers):
        return 0, [UNREACHED]
    told = [
        f"{name} {version}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}." for name, version, hole in known
    ]
    told += [f"Not compared: {', '.join(sorted(skipped))}."] if skipped else []
    return int(bool(known)), told or [f"No known vulnerability in {len(list(asked))} packages."]


def main() -> int:
    packages = needed()
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "pinned.txt"
        pinned.write_text("".join(f"{name}=={version}\n" for name, version in packages.items()), "utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(pinned), "--no-deps", "--disable-pip", "--timeout", "10"]
        done = subprocess.run([*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, check=False)
    status, told = verdict(done.stdout, packages)
    print("audit:", *told, sep="\n  ")
    return status


if __name__ == "__main__":
    sys.exit(main())
