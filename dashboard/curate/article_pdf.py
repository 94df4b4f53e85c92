"""Joins the lines of a PDF's pages into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")
_END = re.compile(r"[.!?:。！？][\"”’')\]]*$")
_PAGE = re.compile(r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?", re.IGNORECASE)
_FULL = 0.8
"""A line of at least this share of the usual length continues in the next one."""
_REPEATED = 3
"""A line on at least this many pages is a running head or foot."""


def joined_lines(pages: Sequence[str]) -> list[str]:
    """Paragraphs of the pages: a full or hyphenated line continues in the next one; a short line that ends a sentence ends one."""
    lines = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    edges = Counter(line for page in lines for line in {*page[:2], *page[-2:]} if line)
    running = {line for line, count in edges.items() if count >= _REPEATED}
    body = [line for page in lines for line in _body(page, running)]
    usual = _usual_length(body)
    joined: list[str] = []
    before = ""
    for line in body:
        if not line:
            # An empty line within a sentence is a page break.
            before = before if before and not _END.search(before) and len(before) >= _FULL * usual else ""
            continue
        if before and _goes_on(before, line, usual):
            hyphen = _HYPHEN.search(joined[-1])
            joined[-1] = joined[-1][:-1] + line if hyphen and line[:1].islower() else f"{joined[-1]} {line}"
        else:
            joined.append(line)
        before = line
    return joined


def _body(page: list[str], running: set[str]) -> list[str]:
    """The lines of a page without page number, running head and foot, with an empty line for the page break."""
    last = len(page) - 1
    edge = {0, 1, last - 1, last}
    return [line for place, line in enumerate(page) if not (place in edge and (line in running or _PAGE.fullmatch(line)))] + [""]


def _usual_length(lines: list[str]) -> float:
    long = sorted((len(line) for line in lines if line), reverse=True)
    return median(long[: max(1, len(long) // 2)]) if long else 0.0


def _goes_on(before: str, line: str, usual: float) -> bool:
    if _HYPHEN.search(before) and line[:1].islower():
        return True
    full = len(before) >= _FULL * usual and usual > 20
    return full and not (_END.search(before) and len(before) < 0.93 * usual)
