"""The quiz of a seed: questions of every kind in turn, never two on the same claim."""

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
"""How many questions a quiz has where the table offers as many."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LONGEST = 24


def known_seed(text: str) -> str:
    """A seed as it is used: small letters and digits, at most 24 of them; empty where the text has none."""
    return "".join(re.findall("[a-z0-9]", text.lower()))[:_LONGEST]


def fresh_seed() -> str:
    """A seed nobody has used: six letters and digits that cannot be taken for each other."""
    chance = Random()
    return "".join(chance.choice(_LETTERS) for _ in range(6))


@lru_cache(maxsize=64)
def quiz(table: Table, seed: str, today: date) -> tuple[Question, ...]:
    """The questions of a seed, `LENGTH` or as many as the table offers: the same for the same table, seed and year."""
    given = material(table, date(today.year, 1, 1))
    order = Random(f"{seed} order").sample(list(RULES), len(RULES))
    drawn: dict[str, Iterator[Question]] = {kind: RULES[kind][1](given, Random(f"{seed} {kind}")) for kind in order}
    found: list[Question] = []
    about: set[str] = set()
    while drawn and len(found) < LENGTH:
        for kind in list(drawn):
            question = next((each for each in drawn[kind] if not each.about & about and _new(each, found)), None)
            if question is None:
                del drawn[kind]
                continue
            found.append(question)
            about |= question.about
            if len(found) == LENGTH:
                break
    # The kinds come in turn, so that two of one never follow each other where there are others.
    return tuple(found)


def _new(question: Question, found: list[Question]) -> bool:
    """Whether no question before rests on the same claim or has the same words and answer."""
    mine = set(question.claims)
    return not any(mine & set(other.claims) or (question.prompt, question.answer) == (other.prompt, other.answer) for other in found)
