"""Writes a draft as a workbook: text cells, drop-down lists, and hints on what a cell needs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name, xl_range_abs  # type: ignore[import-untyped]

from dashboard.curate.draft import Draft
from dashboard.curate.sheet_layout import FIELD, HOLDS, LISTS, READ_ME, VALUE, Layout, Sheet, SheetColumn
from dashboard.curate.sheet_words import Cells
from dashboard.table.rules import _IN_WORDS, ONLY, REQUIRED
from dashboard.table.schema import Package
from dashboard.table.words import sentence_list

CELL = 32_767
"""The maximum number of characters of a cell in Excel."""
HIDDEN_FIELDS = ("data_version", "refused")
"""Fields of a draft that nobody fills in: stored on the hidden sheet."""
_ROWS = {"claims": 2000, "ledger": 1000}
_FEWER = 200
"""The number of rows with drop-down lists and hints: more than an article needs."""
_IN_PRINT = ("qualifier", "unit")
"""Required fields of a figure that may be derived from its printed words, and so may stay empty."""
_LINE_HEIGHT, _TALLEST = 15, 409
_INK, _LINE = "#1F2328", "#8C959F"
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": _INK}
_HEAD = {**_TEXT, "bold": True, "bottom": 1, "bottom_color": _LINE, "bg_color": "#EAEEF2"}
_TITLE = {**_TEXT, "bold": True, "font_size": 15}
_NEEDED, _NOT_HERE = {"bg_color": "#FFF1C9"}, {"bg_color": "#D8DDE3"}
_NOTE = {"author": "", "width": 320, "font_size": 9}


class TooLong(ValueError):
    """A text longer than a cell can hold; the message says which."""


def write_workbook(draft: Draft, sheets: Layout, package: Package) -> bytes:
    """The workbook of a draft, as bytes. Raises `TooLong`."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{package.title}: an article to be coded", "comments": f"Data {package.version}"})
    writer = _Writer(book)
    writer.read_me(sheets)
    writer.fields(sheets.article, {**draft.article, "coder": draft.coder})
    paragraphs = [
        {"paragraph": str(n), "text": p.text, "gist": p.gist, "reason": p.reason, "left_out": p.left_out}
        for n, p in enumerate(draft.paragraphs, 1)
    ]
    writer.rows(sheets.paragraphs, paragraphs, frozen=1)
    writer.rows(sheets.claims, draft.claims, frozen=2)
    for sheet in sheets.terms:
        writer.rows(sheet, draft.vocabulary.get(sheet.table, ()), frozen=1)
    writer.lists({"data_version": (draft.data_version,), "refused": draft.refused})
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._text, self._head, self._title = (book.add_format(look) for look in (_TEXT, _HEAD, _TITLE))
        self._bold = book.add_format({**_TEXT, "bold": True})
        self._needed, self._not_here = book.add_format(_NEEDED), book.add_format(_NOT_HERE)
        self._lists: dict[str, tuple[int, Sequence[str]]] = {}

    def read_me(self, sheets: Layout) -> None:
        sheet = self._book.add_worksheet(READ_ME)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 22, self._text)
        sheet.set_column(1, 1, 96, self._text)
        sheet.write_string(0, 0, "Code an article", self._book.add_format({**_TITLE, "text_wrap": False}))
        terms = sentence_list([each.name for each in sheets.terms])
        for row, (what, explanation) in enumerate(((what, explanation.format(terms=terms)) for what, explanation in _HOW_TO), start=2):
            sheet.write_string(row, 0, what, self._bold)
            sheet.write_string(row, 1, explanation, self._text)
            _heighten(sheet, row, [(explanation, 96)], more=6)

    def fields(self, sheet: Sheet, cells: Cells) -> None:
        """The article's sheet: a row for each field, with its value."""
        worksheet = self._sheet(sheet.name, (24, 60, 70), frozen=(1, 1))
        for place, head in enumerate((FIELD, VALUE, HOLDS)):
            worksheet.write_string(0, place, head, self._head)
        for row, column in enumerate(sheet.columns, start=1):
            worksheet.write_string(row, 0, column.title, self._bold)
            self._write(worksheet, row, 1, cells.get(column.name), column, f"{sheet.name}, {column.title}")
            worksheet.write_string(row, 2, column.help, self._text)
            _heighten(worksheet, row, [(column.help, 70), (cells.get(column.name, ""), 60)], more=4)
            self._offer(worksheet, column, row, 1, row)
            if column.required:
                self._mark(worksheet, (row, 1, row, 1), f'=$B${row + 1}=""', self._needed)

    def rows(self, sheet: Sheet, rows: Sequence[Cells], frozen: int) -> None:
        """A sheet of rows under one head."""
        worksheet = self._sheet(sheet.name, [column.width for column in sheet.columns], frozen=(1, frozen))
        last = max(_ROWS.get(sheet.table, _FEWER), len(rows) + _FEWER)
        for place, column in enumerate(sheet.columns):
            worksheet.write_string(0, place, column.title, self._head)
            worksheet.write_comment(
                0, place, _help(column), {**_NOTE, "height": 34 + 15 * (len(_help(column)) // 46 + _help(column).count("\n"))}
            )
            self._offer(worksheet, column, 1, place, last)
            for row, cells in enumerate(rows, start=1):
                self._write(worksheet, row, place, cells.get(column.name), column, f"{sheet.name}, row {row + 1}, {column.title}")
        for row, cells in enumerate(rows, start=1):
            _heighten(worksheet, row, [(cells.get(column.name, ""), column.width) for column in sheet.columns])
        self._hints(worksheet, sheet, last)
        worksheet.autofilter(0, 0, max(len(rows), 1), len(sheet.columns) - 1)

    def lists(self, hidden: Mapping[str, Sequence[str]]) -> None:
        """The hidden sheet with the entries of the drop-down lists."""
        sheet = self._book.add_worksheet(LISTS)
        columns = [*((name, words) for name, (_, words) in self._lists.items()), *hidden.items()]
        for place, (name, words) in enumerate(columns):
            for row, word in enumerate((name, *words)):
                sheet.write_string(row, place, word, self._text)
        sheet.hide()

    def _sheet(self, name: str, widths: Iterable[float], frozen: tuple[int, int]) -> Any:
        worksheet = self._book.add_worksheet(name)
        worksheet.freeze_panes(*frozen)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(0)
        worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, width in enumerate(widths):
            # The whole column has the text format, so that typed values are not converted.
            worksheet.set_column(place, place, width, self._text)
        return worksheet

    def _write(self, sheet: Any, row: int, place: int, value: str | None, column: SheetColumn, where: str) -> None:
        text = column.words.label_of(value) if column.kind == "word" and value is not None else value or ""
        if len(text.encode("utf-16-le")) >= 2 * CELL:
            message = f"{where}: the text has {len(text):,} characters, and a cell of a workbook holds {CELL:,}."
            raise TooLong(f"{message} Use the draft itself, or break the text into paragraphs.")
        if text:
            sheet.write_string(row, place, text, self._text)

    def _offer(self, sheet: Any, column: SheetColumn, row: int, place: int, last: int) -> None:
        """Add a drop-down list without validation: new terms may be typed, and are checked when the workbook is read."""
        if column.offered:
            name = column.name if column.offered == self._lists.get(column.name, (0, column.offered))[1] else f"{column.name}.{sheet.name}"
            at, _ = self._lists.setdefault(name, (len(self._lists), column.offered))
            source = f"={LISTS}!{xl_range_abs(1, at, len(column.offered), at)}"
            options: dict[str, Any] = {"validate": "list", "source": source, "error_type": "warning", "error_title": column.title[:32]}
            options |= {
                "error_message": "This is none of the words of the list. Keep it?",
                "show_error": not (column.new_on or column.suggested),
            }
            sheet.data_validation(row, place, last, place, options)

    def _hints(self, sheet: Any, layout: Sheet, last: int) -> None:
        """Tint required cells while they are empty, and grey those that do not apply to the row."""
        letters = {column.name: xl_col_to_name(place) for place, column in enumerate(layout.columns)}
        for place, column in enumerate(layout.columns):
            area, cell = (1, place, last, place), f"${letters[column.name]}2"
            if column.required:
                self._mark(sheet, area, f'=AND(COUNTA($A2:${letters[layout.columns[-1].name]}2)>0,{cell}="")', self._needed)
            for by, needing, only in _conditions(column.name) if layout.table == "claims" else ():
                reference = f"${letters[by]}2"
                is_needing, is_only = (_is_one_of(reference, words, layout[by]) for words in (needing, only))
                if needing:
                    self._mark(sheet, area, f'=AND({is_needing},{cell}="")', self._needed)
                if only:
                    self._mark(sheet, area, f'=AND({reference}<>"",NOT({is_only}))', self._not_here)

    def _mark(self, sheet: Any, area: tuple[int, int, int, int], formula: str, look: Any) -> None:
        sheet.conditional_format(*area, {"type": "formula", "criteria": formula, "format": look})


def _heighten(sheet: Any, row: int, cells: Iterable[tuple[str, int]], more: int = 0) -> None:
    """Make a row as tall as its longest text needs: not every program does so on opening."""
    lines = max(-(-sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text) // width) or 1 for text, width in cells)
    if lines > 1 or more:
        sheet.set_row(row, min(_LINE_HEIGHT * lines + more, _TALLEST))


def _conditions(column: str) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """For columns of the claims, the column that decides on them, the values that require them, and those that allow them."""
    needing = tuple(aspect for aspect, columns in REQUIRED.items() if column in columns and column not in _IN_PRINT)
    only = tuple(aspect for aspect, columns in ONLY.items() if column in columns)
    if needing or only:
        yield "aspect", needing, only
    if column in _IN_WORDS:
        by, word, _, _ = _IN_WORDS[column]
        yield by, (word,), (word,)


def _is_one_of(cell: str, keys: Iterable[str], column: SheetColumn) -> str:
    words = dict.fromkeys(word for key in keys for word in (key, column.words.label_of(key)))
    tests = [f'{cell}="{word}"' for word in words]
    return f"OR({','.join(tests) or 'FALSE'})"


def _help(column: SheetColumn) -> str:
    text = f"{column.help} Choose from the list, or describe a new one on the sheet {column.new_on}." if column.new_on else column.help
    meanings = [f"{each.label}: {each.meaning}" for each in column.words.terms if each.meaning]
    return "\n".join([text, *meanings])


_HOW_TO = (
    ("1  Article", "Say what the article is and how its outlet and date are known. One workbook is one article."),
    (
        "2  Paragraphs",
        "One row for each paragraph, as it is printed, in its order; the headline is one too. Where no claim is coded from it, choose the "
        "reason. Left out: numbers and names that no claim carries, each as printed, a colon and why, set apart by a vertical bar.",
    ),
    (
        "3  Claims",
        "One row is one paragraph saying one thing about one city. Choose the aspect first: what the row then needs is tinted while it is "
        "empty, what is not its own is grey. As printed: at most eight words, letter for letter. Statement: a sentence of your own.",
    ),
    ("4  New …", "{terms}: describe there what no list offers, and use its name in Claims."),
    (
        "What you may leave",
        "Numbers of paragraphs, gists, keys and short names; the value, qualifier and unit of a figure whose printed words hold one "
        "number; the speaker where it is the outlet itself. They are filled in when the workbook comes back.",
    ),
    (
        "What you may do",
        "Sort and filter rows, leave some blank, move and hide columns, add columns and sheets of your own. Keep the titles, merge no "
        "cells, write no formulas. Labels and keys are both understood. The head of each column says what it holds.",
    ),
    (
        "Bring it back",
        "tech-hubs sheet in FILE.xlsx checks it and names the cell of everything that is to be put right; with --publish it is added to "
        "the table.",
    ),
)
