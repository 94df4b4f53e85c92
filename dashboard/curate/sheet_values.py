"""Restores the typed text of a cell: undoes what Excel and LibreOffice make of dates, numbers and quotes, or refuses it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from dashboard.curate.sheet_file import SheetCell
from dashboard.table.numbers import read_numbers
from dashboard.table.problems import quoted

LONGEST = 32_767
"""The length at which Excel truncates a text."""
_AGAIN = "Format the cell as text and type it again"
_PLAIN = re.compile(r"(-?)0*([0-9]+(?:\.[0-9]+)?)")
_EXPONENT = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}")
_NOT_FORM = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]|_x000[Dd]_(?=\n)")
_BLANK = re.compile(r"_x000[aAdD9]_|[\s\u00a0\u202f]")
_SAME = ("'’‘‛`´", '"“”„‟«»', "-‐‑–—−")
"""Characters that programs substitute for each other while typing."""
_DATES = ("%d %B %Y", "%d %B, %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y")
_MONTHS = ("%B %Y", "%B, %Y", "%b %Y", "%Y-%m", "%m/%Y")
_DAYS = ("%B %d", "%d %B", "%b %d", "%d %b", "%d/%m", "%m/%d")


class Refused(ValueError):
    """A cell whose typed text cannot be restored: what is wrong, and the next step."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what, self.fix = what, fix


def as_typed(cell: SheetCell, kind: str, paragraph: str = "") -> tuple[str, str]:
    """The text of a cell of a column of this ``kind`` (see `SheetColumn`), and a note on it; ``paragraph`` is the text it quotes.

    Raises `Refused`.
    """
    value = cell.value
    if cell.type == "f":
        formula = quoted(str(getattr(value, "text", None) or value))
        raise Refused(f"holds a formula, {formula}.", "Copy the cell and paste it back as a value.")
    if cell.type == "e":
        raise Refused(f"holds the error {quoted(str(value))} of the spreadsheet.", "Write what is meant.")
    if isinstance(value, bool):
        raise Refused(f"holds the truth value {str(value).upper()}, which the spreadsheet made of a word.", f"{_AGAIN}.")
    if isinstance(value, str):
        return _text(value, kind, paragraph)
    if isinstance(value, int | float):
        return _number(value, cell.form, kind, paragraph)
    if isinstance(value, date):
        return _date(value, cell.form, kind, paragraph)
    raise Refused(f"holds a time of day, {quoted(str(value))}, which the spreadsheet made of what was typed.", f"{_AGAIN}.")


def _text(value: str, kind: str, paragraph: str) -> tuple[str, str]:
    if len(value.encode("utf-16-le")) >= 2 * LONGEST:
        raise Refused(f"holds {len(value):,} characters; at {LONGEST:,} a spreadsheet cuts a text off.", "Shorten it.")
    if kind == "paragraph":
        # Quoted literally: only surrounding blanks are removed.
        text = _UNSEEN.sub("", value).strip() if "_x000" in value else value.strip()
        lines = [line for line in re.split(r"[\r\n\v\f\u2028\u2029]+|_x000[dD]_", text) if line.strip()]
        if len(lines) > 1:
            raise Refused(f"holds {len(lines)} lines, and a paragraph is one.", "Give each line a row of its own.")
        return text, ""
    text = _BLANK.sub(" ", _UNSEEN.sub("", value)).strip()
    if kind == "printed":
        return in_print(text, paragraph)
    if kind in ("number", "whole", "date") and text[:1] in "'’‘" and text[1:2].isdigit():
        text = text[1:]
    if kind == "date":
        text = re.sub("[‐‑–—−]", "-", text.replace("…", ".."))
    return _written_number(text) if kind in ("number", "whole") else (text, "")


def _written_number(text: str) -> tuple[str, str]:
    text = text.replace("−", "-")
    plain = _PLAIN.fullmatch(text)
    if not text or plain:
        return "".join(plain.groups()) if plain else "", ""
    if _EXPONENT.fullmatch(text):
        guess = digits(Decimal(text.replace(",", ".")))
        raise Refused(
            f"{quoted(text)} is shortened by a spreadsheet, and digits may be lost.", f"Write the whole number, {guess} if it is that."
        )
    numbers = read_numbers(text)
    if (
        len(numbers) == 1
        and numbers[0].kind == "number"
        and numbers[0].value is not None
        and numbers[0].high is None
        and numbers[0].text == text
    ):
        value = digits(Decimal(format(numbers[0].value, ".15g")))
        return value, f"{quoted(text)} is read as {value}."
    raise Refused(f"{quoted(text)} is not a number.", "Write digits only, with a point for decimals: 466500000000.")


