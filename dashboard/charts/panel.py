"""The evidence panel: the claims behind a mark, a name or a count, beside the picture, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dashboard.charts.listing import claim_count, labelled
from dashboard.charts.markup import render
from dashboard.charts.paragraphs import beside, quoted
from dashboard.table.load import Table
from dashboard.table.notebook import MOST as MOST_KEPT
from dashboard.table.selection import Selection, facet_words
from dashboard.table.words import Record

MOST = 40
"""The most claims that the panel shows."""
_FEW = 3
"""The most claims that are shown with all details."""


def panel_html(table: Table, selection: Selection, copies: Path | None) -> str:
    """The claims of a selection, grouped by paragraph; paragraphs are read from the folder ``copies``."""
    total = sum(selection.sizes(table))
    rows = selection.rows(table, first=MOST).to_dict("records")
    facets = dict(selection.facets)
    paragraphs = dict.fromkeys((str(row["article"]), int(row["paragraph"])) for row in rows)
    if not paragraphs and {"article", "paragraph"} <= set(facets):
        paragraphs = {(facets["article"], int(facets["paragraph"])): None}
    return render(
        "panel",
        title=claim_count(table, selection),
        facets=[facet_words(table, name, value) for name, value in selection.facets if name not in ("claims", "article", "paragraph")],
        paragraphs=[_paragraph(table, article, number, rows, selection, copies) for article, number in paragraphs],
        total=total,
        keys=[str(row["claim_id"]) for row in rows] if len(rows) == total else [],
        asking=urlencode(selection.query()) if total <= MOST_KEPT else "",
        full=len(rows) <= _FEW,
        more=total - len(rows),
        query=selection.query(),
        filters=selection.only_filters().query(),
    )


def _paragraph(
    table: Table, article: str, number: int, rows: Sequence[Record], selection: Selection, copies: Path | None
) -> dict[str, Any]:
    """One paragraph for the template: its place, its text or gist, and its selected claims."""
    mine = [row for row in rows if row["article"] == article and row["paragraph"] == number]
    text = table.paragraph({"article": article, "paragraph": number}, copies)
    return {
        "key": article,
        "article": table.label("article", article),
        "published": str(table.vocabularies["articles"].at[article, "published"]),
        "number": number,
        "gist": str(table.ledger.at[(article, number), "gist"]),
        "parts": quoted(text or "", (str(row["as_printed"]) for row in mine)),
        "beside": beside(table, article, number),
        "whole": {"article", "paragraph"} <= {name for name, _ in selection.facets},
        "claims": [labelled(table, row) for row in mine],
    }
