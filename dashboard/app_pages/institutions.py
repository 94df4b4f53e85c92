"""Institutions: who sits where, by name."""

from __future__ import annotations

from dashboard.controls import chart, current

table, selection, _ = current()
chart("institutions", table, selection)
