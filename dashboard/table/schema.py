"""``datapackage.json`` as values: the one place where a field's title, type, unit and constraint are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dashboard.table.problems import Problem, Unreadable, listed

DESCRIPTOR = "datapackage.json"
EDTF = "http://id.loc.gov/datatypes/edtf"
TABLES = ("claims", "cities", "areas", "institutions", "measures", "articles")


@dataclass(frozen=True)
class Category:
    """One word of a closed vocabulary: its key, the label shown, what it means."""

    value: str
    label: str
    description: str


@dataclass(frozen=True)
class Field:
    """A column, as its Table Schema field describes it."""

    name: str
    title: str
    type: str
    description: str
    edtf: bool = False
    required: bool = False
    unique: bool = False
    pattern: str | None = None
    minimum: int | None = None
    categories: tuple[Category, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The values the field may take, in the order of the codebook; empty when any value will do."""
        return tuple(category.value for category in self.categories)

    def label(self, value: str) -> str:
        """The label shown for a word of the vocabulary; the word itself when it is not one."""
        return next((c.label for c in self.categories if c.value == value), value)


@dataclass(frozen=True)
class Resource:
    """A CSV file of the package: its path below the data folder, its fields, its keys."""

    name: str
    title: str
    description: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...]
    """Foreign keys as (column, resource, column there); an empty resource is this one."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class Package:
    """The data package: what it is called, its version, its tables and the ledger beside them."""

    folder: Path
    title: str
    description: str
    version: str
    created: str
    resources: Mapping[str, Resource]
    ledger: Resource

    def __getitem__(self, name: str) -> Resource:
        return self.resources[name]


def _field(raw: Mapping[str, Any]) -> Field:
    rules = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        title=raw["title"],
        type=raw["type"],
        description=raw["description"],
        edtf=raw.get("rdfType") == EDTF,
        required=bool(rules.get("required")),
        unique=bool(rules.get("unique")),
        pattern=rules.get("pattern"),
        minimum=rules.get("minimum"),
        categories=tuple(Category(c["value"], c["label"], c["description"]) for c in raw.get("categories", ())),
    )


def _resource(raw: Mapping[str, Any]) -> Resource:
    schema = raw["schema"]
    key = schema["primaryKey"]
    return Resource(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        path=raw["path"],
        fields=tuple(map(_field, schema["fields"])),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        references=tuple(
            (link["fields"][0], link["reference"]["resource"], link["reference"]["fields"][0])
            for link in schema.get("foreignKeys", ())
        ),
    )


def read_package(folder: Path) -> Package:
    """Read ``folder``/datapackage.json. Raises `Unreadable` when it is missing, broken or lacks a table."""
    try:
        raw = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8-sig"))
        resources = {r.name: r for r in map(_resource, raw["resources"])}
        package = Package(
            folder=folder,
            title=raw["title"],
            description=raw["description"],
            version=raw["version"],
            created=raw["created"],
            resources=resources,
            ledger=_resource(raw["ledger"]),
        )
    except OSError as error:
        fix = f"Name a folder that holds {DESCRIPTOR} with --data, or restore the file."
        raise Unreadable([Problem(DESCRIPTOR, f"cannot be read ({error.strerror}).", fix)]) from error
    except UnicodeDecodeError as error:
        raise Unreadable([Problem(DESCRIPTOR, "is not UTF-8.", "Save it as UTF-8.")]) from error
    except json.JSONDecodeError as error:
        where = f"{DESCRIPTOR} line {error.lineno}, column {error.colno}"
        raise Unreadable([Problem(where, f"is not JSON: {error.msg}.", "Mend the file there.")]) from error
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, RecursionError) as error:
        what = f"does not describe the tables as expected ({type(error).__name__}: {str(error)[:80]})."
        raise Unreadable([Problem(DESCRIPTOR, what, "Compare it with the released file and restore what is missing.")]) from error
    missing = [name for name in TABLES if name not in resources]
    if missing:
        what = f"describes no table named {listed(missing)}."
        raise Unreadable([Problem(DESCRIPTOR, what, "Restore the resource from the released file.")])
    return package
