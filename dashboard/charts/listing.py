"""HTML of claims: the list of the evidence, one claim in full, its citation, and the figures that share no axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.charts.found import match_reasons
from dashboard.charts.markup import cached, link, render
from dashboard.charts.paragraphs import beside, quoted
from dashboard.pictures.words import sources
from dashboard.table.cite import cite_claim, how_known
from dashboard.table.comparability import group_by_axis, printed_currency
from dashboard.table.find import best
from dashboard.table.load import Table
from dashboard.table.notebook import MOST as MOST_KEPT
from dashboard.table.problems import quoted as in_quotation_marks
from dashboard.table.search import clipped, search
from dashboard.table.selection import Selection, facet_words
from dashboard.table.support import facets_of
from dashboard.table.words import Record, amount, period_words, plural

PAGE, PAPER, MOST = 50, 500, 2000
"""How many claims a screen shows at first, how many are printed, and the most that a screen shows."""
FEW_LOOSE = 6
"""How many claims are shown of a search of which no claim holds all the words."""
_MOST_ON_SUBJECT = 8
"""How many claims of other articles on the same subject are listed."""
_LABELLED = (
    "city", "aspect", "area", "institution", "relation", "basis", "measure", "status", "speaker_kind", "boundary", "operation", "interest",
    "article",
)  # fmt: skip


_OF_A_NATION = {"in_city": "In the country", "around_city": "Around the country", "not_in_city": "Not in the country"}
"""Labels of ``relation`` for a nation, as those of the codebook say *city*."""


@cached
def claims_html(table: Table, selection: Selection, shown: int) -> str:
    """The first ``shown`` claims of a selection (at least `PAGE`, at most `MOST`), each with a link to its detail.

    Ordered by `find.best`; matches of a search are marked.
    """
    loose = bool(selection.search) and shown <= PAGE and search(table, selection.search).loose
    shown = FEW_LOOSE if loose else min(max(shown, PAGE), MOST)
    places = best(table, selection, max(shown, PAPER))
    matches = match_reasons(table, selection.search, places)
    rows = table.claims.iloc[places].to_dict("records")
    return render(
        "claims",
        nothing=table.claims.empty,
        claims=[{**labelled(table, row), "title": title, "reasons": reasons} for row, (title, reasons) in zip(rows, matches, strict=True)],
        total=sum(selection.sizes(table)),
        shown=shown,
        loose=loose,
        more=shown + PAGE if shown < MOST else 0,
        query=selection.query(),
        asked=selection.words(table),
        facets=selection.facets,
        facet_words=[(name, facet_words(table, name, value)) for name, value in selection.facets],
        whole=replace(selection, facets=()).query(),
        filtered=selection.filtered,
        most_kept=MOST_KEPT,
        asking=urlencode(selection.query()),
    )


def claim_html(table: Table, claim: str, selection: Selection, paragraph: str | None) -> str:
    """One claim in full; ``paragraph`` is its text, None where no copy is at hand."""
    row = table.claims.loc[claim].to_dict()
    article = table.vocabularies["articles"].loc[row["article"]].to_dict()
    related = {
        "Computed from": str(row["inputs"]).split(),
        "Repeats": [row["restates"]] if row["restates"] else [],
        "Repeated by": list(table.claims.index[table.claims["restates"] == claim]),
    }
    return render(
        "claim",
        claim=labelled(table, row),
        article=article,
        dated=how_known("The date", str(article["published_known"])),
        body=str(table.vocabularies["institutions"].at[row["institution"], "note"]) if row["institution"] else "",
        supporting=[(table.label("article", name), keys) for name, keys in table.supporting(claim).items()],
        on_same_subject=[_named(table, key) for key in table.on_same_subject(claim)],
        shown=_MOST_ON_SUBJECT,
        subject=(("city", row["city"]), tuple(str(row["subject"]).split(" ", 1))),
        parts=quoted(paragraph or "", [str(row["as_printed"])]),
        beside=beside(table, str(row["article"]), int(row["paragraph"])),
        gist=str(table.ledger.at[(row["article"], row["paragraph"]), "gist"]),
        related=[(title, [(name, str(table.claims.at[name, "statement"])) for name in names]) for title, names in related.items() if names],
        query=selection.query(),
    )


def _named(table: Table, claim: str) -> tuple[str, str, str]:
    """A claim by its key, its statement and what its article is called."""
    statement, article = table.claims.loc[claim, ["statement", "article"]]
    return claim, str(statement), table.label("article", str(article))


def cite_html(table: Table, claim: str, site: str, opened: bool = False) -> str:
    """The citation of a claim as text and as links to files; ``site`` is the address of the app, ``opened`` its initial state."""
    citation = cite_claim(table, claim, f"{site}/{link('evidence', (('claim', claim),))}" if site else "")
    return render("cite", title="Cite this claim", citation=citation, what="claim", key=claim, open=opened, called="")


def lost_html(claim: str) -> str:
    """The message for an unknown claim key."""
    unknown = f"No claim is called {in_quotation_marks(claim)}. It may belong to another version of the data; search for it below."
    return render("notices", sentences=[unknown])


def counted_html(table: Table, selection: Selection) -> str:
    """The number of claims of a selection as a heading; of a search of which no claim holds all the words, that none does."""
    words = claim_count(table, selection)
    if selection.search and search(table, selection.search).loose:
        words = f"No claim holds all of “{clipped(selection.search)}”; a part of it is held by {words}"
    return render("counted", words=words)


def claim_count(table: Table, selection: Selection) -> str:
    """The number of claims of a selection, and of restatements, as text."""
    claims, repeated = selection.sizes(table)
    text = plural(claims, "claim")
    return f"{text}, and {plural(repeated, 'repetition')} of a claim" if repeated else text


def labelled(table: Table, row: Record) -> dict[str, object]:
    """A claim with its displayed texts added: ``labels`` by column, ``amount``, ``when``, ``converted``, ``about``, ``way`` (facets)."""
    return {**row, **_labels(table, str(row["alike"])), "way": facets_of(row)}


@lru_cache(maxsize=4096)
def _labels(table: Table, claim: str) -> dict[str, object]:
    row = table.claims.loc[claim].to_dict()
    labels = {column: table.label(column, str(row[column])) for column in _LABELLED}
    if row["role"] != "hub" and row["relation"] in _OF_A_NATION:
        labels["relation"] = _OF_A_NATION[row["relation"]]
    if row["relation"] == "not_in_city":
        labels["status"] = "Said not to be there"
    figure = row["aspect"] == "figure"
    # No ink for a body that is not there: solid ink means in place.
    absent = {"status": ""} if row["relation"] == "not_in_city" else {}
    return {
        **absent,
        "labels": labels,
        "amount": amount(row) if figure else "",
        "when": period_words(str(row["period"])),
        "converted": printed_currency(table.claims, claim) if figure else "",
        "about": _about(row, labels),
    }


def _about(row: Record, labels: Mapping[str, str]) -> str:
    """The label of what a claim is about; for a rank what is ranked, since its amount already names the measure."""
    if row["unit"] == "rank" and row["counts"]:
        return str(row["counts"])
    return labels[{"focus_area": "area", "institution": "institution", "figure": "measure"}[str(row["aspect"])]]


@cached
def ledger_html(table: Table, selection: Selection) -> str:
    """The figures that share no axis, city by city, each with the reason."""
    rest = group_by_axis(table, selection.distinct(table)).others
    groups = [
        (city, table.label("city", city), [labelled(table, row) for row in rest[rest["city"] == city].to_dict("records")])
        for city in selection.columns(table)
    ]
    everywhere = set(table.distinct.loc[table.distinct["aspect"] == "figure", "city"])
    return render(
        "ledger",
        groups=groups,
        nation=table.nation,
        asked=selection.words(table),
        everywhere=everywhere,
        source=sources(table, rest["article"]).words,
        filters=selection.only_filters().query(),
    )
