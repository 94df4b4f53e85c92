"""The files of a notebook: a list, slides, a workbook, rows and a bibliography. Notes are marked as the reader's own in each."""

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
"""What a note of the reader's own is called in every file."""
_LONGEST_ADDRESS = 500
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")


@dataclass(frozen=True)
class Given:
    """What a file is made of: the table, the notebook, its claims with what is said of them, and where it is found."""

    table: Table
    notebook: Notebook
    entries: Sequence[Entry]
    site: str = ""

    @property
    def since(self) -> list[str]:
        """What changed since the notebook was made, as sentences."""
        return since_kept(self.table, self.notebook, [entry.fate for entry in self.entries])

    @property
    def held(self) -> list[Entry]:
        """The claims the table holds."""
        return [entry for entry in self.entries if entry.told]

    def address(self, notes: bool = True) -> str:
        """Where the notebook is found, where that is short enough to be printed; without the reader's ``notes`` for what is published."""
        held = self.notebook if notes else self.notebook.without_notes
        found = f"{self.site}/notebook?keep={held.encoded}" if self.site else ""
        return found if len(found) <= _LONGEST_ADDRESS else ""


def given(table: Table, notebook: Notebook, copies: Path | None, site: str) -> Given:
    """A notebook ready to be written; ``site`` is where the app is found."""
    return Given(table, notebook, entries(table, notebook, copies), site)


def file_name(table: Table, notebook: Notebook, file: str) -> str:
    """A name that says what is inside; two notebooks never share one: ``tech-hubs_notebook-slides_3f2a9c81d0_2026-11.pptx``."""
    name, _, suffix = file.rpartition(".")
    digest = sha256(notebook.encoded.encode()).hexdigest()[:10]
    return f"tech-hubs_notebook-{name}_{digest}_{re.sub('[^0-9-]', '', table.package.created[:7]) or 'undated'}.{suffix}"


def _html(asked: Given) -> bytes:
    release = read_release(asked.table.package)
    page = render("notebook_file", asked=asked, entries=asked.entries, note=NOTE, release=release, type=Markup(font_css()))
    return page.encode()


def literal(text: str) -> str:
    """Text as Markdown shows it as it stands."""
    return _SIGNS.sub(r"\\\1", text)


def _markdown(asked: Given) -> bytes:
    release = read_release(asked.table.package)
    lines = [f"# Notebook: {asked.notebook.claim_count}", "", f"{literal(release.named)}.", ""]
    lines += [f"> {literal(sentence)}" for sentence in asked.since]
    for entry in asked.entries:
        head = str(entry.told["statement"]) if entry.told else f"{entry.kept.claim} (no longer in the table)"
        parts = [f"{entry.place}. **{literal(head)}**"]
        if entry.told:
            said = f"{entry.status}. Said by {entry.told['speaker']}; {entry.where}. {entry.kept.claim}"
            parts.append(literal(said))
        if entry.fate.words:
            parts.append(f"**{literal(entry.fate.words)}**")
        if entry.paragraph:
            parts.append(f"> {literal(entry.paragraph)}")
        if entry.kept.note:
            parts.append(f"*{NOTE}:* {literal(entry.kept.note)}")
        lines += ["", f"\n\n{' ' * len(f'{entry.place}. ')}".join(parts)]
    lines += ["", "## Sources", "", *(f"- {literal(each.chicago)}" for each in _works(asked))]
    lines += ["", f"<{asked.address()}>"] if asked.address() else []
    return ("\n".join(lines) + "\n").encode()


def _pptx(asked: Given) -> bytes:
    # PowerPoint takes half a second to import, which a reader who opens a page should not wait for.
    from dashboard.export.notebook_deck import deck_bytes

    return deck_bytes(asked.table, asked.entries, asked.since, asked.address(), NOTE)


def _columns(asked: Given) -> list[SheetColumn]:
    """The notebook as a table: what a reader put into it beside what the table holds."""
    cells: dict[str, Callable[[Entry], object]] = {
        "Place": lambda entry: entry.place,
        "Claim": lambda entry: entry.kept.claim,
        "Statement": lambda entry: entry.told.get("statement", "no longer in the table"),
        "Status": lambda entry: entry.status if entry.told else "",
        "Speaker": lambda entry: entry.told.get("speaker", ""),
        "Where": lambda entry: entry.where if entry.told else "",
        NOTE: lambda entry: entry.kept.note,
        "What changed since": lambda entry: entry.fate.words,
        "Kept on data": lambda entry: entry.kept.version,
    }
    return [SheetColumn(head, [cell(entry) for entry in asked.entries]) for head, cell in cells.items()]


def _xlsx(asked: Given) -> bytes:
    claims = asked.table.claims.loc[[entry.kept.claim for entry in asked.held]]
    told = " ".join([f"A notebook of {asked.notebook.claim_count}. The column {NOTE} holds the reader's own words.", *asked.since])
    return xlsx_bytes(asked.table, claims, Selection(), asked.address(), _columns(asked), marked="Notebook", asked=told)


def _csv(asked: Given) -> bytes:
    rows = {column.title: [disarmed(cell) for cell in column.cells] for column in _columns(asked)}
    return pd.DataFrame(rows).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _works(asked: Given) -> list[Citation]:
    """Every article once, with the paragraphs that are cited, and the data."""
    cited: dict[str, set[int]] = {}
    for entry in asked.held:
        cited.setdefault(str(entry.told["article"]), set()).add(int(str(entry.told["paragraph"])))
    works = []
    for article, numbers in cited.items():
        item = cite_article(asked.table, article).items[0]
        paragraphs = f"{'Paragraph' if len(numbers) == 1 else 'Paragraphs'} {sentence_list([str(number) for number in sorted(numbers)])}."
        works.append(Citation(({**item, "note": " ".join(filter(None, [paragraphs, item.get("note", "")]))},)))
    claims = sentence_list([entry.kept.claim for entry in asked.held])
    title = f"{plural(len(asked.held), 'claim')} from {asked.table.package.title}"
    return [*works, cite_view(asked.table, title, claims, asked.address(notes=False), cited)] if asked.held else []


def _together(asked: Given) -> Citation:
    return Citation(tuple(item for work in _works(asked) for item in work.items))


def _lines(told: Callable[[Citation], str]) -> Callable[[Given], bytes]:
    """A bibliography in words, a paragraph a work, in the order of the alphabet."""
    return lambda asked: "".join(f"{line}\n\n" for line in sorted(map(told, _works(asked)), key=str.casefold)).encode()


FORMATS: Mapping[str, tuple[str, Callable[[Given], bytes]]] = {
    "list.html": ("text/html; charset=utf-8", _html),
    "list.md": ("text/markdown; charset=utf-8", _markdown),
    "slides.pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _pptx),
    "claims.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "claims.csv": ("text/csv; charset=utf-8", _csv),
    "chicago.txt": ("text/plain; charset=utf-8", _lines(lambda work: work.chicago)),
    "apa.txt": ("text/plain; charset=utf-8", _lines(lambda work: work.apa)),
    "bibliography.bib": ("application/x-bibtex; charset=utf-8", lambda asked: _together(asked).bibtex.encode()),
    "bibliography.ris": ("application/x-research-info-systems; charset=utf-8", lambda asked: _together(asked).ris.encode()),
    "bibliography.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", lambda asked: _together(asked).csl_json.encode()),
}
"""The files of a notebook by name: media type and writer."""
