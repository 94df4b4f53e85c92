"""A notebook as a list one can read, order and write notes into; and each of its claims as every file of it says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.charts.listing import labelled
from dashboard.charts.markup import render
from dashboard.charts.paragraphs import quoted
from dashboard.table.cite import Citation, cite_claim
from dashboard.table.find import Part
from dashboard.table.kept_since import Fate, fates, since_kept
from dashboard.table.load import Table
from dashboard.table.notebook import LONGEST_NOTE, Kept, Notebook
from dashboard.table.words import period_words

FILES: Mapping[str, tuple[str, str]] = {
    "list.html": ("List", "a page with the paragraphs you have at hand"),
    "list.md": ("Markdown", "the same for a text of your own"),
    "slides.pptx": ("PowerPoint", "slides one can edit, a few claims on each"),
    "claims.xlsx": ("Excel", "the claims with your notes, the sources, the codebook"),
    "claims.csv": ("CSV", "the claims with your notes"),
    "chicago.txt": ("Chicago", ""),
    "apa.txt": ("APA", ""),
    "bibliography.bib": ("BibTeX", ""),
    "bibliography.ris": ("RIS", ""),
    "bibliography.json": ("CSL-JSON", ""),
}
"""The files of a notebook: what each is called, and what is in it; those without words are its bibliography."""


@dataclass(frozen=True)
class Entry:
    """A kept claim with what is said of it; ``told`` is empty where the table does not hold it."""

    place: int
    kept: Kept
    fate: Fate
    told: Mapping[str, object]
    paragraph: str | None = None
    parts: Sequence[Part] = ()
    citation: str = ""

    @property
    def where(self) -> str:
        """The article, its date and the paragraph."""
        labels = self.told["labels"]
        article = labels["article"] if isinstance(labels, Mapping) else ""
        return f"{article}, {period_words(str(self.told['published']))}, paragraph {self.told['paragraph']}"

    @property
    def status(self) -> str:
        """Its status in words."""
        labels = self.told["labels"]
        return str(labels["status"]) if isinstance(labels, Mapping) else ""


def entries(table: Table, notebook: Notebook, copies: Path | None) -> list[Entry]:
    """The claims of a notebook in its order; paragraphs are read from ``copies`` where the reader has them."""
    found = zip(notebook.kept, fates(table, notebook), strict=True)
    return [_entry(table, place, kept, fate, copies) for place, (kept, fate) in enumerate(found, start=1)]


def _entry(table: Table, place: int, kept: Kept, fate: Fate, copies: Path | None) -> Entry:
    if kept.claim not in table.claims.index:
        return Entry(place, kept, fate, {})
    row = table.claims.loc[kept.claim].to_dict()
    text = table.paragraph(row, copies)
    source = Citation(cite_claim(table, kept.claim).items[:1])
    return Entry(place, kept, fate, labelled(table, row), text, quoted(text or "", [str(row["as_printed"])]), source.chicago)


def notebook_html(table: Table, notebook: Notebook, wrong: str, copies: Path | None, site: str) -> str:
    """The screen of a notebook; ``wrong`` says what of it could not be read, ``site`` is where the app is found."""
    found = entries(table, notebook, copies)
    fates_found = [entry.fate for entry in found]
    return render(
        "notebook", entries=found, notebook=notebook, wrong=wrong, since=since_kept(table, notebook, fates_found), files=FILES,
        lasting=f"{site}/notebook?keep={notebook.written}", longest=LONGEST_NOTE,
        changed=any(fate.kind == "changed" for fate in fates_found), version=table.package.version,
    )  # fmt: skip
