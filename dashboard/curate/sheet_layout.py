"""The sheets of the workbook in which an article is coded, and their columns: only what a person fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.curate.sheet_words import NO_WORDS, Cells, Term, Words, categories, vocabulary
from dashboard.table.load import HOMELESS
from dashboard.table.rows import Row, column_of
from dashboard.table.schema import Field, Package, Resource

ARTICLE, PARAGRAPHS, CLAIMS, READ_ME, LISTS = "Article", "Paragraphs", "Claims", "Read me", "Lists"
FIELD, VALUE, HOLDS = "Field", "Value", "What it holds"
"""The heads of the sheet of the article, which has one field a row."""
_MECHANICAL = {
    "claims": ("claim_id", "article", "method"),
    "articles": ("file", "paragraphs", "sha256"),
    "ledger": ("article", "sha256", "claims"),
}
"""The columns a program fills in, by table."""
_FOLLOWS = ("article", "short", "outlet_known", "published_known", "speaker", "speaker_kind", "naming", "home", "role", "order")
"""Columns the table requires that a person may leave empty: filled in with the usual value, or from other cells."""
NO_INTEREST = Term("", "None", meaning="No stake; an empty cell is filled in where the speaker's name shows one.")
"""States that there is no interest; an empty cell is filled in from the speaker."""
_SELDOM = ("interest", "operation", "inputs", "same_as", "topic", "excused")
"""Columns of the claims that few rows need: they come last."""
_WIDTHS = {
    "paragraph": 10, "city": 11, "aspect": 12, "area": 24, "institution": 28, "relation": 16, "basis": 11, "measure": 28, "counts": 26,
    "value": 16, "value_high": 12, "qualifier": 14, "unit": 12, "boundary": 15, "period": 13, "aim": 26, "status": 12, "speaker": 24,
    "speaker_kind": 18, "as_printed": 30, "statement": 60, "restates": 18, "note": 36, "text": 100, "gist": 40, "reason": 22,
    "left_out": 40, "key": 10, "name": 30, "scope": 40, "definition": 40, "question": 40, "difference": 60,
}  # fmt: skip
_KEY_HELP = (
    "Leave it empty: it is filled in when the workbook comes back. Write a word of your own where another row is to name this one, "
    "as in Restates; give no two rows the same."
)
_BESIDE_HELP = "Keys of claims of the table that answer the question otherwise, with blanks between; they get the question, too."
_TERM_KEY_HELP = "Leave it empty: it is made from the name. Small letters, digits and hyphens where you write one."


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet, or a row of the article's sheet: the field, its head and its help.

    ``kind``: how a cell is read: ``text``, ``whole``, ``number``, ``date``, ``word`` (one of ``words``), ``printed`` (words of
    the paragraph) or ``left_out``. ``new_on``: the sheet on which new terms are described. ``suggested``: texts offered, not
    required.
    """

    name: str
    title: str
    help: str
    kind: str = "text"
    words: Words = NO_WORDS
    new_on: str = ""
    suggested: tuple[str, ...] = ()
    required: bool = False
    width: int = 18

    @property
    def offered(self) -> tuple[str, ...]:
        """The entries of the drop-down list; none when empty."""
        return self.words.labels or self.suggested


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the table of the package it fills, and its columns."""

    name: str
    table: str
    columns: tuple[SheetColumn, ...]

    def __getitem__(self, name: str) -> SheetColumn:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class Layout:
    """Every sheet a person fills in; ``terms`` are those for new terms of the vocabularies."""

    article: Sheet
    paragraphs: Sheet
    claims: Sheet
    terms: tuple[Sheet, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (self.article, self.paragraphs, self.claims, *self.terms)


def layout(package: Package, tables: Mapping[str, list[Row]], new: Mapping[str, Sequence[Cells]] | None = None) -> Layout:
    """The sheets for a data package; ``new`` are the rows a draft adds to the vocabularies, by table."""
    maker = _Maker(package, tables, new or {})
    return Layout(maker.article(), maker.paragraphs(), maker.claims(), maker.terms())


class _Maker:
    def __init__(self, package: Package, tables: Mapping[str, list[Row]], new: Mapping[str, Sequence[Cells]]) -> None:
        self._package, self._tables = package, tables
        self._vocabularies = {column: target for column, target, _ in package["claims"].references if target != "articles"}
        self._words: dict[str, Words] = {}
        for table in self._vocabularies.values():
            rows: list[Row | Cells] = [*tables[table], *new.get(table, ())]
            self._words[table] = vocabulary(package[table].primary_key[0], rows)

    def article(self) -> Sheet:
        columns = [self._column(self._package["articles"], field) for field in self._filled(self._package["articles"])]
        coder = SheetColumn("coder", "Coder", "Who codes the article, in small letters, digits and hyphens; may stay empty.", width=60)
        return Sheet(ARTICLE, "articles", (*(replace(column, width=60) for column in columns), coder))

    def paragraphs(self) -> Sheet:
        ledger = self._package.ledger
        number, *others = (self._column(ledger, field) for field in self._filled(ledger))
        help_text = "The paragraph as it is printed, on one line; one row for each."
        text = SheetColumn("text", "Text", help_text, required=True, width=_WIDTHS["text"])
        return Sheet(PARAGRAPHS, "ledger", (number, text, *(replace(column, required=False) for column in others)))

    def claims(self) -> Sheet:
        claims = self._package["claims"]
        fields = sorted(self._filled(claims), key=lambda field: field.name in _SELDOM)
        key = SheetColumn("key", "Key", _KEY_HELP, width=_WIDTHS["key"])
        return Sheet(CLAIMS, "claims", (*(self._column(claims, field) for field in fields), key))

    def terms(self) -> tuple[Sheet, ...]:
        # New cities are rare: hubs are named by the government, not by an article.
        tables = sorted(self._vocabularies.values(), key=lambda table: table == "cities")
        return tuple(Sheet(_sheet_of(table), table, self._term_columns(self._package[table])) for table in tables)

    def _term_columns(self, resource: Resource) -> tuple[SheetColumn, ...]:
        key, *others = (self._column(resource, field) for field in resource.fields)
        beside = (SheetColumn("claims", "Claims of the table", _BESIDE_HELP, width=40),) if resource.name == "topics" else ()
        return (*others, *beside, replace(key, help=_TERM_KEY_HELP, required=False))

    def _filled(self, resource: Resource) -> list[Field]:
        return [field for field in resource.fields if field.name not in _MECHANICAL.get(resource.name, ())]

    def _column(self, resource: Resource, field: Field) -> SheetColumn:
        help_text = f"{field.description} It is filled in where it is empty." if field.name in _FOLLOWS else field.description
        required = field.required and field.name not in _FOLLOWS
        column = SheetColumn(field.name, field.title, help_text, _kind(field), required=required, width=_WIDTHS.get(field.name, 18))
        if field.categories:
            words = categories(field)
            none = (NO_INTEREST,) if (resource.name, field.name) == ("claims", "interest") else ()
            return replace(column, kind="word", words=Words((*words.terms, *none)))
        table = self._refers_to(resource, field)
        if table:
            return replace(column, kind="word", words=self._words[table], new_on=_sheet_of(table))
        if (resource.name, field.name) == ("institutions", "home"):
            elsewhere = tuple(Term(key, label) for key, label in HOMELESS.items())
            return replace(column, kind="word", words=Words((*self._words["cities"].terms, *elsewhere)), new_on=_sheet_of("cities"))
        return replace(column, suggested=self._suggested(resource, field))

    def _refers_to(self, resource: Resource, field: Field) -> str:
        if resource.name == "claims":
            return self._vocabularies.get(field.name, "")
        return "institutions" if resource.name == "institutions" and field.name in ("part_of", "owner") else ""

    def _suggested(self, resource: Resource, field: Field) -> tuple[str, ...]:
        """Outlets and speakers used before: offered, as a new one may always be typed."""
        if field.name not in ("speaker", "outlet"):
            return ()
        names = column_of(self._tables["articles"], "outlet")
        names += column_of(self._tables["claims"], "speaker") if field.name == "speaker" else []
        return tuple(dict.fromkeys(text for text in names if text))


def _sheet_of(table: str) -> str:
    return f"New {table}"


def _kind(field: Field) -> str:
    special = {"as_printed": "printed", "left_out": "left_out"}
    return special.get(field.name) or {"integer": "whole", "number": "number"}.get(field.type) or ("date" if field.edtf else "text")
