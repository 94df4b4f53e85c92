"""What the speaker sees below a slide: the claims behind it, who says them, and where they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

from dashboard.export.slides.texts import clean
from dashboard.table.load import Table
from dashboard.table.words import Record, period_words, plural

MOST = 30
"""How many claims the notes of a slide quote."""
_EVIDENCE = "on the screen Evidence of Tech Hubs"


def notes(table: Table, marks: Sequence[Iterable[str]], first: Sequence[str], link: str, paragraphs: Path | None) -> str:
    """The words in ``first``, then the claims behind ``marks``; of every mark one before any has a second."""
    claims = list(dict.fromkeys(claim for row in zip_longest(*marks) for claim in row if claim))
    rows = table.claims[table.claims["claim_id"].isin(claims[:MOST])].to_dict("records")
    count = f"{plural(len(claims), 'claim')} behind this slide:" if claims else "No claim stands behind this slide."
    told = [_quoted(table, row, paragraphs) for row in rows]
    if len(claims) > MOST:
        told.append(f"And {plural(len(claims) - MOST, 'more claim')}, to be read {f'at {clean(link)}' if link else _EVIDENCE}.")
    return "\n".join([*map(clean, first), "", count, *told])


def _quoted(table: Table, row: Record, paragraphs: Path | None) -> str:
    place = f"{table.label('article', str(row['article']))}, {period_words(str(row['published']))}, paragraph {row['paragraph']}"
    words = clean(f"{row['statement']} [{row['claim_id']}: {row['speaker']}; {place}]")
    paragraph = table.paragraph(row, paragraphs)
    return f"• {words}" + (f"\n    {clean(paragraph)}" if paragraph else "")
