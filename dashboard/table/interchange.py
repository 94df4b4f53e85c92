"""The two files beside the tables that other programs take up as they stand: written by a release, and held to the table by the check."""

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
    """Both files by their names, from the rows of the claims as they are read. Raises OSError when a file cannot be read."""
    parquet = parquet_bytes(package, {column: column_of(claims, column) for column in package["claims"].columns})
    return {PARQUET: parquet, CROISSANT: croissant_bytes(package, parquet)}


def stale(package: Package, claims: list[Row]) -> Iterator[Problem]:
    """Which of the files are there and say something else than the table; one that is not there says nothing wrong."""
    found = _there(package)
    if PARQUET in found:
        fresh = parquet_bytes(package, {column: column_of(claims, column) for column in package["claims"].columns})
        if not same_parquet(found[PARQUET], fresh):
            yield Problem(PARQUET, "does not hold the claims of claims.csv.", _FIX)
    if CROISSANT in found and PARQUET in found and not _same_json(found[CROISSANT], croissant_bytes(package, found[PARQUET])):
        yield Problem(CROISSANT, "does not describe the files beside it.", _FIX)
    elif CROISSANT in found and PARQUET not in found:
        yield Problem(PARQUET, f"is missing, and {CROISSANT} describes it.", _FIX)


def write_interchange(package: Package, claims: list[Row]) -> list[str]:
    """Write those of the files that are missing or stale, each whole or not at all; returns their names. Raises OSError."""
    found = _there(package)
    if set(found) == set(INTERCHANGE) and not list(stale(package, claims)):
        return []
    for name, content in interchange(package, claims).items():
        write_whole(package.files.folder / name, content)
    return list(INTERCHANGE)


def _there(package: Package) -> Mapping[str, bytes]:
    found = {}
    for name in INTERCHANGE:
        try:
            found[name] = package.files.read(name)
        except FileNotFoundError:
            continue
        except OSError:
            found[name] = b""
    return found


def _same_json(one: bytes, other: bytes) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except (ValueError, RecursionError):
        return False
