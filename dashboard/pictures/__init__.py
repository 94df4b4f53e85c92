"""The pictures: a table and a selection become the model of one; every format is drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from dashboard.pictures import explore, figures, focus_areas, institutions, overview, rests_on, silence, skyline, strips, targets, voices
from dashboard.pictures.model import Picture
from dashboard.table.dimensions import USUAL, Arrangement
from dashboard.table.load import Table
from dashboard.table.selection import Selection

Maker: TypeAlias = Callable[[Table, Selection, date], Picture]

PICTURES: Mapping[str, Maker] = {
    "overview": overview.picture_of,
    "focus-areas": focus_areas.picture_of,
    "institutions": institutions.picture_of,
    "figures": figures.picture_of,
    "targets": targets.picture_of,
    "explore": explore.picture_of,
    "voices": voices.picture_of,
    "strips": strips.picture_of,
    "silence": silence.picture_of,
    "skyline": skyline.picture_of,
    "rests-on": rests_on.over(lambda: PICTURES),
}
"""Every picture by its name, which is a promise of addresses and exports, in the order of the menus."""

REPLACED = {"compare": "overview", "coverage": "strips", "speakers": "voices"}
"""Names that pictures had before, in addresses and exports, and what took their place."""


def picture_name(name: str) -> str:
    """The name under which a picture is known today."""
    return REPLACED.get(name, name)


ARRANGED = ("explore",)
"""The pictures whose claims stand as a reader arranges them."""


def picture_of(
    name: str, table: Table, selection: Selection, today: date | None = None, arranged: Arrangement = USUAL
) -> Picture:  # fmt: skip
    """The picture of this name. ``today`` (default: the day) decides what is past. Raises KeyError for an unknown name.

    ``arranged`` is for those of `ARRANGED`; the others stand as they are.
    """
    if picture_name(name) in ARRANGED:
        return explore.picture_of(table, selection.only_filters(), today or date.today(), arranged)
    return PICTURES[picture_name(name)](table, selection.only_filters(), today or date.today())
