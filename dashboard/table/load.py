"""The checked table in memory: claims joined with their vocabularies, read once a process."""

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
"""What a body's home may be besides a city: to sit in another place, and not to be said to sit anywhere, are two things."""
COVERING = 2
"""In how many paragraphs an article ties a city to a focus area when it covers it."""
_TOLD_APART = (
    "article", "city", "aspect", "area", "institution", "relation", "basis", "measure", "value", "value_high", "qualifier", "unit",
    "boundary", "period", "status", "speaker", "speaker_kind", "interest", "method", "operation", "topic",
)  # fmt: skip
"""What pictures tell claims apart by: all but their key, their place in the article, their wording and what they are computed from."""
_ASKED = (
    "city", "aspect", "area", "basis", "institution", "relation", "kind", "measure", "dimension", "article", "status", "period",
    "speaker_kind", "speaker", "interest", "restates", "alike",
)  # fmt: skip
"""The columns that filters, lenses and facets ask about."""


@dataclass(frozen=True, eq=False)
class Table:
    """The data package in memory, equal to itself alone. The frames are shared by every session: read them, never write to them.

    ``claims`` has one row a claim, its columns as in datapackage.json and then those joined from the
    vocabularies; text is never missing but empty, numbers are missing as NaN. ``fades`` marks what a lens leaves
    out but a picture still shows (see `Selection.drawn`), ``sentence`` is the claim that all who say the same go back
    to, ``support`` counts the articles that say it, ``subject`` is what the claim speaks of (see `support`), ``alike``
    is the first claim that no picture tells from this one, ``weight`` how many claims a row stands for: here one. The
    vocabularies are indexed by key. ``changes`` has one row for each claim a release changed, as in its file;
    ``releases`` are the versions this copy knows, oldest first, its own last.
    """

    package: Package
    claims: pd.DataFrame
    vocabularies: Mapping[str, pd.DataFrame]
    ledger: pd.DataFrame
    changes: pd.DataFrame
    releases: tuple[str, ...]

    @cached_property
    def distinct(self) -> pd.DataFrame:
        """The claims that a picture tells apart, ``weight`` saying how many each stands for: what pictures are drawn from.

        However often the articles repeat themselves, it grows with what they say. ``restates`` is one of these claims, too;
        ``support`` is that of the best supported claim a row stands for.
        """
        alike, support = self.claims["alike"], self.claims["support"]
        found = self.claims[~alike.duplicated()]
        restated = found["restates"].map(alike).fillna("").astype("str")
        found = found.assign(
            weight=found["alike"].map(alike.value_counts()), restates=restated, support=found["alike"].map(support.groupby(alike).max())
        )
        # Pictures narrow it over and over: as plain objects all text is one block, which is cut in one go.
        return found.astype(dict.fromkeys(found.columns[found.dtypes == "str"], "object")).copy()

    @cached_property
    def numbered(self) -> Numbered:
        """``claims`` as filters narrow them."""
        return numbered(self.claims, _ASKED)

    @cached_property
    def numbered_distinct(self) -> Numbered:
        """``distinct`` as filters narrow them."""
        return numbered(self.distinct, _ASKED)

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
        """The key of the nation, which stands beside the hubs and is none."""
        cities = self.vocabularies["cities"]
        return str(cities.index[cities["role"] == "nation"][0])

    @property
    def wording(self) -> Wording:
        """What a place is called, and what those compared are."""
        return self.package.wording

    @cached_property
    def coverage(self) -> Mapping[str, frozenset[str]]:
        """Which cities each article covers, by the keys of the articles.

        It covers those that it ties to a focus area, otherwise than as mentioned, in two paragraphs or more: one passing
        word is no coverage, nor is a sentence said twice. Restatements do not count.
        """
        ties = self.claims[(self.claims["aspect"] == "focus_area") & (self.claims["restates"] == "")]
        ties = ties[ties["basis"] != "mentioned"]
        paragraphs = ties.groupby(["article", "city"])["paragraph"].nunique()
        found: dict[str, set[str]] = {str(article): set() for article in self.vocabularies["articles"].index}
        for article, city in paragraphs.index[paragraphs >= COVERING]:
            found[article].add(city)
        return {article: frozenset(cities) for article, cities in found.items()}

    @cached_property
    def on_subject(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The articles that speak of a subject of a city, by the keys of both, whatever each says of it."""
        found: dict[tuple[str, str], set[str]] = {}
        for city, subject, article in self.distinct[["city", "subject", "article"]].itertuples(index=False, name=None):
            found.setdefault((city, subject), set()).add(article)
        return {key: frozenset(articles) for key, articles in found.items()}

    def supporting(self, claim: str) -> Mapping[str, tuple[str, ...]]:
        """The claims of other articles that say the same as ``claim``, article by article. Raises KeyError when unknown."""
        mine = self.claims.loc[claim]
        if mine["support"] == 1:
            return {}
        same = self.claims[(self.claims["sentence"] == mine["sentence"]) & (self.claims["article"] != mine["article"])]
        return {str(article): tuple(keys) for article, keys in same.groupby("article")["claim_id"]}

    def touching(self, claim: str) -> tuple[str, ...]:
        """The claims of other articles on the subject of ``claim`` that do not say the same, each of those alike once.

        What repeats another claim is left out. Raises KeyError when ``claim`` is unknown.
        """
        mine = self.claims.loc[claim]
        others = self.on_subject[str(mine["city"]), str(mine["subject"])] - {str(mine["article"])}
        if not others:
            return ()
        same = self.claims.loc[self.claims["sentence"] == mine["sentence"], "alike"]
        told = self.distinct
        told = told[(told["subject"] == mine["subject"]) & (told["city"] == mine["city"]) & (told["restates"] == "")]
        return tuple(told.loc[told["article"].isin(others) & ~told["alike"].isin(same), "claim_id"])

    def names(self, vocabulary: str) -> Mapping[str, str]:
        """Key to shown name, for ``cities``, ``areas``, ``institutions`` or ``measures``; for articles the short name, else the outlet."""
        return self._names[vocabulary]

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        titles = {"articles": "outlet", "topics": "question"}
        shown = {name: frame[titles.get(name, "name")] for name, frame in self.vocabularies.items()}
        short = self.vocabularies["articles"]["short"]
        shown["articles"] = short.where(short != "", shown["articles"])
        return {name: {str(key): str(said) for key, said in column.items()} for name, column in shown.items()}

    def label(self, column: str, value: str) -> str:
        """What is shown for a value of a column: a vocabulary's name, a category's label, else the value."""
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
        """The paragraph behind a claim, when the reader's own copy in ``folder`` is the one that was coded."""
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
    """For each claim the first one that no picture tells from it; ``claims`` are indexed by key, originals and what restates them."""
    words = claims["as_printed"].where(claims["unit"].isin(["rank", "date"]), "")
    told = claims[list(_TOLD_APART)].assign(words=words, restated="")
    first = _first(told)
    restated = claims["restates"].map(first).fillna("").astype("str")
    return _first(told.assign(restated=restated)) if (restated != "").any() else first


def _first(told: pd.DataFrame) -> pd.Series:
    """The key of the first row that holds the same in every column."""
    group = told.groupby(list(told.columns), sort=False, dropna=False).ngroup().to_numpy()
    keys = told.index.to_series().astype("str")
    return keys.groupby(group, sort=False).transform("first")


def load(folder: Path | Files) -> Table:
    """Read and check the package in ``folder``. Raises `Unreadable` with every problem when there is one."""
    package, tables = read_checked(folder if isinstance(folder, Files) else Files(folder))
    with suppress(OSError):
        # Nothing here needs it, but the whole package is given away as it was when it was read.
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
