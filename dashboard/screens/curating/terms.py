"""The form for a new term of a vocabulary, shown where it is first used, with the fields a person has to decide."""

from __future__ import annotations

import streamlit as st

from dashboard.controls.sidebar import literal
from dashboard.curate.draft import Cells
from dashboard.curate.fill import LONGEST_SHORT
from dashboard.curate.new_terms import claims_beside, with_cell
from dashboard.curate.units import KEY_OF
from dashboard.screens.curating import desk, fields, steps
from dashboard.table.load import HOMELESS, Table
from dashboard.table.wording import opening

_REQUIRED = {
    "areas": ("name", "group", "scope"),
    "institutions": ("name", "kind", "home"),
    "measures": ("name", "definition"),
    "topics": ("question", "difference", "claims"),
    "cities": ("name", "role"),
}
_RARE = {
    "areas": ("short", "chinese_name"),
    "institutions": ("short", "naming", "part_of", "owner", "printed_names", "chinese_name", "note"),
    "measures": ("short", "dimension", "comparable"),
    "topics": (),
    "cities": ("chinese_name", "note"),
}
_TITLES = {
    "areas": "New focus area", "institutions": "New body", "measures": "New measure", "topics": "New disagreement",
    "cities": "New {place}",
}  # fmt: skip
_ELSEWHERE = "elsewhere"
"""The option for a place that is not compared."""
_LONG = ("difference", "scope", "definition")


def new_title(vocabulary: str) -> str:
    """The heading for a new term of a vocabulary."""
    return _TITLES[vocabulary].format(place=desk.table().wording.place)


def names_of(vocabulary: str) -> dict[str, str]:
    """Key to name of all terms of a vocabulary, those of the draft first."""
    added = {next(iter(row.values())): row.get("name") or row.get("question", "") for row in desk.opened().vocabulary.get(vocabulary, ())}
    return {**added, **desk.table().names(vocabulary)}


def term_form(claim: Cells, field: str) -> None:
    """Draw the form for the new term in a field of a claim, if the value is a new term."""
    vocabulary = next((table for table, column in KEY_OF.items() if column == field), "")
    row = next((each for each in desk.opened().vocabulary.get(vocabulary, ()) if each.get(field) == claim.get(field)), None)
    if row and claim.get(field) and claim[field] not in desk.table().vocabularies[vocabulary].index:
        _form(vocabulary, row)


def _form(vocabulary: str, row: Cells) -> None:
    term = next(iter(row.values()))
    problems = [each for each in desk.state().problems if each.table == vocabulary and each.term == term]
    with st.container(border=True, key=f"new-{vocabulary}-{term}"):
        st.markdown(f"**{new_title(vocabulary)}:** {literal(row.get('name') or row.get('question', ''))}")
        cut = len(row.get("name", "")) > LONGEST_SHORT
        columns = (*_REQUIRED[vocabulary], *(("short",) if cut and "short" in _RARE[vocabulary] else ()))
        rare = [field for field in _RARE[vocabulary] if field not in columns]
        more = f"rare-{vocabulary}-{term}"
        if st.session_state.get(more) or any(each.field in rare for each in problems):
            columns = (*columns, *rare)
        for field in columns:
            _field(vocabulary, row, field, f"term-{vocabulary}-{term}-{field}")
            fields.problems([each for each in problems if each.field == field], lambda _: (), lambda _: None, f"term-{term}-{field}")
        fields.problems([each for each in problems if each.field not in columns], lambda _: (), lambda _: None, f"term-{term}")
        if rare:
            st.toggle("All fields", key=more)


def _field(vocabulary: str, row: Cells, field: str, key: str) -> None:
    resource, now = desk.table().package[vocabulary], row.get(field, "")

    def put(text: str) -> None:
        desk.change(lambda draft: draft.with_term(vocabulary, with_cell(row, field, text)))

    if (vocabulary, field) == ("cities", "role"):
        _role(row, key)
    elif (vocabulary, field) == ("topics", "claims"):
        _beside(row, key, put)
    elif field == "home":
        fields.choice(
            resource[field].title, key, {**city_names(), **HOMELESS}, now or "not_printed", put, about=resource[field].description
        )
    elif field in ("part_of", "owner"):
        fields.select_name(resource[field].title, key, names_of("institutions"), now, put, about=resource[field].description)
    elif resource[field].words:
        described = resource[field]
        words = {category.value: category.label or category.value for category in described.categories}
        fields.choice(described.title, key, words, now or ("named" if field == "naming" else ""), put, about=described.description)
    else:
        described = resource[field]
        fields.text(
            described.title, key, now, put, lines=3 if field in _LONG else 1, about=described.description, longest=described.longest
        )


def city_names() -> dict[str, str]:
    """Key to name of the hubs, those of the draft, and the nation, in this order."""
    table = desk.table()
    added = {each["city"]: each.get("name", "") for each in desk.opened().vocabulary.get("cities", ())}
    hubs = {city: table.label("city", city) for city in table.hubs}
    return {**hubs, **added, table.nation: table.label("city", table.nation)}


def _role(row: Cells, key: str) -> None:
    """Whether a new place is compared, or only mentioned and so a region of the nation."""
    table = desk.table()
    hubs, nation = table.wording.hubs, table.label("city", table.nation)
    roles = (role for role in table.package["cities"]["role"].words if role != "nation")
    words = dict.fromkeys(roles, f"One of the {hubs}, compared with the others")
    words[_ELSEWHERE] = f"Elsewhere in {nation}, not compared"
    help_text = f"{opening(table.wording.a_hub)} gets a column and a colour in every picture."
    help_text = f"{help_text} Of a place elsewhere a claim is {nation}'s and names the place."
    fields.choice(
        f"What is {row.get('name', '')} here?",
        key,
        words,
        row.get("role", ""),
        lambda role: steps.decide_place(row["city"], "" if role == _ELSEWHERE else role) if role else None,
        about=help_text,
    )


def _beside(row: Cells, key: str, put: fields.Put) -> None:
    """The released claims that a new topic sets beside those of the draft; a claim has at most one topic."""
    table = desk.table()
    statements = _statements(table)
    chosen = [claim for claim in row.get("claims", "").split() if claim in statements]
    st.session_state[key] = chosen
    st.multiselect(
        "Claims of the table it pulls apart from", claims_beside(table, desk.opened(), row["topic"]), key=key,
        format_func=statements.__getitem__, on_change=lambda: put(" ".join(st.session_state.get(key) or ())),
        select_all=False, placeholder="Choose; type a word to find them",
        help="Claims of other articles that answer the question otherwise. They get this question, too.",
    )  # fmt: skip


def _statements(table: Table) -> dict[str, str]:
    rows = table.claims[["claim_id", "article", "paragraph", "statement"]].to_dict("records")
    return {str(row["claim_id"]): f"{table.label('article', str(row['article']))}, {row['paragraph']}: {row['statement']}" for row in rows}
