"""Rows -> pictures. A chart is a pure function of selected rows; pages, exports and tests walk the same ``CHARTS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pandas as pd

from dashboard.charts import counts, figures, focus_areas, institutions, silence, targets
from dashboard.charts.style import Picture, Style
from dashboard.table.load import Table
from dashboard.table.selection import Selection

Draw: TypeAlias = Callable[[Table, pd.DataFrame, Selection, Style], Picture]

CHARTS: dict[str, Draw] = {
    "focus-areas": focus_areas.draw,
    "institutions": institutions.draw,
    "figures": figures.draw,
    "targets": targets.draw,
    "coverage": counts.draw_coverage,
    "speakers": counts.draw_speakers,
    "silence": silence.draw,
}
"""Every chart by its name."""
