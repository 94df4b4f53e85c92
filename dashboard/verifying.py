"""The command ``tech-hubs verify``: the sentences of a file with what the articles say to them, as plain text."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts.checked import summary_words
from dashboard.exit_status import OK, WRONG, refuse, unreadable
from dashboard.table.files import read_file
from dashboard.table.load import Table, load
from dashboard.table.problems import Unreadable
from dashboard.table.words import one_line
from dashboard.verify.documents import MEGABYTES, DocumentError, read_document
from dashboard.verify.judge import MOST
from dashboard.verify.propose import check_passages, proposed
from dashboard.verify.verdicts import Checked


def verify(file: Path, data: Path) -> int:
    """Print the verdicts on each sentence of ``file``; returns 0, 1 (something is wrong with one) or 2 (could not run)."""
    try:
        if file.stat().st_size > MEGABYTES * 1024 * 1024:
            return refuse(f"{file} is larger than {MEGABYTES} MB. Save it without its pictures, or give its text alone.")
        content = read_file(file)
        table = load(data)
        results = check_passages(table, read_document(file.name, content))
    except (OSError, ValueError) as error:
        if isinstance(error, DocumentError):
            return refuse(str(error))
        return refuse(f"Cannot read {file} ({getattr(error, 'strerror', None) or error}). Name a file that ends in .pptx, .md or .txt.")
    except Unreadable as error:
        return refuse(unreadable(data, error))
    if not results:
        print(f"There is no sentence in {file}.")
        return OK
    for checked in results:
        print(_report(table, checked, file.name))
    print(f"{summary_words(results)}.")
    if len(results) == MOST:
        print(f"Only the first {MOST} sentences were checked. Give the rest in a file of its own.")
    return WRONG if any(checked.is_wrong for checked in results) else OK


def _report(table: Table, checked: Checked, name: str) -> str:
    """A sentence, its verdicts, the keys of its claims and what would be right, a line each."""
    where = f"{one_line(name)}, {checked.where}" if checked.where else one_line(name)
    verdicts = [f"  {verdict.title}. {one_line(verdict.words)}" for verdict in checked.verdicts]
    lines = [f"{where}: “{one_line(checked.sentence)}”", *verdicts]
    if checked.claims:
        lines.append(f"  Claims: {', '.join(checked.claims[:4])}{' …' if len(checked.claims) > 4 else ''}")
    right = proposed(table, checked)
    if right:
        lines.append(f"  Right would be: {one_line(right.text)} ({right.printed}.)")
    return "\n".join([*lines, ""])
