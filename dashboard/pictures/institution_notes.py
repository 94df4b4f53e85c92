"""What is no body of a city's, in lines: who speaks or acts, who is named because absent, events and yardsticks, and the nation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.pictures.institution_words import Known, Records, by_key, mark_of
from dashboard.pictures.model import Mark
from dashboard.pictures.shapes.nested import Aside, Note
from dashboard.pictures.words import status_word
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.status_words import pending
from dashboard.table.words import sentence_list

_KINDS = {"the nation’s": "national bodies", "yardsticks": "comparisons"}


def notes(table: Table, vocabulary: Known, rows: Records, cities: Sequence[str]) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """The lines below the columns, in the order in which they are worth their room, and what is only counted below them."""
    nation = [row for row in rows if row["city"] not in cities and row["relation"] == "in_city"]
    mine = [row for row in rows if row["city"] in cities or row["relation"] != "in_city"]
    events = [row for row in mine if row["relation"] in ("in_city", "about_city") and row["kind"] == "event"]
    speak = [row for row in mine if row["relation"] == "about_city" and row["kind"] != "event"]
    media = [row for row in mine if row["relation"] == "in_city" and row["kind"] == "media"]
    absent = [row for row in mine if row["relation"] == "not_in_city"]
    around = [row for row in mine if row["relation"] == "around_city" or (row["relation"] == "in_city" and row["kind"] == "region")]
    compared = [row for row in mine if row["relation"] == "compared"]
    others = (
        ("the nation’s", nation, True), ("events", events, True), ("media", media, True), ("regions", around, False),
        ("yardsticks", compared, False),
    )  # fmt: skip
    found = (
        Note("Said to be absent from", tuple(_absent(table, absent)), "absent bodies"),
        Note("Speak or act from elsewhere", _speakers(table, vocabulary, speak, cities), "outside speakers"),
    )
    counted = tuple(
        Note(title, (Aside("", "", _marks(table, vocabulary, part, told)),), _KINDS.get(title, title))
        for title, part, told in others if part
    )  # fmt: skip
    return tuple(note for note in found if note.asides), counted


def _absent(table: Table, rows: Records) -> Iterator[Aside]:
    """Who is named because the city does not have it, city by city."""
    for city in dict.fromkeys(str(row["city"]) for row in rows):
        mine = by_key([row for row in rows if row["city"] == city])
        name = table.label("city", city)
        marks = [_mark(table, part, short(table, "institution", key)) for key, part in mine.items()]
        said = tuple(replace(mark, said=f"{mark.words}: named as not in {name}") for mark in marks)
        yield Aside(f"{name}:", city, said)


def _speakers(table: Table, vocabulary: Known, rows: Records, cities: Sequence[str]) -> tuple[Aside, ...]:
    """Each once, those that concern most cities first; an office under the body it belongs to, where that speaks or acts too."""
    keys = {str(row["institution"]) for row in rows}
    joined = [row | {"institution": _speaker(vocabulary, str(row["institution"]), keys)} for row in map(dict, rows)]
    order = [*cities, *dict.fromkeys(str(row["city"]) for row in rows if row["city"] not in cities)]
    found = []
    for key, part in by_key(joined).items():
        concerned = {str(row["city"]) for row in part}
        names = sentence_list([table.label("city", city) for city in order if city in concerned])
        said = f"{table.label('institution', key)}: speaks of or acts on {names}"
        found.append((-len(concerned), replace(_mark(table, part, short(table, "institution", key)), said=said)))
    # The more it is spoken of, the sooner it is named.
    marks = [mark for _, mark in sorted(found, key=lambda pair: (pair[0], -len(pair[1].claims)))]
    return (Aside("", "", tuple(marks)),) if marks else ()


def _speaker(vocabulary: Known, key: str, keys: set[str]) -> str:
    owner = vocabulary[key].owner
    return owner if owner in keys else key


def _marks(table: Table, vocabulary: Known, rows: Records, told: bool) -> tuple[Mark, ...]:
    """Each institution once; ``told``: what is not there yet says so."""
    marks = []
    for key, part in by_key(rows).items():
        mark = mark_of(table, part, _city(part), short(table, "institution", key), table.label("institution", key))
        words = f"{mark.words} ({status_word(table, str(mark.status))})" if told and mark.status in pending(table) else mark.words
        marks.append((not vocabulary[key].named, replace(mark, words=words, status=None)))
    return tuple(mark for _, mark in sorted(marks, key=lambda pair: pair[0]))


def _mark(table: Table, rows: Records, words: str) -> Mark:
    """Words alone: what is not of the city has no ink in it."""
    return replace(mark_of(table, rows, _city(rows), words), status=None)


def _city(rows: Records) -> str:
    found = {str(row["city"]) for row in rows}
    return found.pop() if len(found) == 1 else ""
