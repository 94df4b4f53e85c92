"""Loads the checked table into memory: claims joined with their vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard.table.articles import find_paragraph
from dashboard.table.check import read_checked, read_releases
from dashboard.table.columns import Numbered, numbered
from dashboard.table.files import Files
from dashboard.table.rows import Row, column_of
from dashboard.table.schema import Package, Resource
from dashboard.table.support import sentences, subjects
from dashboard.table.wording import Wording
from dashboard.table.words import Record

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
HOMELESS = {"elsewhere": "Elsewhere", "not_printed": "Not printed"}
"""Labels of the homes of bodies that are no city: another place, and a place that no article prints."""
COVERING = 2
"""In how many paragraphs an article must tie a city to a focus area to cover it."""
_DISTINCT_COLUMNS = (
    "article", "city", "aspect", "area", "institution", "relation", "basis", "measure", "value", "value_high", "qualifier", "unit",
    "boundary", "period", "status", "speaker", "speaker_kind", "interest", "method", "operation", "topic",
)  # fmt: skip
"""The columns that make claims distinct to a picture: all but key, paragraph, wording and inputs."""
_FILTER_COLUMNS = (
    "city", "aspect", "area", "basis", "institution", "relation", "kind", "measure", "dimension", "article", "status", "period",
    "speaker_kind", "speaker", "interest", "restates", "alike",
)  # fmt: skip
"""The columns that filters, lenses and facets use."""


@dataclass(frozen=True, eq=False)
class Table:
    """The data package in memory, compared by identity. All sessions share the frames: do not modify them.

    ``claims`` has one row a claim and is indexed by ``claim_id``. Its columns are those of datapackage.json, then those joined from
    the vocabularies; missing text is "", missing numbers are NaN. Added columns: ``fades`` (bool, True where a lens leaves the claim
    out and a picture still shows it, see `Selection.drawn`), ``sentence`` (the claim_id that all claims with the same statement go
    back to), ``support`` (how many articles make that statement), ``subject`` (see `support.subjects`), ``alike`` (the claim_id of the
    first claim that pictures do not tell apart from this one), ``weight`` (how many claims a row represents: here 1).

    ``vocabularies`` are indexed by key, ``ledger`` by (article, paragraph). ``changes`` has the columns of changes.csv; ``releases``
    are the versions in CHANGES.md, oldest first.
    """

    package: Package
    claims: pd.DataFrame
    vocabularies: Mapping[str, pd.DataFrame]
    ledger: pd.DataFrame
    changes: pd.DataFrame
    releases: tuple[str, ...]

    @cached_property
    def distinct(self) -> pd.DataFrame:
        """The first claim of each group of ``alike``, with the columns of ``claims``; ``weight`` is the size of the group.

        Pictures are drawn from it, because its size grows with what the articles say and not with repetitions. ``restates`` is
        mapped to claims in this frame; ``support`` is the maximum of the group. Text columns have the dtype object.
        """
        alike, support = self.claims["alike"], self.claims["support"]
        rows = self.claims[~alike.duplicated()]
        restated = rows["restates"].map(alike).fillna("").astype("str")
        rows = rows.assign(
            weight=rows["alike"].map(alike.value_counts()), restates=restated, support=rows["alike"].map(support.groupby(alike).max())
        )
        # Pictures filter it often: with dtype object all text is one block, which pandas slices at once.
        return rows.astype(dict.fromkeys(rows.columns[rows.dtypes == "str"], "object")).copy()

    @cached_property
    def numbered(self) -> Numbered:
        """``claims`` encoded for filters."""
        return numbered(self.claims, _FILTER_COLUMNS)

    @cached_property
    def numbered_distinct(self) -> Numbered:
        """``distinct`` encoded for filters."""
        return numbered(self.distinct, _FILTER_COLUMNS)

    @cached_property
    def hubs(self) -> tuple[str, ...]:
        """The keys of the hubs, in the order they are shown."""
        cities = self.vocabularies["cities"]
        return tuple(cities.index[cities["role"] == "hub"])

    @cached_property
    def cities(self) -> tuple[str, ...]:
        """The keys of the hubs and of the nation, in the order they are shown."""
        return tuple(map(str, self.vocabularies["cities"].index))

    @cached_property
    def nation(self) -> str:
        """The key of the nation, which is no hub."""
        cities = self.vocabularies["cities"]
        return str(cities.index[cities["role"] == "nation"][0])

    @property
    def wording(self) -> Wording:
        """What places, and those compared, are called."""
        return self.package.wording

    @cached_property
    def coverage(self) -> Mapping[str, frozenset[str]]:
        """The keys of the cities each article covers, by the key of the article.

        An article covers a city that it ties to a focus area, with a basis other than ``mentioned``, in at least COVERING
        paragraphs. Restatements do not count.
        """
        ties = self.claims[(self.claims["aspect"] == "focus_area") & (self.claims["restates"] == "")]
        ties = ties[ties["basis"] != "mentioned"]
        paragraphs = ties.groupby(["article", "city"])["paragraph"].nunique()
        covered: dict[str, set[str]] = {str(article): set() for article in self.vocabularies["articles"].index}
        for article, city in paragraphs.index[paragraphs >= COVERING]:
            covered[article].add(city)
        return {article: frozenset(cities) for article, cities in covered.items()}

    @cached_property
    def on_subject(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The articles with a claim on a subject of a city, by (city, subject)."""
        by_subject: dict[tuple[str, str], set[str]] = {}
        for city, subject, article in self.distinct[["city", "subject", "article"]].itertuples(index=False, name=None):
            by_subject.setdefault((city, subject), set()).add(article)
        return {key: frozenset(articles) for key, articles in by_subject.items()}

    def supporting(self, claim: str) -> Mapping[str, tuple[str, ...]]:
        """The claims of other articles with the same ``sentence`` as ``claim``, by article. Raises KeyError when unknown."""
        mine = self.claims.loc[claim]
        if mine["support"] == 1:
            return {}
        same = self.claims[(self.claims["sentence"] == mine["sentence"]) & (self.claims["article"] != mine["article"])]
        return {str(article): tuple(keys) for article, keys in same.groupby("article")["claim_id"]}

    def on_same_subject(self, claim: str) -> tuple[str, ...]:
        """The distinct claims of other articles on the subject of ``claim`` that do not support it, without restatements.

        Raises KeyError when ``claim`` is unknown.
        """
        mine = self.claims.loc[claim]
        others = self.on_subject[str(mine["city"]), str(mine["subject"])] - {str(mine["article"])}
        if not others:
            return ()
        same = self.claims.loc[self.claims["sentence"] == mine["sentence"], "alike"]
        candidates = self.distinct
        candidates = candidates[
            (candidates["subject"] == mine["subject"]) & (candidates["city"] == mine["city"]) & (candidates["restates"] == "")
        ]
        return tuple(candidates.loc[candidates["article"].isin(others) & ~candidates["alike"].isin(same), "claim_id"])

    def names(self, vocabulary: str) -> Mapping[str, str]:
        """Key to displayed name of a vocabulary: the name, for articles the short name or else the outlet, for topics the question."""
        return self._names[vocabulary]

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        titles = {"articles": "outlet", "topics": "question"}
        columns = {name: frame[titles.get(name, "name")] for name, frame in self.vocabularies.items()}
        short = self.vocabularies["articles"]["short"]
        columns["articles"] = short.where(short != "", columns["articles"])
        return {name: {str(key): str(title) for key, title in column.items()} for name, column in columns.items()}

    def label(self, column: str, value: str) -> str:
        """The displayed text for a value of a column: the name in its vocabulary, the label of its category, else the value."""
        vocabulary = "cities" if column == "home" else _JOINED.get(column, ("",))[0]
        if column == "home" and value in HOMELESS:
            return HOMELESS[value]
        if vocabulary:
            return self.names(vocabulary).get(value, value)
        owner = {"kind": "institutions", "dimension": "measures", "group": "areas", "area_group": "areas"}.get(column, "claims")
        field = "group" if column == "area_group" else column
        resource = self.package[owner]
        return resource[field].label(value) if field in resource.columns else value

    def paragraph(self, claim: Record, folder: Path | None) -> str | None:
        """The text of the paragraph of a claim, where ``folder`` has a verified copy of the article; else None."""
        article, number = str(claim["article"]), int(str(claim["paragraph"]))
        file = str(self.vocabularies["articles"].at[article, "file"])
        return find_paragraph(folder, file, number, str(self.ledger.at[(article, number), "sha256"]))