def _number(value: float, form: str, kind: str, paragraph: str) -> tuple[str, str]:
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    percent = "%" in _NOT_FORM.sub("", form.split(";")[0])
    plain = digits(exact * 100 if percent else exact)
    if abs(exact) >= 10**15:
        raise Refused(f"holds {plain}, and a spreadsheet keeps 15 digits of a number.", f"{_AGAIN}, all its digits.")
    if kind == "printed":
        return _printed_number(exact, percent, plain, paragraph)
    if kind == "number":
        return plain, f"the {plain}% of the spreadsheet is read as {plain}." if percent else ""
    if kind == "date":
        if re.fullmatch("[12][0-9]{3}", plain) and not percent:
            return plain, ""
        raise Refused(f"holds the number {plain}, which a spreadsheet may have made of a date.", f"{_AGAIN}: 2025, 2016/2021, ../2035.")
    if kind == "whole" or _general(form):
        return plain, ""
    if percent:
        return f"{plain}%", ""
    raise Refused(f"holds the number {plain}, which the spreadsheet shows in another way.", f"{_AGAIN}.")


def _general(form: str) -> bool:
    return form in ("General", "@", "0") or bool(re.fullmatch(r"0\.0+|Standard", form))


def _printed_number(exact: Decimal, percent: bool, typed: str, paragraph: str) -> tuple[str, str]:
    """The number as the paragraph prints it: of 466.5, 1,500, 007 and 12% a spreadsheet stores the value only."""
    matches = {}
    for match in re.finditer(r"(?:US)?[$¥€£]?[0-9][0-9,]*(?:\.[0-9]+)?%?", paragraph):
        match_text = match.group().rstrip(",")
        plain = re.sub(r"[^0-9.]", "", match_text)
        if Decimal(plain) == (exact * 100 if percent else exact) and match_text.endswith("%") == percent:
            matches[match_text] = plain
    if typed in matches or f"{typed}%" in matches:
        return (typed if typed in matches else f"{typed}%"), ""
    if len(matches) == 1:
        match_text = next(iter(matches))
        return match_text, f"the number {typed} is read as {quoted(match_text)}, as the paragraph prints it."
    raise Refused(f"holds the number {typed}, which the spreadsheet made of the printed words.", f"{_AGAIN}, as the paragraph prints it.")


def _date(value: date, form: str, kind: str, paragraph: str) -> tuple[str, str]:
    parts = _parts(form)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        raise Refused(f"holds {quoted(str(value))}, a time that the spreadsheet made of what was typed.", f"{_AGAIN}.")
    day = value.strftime("%Y-%m-%d") if value.year >= 1000 else str(value)
    if kind == "date" and "y" in parts:
        read = day if "d" in parts else day[:7] if "m" in parts else day[:4]
        return read, f"the date of the spreadsheet is read as {read}."
    if kind == "printed":
        # Spreadsheets add the current year to a day, and day 1 to a month: the paragraph decides.
        for forms in (_DATES, _MONTHS if value.day == 1 else (), _DAYS) if "d" in parts else (_MONTHS,):
            spellings = {text for form in forms for text in (value.strftime(form), re.sub(r"\b0(?=[0-9])", "", value.strftime(form)))}
            printed = [text for text in spellings if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", paragraph)]
            if len(printed) == 1:
                return printed[0], f"the date of the spreadsheet is read as {quoted(printed[0])}, as the paragraph prints it."
    raise Refused(f"holds the date {day}, which the spreadsheet made of what was typed.", f"{_AGAIN}.")


def _parts(form: str) -> set[str]:
    """The parts a date format shows: d, m, y. The m of minutes, beside hours, does not count."""
    return set(re.findall("[dmy]", _NOT_FORM.sub("", form.split(";")[0]).lower()))


def in_print(text: str, paragraph: str) -> tuple[str, str]:
    """Quoted words as the paragraph prints them, where a program changed quotes, dashes, blanks or case; else unchanged."""
    if not text or text in paragraph:
        return text, ""
    if text.startswith("'") and text[1:] in paragraph:
        return text[1:], ""
    pattern = "".join(_alike(part) for part in re.findall(r"\.\.\.|--|\s+|.", text))
    for flags in (0, re.IGNORECASE):
        matches = dict.fromkeys(match.group() for match in re.finditer(pattern, paragraph, flags))
        if len(matches) == 1:
            printed = next(iter(matches))
            return printed, f"{quoted(text)} is read as {quoted(printed)}, as the paragraph prints it."
        if matches:
            break
    return text, ""


def _alike(part: str) -> str:
    if part.isspace():
        return r"[\s\u00a0\u202f]+"
    if part in ("...", "…"):
        return r"(?:\.\.\.|…)"
    signs = next((signs for signs in _SAME if part[0] in signs), "")
    if "-" in signs:
        return f"(?:--|[{re.escape(signs)}])"
    return f"[{re.escape(signs)}]" if signs else re.escape(part)


def digits(value: Decimal) -> str:
    """A number in plain digits, without exponent or insignificant zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text
