"""Pictures in HTML: templates that escape every value, and links that carry the selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast
from urllib.parse import quote_plus, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from dashboard.pictures.model import Mark
from dashboard.table.compare import ANSWERS
from dashboard.table.selection import Query
from dashboard.table.support import SINGLE, facets_of, support_words
from dashboard.table.words import cardinal, period_words, plural

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


KEPT = 256
"""How many answers of a function are kept."""


def kept(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same function that remembers its last answers: in a lecture hall many readers ask the same of one table."""
    return cast(Callable[Given, Answer], lru_cache(maxsize=KEPT)(function))


def link(page: str, query: Iterable[tuple[str, object]]) -> str:
    """The address of a screen below the app's own, with its parameters; the home screen has no name."""
    words = _written(tuple((name, str(value)) for name, value in query))
    return f"{page or './'}{'?' if words else ''}{words}"


@kept
def _written(query: tuple[tuple[str, str], ...]) -> str:
    """A query as an address has it: one selection stands in a dozen links of a page."""
    return urlencode(query)


def ink(status: str) -> Markup:
    """How sure a status is, as the small square that a picture fills the same way; its word stands beside it."""
    return Markup('<span class="th-ink th-ink-{}" aria-hidden="true"></span>').format(status)


MOST_NAMED = 400
"""How many claims a link names one by one; a mark that stands for more, and has no facets, leads to all of its city and status."""


def way_behind(filters: Query) -> Callable[[Mark], str]:
    """The address of the claims behind a mark, below the app's own; what a lens has faded is shown without that lens."""

    def way(mark: Mark) -> str:
        found: Query = mark.facets
        if not found and len(mark.claims) > MOST_NAMED:
            found = tuple((name, value) for name, value in (("city", mark.city), ("stands", mark.status or "")) if value)
        elif not found:
            found = (("claims", " ".join(mark.claims)),)
        # Thousands of marks have the filters in common, and nothing else.
        rest = _written(tuple((name, str(value)) for name, value in (unlensed(filters) if mark.faded else filters)))
        own = [f"{name}={quote_plus(value)}" for name, value in found]
        return f"evidence?{'&'.join([*own, *([rest] if rest else [])])}"

    return way


def unlensed(query: Iterable[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    """A query without the lens that leaves an article out: the way to what has faded."""
    return tuple((name, value) for name, value in query if name != "without")


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    found = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.globals |= {
        "link": link,
        "unlensed": unlensed,
        "facets_of": facets_of,
        "zip": zip,
        "plural": plural,
        "cardinal": cardinal,
        "period_words": period_words,
        "support_words": support_words,
        "SINGLE": SINGLE,
        "SILENT": ANSWERS["silent"],
        "ink": ink,
    }
    return found


@cache
def _template(name: str) -> Template:
    return _templates().get_template(f"{name}.html")


def render(template: str, /, **values: object) -> str:
    """A template of ``templates/`` with its values, each of them escaped."""
    return _template(template).render(**values)
