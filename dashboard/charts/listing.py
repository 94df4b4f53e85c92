"""Claims and figures as lists one can read: the evidence, one claim in full, the marks of a chart, the figures set apart."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.markup import link, render
from dashboard.charts.style import Picture, sources
from dashboard.table.gate import printed_currency, sort_figures
from dashboard.table.load import Table
from dashboard.table.selection import FACETS, Selection
from dashboard.table.words import Record, amount, period_words

PAGE = 50


def claims_html(table: Table, rows: pd.DataFrame, selection: Selection, shown: int) -> str:
    """The claims of ``rows``, the first ``shown`` of them, each leading to its detail."""
    return render(
        "claims",
        claims=[_labelled(table, row) for row in rows.head(shown).to_dict("records")],
        total=len(rows),
        shown=shown,
        more=shown + PAGE,
        query=selection.query(),
        asked=selection.words(table),
        facets=selection.facets,
        facet_words=[(name, table.label(FACETS[name], value)) for name, value in selection.facets],
        filters=selection.only_filters().query(),
        filtered=selection.filtered,
    )


def claim_html(table: Table, claim: str, selection: Selection, paragraph: str | None) -> str:
    """One claim in full: who says it, where it is printed, what it rests on, how to cite it."""
    row = table.claims.loc[claim].to_dict()
    article = table.vocabularies["articles"].loc[row["article"]].to_dict()
    before, found, after = (paragraph or "").partition(str(row["as_printed"])) if row["as_printed"] else (paragraph or "", "", "")
    related = {
        "Computed from": str(row["inputs"]).split(),
        "Repeats": [row["restates"]] if row["restates"] else [],
        "Repeated by": list(table.claims.index[table.claims["restates"] == claim]),
    }
    return render(
        "claim",
        claim=_labelled(table, row),
        article=article,
        paragraph=paragraph,
        parts=(before, found, after),
        gist=str(table.ledger.at[(row["article"], row["paragraph"]), "gist"]),
        related=[(title, [(name, str(table.claims.at[name, "statement"])) for name in names]) for title, names in related.items() if names],
        query=selection.query(),
    )


def _labelled(table: Table, row: Record) -> dict[str, object]:
    words = (
        "city",
        "aspect",
        "area",
        "institution",
        "relation",
        "basis",
        "measure",
        "status",
        "speaker_kind",
        "boundary",
        "operation",
        "interest",
    )
    labels = {column: table.label(column, str(row[column])) for column in words}
    figure = row["aspect"] == "figure"
    return {
        **row,
        "labels": labels,
        "amount": amount(row) if figure else "",
        "when": period_words(str(row["period"])),
        "converted": printed_currency(table.claims, str(row["claim_id"])) if figure else "",
        "about": labels[{"focus_area": "area", "institution": "institution", "figure": "measure"}[str(row["aspect"])]],
    }


def marks_html(table: Table, picture: Picture, selection: Selection) -> str:
    """The marks of a chart as a table, each row leading to the same claims as its mark."""
    heads = [column for column in picture.rows.columns if column[0].isupper()]
    ways = [link("evidence", selection.toward(table, facets)) if facets else "" for facets in picture.rows["facets"]]
    return render("marks", heads=heads, rows=list(zip(picture.rows.to_dict("records"), ways, strict=True)), headline=picture.headline)


def ledger_html(table: Table, selection: Selection) -> str:
    """The figures that share no axis, city by city, each with the reason."""
    rest = sort_figures(table, selection.rows(table)).ledger
    groups = [
        (city, table.label("city", city), [_labelled(table, row) for row in rest[rest["city"] == city].to_dict("records")])
        for city in selection.columns(table)
    ]
    everywhere = set(table.claims.loc[table.claims["aspect"] == "figure", "city"])
    return render(
        "ledger",
        groups=groups,
        asked=selection.words(table),
        everywhere=everywhere,
        source=sources(table, rest["article"]),
        filters=selection.only_filters().query(),
    )
