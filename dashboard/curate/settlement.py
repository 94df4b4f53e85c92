"""The settlement on paper: the sheet in which disagreements are picked, and what is kept of it beside the table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from dashboard.curate.agreement import CODES, FOUND, REASON
from dashboard.curate.merge import KEY, Asked, Disagreement, Merge, Pick
from dashboard.table.problems import listed, named, shown
from dashboard.table.schema import Package

PLACE = ("paragraph", "city", "aspect", "key", "field")
COLUMNS = ("article", *PLACE)
"""The first columns of ``seeds/coding/settlement.csv``; a column a coder, what was settled, the reason and the round follow."""
ACTIVE = ("=", "+", "-", "@", "\t")
"""What makes a spreadsheet take a text for a formula."""
ROUND = "coding"
EMPTY = "(empty)"
"""The pick of a coder's empty cell: a pick that is left empty is none."""
_LONGEST = 2_000_000


def write_sheet(merge: Merge, wordings: bool = True) -> bytes:
    """The sheet: every disagreement with what each coder has, its pick and its reason; those that need a pick first."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow([*PLACE, *map(armed, merge.codings.coders), "pick", "reason"])
    for each in sorted(merge.disagreements, key=lambda each: each.wording):
        if wordings or not each.wording:
            pick = merge.picks.get(each.asked)
            settled = (pick.value or EMPTY, pick.reason) if pick else ("", "")
            told = [each.values.get(coder, "") for coder in merge.codings.coders]
            sheet.writerow([armed(cell) for cell in (*each.asked, *told, *settled)])
    return text.getvalue().encode("utf-8-sig")


def read_sheet(content: bytes, name: str, merge: Merge, package: Package) -> tuple[dict[Asked, Pick], list[str]]:
    """The picks of a sheet, and everything that is wrong with it, a sentence each."""
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return {}, [f"{name}: cannot be read as a sheet ({error}). Save it as CSV UTF-8, as it was written."]
    if len(content) > _LONGEST * 10 or not rows:
        return {}, [f"{name}: is no settlement sheet. Let the command write a new one."]
    header = rows[0]
    lacking = [column for column in (*PLACE, "pick", "reason") if column not in header]
    if lacking:
        return {}, [f"{name} row 1: lacks the column {listed(lacking, 'and')}. Let the command write a new sheet and fill that in."]
    known = {each.asked: each for each in merge.disagreements}
    picks: dict[Asked, Pick] = {}
    problems: list[str] = []
    for number, cells in enumerate(rows[1:], 2):
        row = dict(zip(header, map(disarmed, cells), strict=False))
        if any(row.values()):
            problems += [f"{name} row {number}{fault}" for fault in _read_row(row, known, merge, package, picks)]
    return picks, problems


def _delimiter(text: str) -> str:
    """Spreadsheets of many countries save with semicolons."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _read_row(
    row: Mapping[str, str], known: Mapping[Asked, Disagreement], merge: Merge, package: Package, picks: dict[Asked, Pick]
) -> Iterator[str]:
    """Take the pick of a row over, or say what is wrong with it."""
    number, city, aspect, key, field = (row.get(column, "").strip() for column in PLACE)
    asked: Asked = (number, city, aspect, key, field)
    value, reason = row.get("pick", "").strip(), row.get("reason", "").strip()
    if not value and not reason:
        return
    each = known.get(asked)
    if each is None:
        if not _made_pointless(asked, merge):
            yield f": {shown(' '.join(filter(None, asked)))} is no disagreement of these drafts. Remove the row."
        return
    if asked in picks:
        yield f": {shown(' '.join(filter(None, asked)))} stands above already. Pick it once."
        return
    if not value:
        words = [*(choice or EMPTY for choice in each.choices), *each.values]
        yield f", pick: is empty, and there is a reason. Write {listed(words)}."
        return
    picked, fault = picked_value(each, value, package)
    if fault:
        yield f", pick: {fault}"
    if not reason and not each.wording:
        yield f", reason: is empty. Say why {shown(value)} was picked."
    if not fault and (reason or each.wording):
        picks[asked] = Pick(picked, reason)


