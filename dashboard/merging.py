"""The command ``tech-hubs merge``: agreement of several codings of an article, their disagreements, and the settled draft."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from dashboard.charts.paragraphs import quoted
from dashboard.curate.agreement import READING, agreement_words, agreements
from dashboard.curate.draft import SUFFIX, write_draft
from dashboard.curate.exchange import codings_csv, qdpx_bytes
from dashboard.curate.merge import Disagreement, Merge
from dashboard.curate.settlement import EMPTY, once_words, write_sheet
from dashboard.curate.settling import DRAFTS, OPEN, OUT, SHEET, Desk, Refused, publish_settled, read_desk
from dashboard.exit_status import OK, cannot_listen, refuse
from dashboard.server.curating import listen_here, serve_here
from dashboard.server.options import Settings, publish
from dashboard.table.files import own_copies, released
from dashboard.table.words import one_line, plural

ENTRY = Path(__file__).resolve().parent / "screens" / "merge_app.py"
_WIDTH = 100


def merge(options: argparse.Namespace, open_browser: bool = False) -> int:
    """Run the command; returns 0, 1 (something is unresolved, or could not be published) or 2 (could not run)."""
    try:
        desk = read_desk(options.drafts, options.data or released(), options.settle)
    except Refused as refused:
        return refuse(*refused.sentences)
    if desk.problems:
        return refuse(*desk.problems)
    if options.page:
        return _serve(desk, options, open_browser)
    for line in report(desk.merge):
        print(line)
    try:
        return _write(desk, options)
    except OSError as error:
        return refuse(f"Cannot write {error.filename or 'the files'} ({error.strerror or error}). Choose another place.")


def _serve(desk: Desk, options: argparse.Namespace, open_browser: bool) -> int:
    """Serve the page on which codings are settled, until it is stopped."""
    first, article = options.drafts[0].resolve().parent, desk.codings.article or "article"
    sheet = options.settle or first / f"{article}.settlement.csv"
    try:
        listening = listen_here(options.port)
    except (OSError, OverflowError) as error:
        return refuse(cannot_listen(options.port, error))
    publish(Settings(), desk.folder.resolve(), options.articles or own_copies())
    os.environ[DRAFTS] = json.dumps([str(path.resolve()) for path in options.drafts])
    os.environ[SHEET] = str(sheet.resolve())
    os.environ[OUT] = str((options.out or first / f"{article}.settled{SUFFIX}").resolve())
    serve_here(listening, ENTRY, "Settle the codings at {} (stop it with Ctrl+C; every pick is kept)", open_browser)
    return OK


def report(merge: Merge) -> Iterator[str]:
    """The lines of the report: agreement, how often paragraphs were coded, each disagreement with its paragraph, what is unresolved."""
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
        yield from _disagreement_lines(merge, each)
    worded = len(merge.disagreements) - len(decided)
    if worded:
        yield ""
        yield f"{plural(worded, 'wording')} differ and follow the coder whose codes are picked; the sheet holds them too."


def _marked(merge: Merge, number: int) -> str:
    """A paragraph with the printed words of all its claims in square brackets."""
    draft = merge.codings.first
    printed = [cells.get("as_printed", "") for each in merge.codings.drafts.values() for cells in each.of_paragraph(number)]
    parts = quoted(draft.paragraphs[number - 1].text, printed)
    return one_line("".join(f"[{words}]" if is_printed else words for words, is_printed in parts))


def _disagreement_lines(merge: Merge, each: Disagreement) -> Iterator[str]:
    place = ", ".join(filter(None, (each.place.city, each.place.name if each.place.paragraph else each.place.label)))
    yield f"  {', '.join(filter(None, (place, each.field)))}"
    for coder, value in each.values.items():
        yield f"    {coder}: {one_line(value) or EMPTY}"
    pick = merge.picks.get(each.id)
    if pick:
        yield f"    settled: {one_line(pick.value) or EMPTY} ({one_line(pick.reason)})"


def _write(desk: Desk, options: argparse.Namespace) -> int:
    merge = desk.merge
    if options.csv:
        options.csv.write_bytes(codings_csv(desk.codings))
        print(f"What each coder coded is in {options.csv}.")
    if options.qdpx:
        options.qdpx.write_bytes(qdpx_bytes(desk.codings, desk.table))
        print(f"The codings are in {options.qdpx}, with the article's text: keep it where the article may be kept.")
    if options.settle and not options.settle.exists():
        options.settle.write_bytes(write_sheet(merge))
        print(f"The settlement sheet is {options.settle}. Fill in pick and reason, and give it back with --settle.")
    if not (options.out or options.publish):
        return OK
    if merge.unresolved:
        first = merge.unresolved[0]
        location = f"The first is {first.place.label}, {first.field}."
        move = "Pick each in the sheet and give it back with --settle, or use --page."
        print(f"tech-hubs: {plural(len(merge.unresolved), 'disagreement')} open, so nothing is settled. {location} {move}", file=sys.stderr)
        return OPEN
    if options.out:
        write_draft(options.out, merge.draft)
        print(f"The settled draft is {options.out}.")
    return publish_settled(desk, options.articles or own_copies(), print) if options.publish else OK
