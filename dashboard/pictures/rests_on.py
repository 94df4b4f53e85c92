"""What every finding rests on: each picture's sentence, tried again without each article in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.verdicts import Left, Sentence, Verdict, Verdicts
from dashboard.pictures.words import bound, capital, headline, outlet, picture, several, spelled
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection, values
from dashboard.table.words import plural

Maker: TypeAlias = Callable[[Table, Selection, date], Picture]
NAME = "rests-on"


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
    home = table.claims["article"]
    used = set(home.loc[list({claim for whole in findings.values() for claim in whole.finding.claims})])
    articles = [str(key) for key in table.vocabularies["articles"].sort_values("published", kind="stable").index if key in used]
    rows = []
    for name, whole in findings.items():
        others = [(article, makers[name](table, replace(asked, without=article), today)) for article in articles]
        rows.append(_sentence(table, whole, others))
    gone = [sum(row.verdicts[place].kind == "gone" for row in rows) for place in range(len(articles))]
    most = max(gone, default=0)
    worst = gone.index(most) if gone else 0
    rows.sort(
        key=lambda row: (
            row.verdicts[worst].kind != "gone",
            *(-sum(verdict.kind == kind for verdict in row.verdicts) for kind in ("gone", "weaker")),
        )
    )
    columns = tuple(Left(short(table, "article", key), most > 0 and number == most) for key, number in zip(articles, gone, strict=True))
    subtitle = "Each finding without one article: gone, weaker or stronger (its new numbers), or the same (–)."
    body = Verdicts("without", columns, tuple(rows))
    words, facts = _finding(table, rows, dict(zip(articles, gone, strict=True)))
    return picture(table, NAME, words, f"{subtitle}{bound(table, selection, ())}", body, facts)


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
    # What only the article left out says may still be drawn, faded: it does not count.
    lost = {part for part in left if part in table.claims.index and table.claims.at[part, "article"] == article}
    return (left - lost) or (None if lost else left)


def _finding(table: Table, rows: Sequence[Sentence], gone: Mapping[str, int]) -> tuple[str, tuple[Fact, ...]]:
    """The article without which most findings fall."""
    if not rows:
        return "No finding in this selection rests on a claim", ()
    worst = max(gone, key=lambda article: gone[article])
    place = list(gone).index(worst)
    fallen = [row.label for row in rows if row.verdicts[place].kind == "gone"] or [row.label for row in rows]
    fact = Fact((worst if gone[worst] else "",), frozenset(mark.words for mark in fallen), fallen[0].claims)
    if not gone[worst]:
        return "No finding falls when any one article is left out", (fact,)
    number, verb = gone[worst], "falls" if gone[worst] == 1 else "fall"
    fall = f"{capital(spelled(number))} of {several(len(rows), 'finding')}" if number < len(rows) else f"All {several(number, 'finding')}"
    if len(rows) == 1:
        fall = "The finding"
    return headline(f"{fall} {verb} without {outlet(table, worst)}", f"{fall} {verb} without a single article"), (fact,)


def _sentence(table: Table, whole: Picture, others: Sequence[tuple[str, Picture]]) -> Sentence:
    finding, said = whole.finding, whole.headline
    label = Mark("", None, said, finding.claims, said=f"{said}: rests on {plural(len(finding.claims), 'claim')}")
    return Sentence(label, tuple(_verdict(table, finding, said, article, other) for article, other in others))


def _verdict(table: Table, finding: Fact, said: str, article: str, other: Picture) -> Verdict:
    """What becomes of a finding without an article, told by values; unchanged is only what is word for word the same."""
    name = short(table, "article", article)
    if other.headline == said:
        return Verdict("", None, "unchanged", finding.claims, said=f"Unchanged without {name}: {said}")
    if left_of(table, finding, other, article) is None:
        return Verdict("", None, "gone", finding.claims, said=f"Gone without {name}: {said}", kind="gone")
    now = next(fact for fact in (other.finding, *other.facts) if fact.key == finding.key)
    weaker = len(now.parts & finding.parts - _lost(table, now, article)) < len(finding.parts)
    # It may be as strong as it was where the other picture has more to say than this.
    words = now.words if now.words and now.words != finding.words else f"{len(now.parts):,} left" if weaker else "still true"
    mine = tuple(claim for claim in finding.claims if table.claims.at[claim, "article"] == article)
    kind: Literal["weaker", "stronger"] = "weaker" if weaker else "stronger"
    return Verdict("", None, words, mine or finding.claims, said=f"{capital(kind)} without {name}, {words}: {said}", kind=kind)


def _lost(table: Table, fact: Fact, article: str) -> frozenset[str]:
    """What only the article left out says may still be drawn, faded: it does not count."""
    return frozenset(part for part in fact.parts if part in table.claims.index and table.claims.at[part, "article"] == article)
