"""The rules, one function for each kind of mistake: the right option is a cell of the table, and no claim supports a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

from dashboard.quiz.questions import Material, Question, make_question, shuffled
from dashboard.table.names import counted
from dashboard.table.words import Record, amount, sentence_list

Rule = Callable[[Material, Random], Iterator[Question]]

_NO_AMOUNT = ("date", "year", "rank")
_RANKS = {"rank-mainland": "On the Chinese mainland", "rank-china": "In China", "rank-world": "In the world"}
_WHOLE, _OFFERED = ("city", "nation", "region"), ("city", "nation", "zone", "firm")
_MEDIA = ("outlet", "state_media")
_FEWEST = 2
"""The fewest wrong options of a question."""
_UNIT = re.compile(r"(?:yuan|US dollars|dollars|years|percentage points|percent|points)\b,? ?", re.IGNORECASE)
_SAYING = re.compile(r",? (?:says|say) [^,]*\.$|, [^,]* (?:says|say)(?: of [^,]*)?\.$")
_SPEECH = re.compile(r"\b(?:say|says|said|calls?|called|according)\b|\bwho (?:is|are) not named\b")


def _has_amount(claim: Record) -> bool:
    return bool(claim["aspect"] == "figure" and claim["unit"] not in _NO_AMOUNT and claim["value"] == claim["value"])


def _figure(claim: Record, material: Material) -> str:
    """A figure and what it counts: ``45 national research labs``, ``2.4 trillion yuan for research in 2020``."""
    of = counted(material.table, claim)
    return f"{amount(claim)} {of if claim['unit'] == 'count' else _UNIT.sub('', of, count=1)}".strip()


def pending(material: Material, chance: Random) -> Iterator[Question]:
    """The status of a target, an announcement or a forecast, and now and then of what is in place."""
    statuses = material.table.package["claims"]["status"]
    labels = {word.value: f"{word.label}: {_small(word.description).removesuffix('.')}" for word in statuses.categories}
    for claim in shuffled(chance, material.originals):
        aim = bool(claim["aim"]) and claim["status"] == "target"
        if claim["method"] != "reported" or claim["status"] == "claimed" or not (aim or _has_amount(claim)):
            continue
        thing = str(claim["aim"]) if aim else _figure(claim, material)
        near = {status for thing in ("subject", "area") for status in material.statuses.get((claim["city"], claim[thing]), ())}
        wrong = [words for status, words in labels.items() if status not in near]
        if len(wrong) < _FEWEST or " to be " in thing:
            continue
        yield make_question(
            "target", chance, f"{material.article(claim)} on {claim['city_name']}: {thing}. How far has it come, by the article's words?",
            labels[str(claim["status"])], wrong, str(claim["statement"]), [claim], [],
        )  # fmt: skip


def nation(material: Material, chance: Random) -> Iterator[Question]:
    """Whose figure it is: the nation's or that of a city."""
    table = material.table
    names = {city: table.label("city", city) for city in table.cities}
    for claim in shuffled(chance, material.originals):
        if not _has_amount(claim) or claim["method"] != "reported" or claim["boundary"] not in ("nation", "city"):
            continue
        thing = _figure(claim, material)
        if any(name.casefold() in thing.casefold() for name in names.values()):
            continue
        holders = {row["city"] for row in material.every if row["unit"] == claim["unit"] and row["value"] == claim["value"]}
        wrong = [name for city, name in names.items() if city not in holders]
        if len(wrong) < _FEWEST:
            continue
        why = f"{claim['statement']} It is a figure of {table.label('boundary', str(claim['boundary']))}."
        prompt = f"{_capital(thing)}, printed in {material.article(claim)}: whose figure is it?"
        yield make_question("nation", chance, prompt, names[str(claim["city"])], wrong, why, [claim], [])


def bound(material: Material, chance: Random) -> Iterator[Question]:
    """The scope of a rank, or the boundary of a figure."""
    for claim in shuffled(chance, [row for row in material.originals if row["aspect"] == "figure"]):
        if claim["measure"] in _RANKS:
            yield from _circle(material, chance, claim)
        elif _has_amount(claim) and claim["method"] == "reported" and claim["role"] == "hub" and claim["boundary"] not in _WHOLE:
            yield from _part(material, chance, claim)


