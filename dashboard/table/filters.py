"""What may be left out of the table: each filter and each lens is one value here, and everybody reads it.

The sidebar draws a widget for each, the address holds its parameter, subtitles, chips and file names say its words, the command line
takes it in ``--select``. The parameters are a promise: addresses, citations and short links hold them.
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
    """Keeps the claims with one of some values: its ``parameter``, the ``column`` of the claims, what its widget is called.

    ``label`` may hold ``{heads}``, what places are called. A ``long`` one has more values than can stand side by side. ``unset`` is
    its word in a link that writes every parameter.
    """

    parameter: str
    column: str
    label: str
    long: bool = False
    unset: str = "all"

    def title(self, table: Table) -> str:
        """What its widget is called, in the words of the table."""
        return self.label.format(heads=table.wording.heads)


@dataclass(frozen=True)
class Lens:
    """Changes what every screen shows, by a rule: its ``parameter``, the ``field`` of a selection, its widget and its words.

    ``word`` turns it on in an address; one without takes an article there, and then ``{}`` in its words is that article's name;
    ``{place}`` in them is what a place is called.
    ``slug`` stands in file names, ``keep`` says which rows it leaves, ``unset`` is its word in a link that writes every parameter.
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
        """What stands in the address when it is on; empty when it is off."""
        found = getattr(selection, self.field)
        return str(found) if not self.word else self.word if found else ""

    def said(self, words: str, table: Table, value: str) -> str:
        """Its chip, its sentence or its help for a value of the address."""
        return words.format("" if self.word or not value else table.label("article", value), place=table.wording.place)


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
"""What a filter or lens that leaves nothing out is called in a link that writes every parameter."""
