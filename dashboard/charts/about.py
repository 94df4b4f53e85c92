"""HTML of the Sources screen: the articles, what they leave out, the codebook, the changes, the topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from dashboard.charts.markup import cached, render
from dashboard.table.changes import versions_known
from dashboard.table.cite import cite_article, coded_once
from dashboard.table.counting import counting_rules
from dashboard.table.lens_costs import covering_words
from dashboard.table.load import Table
from dashboard.table.selection import Query, Selection
from dashboard.table.words import Record, cardinal, either, period_words, plural, sentence_list


@cached
def articles_html(table: Table) -> str:
    """The articles as a table: outlet, date and how it is known, kind, length, claims."""
    counts = Selection().counts(table, "articles")
    lines = table.ledger[table.ledger["claims"] != ""].groupby(level="article").size()
    articles = [
        {
            **row,
            "key": key,
            "citation": cite_article(table, str(key)),
            "claims": counts.get(str(key), 0),
            "coded": int(lines.get(key, 0)),
            "when": period_words(str(row["published"])),
            "once": coded_once(row),
            "name": table.label("article", str(key)),
            "covers": sentence_list([table.label("city", city) for city in table.cities if city in table.coverage[str(key)]]),
        }
        for key, row in table.vocabularies["articles"].sort_values("published").to_dict("index").items()
    ]
    kinds = {c.value: c.label.lower() for c in table.package["articles"]["outlet_kind"].categories}
    return render("articles", articles=articles, kinds=kinds, covering=covering_words(table.wording), place=table.wording.place)


@dataclass(frozen=True)
class Silence:
    """Sentences on what the articles do not say of one city."""

    city: str
    name: str
    sentences: tuple[str, ...]


def silences(table: Table) -> tuple[Silence, ...]:
    """For each hub what the unfiltered table says of other hubs and not of this one."""
    counted = table.distinct[table.distinct["restates"] == ""]
    return tuple(Silence(hub, table.label("city", hub), tuple(filter(None, _silent_points(table, counted, hub)))) for hub in table.hubs)


def _silent_points(table: Table, counted: pd.DataFrame, hub: str) -> list[str]:
    mine = counted[counted["city"] == hub]
    ties = counted[(counted["aspect"] == "focus_area") & counted["city"].isin(table.hubs)]
    others = set(ties.loc[ties["city"] != hub, "area"]) - set(ties.loc[ties["city"] == hub, "area"])
    articles = mine["article"].nunique()
    present = counted[(counted["aspect"] == "institution") & (counted["relation"] == "in_city") & counted["city"].isin(table.hubs)]
    kinds = [
        category.label.lower()
        for category in table.package["institutions"]["kind"].categories
        if category.value in set(present["kind"]) - set(present.loc[present["city"] == hub, "kind"])
    ]
    covering = sum(hub in cities for cities in table.coverage.values())
    some = f"{cardinal(covering) if covering else 'none'} of which {'covers' if covering == 1 else 'cover'} it"
    covered = some if articles > 1 else "which covers it" if covering else "which does not cover it"
    figures = int(mine.loc[mine["aspect"] == "figure", "weight"].sum())
    return [
        f"{plural(int(mine['weight'].sum()), 'claim')} from {plural(articles, 'article')}{f', {covered}' if articles else ''}.",
        "No figure is given for it." if not figures else f"{plural(figures, 'figure')}, firms and zones included.",
        "No target is given for it." if not (mine["status"] == "target").any() else "",
        f"{plural(len(others), 'focus area')} are tied to other {table.wording.places} and not to it." if others else "",
        f"No word of {either(kinds)} in it." if kinds else "",
        "No official of its own speaks." if not (mine["speaker_kind"] == "city_government").any() else "",
    ]


@cached
def silence_html(table: Table) -> str:
    """What the articles leave out, city by city."""
    return render("silence", silences=silences(table))


@cached
def codebook_html(table: Table) -> str:
    """The method and the codebook, read from datapackage.json."""
    resources = [*table.package.resources.values(), table.package.ledger]
    return render(
        "codebook", package=table.package, resources=resources, covering=covering_words(table.wording), counted=counting_rules(table),
        nation=table.label("city", table.nation), once=once_words(table),
    )  # fmt: skip


def once_words(table: Table) -> str:
    """A sentence that lists the articles coded by one person only; empty where there is none."""
    articles = table.vocabularies["articles"].to_dict("index").items()
    once = [table.label("article", str(key)) for key, row in articles if coded_once(row)]
    return f"Coded once, by one person, and settled with nobody: {sentence_list(once)}." if once else ""


@cached
def changes_html(table: Table) -> str:
    """What each release changed, newest first; claims still in the table are linked."""
    resource, claims = table.package["changes"], table.package["claims"]
    newest = {version: place for place, version in enumerate(reversed(versions_known(table)))}
    changes = [
        {
            **row,
            "when": period_words(str(row["date"])),
            "stands": row["claim_id"] in table.claims.index,
            "label": resource["change"].label(str(row["change"])),
            "columns": [claims[name].title for name in str(row["fields"]).split()],
        }
        for row in table.changes.to_dict("records")
    ]
    return render("changes", resource=resource, changes=sorted(changes, key=lambda row: newest[row["version"]]))


@lru_cache(maxsize=4)
def _disagreements(table: Table) -> list[tuple[str, str, str, Sequence[Record]]]:
    """(Key, question, difference, claims) of each topic; claims are sorted by date of publication."""
    counted = table.distinct[(table.distinct["restates"] == "") & (table.distinct["topic"] != "")]
    named = counted.assign(when=counted["published"].map(period_words), printed_by=counted["article"].map(table.names("articles")))
    rows = named.sort_values("published", kind="stable")
    rows = rows[["topic", "claim_id", "alike", "weight", "statement", "status", "speaker", "printed_by", "when"]]
    topics = table.vocabularies["topics"].to_dict("index").items()
    return [(str(key), each["question"], each["difference"], rows[rows["topic"] == key].to_dict("records")) for key, each in topics]


@cached
def topics_html(table: Table, selection: Selection) -> str:
    """The topics, on which the articles disagree, each with its selected claims; empty without topics."""
    selected = set(selection.distinct(table)["claim_id"])
    topics = []
    for key, question, difference, claims in _disagreements(table):
        visible = [claim for claim in claims if claim["claim_id"] in selected]
        left = sum(claim["weight"] for claim in claims) - sum(claim["weight"] for claim in visible)
        topics.append((key, question, difference, visible, left))
    statuses = {status: table.label("status", status) for status in table.package["claims"]["status"].words or ()}
    return render("topics", topics=topics, statuses=statuses, filters=selection.only_filters().query())


@cached
def apart_html(table: Table, selection: Selection) -> str:
    """The number of questions on which the articles pull apart, and each, as links in one line; empty without any."""
    selected = set(selection.distinct(table)["claim_id"])
    topics = [(key, question) for key, question, _, claims in _disagreements(table) if selected & {claim["claim_id"] for claim in claims}]
    return render("apart", topics=topics)


@cached
def beyond_html(table: Table, hub: str, selection: Selection) -> str:
    """The areas, kinds of bodies and measures that the articles have for other hubs and not for ``hub``; lenses apply, filters do not."""
    lenses = replace(selection, cities=(), areas=(), articles=(), status=(), speakers=()).only_filters()
    counted = lenses.distinct(table)
    counted = counted[(counted["restates"] == "") & counted["city"].isin(table.hubs)]
    areas = _beyond(table, counted[counted["aspect"] == "focus_area"], "area", hub)
    figures = _beyond(table, counted[counted["aspect"] == "figure"], "measure", hub)
    present = counted[(counted["aspect"] == "institution") & (counted["relation"] == "in_city")]
    kinds = _beyond(table, present, "kind", hub)
    return render(
        "beyond",
        places=table.wording.places,
        hub=table.label("city", hub),
        groups=[("Focus areas", areas), ("Institutions, by kind", kinds), ("Figures", figures)],
    )


def _beyond(table: Table, rows: pd.DataFrame, column: str, hub: str) -> list[tuple[str, list[tuple[str, Query]]]]:
    """Each value of ``column`` that only other hubs have: its label, and (city, query of its claims) for each of them."""
    cities: dict[str, list[str]] = {}
    for key, city in dict.fromkeys(zip(rows[column], rows["city"], strict=True)):
        cities.setdefault(str(key), []).append(str(city))
    results: list[tuple[str, list[tuple[str, Query]]]] = []
    for key, mentioned in cities.items():
        if hub not in mentioned:
            ways: list[tuple[str, Query]] = [
                (table.label("city", city), (("city", city), (column, key))) for city in table.hubs if city in mentioned
            ]
            results.append((table.label(column, key), ways))
    return sorted(results)
