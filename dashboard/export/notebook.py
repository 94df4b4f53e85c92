"""Exports a notebook: list, slides, workbook, CSV and bibliography. Each marks notes as the reader's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from dashboard.charts.markup import render
from dashboard.charts.notebook import Entry, entries
from dashboard.export.rows import disarmed, xlsx_bytes
from dashboard.export.sheets import SheetColumn
from dashboard.render.fonts import font_css
from dashboard.table.cite import Citation, cite_article, cite_view
from dashboard.table.kept_since import since_kept
from dashboard.table.load import Table
from dashboard.table.notebook import Notebook
from dashboard.table.release import read_release
from dashboard.table.selection import Selection
from dashboard.table.words import plural, sentence_list

NOTE = "Reader's note"
"""The label of the reader's notes in every file."""
_LONGEST_ADDRESS = 500
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")


@dataclass(frozen=True)
class NotebookExport:
    """The input of a writer: the table, the notebook, its claims with their rows, and the address of the app (``site``)."""

    table: Table
    notebook: Notebook
    entries: Sequence[Entry]
    site: str = ""

    @property
    def since(self) -> list[str]:
        """What changed since the notebook was made, as sentences."""
        return since_kept(self.table, self.notebook, [entry.fate for entry in self.entries])

    @property
    def in_table(self) -> list[Entry]:
        """The entries whose claims are in the table."""
        return [entry for entry in self.entries if entry.row]

    def address(self, notes: bool = True) -> str:
        """The address of the notebook, empty where it is too long to print; without the reader's ``notes`` where it is published."""
        notebook = self.notebook if notes else self.notebook.without_notes
        address = f"{self.site}/notebook?keep={notebook.encoded}" if self.site else ""
        return address if len(address) <= _LONGEST_ADDRESS else ""


def notebook_export(table: Table, notebook: Notebook, copies: Path | None, site: str) -> NotebookExport:
    """Prepare a notebook for the writers; ``copies`` is the folder of the reader's own copies of the articles."""
    return NotebookExport(table, notebook, entries(table, notebook, copies), site)


def file_name(table: Table, notebook: Notebook, file: str) -> str:
    """A file name unique to a notebook: ``tech-hubs_notebook-slides_3f2a9c81d0_2026-11.pptx``."""
    name, _, suffix = file.rpartition(".")
    digest = sha256(notebook.encoded.encode()).hexdigest()[:10]
    return f"tech-hubs_notebook-{name}_{digest}_{re.sub('[^0-9-]', '', table.package.created[:7]) or 'undated'}.{suffix}"


def _html(export: NotebookExport) -> bytes:
    release = read_release(export.table.package)
    page = render("notebook_file", export=export, entries=export.entries, note=NOTE, release=release, type=Markup(font_css()))
    return page.encode()


def literal(text: str) -> str:
    """Text escaped for Markdown."""
    return _SIGNS.sub(r"\\\1", text)


def _markdown(export: NotebookExport) -> bytes:
    release = read_release(export.table.package)
    lines = [f"# Notebook: {export.notebook.claim_count}", "", f"{literal(release.named)}.", ""]
    lines += [f"> {literal(sentence)}" for sentence in export.since]
    for entry in export.entries:
        head = str(entry.row["statement"]) if entry.row else f"{entry.kept.claim} (no longer in the table)"
        parts = [f"{entry.place}. **{literal(head)}**"]
        if entry.row:
            details = f"{entry.status}. Said by {entry.row['speaker']}; {entry.where}. {entry.kept.claim}"
            parts.append(literal(details))
        if entry.fate.words:
            parts.append(f"**{literal(entry.fate.words)}**")
        if entry.paragraph:
            parts.append(f"> {literal(entry.paragraph)}")
        if entry.kept.note:
            parts.append(f"*{NOTE}:* {literal(entry.kept.note)}")
        lines += ["", f"\n\n{' ' * len(f'{entry.place}. ')}".join(parts)]
    lines += ["", "## Sources", "", *(f"- {literal(each.chicago)}" for each in _works(export))]
    lines += ["", f"<{export.address()}>"] if export.address() else []
    return ("\n".join(lines) + "\n").encode()


