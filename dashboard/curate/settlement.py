"""The settlement as CSV: the sheet in which disagreements are picked, and the record stored beside the table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from dashboard.curate.agreement import CODES, REASON, UNIT_CODED
from dashboard.curate.merge import KEY, Disagreement, DisagreementId, Merge, Pick
from dashboard.table.problems import listed, named, quoted
from dashboard.table.schema import Package

PLACE = ("paragraph", "city", "aspect", "key", "field")
COLUMNS = ("article", *PLACE)
"""The first columns of ``seeds/coding/settlement.csv``; one a coder, the settled value, the reason and the round follow."""
ACTIVE = ("=", "+", "-", "@", "\t")
"""First characters that make a spreadsheet read text as a formula."""
ROUND = "coding"
EMPTY = "(empty)"
"""The pick of an empty value; a blank pick means that nothing was picked."""
_LONGEST = 2_000_000


def write_sheet(merge: Merge, wordings: bool = True) -> bytes:
    """The sheet as CSV: every disagreement with each coder's value, pick and reason; those that need a pick first."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow([*PLACE, *map(armed, merge.codings.coders), "pick", "reason"])
    for each in sorted(merge.disagreements, key=lambda each: each.wording):
        if wordings or not each.wording:
            pick = merge.picks.get(each.id)
            pick_cells = (pick.value or EMPTY, pick.reason) if pick else ("", "")
            values = [each.values.get(coder, "") for coder in merge.codings.coders]
            sheet.writerow([armed(cell) for cell in (*each.id, *values, *pick_cells)])
    return text.getvalue().encode("utf-8-sig")


def read_sheet(content: bytes, name: str, merge: Merge, package: Package) -> tuple[dict[DisagreementId, Pick], list[str]]:
    """The picks of a sheet, and its problems, one sentence each."""
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return {}, [f"{name}: cannot be read as a sheet ({error}). Save it as CSV UTF-8, as it was written."]
    if len(content) > _LONGEST * 10 or not rows:
        return {}, [f"{name}: is no settlement sheet. Let the command write a new one."]
    header = rows[0]
    missing = [column for column in (*PLACE, "pick", "reason") if column not in header]
    if missing:
        return {}, [f"{name} row 1: lacks the column {listed(missing, 'and')}. Let the command write a new sheet and fill that in."]
    disagreements = {each.id: each for each in merge.disagreements}
    picks: dict[DisagreementId, Pick] = {}
    problems: list[str] = []
    for number, cells in enumerate(rows[1:], 2):
        row = dict(zip(header, map(disarmed, cells), strict=False))
        if any(row.values()):
            problems += [f"{name} row {number}{fault}" for fault in _read_row(row, disagreements, merge, package, picks)]
    return picks, problems


def _delimiter(text: str) -> str:
    """Comma or semicolon: spreadsheets of many countries save with semicolons."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _read_row(
    row: Mapping[str, str],
    disagreements: Mapping[DisagreementId, Disagreement],
    merge: Merge,
    package: Package,
    picks: dict[DisagreementId, Pick],
) -> Iterator[str]:
    """Add the pick of a row to ``picks``, or yield what is wrong with the row."""
    number, city, aspect, key, field = (row.get(column, "").strip() for column in PLACE)
    row_id: DisagreementId = (number, city, aspect, key, field)
    value, reason = row.get("pick", "").strip(), row.get("reason", "").strip()
    if not value and not reason:
        return
    each = disagreements.get(row_id)
    if each is None:
        if not _made_pointless(row_id, merge):
            yield f": {quoted(' '.join(filter(None, row_id)))} is no disagreement of these drafts. Remove the row."
        return
    if row_id in picks:
        yield f": {quoted(' '.join(filter(None, row_id)))} stands above already. Pick it once."
        return
    if not value:
        words = [*(choice or EMPTY for choice in each.choices), *each.values]
        yield f", pick: is empty, and there is a reason. Write {listed(words)}."
        return
    picked, fault = picked_value(each, value, package)
    if fault:
        yield f", pick: {fault}"
    if not reason and not each.wording:
        yield f", reason: is empty. Say why {quoted(value)} was picked."
    if not fault and (reason or each.wording):
        picks[row_id] = Pick(picked, reason)


def _made_pointless(row_id: DisagreementId, merge: Merge) -> bool:
    """Whether a row was a disagreement before another pick, of a new term with several keys or of a paragraph's reason."""
    return row_id[4] in (*CODES, UNIT_CODED, REASON) and bool(merge.codings.same or row_id[4] == REASON)


