"""Pictures as a deck of slides one can edit, drawn from the same models as every other format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.export.asked import Asked, picture
from dashboard.export.notes import notes
from dashboard.pictures.words import sources
from dashboard.render.pptx import Info, slides
from dashboard.render.theme import THEMES
from dashboard.table.load import Table
from dashboard.table.release import read_release


def pptx_bytes(table: Table, asked: Sequence[Asked], copies: Path | None = None) -> bytes:
    """The pictures asked for as one deck, 16 : 9 whatever their size, behind a summary of what they find.

    ``copies`` is the folder of the reader's own copies of the articles, whose words then stand in the notes.
    The same call gives the same bytes.
    """
    release, first = read_release(table.package), asked[0]
    found = [picture(table, each) for each in asked]
    claims = [claim for one in found for claim in one.claims]
    info = Info(
        title=table.package.title,
        selection=first.selection.words(table),
        sources=sources(table, table.claims.loc[claims, "article"]),
        author=", ".join(release.authors),
        subject=release.named,
        moment=release.moment,
        repeats=frozenset(map(str, table.claims.index[table.claims["restates"] != ""])),
    )
    told = [notes(table, one, each.link, copies) for one, each in zip(found, asked, strict=True)]
    return slides(found, THEMES[first.theme], info, told)
