"""Focus areas: which city is tied to what, the kind of tie in the mark."""

from __future__ import annotations

from dashboard.controls.address import current
from dashboard.controls.pictures import show


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    show("focus-areas", table, selection)
