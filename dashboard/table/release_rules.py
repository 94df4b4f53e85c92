"""Rules of changes.csv: its rows agree with the claims, the fields and CHANGES.md.

Each rule takes rows and yields (row, column, what is wrong, next move).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dashboard.table.exemptions import Finding
from dashboard.table.problems import listed, named, nearest, quoted
from dashboard.table.rows import Row
from dashboard.table.schema import version_parts


def changes(rows: list[Row], claims: Iterable[Row], columns: tuple[str, ...], newest: str) -> Iterator[Finding]:
    """Versions are at most ``newest``, claims exist or were withdrawn, and ``fields`` are columns of the claims."""
    known = {row["claim_id"] for row in claims}
    withdrawn = {row["claim_id"]: version_parts(row["version"]) or () for row in rows if row["change"] == "withdrawn"}
    latest = version_parts(newest)
    for row in rows:
        version = version_parts(row["version"])
        if version and latest and version > latest:
            what = f"{row['version']} is newer than the package, which is {newest}."
            yield row, "version", what, "Raise the version in datapackage.json, or correct this one."
        yield from _changed_claim(row, known, withdrawn)
        yield from _changed_fields(row, columns)


def _changed_claim(row: Row, known: set[str], withdrawn: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
    claim = row["claim_id"]
    if row["change"] == "withdrawn" and claim in known:
        yield row, "claim_id", f"{quoted(claim)} is still a claim.", "Take it out of claims.csv, or write changed."
    if row["change"] not in ("added", "changed") or not claim or claim in known:
        return
    if (version_parts(row["version"]) or ()) >= withdrawn.get(claim, ()):
        fix = "Write the key of a claim, or add the row of the release that withdrew it."
        yield row, "claim_id", f"{quoted(claim)} is no claim.", fix


def _changed_fields(row: Row, columns: tuple[str, ...]) -> Iterator[Finding]:
    names = row["fields"].split()
    if row["change"] == "changed" and not names:
        yield row, "fields", "is empty, and the claim is said to have changed.", "Name the columns that changed."
    if row["change"] in ("added", "withdrawn") and names:
        yield row, "fields", f"{quoted(row['fields'])} stands beside {row['change']}.", "Empty the cell, or write changed."
    unknown = [name for name in names if name not in columns]
    if unknown:
        near = dict.fromkeys(match for name in unknown for match in nearest(name, columns, 2))
        yield row, "fields", f"{listed(unknown, 'and')} is no column of claims.csv.", f"Write {listed(near)}."


def releases(rows: Iterable[Row], days: Mapping[str, str]) -> Iterator[Finding]:
    """Each version has a heading in CHANGES.md with the same day; ``days`` are the headings, version to day."""
    reported: set[str] = set()
    for row in rows:
        version, day = row["version"], row["date"]
        if version_parts(version) is None or version in reported:
            continue
        if version not in days:
            reported.add(version)
            yield row, "version", f"{version} has no heading in CHANGES.md.", f"Write there: ## {version} ({named(day)})."
        elif day and day != days[version]:
            what = f"{quoted(day)} is not the day CHANGES.md gives {version}, {named(days[version])}."
            yield row, "date", what, "Make the two agree."
