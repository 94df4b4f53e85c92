"""Opens a workbook within size limits, and finds its sheets by name and its columns by title."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree

from dashboard.curate.sheet_layout import Sheet, SheetColumn
from dashboard.curate.sheet_words import folded
from dashboard.table.problems import Problem, listed, named, nearest, quoted
from dashboard.table.words import plural

MEGABYTES = 20
"""The maximum size of a workbook."""
_UNPACKED, _XML, _PARTS = 200 * 1024 * 1024, 60 * 1024 * 1024, 5_000
"""Limits of the unpacked workbook: bytes, bytes of XML, and number of parts."""
_CELLS, _AREA = 300_000, 100_000
"""The maximum number of cells, and the maximum area of a merged cell or a link."""
_HEADS = 10
"""The titles are looked for in this many rows."""
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_OLE = b"\xd0\xcf\x11\xe0"


class NotAWorkbook(ValueError):
    """A file cannot be read as a workbook; the message gives the reason and the next step."""


@dataclass(frozen=True)
class SheetCell:
    """A cell as stored: its place (``Claims!F12``), value, number format and type."""

    place: str
    value: Any
    form: str = "General"
    type: str = "s"


@dataclass(frozen=True)
class SheetRow:
    """A row that is not blank: its cells by the names of their columns."""

    number: int
    cells: Mapping[str, SheetCell]


@dataclass
class ReadSheet:
    """A sheet as read: its rows, the letters of its columns, its problems and notes."""

    name: str
    rows: list[SheetRow] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, column: str, row: int) -> str:
        """The place of a cell: ``Claims!F12``; the row alone where the column is missing."""
        return f"{self.name}!{self.letters[column]}{row}" if column in self.letters else f"{self.name}, row {row}"


def open_workbook(name: str, content: bytes) -> Any:
    """The workbook in ``content``; ``name`` is used in error messages. Raises `NotAWorkbook`."""
    if PurePath(name).suffix.lower() not in (".xlsx", ".xlsm"):
        raise NotAWorkbook(f"{quoted(name)} is no workbook that can be read. Save it as an Excel workbook (.xlsx).")
    if len(content) > MEGABYTES * 1024 * 1024:
        raise NotAWorkbook(f"{quoted(name)} is larger than {MEGABYTES} MB. Remove its pictures and the sheets that are not its own.")
    if content.startswith(_OLE):
        raise NotAWorkbook(f"{quoted(name)} has a password, or is in an older format. Save it without one as an Excel workbook (.xlsx).")
    try:
        _bounded(name, content)
        from openpyxl import load_workbook  # type: ignore[import-untyped] # Slow to import.

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Features it does not read are not needed.
            book = load_workbook(io.BytesIO(content), keep_links=False)
        if not book.worksheets:
            raise NotAWorkbook(
                f"{quoted(name)} holds no sheet that can be read. Save it as an Excel workbook (.xlsx), and not as a strict one."
            )
        return book
    except NotAWorkbook:
        raise
    except Exception as error:
        # openpyxl raises errors of many kinds for damaged files.
        raise NotAWorkbook(f"{quoted(name)} cannot be read. Open it, save it as an Excel workbook (.xlsx) and try again.") from error


def _bounded(name: str, content: bytes) -> None:
    """Refuse a file that would exhaust memory, before parsing: checks declared sizes, XML entities and the area of ranges."""
    too_much = NotAWorkbook(f"{quoted(name)} holds more than the workbook of an article may. Keep its own sheets alone, without pictures.")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        xml_parts = [part for part in parts if part.filename.endswith((".xml", ".rels", ".vml"))]
        if len(parts) > _PARTS or sum(p.file_size for p in parts) > _UNPACKED or sum(p.file_size for p in xml_parts) > _XML:
            raise too_much
        if not any(part.filename.startswith("xl/") for part in parts):
            raise NotAWorkbook(f"{quoted(name)} is no Excel workbook, whatever its name says. Save it as an Excel workbook (.xlsx).")
        left = [_CELLS, _AREA]
        for part in xml_parts:
            raw = packed.read(part)
            if re.search(rb"<!DOCTYPE|<!ENTITY", raw[:4096].replace(b"\0", b""), re.IGNORECASE):
                raise NotAWorkbook(
                    f"{quoted(name)} defines words of its own, as no workbook does. Save it anew as an Excel workbook (.xlsx)."
                )
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                _weigh(raw, left)
            if min(left) < 0:
                raise too_much


def _weigh(raw: bytes, budget: list[int]) -> None:
    for _, element in ElementTree.iterparse(io.BytesIO(raw)):
        tag = element.tag.rpartition("}")[2]
        if tag in ("c", "row"):
            budget[0] -= 1
        elif tag in ("mergeCell", "hyperlink"):
            budget[1] -= _area(element.get("ref", ""))
        if min(budget) < 0:
            return
        element.clear()


def _area(reference: str) -> int:
    match = _RANGE.fullmatch(reference.replace("$", ""))
    if not match:
        return 1
    columns = abs(_column(match[3]) - _column(match[1])) + 1
    return columns * (abs(int(match[4]) - int(match[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def find_sheet(book: Any, sheet: Sheet) -> ReadSheet | None:
    """The rows of a sheet, found by its name in any case; None if there is none."""
    worksheet = next((each for each in book.worksheets if folded(each.title) == folded(sheet.name)), None)
    return read_sheet(worksheet, sheet) if worksheet is not None else None


def read_sheet(sheet: Any, layout: Sheet) -> ReadSheet:
    """The rows below the titles of a sheet, whatever the order of its columns; columns without a known title are ignored."""
    result = ReadSheet(layout.name)
    lines = _lines(sheet, layout.name)
    titles = {folded(text): column.name for column in layout.columns for text in (column.name, column.title)}
    head = max(sorted(lines)[:_HEADS], key=lambda n: (sum(title_of(c) in titles for c in lines[n].values()), -n), default=0)
    headed = [(place, titles[title_of(cell)]) for place, cell in lines.get(head, {}).items() if title_of(cell) in titles]
    if len(headed) < min(2, len(layout.columns)):
        heads = listed((column.title for column in layout.columns[:4]), "and")
        result.problems.append(Problem(layout.name, "has no row of titles.", f"Write the titles into its first row: {heads} …"))
        return result
    for place, name in headed:
        if name in result.letters:
            what = f"{quoted(layout[name].title)} is the title of column {result.letters[name]}, too."
            result.problems.append(Problem(lines[head][place].place, what, "Keep one of the two."))
        else:
            result.letters[name] = _letter(place)
    names = {_column(letter): name for name, letter in result.letters.items()}
    result.rows = [
        SheetRow(number, cells)
        for number in sorted(lines)
        if number > head and (cells := {name: lines[number][place] for place, name in names.items() if place in lines[number]})
    ]
    _report_columns(result, layout, lines, head)
    _merged(result, sheet, set(names), head)
    _hidden(result, sheet)
    return result


def _lines(sheet: Any, name: str) -> dict[int, dict[int, SheetCell]]:
    """The non-empty cells by row and column; openpyxl's own iteration would create every cell it visits."""
    lines: dict[int, dict[int, SheetCell]] = {}
    for (row, place), cell in sheet._cells.items():
        value = cell.value
        if value is not None and not (isinstance(value, str) and cell.data_type != "f" and not value.strip()):
            lines.setdefault(row, {})[place] = SheetCell(f"{name}!{_letter(place)}{row}", value, cell.number_format, cell.data_type)
    return lines