def _made_pointless(asked: Asked, merge: Merge) -> bool:
    """Whether a row was a disagreement before another pick: of a new term that was called two, or of a paragraph's reason."""
    return asked[4] in (*CODES, FOUND, REASON) and bool(merge.codings.same or asked[4] == REASON)


def picked_value(each: Disagreement, text: str, package: Package) -> tuple[str, str]:
    """The value that a pick means, and what is wrong with it: a coder's name, one of the values, or a new one the field may hold."""
    coder = each.values.get(text)
    if coder is not None and text in each.choices and coder != text:
        return "", f"{shown(text)} is a coder and a value. Write the value of another coder, or rename the coder."
    if coder is not None:
        return coder, ""
    if text == EMPTY and (each.wording or "" in each.choices):
        return "", ""
    if text in each.choices:
        return text, ""
    if each.field in (FOUND, KEY) or (each.field == REASON and text not in package.ledger[REASON].words):
        words = (*each.choices, *(package.ledger[REASON].words if each.field == REASON else ()))
        return "", f"{shown(text)} cannot be picked. Write {listed([*dict.fromkeys(words), *each.values])}."
    table = {"article": "articles", "focus_area": "claims", "institution": "claims", "figure": "claims"}.get(each.place.aspect, "")
    resource = package.resources.get(table or each.place.aspect)
    field = next((field for field in resource.fields if field.name == each.field), None) if resource else None
    if field and field.words and text and text not in field.words:
        return "", f"{shown(text)} is not in the codebook. Write {listed([*field.words, *each.values])}."
    return text, ""


def settlement_rows(merge: Merge) -> list[dict[str, str]]:
    """What was settled, a row a pick, in the form of ``seeds/coding/settlement.csv``: coder_a is the first coder by name."""
    rows = []
    for each in merge.disagreements:
        pick = merge.picks.get(each.asked)
        if pick:
            place = dict(zip(COLUMNS, (merge.codings.article, *each.asked), strict=True))
            lettered = {f"coder_{chr(ord('a') + at)}": each.values.get(coder, "") for at, coder in enumerate(merge.codings.coders)}
            rows.append({**place, **lettered, "settled": pick.value, "reason": pick.reason, "round": ROUND})
    return rows


def with_settlement(content: bytes, rows: Iterable[Mapping[str, str]]) -> bytes:
    """``seeds/coding/settlement.csv`` with more rows; a column is added where there are more coders than it has columns for.

    Raises ValueError when the file is no settlement.
    """
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header = list(found[0]) if found else [*COLUMNS, "coder_a", "coder_b", "settled", "reason", "round"]
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
    # Whoever settles an article again puts the new settlement in the place of the old.
    writer.writerows([row for row in found if row["article"] not in articles or row.get("round") != ROUND])
    writer.writerows(added)
    return text.getvalue().encode()


def armed(text: str) -> str:
    """A text as a spreadsheet takes it for a text: with an apostrophe before what would be a formula."""
    return f"'{text}" if text.startswith((*ACTIVE, "'")) else text


def disarmed(text: str) -> str:
    """What `armed` has made of a text, undone."""
    return text[1:] if text.startswith("'") else text


def once_words(merge: Merge) -> tuple[str, ...]:
    """How often the article is coded, where that is not everywhere by everybody: a sentence a coder."""
    said = [f"Nobody has coded paragraph {_numbers(merge.untouched)}: nothing is counted there."] if merge.untouched else []
    alone: dict[str, list[int]] = {}
    for number, coder in merge.once:
        alone.setdefault(coder, []).append(number)
    return (*said, *(f"Coded once, by {named(coder)} alone: paragraph {_numbers(numbers)}." for coder, numbers in alone.items()))


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
