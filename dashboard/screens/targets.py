"""Targets: when each promise falls due, and what the articles say came of it."""

from __future__ import annotations

from dashboard.controls.address import current
from dashboard.controls.pictures import show


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    show("targets", table, selection)
