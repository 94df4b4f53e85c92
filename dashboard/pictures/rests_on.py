"""What every finding rests on: each picture's sentence, tried again without each article in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.verdicts import FindingVerdict, Kind, Left, Sentence, Verdicts
from dashboard.pictures.words import bound, capital, headline, outlet, picture, several, spelled
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection, values
from dashboard.table.words import plural, sentence_list

Maker: TypeAlias = Callable[[Table, Selection, date], Picture]
_Spoken: TypeAlias = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]
NAME = "rests-on"
_YEARS = "years"
"""The kind of finding that counts years, and what they are called; others that give no numbers of their own count claims."""


def over(registry: Callable[[], Mapping[str, Maker]]) -> Maker:
    """The maker of this picture over the findings of all others; ``registry`` is asked late, for it holds this picture too."""

    @lru_cache(maxsize=64)
    def made(table: Table, selection: Selection, today: date) -> Picture:
        return picture_of(table, selection, today, {name: maker for name, maker in registry().items() if name != NAME})

    return made


def picture_of(table: Table, selection: Selection, today: date, makers: Mapping[str, Maker]) -> Picture:
    """The findings of some pictures under this selection."""
    asked = base(table, selection)
    wholes = {name: maker(table, asked, today) for name, maker in makers.items()}
    findings = {name: whole for name, whole in wholes.items() if whole.finding.claims}
    home = _articles(table)
    used = {home[claim] for whole in findings.values() for claim in whole.finding.claims}
    articles = [str(key) for key in table.vocabularies["articles"].sort_values("published", kind="stable").index if key in used]
    verdicts: dict[str, list[FindingVerdict]] = {name: [] for name in findings}
    drawn = {name: {home[claim] for claim in whole.claims} for name, whole in findings.items()}
    spoken = _spoken(table, asked)
    filtered = asked != Selection(articles=asked.articles, cities=asked.cities)
    for article in articles:
        without = replace(asked, without=article)
        for name, whole in findings.items():
            # A picture that draws nothing of an article is the same without it, unless it also reads what filters leave out.
            other = makers[name](table, without, today) if filtered or article in drawn[name] else whole
            verdicts[name].append(_verdict(table, whole, article, other, spoken))
    rows = [_sentence(findings[name], found) for name, found in verdicts.items()]
    fallen = [sum(row.verdicts[place].kind == "falls" for row in rows) for place in range(len(articles))]
    most = max(fallen, default=0)
    worst = fallen.index(most) if fallen else 0
    rows.sort(
        key=lambda row: (
            row.verdicts[worst].kind != "falls",
            *(-sum(verdict.kind == kind for verdict in row.verdicts) for kind in ("falls", "shrinks")),
        )
    )
    columns = tuple(Left(short(table, "article", key), most > 0 and place == worst) for place, key in enumerate(articles))
    subtitle = (
        "Each column leaves out one article. A finding falls when who has more, or who has none, is another; "
        f"its numbers alone may change.{bound(table, selection, ())}"
        if len(articles) > 1
        else f"Each finding again without the one article it rests on.{bound(table, selection, ())}"
    )
    words, facts = _finding(table, rows, dict(zip(articles, fallen, strict=True)))
    return picture(table, NAME, words, subtitle, Verdicts("Without", columns, tuple(rows)), facts)


def base(table: Table, selection: Selection) -> Selection:
    """The same selection with the article that a lens leaves out gone for good: each column leaves out another."""
    if not selection.without:
        return selection
    kept = tuple(key for key in selection.articles or values(table, "article") if key != selection.without)
    return replace(selection, without="", articles=kept) if kept else selection


def left_of(table: Table, finding: Fact, other: Picture, article: str) -> frozenset[str] | None:
    """The parts of a finding that are left without an article, or None where its sentence is no longer true."""
    left = other.holds(finding)
    if left is None:
        return None
    kept = _kept(table, left, article)
    return kept or (None if left else left)


def _kept(table: Table, parts: AbstractSet[str], article: str) -> frozenset[str]:
    """The parts that count: what only the article left out says may still be drawn, faded."""
    home = _articles(table)
    return frozenset(part for part in parts if home.get(part) != article)


@lru_cache(maxsize=8)
def _articles(table: Table) -> dict[str, str]:
    """The article of each claim."""
    return dict(zip(table.claims["claim_id"].tolist(), table.claims["article"].tolist(), strict=True))


def _finding(table: Table, rows: Sequence[Sentence], fallen_with: Mapping[str, int]) -> tuple[str, tuple[Fact, ...]]:
    """The article without which most findings fall."""
    if not rows:
        return "No finding in this selection rests on a claim", ()
    worst = max(fallen_with, key=lambda article: fallen_with[article])
    place = list(fallen_with).index(worst)
    fallen = [row.label for row in rows if row.verdicts[place].kind == "falls"] or [row.label for row in rows]
    fact = Fact((worst if fallen_with[worst] else "",), frozenset(mark.words for mark in fallen), fallen[0].claims)
    if not fallen_with[worst]:
        return "No finding falls when any one article is left out", (fact,)
    number, verb = fallen_with[worst], "falls" if fallen_with[worst] == 1 else "fall"
    fall = f"{capital(spelled(number))} of {several(len(rows), 'finding')}" if number < len(rows) else f"All {several(number, 'finding')}"
    if len(rows) == 1:
        fall = "The finding"
    return headline(f"{fall} {verb} without {outlet(table, worst)}", f"{fall} {verb} without a single article"), (fact,)


def _sentence(whole: Picture, verdicts: Sequence[FindingVerdict]) -> Sentence:
    finding, said = whole.finding, whole.headline
    label = Mark("", None, said, finding.claims, said=f"{said}: rests on {plural(len(finding.claims), 'claim')}")
    return Sentence(label, tuple(verdicts))


def _verdict(table: Table, whole: Picture, article: str, other: Picture, spoken: _Spoken) -> FindingVerdict:
    """What becomes of a finding without an article, told by values: its key says whether it is true, its parts how much."""
    finding, said, name = whole.finding, whole.headline, short(table, "article", article)
    left = left_of(table, finding, other, article)
    if left is None:
        why = _reason(table, finding, article, spoken)
        return FindingVerdict("", None, why, finding.claims, said=f"Falls without {name}, {why}: {said}", kind="falls")
    same = [fact for fact in (other.finding, *other.facts) if fact.key == finding.key]
    now = same[0] if other.finding.key == finding.key else max(same, key=lambda fact: len(fact.parts & finding.parts))
    # An article that is left out is none of those of which a finding says "all".
    missing = finding.parts - {article} - left
    if not missing and (finding.names or article in finding.parts or (now.parts, now.words) == (finding.parts, finding.words)):
        return FindingVerdict("", None, "unchanged", finding.claims, said=f"Unchanged without {name}: {said}")
    number, most, kept = len(_kept(table, now.parts, article)), len(finding.parts), len(left & finding.parts)
    if finding.names:
        words = f"only {sentence_list([called for part, called in finding.names if part in left])}"
        told = f"Shrinks without {name}, {words} now: {said}"
        return FindingVerdict("", None, words, finding.claims, said=told, kind="shrinks", brief=words)
    noun = _YEARS if finding.key[:1] == (_YEARS,) else "claims"
    words = now.words or (f"{kept:,} of {most:,} {noun}" if number <= most else f"{number:,} {noun}")
    # A number that is spelled stands as a figure where there is little room.
    brief = f"{words.split(' and ')[0]}{words[words.index(' of ') :]}" if " and " in words and " of " in words else words.split(", ")[0]
    brief = brief.removesuffix(f" {noun}") if brief[0].isdigit() else f"{number:,}"
    if number > most:
        told = f"Grows without {name}, to {words}: {said}"
        return FindingVerdict("", None, f"grows to {words}", finding.claims, said=told, kind="grows", brief=brief)
    mine = tuple(claim for claim in finding.claims if _articles(table)[claim] == article) or finding.claims
    kind: Kind = "shrinks" if number < most else "changes"
    told = f"{capital(kind)} without {name}, {words} now: {said}"
    return FindingVerdict("", None, words, mine, said=told, kind=kind, brief=brief)


def _spoken(table: Table, selection: Selection) -> _Spoken:
    """The articles that speak of each city, and those in which each kind of speaker is heard, in this selection."""
    cities: dict[str, set[str]] = {}
    speakers: dict[str, set[str]] = {}
    for record in selection.records(table, ("article", "city", "speaker_kind")):
        cities.setdefault(str(record["city"]), set()).add(str(record["article"]))
        speakers.setdefault(str(record["speaker_kind"]), set()).add(str(record["article"]))
    return cities, speakers


def _reason(table: Table, finding: Fact, article: str, spoken: _Spoken) -> str:
    """Why a finding falls without an article, in a few words."""
    cities, speakers = spoken
    # What a sentence is about stands in its key.
    silent = [city for city in cities if city in finding.key and cities[city] == {article}]
    if silent:
        return f"no claim on {sentence_list([table.label('city', city) for city in silent])}"
    unheard = [kind for kind in speakers if kind in finding.key and speakers[kind] == {article}]
    if unheard:
        return f"no {table.label('speaker_kind', unheard[0]).lower()} speaks"
    if all(_articles(table)[claim] == article for claim in finding.claims):
        return "no claim is left"
    return "the order turns" if len({size for _, size in finding.sizes}) > 1 else "no longer so"
