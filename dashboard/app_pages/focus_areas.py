"""Focus areas: which city is tied to what, the kind of tie in the mark."""

from __future__ import annotations

from dashboard.controls import chart, current

table, selection, _ = current()
chart("focus-areas", table, selection)
