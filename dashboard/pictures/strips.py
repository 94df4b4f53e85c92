"""The articles paragraph by paragraph: of which places each speaks, and how many claims that makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from dashboard.pictures.model import Mark, Picture
from dashboard.pictures.shapes.strips import Block, Place, Strip, Strips
from dashboard.pictures.words import FILTERED, bound, capital, picture, spelled
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, period_words, plural

_KEY = {
    "new": "what a paragraph speaks of",
    "repeat": "only repeats",
    "none": "no claim: page furniture or background",
    "hidden": FILTERED,
}
_SAID = "not in this article"


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The articles of the selection as strips. ``today`` is not needed."""
    cities = selection.columns(table)
    drawn = selection.drawn(table)
    rows = drawn[drawn["city"].isin(cities)]
    found: dict[tuple[str, int], dict[str, list[Record]]] = {}
    for record in rows[["claim_id", "article", "paragraph", "city", "restates", "fades"]].to_dict("records"):
        block = found.setdefault((str(record["article"]), int(str(record["paragraph"]))), {})
        block.setdefault(str(record["city"]), []).append(record)
    known = table.vocabularies["articles"].sort_values("published", kind="stable").index
    asked = [str(key) for key in known if not selection.articles or key in selection.articles]
    if selection.like_for_like:
        asked = [key for key in asked if key in selection.covering(table)]
    strips = tuple(_strip(table, key, found, cities) for key in asked)
    kinds = {block.kind for strip in strips for block in strip.blocks}
    body = Strips(
        "Claims",
        tuple((kind, words) for kind, words in _KEY.items() if kind in kinds),
        tuple(_place(table, city, rows[rows["city"] == city].to_dict("records")) for city in cities),
        strips,
    )
    subtitle = (
        "One block, one paragraph, in the order printed; its colours are the places it speaks of, "
        f"the number its claims, repeats left out.{bound(table, selection, ())}"
    )
    return picture(table, "strips", _headline(table, selection, found, asked), subtitle, body)


@lru_cache(maxsize=4)
def _paragraphs(table: Table) -> Mapping[str, tuple[tuple[int, str, bool], ...]]:
    """Every paragraph of each article by the ledger: its number, what it is about, and whether any claim stands on it."""
    found: dict[str, list[tuple[int, str, bool]]] = {}
    ledger = table.ledger
    for (article, number), gist, claims in zip(ledger.index, ledger["gist"], ledger["claims"], strict=True):
        found.setdefault(str(article), []).append((int(number), str(gist), bool(claims)))
    return {article: tuple(sorted(lines)) for article, lines in found.items()}


def _strip(table: Table, article: str, found: Mapping[tuple[str, int], dict[str, list[Record]]], cities: Sequence[str]) -> Strip:
    name = table.label("article", article)
    blocks, totals = [], dict[str, list[Record]]()
    for number, gist, coded in _paragraphs(table).get(article, ()):
        spoken = found.get((article, number), {})
        marks = []
        for city in cities:
            if city not in spoken:
                continue
            records = spoken[city]
            totals.setdefault(city, []).extend(records)
            said = f"{name}, paragraph {number}: {gist}; {plural(len(records), 'claim')} about {table.label('city', city)}"
            marks.append(_mark(city, table.label("city", city), records, said))
        new = any(record["restates"] == "" for records in spoken.values() for record in records)
        blocks.append(Block(number, "new" if new else "repeat" if marks else "hidden" if coded else "none", tuple(marks)))
    counts = tuple(_total(city, table.label("city", city), totals.get(city, []), name) for city in cities)
    return Strip(str(table.vocabularies["articles"].at[article, "outlet"]), _date(table, article), tuple(blocks), counts)


def _date(table: Table, article: str) -> str:
    return capital(period_words(str(table.vocabularies["articles"].at[article, "published"])))


def _mark(city: str, words: str, records: Sequence[Record], said: str) -> Mark:
    claims = tuple(str(record["claim_id"]) for record in records)
    return Mark(city, None, words, claims, bool(records) and all(record["fades"] for record in records), said)


def _total(city: str, name: str, records: Sequence[Record], where: str) -> Mark:
    if not records:
        return Mark(city, None, _SAID, (), said=f"{where}: no claim about {name}")
    number = sum(record["restates"] == "" for record in records)
    return _mark(city, f"{number:,}", records, f"{where}: {plural(number, 'claim')} about {name}")


def _place(table: Table, city: str, records: Sequence[Record]) -> Place:
    name = table.label("city", city)
    return Place(city, name, city not in table.hubs, _total(city, name, records, "All of these articles"))


def _headline(
    table: Table, selection: Selection, found: Mapping[tuple[str, int], dict[str, list[Record]]], asked: Sequence[str]
) -> str:  # fmt: skip
    """In how many articles the hub spoken of most is found, and the one spoken of least."""
    hubs = selection.compared(table)
    speaking: dict[str, set[str]] = {hub: set() for hub in hubs}
    kept = [article for article in asked if article != selection.without]
    for (article, _), spoken in found.items():
        for hub in hubs:
            if article in kept and hub in spoken:
                speaking[hub].add(article)
    narrowed = bool(selection.areas or selection.status or selection.speakers or selection.disinterested)
    before = "In this selection, " if narrowed else ""
    if not any(speaking.values()):
        return "No article in this selection speaks of a hub"
    top = max(hubs, key=lambda hub: len(speaking[hub]))
    low = min(reversed(hubs), key=lambda hub: len(speaking[hub]))
    many, few, number = len(speaking[top]), len(speaking[low]), len(kept)
    articles = "the only article" if number == 1 else f"all {spelled(number)} articles" if many == number else f"{spelled(many)} articles"
    verb = "speaks" if number == 1 or many == 1 else "speak"
    articles = "one article" if many == 1 < number else articles
    if len(hubs) > 1 and many == few:
        words = f"{before}{articles} {verb} of {'both' if len(hubs) == 2 else 'every'} {'hubs' if len(hubs) == 2 else 'hub'}"
        return (
            capital(words) if few == number else capital(f"{before}each hub is spoken of in {spelled(few)} of {spelled(number)} articles")
        )
    words = f"{before}{articles} {verb} of {table.label('city', top)}"
    if len(hubs) == 1:
        return capital(words)
    only = table.label("article", next(iter(speaking[low]))) if few == 1 and not narrowed else ""
    second = f"only {only}" if only else spelled(few) if few else "none"
    full = f"{words}, {second} of {table.label('city', low)}"
    if len(full.split()) > 12:
        full = f"{words}, {spelled(few) if few else 'none'} of {table.label('city', low)}"
    return capital(full if len(full.split()) <= 12 else words)
