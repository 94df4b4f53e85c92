"""Checks a draft: the check of the table, run on the compiled package, reported by paragraph, claim and field of the draft."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.curate.compile import LAST_KEYED, Compiled, compile_draft, split_keys
from dashboard.curate.draft import Draft
from dashboard.curate.edited import EditedPackage
from dashboard.table.articles import read_copy
from dashboard.table.check import check
from dashboard.table.files import Files, is_folder
from dashboard.table.problems import Problem, quoted
from dashboard.table.schema import Package
from dashboard.table.words import plural


@dataclass(frozen=True)
class DraftProblem:
    """One problem of a draft.

    ``paragraph``: its number, 0 for none. ``claim``: the draft's key of a claim, or empty. ``field``: the column. ``what``
    continues the field's title as a sentence, ``fix`` is the next step. ``table``: the table of the field (claims, ledger,
    articles, a vocabulary), or empty for problems outside the draft. ``term``: the key of a new row of a vocabulary.
    """

    paragraph: int
    claim: str
    field: str
    what: str
    fix: str
    table: str = "claims"
    term: str = ""

    def __str__(self) -> str:
        place = f"Paragraph {self.paragraph}" if self.paragraph else "The article" if self.table in ("articles", "ledger") else "The table"
        location = ", ".join(filter(None, (place, self.claim or self.term, self.field)))
        return f"{location}: {self.what} {self.fix}"


def check_draft(folder: Path, draft: Draft, articles: Path | None = None) -> list[DraftProblem]:
    """The problems that prevent publishing ``draft`` into the package in ``folder``, in the order of the article.

    ``articles``: folder of the reader's own copies; the other articles are then checked too, as they may print a new name.
    Raises `Unreadable` when the package cannot be read.
    """
    own = list(_of_the_draft(folder, draft))
    if any(problem.table == "" for problem in own):
        return own
    compiled = compile_draft(folder, draft, articles=articles)
    with tempfile.TemporaryDirectory(prefix="tech-hubs-") as place:
        staged = stage(folder, compiled, Path(place), articles)
        problems = check(staged, staged.parent / "seeds" / "articles", apart=True)
        in_draft = list(problems_of_draft(staged, draft, compiled, problems))
    return sorted(dict.fromkeys([*own, *in_draft]), key=lambda problem: (problem.paragraph, problem.claim))


def stage(folder: Path, compiled: Compiled, place: Path, articles: Path | None) -> Path:
    """Copy the package to ``place``, with the compiled files and, in ``seeds/articles``, the articles; returns the copy's data folder."""
    data, copies = place / "data", place / "seeds" / "articles"
    data.mkdir(parents=True)
    copies.mkdir(parents=True)
    package = EditedPackage(Files(folder)).package
    for path in ("datapackage.json", "CHANGES.md", *(table.path for table in (*package.tables, package.fingerprints))):
        target = data / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in compiled.files:
            target.write_bytes(compiled.files[path])
        else:
            shutil.copyfile(folder / path, target)
    for file in _copies(folder, articles):
        shutil.copyfile(file, copies / file.name)
    (copies / Path(compiled.file).name).write_bytes(compiled.text)
    return data


def _copies(folder: Path, articles: Path | None) -> Iterator[Path]:
    """The reader's copies whose fingerprints match the table."""
    if articles is None or not is_folder(articles):
        return
    for row in EditedPackage(Files(folder))["articles"].rows:
        path = articles / Path(row["file"]).name
        try:
            if path.is_file() and read_copy(path).sha256 == row["sha256"]:
                yield path
        except (OSError, UnicodeDecodeError):
            continue


def _of_the_draft(folder: Path, draft: Draft) -> Iterator[DraftProblem]:
    """Problems that the check of the table cannot find, or would report in terms of files."""
    if not draft.paragraphs:
        yield DraftProblem(0, "", "", "has no paragraph.", "Paste its text first.", "")
        return
    for number, paragraph in enumerate(draft.paragraphs, 1):
        if not paragraph.text.strip():
            yield DraftProblem(number, "", "text", "is empty.", "Take the text again.", "")
        claims = draft.of_paragraph(number)
        if claims and number > LAST_KEYED:
            what = f"has {plural(len(claims), 'claim')}, and claims can be keyed up to paragraph {LAST_KEYED} alone."
            yield DraftProblem(number, claims[0]["key"], "paragraph", what, "Take the text again without its furniture.")
    for claim in draft.claims:
        number = int(claim["paragraph"]) if claim.get("paragraph", "").isdecimal() else 0
        if not 0 < number <= len(draft.paragraphs):
            yield DraftProblem(0, claim["key"], "paragraph", f"{quoted(claim.get('paragraph', ''))} is no paragraph.", "Name one.", "")
    edited = EditedPackage(Files(folder))
    yield from _of_terms(edited, draft)
    key = draft.article.get("article", "")
    existing = edited["articles"].keys()
    if key and key in existing:
        what = f"{quoted(key)} is an article of the table already."
        yield DraftProblem(0, "", "article", what, "Choose another key, or leave this one out.", "")


