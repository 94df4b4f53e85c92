"""New words of the vocabularies: made where a claim misses them, with what can be told without a person, and given up with it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.curate.coding import drafted, named_key, with_statement
from dashboard.curate.draft import Cells, Draft
from dashboard.curate.edited import MutableRow
from dashboard.curate.fill import defined, key_of_name, short_name
from dashboard.curate.units import KEY_OF
from dashboard.curate.unknown_rules import DIMENSIONS
from dashboard.table.load import Table

UNDECIDED = ""
"""The role of a new place as long as nobody has said whether it is compared with the others."""


def new_term(table: Table, draft: Draft, vocabulary: str, name: str, claim: Cells) -> tuple[str, Cells]:
    """The key and the row of a new word of a vocabulary, with what the claim it is made for says of it."""
    taken = {*map(str, table.vocabularies[vocabulary].index), *(next(iter(row.values())) for row in draft.vocabulary.get(vocabulary, ()))}
    key = key_of_name(name, taken)
    if vocabulary == "topics":
        return key, {"topic": key, "question": name, "difference": "", "claims": ""}
    if vocabulary == "cities":
        # Whether a place is compared with the others changes every picture: a person decides it.
        return key, {"city": key, "name": name, "role": UNDECIDED}
    row: MutableRow = {KEY_OF[vocabulary]: key, "name": name, "short": short_name(name)}
    if vocabulary == "measures":
        dimension = DIMENSIONS.get(claim.get("unit", ""), "count")
        row |= {"dimension": dimension, "definition": defined(name, dimension)}
    if vocabulary == "areas":
        row |= {"scope": name}
    if vocabulary == "institutions":
        city = claim.get("city", "") if claim.get("relation") == "in_city" else ""
        row |= {"naming": "named", "home": city or "not_printed"}
    return key, row


def with_cell(row: Cells, field: str, text: str) -> Cells:
    """A new row with another text in a field, and with what was made of its name as long as nobody wrote it."""
    told, name = {**row, field: text.strip()}, row.get("name", "")
    if field == "name":
        dimension = row.get("dimension", "")
        before, after = (
            {"short": short_name(each), "scope": each, "definition": defined(each, dimension)} for each in (name, told["name"])
        )
        told |= {cell: made for cell, made in after.items() if cell in row and row[cell] in ("", before[cell])}
    return told


def compared_or_not(table: Table, draft: Draft, city: str, role: str) -> Draft:
    """The draft with a new place as a person decides of it: with a ``role`` it is compared with the others, without one it is not.

    A place that is not compared is a region of the nation: what is claimed of it is claimed of the nation and names the region.
    """
    row = next(each for each in draft.vocabulary.get("cities", ()) if each.get("city") == city)
    if role:
        told = draft.with_term("cities", {**row, "role": role})
    else:
        places = tuple(each for each in draft.vocabulary["cities"] if each is not row)
        known = named_key(table, draft, "institutions", row["name"])
        key, region = new_term(table, draft, "institutions", row["name"], {})
        told = replace(draft, vocabulary={**draft.vocabulary, "cities": places})
        if not known:
            told = told.with_term("institutions", {**region, "kind": "region", "home": table.nation})
        for body in told.vocabulary.get("institutions", ()):
            if body.get("home") == city:
                told = told.with_term("institutions", {**body, "home": table.nation})
        moved = {"city": table.nation, "institution": known or key}
    for claim in draft.claims:
        if claim.get("city") == city:
            change = {} if role else {**moved, "institution": claim.get("institution") or moved["institution"]}
            if not role and claim.get("boundary") == "city":
                change["boundary"] = "region"
            told = told.with_claim(with_statement(table, told, {**claim, **change}, drafted(table, draft, claim)))
    return told


def without_unused(draft: Draft, claim: Cells) -> Draft:
    """The draft without the words it added to the vocabularies for this claim, as it was, where nothing uses them any more."""
    used = {(column, claim.get(column)) for claim in draft.claims for column in KEY_OF.values()}
    for row in draft.vocabulary.get("institutions", ()):
        used |= {("institution", row.get("part_of")), ("institution", row.get("owner")), ("city", row.get("home"))}
    for vocabulary, column in KEY_OF.items():
        gone = {key for key in (claim.get(column, ""),) if key and (column, key) not in used}
        rows = draft.vocabulary.get(vocabulary, ())
        if any(row.get(column) in gone for row in rows):
            kept = tuple(row for row in rows if row.get(column) not in gone)
            draft = replace(draft, vocabulary={**draft.vocabulary, vocabulary: kept})
    return draft
