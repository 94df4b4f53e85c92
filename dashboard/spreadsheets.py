"""The command ``tech-hubs sheet``: writes the workbook in which an article is coded, and reads, checks and publishes it."""

from __future__ import annotations

import sys
from pathlib import Path

from dashboard.curate.article_text import ArticleError, duplicate_of, read_article
from dashboard.curate.compile import compile_draft
from dashboard.curate.draft import SUFFIX, Draft, DraftError, DraftParagraph, parse_draft, read_draft, write_draft
from dashboard.curate.draft_check import check_draft
from dashboard.curate.journal import JournalError, drafts_of
from dashboard.curate.publish import PublishError, copies_of, publish
from dashboard.curate.sheet_file import MEGABYTES, NotAWorkbook, open_workbook
from dashboard.curate.sheet_in import SheetDraft, read_workbook
from dashboard.curate.sheet_layout import layout
from dashboard.curate.sheet_out import TooLong, write_workbook
from dashboard.exit_status import OK, WRONG, refuse, unreadable
from dashboard.table.check import read_checked
from dashboard.table.files import Files, read_file
from dashboard.table.load import load
from dashboard.table.problems import Unreadable, quoted
from dashboard.table.words import one_line, plural


def sheet_out(file: Path, data: Path, article: Path | None, draft: Path | None) -> int:
    """Write the workbook of an article, of a draft or an empty one to ``file``; returns 0 or 2 (could not run)."""
    if file.suffix.lower() != ".xlsx":
        return refuse(f"{file} is to be a workbook. Name a file that ends in .xlsx.")
    try:
        package, tables = read_checked(Files(data))
        filled = read_draft(draft) if draft else _begun(article, data)
        content = write_workbook(filled, layout(package, tables, filled.vocabulary), package)
    except OSError as error:
        return refuse(f"Cannot read {article or draft} ({error.strerror or error}). Name a file that can be read.")
    except Unreadable as error:
        return refuse(unreadable(data, error))
    except (ArticleError, DraftError, TooLong) as error:
        return refuse(str(error))
    try:
        _write_new(file, content)
    except FileExistsError:
        return refuse(f"{file} is there already, and somebody may have filled it in. Name another file, or remove it.")
    except OSError as error:
        return refuse(f"Cannot write {file} ({error.strerror or error}). Name another file.")
    summary = (
        f"{plural(len(filled.paragraphs), 'paragraph')} and {plural(len(filled.claims), 'claim')}" if filled.paragraphs else "an empty form"
    )
    print(f"{file} holds {summary}. Fill it in, then: tech-hubs sheet in {file}")
    return OK


def _write_new(file: Path, content: bytes) -> None:
    """Write a file that must not exist yet, atomically. Raises OSError."""
    with file.open("xb") as output:
        try:
            output.write(content)
            output.flush()
        except OSError:
            file.unlink(missing_ok=True)
            raise


def _begun(article: Path | None, data: Path) -> Draft:
    """The draft for a new workbook: empty, or with an article's paragraphs and its proposed fields."""
    if article is None:
        return Draft({}, ())
    text = read_article(read_file(article), article.name, load(data))
    return Draft(dict(text.proposed), tuple(map(DraftParagraph, text.paragraphs)))


def sheet_in(file: Path, data: Path, articles: Path | None, publishing: bool) -> int:
    """Read a workbook into a draft and check it; returns 0, 1 (problems) or 2 (could not run)."""
    copies = copies_of(data, articles)
    try:
        if file.stat().st_size > MEGABYTES * 1024 * 1024:
            return refuse(f"{file} is larger than {MEGABYTES} MB. Remove its pictures and the sheets that are not its own.")
        package, tables = read_checked(Files(data))
        workbook = read_workbook(open_workbook(file.name, read_file(file)), package, tables)
        if duplicate := duplicate_of(load(data), [paragraph.text for paragraph in workbook.draft.paragraphs]):
            print(
                f"{file.name}: its paragraphs are those of {duplicate}, which is in the table already. Code another article.",
                file=sys.stderr,
            )
            return WRONG
        if not workbook.broken:
            workbook.add(check_draft(data, workbook.draft, copies))
    except Unreadable as error:
        return refuse(unreadable(data, error))
    except NotAWorkbook as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"Cannot read {error.filename or file} ({error.strerror or error}). Name a workbook that ends in .xlsx.")
    for note in workbook.notes:
        print(one_line(note))
    try:
        return _save_draft(file, data, articles, workbook, publishing)
    except (JournalError, OSError) as error:
        return refuse(f"The draft cannot be kept ({getattr(error, 'strerror', None) or error}).")


def _save_draft(file: Path, data: Path, articles: Path | None, workbook: SheetDraft, publishing: bool) -> int:
    if workbook.problems:
        print(f"{plural(len(workbook.problems), 'problem')} in {one_line(file.name)}:", file=sys.stderr)
        for problem in workbook.problems:
            print(one_line(str(problem)), file=sys.stderr)
    if workbook.broken or not workbook.draft.paragraphs:
        return WRONG
    article = compile_draft(data, workbook.draft).article
    path = drafts_of(data) / f"{article}{f'.{workbook.draft.coder}' if workbook.draft.coder else ''}{SUFFIX}"
    _keep_what_was_there(path, workbook.draft)
    write_draft(path, workbook.draft)
    summary = f"{plural(len(workbook.draft.claims), 'claim')} in {plural(len(workbook.draft.paragraphs), 'paragraph')}"
    print(f"{summary}, {plural(workbook.filled, 'cell')} filled in. Draft: {path}")

    if workbook.problems:
        return WRONG
    if not publishing:
        print(f"Nothing is wrong with it. Publish it with: tech-hubs sheet in {file} --publish")
        return OK
    try:
        done = publish(data, workbook.draft, articles=articles)
    except PublishError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return WRONG
    print(f"Published as {quoted(done.article)[1:-1]} in version {done.version} of the data in {data}.")
    return OK


def _keep_what_was_there(path: Path, draft: Draft) -> None:
    """Save an existing, different draft under another name, once, since the one from the workbook replaces it."""
    aside = path.with_name(f"{path.name.removesuffix(SUFFIX)}.draft.before.json")
    try:
        before = path.read_bytes()
        if not aside.exists() and parse_draft(before, path.name) != draft:
            aside.write_bytes(before)
            print(f"The draft that was there is kept as {aside}.")
    except (FileNotFoundError, DraftError):
        return
