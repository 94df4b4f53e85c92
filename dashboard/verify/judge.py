"""A text judged sentence by sentence: which claims stand behind each, and what the rules find wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.table.load import Table
from dashboard.table.numbers import read_numbers
from dashboard.table.words import inside, sentence_list
from dashboard.verify import match
from dashboard.verify.comparisons import around, compared, printed_so
from dashboard.verify.index import ClaimIndex, index_of
from dashboard.verify.match import Match
from dashboard.verify.moods import ended, read_mood
from dashboard.verify.places import placed
from dashboard.verify.quantities import Quantity
from dashboard.verify.read import LONGEST, Reading, parts, read, sentences
from dashboard.verify.rules import RULES, Case, printed
from dashboard.verify.stems import CALENDAR, plain, stems
from dashboard.verify.verdicts import KINDS, Checked, Verdict

MOST = 300
"""How many sentences of a text are judged."""
MOST_NUMBERS = 8
"""How many numbers a sentence may hold to be judged."""
_DENIES = re.compile(r"\b(?:not|no|none|never)\b")
_CAPITAL = re.compile(r"(?<=[a-z,;:] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")


def check(table: Table, text: str) -> list[Checked]:
    """Each sentence of a text with its verdicts, the first `MOST` of them."""
    index = index_of(table)
    before: tuple[str, ...] = ()
    found: list[Checked] = []
    for sentence in sentences(text):
        if len(found) == MOST:
            break
        checked, before = _sentence(index, sentence, before)
        found.append(checked)
    return found


def _sentence(index: ClaimIndex, sentence: str, before: tuple[str, ...]) -> tuple[Checked, tuple[str, ...]]:
    if len(sentence) > LONGEST:
        words = f"It is longer than {LONGEST} characters. Check it in parts."
        return Checked(f"{sentence[:LONGEST]} …", (Verdict("unjudged", words),)), before
    verdicts: list[Verdict] = []
    whole, moods = read_mood(sentence).attributed, frozenset[str]()
    for part in parts(sentence, index.names):
        reading = read(index.table, index.names, part, before)
        if whole and not reading.mood.attributed:
            # Who says so is said once, for all the parts of a sentence.
            reading = replace(reading, mood=replace(reading.mood, attributed=True))
        if not reading.mood.moods and not any(name.kind == "city" for name in reading.names):
            # "SMIC aims to rival TSMC; TSMC is the yardstick": what names no city goes on with what is aimed at.
            reading = replace(reading, mood=replace(reading.mood, moods=moods))
        moods = reading.mood.moods
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


def _right(index: ClaimIndex, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """The claims that would be right to say: those found wrong, as they are printed, and both sides where the articles disagree."""
    found: list[str] = []
    for verdict in verdicts:
        if verdict.kind == "disagree":
            found += _sides(index, verdict.claims)
        elif verdict.kind not in ("supported", "unjudged", "silent"):
            found += verdict.claims
    return tuple(dict.fromkeys(found))


def _sides(index: ClaimIndex, claims: tuple[str, ...]) -> list[str]:
    """The first claim, and the first of another voice or another value."""
    rows = {entry.key: entry.row for entry in index.entries if entry.key in claims}
    first = rows[claims[0]]
    others = [key for key in claims[1:] if (rows[key]["speaker"], rows[key]["period"]) != (first["speaker"], first["period"])]
    return [claims[0], *sorted(others, key=lambda key: rows[key]["city"] != first["city"])[:1]]


def _judge(index: ClaimIndex, reading: Reading) -> list[Verdict]:
    """The verdicts on a part of a sentence."""
    mood = reading.mood
    if len(reading.numbers) > MOST_NUMBERS:
        return [Verdict("unjudged", f"It holds more than {MOST_NUMBERS} numbers. Check it in parts.")]
    if mood.asked or (mood.directed and not reading.places):
        return [Verdict("unjudged", "It asks or invites, and states nothing.")]
    topic = [] if reading.quantities else list(_topic(index, reading))
    if topic:
        return topic
    if not reading.places and not reading.bodies:
        plain_words = match.words(index, reading, "") if len(reading.words) > 2 and not reading.quantities else []
        if plain_words and plain_words[0].covered >= match.WHOLLY:
            return _ruled(Case(index, reading, plain_words[0]))
        return [Verdict("unjudged", f"It names no {index.table.wording.place} and no body of the table.")]
    if not reading.words and not reading.quantities:
        return [Verdict("unjudged", "It says nothing of a subject that a rule could look for.")]
    if mood.compared and not printed_so(index, reading):
        figures = list(compared(index, reading))
        if figures:
            return figures
    found = list(placed(index, reading))
    if found and not reading.quantities:
        return found
    if mood.denied and not found:
        return _denied(index, reading)
    for place in reading.places or ("",):
        found += _of_place(index, reading, place)
    return found


def _denied(index: ClaimIndex, reading: Reading) -> list[Verdict]:
    """The verdicts on what is denied: a claim that denies the same stands behind it, and nothing else can be told."""
    said = match.words(index, reading, _first(reading))
    likely = [each for each in said if each.here and _DENIES.search(str(each.entry.row["statement"]))]
    if likely and likely[0].covered >= match.SAME:
        return _ruled(Case(index, reading, likely[0]))
    return [Verdict("unjudged", "It denies something, which rules do not judge.", match.keys(said[:1]))]


def _first(reading: Reading) -> str:
    return reading.places[0] if reading.places else ""


def _of_place(index: ClaimIndex, reading: Reading, place: str) -> Iterator[Verdict]:
    """The verdicts on what is said of one city: on each number, on a rank, else on the words."""
    if reading.rank:
        ranked = match.ranks(index, reading, place)
        here = [each for each in ranked if each.here] or [
            each for each in match.words(index, reading, place) if each.here and each.covered > 0.74
        ]
        if here:
            yield from _ruled(Case(index, reading, here[0], reading.rank if here[0].entry.is_rank else None))
            return
        topic = list(_topic(index, reading))
        if topic:
            yield from topic
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
        unsure = Verdict("unjudged", "The articles speak of this; whether they say it, no rule can tell.", match.keys(mine))
        yield from _ended(Case(index, reading, mine[0])) or [unsure]
    else:
        yield _silent(index, reading, place)


def _number(index: ClaimIndex, reading: Reading, told: Quantity, place: str) -> Iterator[Verdict]:
    """The verdicts on one number of a sentence."""
    beside = around(index, reading, told)
    words = beside.words
    if beside is not reading:
        # Each of several numbers has the years beside it.
        reading = replace(reading, quantities=beside.quantities)
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


def _ruled(case: Case) -> list[Verdict]:
    """What the rules find wrong with a sentence and the claim behind it; that it is supported when they find nothing."""
    other = _ended(case)
    if other:
        return other
    found = [verdict for rule in RULES for verdict in rule(case)]
    if found:
        return found
    unknown = _unknown(case)
    if unknown:
        return [Verdict("unjudged", f"The rest is printed, but no claim speaks of {sentence_list(unknown)}.", (case.entry.key,))]
    return [Verdict("supported", str(case.row["statement"]), (case.entry.key,))]


def _ended(case: Case) -> list[Verdict]:
    """That the claim speaks of no end and no loss, where the sentence does: what has its number and its words is another thing then."""
    verb = ended(case.reading.text)
    if not verb or any(ended(str(case.row[told])) for told in ("statement", "as_printed")):
        return []
    words = f"“{verb}” is not what they print, but: {case.row['statement']}"
    return [case.verdict("silent", words)]


def _unknown(case: Case) -> list[str]:
    """The names in a sentence that no claim knows: capital letters that are not its first word's."""
    text = plain(case.reading.text)
    for name in case.reading.names:
        text = text[: name.start] + "," * (name.end - name.start) + text[name.end :]
    found = dict.fromkeys(word.removesuffix("'s") for word in _CAPITAL.findall(text) if not read_numbers(word))
    return [word for word in found if not any(part in case.index.places or part in CALENDAR for part in stems(word)) and stems(word)][:3]


