"""A text judged sentence by sentence: which claims stand behind each, and what the rules find wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dashboard.table.gate import ask, askable
from dashboard.table.load import Table
from dashboard.table.numbers import read_numbers
from dashboard.table.words import sentence_list
from dashboard.verify import match
from dashboard.verify.index import Entry, Index, index_of
from dashboard.verify.match import Match
from dashboard.verify.places import placed
from dashboard.verify.quantities import Quantity
from dashboard.verify.read import LONGEST, Reading, parts, read, sentences
from dashboard.verify.rules import RULES, Case, printed
from dashboard.verify.stems import CALENDAR, plain, stems
from dashboard.verify.verdicts import KINDS, Checked, Verdict

MOST = 300
"""How many sentences of a text are judged."""
_CAPITAL = re.compile(r"(?<=[a-z,;:] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_THAN = re.compile(
    r"\bthan\b|\bas (?:many|much|large|big|high|strong) as\b|\boutnumber\w*|\bexceed(?:s|ed)?\b|\bsurpass\w*|\bdwarf(?:s|ed)?\b|\btimes\b|\bcompared (?:with|to)\b|\bahead of\b|\bversus\b"
)


def check(table: Table, text: str) -> list[Checked]:
    """Each sentence of a text with its verdicts, the first `MOST` of them."""
    index, before, found = index_of(table), (), []
    for sentence in sentences(text):
        if len(found) == MOST:
            break
        checked, before = _sentence(index, sentence, before)
        found.append(checked)
    return found


def _sentence(index: Index, sentence: str, before: tuple[str, ...]) -> tuple[Checked, tuple[str, ...]]:
    if len(sentence) > LONGEST:
        words = f"It is longer than {LONGEST} characters. Check it in parts."
        return Checked(f"{sentence[:LONGEST]} …", (Verdict("unjudged", words),)), before
    verdicts: list[Verdict] = []
    for part in parts(sentence, index.names):
        reading = read(index.table, index.names, part, before)
        before = reading.places or before
        verdicts += _judge(index, reading)
    found = _settled(verdicts)
    return Checked(sentence, found, _right(index, found)), before


def _settled(verdicts: list[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts in their order, each said once; *supported* and *cannot be judged* stand only where nothing is wrong."""
    wrong = [verdict for verdict in verdicts if verdict.kind not in ("supported", "unjudged")]
    told = wrong or [verdict for verdict in verdicts if verdict.kind == "unjudged"] or verdicts
    if any(verdict.kind not in ("silent", "unjudged") for verdict in wrong):
        # What is said of a figure says more than that another part of the sentence was not found.
        told = [verdict for verdict in wrong if verdict.kind != "silent" or verdict.claims == ()]
    merged: dict[tuple[str, str], Verdict] = {}
    for verdict in sorted(told, key=lambda each: list(KINDS).index(each.kind)):
        key = (verdict.kind, verdict.words)
        known = merged.get(key)
        merged[key] = replace(verdict, claims=tuple(dict.fromkeys((*known.claims, *verdict.claims)))) if known else verdict
    return tuple(merged.values())


