"""What a reader takes away: the rows as a file."""

from __future__ import annotations

import pandas as pd

from dashboard.table.load import Table


def csv_bytes(table: Table, rows: pd.DataFrame) -> bytes:
    """The rows as CSV, in the columns of datapackage.json; UTF-8 with a mark, so that spreadsheets read Chinese."""
    columns = list(table.package["claims"].columns)
    return rows[columns].to_csv(index=False, lineterminator="\n", float_format="%.15g").encode("utf-8-sig")


def file_name(table: Table, rows: pd.DataFrame) -> str:
    """A name that says what is inside: ``tech-hubs_claims_1.0.0_12-rows.csv``."""
    return f"tech-hubs_claims_{table.package.version}_{len(rows)}-rows.csv"