def _pptx(export: NotebookExport) -> bytes:
    # python-pptx takes half a second to import.
    from dashboard.export.notebook_deck import deck_bytes

    return deck_bytes(export.table, export.entries, export.since, export.address(), NOTE)


def _columns(export: NotebookExport) -> list[SheetColumn]:
    """The notebook as columns: the reader's data and the main columns of the claims."""
    cells: dict[str, Callable[[Entry], object]] = {
        "Place": lambda entry: entry.place,
        "Claim": lambda entry: entry.kept.claim,
        "Statement": lambda entry: entry.row.get("statement", "no longer in the table"),
        "Status": lambda entry: entry.status if entry.row else "",
        "Speaker": lambda entry: entry.row.get("speaker", ""),
        "Where": lambda entry: entry.where if entry.row else "",
        NOTE: lambda entry: entry.kept.note,
        "What changed since": lambda entry: entry.fate.words,
        "Kept on data": lambda entry: entry.kept.version,
    }
    return [SheetColumn(head, [cell(entry) for entry in export.entries]) for head, cell in cells.items()]


def _xlsx(export: NotebookExport) -> bytes:
    claims = export.table.claims.loc[[entry.kept.claim for entry in export.in_table]]
    description = " ".join([f"A notebook of {export.notebook.claim_count}. The column {NOTE} holds the reader's own words.", *export.since])
    return xlsx_bytes(
        export.table, claims, Selection(), export.address(), _columns(export), marks_sheet="Notebook", selection_words=description
    )


def _csv(export: NotebookExport) -> bytes:
    rows = {column.title: [disarmed(cell) for cell in column.cells] for column in _columns(export)}
    return pd.DataFrame(rows).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _works(export: NotebookExport) -> list[Citation]:
    """A citation for each article, with the cited paragraphs, and one for the data."""
    cited: dict[str, set[int]] = {}
    for entry in export.in_table:
        cited.setdefault(str(entry.row["article"]), set()).add(int(str(entry.row["paragraph"])))
    works = []
    for article, numbers in cited.items():
        item = cite_article(export.table, article).items[0]
        paragraphs = f"{'Paragraph' if len(numbers) == 1 else 'Paragraphs'} {sentence_list([str(number) for number in sorted(numbers)])}."
        works.append(Citation(({**item, "note": " ".join(filter(None, [paragraphs, item.get("note", "")]))},)))
    claims = sentence_list([entry.kept.claim for entry in export.in_table])
    title = f"{plural(len(export.in_table), 'claim')} from {export.table.package.title}"
    return [*works, cite_view(export.table, title, claims, export.address(notes=False), cited)] if export.in_table else []


def _together(export: NotebookExport) -> Citation:
    return Citation(tuple(item for work in _works(export) for item in work.items))


def _lines(style: Callable[[Citation], str]) -> Callable[[NotebookExport], bytes]:
    """A writer of a bibliography as text: a paragraph for each work, sorted."""
    return lambda export: "".join(f"{line}\n\n" for line in sorted(map(style, _works(export)), key=str.casefold)).encode()


NOTEBOOK_FORMATS: Mapping[str, tuple[str, Callable[[NotebookExport], bytes]]] = {
    "list.html": ("text/html; charset=utf-8", _html),
    "list.md": ("text/markdown; charset=utf-8", _markdown),
    "slides.pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _pptx),
    "claims.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "claims.csv": ("text/csv; charset=utf-8", _csv),
    "chicago.txt": ("text/plain; charset=utf-8", _lines(lambda work: work.chicago)),
    "apa.txt": ("text/plain; charset=utf-8", _lines(lambda work: work.apa)),
    "bibliography.bib": ("application/x-bibtex; charset=utf-8", lambda export: _together(export).bibtex.encode()),
    "bibliography.ris": ("application/x-research-info-systems; charset=utf-8", lambda export: _together(export).ris.encode()),
    "bibliography.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", lambda export: _together(export).csl_json.encode()),
}
"""The files of a notebook by name: media type and writer."""