def picked_value(each: Disagreement, text: str, package: Package) -> tuple[str, str]:
    """The value a pick means, and what is wrong with it: a coder's name, one of the values, or another value the field may hold."""
    coder = each.values.get(text)
    if coder is not None and text in each.choices and coder != text:
        return "", f"{quoted(text)} is a coder and a value. Write the value of another coder, or rename the coder."
    if coder is not None:
        return coder, ""
    if text == EMPTY and (each.wording or "" in each.choices):
        return "", ""
    if text in each.choices:
        return text, ""
    if each.field in (UNIT_CODED, KEY) or (each.field == REASON and text not in package.ledger[REASON].words):
        words = (*each.choices, *(package.ledger[REASON].words if each.field == REASON else ()))
        return "", f"{quoted(text)} cannot be picked. Write {listed([*dict.fromkeys(words), *each.values])}."
    table = {"article": "articles", "focus_area": "claims", "institution": "claims", "figure": "claims"}.get(each.place.aspect, "")
    resource = package.resources.get(table or each.place.aspect)
    field = next((field for field in resource.fields if field.name == each.field), None) if resource else None
    if field and field.words and text and text not in field.words:
        return "", f"{quoted(text)} is not in the codebook. Write {listed([*field.words, *each.values])}."
    return text, ""


def settlement_rows(merge: Merge) -> list[dict[str, str]]:
    """The picks as rows of ``seeds/coding/settlement.csv``: coder_a is the first coder by name."""
    rows = []
    for each in merge.disagreements:
        pick = merge.picks.get(each.id)
        if pick:
            place = dict(zip(COLUMNS, (merge.codings.article, *each.id), strict=True))
            lettered = {f"coder_{chr(ord('a') + at)}": each.values.get(coder, "") for at, coder in enumerate(merge.codings.coders)}
            rows.append({**place, **lettered, "settled": pick.value, "reason": pick.reason, "round": ROUND})
    return rows


def with_settlement(content: bytes, rows: Iterable[Mapping[str, str]]) -> bytes:
    """``seeds/coding/settlement.csv`` with ``rows`` added, and a column for every coder.

    Rows of the same article and round are replaced. Raises ValueError when the file is no settlement.
    """
    rows_before = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header = list(rows_before[0]) if rows_before else [*COLUMNS, "coder_a", "coder_b", "settled", "reason", "round"]
    if not {*COLUMNS, "settled", "reason"} <= set(header):
        raise ValueError("settlement.csv is no settlement: it lacks columns.")
    added = list(rows)
    for column in dict.fromkeys(column for row in added for column in row):
        if column not in header:
            header.insert(header.index("settled"), column)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    articles = {row["article"] for row in added}
    # A new settlement of an article replaces the previous one.
    writer.writerows([row for row in rows_before if row["article"] not in articles or row.get("round") != ROUND])
    writer.writerows(added)
    return text.getvalue().encode()


def armed(text: str) -> str:
    """Text escaped for a spreadsheet: with an apostrophe before what would be a formula."""
    return f"'{text}" if text.startswith((*ACTIVE, "'")) else text


def disarmed(text: str) -> str:
    """The reverse of `armed`."""
    return text[1:] if text.startswith("'") else text


def once_words(merge: Merge) -> tuple[str, ...]:
    """Sentences on paragraphs that not every coder coded: one for those nobody coded, one for each coder who coded some alone."""
    sentences = [f"Nobody has coded paragraph {_numbers(merge.untouched)}: nothing is counted there."] if merge.untouched else []
    alone: dict[str, list[int]] = {}
    for number, coder in merge.once:
        alone.setdefault(coder, []).append(number)
    return (*sentences, *(f"Coded once, by {named(coder)} alone: paragraph {_numbers(numbers)}." for coder, numbers in alone.items()))


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
