"""What the words of a figure say by themselves: its number, its hedge and its unit, where they print one number and no other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard.curate.sheet_values import digits
from dashboard.table.numbers import Printed, read_numbers, read_ranks

FILLED = ("value", "value_high", "qualifier", "unit")
"""The cells that may follow from the printed words."""
_UNITS = {"count": ("count",), "duration": ("years",), "rank": ("rank",), "money": ("CNY", "USD"), "rate": ("percent", "percentage_point")}
"""The units of a dimension; one that has but one unit needs none printed."""


def figure_cells(claim: Mapping[str, str], paragraph: str, dimensions: Mapping[str, str]) -> dict[str, str]:
    """The cells of a figure that follow from its printed words and are empty; none where a person has to choose.

    ``dimensions`` gives the dimension of a measure by its key.
    """
    dimension = dimensions.get(claim.get("measure", ""), "")
    printed = claim.get("as_printed", "")
    if claim.get("aspect") != "figure" or claim.get("operation") or not printed or printed not in paragraph:
        return {}
    found = _ranked(printed) if dimension == "rank" else _counted(printed, paragraph, dimension, claim.get("status", ""))
    return {name: text for name, text in found.items() if text and not claim.get(name)} if _agrees(claim, found) else {}


def _agrees(claim: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Whether what was typed is what would be filled in: where it is not, the person meant something else."""
    return all(claim.get(name, text) == text for name, text in found.items() if name != "unit" or text)


def _ranked(printed: str) -> dict[str, str]:
    ranks = read_ranks(printed)
    if len(ranks) != 1:
        return {}
    rank, hedge = ranks[0]
    return {"value": "" if rank is None else digits(Decimal(format(rank, ".15g"))), "qualifier": hedge, "unit": "rank"}


def _counted(printed: str, paragraph: str, dimension: str, status: str) -> dict[str, str]:
    start = paragraph.find(printed)
    inside = [each for each in read_numbers(paragraph) if start <= each.start < start + len(printed)]
    if len(inside) != 1:
        return {}
    number = inside[0]
    if dimension == "date":
        if _is_year(number) and status == "target":
            return {"value": _written(number.value), "qualifier": "exact", "unit": "year"}
        return {"qualifier": "exact", "unit": "date"} if number.kind == "date" or _is_year(number) else {}
    if number.kind not in ("number", "vague") or dimension not in _UNITS:
        return {}
    units = _UNITS[dimension]
    unit = number.unit if number.unit in units else units[0] if len(units) == 1 and not number.unit else ""
    told = {"value": _written(number.value), "qualifier": number.hedge, "unit": unit}
    return told if number.high is None else {**told, "qualifier": "range", "value_high": _written(number.high)}


def _is_year(number: Printed) -> bool:
    return (
        number.kind == "number"
        and number.value is not None
        and number.value.is_integer()
        and 1500 < number.value < 2200
        and not number.unit
    )


def _written(value: float | None) -> str:
    return "" if value is None else digits(Decimal(format(value, ".15g")))
