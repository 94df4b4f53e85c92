"""The registries of filters and lenses: each is one value, read by every part that needs it.

The sidebar draws a widget for each, the address holds its parameter, subtitles, chips and file names use its texts, the command line
takes it in ``--select``. The parameters must not change: addresses, citations and short links hold them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.table.columns import Mask, Numbered
    from dashboard.table.load import Table
    from dashboard.table.selection import Selection


@dataclass(frozen=True)
class Filter:
    """A filter keeps the claims with one of the chosen values of ``column``; ``parameter`` is its name in the address.

    ``label`` is the title of its widget and may hold ``{heads}``, what places are called. ``long`` says that the values are too many to
    show side by side. ``unset`` is the value that means no filter in a link that writes every parameter.
    """

    parameter: str
    column: str
    label: str
    long: bool = False
    unset: str = "all"

    def title(self, table: Table) -> str:
        """The title of its widget, in the wording of the table."""
        return self.label.format(heads=table.wording.heads)


@dataclass(frozen=True)
class Lens:
    """A lens changes what every screen shows by a rule; ``field`` is its attribute of `Selection`, ``parameter`` its name in the address.

    ``word`` is the value that turns it on in an address; a lens without one takes the key of an article, whose name replaces ``{}`` in
    its texts. ``{place}`` in them is what a place is called. ``slug`` is its part of file names, ``keep`` computes the mask of the rows
    it leaves, ``unset`` is the value that means off in a link that writes every parameter.
    """

    parameter: str
    field: str
    word: str
    unset: str
    label: str
    help: str
    chip: str
    sentence: str
    slug: str
    keep: Callable[[Table, Selection, Numbered], Mask]

    def value(self, selection: Selection) -> str:
        """Its value in the address; empty when it is off."""
        setting = getattr(selection, self.field)
        return str(setting) if not self.word else self.word if setting else ""

    def text(self, template: str, table: Table, value: str) -> str:
        """Fill one of its texts (``chip``, ``sentence``, ``help``) for a value of the address."""
        return template.format("" if self.word or not value else table.label("article", value), place=table.wording.place)


FILTERS = {
    each.parameter: each
    for each in (
        Filter("cities", "city", "{heads}"),
        Filter("areas", "area", "Focus areas", long=True),
        Filter("articles", "article", "Articles"),
        Filter("status", "status", "Status"),
        Filter("speakers", "speaker_kind", "Who speaks"),
    )
}
"""The filters by their parameter, in the order of the sidebar and of the address."""

LENSES = {
    each.parameter: each
    for each in (
        Lens(
            "like", "like_for_like", "yes", "no", "Like for like", "Only articles that cover every {place} compared.", "Like for like",
            "like for like: only articles that cover every {place} compared", "like-for-like",
            lambda table, selection, rows: rows["article"].holds(selection.covering(table)),
        ),
        Lens(
            "without", "without", "", "none", "Leave an article out", "", "Without {}", "without {}",
            "without-",
            lambda table, selection, rows: ~rows["article"].holds([selection.without]),
        ),
        Lens(
            "interest", "disinterested", "hide", "show", "Hide interested speakers", "Officials on their own {place}, firms on themselves.",
            "Interested speakers hidden", "interested speakers hidden", "hide-interested",
            lambda table, selection, rows: rows["interest"].holds([""]),
        ),
    )
}  # fmt: skip
"""The lenses by their parameter, in the order of the address."""

EVERYTHING = {name: each.unset for name, each in FILTERS.items()} | {name: each.unset for name, each in LENSES.items()}
"""The value of each parameter that leaves nothing out, for links that write every parameter."""
