"""Targets: when each promise falls due, and what the articles say came of it."""

from __future__ import annotations

from dashboard.controls import chart, current

table, selection, _ = current()
chart("targets", table, selection)
