"""Everything as one ZIP: the data package as released, what it is, how to cite it, and fingerprints of all of it."""

from __future__ import annotations

import csv
import io
import json
import posixpath
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.table.croissant import CROISSANT
from dashboard.table.interchange import interchange
from dashboard.table.load import Table
from dashboard.table.parquet import PARQUET
from dashboard.table.release import Release, read_release
from dashboard.table.rows import read_rows
from dashboard.table.schema import DESCRIPTOR, Package, Resource

CHANGES, SUMS = "CHANGES.md", "SHA256SUMS"
_README = """# {named}

{description}

This is the whole data package as released: every table, the ledger of every paragraph, the descriptor that says what
each field means, and fingerprints of all of it. The texts of the articles are not here; they belong to their
publishers. `{articles}` names them and gives the SHA-256 of each copy that was read.

| file | rows | what it holds |
|---|--:|---|
{files}

`data/{parquet}` holds the claims once more, with types: `select * from 'data/{parquet}'` in DuckDB. `data/{croissant}`
describes every file in Croissant, for programs that collect data sets.

## Licence
{licence}

## How to cite it
{citation}

`CITATION.cff` says the same for programs. Every row of `{claims}` names its article and paragraph: cite those with it.

## How to validate it
```
sha256sum -c {sums}
pip install frictionless && frictionless validate data/{descriptor}
```
With the program Tech Hubs itself, `tech-hubs check --data data` checks the rules between the rows as well.
"""


def zip_bytes(table: Table) -> bytes:
    """The released data package with its papers as a ZIP; the same bytes each time."""
    package, release = table.package, read_release(table.package)
    files = _data_files(package)
    files["README.md"] = _readme(package, release, files).encode()
    files["CITATION.cff"] = _citation_file(package, release).encode()
    files[SUMS] = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    return _packed(files, release)


def _data_files(package: Package) -> dict[str, bytes]:
    """The files of the package by their place in the ZIP; only what the descriptor names, so never an article's text."""
    paths = [resource.path for resource in (*package.tables, package.fingerprints)]
    files = {_place(path): package.files.read(path) for path in (*paths, DESCRIPTOR, CHANGES)}
    rows, _ = read_rows(package.files, package["claims"])
    return files | {_place(name): content for name, content in interchange(package, rows).items()}


def _place(path: str) -> str:
    """Where a file of the data folder stands in the ZIP, so that the paths of the descriptor hold there too."""
    place = posixpath.normpath(posixpath.join("data", Path(path).as_posix()))
    if place.startswith(("../", "/")):
        raise ValueError(f"{DESCRIPTOR} names {path}, which lies outside what a ZIP can hold. Keep it beside the data folder.")
    return place


def _readme(package: Package, release: Release, files: Mapping[str, bytes]) -> str:
    resources = (*package.tables, package.fingerprints)
    return _README.format(
        named=release.named,
        description=package.description,
        articles=_place(package["articles"].path),
        files="\n".join(_listed(resource, files) for resource in resources),
        licence=release.licence,
        citation=release.citation,
        claims=_place(package["claims"].path),
        sums=SUMS,
        descriptor=DESCRIPTOR,
        parquet=PARQUET,
        croissant=CROISSANT,
    )


def _listed(resource: Resource, files: Mapping[str, bytes]) -> str:
    place = _place(resource.path)
    lines = csv.reader(io.StringIO(files[place].decode("utf-8-sig"), newline=""))
    return f"| `{place}` | {sum(1 for _ in lines) - 1} | {resource.description.replace('|', '/')} |"


def _citation_file(package: Package, release: Release) -> str:
    """CITATION.cff in version 1.2.0 of its format; a JSON string is a YAML string too."""
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as below, and the article behind each claim you use.",
        "type": "dataset",
        "title": release.title,
        "abstract": package.description,
        "version": release.version,
        "date-released": f"{release.moment:%Y-%m-%d}" if release.dated else "",
        "license": release.licence_key,
    }
    fields = [f"{name}: {_quoted(value)}" for name, value in lines.items() if value]
    return "\n".join([*fields, "authors:", *(f"  - name: {_quoted(author)}" for author in release.authors), ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _packed(files: Mapping[str, bytes], release: Release) -> bytes:
    """The files as a ZIP that depends on nothing but them and the day of the release."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, release.moment.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix on every system, or the bytes would differ on Windows.
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()
