"""Focus areas: which city is tied to what, the kind of tie in the mark."""

from __future__ import annotations

from dashboard.controls.address import current
from dashboard.controls.pictures import chart

table, selection, _ = current()
chart("focus-areas", table, selection)
