"""How far the two codings of the articles agree before they were settled, field by field."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

CODING = Path(__file__).parents[1] / "seeds" / "coding"
HEADER = [
    "article",
    "paragraph",
    "city",
    "aspect",
    "area",
    "institution",
    "relation",
    "basis",
    "measure",
    "value",
    "value_high",
    "qualifier",
    "unit",
    "boundary",
    "period",
    "status",
    "speaker",
    "speaker_kind",
    "as_printed",
    "statement",
    "restates_paragraph",
    "note",
]
"""The columns the instructions give a coder."""

APPLIES = {
    "basis": ("focus_area",),
    "relation": ("institution",),
    "status": ("focus_area", "institution", "figure"),
    "qualifier": ("figure",),
    "boundary": ("figure",),
    "period": ("focus_area", "institution", "figure"),
    "speaker_kind": ("focus_area", "institution", "figure"),
}
"""The fields compared on units both coded, and the aspects each applies to."""

KEY = {"focus_area": ("area",), "institution": ("institution",), "figure": ("measure", "value", "unit")}
"""What a row is about, by aspect."""

Row: TypeAlias = dict[str, str]
Unit: TypeAlias = tuple[str, ...]
Coding: TypeAlias = dict[Unit, Row]


@dataclass(frozen=True)
class Agreement:
    """In how many of how many cases both coders wrote the same."""

    field: str
    agree: int
    of: int


def unit(row: Row) -> Unit:
    """Article, paragraph, city, aspect, and the area, the institution, or the measure with its value and unit."""
    return (row["article"], row["paragraph"], row["city"], row["aspect"], *(row[column] for column in KEY[row["aspect"]]))


def read_coding(path: Path) -> Coding:
    """One coder's rows by unit. Raises ValueError when a unit stands twice."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    coding = {unit(row): row for row in rows}
    if len(coding) < len(rows):
        raise ValueError(f"{path.name} codes a unit twice")
    return coding


def cities(coding: Coding) -> dict[Unit, set[str]]:
    """The cities a coder ties to the same thing in one paragraph."""
    found: dict[Unit, set[str]] = defaultdict(set)
    for article, paragraph, city, *rest in coding:
        found[article, paragraph, *rest].add(city)
    return found


def agreement(a: Coding, b: Coding) -> list[Agreement]:
    """The raw agreement: found of the units either coded, city of what both coded, the fields of the units both coded."""
    both = a.keys() & b.keys()
    here, there = cities(a), cities(b)
    shared = here.keys() & there.keys()
    found = [
        Agreement("found", len(both), len(a.keys() | b.keys())),
        Agreement("city", sum(here[key] == there[key] for key in shared), len(shared)),
        _values(a, b),
    ]
    for field, aspects in APPLIES.items():
        units = [key for key in both if a[key]["aspect"] in aspects]
        found.append(Agreement(field, sum(a[key][field] == b[key][field] for key in units), len(units)))
    return found


def _values(a: Coding, b: Coding) -> Agreement:
    """Of the measures both coders found of a city in a paragraph, those to which they gave the same values."""
    here, there = _by_measure(a), _by_measure(b)
    shared = here.keys() & there.keys()
    return Agreement("value", sum(here[key] == there[key] for key in shared), len(shared))


def _by_measure(coding: Coding) -> dict[Unit, set[tuple[str, ...]]]:
    found: dict[Unit, set[tuple[str, ...]]] = defaultdict(set)
    for row in coding.values():
        if row["aspect"] == "figure":
            key = (row["article"], row["paragraph"], row["city"], row["measure"])
            found[key].add((row["value"], row["value_high"], row["unit"]))
    return found


def markdown(rows: list[Agreement]) -> str:
    """The agreement as a Markdown table."""
    head = ["| field | agree | of | share |", "|---|---|---|---|"]
    return "\n".join(
        head + [f"| {row.field} | {row.agree} | {row.of} | {f'{row.agree / row.of:.1%}' if row.of else '–'} |" for row in rows]
    )


def measured() -> str:
    """The table for the two codings in ``seeds/coding/``."""
    return markdown(agreement(read_coding(CODING / "coder-a.csv"), read_coding(CODING / "coder-b.csv")))


if __name__ == "__main__":
    print(measured())
