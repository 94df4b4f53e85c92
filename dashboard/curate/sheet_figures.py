"""Derives cells of a figure from its printed words, where they print exactly one number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard.curate.sheet_values import digits
from dashboard.table.numbers import Printed, read_numbers, read_ranks

FILLED = ("value", "value_high", "qualifier", "unit")
"""The cells that can be derived from printed words."""
_UNITS = {"count": ("count",), "duration": ("years",), "rank": ("rank",), "money": ("CNY", "USD"), "rate": ("percent", "percentage_point")}
"""The units of a dimension; a single unit need not be printed."""


def figure_cells(claim: Mapping[str, str], paragraph: str, dimensions: Mapping[str, str]) -> dict[str, str]:
    """The empty cells of a figure that follow from its printed words; none where a person has to choose.

    ``dimensions`` maps a measure to its dimension.
    """
    dimension = dimensions.get(claim.get("measure", ""), "")
    printed = claim.get("as_printed", "")
    if claim.get("aspect") != "figure" or claim.get("operation") or not printed or printed not in paragraph:
        return {}
    cells = _rank(printed) if dimension == "rank" else _quantity(printed, paragraph, dimension, claim.get("status", ""))
    return {name: text for name, text in cells.items() if text and not claim.get(name)} if _agrees(claim, cells) else {}


def _agrees(claim: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    """Whether the typed cells equal the derived ones; where they differ, the person meant something else."""
    return all(claim.get(name, text) == text for name, text in cells.items() if name != "unit" or text)


def _rank(printed: str) -> dict[str, str]:
    ranks = read_ranks(printed)
    if len(ranks) != 1:
        return {}
    rank, hedge = ranks[0]
    return {"value": "" if rank is None else digits(Decimal(format(rank, ".15g"))), "qualifier": hedge, "unit": "rank"}


def _quantity(printed: str, paragraph: str, dimension: str, status: str) -> dict[str, str]:
    start = paragraph.find(printed)
    inside = [each for each in read_numbers(paragraph) if start <= each.start < start + len(printed)]
    if len(inside) != 1:
        return {}
    number = inside[0]
    if dimension == "date":
        if _is_year(number) and status == "target":
            return {"value": _digits(number.value), "qualifier": "exact", "unit": "year"}
        return {"qualifier": "exact", "unit": "date"} if number.kind == "date" or _is_year(number) else {}
    if number.kind not in ("number", "vague") or dimension not in _UNITS:
        return {}
    units = _UNITS[dimension]
    unit = number.unit if number.unit in units else units[0] if len(units) == 1 and not number.unit else ""
    cells = {"value": _digits(number.value), "qualifier": number.hedge, "unit": unit}
    return cells if number.high is None else {**cells, "qualifier": "range", "value_high": _digits(number.high)}


def _is_year(number: Printed) -> bool:
    return (
        number.kind == "number"
        and number.value is not None
        and number.value.is_integer()
        and 1500 < number.value < 2200
        and not number.unit
    )


def _digits(value: float | None) -> str:
    return "" if value is None else digits(Decimal(format(value, ".15g")))
