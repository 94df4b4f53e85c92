"""Quiz: questions drawn from the traps of the table, the same for everybody with the same seed."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.charts.quiz import quiz_html
from dashboard.controls.address import current, parameter, site
from dashboard.quiz.draw import fresh_seed, known_seed, quiz

_SEED, _NEXT = "quiz-seed", "quiz-next"


def page() -> None:
    """Draw the screen; filters do not apply. The page's script writes a new seed into the address."""
    table, _, _ = current()
    requested = known_seed(parameter("seed"))
    # A run that comes before the address has the seed must not ask other questions.
    seed = requested or st.session_state.setdefault(_SEED, fresh_seed())
    following = st.session_state.setdefault(f"{_NEXT}-{seed}", fresh_seed())
    st.html(quiz_html(table, quiz(table, seed, date.today()), seed, following, site()))
