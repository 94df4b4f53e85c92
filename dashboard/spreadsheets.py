"""The command ``tech-hubs sheet``: an article to be coded as a workbook, and the workbook read, checked and published."""

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
from dashboard.table.problems import Unreadable, shown
from dashboard.table.words import one_line, plural


def sheet_out(file: Path, data: Path, article: Path | None, draft: Path | None) -> int:
    """Write the workbook of an article, of a draft or of nothing yet into ``file``; returns 0 or 2 (could not run)."""
    if file.suffix.lower() != ".xlsx":
        return refuse(f"{file} is to be a workbook. Name a file that ends in .xlsx.")
    try:
        package, tables = read_checked(Files(data))
        found = read_draft(draft) if draft else _begun(article, data)
        content = write_workbook(found, layout(package, tables, found.vocabulary), package)
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
    told = f"{plural(len(found.paragraphs), 'paragraph')} and {plural(len(found.claims), 'claim')}" if found.paragraphs else "an empty form"
    print(f"{file} holds {told}. Fill it in, then: tech-hubs sheet in {file}")
    return OK


def _write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises OSError."""
    with file.open("xb") as new:
        try:
            new.write(content)
            new.flush()
        except OSError:
            file.unlink(missing_ok=True)
            raise


def _begun(article: Path | None, data: Path) -> Draft:
    """What a workbook begins with: nothing, or an article's paragraphs and what its text says of itself."""
    if article is None:
        return Draft({}, ())
    read = read_article(read_file(article), article.name, load(data))
    return Draft(dict(read.proposed), tuple(map(DraftParagraph, read.paragraphs)))


def sheet_in(file: Path, data: Path, articles: Path | None, publishing: bool) -> int:
    """Read a workbook into a draft and check it; returns 0, 1 (something is to be put right) or 2 (could not run)."""
    copies = copies_of(data, articles)
    try:
        if file.stat().st_size > MEGABYTES * 1024 * 1024:
            return refuse(f"{file} is larger than {MEGABYTES} MB. Remove its pictures and the sheets that are not its own.")
        package, tables = read_checked(Files(data))
        told = read_workbook(open_workbook(file.name, read_file(file)), package, tables)
        if known := duplicate_of(load(data), [paragraph.text for paragraph in told.draft.paragraphs]):
            print(
                f"{file.name}: its paragraphs are those of {known}, which is in the table already. Code another article.", file=sys.stderr
            )
            return WRONG
        if not told.broken:
            told.add(check_draft(data, told.draft, copies))
    except Unreadable as error:
        return refuse(unreadable(data, error))
    except NotAWorkbook as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"Cannot read {error.filename or file} ({error.strerror or error}). Name a workbook that ends in .xlsx.")
    for note in told.notes:
        print(one_line(note))
    try:
        return _kept(file, data, articles, told, publishing)
    except (JournalError, OSError) as error:
        return refuse(f"The draft cannot be kept ({getattr(error, 'strerror', None) or error}).")


def _kept(file: Path, data: Path, articles: Path | None, told: SheetDraft, publishing: bool) -> int:
    if told.problems:
        print(f"{plural(len(told.problems), 'problem')} in {one_line(file.name)}:", file=sys.stderr)
        for problem in told.problems:
            print(one_line(str(problem)), file=sys.stderr)
    if told.broken or not told.draft.paragraphs:
        return WRONG
    article = compile_draft(data, told.draft).article
    path = drafts_of(data) / f"{article}{f'.{told.draft.coder}' if told.draft.coder else ''}{SUFFIX}"
    _keep_what_was_there(path, told.draft)
    write_draft(path, told.draft)
    counted = f"{plural(len(told.draft.claims), 'claim')} in {plural(len(told.draft.paragraphs), 'paragraph')}"
    print(f"{counted}, {plural(told.filled, 'cell')} filled in. Draft: {path}")

    if told.problems:
        return WRONG
    if not publishing:
        print(f"Nothing is wrong with it. Publish it with: tech-hubs sheet in {file} --publish")
        return OK
    try:
        done = publish(data, told.draft, articles=articles)
    except PublishError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return WRONG
    print(f"Published as {shown(done.article)[1:-1]} in version {done.version} of the data in {data}.")
    return OK


def _keep_what_was_there(path: Path, draft: Draft) -> None:
    """Lay a draft somebody made otherwise aside the first time: what comes from the workbook takes its place."""
    aside = path.with_name(f"{path.name.removesuffix(SUFFIX)}.draft.before.json")
    try:
        before = path.read_bytes()
        if not aside.exists() and parse_draft(before, path.name) != draft:
            aside.write_bytes(before)
            print(f"The draft that was there is kept as {aside}.")
    except (FileNotFoundError, DraftError):
        return
