"""The guided path for a first visit: a few steps, each a real screen in a saved selection, with one sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.charts.markup import link, render
from dashboard.table.load import Table


@dataclass(frozen=True)
class Step:
    """A stop on the path: a screen, the selection it shows and the sentence that says what to look at.

    The sentence has room for what a place is called."""

    title: str
    sentence: str
    page: str
    query: tuple[tuple[str, str], ...] = ()
    number: int = 0
    part: str = ""

    @property
    def href(self) -> str:
        return link(self.page, (*self.query, ("step", self.number))) + self.part


_STEPS = (
    Step("Who was named", "One column {a_place}: what the national plan says of it, what stands there, and what nobody says.", ""),
    Step("Who is assigned what", "What {a_place} is assigned, what it plans by itself, and what the articles say is there.", "focus-areas"),
    Step("Done or only promised", "Every aim with a year; a hollow mark is not a thing that exists.", "targets"),
    Step(
        "Like for like",
        "Only what comes from articles that cover every {place} compared, so that no {place} is better written about.",
        "focus-areas",
        (("like", "yes"),),
    ),
    Step(
        "What nobody says",
        "Which questions the articles leave open, and for which {place}: every focus area stands there.",
        "sources",
        part="#picture-silence",
    ),
)
STEPS = tuple(Step(step.title, step.sentence, step.page, step.query, number, step.part) for number, step in enumerate(_STEPS, start=1))


def path_html(table: Table, step: str, page: str) -> str:
    """The strip of the path on the screen where the reader stands; the invitation when there is no step."""
    number = int(step) if step in {str(stop.number) for stop in STEPS} else 0
    wording = table.wording
    steps = [replace(stop, sentence=stop.sentence.format(place=wording.place, a_place=wording.a_place)) for stop in STEPS]
    return render("path", steps=steps, step=number, leave=link(page, ()))
