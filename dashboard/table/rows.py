"""Reads a CSV file as rows, with all problems that prevent it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dashboard.table.files import Files
from dashboard.table.problems import Problem, listed, quoted
from dashboard.table.schema import Resource, allowed_folders
from dashboard.table.words import plural


class Cells(Protocol):
    """The cells of one line by column, whether from a file or not."""

    def __getitem__(self, column: str, /) -> str: ...


@dataclass(slots=True, eq=False)
class Row:
    """A line of a table: its number in the file (the header is row 1), its cells, and the index of each column."""

    number: int
    cells: list[str]
    places: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        return self.cells[self.places[column]]


def column_of(rows: Sequence[Row], column: str) -> list[str]:
    """The cells of one column, in the order of ``rows``, which must come from one file."""
    if not rows:
        return []
    # All rows of a file share one mapping.
    place = rows[0].places[column]
    return [row.cells[place] for row in rows]


def place(resource: Resource, row: Row, column: str = "") -> str:
    """The location of a cell or a row as text: ``claims.csv row 41 (four-hubs-22-a), value``."""
    whole = f"{Path(resource.path).name} row {row.number} ({quoted(key_of(resource, row))[1:-1]})"
    return f"{whole}, {column}" if column else whole


def key_of(resource: Resource, row: Row) -> str:
    """The key of a row, its columns separated by blanks."""
    return " ".join(row[column] for column in resource.primary_key)


def problem_at(resource: Resource, row: Row, column: str, what: str, fix: str) -> Problem:
    """A problem with a cell, or with a whole row where ``column`` is empty."""
    return Problem(place(resource, row, column), what, fix, (resource.name, column, row.number))


LONGEST = 131_072
"""How many characters a cell may hold."""
NEVER_EMPTY = ("cities",)
"""Tables that must have rows; the others are empty as long as no article is coded."""


def read_rows(files: Files, resource: Resource) -> tuple[list[Row], list[Problem]]:
    """The rows of a resource's file with the right number of cells, and the problems with the file and with other rows.

    A byte order mark and Windows line ends are accepted.
    """
    name = Path(resource.path).name
    try:
        raw = files.read(resource.path, *allowed_folders(files.folder, resource))
        raw.decode("utf-8-sig")
    except OSError as error:
        return [], [Problem(name, f"cannot be read ({error.strerror}).", "Restore the file, or name its folder with --data.")]
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start + 1})."
        return [], [Problem(name, what, "Save it as “CSV UTF-8”.")]
    # The limit is global to the process, and other libraries raise it.
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", newline=""), strict=True)
    # Cells repeat themselves: sharing equal strings saves memory.
    once: dict[str, str] = {}
    try:
        lines = [(number, [once.setdefault(cell, cell) for cell in cells]) for number, cells in enumerate(reader, start=1)]
    except csv.Error as error:
        where = f"{name} line {reader.line_num}"
        if len(raw) > LONGEST and "limit" in str(error):
            return [], [Problem(where, "holds a cell too long to be one.", "Shorten it, or close the quotation mark that opens it.")]
        return [], [Problem(where, f"is not CSV ({error}).", "Close every quotation mark and double those inside a cell.")]
    if not lines:
        return [], [Problem(name, "is empty.", f"Its first row must read: {','.join(resource.columns)}")]
    header = lines[0][1]
    wrong = _header_problems(name, header, resource.columns)
    if wrong:
        return [], wrong
    rows, problems = [], []
    places = {column: place for place, column in enumerate(header)}
    for number, cells in lines[1:]:
        if len(cells) == len(header):
            rows.append(Row(number, cells, places))
        elif not cells:
            problems.append(Problem(f"{name} row {number}", "is an empty line.", "Remove it."))
        else:
            what = f"has {plural(len(cells), 'cell')}, and the header {len(header)}."
            problems.append(Problem(f"{name} row {number}", what, "Add or remove commas, or quote a cell that holds one."))
    if not rows and not problems and resource.name in NEVER_EMPTY:
        problems.append(Problem(name, "holds a header and no rows.", "Restore its rows."))
    return rows, problems


def _header_problems(name: str, header: list[str], columns: tuple[str, ...]) -> list[Problem]:
    problems = []
    where = f"{name} row 1"
    twice = [column for column, count in Counter(header).items() if count > 1]
    missing = [column for column in columns if column not in header]
    unknown = [column for column in dict.fromkeys(header) if column not in columns]
    if twice:
        problems.append(Problem(where, f"has the column {listed(twice, 'and')} twice.", "Keep one of them."))
    if missing:
        problems.append(Problem(where, f"lacks the column {listed(missing, 'and')}.", "Add it; datapackage.json describes it."))
    if unknown:
        what = f"has a column that datapackage.json does not know: {listed(unknown, 'and')}."
        problems.append(Problem(where, what, "Remove it, or describe it there."))
    return problems