def _letter(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def title_of(cell: SheetCell) -> str:
    """A title in the form in which titles are compared, without trailing signs."""
    return folded(str(cell.value).rstrip(" :*"))


def _report_columns(result: ReadSheet, layout: Sheet, lines: Mapping[int, Mapping[int, SheetCell]], head: int) -> None:
    """Report missing columns: a renamed one must be restored; a deleted one may stay away unless rows need it."""
    missing = [column for column in layout.columns if column.name not in result.letters]
    read_letters = set(result.letters.values())
    strangers = [cell for place, cell in sorted(lines[head].items()) if _letter(place) not in read_letters]
    for cell in strangers if missing else ():
        near = nearest(str(cell.value), [column.title for column in missing])
        what = f"{quoted(str(cell.value))} is no title of this sheet, and {listed(_titles(missing), 'and')} {_is(missing)} not there."
        fix = f"Write {listed(near[:1])} if the column is that one; else put the missing {_columns(missing)} back."
        result.problems.append(Problem(cell.place, what, fix))
    needed = [column for column in missing if column.required]
    if needed and not strangers:
        what = f"lacks the {_columns(needed)} {listed(_titles(needed), 'and')}."
        result.problems.append(Problem(layout.name, what, "Put it back with its title, or take a new workbook with tech-hubs sheet out."))
    elif missing and not strangers:
        result.notes.append(f"{layout.name}: without the {_columns(missing)} {listed(_titles(missing), 'and')}, taken as empty.")
    if strangers and not missing:
        result.notes.append(f"{layout.name}: the {_columns(strangers)} {listed(str(cell.value) for cell in strangers)} was not read.")


def _titles(columns: Sequence[SheetColumn]) -> Iterator[str]:
    return (column.title for column in columns)


def _columns(items: Sequence[object]) -> str:
    return "column" if len(items) == 1 else "columns"


def _is(items: Sequence[object]) -> str:
    return "is" if len(items) == 1 else "are"


def _merged(result: ReadSheet, sheet: Any, places: set[int], head: int) -> None:
    for area in sheet.merged_cells.ranges:
        if area.max_row >= head and any(area.min_col <= place <= area.max_col for place in places):
            fix = "Split it, and write into each cell what it holds."
            result.problems.append(Problem(f"{result.name}!{area.coord}", "is one cell merged of several.", fix))


def _hidden(result: ReadSheet, sheet: Any) -> None:
    hidden = {int(number) for number, line in sheet.row_dimensions.items() if line.hidden}
    count = sum(row.number in hidden for row in result.rows)
    if count:
        verb = "is" if count == 1 else "are"
        result.notes.append(
            f"{named(result.name)}: {plural(count, 'row')} that {verb} hidden {'was' if count == 1 else 'were'} read like the others."
        )
