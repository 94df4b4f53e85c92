"""Rules on repetition: duplicates in a paragraph, restatements in an article, support by another article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.table.exemptions import Finding, Named
from dashboard.table.problems import listed, named, neighbours, quoted
from dashboard.table.rows import Row

KEYS = {"focus_area": "area", "institution": "institution", "figure": "measure"}
"""The column with the subject of a claim, by its aspect."""
_SAME = {
    "focus_area": ("basis",),
    "institution": ("relation",),
    "figure": ("value", "value_high", "unit", "boundary", "period", "area", "institution"),
}
"""The columns that distinguish claims with the same paragraph, city, aspect and subject. Status and speaker do not."""


def duplicates(rows: list[Row]) -> Iterator[Named]:
    """No two claims of a paragraph agree on city, subject and the columns in _SAME, whatever their status and speaker."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        about = row[KEYS[row["aspect"]]] if row["aspect"] in KEYS else ""
        columns = _SAME.get(row["aspect"], ())
        same = (row["article"], row["paragraph"], row["city"], row["aspect"], about, *(row[column] for column in columns))
        first = seen.setdefault(same, row)
        if first is not row:
            what = f"says of {named(row['city'])} and {named(about)} what {named(first['claim_id'])} says."
            yield "duplicate", (row, "claim_id", what, "Keep one of the two rows.")


def restatements(rows: list[Row]) -> Iterator[Named]:
    """``restates`` refers to an original that agrees with the claim; the unit may differ, and then the value."""
    by_id = {row["claim_id"]: row for row in rows}
    keys = sorted(by_id)
    for row in rows:
        if not row["restates"]:
            continue
        target = by_id.get(row["restates"])
        if target is None:
            near = f"Write the key of the claim it repeats: {listed(neighbours(row['restates'], keys))}."
            yield "", (row, "restates", f"{quoted(row['restates'])} is no claim.", near)
        elif target is row:
            yield "", (row, "restates", "is the claim itself.", "Point at the original, or empty the cell.")
        elif target["restates"]:
            yield "", (row, "restates", f"{named(row['restates'])} is itself a restatement.", "Point at the original.")
        elif (target["city"], target["aspect"]) != (row["city"], row["aspect"]):
            yield "", (row, "restates", f"{named(row['restates'])} has another city or aspect.", "Point at the claim that says the same.")
        else:
            yield from _disagreement(row, target)


def _disagreement(row: Row, target: Row) -> Iterator[Named]:
    columns = ["basis", "relation", "status"]
    if target["unit"] == row["unit"]:
        columns += ["value", "value_high"]
    apart = [column for column in columns if row[column] != target[column]]
    if apart:
        theirs = listed([f"the {_titled(column)} {target[column] or 'none'}" for column in apart], "and")
        mine = listed([row[column] or "none" for column in apart], "and")
        what = f"{named(row['restates'])} has {theirs}, this row {mine}."
        yield "restatement", (row, "restates", what, "Correct one of them, or empty the cell.")


def _titled(column: str) -> str:
    return column.replace("_", " ")


def supports(rows: list[Row]) -> Iterator[Finding]:
    """``same_as`` refers to an earlier claim of another article that agrees in city, subject, status and number."""
    by_id: Mapping[str, Row] = {row["claim_id"]: row for row in rows}
    keys = sorted(by_id)
    for row in rows:
        if not row["same_as"]:
            continue
        target = by_id.get(row["same_as"])
        if target is None:
            near = f"Write the key of the claim that says the same: {listed(neighbours(row['same_as'], keys))}."
            yield row, "same_as", f"{quoted(row['same_as'])} is no claim.", near
            continue
        fault = _no_support(row, target)
        if fault:
            yield row, "same_as", *fault


def _no_support(row: Row, target: Row) -> tuple[str, str] | None:
    name = named(target["claim_id"])
    if target["article"] == row["article"]:
        return f"{name} is of the same article.", "Write it in restates, or name a claim of another article."
    if target["same_as"]:
        return f"{name} itself says the same as {named(target['same_as'])}.", f"Write {named(target['same_as'])}."
    if target["restates"]:
        return f"{name} restates {named(target['restates'])}.", f"Write {named(target['restates'])}."
    if row["claim_id"] < target["claim_id"]:
        return f"{name} is the later key of the two.", f"Write {named(row['claim_id'])} in the row of {name}, and empty this cell."
    if row["restates"]:
        return f"stands beside restates {named(row['restates'])}.", f"Write it in the row of {named(row['restates'])} alone."
    columns = [
        "city", "aspect", KEYS.get(row["aspect"], "aspect"), "basis", "relation", "status", "value", "value_high", "unit", "qualifier",
        "boundary", "period",
    ]  # fmt: skip
    apart = [column for column in dict.fromkeys(columns) if row[column] != target[column]]
    if apart:
        theirs = listed([f"the {_titled(column)} {target[column] or 'none'}" for column in apart], "and")
        mine = listed([row[column] or "none" for column in apart], "and")
        return f"{name} has {theirs}, this row {mine}.", "Two claims that differ so do not say the same: empty the cell."
    return None
