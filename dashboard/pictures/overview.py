"""The cover: who the hubs are, in equal columns with the same slots, and the imbalance of the sources to scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.overview_claims import HubClaim, known, read, said_there, selected
from dashboard.pictures.overview_slots import Said, slots_of, sources_of
from dashboard.pictures.shapes import Columns, Head
from dashboard.pictures.words import bound, capital, city_words, headline, picture, several, spelled
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import all_of, inside, plural


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The hubs of the selection side by side. ``today`` is not needed."""
    cities = selection.compared(table)
    claims, keys = selected(table, selection)
    said = Said(table, said_there(table, selection), claims, cities, read(table, selection))
    kept = Said(table, known(table), [claim for claim in claims if not claim.fades], cities, said.read)
    gone = {claim.key for claim in claims if claim.fades}
    body = Columns(
        "claims", "1 square, 1 claim", tuple(_head(said, city, keys[city], gone) for city in cities), slots_of(said), table.wording.hubs
    )
    words, fact = _finding(kept)
    balance = _balance(kept)
    hubs = f"{table.label('city', table.nation)}’s {table.wording.group}"
    gets = table.label("city", _sizes(kept)[0][0])
    told = _share(kept) or (balance if balance.startswith(gets) else inside(balance))
    opening = f"{hubs} side by side" if words == balance and not _share(kept) else f"{hubs}: {told}"
    subtitle = f"{opening if len(cities) > 1 else balance}.{bound(table, selection)}"
    scale = _scale(kept)
    return picture(table, "overview", words, subtitle, body, tuple(filter(None, [fact, *scale])))


def _head(said: Said, city: str, keys: Sequence[str], gone: set[str]) -> Head:
    claims = sorted(said.of(city), key=lambda claim: said.known.places[claim.status])
    name = said.table.label("city", city)
    count = len([claim for claim in claims if claim.key not in gone])
    mark = Mark(city, None, f"{count:,}", tuple(keys), said=f"{plural(count, 'claim')} about {name}")
    chinese = str(said.table.vocabularies["cities"].at[city, "chinese_name"])
    return Head(city, name, chinese, mark, tuple(claim.mark for claim in claims), sources_of(said, city))


# The finding: who gets target years, and who not even a number


def _finding(kept: Said) -> tuple[str, Fact | None]:
    """The headline, and what makes it true."""
    cities = kept.cities
    due = [claim for claim in kept.claims if claim.due]
    figures = [claim for claim in kept.claims if claim.number]
    dated, numbered = _in_order(due, cities), _in_order(figures, cities)
    if not kept.claims:
        name = kept.table.label("city", cities[0])
        return f"No claim in this selection is about {name if len(cities) == 1 else kept.table.wording.a_hub}", None
    if len(cities) == 1:
        return _alone(kept, due, figures)
    bare = tuple(city for city in cities if city not in numbered and city not in kept.known.numbered)
    hidden = any(city in kept.known.dated for city in cities if city not in dated)
    words = _dated_words(kept, dated, numbered, bare, hidden) if dated else _numbered_words(kept, numbered, bare, hidden)
    if not words:
        return f"{_balance(kept)}", None
    parts = frozenset(f"{claim.city} {claim.due}" for claim in due) or frozenset(claim.key for claim in figures)
    return words, Fact(("years" if dated else "numbers", *dated, "bare", *bare), parts, tuple(claim.key for claim in (*due, *figures)))


def _in_order(claims: Sequence[HubClaim], cities: Sequence[str]) -> tuple[str, ...]:
    there = {claim.city for claim in claims}
    return tuple(city for city in cities if city in there)


def _dated_words(kept: Said, dated: tuple[str, ...], numbered: tuple[str, ...], bare: tuple[str, ...], hidden: bool) -> str:
    """Some have target years, or all."""
    names, cities, nouns = city_words(kept.table, dated), kept.cities, (kept.table.wording.hub, kept.table.wording.hubs)
    verb = "gets" if len(dated) == 1 else "get"
    if len(dated) == len(cities):
        opening = f"{all_of(len(cities))} get target years"
    elif hidden:
        return headline(
            f"In this selection, only {names} {verb} target years", f"In this selection, some {kept.table.wording.hubs} get target years"
        )
    elif len(cities) - len(dated) == 1 < len(dated):
        opening = f"All but {city_words(kept.table, [city for city in cities if city not in dated])} get target years"
    else:
        opening = f"Only {names} {verb} target years"
    more = ""
    if bare:
        more = f"{city_words(kept.table, bare)} not one number"
    elif len(numbered) == len(cities):
        more = f"{all_of(len(cities)).lower()} get numbers" if len(dated) < len(cities) else "and numbers"
    join = "; " if more and not more.startswith("and") else " "
    few = f"{opening}; {several(len(bare), *nouns)} not one number" if bare else opening
    short = f"{capital(spelled(len(dated)))} of {several(len(cities), *nouns)} {verb} target years"
    return headline(f"{opening}{join}{more}".strip(), few, opening, short)


