"""Validates one cell: type, vocabulary, EDTF, and nothing that a spreadsheet or a browser would execute."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from edtf import EDTFObject, EDTFParseException, parse_edtf
from edtf.parser import parser_classes
from edtf.parser.parser_classes import Date, Interval

from dashboard.table.problems import listed, quoted
from dashboard.table.schema import Field, form

_INTEGER = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_CALENDAR = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_MARKUP = re.compile(r"<[A-Za-z/!?]")

# The library prints its parse errors to the terminal.
vars(parser_classes)["print"] = lambda *_: None

Fault = tuple[str, str]
"""What is wrong with a cell, and how to fix it."""


@lru_cache(maxsize=4096)
def edtf(text: str) -> EDTFObject | None:
    """Parse an EDTF date (ISO 8601-2); None for invalid text, years outside 1 to 9999 and intervals that run backwards."""
    # Y introduces a year of any number of digits, which could exhaust memory.
    if "Y" in text:
        return None
    try:
        for day in re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            date.fromisoformat(day)
        parsed: EDTFObject = _parsed(text)
        start, _, end = text.partition("/")
        known = [_parsed(part) for part in (start, end) if part not in ("", "..")]
        if not all(0 < moment[0] < 10_000 for part in known for moment in (part.lower_strict(), part.upper_strict())):
            return None
        if len(known) == 2 and known[0].lower_strict() > known[1].upper_strict():
            return None
    # Sets open to one side have no first day, and the library accepts some texts that it cannot represent.
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return None
    return parsed


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Any:
    """Parse with the library; calendar dates and intervals of two are built directly, as its grammar takes 5 to 10 ms a text."""
    parts = text.split("/")
    if not all(map(_CALENDAR.fullmatch, parts)) or len(parts) > 2:
        return parse_edtf(text)
    dates = [Date(*part.split("-")) for part in parts]
    return dates[0] if len(dates) == 1 else Interval(*dates)  # type: ignore[no-untyped-call]


def whole(text: str) -> int | None:
    """A cell as an integer; None when it is none."""
    return int(text) if _INTEGER.fullmatch(text) else None


def number(text: str) -> float | None:
    """A cell as a number; None when it is none."""
    return float(text) if _NUMBER.fullmatch(text) else None


def cell_fault(field: Field, text: str) -> Fault | None:
    """The first fault of a cell by the constraints of its field, or None."""
    if not text:
        return ("is empty.", "Fill it in: every row needs one.") if field.required else None
    if text != text.strip():
        return f"{quoted(text)} begins or ends with a blank.", "Remove it."
    if not text.isprintable():
        return f"{quoted(text)} holds a line break, a control character or an unusual blank.", "Write it on one line, with plain blanks."
    return _typed_fault(field, text)


def _typed_fault(field: Field, text: str) -> Fault | None:
    if field.type == "integer":
        if not _INTEGER.fullmatch(text):
            return f"{quoted(text)} is not a whole number.", "Write digits only."
        if field.minimum is not None and int(text) < field.minimum:
            return f"{quoted(text)} is below {field.minimum}.", f"Write {field.minimum} or more."
        return None
    if field.type == "number":
        if not _NUMBER.fullmatch(text):
            return f"{quoted(text)} is not a number.", "Write digits only, with a point for decimals: 466500000000."
        return None
    if field.words:
        if text not in field.words:
            return f"{quoted(text)} is not in the codebook.", f"Write {listed(field.words)}."
        return None
    if field.edtf:
        if edtf(text) is None:
            return f"{quoted(text)} is not an EDTF date.", "Write 2025, 2016/2021, ../2035 or 2021-03~."
        return None
    return _text_fault(field, text)


def _text_fault(field: Field, text: str) -> Fault | None:
    if text[0] in "=+-@":
        return f"{quoted(text)} begins like a spreadsheet formula.", "Begin with a letter, a digit or a quotation mark."
    if _MARKUP.search(text):
        return f"{quoted(text)} holds markup.", "Write plain text."
    if field.longest is not None and len(text) > field.longest:
        return f"{quoted(text)} has {len(text)} characters.", f"Keep at most {field.longest}."
    if field.pattern and not form(field.pattern)(text):
        return f"{quoted(text)} does not have the form {field.pattern}.", "Rewrite it in that form."
    return None
