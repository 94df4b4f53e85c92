"""Permanent links with every parameter of a selection, and short codes that can be typed from a screen."""

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
    """All parameters of a selection, including those at their defaults, and the version of the data."""
    query = selection.query()
    present = {name for name, _ in query}
    unset = tuple((name, word) for name, word in EVERYTHING.items() if name not in present)
    order = {name: place for place, name in enumerate((*FILTERS, *LENSES))}
    return (*sorted((*query, *unset), key=lambda pair: order.get(pair[0], len(order))), ("data", table.package.version))


def code(table: Table, picture: str, selection: Selection, pictures: Iterable[str], arranged: Query = ()) -> str:
    """Encode a picture and a selection in four letters for the picture and for each value that is not the default.

    ``arranged`` are the parameters of Explore (`dimensions.PLACES`).

    The letters are a hash of ``name=value``, so a link outlives a vocabulary that grows. Empty when two values have the same
    letters, which happens in about one of ten thousand tables of this size.
    """
    known = _known(table, tuple(pictures))
    words = [f"picture={picture}", *(f"{name}={value}" for name, value in (*selection.only_filters().query(), *arranged))]
    return "".join(map(_letters, words)) if all(known.get(_letters(word)) == word for word in words) else ""


def short(
    table: Table, site: str, picture: str, selection: Selection, pictures: Iterable[str], arranged: Query = ()
) -> str:  # fmt: skip
    """A short link to a picture, without the scheme; empty when the address of the app (``site``) is unknown."""
    letters = code(table, picture, selection, pictures, arranged)
    return f"{site.rstrip('/').rpartition('://')[2]}/s/{table.package.version}/{letters}" if site and letters else ""


def decode(table: Table, letters: str, pictures: Iterable[str]) -> Query | None:
    """The parameters that a code stands for, ``picture`` first; None when it is not valid."""
    known = _known(table, tuple(pictures))
    parts = [letters.lower()[at : at + _LETTERS] for at in range(0, len(letters), _LETTERS)]
    words = [known.get(part, "") for part in parts]
    if not words or not all(words) or not words[0].startswith("picture="):
        return None
    pairs = [word.partition("=") for word in words]
    return tuple((name, value) for name, _, value in pairs)


@lru_cache(maxsize=1024)
def _letters(word: str) -> str:
    return base64.b32encode(hashlib.sha256(word.encode()).digest()).decode().lower()[:_LETTERS]


@lru_cache(maxsize=4)
def _known(table: Table, pictures: tuple[str, ...]) -> Mapping[str, str]:
    """``name=value`` by its letters, for every value; letters that two of them share map to nothing."""
    words = [f"picture={picture}" for picture in pictures]
    words += [f"{name}={value}" for name, filter_ in FILTERS.items() for value in values(table, filter_.column)]
    words += [f"{name}={value}" for name, lens in LENSES.items() for value in ([lens.word] if lens.word else values(table, "article"))]
    words += [f"{place}={value}" for place in PLACES for value in choices_of(place)]
    by_code: dict[str, str] = {}
    for word in words:
        by_code[_letters(word)] = "" if _letters(word) in by_code else word
    return by_code
