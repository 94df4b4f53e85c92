"""The pictures: a table and a selection become the model of one; every format is drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from dashboard.pictures import focus_areas, overview, rests_on, silence, skyline, strips, targets, voices
from dashboard.pictures.model import Picture
from dashboard.table.load import Table
from dashboard.table.selection import Selection

Maker: TypeAlias = Callable[[Table, Selection, date], Picture]

PICTURES: Mapping[str, Maker] = {
    "overview": overview.picture_of,
    "focus-areas": focus_areas.picture_of,
    "targets": targets.picture_of,
    "voices": voices.picture_of,
    "strips": strips.picture_of,
    "silence": silence.picture_of,
    "skyline": skyline.picture_of,
    "rests-on": rests_on.over(lambda: PICTURES),
}
"""Every picture by its name, which is a promise of addresses and exports, in the order of the menus."""


def picture_of(name: str, table: Table, selection: Selection, today: date | None = None) -> Picture:
    """The picture of this name. ``today`` (default: the day) decides what is past. Raises KeyError for an unknown name."""
    return PICTURES[name](table, selection.only_filters(), today or date.today())
