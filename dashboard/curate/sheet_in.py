"""Reads a workbook into a draft: sorts it, fills in derived cells, and reports every problem with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.curate.draft import Draft, DraftParagraph
from dashboard.curate.draft_check import DraftProblem
from dashboard.curate.fill import filled_term, key_of_name
from dashboard.curate.sheet_figures import FILLED, figure_cells
from dashboard.curate.sheet_file import ReadSheet, SheetCell, SheetRow, find_sheet, title_of
from dashboard.curate.sheet_layout import ARTICLE, FIELD, HOLDS, LISTS, NO_INTEREST, VALUE, Layout, Sheet, SheetColumn, layout
from dashboard.curate.sheet_out import HIDDEN_FIELDS
from dashboard.curate.sheet_values import Refused, as_typed, in_print
from dashboard.curate.sheet_words import Cells, Unknown, folded
from dashboard.table.problems import Problem, listed, nearest, quoted
from dashboard.table.rows import Row
from dashboard.table.schema import Package

_ARTICLE_HEADS = Sheet(ARTICLE, "", tuple(SheetColumn(head, head, "", required=head != HOLDS) for head in (FIELD, VALUE, HOLDS)))


@dataclass
class SheetDraft:
    """A workbook as read: the draft, the problems by cell, notes on changes made, and the row of each item.

    ``filled``: number of derived cells. ``broken``: a sheet or its titles are missing, and the draft is empty.
    """

    draft: Draft = field(default_factory=lambda: Draft({}, ()))
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    filled: int = 0
    broken: bool = False
    titles: dict[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: dict[str, ReadSheet] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """The row of a thing by its table and its key: a claim's key, a paragraph's number, a field of the article, a new term's key."""

    def add(self, problems: Iterable[DraftProblem]) -> None:
        """Add the problems that the check found, at their cells; skips those of cells that were refused already."""
        refused = {problem.where.partition(",")[0] for problem in self.problems}
        for each in problems:
            place, title = self._place(each)
            # A figure whose measure was refused could not be filled in.
            cause = self._place(replace(each, field="measure"))[0] if each.claim and each.field in FILLED else place
            if not place or not {place, cause} & refused:
                self.problems.append(Problem(", ".join(filter(None, (place, title))) or "The table", each.what, each.fix))

    def _place(self, problem: DraftProblem) -> tuple[str, str]:
        if problem.claim:
            table, key = "claims", problem.claim
        elif problem.term:
            table, key = problem.table, problem.term
        elif problem.paragraph or not self.draft.paragraphs:
            table, key = "ledger", str(problem.paragraph)
        else:
            table, key = ("articles", problem.field) if problem.table in ("articles", "") and problem.field else ("", "")
        sheet, row = self.sheets.get(table), self.rows.get((table, key), 0)
        if not sheet:
            return "", problem.field
        if not row:
            return sheet.name, self.titles[table].get(problem.field, "")
        return sheet.place(VALUE if table == "articles" else problem.field, row), self.titles[table].get(problem.field, "")


def read_workbook(book: Any, package: Package, tables: Mapping[str, list[Row]]) -> SheetDraft:
    """The draft in an opened workbook (see `open_workbook`) for a data package and the rows of its tables."""
    return _Reader(book, package, tables).read()


