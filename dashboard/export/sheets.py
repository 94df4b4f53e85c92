"""A workbook in the making: tables and pages whose text is never a formula, the same bytes each time."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from numbers import Real
from typing import Any

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may run instead of showing it; the list is OWASP's."""

CELL, NAME = 32_767, 31
"""What Excel holds at most: characters in a cell, characters in the name of a sheet."""

_WIDEST, _NARROWEST, _PAGE = 60, 8, 100
_LINE, _TALLEST = 15, 409
_TEXT = {"text_wrap": True, "valign": "top"}
_HEAD = {**_TEXT, "bold": True, "bottom": 1}
_LINK = {**_TEXT, "font_color": "#0B3B8C", "underline": 1}


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet: its head, the note on its head, its cells, and for each the number format and the link."""

    title: str
    cells: Sequence[object]
    note: str = ""
    formats: Sequence[str] = ()
    links: Sequence[str] = ()


class Book:
    """A workbook that grows sheet by sheet and is then handed over as bytes."""

    def __init__(self, title: str, author: str, comments: str, created: datetime, reserved: Iterable[str]) -> None:
        self._buffer = io.BytesIO()
        self._workbook = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self._workbook.set_properties({"title": title, "author": author, "comments": comments, "created": created})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        # Excel keeps History for itself.
        self._used_names = {"history", *map(str.casefold, reserved)}

    def free_name(self, title: str) -> str:
        """A title as the name of a sheet that no other has and Excel takes."""
        plain = re.sub(r"[\[\]:*?/\\]+", " ", title).strip(" '")[:NAME].strip(" '") or "Table"
        name, count = plain, 1
        while name.casefold() in self._used_names:
            count += 1
            name = f"{plain[: NAME - len(str(count)) - 1]} {count}"
        self._used_names.add(name.casefold())
        return name

    def table(self, name: str, columns: Sequence[SheetColumn], empty: str) -> None:
        """A sheet with a frozen head and a filter; ``empty`` is said where the first row would stand when there is none."""
        sheet = self._sheet(name)
        sheet.freeze_panes(1, 1)
        widths = [_width(column) for column in columns]
        for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(position, position, width)
            self._head(sheet, position, column)
            for row, cell in enumerate(column.cells):
                form = column.formats[row] if column.formats else ""
                self._cell(sheet, row + 1, position, cell, form, column.links[row] if column.links else "")
        count = max((len(column.cells) for column in columns), default=0)
        for row in range(count):
            _heighten(sheet, row + 1, [(column.cells[row], width) for column, width in zip(columns, widths, strict=True)])
        if count:
            sheet.autofilter(0, 0, count, len(columns) - 1)
        else:
            sheet.write_string(1, 0, empty)

    def page(self, name: str, title: str, lines: Iterable[tuple[str, object]]) -> None:
        """A sheet one reads like a page: a title, then what each line is and what it says."""
        sheet = self._sheet(name)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, _PAGE)
        sheet.write_string(0, 0, fit_text(title), self._format({"bold": True, "font_size": 14}))
        for row, (what, value) in enumerate(lines, start=2):
            sheet.write_string(row, 0, fit_text(what), self._format({**_TEXT, "bold": True}))
            self._cell(sheet, row, 1, value, "#,##0", "", align="left")
            _heighten(sheet, row, [(value, _PAGE)])

    def finished(self) -> bytes:
        """The workbook as a file. Nothing can be added afterwards."""
        self._workbook.close()
        return self._buffer.getvalue()

    def _sheet(self, name: str) -> Any:
        sheet = self._workbook.add_worksheet(name)
        # A year or a period that is text on purpose needs no green corner.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def _head(self, sheet: Any, position: int, column: SheetColumn) -> None:
        sheet.write_string(0, position, fit_text(column.title), self._format(_HEAD))
        if column.note:
            note = fit_text(column.note)
            sheet.write_comment(0, position, note, {"author": "", "width": 300, "height": 30 + 16 * (len(note) // 45 + 1)})

    def _cell(self, sheet: Any, row: int, position: int, cell: object, form: str, link: str, **more: object) -> None:
        number = as_number(cell)
        if number is not None:
            sheet.write_number(row, position, number, self._format({"valign": "top", "num_format": form or "General", **more}))
            return
        text = as_text(cell)
        if link and text:
            sheet.write_url(row, position, link, self._format(_LINK), fit_text(text))
        elif text:
            # The prefix keeps the text a text when somebody edits the cell.
            quoted = {"quote_prefix": True} if text.startswith(ACTIVE) else {}
            sheet.write_string(row, position, fit_text(text), self._format({**_TEXT, **quoted}))

    def _format(self, properties: dict[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]


def as_number(cell: object) -> float | None:
    """The number a cell holds; None when it holds none that a spreadsheet knows."""
    if isinstance(cell, bool) or not isinstance(cell, Real):
        return None
    return float(cell) if math.isfinite(cell) else None


def as_text(cell: object) -> str:
    """What a cell says; a missing value says nothing."""
    missing = cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell))
    return "" if missing else str(cell)


def fit_text(text: str) -> str:
    """Text as a cell can hold it: not longer than Excel allows, no half of a character."""
    whole = text.encode("utf-16-le", "replace")
    return whole.decode("utf-16-le") if len(whole) <= 2 * CELL else whole[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _width(column: SheetColumn) -> int:
    forms = column.formats or [""] * len(column.cells)
    longest = max((_length(cell, form) for cell, form in zip(column.cells, forms, strict=True)), default=0)
    # A head needs room for the arrow of its filter.
    return min(max(longest + 1, _length(column.title, "") + 4, _NARROWEST), _WIDEST)


def _heighten(sheet: Any, row: int, cells: Iterable[tuple[object, int]]) -> None:
    """Make a row as tall as its longest text needs: not every program does so when it opens a workbook."""
    lines = max((sum(-(-_length(line, "") // width) or 1 for line in as_text(cell).split("\n")) for cell, width in cells), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE, _TALLEST))


def _length(cell: object, form: str) -> int:
    number = as_number(cell)
    if number is not None:
        return len(f"{number:,}" if number % 1 else f"{number:,.0f}") + len(re.sub('["#0,.]', "", form))
    lines = as_text(cell).split("\n")
    return max(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines)