def _of_terms(edited: EditedPackage, draft: Draft) -> Iterator[DraftProblem]:
    """Undecided fields of new terms, and claims of the table that a new topic cannot include."""
    hub = edited.package.wording.a_hub
    for row in draft.vocabulary.get("cities", ()):
        if "role" in row and not row["role"]:
            name, key = row.get("name", ""), row.get("city", "")
            yield DraftProblem(0, "", "role", f"is open: {name} may be {hub}, or a place elsewhere.", "Choose one of them.", "cities", key)
    topics = {row["claim_id"]: row["topic"] for row in edited["claims"].rows}
    for row in draft.vocabulary.get("topics", ()):
        for claim in split_keys(row.get("claims", "")):
            what = f"{quoted(claim)} is no claim of the table." if claim not in topics else ""
            if topics.get(claim):
                what = f"{quoted(claim)} stands in the question {quoted(topics[claim])} already."
            if what:
                yield DraftProblem(0, "", "claims", what, "Name another claim, or leave this one out.", "topics", row.get("topic", ""))


def problems_of_draft(staged: Path, draft: Draft, compiled: Compiled, problems: list[Problem]) -> Iterator[DraftProblem]:
    """Problems of the compiled package in terms of the draft; missing copies of other articles are not reported."""
    edited = EditedPackage(Files(staged))
    others = {Path(row["file"]).name for row in edited["articles"].rows} - {compiled.file}
    with_words = _Words(draft, compiled)
    for problem in problems:
        if problem.where in others:
            continue
        table, column, number = problem.cell or ("", "", 0)
        row = _row(edited, table, number) if table else {}
        yield with_words(_placed(edited.package, draft, compiled, table, column, row, problem))


def _row(edited: EditedPackage, table: str, number: int) -> Mapping[str, str]:
    rows = edited[table].rows
    return rows[number - 2] if 2 <= number < len(rows) + 2 else {}


def _placed(
    package: Package, draft: Draft, compiled: Compiled, table: str, column: str, row: Mapping[str, str], problem: Problem
) -> DraftProblem:
    what, fix = problem.what, problem.fix
    by_id = {claim_id: key for key, claim_id in compiled.keys.items()}
    if table == "claims" and row.get("claim_id") in by_id:
        key = by_id[row["claim_id"]]
        return DraftProblem(int(row["paragraph"]), key, column, what, fix)
    if table == "ledger" and row.get("article") == compiled.article:
        return DraftProblem(int(row["paragraph"]), "", column, what, fix, "ledger")
    if table == "articles" and row.get("article") == compiled.article:
        return DraftProblem(0, "", column, what, fix, "articles")
    if table in compiled.terms:
        key = row.get(package[table].primary_key[0], "")
        if any(key in term.values() for term in compiled.terms[table]):
            return DraftProblem(0, "", column, what, fix, table, key)
    return DraftProblem(0, "", "", f"{problem.where}: {what}", fix, "")


class _Words:
    """Replaces keys of claims in messages by the printed words, since a coder does not know the keys."""

    def __init__(self, draft: Draft, compiled: Compiled) -> None:
        printed = {claim["key"]: claim.get("as_printed") or claim.get("statement", "") for claim in draft.claims}
        self._quotations = {claim_id: f"“{printed[key]}”" for key, claim_id in compiled.keys.items()}
        self._pattern = re.compile("|".join(map(re.escape, sorted(self._quotations, key=len, reverse=True))) or "(?!)")

    def __call__(self, problem: DraftProblem) -> DraftProblem:
        what, fix = (self._pattern.sub(lambda match: self._quotations[match.group()], text) for text in (problem.what, problem.fix))
        what = _EMPTY.sub("is still empty.", what)
        if problem.table == "topics" and what.endswith("sets no two claims beside each other."):
            what = "Nothing stands beside it yet: a question needs two claims that answer it otherwise."
        return replace(problem, what=what, fix=_ANSWERS.get((problem.table, problem.field), {}).get(fix, fix))


_EMPTY = re.compile(r"^is empty(?:, and .*)?\.")
_ANSWERS = {
    ("topics", "topic"): {"Give it to two claims, or remove it.": "Choose one of the table, or give it to a second claim of the article."},
    ("ledger", "reason"): {"Write claims or a reason, and not both.": "Code a claim, or say why there is none."},
    ("ledger", "left_out"): {
        "Code it, or write here the printed words, a colon and why they are left out.": "Code it, or say why it is left out."
    },
}
"""The next step in a draft, for rules whose own text is about rows and cells."""


def mends(package: Package, problem: DraftProblem) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """One-click fixes of a problem: pairs of button text and cells. Empty where a person must write."""
    if problem.table != "claims" or problem.field not in package["claims"].columns:
        return ()
    field = package["claims"][problem.field]
    if re.match(r"(?:Empty the cell|Remove the excuse)\b", problem.fix):
        return ((f"Empty {field.title.lower()}", {problem.field: ""}),)
    proposed = re.match(r"Write (?P<words>[^.:]+(?:\.\d[^.:]*)*)", problem.fix)
    if not proposed:
        return ()
    words = list(dict.fromkeys(re.findall(r"[\w./~-]+", proposed["words"])))
    if field.words:
        return tuple((f"{field.title}: {field.label(word) or word}", {field.name: word}) for word in words if word in field.words)
    if field.type == "number":
        numbers = [word for word in words if re.fullmatch(r"-?\d+(\.\d+)?", word)]
        return tuple((f"{field.title}: {word}", {field.name: word}) for word in numbers)
    if problem.field in ("restates", "same_as") and len(words) == 1:
        return ((f"{field.title}: {words[0]}", {problem.field: words[0]}),)
    return ()
