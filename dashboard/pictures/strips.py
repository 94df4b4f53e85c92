"""The articles paragraph by paragraph: of which places each speaks, and how many claims that makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.strips import Strip, StripBlock, Strips, StripSubject
from dashboard.pictures.words import bound, capital, headline, outlet, picture, several, spelled
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, period_words, plural

Places: TypeAlias = Set[tuple[str, int]]
"""Paragraphs by their article and number."""
_FIELDS = ("claim_id", "article", "paragraph", "city", "restates")


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The articles of the selection as strips. ``today`` is not needed."""
    cities = selection.columns(table)
    records = [record for record in selection.records(table, _FIELDS) if record["city"] in cities]
    found: dict[tuple[str, int], dict[str, list[Record]]] = {}
    for record in records:
        block = found.setdefault((str(record["article"]), int(str(record["paragraph"]))), {})
        block.setdefault(str(record["city"]), []).append(record)
    known = table.vocabularies["articles"].sort_values("published", kind="stable").index
    asked = [str(key) for key in known if not selection.articles or key in selection.articles]
    if selection.like_for_like:
        asked = [key for key in asked if key in selection.covering(table)]
    fresh = {place for place, block in found.items() if any(record["restates"] == "" for part in block.values() for record in part)}
    strips = tuple(_strip(table, key, found, cities, fresh) for key in asked)
    words, facts = _finding(table, selection, found, asked)
    body = Strips(
        "Paragraphs",
        tuple(_place(table, city, [record for record in records if record["city"] == city], fresh) for city in cities),
        strips,
        # The finding tells: the hub spoken of most, the one spoken of least, and the only article that does.
        facts[0].key[1] if facts and facts[0].key[2] in asked and facts[0].key[0] != facts[0].key[1] else "",
    )
    shown = "One bar, one paragraph. Colour shows its subjects, not whether it is done."
    return picture(table, "strips", words, f"{shown}{bound(table, selection, ())}", body, facts)


@lru_cache(maxsize=4)
def _paragraphs(table: Table) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Every paragraph of each article by the ledger: its number, and what it is about."""
    found: dict[str, list[tuple[int, str]]] = {}
    for (article, number), gist in zip(table.ledger.index, table.ledger["gist"], strict=True):
        found.setdefault(str(article), []).append((int(number), str(gist)))
    return {article: tuple(sorted(lines)) for article, lines in found.items()}


def _strip(
    table: Table, article: str, found: Mapping[tuple[str, int], dict[str, list[Record]]], cities: Sequence[str], fresh: Places
) -> Strip:  # fmt: skip
    """One article; ``fresh`` are the paragraphs that make a claim which is not only repeated."""
    name = outlet(table, article)
    blocks, totals = [], dict[str, list[Record]]()
    for number, gist in _paragraphs(table).get(article, ()):
        spoken = found.get((article, number), {})
        marks = []
        for city in cities:
            if city not in spoken:
                continue
            records = spoken[city]
            totals.setdefault(city, []).extend(records)
            said = f"{name}, paragraph {number}: {gist}; {plural(len(records), 'claim')} about {table.label('city', city)}"
            marks.append(_mark(city, table.label("city", city), records, said))
        blocks.append(StripBlock(number, (article, number) in fresh, tuple(marks)))
    counts = tuple(_total(city, table.label("city", city), totals[city], name, fresh) for city in cities if city in totals)
    return Strip(name, _date(table, article), tuple(blocks), counts)


def _date(table: Table, article: str) -> str:
    return capital(period_words(str(table.vocabularies["articles"].at[article, "published"])))


def _mark(city: str, words: str, records: Sequence[Record], said: str) -> Mark:
    claims = tuple(str(record["claim_id"]) for record in records)
    return Mark(city, None, words, claims, bool(records) and all(record["fades"] for record in records), said)


def _total(city: str, name: str, records: Sequence[Record], where: str, fresh: Places) -> Mark:
    """How many paragraphs speak of a city: the blocks drawn, so that numbers and blocks are of one unit."""
    number = sum(record["restates"] == "" for record in records)
    places = {(str(record["article"]), int(str(record["paragraph"]))) for record in records} & fresh
    said = f"{where}: {plural(number, 'claim')} about {name}, in {plural(len(places), 'paragraph')}"
    return _mark(city, f"{len(places):,}", records, said)


def _place(table: Table, city: str, records: Sequence[Record], fresh: Places) -> StripSubject:
    name = table.label("city", city)
    total = _total(city, name, records, "All of these articles", fresh) if records else None
    return StripSubject(city, name, city not in table.hubs, total)


def _finding(
    table: Table, selection: Selection, found: Mapping[tuple[str, int], dict[str, list[Record]]], asked: Sequence[str]
) -> tuple[str, tuple[Fact, ...]]:  # fmt: skip
    """In how many articles the hub spoken of most is found, and the one spoken of least: as a headline, and as values."""
    hubs = selection.compared(table)
    kept = [article for article in asked if article != selection.without]
    speaking: dict[str, dict[str, list[str]]] = {hub: {} for hub in hubs}
    for (article, _), spoken in found.items():
        for hub in hubs:
            if article in kept and hub in spoken:
                speaking[hub].setdefault(article, []).extend(str(record["claim_id"]) for record in spoken[hub])
    if not any(speaking.values()):
        return f"No claim in this selection is about {table.wording.a_hub}", ()
    top = max(hubs, key=lambda hub: len(speaking[hub]))
    low = min(reversed(hubs), key=lambda hub: len(speaking[hub]))
    only = next(iter(speaking[low])) if len(speaking[low]) == 1 else ""
    claims = tuple(claim for hub in dict.fromkeys((top, low)) for part in speaking[hub].values() for claim in part)
    fact = Fact((top, low, only or str(bool(speaking[low]))), frozenset(speaking[top]), claims, several(len(speaking[top]), "article"))
    narrowed = bool(selection.areas or selection.status or selection.speakers or selection.disinterested)
    return _headline(table, hubs, {hub: tuple(speaking[hub]) for hub in hubs}, (top, low), len(kept), narrowed), (fact,)


def _headline(
    table: Table, hubs: Sequence[str], speaking: Mapping[str, tuple[str, ...]], ends: tuple[str, str], number: int, narrowed: bool
) -> str:  # fmt: skip
    top, low = ends
    many, few = len(speaking[top]), len(speaking[low])
    before = "In this selection, " if narrowed else ""
    all_of = "the one article" if number == 1 else f"all {spelled(number)} articles"
    who = all_of if many == number else f"{spelled(many)} of {spelled(number)} articles"
    cover = "covers" if many == 1 else "cover"
    words = f"{before}{who} {cover} {table.label('city', top)}"
    if len(hubs) == 1:
        return capital(words)
    if many == few:
        same = f"{before}{who} {cover} {f'both {table.wording.hubs}' if len(hubs) == 2 else f'every {table.wording.hub}'}"
        return capital(
            same if many == number else f"{before}every {table.wording.hub} is covered by {spelled(few)} of {spelled(number)} articles"
        )
    least, other = spelled(few) if few else "none", f"{'cover' if few > 1 else 'covers'} {table.label('city', low)}"
    named = f"only {outlet(table, speaking[low][0])}" if few == 1 else least
    return headline(*map(capital, (f"{words}, {named} {other}", f"{words}, {least} {other}", words)))
