"""Reasons: paragraphs that end as furniture, background or about somewhere else, and words that are left out beside claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dashboard.curate.dates import PAST, spans
from dashboard.curate.draft import DraftParagraph
from dashboard.curate.figure_rules import is_part_of_a_name
from dashboard.curate.furniture import gist_of_furniture
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Found
from dashboard.table.accounts import lacking
from dashboard.table.numbers import Printed
from dashboard.table.paragraphs import Bodies, Paragraph

_ANNIVERSARY = re.compile(r"\s*(?:anniversary|birthday|century|session|plenary|edition)\b", re.IGNORECASE)
_SENTENCE = 10
"""How many words a paragraph has at least that is no headline."""
_HISTORY = 30
_LONGEST = 8
"""How many words an entry of what is left out may have."""


def furniture(lexicon: Lexicon, passage: Passage, told: DraftParagraph, count: int, bodies: Bodies) -> Found | None:
    """The reason of a paragraph that is no part of the article, with what it prints that has to be left out for it."""
    gist = gist_of_furniture(passage.text, passage.number, count, tuple(lexicon.hubs.values()))
    if not gist:
        return None
    spans = lacking(Paragraph(passage.text), told.left_out, (), bodies)
    entries = [told.left_out, *(_entry(passage, start, end, gist[:1].lower() + gist[1:]) for start, end in _joined(passage.text, spans))]
    cells = {"reason": "furniture", "gist": gist, "left_out": " | ".join(dict.fromkeys(filter(None, entries)))}
    return Found(0, len(passage.text), {name: value for name, value in cells.items() if value}, f"Furniture of the page: {gist}.", "reason")


def background(passage: Passage, claims: Iterable[Found]) -> Found | None:
    """The reason of a paragraph of which no rule finds a claim and which prints neither a hub nor a number."""
    if (
        len(passage.text.split()) < _SENTENCE
        or any(each.kind == "claim" for each in claims)
        or passage.hubs
        or passage.numbers
        or passage.mentions
    ):
        return None
    return Found(0, len(passage.text), {"reason": "background"}, "Names no city, no body of the table and no number.", "reason")


def left_out(passage: Passage, told: DraftParagraph, published: str) -> Iterator[Found]:
    """Numbers that are part of a name, ordinals of history and dates long before the article."""
    taken = 0
    found = [(each.start, _name_end(passage, each), why) for each in passage.numbers if (why := _why(passage, each, published))]
    found += [(start, end, "a span without dates of its own") for start, end, way, _ in spans(passage, published) if way in PAST]
    for start, end, why in sorted(found):
        if start >= taken and passage.text[start:end] not in told.left_out:
            taken = end
            entry = _entry(passage, start, end, why)
            cells = {"left_out": " | ".join(filter(None, [told.left_out, entry]))}
            yield Found(start, end, cells, f"May be left out: {why}.", "reason")


def _why(passage: Passage, each: Printed, published: str) -> str:
    after = passage.plain[each.end : each.end + 24]
    if each.kind == "ordinal" and _ANNIVERSARY.match(after):
        return "an ordinal of history" if "anniversary" in after else "part of a name"
    if is_part_of_a_name(passage, each):
        return "part of a name"
    year = each.year or (int(each.value or 0) if re.fullmatch(r"1[5-9]\d\d|20\d\d", each.text) else 0)
    if year and published[:4].isdigit() and year < int(published[:4]) - _HISTORY:
        return "a date of history outside the matter"
    return "part of a name" if each.kind == "ordinal" and re.match(r"\s+[A-Z]", after) else ""


def _name_end(passage: Passage, each: Printed) -> int:
    """Where the name a number is part of ends, at most a few words on."""
    match = re.match(r"(?:[\s-]+(?:[A-Z][\w-]+|year|plan|anniversary|session|plenary)){1,3}", passage.plain[each.end : each.end + 60])
    return each.end + (match.end() if match else 0)


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words that stand beside each other as one: *Tuesday, 08 May* and *8:34am* are one time."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and len(text[found[-1][1] : start].strip(" ,.-|")) == 0 and len(text[found[-1][0] : end].split()) <= _LONGEST:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _entry(passage: Passage, start: int, end: int, why: str) -> str:
    words = passage.text[start:end].split(" ")[:_LONGEST]
    printed = " ".join(words)
    # A bar or a colon would be read as the end of the printed words.
    return f"{printed}: {why}" if "|" not in printed and ": " not in printed else ""
