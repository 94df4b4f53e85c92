"""What the speaker sees below a slide: the finding, and the claims behind it, who says them, and where they are printed."""

from __future__ import annotations

from pathlib import Path

from dashboard.pictures.model import Picture
from dashboard.table.load import Table
from dashboard.table.words import Record, one_line, period_words, plural

MOST = 12
"""How many claims the notes of a slide quote."""


def notes(table: Table, picture: Picture, link: str, copies: Path | None) -> str:
    """The finding, then its claims before those of the other marks; ``copies`` are the reader's own of the articles."""
    claims = list(dict.fromkeys((*(key for key in picture.finding.claims if key in picture.claims), *picture.claims)))
    rows = [table.claims.loc[key].to_dict() for key in claims[:MOST]]
    count = f"{plural(len(claims), 'claim')} behind this slide:" if claims else "No claim stands behind this slide."
    quotations = [_quoted(table, row, copies) for row in rows]
    if len(claims) > MOST:
        place = f"at {link}" if link else f"on the screen Evidence of {table.package.title}"
        quotations.append(f"And {plural(len(claims) - MOST, 'more claim')}, to be read {place}.")
    return "\n".join([picture.headline, picture.subtitle, "", count, *quotations])


def _quoted(table: Table, row: Record, copies: Path | None) -> str:
    place = f"{table.label('article', str(row['article']))}, {period_words(str(row['published']))}, paragraph {row['paragraph']}"
    words = one_line(f"{row['statement']} [{row['claim_id']}: {row['speaker']}; {place}]")
    paragraph = table.paragraph(row, copies)
    return f"• {words}" + (f"\n    {one_line(paragraph)}" if paragraph else "")
