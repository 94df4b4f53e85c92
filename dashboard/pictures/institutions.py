"""Who sits where: a tile a body with a name of its own, in the boxes in which the articles place it; all else in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from dashboard.pictures.institution_notes import notes
from dashboard.pictures.institution_words import Known, Records, by_key, details_of, kind_order, known, left, mark_of, only_described
from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.nested import Block, Body, NamedBody, Nested, NestedPlace, Seat
from dashboard.pictures.words import FILTERED, bound, capital, headline, picture, several, spelled, status_word, statuses
from dashboard.table.load import Table
from dashboard.table.names import bodies, short
from dashboard.table.selection import Selection
from dashboard.table.status_words import pending
from dashboard.table.words import either, sentence_list

_FIELDS = ("claim_id", "city", "aspect", "institution", "relation", "status", "kind", "restates", "article")
_NONE = "no body named"
_BOXES = ("zone", "district")
_APART = ("region", "event", "media")
_RANKS = {"firms": 1, "zone": 1, "district": 1, "government_body": 2}
"""What comes later among descriptions: many at once, then offices."""


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The institutions of the selection. ``today`` is not needed."""
    cities = selection.compared(table)
    shown = set(selection.columns(table))
    records: Records = [
        row
        for row in selection.records(table, _FIELDS)
        if row["aspect"] == "institution" and row["restates"] == "" and row["city"] in shown
    ]
    vocabulary = known(table)
    owned: Records = bodies(table, records)
    owner_of = {(str(row["city"]), str(row["institution"])): str(row["body"]) for row in owned}
    # An owner that only the article left out speaks of still holds what belongs to it, but is not counted.
    kept: Records = bodies(table, [row for row in records if not row["fades"]]) if any(row["fades"] for row in records) else owned
    there = [row for row in records if row["relation"] == "in_city" and row["kind"] not in _APART]
    found = {city: [row for row in kept if row["city"] == city] for city in cities}
    narrowed = bound(table, selection)
    named = {row["city"] for row in bodies(table, selection.reading().records(table, _FIELDS)) if not row["fades"]}
    seats = tuple(
        _Seating(table, vocabulary, city, [row for row in there if row["city"] == city], owner_of, bool(narrowed), city in named).seat(
            found[city]
        )
        for city in cities
    )
    body = Nested(seats, *notes(table, vocabulary, records, cities))
    counts = {city: sorted({str(row["body"]) for row in part}) for city, part in found.items()}
    never = [city for city in cities if city not in _ever(table)]
    facts = _facts(found, counts, never)
    tiles = [tile for seat in seats for tile in _tiles_in(seat.blocks)]
    subtitle = f"One tile, one named body{_stages(table, tiles)}.{narrowed}"
    return picture(table, "institutions", _headline(table, counts, never), subtitle, body, facts)


@lru_cache(maxsize=4)
def _ever(table: Table) -> frozenset[str]:
    """The cities in which any article names a body."""
    return frozenset(str(row["city"]) for row in bodies(table, Selection().records(table, _FIELDS)))


def _told(counts: dict[str, list[str]]) -> list[str]:
    """The two cities with the most named bodies."""
    return sorted((city for city in counts if counts[city]), key=lambda city: -len(counts[city]))[:2]


def _headline(table: Table, counts: dict[str, list[str]], never: Sequence[str]) -> str:
    names = {city: table.label("city", city) for city in counts}
    told = _told(counts)
    if not told:
        if len(never) == len(counts):
            return headline(
                f"The articles name no body in {either([names[city] for city in never])}",
                f"The articles name no body in {table.wording.a_hub}",
            )
        return headline(f"This selection names no body in {names[next(iter(counts))] if len(counts) == 1 else table.wording.a_hub}",
                        "This selection names no body")  # fmt: skip
    shown = capital(f"{several(len(counts[told[0]]), 'body', 'bodies')} named for {names[told[0]]}")
    second = [f"{spelled(len(counts[city]))} for {names[city]}" for city in told[1:]]
    none = f"none for {either([names[city] for city in never])}" if never else ""
    total = len({body for found in counts.values() for body in found})
    return headline(
        ", ".join(filter(None, [shown, *second, none])), ", ".join(filter(None, [shown, none])), ", ".join([shown, *second]), shown,
        f"{capital(several(total, 'body', 'bodies'))} named for these {table.wording.places}",
    )  # fmt: skip


