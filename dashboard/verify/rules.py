"""What may be wrong with a sentence that a claim stands behind: each rule is one function that yields a verdict or none."""

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
from dashboard.verify.match import Match, alike
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
    """A sentence, the claim that is likeliest behind it, and the number or rank of it that is in question."""

    index: ClaimIndex
    reading: Reading
    match: Match
    told: Quantity | None = None

    @property
    def entry(self) -> IndexEntry:
        return self.match.entry

    @property
    def row(self) -> Record:
        return self.match.entry.row

    @property
    def table(self) -> Table:
        return self.index.table

    def verdict(self, kind: str, words: str, told: str = "") -> Verdict:
        """A verdict that rests on the claim."""
        return Verdict(kind, words, (self.entry.key,), told)


def pending(case: Case) -> Iterator[Verdict]:
    """What is to come is told as so. *Will* is the word of who intends a thing; of a forecast it says too much."""
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
    """Whether the claim is that a city was given a part: to be named to it is to have it."""
    return bool(case.row["area_group"] == "role" and case.row["basis"] == "assigned")


def boast(case: Case) -> Iterator[Verdict]:
    """What somebody claims is told as so, or as somebody else's word."""
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
    said = f"{case.row['speaker']} {case.row['outlet']}"
    return voice in said or case.index.table.label("institution", voice) in said


def number(case: Case) -> Iterator[Verdict]:
    """Another number is printed."""
    if case.told and case.told.kind == "number" and not case.match.same:
        yield case.verdict("differs", f"{_capital(printed(case.entry, case.told))} is printed, not {case.told.text}.")
    if case.told and case.told.kind == "rank" and not case.match.same:
        yield case.verdict("differs", f"{_capital(amount(case.row))} is printed.")


def currency(case: Case) -> Iterator[Verdict]:
    """The amount is printed in another currency."""
    unit, told = str(case.row["unit"]), case.told
    if told and case.match.same and case.entry.has_value and {unit, told.unit} <= set(MONEY) and unit != told.unit:
        yield case.verdict("currency", f"{_CURRENCIES[unit][0].upper()}{_CURRENCIES[unit][1:]} are printed, not {_CURRENCIES[told.unit]}.")


def hedge(case: Case) -> Iterator[Verdict]:
    """A hedge was lost, or one was put on that is not printed."""
    told, hedged = case.told, str(case.row["qualifier"])
    if not told or not case.match.same or case.row["aspect"] != "figure" or case.row["method"] == "derived" or case.reading.mood.compared:
        return
    if not (case.entry.has_value or case.entry.is_rank) or told.hedge in _WEAKER.get(hedged, (told.hedge,)) or not _is_value(case):
        return
    if told.kind == "rank" and hedged == "about":
        yield case.verdict("differs", "It is printed as probable only.")
    else:
        yield case.verdict("differs", f"{_capital(printed(case.entry, told))} is printed.")


def _is_value(case: Case) -> bool:
    """Whether the number told is the value of the claim, and not another one of its statement."""
    return bool(case.told and case.told.value == case.row["value"])


def year(case: Case) -> Iterator[Verdict]:
    """Another year is printed, or none."""
    wrong = sorted(case.reading.years - case.entry.years)
    if case.reading.years & case.entry.years:
        # "In 2021 it aimed at 2025": when it was printed is no other year.
        wrong = sorted({*wrong} - published_in(case.row))
    if not wrong:
        return
    when = period_words(str(case.row["period"]))
    told = sentence_list([str(year) for year in wrong])
    yield case.verdict("differs", f"{_capital(when)} is printed, not {told}." if when else f"No year is printed with it; {told} is not.")


def bound(case: Case) -> Iterator[Verdict]:
    """What holds within a circle is told of a wider one, or what is a part's is told of the city."""
    told, circle = case.told, _CIRCLES.get(str(case.row["measure"]), "")
    if told and told.kind == "rank":
        if circle and _WIDTH[told.scope] > _WIDTH[circle]:
            lost = f", not {_CIRCLE_WORDS[told.scope]}" if told.scope else "; the sentence names no bound"
            yield case.verdict("bound", f"{_capital(_CIRCLE_WORDS[circle])} is printed{lost}.")
        return
    owner = _OWNED.get(str(case.row["boundary"])) if case.entry.has_value and told else None
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
    """Whether the sentence names the part without its name, and does not have the city spend what is its."""
    row = case.row
    if row["boundary"] == "zone" or not row["institution"]:
        return False
    subject = case.reading.mood.moods or case.reading.mood.is_fact
    words = case.index.share(_kind_words(case), case.reading.words)
    return bool(words > 0.6 and subject and not _SPENT.search(case.reading.text))


def _kind_words(case: Case) -> frozenset[str]:
    return stems(str(case.row["printed_names"]) or str(case.row["institution_name"]))


def zone(case: Case) -> Iterator[Verdict]:
    """It is put into another zone than the one it is said to be in."""
    kinds = case.table.vocabularies["institutions"]["kind"]
    told = [body for body in case.reading.bodies if kinds[body] in PLACES[:2]]
    lies_in = [body for body in case.entry.bodies or _beside(case) if kinds[body] in PLACES[:2]]
    if not told or not lies_in or case.row["institution"] in told or case.row["relation"] not in ("in_city", ""):
        return
    if not set(lies_in) & set(told):
        yield case.verdict("elsewhere", f"Said to be in {_innermost(case, lies_in)}, not in {case.table.label('institution', told[0])}.")


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
    """Others say otherwise of the same question."""
    topic = str(case.row["topic"]) if not case.reading.mood.attributed else ""
    others = [entry for entry in case.index.topics[topic][2] if entry.row["sentence"] != case.row["sentence"]] if topic else []
    rivals = [entry for entry in others if _rivals(case, entry)]
    if rivals:
        question = str(case.table.vocabularies["topics"].at[topic, "question"])
        yield Verdict("disagree", question, (case.entry.key, *(entry.key for entry in rivals)))


def _rivals(case: Case, other: IndexEntry) -> bool:
    """Whether two claims of a topic answer it differently: another value of one measure and city, or somebody else's opinion."""
    row, rival = case.row, other.row
    if row["aspect"] == rival["aspect"] == "figure" and row["measure"] == rival["measure"] and row["city"] == rival["city"]:
        return bool(row["value"] != rival["value"])
    told = case.reading.mood.is_fact and row["status"] == "claimed"
    return bool(told and rival["speaker"] != row["speaker"] and rival["status"] in ("claimed", "in_place"))


RULES: tuple[Callable[[Case], Iterator[Verdict]], ...] = (pending, boast, bound, number, hedge, year, currency, zone, disagree)
"""Every rule, in the order their verdicts are given."""


def speaker(row: Record) -> str:
    """Who says it, as it stands inside a sentence."""
    said = str(row["speaker"])
    if said.startswith("Official of "):
        return f"an {inside(said)}"
    return inside(said) if said.startswith(("The ", "Some ", "Industry ", "Computed ", "Officials ")) else said


def printed(entry: IndexEntry, told: Quantity) -> str:
    """The number a claim prints, of the sort of the one that is told."""
    return amount(entry.row) if entry.has_value else sentence_list([each.text for each in entry.told if alike(told.unit, each.unit)])


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
