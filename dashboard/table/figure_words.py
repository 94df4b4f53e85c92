"""The text beside the amount of a figure: measure, boundary, period, and whether it is computed."""

from __future__ import annotations

from dashboard.table.comparability import printed_currency
from dashboard.table.load import Table
from dashboard.table.words import Record, inside, period_words

FIGURE_COLUMNS = [
    "claim_id", "alike", "weight", "fades", "article", "city", "status", "dimension", "measure", "measure_name", "value", "value_high",
    "qualifier", "unit", "boundary", "period", "as_printed", "method", "counts", "subject", "support",
]  # fmt: skip
"""The columns of a figure that the comparison of cities reads."""


def same_figure(row: Record) -> str:
    """A text that is equal for figures that two cities share; ranks and dates also need the same printed words."""
    words = row["as_printed"] if row["unit"] in ("rank", "date") else ""
    return " ".join(str(row[c]) for c in ("measure", "value", "value_high", "qualifier", "unit", "boundary", "period")) + f" {words}"


def detail(table: Table, row: Record) -> str:
    """The text after the amount of a figure, separated by commas; needs `FIGURE_COLUMNS`."""
    return ", ".join(filter(None, [_about(row), _boundary(table, row), _time(row), _computed(table, row)]))


def _boundary(table: Table, row: Record) -> str:
    """The boundary, where it is neither the city nor the nation."""
    return "" if row["boundary"] in ("city", "nation") else f"of {table.label('boundary', row['boundary'])}"


def _computed(table: Table, row: Record) -> str:
    if row["method"] != "derived":
        return ""
    return ", ".join(filter(None, ["computed", printed_currency(table.claims, str(row["claim_id"]))]))


def _about(row: Record) -> str:
    """What the figure counts; for a rank, what is ranked, because its amount already names the measure."""
    if row["unit"] == "rank":
        return str(row["counts"])
    return inside(str(row["measure_name"]))


def _time(row: Record) -> str:
    return period_words(str(row["period"])) if row["unit"] not in ("date", "year") else ""
