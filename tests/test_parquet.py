"""The claims as Parquet and the package as Croissant: read back by DuckDB, pyarrow's own reader and mlcroissant, none of which is ours."""

from __future__ import annotations

import json
import re
import warnings
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import mlcroissant
import pytest
from pyarrow import parquet

from dashboard.export.formats import EXPORT_FORMATS
from dashboard.export.request import ExportRequest
from dashboard.table.check import release
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from tests.conftest import ROOT, put, read, sentences
from tests.test_house import PACKAGE

DATA = ROOT / "data"
FIELDS = {field["name"]: field for field in PACKAGE["resources"][0]["schema"]["fields"]}
KINDS = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}


def rows_of(file: Path) -> list[dict[str, object]]:
    """The rows of a Parquet file as DuckDB reads them."""
    with duckdb.connect() as connection:
        found = connection.execute("select * from read_parquet(?)", [str(file)])
        heads = [head[0] for head in found.description or ()]
        return [dict(zip(heads, row, strict=True)) for row in found.fetchall()]


def as_typed(name: str, cell: str) -> object:
    """A cell of the CSV as its field's type says it, an empty one as nothing."""
    kinds = {"string": str, "integer": int, "number": float}
    return kinds[FIELDS[name]["type"]](cell) if cell else None


def test_the_parquet_beside_the_table_holds_every_cell_of_the_csv() -> None:
    expected = [{name: as_typed(name, cell) for name, cell in row.items()} for row in read(DATA, "claims.csv")]
    assert rows_of(DATA / "claims.parquet") == expected
    assert len(expected) > 100


def test_a_warehouse_finds_every_column_with_its_type_and_what_it_means() -> None:
    with duckdb.connect() as connection:
        told = connection.execute("describe select * from read_parquet(?)", [str(DATA / "claims.parquet")]).fetchall()
    assert [(name, kind) for name, kind, *_ in told] == [(name, KINDS[field["type"]]) for name, field in FIELDS.items()]
    schema = parquet.read_schema(DATA / "claims.parquet")
    assert {each.name: each.metadata[b"description"].decode() for each in schema} == {name: f["description"] for name, f in FIELDS.items()}
    assert [each.name for each in schema if not each.nullable] == [n for n, f in FIELDS.items() if f.get("constraints", {}).get("required")]
    assert schema.metadata[b"version"].decode() == PACKAGE["version"]


def test_the_croissant_is_one_its_makers_read_and_would_write_just_so() -> None:
    file = DATA / "croissant.json"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = mlcroissant.Dataset(jsonld=str(file))
    assert not found.metadata.ctx.issues.errors and not found.metadata.ctx.issues.warnings
    assert json.loads(json.dumps(found.metadata.to_json(), default=str)) == json.loads(file.read_text(encoding="utf-8"))
    for name, key in (("claims", "claim_id"), ("ledger", "gist")):
        records = [record[f"{name}/{key}"].decode() for record in found.records(name)]
        assert records == [row[key] for row in read(DATA, f"{name}.csv")]


def test_the_croissant_names_every_file_as_it_is_and_every_field() -> None:
    told = json.loads((DATA / "croissant.json").read_text(encoding="utf-8"))
    for file in told["distribution"]:
        content = (DATA / file["contentUrl"]).read_bytes()
        assert (file["sha256"], file["contentSize"]) == (sha256(content).hexdigest(), f"{len(content)} B"), file["name"]
    resources = [*PACKAGE["resources"], PACKAGE["ledger"]]
    fields = {f"{resource['name']}/{field['name']}" for resource in resources for field in resource["schema"]["fields"]}
    assert {field["@id"] for records in told["recordSet"] for field in records["field"]} == fields
    assert {file["contentUrl"] for file in told["distribution"]} == {*(resource["path"] for resource in resources), "claims.parquet"}


def test_a_release_writes_both_files_and_the_check_says_when_they_are_stale(small: Path) -> None:
    assert sentences(small) == []
    version, count, problems = release(small)
    assert (count > 0, problems) == (True, [])
    assert [row["claim_id"] for row in rows_of(small / "claims.parquet")] == [row["claim_id"] for row in read(small, "claims.csv")]
    assert sentences(small) == []
    stale = (small / "claims.parquet").read_bytes()
    (small / "claims.parquet").write_bytes((DATA / "claims.parquet").read_bytes())
    fix = "Run tech-hubs release: it writes the file anew."
    assert sentences(small)[0] == f"claims.parquet: does not hold the claims of claims.csv. {fix}"
    assert release(small) == (version, 0, [])
    assert (small / "claims.parquet").read_bytes() == stale
    (small / "croissant.json").write_text("{}", encoding="utf-8")
    assert sentences(small) == [f"croissant.json: does not describe the files beside it. {fix}"]
    (small / "claims.parquet").write_bytes(b"PAR1 and no more")
    assert sentences(small)[0].startswith("claims.parquet: does not hold")
    (small / "claims.parquet").unlink()
    assert sentences(small) == [f"claims.parquet: is missing, and croissant.json describes it. {fix}"]
    assert release(small) == (version, 0, [])
    assert sentences(small) == []


def test_what_is_changed_and_not_yet_released_is_no_stale_file(small: Path) -> None:
    release(small)
    claim = read(small, "claims.csv")[0]["claim_id"]
    put(small, claim, "note", "Put right.")
    assert not [line for line in sentences(small) if line.startswith(("claims.parquet", "croissant.json"))]


def test_the_zip_holds_both_and_they_are_those_of_its_tables(second_table: Table, tmp_path: Path) -> None:
    with ZipFile(BytesIO(EXPORT_FORMATS["zip"].write(second_table, [ExportRequest("everything", Selection())], None))) as packed:
        packed.extractall(tmp_path)
    expected = [{name: as_typed(name, cell) for name, cell in row.items()} for row in read(tmp_path / "data", "claims.csv")]
    assert rows_of(tmp_path / "data" / "claims.parquet") == expected
    told = json.loads((tmp_path / "data" / "croissant.json").read_text(encoding="utf-8"))
    for file in told["distribution"]:
        assert sha256((tmp_path / "data" / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"], file["name"]


@pytest.mark.parametrize("status", ["target", ""])
def test_a_reader_takes_the_claims_of_a_selection_away_with_their_types(table: Table, tmp_path: Path, status: str) -> None:
    asked = ExportRequest("claims", Selection(status=(status,) if status else ("forecast",), areas=() if status else ("piers",)))
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(EXPORT_FORMATS["parquet"].write(table, [asked], None))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    expected = [{name: as_typed(name, cell) for name, cell in row.items()} for row in read(DATA, "claims.csv") if row["status"] == status]
    assert rows_of(tmp_path / "one") == expected


def test_nobody_waits_for_parquet_who_does_not_want_it() -> None:
    for file in (ROOT / "dashboard").rglob("*.py"):
        assert not re.search(r"^(import|from) pyarrow", file.read_text(encoding="utf-8"), re.MULTILINE), file
