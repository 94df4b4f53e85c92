"""The released table repeated under new ids until it is as large as asked for, still sound by every rule of ``tech-hubs check``.

Each copy stands in paragraphs of its own, below those of the articles: an article is printed again and again, and no claim is coded twice.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dashboard.table.files import released

Line = dict[str, str]
_CLAIM = re.compile(r"(?P<article>.+)-(?P<paragraph>\d+)-(?P<letters>[a-z]+)")
_TWO_DIGITS, _ANY_DIGITS = "-[0-9]{2}-", "-[0-9]{2,6}-"


def grow(place: Path, claims: int) -> Path:
    """Write a data folder below ``place`` with at least so many claims, in whole copies, and its ledger; returns the folder."""
    source = released()
    folder, ledger = place / "data", place / "seeds" / "ledger.csv"
    ledger.parent.mkdir(parents=True)
    shutil.copytree(source, folder)
    rows = _read(source / "claims.csv")
    copies = -(-claims // len(rows))
    articles = _read(source / "articles.csv")
    paragraphs = {row["article"]: int(row["paragraphs"]) for row in articles}
    _write(folder / "articles.csv", [{**row, "paragraphs": str(copies * paragraphs[row["article"]])} for row in articles])
    _write(folder / "claims.csv", _claims(rows, paragraphs, copies))
    _write(ledger, _ledger(_read(source.parent / "seeds" / "ledger.csv"), paragraphs, copies))
    # Nothing of a table that was never released is kept.
    kept = folder / "fingerprints.csv"
    kept.write_text(kept.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    # The key of a claim names its paragraph, and the released articles have fewer than a hundred.
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    assert _TWO_DIGITS in text
    descriptor.write_text(text.replace(_TWO_DIGITS, _ANY_DIGITS), encoding="utf-8")
    return folder


def _claims(rows: Iterable[Line], paragraphs: dict[str, int], copies: int) -> Iterator[Line]:
    """The claims in the order of their keys, in which 100 stands before 11."""
    for article, number, copy, lines in _places(rows, paragraphs, copies, key=lambda number: f"{number:02}-"):
        moved = _mover(paragraphs, copy)
        for row in lines:
            cells = {name: moved(row[name]) for name in ("claim_id", "restates", "same_as", "inputs")}
            yield {**row, **cells, "article": article, "paragraph": str(number)}


def _ledger(rows: Iterable[Line], paragraphs: dict[str, int], copies: int) -> Iterator[Line]:
    for _, number, copy, lines in _places(rows, paragraphs, copies, key=lambda number: number):
        moved = _mover(paragraphs, copy)
        for row in lines:
            mark = hashlib.sha256(f"{row['sha256']} {copy}".encode()).hexdigest() if copy else row["sha256"]
            yield {**row, "paragraph": str(number), "sha256": mark, "claims": moved(row["claims"])}


def _places(
    rows: Iterable[Line], paragraphs: dict[str, int], copies: int, key: Callable[[int], object]
) -> Iterator[tuple[str, int, int, list[Line]]]:
    """Every paragraph of every copy: its article, its number, which copy it is of and the rows that stand there."""
    found: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for row in rows:
        found[row["article"], int(row["paragraph"])].append(row)
    for article in sorted(paragraphs):
        length = paragraphs[article]
        for number in sorted(range(1, length * copies + 1), key=key):  # type: ignore[arg-type]
            copy, original = divmod(number - 1, length)
            yield article, number, copy, found[article, original + 1]


def _mover(paragraphs: dict[str, int], copy: int) -> Callable[[str], str]:
    """From the keys of claims, separated by spaces, to those of the same claims in another copy."""

    def move(match: re.Match[str]) -> str:
        article, number, letters = match.groups()
        return f"{article}-{int(number) + copy * paragraphs[article]:02}-{letters}"

    return lambda keys: " ".join(_CLAIM.sub(move, claim) for claim in keys.split()) if copy and keys else keys


def _read(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, rows: Iterable[Line]) -> None:
    ahead = iter(rows)
    first = next(ahead)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(first)
        writer.writerow(first.values())
        writer.writerows(row.values() for row in ahead)
