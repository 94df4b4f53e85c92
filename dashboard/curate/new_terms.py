"""New terms of the vocabularies: added when a claim needs one, prefilled from it, and removed with it."""

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
"""The role of a new place until a person decides whether it is compared."""


def new_term(table: Table, draft: Draft, vocabulary: str, name: str, claim: Cells) -> tuple[str, Cells]:
    """The key and row of a new term of ``vocabulary``, prefilled from the claim it is made for."""
    used = {*map(str, table.vocabularies[vocabulary].index), *(next(iter(row.values())) for row in draft.vocabulary.get(vocabulary, ()))}
    key = key_of_name(name, used)
    if vocabulary == "topics":
        return key, {"topic": key, "question": name, "difference": "", "claims": ""}
    if vocabulary == "cities":
        # Whether a place is compared changes every picture, so a person decides.
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
    """A new row with ``text`` in ``field``, and with the cells derived from its name updated unless a person edited them."""
    changed, name = {**row, field: text.strip()}, row.get("name", "")
    if field == "name":
        dimension = row.get("dimension", "")
        before, after = (
            {"short": short_name(each), "scope": each, "definition": defined(each, dimension)} for each in (name, changed["name"])
        )
        changed |= {cell: derived for cell, derived in after.items() if cell in row and row[cell] in ("", before[cell])}
    return changed


def compared_or_not(table: Table, draft: Draft, city: str, role: str) -> Draft:
    """The draft with the decision on a new place: compared, in a ``role``, or not compared (an empty role).

    A place that is not compared becomes a region of the nation: its claims become claims about the nation that name the region.
    """
    row = next(each for each in draft.vocabulary.get("cities", ()) if each.get("city") == city)
    if role:
        changed = draft.with_term("cities", {**row, "role": role})
    else:
        places = tuple(each for each in draft.vocabulary["cities"] if each is not row)
        existing = named_key(table, draft, "institutions", row["name"])
        key, region = new_term(table, draft, "institutions", row["name"], {})
        changed = replace(draft, vocabulary={**draft.vocabulary, "cities": places})
        if not existing:
            changed = changed.with_term("institutions", {**region, "kind": "region", "home": table.nation})
        for body in changed.vocabulary.get("institutions", ()):
            if body.get("home") == city:
                changed = changed.with_term("institutions", {**body, "home": table.nation})
        moved = {"city": table.nation, "institution": existing or key}
    for claim in draft.claims:
        if claim.get("city") == city:
            change = {} if role else {**moved, "institution": claim.get("institution") or moved["institution"]}
            if not role and claim.get("boundary") == "city":
                change["boundary"] = "region"
            changed = changed.with_claim(with_statement(table, changed, {**claim, **change}, drafted(table, draft, claim)))
    return changed


def without_unused(draft: Draft, claim: Cells) -> Draft:
    """The draft without the terms that it added for ``claim`` and that nothing uses any more."""
    used = {(column, claim.get(column)) for claim in draft.claims for column in KEY_OF.values()}
    for row in draft.vocabulary.get("institutions", ()):
        used |= {("institution", row.get("part_of")), ("institution", row.get("owner")), ("city", row.get("home"))}
    for vocabulary, column in KEY_OF.items():
        unused = {key for key in (claim.get(column, ""),) if key and (column, key) not in used}
        rows = draft.vocabulary.get(vocabulary, ())
        if any(row.get(column) in unused for row in rows):
            remaining = tuple(row for row in rows if row.get(column) not in unused)
            draft = replace(draft, vocabulary={**draft.vocabulary, vocabulary: remaining})
    return draft
