"""A table that goes on from slide to slide: how tall its rows are, and which of them a slide holds."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.export.slides.texts import CALIBRI, WIDEST, Cell, in_pieces, pitch, said, tall

SIDE, ABOVE = 4.0, 3.0
"""The margins of a cell in points: beside the text, above and below it."""
SIZES = (16, 14, 13, 12)
_CONTINUED, _NO_MORE = ", continued", "no more"
_WORTH, _BREAKABLE = 0.25, 0.5
"""The share of a slide that must be left, and that a row must take, for the row to be torn apart."""


@dataclass(frozen=True)
class Row:
    """A line of a grid; its last cell spans the columns that are left. A heading stands over the lines that follow."""

    cells: tuple[Cell, ...]
    heading: bool = False

    @property
    def claims(self) -> list[tuple[str, ...]]:
        """The claims behind each paragraph."""
        return [paragraph.claims for cell in self.cells for paragraph in cell if paragraph.claims]


@dataclass(frozen=True)
class Grid:
    """A table: the widths of its columns in points, its head, its rows, the colour of words about it.

    ``labelled`` tells whether the first cell of a row names it.
    """

    widths: tuple[float, ...]
    head: Row
    rows: tuple[Row, ...]
    muted: str
    labelled: bool = True

    def spans(self, row: Row) -> list[float]:
        """The width of each cell of a row."""
        last = len(row.cells) - 1
        return [*self.widths[:last], sum(self.widths[last:])]

    def tall(self, row: Row, size: float, kind: tuple[float, float] = WIDEST) -> float:
        """The height of a row in points."""
        inside = (tall(cell, size, width - 2 * SIDE, kind) for cell, width in zip(row.cells, self.spans(row), strict=True))
        return max(*inside, pitch(size)) + 2 * ABOVE + (pitch(size) / 3 if row.heading else 0)

    def height(self, rows: Sequence[Row], size: float, kind: tuple[float, float] = WIDEST) -> float:
        """The height of the head and some rows in points."""
        return sum(self.tall(row, size, kind) for row in (self.head, *rows))


@dataclass(frozen=True)
class Spread:
    """A grid spread over slides: the size of its type, the rows of each slide, and how much taller than they need the rows are."""

    grid: Grid
    size: float
    pages: tuple[tuple[Row, ...], ...]
    airy: float = 0.0

    def heights(self, page: int) -> list[float]:
        """The height of the head and of each row of a page, as Calibri needs it; other type makes the rows grow."""
        return [self.grid.tall(row, self.size, CALIBRI) + self.airy for row in (self.grid.head, *self.pages[page])]


def spread(grid: Grid, room: float, sizes: Sequence[float] = SIZES) -> Spread:
    """The grid in the largest type that takes no more slides of ``room`` points than the smallest does."""
    found = [Spread(grid, size, _pages(grid, size, room)) for size in sizes]
    least = min(len(one.pages) for one in found)
    best = next(one for one in found if len(one.pages) == least)
    if least > 1:
        return best
    rows = best.pages[0]
    return replace(best, airy=max(min((room - grid.height(rows, best.size)) / (len(rows) + 1), 8.0), 0.0))


class _Making:
    """The pages in the making: the rows of each, and what is left of the last one."""

    def __init__(self, grid: Grid, size: float, room: float) -> None:
        self.grid, self.size = grid, size
        self.room = self.left = room - grid.tall(grid.head, size)
        self.pages: list[list[Row]] = [[]]
        self.fresh = True
        self._above: Row | None = None

    def fits(self, row: Row, following: Row | None) -> bool:
        """Whether the row fits, and with a heading the beginning of what it stands over."""
        after = min(self.grid.tall(following, self.size), _WORTH * self.room) if row.heading and following else 0.0
        return self.grid.tall(row, self.size) + after <= self.left

    def put(self, row: Row) -> None:
        self.pages[-1].append(row)
        self.left -= self.grid.tall(row, self.size)
        self.fresh = False
        self._above = row if row.heading else self._above

    def torn(self, row: Row) -> tuple[Row, Row] | None:
        """What of a row fits and the rest of it, where that is worth it."""
        worth = self.grid.tall(row, self.size) > _BREAKABLE * self.room and self.left > _WORTH * self.room
        return _torn(self.grid, row, self.size, self.left) if worth or self.fresh else None

    def turn(self, following: Row) -> None:
        """To the next page; the heading of what goes on there is said again."""
        self.pages.append([])
        self.left = self.room
        if self._above and not following.heading:
            self.put(Row((_continued(self._above.cells[0], self.grid.muted),), heading=True))
        self.fresh = True


def _pages(grid: Grid, size: float, room: float) -> tuple[tuple[Row, ...], ...]:
    making = _Making(grid, size, room)
    waiting = deque(_low_enough(grid, row, size, making.room) for row in grid.rows)
    while waiting:
        row = waiting.popleft()
        if making.fits(row, waiting[0] if waiting else None):
            making.put(row)
            continue
        torn = making.torn(row)
        if torn:
            making.put(torn[0])
            waiting.appendleft(torn[1])
        elif making.fresh:
            making.put(row)
            continue
        else:
            waiting.appendleft(row)
        making.turn(waiting[0])
    return tuple(map(tuple, making.pages))


def _low_enough(grid: Grid, row: Row, size: float, room: float) -> Row:
    """The row with every paragraph so low that a slide holds at least two of them."""
    most = max(int(room * 0.4 / pitch(size)), 1)
    cells = zip(row.cells, grid.spans(row), strict=True)
    pieces = (tuple(piece for one in cell for piece in in_pieces(one, size, width - 2 * SIDE, most)) for cell, width in cells)
    return replace(row, cells=tuple(pieces))


def _torn(grid: Grid, row: Row, size: float, left: float) -> tuple[Row, Row] | None:
    """What of a row fits into ``left`` points, and the rest of it; None when a cell would show nothing."""
    left -= 2 * ABOVE
    cells, rests = [], []
    for place, (cell, width) in enumerate(zip(row.cells, grid.spans(row), strict=True)):
        count = sum(tall(cell[: n + 1], size, width - 2 * SIDE) <= left for n in range(len(cell)))
        label = grid.labelled and place == 0
        if (count == 0 and cell) or (label and count < len(cell)):
            return None
        cells.append(cell[:count])
        spoken = any(one.claims for one in cell)
        rest = cell[count:] or ((said(_NO_MORE, grid.muted, italic=True),) if spoken else cell)
        rests.append(_continued(cell, grid.muted) if label else rest)
    return Row(tuple(cells)), Row(tuple(rests))


def _continued(cell: Cell, color: str) -> Cell:
    """A label said again on the next slide, without its claims."""
    words = " ".join(one.text for one in cell).removesuffix(_CONTINUED)
    return (said(words + _CONTINUED, color, bold=True),) if words else cell
