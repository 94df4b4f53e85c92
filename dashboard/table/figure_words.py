"""What is said of a figure beside its amount: what it is a number of, whose it is, of when, and whether it is computed."""

from __future__ import annotations

from dashboard.table.comparability import printed_currency
from dashboard.table.load import Table
from dashboard.table.words import Record, inside, period_words

FIGURE_COLUMNS = [
    "claim_id", "alike", "weight", "fades", "article", "city", "status", "dimension", "measure", "measure_name", "value", "value_high",
    "qualifier", "unit", "boundary", "period", "as_printed", "method", "counts", "subject", "support",
]  # fmt: skip
"""What is asked of a figure where cities are compared."""


def same_figure(row: Record) -> str:
    """What two cities must agree on to share a figure; of a superlative and of a date the printed words, too."""
    words = row["as_printed"] if row["unit"] in ("rank", "date") else ""
    return " ".join(str(row[c]) for c in ("measure", "value", "value_high", "qualifier", "unit", "boundary", "period")) + f" {words}"


def detail(table: Table, row: Record) -> str:
    """What is said of a figure after its amount, in a few words."""
    return ", ".join(filter(None, [_about(row), _boundary(table, row), _time(row), _computed(table, row)]))


def _boundary(table: Table, row: Record) -> str:
    """Whose figure it is, where it is not the city's own."""
    return "" if row["boundary"] in ("city", "nation") else f"of {table.label('boundary', row['boundary'])}"


def _computed(table: Table, row: Record) -> str:
    if row["method"] != "derived":
        return ""
    return ", ".join(filter(None, ["computed", printed_currency(table.claims, str(row["claim_id"]))]))


def _about(row: Record) -> str:
    """What the number is a number of; of a rank, whose amount says among whom, what is ranked."""
    if row["unit"] == "rank":
        return str(row["counts"])
    return inside(str(row["measure_name"]))


def _time(row: Record) -> str:
    return period_words(str(row["period"])) if row["unit"] not in ("date", "year") else ""
