"""What changed in the data since a link was made: the link carries the version it was made on."""

from __future__ import annotations

import pandas as pd

from dashboard.table.load import Table
from dashboard.table.problems import shown
from dashboard.table.words import plural


def versions_known(table: Table) -> tuple[str, ...]:
    """Every version this copy of the data knows, oldest first; the last is its own."""
    return table.releases


def changes_since(table: Table, version: str) -> pd.DataFrame:
    """What later versions changed, one row a claim, in the order of its last change; empty for a version nobody knows.

    A claim that changed more than once has its last change, the notes of all its changes, and every column they name.
    """
    known = versions_known(table)
    later = known[known.index(version) + 1 :] if version in known else ()
    rows = table.changes[table.changes["version"].isin(later)]
    told = rows.groupby("claim_id").agg({"note": " ".join, "fields": _each_once})
    last = rows.drop_duplicates("claim_id", keep="last").reset_index(drop=True)
    fields = last["claim_id"].map(told["fields"]).where(last["change"] == "changed", "")
    return last.assign(note=last["claim_id"].map(told["note"]), fields=fields)


def _each_once(cells: pd.Series) -> str:
    return " ".join(dict.fromkeys(" ".join(cells).split()))


def since_words(table: Table, version: str) -> str:
    """What a reader of a link made on ``version`` must know, as a sentence; empty when it is the version at hand."""
    here = table.package.version
    if version == here:
        return ""
    if version not in versions_known(table):
        made = f"the version {shown(version, 20)} this link was made on"
        return f"This copy of the data, {here}, does not know {made}, and so not what changed since."
    count = len(changes_since(table, version))
    changed = f"{plural(count, 'claim')} changed" if count else "No claim has changed"
    return f"{changed} since this link was made on data {version}; this is {here}."
