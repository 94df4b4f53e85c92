"""Reads ``datapackage.json``, the single source of titles, types, units and constraints of fields."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import re2

from dashboard.table.expected import COLUMNS, FINGERPRINTS, KEYS, LEDGER, TABLES, TYPES, WORDS
from dashboard.table.files import Files
from dashboard.table.problems import Problem, Unreadable, listed, quoted
from dashboard.table.wording import USUAL, Wording, read_wording

DESCRIPTOR = "datapackage.json"
CODED = "The articles were coded twice, independently, and the two codings settled."
"""The default for `Package.method`."""
EDTF = "http://id.loc.gov/datatypes/edtf"
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")


@dataclass(frozen=True)
class Category:
    """One word of a closed vocabulary: its key, its displayed label, its meaning."""

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
    longest: int | None = None
    """How many characters a cell may hold."""
    since: tuple[int, ...] = ()
    """The version of the package that added the field; empty for the first release."""
    categories: tuple[Category, ...] = ()
    unit: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The permitted values, in the order of the codebook; empty when any value is permitted."""
        return tuple(category.value for category in self.categories)

    def label(self, value: str) -> str:
        """The displayed label of a word of the vocabulary; the word itself when it is unknown."""
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
    """Foreign keys as (column, resource, column of that resource); an empty resource is this one."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class Licence:
    """The licence of the data: key, name and URL, each empty when the descriptor does not say."""

    name: str = ""
    title: str = ""
    path: str = ""


@dataclass(frozen=True, eq=False)
class Package:
    """The data package, compared by identity: its metadata and the descriptions of its tables."""

    files: Files
    title: str
    description: str
    version: str
    created: str
    licence: Licence
    authors: tuple[str, ...]
    resources: Mapping[str, Resource]
    """The tables a reader sees."""
    ledger: Resource
    fingerprints: Resource
    """The fingerprints of all rows at the last release; used by the check only."""
    purpose: str = ""
    """A short description that follows the title; empty where the descriptor does not say."""
    wording: Wording = USUAL
    method: str = CODED
    """How the articles were coded, in a sentence."""

    @property
    def tables(self) -> tuple[Resource, ...]:
        """Every table that is released, the ledger last."""
        return (*self.resources.values(), self.ledger)

    def __getitem__(self, name: str) -> Resource:
        return self.resources[name]


def allowed_folders(folder: Path, resource: Resource) -> tuple[Path, ...]:
    """The folders below which the file of a table may be: the data ``folder``, and for the ledger also ``seeds`` beside it."""
    return (folder, folder.resolve().parent / "seeds") if resource.name == LEDGER else (folder,)


def version_parts(text: str) -> tuple[int, ...] | None:
    """A version as integers, so that 1.10.0 sorts after 1.9.0; None when the text is no version."""
    return tuple(map(int, text.split("."))) if _VERSION.fullmatch(text) else None


def _text(raw: Mapping[str, Any], key: str, filled: bool = True) -> str:
    value = raw[key]
    if not isinstance(value, str) or not value.isprintable() or (filled and not value.strip()):
        raise ValueError(f"{key} must be text on one line, not {quoted(repr(value))}")
    return value


def _path(raw: Mapping[str, Any]) -> str:
    path = _text(raw, "path")
    if not path.endswith(".csv"):
        raise ValueError(f"path must name a CSV file, not {quoted(path)}")
    return path


def _category(raw: Mapping[str, Any]) -> Category:
    return Category(_text(raw, "value"), _text(raw, "label", filled=False), _text(raw, "description", filled=False))


@lru_cache(maxsize=64)
def form(pattern: str) -> Callable[[str], object]:
    """A function that tests whether a whole cell matches a pattern, in time linear in the length of the cell (RE2).

    Raises ValueError for an invalid regular expression, including look-ahead and look-behind.
    """
    options = re2.Options()
    options.log_errors = False
    try:
        matched: Callable[[str], object] = re2.compile(pattern, options).fullmatch
    except re2.error as error:
        detail = error.args[0].decode(errors="replace")
        raise ValueError(f"the pattern {quoted(pattern)} cannot be matched ({detail})") from error
    return matched


def _field(raw: Mapping[str, Any]) -> Field:
    rules = raw.get("constraints", {})
    pattern, minimum, longest = rules.get("pattern"), rules.get("minimum"), rules.get("maxLength")
    since = version_parts(_text(raw, "since")) if raw.get("since") is not None else ()
    if pattern is not None and not isinstance(pattern, str):
        raise ValueError(f"a pattern must be text, not {quoted(repr(pattern))}")
    if pattern:
        form(pattern)
    if minimum is not None and not isinstance(minimum, int):
        raise ValueError(f"minimum must be a whole number, not {quoted(repr(minimum))}")
    if longest is not None and (not isinstance(longest, int) or longest < 1):
        raise ValueError(f"maxLength must be a whole number above 0, not {quoted(repr(longest))}")
    if since is None:
        raise ValueError(f"since must be a version such as 1.2.0, not {quoted(raw['since'])}")
    return Field(
        name=_text(raw, "name"),
        title=_text(raw, "title"),
        type=_text(raw, "type"),
        description=_text(raw, "description"),
        edtf=raw.get("rdfType") == EDTF,
        required=bool(rules.get("required")),
        unique=bool(rules.get("unique")),
        pattern=pattern,
        minimum=minimum,
        longest=longest,
        since=since,
        categories=tuple(map(_category, raw.get("categories", ()))),
        unit=_text(raw, "unit") if raw.get("unit") else "",
    )


def _resource(raw: Mapping[str, Any]) -> Resource:
    schema = raw["schema"]
    key = schema["primaryKey"]
    resource = Resource(
        name=_text(raw, "name"),
        title=_text(raw, "title"),
        description=_text(raw, "description"),
        path=_path(raw),
        fields=tuple(map(_field, schema["fields"])),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        references=tuple(
            (link["fields"][0], link["reference"]["resource"], link["reference"]["fields"][0]) for link in schema.get("foreignKeys", ())
        ),
    )
    lacking = [name for name in COLUMNS.get(resource.name, "").split() if name not in resource.columns]
    lacking += [name for name in (*resource.primary_key, *(link[0] for link in resource.references)) if name not in resource.columns]
    if lacking or not resource.primary_key:
        raise ValueError(f"{resource.name} has no field named {listed(map(str, lacking), 'and') or 'as its key'}")
    _counted_on(resource)
    return resource


def _counted_on(resource: Resource) -> None:
    """Raise ValueError where the description of a table differs from what the program requires (`expected`)."""
    read = COLUMNS.get(resource.name, "").split()
    for column in read:
        kind = TYPES.get(column, "string")
        if resource[column].type != kind:
            raise ValueError(f"the type of {column} in {resource.name} must be {kind}, not {quoted(resource[column].type)}")
        words, known = resource[column].words, WORDS.get(column, "").split()
        if known and not (words and set(words) <= set(known)):
            raise ValueError(f"the categories of {column} in {resource.name} must be among {listed(known, 'and')}")
    key = KEYS.get(resource.name, tuple(read[:1]))
    if read and resource.primary_key != key:
        raise ValueError(f"the key of {resource.name} must be {listed(key, 'and')}, not {listed(map(str, resource.primary_key), 'and')}")


def _linked(resources: Mapping[str, Resource]) -> Mapping[str, Resource]:
    missing = [name for name in TABLES if name not in resources]
    if missing:
        raise ValueError(f"there is no table named {listed(missing)}")
    for resource in resources.values():
        for _, target, column in resource.references:
            if column not in resources.get(target or resource.name, resource).columns or target not in ("", *resources):
                raise ValueError(f"{resource.name} refers to {quoted(str(column))} of {quoted(str(target))}, which is not there")
    return resources


def _ledger(raw: Mapping[str, Any]) -> Resource:
    resource = _resource(raw)
    if resource.name != LEDGER:
        raise ValueError(f"the ledger must be named {LEDGER}, not {quoted(resource.name)}")
    return resource


def _licence(raw: Mapping[str, Any]) -> Licence:
    first: Mapping[str, Any] = next(iter(raw.get("licenses", ())), {})
    return Licence(*(_text(first, part) if first.get(part) else "" for part in ("name", "title", "path")))


def read_package(files: Files) -> Package:
    """Read the descriptor. Raises `Unreadable` when it is missing, invalid or lacks a table."""
    try:
        raw = json.loads(files.read(DESCRIPTOR).decode("utf-8-sig"))
        resources = dict(_linked({r.name: r for r in map(_resource, raw["resources"])}))
        fingerprints = resources.pop(FINGERPRINTS)
        package = Package(
            files=files,
            title=_text(raw, "title"),
            description=_text(raw, "description"),
            version=_text(raw, "version"),
            created=_text(raw, "created"),
            licence=_licence(raw),
            authors=tuple(_text(someone, "title") for someone in raw.get("contributors", ()) if someone.get("title")),
            resources=resources,
            ledger=_ledger(raw["ledger"]),
            fingerprints=fingerprints,
            purpose=_text(raw, "purpose") if raw.get("purpose") else "",
            wording=read_wording(raw.get("wording", {})),
            method=_text(raw, "method") if raw.get("method") else CODED,
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
        reason = {KeyError: "a property is missing: ", ValueError: ""}
        detail = reason.get(type(error), "a property has another shape: ") + str(error)
        fix = "Compare it with the released file and restore what is missing."
        raise Unreadable([Problem(DESCRIPTOR, f"does not describe the tables as expected: {quoted(detail, 160)[1:-1]}.", fix)]) from error
    return package
