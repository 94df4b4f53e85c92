"""The slots of the overview: for every hub the same questions, answered by the claims selected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from dashboard.pictures.figures import measured, numeral
from dashboard.pictures.model import Mark
from dashboard.pictures.overview_claims import HubClaim, Known
from dashboard.pictures.shapes import ColumnCell, Number, Share, Slot
from dashboard.pictures.words import SILENT, capital, outlet, spelled
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.words import all_of, inside, plural

_LATER = ("policy", "business", "role")
"""Groups of areas that are a means or a role: named after the fields themselves."""
_OFFICES = ("exchange", "government_body", "media", "event")
"""Kinds of bodies that are named after those that make or find something out."""

_FILTERED = "filtered out"
"""Said in an empty slot where only the filters leave something out."""
_OWN = {"own_city": "officials", "own_firm": "firms"}
"""Who has a stake in what they say."""


_SAY_SO = {"own_city": ("own officials say so", "own officials say"), "own_firm": ("the firm says so", "the firm says")}
"""Whose word a number is that is somebody's own, and the same in fewer words."""


@dataclass(frozen=True)
class Said:
    """The claims selected and the hubs they are asked of."""

    table: Table
    known: Known
    claims: Sequence[HubClaim]
    cities: tuple[str, ...]
    read: frozenset[tuple[str, str]]
    """Every hub with each area that the articles read tie it to, filtered or not."""

    def of(self, city: str) -> list[HubClaim]:
        """Those about one hub."""
        return [claim for claim in self.claims if claim.city == city]

    def surest(self, claims: Iterable[HubClaim]) -> str:
        """The status that is furthest on; of claims that a lens leaves out only where there are no others."""
        return min((claim.status for claim in _left(claims)), key=self.known.places.__getitem__)


def slots_of(said: Said) -> tuple[Slot, ...]:
    """Every slot, in the order in which they are read: first those that the headline is about."""
    return (_numbers(said), _years(said), *_areas(said), _bodies(said), _unsaid(said))


def _keys(claims: Iterable[HubClaim]) -> tuple[str, ...]:
    return tuple(claim.key for claim in claims)


def _left(claims: Iterable[HubClaim]) -> list[HubClaim]:
    """The claims that a lens does not leave out; all where it leaves out all."""
    every = list(claims)
    return [claim for claim in every if not claim.fades] or every


def _fade(claims: Sequence[HubClaim]) -> bool:
    return all(claim.fades for claim in claims)


def _empty(city: str, words: str, hidden: bool) -> ColumnCell:
    """The empty slot of a city: the articles do not say, or the filters leave it out."""
    return ColumnCell((city,), (Mark(city, None, _FILTERED if hidden else words, (), hidden=hidden),))


def _each(said: Said, marks: Callable[[str, list[HubClaim]], Sequence[Mark]], words: str, ever: frozenset[str]) -> tuple[ColumnCell, ...]:
    """A cell a city; ``ever`` are the cities of which something is said when nothing is filtered."""
    found = ((city, tuple(marks(city, said.of(city)))) for city in said.cities)
    return tuple(ColumnCell((city,), shown) if shown else _empty(city, words, city in ever) for city, shown in found)


# Areas


def _areas(said: Said) -> tuple[Slot, ...]:
    ties = [claim for claim in said.claims if claim.area]
    tasks = [claim for claim in ties if claim.row["basis"] == "assigned"]
    groups, given = _groups(ties, said.cities), _given(tasks, said.cities)
    every = [claim for claim in said.known.claims.values() if claim.area and claim.city in said.cities]
    assigned = [claim for claim in every if claim.row["basis"] == "assigned"]
    whole = _given(assigned, said.cities)
    ever_shared = any(len(owners) > 1 and whole.get(area) != owners for area, owners in _groups(every, said.cities).items())
    shared = {area: owners for area, owners in groups.items() if len(owners) > 1 and given.get(area) != owners}
    alone = {area: owners for area, owners in groups.items() if len(said.known.areas[area]) == 1}
    ever = frozenset(city for area, cities in said.known.areas.items() if len(cities) == 1 for city in cities if (city, area) in said.read)
    none = [*_common(said, given, tasks), *_missing(said, given, _owners(assigned), "no task", _owners(tasks))]
    # What is assigned is told by its assignment: what else is said of the area would make a task look done.
    only = f"Only this {said.table.wording.hub}"
    slots = (
        Slot("Tasks", "words", (*_cells(said, tasks, given), *none), 5, "area"),
        Slot("Shared", "words", tuple(_cells(said, ties, shared)) or _none_shared(said, ever_shared), 4, "area", longer="Shared areas"),
        Slot("Only here", "words", (*_cells(said, ties, alone), *_missing(said, alone, ever, "nothing")), 2, "area", longer=only),
    )
    # Where all get the same tasks, what they share says it.
    told = [slot for slot in slots if slot.title != "Tasks" or given or not tasks]
    return tuple(slot for slot in told if slot.cells)


