"""Publishing a draft: the data changes here alone, all files at once, and can be taken back once."""

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
    """A draft that cannot be published yet; ``problems`` says what stands in the way."""

    def __init__(self, problems: Iterable[DraftProblem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Published:
    """What became of a draft: the release it is in, its key, and the summary for whoever maintains the table, in Markdown."""

    version: str
    day: str
    article: str
    claims: int
    headlines: tuple[Headline, ...]
    summary: str


def copies_of(folder: Path, articles: Path | None) -> Path:
    """The folder the article's text is kept in: the one named, else the one beside the data."""
    return articles or folder.resolve().parent / "seeds" / "articles"


def publish(folder: Path, draft: Draft, *, articles: Path | None = None, beside: Mapping[Path, bytes] | None = None) -> Published:
    """Publish ``draft`` into the package in ``folder`` as it is now, whatever it was when the draft was begun.

    ``beside`` are further files of ``seeds/`` that are written with it, or not at all.

    Raises `PublishError` with every problem, `JournalError` when somebody else publishes or edits in this moment, `Unreadable`
    when the package cannot be read, and OSError when files cannot be written: in each case nothing has changed.
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
            written = {name: (staged / name).read_bytes() for name in INTERCHANGE}
            told = headlines(load(folder), load(staged))
        changes = [
            Change((folder / path).resolve(), before.read(path, folder, folder.resolve().parent), content)
            for path, content in files.items()
        ]
        changes += [
            Change(path, path.read_bytes() if path.exists() else None, content)
            for path, content in ((folder.resolve() / name, content) for name, content in written.items())
        ]
        copy = copies.resolve() / compiled.file
        changes.append(Change(copy, copy.read_bytes() if copy.exists() else None, compiled.text))
        changes += [
            Change(path.resolve(), path.read_bytes() if path.exists() else None, content) for path, content in (beside or {}).items()
        ]
        commit(drafts, changes)
    said = summary(draft, compiled, told)
    return Published(compiled.version, compiled.day, compiled.article, len(draft.claims), told, said)


def undo(folder: Path, *, articles: Path | None = None) -> None:
    """Take the last publishing back: every file as it was, byte for byte. Raises `JournalError` and OSError."""
    copies, drafts = copies_of(folder, articles), drafts_of(folder)
    with alone(drafts):
        finish(drafts, roots_of(folder, copies))
        undo_changes(drafts, roots_of(folder, copies))


def with_file(folder: Path, draft: Draft, copies: Path) -> tuple[Draft, bytes]:
    """The draft with a name for the article's file that no other one has, and what that file holds.

    Where the reader's own copy is there already and has the same paragraphs, it stays as it is.
    """
    edited = EditedPackage(Files(folder))
    taken = {row["file"] for row in edited["articles"].rows}
    wanted = draft.article.get("file") or f"{compile_draft(folder, draft).article}.txt"
    stem = wanted.removesuffix(".txt")
    text = article_text(draft)
    paragraphs = tuple(line for line in text.decode().split("\n") if line)
    for name in (wanted, *(f"{stem}-{number}.txt" for number in range(2, 1000))):
        path = copies / name
        if name in taken:
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
