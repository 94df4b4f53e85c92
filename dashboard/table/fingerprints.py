"""Fingerprints of all rows at the last release, by which the check finds changes that are not recorded.

A row's fingerprint is the SHA-256, in hexadecimal, of its cells that are not empty as JSON: an object of column to text,
keys sorted, no blanks between, in UTF-8. Only columns that existed in that release are included, so that a new column changes no row.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from dashboard.table.files import write_whole
from dashboard.table.problems import Problem, listed, named, quoted
from dashboard.table.rows import Row, key_of, problem_at
from dashboard.table.schema import DESCRIPTOR, Package, Resource, version_parts

Tables = Mapping[str, list[Row]]
Known = dict[str, dict[str, str]]
"""The fingerprints of a release by table and key."""
CHANGES = "changes"


def fingerprint_of(resource: Resource, row: Row, version: tuple[int, ...]) -> str:
    """The fingerprint of a row, from the columns that exist in ``version``."""
    cells = {field.name: row[field.name] for field in resource.fields if field.since <= version and row[field.name]}
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def fingerprints(package: Package, tables: Tables, version: str) -> Iterator[tuple[str, str, str, str]]:
    """(Table, key, version, fingerprint) for every row of every table, sorted."""
    parts = version_parts(version) or ()
    rows = (
        (resource.name, key_of(resource, row), version, fingerprint_of(resource, row, parts))
        for resource in package.tables
        for row in tables[resource.name]
    )
    yield from sorted(rows)


def write_fingerprints(package: Package, tables: Tables) -> int:
    """Write the fingerprints of this version, atomically; returns their number. Raises OSError."""
    rows = list(fingerprints(package, tables, package.version))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([package.fingerprints.columns, *rows])
    write_whole(package.files.folder / package.fingerprints.path, text.getvalue().encode())
    return len(rows)


def released_version(rows: Iterable[Row]) -> str:
    """The version of the fingerprints; empty when nothing is released yet."""
    return next((row["version"] for row in rows), "")


def unrecorded(package: Package, tables: Tables, rows: list[Row]) -> Iterator[Problem]:
    """Differences from the last release that no newer version records; ``rows`` are those of the file of fingerprints."""
    version = released_version(rows)
    parts, now = version_parts(version), version_parts(package.version)
    other = next((row for row in rows if row["version"] != version), None)
    if other is not None:
        what = f"{other['version']} stands beside {version}."
        yield problem_at(package.fingerprints, other, "version", what, "Restore the file as tech-hubs release wrote it.")
        return
    if not parts or not now:
        return
    if now < parts:
        what = f"{package.version} is older than {version}, which is released."
        yield Problem(f"{DESCRIPTOR}, version", what, f"Write {version} or a newer version.")
        return
    known: Known = {}
    for row in rows:
        known.setdefault(row["table"], {})[row["key"]] = row["sha256"]
    strange = next((row for row in rows if row["table"] not in {resource.name for resource in package.tables}), None)
    if strange is not None:
        what = f"{quoted(strange['table'])} is no table of the package."
        yield problem_at(package.fingerprints, strange, "table", what, "Restore the file as tech-hubs release wrote it.")
    for resource in package.tables:
        comparison = _Comparison(resource, tables[resource.name], known.get(resource.name, {}), parts)
        if resource.name == CHANGES:
            yield from _changed_history(comparison, version)
        elif now == parts:
            yield from _changed_after_release(comparison, version)
        elif resource.name == "claims":
            yield from _not_in_changes(comparison, tables[CHANGES], version, package.version)


class _Comparison:
    """A table compared with its last release: ``changed`` and ``added`` rows, and ``gone`` keys; ``known`` maps key to fingerprint."""

    def __init__(self, resource: Resource, rows: list[Row], known: Mapping[str, str], version: tuple[int, ...]) -> None:
        self.resource, self.rows, self.known = resource, rows, known
        keyed = {key_of(resource, row): row for row in rows}
        self.added = [row for key, row in keyed.items() if key not in known]
        self.changed = [row for key, row in keyed.items() if key in known and fingerprint_of(resource, row, version) != known[key]]
        self.gone = [key for key in known if key not in keyed]


def _changed_after_release(comparison: _Comparison, version: str) -> Iterator[Problem]:
    """Problems with rows that differ although the version was already released."""
    fix = f"Raise the version in {DESCRIPTOR} and say in CHANGES.md what changed"
    fix += ", with a row of changes.csv for each claim." if comparison.resource.name == "claims" else "."
    for row in comparison.changed:
        yield problem_at(comparison.resource, row, "", f"was changed since {version} was released, and no version records it.", fix)
    for row in comparison.added:
        yield problem_at(comparison.resource, row, "", f"was added since {version} was released, and no version records it.", fix)
    if comparison.gone:
        what = f"has lost {listed(comparison.gone, 'and')} since {version} was released, and no version records it."
        yield Problem(Path(comparison.resource.path).name, what, fix)


def _changed_history(comparison: _Comparison, version: str) -> Iterator[Problem]:
    """Problems with changes.csv: its released rows must not change, and no row may be added to a released version."""
    fix = "Restore it as it was: what a release recorded stays."
    for row in comparison.changed:
        yield problem_at(comparison.resource, row, "", f"was changed since {version} was released.", fix)
    if comparison.gone:
        yield Problem(Path(comparison.resource.path).name, f"has lost {listed(comparison.gone, 'and')}, which {version} released.", fix)
    for row in comparison.added:
        if (version_parts(row["version"]) or ()) <= (version_parts(version) or ()):
            what = f"was added to {named(row['version'])}, and {version} is released already."
            yield problem_at(comparison.resource, row, "", what, f"Record the change under the version that follows {version}.")


def _not_in_changes(comparison: _Comparison, changes: list[Row], version: str, newest: str) -> Iterator[Problem]:
    """Claims that a newer version changed, added or withdrew without a row in changes.csv."""
    old = version_parts(version) or ()
    recorded: dict[str, dict[str, Row]] = {}
    for row in changes:
        if (version_parts(row["version"]) or ()) > old:
            recorded.setdefault(row["claim_id"], {})[row["change"]] = row
    for name, rows in (("changed", comparison.changed), ("added", comparison.added)):
        for row in rows:
            if name not in recorded.get(row["claim_id"], {}):
                what = f"was {name} since {version}, and changes.csv does not say so."
                columns = ", and the columns that changed" if name == "changed" else ""
                fix = f"Add its row there: version {newest}, change {name}{columns}."
                yield problem_at(comparison.resource, row, "", what, fix)
    unrecorded_keys = [key for key in comparison.gone if "withdrawn" not in recorded.get(key, {})]
    if unrecorded_keys:
        what = f"has lost {listed(unrecorded_keys, 'and')}, which {version} released, and changes.csv does not say so."
        yield Problem(
            Path(comparison.resource.path).name, what, f"Restore them, or withdraw each with a row of changes.csv, version {newest}."
        )
    yield from _not_changed(comparison, recorded, version)


def _not_changed(comparison: _Comparison, recorded: Mapping[str, Mapping[str, Row]], version: str) -> Iterator[Problem]:
    """Claims that changes.csv calls changed or added and that are what they were."""
    moved = {row["claim_id"] for row in comparison.changed}
    old = {field.name for field in comparison.resource.fields if field.since <= (version_parts(version) or ())}
    for row in comparison.rows:
        changes = recorded.get(row["claim_id"], {})
        if row["claim_id"] not in comparison.known or row["claim_id"] in moved or not changes:
            continue
        if "added" in changes:
            yield problem_at(
                comparison.resource, row, "", f"is called added in changes.csv, and {version} held it.", "Write changed there."
            )
        elif "changed" in changes and set(changes["changed"]["fields"].split()) <= old:
            what = f"is as {version} released it, and changes.csv says it changed."
            yield problem_at(comparison.resource, row, "", what, "Remove that row, or make the change.")
