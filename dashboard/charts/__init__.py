"""Rows -> pictures. A chart is a pure function of selected rows; pages, exports and tests walk the same ``CHARTS``."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from dashboard.charts import card, counts, figures, focus_areas, institutions, silence, targets
from dashboard.charts.frame import FLOW, Frame
from dashboard.charts.style import Picture, Style
from dashboard.table.load import Table
from dashboard.table.selection import Selection


class Draw(Protocol):
    """How a chart is drawn: the table, the rows to draw, what was asked, the style, the frame; the rows are left as they are."""

    def __call__(self, table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture: ...


CHARTS: dict[str, Draw] = {
    "compare": card.draw,
    "focus-areas": focus_areas.draw,
    "institutions": institutions.draw,
    "figures": figures.draw,
    "targets": targets.draw,
    "coverage": counts.draw_coverage,
    "speakers": counts.draw_speakers,
    "silence": silence.draw,
}
"""Every chart by its name."""
