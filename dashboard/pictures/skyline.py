"""How much is said of each hub: a tower of equal squares each, what is surest at its base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, groupby

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.towers import Tower, Towers
from dashboard.pictures.words import (
    FILTERED,
    SILENT,
    bound,
    capital,
    city_words,
    claims_in,
    headline,
    picture,
    several,
    spelled,
    square,
    status_word,
    statuses,
)
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.status_words import many
from dashboard.table.words import Record, either, plural, sentence_list

_FIELDS = ("claim_id", "article", "city", "status", "statement", "restates")
_DONE = "in_place"
"""The status that says that something is there: the articles say it, nobody has looked."""
_MOST = 1500
"""How many squares the tallest tower has at most: with more claims a square stands for a round number of them."""


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The hubs of the selection as towers. ``today`` is not needed."""
    cities = selection.compared(table)
    found: dict[str, list[Record]] = {city: [] for city in selection.columns(table)}
    for record in selection.records(table, _FIELDS):
        if record["city"] in found and record["restates"] == "":
            found[str(record["city"])].append(record)
    order = {status: place for place, status in enumerate(statuses(table))}
    for records in found.values():
        records.sort(key=lambda record: (order[str(record["status"])], bool(record["fades"])))
    each = 1
    while max(len(found[city]) for city in cities) > _MOST * each:
        each *= 10
    known = set(selection.reading().rows(table)["city"])
    towers = tuple(_tower(table, city, found[city], each, city in known) for city in cities)
    body = Towers(towers, _aside(table, [record for city, part in found.items() if city not in cities for record in part]))
    kept = {city: [record for record in found[city] if not record["fades"]] for city in cities}
    drawn_as = "One square, one claim" if each == 1 else f"One square, {each:,} claims, in the ink of most of them"
    articles = {str(record["article"]) for part in found.values() for record in part}
    says = "says" if len(articles) == 1 else "say"
    measured = "Towers measure" if len(cities) > 1 else "The tower measures"
    told = f" {measured} what {several(len(articles), 'article')} {says}, not the {table.wording.place}."
    subtitle = f"{drawn_as}, the surest at the bottom.{told if articles else ''}{bound(table, selection)}"
    return picture(table, "skyline", _headline(table, kept), subtitle, body, _facts(kept))


def _tower(table: Table, city: str, records: Sequence[Record], each: int, known: bool) -> Tower:
    name = table.label("city", city)
    kept = [record for record in records if not record["fades"]]
    faded = bool(records) and not kept
    count = Mark(city, None, f"{len(kept):,}", claims_in(records), faded, f"{plural(len(kept), 'claim')} about {name}")
    if records:
        # They are in the order of their statuses: the first are the surest there are.
        status = str(records[0]["status"])
        sure = [record for record in records if record["status"] == status]
        number = sum(not record["fades"] for record in sure)
        words = f"{number:,} {'said to be ' if status == _DONE else ''}{_counted(table, status, number)}"
        note = Mark(city, None, words, claims_in(sure), not number, f"{name}: {words}")
    else:
        note = Mark(city, None, FILTERED if known else SILENT, (), hidden=known)
    squares = tuple(_squares(table, records, each))
    parts = tuple(_parts(table, name, records))
    return Tower(city, name, str(table.vocabularies["cities"].at[city, "chinese_name"]), count, squares, note, parts)


def _parts(table: Table, name: str, records: Sequence[Record]) -> Iterator[Mark]:
    """How many claims there are of each status, the surest first."""
    for status, part in groupby(records, key=lambda record: str(record["status"])):
        found = list(part)
        number = sum(not record["fades"] for record in found)
        words = f"{number:,} {_counted(table, status, number)}"
        yield Mark(str(found[0]["city"]), status, words, claims_in(found), not number, f"{name}: {words}")


def _counted(table: Table, status: str, number: int) -> str:
    """A status as it follows the number of its claims."""
    word = status_word(table, status)
    return word if number == 1 else many(word)


def _squares(table: Table, records: Sequence[Record], each: int) -> list[Mark]:
    """The squares from the base up. One that stands for several claims has the status of most of them, of two the less sure."""
    if each == 1:
        return [square(table, record) for record in records]
    order = statuses(table)
    found = []
    for start in range(0, len(records), each):
        part = records[start : start + each]
        held = [str(record["status"]) for record in part]
        status = max(order, key=lambda status: (held.count(status), order.index(status)))
        word = status_word(table, status)
        said = f"{plural(len(part), 'claim')}, {held.count(status):,} of them {word}"
        found.append(Mark(str(part[0]["city"]), status, word, claims_in(part), all(record["fades"] for record in part), said))
    return found


def _aside(table: Table, records: Sequence[Record]) -> Mark | None:
    """The claims about the nation, which is no hub and has no tower."""
    if not records:
        return None
    city = str(records[0]["city"])
    kept = sum(not record["fades"] for record in records)
    verb = "claim is" if kept == 1 else "claims are"
    return Mark(city, None, f"{kept:,} more {verb} about {table.label('city', city)} as a whole, not drawn", claims_in(records), not kept)


