"""Links that last: every parameter of a selection written out, and a short code one can type from a screen."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dashboard.table.dimensions import PLACES
from dashboard.table.dimensions import choices as choices_of
from dashboard.table.load import Table
from dashboard.table.selection import EVERYTHING, FILTERS, LENSES, Query, Selection, values

_LETTERS = 4


def permanent(table: Table, selection: Selection) -> Query:
    """Every parameter of the selection, also those that leave nothing out, and the version of the data."""
    asked = selection.query()
    given = {name for name, _ in asked}
    unset = tuple((name, word) for name, word in EVERYTHING.items() if name not in given)
    order = {name: place for place, name in enumerate((*FILTERS, *LENSES))}
    return (*sorted((*asked, *unset), key=lambda pair: order.get(pair[0], len(order))), ("data", table.package.version))


def code(table: Table, picture: str, selection: Selection, pictures: Iterable[str], arranged: Query = ()) -> str:
    """A picture of a selection as a few letters: four for the picture and for each value that is not the default.

    ``arranged`` are the parameters of how its claims stand, where a reader arranges them.

    The letters follow from the words themselves, so a link outlives a vocabulary that grows. Empty when two words
    share their letters, as one in ten thousand tables of this size will have it.
    """
    known = _known(table, tuple(pictures))
    words = [f"picture={picture}", *(f"{name}={value}" for name, value in (*selection.only_filters().query(), *arranged))]
    return "".join(map(_letters, words)) if all(known.get(_letters(word)) == word for word in words) else ""


def short(
    table: Table, site: str, picture: str, selection: Selection, pictures: Iterable[str], arranged: Query = ()
) -> str:  # fmt: skip
    """A link to a picture that one can type from a screen; empty when nobody says where the app is found (``site``)."""
    letters = code(table, picture, selection, pictures, arranged)
    return f"{site.rstrip('/').rpartition('://')[2]}/s/{table.package.version}/{letters}" if site and letters else ""


def spelled(table: Table, letters: str, pictures: Iterable[str]) -> Query | None:
    """The parameters behind a code, ``picture`` first; None when it is not one of ours."""
    known = _known(table, tuple(pictures))
    parts = [letters.lower()[at : at + _LETTERS] for at in range(0, len(letters), _LETTERS)]
    words = [known.get(part, "") for part in parts]
    if not words or not all(words) or not words[0].startswith("picture="):
        return None
    found = [word.partition("=") for word in words]
    return tuple((name, value) for name, _, value in found)


@lru_cache(maxsize=1024)
def _letters(word: str) -> str:
    return base64.b32encode(hashlib.sha256(word.encode()).digest()).decode().lower()[:_LETTERS]


@lru_cache(maxsize=4)
def _known(table: Table, pictures: tuple[str, ...]) -> Mapping[str, str]:
    """Every word a code can stand for by its letters; letters that two words share stand for neither."""
    words = [f"picture={picture}" for picture in pictures]
    words += [f"{name}={value}" for name, filter_ in FILTERS.items() for value in values(table, filter_.column)]
    words += [f"{name}={value}" for name, lens in LENSES.items() for value in ([lens.word] if lens.word else values(table, "article"))]
    words += [f"{place}={value}" for place in PLACES for value in choices_of(place)]
    found: dict[str, str] = {}
    for word in words:
        found[_letters(word)] = "" if _letters(word) in found else word
    return found
