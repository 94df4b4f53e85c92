"""Present: one picture in a fixed frame, large type, nothing else on the screen."""

from __future__ import annotations

from dashboard.controls.address import current
from dashboard.controls.pictures import presented


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    presented(table, selection)
