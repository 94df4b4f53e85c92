"""Judges a text sentence by sentence: finds the claims of each and applies the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.table.load import Table
from dashboard.table.numbers import read_numbers
from dashboard.table.words import inside, sentence_list
from dashboard.verify import match
from dashboard.verify.comparisons import around, compared, is_printed_comparison
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
"""The most sentences of a text that are judged."""
MOST_NUMBERS = 8
"""The most numbers of a sentence that is judged."""
_DENIES = re.compile(r"\b(?:not|no|none|never)\b")
_CAPITAL = re.compile(r"(?<=[a-z,;:] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")


def check(table: Table, text: str) -> list[Checked]:
    """The first `MOST` sentences of a text, each with its verdicts."""
    index = index_of(table)
    before: tuple[str, ...] = ()
    results: list[Checked] = []
    for sentence in sentences(text):
        if len(results) == MOST:
            break
        checked, before = _sentence(index, sentence, before)
        results.append(checked)
    return results


def _sentence(index: ClaimIndex, sentence: str, before: tuple[str, ...]) -> tuple[Checked, tuple[str, ...]]:
    if len(sentence) > LONGEST:
        words = f"It is longer than {LONGEST} characters. Check it in parts."
        return Checked(f"{sentence[:LONGEST]} …", (Verdict("unjudged", words),)), before
    verdicts: list[Verdict] = []
    whole, moods = read_mood(sentence).attributed, frozenset[str]()
    for part in parts(sentence, index.names):
        reading = read(index.table, index.names, part, before)
        if whole and not reading.mood.attributed:
            # An attribution applies to all parts of a sentence.
            reading = replace(reading, mood=replace(reading.mood, attributed=True))
        if not reading.mood.moods and not any(name.kind == "city" for name in reading.names):
            # "SMIC aims to rival TSMC; TSMC is the yardstick": a part without a city keeps the mood of the part before.
            reading = replace(reading, mood=replace(reading.mood, moods=moods))
        moods = reading.mood.moods
        before = reading.places or before
        verdicts += _judge(index, reading)
    merged = _merged(verdicts)
    return Checked(sentence, merged, _right(index, merged)), before


def _merged(verdicts: list[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts in the order of KINDS, duplicates merged; *supported* and *cannot be judged* only where nothing is wrong."""
    wrong = [verdict for verdict in verdicts if verdict.kind not in ("supported", "unjudged")]
    reported = wrong or [verdict for verdict in verdicts if verdict.kind == "unjudged"] or verdicts
    if any(verdict.kind not in ("silent", "unjudged") for verdict in wrong):
        # A verdict on a figure is more useful than that another part of the sentence was not found.
        reported = [verdict for verdict in wrong if verdict.kind != "silent" or verdict.claims == ()]
    merged: dict[tuple[str, str], Verdict] = {}
    for verdict in sorted(reported, key=lambda each: list(KINDS).index(each.kind)):
        key = (verdict.kind, verdict.words)
        known = merged.get(key)
        merged[key] = replace(verdict, claims=tuple(dict.fromkeys((*known.claims, *verdict.claims)))) if known else verdict
    return tuple(merged.values())


