"""The articles and the method: what each article covers, what all of them leave out, how the table is coded."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.markup import render
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import period_words, plural, sentence_list


def articles_html(table: Table, selection: Selection) -> str:
    """The articles as a table: outlet, date and how it is known, kind, length, claims."""
    counts = table.claims["article"].value_counts()
    lines = table.ledger[table.ledger["claims"] != ""].groupby(level="article").size()
    articles = [
        {**row, "key": key, "claims": int(counts.get(key, 0)), "coded": int(lines.get(key, 0)), "when": period_words(str(row["published"]))}
        for key, row in table.vocabularies["articles"].sort_values("published").to_dict("index").items()
    ]
    kinds = {c.value: c.label.lower() for c in table.package["articles"]["outlet_kind"].categories}
    return render("articles", articles=articles, kinds=kinds, filters=selection.only_filters().query())


def coverage_html(table: Table, selection: Selection) -> str:
    """Article × city: how many claims, or silence; restatements are not counted."""
    rows = selection.rows(table)
    rows = rows[rows["restates"] == ""]
    counts = rows.groupby(["article", "city"]).size().to_dict()
    whole = table.claims.groupby(["article", "city"]).size().to_dict()
    cities = [(city, table.label("city", city)) for city in (*table.hubs, "china")]
    articles = table.vocabularies["articles"].sort_values("published")
    covering = [key for key in articles.index if all((key, hub) in whole for hub in table.hubs)]
    names = [table.label("article", key) for key in covering]
    headline = f"{_number(len(covering))} of the {len(articles)} articles covers all four cities: {sentence_list(names)}"
    if len(covering) != 1:
        headline = headline.replace(" covers ", " cover ").rstrip(": ")
    return render(
        "coverage",
        headline=headline,
        articles=[(key, str(row["outlet"])) for key, row in articles.iterrows()],
        cities=cities,
        counts=counts,
        whole=whole,
        filters=selection.only_filters().query(),
    )


def _number(count: int) -> str:
    return {0: "None", 1: "Only one", 2: "Two", 3: "Three", 4: "Four"}.get(count, str(count))


@dataclass(frozen=True)
class Silence:
    """What the articles leave out of one city, as sentences."""

    city: str
    name: str
    sentences: tuple[str, ...]


def silences(table: Table) -> tuple[Silence, ...]:
    """For each hub what the whole table, whatever the filters, does not say of it and does say of others."""
    counted = table.claims[table.claims["restates"] == ""]
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
    figures = int((mine["aspect"] == "figure").sum())
    return [
        f"{plural(len(mine), 'claim')} from {plural(articles, 'article')}.",
        "No figure is given for it." if not figures else f"{plural(figures, 'figure')}, firms and zones included.",
        "No target is given for it." if not (mine["status"] == "target").any() else "",
        f"{plural(len(others), 'focus area')} are tied to other cities and not to it." if others else "",
        f"No word of {_either(kinds)} in it." if kinds else "",
        "No official of its own speaks." if not (mine["speaker_kind"] == "city_government").any() else "",
    ]


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def silence_html(table: Table, selection: Selection) -> str:
    """What the articles leave out, city by city."""
    return render("silence", silences=silences(table), filters=selection.only_filters().query())


def codebook_html(table: Table) -> str:
    """The method and the codebook, read from datapackage.json."""
    return render("codebook", package=table.package, resources=[*table.package.resources.values(), table.package.ledger])
