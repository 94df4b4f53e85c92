"""Verdicts placed: a small mark a cell and its number; a fall is struck through and says why; where columns are too narrow, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.pictures.shapes.verdicts import Kind, Left, Sentence, Verdict, Verdicts
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.verdict_words import more_line, place_running

_LABELS = (0.38, 0.34, 0.3)
"""How wide the sentences are beside their verdicts, as shares of the box."""
_TIGHT = 1.15
"""The distance of two lines of a sentence, in ems."""
_LEAST = 19.5
"""How wide they are at least, in ems of small type."""
_BESIDE, _WIDEST = 6.6, 12
"""How wide a column is at least and at most where the sentences stand beside it, in ems of small type."""
_LONG: dict[Kind, float] = {"unchanged": 1, "grows": 1, "shrinks": 0.45, "falls": 0}
"""How much of a mark is filled: it tells the verdict and measures nothing."""


@dataclass(frozen=True)
class _Way:
    """One way to set the table."""

    body: Verdicts
    box: Box
    type: Type
    label: float
    """How wide the sentences are; 0 where they stand above their verdicts."""
    large: float
    """The type of a sentence that falls."""
    below: bool
    """Whether numbers stand below their marks, not beside them."""
    terse: bool
    """Whether it goes unsaid why a sentence falls."""

    @property
    def gap(self) -> float:
        """How far columns are apart."""
        return self.type.small * (1 if self.label else 0.5)

    @property
    def wide(self) -> float:
        """How far a column begins after the one before."""
        return (self.box.width - self.label + (0 if self.label else self.gap)) / len(self.body.columns)

    @property
    def inner(self) -> float:
        """How wide a cell is."""
        return self.wide - self.gap

    @property
    def mark(self) -> float:
        """How wide a mark is."""
        return self.type.small * (1.9 if self.inner > 7 * self.type.small else 1.35)

    @property
    def lefts(self) -> list[float]:
        """Where the cells begin."""
        start = self.box.x + (self.label + self.gap / 2 if self.label else 0)
        return [start + number * self.wide for number in range(len(self.body.columns))]

    @property
    def possible(self) -> bool:
        """Whether every name finds room over its column, and every number in its cell."""
        small = self.type.small
        words = [word for column in self.body.columns for word in self.name(column)]
        fits = max(width_of(word, small, 700) for word in words) <= self.inner
        if self.label and (self.wide < _BESIDE * small or self.label < _LEAST * small):
            return False
        changed = [v for sentence in self.body.sentences for v in sentence.verdicts if v.kind in ("shrinks", "grows")]
        return fits and (self.below or all(width_of(v.brief, small) <= self.room for v in changed))

    @property
    def room(self) -> float:
        """How wide a number may be."""
        return self.inner if self.below else self.inner - self.mark - self.type.small * 0.35

    @cached_property
    def struck(self) -> float:
        """The type of the word of a fall."""
        return max(self.large, self.type.small * 1.08)

    def name(self, column: Left) -> list[str]:
        """The name of what is left out, in two lines, or one where room is short: a longer one by its initials."""
        lines = wrap(column.name, self.type.small, self.inner, 700)
        words, most = column.name.split(), 1 if self.terse else 2
        if len(lines) > most and len(words) > 2:
            return ["".join(word[0] for word in words)]
        return lines if len(lines) <= 2 else [lines[0], clipped(" ".join(lines[1:]), self.type.small, self.inner, 700)]

    def size(self, sentence: Sentence) -> float:
        """The type of a sentence: one that falls is larger."""
        return self.large if sentence.falls else self.type.small

    def head(self, sentence: Sentence) -> list[str]:
        """A sentence in lines that are about as long as each other."""
        size, weight = self.size(sentence), 600 if sentence.falls else 400
        width = self.label - self.type.small if self.label else self.box.width
        lines = wrap(sentence.label.words, size, width, weight)
        for share in range(19, 9, -1):
            narrower = wrap(sentence.label.words, size, width * share / 20, weight)
            if len(narrower) > len(lines):
                break
            lines = narrower
        return lines

    def words(self, sentence: Sentence, verdict: Verdict) -> list[str]:
        """What is written in a cell: its numbers now, the same way in all cells of a row, or why it falls."""
        small = self.type.small
        if verdict.kind == "unchanged":
            return []
        if verdict.kind == "falls":
            return [] if self.terse else wrap(verdict.words, small, self.inner, most=3)
        changed = [other for other in sentence.verdicts if other.kind in ("shrinks", "grows")]
        full = all(width_of(other.words, small) <= self.room for other in changed)
        return wrap(verdict.words if full else verdict.brief, small, self.room, most=2)

    def aside(self, verdict: Verdict) -> bool:
        """Whether the word of a fall finds room beside its mark."""
        return self.mark + self.type.small * 0.35 + width_of("falls", self.struck, 700) <= self.inner

    def first(self, sentence: Sentence) -> float:
        """How tall the line of the marks is."""
        return self.struck * 1.12 if sentence.falls else self.type.small * (0.8 if self.below else 1.12)

    def cells(self, sentence: Sentence) -> float:
        """How tall the verdicts of a sentence are with their words."""
        tall = [0.0]
        for verdict in sentence.verdicts:
            lines = len(self.words(sentence, verdict)) * self.type.small * 1.15
            if verdict.kind == "falls":
                tall.append(lines + (0 if self.aside(verdict) else self.struck * 1.1))
            elif self.below:
                tall.append(lines)
        return self.first(sentence) + max(tall)


def place(body: Verdicts, box: Box, type_: Type) -> Placed:
    """The verdicts in a box: of all sentences, else of as many as it holds; the others are counted."""
    if not body.sentences:
        return Placed((), 0)
    least = box.width - len(body.columns) * _WIDEST * type_.small
    larges = (type_.title * 0.85, type_.body, (type_.body + type_.small) / 2, type_.small)
    ways = [
        _Way(body, box, type_, label, large, below, terse)
        for terse in (False, True)
        for label in (*(max(box.width * share, least) for share in _LABELS), 0)
        for large in larges
        for below in (False, True)
    ]
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
    heads = [way.head(sentence) for sentence in shown]
    highs = [len(head) * way.size(sentence) * _TIGHT for head, sentence in zip(heads, shown, strict=True)]
    cells = [way.cells(sentence) for sentence in shown]
    talls = [max(a, b) if way.label else a + small * 0.05 + b for a, b in zip(highs, cells, strict=True)]
    items: list[Item] = []
    top = _head(way, shown, items)
    note = small * LEADING * 1.3 if left else 0
    pad = small * (0.06 if way.terse else 0.2 if way.label else 0.14)
    total = top - box.y + sum(talls) + 2 * pad * len(shown) + note
    if box.height is not None and total < box.height:
        pad += min((box.height - total) / (2 * len(shown)) * 0.999, small * 1.1)
    y = top
    for sentence, head, high, cell, tall in zip(shown, heads, highs, cells, talls, strict=True):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        size, hue, weight = way.size(sentence), "ink", 600 if sentence.falls else 400
        start = y + pad + ((tall - high) / 2 if way.label else 0)
        items += [
            Text(box.x, start + (n + 0.5) * size * _TIGHT + 0.34 * size, line, size, hue, weight, mark=sentence.label)
            for n, line in enumerate(head)
        ]
        at = y + pad + ((tall - cell) / 2 if way.label else high + small * 0.05)
        for verdict, x in zip(sentence.verdicts, way.lefts, strict=True):
            items += _cell(way, sentence, verdict, x, at)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    bands = _band(way, box.y, y)
    if left:
        items.append(more_line(left, box.x, y + small * 0.3, small))
        y += note
    return Placed((*bands, *items), y - box.y)


def _head(way: _Way, shown: Sequence[Sentence], items: list[Item]) -> float:
    """What each column leaves out, over it, and the key; returns where they end."""
    body, box, small = way.body, way.box, way.type.small
    names = [way.name(column) for column in body.columns]
    most = max(map(len, names))
    y = box.y + small * 0.2
    lead = f"{body.lead} …"
    if way.label:
        items.append(Text(way.lefts[0], y + 0.9 * small, lead, small, "muted"))
        _key(shown, box.x, y + (1.3 + (most - 1) * 1.12) * small, small, items)
        y += small * 1.3
    else:
        key = _key(shown, 0, 0, small, [])
        beside = width_of(lead, small) + small + key <= box.width
        over = not beside and not body.columns[0].strong and len(names[0]) < most
        items.append(Text(box.x, y + 0.92 * small + (0 if beside else small * 1.55), lead, small, "muted"))
        _key(shown, box.right - key if beside else box.x, y, small, items)
        y += small * (1.55 if beside or over else 2.9)
    for column, lines, x in zip(body.columns, names, way.lefts, strict=True):
        weight, hue = (700, "ink") if column.strong else (600, "muted")
        top = y + (most - len(lines)) * small * 1.12
        items += [Text(x, top + (n * 1.12 + 0.9) * small, line, small, hue, weight) for n, line in enumerate(lines)]
    return y + (most * 1.12 + 0.3) * small


def _key(shown: Sequence[Sentence], x: float, y: float, small: float, items: list[Item]) -> float:
    """What the marks are called, of those that occur; returns where they end."""
    start, kinds = x, {verdict.kind for sentence in shown for verdict in sentence.verdicts}
    words: tuple[Kind, ...] = ("unchanged", "shrinks", "falls")
    for kind in words:
        if kind in kinds:
            x += small if x > start else 0
            items += _mark(kind, x, y + small * 0.6, small * 1.9, small, None)
            items.append(Text(x + small * 2.2, y + 0.92 * small, kind, small, "muted"))
            x += small * 2.2 + width_of(kind, small)
    return x


def _mark(kind: Kind, x: float, middle: float, wide: float, small: float, mark: Verdict | None) -> list[Item]:
    """A full bar, a short one upon its line, or a line struck through."""
    high = small * 0.42
    found: list[Item] = [Line(x, middle, x + wide, middle, "muted", max(1.5, small * 0.07), mark=mark)]
    if _LONG[kind]:
        found.append(Rect(x, middle - high / 2, wide * _LONG[kind], high, "solid", "quiet", 1, mark))
    if kind == "falls":
        at, arm, thick = x + wide / 2, small * 0.26, max(2.0, small * 0.13)
        found.append(Line(at - arm, middle - arm, at + arm, middle + arm, "ink", thick, mark=mark))
        found.append(Line(at - arm, middle + arm, at + arm, middle - arm, "ink", thick, mark=mark))
    return found


def _band(way: _Way, top: float, bottom: float) -> list[Item]:
    """The ground of the column that most falls with, from its name to the last sentence."""
    found: list[Item] = []
    for x, column in zip(way.lefts, way.body.columns, strict=True):
        if column.strong:
            left, right = max(x - way.gap / 2, way.box.x), min(x + way.inner + way.gap / 2, way.box.right)
            start = top if way.label else min(top + way.type.small * 1.6, bottom)
            found.append(Rect(left, start, right - left, bottom - start, "pale", "slot", 3))
    return found


def _cell(way: _Way, sentence: Sentence, verdict: Verdict, x: float, y: float) -> list[Item]:
    """A verdict: its mark, and its number or why it falls."""
    small, first = way.type.small, way.first(sentence)
    items = _mark(verdict.kind, x, y + first / 2, way.mark, small, verdict)
    beside = x + way.mark + small * 0.35
    falls = verdict.kind == "falls"
    words = way.words(sentence, verdict)
    if falls:
        size = way.struck
        aside = way.aside(verdict)
        at = y + first / 2 + 0.34 * size if aside else y + first + 0.86 * size
        items.append(Text(beside if aside else x, at, "falls", size, "ink", 700, mark=verdict))
        y += 0 if aside else size * 1.1
    elif not way.below:
        return items + [Text(beside, y + first / 2 + 0.34 * small, line, small, "muted", mark=verdict) for line in words[:1]]
    hue = "ink" if falls else "muted"
    return items + [Text(x, y + first + (n * 1.15 + 0.86) * small, line, small, hue, mark=verdict) for n, line in enumerate(words)]
