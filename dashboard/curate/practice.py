"""Compares a reader's coding of a passage with the settled coding, by the matching used between coders."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.curate.agreement import CODES, UNIT_CODED
from dashboard.curate.draft import Cells, Draft, DraftParagraph
from dashboard.curate.settling import SETTLEMENT
from dashboard.curate.units import Codings, Place
from dashboard.table.files import read_file
from dashboard.table.load import Table

ARTICLE, PARAGRAPH = "TECH_HUBS_CODED_ARTICLE", "TECH_HUBS_CODED_PARAGRAPH"
"""Environment variables of the page: the article and the paragraph to begin with."""
YOU, SETTLED = "You", "Settled"
_ANYWHERE = "-"
"""A reader quotes nothing, so numbers of one measure are matched as readings of one number."""
CODED_FIELDS = ("basis", "relation", "value", "qualifier", "unit", "boundary", "period", "status", "speaker_kind")
"""The fields a reader codes."""


@dataclass(frozen=True)
class Field:
    """A field as coded by the reader and as settled, with the reasons from the settlement."""

    name: str
    mine: str
    settled: str
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.mine == self.settled


@dataclass(frozen=True)
class ComparedClaim:
    """A claim that the reader coded, or that was settled, or both."""

    place: Place
    mine: Cells | None
    settled: Cells | None
    fields: tuple[Field, ...]
    reasons: tuple[str, ...]
    """Why it is coded, or is not."""


def applies(name: str, aspect: str) -> bool:
    """Whether the field ``name`` is coded for claims of ``aspect``."""
    return aspect in CODES[name]


def passages(table: Table, folder: Path | None) -> dict[str, dict[int, str]]:
    """The paragraphs whose copies match the coded text, by article and number."""
    by_article: dict[str, dict[int, str]] = {}
    for article, number in table.ledger.index:
        text = table.paragraph({"article": article, "paragraph": number}, folder)
        if text is not None:
            by_article.setdefault(str(article), {})[int(number)] = text
    return by_article


def beside_settled(table: Table, article: str, number: int, mine: Sequence[Cells]) -> tuple[ComparedClaim, ...]:
    """A reader's claims of a paragraph matched with the settled ones: matched ones first, then those the reader missed."""
    rows = table.claims[(table.claims["article"] == article) & (table.claims["paragraph"] == number)]
    columns = table.package["claims"].columns
    settled = [
        {**{name: _text(row[name]) for name in columns}, "key": str(row["claim_id"]), "paragraph": "1", "as_printed": _ANYWHERE}
        for row in rows.to_dict("records")
        if row["method"] != "derived"
    ]
    coded = [{**cells, "key": f"c{at}", "paragraph": "1", "as_printed": _ANYWHERE} for at, cells in enumerate(mine)]
    paragraph = (DraftParagraph(_ANYWHERE),)
    codings = Codings({YOU: Draft({}, paragraph, tuple(coded)), SETTLED: Draft({}, paragraph, tuple(settled))})
    reasons = _reasons(table, article, number)
    compared = (_compared(codings, unit.place, unit.claims, reasons) for unit in codings.units)
    return tuple(sorted(compared, key=lambda each: (each.mine is None or each.settled is None, each.settled is None)))


def _compared(
    codings: Codings, place: Place, claims: Mapping[str, Cells], reasons: Mapping[tuple[str, ...], tuple[str, ...]]
) -> ComparedClaim:
    where = (place.city, place.aspect, place.key)
    mine, settled = claims.get(YOU), claims.get(SETTLED)
    fields = []
    for name in CODED_FIELDS:
        if applies(name, place.aspect):
            values = {coder: codings.value(coder, name, cells) for coder, cells in claims.items()}
            fields.append(Field(name, values.get(YOU, ""), values.get(SETTLED, ""), reasons.get((*where, name), ())))
    return ComparedClaim(place, mine, settled, tuple(fields), reasons.get((*where, UNIT_CODED), ()))


def _reasons(table: Table, article: str, number: int) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The reasons of the settlement for a paragraph, by city, aspect, key and field; empty without a settlement."""
    place = table.package.files.folder.resolve().parent / "seeds" / "coding" / SETTLEMENT
    try:
        rows = list(csv.DictReader(io.StringIO(read_file(place).decode("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    reasons_by_field: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        cells = [str(row.get(name) or "") for name in ("article", "paragraph", "city", "aspect", "key", "field", "reason")]
        if cells[:2] == [article, str(number)] and cells[6]:
            for name in cells[5].split():
                reasons_by_field.setdefault((cells[2], cells[3], cells[4].split(" (")[0], name), []).append(cells[6])
    return {key: tuple(dict.fromkeys(reasons)) for key, reasons in reasons_by_field.items()}


def _text(value: object) -> str:
    """A cell of the table as text: numbers without a trailing ``.0``, empty where there is none."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    return str(value)
