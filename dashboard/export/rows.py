"""Exports selected claims as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.export.sheets import ACTIVE, Book, SheetColumn
from dashboard.table.load import Table
from dashboard.table.release import Release, read_release
from dashboard.table.schema import Field, Resource
from dashboard.table.selection import Selection
from dashboard.table.words import period_words

NOTHING = "No claim in this selection."
SELECTION, PICTURE, CLAIMS, SOURCES, CODEBOOK = "Selection", "Picture", "Claims", "Sources", "Codebook"
_UNGROUPED = ("year", "rank")
_DECIMALS = 6


def csv_bytes(table: Table, rows: pd.DataFrame) -> bytes:
    """The rows as CSV with the columns of datapackage.json; UTF-8 with a byte order mark, so that spreadsheets read Chinese.

    An apostrophe precedes a text that a spreadsheet would run as a formula.
    """
    resource = table.package["claims"]
    columns = {name: [disarmed(cell) for cell in rows[name]] for name in resource.columns}
    return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n", float_format="%.15g").encode("utf-8-sig")


def disarmed(cell: object) -> object:
    """A cell for CSV: an apostrophe precedes a text that a spreadsheet would run as a formula."""
    if not isinstance(cell, str):
        return cell
    # A lone carriage return would end the row, for the writer quotes line feeds alone.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(ACTIVE) else text


def xlsx_bytes(
    table: Table,
    rows: pd.DataFrame,
    selection: Selection,
    address: str = "",
    marks: Sequence[SheetColumn] = (),
    picture_title: str = "",
    marks_sheet: str = PICTURE,
    selection_words: str = "",
) -> bytes:
    """The rows as a workbook: the selection, the picture's ``marks``, the claims, every vocabulary, the sources, the codebook.

    ``marks_sheet`` is the name of the sheet of the marks, ``selection_words`` replaces the text of the selection. Deterministic.
    """
    release = read_release(table.package)
    selection_words = selection_words or selection.words(table)
    book = Book(
        table.package.title,
        ", ".join(release.authors),
        selection_words,
        release.moment,
        (SELECTION, marks_sheet, CLAIMS, SOURCES, CODEBOOK),
    )
    book.page(SELECTION, table.package.title, _about(table, rows, release, selection_words, address, picture_title))
    if marks:
        book.table(marks_sheet, marks, "No mark in this picture.")
    book.table(CLAIMS, _columns(table, table.package["claims"], rows), NOTHING)
    for resource in table.package.resources.values():
        if resource.name not in ("claims", "articles"):
            book.table(book.free_name(resource.title), _columns(table, resource, _frame(table, resource)), "No row.")
    book.table(SOURCES, _columns(table, table.package["articles"], _frame(table, table.package["articles"])), "No row.")
    book.table(CODEBOOK, _codebook(table, release), "No row.")
    return book.finished()


def _about(
    table: Table, rows: pd.DataFrame, release: Release, selection_words: str, address: str, picture_title: str
) -> list[tuple[str, object]]:
    """What stands on the first sheet, a line each; a line without words is left out."""
    repeated = int((rows["restates"] != "").sum())
    lines: list[tuple[str, object]] = [
        ("Finding", picture_title),
        ("Asked", selection_words),
        ("Claims", len(rows) or NOTHING),
        ("Of them", f"{repeated:,} repeat another claim (column {table.package['claims']['restates'].title})" if repeated else ""),
        ("Data", release.named),
        ("Address", address),
        ("Licence", release.licence),
        ("Cite as", release.citation),
    ]
    used = _articles_used(table, rows)
    lines += [("" if position else "Articles", value) for position, value in enumerate(used)]
    return [(what, value) for what, value in lines if value]


def _articles_used(table: Table, rows: pd.DataFrame) -> list[str]:
    articles = _frame(table, table.package["articles"]).sort_values("published", kind="stable")
    articles_used = []
    for article in articles[articles["article"].isin(rows["article"])].to_dict("records"):
        headline = f"“{article['title']}”" if article["title"] else "[no headline in the copy]"
        articles_used.append(f"{table.label('article', article['article'])}, {headline}, {period_words(str(article['published']))}")
    return articles_used


def _frame(table: Table, resource: Resource) -> pd.DataFrame:
    """The rows of a resource that is not the claims, with its key as a column again."""
    frame: pd.DataFrame = table.vocabularies[resource.name] if resource.name in table.vocabularies else getattr(table, resource.name)
    return frame.reset_index(drop=frame.index.name in frame.columns)


def _columns(table: Table, resource: Resource, frame: pd.DataFrame) -> list[SheetColumn]:
    to_articles = {column for column, target, _ in resource.references if target == "articles"}
    return [
        SheetColumn(
            title=field.title,
            cells=frame[field.name].tolist(),
            note=field.description,
            formats=_formats(table, field, frame),
            links=_source_links(table, frame[field.name].tolist()) if field.name in to_articles else (),
        )
        for field in resource.fields
    ]


def _source_links(table: Table, articles: Sequence[str]) -> list[str]:
    places = {key: row for row, key in enumerate(table.vocabularies["articles"].index, start=2)}
    return [f"internal:'{SOURCES}'!A{places[article]}" if article in places else "" for article in articles]


def _formats(table: Table, field: Field, frame: pd.DataFrame) -> list[str]:
    if field.type == "number" and "unit" in frame.columns:
        unit = table.package["claims"]["unit"]
        return [number_format(key, unit.label(key), value) for key, value in zip(frame["unit"], frame[field.name], strict=True)]
    return ["0"] * len(frame) if field.type == "integer" else []


def number_format(unit: str, label: str, value: float) -> str:
    """How a spreadsheet shows a value in full with its unit: ``#,##0" yuan"``, ``0`` for a year."""
    decimals = f"{value:.{_DECIMALS}f}".partition(".")[2].rstrip("0")
    number = ("0" if unit in _UNGROUPED else "#,##0") + ("." + "0" * len(decimals) if decimals else "")
    unit_words = (label.removesuffix("s") if value == 1 else label).replace('"', "")
    return number + (f'"{" " if unit_words[0].isalpha() else ""}{unit_words}"' if unit_words else "")


def _codebook(table: Table, release: Release) -> list[SheetColumn]:
    """A line a field, and below it a line for each of its words."""
    heads = ("Table", "Field", "Title", "Type", "Unit", "Description", "Word", "Label")
    lines: list[tuple[str, ...]] = []
    for resource in table.package.resources.values():
        for field in resource.fields:
            place = (resource.name, field.name, field.title)
            kind = f"{field.type} (EDTF)" if field.edtf else field.type
            lines.append((*place, kind, release.units.get(place[:2], ""), field.description, "", ""))
            lines += [(*place, "", "", word.description, word.value, word.label) for word in field.categories]
    return [SheetColumn(head, [line[position] for line in lines]) for position, head in enumerate(heads)]
