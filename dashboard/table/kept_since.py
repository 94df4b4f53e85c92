"""What happened to kept claims in later versions of the data: changed, withdrawn, or not in the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.table.changes import changes_since, versions_known
from dashboard.table.load import Table
from dashboard.table.notebook import KeptClaim, Notebook
from dashboard.table.problems import named
from dashboard.table.words import Record, plural, sentence_list

_BESIDE = re.compile(r"\b([0-9]{2}-[a-z]{1,2})\b")


@dataclass(frozen=True)
class Fate:
    """What happened to a kept claim: ``kind`` is ``same``, ``changed``, ``withdrawn`` or ``lost``; ``see``: claims named in ``words``."""

    kind: str = "same"
    words: str = ""
    see: tuple[str, ...] = ()


def fate(table: Table, kept: KeptClaim) -> Fate:
    """What happened to a claim since the version it was kept on."""
    if kept.claim in table.claims.index:
        row = _since(table, kept.version).get(kept.claim)
        if not row or row["change"] != "changed":
            return Fate()
        fields = [table.package["claims"][name].title for name in str(row["fields"]).split() if name in table.package["claims"].columns]
        what = f" ({sentence_list(fields)})" if fields else ""
        return Fate("changed", f"Changed since data {kept.version}{what}: {row['note']}", _named(table, kept.claim, str(row["note"])))
    gone = _withdrawn(table).get(kept.claim)
    if gone:
        note = str(gone["note"])
        return Fate("withdrawn", f"Withdrawn in data {gone['version']}: {note}", _named(table, kept.claim, note))
    return Fate("lost", f"This copy of the data, {table.package.version}, holds no claim of this key.")


def fates(table: Table, notebook: Notebook) -> list[Fate]:
    """The fate of each claim of a notebook, in its order."""
    return [fate(table, kept) for kept in notebook.kept]


def since_kept(table: Table, notebook: Notebook, outcomes: Iterable[Fate]) -> list[str]:
    """Sentences for the reader of a notebook on changes since its versions; ``outcomes`` are its `fates`. Empty without changes."""
    kinds = [each.kind for each in outcomes]
    counts = [f"{plural(kinds.count(kind), 'claim')} {kind}" for kind in ("changed", "withdrawn") if kind in kinds]
    here = table.package.version
    statements = [f"Since this notebook was made: {' and '.join(counts)}. This is data {here}."] if counts else []
    if "lost" in kinds:
        statements.append(f"Not found in this copy of the data, {here}: {plural(kinds.count('lost'), 'claim')} of this notebook.")
    unknown = [version for version in dict.fromkeys(each.version for each in notebook.kept) if version not in versions_known(table)]
    if unknown:
        versions = sentence_list([named(version) if version else "a version that is not written" for version in unknown])
        statements.append(
            f"Claims were kept on {versions}, which this copy of the data, {here}, does not know, and so not what changed since."
        )
    return statements


@lru_cache(maxsize=64)
def _since(table: Table, version: str) -> Mapping[str, Record]:
    if version == table.package.version:
        return {}
    return {str(row["claim_id"]): row for row in changes_since(table, version).to_dict("records")}


@lru_cache(maxsize=4)
def _withdrawn(table: Table) -> Mapping[str, Record]:
    rows = table.changes[table.changes["change"] == "withdrawn"].to_dict("records")
    return {str(row["claim_id"]): row for row in rows}


def _named(table: Table, claim: str, note: str) -> tuple[str, ...]:
    """The other claims of the same article that a note names by paragraph and letter (``07-b``)."""
    article = claim.rsplit("-", 2)[0]
    near = [f"{article}-{part}" for part in _BESIDE.findall(note)]
    return tuple(key for key in dict.fromkeys(near) if key in table.claims.index and key != claim)
