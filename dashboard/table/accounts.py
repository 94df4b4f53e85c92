"""Whether every number and name of a paragraph is accounted for: carried by a claim, or listed in the ledger with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dashboard.table.exemptions import Finding
from dashboard.table.numbers import Printed
from dashboard.table.paragraphs import Bodies, Paragraph
from dashboard.table.printed import DATE_PART, same_number
from dashboard.table.problems import listed, named, quoted
from dashboard.table.rows import Cells, Row
from dashboard.table.validation import number

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
"""One word of a word count: 1,000 counts as two, Shanghai's as one."""


def left_out(cell: str) -> list[tuple[str, str]]:
    """The entries of a cell as (printed words, reason); a part without a colon and a blank has no reason."""
    parts = [part.strip().partition(": ") for part in cell.split("|")] if cell else []
    return [(words.strip(), reason.strip()) for words, _, reason in parts]


def accounted(line: Row, paragraph: Paragraph, claims: Sequence[Row], bodies: Bodies) -> Iterator[Finding]:
    """Problems of one ledger row: entries of ``left_out`` that match nothing, and numbers or names that nothing accounts for."""
    items, names = _items(paragraph), _names(paragraph, bodies)
    for printed, _ in left_out(line["left_out"]):
        spans = _places(printed, paragraph)
        if not spans and printed:
            yield line, "left_out", f"{quoted(printed)} is not found in the paragraph.", "Quote it letter for letter, or remove the entry."
        elif spans and not any(_meets(span, item) for span in spans for item in (*items, *names)):
            yield line, "left_out", f"{quoted(printed)} holds neither a number nor a known name.", "Remove the entry."
    if any(row["as_printed"] not in paragraph.text for row in claims):
        return  # A claim with a wrong quotation may be the one that carries the number.
    words = [paragraph.text[start:end] for start, end in unaccounted(paragraph, line["left_out"], claims, bodies)]
    if words:
        unaccounted_words = listed(map(quoted, dict.fromkeys(words)), "and")
        what = f"does not account for {unaccounted_words}, which the paragraph prints"
        what += f" and {named(line['reason'])} leaves out." if line["reason"] else " and no claim of it carries."
        yield line, "left_out", what, "Code it, or write here the printed words, a colon and why they are left out."


def unaccounted(paragraph: Paragraph, cell: str, claims: Sequence[Cells], bodies: Bodies) -> list[tuple[int, int]]:
    """Spans of the numbers, then of the names, that no claim carries and ``cell`` (the ledger's ``left_out``) does not list."""
    spans = [span for printed, _ in left_out(cell) for span in _places(printed, paragraph)]
    for row in claims:
        spans += _places(row["as_printed"], paragraph)
    items, names = set(_items(paragraph)), _names(paragraph, bodies)
    # A numeral inside a body's name is part of the name.
    numbers = [each for each in paragraph.numbers if (each.start, each.end) in items and not _covered((each.start, each.end), names)]
    missing = [(each.start, each.end) for each in numbers if not _covered((each.start, each.end), spans) and not _coded(each, claims)]
    keys = {row[column] for row in claims for column in ("city", "institution")} - {""}
    covered = {paragraph.plain[start:end] for start, end in names if _covered((start, end), spans)}
    for start, end in names:
        name = paragraph.plain[start:end]
        if name not in covered and not keys & bodies.names[name]:
            missing.append((start, end))
    return missing


def _items(paragraph: Paragraph) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in paragraph.numbers if each.kind != "vague" or each.unit != "years"]


def _names(paragraph: Paragraph, bodies: Bodies) -> list[tuple[int, int]]:
    return [match.span() for match in bodies.pattern.finditer(paragraph.plain)]


def _places(printed: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(printed), paragraph.text)] if printed else []


def _meets(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _covered(item: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    # "2.4 trillion" accounts for "2.4 trillion yuan": where a number begins is what counts.
    return any(start <= item[0] < end for start, end in spans)


def _coded(each: Printed, claims: Sequence[Cells]) -> bool:
    """Whether a claim of the paragraph carries the number, in ``value``, ``value_high`` or ``period``."""
    for row in claims:
        if each.kind == "date" and any(_in_period(each, moment) for moment in DATE_PART.findall(row["period"])):
            return True
        if each.value is not None:
            if any(same_number(each.value, coded) for c in ("value", "value_high") if (coded := number(row[c])) is not None):
                return True
            if each.value.is_integer() and 1000 < each.value < 3000 and str(int(each.value)) in row["period"]:
                return True
    return False


def _in_period(each: Printed, moment: str) -> bool:
    year, month, day = (*map(int, moment.split("-")), 0, 0)[:3]
    return all(not part or part == coded for part, coded in ((each.year, year), (each.month, month), (each.day, day)))


def left_out_form(lines: Iterable[Row], longest: int) -> Iterator[Finding]:
    """Problems with the form of ``left_out``: an entry needs at most ``longest`` printed words, and a reason."""
    for line in lines:
        for printed, reason in left_out(line["left_out"]):
            if not printed or not reason:
                what = f"has an entry without {'a reason' if printed else 'printed words'}: {quoted(printed or reason)}."
                yield line, "left_out", what, "Write the printed words, a colon, a blank and the reason."
            elif (count := len(_WORD.findall(printed))) > longest:
                yield line, "left_out", f"{quoted(printed)} has {count} words.", f"Keep at most {longest}."
