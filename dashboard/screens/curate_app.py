"""The entry script of ``tech-hubs add``: the page on which an article is coded, checked and published."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.page import STATIC
from dashboard.curate import ARTICLE
from dashboard.screens.curating import desk, details, publishing, steps
from dashboard.screens.curating.intake import intake
from dashboard.screens.curating.paragraph import paragraph_panel
from dashboard.screens.curating.reader import reader
from dashboard.table.problems import Unreadable

_STYLE = STATIC / "curate.css"


def main() -> None:
    """Draw the page: the start, the open draft, or the result of publishing."""
    st.set_page_config("Add an article · Tech Hubs", layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    try:
        desk.table()
    except Unreadable as error:
        st.html(render("problems", problems=error.problems))
        return
    if desk.draft() is None:
        file = os.environ.get(ARTICLE, "")
        with st.container(key="intake"):
            top = st.empty()
            intake(Path(file) if file else None)
            publishing.offer_undo()
            _show_messages(top)
        return
    _show_messages(st.empty())
    if publishing.published():
        return
    publishing.bar()
    publishing.previewed()
    publishing.causes()
    with st.expander("The article", expanded=details.open_first()):
        details.details_form()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        reader(desk.state())
    with right, st.container(key=f"panel-{steps.chosen()}-{steps.chosen_claim()}"):
        paragraph_panel()


def _show_messages(place: st.delta_generator.DeltaGenerator) -> None:
    sentences = desk.messages()
    if sentences:
        place.html(render("notices", sentences=sentences))


if __name__ == "__main__":
    main()