def _facts(found: Mapping[str, Records], counts: dict[str, list[str]], never: Sequence[str]) -> tuple[Fact, ...]:
    """In which cities most bodies are named, and in which none; then each city of its own."""
    told = sorted(_told(counts), key=list(counts).index)
    single = [_fact(("named", city), found, counts, [city]) for city in counts if counts[city]]
    if not told:
        return tuple(Fact(("none", city), frozenset()) for city in never)
    return (_fact(("named", *told, "none", *never), found, counts, told), *single)


def _fact(key: tuple[str, ...], found: Mapping[str, Records], counts: dict[str, list[str]], cities: Sequence[str]) -> Fact:
    parts = frozenset(f"{city} {body}" for city in cities for body in counts[city])
    claims = tuple(str(row["claim_id"]) for city in cities for row in found[city])
    sizes = tuple((city, len(counts[city])) for city in cities)
    return Fact(key, parts, claims, sentence_list([f"{size:,}" for _, size in sizes]) + (" body" if len(parts) == 1 else " bodies"), sizes)


def _stages(table: Table, tiles: Sequence[NamedBody]) -> str:
    """How many bodies are there, and how many only promised: ``: 10 in place, 1 announced``."""
    counts = Counter(statuses(table).index(str(tile.status)) for tile in tiles if not tile.faded)
    parts = [f"{number:,} {status_word(table, statuses(table)[place])}" for place, number in sorted(counts.items())]
    return f": {', '.join(parts)}" if parts else ""


