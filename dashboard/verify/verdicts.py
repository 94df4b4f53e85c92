"""The kinds of verdicts, a verdict with its text and claims, and a checked sentence."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {
    "supported": "Supported",
    "pending": "What is still to come told as a fact",
    "boast": "Somebody's boast or opinion told as a fact",
    "another_place": "Another city's or the nation's",
    "bound": "Its bound was lost",
    "differs": "The number, year or hedge differs",
    "currency": "Another currency",
    "incomparable": "Figures that may not be compared",
    "disagree": "The articles disagree",
    "elsewhere": "Said to be elsewhere",
    "silent": "The articles do not say",
    "unjudged": "Cannot be judged",
}
"""Every kind of verdict and what it is called, in the order they are given."""
FINE = ("supported", "unjudged")
"""Kinds that find nothing wrong."""


@dataclass(frozen=True)
class Verdict:
    """A verdict on a sentence: a kind, a text (``words``), and the keys of the claims it rests on."""

    kind: str
    words: str
    claims: tuple[str, ...] = ()
    own_title: str = ""
    """A title more specific than that of its kind; empty for that of its kind."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.own_title or KINDS[self.kind]


@dataclass(frozen=True)
class Checked:
    """A sentence with its verdicts; ``right`` has the keys of the claims whose statements are a correct alternative."""

    sentence: str
    verdicts: tuple[Verdict, ...]
    right: tuple[str, ...] = ()
    where: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether a rule found something wrong with it."""
        return any(verdict.kind not in FINE for verdict in self.verdicts)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims it rests on."""
        return tuple(dict.fromkeys(claim for verdict in self.verdicts for claim in verdict.claims))
