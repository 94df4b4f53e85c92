"""What every finding rests on: each picture's headline, worked out again without each article in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Block, Column, Grid, Row, Tile
from dashboard.pictures.words import bound, capital, headline, picture, several, spelled
from dashboard.table.load import Table
from dashboard.table.selection import Selection, values
from dashboard.table.words import plural

Makers: TypeAlias = Mapping[str, Callable[[Table, Selection, date], Picture]]
NAME = "rests-on"


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The findings of all other pictures under this selection."""
    from dashboard.pictures import PICTURES  # noqa: PLC0415 (the registry holds this picture too)

    return _picture(table, selection, today, tuple(name for name in PICTURES if name != NAME))


def base(table: Table, selection: Selection) -> Selection:
    """The same selection with the article that a lens leaves out gone for good: each column leaves out another."""
    if not selection.without:
        return selection
    kept = tuple(key for key in selection.articles or values(table, "article") if key != selection.without)
    return replace(selection, without="", articles=kept) if kept else selection


@lru_cache(maxsize=64)
def _picture(table: Table, selection: Selection, today: date, names: tuple[str, ...]) -> Picture:
    from dashboard.pictures import PICTURES  # noqa: PLC0415

    asked = base(table, selection)
    whole = {name: PICTURES[name](table, asked, today) for name in names}
    findings = {name: found for name, found in whole.items() if found.finding.claims}
    used = {claim for found in findings.values() for claim in found.finding.claims}
    found_in = table.claims.loc[list(used), "article"]
    articles = tuple(key for key in table.vocabularies["articles"].sort_values("published", kind="stable").index if key in set(found_in))
    without = {
        (name, article): PICTURES[name](table, replace(asked, without=article), today) for name in findings for article in articles
    }  # fmt: skip
    rows = tuple(_row(table, found, [(article, without[name, article]) for article in articles]) for name, found in findings.items())
    gone = {article: sum(row.cells[place][0].strong for row in rows) for place, article in enumerate(articles)}
    worst = max(gone, key=lambda article: gone[article], default="")
    columns = tuple(Column("", table.label("article", key), strong=key == worst and gone[key] > 0) for key in articles)
    words = _headline(table, len(rows), gone, worst)
    subtitle = f"Each finding, worked out again without one article. The bar is what is left of it; gone means that it no longer holds.{bound(table, selection, ())}"
    body = Grid("bars", columns, (), (Block("", rows),) if rows else ())
    return picture(table, NAME, words, subtitle, body)


def _headline(table: Table, number: int, gone: dict[str, int], worst: str) -> str:
    if not gone:
        return "No finding in this selection rests on a claim"
    if not gone[worst]:
        return "No finding falls when any one article is left out"
    fall = f"{capital(spelled(gone[worst]))} of {several(number, 'finding')}" if number > 1 else "The finding"
    verb = "falls" if gone[worst] == 1 else "fall"
    return headline(f"{fall} {verb} without {table.label('article', worst)}", f"{fall} {verb} without a single article")


def _row(table: Table, found: Picture, without: list[tuple[str, Picture]]) -> Row:
    said = found.headline
    finding = found.finding
    label = Mark("", None, said, finding.claims, said=f"{said}: rests on {plural(len(finding.claims), 'claim')}")
    return Row(label, tuple((_tile(table, finding, other, article, said),) for article, other in without))


def _tile(table: Table, finding: Fact, other: Picture, article: str, said: str) -> Tile:
    """What is left of a finding without an article, told by values."""
    mine = tuple(claim for claim in finding.claims if table.claims.at[claim, "article"] == article)
    left = left_of(table, finding, other, article)
    name = table.label("article", article)
    if left is None:
        return Tile("", None, "gone", finding.claims, said=f"Gone without {name}: {said}", strong=True, share=0.0)
    if len(left) == len(finding.parts):
        return Tile("", None, "unchanged", finding.claims, said=f"Unchanged without {name}: {said}", share=1.0)
    words = f"{len(left):,} of {len(finding.parts):,}"
    claims = mine or finding.claims
    return Tile("", None, words, claims, said=f"Weaker without {name}, {words}: {said}", share=len(left) / len(finding.parts))


def left_of(table: Table, finding: Fact, other: Picture, article: str) -> frozenset[str] | None:
    """The parts of a finding that are left without an article, or None where its sentence is no longer true."""
    left = other.holds(finding)
    if left is None:
        return None
    # What only the article left out says is still drawn, faded: it does not count.
    gone = {part for part in left if part in table.claims.index and table.claims.at[part, "article"] == article}
    return (left - gone) or (None if gone else left)
