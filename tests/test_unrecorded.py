"""Whatever changes once the table is released is recorded, or the check says so."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.table.check import check
from tests.conftest import KEYS, NOTHING_RELEASED, ROOT, broken, cell, path_of, put, read, sentences, where, write

TABLES = sorted(KEYS)
RAISE = "Raise the version in datapackage.json and say in CHANGES.md what changed"
WITH_ROW = f"{RAISE}, with a row of changes.csv for each claim."


def described(data: Path) -> dict[str, dict[str, str]]:
    """The fields of every table and the version each came with, read without the code under test."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    return {
        f"{resource['name']}.csv": {field["name"]: field.get("since", "0.0.0") for field in resource["schema"]["fields"]}
        for resource in [*package["resources"], package["ledger"]]
    }


def version_of(data: Path) -> str:
    return str(json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["version"])


def parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def expected(data: Path, version: str) -> str:
    """The file of the fingerprints, worked out from its description."""
    lines = []
    for file, fields in described(data).items():
        for row in read(data, file) if file != "fingerprints.csv" else ():
            cells = {name: text for name, text in row.items() if text and parts(fields[name]) <= parts(version)}
            written = json.dumps(cells, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            key = " ".join(row[column] for column in KEYS[file])
            lines.append([file.removesuffix(".csv"), key, version, sha256(written.encode()).hexdigest()])
    return NOTHING_RELEASED + "".join(",".join(line) + "\n" for line in sorted(lines))


def release(data: Path, version: str = "") -> None:
    """Have the table be released as it is."""
    path_of(data, "fingerprints.csv").write_text(expected(data, version or version_of(data)), encoding="utf-8")


def raise_version(data: Path, version: str = "99.0.0") -> None:
    """Raise the version of the package, and tell of it."""
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**package, "version": version, "created": "2099-01-02T00:00:00Z"}), encoding="utf-8")
    told = data / "CHANGES.md"
    told.write_text(told.read_text(encoding="utf-8") + f"\n## {version} (2099-01-02)\nSomething.\n", encoding="utf-8")


def record(data: Path, claim: str, change: str, fields: str = "", version: str = "99.0.0") -> None:
    """Add a row to changes.csv."""
    row = {"version": version, "date": "2099-01-02", "claim_id": claim, "change": change, "fields": fields, "note": "It was otherwise."}
    rows = [*read(data, "changes.csv"), row]
    write(data, "changes.csv", sorted(rows, key=lambda line: ([int(n) for n in line["version"].split(".")], line["claim_id"])))


@pytest.fixture
def released(small: Path) -> Path:
    """The small table as a release."""
    release(small)
    assert sentences(small) == []
    return small


# Under a version that is released


@pytest.mark.parametrize(
    ("file", "key", "column", "value"),
    [
        ("areas.csv", "lamps", "scope", "Lamps of every sort"),
        ("cities.csv", "hefei", "note", "Named nowhere."),
        ("institutions.csv", "long-tail", "home", "beijing"),
        ("measures.csv", "crews", "name", "Crews that are trained"),
        ("topics.csv", "odd-topic", "question", "Is it so?"),
        ("articles.csv", "market-post", "note", "A copy."),
        ("ledger.csv", "market-post 4", "gist", "Kites that will fly"),
    ],
)
def test_a_cell_changed_under_a_released_version_is_named(released: Path, file: str, key: str, column: str, value: str) -> None:
    place = where(released, key, column, file).rsplit(",", 1)[0]
    what = f"was changed since {version_of(released)} was released, and no version records it."
    assert broken(released, key, column, value, file) == [f"{place}: {what} {RAISE}."]


@pytest.mark.parametrize(
    ("column", "value"), [("note", "A thing to know."), ("statement", "Beijing is home to a Paper University."), ("area", "kites")]
)
def test_a_claim_changed_under_a_released_version_is_named(released: Path, column: str, value: str) -> None:
    place = where(released, "market-post-05-b", column).rsplit(",", 1)[0]
    what = f"was changed since {version_of(released)} was released, and no version records it."
    assert broken(released, "market-post-05-b", column, value) == [f"{place}: {what} {WITH_ROW}"]


def test_many_rows_changed_for_one_cause_are_one_problem(released: Path) -> None:
    rows = [{**row, "note": "Read again."} for row in read(released, "claims.csv")]
    write(released, "claims.csv", rows)
    (said,) = sentences(released)
    assert said.startswith(f"claims.csv row 2 (bridge-letter-03-a) and {len(rows) - 1} more rows (3, 4, 5, ")
    assert said.endswith(
        f"({len(rows) - 1} in all)): was changed since {version_of(released)} was released, and no version records it. {WITH_ROW}"
    )


