"""Lines and tiles of a grid, for every form of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes import Block, Group, Row, Tile
from dashboard.render.flow import listed, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of

UNSAID = "not said"


@dataclass(frozen=True)
class GridLine:
    """One line of a grid: a title, a row, or the count of rows that find no room."""

    title: str = ""
    count: str = ""
    row: Row | None = None
    more: Mark | None = None
    left: tuple[Row, ...] = ()
    """The rows that ``more`` counts."""


def grid_lines(blocks: Sequence[Block], cut: int) -> list[list[GridLine]]:
    """The blocks in lines, ``cut`` rows of the longest ones counted in one line."""
    keep = [len(block.rows) for block in blocks]
    # What the headline is about stays: its rows are the first.
    least = [max(sum(row.strong for row in block.rows), 1) for block in blocks]
    for _ in range(cut):
        longest = max(range(len(keep)), key=lambda number: keep[number] - least[number])
        keep[longest] = max(keep[longest] - 1, least[longest])
    found = []
    for block, kept in zip(blocks, keep, strict=True):
        left = block.rows[kept:]
        lines = [GridLine(block.title, f"({len(block.rows):,})")] if block.title else []
        lines += [GridLine(row=row) for row in block.rows[:kept]]
        if left:
            lines.append(GridLine(more=rest(tuple(row.label for row in left), f"and {len(left):,} more"), left=left))
        found.append(lines)
    return found


def row_count(blocks: Sequence[Block]) -> int:
    """How many rows all blocks have."""
    return sum(len(block.rows) for block in blocks)


def row_label(row: Row, x: float, middle: float, width: float, size: float) -> Text:
    """The name of a row, cut where it finds no room."""
    weight = 700 if row.strong else 400
    words = clipped(row.label.words, size, width, weight)
    return Text(x, middle + 0.34 * size, words, size, "muted" if row.label.silent else "ink", weight, mark=row.label)


def tile_items(tile: Tile, x: float, y: float, width: float, height: float, hue: str, size: float) -> list[Item]:
    """A tile in the ink of its status, or the empty slot; where a finding is, the slot says so."""
    radius, middle = min(3.0, height * 0.12), y + height / 2
    if tile.hidden:
        return [Line(x + width * 0.3, middle, x + width * 0.7, middle, "line", 2, mark=tile)]
    if tile.silent:
        items: list[Item] = [Rect(x, y, width, height, "pale", "slot", radius, tile)]
        if tile.told:
            lines = [UNSAID] if width_of(UNSAID, size, 700) <= width else UNSAID.split(" ")
            weight, tone = (700, "ink") if tile.strong else (400, "muted")
            top = middle - (len(lines) - 1) * size * 0.5
            items += [
                Text(x + width / 2, top + n * size + 0.34 * size, line, size, tone, weight, "middle", mark=tile)
                for n, line in enumerate(lines)
            ]
        return items
    items = [Rect(x, y, width, height, ink_of(tile.status), hue, radius, tile, max(1.5, size * 0.09))]
    if tile.status == "claimed":
        quote = min(height * 1.5, size * 1.5)
        items.append(Text(x + width / 2, middle + quote * 0.56, "“", quote, hue, 700, "middle", mark=tile))
    return items


# A table


def title_line(line: GridLine, box: Box, middle: float, size: float, items: list[Item]) -> None:
    """Add the title of a block and its count."""
    words = clipped(line.title, size, box.width - width_of(f" {line.count}", size), 700)
    items.append(Text(box.x, middle + 0.34 * size, words, size, "ink", 700))
    items.append(Text(box.x + width_of(words, size, 700) + size * 0.3, middle + 0.34 * size, line.count, size, "muted"))


def place_note(note: Mark, x: float, y: float, width: float, size: float, items: list[Item]) -> float:
    """Add what is counted of a city; returns its height."""
    room = width
    if width_of(note.words, size, 600) > width:
        # Lines about as long as each other break at better places than a full one and what is left.
        lines = len(wrap(note.words, size, width, 600))
        room = next(room for room in (width * part / 20 for part in range(1, 21)) if len(wrap(note.words, size, room, 600)) <= lines)
    placed = paragraph(note.words, x, y, min(room, width), size, "ink", 600, 3, note)
    items += placed.items
    return placed.height


def unseen(shown: Sequence[Mark], left: Sequence[Mark], words: Sequence[tuple[str, str]]) -> str:
    """How many of those counted have a status that none of those shown has, for the most frequent one."""
    found = Counter(mark.status for mark in left if mark.status and mark.status not in {mark.status for mark in shown})
    status, number = next(iter(found.most_common(1)), ("", 0))
    return f", {number:,} {dict(words)[status]}" if status in dict(words) else ""


def listed_alone(group: Group, words: Sequence[tuple[str, str]], x: float, y: float, right: float, size: float, lines: int) -> Placed:
    """Marks of a group in lines; the count of the rest says what of it no mark before has shown."""
    placed = listed(group.marks, x, y, right - x, size, group.city, lines, weight=400)
    # A mark whose words are cut is another mark of the same claims; that of the rest has no status.
    drawn = {item.mark.claims for item in placed.items if item.mark and item.mark.status}
    left = [mark for mark in group.marks if mark.claims not in drawn]
    more = unseen([mark for mark in group.marks if mark.claims in drawn], left, words)
    if not more:
        return placed
    return listed(group.marks, x, y, right - x, size, group.city, lines, weight=400, more=f"and {{}} more{more}")
