"""A quiz as questions one can answer on the page, each with its answer and its reason; nothing a reader answers leaves the page."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.markup import link, render
from dashboard.quiz.draw import LENGTH
from dashboard.quiz.questions import Question
from dashboard.quiz.rules import RULES
from dashboard.table.load import Table
from dashboard.table.words import plural


def quiz_html(table: Table, questions: Sequence[Question], seed: str, another: str, site: str) -> str:
    """The questions of a seed; ``another`` is the seed of the next quiz, ``site`` where the app is found."""
    query = (("seed", seed), ("data", table.package.version))
    return render(
        "quiz", questions=questions, traps={kind: title for kind, (title, _) in RULES.items()}, seed=seed, fewer=len(questions) < LENGTH,
        counted=plural(len(questions), "question"), another=link("quiz", (("seed", another),)), lasting=f"{site}/{link('quiz', query)}",
        version=table.package.version, wording=table.wording,
    )  # fmt: skip
