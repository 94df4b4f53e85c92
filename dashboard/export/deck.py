"""Pictures as a deck of slides one can edit, drawn from the same models as every other format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.export.notes import notes
from dashboard.export.request import ExportRequest, picture
from dashboard.pictures.words import sources
from dashboard.render.pptx import Info, slides
from dashboard.render.theme import THEMES
from dashboard.table.load import Table
from dashboard.table.release import read_release


def pptx_bytes(table: Table, requests: Sequence[ExportRequest], copies: Path | None = None) -> bytes:
    """The requested pictures as one PowerPoint file, 16 : 9 whatever their size, after a slide with their findings.

    ``copies`` is the folder of the reader's own copies of the articles; the notes then have the paragraphs. Deterministic.
    """
    release, first = read_release(table.package), requests[0]
    models = [picture(table, each) for each in requests]
    claims = [claim for one in models for claim in one.claims]
    info = Info(
        title=table.package.title,
        selection=first.selection.words(table),
        sources=sources(table, table.claims.loc[claims, "article"]),
        author=", ".join(release.authors),
        subject=release.named,
        moment=release.moment,
        repeats=frozenset(map(str, table.claims.index[table.claims["restates"] != ""])),
    )
    slide_notes = [notes(table, one, each.link, copies) for one, each in zip(models, requests, strict=True)]
    return slides(models, THEMES[first.theme], info, slide_notes)
