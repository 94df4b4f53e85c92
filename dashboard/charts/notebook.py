"""HTML of the notebook screen, and the entries of a notebook as its files show them."""

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
"""The files of a notebook: (label, description); those without a description are its bibliography."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A kept claim with its row (as by `labelled`), empty where the claim is not in the table; ``place`` is its position, from 1."""

    place: int
    kept: KeptClaim
    fate: Fate
    row: Mapping[str, object]
    table: Table
    copies: Path | None

    @cached_property
    def paragraph(self) -> str:
        """The text of its paragraph, empty where no copy of the article is at hand."""
        return (self.table.paragraph(self.row, self.copies) if self.row else None) or ""

    @property
    def parts(self) -> Sequence[Part]:
        """The paragraph with the printed words marked."""
        return quoted(self.paragraph, [str(self.row["as_printed"])]) if self.row else ()

    @property
    def citation(self) -> str:
        """The citation of its paragraph, in Chicago style."""
        return Citation(cite_claim(self.table, self.kept.claim).items[:1]).chicago

    @property
    def where(self) -> str:
        """The article, its date and the paragraph."""
        article = self.table.label("article", str(self.row["article"]))
        return f"{article}, {period_words(str(self.row['published']))}, paragraph {self.row['paragraph']}"

    @property
    def status(self) -> str:
        """Its status in words."""
        return str(cast(Mapping[str, object], self.row["labels"])["status"])


def entries(table: Table, notebook: Notebook, copies: Path | None) -> list[Entry]:
    """The entries of a notebook, in its order; paragraphs are read from the folder ``copies``."""
    present = [claim for claim in notebook.claims if claim in table.claims.index]
    rows = dict(zip(present, table.claims.loc[present].to_dict("records"), strict=True))
    labelled_rows = {claim: labelled(table, row) for claim, row in rows.items()}
    with_fates = zip(notebook.kept, fates(table, notebook), strict=True)
    return [
        Entry(place, kept, fate, labelled_rows.get(kept.claim, {}), table, copies) for place, (kept, fate) in enumerate(with_fates, start=1)
    ]


def notebook_html(table: Table, notebook: Notebook, wrong: str, copies: Path | None, site: str) -> str:
    """The notebook screen; ``wrong`` is the message of `read_notebook`, ``site`` the address of the app."""
    kept_entries = entries(table, notebook, copies)
    outcomes = [entry.fate for entry in kept_entries]
    return render(
        "notebook", entries=kept_entries, notebook=notebook, wrong=wrong, since=since_kept(table, notebook, outcomes), files=FILES,
        lasting=f"{site}/notebook?keep={notebook.encoded}", longest=LONGEST_NOTE,
        changed=any(fate.kind == "changed" for fate in outcomes), version=table.package.version,
    )  # fmt: skip
