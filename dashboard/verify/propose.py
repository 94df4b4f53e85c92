"""The sentence that would be right, with what it is cited by; and sentences to try, made of the table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.table.cite import cite_article, cite_claim
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.words import amount, inside, period_words
from dashboard.verify.documents import Passage
from dashboard.verify.judge import MOST, check
from dashboard.verify.verdicts import Checked

_MOST_PROPOSED = 4


@dataclass(frozen=True)
class Proposed:
    """Words to say instead, the citation of them in full, and in a few words where each stands."""

    text: str
    citation: str
    printed: str


def proposed(table: Table, checked: Checked, site: str = "") -> Proposed | None:
    """What would be right to say in place of a sentence; nothing where nothing is wrong, or the articles say nothing."""
    claims = [claim for claim in checked.right if claim in table.claims.index][:_MOST_PROPOSED]
    rows = [table.claims.loc[claim].to_dict() for claim in claims]
    if not rows:
        return None
    text = " ".join(dict.fromkeys(str(row["statement"]) for row in rows))
    if any(verdict.kind == "disagree" for verdict in checked.verdicts):
        text = f"On this the articles disagree. {text}"
    citations = [_citation(table, claim, site) for claim in claims]
    return Proposed(text, " ".join(citations), "; ".join(dict.fromkeys(where_printed(table, claim) for claim in claims)))


@lru_cache(maxsize=1024)
def _citation(table: Table, claim: str, site: str) -> str:
    return cite_claim(table, claim, f"{site}/evidence?claim={claim}" if site else "").chicago


@lru_cache(maxsize=1024)
def where_printed(table: Table, claim: str) -> str:
    """The article, its date and the paragraph of a claim."""
    row = table.claims.loc[claim]
    (item,) = cite_article(table, str(row["article"])).items
    when = period_words(str(row["published"]))
    return f"{item['container-title']}, {when}, paragraph {row['paragraph']}"


def check_passages(table: Table, passages: list[Passage]) -> list[Checked]:
    """The sentences of passages with their verdicts and where they stand, the first `MOST` of all."""
    results: list[Checked] = []
    for passage in passages:
        results += [replace(checked, where=passage.where) for checked in check(table, passage.text)]
    return results[:MOST]


def examples(table: Table) -> list[str]:
    """Three sentences to try: one that is so, one that tells a target as a fact, one that gives a figure to another city."""
    claims = table.claims
    figures = claims[
        (claims["unit"] == "count") & claims["value"].notna() & (claims["boundary"] == "city") & (claims["qualifier"] == "exact")
    ]
    facts = figures[(figures["status"] == "in_place") & (figures["institution"] != "")].to_dict("records") or figures.to_dict("records")
    aims = figures[figures["status"] == "target"].to_dict("records")
    sentences = [str(row["statement"]) for row in facts[:1]]
    sentences += [f"{row['city_name']} has {amount(row)} {inside(short(table, 'measure', str(row['measure'])))}." for row in aims[-1:]]
    for row in facts[:1]:
        other = next((hub for hub in reversed(table.hubs) if hub != row["city"]), "")
        sentences.append(str(row["statement"]).replace(str(row["city_name"]), table.label("city", other)))
    return sentences
