"""Creates a table without claims about other places: the released descriptor adapted, and files with headers only."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.table.expected import LEDGER
from dashboard.table.keys import NO_HUB
from dashboard.table.problems import listed, quoted
from dashboard.table.rules import MOST_HUBS
from dashboard.table.schema import DESCRIPTOR, Field
from dashboard.table.validation import cell_fault
from dashboard.table.wording import LONGEST, USUAL, Wording, opening, read_wording
from dashboard.table.words import slug

_METHOD = "Each claim is coded by hand from its paragraph."
VERSION, FEWEST, LONGEST_TEXT = "0.1.0", 2, 200
_NAME = Field("name", "Name", "string", "", required=True, longest=60)
_CHANGES = """# Changes to the data

What was true is superseded, never erased: a claim that no longer holds keeps its line here.

## {version} ({day})
The table begins: {places} and {nation}, and no claim yet.
"""
_TEXT_PROPERTIES = ("title", "description", "label")
"""Properties of a descriptor that hold text for people."""
_SENTENCES = {
    r"; Beijing as a word for the national leadership is the nation": "",
    r"\b([Tt])he \w+ hubs\b": r"\1he hubs compared",
    r"One of the \w+ cities named national innovation hubs": "One of the cities that are compared",
    r"\bchina for a body": "{nation_key} for a body",
    r"The first release, [\d.]+,": "The first release",
}
"""Texts of the released descriptor about its own places, as patterns, with their general replacement."""
_OWN_WORDS = re.compile(r"\b(?:(an?) )?(?<!tech-)(city|cities|hub|hubs|China)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A place by its name and, optionally, its Chinese name."""

    name: str
    chinese: str = ""

    @property
    def key(self) -> str:
        """The key of the place in the tables."""
        return slug(self.name)


@dataclass(frozen=True)
class Plan:
    """The content of a new table: title, purpose, places in order, nation, words for a place, and authors."""

    title: str
    purpose: str
    places: tuple[Place, ...]
    nation: Place
    words: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()

    @property
    def wording(self) -> Wording:
        """The words for a place."""
        return read_wording({"place": USUAL.place, **self.words})


def read_text(text: str) -> str:
    """A title or a purpose from ``text``. Raises ValueError with a message for the user."""
    fault = cell_fault(Field("text", "Text", "string", "", required=True, longest=LONGEST_TEXT), text.strip())
    if fault:
        raise ValueError(" ".join(fault))
    return text.strip()


def read_place(text: str) -> Place:
    """A place from ``Name`` or ``Name=中文名``. Raises ValueError with a message for the user."""
    name, _, chinese = (part.strip() for part in text.partition("="))
    for part in filter(None, (name or " ", chinese)):
        fault = cell_fault(_NAME, part.strip())
        if fault:
            raise ValueError(" ".join(fault))
    place = Place(name, chinese)
    if not re.search("[a-z]", place.key) or place.key in NO_HUB or not re.search("[A-Za-z]", name):
        raise ValueError(f"{quoted(name)} gives no key of letters a to z. Write the name in Latin letters, and the other behind =.")
    return place


def read_places(text: str) -> tuple[Place, ...]:
    """The places from a comma-separated list of two to eight. Raises ValueError with one message a line."""
    places, wrong = [], []
    for part in text.split(","):
        try:
            places.append(read_place(part))
        except ValueError as error:
            wrong.append(str(error))
    keys = [place.key for place in places]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        wrong.append(f"{listed(twice, 'and')} stands there twice. Give every place a name of its own.")
    if not wrong and not FEWEST <= len(places) <= MOST_HUBS:
        wrong.append(f"{len(places)} is not a number of places to compare. Name {FEWEST} to {MOST_HUBS}, with commas between them.")
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(places)


def read_word(text: str) -> str:
    """A word for a place. Raises ValueError with a message for the user."""
    word = text.strip()
    if not re.fullmatch(r"[^\W\d_][\w' -]*", word) or len(word) > LONGEST or not word.isprintable():
        raise ValueError(f"{quoted(text)} is no word for a place. Write one such as port or special zone, of at most {LONGEST} letters.")
    return word


