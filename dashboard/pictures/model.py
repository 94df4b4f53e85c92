"""What a picture says: marks with their claims, in one of few shapes. It knows no pixels, colours or formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, is_dataclass

HIDDEN = "hidden"
"""What stands in a key for slots that only the filters leave empty, as a status does for marks."""
EMPTY = ("", HIDDEN)
"""What stands in a key for empty slots of either kind."""


@dataclass(frozen=True)
class Mark:
    """Something drawn that stands for claims. Without claims it is an empty slot: not said.

    ``status`` is one of the table's and decides the ink; without one a mark is words alone. ``said`` is the whole sentence,
    for hover, lists and screen readers, where ``words`` are the few that are drawn.
    """

    city: str
    status: str | None
    words: str
    claims: Sequence[str]
    faded: bool = False
    """Whether it rests only on the article that a lens leaves out."""
    said: str = ""
    hidden: bool = field(default=False, kw_only=True)
    """Whether it is an empty slot only because the filters leave out what the articles say."""
    facets: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    """What narrows the evidence to its claims, as parameters of the address, where they may be too many to be named one by one."""

    @property
    def silent(self) -> bool:
        """Whether it is an empty slot."""
        return not self.claims

    @property
    def key(self) -> str | None:
        """Its entry in the key of the picture: its status, ``""`` where nothing is said, `HIDDEN` where the filters leave it out."""
        return self.status if self.claims else HIDDEN if self.hidden else ""

    @property
    def spoken(self) -> str:
        """What is read aloud."""
        return self.said or self.words


@dataclass(frozen=True)
class Fact:
    """What makes a sentence true, as values: it holds as long as its ``key`` does, and is as strong as its ``parts`` are many."""

    key: tuple[str, ...]
    """What must stay as it is: the kind of sentence and who it is about."""
    parts: AbstractSet[str]
    """The keys of the things it counts."""
    claims: Sequence[str] = ()
    """What it rests on."""
    words: str = ""
    """Its numbers as they are, for where they are no longer those of the sentence: ``210 claims, 13 each``."""
    sizes: tuple[tuple[str, int], ...] = ()
    """How many it counts of each that it compares: it is no longer true where one that had more has not."""
    names: tuple[tuple[str, str], ...] = ()
    """What its sentence calls each of its parts, where it names and does not count them: more of them leave it as true."""

    def keeps_order(self, other: Fact) -> bool:
        """Whether what has more than another here has more than it in ``other`` too; a tie may become a difference."""
        now = dict(other.sizes)
        return all(
            now.get(more, 0) > now.get(less, 0) for more, many in self.sizes for less, few in self.sizes if many > few
        )  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """The last line of every picture: how many articles of when, each by its short name and date, who coded
    the claims, and the version of the data."""

    lead: str
    names: tuple[str, ...]
    data: str

    @property
    def words(self) -> str:
        """All of it."""
        return f"{self.lead}: {'; '.join(self.names)}. {self.data}" if self.names else f"{self.lead}. {self.data}"


@dataclass(frozen=True)
class Picture:
    """One picture, whatever it is drawn as: its finding, what is shown, its key, its sources, and a body in one of the shapes."""

    name: str
    headline: str
    subtitle: str
    legend: tuple[tuple[str, str], ...]
    """Each status drawn, in the order of the codebook, with its word; ``""`` is the empty slot, `HIDDEN` what the filters leave out."""
    sources: Sources
    body: object
    """One of `dashboard.pictures.shapes`."""
    hubs: tuple[str, ...] = ()
    """The hubs of the table in their order, by which they are coloured."""
    names: tuple[tuple[str, str], ...] = ()
    """What each city of the marks is called."""
    supported: tuple[tuple[str, int], ...] = ()
    """The claims that more than one article makes, with how many do."""
    facts: tuple[Fact, ...] = ()
    """What holds in this selection; the first is the finding that the headline says."""
    place: str = field(default="City", repr=False)
    """What a city of the marks is called, as a title."""

    @property
    def finding(self) -> Fact:
        """What the headline says; where a picture does not tell, the headline itself, as strong as the claims drawn."""
        return self.facts[0] if self.facts else Fact((self.name, self.headline), frozenset(self.claims), self.claims)

    def holds(self, fact: Fact) -> frozenset[str] | None:
        """The parts of a fact of the same picture that are left here; None where it is no longer true."""
        same = [other for other in (self.finding, *self.facts) if other.key == fact.key and fact.keeps_order(other)]
        left = frozenset(part for other in same for part in other.parts) & fact.parts
        return left if same and (left or not fact.parts) else None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark, in reading order."""
        return tuple(marks_in(self.body))

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim behind a mark, once."""
        return claims_of(self.marks)

    @property
    def alt(self) -> str:
        """What stands for the picture where it cannot be seen."""
        return f"{self.headline}. {self.subtitle}"


def marks_in(value: object) -> Iterator[Mark]:
    """Every mark inside a shape, in the order of its fields."""
    if isinstance(value, Mark):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from marks_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from marks_in(getattr(value, field.name))


def claims_of(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """The claims behind some marks, each once."""
    found: dict[str, None] = {}
    for mark in marks:
        found.update(dict.fromkeys(mark.claims))
    return tuple(found)


def rest(marks: tuple[Mark, ...], words: str) -> Mark:
    """One mark for those that find no room: it leads to the claims of them all."""
    cities = {mark.city for mark in marks}
    said = f"{words}: {', '.join(mark.words for mark in marks)}"
    return Mark(
        cities.pop() if len(cities) == 1 else "", None, words, claims_of(marks), all(mark.faded for mark in marks), said
    )  # fmt: skip
