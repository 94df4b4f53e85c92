"""A notebook as slides one can edit: a slide that says what it is, then a few claims on each, the notes marked as the reader's own."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.notebook import Entry
from dashboard.render.flow import LEADING
from dashboard.render.layout import SLIDE
from dashboard.render.metrics import wrap
from dashboard.render.pptx_deck import HEIGHT, MARGIN, WIDTH, Deck, TableCell
from dashboard.render.pptx_shapes import NamedShape, Pen, Words
from dashboard.render.scene import Text
from dashboard.render.theme import THEMES
from dashboard.table.load import Table
from dashboard.table.release import read_release
from dashboard.table.words import one_line, plural

_SIZE, _PLACE, _DETAILS = 30.0, 70.0, 560.0
_ROOM = HEIGHT - 2 * MARGIN - 190
"""How tall the table of a slide may be, in pixels."""


def deck_bytes(table: Table, entries: Sequence[Entry], since: Sequence[str], address: str, note: str) -> bytes:
    """The claims as a deck, 16 : 9; paragraphs that are at hand stand in the notes of the speaker. The same call gives the same bytes."""
    release, theme = read_release(table.package), THEMES["light"]
    title = f"Notebook: {plural(len(entries), 'claim')}"
    deck = Deck(table.package.title, ", ".join(release.authors), release.named, release.moment, theme)
    pen = Pen(theme)
    marked = f"What is called {note.lower()} is by whoever made this notebook; no article says it."
    intro = [(line, SLIDE.body) for line in (release.named, *since, marked)] + ([(address, SLIDE.source)] if address else [])
    shapes, y = [pen.title(_words(title, MARGIN + 0.66 * SLIDE.headline, SLIDE.headline, "ink", 700))], MARGIN + 2.4 * SLIDE.headline
    for line, size in intro:
        words = _words(line, y, size, "muted", 400)
        shapes.append(pen.words(words, NamedShape("About this notebook")))
        y += len(words.lines) * size * LEADING + 0.6 * SLIDE.body
    deck.slide(shapes)
    pages = _pages(entries, note)
    for number, page in enumerate(pages, start=1):
        head = f"{title}, {number} of {len(pages)}" if len(pages) > 1 else title
        _claims(deck, Pen(theme), head, page, note)
    return deck.finished()


def _claims(deck: Deck, pen: Pen, head: str, page: Sequence[Entry], note: str) -> None:
    slide = deck.slide([pen.title(_words(head, MARGIN + 0.66 * SLIDE.headline, SLIDE.headline, "ink", 700))], _spoken(page, note))
    rows = [[TableCell("", "muted"), TableCell("Claim", "muted", True), TableCell("Status, who says it and where", "muted", True)]]
    heights = [_SIZE * LEADING + 12]
    for entry in page:
        lines = _rows(entry, note)
        rows += lines
        heights += [_tall(line) for line in lines]
    words = "; ".join(line[1].text for line in rows[1:])
    deck.table(slide, rows, (_PLACE, _wide(), _DETAILS), MARGIN + 110, heights, _SIZE, words)


def _rows(entry: Entry, note: str) -> list[list[TableCell]]:
    """The line of a claim, and one of its note."""
    row = entry.row
    statement = str(row["statement"]) if row else f"{entry.kept.claim} (no longer in the table)"
    details = f"{entry.status}, said by {row['speaker']}. {entry.where}." if row else ""
    if entry.fate.words:
        details = f"{details} {entry.fate.words}".strip()
    lines = [[TableCell(str(entry.place), "muted"), TableCell(statement, bold=True), TableCell(details)]]
    return [*lines, [TableCell(""), TableCell(f"{note}: {entry.kept.note}"), TableCell("")]] if entry.kept.note else lines


def _pages(entries: Sequence[Entry], note: str) -> list[list[Entry]]:
    """The claims that stand on one slide together: as many as find room, one at least."""
    pages: list[list[Entry]] = []
    left = 0.0
    for entry in entries:
        tall = sum(map(_tall, _rows(entry, note)))
        if not pages or tall > left:
            pages.append([])
            left = _ROOM
        pages[-1].append(entry)
        left -= tall
    return pages


def _tall(line: Sequence[TableCell]) -> float:
    widths = (_PLACE, _wide(), _DETAILS)
    lines = [len(wrap(cell.text, _SIZE, width - 30, 700 if cell.bold else 400)) for cell, width in zip(line, widths, strict=True)]
    return max(1, *lines) * _SIZE * LEADING + 16


def _wide() -> float:
    return WIDTH - 2 * MARGIN - _PLACE - _DETAILS


def _words(text: str, y: float, size: float, hue: str, weight: int) -> Words:
    lines = wrap(text, size, WIDTH - 2 * MARGIN, weight, 6) or [""]
    return Words(Text(MARGIN, y, lines[0], size, hue, weight), tuple(lines), size * LEADING)


def _spoken(page: Sequence[Entry], note: str) -> str:
    """What the speaker sees: each claim with its key, its paragraph where it is at hand, and the reader's note."""
    lines = []
    for entry in page:
        lines.append(f"• {one_line(str(entry.row['statement'])) if entry.row else 'No longer in the table'} [{entry.kept.claim}]")
        lines += [f"    {one_line(entry.paragraph)}"] if entry.paragraph else []
        lines += [f"    {note}: {entry.kept.note}"] if entry.kept.note else []
    return "\n".join(lines)
