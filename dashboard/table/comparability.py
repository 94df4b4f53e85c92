"""Comparability: which figures may share an axis, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.table.load import Table
from dashboard.table.status_words import pending
from dashboard.table.words import Record, amount, inside, period_words


@dataclass(frozen=True)
class Axis:
    """Figures with the same ``comparable``, ``unit`` and ``boundary``: they may be drawn on one axis."""

    comparable: str
    unit: str
    boundary: str
    figures: pd.DataFrame


@dataclass(frozen=True)
class Comparability:
    """The figures of a selection, split into those that share an axis and the others."""

    axes: tuple[Axis, ...]
    others: pd.DataFrame
    """The figures on no axis, with a column ``reason`` (text)."""

    def hubs(self, table: Table) -> tuple[str, ...]:
        """The keys of the hubs that share an axis with another hub, in the order of the table."""
        cities_by_axis = [set(axis.figures["city"]) & set(table.hubs) for axis in self.axes]
        sharing = {city for cities in cities_by_axis if len(cities) > 1 for city in cities}
        return tuple(city for city in table.hubs if city in sharing)


@dataclass(frozen=True)
class Answer:
    """Whether two figures may be compared; if not, the reasons, and a sentence that names a pair that may."""

    allowed: bool
    reasons: tuple[str, ...]
    nearest: str


def askable(table: Table) -> pd.DataFrame:
    """The figures that can be compared at all: with a value, without ranks and restatements, foreign amounts in yuan."""
    figures = every_figure(table)
    return figures[figures["value"].notna() & (figures["unit"] != "rank")]


def ask(table: Table, first: str, second: str) -> Answer:
    """Compare two figures by their claim keys. Raises KeyError when a key is not among `askable`."""
    figures = askable(table)
    one, other = figures.loc[first].to_dict(), figures.loc[second].to_dict()
    reasons = list(_differences(table, one, other))
    blocking = not one["comparable"] or any(one[column] != other[column] for column in ("comparable", "unit", "boundary"))
    return Answer(not blocking, tuple(reasons), "" if not blocking else _nearest(figures, one, other))


def _differences(table: Table, one: Record, other: Record) -> Iterator[str]:
    if one["measure"] != other["measure"]:
        yield f"They measure different things: {inside(str(one['measure_name']))}, and {inside(str(other['measure_name']))}."
    for column, phrase in (("unit", "in"), ("boundary", "of"), ("status", "reported as")):
        if one[column] != other[column]:
            words = [table.label(column, str(row[column])).lower() or str(row[column]) for row in (one, other)]
            yield f"One is {phrase} {words[0]}, the other {phrase} {words[1]}."
    if one["city"] != other["city"] and "nation" in (one["boundary"], other["boundary"]):
        yield f"One is the nation's, the other {table.wording.a_place}'s."
    times = [period_words(str(row["period"])) or "a time not printed" for row in (one, other)]
    if one["period"] != other["period"]:
        yield f"One speaks of {times[0]}, the other of {times[1]}."
    elif not one["period"]:
        yield "Neither prints the time it speaks of."
    for row in (one, other):
        if row["method"] == "derived":
            printed = printed_currency(table.claims, str(row["claim_id"]))
            yield f"{amount(row)[0].upper()}{amount(row)[1:]} is computed{f', {printed}' if printed else ''}."


def _nearest(figures: pd.DataFrame, one: Record, other: Record) -> str:
    for row in (one, other):
        alike = figures[
            (figures["comparable"] == row["comparable"]) & (figures["unit"] == row["unit"])
            & (figures["boundary"] == row["boundary"]) & (figures["claim_id"] != row["claim_id"])
        ]  # fmt: skip
        if row["comparable"] and len(alike):
            neighbour = alike.iloc[0].to_dict()
            return f"{_named(row)} may stand beside {_named(neighbour)}."
    return "No other figure measures what either of them does: read each with its own claim, and do not draw them on one axis."


def _named(row: Record) -> str:
    when = period_words(str(row["period"]))
    return f"{row['city_name']}: {inside(str(row['measure_name']))}, {amount(row)}{f' ({when})' if when and row['unit'] != 'year' else ''}"


def group_by_axis(table: Table, rows: pd.DataFrame) -> Comparability:
    """Split the figures of ``rows`` (claims) into axes and others. Restatements are dropped; dollars give way to derived yuan."""
    figures = in_yuan(rows[rows["aspect"] == "figure"])
    keys = _axis_keys(figures)
    sizes = figures.assign(gate=keys).groupby(["gate", "unit", "boundary"])["claim_id"].transform("size")
    shared = (keys != "") & (sizes > 1)
    axes = tuple(
        Axis(str(comparable), str(unit), str(boundary), part)
        for (comparable, unit, boundary), part in figures[shared].groupby(["comparable", "unit", "boundary"], sort=False)
    )
    rest = figures[~shared].copy()
    alike, here = _alike(every_figure(table)), _alike(figures)
    rest["reason"] = [_reason(table, row, row["comparable"] in alike, row["comparable"] in here) for row in rest.to_dict("records")]
    return Comparability(axes, rest)


def _alike(figures: pd.DataFrame) -> set[str]:
    keys = _axis_keys(figures)
    return set(keys[keys.duplicated(keep=False)]) - {""}


def _axis_keys(figures: pd.DataFrame) -> pd.Series:
    """The ``comparable`` of each figure, empty for ranks and dates: a bar would draw the second place longer than the first."""
    return figures["comparable"].where(figures["value"].notna() & ~figures["unit"].isin(["rank", "date"]), "")


def shares_axis(figure: Record) -> tuple[str, str, str] | None:
    """The (comparable, unit, boundary) that `group_by_axis` groups a figure by; None where it may share no axis."""
    if not figure["comparable"] or figure["value"] != figure["value"] or figure["unit"] in ("rank", "date"):
        return None
    return str(figure["comparable"]), str(figure["unit"]), str(figure["boundary"])


@lru_cache(maxsize=4)
def every_figure(table: Table) -> pd.DataFrame:
    """The figures of the whole table, foreign amounts in yuan."""
    return in_yuan(table.distinct[table.distinct["aspect"] == "figure"])


def in_yuan(figures: pd.DataFrame) -> pd.DataFrame:
    """``figures`` without restatements, and with foreign amounts replaced by the derived rows in yuan."""
    yuan = figures[(figures["method"] == "derived") & (figures["unit"] == "CNY") & (figures["restates"] != "")]
    stays = (figures["restates"] == "") & ~figures["claim_id"].isin(yuan["restates"])
    return figures[stays | figures["claim_id"].isin(yuan["claim_id"])]


def printed_currency(claims: pd.DataFrame, claim: str) -> str:
    """The original of a converted amount: ``printed as 8.9 billion US dollars``; empty when the claim is no conversion."""
    original = str(claims.at[claim, "restates"])
    if claims.at[claim, "method"] != "derived" or not original:
        return ""
    return f"printed as {amount(claims.loc[original].to_dict())}"


def _reason(table: Table, row: Record, has_like: bool, like_is_here: bool) -> str:
    if row["unit"] == "rank":
        main = "a rank is somebody's word for an order, not an amount"
    elif row["unit"] in ("date", "year"):
        main = "a date, not an amount"
    elif row["value"] != row["value"]:
        main = "no number is printed"
    elif row["method"] == "derived" and row["measure"] == "exchange-rate":
        main = "a rate for converting, computed"
    elif has_like:
        main = "the figures like it have another unit or boundary" if like_is_here else "the figures like it are left out by your filters"
    else:
        main = "no other figure measures the same thing"
    parts = [main]
    if row["boundary"] != "city":
        label = table.label("boundary", str(row["boundary"]))
        parts.append(f"a figure of {label}, not of {table.wording.a_place}" if row["city"] != table.nation else f"a figure of {label}")
    if row["status"] in pending(table):
        parts.append(f"{table.label('status', str(row['status'])).lower()}, not a present fact")
    if not row["period"] and row["unit"] in ("CNY", "USD", "count", "percent"):
        parts.append("no year is printed")
    return "; ".join(parts)