def _numbered_words(kept: Said, numbered: tuple[str, ...], bare: tuple[str, ...], hidden: bool) -> str:
    """Nobody has a target year, or the filters hide them."""
    cities = kept.cities
    if len(numbered) + len(bare) < len(cities):
        return ""
    names, wording = city_words(kept.table, numbered), kept.table.wording
    verb = "gets" if len(numbered) == 1 else "get"
    if not numbered:
        if hidden:
            return ""
        named = f"Neither {' nor '.join(kept.table.label('city', city) for city in cities)} gets a number or a target year"
        return headline(*([named] if len(cities) == 2 else []), f"The articles give these {wording.hubs} neither numbers nor target years")
    if len(numbered) == len(cities):
        every = f"{all_of(len(cities))} get numbers"
        return every if hidden else f"{every}, but no target year"
    if hidden:
        return headline(f"Only {names} {verb} numbers", f"{capital(several(len(bare), wording.hub, wording.hubs))} get not one number")
    return headline(f"No {wording.hub} here gets a target year; only {names} {verb} numbers", f"No {wording.hub} here gets a target year")


def _alone(kept: Said, due: list[HubClaim], figures: list[HubClaim]) -> tuple[str, Fact | None]:
    """The same of one city."""
    city = kept.cities[0]
    name = kept.table.label("city", city)
    number, years = several(len(figures), "number"), {claim.due for claim in due}
    parts = frozenset(claim.key for claim in (*due, *figures))
    fact = Fact(("alone", city, "years" if due else "", "numbers" if figures else ""), parts, tuple(sorted(parts)))
    if due and figures:
        return f"{name} gets {number} and {several(len(years), 'target year')}", fact
    if figures:
        end = "in this selection" if city in kept.known.dated else "but no target year"
        return f"{name} gets {number} {end}", fact
    if due:
        end = "in this selection" if city in kept.known.numbered else "but no number"
        return f"{name} gets {several(len(years), 'target year')} {end}", fact
    if city in kept.known.dated or city in kept.known.numbered:
        return f"No number or target year of {name} in this selection", fact
    return headline(f"The articles give {name} neither a number nor a target year", f"{name}: neither a number nor a target year"), fact


# How unevenly the articles speak


def _sizes(kept: Said) -> list[tuple[str, int]]:
    found = Counter(claim.city for claim in kept.claims)
    return sorted(((city, found[city]) for city in kept.cities), key=lambda pair: -pair[1])


def _balance(kept: Said) -> str:
    """Of whom most is said, in at most twelve words."""
    sizes = _sizes(kept)
    (city, top), total = sizes[0], sum(size for _, size in sizes)
    name = kept.table.label("city", city)
    if not total:
        return "No claim"
    if len(sizes) == 1:
        done = sum(claim.status == "in_place" for claim in kept.claims)
        return f"{capital(several(total, 'claim'))} about {name}, {spelled(done) if done else 'none'} of what is in place"
    if top == total:
        return f"Every claim is about {name}"
    if top == sizes[1][1]:
        return f"No {kept.table.wording.hub} is spoken of more than {name}"
    tenths = top * 10 // total
    if tenths >= 5:
        share = "half of all" if tenths == 5 else f"{tenths} in 10"
        return f"{name} gets {'' if top * 10 == total * tenths else 'over '}{share} claims"
    return f"Most claims, {top:,} of {total:,}, are about {name}"


def _share(kept: Said) -> str:
    """How many of the claims are about whom most is said of, where that is half of them or more."""
    sizes = _sizes(kept)
    (city, top), total = sizes[0], sum(size for _, size in sizes)
    return f"{top:,} of {total:,} claims are about {kept.table.label('city', city)}" if total > top and 2 * top >= total else ""


def _scale(kept: Said) -> list[Fact]:
    """Of whom most is said: all, half, or more than of any other; what is stronger implies what is weaker."""
    sizes = _sizes(kept)
    (city, top), total = sizes[0], sum(size for _, size in sizes)
    if not total:
        return []
    claims = tuple(claim.key for claim in kept.of(city))
    alone = len(sizes) == 1
    tests = {"only": top == total, "half": 2 * top >= total, "most": alone or top > sizes[1][1], "first": True}
    return [Fact((kind, city), frozenset(claims), claims) for kind, holds in tests.items() if holds]
