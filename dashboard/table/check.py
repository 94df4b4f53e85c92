"""Checks the whole data package and returns all problems together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from dashboard.table import release_rules, rules
from dashboard.table.accounts import left_out_form
from dashboard.table.article_copies import Copies, against_copies, read_copies, unaccounted
from dashboard.table.exemptions import Finding, needless, unexcused
from dashboard.table.files import Files, is_folder
from dashboard.table.fingerprints import released_version, unrecorded, write_fingerprints
from dashboard.table.interchange import stale, write_interchange
from dashboard.table.keys import cell_problems, reference_problems
from dashboard.table.problems import Problem, Unreadable, grouped, listed, named, quoted
from dashboard.table.repeats import duplicates, restatements, supports
from dashboard.table.rows import Row, column_of, problem_at, read_rows
from dashboard.table.schema import DESCRIPTOR, Package, Resource, read_package, version_parts
from dashboard.table.validation import cell_fault, whole
from dashboard.table.verbs import status_verbs

Rows = dict[str, list[Row]]
CHANGES = "CHANGES.md"
_HEADING = re.compile(r"^## (\S+) \(([0-9]{4}-[0-9]{2}-[0-9]{2})\) *$", re.MULTILINE)


def check(folder: Path, articles: Path | None = None, interchange_files: bool = True, *, apart: bool = False) -> list[Problem]:
    """Check the data package in ``folder``, and against the reader's own copies when ``articles`` is given.

    ``interchange_files``: also check that the Parquet and Croissant files of a released version match the table.

    Returns every problem, in the order of the files and rows; an empty list when there is none. The same fault in many cells of
    a column is grouped into one problem, unless ``apart``.
    Raises FileNotFoundError when ``folder`` or ``articles`` is no folder: then nothing could be checked.
    """
    for place in filter(None, (folder, articles)):
        if not is_folder(place):
            raise FileNotFoundError(place)
    try:
        package = read_package(Files(folder))
    except Unreadable as error:
        return error.problems
    tables, problems = _read_and_check(package, articles, with_history=True, apart=apart)
    if interchange_files and not problems and released_version(read_rows(package.files, package.fingerprints)[0]) == package.version:
        problems = list(stale(package, tables["claims"]))
    return problems


def read_checked(files: Files) -> tuple[Package, Rows]:
    """The package and the rows of its tables. Raises `Unreadable` with every problem when there is one."""
    package = read_package(files)
    tables, problems = _read_and_check(package, None)
    if problems:
        raise Unreadable(problems)
    return package, tables


def release(folder: Path, articles: Path | None = None) -> tuple[str, int, list[Problem]]:
    """Write the fingerprints of the version in ``folder``, the claims as Parquet and the Croissant, if the table has no problems.

    Returns the version, how many fingerprints were written (0 where this version is already released) and the problems that
    prevent a release. Raises FileNotFoundError as `check` does, and OSError when a file cannot be written.
    """
    problems = check(folder, articles, interchange_files=False)
    if problems:
        return "", 0, problems
    package = read_package(Files(folder))
    tables, _ = _read_and_check(package, None)
    rows, _ = read_rows(package.files, package.fingerprints)
    known = released_version(rows) == package.version
    count = 0 if known else write_fingerprints(package, tables)
    # Files caches what it has read, and the fingerprints are new.
    write_interchange(read_package(Files(folder)), tables["claims"])
    return package.version, count, []


def _read_and_check(
    package: Package, articles: Path | None, with_history: bool = False, apart: bool = False
) -> tuple[Rows, list[Problem]]:  # fmt: skip
    tables: Rows = {}
    problems: list[Problem] = []
    unread = set()
    for resource in package.tables:
        tables[resource.name], faults = read_rows(package.files, resource)
        if faults:
            unread.add(resource.name)
        problems += faults + list(cell_problems(resource, tables[resource.name]))
    for resource in package.tables:
        problems += reference_problems(resource, tables, unread)
    days, faults = read_releases(package.files)
    problems += faults or list(_version_problems(package, days))
    problems += _emptied(package, tables, unread)
    if not unread:
        used: set[tuple[str, str]] = set()
        copies = read_copies(package, tables, articles) if articles is not None else Copies()
        problems += _rule_problems(package, tables, used)
        problems += _changes_problems(package, tables, None if faults else days)
        problems += copies.problems
        problems += _at(package["claims"], unexcused(against_copies(tables, copies), used))
        problems += unaccounted(package, tables, copies)
        readable = {row["claim_id"] for row, _ in copies.beside(tables["claims"])}
        problems += _at(package["claims"], needless(tables["claims"], used, readable))
        if with_history:
            problems += _history_problems(package, tables)
    return tables, problems if apart else grouped(problems)


def _emptied(package: Package, tables: Rows, unread: Collection[str]) -> Iterator[Problem]:
    """Tables without rows that had rows in the last release or, for claims, in the ledger; a new table may be empty."""
    empty = [resource for resource in package.tables if not tables[resource.name] and resource.name not in unread]
    known = {row["table"] for row in read_rows(package.files, package.fingerprints)[0]} if empty else set()
    for resource in empty:
        if resource.name in known or (resource.name == "claims" and any(column_of(tables["ledger"], "claims"))):
            yield Problem(Path(resource.path).name, "holds a header and no rows.", "Restore its rows.")


def _at(resource: Resource, findings: Iterable[Finding]) -> Iterator[Problem]:
    for row, column, what, fix in findings:
        yield problem_at(resource, row, column, what, fix)


def read_releases(files: Files) -> tuple[dict[str, str], list[Problem]]:
    """The day (``YYYY-MM-DD``) of each version with a heading in CHANGES.md, oldest first, and the problems with reading the file."""
    try:
        text = files.read(CHANGES).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        fix = "Restore the file: it says what each release changed."
        return {}, [Problem(CHANGES, f"cannot be read ({error.strerror}).", fix)]
    except UnicodeDecodeError as error:
        return {}, [Problem(CHANGES, f"is not UTF-8 (byte {error.start + 1}).", "Save it as UTF-8.")]
    known = {parts: (version, day) for version, day in _HEADING.findall(text) if (parts := version_parts(version))}
    return dict(known[parts] for parts in sorted(known)), []


def _version_problems(package: Package, days: dict[str, str]) -> Iterator[Problem]:
    """Disagreements between datapackage.json and CHANGES.md on the version and its day."""
    version, day = package.version, package.created[:10]
    fault = cell_fault(package["changes"]["version"], version)
    if fault:
        yield Problem(f"{DESCRIPTOR}, version", *fault)
    elif version not in days:
        yield Problem(f"{DESCRIPTOR}, version", f"{version} has no heading in {CHANGES}.", f"Write there: ## {version} ({named(day)}).")
    elif days[version] != day:
        what = f"{quoted(day)} is not the day {CHANGES} gives {version}, {named(days[version])}."
        yield Problem(f"{DESCRIPTOR}, created", what, "Make the two agree.")
    newest = version_parts(version)
    for heading in days:
        if newest and (version_parts(heading) or ()) > newest:
            what = f"{heading} is newer than the package, which is {version}."
            yield Problem(CHANGES, what, f"Raise the version in {DESCRIPTOR}, or correct the heading.")


def _changes_problems(package: Package, tables: Rows, days: dict[str, str] | None) -> Iterator[Problem]:
    """Rows of changes.csv that disagree with the claims or with CHANGES.md; ``days`` is None when CHANGES.md could not be read."""
    rows, resource = tables["changes"], package["changes"]
    yield from _at(resource, release_rules.changes(rows, tables["claims"], package["claims"].columns, package.version))
    if days is not None:
        yield from _at(resource, release_rules.releases(rows, days))


def _history_problems(package: Package, tables: Rows) -> Iterator[Problem]:
    """Changes since the last release that are not recorded."""
    rows, faults = read_rows(package.files, package.fingerprints)
    faults += list(cell_problems(package.fingerprints, rows))
    yield from faults or unrecorded(package, tables, rows)


def _rule_problems(package: Package, tables: Rows, used: set[tuple[str, str]]) -> Iterator[Problem]:
    claims = tables["claims"]
    paragraphs = {row["article"]: whole(row["paragraphs"]) or 0 for row in tables["articles"]}
    names = {row["city"]: row["name"] for row in tables["cities"]}
    nations = [row["city"] for row in tables["cities"] if row["role"] == "nation"]
    by_rule: list[Iterable[Finding]] = [
        rules.identity(claims),
        rules.required(claims),
        rules.figures(claims),
        rules.wordings(claims, {column: package["claims"][column].words for column in ("aspect", "status")}),
        rules.proportions(claims, rules.share_measures(tables["measures"])),
        rules.wording(claims, names),
        unexcused(chain(rules.areas_of_count(claims, nations), status_verbs(claims), duplicates(claims), restatements(claims)), used),
        supports(claims),
        rules.derivations(claims),
        rules.interests(claims),
        _beyond(claims, paragraphs),
    ]
    for findings in by_rule:
        yield from _at(package["claims"], findings)
    yield from _at(package.ledger, rules.ledger(claims, tables["ledger"], paragraphs))
    yield from _at(package.ledger, left_out_form(tables["ledger"], rules.PRINTED_WORDS))
    yield from _at(package["measures"], rules.comparable(tables["measures"]))
    yield from _at(package["topics"], rules.topics(claims, tables["topics"]))
    yield from _at(package["cities"], rules.compared(tables["cities"]))
    in_ledger = {(row["article"], whole(row["paragraph"])) for row in tables["ledger"]}
    for article, count in paragraphs.items():
        lacking = count - sum(1 for place, number in in_ledger if place == article and 0 < (number or 0) <= count)
        if lacking:
            # An article may claim a million million paragraphs: the first that are missing are enough.
            missing = islice((str(n) for n in range(1, count + 1) if (article, n) not in in_ledger), 13)
            what = f"has no row for {article}, paragraph {listed(missing, 'and', lacking)}."
            yield Problem("ledger.csv", what, "Add one row for every paragraph.")
    for column in ("part_of", "owner"):
        yield from _at(package["institutions"], _circles(tables["institutions"], column))


def _beyond(claims: list[Row], paragraphs: dict[str, int]) -> Iterator[Finding]:
    for row in claims:
        if (whole(row["paragraph"]) or 0) > paragraphs.get(row["article"], 0) > 0:
            what = f"{row['paragraph']} is beyond the article's {paragraphs[row['article']]} paragraphs."
            yield row, "paragraph", what, "Count the lines that are not blank."


def _circles(rows: list[Row], column: str) -> Iterator[Finding]:
    above = {row["institution"]: row[column] for row in rows}
    for row in rows:
        seen, here = {row["institution"]}, row[column]
        while here and here not in seen:
            seen.add(here)
            here = above.get(here, "")
        if here == row["institution"]:
            yield row, column, "leads in a circle.", "Let the chain end."
