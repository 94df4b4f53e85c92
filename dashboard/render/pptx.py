"""Pictures as PowerPoint slides: the scene of the drawing in native shapes, in groups, after a summary of the deck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from dashboard.pictures.model import Mark, Picture, Sources
from dashboard.render.flow import LEADING
from dashboard.render.layout import SLIDE, Frame, compose, source_lines
from dashboard.render.metrics import wrap
from dashboard.render.pptx_deck import HEIGHT, MARGIN, WIDTH, Deck, TableCell
from dashboard.render.pptx_shapes import Box, NamedShape, Pen, Words
from dashboard.render.scene import Item, Line, Rect, Scene, Text
from dashboard.render.theme import Theme

_TOGETHER = 6
"""From how many on squares, or lines without a claim, are one group."""
_NEAR = 1.9
"""How near a text begins that goes on after another, in ems: a swatch may stand between them."""
_NAME = 60
_NUMBER, _COUNT = 110, 170
_TYPES = (36, 32, 28, 24)
"""The type of the summary, in pixels: the largest with which every finding finds room."""

Part: TypeAlias = Rect | Line | Words


@dataclass(frozen=True)
class Info:
    """What a deck says of itself: its title, the selection in words, the sources of all its pictures, who made it of what, and when."""

    title: str
    selection: str
    sources: Sources
    author: str
    subject: str
    moment: datetime
    repeats: frozenset[str] = frozenset()
    """Claims that only repeat another, which no count counts."""


@dataclass(frozen=True)
class _Unit:
    """Consecutive parts of one mark, or one part without any."""

    mark: Mark | None
    parts: tuple[Part, ...]


def slides(pictures: Sequence[Picture], theme: Theme, info: Info, notes: Sequence[str] = ()) -> bytes:
    """A summary and one slide a picture, 16 : 9, with ``notes`` for the speaker of each. The same call gives the same bytes."""
    deck = Deck(info.title, info.author, info.subject, info.moment, theme)
    _summary(deck, pictures, theme, info)
    for number, picture in enumerate(pictures):
        shapes = drawn(compose(picture, Frame(WIDTH, HEIGHT)), theme, dict(picture.legend))
        deck.slide(shapes, notes[number] if number < len(notes) else "")
    return deck.finished()


def drawn(scene: Scene, theme: Theme, legend: Mapping[str, str]) -> list[str]:
    """A scene as shapes of a slide, its headline as the title; ``legend`` has the word of each status."""
    pen = Pen(theme.coloured(scene.hubs))
    first, *rest = _units(scene.items)
    title = first.parts[0]
    shapes = [pen.title(title)] if isinstance(title, Words) else [_unit(pen, first)]
    for units in _clusters(rest):
        if len(units) < _TOGETHER:
            shapes += [_unit(pen, unit) for unit in units]
        else:
            inside = [_unit(pen, unit) for unit in units]
            shapes.append(pen.group(inside, _around([part for unit in units for part in unit.parts]), _called(units, legend)))
    return shapes


# What belongs together


def _units(items: Sequence[Item]) -> Iterator[_Unit]:
    """The items in their order, lines of one paragraph together and those of one mark."""
    mark: Mark | None = None
    parts: list[Part] = []
    starts = {(round(item.y, 1), item.x) for item in items if isinstance(item, Text) and item.anchor == "start"}
    for item in items:
        if parts and (item.mark is not mark or (mark is None and not _continues(parts[-1], item) and not _labels(parts[-1], item))):
            yield _Unit(mark, tuple(parts))
            parts = []
        mark = item.mark
        before = parts[-1] if parts else None
        if isinstance(item, Text):
            if isinstance(before, Words) and _continues(before, item):
                pitch = before.pitch if len(before.lines) > 1 else item.y - before.first.y
                parts[-1] = Words(before.first, (*before.lines, item.words), pitch)
            else:
                parts.append(Words(item, (item.words,), item.size * LEADING, _followed(item, starts)))
        else:
            parts.append(item)
    if parts:
        yield _Unit(mark, tuple(parts))


def _followed(item: Text, starts: set[tuple[float, float]]) -> bool:
    """Whether another text begins right after one in running lines."""
    running = item.words and item.anchor == "start" and item.size <= SLIDE.body
    return bool(running) and any(y == round(item.y, 1) and -0.1 < (x - item.x - item.width) / item.size < _NEAR for y, x in starts)


def _continues(before: Part, item: Item) -> bool:
    """Whether a text is the next line of the one before."""
    if not isinstance(before, Words) or not isinstance(item, Text):
        return False
    one = before.first
    step = item.y - one.y - (len(before.lines) - 1) * before.pitch
    regular = 0.9 < step / item.size < 1.4 if len(before.lines) == 1 else abs(step - before.pitch) < 0.5
    looks = (one.x, one.size, one.hue, one.weight, one.anchor, one.ink)
    return regular and looks == (item.x, item.size, item.hue, item.weight, item.anchor, item.ink)


def _labels(before: Part, item: Part | Item) -> bool:
    """Whether a text lies inside the rectangle before it, and so can become its text."""
    words = Words(item, (item.words,), item.size) if isinstance(item, Text) else item
    if not isinstance(before, Rect) or not isinstance(words, Words):
        return False
    one, lines = words.first, [Text(words.first.x, 0, line, words.first.size, anchor=words.first.anchor) for line in words.lines]
    across = all(before.x - 1 <= line.left and line.left + line.width <= before.x + before.width + 1 for line in lines)
    middle = one.y - 0.34 * one.size
    low = before.mark is not None or before.height < 2.5 * one.size
    return low and across and before.y <= middle <= before.y + before.height + 0.3 * one.size


def _clusters(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Runs of units that belong together: squares of a tower, blocks of a strip, the lines of an axis; all else alone."""
    run: list[_Unit] = []
    for unit in units:
        if run and not _neighbours(run[-1], unit):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _neighbours(one: _Unit, other: _Unit) -> bool:
    a, b = one.parts[0], other.parts[0]
    if isinstance(a, Line) and isinstance(b, Line):
        return one.mark is other.mark is None
    if not isinstance(a, Rect) or not isinstance(b, Rect) or not (_compact(one) and _compact(other)) or abs(a.width - b.width) > 0.5:
        return False
    if one.mark and other.mark and one.mark.city == other.mark.city and abs(a.height - b.height) < 0.5:
        return True
    return abs(b.x - a.x - a.width) < 0.35 * a.width or (abs(a.x - b.x) < 0.5 and abs(b.y - a.y - a.height) < 0.35 * a.width)


