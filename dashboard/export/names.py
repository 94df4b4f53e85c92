"""File names that describe the content and are unique to a selection."""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256

from dashboard.export.request import USUAL, ExportRequest
from dashboard.table.dimensions import USUAL as USUAL_ARRANGEMENT
from dashboard.table.dimensions import Arrangement
from dashboard.table.load import Table
from dashboard.table.selection import FILTERS, LENSES, Selection, values
from dashboard.table.words import slug

LONGEST = 120
_EVERYWHERE = "all-"
_SPELLED_OUT = {*FILTERS, *LENSES}
"""The parameters of a selection that a name holds in full; facets and searches are shortened."""

_HASH, _NAME, _PART, _WORD = 10, 40, 32, 30


def stem(table: Table, selection: Selection, name: str, part: str = "", arranged: Arrangement = USUAL_ARRANGEMENT) -> str:
    """A name without its suffix: ``tech-hubs_focus-areas_shanghai-shenzhen_target_2026-11_2-of-3``.

    It holds the picture's name, the cities, what else is filtered, the month of the data, how the claims stand where a reader
    has arranged them, and the part of a series, in at most 120 of the characters a-z, 0-9, hyphen and underscore. Where its
    words are cut or could be read in two ways, ten digits of the SHA-256 of the selection follow them.
    """
    before = f"{slug(table.package.title)[:_NAME]}_{slug(name)[:_NAME]}_"
    stand = "-".join(value for _, value in arranged.whole) if arranged.query() else ""
    after = f"_{slug(table.package.created[:7])}" + (f"_{stand}" if stand else "") + (f"_{slug(part)[:_PART]}" if part else "")
    everywhere = f"{_EVERYWHERE}{slug(table.wording.places)}"
    parts = _parts(selection, everywhere)
    room = LONGEST - len(before) - len(after)
    words = "_".join(parts)
    if len(words) > room or not {name for name, _ in selection.query()} <= _SPELLED_OUT or not _certain(table, parts, everywhere):
        digest = sha256(json.dumps(selection.query()).encode()).hexdigest()[:_HASH]
        words = f"{_cut(words, room - _HASH - 1)}_{digest}"
    return f"{before}{words}{after}"


def named(table: Table, request: ExportRequest, size: tuple[int, int] | None) -> str:
    """The name of a picture in a frame of this size."""
    return stem(table, request.selection, request.picture, frame_words(request.theme, size), request.arranged)


def frame_words(theme: str, size: tuple[int, int] | None) -> str:
    """What tells the files of one picture apart: a frame that is not 1920 × 1080, a theme that is not the light one."""
    frame = "whole" if size is None else "" if size == USUAL else f"{size[0]}x{size[1]}"
    return " ".join(filter(None, [frame, theme if theme != "light" else ""]))


def _parts(selection: Selection, everywhere: str) -> list[str]:
    """The parts of a name: the cities (always), then each filter, lens, facet and search that is set."""
    filters = ["-".join(map(slug, selection.chosen(name))) for name in FILTERS]
    lenses = [lens.slug + ("" if lens.word else slug(lens.value(selection))) for lens in LENSES.values() if lens.value(selection)]
    facets = [slug(value)[:_WORD] for _, value in selection.facets]
    search = slug(selection.search)[:_WORD] if selection.search else ""
    cities, *others = filters
    return [cities or everywhere, *filter(None, (*others, *lenses, *facets, search))]


def _certain(table: Table, parts: list[str], everywhere: str) -> bool:
    """Whether every part can be parsed in one way only, given the keys of the table."""
    known = Counter(slug(value) for filter_ in FILTERS.values() for value in values(table, filter_.column))
    articles = [slug(article) for article in values(table, "article")]
    known.update((everywhere, *(lens.slug + part for lens in LENSES.values() for part in ([""] if lens.word else articles))))
    return all(_readings(part, known) == 1 for part in parts)


def _readings(text: str, known: Counter[str]) -> int:
    """In how many ways a text can be split into known words at hyphens: ``a-b`` may be one key or two."""
    pieces = text.split("-")
    ways = [1]
    for end in range(1, len(pieces) + 1):
        ways.append(sum(ways[start] * known["-".join(pieces[start:end])] for start in range(end)))
    return ways[-1]


def _cut(text: str, longest: int) -> str:
    """The text, cut after as many whole words as fit."""
    return text if len(text) <= longest else re.sub(r"[-_]+[a-z0-9]*$", "", text[: longest + 1])
