"""The form of a claim: the fields of its kind, a precedent beside them, and the problems of each below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.sidebar import literal
from dashboard.curate import coding
from dashboard.curate.draft import Cells
from dashboard.curate.draft_check import DraftProblem, mends
from dashboard.screens.curating import desk, fields, steps
from dashboard.screens.curating.terms import city_names, names_of, term_form
from dashboard.table.load import Table
from dashboard.table.repeats import KEYS

_ALWAYS = ("aspect", "city", "status")
_OF_KIND = {
    "focus_area": ("area", "basis"),
    "institution": ("institution", "relation"),
    "figure": ("measure", "counts", "value", "value_high", "qualifier", "unit", "boundary"),
}
_VOCABULARIES = {"area": "areas", "institution": "institutions", "measure": "measures", "topic": "topics"}
_MORE = ("note", "restates", "same_as", "topic", "interest", "excused", "as_printed")


def claim_form(claim: Cells) -> None:
    """Draw the form of a claim of the open draft."""
    table, state, key = desk.table(), desk.state(), claim["key"]
    st.html(render("draft_words", words=claim.get("as_printed", "")))
    for field in _ALWAYS:
        _field(table, claim, field)
    if claim.get("status") == "target":
        _field(table, claim, "aim")
    for field in _OF_KIND.get(claim.get("aspect", ""), ()):
        if field == "value_high" and claim.get("qualifier") != "range":
            continue
        if field == "value" and (claim.get("qualifier") == "unstated" or claim.get("unit") == "date"):
            continue
        _field(table, claim, field)
    _field(table, claim, "statement")
    before = coding.precedent(table, claim)
    if before:
        st.html(render("draft_precedent", claim=before, labels=_precedent_words(table, before)))
    _field(table, claim, "period")
    _field(table, claim, "speaker")
    _field(table, claim, "speaker_kind")
    fields_shown = {*_ALWAYS, *_OF_KIND.get(claim.get("aspect", ""), ()), "aim", "statement", "period", "speaker", "speaker_kind"}
    elsewhere = [each for each in state.of_claim(key) if each.field not in fields_shown]
    others = [name for name in ("area", "institution") if name not in _OF_KIND.get(claim.get("aspect", ""), ())]
    # Open or closed as it was first: a form that folds while one writes is a nuisance.
    filled = st.session_state.setdefault(f"more-{key}", any(claim.get(name) for name in (*_MORE[:4], *others, "excused")))
    with st.expander("More", expanded=filled):
        for field in (*others, *_MORE):
            _field(table, claim, field, with_problems=False)
    for each in elsewhere:
        titled = table.package["claims"][each.field].title if each.field in table.package["claims"].columns else ""
        _show([replace(each, what=f"{titled}: {each.what}" if titled else each.what)], f"{key}-elsewhere")
    left, middle, right = st.columns(3)
    left.button("Done", key=f"done-{key}", on_click=steps.choose, args=(steps.chosen(),), type="primary", width="stretch")
    middle.button("Another like it", key=f"copy-{key}", on_click=steps.copy_claim, args=(key,), width="stretch")
    right.button("Remove", key=f"remove-{key}", on_click=steps.remove_claim, args=(key,), width="stretch")


def _precedent_words(table: Table, claim: Mapping[str, object]) -> list[str]:
    """The codes of a precedent, as words."""
    columns = ("city", "area", "institution", "measure", "basis", "relation", "qualifier", "unit", "boundary", "status")
    labels = [table.label(name, str(claim[name])) for name in columns if claim.get(name)]
    return [word for word in (*labels, str(claim.get("counts") or ""), str(claim.get("aim") or "")) if word]


def _field(table: Table, claim: Cells, field: str, with_problems: bool = True) -> None:
    """Draw one field, and its problems below it if ``with_problems``."""
    key, now = claim["key"], claim.get(field, "")
    described = table.package["claims"][field]
    widget = f"{key}-{field}"

    def put(text: str) -> None:
        steps.put(key, field, text)

    if field == "city":
        _city(table, claim, put)
    elif field in _VOCABULARIES:
        vocabulary = _VOCABULARIES[field]
        fields.select_name(
            described.title, widget, names_of(vocabulary), now, put, _adding(key, field, vocabulary), about=_ABOUT.get(field, "")
        )
    elif field == "speaker":
        speakers = [desk.opened().article.get("outlet", ""), *(each.get("speaker", "") for each in desk.opened().claims)]
        names = {name: name for name in dict.fromkeys((*speakers, *map(str, table.claims["speaker"]))) if name}
        outlet = speakers[0]
        fields.select_name(described.title, widget, names, now or outlet, put, put, about=described.description)
    elif field in ("restates", "same_as"):
        fields.select_name(described.title, widget, _same(table, claim, field), now, put, about=described.description)
    elif described.words:
        words = {category.value: category.label or category.value for category in described.categories}
        fields.choice(described.title, widget, words, now or _implied(field), put, optional=not described.required)
    else:
        lines = 3 if field == "statement" else 1
        fields.text(described.title, widget, now, put, lines=lines, hint=_HINTS.get(field, ""), about=_ABOUT.get(field, ""))
    if with_problems:
        _show(desk.state().of_claim(key, field), key)
    term_form(claim, field)


_HINTS = {
    "counts": "three to six words, as in: patents granted in a year",
    "aim": "three to eight words, after “aims at”",
    "period": "2025, 2016/2021, ../2035 or 2021-03~; empty where none is printed",
    "excused": "rule: reason",
}
_ABOUT = {
    "value": "In base units: 12.5 billion is 12500000000.",
    "topic": "The question on which this claim and another pull apart. A question that is not there yet is typed in.",
}


def _implied(field: str) -> str:
    """The value that an empty field stands for: the speaker of an unattributed claim is the outlet."""
    if field != "speaker_kind":
        return ""
    kind = desk.opened().article.get("outlet_kind", "")
    return "state_media" if kind == "state_media" else "outlet" if kind else ""


def _show(problems: list[DraftProblem], key: str) -> None:
    package = desk.table().package
    names = ", ".join(sorted({each.field for each in problems}))
    fields.problems(problems, lambda each: mends(package, each), lambda cells: steps.mend(key, cells), f"{key}-{names}")


def _city(table: Table, claim: Cells, put: fields.Put) -> None:
    """The place of a claim; a new one has a field beside the short list, or is typed into the long one."""
    title, widget, key = table.package["claims"]["city"].title, f"{claim['key']}-city", claim["key"]
    cities, add = city_names(), _adding(key, "city", "cities")
    if len(cities) > fields.FEW:
        fields.select_name(title, widget, cities, claim.get("city", ""), put, add)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.choice(title, widget, cities, claim.get("city", ""), put)
        with st.popover(f"Another {table.wording.place}", type="tertiary"):
            fields.text("Its name", f"{widget}-new", "", lambda name: add(name) if name.strip() else None)


def _adding(claim: str, field: str, vocabulary: str) -> fields.Put:
    return lambda name: steps.add_term(claim, field, vocabulary, name)


def _same(table: Table, claim: Cells, field: str) -> dict[str, str]:
    """The claims that one may repeat, same city and kind: of the draft for `restates`, of the table for `same_as`."""
    if field == "restates":
        others = [each for each in desk.opened().claims if each["key"] != claim["key"]]
        alike = [each for each in others if (each.get("city"), each.get("aspect")) == (claim.get("city"), claim.get("aspect"))]
        return {each["key"]: f"{each.get('paragraph')}: {each.get('statement') or each.get('as_printed', '')}" for each in alike}
    column = KEYS.get(claim.get("aspect", ""), "aspect")
    rows = table.claims
    for name in ("city", "aspect", column):
        rows = rows[rows[name] == claim.get(name, "")]
    return {
        str(each["claim_id"]): f"{table.label('article', str(each['article']))}: {each['statement']}" for each in rows.to_dict("records")
    }


def claim_line(claim: Cells) -> str:
    """A claim as one line of escaped Markdown."""
    wrong = len(desk.state().of_claim(claim["key"]))
    text = claim.get("statement") or f"“{claim.get('as_printed', '')}”"
    return f"{'**!** ' if wrong else ''}{literal(text)}"