def _frame(resource: Resource, rows: list[Row]) -> pd.DataFrame:
    cells = {column: pd.array(column_of(rows, column), dtype="str") for column in resource.columns}
    frame = pd.DataFrame(cells, columns=list(resource.columns))
    for field in resource.fields:
        if field.type == "number":
            frame[field.name] = pd.to_numeric(frame[field.name].replace("", None))
        elif field.type == "integer":
            frame[field.name] = frame[field.name].astype("int64")
    return frame


def _alike(claims: pd.DataFrame) -> pd.Series:
    """For each claim the key of the first claim equal in _DISTINCT_COLUMNS, in printed superlatives and dates, and in what it restates."""
    words = claims["as_printed"].where(claims["unit"].isin(["rank", "date"]), "")
    compared = claims[list(_DISTINCT_COLUMNS)].assign(words=words, restated="")
    first = _first(compared)
    restated = claims["restates"].map(first).fillna("").astype("str")
    return _first(compared.assign(restated=restated)) if (restated != "").any() else first


def _first(rows: pd.DataFrame) -> pd.Series:
    """For each row the key of the first row that is equal in every column."""
    group = rows.groupby(list(rows.columns), sort=False, dropna=False).ngroup().to_numpy()
    keys = rows.index.to_series().astype("str")
    return keys.groupby(group, sort=False).transform("first")


def load(folder: Path | Files) -> Table:
    """Read and check the package in ``folder``. Raises `Unreadable` with every problem when there is one."""
    package, tables = read_checked(folder if isinstance(folder, Files) else Files(folder))
    with suppress(OSError):
        # Not used here, but the download of the whole package must have it as it was when the table was read.
        package.files.read(package.fingerprints.path)
    frames = {name: _frame(resource, tables[name]) for name, resource in package.resources.items()}
    claims, changes = frames.pop("claims").set_index("claim_id", drop=False).rename_axis(None), frames.pop("changes")
    vocabularies = {name: frame.set_index(package[name].primary_key[0]) for name, frame in frames.items()}
    claims["alike"] = _alike(claims)
    claims["sentence"], claims["support"] = sentences(claims)
    for column, (vocabulary, renamed) in _JOINED.items():
        part = vocabularies[vocabulary][list(renamed)].rename(columns=renamed)
        joined = part.reindex(claims[column]).fillna("")
        claims[list(renamed.values())] = joined.set_axis(claims.index)
    claims["subject"] = subjects(claims)
    claims["fades"], claims["weight"] = False, 1
    vocabularies["cities"] = vocabularies["cities"].sort_values("order")
    ledger = _frame(package.ledger, tables["ledger"]).set_index(["article", "paragraph"])
    return Table(package, claims, vocabularies, ledger, changes, tuple(read_releases(package.files)[0]))
