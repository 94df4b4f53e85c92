"""What changed in the data between the version a link carries and this one."""

from __future__ import annotations

import pandas as pd

from dashboard.table.load import Table
from dashboard.table.problems import quoted
from dashboard.table.words import plural


def versions_known(table: Table) -> tuple[str, ...]:
    """The versions in CHANGES.md, oldest first; the last is the version of the table itself."""
    return table.releases


def changes_since(table: Table, version: str) -> pd.DataFrame:
    """The claims that versions after ``version`` changed: columns of changes.csv, one row a claim, in the order of the last change.

    A claim that changed more than once has its last change, all notes joined, and the union of ``fields``. Empty for an unknown version.
    """
    known = versions_known(table)
    later = known[known.index(version) + 1 :] if version in known else ()
    rows = table.changes[table.changes["version"].isin(later)]
    merged = rows.groupby("claim_id").agg({"note": " ".join, "fields": _each_once})
    last = rows.drop_duplicates("claim_id", keep="last").reset_index(drop=True)
    fields = last["claim_id"].map(merged["fields"]).where(last["change"] == "changed", "")
    return last.assign(note=last["claim_id"].map(merged["note"]), fields=fields)


def _each_once(cells: pd.Series) -> str:
    return " ".join(dict.fromkeys(" ".join(cells).split()))


def since_words(table: Table, version: str) -> str:
    """A sentence for the reader of a link made on ``version``: how many claims changed since; empty when it is the current version."""
    here = table.package.version
    if version == here:
        return ""
    if version not in versions_known(table):
        made = f"the version {quoted(version, 20)} this link was made on"
        return f"This copy of the data, {here}, does not know {made}, and so not what changed since."
    count = len(changes_since(table, version))
    changed = f"{plural(count, 'claim')} changed" if count else "No claim has changed"
    return f"{changed} since this link was made on data {version}; this is {here}."
