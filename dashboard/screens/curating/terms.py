"""New words of the vocabularies, described where they are first used."""

from __future__ import annotations

import streamlit as st

from dashboard.controls.sidebar import literal
from dashboard.curate.draft import Cells
from dashboard.curate.fill import short_name
from dashboard.screens.curating import desk, fields
from dashboard.table.load import HOMELESS

_ASKED = {
    "areas": ("name", "short", "group", "scope"),
    "institutions": ("name", "short", "kind", "home"),
    "measures": ("name", "short", "dimension", "definition"),
}
_RARE = {
    "areas": ("chinese_name",),
    "institutions": ("naming", "part_of", "owner", "printed_names", "chinese_name", "note"),
    "measures": ("comparable",),
}
_TITLES = {"areas": "New focus area", "institutions": "New body", "measures": "New measure"}
_USED_IN = {"areas": "area", "institutions": "institution", "measures": "measure"}


def names_of(vocabulary: str) -> dict[str, str]:
    """Key to name of everything in a vocabulary, what the draft adds first."""
    new = {next(iter(row.values())): row.get("name") or row.get("question", "") for row in desk.opened().vocabulary.get(vocabulary, ())}
    return {**new, **desk.table().names(vocabulary)}


def term_forms(claim: Cells) -> None:
    """Ask for what is still to be said of the new words a claim uses."""
    for vocabulary, column in _USED_IN.items():
        row = next((each for each in desk.opened().vocabulary.get(vocabulary, ()) if each.get(column) == claim.get(column)), None)
        if row and claim.get(column) and claim[column] not in desk.table().vocabularies[vocabulary].index:
            _form(vocabulary, row)


def _form(vocabulary: str, row: Cells) -> None:
    resource, term = desk.table().package[vocabulary], next(iter(row.values()))
    found = [each for each in desk.found().problems if each.table == vocabulary and each.term == term]
    with st.expander(f"{_TITLES[vocabulary]}: {literal(row.get('name', ''))}", expanded=True):
        rare = st.toggle("All fields", key=f"rare-{vocabulary}-{term}") or any(each.field in _RARE[vocabulary] for each in found)
        for field in (*_ASKED[vocabulary], *(_RARE[vocabulary] if rare else ())):
            described, key, now = resource[field], f"term-{vocabulary}-{term}-{field}", row.get(field, "")

            def put(text: str, field: str = field) -> None:
                desk.change(lambda draft: draft.with_term(vocabulary, {**row, field: text.strip()}))

            if field == "home":
                homes = {**{city: desk.table().label("city", city) for city in desk.table().cities}, **HOMELESS}
                fields.choice(described.title, key, homes, now or "not_printed", put, about=described.description)
            elif field in ("part_of", "owner"):
                fields.named(described.title, key, names_of("institutions"), now, put, about=described.description)
            elif described.words:
                words = {category.value: category.label or category.value for category in described.categories}
                fields.choice(described.title, key, words, now or ("named" if field == "naming" else ""), put, about=described.description)
            else:
                hint = short_name(row.get("name", "")) if field == "short" else ""
                fields.text(described.title, key, now, put, hint=hint, about=described.description, longest=described.longest)
            fields.problems([each for each in found if each.field == field], lambda _: (), lambda _: None, key)
