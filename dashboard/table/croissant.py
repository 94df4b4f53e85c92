"""The description of the package as Croissant (mlcommons.org/croissant): its files, their fields, and what refers to what.

It is small, so it is written here: the library of its makers, which the tests read it with, brings 140 MB along.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Any

from dashboard.table.parquet import PARQUET
from dashboard.table.release import read_release
from dashboard.table.schema import Package, Resource, allowed_folders

CROISSANT = "croissant.json"
_TERMS = (
    "citeAs", "column", "conformsTo", "cr", "rai", "data", "dataType", "dct", "equivalentProperty", "examples", "extract", "field",
    "fileProperty", "fileObject", "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path",
    "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "sc", "separator", "source", "subField", "transform",
)  # fmt: skip
"""The terms of the context, in the order of the specification."""
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}
_TYPES = {"integer": "sc:Integer", "number": "sc:Float"}


def croissant_bytes(package: Package, parquet: bytes) -> bytes:
    """The description as JSON in UTF-8; ``parquet`` is the content of claims.parquet.

    It has the size and the SHA-256 of every file as `Files` read it. Raises OSError when one cannot be read.
    """
    release, resources = read_release(package), (*package.tables, package.fingerprints)
    names = {resource.name for resource in resources}
    read = [(each, package.files.read(each.path, *allowed_folders(package.files.folder, each))) for each in resources]
    files = [_file(_named(each), each.path, each.description, content, "text/csv") for each, content in read]
    document = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": package.title,
        "description": package.description,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "citeAs": release.citation,
        "creator": _one_or_all([{"@type": "sc:Organization", "name": author} for author in release.authors]),
        "datePublished": f"{release.moment:%Y-%m-%d}" if release.dated else "",
        "license": package.licence.path or package.licence.name,
        "version": package.version,
        "distribution": [*files, _file(PARQUET, PARQUET, package["claims"].description, parquet, "application/vnd.apache.parquet")],
        "recordSet": [_records(resource, names) for resource in resources],
    }
    return (json.dumps({name: value for name, value in document.items() if value}, ensure_ascii=False, indent=2) + "\n").encode()


def _named(resource: Resource) -> str:
    """The identifier of a file; not its path, which may point outside the folder."""
    return f"{resource.name}.csv"


def _file(name: str, path: str, description: str, content: bytes, kind: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject", "@id": name, "name": name, "description": description, "contentSize": f"{len(content)} B",
        "contentUrl": path, "encodingFormat": kind, "sha256": sha256(content).hexdigest(),
    }  # fmt: skip


def _records(resource: Resource, known: Collection[str]) -> dict[str, Any]:
    """The record set of a table; fields that are foreign keys get a reference."""
    # Readers that follow references do not terminate on a table that refers to itself.
    links = {column: f"{target}/{key}" for column, target, key in resource.references if target in known and target != resource.name}
    return {
        "@type": "cr:RecordSet",
        "@id": resource.name,
        "name": resource.name,
        "description": resource.description,
        "key": _one_or_all([{"@id": f"{resource.name}/{column}"} for column in resource.primary_key]),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{resource.name}/{field.name}",
                "name": field.name,
                "description": f"{field.title}: {field.description}",
                "dataType": _TYPES.get(field.type, "sc:Text"),
                **({"references": {"field": {"@id": links[field.name]}}} if field.name in links else {}),
                "source": {"fileObject": {"@id": _named(resource)}, "extract": {"column": field.name}},
            }
            for field in resource.fields
        ],
    }


def _one_or_all(items: Sequence[dict[str, str]]) -> object:
    return items[0] if len(items) == 1 else list(items)
