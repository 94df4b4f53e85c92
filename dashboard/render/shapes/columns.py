"""Columns placed: side by side where there is room, else slot by slot, so that cities stay comparable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from dashboard.pictures.shapes import ColumnCell, Columns, Slot
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, moved
from dashboard.render.shapes.column_cells import EMPTY, ColumnGrid, counted, in_line, is_silent, place_band, place_content, place_empty
from dashboard.render.shapes.column_heads import heads_height, place_heads, square_of
from dashboard.render.shapes.column_numbers import INSET, Boxes, Numerals, box_lines, large_of
from dashboard.render.shapes.column_tracks import summed_tracks, tracks_of
from dashboard.render.shapes.columns_below import place_below

_NARROWEST, _ROOMY = 4.2, 11.0
"""The narrowest column, and from which width on the titles of the slots need not be broken, in ems of body type."""
_LINES, _BRIEF = 5, 2
"""How many lines of names a cell may take where columns are few, and where they are many."""
_CLOSE, _SCALED = 0.05, 0.85
"""How little air there may be for taller towers, and how much smaller numerals."""
_AIR, _FREE = 1.1, 0.04
"""How much more room there may be between two slots, and how much of it a taller tower leaves, in ems of body type."""
_TOWERS = (11, 10, 9.2, 8.6, 8, 7.4, 7, 6.4, 5.8, 5.2, 4.8, 4.4, 4)
_SQUARES, _READABLE, _SPARED = (0.56, 0.48, 0.44, 0.4, 0.36), 0.7, 2
"""How far apart squares are in which inks are seen, in ems of body type; how small numerals and how few slots there may be for them."""
_PADS = (0.13, 0.1)
"""How little air there may be between slots where that holds more of what is large."""
_DENSE = 0.4
"""How much of that another line of names leaves."""
_LINE, _MAIN = 3, 2.4
"""How many ranks another line is worth, and how much more air is around a slot that is large."""
_FEW, _LARGER = 3, (1.3, 1.15)
"""With fewer columns than these larger type is tried."""
_SCREEN = 32.5
"""How tall the columns of a page may be, in ems of body type: with headline, key and navigation a screen of 1440 by 900."""
_TOLD = 1.6
"""The room of a line that says what is left out, in ems of its type."""


@dataclass(frozen=True)
class _Fit:
    """How tall the tallest tower is and how far the rule between two slots is from them, in ems of body type.

    ``lines`` is how many each slot has at least, ``scale`` how large numerals are. In no line what takes two is counted.
    """

    tower: float
    lines: int
    pad: float
    scale: float


_LOOSE = _Fit(7, 2, 0.24, 1)
_TIGHTER = (
    _Fit(7, 1, 0.16, 1), _Fit(6, 1, 0.14, 1), _Fit(5, 1, 0.12, 1), _Fit(4.4, 1, 0.1, 1), _Fit(4, 1, 0.08, 1), _Fit(4.2, 0, 0.08, 1),
    _Fit(4.2, 0, 0.06, 0.85), _Fit(4.2, 0, 0.05, 0.72), _Fit(3.6, 0, 0.05, 0.72), _Fit(3, 0, 0.05, 0.7), _Fit(2.6, 0, 0.05, 0.62),
    _Fit(1.8, 0, 0.05, 0.55),
)  # fmt: skip
"""The first that fits is taken."""


@dataclass(frozen=True)
class _Row:
    """A slot placed from the top of the page down."""

    items: tuple[Item, ...]
    height: float
    title: float
    """How far its title stands below its top."""


def place(body: Columns, box: Box, type_: Type) -> Placed:
    """The columns in a box: every slot, shortened, and then as many lines in each as the rest of the height holds.

    Few columns in a tall frame are set in larger type.
    """
    body = _worded(body, box, type_)
    if box.height is not None and len(body.heads) < _FEW:
        for factor in _LARGER:
            grid = _grid(body, box, type_.times(factor))
            if grid and _Stack(body, grid).height(_TIGHTER[1], dict.fromkeys(range(len(body.slots)), _LINES)) <= box.height:
                return _placed(body, box, type_.times(factor))
    return _placed(body, box, type_)


def _worded(body: Columns, box: Box, type_: Type) -> Columns:
    """The same with the longer titles, where these find room in one line beside the columns or stand above their slots."""
    longer = replace(body, slots=tuple(replace(slot, title=slot.longer or slot.title) for slot in body.slots))
    grid = _grid(longer, box, type_)
    return longer if grid is None or all(width_of(slot.title, type_.small) < grid.gutter for slot in longer.slots) else body


def _placed(body: Columns, box: Box, type_: Type) -> Placed:
    grid = _grid(body, box, type_)
    if grid is None:
        return place_below(body, box, type_)
    stack = _Stack(body, grid)
    lines = dict.fromkeys(range(len(body.slots)), _LOOSE.lines)
    if box.height is None and type_.margin:
        return stack.placed(_LOOSE, lines, 0)
    # On a page all of it is seen without scrolling: what finds no room is a click away.
    whole = box.height or _SCREEN * type_.body
    fit, room = _TIGHTER[-1], whole
    for fit in _TIGHTER:
        lines = dict.fromkeys(lines, fit.lines)
        if stack.height(fit, lines) <= room:
            break
    fit, lines = _legible(stack, room) or (fit, lines)
    dropped: list[int] = []
    while lines and stack.height(fit, lines) > room:
        dropped.append(max(lines, key=lambda number: body.slots[number].rank))
        lines.pop(dropped[-1])
        room = whole - type_.small * _TOLD
    # First all of what is large, with less air if that holds more of it, then taller towers, then more names.
    closer = [replace(fit, pad=min(pad, fit.pad)) for pad in (fit.pad, *_PADS)]
    grown = [(tried, _grown(body, lines, partial(stack.fits, tried, room), True)) for tried in closer]
    fit, lines = max(grown, key=lambda pair: sum(pair[1].values()))
    least = type_.body * _FREE * len(lines)
    fit = next((higher for higher in _taller(fit) if stack.height(higher, lines) + least <= room), fit)
    lines = _grown(body, lines, lambda tried: stack.height(fit, tried) + least * _DENSE <= room, False)
    air = min((room - stack.height(fit, lines)) / max(len(lines), 1), type_.body * _AIR)
    placed = stack.placed(fit, lines, air)
    return _told(body, placed, dropped, grid) if dropped else placed


def _taller(fit: _Fit) -> Iterator[_Fit]:
    """The same with taller towers, the tallest first: they are worth less air, and then somewhat smaller numerals."""
    close = replace(fit, pad=min(fit.pad, _CLOSE))
    smaller = replace(close, scale=max(fit.scale * _SCALED, min(fit.scale, _READABLE)))
    return (replace(tried, tower=tower) for tower in _TOWERS if tower > fit.tower for tried in (fit, close, smaller))


class _Stack:
    """The heads and slots of a picture in one grid: each is placed once for every number of lines it is tried with."""

    def __init__(self, body: Columns, grid: ColumnGrid) -> None:
        self.body, self.grid = body, grid
        self.rows: dict[tuple[int, int, float], _Row] = {}
        self.heads: dict[float, float] = {}
        # Of what the headline is about none is left out as long as a few lines hold it.
        self.least = max((box_lines(slot, grid.type, grid.width) for slot in body.slots if slot.form == "boxes"), default=1)

    def row(self, number: int, lines: int, scale: float) -> _Row:
        """A slot in so many lines."""
        form = self.body.slots[number].form
        # More lines change nothing where none wraps.
        lines = 1 if form == "share" or (form == "numbers" and lines < _LINES - 1) else max(lines, self.least) if form == "boxes" else lines
        key = number, lines, scale if form == "numbers" else 1.0
        if key not in self.rows:
            self.rows[key] = _row(self.body.slots[number], self.grid, lines, scale)
        return self.rows[key]

    def head(self, tower: float) -> float:
        """How tall the heads are with towers of at most this height, in ems of body type."""
        if tower not in self.heads:
            self.heads[tower] = heads_height(self.body, self.grid, tower * self.grid.type.body)
        return self.heads[tower]

    def height(self, fit: _Fit, lines: dict[int, int]) -> float:
        """How tall all of it is without air."""
        pads = sum(2 * self.pad(fit, number) for number in lines)
        return self.head(fit.tower) + pads + sum(self.row(number, most, fit.scale).height for number, most in lines.items())

    def fits(self, fit: _Fit, room: float, lines: dict[int, int]) -> bool:
        """Whether all of it finds room without air."""
        return self.height(fit, lines) <= room

    def pad(self, fit: _Fit, number: int) -> float:
        """The air above and below a slot."""
        return fit.pad * self.grid.type.body * (_MAIN if self.body.slots[number].main else 1)

    def placed(self, fit: _Fit, lines: dict[int, int], air: float) -> Placed:
        """The heads and the slots below each other, a rule between two, the titles in the gutter."""
        grid, type_ = self.grid, self.grid.type
        heads = place_heads(self.body, grid, fit.tower * type_.body)
        y = grid.box.y + heads.height
        items: list[Item] = [*moved(heads.items, grid.box.y)]
        before = True
        for number, most in lines.items():
            slot, row = self.body.slots[number], self.row(number, most, fit.scale)
            if before and not slot.main:
                items.append(Line(grid.box.x, y, grid.box.right, y, "muted", 1))
            before = slot.main
            pad = self.pad(fit, number) + air / 2
            y += pad
            look = ("ink", 700) if slot.main else ("muted", 400)
            title = paragraph(slot.title, grid.box.x, y + row.title, grid.gutter, type_.small, *look)
            items += (*title.items, *moved(row.items, y))
            y += row.height + pad
        return Placed(tuple(items), y - grid.box.y)


def _legible(stack: _Stack, room: float) -> tuple[_Fit, dict[int, int]] | None:
    """How squares find room in which an ink is seen: if need be without slots that only count what the squares show, and the last."""
    slots, grid = stack.body.slots, stack.grid
    size = grid.size
    counting = [number for number, slot in enumerate(slots) if not all(in_line(slot, cell, grid.width, size) for cell in slot.cells)]
    others = sorted((number for number in range(len(slots)) if number not in counting), key=lambda number: -slots[number].rank)
    spared = [*counting, *others[:_SPARED]]
    for square in _SQUARES:
        heights = (tower for tower in reversed(_TOWERS) if square_of(stack.body, grid, tower * grid.type.body) >= square * grid.type.body)
        tower = next(heights, 0)
        for most in range(len(spared) + 1) if tower else ():
            lines = [number for number in range(len(slots)) if number not in spared[:most]]
            for fit in _TIGHTER:
                larger = replace(fit, tower=tower)
                if fit.scale >= _READABLE and stack.height(larger, dict.fromkeys(lines, fit.lines)) <= room:
                    return larger, dict.fromkeys(lines, fit.lines)
    return None


def _grid(body: Columns, box: Box, type_: Type) -> ColumnGrid | None:
    """The columns with their gutter: as wide as the longest title, or as its longest word; None where they would be too narrow."""
    titles = [slot.title for slot in body.slots] + [body.unit]
    gap = type_.small * 0.9
    for words, least in ((titles, _ROOMY), ([word for title in titles for word in title.split()], _NARROWEST)):
        grid = ColumnGrid(box, type_, max(width_of(word, type_.small, 700) for word in words) + gap, body.heads, body.hubs)
        widest = max(width_of(head.name, type_.small, 700) for head in body.heads)
        if grid.width >= least * type_.body and grid.width >= widest:
            return grid
    return None


def _grown(body: Columns, lines: dict[int, int], fits: Callable[[dict[int, int]], bool], main: bool) -> dict[int, int]:
    """As many lines in each slot as there is room for, the slots of the lowest rank first."""
    brief = _LINES if main or len(body.heads) < _FEW else _BRIEF
    steps = [(most, number) for most in range(1, brief + 1) for number in lines if body.slots[number].main == main]
    for most, number in sorted(steps, key=lambda step: _LINE * step[0] + body.slots[step[1]].rank):
        tried = lines | {number: max(most, lines[number])}
        if tried != lines and fits(tried):
            lines = tried
    return lines


def _told(body: Columns, placed: Placed, dropped: list[int], grid: ColumnGrid) -> Placed:
    """The same with a line that says which slots found no room."""
    titles = ", ".join(body.slots[number].title.lower() for number in sorted(dropped))
    line = paragraph(
        f"No room here for: {titles}", grid.box.x, grid.box.y + placed.height, grid.box.width, grid.type.small, "muted", most=1
    )
    return Placed((*placed.items, *line.items), placed.height + line.height)


def _row(slot: Slot, grid: ColumnGrid, lines: int, scale: float) -> _Row:
    """One slot's cells from the top of the page down: those that overlap stand below each other; an empty one is a line high."""
    large, size = large_of(slot, grid.type, grid.width, scale), grid.type.small if slot.main else grid.size
    items: list[Item] = []
    y = 0.0
    for number, track in enumerate(summed_tracks(slot, tracks_of(slot, grid), max(lines, 1), grid)):
        y += size * 0.25 if number else 0
        short = bool(lines) or all(in_line(slot, cell, grid.width, size) for cell in slot.cells if len(cell.cities) < 2)
        cells: list[Placed] = []
        silent: list[tuple[float, float, ColumnCell]] = []
        for first, last, cell in track:
            if is_silent(cell) and slot.form != "share":
                silent.append((grid.x(first), grid.right(last) - grid.x(first), cell))
            elif len(cell.cities) > 1:
                cells.append(place_band(slot, cell, grid, min(lines, 2)))
            else:
                found = cell if short else replace(cell, marks=(counted(slot, cell.marks),))
                cells.append(place_content(slot, found, grid.x(first), grid.width, size, lines, large))
        # All of a slot are of one size.
        longest = max((cell.marks[0].words for _, _, cell in silent), key=lambda words: width_of(words, 1, 700), default="")
        cells += [place_empty(cell, x, width, size, large, longest) for x, width, cell in silent]
        for placed in cells:
            items += moved(placed.items, y)
        y += max(placed.height for placed in cells)
    small = grid.type.small
    title = paragraph(slot.title, 0, 0, grid.gutter, small, "ink", 700 if slot.main else 400)
    # Level with the words beside it, which may be larger.
    level = large.size if isinstance(large, Boxes) else large.size * EMPTY if isinstance(large, Numerals) else size
    down = (LEADING + 2 * INSET) * level / 2 - LEADING * small / 2
    return _Row(tuple(items), max(y, title.height + 2 * INSET * small), down)
