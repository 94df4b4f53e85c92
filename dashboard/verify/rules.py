"""The rules on a sentence and its best matching claim: each is a function that yields a verdict or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.status_words import is_noun, one, status_word
from dashboard.table.status_words import pending as pending_statuses
from dashboard.table.words import Record, amount, inside, period_words, sentence_list
from dashboard.verify.index import ClaimIndex, IndexEntry, published_in
from dashboard.verify.match import Match, same_dimension
from dashboard.verify.names import PLACES
from dashboard.verify.quantities import MONEY, Quantity
from dashboard.verify.read import Reading
from dashboard.verify.stems import stems
from dashboard.verify.verdicts import Verdict

_CIRCLES = {"rank-china": "china", "rank-mainland": "mainland", "rank-world": "world"}
_WIDTH = {"": 3, "world": 2, "china": 1, "mainland": 0}
"""How wide a circle is; a rank told without one may be taken for the widest."""
_CIRCLE_WORDS = {"world": "in the world", "china": "in China", "mainland": "on the Chinese mainland"}
_WEAKER = {
    "exact": ("exact", "about", "range"),
    "more_than": ("more_than", "at_least"),
    "at_least": ("at_least",),
    "up_to": ("up_to",),
    "about": ("about", "range"),
    "range": ("range", "about"),
}
"""Which hedges a sentence may put on a number printed with one: its own, or one that says less."""
_SPENT = re.compile(r"\b(?:invest|spen[dt]|pay|paid|put)\w*", re.IGNORECASE)
_CURRENCIES = {
    "CNY": "yuan", "USD": "US dollars", "EUR": "euros", "GBP": "pounds", "JPY": "yen", "KRW": "won", "HKD": "Hong Kong dollars",
}  # fmt: skip
_OWNED = {"zone": "a zone's or district's", "firm": "a firm's", "facility": "one facility's", "region": "a region's"}


@dataclass(frozen=True)
class Case:
    """The input of a rule: a parsed sentence, its best match, and the number or rank that is judged."""

    index: ClaimIndex
    reading: Reading
    match: Match
    quantity: Quantity | None = None

    @property
    def entry(self) -> IndexEntry:
        return self.match.entry

    @property
    def row(self) -> Record:
        return self.match.entry.row

    @property
    def table(self) -> Table:
        return self.index.table

    def verdict(self, kind: str, words: str, title: str = "") -> Verdict:
        """A verdict that rests on the claim."""
        return Verdict(kind, words, (self.entry.key,), title)


def pending(case: Case) -> Iterator[Verdict]:
    """A target, forecast or announcement is stated as a fact; *will* is accepted for all but a forecast."""
    status, moods = str(case.row["status"]), case.reading.mood.moods
    sure = not moods or (status == "forecast" and moods == {"will"})
    if status not in pending_statuses(case.table) or not sure or _is_named(case):
        return
    when = period_words(str(case.row["period"]))
    due = f" {when}" if when.startswith("by ") else f" for {when}" if when else ""
    word = status_word(case.table, status)
    word, link = (one(word), "of") if is_noun(word) else (word, "by")
    voice = case.row["interest"] or case.row["speaker_kind"] not in ("outlet", "state_media")
    whose = f" {link} {speaker(case.row)}" if voice else ""
    yield case.verdict("pending", f"It is printed as {word}{whose}{due}.", f"{_capital(word)} told as {'certain' if moods else 'a fact'}")


def _is_named(case: Case) -> bool:
    """Whether the claim assigns a role to a city, which is in place once announced."""
    return bool(case.row["area_group"] == "role" and case.row["basis"] == "assigned")


def boast(case: Case) -> Iterator[Verdict]:
    """A claimed statement is not attributed, or is attributed to somebody else."""
    if case.row["status"] != "claimed":
        return
    if not case.reading.mood.attributed:
        stake = {"own_city": f" of their own {case.table.wording.place}", "own_firm": " of their own firm"}.get(
            str(case.row["interest"]), ""
        )
        yield case.verdict("boast", f"Claimed by {speaker(case.row)}{stake}, not established.")
    elif case.reading.voices and not any(_speaks(case, voice) for voice in case.reading.voices):
        yield case.verdict("differs", f"It is {speaker(case.row)} who says so.")


def _speaks(case: Case, voice: str) -> bool:
    sources = f"{case.row['speaker']} {case.row['outlet']}"
    return voice in sources or case.index.table.label("institution", voice) in sources


def number(case: Case) -> Iterator[Verdict]:
    """Another number is printed."""
    if case.quantity and case.quantity.kind == "number" and not case.match.same:
        yield case.verdict("differs", f"{_capital(printed(case.entry, case.quantity))} is printed, not {case.quantity.text}.")
    if case.quantity and case.quantity.kind == "rank" and not case.match.same:
        yield case.verdict("differs", f"{_capital(amount(case.row))} is printed.")


def currency(case: Case) -> Iterator[Verdict]:
    """The amount is printed in another currency."""
    unit, quantity = str(case.row["unit"]), case.quantity
    if quantity and case.match.same and case.entry.has_value and {unit, quantity.unit} <= set(MONEY) and unit != quantity.unit:
        yield case.verdict(
            "currency", f"{_CURRENCIES[unit][0].upper()}{_CURRENCIES[unit][1:]} are printed, not {_CURRENCIES[quantity.unit]}."
        )


def hedge(case: Case) -> Iterator[Verdict]:
    """A hedge was lost, or one was put on that is not printed."""
    quantity, hedged = case.quantity, str(case.row["qualifier"])
    if (
        not quantity
        or not case.match.same
        or case.row["aspect"] != "figure"
        or case.row["method"] == "derived"
        or case.reading.mood.compared
    ):
        return
    if not (case.entry.has_value or case.entry.is_rank) or quantity.hedge in _WEAKER.get(hedged, (quantity.hedge,)) or not _is_value(case):
        return
    if quantity.kind == "rank" and hedged == "about":
        yield case.verdict("differs", "It is printed as probable only.")
    else:
        yield case.verdict("differs", f"{_capital(printed(case.entry, quantity))} is printed.")


def _is_value(case: Case) -> bool:
    """Whether the number told is the value of the claim, and not another one of its statement."""
    return bool(case.quantity and case.quantity.value == case.row["value"])


def year(case: Case) -> Iterator[Verdict]:
    """Another year is printed, or none."""
    wrong = sorted(case.reading.years - case.entry.years)
    if case.reading.years & case.entry.years:
        # "In 2021 it aimed at 2025": when it was printed is no other year.
        wrong = sorted({*wrong} - published_in(case.row))
    if not wrong:
        return
    when = period_words(str(case.row["period"]))
    years = sentence_list([str(year) for year in wrong])
    yield case.verdict("differs", f"{_capital(when)} is printed, not {years}." if when else f"No year is printed with it; {years} is not.")


def bound(case: Case) -> Iterator[Verdict]:
    """A rank is given a wider scope, or a figure of a zone, firm or facility is given to the city."""
    quantity, circle = case.quantity, _CIRCLES.get(str(case.row["measure"]), "")
    if quantity and quantity.kind == "rank":
        if circle and _WIDTH[quantity.scope] > _WIDTH[circle]:
            lost = f", not {_CIRCLE_WORDS[quantity.scope]}" if quantity.scope else "; the sentence names no bound"
            yield case.verdict("bound", f"{_capital(_CIRCLE_WORDS[circle])} is printed{lost}.")
        return
    owner = _OWNED.get(str(case.row["boundary"])) if case.entry.has_value and quantity else None
    if owner and case.reading.named and not (case.entry.bodies & set(case.reading.bodies)) and not _described(case):
        whose = (
            inside(str(case.row["institution_name"]))
            if str(case.row["institution_name"])[1:2].islower()
            else str(case.row["institution_name"])
        )
        yield case.verdict(
            "bound", f"{owner[0].upper()}{owner[1:]} figure, not the {case.table.wording.place}'s: it is of {_named(case, whose)}."
        )


def _named(case: Case, whose: str) -> str:
    return str(short(case.table, "institution", str(case.row["institution"]))) if case.row["institution"] else whose


def _described(case: Case) -> bool:
    """Whether the sentence describes the part instead of naming it, and does not say that the city spends its money."""
    row = case.row
    if row["boundary"] == "zone" or not row["institution"]:
        return False
    subject = case.reading.mood.moods or case.reading.mood.is_fact
    words = case.index.share(_kind_words(case), case.reading.words)
    return bool(words > 0.6 and subject and not _SPENT.search(case.reading.text))


def _kind_words(case: Case) -> frozenset[str]:
    return stems(str(case.row["printed_names"]) or str(case.row["institution_name"]))


def zone(case: Case) -> Iterator[Verdict]:
    """A body is located in another zone than the claims say."""
    kinds = case.table.vocabularies["institutions"]["kind"]
    named_zones = [body for body in case.reading.bodies if kinds[body] in PLACES[:2]]
    lies_in = [body for body in case.entry.bodies or _beside(case) if kinds[body] in PLACES[:2]]
    if not named_zones or not lies_in or case.row["institution"] in named_zones or case.row["relation"] not in ("in_city", ""):
        return
    if not set(lies_in) & set(named_zones):
        yield case.verdict(
            "elsewhere", f"Said to be in {_innermost(case, lies_in)}, not in {case.table.label('institution', named_zones[0])}."
        )


def _beside(case: Case) -> list[str]:
    """The bodies, and what they lie in, that the claims of the same paragraph put into the city."""
    row = case.row
    beside = case.index.paragraphs[str(row["article"]), int(row["paragraph"])]
    return [body for entry in beside if entry.row["relation"] == "in_city" and entry.city == row["city"] for body in entry.bodies]


def _innermost(case: Case, zones: list[str]) -> str:
    part_of = case.table.vocabularies["institutions"]["part_of"]
    inner = next((zone for zone in zones if zone not in {part_of[other] for other in zones}), zones[0])
    return case.table.label("institution", inner)


def disagree(case: Case) -> Iterator[Verdict]:
    """Other claims of the same topic disagree."""
    topic = str(case.row["topic"]) if not case.reading.mood.attributed else ""
    others = [entry for entry in case.index.topics[topic][2] if entry.row["sentence"] != case.row["sentence"]] if topic else []
    rivals = [entry for entry in others if _rivals(case, entry)]
    if rivals:
        question = str(case.table.vocabularies["topics"].at[topic, "question"])
        yield Verdict("disagree", question, (case.entry.key, *(entry.key for entry in rivals)))


def _rivals(case: Case, other: IndexEntry) -> bool:
    """Whether two claims of a topic disagree: in the value for one measure and city, or as opinions of different speakers."""
    row, rival = case.row, other.row
    if row["aspect"] == rival["aspect"] == "figure" and row["measure"] == rival["measure"] and row["city"] == rival["city"]:
        return bool(row["value"] != rival["value"])
    as_fact = case.reading.mood.is_fact and row["status"] == "claimed"
    return bool(as_fact and rival["speaker"] != row["speaker"] and rival["status"] in ("claimed", "in_place"))


RULES: tuple[Callable[[Case], Iterator[Verdict]], ...] = (pending, boast, bound, number, hedge, year, currency, zone, disagree)
"""Every rule, in the order their verdicts are given."""


def speaker(row: Record) -> str:
    """The speaker of a claim, for use inside a sentence."""
    name = str(row["speaker"])
    if name.startswith("Official of "):
        return f"an {inside(name)}"
    return inside(name) if name.startswith(("The ", "Some ", "Industry ", "Computed ", "Officials ")) else name


def printed(entry: IndexEntry, quantity: Quantity) -> str:
    """The printed number of a claim; without a value, the numbers of its statement with the dimension of ``quantity``."""
    return (
        amount(entry.row)
        if entry.has_value
        else sentence_list([each.text for each in entry.numbers if same_dimension(quantity.unit, each.unit)])
    )


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