def test_a_row_that_is_gone_and_one_that_is_new_are_named(released: Path) -> None:
    rows = [row for row in read(released, "institutions.csv") if row["institution"] != "beijing-poets"]
    write(released, "institutions.csv", [*rows, {**rows[-1], "institution": "zoo", "name": "Zoo", "short": "Zoo", "printed_names": ""}])
    version = version_of(released)
    place = where(released, "zoo", "name", "institutions.csv").rsplit(",", 1)[0]
    assert sentences(released) == [
        f"{place}: was added since {version} was released, and no version records it. {RAISE}.",
        f"institutions.csv: has lost beijing-poets since {version} was released, and no version records it. {RAISE}.",
    ]


# Under a newer version


def test_a_newer_version_with_its_row_of_changes_records_a_changed_claim(released: Path) -> None:
    old = version_of(released)
    raise_version(released)
    assert sentences(released) == []
    place = where(released, "market-post-05-b", "note").rsplit(",", 1)[0]
    fix = "Add its row there: version 99.0.0, change changed, and the columns that changed."
    told = f"{place}: was changed since {old}, and changes.csv does not say so. {fix}"
    assert broken(released, "market-post-05-b", "note", "A thing to know.") == [told]
    record(released, "market-post-05-b", "changed", "note")
    assert sentences(released) == []


def test_a_claim_that_is_new_is_recorded_as_added(released: Path) -> None:
    old = version_of(released)
    raise_version(released)
    rows = read(released, "claims.csv")
    at = next(n for n, row in enumerate(rows) if row["claim_id"] == "market-post-05-b")
    rows.insert(at + 1, {**rows[at], "claim_id": "market-post-05-c", "institution": "tide-institute", "relation": "compared"})
    write(released, "claims.csv", rows)
    put(released, "market-post 5", "claims", "market-post-05-a market-post-05-b market-post-05-c", "ledger.csv")
    place = where(released, "market-post-05-c", "note").rsplit(",", 1)[0]
    told = f"{place}: was added since {old}, and changes.csv does not say so. Add its row there: version 99.0.0, change added."
    assert sentences(released) == [told]
    record(released, "market-post-05-c", "changed", "note")
    assert sentences(released) == [told]
    write(released, "changes.csv", read(released, "changes.csv")[:-1])
    record(released, "market-post-05-c", "added")
    assert sentences(released) == []


def test_a_claim_that_is_gone_is_recorded_as_withdrawn_and_its_key_is_never_used_again(released: Path) -> None:
    old = version_of(released)
    raise_version(released)
    claims = read(released, "claims.csv")
    write(released, "claims.csv", [row for row in claims if row["claim_id"] != "market-post-05-b"])
    put(released, "market-post 5", "claims", "market-post-05-a", "ledger.csv")
    fix = "Restore them, or withdraw each with a row of changes.csv, version 99.0.0."
    assert sentences(released) == [f"claims.csv: has lost market-post-05-b, which {old} released, and changes.csv does not say so. {fix}"]
    record(released, "market-post-05-b", "withdrawn")
    assert sentences(released) == []
    write(released, "claims.csv", claims)
    put(released, "market-post 5", "claims", "market-post-05-a market-post-05-b", "ledger.csv")
    assert [line for line in sentences(released) if '"market-post-05-b" is still a claim.' in line]


def test_a_claim_said_to_have_changed_that_did_not_is_named(released: Path) -> None:
    old = version_of(released)
    raise_version(released)
    record(released, "market-post-05-b", "changed", "note")
    place = where(released, "market-post-05-b", "note").rsplit(",", 1)[0]
    told = f"{place}: is as {old} released it, and changes.csv says it changed. Remove that row, or make the change."
    assert sentences(released) == [told]


