"""Institutions: who sits where, by name."""

from __future__ import annotations

from dashboard.controls.address import current
from dashboard.controls.pictures import show


def page() -> None:
    """Draw the screen."""
    table, selection, _ = current()
    show("institutions", table, selection)
