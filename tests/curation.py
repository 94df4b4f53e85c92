"""What the rules would have proposed of the articles that are coded: ``python -m tests.curation --articles DIR``.

Each article in turn is taken out of the table, with its claims, its lines of the ledger and, in the first rows, the names, fields and
measures only it has; then its claims are proposed from its text and held against the settled ones.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from dashboard.curate.draft import Draft, DraftParagraph
from dashboard.curate.suggestions import Suggestion, suggest
from dashboard.table.articles import read_copy
from dashboard.table.load import Table, load
from dashboard.table.names import names_of

ASPECTS = ("focus_area", "institution", "figure")
SUBJECT = {"focus_area": ("area",), "institution": ("institution",), "figure": ("value", "value_high", "unit", "period")}
"""What a claim is about, by aspect; the period counts of a date alone, which has no value."""
STRICT = {"focus_area": ("status", "basis"), "institution": ("status", "relation"), "figure": ("status", "qualifier")}
Key: TypeAlias = tuple[str, ...]
Rows: TypeAlias = Iterable[dict[str, str]]


@dataclass
class Count:
    """How many claims there are, how many were proposed, and how many of those are right."""

    claims: int = 0
    proposed: int = 0
    right: int = 0

    def add(self, claims: set[Key], proposed: set[Key]) -> None:
        self.claims += len(claims)
        self.proposed += len(proposed)
        self.right += len(claims & proposed)

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.claims if self.claims else 0.0


@dataclass
class Outcome:
    """What was counted of one way of asking, by aspect, with what was missed and what was wrong."""

    loose: dict[str, Count] = field(default_factory=lambda: {aspect: Count() for aspect in ASPECTS})
    strict: dict[str, Count] = field(default_factory=lambda: {aspect: Count() for aspect in ASPECTS})
    measures: Count = field(default_factory=Count)
    names: Count = field(default_factory=Count)
    found: int = 0
    """Bodies found by new names: two may be described by the same words."""
    missed: list[tuple[str, Key]] = field(default_factory=list)
    wrong: list[tuple[str, Key]] = field(default_factory=list)


def without(table: Table, article: str, names_stay: bool) -> Table:
    """The table as if the article had never been coded."""
    claims = table.claims[table.claims["article"] != article]
    ledger = table.ledger[table.ledger.index.get_level_values("article") != article]
    vocabularies = dict(table.vocabularies)
    vocabularies["articles"] = vocabularies["articles"].drop(index=article)
    if not names_stay:
        used = {name: set(claims[column]) for name, column in (("areas", "area"), ("institutions", "institution"), ("measures", "measure"))}
        bodies = table.vocabularies["institutions"]
        for body in list(used["institutions"] - {""}):
            used["institutions"] |= _around(bodies, body)
        only = {name: [key for key in vocabularies[name].index if key not in kept] for name, kept in used.items()}
        mine = table.claims[table.claims["article"] == article]
        for name, column in (("areas", "area"), ("institutions", "institution"), ("measures", "measure")):
            vocabularies[name] = vocabularies[name].drop(index=[key for key in only[name] if key in set(mine[column])])
    return replace(table, claims=claims, ledger=ledger, vocabularies=vocabularies)


def _around(bodies: object, body: str) -> set[str]:
    found: set[str] = set()
    while body and body not in found and body in bodies.index:  # type: ignore[attr-defined]
        found.add(body)
        body = str(bodies.at[body, "part_of"] or bodies.at[body, "owner"])  # type: ignore[attr-defined]
    return found


def proposals(whole: Table, left: Table, article: str, paragraphs: tuple[str, ...], outcome: Outcome) -> list[Suggestion]:
    """What is proposed for an article: a person is taken to accept the new names that are right, and no other."""
    row = whole.vocabularies["articles"].loc[article]
    told = {name: str(row[name]) for name in ("title", "outlet", "outlet_kind", "published")}
    draft = Draft(article=told, paragraphs=tuple(DraftParagraph(text) for text in paragraphs))
    first = suggest(left, draft)
    bodies = whole.vocabularies["institutions"]
    mine = set(whole.claims.loc[whole.claims["article"] == article, "institution"]) - {""}
    unknown = {key for key in mine if key not in left.vocabularies["institutions"].index}
    names: dict[str, set[str]] = {}
    for key in unknown:
        for name in names_of(bodies.loc[key].to_dict()):
            names.setdefault(name.lower().replace("’", "'"), set()).add(key)
    terms = {each.as_printed.lower().replace("’", "'") for each in first if each.kind == "term" and each.table == "institutions"}
    found = {key for term in terms for key in names.get(term, ())}
    outcome.names.claims += len(unknown)
    outcome.names.proposed += len(terms)
    outcome.names.right += sum(term in names for term in terms)
    outcome.found += len(found)
    outcome.missed += sorted((article, ("name", key)) for key in unknown - found)
    outcome.wrong += sorted((article, ("name", term)) for term in terms if term not in names)
    for key in sorted(found):
        draft = draft.with_term("institutions", {"institution": key, **{str(k): str(v) for k, v in bodies.loc[key].items()}})
    return [each for each in suggest(left, draft) if each.kind == "claim"]


def keys(rows: Rows, aspect: str, more: tuple[str, ...] = ()) -> set[Key]:
    """Where a claim stands, of which city it is and what it is about."""
    found = set()
    for row in rows:
        if row["aspect"] == aspect:
            subject = [row.get(name, "") if name != "period" or row.get("unit") == "date" else "" for name in SUBJECT[aspect]]
            found.add((row["paragraph"], row["city"], *subject, *(row.get(name, "") for name in more)))
    return found


def settled(table: Table, article: str) -> list[dict[str, str]]:
    """The claims of an article that it prints: what is computed from them nobody can find in it."""
    rows = table.claims[(table.claims["article"] == article) & (table.claims["method"] == "reported")].to_dict("records")
    return [{str(name): _cell(value) for name, value in row.items()} for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)


def measure(table: Table, folder: Path, names_stay: bool) -> Outcome:
    """Every article of the table whose copy lies in ``folder``, left out one at a time."""
    outcome = Outcome()
    for article, row in table.vocabularies["articles"].iterrows():
        key = str(article)
        paragraphs = read_copy(folder / str(row["file"])).paragraphs
        claims = settled(table, key)
        left = without(table, key, names_stay)
        proposed = [dict(each.cells) for each in proposals(table, left, key, paragraphs, outcome)]
        for aspect in ASPECTS:
            outcome.loose[aspect].add(keys(claims, aspect), keys(proposed, aspect))
            outcome.strict[aspect].add(keys(claims, aspect, STRICT[aspect]), keys(proposed, aspect, STRICT[aspect]))
            outcome.missed += sorted((key, (aspect, *each)) for each in keys(claims, aspect) - keys(proposed, aspect))
            outcome.wrong += sorted((key, (aspect, *each)) for each in keys(proposed, aspect) - keys(claims, aspect))
        outcome.measures.add(keys(claims, "figure", ("measure",)), keys(proposed, "figure", ("measure",)))
    return outcome


def markdown(outcomes: dict[str, Outcome]) -> str:
    """The counts as a Markdown table."""
    lines = ["| vocabulary | aspect | claims | proposed | right | precision | recall | right, strict count |", "|" + "---|" * 8]
    for told, outcome in outcomes.items():
        for aspect in ASPECTS:
            count, strict = outcome.loose[aspect], outcome.strict[aspect]
            shares = (f"{count.precision:.0%}", f"{count.recall:.0%}", strict.right)
            lines.append(_line(told, aspect.replace("_", " "), count.claims, count.proposed, count.right, *shares))
        lines.append(_line(told, "figure, its measure too", "", "", outcome.measures.right, "", "", ""))
        names = outcome.names
        if names.claims:
            shares = (f"{names.precision:.0%}", f"{outcome.found / names.claims:.0%}", "")
            lines.append(_line(told, "new bodies", names.claims, names.proposed, names.right, *shares))
    return "\n".join(lines)


def _line(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.curation", description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="the folder of your copies of the articles")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / "data", help="the data folder")
    parser.add_argument("--each", action="store_true", help="say what was missed and what was wrong")
    asked = parser.parse_args(arguments)
    table = load(asked.data)
    outcomes = {"other articles": measure(table, asked.articles, False), "whole": measure(table, asked.articles, True)}
    print(markdown(outcomes))
    if asked.each:
        for told, outcome in outcomes.items():
            for what, found in (("missed", outcome.missed), ("wrong", outcome.wrong)):
                print(f"\n{what}, vocabulary {told}")
                print("\n".join(f"  {article} {' '.join(filter(None, each))}" for article, each in found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