def files(plan: Plan, released: Mapping[str, Any], today: date) -> dict[str, bytes]:
    """The content of every file of the table, by path below its folder; ``released`` is the descriptor it is derived from."""
    descriptor = _descriptor(plan, released, today)
    contents = {f"data/{DESCRIPTOR}": (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()}
    for resource in (*descriptor["resources"], descriptor[LEDGER]):
        columns = [each["name"] for each in resource["schema"]["fields"]]
        rows = _cities(plan, columns) if resource["name"] == "cities" else []
        contents[(Path("data") / resource["path"]).as_posix().replace("data/../", "")] = _csv([columns, *rows])
    names = [place.name for place in plan.places]
    changes = _CHANGES.format(version=VERSION, day=today.isoformat(), places=", ".join(names), nation=plan.nation.name)
    return {**contents, "data/CHANGES.md": changes.encode()}


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _cities(plan: Plan, columns: Sequence[str]) -> list[list[str]]:
    rows = []
    for order, place in enumerate((*plan.places, plan.nation), start=1):
        nation = place is plan.nation
        cells = {
            "city": place.key, "name": place.name, "chinese_name": place.chinese, "role": "nation" if nation else "hub",
            "order": str(order),
            "note": f"The nation; its figures are never {plan.wording.a_place}'s." if nation else "",
            "general_knowledge": "chinese_name" if place.chinese else "",
        }  # fmt: skip
        rows.append([cells.get(column, "") for column in columns])
    return sorted(rows, key=lambda row: row[columns.index("city")])


def _descriptor(plan: Plan, released: Mapping[str, Any], today: date) -> dict[str, Any]:
    copied = {name: value for name, value in released.items() if name not in ("contributors", "licenses", "purpose", "wording", "method")}
    own = {
        "name": slug(plan.title),
        "title": plan.title,
        "description": f"{opening(plan.purpose).rstrip('.')}: a table of claims, each with its paragraph, speaker, status and basis.",
        "version": VERSION,
        "created": f"{today.isoformat()}T00:00:00Z",
        "purpose": plan.purpose,
        "wording": {"place": plan.wording.place, "places": plan.wording.places, **plan.words},
    }
    authors = {"contributors": [{"title": author, "role": "author"} for author in plan.authors]} if plan.authors else {}
    head = {**{name: own[name] for name in ("name", "title", "description", "version", "created")}, "profile": copied.pop("profile", "")}
    head |= {"purpose": own["purpose"], "wording": own["wording"], "method": _METHOD, **authors}
    return {**head, **{name: _reworded(plan, value) for name, value in copied.items() if name not in head}}


def _reworded(plan: Plan, value: Any, key: str = "") -> Any:
    """Part of the descriptor with its texts in the words of the plan, without ``since``: a new table has no earlier releases."""
    if isinstance(value, dict):
        return {name: _reworded(plan, part, name) for name, part in value.items() if name != "since"}
    if isinstance(value, list):
        return [_reworded(plan, part) for part in value]
    if key not in _TEXT_PROPERTIES or not isinstance(value, str):
        return value
    for released, instead in _SENTENCES.items():
        value = re.sub(released, instead.format(nation_key=plan.nation.key), value)
    return _OWN_WORDS.sub(lambda match: _word(plan, match[1] or "", match[2]), value)


def _word(plan: Plan, article: str, word: str) -> str:
    wording = plan.wording
    replacement = {
        "city": wording.place, "cities": wording.places, "hub": wording.hub, "hubs": wording.hubs, "china": plan.nation.name,
    }[word.lower()]  # fmt: skip
    if word.lower() != "china" and word[0].isupper():
        replacement = opening(replacement)
    if not article:
        return replacement
    with_article = {"city": wording.a_place, "hub": wording.a_hub}.get(word.lower(), f"{article} {replacement}")
    return opening(with_article) if article[0].isupper() else with_article
