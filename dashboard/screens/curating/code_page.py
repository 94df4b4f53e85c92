"""The page of ``tech-hubs code``: code a passage without seeing the settled coding, then compare the two."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.charts.settled import Compared, compared_html, field_title, passage_html, place_label, value_label
from dashboard.controls.sidebar import literal
from dashboard.curate.draft import Cells
from dashboard.curate.practice import ARTICLE, CODED_FIELDS, PARAGRAPH, ComparedClaim, applies, beside_settled, passages
from dashboard.curate.units import SUBJECT, VOCABULARY
from dashboard.table.files import articles_folder, released
from dashboard.table.load import Table, load
from dashboard.table.problems import Unreadable
from dashboard.table.words import period_words, plural

_MINE, _COMPARED, _AT, _OF, _ROUND = "mine", "seen", "paragraph", "article", "round"


def main() -> None:
    """Draw the page: the passage, with the reader's coding or the settled one beside it."""
    st.set_page_config("Code it yourself · Tech Hubs", layout="wide")
    try:
        table, by_article = _table(os.environ.get("TECH_HUBS_DATA") or str(released()), articles_folder())
    except Unreadable as error:
        st.html(render("problems", problems=error.problems))
        return
    if not by_article:
        st.html(render("notices", sentences=["No article that was coded is at hand. Put your copies into seeds/articles."]))
        return
    st.html(render("practising"))
    article, number = _passage(table, by_article)
    left, right = st.columns([2, 3], gap="large")
    with left:
        row = table.vocabularies["articles"].loc[article]
        title = f"{table.label('article', article)}, {period_words(str(row['published']))}, paragraph {number}"
        st.html(passage_html(title, by_article[article][number]))
    mine: list[Cells] = st.session_state.setdefault(_MINE, {}).setdefault((article, number), [])
    compared: set[tuple[str, int]] = st.session_state.setdefault(_COMPARED, set())
    with right:
        if (article, number) in compared:
            _settled(table, article, number, mine)
            st.button("Code another passage", on_click=_next, args=(by_article, article, number))
        else:
            _coding(table, mine)
            label = "Show the settled coding" if mine else "Nothing is claimed here: show the settled coding"
            st.button(label, on_click=compared.add, args=((article, number),))


@st.cache_resource(show_spinner=False, max_entries=1)
def _table(data: str, articles: Path | None) -> tuple[Table, dict[str, dict[int, str]]]:
    table = load(Path(data))
    return table, passages(table, articles)


def _passage(table: Table, by_article: dict[str, dict[int, str]]) -> tuple[str, int]:
    """The article and paragraph to code: those of the command at first, then those chosen."""
    if st.session_state.get(_OF) not in by_article:
        requested = os.environ.get(ARTICLE, "")
        st.session_state[_OF] = requested if requested in by_article else next(iter(by_article))
        requested_number = os.environ.get(PARAGRAPH, "")
        st.session_state[_AT] = (
            int(requested_number) if requested_number.isdecimal() and requested in by_article else _first(table, st.session_state[_OF])
        )
    columns = st.columns([2, 1, 3])
    article = columns[0].selectbox(
        "Article", list(by_article), key=_OF, format_func=lambda key: table.label("article", key), on_change=_anew
    )
    numbers = sorted(by_article[article])
    if st.session_state.get(_AT) not in numbers:
        st.session_state[_AT] = _first(table, article)
    return article, int(columns[1].selectbox("Paragraph", numbers, key=_AT))


def _first(table: Table, article: str) -> int:
    """The first paragraph with a claim."""
    claims = table.claims[table.claims["article"] == article]
    return int(claims["paragraph"].min()) if len(claims) else 1


def _anew() -> None:
    st.session_state.pop(_AT, None)


def _next(by_article: dict[str, dict[int, str]], article: str, number: int) -> None:
    numbers = sorted(by_article[article])
    st.session_state[_AT] = next((other for other in numbers if other > number), numbers[0])


