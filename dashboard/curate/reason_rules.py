"""Proposes reasons: paragraphs that are furniture, background or about other places, and words to leave out beside claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dashboard.curate.dates import PAST, spans
from dashboard.curate.draft import DraftParagraph
from dashboard.curate.figure_rules import is_part_of_a_name
from dashboard.curate.furniture import gist_of_furniture
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Proposal
from dashboard.table.accounts import unaccounted
from dashboard.table.numbers import Printed
from dashboard.table.paragraphs import Bodies, Paragraph

_ANNIVERSARY = re.compile(r"\s*(?:anniversary|birthday|century|session|plenary|edition)\b", re.IGNORECASE)
_SENTENCE = 10
"""A paragraph of at least this many words is no headline."""
_HISTORY = 30
_LONGEST = 8
"""The maximum number of words of an entry of ``left_out``."""


def furniture(lexicon: Lexicon, passage: Passage, paragraph: DraftParagraph, count: int, bodies: Bodies) -> Proposal | None:
    """The reason for a paragraph of page furniture, with the numbers and names it prints as left out."""
    gist = gist_of_furniture(passage.text, passage.number, count, tuple(lexicon.hubs.values()))
    if not gist:
        return None
    spans = unaccounted(Paragraph(passage.text), paragraph.left_out, (), bodies)
    entries = [
        paragraph.left_out,
        *(_entry(passage, start, end, gist[:1].lower() + gist[1:]) for start, end in _joined(passage.text, spans)),
    ]
    cells = {"reason": "furniture", "gist": gist, "left_out": " | ".join(dict.fromkeys(filter(None, entries)))}
    return Proposal(
        0, len(passage.text), {name: value for name, value in cells.items() if value}, f"Furniture of the page: {gist}.", "reason"
    )


def background(passage: Passage, claims: Iterable[Proposal]) -> Proposal | None:
    """The reason for a paragraph in which no rule finds a claim and which prints neither a hub nor a number."""
    if (
        len(passage.text.split()) < _SENTENCE
        or any(each.kind == "claim" for each in claims)
        or passage.hubs
        or passage.numbers
        or passage.mentions
    ):
        return None
    return Proposal(0, len(passage.text), {"reason": "background"}, "Names no city, no body of the table and no number.", "reason")


def left_out(passage: Passage, paragraph: DraftParagraph, published: str) -> Iterator[Proposal]:
    """Proposals to leave out numbers within names, ordinals of history and dates long before the article."""
    covered_to = 0
    spans_left_out = [(each.start, _name_end(passage, each), why) for each in passage.numbers if (why := _why(passage, each, published))]
    spans_left_out += [(start, end, "a span without dates of its own") for start, end, way, _ in spans(passage, published) if way in PAST]
    for start, end, why in sorted(spans_left_out):
        if start >= covered_to and passage.text[start:end] not in paragraph.left_out:
            covered_to = end
            entry = _entry(passage, start, end, why)
            cells = {"left_out": " | ".join(filter(None, [paragraph.left_out, entry]))}
            yield Proposal(start, end, cells, f"May be left out: {why}.", "reason")


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
    """End of the name a number is part of, at most a few words on."""
    match = re.match(r"(?:[\s-]+(?:[A-Z][\w-]+|year|plan|anniversary|session|plenary)){1,3}", passage.plain[each.end : each.end + 60])
    return each.end + (match.end() if match else 0)


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Adjacent words joined: *Tuesday, 08 May* and *8:34am* are one time."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and len(text[joined[-1][1] : start].strip(" ,.-|")) == 0 and len(text[joined[-1][0] : end].split()) <= _LONGEST:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _entry(passage: Passage, start: int, end: int, why: str) -> str:
    words = passage.text[start:end].split(" ")[:_LONGEST]
    printed = " ".join(words)
    # A bar or a colon separates entries and reasons in ``left_out``.
    return f"{printed}: {why}" if "|" not in printed and ": " not in printed else ""