def _of_another(index: ClaimIndex, other: Match, place: str, silent: bool = True) -> Verdict:
    entry, table = other.entry, index.table
    nation = table.vocabularies["cities"].at[entry.city, "role"] == "nation"
    whose = "The nation's" if nation else f"{table.label('city', entry.city)}'s"
    what = "figure" if entry.row["aspect"] == "figure" else "part"
    rest = f"; of {table.label('city', place)} the articles do not say it" if silent and place else ""
    told = f"{'The nation' if nation else f'Another {table.wording.place}'}'s {what}"
    return Verdict("another_place", f"It is {inside(whose)}{rest}." if nation else f"It is {whose}{rest}.", (entry.key,), told)


def _silent(index: ClaimIndex, reading: Reading, place: str) -> Verdict:
    whom = index.table.label("city", place) if place else sentence_list([index.table.label("institution", body) for body in reading.bodies])
    near = match.keys(each for each in match.words(index, reading, place) if each.here and each.covered >= match.LIKELY)
    return Verdict("silent", f"They print nothing like it of {whom}.", near[:1])


def _topic(index: ClaimIndex, reading: Reading) -> Iterator[Verdict]:
    """A question on which the articles pull apart, told as settled."""
    if not reading.mood.is_fact or reading.mood.attributed or len(reading.words) < 2:
        return
    for topic, (question, every, entries) in index.topics.items():
        asked = index.share(question, reading.words)
        cities = {entry.city for entry in entries}
        # Which year is meant is a question of figures: a sentence without one does not answer it.
        if all(entry.row["status"] == "target" for entry in entries):
            continue
        near = not reading.places or cities & {*reading.places} or reading.places == tuple(_nation(index.table))
        if near and asked >= 0.35 and index.share(reading.words, every) >= match.SAME and len(reading.words & every) > 1:
            told = sorted(entries, key=lambda entry: (entry.city not in reading.places, -index.share(reading.words, entry.own)))
            words = str(index.table.vocabularies["topics"].at[topic, "question"])
            yield Verdict("disagree", words, tuple(entry.key for entry in told))
            return


def _nation(table: Table) -> Iterable[str]:
    return [city for city in table.cities if city not in table.hubs]
