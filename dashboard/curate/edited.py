"""The files of a data folder as editable rows; rows that are not edited are written back byte for byte."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dashboard.table.files import Files
from dashboard.table.problems import Unreadable
from dashboard.table.rows import Row, read_rows
from dashboard.table.schema import DESCRIPTOR, Package, Resource, read_package, version_parts

MutableRow = dict[str, str]


@dataclass
class EditedTable:
    """One table: its rows as column to text, edited in place. ``order``: the columns as in the file."""

    resource: Resource
    order: tuple[str, ...]
    rows: list[MutableRow]
    touched: bool = False
    added: list[MutableRow] = field(default_factory=list)

    def add(self, cells: Mapping[str, str]) -> MutableRow:
        """Add and return a row with these cells; unknown columns are dropped."""
        row = {column: cells.get(column, "") for column in self.order}
        self.rows.append(row)
        self.added.append(row)
        self.touched = True
        return row

    def put(self, row: MutableRow, column: str, text: str) -> None:
        """Set the cell ``column`` of ``row`` to ``text``."""
        if row[column] != text:
            row[column] = text
            self.touched = True

    def keys(self) -> set[str]:
        """The first key column of every row."""
        return {row[self.resource.primary_key[0]] for row in self.rows}

    def sort(self) -> None:
        """Sort the rows in the order the check requires."""
        self.rows.sort(key=self._place)

    def content(self) -> bytes:
        """The bytes of the file."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.order)
        writer.writerows([row[column] for column in self.order] for row in self.rows)
        return text.getvalue().encode()

    def _place(self, row: MutableRow) -> tuple[str, ...]:
        return tuple(self._sortable(column, row[column]) for column in self.resource.primary_key)

    def _sortable(self, column: str, text: str) -> str:
        if self.resource[column].type == "integer" or column == "version":
            return ".".join(digits.zfill(6) for digits in text.split("."))
        return text


class EditedPackage:
    """Every table of a package and its descriptor, as read now. Raises `Unreadable` when one cannot be read."""

    def __init__(self, files: Files) -> None:
        self.package: Package = read_package(files)
        self.descriptor = files.read(DESCRIPTOR).decode("utf-8-sig")
        self._tables: dict[str, EditedTable] = {}
        problems = []
        for resource in (*self.package.tables, self.package.fingerprints):
            rows, faults = read_rows(files, resource)
            problems += faults
            self._tables[resource.name] = EditedTable(resource, _order(rows, resource), [_cells(row) for row in rows])
        if problems:
            raise Unreadable(problems)

    def __getitem__(self, name: str) -> EditedTable:
        return self._tables[name]

    def touched(self) -> Iterator[EditedTable]:
        """The tables whose content differs from their files."""
        return (target for target in self._tables.values() if target.touched)

    def described(self, version: str, day: str) -> bytes:
        """The descriptor with another version and day, and nothing else changed, blanks included."""
        raw = json.loads(self.descriptor)
        descriptor = {**raw, "version": version, "created": f"{day}T00:00:00Z"}
        text = self.descriptor
        for name in ("version", "created"):
            before, after = (json.dumps(each[name], ensure_ascii=False) for each in (raw, descriptor))
            text = text.replace(f'"{name}": {before}', f'"{name}": {after}', 1)
        if json.loads(text) != descriptor:
            text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        return text.encode()


def next_version(*versions: str) -> str:
    """The minor release after the newest of these versions."""
    newest = max(filter(None, map(version_parts, versions)), default=(0, 0, 0))
    return f"{newest[0]}.{newest[1] + 1}.0"


def _order(rows: Iterable[Row], resource: Resource) -> tuple[str, ...]:
    first = next(iter(rows), None)
    return tuple(sorted(first.places, key=first.places.__getitem__)) if first else resource.columns


def _cells(row: Row) -> MutableRow:
    return {column: row.cells[place] for column, place in row.places.items()}