def _compact(unit: _Unit) -> bool:
    """Whether all that a unit draws lies in its rectangle."""
    first = unit.parts[0]
    return all(_labels(first, part) or isinstance(part, Rect) for part in unit.parts[1:])


# Shapes


def _unit(pen: Pen, unit: _Unit) -> str:
    """A mark as one shape, or as a group of several; without a mark it is words or decoration."""
    pen.faded = bool(unit.mark and unit.mark.faded)
    mark = unit.mark
    paired: list[tuple[Part, Words | None]] = []
    for part in unit.parts:
        if paired and paired[-1][1] is None and isinstance(part, Words) and _labels(paired[-1][0], part):
            paired[-1] = (paired[-1][0], part)
        else:
            paired.append((part, None))
    if len(paired) == 1:
        return _shape(pen, *paired[0], _named(mark) if mark else _plain(*paired[0]))
    inside = [_shape(pen, part, label, _plain(part, label)) for part, label in paired]
    return pen.group(inside, _around(unit.parts), _named(mark) if mark else NamedShape("Group"))


def _shape(pen: Pen, part: Part, label: Words | None, named: NamedShape) -> str:
    if isinstance(part, Rect):
        return pen.rect(part, named, label)
    return pen.line(part, named) if isinstance(part, Line) else pen.words(part, named)


def _named(mark: Mark) -> NamedShape:
    """A mark by its few words, and by its claim where it stands for one."""
    return NamedShape(_short(" ".join((mark.words, *mark.claims)) if len(mark.claims) == 1 else mark.words), mark.spoken)


def _plain(part: Part, label: Words | None) -> NamedShape:
    """What stands for no claim by its words, or by what it looks like."""
    text = part.text if isinstance(part, Words) else label.text if label else ""
    if any(map(str.isalnum, text)):
        return NamedShape(_short(text))
    return NamedShape("Line" if isinstance(part, Line) else "Text" if isinstance(part, Words) else part.ink.replace("_", " ").capitalize())


def _short(words: str) -> str:
    return words if len(words) <= _NAME else f"{words[: _NAME - 1].rstrip()}…"


