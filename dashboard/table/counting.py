"""The counting rules as sentences for the codebook; the code that applies each is named in `counting_rules`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.wording import one
from dashboard.table.words import inside

HUB = "innovation-hub"
"""The key of the area that stands for being named a hub. A table need not have it."""


@lru_cache(maxsize=4)
def hubs_named(table: Table) -> int:
    """How many hubs have a claim that assigns them this role, whatever the filters."""
    named = table.distinct[(table.distinct["area"] == HUB) & (table.distinct["basis"] == "assigned")]
    return len(set(named["city"]) & set(table.hubs))


def counting_rules(table: Table) -> Mapping[str, str]:
    """What is counted to the rule it is counted by, as text. Applied in `names.is_number`, `names.bodies` and `targets.due_year`."""
    wording, place = table.wording, table.wording.place
    named = short(table, "area", HUB) if HUB in table.names("areas") else ""
    none = f" to be named {one(inside(named))} is none." if named else ""
    return {
        "Claims": "Each claim counts once; one that restates another is left out of counts, and is listed all the same.",
        "Numbers": (
            "A figure counts as a number when an article reports it with a value, and its unit is not a date, a year or a rank. "
            "Restatements and computed amounts, such as conversions of money, are left out; so is what is only said in words. "
            f"Numbers of firms and zones are among those of their {place}."
        ),
        "Named bodies": (
            f"Each institution that a claim puts in the {place} under a name of its own counts once; zones, districts, regions, events "
            f"and media do not. A body that belongs to another one of the same {place} counts as that one."
        ),
        "Target years": (
            f"The years by which a claim with the status target falls due, each once {wording.a_place}; restatements are left out."
        ),
        "Focus areas": (
            f"The areas that at least one claim ties to {wording.a_hub}{f';{none}' if none else '.'} Restatements tie nothing."
        ),
    }
