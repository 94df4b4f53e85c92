"""A workbook that comes back: opened within bounds, its sheets found by their names and its columns by their titles."""

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
from dashboard.table.problems import Problem, listed, named, nearest, shown
from dashboard.table.words import plural

MEGABYTES = 20
"""How large a workbook may be."""
_UNPACKED, _XML, _PARTS = 200 * 1024 * 1024, 60 * 1024 * 1024, 5_000
"""How much it may hold once it is unpacked, in bytes, how much of that as XML, and of how many parts."""
_CELLS, _AREA = 300_000, 100_000
"""How many cells it may hold, and over how many a merged cell or a link may reach."""
_HEADS = 10
"""Among how many rows the titles are looked for."""
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_OLE = b"\xd0\xcf\x11\xe0"


class NotAWorkbook(ValueError):
    """A file cannot be read as a workbook; the message is a sentence that says why, and what to do."""


@dataclass(frozen=True)
class SheetCell:
    """A cell as the file holds it: where it stands (``Claims!F12``), its value, its number format and its type."""

    place: str
    value: Any
    form: str = "General"
    type: str = "s"


@dataclass(frozen=True)
class SheetRow:
    """A row that is not blank, by the names of the columns it was found under."""

    number: int
    cells: Mapping[str, SheetCell]


@dataclass
class ReadSheet:
    """What was found of a sheet: its rows, the letters of its columns, what is wrong with it as a whole and what is to be said of it."""

    name: str
    rows: list[SheetRow] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, column: str, row: int) -> str:
        """Where a cell stands: ``Claims!F12``; the row alone where the column is not there."""
        return f"{self.name}!{self.letters[column]}{row}" if column in self.letters else f"{self.name}, row {row}"


def open_workbook(name: str, content: bytes) -> Any:
    """The workbook in ``content``; ``name`` is what an error calls it. Raises `NotAWorkbook`."""
    if PurePath(name).suffix.lower() not in (".xlsx", ".xlsm"):
        raise NotAWorkbook(f"{shown(name)} is no workbook that can be read. Save it as an Excel workbook (.xlsx).")
    if len(content) > MEGABYTES * 1024 * 1024:
        raise NotAWorkbook(f"{shown(name)} is larger than {MEGABYTES} MB. Remove its pictures and the sheets that are not its own.")
    if content.startswith(_OLE):
        raise NotAWorkbook(f"{shown(name)} has a password, or is in an older format. Save it without one as an Excel workbook (.xlsx).")
    try:
        _bounded(name, content)
        from openpyxl import load_workbook  # type: ignore[import-untyped] # It takes a while to import.

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of what it does not read nothing is needed.
            book = load_workbook(io.BytesIO(content), keep_links=False)
        if not book.worksheets:
            raise NotAWorkbook(
                f"{shown(name)} holds no sheet that can be read. Save it as an Excel workbook (.xlsx), and not as a strict one."
            )
        return book
    except NotAWorkbook:
        raise
    except Exception as error:
        # Whatever is wrong with a file somebody gives, the reader of it raises what it likes.
        raise NotAWorkbook(f"{shown(name)} cannot be read. Open it, save it as an Excel workbook (.xlsx) and try again.") from error


def _bounded(name: str, content: bytes) -> None:
    """Refuse what would fill the memory, before it is read: a part holds no more than it says, and no cell reaches over a whole sheet."""
    too_much = NotAWorkbook(f"{shown(name)} holds more than the workbook of an article may. Keep its own sheets alone, without pictures.")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        written = [part for part in parts if part.filename.endswith((".xml", ".rels", ".vml"))]
        if len(parts) > _PARTS or sum(p.file_size for p in parts) > _UNPACKED or sum(p.file_size for p in written) > _XML:
            raise too_much
        if not any(part.filename.startswith("xl/") for part in parts):
            raise NotAWorkbook(f"{shown(name)} is no Excel workbook, whatever its name says. Save it as an Excel workbook (.xlsx).")
        left = [_CELLS, _AREA]
        for part in written:
            raw = packed.read(part)
            if re.search(rb"<!DOCTYPE|<!ENTITY", raw[:4096].replace(b"\0", b""), re.IGNORECASE):
                raise NotAWorkbook(
                    f"{shown(name)} defines words of its own, as no workbook does. Save it anew as an Excel workbook (.xlsx)."
                )
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                _weigh(raw, left)
            if min(left) < 0:
                raise too_much


def _weigh(raw: bytes, left: list[int]) -> None:
    for _, element in ElementTree.iterparse(io.BytesIO(raw)):
        tag = element.tag.rpartition("}")[2]
        if tag in ("c", "row"):
            left[0] -= 1
        elif tag in ("mergeCell", "hyperlink"):
            left[1] -= _area(element.get("ref", ""))
        if min(left) < 0:
            return
        element.clear()


