"""Where a name leads: a city to its page, everything else to its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from dashboard.table.load import Table

Place: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""A screen and the parameters that open it there."""


@lru_cache(maxsize=4)
def places(table: Table) -> Mapping[str, Place]:
    """Every name one may look for, as it is shown in the search, with the place it leads to."""
    return {_shown(names, kind): place for names, kind, place in _named(table)}


def way(table: Table, wanted: str) -> Place:
    """The place of a name as it is shown, of any of its names, printed or Chinese, or else the claims that hold the words."""
    shown = places(table).get(wanted)
    if shown:
        return shown
    text = wanted.strip().casefold()
    known = (place for names, _, place in _named(table) if text and text in map(str.casefold, names))
    return next(known, ("evidence", (("q", wanted.strip()),)))


def _named(table: Table) -> Iterator[tuple[list[str], str, Place]]:
    """All the names of a thing, its own first; what kind of thing it is; where it leads."""
    for key, city in table.vocabularies["cities"].to_dict("index").items():
        names = [str(city["name"]), str(city["chinese_name"])]
        yield (
            (names, "city", ("city", (("of", str(key)),))) if key in table.hubs else (names, "nation", ("evidence", (("city", str(key)),)))
        )
    for key, area in table.vocabularies["areas"].to_dict("index").items():
        yield [str(area["name"]), str(area["chinese_name"])], "focus area", ("evidence", (("area", str(key)),))
    for key, body in table.vocabularies["institutions"].to_dict("index").items():
        names = [str(body["name"]), str(body["chinese_name"]), *str(body["printed_names"]).split("|")]
        yield names, "institution", ("evidence", (("institution", str(key)),))
    for key, measure in table.vocabularies["measures"].to_dict("index").items():
        yield [str(measure["name"])], "figure", ("evidence", (("measure", str(key)),))
    for speaker in dict.fromkeys(table.distinct["speaker"]):
        yield [str(speaker)], "who speaks", ("evidence", (("speaker", str(speaker)),))


def _shown(names: list[str], kind: str) -> str:
    own, *others = filter(None, names)
    return f"{own} ({' · '.join(others)}) · {kind}" if others else f"{own} · {kind}"
