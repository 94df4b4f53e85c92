"""The command ``tech-hubs merge``: how far several codings of an article agree, what they differ in, and the settled draft."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.charts.paragraphs import quoted
from dashboard.curate.agreement import READING, agreement_words, agreements
from dashboard.curate.codings import Codings, NotComparable, side_by_side
from dashboard.curate.compile import compile_draft
from dashboard.curate.draft import Draft, DraftError, read_draft, write_draft
from dashboard.curate.draft_check import check_draft
from dashboard.curate.edited import EditedPackage
from dashboard.curate.exchange import coding_files, codings_csv, write_qdpx
from dashboard.curate.fill import filled_article, filled_claim
from dashboard.curate.journal import JournalError
from dashboard.curate.merge import Disagreement, Merge, Picks
from dashboard.curate.publish import PublishError, copies_of, publish
from dashboard.curate.settlement import EMPTY, once_words, read_sheet, settlement_rows, with_settlement, write_sheet
from dashboard.table.files import Files, own_copies, read_file, released
from dashboard.table.load import Table, load
from dashboard.table.problems import Unreadable
from dashboard.table.words import one_line, plural

OK, OPEN, COULD_NOT_RUN = 0, 1, 2
SETTLEMENT = "settlement.csv"
_WIDTH = 100
_MEGABYTES = 20


class Refused(Exception):
    """What stands in the way of merging; ``sentences`` says all of it."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True)
class Desk:
    """What is merged, and where: the table, the codings, and the sheet of picks with what is wrong with it."""

    folder: Path
    table: Table
    codings: Codings
    picks: Picks
    problems: tuple[str, ...] = ()

    @property
    def merge(self) -> Merge:
        return Merge(self.codings, self.picks)


def merge(options: argparse.Namespace) -> int:
    """Do what was asked; returns 0, 1 (something is open, or could not be published) or 2 (could not run)."""
    try:
        desk = read_desk(options.drafts, options.data or released(), options.settle)
    except Refused as refused:
        return _refuse(refused.sentences)
    if desk.problems:
        return _refuse(desk.problems)
    for line in told(desk.merge):
        print(line)
    try:
        return _write(desk, options)
    except OSError as error:
        return _refuse([f"Cannot write {error.filename or 'the files'} ({error.strerror or error}). Choose another place."])


def read_desk(drafts: Sequence[Path], folder: Path, sheet: Path | None) -> Desk:
    """The drafts side by side, and what the sheet has picked. Raises `Refused` with everything that stands in the way."""
    try:
        table, edited = load(folder), EditedPackage(Files(folder))
    except Unreadable as error:
        raise Refused([f"The data in {folder} cannot be read: {error.problems[0]} Run tech-hubs check for all that is wrong."]) from None
    found: list[tuple[str, Draft]] = []
    problems: list[str] = []
    for path in drafts:
        try:
            if path.stat().st_size > _MEGABYTES * 1024 * 1024:
                problems.append(f"{path}: is larger than {_MEGABYTES} MB. Hand in the draft alone.")
                continue
            found.append((path.name, completed(read_draft(path), edited)))
        except DraftError as error:
            problems += str(error).split("\n")
        except (OSError, ValueError) as error:
            problems.append(f"Cannot read {path} ({getattr(error, 'strerror', None) or error}). Name a draft that is there.")
    if problems:
        raise Refused(problems)
    try:
        codings = side_by_side(found)
    except NotComparable as error:
        raise Refused(error.problems) from None
    return read_picks(Desk(folder, table, codings, {}), sheet)


def read_picks(desk: Desk, sheet: Path | None) -> Desk:
    """The desk with the picks of a sheet, where there is one."""
    if sheet is None or not sheet.exists():
        return desk
    try:
        content = read_file(sheet)
    except OSError as error:
        raise Refused([f"Cannot read {sheet} ({error.strerror or error}). Name another sheet with --settle."]) from None
    picks, problems = read_sheet(content, sheet.name, Merge(desk.codings), desk.table.package)
    # Which rows there are depends on picks: two new terms that were called different are two from here on.
    again, problems = read_sheet(content, sheet.name, Merge(desk.codings, picks), desk.table.package)
    return replace(desk, picks=again, problems=tuple(problems))


def completed(draft: Draft, edited: EditedPackage) -> Draft:
    """A draft with what a coder need not write, so that it is no disagreement when another one did."""
    article = filled_article(draft, edited["articles"].rows)
    claims = tuple({**filled_claim(cells, article, edited), "key": cells["key"]} for cells in draft.claims)
    return replace(draft, claims=claims)


