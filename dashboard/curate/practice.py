"""A passage coded by a reader beside the settled coding: the same matching as between coders, field by field, with the reasons given."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.curate.agreement import CODES, FOUND
from dashboard.curate.draft import Cells, Draft, DraftParagraph
from dashboard.curate.settling import SETTLEMENT
from dashboard.curate.units import Codings, Place
from dashboard.table.files import read_file
from dashboard.table.load import Table

ARTICLE, PARAGRAPH = "TECH_HUBS_CODED_ARTICLE", "TECH_HUBS_CODED_PARAGRAPH"
"""What the page is told by the environment: the article and the paragraph to begin with."""
YOU, SETTLED = "You", "Settled"
_ANYWHERE = "-"
"""A reader quotes nothing, so two numbers of one measure are taken for one number read in two ways."""
ASKED = ("basis", "relation", "value", "qualifier", "unit", "boundary", "period", "status", "speaker_kind")
"""The fields a reader codes."""


@dataclass(frozen=True)
class Field:
    """One field as a reader and the settlement have it, with the reasons given where coders differed in it."""

    name: str
    mine: str
    settled: str
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.mine == self.settled


@dataclass(frozen=True)
class Shown:
    """One thing that the reader coded, or that was settled, or both."""

    place: Place
    mine: Cells | None
    settled: Cells | None
    fields: tuple[Field, ...]
    reasons: tuple[str, ...]
    """Why it is coded, or is not."""


def applies(name: str, aspect: str) -> bool:
    """Whether a field is coded of claims of an aspect."""
    return aspect in CODES[name]


def passages(table: Table, folder: Path | None) -> dict[str, dict[int, str]]:
    """The paragraphs that are at hand and are those that were coded, by article and number."""
    found: dict[str, dict[int, str]] = {}
    for article, number in table.ledger.index:
        text = table.paragraph({"article": article, "paragraph": number}, folder)
        if text is not None:
            found.setdefault(str(article), {})[int(number)] = text
    return found


def beside_settled(table: Table, article: str, number: int, mine: Sequence[Cells]) -> tuple[Shown, ...]:
    """What a reader coded of a paragraph beside what was settled: what both have first, then what the reader has not."""
    rows = table.claims[(table.claims["article"] == article) & (table.claims["paragraph"] == number)]
    columns = table.package["claims"].columns
    settled = [
        {**{name: _text(row[name]) for name in columns}, "key": str(row["claim_id"]), "paragraph": "1", "as_printed": _ANYWHERE}
        for row in rows.to_dict("records")
        if row["method"] != "derived"
    ]
    given = [{**cells, "key": f"c{at}", "paragraph": "1", "as_printed": _ANYWHERE} for at, cells in enumerate(mine)]
    paragraph = (DraftParagraph(_ANYWHERE),)
    codings = Codings({YOU: Draft({}, paragraph, tuple(given)), SETTLED: Draft({}, paragraph, tuple(settled))})
    told = _reasons(table, article, number)
    shown = (_shown(codings, unit.place, unit.claims, told) for unit in codings.units)
    return tuple(sorted(shown, key=lambda each: (each.mine is None or each.settled is None, each.settled is None)))


def _shown(codings: Codings, place: Place, claims: Mapping[str, Cells], told: Mapping[tuple[str, ...], tuple[str, ...]]) -> Shown:
    where = (place.city, place.aspect, place.key)
    mine, settled = claims.get(YOU), claims.get(SETTLED)
    fields = []
    for name in ASKED:
        if applies(name, place.aspect):
            values = {coder: codings.value(coder, name, cells) for coder, cells in claims.items()}
            fields.append(Field(name, values.get(YOU, ""), values.get(SETTLED, ""), told.get((*where, name), ())))
    return Shown(place, mine, settled, tuple(fields), told.get((*where, FOUND), ()))


def _reasons(table: Table, article: str, number: int) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The reasons of the settlement for a paragraph, by city, aspect, key and field; empty where no settlement is at hand."""
    place = table.package.files.folder.resolve().parent / "seeds" / "coding" / SETTLEMENT
    try:
        rows = list(csv.DictReader(io.StringIO(read_file(place).decode("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        cells = [str(row.get(name) or "") for name in ("article", "paragraph", "city", "aspect", "key", "field", "reason")]
        if cells[:2] == [article, str(number)] and cells[6]:
            for name in cells[5].split():
                found.setdefault((cells[2], cells[3], cells[4].split(" (")[0], name), []).append(cells[6])
    return {key: tuple(dict.fromkeys(reasons)) for key, reasons in found.items()}


def _text(value: object) -> str:
    """A cell of the table as a draft writes it: a number without what a float adds, nothing where there is none."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    return str(value)
