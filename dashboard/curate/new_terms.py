"""New terms of the vocabularies: added when a claim needs one, prefilled from it, and removed with it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.curate.coding import drafted, named_key, with_statement
from dashboard.curate.draft import Cells, Draft
from dashboard.curate.fill import DIMENSIONS, defined, key_of_name, short_name, term_row
from dashboard.curate.units import KEY_OF
from dashboard.table.load import Table

_ALIKE = ("city", "area", "institution", "measure", "aspect")
UNDECIDED = ""
"""The role of a new place until a person decides whether it is compared."""


def new_term(table: Table, draft: Draft, vocabulary: str, name: str, claim: Cells) -> tuple[str, Cells]:
    """The key and row of a new term of ``vocabulary``, prefilled from the claim it is made for."""
    used = {*map(str, table.vocabularies[vocabulary].index), *(next(iter(row.values())) for row in draft.vocabulary.get(vocabulary, ()))}
    if vocabulary == "topics":
        key = key_of_name(name, used)
        return key, {"topic": key, "question": name, "difference": "", "claims": ""}
    row = term_row(vocabulary, name, used, DIMENSIONS.get(claim.get("unit", ""), "count"))
    if vocabulary == "cities":
        # Whether a place is compared changes every picture, so a person decides.
        row["role"] = UNDECIDED
    if vocabulary == "institutions":
        row["home"] = (claim.get("relation") == "in_city" and claim.get("city")) or "not_printed"
    return row[KEY_OF[vocabulary]], row


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
    # Bodies go before places: a place may be the home of a body that goes.
    for vocabulary, column in KEY_OF.items():
        key, rows = claim.get(column, ""), draft.vocabulary.get(vocabulary, ())
        if any(row.get(column) == key for row in rows) and not _is_used(draft, column, key):
            remaining = tuple(row for row in rows if row.get(column) != key)
            draft = replace(draft, vocabulary={**draft.vocabulary, vocabulary: remaining})
    return draft


def _is_used(draft: Draft, column: str, key: str) -> bool:
    """Whether a claim, or a new body, names the term ``key``."""
    links = {"institution": ("part_of", "owner"), "city": ("home",)}.get(column, ())
    bodies = draft.vocabulary.get("institutions", ())
    return any(claim.get(column) == key for claim in draft.claims) or any(body.get(link) == key for body in bodies for link in links)


def claims_beside(table: Table, draft: Draft, topic: str) -> list[str]:
    """Released claims that a new topic may be given, those with most in common with the draft's own claims on it first."""
    claims = table.claims[(table.claims["topic"] == "") & (table.claims["restates"] == "")]
    alike = pd.Series(0, index=claims.index)
    for own in draft.claims:
        if own.get("topic") == topic:
            shared = [(claims[name] == own[name]).astype(int) for name in _ALIKE if own.get(name)]
            alike = alike.combine(sum(shared, pd.Series(0, index=claims.index)), max)
    return list(map(str, claims.loc[alike.sort_values(ascending=False, kind="stable").index, "claim_id"]))
