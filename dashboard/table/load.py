"""The checked table in memory: claims joined with their vocabularies, read once a process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from dashboard.table.articles import find_paragraph
from dashboard.table.check import read_checked, read_releases
from dashboard.table.rows import Row
from dashboard.table.schema import Package, Resource
from dashboard.table.words import Record

_HERE = Path(__file__).resolve().parent.parent
_JOINED = {
    "city": ("cities", {"name": "city_name", "chinese_name": "city_chinese", "role": "role"}),
    "area": ("areas", {"name": "area_name", "chinese_name": "area_chinese", "group": "area_group", "scope": "area_scope"}),
    "institution": (
        "institutions",
        {
            "name": "institution_name",
            "chinese_name": "institution_chinese",
            "printed_names": "printed_names",
            "kind": "kind",
            "home": "home",
        },
    ),
    "measure": ("measures", {"name": "measure_name", "dimension": "dimension", "comparable": "comparable"}),
    "article": ("articles", {"outlet": "outlet", "published": "published", "title": "article_title"}),
}
_SEARCHED = (
    "claim_id",
    "statement",
    "as_printed",
    "speaker",
    "note",
    "city_name",
    "city_chinese",
    "area_name",
    "area_scope",
    "area_chinese",
    "institution_name",
    "institution_chinese",
    "printed_names",
    "measure_name",
)


@dataclass(frozen=True, eq=False)
class Table:
    """The data package in memory, equal to itself alone. The frames are shared by every session: read them, never write to them.

    ``claims`` has one row a claim, its columns as in datapackage.json and then those joined from the
    vocabularies; text is never missing but empty, numbers are missing as NaN. ``fades`` marks what a lens leaves
    out but a picture still shows (see `Selection.drawn`), ``support`` counts the articles that make the same
    point. The vocabularies are indexed by key. ``changes`` has one row for each claim a release changed, as in its
    file; ``releases`` are the versions this copy knows, oldest first, its own last.
    """

    package: Package
    claims: pd.DataFrame
    vocabularies: Mapping[str, pd.DataFrame]
    ledger: pd.DataFrame
    changes: pd.DataFrame
    releases: tuple[str, ...]

    @cached_property
    def hubs(self) -> tuple[str, ...]:
        """The keys of the four hubs, in the order they are shown."""
        cities = self.vocabularies["cities"]
        return tuple(cities.index[cities["role"] == "hub"])

    @cached_property
    def coverage(self) -> Mapping[str, frozenset[str]]:
        """Which cities each article says anything of, by the keys of the articles."""
        spoken = self.claims.groupby("article")["city"].agg(frozenset).to_dict()
        return {str(article): spoken.get(article, frozenset()) for article in self.vocabularies["articles"].index}

    def names(self, vocabulary: str) -> Mapping[str, str]:
        """Key to shown name, for ``cities``, ``areas``, ``institutions`` or ``measures``; for articles the outlet."""
        return self._names[vocabulary]

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        titles = {"articles": "outlet", "topics": "question"}
        shown = {name: frame[titles.get(name, "name")] for name, frame in self.vocabularies.items()}
        return {name: {str(key): str(said) for key, said in column.items()} for name, column in shown.items()}

    def label(self, column: str, value: str) -> str:
        """What is shown for a value of a column: a vocabulary's name, a category's label, else the value."""
        vocabulary = _JOINED.get(column, ("",))[0]
        if vocabulary:
            return self.names(vocabulary).get(value, value)
        owner = {"kind": "institutions", "dimension": "measures", "group": "areas", "area_group": "areas"}.get(column, "claims")
        field = "group" if column == "area_group" else column
        resource = self.package[owner]
        return resource[field].label(value) if field in resource.columns else value

    def paragraph(self, claim: Record, folder: Path | None) -> str | None:
        """The paragraph behind a claim, when the reader's own copy in ``folder`` is the one that was coded."""
        article, number = str(claim["article"]), int(str(claim["paragraph"]))
        file = str(self.vocabularies["articles"].at[article, "file"])
        return find_paragraph(folder, file, number, str(self.ledger.at[(article, number), "sha256"]))


def _frame(resource: Resource, rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame([row.cells for row in rows], columns=list(resource.columns), dtype="str")
    for field in resource.fields:
        if field.type == "number":
            frame[field.name] = pd.to_numeric(frame[field.name].replace("", None))
        elif field.type == "integer":
            frame[field.name] = frame[field.name].astype("int64")
    return frame


def _points(claims: pd.DataFrame) -> pd.Series:
    """What each claim says of its city, so that two articles that say it have the same text."""
    columns = {
        "focus_area": ["basis", "area"],
        "institution": ["relation", "institution"],
        "figure": ["measure", "value", "value_high", "qualifier", "unit", "boundary", "period"],
    }
    parts = []
    for aspect, named in columns.items():
        rows = claims[claims["aspect"] == aspect]
        parts.append(pd.Series([" ".join(map(str, cells)) for cells in rows[named].itertuples(index=False)], index=rows.index, dtype="str"))
    return pd.concat(parts).reindex(claims.index)


def searchable(text: str) -> str:
    """Text as the search compares it: without case and hyphens, every word between blanks."""
    plain = text.casefold().replace("-", "").replace("’", "'")
    return " ".join(["", *re.findall(r"[^\s\"“”‘(),;:/|]+", plain), ""])


def load(folder: Path) -> Table:
    """Read and check the package in ``folder``. Raises `Unreadable` with every problem when there is one."""
    package, tables = read_checked(folder)
    frames = {name: _frame(resource, tables[name]) for name, resource in package.resources.items()}
    claims, changes = frames.pop("claims"), frames.pop("changes")
    vocabularies = {name: frame.set_index(package[name].primary_key[0]) for name, frame in frames.items()}
    for column, (vocabulary, renamed) in _JOINED.items():
        part = vocabularies[vocabulary][list(renamed)].rename(columns=renamed)
        claims = claims.join(part, on=column)
        joined = list(renamed.values())
        claims[joined] = claims[joined].fillna("")
    claims["fades"] = False
    claims["support"] = claims.groupby(["city", _points(claims)])["article"].transform("nunique")
    claims["searched"] = [searchable(" ".join(cells)) for cells in claims[list(_SEARCHED)].itertuples(index=False)]
    vocabularies["cities"] = vocabularies["cities"].sort_values("order")
    ledger = _frame(package.ledger, tables["ledger"]).set_index(["article", "paragraph"])
    indexed = claims.set_index("claim_id", drop=False).rename_axis(None)
    return Table(package, indexed, vocabularies, ledger, changes, tuple(read_releases(folder)[0]))


@cache
def opened(folder: Path) -> Table:
    """The table in ``folder``, read once a process and shared by all who ask. Raises `Unreadable` when it is broken."""
    return load(folder)


def released() -> Path:
    """The folder of the released data: beside the code in a clone, inside the package when installed as a wheel."""
    clone = _HERE.parent / "data"
    return clone if (clone / "datapackage.json").is_file() else _HERE / "released" / "data"


def own_copies() -> Path | None:
    """The folder where a clone keeps the reader's own copies of the articles, when there is one."""
    folder = _HERE.parent / "seeds" / "articles"
    return folder if folder.is_dir() else None
