"""How a command ends, and how it says on the terminal why it could not run."""

from __future__ import annotations

import sys
from pathlib import Path

from dashboard.table.problems import Unreadable

OK, WRONG, COULD_NOT_RUN = 0, 1, 2
"""Done and nothing wrong; done, and something is wrong; not done."""


def refuse(*sentences: str) -> int:
    """Say why a command cannot run, a line a sentence; returns its exit status."""
    for sentence in sentences:
        print(f"tech-hubs: {sentence}", file=sys.stderr)
    return COULD_NOT_RUN


def unreadable(folder: Path, error: Unreadable) -> str:
    """That the table in ``folder`` cannot be read, as a sentence: the first problem, and what tells all of them."""
    return f"The data in {folder} cannot be read: {error.problems[0]} Run tech-hubs check for all that is wrong."


def cannot_listen(port: int | None, error: Exception) -> str:
    """That a page for coders finds no port, as a sentence."""
    reason = getattr(error, "strerror", None) or str(error)
    return f"Cannot listen on port {port or 'from 8601'} ({reason}). Choose another with --port."
