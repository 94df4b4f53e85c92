"""A notebook as a list one can read, order and write notes into; and each of its claims as every file of it says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from dashboard.charts.listing import labelled
from dashboard.charts.markup import render
from dashboard.charts.paragraphs import quoted
from dashboard.table.cite import Citation, cite_claim
from dashboard.table.find import Part
from dashboard.table.kept_since import Fate, fates, since_kept
from dashboard.table.load import Table
from dashboard.table.notebook import LONGEST_NOTE, KeptClaim, Notebook
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


@dataclass(frozen=True, eq=False)
class Entry:
    """A kept claim with what is said of it; ``told`` is empty where the table does not hold it."""

    place: int
    kept: KeptClaim
    fate: Fate
    told: Mapping[str, object]
    table: Table
    copies: Path | None

    @cached_property
    def paragraph(self) -> str:
        """Its paragraph, where the reader's own copy of the article is at hand."""
        return (self.table.paragraph(self.told, self.copies) if self.told else None) or ""

    @property
    def parts(self) -> Sequence[Part]:
        """The paragraph with the printed words marked."""
        return quoted(self.paragraph, [str(self.told["as_printed"])]) if self.told else ()

    @property
    def citation(self) -> str:
        """The paragraph that prints it, as it is cited."""
        return Citation(cite_claim(self.table, self.kept.claim).items[:1]).chicago

    @property
    def where(self) -> str:
        """The article, its date and the paragraph."""
        article = self.table.label("article", str(self.told["article"]))
        return f"{article}, {period_words(str(self.told['published']))}, paragraph {self.told['paragraph']}"

    @property
    def status(self) -> str:
        """Its status in words."""
        return str(cast(Mapping[str, object], self.told["labels"])["status"])


def entries(table: Table, notebook: Notebook, copies: Path | None) -> list[Entry]:
    """The claims of a notebook in its order; paragraphs are read from ``copies`` where the reader has them."""
    held = [claim for claim in notebook.claims if claim in table.claims.index]
    rows = dict(zip(held, table.claims.loc[held].to_dict("records"), strict=True))
    told = {claim: labelled(table, row) for claim, row in rows.items()}
    found = zip(notebook.kept, fates(table, notebook), strict=True)
    return [Entry(place, kept, fate, told.get(kept.claim, {}), table, copies) for place, (kept, fate) in enumerate(found, start=1)]


def notebook_html(table: Table, notebook: Notebook, wrong: str, copies: Path | None, site: str) -> str:
    """The screen of a notebook; ``wrong`` says what of it could not be read, ``site`` is where the app is found."""
    found = entries(table, notebook, copies)
    fates_found = [entry.fate for entry in found]
    return render(
        "notebook", entries=found, notebook=notebook, wrong=wrong, since=since_kept(table, notebook, fates_found), files=FILES,
        lasting=f"{site}/notebook?keep={notebook.encoded}", longest=LONGEST_NOTE,
        changed=any(fate.kind == "changed" for fate in fates_found), version=table.package.version,
    )  # fmt: skip