def _area(reference: str) -> int:
    found = _RANGE.fullmatch(reference.replace("$", ""))
    if not found:
        return 1
    columns = abs(_column(found[3]) - _column(found[1])) + 1
    return columns * (abs(int(found[4]) - int(found[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def find_sheet(book: Any, sheet: Sheet) -> ReadSheet | None:
    """The rows of a sheet, found by its name in whatever case; None where there is none."""
    found = next((each for each in book.worksheets if folded(each.title) == folded(sheet.name)), None)
    return read_sheet(found, sheet) if found is not None else None


def read_sheet(sheet: Any, wanted: Sheet) -> ReadSheet:
    """The rows under the titles of a sheet, whatever the order of its columns; those without a title of ours are left alone."""
    read = ReadSheet(wanted.name)
    lines = _lines(sheet, wanted.name)
    titles = {folded(text): column.name for column in wanted.columns for text in (column.name, column.title)}
    head = max(sorted(lines)[:_HEADS], key=lambda n: (sum(title_of(c) in titles for c in lines[n].values()), -n), default=0)
    known = [(place, titles[title_of(cell)]) for place, cell in lines.get(head, {}).items() if title_of(cell) in titles]
    if len(known) < min(2, len(wanted.columns)):
        told = listed((column.title for column in wanted.columns[:4]), "and")
        read.problems.append(Problem(wanted.name, "has no row of titles.", f"Write the titles into its first row: {told} …"))
        return read
    for place, name in known:
        if name in read.letters:
            what = f"{shown(wanted[name].title)} is the title of column {read.letters[name]}, too."
            read.problems.append(Problem(lines[head][place].place, what, "Keep one of the two."))
        else:
            read.letters[name] = _letter(place)
    names = {_column(letter): name for name, letter in read.letters.items()}
    read.rows = [
        SheetRow(number, cells)
        for number in sorted(lines)
        if number > head and (cells := {name: lines[number][place] for place, name in names.items() if place in lines[number]})
    ]
    _lacking(read, wanted, lines, head)
    _merged(read, sheet, set(names), head)
    _hidden(read, sheet)
    return read


def _lines(sheet: Any, name: str) -> dict[int, dict[int, SheetCell]]:
    """The cells that hold something, by row and column. The library's own walk over a sheet makes a cell wherever it looks."""
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
    """A title as titles are compared: without the signs somebody sets behind it."""
    return folded(str(cell.value).rstrip(" :*"))


def _lacking(read: ReadSheet, wanted: Sheet, lines: Mapping[int, Mapping[int, SheetCell]], head: int) -> None:
    """Name the columns that are gone: one that was renamed must be put right, one that was taken out may stay out unless rows need it."""
    missing = [column for column in wanted.columns if column.name not in read.letters]
    taken = set(read.letters.values())
    strangers = [cell for place, cell in sorted(lines[head].items()) if _letter(place) not in taken]
    for cell in strangers if missing else ():
        near = nearest(str(cell.value), [column.title for column in missing])
        what = f"{shown(str(cell.value))} is no title of this sheet, and {listed(_titles(missing), 'and')} {_is(missing)} not there."
        fix = f"Write {listed(near[:1])} if the column is that one; else put the missing {_columns(missing)} back."
        read.problems.append(Problem(cell.place, what, fix))
    needed = [column for column in missing if column.required]
    if needed and not strangers:
        what = f"lacks the {_columns(needed)} {listed(_titles(needed), 'and')}."
        read.problems.append(Problem(wanted.name, what, "Put it back with its title, or take a new workbook with tech-hubs sheet out."))
    elif missing and not strangers:
        read.notes.append(f"{wanted.name}: without the {_columns(missing)} {listed(_titles(missing), 'and')}, taken as empty.")
    if strangers and not missing:
        read.notes.append(f"{wanted.name}: the {_columns(strangers)} {listed(str(cell.value) for cell in strangers)} was not read.")


def _titles(columns: Sequence[SheetColumn]) -> Iterator[str]:
    return (column.title for column in columns)


def _columns(found: Sequence[object]) -> str:
    return "column" if len(found) == 1 else "columns"


def _is(found: Sequence[object]) -> str:
    return "is" if len(found) == 1 else "are"


def _merged(read: ReadSheet, sheet: Any, places: set[int], head: int) -> None:
    for area in sheet.merged_cells.ranges:
        if area.max_row >= head and any(area.min_col <= place <= area.max_col for place in places):
            fix = "Split it, and write into each cell what it holds."
            read.problems.append(Problem(f"{read.name}!{area.coord}", "is one cell merged of several.", fix))


def _hidden(read: ReadSheet, sheet: Any) -> None:
    hidden = {int(number) for number, line in sheet.row_dimensions.items() if line.hidden}
    count = sum(row.number in hidden for row in read.rows)
    if count:
        verb = "is" if count == 1 else "are"
        read.notes.append(
            f"{named(read.name)}: {plural(count, 'row')} that {verb} hidden {'was' if count == 1 else 'were'} read like the others."
        )
