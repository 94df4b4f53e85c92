"""Compares the table with the reader's own copies of the articles: fingerprints, quotations, and numbers that no claim accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.table import printed
from dashboard.table.accounts import accounted
from dashboard.table.articles import Copy, fingerprint, read_copy
from dashboard.table.exemptions import Named
from dashboard.table.files import read_file
from dashboard.table.paragraphs import Paragraph, read_bodies
from dashboard.table.problems import Problem, listed, named, quoted
from dashboard.table.rows import Row, problem_at
from dashboard.table.schema import Package
from dashboard.table.validation import cell_fault, whole

Tables = Mapping[str, list[Row]]
_DOCUMENTS = (".txt", ".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".htm")
"""File types that are reported where a ``.txt`` is missing or unknown."""
_MARKS = ((b"\xef\xbb\xbf", "UTF-8 with a byte order mark (BOM)"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_AGAIN = "Use the copy that was coded, or code this one"


@dataclass(frozen=True)
class Copies:
    """The paragraphs whose fingerprint is that of the coded one, by (article, number), and the problems with the files."""

    paragraphs: dict[tuple[str, str], Paragraph] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def beside(self, rows: Iterable[Row]) -> list[tuple[Row, Paragraph]]:
        """Pairs of a row and its paragraph; rows without a verified paragraph are dropped."""
        if not self.paragraphs:
            return []
        places = ((row, self.paragraphs.get((row["article"], row["paragraph"]))) for row in rows)
        return [(row, paragraph) for row, paragraph in places if paragraph]


def read_copies(package: Package, tables: Tables, folder: Path) -> Copies:
    """Read every article of the table from ``folder`` and verify it against the fingerprints. Files at fault become problems."""
    copies = Copies()
    lines: dict[str, list[Row]] = {}
    for line in tables["ledger"]:
        lines.setdefault(line["article"], []).append(line)
    for row in tables["articles"]:
        if cell_fault(package["articles"]["file"], row["file"]):
            continue
        copy = _copy(folder, Path(row["file"]).name, copies.problems)
        if copy:
            _compare(package, row, copy, lines.get(row["article"], []), copies)
    copies.problems.extend(_strangers(folder, {Path(row["file"]).name for row in tables["articles"]}))
    return copies


def _copy(folder: Path, name: str, problems: list[Problem]) -> Copy | None:
    path = folder / name
    try:
        start = read_file(path)[:4]
    except OSError as error:
        other = next((path.with_suffix(suffix) for suffix in _DOCUMENTS if path.with_suffix(suffix) != path and _there(path, suffix)), None)
        if other:
            what = f"is not there, and {named(other.name)} is."
            problems.append(Problem(name, what, f"Save its text as {name}: plain text, UTF-8."))
        else:
            problems.append(Problem(name, f"cannot be read ({error.strerror}).", "Put your copy of the article there under this name."))
        return None
    mark = next((label for begins, label in _MARKS if start.startswith(begins)), "")
    if mark or start.startswith(b"PK\x03\x04"):
        what = f"is {mark}." if mark else "is a document of a word processor, whatever its name says."
        problems.append(Problem(name, what, "Save its text as plain text: UTF-8 without a byte order mark."))
        return None
    try:
        return read_copy(path)
    except OSError as error:
        problems.append(Problem(name, f"cannot be read ({error.strerror}).", "Put your copy of the article there under this name."))
    except UnicodeDecodeError as error:
        what = f"is in another encoding than UTF-8 (byte {error.start + 1})."
        problems.append(Problem(name, what, "Save its text as plain text: UTF-8 without a byte order mark."))
    return None


def _there(path: Path, suffix: str) -> bool:
    try:
        return path.with_suffix(suffix).is_file()
    except (OSError, ValueError):
        return False


def _compare(package: Package, row: Row, copy: Copy, lines: list[Row], copies: Copies) -> None:
    """Add the paragraphs whose fingerprints match; where the file itself differs, report that alone and not each paragraph."""
    differing: list[tuple[Row, str]] = []
    for line in lines:
        text = copy.paragraph(whole(line["paragraph"]) or 0)
        if text is None:
            continue
        if fingerprint(text) == line["sha256"]:
            copies.paragraphs[line["article"], line["paragraph"]] = Paragraph(text)
        else:
            differing.append((line, fingerprint(text)))
    if copy.sha256 != row["sha256"]:
        what = f"{row['file']} has the fingerprint {copy.sha256}, not {quoted(row['sha256'], 64)[1:-1]}"
        numbers = listed([line["paragraph"] for line, _ in differing], "and")
        what += f"; paragraph {numbers} is not as it was coded." if differing else "; every paragraph that was coded is in it."
        fix = f"{_AGAIN} and write its fingerprint." if differing else "Use the copy that was coded, or write this fingerprint."
        copies.problems.append(problem_at(package["articles"], row, "sha256", what, fix))
    else:
        for line, right in differing:
            what = f"is not the fingerprint of this paragraph in your copy, {right}."
            copies.problems.append(problem_at(package.ledger, line, "sha256", what, f"{_AGAIN} and write its fingerprint."))
    if str(len(copy.paragraphs)) != row["paragraphs"]:
        what = f"{named(row['paragraphs'])} is not the {len(copy.paragraphs)} lines of {row['file']} that are not blank."
        copies.problems.append(problem_at(package["articles"], row, "paragraphs", what, "Count them again."))


def _strangers(folder: Path, known: set[str]) -> Iterator[Problem]:
    """Files that no row of the articles names; a file with the stem of a known one is reported elsewhere, as its missing ``.txt``."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in _DOCUMENTS and path.is_file())
    except OSError:
        return
    stems = {Path(name).stem for name in known}
    for name in names:
        if name not in known and Path(name).stem not in stems:
            yield Problem(named(name), "has no row in articles.csv.", "Describe the article there and code it, or take the file away.")


def against_copies(tables: Tables, copies: Copies) -> Iterator[Named]:
    """Findings (with the name of their rule) where a claim disagrees with its paragraph: quotation, number, period, boundary, wording."""
    rows = copies.beside(tables["claims"])
    for row, paragraph in rows:
        if row["as_printed"] not in paragraph.text:
            yield "", (row, "as_printed", f"{quoted(row['as_printed'])} is not found in the paragraph.", "Quote it letter for letter.")
    bodies = read_bodies(tables["institutions"], tables["cities"])
    published = {row["article"]: row["published"] for row in tables["articles"]}
    yield from printed.figures(rows)
    yield from printed.periods(rows, published)
    yield from printed.boundaries(rows, bodies)
    yield from printed.own_words(rows)


def unaccounted(package: Package, tables: Tables, copies: Copies) -> Iterator[Problem]:
    """Problems with numbers and names of the paragraphs that neither claims nor the ledger account for."""
    bodies = read_bodies(tables["institutions"], tables["cities"])
    coded: dict[tuple[str, str], list[Row]] = {}
    for row in tables["claims"]:
        coded.setdefault((row["article"], row["paragraph"]), []).append(row)
    for line, paragraph in copies.beside(tables["ledger"]):
        claims = coded.get((line["article"], line["paragraph"]), [])
        for row, column, what, fix in accounted(line, paragraph, claims, bodies):
            yield problem_at(package.ledger, row, column, what, fix)