def _ratio(kept: Mapping[str, Sequence[Record]]) -> tuple[str, tuple[str, ...], int]:
    """The city spoken of most, those spoken of least, and how many times as much is said of it.

    Of the least are also those of which hardly more is said: to leave one out for a single claim would tell a difference that is none.
    """
    sizes = {city: len(records) for city, records in kept.items()}
    top, least = max(sizes, key=lambda city: sizes[city]), min(sizes.values())
    most = least + max(1, least // 10) if least else 0
    most = most if 2 * most <= sizes[top] else least
    return top, tuple(city for city in sizes if sizes[city] <= most), sizes[top] // least if least else 0


def _headline(table: Table, kept: Mapping[str, Sequence[Record]]) -> str:
    top, lows, times = _ratio(kept)
    few = [len(kept[city]) for city in lows]
    name, most, least = table.label("city", top), len(kept[top]), min(few)
    hub, hubs = table.wording.hub, table.wording.hubs
    if not most:
        return f"No claim in this selection is about {name if len(kept) == 1 else table.wording.a_hub}"
    if len(kept) == 1:
        done = sum(record["status"] == _DONE for record in kept[top])
        if not done:
            return f"{capital(several(most, 'claim'))} about {name}, none of what is in place"
        return f"{capital(spelled(done))} of {plural(most, 'claim')} about {name} {'says' if done == 1 else 'say'} something is in place"
    low = either([table.label("city", city) for city in lows])
    if most == least:
        return f"The articles make {plural(most, 'claim')} about {f'both {hubs}' if len(kept) == 2 else f'every {hub}'}"
    if not least:
        about = f"{name} gets {plural(most, 'claim')}"
        return headline(f"{about}, {low} none", f"{about}, {spelled(len(lows))} {hubs} none")
    if times < 2:
        return headline(f"{name} gets most claims, {most:,}, {low} fewest, {least:,}", f"{name} gets most claims: {most:,}")
    if max(few) > least:
        parts = [f"{number:,} about {table.label('city', city)}" for number, city in zip(few, lows, strict=True)]
        return headline(
            f"{most:,} claims about {name}, {sentence_list(parts)}",
            f"{name} gets {most:,} claims, {several(len(lows), hub, hubs)} at most {max(few):,} each",
            f"{capital(spelled(len(lows)))} {hubs} get at most {max(few):,} claims, one gets {most:,}",
        )
    apiece = "each " if len(lows) > 1 else ""
    about, each = f"{capital(spelled(most))} claims about {name}", f"{spelled(least)} {apiece}about"
    return headline(
        f"{about}, {each} {city_words(table, lows)}",
        f"{about}, {each} {several(len(lows), f'other {hub}', f'other {hubs}')}",
        f"{name} gets {most:,} claims, {several(len(lows), hub, hubs)} {least:,}{' each' if len(lows) > 1 else ''}",
        f"{capital(spelled(len(lows)))} of the {hubs} get {least:,} claims, one gets {most:,}",
    )


def _facts(kept: Mapping[str, Sequence[Record]]) -> tuple[Fact, ...]:
    """How many times as much is said of one city as of others; what holds of several holds of each of them."""
    top, lows, times = _ratio(kept)
    if not kept[top]:
        return ()
    if len(kept) == 1:
        done = claims_in([record for record in kept[top] if record["status"] == _DONE])
        return (Fact(("done", top, "some" if done else "none"), frozenset(done), done or claims_in(kept[top])),)
    if times < 2 and all(kept[city] for city in lows):
        kind = "most" if len(kept[top]) > len(kept[lows[0]]) else "same"
        claims = claims_in([record for city in dict.fromkeys((top, *lows)) for record in kept[city]])
        return (Fact((kind, top, *lows), frozenset(claims), claims),)
    return (_times(kept, top, lows), *(_times(kept, top, some) for some in _fewer(kept, top)))


def _fewer(kept: Mapping[str, Sequence[Record]], top: str) -> list[tuple[str, ...]]:
    """Every set of cities of which at most half as much is said, all of them something, or all of them nothing."""
    small = [city for city in kept if 2 * len(kept[city]) <= len(kept[top])]
    every = (some for number in range(1, len(kept)) for some in combinations(small, number))
    return [some for some in every if len({bool(kept[city]) for city in some}) == 1]


def _times(kept: Mapping[str, Sequence[Record]], top: str, lows: Sequence[str]) -> Fact:
    """The parts are the claims about the one of whom most is said, as long as they are twice as many as about each other."""
    claims = claims_in([record for city in (top, *lows) for record in kept[city]])
    sizes = [len(kept[city]) for city in lows]
    if not max(sizes):
        return Fact(("none", top, *lows), frozenset(claims), claims, f"{len(kept[top]):,} claims, none")
    others = f"{sizes[0]:,}{' each' if len(sizes) > 1 else ''}" if len(set(sizes)) == 1 else sentence_list([f"{size:,}" for size in sizes])
    return Fact(("times", top, *lows), frozenset(claims_in(kept[top])), claims, f"{len(kept[top]):,} claims, {others}")
