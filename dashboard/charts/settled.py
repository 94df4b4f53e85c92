"""HTML of the pages on which codings are settled or compared: agreement, passage, and the values of each coder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.charts.markup import render
from dashboard.charts.paragraphs import quoted
from dashboard.curate.agreement import READING, Agreement
from dashboard.curate.merge import KEY, Disagreement, Merge
from dashboard.curate.settlement import EMPTY
from dashboard.curate.units import Codings, Place
from dashboard.table.load import Table
from dashboard.table.words import period_words

_FOUND = {"coded": "Coded", "not coded": "Not coded"}
_TITLES = {
    "claims": "Claims of the table that it sets beside",
    "found": "Is it claimed here?",
    KEY: "One new term or two?",
    "reason": "Why nothing is claimed",
}
_TABLES = {"article": "The article", "paragraph": "The paragraph"}


def field_title(table: Table, place: Place, field: str) -> str:
    """The title of a field."""
    if field in _TITLES:
        return _TITLES[field]
    resource = table.package.resources.get({"article": "articles"}.get(place.aspect, place.aspect), table.package["claims"])
    return next((each.title for each in resource.fields if each.name == field), field)


def value_label(table: Table, field: str, value: str) -> str:
    """The displayed text of a value."""
    if field == "reason":
        return table.package.ledger["reason"].label(value) or EMPTY
    if field == "period" and value:
        return f"{period_words(value)} ({value})" if period_words(value) != value else value
    if field in ("value", "value_high") and value.isdecimal():
        return f"{int(value):,}"
    return _FOUND.get(value) or table.label(field, value) or value or EMPTY


def place_label(table: Table, place: Place) -> str:
    """The displayed text of what a claim is about: ``Wuhan · Focus area · Electric ferries``."""
    if place.aspect in _TABLES or not place.city:
        return " · ".join(filter(None, [_TABLES.get(place.aspect, place.aspect.capitalize()), place.name]))
    subject = {"focus_area": "area", "institution": "institution", "figure": "measure"}[place.aspect]
    number = f" ({place.number})" if place.number > 1 else ""
    return " · ".join([table.label("city", place.city), table.label("aspect", place.aspect), table.label(subject, place.key) + number])


def agreement_html(table: Table, rows: Sequence[Agreement]) -> str:
    """The agreement, a line a field."""
    claims = {field.name: field.title for field in table.package["claims"].fields}
    lines = [
        {
            "title": {"found": "Found", "reason": "Reason"}.get(row.field) or claims.get(row.field, row.field),
            "n": row.n,
            "share": f"{row.share:.1%}",
            "alpha": "–" if row.alpha is None else f"{row.alpha:.2f}",
            "most": f"{row.skew:.0%} {value_label(table, row.field, row.most)}",
        }
        for row in rows
    ]
    return render("agreement", rows=lines, reading=READING)


def passage_html(title: str, text: str, printed: Iterable[str] = ()) -> str:
    """A paragraph with the printed words of claims marked."""
    return render("passage", title=title, parts=quoted(text, printed))


def case_html(table: Table, codings: Codings, each: Disagreement) -> str:
    """One disagreement: the value, quotation and statement of each coder."""
    unit = next((unit for unit in codings.units if unit.place == each.place), None)
    claims = unit.claims if unit else {}
    rows = [
        {
            "coder": coder,
            "value": value_label(table, each.field, value),
            "printed": claims.get(coder, {}).get("as_printed", ""),
            "statement": claims.get(coder, {}).get("statement", ""),
        }
        for coder, value in each.values.items()
    ]
    return render("disagreement", place=place_label(table, each.place), field=field_title(table, each.place, each.field), rows=rows)


def worded_html(table: Table, merge: Merge, found: Sequence[Disagreement]) -> str:
    """The wordings of one claim side by side: a column a coder, a line a field, and what the settled draft has of each."""
    rows = [
        {
            "field": field_title(table, each.place, each.field),
            "cells": [{"coder": coder, "words": words or EMPTY} for coder, words in each.values.items()],
            "settled": merge.settled_words(each) or EMPTY,
            "picked": each.id in merge.picks,
        }
        for each in found
    ]
    return render("worded", place=place_label(table, found[0].place), rows=rows)


@dataclass(frozen=True)
class Compared:
    """One field of one claim: the reader's value, the settled value, and any reasons."""

    field: str
    mine: str
    settled: str
    agrees: bool
    reasons: tuple[str, ...] = ()


def compared_html(title: str, sentences: Iterable[str], rows: Sequence[Compared], statement: str = "") -> str:
    """A claim of a reader and the settled one, field by field."""
    return render("compared", title=title, sentences=list(sentences), rows=rows, statement=statement)
