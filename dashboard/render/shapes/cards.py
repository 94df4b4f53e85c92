"""Cards placed: a section a city, side by side where there is room, else below each other; the silent in slots, the nation apart below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product, zip_longest

from dashboard.pictures.shapes.cards import Cards, CityCards
from dashboard.render.flow import Type, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Placed, Rect, Text
from dashboard.render.shapes.card_parts import card_width, place_axis
from dashboard.render.shapes.card_section import CardSection, Cells, Part, Trial, place_section, room_for_squares

_WIDE, _SLOT = 46, 5.4
"""From how many ems of body type on cities stand side by side, and how many of them the slot of a silent one takes."""
_LARGER = 1.4
"""How much larger than usual numerals may become where there is room."""
_ROWS, _FEW, _BRIEF = 3, 4, 24
"""How many rows of cards a city has at most, how many cards on a narrow page, and how many numbers beside them in short."""


@dataclass(frozen=True)
class Way:
    """How a body is laid out."""

    body: Cards
    box: Box
    cells: Cells
    across: int = 1
    """How many cities stand side by side."""
    columns: bool = False
    """Whether the silent stand among them."""
    apart: int = 1
    """How many rows the nation has: its bars, then its cards."""
    brief: int = 0
    """How many of its other numbers are listed in short."""
    air: float = 0
    placed: dict[tuple[object, ...], CardSection] = field(default_factory=dict, compare=False)
    measured: dict[tuple[object, ...], Placed] = field(default_factory=dict, compare=False)

    @property
    def gap(self) -> float:
        """The room between two cities."""
        return self.cells.type.body * 1.2

    @property
    def told(self) -> tuple[CityCards, ...]:
        """The cities that hold figures."""
        return tuple(block for block in self.body.blocks if not block.silence)

    def section(self, place: tuple[CityCards, float, float, int], cells: Cells, least: Sequence[float] = ()) -> CardSection:
        """A section of the cells; each is placed once."""
        block, x, wide, tracks = place
        needed = replace(cells, rows=min(cells.rows, len(block.cards)))
        key = (block.city, x, wide, tracks, needed, tuple(least))
        if key not in self.placed:
            self.placed[key] = place_section(block, x, wide, tracks, needed, least)
        return self.placed[key]

    def axis(self, number: int, x: float, wide: float) -> Placed:
        """One of the axes of the cities compared; each is placed once."""
        numeral, text, type_ = self.cells.numeral * 0.62, self.cells.text, self.cells.type
        key = (number, x, wide, numeral, text)
        if key not in self.measured:
            self.measured[key] = place_axis(self.body.axes[number], dict(self.body.names), x, 0, wide, numeral, text, type_)
        return self.measured[key]

    @property
    def sections(self) -> int:
        """How much every place that is looked at first would show, two numbers if it has so many."""
        return sum(min(len(block.cards) + sum(len(axis.cards) for axis in block.axes), 2) for block in self.told or self.whole)

    @property
    def counts(self) -> list[int]:
        """How much every place could show at most."""
        return [len(block.cards) + sum(len(axis.cards) for axis in block.axes) for block in self.whole]

    @property
    def whole(self) -> tuple[CityCards, ...]:
        """The cities that hold figures, and the nation if it does."""
        return (*self.told, *([self.body.apart] if self.body.apart and not self.body.apart.silence else []))

    def fits(self, words: bool = False) -> bool:
        """Whether every numeral is as narrow as its cell, with the word of its status beside it or without."""
        size, cells = self.cells.numeral, self.cells
        widths = [(wide + cells.gap) / tracks - cells.gap for _, _, wide, tracks in self.rows()]
        blocks = [block for block, *_ in self.rows()]
        if self.body.apart:
            blocks.append(self.body.apart)
            widths.append((self.box.width + cells.gap) / cells.tracks(self.box.width) - cells.gap)
        word = cells.type.small if words else 0
        pairs = [(card, wide) for block, wide in zip(blocks, widths, strict=True) for card in block.cards]
        return all(card_width(card, size, word) <= wide for card, wide in pairs)

    def squared(self) -> Way:
        """The same with squares as large as every city has room for, or none."""
        told = [(block, wide) for block, _, wide, _ in self.rows()]
        if self.body.apart and not self.body.apart.silence:
            told.append((self.body.apart, self.box.width))
        size = self.cells.type.small
        pitch = min((room_for_squares(block, wide, self.cells.type) for block, wide in told), default=0)
        return replace(self, cells=replace(self.cells, pitch=min(pitch, size) if pitch >= size * 0.5 else 0))

    def rows(self) -> list[tuple[CityCards, float, float, int]]:
        """The places of all cities that hold figures."""
        if self.columns:
            return [place for place in self.places(self.body.blocks) if not place[0].silence]
        rows = [self.told[start : start + self.across] for start in range(0, len(self.told), self.across)]
        return [place for row in rows for place in self.places(row)]

    def worth(self, drawn: Sequence[int]) -> tuple[float, ...]:
        """How good it is to look at: that each city shows two numbers, the silent among them, then how many are named, and how large."""
        cells, first = self.cells, drawn[: len(self.told)] or drawn
        large = cells.numeral > cells.type.numeral * 0.9
        few, more = sum(min(shown, 2) for shown in first), sum(min(shown, 4) for shown in first)
        return few, self.columns, large, cells.brief + more, self.apart, self.brief, cells.pitch // 4, sum(drawn), cells.numeral, cells.text

    def places(self, row: Sequence[CityCards]) -> list[tuple[CityCards, float, float, int]]:
        """The cities of a row, each with where it begins, how wide it is and how many cells that holds; wider is who shows more."""
        slots = [block for block in row if block.silence]
        told = [block for block in row if not block.silence]
        slot = self.cells.type.body * _SLOT if told else (self.box.width + self.gap) / len(row) - self.gap
        room = self.box.width - self.gap * (len(row) - 1) - slot * len(slots)
        gaps = (self.gap - self.cells.gap) * (len(told) - 1)
        number = self.cells.tracks(room - gaps)
        # Cities side by side have cells as they have numbers, where each can show two.
        pairs = not self.columns and self.across == len(self.told) > 1 and number > 2 * len(told)
        shared, least = self.columns or self.across == 1 or pairs, 2 if pairs else 1
        tracks = dict.fromkeys((block.city for block in told), least)
        for _ in range(number - least * len(told) if told else 0):
            some = max(told, key=lambda block: _weight(block) / tracks[block.city])
            # A city alone has as few cells as it fills, so that they are wide.
            if shared and (len(told) > 1 or tracks[some.city] <= len(some.cards) + 2 * len(some.axes)):
                tracks[some.city] += 1
        if not shared:
            tracks = dict.fromkeys(tracks, self.cells.tracks(room / max(len(told), 1)))
        total = sum(tracks.values())
        each = (room + self.cells.gap * len(told) - self.cells.gap * total) / max(total, 1)
        found, x = [], self.box.x
        for block in row:
            number = tracks.get(block.city, 0)
            wide = slot if block.silence else number * each + (number - 1) * self.cells.gap
            found.append((block, x, wide, number))
            x += wide + self.gap
        return found


def _weight(block: CityCards) -> float:
    return len(block.cards) + 2 * len(block.axes) + 0.01 * len(block.more)


def place(body: Cards, box: Box, type_: Type) -> Placed:
    """The blocks in a box: the way in which most figures find room, then larger numerals and air; what finds none is counted."""
    told = [block for block in (*body.blocks, *([body.apart] if body.apart else [])) if not block.silence]
    if len(told) == 1 and told[0] in body.blocks:
        # A city alone shows every number it has.
        whole = replace(told[0], cards=(*told[0].cards, *told[0].more), more=())
        body = replace(body, blocks=tuple(whole if block is told[0] else block for block in body.blocks))
    if box.height is None:
        way = next(_ways(body, box, type_))
        cells = replace(way.cells, rows=_ROWS, cards=_FEW if way.cells.tracks(box.width) < 3 else 99, brief=_BRIEF, sourced=True)
        return _drawn(replace(way, cells=cells, apart=2, brief=_BRIEF)).placed
    best: Way | None = None
    most: tuple[float, ...] = ()
    for way in _ways(body, box, type_):
        for apart in (2, 1, 0) if way.worth([1] * 99)[1:3] >= most[1:3] or (most and most[0] < way.sections) else ():
            tried = [
                replace(way, cells=replace(way.cells, rows=rows, brief=brief), apart=apart, brief=also)
                for brief, also in ((_BRIEF, _BRIEF), (_BRIEF, 4), (_BRIEF, 2), (8, 2), (6, 2), (4, 2), (4, 0), (0, 0))
                for rows in range(_ROWS, 0, -1)
            ]
            better = (one for one in tried if one.worth(one.counts) > most)
            found = next(((one, drawn.worth) for one in better for drawn in [_drawn(one)] if drawn.height <= box.height), None)
            best, most = found if found and found[1] > most else (best, most)
            if found and (found[0].cells.rows, found[0].cells.brief) == (_ROWS, _BRIEF):
                break
    if best is None:
        bare = list(_bare(body, box, type_))
        best = next((way for way in bare if _drawn(way).height <= box.height), bare[-1])
    return _aired(best, box.height)


def _ways(body: Cards, box: Box, type_: Type) -> Iterator[Way]:
    """The ways to lay out a body in which its cities show cards, the best to look at first."""
    told, wide, framed = sum(not block.silence for block in body.blocks), box.width / type_.body > _WIDE, box.height is not None
    placed, measured = dict[tuple[object, ...], CardSection](), dict[tuple[object, ...], Placed]()
    texts = (type_.body, type_.small) if framed and box.width / type_.body > 40 else (type_.small,)
    for spare, text, size in product((False, True), texts, (1.0, 0.75) if framed else (1.0,)):
        for across, columns in ((told, True), (told, False), (1, False), (2, False), (3, False)):
            crowded = (columns and not (wide and len(body.blocks) < 6)) or (across > 1 and not framed and not wide)
            if crowded or across > max(told, 1):
                continue
            cells = Cells(type_, type_.numeral * size, text, 1, spare=spare)
            way = Way(body, box, cells, max(across, 1), columns, placed=placed, measured=measured)
            while not way.fits() and way.cells.numeral > type_.small:
                way = replace(way, cells=replace(way.cells, numeral=way.cells.numeral * 0.96))
            yield way.squared()


def _bare(body: Cards, box: Box, type_: Type) -> Iterator[Way]:
    """The ways without any card: names, squares and counts."""
    for across in (1, 2, 3):
        yield Way(replace(body, axes=()), box, Cells(type_, type_.numeral, type_.small, 0, axes=False), across, False, 0).squared()


def _aired(way: Way, height: float) -> Placed:
    """The same with who says each number, the largest numerals and the most air that find room."""
    sourced = replace(way, cells=replace(way.cells, sourced=True))
    way = sourced if _drawn(sourced).height <= height else way
    usual, most = way.cells.numeral, _LARGER if way.sections > 1 else 2 * _LARGER
    for step in range(1, 13):
        larger = replace(way, cells=replace(way.cells, numeral=usual * (1 + (most - 1) * step / 12)))
        if not larger.fits(words=True) or _drawn(larger).height > height:
            break
        way = larger
    spare = height - _drawn(way).height
    parts = (1 if way.columns else -(-len(way.told) // way.across) + 1) + bool(way.body.apart)
    return _drawn(replace(way, air=max(min(spare / parts, way.cells.type.body * 1.6), 0))).placed


def _drawn(way: Way) -> Trial:
    """Everything in one way."""
    parts: list[Part] = []
    body, y, counts = way.body, way.box.y, list[int]()
    space = way.cells.type.body * 0.7 + way.air
    for start in range(0, len(way.told), way.across) if not way.columns else (0,):
        row = body.blocks if way.columns else way.told[start : start + way.across]
        y = _row(way, way.places(row), y, parts, counts) + space
    if body.axes:
        y = _axes(way, y, parts) + space
    apart = [body.apart] if body.apart else []
    if silent := [block for block in (*(() if way.columns else body.blocks), *apart) if block.silence]:
        slots: list[Item] = []
        y = _slots(way, silent, y, slots) + space
        parts.append((tuple(slots), 0))
    if body.apart and not body.apart.silence:
        cells = replace(way.cells, rows=max(way.apart - bool(body.apart.axes), 0), axes=way.apart > 0, brief=way.brief)
        section = way.section((body.apart, way.box.x, way.box.width, cells.tracks(way.box.width)), cells)
        parts.append((section.items, y))
        counts.append(min(section.drawn, 2))
        y += section.height + space
    return Trial(y - space - way.box.y, way.worth(counts), tuple(parts))


def _row(way: Way, row: Sequence[tuple[CityCards, float, float, int]], y: float, parts: list[Part], counts: list[int]) -> float:
    """Cities side by side from ``y`` down, on one grid; the silent among them are slots as tall as their words."""
    type_ = way.cells.type
    told = [place for place in row if not place[0].silence]
    alone = [way.section(place, way.cells).rows for place in told]
    least = [max(found) for found in zip_longest(*alone, fillvalue=0.0)]
    end = y + way.cells.head + (type_.small * 4 if len(told) < len(row) else 0)
    for place in told:
        section = way.section(place, way.cells, least if len(told) > 1 else ())
        parts.append((section.items, y))
        counts.append(section.drawn)
        end = max(end, y + section.height)
    items: list[Item] = []
    for block, x, wide, _ in row:
        if block.silence:
            items.append(Rect(x, y, wide, type_.body * 0.16, "solid", block.city or "ink"))
            title = min(type_.title, type_.title * wide / max(width_of(block.name, type_.title, 700), 1))
            items.append(Text(x, y + type_.body * 0.16 + type_.title * 1.02, block.name, title, block.city or "ink", 700))
            top, size = y + way.cells.head + type_.small * 0.4, type_.small
            words = paragraph(block.silence.words, x + size * 0.5, top, wide - size, size, "muted", mark=block.silence)
            items.append(Rect(x, y + way.cells.head, wide, words.height + size * 0.8, "pale", "slot", 3, block.silence))
            items += words.items
    parts.append((tuple(items), 0))
    return end


def _slots(way: Way, blocks: Sequence[CityCards], y: float, items: list[Item]) -> float:
    """The silent side by side, each in an empty slot."""
    size, gap = way.cells.type.small, way.gap
    words = [(block.name, block.silence) for block in blocks if block.silence]
    needed = max(width_of(name, size, 700) + width_of(mark.words, size) for name, mark in words) + size * 1.6
    across = max(min(int((way.box.width + gap) / (needed + gap)), len(words)), 1)
    wide, high, below = (way.box.width + gap) / across - gap, size * 1.75, size * 0.5
    for number, (name, mark) in enumerate(words):
        x, top = way.box.x + number % across * (wide + gap), y + number // across * (high + below)
        base = top + high / 2 + 0.34 * size
        items.append(Rect(x, top, wide, high, "pale", "slot", 3, mark))
        items.append(Text(x + size * 0.5, base, name, size, mark.city, 700))
        at = x + size * 0.5 + width_of(name, size, 700) + size * 0.5
        line = wrap(mark.words, size, x + wide - at - size * 0.3, most=1)[0]
        items.append(Text(at, base, line, size, "muted", mark=mark))
    return y + ((len(words) - 1) // across + 1) * (high + below) - below


def _axes(way: Way, y: float, parts: list[Part]) -> float:
    """What cities may be compared by, each measure on an axis of its own, side by side where there is room."""
    axes = way.body.axes
    across = min(2, len(axes)) if way.box.width / way.cells.type.body > 42 else 1
    wide = (way.box.width + way.gap) / across - way.gap
    for start in range(0, len(axes), across):
        row = [way.axis(start + n, way.box.x + n * (wide + way.gap), wide) for n in range(len(axes[start : start + across]))]
        parts += [(placed.items, y) for placed in row]
        y += max(placed.height for placed in row) + way.cells.type.small * 0.5
    return y - way.cells.type.small * 0.5
