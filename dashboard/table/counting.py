"""How things are counted, as sentences for the codebook: each says the rule that the code beside its name keeps."""

from __future__ import annotations

from collections.abc import Mapping

COUNTED: Mapping[str, str] = {
    "Claims": "Each claim counts once; one that restates another is left out of counts, and is listed all the same.",
    "Numbers": (
        "A figure counts as a number when an article reports it with a value, and its unit is not a date, a year or a rank. "
        "Restatements and computed amounts, such as conversions of money, are left out; so is what is only said in words. "
        "Numbers of firms and zones are among those of their city."
    ),
    "Named bodies": (
        "Each institution that a claim puts in the city under a name of its own counts once; zones, districts, regions, events and "
        "media do not. A body that belongs to another one of the same city counts as that one."
    ),
    "Target years": "The years by which a claim with the status target falls due, each once a city; restatements are left out.",
    "Focus areas": "The areas that at least one claim ties to a hub; to be named an innovation hub is none. Restatements tie nothing.",
}
"""What is counted, and by which rule: `names.is_number`, `names.bodies`, `promises.due_year`."""
