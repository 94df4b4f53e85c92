"""Draws the questions of a quiz: the kinds take turns, and no two questions are about the same claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random

from dashboard.quiz.questions import Question, material
from dashboard.quiz.rules import RULES
from dashboard.table.load import Table

LENGTH = 10
"""The number of questions of a quiz, where the table has enough."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LONGEST = 24


def known_seed(text: str) -> str:
    """A text as a seed: its ASCII letters in lower case and digits, at most 24; may be empty."""
    return "".join(re.findall("[a-z0-9]", text.lower()))[:_LONGEST]


def fresh_seed() -> str:
    """A random seed of six letters and digits that are easy to tell apart."""
    chance = Random()
    return "".join(chance.choice(_LETTERS) for _ in range(6))


@lru_cache(maxsize=64)
def quiz(table: Table, seed: str, today: date) -> tuple[Question, ...]:
    """The questions of a seed, at most `LENGTH`; deterministic for a table, a seed and the year of ``today``."""
    source = material(table, date(today.year, 1, 1))
    order = Random(f"{seed} order").sample(list(RULES), len(RULES))
    drawn: dict[str, Iterator[Question]] = {kind: RULES[kind][1](source, Random(f"{seed} {kind}")) for kind in order}
    questions: list[Question] = []
    about: set[str] = set()
    while drawn and len(questions) < LENGTH:
        for kind in list(drawn):
            question = next((each for each in drawn[kind] if not each.about & about and _new(each, questions)), None)
            if question is None:
                del drawn[kind]
                continue
            questions.append(question)
            about |= question.about
            if len(questions) == LENGTH:
                break
    # The kinds come in turn, so that two of one never follow each other where there are others.
    return tuple(questions)


def _new(question: Question, earlier: list[Question]) -> bool:
    """Whether no earlier question rests on the same claim, or has the same prompt and answer."""
    mine = set(question.claims)
    return not any(mine & set(other.claims) or (question.prompt, question.answer) == (other.prompt, other.answer) for other in earlier)