def _called(units: Sequence[_Unit], legend: Mapping[str, str]) -> NamedShape:
    """A group by what is in it: how many claims about whom, and of which status."""
    marks = tuple(unit.mark for unit in units if unit.mark)
    if not marks:
        return NamedShape("Axis" if isinstance(units[0].parts[0], Line) else "Shapes")
    cities = {mark.city for mark in marks}
    lead = f"{cities.pop().replace('-', ' ').title()}: " if len(cities) == 1 and "" not in cities else ""
    # Only squares count claims: other marks may stand for some that are counted elsewhere.
    squares = all(mark.status and len(mark.claims) == 1 for mark in marks)
    noun = "claim" if squares else "mark"
    counts = Counter(legend.get(mark.key, "") for mark in marks if mark.key is not None)
    parts = ", ".join(f"{many} {word}" for word, many in counts.items() if word)
    name = f"{lead}{len(marks)} {noun if len(marks) == 1 else noun + 's'}"
    return NamedShape(name, f"{name}. {parts}." if parts else f"{name}.")


def _around(parts: Sequence[Part]) -> Box:
    """The smallest box that holds them all."""
    boxes = [_box(part) for part in parts]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _box(part: Part) -> Box:
    if isinstance(part, Words):
        return part.box
    if isinstance(part, Rect):
        return part.x, part.y, part.x + part.width, part.y + part.height
    return min(part.x1, part.x2), min(part.y1, part.y2), max(part.x1, part.x2), max(part.y1, part.y2)


# The summary


def _lines(words: str, y: float, size: float, hue: str = "muted", weight: int = 400, leading: float = LEADING) -> Words | None:
    """A paragraph over the width of the slide, the first baseline at ``y``."""
    lines = wrap(words, size, WIDTH - 2 * MARGIN, weight, 6)
    return Words(Text(MARGIN, y, lines[0], size, hue, weight), tuple(lines), size * leading) if lines else None


def _summary(deck: Deck, pictures: Sequence[Picture], theme: Theme, info: Info) -> None:
    """The first slide: what the deck is made of, as a table of its findings."""
    pen, size = Pen(theme), SLIDE.headline
    title = _lines(info.title, MARGIN + 0.66 * size, size, "ink", 700, 1.1)
    bottom = title.box[3] if title else MARGIN
    selection = _lines(info.selection, bottom + SLIDE.body, SLIDE.body)
    top = (selection.box[3] if selection else bottom) + 1.2 * SLIDE.body
    lines = source_lines(info.sources, WIDTH - 2 * MARGIN, SLIDE.source, 2)
    foot = HEIGHT - MARGIN - len(lines) * SLIDE.source * LEADING
    source = Words(Text(MARGIN, foot + SLIDE.source, lines[0], SLIDE.source, "muted"), tuple(lines), SLIDE.source * LEADING)
    shapes = [pen.title(title)] if title else []
    shapes += [pen.words(words, NamedShape(name)) for name, words in (("Selection", selection), ("Sources", source)) if words]
    slide = deck.slide(shapes)
    if not pictures:
        return
    widths = (WIDTH - 2 * MARGIN - _NUMBER - _COUNT, _COUNT, _NUMBER)
    rows, heights, size = _rows(pictures, info.repeats, widths[0] - 40, foot - SLIDE.body - top)
    words = "In this deck: " + "; ".join(f"{row[0].text}, {row[1].text} claims" for row in rows[1:])
    deck.table(slide, rows, widths, top, heights, size, words)


def _rows(
    pictures: Sequence[Picture], repeats: frozenset[str], width: float, room: float
) -> tuple[list[list[TableCell]], list[float], float]:
    """The rows of the summary with their head, their heights, and the font size at which they fit; pictures that do not fit are counted."""
    for size in _TYPES:
        heights = [_tall("", size, width), *(_tall(picture.headline, size, width) for picture in pictures)]
        if sum(heights) <= room:
            break
    count = len(pictures)
    while sum(heights[: count + 1]) + (heights[0] if count < len(pictures) else 0) > room and count > 1:
        count -= 1
    head = [TableCell("In this deck", "muted", True), TableCell("Claims", "muted", True, True), TableCell("Slide", "muted", True, True)]
    rows = [
        [
            TableCell(picture.headline, bold=True),
            TableCell(f"{len(set(picture.claims) - repeats):,}", end=True),
            TableCell(str(number), "muted", end=True),
        ]
        for number, picture in enumerate(pictures[:count], start=2)
    ]
    left = pictures[count:]
    if left:
        slide = "slide" if len(left) == 1 else "slides"
        rows.append([TableCell(f"and {len(left)} more {slide}", "muted"), TableCell(""), TableCell(str(count + 2), "muted", end=True)])
    spare = min((room - sum(heights[: count + 1])) / (count + 1), size * 0.8) if not left else 0
    return [head, *rows], [height + spare for height in [*heights[: count + 1], *([heights[0]] if left else [])]], size


def _tall(words: str, size: float, width: float) -> float:
    return max(len(wrap(words, size, width, 700)), 1) * size * LEADING + 12
