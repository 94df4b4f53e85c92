"""Check: a reader's own sentences, each with the claims that support it and the faults found."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.checked import before_html, checked_html
from dashboard.charts.markup import render
from dashboard.controls.address import current, site
from dashboard.controls.passage import passage
from dashboard.verify.judge import check
from dashboard.verify.propose import examples


def page() -> None:
    """Draw the screen; filters and lenses do not apply."""
    table, _, _ = current()
    tried = examples(table)
    text, refused = passage(tried)
    if refused:
        st.html(render("notices", sentences=[refused]))
    sentences = check(table, text)
    if sentences:
        st.html(checked_html(table, sentences, site()))
    elif text.strip():
        st.html(
            render(
                "notices",
                sentences=[f"There is no sentence in this text. Paste one with {table.wording.a_place}, a body or a number in it."],
            )
        )
    else:
        st.html(before_html(table, tried))
