"""Everything that is wrong with the data, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice, pairwise
from pathlib import Path

from dashboard.table import rules
from dashboard.table.articles import Copy, fingerprint, read_copy
from dashboard.table.cells import cell_fault, whole
from dashboard.table.files import Files, is_folder
from dashboard.table.problems import Problem, Unreadable, listed, named, shown
from dashboard.table.rows import Row, column_of, read_rows
from dashboard.table.schema import DESCRIPTOR, Package, Resource, read_package, version_parts

Rows = dict[str, list[Row]]
CHANGES = "CHANGES.md"
_HEADING = re.compile(r"^## (\S+) \(([0-9]{4}-[0-9]{2}-[0-9]{2})\) *$", re.MULTILINE)


def check(folder: Path, articles: Path | None = None) -> list[Problem]:
    """Check the data package in ``folder``, and against the reader's own copies when ``articles`` is given.

    Returns every problem found, in the order of the files and rows; an empty list when there is none.
    Raises FileNotFoundError when ``folder`` or ``articles`` is no folder: then nothing could be checked.
    """
    for place in filter(None, (folder, articles)):
        if not is_folder(place):
            raise FileNotFoundError(place)
    try:
        package = read_package(Files(folder))
    except Unreadable as error:
        return error.problems
    return _read_and_check(package, articles)[1]


def read_checked(files: Files) -> tuple[Package, Rows]:
    """The package and the rows of its tables. Raises `Unreadable` with every problem when there is one."""
    package = read_package(files)
    tables, problems = _read_and_check(package, None)
    if problems:
        raise Unreadable(problems)
    return package, tables


def _read_and_check(package: Package, articles: Path | None) -> tuple[Rows, list[Problem]]:
    resources = [*package.resources.values(), package.ledger]
    tables: Rows = {}
    problems: list[Problem] = []
    sound = True
    for resource in resources:
        tables[resource.name], faults = read_rows(package.files, resource)
        sound = sound and not faults
        problems += faults + list(_cell_problems(resource, tables[resource.name]))
    for resource in resources:
        problems += _reference_problems(resource, tables)
    days, faults = read_releases(package.files)
    problems += faults or list(_version_problems(package, days))
    if sound:
        problems += _rule_problems(package, tables)
        problems += _history_problems(package, tables, None if faults else days)
    if sound and articles is not None:
        problems += _printed_problems(package, tables, articles)
    return tables, problems


def read_releases(files: Files) -> tuple[dict[str, str], list[Problem]]:
    """The day of every release that CHANGES.md has a heading for, oldest first, and why the file cannot be read."""
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
    """What datapackage.json and CHANGES.md say differently of the version."""
    version, day = package.version, package.created[:10]
    fault = cell_fault(package["changes"]["version"], version)
    if fault:
        yield Problem(f"{DESCRIPTOR}, version", *fault)
    elif version not in days:
        yield Problem(f"{DESCRIPTOR}, version", f"{version} has no heading in {CHANGES}.", f"Write there: ## {version} ({named(day)}).")
    elif days[version] != day:
        what = f"{shown(day)} is not the day {CHANGES} gives {version}, {named(days[version])}."
        yield Problem(f"{DESCRIPTOR}, created", what, "Make the two agree.")
    newest = version_parts(version)
    for told in days:
        if newest and (version_parts(told) or ()) > newest:
            what = f"{told} is newer than the package, which is {version}."
            yield Problem(CHANGES, what, f"Raise the version in {DESCRIPTOR}, or correct the heading.")


def _history_problems(package: Package, tables: Rows, days: dict[str, str] | None) -> Iterator[Problem]:
    rows = tables["changes"]
    found = [rules.changes(rows, tables["claims"], package["claims"].columns, package.version)]
    if days is not None:
        found.append(rules.releases(rows, days))
    for findings in found:
        for row, column, what, fix in findings:
            yield Problem(place(package["changes"], row, column), what, fix)


def place(resource: Resource, row: Row, column: str) -> str:
    """Where a cell stands: ``claims.csv row 41 (four-hubs-22-a), value``."""
    key = " ".join(row[column] for column in resource.primary_key)
    return f"{Path(resource.path).name} row {row.number} ({shown(key)[1:-1]}), {column}"


def _cell_problems(resource: Resource, rows: list[Row]) -> Iterator[Problem]:
    faults = {field.name: {text: cell_fault(field, text) for text in set(column_of(rows, field.name))} for field in resource.fields}
    faulty = {name: found for name, found in faults.items() if any(found.values())}
    for row in rows if faulty else ():
        for name, found in faulty.items():
            fault = found[row[name]]
            if fault:
                yield Problem(place(resource, row, name), *fault)
    yield from _repeated(resource, rows)
    keys = list(zip(*(column_of(rows, column) for column in resource.primary_key), strict=True))
    first: dict[tuple[str, ...], Row] = {}
    for row, key in zip(rows, keys, strict=True):
        if first.setdefault(key, row) is not row:
            what = f"{shown(' '.join(key))} stands in row {first[key].number} already."
            yield Problem(place(resource, row, resource.primary_key[0]), what, "Give every row a key of its own.")
    order = [_sortable(resource, key) for key in keys]
    for before, (earlier, later) in zip(rows[1:], pairwise(order), strict=False):
        if later < earlier:
            yield Problem(place(resource, before, resource.primary_key[0]), "is out of order.", "Sort the file by its key.")
            return


def _repeated(resource: Resource, rows: list[Row]) -> Iterator[Problem]:
    for field in resource.fields:
        if not field.unique or field.name in resource.primary_key:
            continue
        first: dict[str, Row] = {}
        for row in rows:
            before = first.setdefault(row[field.name], row)
            if before is not row and row[field.name]:
                what = f"{shown(row[field.name])} stands in row {before.number} already."
                yield Problem(place(resource, row, field.name), what, "Write it once.")


def _sortable(resource: Resource, key: tuple[str, ...]) -> tuple[str, ...]:
    numbers = [resource[column].type == "integer" or column == "version" for column in resource.primary_key]
    return tuple(_filled(part) if is_number else part for part, is_number in zip(key, numbers, strict=True))


def _filled(part: str) -> str:
    """A number or a version so that text sorts it by its numbers."""
    return ".".join(digits.zfill(6) for digits in part.split("."))


def _reference_problems(resource: Resource, tables: Rows) -> Iterator[Problem]:
    links = [*resource.references]
    if resource.name == "institutions":
        links.append(("home", "cities", "city"))
    for column, target, key in links:
        if not tables[target or resource.name]:
            continue
        known = {row[key] for row in tables[target or resource.name]} | ({"elsewhere", "not_printed"} if column == "home" else set())
        for row in tables[resource.name]:
            if row[column] and row[column] not in known:
                near = get_close_matches(row[column], known, n=3) or sorted(known)
                fix = f"Write {listed(near)}, or add it to {target or resource.name}.csv."
                yield Problem(place(resource, row, column), f"{shown(row[column])} is not known.", fix)


def _rule_problems(package: Package, tables: Rows) -> Iterator[Problem]:
    claims = tables["claims"]
    paragraphs = {row["article"]: whole(row["paragraphs"]) or 0 for row in tables["articles"]}
    names = {row["city"]: row["name"] for row in tables["cities"]}
    found: list[Iterable[rules.Finding]] = [
        rules.identity(claims),
        rules.required(claims),
        rules.figures(claims),
        rules.wording(claims, names),
        rules.repeats(claims),
        rules.derivations(claims),
        rules.interests(claims),
    ]
    for findings in found:
        for row, column, what, fix in findings:
            yield Problem(place(package["claims"], row, column), what, fix)
    for row in _beyond(claims, paragraphs):
        what = f"{row['paragraph']} is beyond the article's {paragraphs[row['article']]} paragraphs."
        yield Problem(place(package["claims"], row, "paragraph"), what, "Count the lines that are not blank.")
    for row, column, what, fix in rules.ledger(claims, tables["ledger"], paragraphs):
        yield Problem(place(package.ledger, row, column), what, fix)
    for row, column, what, fix in rules.topics(claims, tables["topics"]):
        yield Problem(place(package["topics"], row, column), what, fix)
    for row, column, what, fix in rules.compared(tables["cities"]):
        yield Problem(place(package["cities"], row, column), what, fix)
    told = {(row["article"], whole(row["paragraph"])) for row in tables["ledger"]}
    for article, count in paragraphs.items():
        lacking = count - sum(1 for place, number in told if place == article and 0 < (number or 0) <= count)
        if lacking:
            # An article may claim a million million paragraphs: the first that are missing are enough.
            missing = islice((str(n) for n in range(1, count + 1) if (article, n) not in told), 13)
            what = f"has no row for {article}, paragraph {listed(missing, 'and', lacking)}."
            yield Problem("ledger.csv", what, "Add one row for every paragraph.")
    yield from _circles(package["institutions"], tables["institutions"])


def _beyond(claims: list[Row], paragraphs: dict[str, int]) -> Iterator[Row]:
    for row in claims:
        if (whole(row["paragraph"]) or 0) > paragraphs.get(row["article"], 0) > 0:
            yield row


def _circles(resource: Resource, rows: list[Row]) -> Iterator[Problem]:
    above = {row["institution"]: row["part_of"] for row in rows}
    for row in rows:
        seen, here = {row["institution"]}, row["part_of"]
        while here and here not in seen:
            seen.add(here)
            here = above.get(here, "")
        if here == row["institution"]:
            yield Problem(place(resource, row, "part_of"), "leads in a circle.", "Let the chain end.")


def _printed_problems(package: Package, tables: Rows, folder: Path) -> Iterator[Problem]:
    """Fingerprints and printed words, against the reader's own copies."""
    copies: dict[str, Copy] = {}
    for row in tables["articles"]:
        if cell_fault(package["articles"]["file"], row["file"]):
            continue
        try:
            copy = copies[row["article"]] = read_copy(folder / Path(row["file"]).name)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            yield Problem(row["file"], f"cannot be read ({reason}).", "Put your copy of the article there under this name.")
            continue
        if copy.sha256 != row["sha256"]:
            what = f"{row['file']} has the fingerprint {copy.sha256[:12]}…, not {shown(row['sha256'][:12])[1:-1]}…"
            yield Problem(place(package["articles"], row, "sha256"), what, "Use the copy that was coded, or code this one.")
        if str(len(copy.paragraphs)) != row["paragraphs"]:
            what = f"{row['paragraphs']} is not the {len(copy.paragraphs)} lines of {row['file']} that are not blank."
            yield Problem(place(package["articles"], row, "paragraphs"), what, "Count them again.")
    for row in tables["ledger"]:
        text = _paragraph(copies, row)
        if text is not None and fingerprint(text) != row["sha256"]:
            what = "is not the fingerprint of this paragraph in your copy."
            yield Problem(place(package.ledger, row, "sha256"), what, "Use the copy that was coded, or code this one.")
    for row in tables["claims"]:
        text = _paragraph(copies, row)
        if text is not None and row["as_printed"] not in text:
            what = f"{shown(row['as_printed'])} is not found in the paragraph."
            yield Problem(place(package["claims"], row, "as_printed"), what, "Quote it letter for letter.")


def _paragraph(copies: dict[str, Copy], row: Row) -> str | None:
    copy = copies.get(row["article"])
    return copy.paragraph(whole(row["paragraph"]) or 0) if copy else None
