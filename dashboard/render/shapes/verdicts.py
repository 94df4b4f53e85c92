"""Verdicts placed: below each article left out how many sentences fall, then a line a sentence; where columns are too narrow, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.verdicts import FindingVerdict, Left, Sentence, Verdicts
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.verdict_words import more_line, place_running

_LABELS = (0.44, 0.4, 0.36, 0.32)
"""How wide the sentences are beside their verdicts, as shares of the box."""
_TIGHT, _TIGHTER = 1.12, 1.07
"""The distance of two lines, in ems: of a sentence beside its verdicts, and above them."""
_LEAST = 19.5
"""How wide sentences are at least beside their verdicts, in ems of small type."""
_WIDEST = 13
"""How wide a column is at most where the sentences stand beside it, in ems of small type."""
_FALLS = "falls"


@dataclass(frozen=True)
class _Way:
    """One way to set the table."""

    body: Verdicts
    box: Box
    type: Type
    label: float
    """How wide the sentences are; 0 where they stand above their verdicts."""
    size: float
    """The type of the sentences."""
    terse: bool
    """Whether it goes unsaid why a sentence falls."""

    @property
    def gap(self) -> float:
        """How far columns are apart."""
        return self.type.small * (0.8 if self.label else 0.5)

    @property
    def wide(self) -> float:
        """How far a column begins after the one before."""
        return (self.box.width - self.label + (0 if self.label else self.gap)) / len(self.body.columns)

    @property
    def line(self) -> float:
        """The distance of two lines, in ems."""
        return _TIGHT if self.label else _TIGHTER

    @property
    def inner(self) -> float:
        """How wide a cell is."""
        return self.wide - self.gap

    @property
    def lefts(self) -> list[float]:
        """Where the cells begin."""
        start = self.box.x + (self.label + self.gap / 2 if self.label else 0)
        return [start + number * self.wide for number in range(len(self.body.columns))]

    @property
    def possible(self) -> bool:
        """Whether every name finds room over its column, and every word in its cell."""
        small = self.type.small
        words = [word for column in self.body.columns for word in self.name(column)]
        if self.label and self.label < _LEAST * small:
            return False
        if max(width_of(word, small, 700) for word in words) > self.inner or self.cross + width_of(_FALLS, small, 700) > self.inner:
            return False
        changed = [v for sentence in self.body.sentences for v in sentence.verdicts if v.brief]
        most = 2 if self.label else 1
        return all(
            width_of(word, small) <= self.inner for v in changed for word in v.brief.split()
        ) and all(len(wrap(v.brief, small, self.inner)) <= most for v in changed)  # fmt: skip

    @property
    def cross(self) -> float:
        """How wide the cross of a fall is, with the room behind it."""
        return self.type.small * 1.05

    def name(self, column: Left) -> list[str]:
        """The name of what is left out, in two lines, or one where room is short: a longer one by its initials."""
        lines = wrap(column.name, self.type.small, self.inner, 700)
        words, most = column.name.split(), 2 if self.label else 1
        if len(lines) > most and len(words) > 2:
            return ["".join(word[0] for word in words)]
        return lines if len(lines) <= 2 else [lines[0], clipped(" ".join(lines[1:]), self.type.small, self.inner, 700)]

    def head(self, sentence: Sentence) -> list[str]:
        """A sentence in lines that are about as long as each other."""
        weight, width = _weight(sentence), self.label - self.type.small if self.label else self.box.width
        return _even(sentence.label.words, self.size, width, weight)

    def words(self, sentence: Sentence, verdict: FindingVerdict) -> list[str]:
        """What is written in a cell: its numbers now, the same way in all cells of a row, or why it falls."""
        small, most = self.type.small, 2 if self.label else 1
        if verdict.kind == "unchanged":
            return []
        if verdict.kind == "falls":
            reason = wrap(verdict.words, small, self.inner)
            return [] if self.terse or len(reason) > most else reason
        changed = [other for other in sentence.verdicts if other.brief]
        full = all(len(wrap(_now(other), small, self.inner)) <= most for other in changed)
        return _even(_now(verdict) if full else verdict.brief, small, self.inner, 400)

    def cells(self, sentence: Sentence) -> float:
        """How tall the verdicts of a sentence are with their words."""
        lines = [len(self.words(sentence, verdict)) + (verdict.kind == "falls") for verdict in sentence.verdicts]
        return max(*lines, 1) * self.type.small * self.line

    @cached_property
    def talls(self) -> list[float]:
        """How tall each row is."""
        found = []
        for sentence in self.body.sentences:
            head, cell = len(self.head(sentence)) * self.size * self.line, self.cells(sentence)
            found.append(max(head, cell) if self.label else head + cell)
        return found


def _even(words: str, size: float, width: float, weight: int) -> list[str]:
    """Words in lines that are about as long as each other."""
    lines = wrap(words, size, width, weight)
    for share in range(19, 9, -1):
        narrower = wrap(words, size, width * share / 20, weight)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _now(verdict: FindingVerdict) -> str:
    """Its numbers, but not which way they go."""
    return verdict.words.removeprefix("grows to ")


def _weight(sentence: Sentence) -> int:
    return 700 if sentence.falls else 400


def place(body: Verdicts, box: Box, type_: Type) -> Placed:
    """The verdicts in a box: of all sentences, else of as many as it holds; the others are counted."""
    if not body.sentences:
        return Placed((), 0)
    least = box.width - len(body.columns) * _WIDEST * type_.small
    sizes = (type_.body, (type_.body + type_.small) / 2, type_.small)
    labels = [max(box.width * share, least) for share in _LABELS]
    # Where it goes unsaid why a sentence falls there is little room: columns are as wide as the sentences let them.
    beside = [_Way(body, box, type_, label, size, False) for size in sizes for label in labels]
    beside += [_Way(body, box, type_, label, size, True) for size in sizes for label in reversed(labels)]
    ways = [*beside, *(_Way(body, box, type_, 0, size, terse) for terse in (False, True) for size in sizes)]
    ways = [way for way in ways if way.possible]
    placed = Placed((), 0)
    for shown in range(len(body.sentences), 0, -1):
        for way in ways:
            placed = _table(way, shown)
            if box.height is None or placed.height <= box.height:
                return placed
        if not ways:
            placed = place_running(body, box, type_, shown)
            if box.height is None or placed.height <= box.height:
                return placed
    return placed


def _table(way: _Way, number: int) -> Placed:
    body, box, small = way.body, way.box, way.type.small
    shown, left = body.sentences[:number], body.sentences[number:]
    items: list[Item] = []
    top = _head(way, items)
    note = small * LEADING * 1.3 if left else 0
    pad = small * (0.14 if way.label else 0.06)
    total = top - box.y + sum(way.talls[:number]) + 2 * pad * number + note
    if box.height is not None and total < box.height:
        pad += min((box.height - total) / (2 * number) * 0.999, small * 0.9)
    y, spans = top, list[tuple[float, float]]()
    for sentence, tall in zip(shown, way.talls, strict=False):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        head = way.head(sentence)
        high = len(head) * way.size * way.line
        start = y + pad + ((tall - high) / 2 if way.label else 0)
        items += [
            Text(box.x, start + ((n + 0.5) * way.line + 0.34) * way.size, line, way.size, "ink", _weight(sentence), mark=sentence.label)
            for n, line in enumerate(head)
        ]
        for verdict, x in zip(sentence.verdicts, way.lefts, strict=True):
            at = y + pad + high
            if verdict.kind == "falls":
                spans.append((at, y + tall + 2 * pad))
            items += _cell(way, sentence, verdict, x, y + pad + tall / 2 if way.label else at + (tall - high) / 2)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    bands = _band(way, [(box.y, y)] if way.label else [(box.y, top), *spans])
    if left:
        items.append(more_line(left, box.x, y + small * 0.3, small))
        y += note
    return Placed((*bands, *items), y - box.y)


def _head(way: _Way, items: list[Item]) -> float:
    """What each column leaves out, and how many sentences fall and change without it; returns where that ends."""
    body, small = way.body, way.type.small
    names = [way.name(column) for column in body.columns]
    most = max(map(len, names))
    whole = way.label and not way.terse
    large = way.type.numeral if whole else way.type.title * 1.2
    y = way.box.y + small * 0.3
    for number, (column, lines, x) in enumerate(zip(body.columns, names, way.lefts, strict=True)):
        weight, hue = (700, "ink") if column.strong else (400, "muted")
        top = y
        if way.label:
            items.append(Text(x, top + 0.86 * small, body.lead.lower(), small, "muted"))
            top += small * way.line
        items += [
            Text(x, top + (n * way.line + 0.86) * small, line, small, hue, 700 if column.strong else 600) for n, line in enumerate(lines)
        ]
        top += small * way.line * most
        fallen = [row.verdicts[number] for row in body.sentences if row.verdicts[number].kind == "falls"]
        changed = sum(row.verdicts[number].kind not in ("falls", "unchanged") for row in body.sentences)
        words = f"{len(fallen):,} {'fall' if len(fallen) != 1 else 'falls'}"
        mark = rest(tuple(fallen), words) if fallen else None
        figure, _, noun = words.partition(" ")
        items.append(Text(x, top + large * 0.8, figure, large, hue, 700, mark=mark))
        at = x + width_of(figure, large, 700) + small * 0.3
        items.append(Text(at, top + large * 0.8, noun, small, hue, weight, mark=mark))
        also = f"{changed:,} change{'s' if changed == 1 else ''}"
        if whole:
            items.append(Text(x, top + large * 0.8 + small * 1.25, also, small, "muted"))
    return y + small * (way.line * (most + bool(way.label)) + 0.3) + large * 0.86 + (small * 1.2 if whole else 0)


def _band(way: _Way, spans: Sequence[tuple[float, float]]) -> list[Item]:
    """The ground of the column that most falls with; where sentences stand above their verdicts, only of its name and of what falls."""
    found: list[Item] = []
    for x, column in zip(way.lefts, way.body.columns, strict=True):
        if column.strong:
            left, right = max(x - way.gap / 2, way.box.x), min(x + way.inner + way.gap / 2, way.box.right)
            found += [Rect(left, top, right - left, bottom - top, "pale", "slot", 3) for top, bottom in spans]
    return found


def _cell(way: _Way, sentence: Sentence, verdict: FindingVerdict, x: float, middle: float) -> Sequence[Item]:
    """A verdict around a height: the numbers that are left, a dash where they are the same, or a cross and why it falls."""
    small = way.type.small
    words = way.words(sentence, verdict)
    if verdict.kind == "unchanged":
        return [Line(x, middle, x + small * 0.7, middle, "quiet", 2, mark=verdict)]
    falls = verdict.kind == "falls"
    y = middle - (len(words) + falls) * small * way.line / 2
    found: list[Item] = []
    if falls:
        found = [*_cross(x, y + small * way.line / 2, small, verdict)]
        found.append(Text(x + way.cross, y + (way.line / 2 + 0.34) * small, _FALLS, small, "ink", 700, mark=verdict))
        y += small * way.line
    hue = "ink" if falls else "muted"
    return [*found, *(Text(x, y + ((n + 0.5) * way.line + 0.34) * small, line, small, hue, mark=verdict) for n, line in enumerate(words))]


def _cross(x: float, middle: float, small: float, mark: FindingVerdict) -> list[Item]:
    """The cross of a fall."""
    arm, thick = small * 0.32, max(2.0, small * 0.18)
    at = x + arm
    return [
        Line(at - arm, middle - arm, at + arm, middle + arm, "ink", thick, mark=mark),
        Line(at - arm, middle + arm, at + arm, middle - arm, "ink", thick, mark=mark),
    ]