def _circle(material: Material, chance: Random, claim: Record) -> Iterator[Question]:
    """The scope of a rank."""
    thing = counted(material.table, claim)
    if any(word in thing.casefold() for word in ("china", "chinese", "world", "mainland", "nation")):
        return
    ranked = [row for row in material.by_city[claim["city"]] if row["measure"] in _RANKS]
    excluded = {row["measure"] for row in ranked if row["counts"] == claim["counts"] or row["subject"] == claim["subject"]}
    right = _RANKS[str(claim["measure"])]
    wrong = [*(words for key, words in _RANKS.items() if key not in excluded), "It names no bound"]
    if len(wrong) >= _FEWEST:
        prompt = f"{material.article(claim)} prints a rank of {claim['city_name']}, by {thing}. Among whom?"
        why = f"{claim['statement']} {right} is what is printed, and no more."
        yield make_question("bound", chance, prompt, right, wrong, why, [claim], [])


def _part(material: Material, chance: Random, claim: Record) -> Iterator[Question]:
    """The boundary of a figure."""
    boundaries = material.table.package["claims"]["boundary"]
    same = [row for row in material.by_city[claim["city"]] if row["aspect"] == "figure" and row["measure"] == claim["measure"]]
    excluded = {row["boundary"] for row in same}
    wrong = [_capital(boundaries.label(word)) for word in _OFFERED if word not in excluded and word in boundaries.words]
    if len(wrong) >= _FEWEST:
        prompt = f"{_capital(_figure(claim, material))}, printed of {claim['city_name']}: of what is it a figure?"
        right = _capital(boundaries.label(str(claim["boundary"])))
        yield make_question("bound", chance, prompt, right, wrong, f"{claim['statement']} {claim['note']}".strip(), [claim], [])


def boast(material: Material, chance: Random) -> Iterator[Question]:
    """The speaker of a boast or an opinion."""
    voices: dict[str, str] = {}
    for row in material.originals:
        if row["method"] == "reported" and "not named" not in row["speaker"]:
            voices.setdefault(str(row["speaker"]), str(row["speaker_kind"]))
    for claim in shuffled(chance, [row for row in material.originals if row["status"] == "claimed" and row["speaker"] in voices]):
        words = _SAYING.sub("", str(claim["statement"])).removesuffix(".")
        if _SPEECH.search(words):
            continue
        whose, kind = str(claim["speaker"]), str(claim["speaker_kind"])
        speakers = {str(row["speaker"]) for row in material.every if claim["sentence"] == row["sentence"]}
        # Two speakers of one kind may be the same office, and an outlet prints what it does not say itself.
        wrong = [
            other for other, of in voices.items()
            if other not in speakers and (of != kind or kind in _MEDIA) and not _alike(other, whose)
            and other not in (claim["outlet"], material.article(claim))
        ]  # fmt: skip
        if len(wrong) < _FEWEST or any(option.casefold() in words.casefold() for option in (whose, *wrong)):
            continue
        place = material.table.wording.place
        stake = {"own_city": f", of the speaker's own {place}", "own_firm": ", of the speaker's own firm"}.get(str(claim["interest"]), "")
        why = f"{claim['statement']} It is claimed{stake}, not established, and printed in {material.article(claim)}."
        yield make_question("boast", chance, f"“{words}.” Who says so?", whose, wrong, why, [claim], [])


