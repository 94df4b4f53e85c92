"""Sentences on what the lenses leave and how many claims they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.table.load import COVERING, Table
from dashboard.table.problems import listed
from dashboard.table.selection import Selection
from dashboard.table.wording import Wording
from dashboard.table.words import cardinal, plural


def covering_words(wording: Wording) -> str:
    """The definition of *covers* as a sentence, for the codebook and the screens."""
    place = wording.place
    tie = f"An article covers {wording.a_place} when it ties the {place} to a focus area, otherwise than as mentioned,"
    return f"{tie} in {cardinal(COVERING)} paragraphs or more; restatements do not count."


def lens_costs(table: Table, selection: Selection) -> list[str]:
    """A sentence for each lens that is on: what it leaves and how many claims it leaves out; one more on all together."""
    if not selection.lensed:
        return []
    plain = replace(selection.only_filters(), like_for_like=False, without="", disinterested=False)
    before, _ = plain.sizes(table)
    sentences = []
    for name in ("like_for_like", "without", "disinterested"):
        if getattr(selection, name):
            alone: dict[str, Any] = {name: getattr(selection, name)}
            after, _ = replace(plain, **alone).sizes(table)
            cost = f"It leaves out {before - after} of {plural(before, 'claim')}{_said_elsewhere(table, plain, name, selection)}."
            sentences.append(f"{_lens_sentence(table, selection, name)} {cost}")
    if len(sentences) > 1:
        left, _ = selection.only_filters().sizes(table)
        sentences.append(f"Together they leave {left} of {plural(before, 'claim')}.")
    return sentences


def _said_elsewhere(table: Table, plain: Selection, name: str, selection: Selection) -> str:
    """How many claims of the article left out are supported by another article; empty for other lenses and where none are."""
    if name != "without":
        return ""
    rows = plain.distinct(table)
    mine = rows[(rows["article"] == selection.without) & (rows["restates"] == "") & (rows["support"] > 1)]
    count = int(mine["weight"].sum())
    return f"; {count} of those another article says, too" if count else ""


def _lens_sentence(table: Table, selection: Selection, name: str) -> str:
    if name == "without":
        return f"Without {table.label('article', selection.without)}: what rests on it alone fades."
    if name == "disinterested":
        own = f"officials on their own {table.wording.place}, firms on themselves"
        return f"Interested speakers are hidden: {own}; the press is not judged."
    covering = [table.label("article", article) for article in selection.covering(table)]
    cities = listed([table.label("city", city) for city in selection.compared(table)], "and")
    if not covering:
        return f"Like for like: no article of {len(table.coverage)} covers {cities}."
    only = f"Like for like: only {listed(covering, 'and')}"
    return f"{only} of {len(table.coverage)} articles covers {cities}." if len(covering) == 1 else f"{only} cover {cities}."
