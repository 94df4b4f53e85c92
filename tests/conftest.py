"""Copies of the released table and of two small invented ones, and ways to break them one cell at a time."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.table.check import check
from dashboard.table.load import Table, load
from dashboard.table.selection import FILTERS, Selection
from tests.screens import app, browser, page, unwatched, visitor, watched  # noqa: F401 (fixtures for every test)

# A time limit for one example fails wherever the machine is busy.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# What the tests find does not depend on which table or which articles the shell they are started from names.
for name in ("TECH_HUBS_DATA", "TECH_HUBS_ARTICLES", "TECH_HUBS_URL"):
    os.environ.pop(name, None)

# An app under test reads the metadata of every installed distribution, looking for components: a third of a second each time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

ROOT = Path(__file__).parents[1]
SMALL, SECOND = Path(__file__).parent / "small", Path(__file__).parent / "second"
"""Two invented tables: one of odd texts and signs, one of five hubs with two articles of one outlet."""
KEYS = {
    "claims.csv": ("claim_id",),
    "cities.csv": ("city",),
    "areas.csv": ("area",),
    "institutions.csv": ("institution",),
    "measures.csv": ("measure",),
    "topics.csv": ("topic",),
    "articles.csv": ("article",),
    "changes.csv": ("version", "claim_id"),
    "ledger.csv": ("article", "paragraph"),
}
"""Every file of the table and the columns of its key; the fingerprints beside them are kept of all these."""

COLUMNS = {name: found.column for name, found in FILTERS.items()}
"""The column of the claims behind each filter."""

NOTHING_RELEASED = "table,key,version,sha256\n"

Lines = list[dict[str, str]]


NEEDS_MORE = {"browser", "app", "below", "served", "hall"}
"""Fixtures that start a browser or a server: what asks for none of them is a unit test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if NEEDS_MORE & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


def turn(tested: AppTest, screen: str) -> None:
    """Run the app on one of its screens. Streamlit's own way of testing finds a screen by its file, and ours are functions."""
    tested._page_hash = calc_hash(screen)
    tested.run()


def covers(table: Table, article: str, city: str) -> bool:
    """Whether an article ties a city to a field, not only in passing, in two paragraphs or more: found without the code under test."""
    places = {
        claim["paragraph"]
        for claim in table.claims.to_dict("records")
        if (claim["article"], claim["city"], claim["aspect"], claim["restates"]) == (article, city, "focus_area", "")
        and claim["basis"] != "mentioned"
    }
    return len(places) > 1


def narrowed(selection: Selection, **facets: object) -> Selection:
    """The same filters, narrowed to what a mark stands for."""
    return replace(selection, facets=tuple((name, str(value)) for name, value in facets.items()), search="")


def assemble(place: Path, data: Path, ledger: Path) -> Path:
    """A data folder and its ledger below ``place``, with the released descriptor and version, of which nothing is released yet."""
    folder = place / "data"
    folder.mkdir(parents=True)
    (place / "seeds").mkdir()
    path_of(folder, "fingerprints.csv").write_text(NOTHING_RELEASED, encoding="utf-8")
    for name in KEYS:
        source = ledger if name == "ledger.csv" else data / name
        shutil.copyfile(source, path_of(folder, name))
    shutil.copyfile(ROOT / "data" / "datapackage.json", folder / "datapackage.json")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    told = (data / "CHANGES.md").read_text(encoding="utf-8")
    told = told.replace("VERSION (DAY)", f"{package['version']} ({package['created'][:10]})")
    (folder / "CHANGES.md").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The data folder of a copy of the released table."""
    return assemble(tmp_path, ROOT / "data", ROOT / "seeds" / "ledger.csv")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The data folder of a copy of the small invented table; `copies` names the folder of its articles."""
    return _with_articles(tmp_path / "small", SMALL)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The data folder of a copy of the second invented table; `copies` names the folder of its articles."""
    return _with_articles(tmp_path / "second", SECOND)


def _with_articles(place: Path, source: Path) -> Path:
    folder = assemble(place, source / "data", source / "seeds" / "ledger.csv")
    shutil.copytree(source / "articles", copies(folder))
    return folder


@pytest.fixture(scope="session")
def table() -> Table:
    """The released table, read once: every test finds it as it was loaded."""
    return load(ROOT / "data")


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """The small invented table, read once."""
    return load(assemble(tmp_path_factory.mktemp("invented"), SMALL / "data", SMALL / "seeds" / "ledger.csv"))


@pytest.fixture(scope="session")
def second_table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """The second invented table, read once."""
    return load(assemble(tmp_path_factory.mktemp("second"), SECOND / "data", SECOND / "seeds" / "ledger.csv"))


def copies(data: Path) -> Path:
    """Where a reader keeps the articles of the table in ``data``."""
    return data.parent / "seeds" / "articles"


def path_of(data: Path, file: str) -> Path:
    """Where a file of the table lies, whether it is data or the ledger."""
    return data.parent / "seeds" / file if file == "ledger.csv" else data / file


def sentences(data: Path, articles: Path | None = None) -> list[str]:
    """Everything that is wrong, as a reader sees it."""
    return [str(problem) for problem in check(data, articles)]


def read(data: Path, file: str) -> Lines:
    """The rows of a file, read without the code under test."""
    with path_of(data, file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(data: Path, file: str, rows: Lines) -> None:
    """The rows of a file, written as the repository keeps them."""
    with path_of(data, file).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _key(row: dict[str, str], file: str) -> str:
    return " ".join(row[column] for column in KEYS.get(file, ("table", "key")))


def cell(data: Path, key: str, column: str, file: str = "claims.csv") -> str:
    """What a cell holds; the key of a ledger row is ``four-hubs 3``."""
    return next(row[column] for row in read(data, file) if _key(row, file) == key)


def where(data: Path, key: str, column: str, file: str = "claims.csv") -> str:
    """The place of a cell as a message names it; the header is row 1."""
    number = next(n for n, row in enumerate(read(data, file), start=2) if _key(row, file) == key)
    return f"{file} row {number} ({key}), {column}"


def put(data: Path, key: str, column: str, value: str, file: str = "claims.csv") -> str:
    """Write one cell and return its place."""
    place = where(data, key, column, file)
    rows = read(data, file)
    next(row for row in rows if _key(row, file) == key)[column] = value
    write(data, file, rows)
    return place


def broken(data: Path, key: str, column: str, value: str, file: str = "claims.csv", articles: Path | None = None) -> list[str]:
    """Break one cell and return everything that is then said to be wrong."""
    put(data, key, column, value, file)
    return sentences(data, articles)


def rewritten(data: Path, file: str, change: Callable[[bytes], bytes]) -> list[str]:
    """Change the bytes of a file and return everything that is then said to be wrong."""
    path = path_of(data, file)
    path.write_bytes(change(path.read_bytes()))
    return sentences(data)
