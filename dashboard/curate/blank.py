"""A table without a claim, about places of somebody's own: the descriptor of the released one in other words, and files with heads."""

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
from dashboard.table.problems import listed, shown
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
_SAID = ("title", "description", "label")
"""The properties of a descriptor that are words for people."""
_SENTENCES = {
    r"; Beijing as a word for the national leadership is the nation": "",
    r"\b([Tt])he \w+ hubs\b": r"\1he hubs compared",
    r"One of the \w+ cities named national innovation hubs": "One of the cities that are compared",
    r"\bchina for a body": "{nation_key} for a body",
    r"The first release, [\d.]+,": "The first release",
}
"""What the released descriptor says of its own places alone, as patterns, and what any table says instead."""
_OWN_WORDS = re.compile(r"\b(?:(an?) )?(?<!tech-)(city|cities|hub|hubs|China)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A place by its name and, where one is given, its Chinese name."""

    name: str
    chinese: str = ""

    @property
    def key(self) -> str:
        """What its rows are named by."""
        return slug(self.name)


@dataclass(frozen=True)
class Plan:
    """What a new table is to be: its title, what it is for, its places in their order, the nation, and what a place is called."""

    title: str
    purpose: str
    places: tuple[Place, ...]
    nation: Place
    words: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()

    @property
    def wording(self) -> Wording:
        """What its places are called."""
        return read_wording({"place": USUAL.place, **self.words})


def read_text(text: str) -> str:
    """A title or a purpose. Raises ValueError with a sentence when it is none."""
    fault = cell_fault(Field("text", "Text", "string", "", required=True, longest=LONGEST_TEXT), text.strip())
    if fault:
        raise ValueError(" ".join(fault))
    return text.strip()


def read_place(text: str) -> Place:
    """A place as it is written, ``Name`` or ``Name=中文名``. Raises ValueError with a sentence when it is none."""
    name, _, chinese = (part.strip() for part in text.partition("="))
    for part in filter(None, (name or " ", chinese)):
        fault = cell_fault(_NAME, part.strip())
        if fault:
            raise ValueError(" ".join(fault))
    found = Place(name, chinese)
    if not re.search("[a-z]", found.key) or found.key in NO_HUB or not re.search("[A-Za-z]", name):
        raise ValueError(f"{shown(name)} gives no key of letters a to z. Write the name in Latin letters, and the other behind =.")
    return found


def read_places(text: str) -> tuple[Place, ...]:
    """Two to eight places, with commas between. Raises ValueError with every sentence on its own line."""
    found, wrong = [], []
    for part in text.split(","):
        try:
            found.append(read_place(part))
        except ValueError as error:
            wrong.append(str(error))
    keys = [place.key for place in found]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        wrong.append(f"{listed(twice, 'and')} stands there twice. Give every place a name of its own.")
    if not wrong and not FEWEST <= len(found) <= MOST_HUBS:
        wrong.append(f"{len(found)} is not a number of places to compare. Name {FEWEST} to {MOST_HUBS}, with commas between them.")
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(found)


def read_word(text: str) -> str:
    """A word for a place. Raises ValueError with a sentence when it is none."""
    word = text.strip()
    if not re.fullmatch(r"[^\W\d_][\w' -]*", word) or len(word) > LONGEST or not word.isprintable():
        raise ValueError(f"{shown(text)} is no word for a place. Write one such as port or special zone, of at most {LONGEST} letters.")
    return word


def files(plan: Plan, released: Mapping[str, Any], today: date) -> dict[str, bytes]:
    """Every file of the table by its path below its folder; ``released`` is the descriptor it is made from."""
    descriptor = _descriptor(plan, released, today)
    found = {f"data/{DESCRIPTOR}": (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()}
    for resource in (*descriptor["resources"], descriptor[LEDGER]):
        columns = [each["name"] for each in resource["schema"]["fields"]]
        rows = _cities(plan, columns) if resource["name"] == "cities" else []
        found[(Path("data") / resource["path"]).as_posix().replace("data/../", "")] = _csv([columns, *rows])
    names = [place.name for place in plan.places]
    told = _CHANGES.format(version=VERSION, day=today.isoformat(), places=", ".join(names), nation=plan.nation.name)
    return {**found, "data/CHANGES.md": told.encode()}


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
    kept = {name: value for name, value in released.items() if name not in ("contributors", "licenses", "purpose", "wording", "method")}
    told = {
        "name": slug(plan.title),
        "title": plan.title,
        "description": f"{opening(plan.purpose).rstrip('.')}: a table of claims, each with its paragraph, speaker, status and basis.",
        "version": VERSION,
        "created": f"{today.isoformat()}T00:00:00Z",
        "purpose": plan.purpose,
        "wording": {"place": plan.wording.place, "places": plan.wording.places, **plan.words},
    }
    authors = {"contributors": [{"title": author, "role": "author"} for author in plan.authors]} if plan.authors else {}
    head = {**{name: told[name] for name in ("name", "title", "description", "version", "created")}, "profile": kept.pop("profile", "")}
    head |= {"purpose": told["purpose"], "wording": told["wording"], "method": _METHOD, **authors}
    return {**head, **{name: _reworded(plan, value) for name, value in kept.items() if name not in head}}


def _reworded(plan: Plan, value: Any, key: str = "") -> Any:
    """A part of the descriptor with what it says for people in the words of the plan; what no release has brought is of the first."""
    if isinstance(value, dict):
        return {name: _reworded(plan, part, name) for name, part in value.items() if name != "since"}
    if isinstance(value, list):
        return [_reworded(plan, part) for part in value]
    if key not in _SAID or not isinstance(value, str):
        return value
    for released, instead in _SENTENCES.items():
        value = re.sub(released, instead.format(nation_key=plan.nation.key), value)
    return _OWN_WORDS.sub(lambda found: _word(plan, found[1] or "", found[2]), value)


def _word(plan: Plan, article: str, word: str) -> str:
    wording = plan.wording
    said = {
        "city": wording.place, "cities": wording.places, "hub": wording.hub, "hubs": wording.hubs, "china": plan.nation.name,
    }[word.lower()]  # fmt: skip
    if word.lower() != "china" and word[0].isupper():
        said = opening(said)
    if not article:
        return said
    with_article = {"city": wording.a_place, "hub": wording.a_hub}.get(word.lower(), f"{article} {said}")
    return opening(with_article) if article[0].isupper() else with_article
