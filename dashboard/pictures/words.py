"""Words that every picture needs: numbers as words, the bound of a selection, the sources, and the picture put together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.pictures.model import HIDDEN, Fact, Mark, Picture, Sources, claims_of, marks_in
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection
from dashboard.table.status_words import status_word as status_word
from dashboard.table.status_words import statuses as statuses
from dashboard.table.targets import first_moment
from dashboard.table.words import Record, period_words, sentence_list

Places = npt.NDArray[np.intp]
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LONGEST = 12
"""How many words a headline has at most."""
SILENT, FILTERED = "not said", "left out by the filters"
NO_CLAIM = "The table holds no claim yet"
"""What every picture of a table that is new says."""


def spelled(number: int) -> str:
    """A number as a word up to twelve, then in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def capital(words: str) -> str:
    """Words as they open a sentence."""
    return words[:1].upper() + words[1:]


def several(number: int, noun: str, nouns: str = "") -> str:
    """A number in words with its noun: ``one article``, ``two articles``."""
    return f"{spelled(number)} {noun if number == 1 else nouns or noun + 's'}"


def headline(*candidates: str) -> str:
    """The first that has at most twelve words: the last must."""
    return next((words for words in candidates if len(words.split()) <= LONGEST), candidates[-1])


def city_words(table: Table, cities: Sequence[str]) -> str:
    """Names of cities in a sentence."""
    return sentence_list([table.label("city", city) for city in cities])


def span(table: Table, articles: Iterable[str]) -> str:
    """How many articles of when: ``two articles, May 2018 to November 2021``."""
    dates = {str(table.vocabularies["articles"].at[key, "published"]) for key in set(articles)}
    found = sorted(dates, key=lambda date: first_moment(date) or 0)
    ends = dict.fromkeys(_month(date) for date in (*found[:1], *found[-1:]))
    return ", ".join(filter(None, [several(len(set(articles)), "article"), " to ".join(ends)]))


def _month(date: str) -> str:
    # An approximate date is only as exact as it is written.
    return period_words("-".join(date.rstrip("~?%").split("-")[:2]))


def sources(table: Table, articles: Iterable[str]) -> Sources:
    """The source line for the articles a picture rests on."""
    return _sources(table, frozenset(articles))


@lru_cache(maxsize=256)
def _sources(table: Table, keys: frozenset[str]) -> Sources:
    known = table.vocabularies["articles"]
    ordered = [str(key) for key in known.sort_values("published", kind="stable").index if key in keys]
    names = tuple(f"{outlet(table, key)}, {period_words(str(known.at[key, 'published']))}" for key in ordered)
    data = f"Claims coded by {table.package.title}, data {table.package.version}"
    return Sources(capital(span(table, keys)) if keys else "No article", names, data)


@lru_cache(maxsize=4096)
def outlet(table: Table, article: str) -> str:
    """What an article is called where its date is said too."""
    # The date follows, so a year at the end of a short name would be said twice, unless it tells two articles apart.
    names = {str(key): _undated(table, str(key)) for key in table.vocabularies["articles"].index}
    same = sum(name == names[article] for name in names.values())
    return names[article] if same == 1 else short(table, "article", article)


def _undated(table: Table, article: str) -> str:
    year = str(table.vocabularies["articles"].at[article, "published"])[:4]
    return short(table, "article", article).removesuffix(f" {year}")


def bound(table: Table, selection: Selection, but: tuple[str, ...] = ("cities",)) -> str:
    """What filters and lenses leave, as a sentence for the subtitle; empty when they leave out nothing but what is seen anyway."""
    seen: dict[str, Any] = dict.fromkeys(but, ())
    said = replace(selection, **seen).describe(table)
    return f" In this selection: {said}." if said else ""


def surest(table: Table, found: Iterable[str]) -> str:
    """The status that is furthest on."""
    order = statuses(table)
    return min(found, key=order.index)


def claims_in(records: Iterable[Record]) -> tuple[str, ...]:
    """The claims of some records."""
    return tuple(str(record["claim_id"]) for record in records)


def square(table: Table, row: Record) -> Mark:
    """One claim as a unit square."""
    word = status_word(table, str(row["status"]))
    return Mark(
        str(row["city"]), str(row["status"]), word, (str(row["claim_id"]),), bool(row["fades"]), f"{capital(word)}: {row['statement']}"
    )  # fmt: skip


def picture(
    table: Table, name: str, headline: str, subtitle: str, body: object, facts: tuple[Fact, ...] = (), places: Places | None = None
) -> Picture:  # fmt: skip
    """A picture around its body: the key and the sources follow from its marks; ``facts`` open with what the headline says.

    ``places`` is where the claims behind the marks stand in the table, where the picture knows: so that none has to be read.
    """
    marks = tuple(marks_in(body))
    drawn = {mark.status for mark in marks if mark.status and mark.claims}
    empty = {mark.key for mark in marks if mark.silent}
    silent = [(key, words) for key, words in (("", status_word(table, "")), (HIDDEN, FILTERED)) if key in empty]
    legend = [(status, status_word(table, status)) for status in statuses(table) if status in drawn]
    if places is None:
        places = table.claims.index.get_indexer(pd.Index(claims_of(marks)))
    articles = table.numbered["article"]
    counts = np.bincount(articles.numbers[places], minlength=len(articles.known)).tolist()
    used = {article for article, number in articles.known.items() if counts[number]}
    names = tuple((city, table.label("city", city)) for city in dict.fromkeys(mark.city for mark in marks) if city)
    headline = headline if len(table.claims) else NO_CLAIM
    return Picture(
        name, headline, subtitle, (*legend, *silent), sources(table, used), body, table.hubs, names, _supported(table, places), facts,
        table.wording.head,
    )  # fmt: skip


def _supported(table: Table, places: Places) -> tuple[tuple[str, int], ...]:
    """The claims at some places that more than one article makes, with how many do."""
    known, support = _several(table)
    drawn = np.zeros(len(table.claims), dtype=np.bool_)
    drawn[places] = True
    return tuple(itertools.compress(support, drawn[known]))


@lru_cache(maxsize=8)
def _several(table: Table) -> tuple[Places, list[tuple[str, int]]]:
    """Where the claims stand that more than one article makes, and how many do."""
    support = table.claims["support"].to_numpy()
    places = np.flatnonzero(support > 1)
    return places, list(zip(table.claims["claim_id"].iloc[places].tolist(), support[places].tolist(), strict=True))
