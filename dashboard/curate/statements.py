"""Drafts the statement of a claim from its cells: the verb gives the status, and a person edits the rest."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from dashboard.curate.wording import NOTHING_MORE
from dashboard.table.load import Table
from dashboard.table.paragraphs import LONGEST_RUN, Paragraph, words
from dashboard.table.validation import number
from dashboard.table.words import amount, inside, period_words

_NONE = float("nan")
_FEWEST = 3
_AREA = {
    "in_place": "{city} is active in {thing}",
    "announced": "{city} has announced work on {thing}",
    "forecast": "{city} is expected to advance in {thing}",
    "claimed": "{city} is strong in {thing}",
}
_GIVEN, _TIED = "{city} is to work on {thing}", "{city} is tied to {thing}"
_BODY = {
    "in_city": "{city} is home to {thing}",
    "about_city": "{city} is spoken of or dealt with by {thing}",
    "around_city": "{city} lies in {thing}",
    "not_in_city": "{city} is not home to {thing}",
    "compared": "{city} is compared with {thing}",
}
_BODY_TO_COME = {
    "announced": "{city} has announced {thing}",
    "target": "{city} aims for {thing}",
    "forecast": "{city} is expected to see {thing}",
}
_FIGURE = {
    "in_place": "{city} has {thing}",
    "announced": "{city} has announced {thing}",
    "forecast": "{city} is expected to have {thing}",
    "claimed": "{city} has {thing}",
}
_OTHER_VERBS = (
    (" aims for ", " aims at "), (" has announced ", " announces "), (" is expected to have ", " is expected to reach "),
    (" has ", " counts "),
)  # fmt: skip
"""For each verb of a draft, one of the same status."""


def draft_statement(table: Table, cells: Mapping[str, str]) -> str:
    """A draft of a claim's statement, in our own words: it names the city, and its verb gives the status."""
    city = table.label("city", cells.get("city", "")) or "The city"
    status, when = cells.get("status", ""), period_words(cells.get("period", ""))
    sentence = _pattern(cells).format(city=city, thing=_thing(table, cells))
    if when and when not in sentence:
        sentence = f"{sentence} {when if when.startswith(('by ', 'from ')) else f'in {when}'}"
    return f"{sentence}, says {_inside(cells.get('speaker', '') or 'the article')}." if status == "claimed" else f"{sentence}."


def told_in_own_words(table: Table, cells: Mapping[str, str], printed: str) -> dict[str, str]:
    """The cells of a claim with its drafted statement.

    Where that would repeat more words of ``printed`` in a row than a statement may, what is counted or aimed at loses its last ones,
    and then the verb is another.
    """
    told = {**cells, "statement": draft_statement(table, cells)}
    runs = Paragraph(printed).runs
    for column in ("aim", "counts"):
        while len(told.get(column, "").split()) > _FEWEST and _repeats(told["statement"], runs):
            told[column] = told[column].rsplit(maxsplit=1)[0]
            told["statement"] = draft_statement(table, told)
    if _repeats(told["statement"], runs):
        told["statement"] = in_other_verb(told["statement"])
    return told


def in_other_verb(statement: str) -> str:
    """A drafted statement with another verb of the same status, or as it is where there is none."""
    verb, other = next(((verb, other) for verb, other in _OTHER_VERBS if verb in statement), ("", ""))
    return statement.replace(verb, other, 1) if verb else statement


def _repeats(statement: str, runs: Container[tuple[str, ...]]) -> bool:
    tokens = words(statement)
    return any(tuple(tokens[place : place + LONGEST_RUN + 1]) in runs for place in range(len(tokens) - LONGEST_RUN))


def _pattern(cells: Mapping[str, str]) -> str:
    status, aspect = cells.get("status", ""), cells.get("aspect")
    if aspect == "institution":
        return _BODY_TO_COME.get(status) or _BODY.get(cells.get("relation", ""), "{city} has {thing}")
    if status == "target":
        return "{city} aims for {thing}"
    if aspect == "focus_area":
        if status == "announced" and cells.get("basis") == "assigned":
            return _GIVEN
        tied = cells.get("basis") == "mentioned" and status in ("in_place", "claimed")
        return _TIED if tied else _AREA.get(status, _AREA["in_place"])
    if cells.get("unit") == "rank":
        return "{city} ranks {thing}"
    return _FIGURE.get(status, _FIGURE["in_place"])


def _thing(table: Table, cells: Mapping[str, str]) -> str:
    aspect = cells.get("aspect")
    if aspect == "institution":
        return table.label("institution", cells.get("institution", "")) or "a body"
    if cells.get("status") == "target" and cells.get("aim") and (aspect == "focus_area" or cells.get("unit") == "year"):
        return cells["aim"]
    if aspect == "focus_area":
        return inside(table.label("area", cells.get("area", "")) or "an area")
    return _figure(table, cells)


def _figure(table: Table, cells: Mapping[str, str]) -> str:
    """The number with what it counts, the unit among the counted words."""
    value, high = (number(cells.get(name, "")) for name in ("value", "value_high"))
    measure = table.label("measure", cells.get("measure", "")) if cells.get("measure") else ""
    counts = cells.get("counts") or inside(measure or "things")
    unit = cells.get("unit", "")
    if unit == "date":
        return f"{period_words(cells.get('period', '')) or 'a day'} as the {counts}"
    figure: dict[str, Any] = {"qualifier": "exact", "period": "", "as_printed": "", "measure_name": measure, **cells}
    figure |= {
        "unit": unit if unit == "rank" else "",
        "value": _NONE if value is None else value,
        "value_high": _NONE if high is None else high,
    }
    if unit == "rank":
        place = amount(figure) if value is not None else "high"
        return place if not cells.get("counts") or counts.endswith(NOTHING_MORE) else f"{place} as the {counts}"
    if unit == "year":
        return f"what it wants by {cells.get('value', '')}"
    return f"{amount(figure)} {counts}"


def _inside(speaker: str) -> str:
    return f"{speaker[0].lower()}{speaker[1:]}" if speaker.startswith(("The ", "An ", "Some ")) else speaker