def test_what_a_release_recorded_stays(released: Path) -> None:
    old = version_of(released)
    raise_version(released)
    rows = read(released, "changes.csv")
    gone = f"{rows[0]['version']} {rows[0]['claim_id']}"
    key = f"{rows[-1]['version']} {rows[-1]['claim_id']}"
    fix = "Restore it as it was: what a release recorded stays."
    write(released, "changes.csv", [*rows[1:-1], {**rows[-1], "note": "It was never so."}])
    place = where(released, key, "note", "changes.csv").rsplit(",", 1)[0]
    assert sentences(released) == [
        f"{place}: was changed since {old} was released. {fix}",
        f"changes.csv: has lost {gone}, which {old} released. {fix}",
    ]
    write(released, "changes.csv", rows)
    record(released, "market-post-05-b", "changed", "note", "0.10.0")
    assert [line for line in sentences(released) if f"was added to 0.10.0, and {old} is released already." in line]


def test_a_change_in_another_table_is_told_by_the_heading_of_a_newer_version(released: Path) -> None:
    raise_version(released)
    assert broken(released, "lamps", "scope", "Lamps of every sort", "areas.csv") == []


def test_a_column_that_came_later_changes_no_row(small: Path) -> None:
    since = described(small)["claims.csv"]["counts"]
    release(small, "1.1.0")
    assert parts(since) > [1, 1, 0]
    assert [line for line in broken(small, "market-post-07-b", "counts", "firms that make kites now") if "changed since" in line] == []


def test_a_package_older_than_its_release_is_named(released: Path) -> None:
    newer = version_of(released)
    text = (released / "datapackage.json").read_text(encoding="utf-8")
    (released / "datapackage.json").write_text(text.replace(f'"version": "{newer}"', '"version": "0.10.0"'), encoding="utf-8")
    said = sentences(released)
    assert f"datapackage.json, version: 0.10.0 is older than {newer}, which is released. Write {newer} or a newer version." in said


# The file and the command


def test_a_table_without_the_file_is_told_to_restore_it(small: Path) -> None:
    path_of(small, "fingerprints.csv").unlink()
    fix = "Restore the file, or name its folder with --data."
    assert sentences(small) == [f"fingerprints.csv: cannot be read (No such file or directory). {fix}"]


def test_a_table_that_never_was_released_has_a_header_alone(small: Path) -> None:
    assert path_of(small, "fingerprints.csv").read_text(encoding="utf-8") == NOTHING_RELEASED
    assert broken(small, "market-post-05-b", "note", "A thing to know.") == []


def test_the_command_writes_a_fingerprint_of_every_row(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--data", str(small)]) == 0
    assert path_of(small, "fingerprints.csv").read_text(encoding="utf-8") == expected(small, version_of(small))
    rows = sum(len(read(small, file)) for file in TABLES)
    assert f"Version {version_of(small)} of the data in {small} is released: {rows} rows in fingerprints.csv." in capsys.readouterr().out
    assert check(small) == []
    assert [path.name for path in small.iterdir() if path.name.startswith(".")] == []


def test_the_command_writes_nothing_where_the_version_is_released_as_it_is(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path_of(released, "fingerprints.csv").stat().st_mtime_ns
    assert main(["release", "--data", str(released)]) == 0
    assert "was released before, as it is" in capsys.readouterr().out
    assert path_of(released, "fingerprints.csv").stat().st_mtime_ns == before


def test_the_command_refuses_to_release_a_version_twice_with_another_content(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path_of(released, "fingerprints.csv").read_bytes()
    put(released, "market-post-05-b", "note", "A thing to know.")
    assert main(["release", "--data", str(released)]) == 1
    said = capsys.readouterr().err
    assert RAISE in said and "Nothing is released: put this right first." in said
    assert path_of(released, "fingerprints.csv").read_bytes() == before
    raise_version(released)
    record(released, "market-post-05-b", "changed", "note")
    assert main(["release", "--data", str(released)]) == 0
    assert cell(released, "claims market-post-05-b", "version", "fingerprints.csv") == "99.0.0"


def test_the_command_refuses_an_unsound_table(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(small, "market-post-07-b", "value", "many")
    assert main(["release", "--data", str(small)]) == 1
    assert '"many" is not a number.' in capsys.readouterr().err
    assert path_of(small, "fingerprints.csv").read_text(encoding="utf-8") == NOTHING_RELEASED


def test_the_released_table_keeps_the_fingerprints_of_a_version_that_is_told_of() -> None:
    rows = read(ROOT / "data", "fingerprints.csv")
    versions = {row["version"] for row in rows}
    assert len(versions) == 1
    assert f"## {versions.pop()} (" in (ROOT / "data" / "CHANGES.md").read_text(encoding="utf-8")
    assert {row["table"] for row in rows} == {file.removesuffix(".csv") for file in TABLES}