def _right(index: Index, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """The claims that would be right to say: those found wrong, as they are printed, and both sides where the articles disagree."""
    found: list[str] = []
    for verdict in verdicts:
        if verdict.kind == "disagree":
            found += _sides(index, verdict.claims)
        elif verdict.kind not in ("supported", "unjudged", "silent"):
            found += verdict.claims
    return tuple(dict.fromkeys(found))


def _sides(index: Index, claims: tuple[str, ...]) -> list[str]:
    """The first claim, and the first of another voice or another value."""
    rows = {entry.key: entry.row for entry in index.entries if entry.key in claims}
    first = rows[claims[0]]
    other = next((key for key in claims[1:] if (rows[key]["speaker"], rows[key]["period"]) != (first["speaker"], first["period"])), None)
    return [claims[0], *([other] if other else [])]


def _judge(index: Index, reading: Reading) -> list[Verdict]:
    """The verdicts on a part of a sentence."""
    mood = reading.mood
    if mood.asked or (mood.directed and not reading.places):
        return [Verdict("unjudged", "It asks or invites, and states nothing.")]
    topic = list(_topic(index, reading))
    if topic:
        return topic
    if not reading.places and not reading.bodies:
        return [Verdict("unjudged", "It names no city and no body of the table.")]
    if not reading.words and not reading.quantities:
        return [Verdict("unjudged", "It says nothing of a subject that a rule could look for.")]
    if mood.compared and not _printed_so(index, reading):
        compared = list(_compared(index, reading))
        if compared:
            return compared
    found = list(placed(index, reading))
    if found and not reading.quantities:
        return found
    if mood.denied and not found:
        return [
            Verdict("unjudged", "It denies something, which rules do not judge.", match.keys(match.words(index, reading, _first(reading))))
        ]
    for place in reading.places or ("",):
        found += _of_place(index, reading, place)
    return found


def _printed_so(index: Index, reading: Reading) -> bool:
    """Whether a comparison is itself what a claim prints: so many points more than something."""
    amounts = [each for each in reading.numbers if each.unit != "years"]
    found = match.numbers(index, reading, reading.words, amounts[0], _first(reading)) if len(amounts) == 1 else []
    return any(each.same and each.here and each.covered >= match.SAME for each in found)


def _first(reading: Reading) -> str:
    return reading.places[0] if reading.places else ""


def _of_place(index: Index, reading: Reading, place: str) -> Iterator[Verdict]:
    """The verdicts on what is said of one city: on each number, on a rank, else on the words."""
    if reading.rank:
        ranked = match.ranks(index, reading, place)
        here = [each for each in ranked if each.here] or [
            each for each in match.words(index, reading, place) if each.here and each.covered > 0.74
        ]
        if here:
            yield from _ruled(Case(index, reading, here[0], reading.rank if here[0].entry.is_rank else None))
            return
        if ranked and ranked[0].covered > match.SAME:
            yield _of_another(index, ranked[0], place)
            return
        if not reading.numbers:
            yield _silent(index, reading, place)
            return
    numbers = [each for each in reading.numbers if each.unit != "years"] or list(reading.numbers)
    if numbers:
        for told in numbers:
            yield from _number(index, reading, told, place)
        return
    found = match.words(index, reading, place)
    mine = [each for each in found if each.here]
    if mine and mine[0].covered >= match.SAME:
        yield from _ruled(Case(index, reading, mine[0]))
    elif found and not found[0].here and found[0].covered >= 0.85 and place and found[0].entry.city in index.table.cities and reading.named:
        yield _of_another(index, found[0], place)
    elif mine and mine[0].covered >= match.PARTLY:
        yield Verdict("unjudged", "The articles speak of this; whether they say it, no rule can tell.", match.keys(mine))
    else:
        yield _silent(index, reading, place)


def _number(index: Index, reading: Reading, told: Quantity, place: str) -> Iterator[Verdict]:
    """The verdicts on one number of a sentence."""
    words = _around(index, reading, told)
    found = match.numbers(index, reading, words, told, place)
    same = next((each for each in found if each.same and each.here), None)
    other = next((each for each in found if each.same and not each.here and each.covered >= match.NEAR), None)
    near = next((each for each in found if not each.same and each.here), None)
    if same:
        yield from _ruled(Case(index, reading, same, told))
    elif other and place:
        if near:
            yield Verdict("differs", f"Of {index.table.label('city', place)}, {printed(near.entry, told)} is printed.", (near.entry.key,))
        yield _of_another(index, other, place, silent=not near)
        yield from (verdict for verdict in _ruled(Case(index, reading, other, told)) if verdict.kind in ("pending", "currency"))
    elif near:
        yield from _ruled(Case(index, reading, near, told))
    else:
        yield _silent(index, reading, place)


def _around(index: Index, reading: Reading, told: Quantity) -> frozenset[str]:
    """The words beside a number: of several numbers each has those up to the next, and those before the first."""
    places = [each for each in reading.numbers if each.unit != "years"]
    if len(places) < 2 or told not in places:
        return reading.words
    at = places.index(told)
    begins = 0 if not at else told.start
    ends = places[at + 1].start if at + 1 < len(places) else len(reading.text)
    return read(index.table, index.names, reading.text[begins:ends]).words


def _ruled(case: Case) -> list[Verdict]:
    """What the rules find wrong with a sentence and the claim behind it; that it is supported when they find nothing."""
    found = [verdict for rule in RULES for verdict in rule(case)]
    if found:
        return found
    unknown = _unknown(case)
    if unknown:
        return [Verdict("unjudged", f"The rest is printed, but no claim speaks of {sentence_list(unknown)}.", (case.entry.key,))]
    return [Verdict("supported", str(case.row["statement"]), (case.entry.key,))]


def _unknown(case: Case) -> list[str]:
    """The names in a sentence that no claim knows: capital letters that are not its first word's."""
    text = plain(case.reading.text)
    for name in case.reading.names:
        text = text[: name.start] + "," * (name.end - name.start) + text[name.end :]
    found = dict.fromkeys(word.removesuffix("'s") for word in _CAPITAL.findall(text) if not read_numbers(word))
    return [word for word in found if not any(part in case.index.places or part in CALENDAR for part in stems(word)) and stems(word)][:3]


def _of_another(index: Index, other: Match, place: str, silent: bool = True) -> Verdict:
    entry, table = other.entry, index.table
    owner = "The nation's" if table.vocabularies["cities"].at[entry.city, "role"] == "nation" else f"{table.label('city', entry.city)}'s"
    what = "figure" if entry.row["aspect"] == "figure" else "part"
    rest = f"; of {table.label('city', place)} the articles do not say it" if silent and place else ""
    return Verdict("another_place", f"{owner} {what}{rest}.", (entry.key,))


def _silent(index: Index, reading: Reading, place: str) -> Verdict:
    whom = index.table.label("city", place) if place else sentence_list([index.table.label("institution", body) for body in reading.bodies])
    near = match.keys(each for each in match.words(index, reading, place) if each.here and each.covered >= match.LIKELY)
    return Verdict("silent", f"Of {whom} the articles do not say it.", near[:1])


def _topic(index: Index, reading: Reading) -> Iterator[Verdict]:
    """A question on which the articles pull apart, told as settled."""
    if not reading.mood.is_fact or reading.mood.attributed or reading.quantities or len(reading.words) < 2:
        return
    for topic, (question, every, entries) in index.topics.items():
        asked = index.share(question, reading.words)
        cities = {entry.city for entry in entries}
        near = not reading.places or cities & {*reading.places} or reading.places == tuple(_nation(index.table))
        if near and asked >= 0.35 and index.share(reading.words, every) >= match.SAME and len(reading.words & every) > 1:
            told = sorted(entries, key=lambda entry: -index.share(reading.words, entry.words))
            words = str(index.table.vocabularies["topics"].at[topic, "question"])
            yield Verdict("disagree", words, tuple(entry.key for entry in told))
            return


def _nation(table: Table) -> Iterable[str]:
    return [city for city in table.cities if city not in table.hubs]


@dataclass(frozen=True)
class _Side:
    """One side of a comparison: whose it is, and the figure it may be."""

    place: str
    entry: Entry | None


def _compared(index: Index, reading: Reading) -> Iterator[Verdict]:
    """Two figures set beside each other, by the rules of what may stand on one axis."""
    sides = _sides_of(index, reading)
    if len(sides) < 2:
        return
    known = [side.entry for side in sides if side.entry]
    if not known:
        return
    for side in sides:
        if not side.entry:
            yield Verdict("silent", f"Of {index.table.label('city', side.place)} the articles print no such figure.", (known[0].key,))
    if len(known) > 1 and known[0].key != known[1].key:
        first, second = (_askable(index.table, entry) for entry in known[:2])
        if first and second:
            answer = ask(index.table, first, second)
            kind = "supported" if answer.allowed else "incomparable"
            yield Verdict(kind, " ".join(answer.reasons), tuple(entry.key for entry in known[:2]))


def _sides_of(index: Index, reading: Reading) -> list[_Side]:
    amounts = [each for each in reading.numbers if each.unit != "years"]
    if len(amounts) > 1:
        found = []
        for told in amounts[:2]:
            likely = [
                each
                for each in match.numbers(index, reading, _around(index, reading, told), told, "")
                if each.same and each.entry.is_number
            ]
            found.append(_Side(likely[0].entry.city if likely else "", likely[0].entry if likely else None))
        return [side for side in found if side.entry]
    if len(reading.places) > 1:
        return [_Side(place, _figure(index, reading.words, place)) for place in reading.places[:2]]
    halves = _THAN.split(reading.text, maxsplit=1)
    if len(halves) < 2:
        return []
    sides = []
    for half in halves:
        part = read(index.table, index.names, half)
        place = part.places[0] if part.places else _first(reading)
        sides.append(_Side(place, _figure(index, part.words, place)))
    return sides


def _figure(index: Index, words: frozenset[str], place: str) -> Entry | None:
    """The figure of a city that words name."""
    named = [(covered, entry) for entry, covered in index.covering(words, match.LIKELY) if entry.is_number and entry.city == place]
    return max(named, key=lambda each: each[0])[1] if named else None


def _askable(table: Table, entry: Entry) -> str:
    """The key by which the gate knows a figure: a conversion stands for what is printed in another currency."""
    figures = askable(table)
    if entry.key in figures.index:
        return entry.key
    converted = figures.index[figures["restates"] == entry.key]
    return str(converted[0]) if len(converted) else ""
