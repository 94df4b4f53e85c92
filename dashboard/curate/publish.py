"""Publishes a draft: the only place where data change, all files at once, with an undo."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.curate.compile import article_text, compile_draft
from dashboard.curate.draft import Draft
from dashboard.curate.draft_check import DraftProblem, check_draft, stage
from dashboard.curate.edited import EditedPackage
from dashboard.curate.journal import Change, alone, commit, drafts_of, finish, roots_of, undo_changes
from dashboard.curate.summary import Headline, headlines, summary
from dashboard.table.articles import read_copy
from dashboard.table.check import release
from dashboard.table.files import Files
from dashboard.table.interchange import INTERCHANGE
from dashboard.table.load import load


class PublishError(Exception):
    """A draft cannot be published; ``problems`` lists why."""

    def __init__(self, problems: Iterable[DraftProblem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Published:
    """The result of publishing: the release, its article key, and a summary for the maintainer, in Markdown."""

    version: str
    day: str
    article: str
    claims: int
    headlines: tuple[Headline, ...]
    summary: str


def copies_of(folder: Path, articles: Path | None) -> Path:
    """The folder of the articles' texts: ``articles``, or else the one beside the data."""
    return articles or folder.resolve().parent / "seeds" / "articles"


def publish(folder: Path, draft: Draft, *, articles: Path | None = None, beside: Mapping[Path, bytes] | None = None) -> Published:
    """Publish ``draft`` into the package in ``folder`` in its current state, even if the draft was begun on an older one.

    ``beside``: further files of ``seeds/``, written in the same transaction.

    Raises `PublishError` with every problem, `JournalError` when another process publishes or edits, `Unreadable` when the package
    cannot be read, and OSError when files cannot be written; in each case nothing has changed.
    """
    copies, drafts = copies_of(folder, articles), drafts_of(folder)
    with alone(drafts):
        finish(drafts, roots_of(folder, copies))
        draft, text = with_file(folder, draft, copies)
        problems = check_draft(folder, draft, copies)
        if problems:
            raise PublishError(problems)
        before = Files(folder)
        compiled = compile_draft(folder, draft, text=text, articles=copies)
        with tempfile.TemporaryDirectory(prefix="tech-hubs-") as place:
            staged = stage(folder, compiled, Path(place), copies)
            _, _, faults = release(staged)
            if faults:
                raise PublishError(DraftProblem(0, "", "", f"{fault.where}: {fault.what}", fault.fix, "") for fault in faults)
            fingerprints = EditedPackage(before).package.fingerprints.path
            files = {**compiled.files, fingerprints: (staged / fingerprints).read_bytes()}
            interchange_files = {name: (staged / name).read_bytes() for name in INTERCHANGE}
            changed_headlines = headlines(load(folder), load(staged))
        changes = [
            Change((folder / path).resolve(), before.read(path, folder, folder.resolve().parent), content)
            for path, content in files.items()
        ]
        changes += [
            Change(path, path.read_bytes() if path.exists() else None, content)
            for path, content in ((folder.resolve() / name, content) for name, content in interchange_files.items())
        ]
        copy = copies.resolve() / compiled.file
        changes.append(Change(copy, copy.read_bytes() if copy.exists() else None, compiled.text))
        changes += [
            Change(path.resolve(), path.read_bytes() if path.exists() else None, content) for path, content in (beside or {}).items()
        ]
        commit(drafts, changes)
    markdown = summary(draft, compiled, changed_headlines)
    return Published(compiled.version, compiled.day, compiled.article, len(draft.claims), changed_headlines, markdown)


def undo(folder: Path, *, articles: Path | None = None) -> None:
    """Undo the last publishing: every file is restored byte for byte. Raises `JournalError` and OSError."""
    copies, drafts = copies_of(folder, articles), drafts_of(folder)
    with alone(drafts):
        finish(drafts, roots_of(folder, copies))
        undo_changes(drafts, roots_of(folder, copies))


def with_file(folder: Path, draft: Draft, copies: Path) -> tuple[Draft, bytes]:
    """The draft with a unique name for the article's file, and the file's content.

    An existing copy with the same paragraphs is kept as it is.
    """
    edited = EditedPackage(Files(folder))
    used = {row["file"] for row in edited["articles"].rows}
    preferred = draft.article.get("file") or f"{compile_draft(folder, draft).article}.txt"
    stem = preferred.removesuffix(".txt")
    text = article_text(draft)
    paragraphs = tuple(line for line in text.decode().split("\n") if line)
    for name in (preferred, *(f"{stem}-{number}.txt" for number in range(2, 1000))):
        path = copies / name
        if name in used:
            continue
        if not path.exists():
            break
        try:
            if read_copy(path).paragraphs == paragraphs:
                text = path.read_bytes()
                break
        except (OSError, UnicodeDecodeError):
            continue
    return replace(draft, article={**draft.article, "file": name}), text