def silence(material: Material, chance: Random) -> Iterator[Question]:
    """An area that no claim of a city mentions, among areas it is tied to."""
    table = material.table
    pairs = [(city, area) for city in table.hubs for area in material.areas]
    for city, area in shuffled(chance, pairs):
        ties = material.ties.get(city, {})
        if area in material.areas_mentioned.get(city, set()) or len(ties) < _FEWEST:
            continue
        some = chance.sample(list(ties), min(3, len(ties)))
        names, right, name = [table.label("area", other) for other in some], table.label("area", area), table.label("city", city)
        # An area whose name is part of another's would be ambiguous.
        if any(_alike(right, other) for other in names):
            continue
        elsewhere = [table.label("city", hub) for hub in table.hubs if area in material.ties.get(hub, {})]
        why = f"The articles tie it to {sentence_list(elsewhere)}, and say nothing of it for {name}. That is no denial."
        prompt = f"On which of these do the articles say nothing of {name}?"
        yield make_question("silence", chance, prompt, right, names, why, [ties[other] for other in some], [f"{city} {area}"])


def disagreement(material: Material, chance: Random) -> Iterator[Question]:
    """A statement on which the articles disagree, among undisputed ones."""
    topics = material.table.vocabularies["topics"]
    free = [
        row for row in material.originals if row["method"] == "reported" and not {row["sentence"], row["statement"]} & material.disputed
    ]
    for claim in shuffled(chance, [row for row in material.originals if row["topic"]]):
        rivals = [row for row in material.originals if row["topic"] == claim["topic"] and row["sentence"] != claim["sentence"]]
        areas = {row["area"] for row in (claim, *rivals)}
        others = [row for row in free if row["area"] not in areas and row["status"] == claim["status"]]
        near = [row for row in others if row["city"] == claim["city"]]
        wrong = [str(row["statement"]) for row in (near if len(near) > _FEWEST else others)]
        if not rivals or len(wrong) < _FEWEST:
            continue
        question, difference = topics.loc[claim["topic"], ["question", "difference"]]
        rival, prompt = chance.choice(rivals), "On which of these do the articles pull apart?"
        why = f"{question} {difference}"
        yield make_question(
            "disagreement", chance, prompt, str(claim["statement"]), wrong, why, [claim, rival], [f"topic {claim['topic']}"]
        )


def overdue(material: Material, chance: Random) -> Iterator[Question]:
    """A target whose year is over and whose outcome no article reports, among some that are not due."""
    this_year = material.today.year
    years: dict[tuple[str, str], set[int]] = {}
    for row, due in material.dated:
        years.setdefault((str(row["city"]), str(row["aim"])), set()).add(due)
    wrong = [_aim(material, *pair) for pair, due in years.items() if pair[1] and min(due) >= this_year]
    for claim, due in shuffled(chance, material.dated):
        pair = (str(claim["city"]), str(claim["aim"]))
        known = claim["method"] == "reported" and "~" not in claim["period"] and not claim["restates"]
        if not known or not pair[1] or max(years[pair]) >= this_year or _mentioned_later(material, claim, due):
            continue
        if len(wrong) < _FEWEST or str(due) in pair[1]:
            continue
        why = f"{claim['statement']} It was due by {due}, and no article printed later speaks of it. Look elsewhere for the outcome."
        prompt = f"Which of these aims fell due before {this_year}, with nothing in the articles on what came of it?"
        yield make_question("overdue", chance, prompt, _aim(material, *pair), wrong, why, [claim], [" ".join(pair)])


def _aim(material: Material, city: str, aim: str) -> str:
    return f"{material.table.label('city', city)}: {aim}"


def _mentioned_later(material: Material, claim: Record, due: int) -> bool:
    """Whether an article published after the due year has a claim on the same subject or area of the city."""
    published = material.table.vocabularies["articles"]["published"]
    later = {str(key) for key, day in published.items() if str(day)[:4] > str(due)}
    rows = material.by_city[claim["city"]] if later else ()
    return any(
        row["article"] in later and (row["subject"] == claim["subject"] or (claim["area"] and row["area"] == claim["area"])) for row in rows
    )  # fmt: skip


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


RULES: Mapping[str, tuple[str, Rule]] = {
    "target": ("A target read as a fact", pending),
    "nation": ("The nation's figure", nation),
    "bound": ("The lost bound", bound),
    "boast": ("The boast", boast),
    "silence": ("The silence", silence),
    "disagreement": ("The disagreement", disagreement),
    "overdue": ("The overdue promise", overdue),
}
"""Every trap by its key: what it is called, and its rule."""
