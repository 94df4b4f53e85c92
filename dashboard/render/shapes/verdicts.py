"""Verdicts placed: below each article left out how many sentences fall, then a line a sentence, a mark a cell.

Nothing stands where a sentence is unchanged, a light dot where it holds with other numbers, and a cross where it falls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.verdicts import FindingVerdict, Left, Sentence, Verdicts
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.verdict_marks import even, key, key_height, more_line, place_marks, sign
from dashboard.render.shapes.verdict_words import place_running

_LABELS = (0.44, 0.4, 0.36, 0.32)
"""How wide the sentences are beside their verdicts, as shares of the box."""
_TIGHT, _TIGHTER = 1.12, 1.07
"""The distance of two lines, in ems: of a sentence beside its verdicts, and above them."""
_LEAST = 18
"""How wide sentences are at least beside their verdicts, in ems of small type."""
_WIDEST = 13
"""How wide a column is at most where the sentences stand beside it, in ems of small type."""


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
        """How wide a column is."""
        return self.wide - self.gap

    @property
    def ahead(self) -> float:
        """The room of a mark before its words."""
        return self.type.small * 1.3

    @property
    def pad(self) -> float:
        """The least room above and below the words of a row."""
        return self.type.small * (0.2 if self.label else 0.3)

    @property
    def lefts(self) -> list[float]:
        """Where the cells begin."""
        start = self.box.x + (self.label + self.gap / 2 if self.label else 0)
        return [start + number * self.wide for number in range(len(self.body.columns))]

    @property
    def possible(self) -> bool:
        """Whether every name finds room over its column, and every word in its cell, in two lines."""
        small, room = self.type.small, self.inner - self.ahead
        names = [word for column in self.body.columns for word in self.name(column)]
        if (self.label and self.label < _LEAST * small) or max(width_of(word, small, 700) for word in names) > self.inner:
            return False
        told = [(v.words, 700) if v.kind == "falls" else (v.brief, 400) for s in self.body.sentences for v in s.verdicts]
        return all(width_of(word, small, bold) <= room for words, bold in told for word in words.split()) and all(
            len(wrap(words, small, room, bold)) <= 2 for words, bold in told if words
        )

    def name(self, column: Left) -> list[str]:
        """The name of what is left out, in two lines, or one where room is short: a longer one by its initials."""
        lines = wrap(column.name, self.type.small, self.inner, 700)
        words, most = column.name.split(), 2 if self.label else 1
        if len(lines) > most and len(words) > 2:
            return ["".join(word[0] for word in words)]
        return lines if len(lines) <= 2 else [lines[0], clipped(" ".join(lines[1:]), self.type.small, self.inner, 700)]

    def head(self, sentence: Sentence) -> list[str]:
        """A sentence in lines that are about as long as each other."""
        width = self.label - self.type.small if self.label else self.box.width
        return even(sentence.label.words, self.size, width, _weight(sentence))

    def words(self, sentence: Sentence, verdict: FindingVerdict) -> list[str]:
        """What is written in a cell: its numbers now, the same way in all cells of a row, or why it falls."""
        small, room = self.type.small, self.inner - self.ahead
        if verdict.kind == "unchanged":
            return []
        if verdict.kind == "falls":
            return even(verdict.words, small, room, 700)
        full = all(len(wrap(_now(other), small, room)) <= 2 for other in sentence.verdicts if other.brief)
        return even(_now(verdict) if full else verdict.brief, small, room, 400)

    @cached_property
    def talls(self) -> list[float]:
        """How tall each row is."""
        found = []
        for sentence in self.body.sentences:
            lines = max(*(len(self.words(sentence, verdict)) for verdict in sentence.verdicts), 1)
            head, cell = len(self.head(sentence)) * self.size * self.line, lines * self.type.small * self.line
            found.append(max(head, cell) if self.label else head + cell)
        return found


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
    ways = [_Way(body, box, type_, label, size) for size in sizes for label in labels]
    ways += [_Way(body, box, type_, 0, size) for size in sizes]
    ways = [way for way in ways if way.possible]
    placed = Placed((), 0)
    for shown in range(len(body.sentences), 0, -1):
        for way in ways:
            placed = _table(way, shown)
            if box.height is None or placed.height <= box.height:
                return placed
        for size in sizes[-2:]:
            alone = place_marks(body, box, type_, size, shown)
            if alone and (box.height is None or alone.height <= box.height):
                return alone
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
    pad = way.pad
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
                spans.append((at - small * 0.1, y + tall + 2 * pad - small * 0.1))
            items += _cell(way, sentence, verdict, x, y + pad + tall / 2 if way.label else at + (tall - high) / 2)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    bands = _band(way, [(box.y, y)] if way.label else [(top - _names(way), top), *spans])
    if left:
        items.append(more_line(left, box.x, y + small * 0.3, small))
        y += note
    return Placed((*bands, *items), y - box.y)


def _names(way: _Way) -> float:
    """How tall the heads of the columns are."""
    lines, large = max(len(way.name(column)) for column in way.body.columns), _large(way)
    return way.type.small * (way.line * (lines + 1) + 0.6 + (1.2 if way.label else 0)) + large * 0.86


def _large(way: _Way) -> float:
    return way.type.numeral if way.label else way.type.title * 1.2


def _head(way: _Way, items: list[Item]) -> float:
    """The key, and over each column what it leaves out, how many sentences fall and change without it; returns where that ends."""
    body, small, large = way.body, way.type.small, _large(way)
    names = [way.name(column) for column in body.columns]
    most = max(map(len, names))
    tall = _names(way)
    start = way.box.y
    if way.label:
        high = key_height(body, way.label - small, small, stacked=True)
        items += key(body, way.box.x, start + tall - high - small * 0.5, way.label - small, small, stacked=True)
    else:
        items += key(body, way.box.x, start, way.box.width, small)
        start += key_height(body, way.box.width, small) + small * 0.4
    y = start + small * 0.3
    for number, (column, lines, x) in enumerate(zip(body.columns, names, way.lefts, strict=True)):
        weight, hue = (700, "ink") if column.strong else (400, "muted")
        items.append(Text(x, y + 0.86 * small, body.lead.lower(), small, "muted"))
        top = y + small * way.line
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
        if way.label:
            also = f"{changed:,} change{'s' if changed == 1 else ''}"
            items.append(Text(x, top + large * 0.8 + small * 1.25, also, small, "muted"))
    return start + tall


def _band(way: _Way, spans: Sequence[tuple[float, float]]) -> list[Item]:
    """The ground of the column that most falls with; where sentences stand above their verdicts, only of its name and of what falls."""
    found: list[Item] = []
    for x, column in zip(way.lefts, way.body.columns, strict=True):
        if column.strong:
            left, right = max(x - way.gap / 2, way.box.x), min(x + way.inner + way.gap / 2, way.box.right)
            found += [Rect(left, top, right - left, bottom - top, "pale", "slot", 3) for top, bottom in spans]
    return found


def _cell(way: _Way, sentence: Sentence, verdict: FindingVerdict, x: float, middle: float) -> Sequence[Item]:
    """A verdict around a height: its mark, and behind it the numbers that are left, or why it falls."""
    small, falls = way.type.small, verdict.kind == "falls"
    words = way.words(sentence, verdict)
    y = middle - len(words) * small * way.line / 2
    hue, weight = ("ink", 700) if falls else ("muted", 400)
    return [
        *sign(verdict, x + small * 0.42, middle, small),
        *(
            Text(x + way.ahead, y + ((n + 0.5) * way.line + 0.34) * small, line, small, hue, weight, mark=verdict)
            for n, line in enumerate(words)
        ),
    ]
