"""Which figures may share an axis, and for all the others why they may not."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.table.load import Table
from dashboard.table.words import Record, amount


@dataclass(frozen=True)
class Axis:
    """Figures of the same thing, in the same unit, within the same boundary: they may be drawn side by side."""

    comparable: str
    unit: str
    boundary: str
    figures: pd.DataFrame


@dataclass(frozen=True)
class Gate:
    """The figures of a selection, those that can be compared on axes and the others with a reason each."""

    axes: tuple[Axis, ...]
    ledger: pd.DataFrame
    """The rest, with a column ``reason`` in words."""

    def hubs(self, table: Table) -> tuple[str, ...]:
        """The hubs that share an axis with another hub: usually there are none."""
        alone = [set(axis.figures["city"]) & set(table.hubs) for axis in self.axes]
        found = {city for cities in alone if len(cities) > 1 for city in cities}
        return tuple(city for city in table.hubs if city in found)


def sort_figures(table: Table, rows: pd.DataFrame) -> Gate:
    """Pass the figures of ``rows`` through the gate. Restatements are left out; dollars give way to derived yuan."""
    figures = in_yuan(rows[rows["aspect"] == "figure"])
    keys = figures["comparable"].where(figures["value"].notna(), "")
    sizes = figures.assign(gate=keys).groupby(["gate", "unit", "boundary"])["claim_id"].transform("size")
    shared = (keys != "") & (sizes > 1)
    axes = tuple(
        Axis(str(comparable), str(unit), str(boundary), part)
        for (comparable, unit, boundary), part in figures[shared].groupby(["comparable", "unit", "boundary"], sort=False)
    )
    rest = figures[~shared].copy()
    alike = set(keys[keys.duplicated(keep=False)]) - {""}
    rest["reason"] = [_reason(table, row, row["comparable"] in alike) for row in rest.to_dict("records")]
    return Gate(axes, rest)


def in_yuan(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures without restatements, a foreign amount giving way to the derived row that says it in yuan."""
    yuan = figures[(figures["method"] == "derived") & (figures["unit"] == "CNY") & (figures["restates"] != "")]
    stays = (figures["restates"] == "") & ~figures["claim_id"].isin(yuan["restates"])
    return figures[stays | figures["claim_id"].isin(yuan["claim_id"])]


def printed_currency(claims: pd.DataFrame, claim: str) -> str:
    """How a converted amount is printed: ``printed as 8.9 billion US dollars``; empty when it is not a conversion."""
    original = str(claims.at[claim, "restates"])
    if claims.at[claim, "method"] != "derived" or not original:
        return ""
    return f"printed as {amount(claims.loc[original].to_dict())}"


def _reason(table: Table, row: Record, has_like: bool) -> str:
    if row["unit"] == "rank":
        main = "a superlative is somebody's word, not an amount"
    elif row["unit"] == "date":
        main = "a date, not an amount"
    elif row["value"] != row["value"]:
        main = "no number is printed"
    elif row["method"] == "derived" and row["measure"] == "exchange-rate":
        main = "a rate for converting, computed"
    elif has_like:
        main = "the figures like it have another unit or boundary"
    else:
        main = "no other figure measures the same thing"
    parts = [main]
    if row["boundary"] != "city":
        label = table.label("boundary", str(row["boundary"]))
        parts.append(f"a figure of {label}, not of a city" if row["city"] != "china" else f"a figure of {label}")
    if row["status"] in ("target", "announced", "forecast"):
        parts.append(f"{table.label('status', str(row['status'])).lower()}, not a present fact")
    if not row["period"] and row["unit"] in ("CNY", "USD", "count", "percent"):
        parts.append("no year is printed")
    return "; ".join(parts)