def _groups(ties: Iterable[HubClaim], cities: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Area to the cities it is tied to."""
    found: dict[str, set[str]] = {}
    for claim in ties:
        found.setdefault(claim.area, set()).add(claim.city)
    return {area: tuple(city for city in cities if city in owners) for area, owners in found.items()}


def _none_shared(said: Said, hidden: bool) -> tuple[ColumnCell, ...]:
    """One empty slot across all columns; none where there is one city, which has nobody to share with."""
    mark = Mark("", None, _FILTERED if hidden else "nothing else", (), hidden=hidden)
    return (ColumnCell(said.cities, (mark,)),) if len(said.cities) > 1 else ()


def _given(tasks: Iterable[HubClaim], cities: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The areas assigned to some of the cities: what all get is no task of their own."""
    found = _groups([claim for claim in tasks if claim.city in cities], cities)
    return {area: owners for area, owners in found.items() if len(owners) < len(cities) or len(cities) == 1}


def _missing(
    said: Said, groups: dict[str, tuple[str, ...]], ever: frozenset[str], words: str, but: Collection[str] = ()
) -> list[ColumnCell]:
    """The empty slots of the cities of which nothing is said, or nothing that the filters leave."""
    there = {*but, *(city for owners in groups.values() for city in owners)}
    return [_empty(city, words, city in ever) for city in said.cities if city not in there]


def _common(said: Said, given: dict[str, tuple[str, ...]], tasks: Sequence[HubClaim]) -> list[ColumnCell]:
    """The cities that are assigned only what all are assigned, in words: these are no empty slots."""
    own = {city for owners in given.values() for city in owners}
    found = [(city, [claim for claim in tasks if claim.city == city]) for city in said.cities if city not in own]
    words = f"only the tasks of {all_of(len(said.cities)).lower()}"
    return [ColumnCell((city,), (Mark(city, None, words, _keys(claims), _fade(claims)),)) for city, claims in found if claims]


def _owners(ties: Iterable[HubClaim]) -> frozenset[str]:
    return frozenset(claim.city for claim in ties)


def _cells(said: Said, ties: Sequence[HubClaim], groups: dict[str, tuple[str, ...]]) -> list[ColumnCell]:
    """A cell for each set of cities, the largest first, its areas the surest first and then the best supported.

    Those that have come further in one city than in another have no ink and close it.
    """
    order = said.known.places
    cells = []
    for owners in sorted(set(groups.values()), key=lambda group: (-len(group), [said.cities.index(city) for city in group])):
        found = []
        for area in (area for area, group in groups.items() if group == owners):
            claims = [claim for claim in ties if claim.area == area and claim.city in owners]
            mark = _area(said, claims, area, owners)
            later = str(claims[0].row["area_group"]) in _LATER
            found.append(((order[mark.status] if mark.status else len(order), later, -len(claims), area), mark))
        lead = "" if len(owners) < 2 else "Both" if len(owners) == 2 else "All " + spelled(len(owners))
        cells.append(ColumnCell(owners, tuple(mark for _, mark in sorted(found, key=lambda pair: pair[0])), lead))
    return cells


def _area(said: Said, claims: Sequence[HubClaim], area: str, owners: Sequence[str]) -> Mark:
    """An area in the ink of how far it has come, where that is the same in all of its cities; else it has none."""
    found = {city: said.surest(claim for claim in claims if claim.city == city) for city in owners}
    come = {found[city] for city in _owners(_left(claims))}
    status = come.pop() if len(come) == 1 else None
    name = short(said.table, "area", area)
    partly = "" if status else f" (partly {said.known.words[min(come, key=said.known.places.__getitem__)]})"
    words = "; ".join(f"{said.table.label('city', city)}, {said.known.words[found[city]]}" for city in owners)
    return Mark(owners[0] if len(owners) == 1 else "", status, f"{inside(name)}{partly}", _keys(claims), _fade(claims), f"{name}: {words}")


# Bodies, numbers and years


def _bodies(said: Said) -> Slot:
    def marks(city: str, claims: list[HubClaim]) -> list[Mark]:
        found: dict[str, list[HubClaim]] = {}
        for claim in claims:
            if claim.body:
                found.setdefault(claim.body, []).append(claim)
        return [_body(said, city, body, found[body]) for body in sorted(found, key=lambda body: _standing(said, found[body]))]

    return Slot("Bodies", "words", _each(said, marks, "no body named", said.known.bodied), 6, "body", longer="Named bodies")


def _standing(said: Said, claims: Sequence[HubClaim]) -> tuple[bool, int, int]:
    office = all(claim.row["kind"] in _OFFICES for claim in claims)
    return office, said.known.places[said.surest(claims)], -len(claims)


def _body(said: Said, city: str, body: str, claims: Sequence[HubClaim]) -> Mark:
    status = said.surest(claims)
    words = f"{said.table.label('institution', body)}, {said.known.words[status]}"
    return Mark(city, status, short(said.table, "institution", body), _keys(claims), _fade(claims), words)


def _numbers(said: Said) -> Slot:
    def marks(city: str, claims: list[HubClaim]) -> list[Number]:
        return [_number(said.table, claim) for claim in _telling(said, [claim for claim in claims if claim.number])]

    return Slot("Numbers", "numbers", _each(said, marks, "no number", said.known.numbered), 0, "number", main=True)


def _telling(said: Said, figures: list[HubClaim]) -> list[HubClaim]:
    """Figures in the order in which they are worth their room: the city's own before a firm's, another status before more of one."""
    order = said.known.places
    rest = sorted(figures, key=lambda claim: (claim.row["boundary"] != "city", order[claim.status], -float(claim.row["value"])))
    found: list[HubClaim] = []
    while rest:
        told = {claim.status for claim in found}
        own = [claim for claim in rest if (claim.row["boundary"] == "city") == (rest[0].row["boundary"] == "city")]
        claim = next((claim for claim in own if claim.status not in told), rest[0])
        found.append(claim)
        rest.remove(claim)
    return found


def _number(table: Table, claim: HubClaim) -> Number:
    """The numeral apart from its scale and what it counts, with who says so; the hedge stays at the numeral."""
    row, outlets = claim.row, table.vocabularies["articles"]["outlet"]
    name = outlet(table, claim.article) if row["speaker"] == outlets[claim.article] else str(row["speaker"])
    own, brief = _SAY_SO.get(str(row["interest"]), ("", ""))
    shown, scale = numeral(row)
    words = " ".join(filter(None, [scale, measured(table, row).replace("'", "’"), f"by {claim.due}" if claim.due else ""]))
    return Number(
        claim.city, claim.status, words, (claim.key,), claim.fades, str(row["statement"]), shown, own or name, brief or name, bool(own)
    )


def _years(said: Said) -> Slot:
    def marks(city: str, claims: list[HubClaim]) -> list[Mark]:
        found: dict[int, list[HubClaim]] = {}
        for claim in claims:
            if claim.due:
                found.setdefault(claim.due, []).append(claim)
        return [
            Mark(city, "target", str(year), _keys(part), _fade(part), f"{plural(len(part), 'claim')} about targets by {year}")
            for year, part in sorted(found.items())
        ]  # fmt: skip

    return Slot("Due by", "boxes", _each(said, marks, "no target year", said.known.dated), -6, "year", main=True)


# Who says so, and what nobody says


def sources_of(said: Said, city: str) -> tuple[Mark, ...]:
    """How many of the articles speak of a city, and how much of it its own officials and firms say."""
    total, claims = len(said.table.vocabularies["articles"]), said.of(city)
    if not claims:
        return ()
    kept = _left(claims)
    articles = {claim.article for claim in kept}
    every = "both articles" if total == 2 else f"all {plural(total, 'article')}" if total > 1 else "the one article"
    some = f"{len(articles)} of {plural(total, 'article')}"
    words = f"only {short(said.table, 'article', kept[0].article)}" if len(articles) == 1 < total else f"in {every}"
    spoken = f"{some} speak of {said.table.label('city', city)}"
    found = [Mark(city, None, words if len(articles) in (1, total) else f"in {some}", _keys(claims), _fade(claims), spoken)]
    if own := [claim for claim in kept if claim.row["interest"]]:
        kinds = [word for kind, word in _OWN.items() if any(claim.row["interest"] == kind for claim in own)]
        note = f"{len(own):,} by own {' and '.join(kinds)}"
        found.append(Mark(city, None, note, _keys(own), said=f"{note}, of {plural(len(kept), 'claim')}"))
    return tuple(found)


def _unsaid(said: Said) -> Slot:
    """How many of the areas that any hub is tied to the articles leave out for each."""
    every = len(said.known.areas)
    cells = []
    for city in said.cities:
        ties = [claim for claim in said.of(city) if claim.area]
        left = sum((city, area) not in said.read for area in said.known.areas)
        name = said.table.label("city", city)
        spoken = f"Of {plural(every, 'area')} that any {said.table.wording.hub} is tied to, {left:,} are not tied to {name}"
        words = f"{left:,} of {plural(every, 'focus area')}"
        share = Share(city, None, words, _keys(ties), said=spoken, part=left / max(every, 1), brief=f"{left:,} of {plural(every, 'area')}")
        cells.append(ColumnCell((city,), (share,)))
    return Slot(capital(SILENT), "share", tuple(cells), 1, "claim", longer=f"Areas {SILENT}")
