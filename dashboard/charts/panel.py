"""The evidence panel: the claims behind a mark, a name or a count, beside the picture, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.charts.listing import counted, labelled
from dashboard.charts.markup import render
from dashboard.table.load import Table
from dashboard.table.selection import Selection, facet_words
from dashboard.table.words import Record

MOST = 40
"""How many claims the panel shows; the rest is a link away."""
_FEW = 3
"""Up to how many claims each is shown in full."""

Part = tuple[str, bool]
"""Words of a paragraph, and whether a claim quotes them."""


def panel_html(table: Table, selection: Selection, copies: Path | None) -> str:
    """The claims of a selection with the paragraphs they stand in, which are read from ``copies`` where the reader has them."""
    total = sum(selection.sizes(table))
    rows = selection.rows(table, first=MOST).to_dict("records")
    asked = dict(selection.facets)
    paragraphs = dict.fromkeys((str(row["article"]), int(row["paragraph"])) for row in rows)
    if not paragraphs and {"article", "paragraph"} <= set(asked):
        paragraphs = {(asked["article"], int(asked["paragraph"])): None}
    return render(
        "panel",
        title=counted(table, selection),
        facets=[facet_words(table, name, value) for name, value in selection.facets if name not in ("claims", "article", "paragraph")],
        paragraphs=[_paragraph(table, article, number, rows, selection, copies) for article, number in paragraphs],
        full=len(rows) <= _FEW,
        more=total - len(rows),
        query=selection.query(),
        filters=selection.only_filters().query(),
    )


def _paragraph(
    table: Table, article: str, number: int, rows: Sequence[Record], selection: Selection, copies: Path | None
) -> dict[str, Any]:
    """One paragraph: where it is printed, its words or what it is about, and the claims asked for that it makes."""
    mine = [row for row in rows if row["article"] == article and row["paragraph"] == number]
    text = table.paragraph({"article": article, "paragraph": number}, copies)
    beside = [n for n in (number - 1, number + 1) if (article, n) in table.ledger.index]
    return {
        "key": article,
        "article": table.label("article", article),
        "published": str(table.vocabularies["articles"].at[article, "published"]),
        "number": number,
        "gist": str(table.ledger.at[(article, number), "gist"]),
        "parts": marked(text, [str(row["as_printed"]) for row in mine]) if text else [],
        "beside": [("previous" if n < number else "next", n) for n in beside],
        "whole": {"article", "paragraph"} <= {name for name, _ in selection.facets},
        "claims": [labelled(table, row) for row in mine],
    }


def marked(text: str, quoted: list[str]) -> list[Part]:
    """A paragraph in parts, the words that claims quote marked; words that are not found are left out, overlaps are joined."""
    quoted_at = [False] * len(text)
    for words in filter(None, quoted):
        start = text.find(words)
        if start >= 0:
            quoted_at[start : start + len(words)] = [True] * len(words)
    parts: list[Part] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or quoted_at[end] != quoted_at[start]:
            parts.append((text[start:end], quoted_at[start]))
            start = end
    return parts
