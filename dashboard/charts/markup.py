"""Jinja templates that escape every value, links that carry the selection, and a cache for rendered HTML."""

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

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


CACHE_SIZE = 256
"""How many results of a function are cached."""


def cached(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Decorator: cache the last results, as many readers in a lecture hall request the same. The arguments must be hashable."""
    return cast(Callable[Parameters, Result], lru_cache(maxsize=CACHE_SIZE)(function))


def link(page: str, query: Iterable[tuple[str, object]]) -> str:
    """The address of a screen, relative to the app, with its parameters; the home screen has the empty name."""
    words = _encoded(tuple((name, str(value)) for name, value in query))
    return f"{page or './'}{'?' if words else ''}{words}"


@cached
def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    """A query URL-encoded; cached, because one selection is in many links of a page."""
    return urlencode(query)


def ink(status: str) -> Markup:
    """A small square with the ink of a status, hidden from screen readers because its word is beside it."""
    return Markup('<span class="th-ink th-ink-{}" aria-hidden="true"></span>').format(status)


MOST_NAMED = 400
"""The most claims that a link names by key; a mark with more, and without facets, links by its city and status."""


def link_to_claims(filters: Query) -> Callable[[Mark], str]:
    """A function from a mark to the address of its claims, with ``filters``; for a faded mark without the lens that fades it."""

    def way(mark: Mark) -> str:
        own: Query = mark.facets
        if not own and len(mark.claims) > MOST_NAMED:
            own = tuple((name, value) for name, value in (("city", mark.city), ("stands", mark.status or "")) if value)
        elif not own:
            own = (("claims", " ".join(mark.claims)),)
        # Thousands of marks share the filters, which are encoded once.
        rest = _encoded(tuple((name, str(value)) for name, value in (unlensed(filters) if mark.faded else filters)))
        pairs = [f"{name}={quote_plus(value)}" for name, value in own]
        return f"evidence?{'&'.join([*pairs, *([rest] if rest else [])])}"

    return way


def unlensed(query: Iterable[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    """A query without the lens that leaves an article out."""
    return tuple((name, value) for name, value in query if name != "without")


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {
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
    return environment


@cache
def _template(name: str) -> Template:
    return _templates().get_template(f"{name}.html")


def render(template: str, /, **values: object) -> str:
    """Render ``templates/TEMPLATE.html``; every value is escaped unless it is `Markup`. Missing values raise."""
    return _template(template).render(**values)