def _coding(table: Table, mine: list[Cells]) -> None:
    """The reader's claims so far, and the fields of the next one."""
    for at, cells in enumerate(mine):
        subject = SUBJECT[cells["aspect"]]
        words = [table.label("city", cells["city"]), table.label(subject, cells[subject])]
        words += [value_label(table, name, cells[name]) for name in CODED_FIELDS if cells.get(name)]
        line, button = st.columns([5, 1], vertical_alignment="center")
        line.html(render("coded", text=" · ".join(words)))
        button.button("Remove", key=f"remove-{at}", on_click=mine.remove, args=(cells,), width="stretch")
    claims = table.package["claims"]
    aspect = st.segmented_control(
        "What does the paragraph say of a city?",
        list(claims["aspect"].words),
        format_func=lambda word: literal(claims["aspect"].label(word)),
        key="aspect",
    )
    if aspect is None:
        return
    subject, turn = SUBJECT[aspect], st.session_state.get(_ROUND, 0)
    with st.form(f"claim-{aspect}-{turn}"):
        one, two = st.columns(2)
        city = one.selectbox("City", table.cities, index=None, format_func=lambda key: table.label("city", key)) or ""
        names = table.names(VOCABULARY[subject])
        keys = sorted(names, key=names.__getitem__)
        about = two.selectbox(claims[subject].title, keys, index=None, format_func=names.__getitem__) or ""
        fields = [name for name in CODED_FIELDS if applies(name, aspect)]
        coded_cells = {name: _field(table, name, (one, two)[at % 2]) for at, name in enumerate(fields)}
        if st.form_submit_button("Add this claim"):
            if city and about:
                mine.append({**coded_cells, "aspect": aspect, "city": city, subject: about})
                st.session_state[_ROUND] = turn + 1
                st.rerun()
            st.html(render("notices", sentences=[f"Choose the city and the {claims[subject].title.lower()}."]))


def _field(table: Table, name: str, place: st.delta_generator.DeltaGenerator) -> str:
    field = table.package["claims"][name]
    if field.words:
        chosen = place.selectbox(field.title, field.words, index=None, format_func=lambda word: field.label(word) or word)
        return chosen or ""
    shapes = {"value": "digits only: 466500000000", "period": "2025, 2016/2021 or ../2035"}
    return str(place.text_input(field.title, placeholder=shapes.get(name, ""), max_chars=60) or "").strip()


def _settled(table: Table, article: str, number: int, mine: Sequence[Cells]) -> None:
    """The reader's coding and the settled one, claim by claim and field by field."""
    compared = beside_settled(table, article, number, mine)
    both = [each for each in compared if each.mine and each.settled]
    fields = [field for each in both for field in each.fields if field.mine or field.settled]
    settled_count = sum(each.settled is not None for each in compared)
    sentences = [f"You found {len(both)} of {plural(settled_count, 'claim')} that were settled."]
    if fields:
        sentences.append(f"{sum(field.agrees for field in fields)} of {plural(len(fields), 'field')} are the same.")
    if not settled_count:
        reason = table.package.ledger["reason"].label(str(table.ledger.at[(article, number), "reason"]))
        sentences = [f"Nothing is claimed in this paragraph: {reason.lower()}."]
    st.html(render("notices", sentences=sentences))
    for each in compared:
        _compared_claim(table, each)


def _compared_claim(table: Table, each: ComparedClaim) -> None:
    """One claim: field by field where both coded it, else as the one who did coded it."""
    title, statement = place_label(table, each.place), (each.settled or {}).get("statement", "")
    if each.mine and each.settled:
        rows = [
            Compared(
                field_title(table, each.place, field.name),
                value_label(table, field.name, field.mine),
                value_label(table, field.name, field.settled),
                field.agrees,
                field.reasons,
            )
            for field in each.fields
            if field.mine or field.settled
        ]
        st.html(compared_html(title, each.reasons, rows, statement))
        return
    heading = "Settled, and you did not code it" if each.settled else "You coded it, and the settled coding does not"
    coded = [value_label(table, field.name, field.settled or field.mine) for field in each.fields if field.settled or field.mine]
    reasons = dict.fromkeys((*each.reasons, *(reason for field in each.fields for reason in field.reasons)))
    st.html(compared_html(title, [f"{heading}: {', '.join(coded)}.", *reasons], [], statement))