def told(merge: Merge) -> Iterator[str]:
    """What there is to read: the agreement, how often the article was coded, every disagreement with its paragraph, what is open."""
    codings = merge.codings
    yield f"{codings.article or 'The article'}: {plural(len(codings.coders), 'coder')} ({', '.join(codings.coders)})"
    yield ""
    yield from agreement_words(agreements(codings))
    for line in READING:
        yield from textwrap.wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from once_words(merge)
    decided = [each for each in merge.disagreements if not each.wording]
    yield ""
    yield f"{plural(len(decided), 'disagreement')}, {len(merge.unresolved)} of them open."
    before = -1
    for each in decided:
        number = each.place.paragraph
        if number and number != before:
            yield ""
            yield from textwrap.wrap(f"Paragraph {number}: {_marked(merge, number)}", _WIDTH)
        before = number
        yield from _said(merge, each)
    worded = len(merge.disagreements) - len(decided)
    if worded:
        yield ""
        yield f"{plural(worded, 'wording')} differ and follow the coder whose codes are picked; the sheet holds them too."


def _marked(merge: Merge, number: int) -> str:
    """A paragraph with the printed words of all its claims in square brackets."""
    draft = merge.codings.first
    printed = [cells.get("as_printed", "") for each in merge.codings.drafts.values() for cells in each.of_paragraph(number)]
    parts = quoted(draft.paragraphs[number - 1].text, printed)
    return one_line("".join(f"[{words}]" if found else words for words, found in parts))


def _said(merge: Merge, each: Disagreement) -> Iterator[str]:
    place = ", ".join(filter(None, (each.place.city, each.place.name if each.place.paragraph else each.place.label)))
    yield f"  {', '.join(filter(None, (place, each.field)))}"
    for coder, value in each.values.items():
        yield f"    {coder}: {one_line(value) or EMPTY}"
    pick = merge.picks.get(each.asked)
    if pick:
        yield f"    settled: {one_line(pick.value) or EMPTY} ({one_line(pick.reason)})"


def _write(desk: Desk, options: argparse.Namespace) -> int:
    merge = desk.merge
    if options.csv:
        options.csv.write_bytes(codings_csv(desk.codings))
        print(f"What each coder coded is in {options.csv}.")
    if options.qdpx:
        write_qdpx(options.qdpx, desk.codings, desk.table)
        print(f"The codings are in {options.qdpx}, with the article's text: keep it where the article may be kept.")
    if options.settle and not options.settle.exists():
        options.settle.write_bytes(write_sheet(merge))
        print(f"The settlement sheet is {options.settle}. Fill in pick and reason, and give it back with --settle.")
    if not (options.out or options.publish):
        return OK
    if merge.unresolved:
        first = merge.unresolved[0]
        where = f"The first is {first.place.label}, {first.field}."
        move = "Pick each in the sheet and give it back with --settle, or use --page."
        print(f"tech-hubs: {plural(len(merge.unresolved), 'disagreement')} open, so nothing is settled. {where} {move}", file=sys.stderr)
        return OPEN
    if options.out:
        write_draft(options.out, merge.draft)
        print(f"The settled draft is {options.out}.")
    return publish_settled(desk, options.articles or own_copies(), print) if options.publish else OK


def publish_settled(desk: Desk, articles: Path | None, say: Callable[[str], object]) -> int:
    """Publish the settled draft with its codings and its settlement, all at once; returns 0, 1 (problems) or 2 (could not run)."""
    draft = desk.merge.draft
    copies = copies_of(desk.folder, articles)
    try:
        problems = check_draft(desk.folder, draft, copies)
        if problems:
            raise PublishError(problems)
        article = compile_draft(desk.folder, draft).article
        done = publish(desk.folder, draft, articles=articles, beside=_kept(desk, article))
    except PublishError as error:
        for problem in error.problems:
            say(f"tech-hubs: {problem}")
        say(f"tech-hubs: Nothing is published: put right {plural(len(error.problems), 'problem')} in the settled draft (--out) first.")
        return OPEN
    except (JournalError, Unreadable, ValueError) as error:
        say(f"tech-hubs: {error}")
        return COULD_NOT_RUN
    say(f"{done.article} is published in data {done.version}: {plural(done.claims, 'claim')}, coded by {', '.join(desk.codings.coders)}.")
    return OK


def _kept(desk: Desk, article: str) -> Mapping[Path, bytes]:
    """What stays of the codings beside the table: each coder's, and the settlement."""
    place = desk.folder.resolve().parent / "seeds" / "coding"
    settlement = place / SETTLEMENT
    before = settlement.read_bytes() if settlement.exists() else b""
    rows = [{**row, "article": article} for row in settlement_rows(desk.merge)]
    files = {place / name: content for name, content in coding_files(desk.codings, article).items()}
    return {**files, settlement: with_settlement(before, rows)} if rows else files


def _refuse(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        print(f"tech-hubs: {sentence}", file=sys.stderr)
    return COULD_NOT_RUN