def _right(index: ClaimIndex, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """The claims to state instead: those of the verdicts that found something wrong, and both sides of a disagreement."""
    keys: list[str] = []
    for verdict in verdicts:
        if verdict.kind == "disagree":
            keys += _sides(index, verdict.claims)
        elif verdict.kind not in ("supported", "unjudged", "silent"):
            keys += verdict.claims
    return tuple(dict.fromkeys(keys))


def _sides(index: ClaimIndex, claims: tuple[str, ...]) -> list[str]:
    """The first claim, and the first one with another speaker or period."""
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
            return _apply_rules(Case(index, reading, plain_words[0]))
        return [Verdict("unjudged", f"It names no {index.table.wording.place} and no body of the table.")]
    if not reading.words and not reading.quantities:
        return [Verdict("unjudged", "It says nothing of a subject that a rule could look for.")]
    if mood.compared and not is_printed_comparison(index, reading):
        figures = list(compared(index, reading))
        if figures:
            return figures
    verdicts = list(placed(index, reading))
    if verdicts and not reading.quantities:
        return verdicts
    if mood.denied and not verdicts:
        return _denied(index, reading)
    for place in reading.places or ("",):
        verdicts += _of_place(index, reading, place)
    return verdicts


def _denied(index: ClaimIndex, reading: Reading) -> list[Verdict]:
    """The verdicts on a negated sentence: judged only where a claim negates the same."""
    matches = match.words(index, reading, _first(reading))
    likely = [each for each in matches if each.here and _DENIES.search(str(each.entry.row["statement"]))]
    if likely and likely[0].covered >= match.SAME:
        return _apply_rules(Case(index, reading, likely[0]))
    return [Verdict("unjudged", "It denies something, which rules do not judge.", match.keys(matches[:1]))]


def _first(reading: Reading) -> str:
    return reading.places[0] if reading.places else ""


def _of_place(index: ClaimIndex, reading: Reading, place: str) -> Iterator[Verdict]:
    """The verdicts on a sentence about one city: on its rank, on each number, else on its words."""
    if reading.rank:
        ranked = match.ranks(index, reading, place)
        here = [each for each in ranked if each.here] or [
            each for each in match.words(index, reading, place) if each.here and each.covered > 0.74
        ]
        if here:
            yield from _apply_rules(Case(index, reading, here[0], reading.rank if here[0].entry.is_rank else None))
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
        for quantity in numbers:
            yield from _number(index, reading, quantity, place)
        return
    matches = match.words(index, reading, place)
    mine = [each for each in matches if each.here]
    if mine and mine[0].covered >= match.SAME:
        yield from _apply_rules(Case(index, reading, mine[0]))
    elif (
        matches
        and not matches[0].here
        and matches[0].covered >= 0.85
        and place
        and matches[0].entry.city in index.table.cities
        and reading.named
    ):
        yield _of_another(index, matches[0], place)
    elif mine and mine[0].covered >= match.PARTLY:
        unsure = Verdict("unjudged", "The articles speak of this; whether they say it, no rule can tell.", match.keys(mine))
        yield from _ended(Case(index, reading, mine[0])) or [unsure]
    else:
        yield _silent(index, reading, place)


def _number(index: ClaimIndex, reading: Reading, quantity: Quantity, place: str) -> Iterator[Verdict]:
    """The verdicts on one number of a sentence."""
    beside = around(index, reading, quantity)
    words = beside.words
    if beside is not reading:
        # With several numbers, each is judged with the years next to it.
        reading = replace(reading, quantities=beside.quantities)
    matches = match.numbers(index, reading, words, quantity, place)
    same = next((each for each in matches if each.same and each.here), None)
    other = next((each for each in matches if each.same and not each.here and each.covered >= match.NEAR), None)
    near = next((each for each in matches if not each.same and each.here), None)
    if same:
        yield from _apply_rules(Case(index, reading, same, quantity))
    elif other and place:
        if near:
            yield Verdict(
                "differs", f"Of {index.table.label('city', place)}, {printed(near.entry, quantity)} is printed.", (near.entry.key,)
            )
        yield _of_another(index, other, place, silent=not near)
        yield from (verdict for verdict in _apply_rules(Case(index, reading, other, quantity)) if verdict.kind in ("pending", "currency"))
    elif near:
        yield from _apply_rules(Case(index, reading, near, quantity))
    else:
        yield _silent(index, reading, place)


def _apply_rules(case: Case) -> list[Verdict]:
    """The verdicts of all rules; *supported* when no rule finds anything."""
    verdicts = _ended(case) or [verdict for rule in RULES for verdict in rule(case)]
    if verdicts:
        return verdicts
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
    """Up to three capitalised words, not the first of the sentence, that occur in no claim."""
    text = plain(case.reading.text)
    for name in case.reading.names:
        text = text[: name.start] + "," * (name.end - name.start) + text[name.end :]
    names = dict.fromkeys(word.removesuffix("'s") for word in _CAPITAL.findall(text) if not read_numbers(word))
    return [word for word in names if not any(part in case.index.places or part in CALENDAR for part in stems(word)) and stems(word)][:3]


def _of_another(index: ClaimIndex, other: Match, place: str, silent: bool = True) -> Verdict:
    entry, table = other.entry, index.table
    nation = table.vocabularies["cities"].at[entry.city, "role"] == "nation"
    whose = "The nation's" if nation else f"{table.label('city', entry.city)}'s"
    what = "figure" if entry.row["aspect"] == "figure" else "part"
    rest = f"; of {table.label('city', place)} the articles do not say it" if silent and place else ""
    title = f"{'The nation' if nation else f'Another {table.wording.place}'}'s {what}"
    return Verdict("another_place", f"It is {inside(whose)}{rest}." if nation else f"It is {whose}{rest}.", (entry.key,), title)


def _silent(index: ClaimIndex, reading: Reading, place: str) -> Verdict:
    whom = index.table.label("city", place) if place else sentence_list([index.table.label("institution", body) for body in reading.bodies])
    near = match.keys(each for each in match.words(index, reading, place) if each.here and each.covered >= match.LIKELY)
    return Verdict("silent", f"They print nothing like it of {whom}.", near[:1])


def _topic(index: ClaimIndex, reading: Reading) -> Iterator[Verdict]:
    """A verdict where a sentence states as settled what is a topic, a question on which the articles disagree."""
    if not reading.mood.is_fact or reading.mood.attributed or len(reading.words) < 2:
        return
    for topic, (question, every, entries) in index.topics.items():
        asked_share = index.share(question, reading.words)
        cities = {entry.city for entry in entries}
        # Which year is meant is a question of figures: a sentence without one does not answer it.
        if all(entry.row["status"] == "target" for entry in entries):
            continue
        near = not reading.places or cities & {*reading.places} or reading.places == tuple(_nation(index.table))
        if near and asked_share >= 0.35 and index.share(reading.words, every) >= match.SAME and len(reading.words & every) > 1:
            ordered = sorted(entries, key=lambda entry: (entry.city not in reading.places, -index.share(reading.words, entry.own)))
            words = str(index.table.vocabularies["topics"].at[topic, "question"])
            yield Verdict("disagree", words, tuple(entry.key for entry in ordered))
            return


def _nation(table: Table) -> Iterable[str]:
    return [city for city in table.cities if city not in table.hubs]
