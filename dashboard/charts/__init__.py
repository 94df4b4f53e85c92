"""Rows -> pictures. A chart is a pure function of selected rows; pages, exports and tests walk the same ``CHARTS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pandas as pd

from dashboard.charts import figures, focus_areas
from dashboard.charts.style import Picture, Style
from dashboard.table.load import Table

Draw: TypeAlias = Callable[[Table, pd.DataFrame, str, Style], Picture]

CHARTS: dict[str, Draw] = {"focus-areas": focus_areas.draw, "figures": figures.draw}
"""Every chart by the name it has in the address, in files and on the command line."""
