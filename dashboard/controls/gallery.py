"""The gallery: small live pictures of the other screens, each with a link to its screen."""

from __future__ import annotations

from dashboard.charts.markup import cached, link, render
from dashboard.export.request import SIZES, home
from dashboard.pictures import PICTURES
from dashboard.table.selection import Selection


@cached
def gallery_html(selection: Selection) -> str:
    """Every picture but the overview, drawn by the server when it comes into view, of the same selection."""
    filters = selection.only_filters().query()
    width, height = SIZES["square"]
    still = (("size", f"{width}x{height}"), ("still", "yes"), *filters)
    pictures = [
        (name.replace("-", " ").capitalize(), link(home(name), filters), name, link(f"drawn/{name}.html", still)) for name in PICTURES
    ]
    return render("gallery", pictures=pictures[1:])