class _Reader:
    def __init__(self, book: Any, package: Package, tables: Mapping[str, list[Row]]) -> None:
        self._book, self._package, self._tables = book, package, tables
        self._result = SheetDraft()

    def read(self) -> SheetDraft:
        result, sheets = self._result, layout(self._package, self._tables)
        read_sheets = [(sheet, self._sheet(sheet, needed=sheet not in sheets.terms)) for sheet in sheets.sheets]
        result.titles = {sheet.table: {column.name: column.title for column in sheet.columns} for sheet in sheets.sheets}
        result.broken = any(not each.letters for _, each in read_sheets)
        if result.broken:
            return result
        paragraphs = self._paragraphs(sheets.paragraphs)
        texts = {number: paragraph.text for number, paragraph in enumerate(paragraphs, 1)}
        article = self._article(sheets.article)
        coder = key_of_name(typed) if (typed := article.pop("coder", "")) else ""
        hidden = self._hidden_fields()
        draft = Draft(article, paragraphs, coder=coder, data_version="".join(hidden["data_version"][:1]), refused=hidden["refused"])
        vocabulary = {sheet.table: rows for sheet in sheets.terms if (rows := self._terms(sheet, draft))}
        # New terms and claims may refer to new terms by name: add those names to the words of the columns.
        sheets = layout(self._package, self._tables, vocabulary)
        vocabulary = {sheet.table: self._settled(sheet, vocabulary[sheet.table]) for sheet in sheets.terms if sheet.table in vocabulary}
        result.draft = replace(draft, vocabulary=vocabulary, claims=self._claims(sheets, texts, vocabulary))
        return result

    def _sheet(self, sheet: Sheet, needed: bool) -> ReadSheet:
        layout = _ARTICLE_HEADS if sheet.table == "articles" else sheet
        read = find_sheet(self._book, layout)
        if read is None:
            read = ReadSheet(sheet.name)
            if needed:
                names = listed((each.title for each in self._book.worksheets), "and")
                fix = "Put it back under that name, or take a new workbook with tech-hubs sheet out."
                self._result.problems.append(Problem(sheet.name, f"is not there as a sheet; there are {names}.", fix))
            else:
                read.letters = {column.name: "" for column in sheet.columns}
        self._result.sheets[sheet.table] = read
        self._result.problems += read.problems
        self._result.notes += read.notes
        return read

    def _article(self, sheet: Sheet) -> dict[str, str]:
        names = {folded(text): column for column in sheet.columns for text in (column.name, column.title)}
        cells: dict[str, str] = {}
        for row in self._result.sheets["articles"].rows:
            head, cell = row.cells.get(FIELD), row.cells.get(VALUE)
            column = names.get(title_of(head)) if head else None
            if head and cell and not column:
                near = listed(nearest(str(head.value), [column.title for column in sheet.columns])[:1])
                what = f"{quoted(str(head.value))} is no field of an article."
                self._result.problems.append(Problem(head.place, what, f"Write {near} if it is that one; else empty the line."))
            if not column:
                continue
            if cell and column.name in cells:
                self._refuse(
                    cell,
                    column,
                    f"has a line of its own already, row {self._result.rows['articles', column.name]}.",
                    "Keep one of the two.",
                )
            elif cell:
                cells[column.name] = self._cell(cell, column)
            self._result.rows.setdefault(("articles", column.name), row.number)
        return {name: text for name, text in cells.items() if text}

    def _paragraphs(self, sheet: Sheet) -> tuple[DraftParagraph, ...]:
        read = self._result.sheets["ledger"]
        paragraphs: dict[int, DraftParagraph] = {}
        numbered = [(row, self._whole(row, sheet["paragraph"])) for row in read.rows]
        for row, number in numbered:
            # A row without a number follows the row above it.
            place = number or max(paragraphs, default=0) + 1
            if place in paragraphs:
                what = f"{place} is the number of row {self._result.rows['ledger', str(place)]}, too."
                cell = row.cells.get("paragraph") or next(iter(row.cells.values()))
                self._refuse(
                    cell, sheet["paragraph"], what, "Number the paragraphs as they follow one another, or leave the numbers empty."
                )
                continue
            text = self._cell(row.cells["text"], replace(sheet["text"], kind="paragraph")) if "text" in row.cells else ""
            self._result.filled += not number
            self._result.rows["ledger", str(place)] = row.number
            others = {name: self._cell(row.cells[name], sheet[name], text) for name in ("gist", "reason", "left_out") if name in row.cells}
            paragraphs[place] = DraftParagraph(text, **others)
        for place in sorted(set(range(1, max(paragraphs, default=0) + 1)) - set(paragraphs))[:12]:
            what = f"has no paragraph {place}, and there is one {max(paragraphs)}."
            self._result.problems.append(Problem(read.name, what, "Add it, or number the paragraphs as they follow one another."))
        return tuple(paragraphs[place] for place in sorted(paragraphs))

    def _whole(self, row: SheetRow, column: SheetColumn) -> int:
        text = self._cell(row.cells[column.name], column) if column.name in row.cells else ""
        if text and not (text.isdecimal() and 0 < int(text) < 100_000):
            self._refuse(row.cells[column.name], column, f"{quoted(text)} is no number of a paragraph.", "Write 1, 2, 3 …")
            return 0
        return int(text or 0)

    def _terms(self, sheet: Sheet, draft: Draft) -> tuple[Cells, ...]:
        key = sheet.columns[-1].name
        rows: list[Cells] = []
        existing = [{column: row[column] for column in row.places} for row in self._tables[sheet.table]]
        nothing = dict.fromkeys(self._package[sheet.table].columns, "")
        for row in self._result.sheets[sheet.table].rows:
            # References to other terms are resolved once all terms have keys.
            cells = {n: self._cell(c, replace(sheet[n], kind="text") if sheet[n].new_on else sheet[n]) for n, c in row.cells.items()}
            cells = {name: text for name, text in cells.items() if text}
            if not cells or self._is_known(sheet, row, cells, key):
                continue
            if not cells.get(key):
                cells = {key: filled_term(sheet.table, cells, [*existing, *({**nothing, **each} for each in rows)], draft)[key], **cells}
                self._result.filled += 1
            elif any(each[key] == cells[key] for each in rows):
                self._refuse(row.cells[key], sheet[key], f"{quoted(cells[key])} is the key of another row, too.", "Empty one of the two.")
                continue
            rows.append({key: cells[key], **cells})
            self._result.rows[sheet.table, cells[key]] = row.number
        return tuple(rows)

    def _is_known(self, sheet: Sheet, row: SheetRow, cells: Cells, key: str) -> bool:
        """Whether a term without a key is in the table under that name, as when another article has added it meanwhile."""
        name = sheet.columns[0].name
        existing = next((each for each in self._tables[sheet.table] if folded(each[name]) == folded(cells.get(name, ""))), None)
        if existing is None or cells.get(key):
            return False
        self._result.notes.append(f"{row.cells[name].place}: {quoted(cells[name])} is in the table already; that one is used.")
        return True

    def _settled(self, sheet: Sheet, rows: Iterable[Cells]) -> tuple[Cells, ...]:
        key, read = sheet.columns[-1].name, self._result.sheets[sheet.table]
        by_number = {row.number: row for row in read.rows}
        terms = []
        for cells in rows:
            row = by_number[self._result.rows[sheet.table, cells[key]]]
            links = {
                name: self._word(row.cells[name], sheet[name], cells[name]) for name in cells if sheet[name].new_on and name in row.cells
            }
            terms.append({**cells, **links})
        return tuple(terms)

    def _claims(self, sheets: Layout, texts: Mapping[int, str], vocabulary: Mapping[str, tuple[Cells, ...]]) -> tuple[Cells, ...]:
        sheet, read = sheets.claims, self._result.sheets["claims"]
        rows: list[tuple[int, SheetRow, dict[str, str]]] = []
        for row in read.rows:
            number = self._whole(row, sheet["paragraph"])
            text = texts.get(number, "")
            cells = {name: self._cell(cell, sheet[name], text) for name, cell in row.cells.items() if name != "paragraph"}
            cells = {"paragraph": str(number) if number else "", **cells}
            none = "interest" in row.cells and title_of(row.cells["interest"]) == folded(NO_INTEREST.label)
            rows.append((number, row, {name: text for name, text in cells.items() if text or (none and name == "interest")}))
        self._name(rows, sheet)
        dimensions = {each["measure"]: each["dimension"] for each in self._tables["measures"]}
        dimensions |= {each["measure"]: each.get("dimension", "") for each in vocabulary.get("measures", ())}
        claims = []
        for number, row, cells in sorted(rows, key=lambda each: (each[0], each[1].number)):
            more = figure_cells(cells, texts.get(number, ""), dimensions)
            self._result.filled += len(more)
            self._result.rows["claims", cells["key"]] = row.number
            claims.append({"key": cells["key"], **cells, **more})
        return tuple(claims)

    def _name(self, claim_rows: Iterable[tuple[int, SheetRow, dict[str, str]]], sheet: Sheet) -> None:
        """Give every claim a key; a copied row gets a new one, and the first row keeps it."""
        rows = list(claim_rows)
        referenced = {
            name for _, _, cells in rows for column in ("restates", "same_as", "inputs") for name in cells.get(column, "").split()
        }
        used = {cells["key"] for _, _, cells in rows if "key" in cells}
        free = (key for key in (f"c{number}" for number in range(1, len(used) + len(rows) + 2)) if key not in used)
        given_keys: set[str] = set()
        for _, row, cells in rows:
            key = cells.get("key", "")
            if key in given_keys and key in referenced:
                what = f"{quoted(key)} is the key of another row, too, and a row refers to it."
                self._refuse(row.cells["key"], sheet["key"], what, "Empty the cell of the row that is not meant.")
            elif key in given_keys:
                self._result.notes.append(
                    f"{row.cells['key'].place}, Key: {quoted(key)} is that of another row, too; this one gets its own."
                )
            if not key or key in given_keys:
                cells["key"] = next(free)
                self._result.filled += 1
            given_keys.add(cells["key"])

    def _cell(self, cell: SheetCell, column: SheetColumn, paragraph: str = "") -> str:
        """The text of a cell, empty where it is refused; adds a note where it was changed."""
        try:
            text, note = as_typed(cell, "text" if column.kind in ("word", "left_out") else column.kind, paragraph)
        except Refused as error:
            self._refuse(cell, column, error.what, error.fix)
            return ""
        if note:
            self._result.notes.append(f"{cell.place}, {column.title}: {note}")
        if column.kind == "left_out":
            return " | ".join(_as_left_out(text, paragraph)) if text else ""
        return self._word(cell, column, text) if column.kind == "word" and text else text

    def _word(self, cell: SheetCell, column: SheetColumn, text: str) -> str:
        try:
            return column.words.key(text)
        except Unknown as error:
            fix = f"{error.fix.removesuffix('.')}, or describe it on the sheet {column.new_on}." if column.new_on else error.fix
            self._refuse(cell, column, error.what, fix)
            return ""

    def _refuse(self, cell: SheetCell, column: SheetColumn, what: str, fix: str) -> None:
        self._result.problems.append(Problem(f"{cell.place}, {column.title}", what, fix))

    def _hidden_fields(self) -> Mapping[str, tuple[str, ...]]:
        """The values on the hidden sheet; empty where it was deleted."""
        columns = tuple(SheetColumn(name, name, "") for name in HIDDEN_FIELDS)
        read = find_sheet(self._book, Sheet(LISTS, "", columns))
        rows = read.rows if read else []
        return {name: tuple(str(row.cells[name].value) for row in rows if name in row.cells) for name in HIDDEN_FIELDS}


def _as_left_out(text: str, paragraph: str) -> Iterator[str]:
    for part in text.split("|"):
        words, colon, reason = part.strip().partition(": ")
        yield f"{in_print(words.strip(), paragraph)[0]}{colon}{reason.strip()}" if colon else part.strip()
