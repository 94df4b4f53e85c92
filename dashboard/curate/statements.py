"""The sentence a claim is told in, from its cells: the verb is that of its status, the rest is the person's to put right."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.table.load import Table
from dashboard.table.words import amount, inside, period_words

_SAYS = "says"


def draft_statement(table: Table, cells: Mapping[str, str]) -> str:
    """A first sentence for a claim, in words of our own: it names the city, and its verb carries the status."""
    city = table.label("city", cells.get("city", "")) or "The city"
    status, speaker = cells.get("status", ""), cells.get("speaker", "") or "the article"
    thing = _thing(table, cells)
    when = period_words(cells.get("period", ""))
    if cells.get("aspect") == "institution":
        said = _institution(city, thing, cells)
    else:
        said = {
            "in_place": f"{city} has {thing}",
            "announced": f"{city} {'is to get' if cells.get('basis') == 'assigned' else 'has announced'} {thing}",
            "target": f"{city} aims to have {cells.get('aim') or thing}",
            "forecast": f"{city} is expected to have {thing}",
            "claimed": f"{city} has {thing}",
        }.get(status, f"{city} has {thing}")
    if when and when not in said:
        said = f"{said} {when if when.startswith(('by', 'from')) else f'in {when}'}"
    return f"{said}, {_inside(speaker)} {_SAYS}." if status == "claimed" else f"{said}."


def _institution(city: str, body: str, cells: Mapping[str, str]) -> str:
    status = cells.get("status", "")
    told = {
        "in_city": f"{city} is home to {body}",
        "about_city": f"{city} is spoken of or dealt with by {body}",
        "around_city": f"{city} lies in {body}",
        "not_in_city": f"{city} is not home to {body}",
        "compared": f"{city} is compared with {body}",
    }.get(cells.get("relation", ""), f"{city} has {body}")
    if status == "announced":
        return f"{city} has announced {body}"
    if status == "target":
        return f"{city} aims to have {body}"
    return f"{city} is expected to have {body}" if status == "forecast" else told


def _thing(table: Table, cells: Mapping[str, str]) -> str:
    aspect = cells.get("aspect")
    if aspect == "institution":
        return table.label("institution", cells.get("institution", ""))
    if aspect == "focus_area":
        return inside(table.label("area", cells.get("area", "")) or "an area")
    value, high = pd.to_numeric(pd.Series([cells.get("value", ""), cells.get("value_high", "")]), errors="coerce")
    told = {**cells, "value": float(value), "value_high": float(high)}
    measure = table.label("measure", cells.get("measure", "")) if cells.get("measure") else ""
    row = {"unit": "", "qualifier": "exact", "period": "", "as_printed": "", "measure_name": measure, **told}
    if row["unit"] == "rank" and value != value:
        return f"“{cells.get('as_printed', '')}”"
    counts = cells.get("counts") or inside(measure or "things")
    return f"{amount(row)}, {counts}" if row["unit"] in ("rank", "year", "date") else f"{amount(row)} {counts}"


def _inside(speaker: str) -> str:
    return f"{speaker[0].lower()}{speaker[1:]}" if speaker.startswith(("The ", "An ", "Some ")) else speaker
