"""Checks the cells, the keys, the order and the foreign keys of one table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dashboard.table.problems import Problem, listed, named, nearest, quoted
from dashboard.table.rows import Row, column_of, key_of, problem_at
from dashboard.table.schema import Resource
from dashboard.table.validation import cell_fault

NO_HUB = ("elsewhere", "not_printed")
"""Values of ``home`` that are no key of a city."""
_ANSWERED = 100
"""For how many unknown keys of a column similar keys are suggested, which is slow."""


def cell_problems(resource: Resource, rows: list[Row]) -> Iterator[Problem]:
    """Problems of a table by itself: invalid cells, repeated keys and unique values, and the first row out of order."""
    faults = {field.name: {text: cell_fault(field, text) for text in set(column_of(rows, field.name))} for field in resource.fields}
    faulty = {name: by_text for name, by_text in faults.items() if any(by_text.values())}
    for row in rows if faulty else ():
        for name, by_text in faulty.items():
            fault = by_text[row[name]]
            if fault:
                yield problem_at(resource, row, name, *fault)
    yield from _repeated(resource, rows)
    keys = list(zip(*(column_of(rows, column) for column in resource.primary_key), strict=True))
    first: dict[tuple[str, ...], Row] = {}
    for row, key in zip(rows, keys, strict=True):
        if first.setdefault(key, row) is not row:
            what = f"{quoted(' '.join(key))} stands in row {first[key].number} already."
            yield problem_at(resource, row, resource.primary_key[0], what, "Give every row a key of its own.")
    yield from _disorder(resource, rows, [_sortable(resource, key) for key in keys])


def _disorder(resource: Resource, rows: list[Row], order: list[tuple[str, ...]]) -> Iterator[Problem]:
    """The first row out of order, and where it belongs; ``order`` has the sort key of each row."""
    at = next((n for n in range(1, len(order)) if order[n] < order[n - 1]), 0)
    if not at:
        return
    # If the next row also sorts before the earlier of the two, the earlier one is misplaced.
    too_high = (at == 1 or order[at - 2] <= order[at]) and at + 1 < len(order) and order[at + 1] < order[at - 1]
    stray = at - 1 if too_high else at
    others = order[at:] if too_high else order[:at]
    smaller = [n for n, key in enumerate(others, start=at if too_high else 0) if key <= order[stray]]
    row = rows[stray]
    if smaller:
        before = rows[max(smaller, key=lambda n: (order[n], n))]
        fix = f"Move it behind row {before.number} ({named(key_of(resource, before))}): the file is sorted by its key."
    else:
        fix = f"Move it before row {rows[0].number} ({named(key_of(resource, rows[0]))}): the file is sorted by its key."
    yield problem_at(resource, row, resource.primary_key[0], "is out of order.", fix)


def _repeated(resource: Resource, rows: list[Row]) -> Iterator[Problem]:
    for field in resource.fields:
        if not field.unique or field.name in resource.primary_key:
            continue
        first: dict[str, Row] = {}
        for row in rows:
            before = first.setdefault(row[field.name], row)
            if before is not row and row[field.name]:
                what = f"{quoted(row[field.name])} stands in row {before.number} already."
                yield problem_at(resource, row, field.name, what, "Write it once.")


def _sortable(resource: Resource, key: tuple[str, ...]) -> tuple[str, ...]:
    numbers = [resource[column].type == "integer" or column == "version" for column in resource.primary_key]
    return tuple(_filled(part) if is_number else part for part, is_number in zip(key, numbers, strict=True))


def _filled(part: str) -> str:
    """A number or version padded with zeros, so that it sorts by value as text."""
    return ".".join(digits.zfill(6) for digits in part.split("."))


def reference_problems(resource: Resource, tables: Mapping[str, list[Row]], unread: Collection[str] = ()) -> Iterator[Problem]:
    """Foreign keys that their table does not hold; tables in ``unread`` are skipped, their problems are reported elsewhere."""
    links = [*resource.references]
    if resource.name == "institutions":
        links.append(("home", "cities", "city"))
    for column, target, key in links:
        rows = tables[target or resource.name]
        if (target or resource.name) in unread:
            continue
        known = {row[key] for row in rows} | (set(NO_HUB) if column == "home" else set())
        fixes: dict[str, str] = {}
        for row in tables[resource.name]:
            word = row[column]
            if word and word not in known:
                if word not in fixes:
                    near = nearest(word, known) if len(fixes) < _ANSWERED else ["a key that stands there"]
                    write = f"Write {listed(near)}, or add" if near else "Add"
                    fixes[word] = f"{write} it to {target or resource.name}.csv."
                yield problem_at(resource, row, column, f"{quoted(word)} is not known.", fixes[word])
