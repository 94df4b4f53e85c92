"""CSS for the colours of the cities."""

from __future__ import annotations

from dashboard.render.theme import page_css
from dashboard.table.load import Table


def city_css(table: Table) -> str:
    """A rule for each city, and the colours of the pictures on a page."""
    colours = {city: f"hub-{place}" for place, city in enumerate(table.hubs, start=1)}
    named = "".join(f".th-{city} {{ --city: var(--{colours.get(city, 'muted')}); }}\n" for city in table.cities)
    return named + page_css(table.hubs)
