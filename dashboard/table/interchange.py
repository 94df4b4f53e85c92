"""The two interchange files beside the tables, Parquet and Croissant: written by a release, verified by the check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from dashboard.table.croissant import CROISSANT, croissant_bytes
from dashboard.table.files import write_whole
from dashboard.table.parquet import PARQUET, parquet_bytes, same_parquet
from dashboard.table.problems import Problem
from dashboard.table.rows import Row, column_of
from dashboard.table.schema import Package

INTERCHANGE = (PARQUET, CROISSANT)
_FIX = "Run tech-hubs release: it writes the file anew."


def interchange(package: Package, claims: list[Row]) -> dict[str, bytes]:
    """The contents of both files by name; ``claims`` are the rows as read. Raises OSError when a file of the package cannot be read."""
    parquet = parquet_bytes(package, {column: column_of(claims, column) for column in package["claims"].columns})
    return {PARQUET: parquet, CROISSANT: croissant_bytes(package, parquet)}


def stale(package: Package, claims: list[Row]) -> Iterator[Problem]:
    """Problems with interchange files that exist and do not match the table; both may be missing."""
    files = _there(package)
    if PARQUET in files:
        fresh = parquet_bytes(package, {column: column_of(claims, column) for column in package["claims"].columns})
        if not same_parquet(files[PARQUET], fresh):
            yield Problem(PARQUET, "does not hold the claims of claims.csv.", _FIX)
    if CROISSANT in files and PARQUET in files and not _same_json(files[CROISSANT], croissant_bytes(package, files[PARQUET])):
        yield Problem(CROISSANT, "does not describe the files beside it.", _FIX)
    elif CROISSANT in files and PARQUET not in files:
        yield Problem(PARQUET, f"is missing, and {CROISSANT} describes it.", _FIX)


def write_interchange(package: Package, claims: list[Row]) -> list[str]:
    """Write both files, each atomically, if one is missing or stale; returns the names written. Raises OSError."""
    files = _there(package)
    if set(files) == set(INTERCHANGE) and not list(stale(package, claims)):
        return []
    for name, content in interchange(package, claims).items():
        write_whole(package.files.folder / name, content)
    return list(INTERCHANGE)


def _there(package: Package) -> Mapping[str, bytes]:
    files = {}
    for name in INTERCHANGE:
        try:
            files[name] = package.files.read(name)
        except FileNotFoundError:
            continue
        except OSError:
            files[name] = b""
    return files


def _same_json(one: bytes, other: bytes) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except (ValueError, RecursionError):
        return False