class _Seating:
    """Puts what sits in one city into its places.

    ``owner_of``: a named body and its city to the body it counts under; ``narrowed``: whether filters leave something out;
    ``read``: whether the articles of the selection name a body there.
    """

    def __init__(
        self, table: Table, vocabulary: Known, city: str, rows: Records, owner_of: dict[tuple[str, str], str], narrowed: bool,
        read: bool,
    ) -> None:  # fmt: skip
        self.table, self.known, self.city, self.narrowed, self.read = table, vocabulary, city, narrowed, read
        self.name = table.label("city", city)
        self.rows = by_key(rows)
        # A row of the vocabulary may be a named place, a named body, or only a description.
        self.places = [key for key in self.rows if self._is_box(key)]
        named = {key: owner_of[city, key] for key in self.rows if (city, key) in owner_of}
        self.bodies: dict[str, list[str]] = {}
        for key, body in named.items():
            self.bodies.setdefault(body, []).extend([key] if key != body else [])
        described = [key for key in self.rows if key not in named and key not in self.places]
        for key in described:
            if vocabulary[key].owner in self.bodies:
                self.bodies[vocabulary[key].owner].append(key)
        mine = {part for parts in self.bodies.values() for part in parts}
        self.described = [key for key in described if key not in mine]

    def seat(self, kept: Records) -> Seat:
        """The city's column; ``kept`` are the claims about its named bodies that do not fade."""
        number = len({row["body"] for row in kept})
        where = {key: self._place(key, parts) for key, parts in self.bodies.items()}
        small = {key: self._above(self.known[key].part_of) for key in self.described}
        above = {place: self._above(self.known[place].part_of) for place in self.places}
        for inner in (*where.values(), *small.values(), *above.values()):
            while inner and inner not in above:
                above[inner] = self._above(self.known[inner].part_of)
                inner = above[inner]
        blocks = self._blocks("", where, small, above)
        if self.bodies:
            claims = tuple(str(row["claim_id"]) for row in kept or [row for key in self.bodies for row in self._all(key)])
            said = f"{capital(several(number, 'body', 'bodies'))} with a name in {self.name}"
            count = Mark(self.city, None, f"{number:,}", claims, not kept, said)
        else:
            count = Mark(self.city, None, FILTERED if self.read else _NONE, (), hidden=self.read)
        zero = not self.bodies and not self.read
        return Seat(self.city, self.name, count, blocks, self._small("", small), zero, self._early(blocks))

    def _early(self, blocks: Sequence[Block]) -> str:
        """How many of the counted bodies are not in place yet: ``1 of them announced``."""
        early = [str(tile.status) for tile in _tiles_in(blocks) if not tile.faded and tile.status in pending(self.table)]
        if not early:
            return ""
        return f"{len(early):,} of them {status_word(self.table, early[0]) if len(set(early)) == 1 else 'not in place yet'}"

    def _is_box(self, key: str) -> bool:
        return self.known[key].kind in _BOXES and self.known[key].named

    def _above(self, key: str) -> str:
        """The place itself, or the first one around it that is drawn as a box."""
        seen: set[str] = set()
        while key and key not in seen:
            seen.add(key)
            if key in self.places or (key in self.known and self._is_box(key) and self.known[key].home == self.city):
                return key
            key = self.known[key].part_of if key in self.known else ""
        return ""

    def _place(self, key: str, parts: Sequence[str]) -> str:
        """Where a body stands: by itself, or where all stands that belongs to it."""
        own = self._above(self.known[key].part_of)
        told = {str(row["institution"]) for row in left(self._all(key))}
        others = {place for part in parts if part in told and (place := self._above(self.known[part].part_of))}
        return own or (others.pop() if len(others) == 1 else "")

    def _all(self, key: str) -> Records:
        """The claims about a body and what belongs to it."""
        return [row for part in (key, *self.bodies[key]) for row in self.rows.get(part, [])]

    def _blocks(self, place: str, where: dict[str, str], small: dict[str, str], above: dict[str, str]) -> tuple[Block, ...]:
        """What stands right in a place: boxes with bodies in them, then bodies, then other boxes."""
        inner = sorted((key for key, around in above.items() if around == place), key=lambda key: short(self.table, "institution", key))
        boxes = [
            NestedPlace(
                short(self.table, "institution", key), self._box(key), self._blocks(key, where, small, above), self._small(key, small)
            )
            for key in inner
        ]
        full = sorted((box for box in boxes if _bodies_in(box)), key=lambda box: -_bodies_in(box))
        tiles = self._tiles([key for key, around in where.items() if around == place])
        empty = sorted((box for box in boxes if not _bodies_in(box)), key=lambda box: not (box.blocks or box.described))
        return (*full, *tiles, *empty)

    def _box(self, key: str) -> Mark | None:
        return mark_of(self.table, self.rows[key], self.city, short(self.table, "institution", key)) if key in self.rows else None

    def _tiles(self, keys: Sequence[str]) -> list[Body]:
        """Bodies by name: kind by kind, offices last; of a kind the surest first, then those of which most is said."""
        order = statuses(self.table)
        tiles = []
        for key in keys:
            full, rows = self.table.label("institution", key), self._all(key)
            mark = mark_of(self.table, rows, self.city, short(self.table, "institution", key).removesuffix(f", {self.name}"))
            parts = tuple(
                sorted(
                    (self._part(part, key) for part in self.bodies[key]),
                    key=lambda part: (part.faded, order.index(str(part.status)), part.words),
                )
            )
            word = status_word(self.table, str(mark.status))
            # Below the name of the city it need not be said again.
            longer = tuple(dict.fromkeys((full, full.removeprefix(f"{self.name} "))))
            brief = word if mark.status in pending(self.table) else ""
            # What a selection leaves of a body may be a promise, where other claims say that it is there.
            # A firm may be there already, elsewhere: what is announced is that it comes.
            early = f"{brief} for {self.name}" if brief and not self.narrowed else brief
            brief = f"site {brief}" if brief and not self.narrowed else brief
            details = details_of(self.table, self.known[key].kind, rows)
            tile = NamedBody(mark.city, mark.status, mark.words, mark.claims, mark.faded, f"{full}: {word}", longer, early, brief, details)
            kind = kind_order(self.table, self.known[key].kind)
            tiles.append(((mark.faded, kind, order.index(str(mark.status)), -len(rows), mark.words), Body(tile, parts)))
        return [tile for _, tile in sorted(tiles, key=lambda pair: pair[0])]

    def _part(self, key: str, owner: str) -> Mark:
        """What belongs to a body, without the owner's name before it unless that is part of its own."""
        name = short(self.table, "institution", key)
        if not self.known[key].named:
            name = name.removeprefix(short(self.table, "institution", owner)).removeprefix("'s").strip() or name
        return mark_of(self.table, self.rows[key], self.city, name)

    def _small(self, place: str, small: dict[str, str]) -> tuple[Mark, ...]:
        """What is only described in a place: single bodies first, then the surest."""
        around = short(self.table, "institution", place) if place else self.name
        order = statuses(self.table)
        marks = []
        for key in (key for key, found in small.items() if found == place):
            words = only_described(short(self.table, "institution", key), around).replace("'", "’")
            mark = mark_of(self.table, self.rows[key], self.city, words, self.table.label("institution", key))
            rank = _RANKS.get(self.known[key].kind, 0)
            marks.append(((mark.faded, rank, order.index(str(mark.status)), -len(mark.claims), mark.words), mark))
        return tuple(mark for _, mark in sorted(marks, key=lambda pair: pair[0]))


def _tiles_in(blocks: Sequence[Block]) -> list[NamedBody]:
    return [tile for block in blocks for tile in ([block.mark] if isinstance(block, Body) else _tiles_in(block.blocks))]


def _bodies_in(block: Block) -> int:
    return 1 if isinstance(block, Body) else sum(map(_bodies_in, block.blocks))
