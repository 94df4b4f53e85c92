"""The entry script of ``tech-hubs add``: the page on which an article is coded, checked and published."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.page import STATIC, head, served
from dashboard.curate import ARTICLE
from dashboard.screens.curating import desk, details, publishing, steps
from dashboard.screens.curating.intake import intake
from dashboard.screens.curating.paragraph import paragraph_panel
from dashboard.screens.curating.reader import reader
from dashboard.table.problems import Unreadable

_STYLE = STATIC / "curate.css"


def main() -> None:
    """Draw the page once: the beginning, the draft that is open, or what came of publishing it."""
    st.set_page_config(
        "Add an article · Tech Hubs", None if served() else str(STATIC / "icon.png"), layout="wide", initial_sidebar_state="collapsed"
    )
    if not served():
        st.html(head(), unsafe_allow_javascript=True)
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    try:
        desk.table()
    except Unreadable as error:
        st.html(render("problems", problems=error.problems))
        return
    if desk.draft() is None:
        given = os.environ.get(ARTICLE, "")
        with st.container(key="intake"):
            top = st.empty()
            intake(Path(given) if given else None)
            publishing.offer_undo()
            _say(top)
        return
    _say(st.empty())
    if publishing.published():
        return
    publishing.bar()
    publishing.previewed()
    publishing.causes()
    with st.expander("The article", expanded=details.open_first()):
        details.details_form()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        reader(desk.found())
    with right, st.container(key=f"panel-{steps.chosen()}-{steps.chosen_claim()}"):
        paragraph_panel()


def _say(place: st.delta_generator.DeltaGenerator) -> None:
    sentences = desk.said()
    if sentences:
        place.html(render("notices", sentences=sentences))


if __name__ == "__main__":
    main()
