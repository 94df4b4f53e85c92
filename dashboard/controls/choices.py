"""Inputs of single screens: the view and the pair of Compare, two figures to compare, the arrangement of Explore."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.address import parameter, set_parameter
from dashboard.controls.sidebar import literal
from dashboard.table.comparability import ask, askable, printed_currency
from dashboard.table.dimensions import USUAL, Arrangement, choices
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, amount


def comparability_question(table: Table) -> None:
    """Two inputs for figures, and whether the chosen ones are comparable."""
    figures = askable(table)
    names = {str(row["claim_id"]): _figure_words(table, row) for row in figures.to_dict("records")}
    for column, name, title in zip(st.columns(2), ("a", "b"), ("Set this figure …", "… beside this one"), strict=True):
        wanted = parameter(name)
        st.session_state[f"ask-{name}"] = wanted if wanted in names else None
        column.selectbox(
            title, list(names), index=None, key=f"ask-{name}", format_func=names.__getitem__, placeholder="Choose a figure",
            on_change=lambda name=name: set_parameter(name, st.session_state[f"ask-{name}"] or ""),
        )  # fmt: skip
    first, second = (parameter(name) for name in ("a", "b"))
    if first in names and second in names and first != second:
        st.html(render("answer", answer=ask(table, first, second), claims=[(key, names[key]) for key in (first, second)]))


def _figure_words(table: Table, row: Record) -> str:
    """A figure as an option of a select box: city, measure, institution, amount and printed words."""
    whose = table.label("institution", str(row["institution"])) if row["institution"] else ""
    printed = f"“{row['as_printed']}”" if row["as_printed"] else printed_currency(table.claims, str(row["claim_id"]))
    return f"{row['city_name']}: {', '.join(filter(None, (str(row['measure_name']), whose, amount(row), printed)))}"


def view_choice(table: Table, selection: Selection) -> tuple[str, tuple[str, str] | None]:
    """The chosen view of Compare, and the two cities when it is ``pair``."""
    views = {"": "All points", "differences": "Differences only", "pair": f"Two {literal(table.wording.places)}, point by point"}
    view = parameter("view") if parameter("view") in views else ""
    st.session_state["view"] = view
    st.segmented_control(
        "View", list(views), key="view", format_func=views.__getitem__, label_visibility="collapsed", required=True,
        on_change=lambda: set_parameter("view", st.session_state["view"] or ""),
    )  # fmt: skip
    return view, _pair_choice(table, selection) if view == "pair" else None


def _pair_choice(table: Table, selection: Selection) -> tuple[str, str]:
    cities = list(selection.compared(table))
    default = cities if len(cities) > 1 else [*cities, *(hub for hub in table.hubs if hub not in cities)]
    first = parameter("first") if parameter("first") in table.hubs else default[0]
    others = [hub for hub in (parameter("second"), *default, *table.hubs) if hub in table.hubs and hub != first]
    pair = {"first": first, "second": others[0]}
    names = table.names("cities")
    for column, name in zip(st.columns(2), pair, strict=True):
        st.session_state[name] = pair[name]
        column.selectbox(
            f"{name.capitalize()} {literal(table.wording.place)}", table.hubs, key=name, format_func=names.__getitem__,
            on_change=lambda name=name: _pair_chosen(pair, name),
        )  # fmt: skip
    return pair["first"], pair["second"]


def _pair_chosen(before: dict[str, str], name: str) -> None:
    """Change one city of a pair; the two are swapped where they would be equal."""
    chosen, other = st.session_state[name], next(key for key in before if key != name)
    pair = {**before, name: chosen}
    if chosen == before[other]:
        pair[other] = before[name]
    for key, value in pair.items():
        set_parameter(key, value)


def arrangement_choice(table: Table, arranged: Arrangement) -> None:
    """What stands across and down, what fills a square and what orders them, kept in the address."""
    usual = dict(USUAL.whole)
    titles = {"across": "Across", "down": "Down", "fill": "Fill", "order": "Order"}
    with st.container(horizontal=True, gap="small"):
        for place, value in arranged.whole:
            st.session_state[place] = value
            offered = choices(place, table.wording)
            st.selectbox(
                titles[place], list(offered), key=place, format_func=offered.__getitem__, width=150,
                on_change=lambda place=place: set_parameter(
                    place, "" if st.session_state[place] == usual[place] else st.session_state[place]
                ),
            )  # fmt: skip
