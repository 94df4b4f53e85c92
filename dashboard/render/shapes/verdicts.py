"""Verdicts placed: the numbers that are left, or a cross and why a sentence falls; where columns are too narrow, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.pictures.shapes.verdicts import FindingVerdict, Left, Sentence, Verdicts
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
_SAME = "unchanged"
"""Said of a finding that is unchanged, as far as there is room."""
_BAR = 0.2
"""How thick the line is that shows how much of a finding is left, in ems of small type."""


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
        """How wide the cross of a fall is."""
        return self.struck * 0.58

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
        changed = [v for sentence in self.body.sentences for v in sentence.verdicts if v.brief]
        fits = fits and all(width_of(word, small) <= self.inner for v in changed for word in v.brief.split())
        return fits and all(len(wrap(v.brief, small, self.inner)) <= (1 if self.label else 2) for v in changed)

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

    @property
    def named(self) -> float:
        """How tall the names of the columns are."""
        return (max(len(self.name(column)) for column in self.body.columns) * 1.12 + 0.3) * self.type.small

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

    def words(self, sentence: Sentence, verdict: FindingVerdict) -> list[str]:
        """What is written in a cell: its numbers now, the same way in all cells of a row, or why it falls."""
        small = self.type.small
        if verdict.kind == "unchanged":
            return [_SAME if width_of(_SAME, small) <= self.inner else ""]
        if verdict.kind == "falls":
            return [] if self.terse else wrap(verdict.words, small, self.inner, most=3)
        changed = [other for other in sentence.verdicts if other.brief]
        for said in (_full, _plain, _brief):
            if all(width_of(said(other), small) <= self.inner for other in changed):
                return [said(verdict)]
        return wrap(verdict.brief, small, self.inner, most=2)

    def aside(self, verdict: FindingVerdict) -> bool:
        """Whether the word of a fall finds room beside its mark."""
        return self.mark + self.type.small * 0.35 + width_of("falls", self.struck, 700) <= self.inner

    def first(self, sentence: Sentence) -> float:
        """How tall the line of the marks is."""
        return self.struck * 1.12 if sentence.falls else self.type.small * 1.12

    def cells(self, sentence: Sentence) -> float:
        """How tall the verdicts of a sentence are with their words."""
        tall = [0.0]
        for verdict in sentence.verdicts:
            if verdict.kind == "falls":
                lines = len(self.words(sentence, verdict)) * self.type.small * 1.15
                tall.append(lines + (0 if self.aside(verdict) else self.struck * 1.1))
            else:
                tall.append((len(self.words(sentence, verdict)) - 1) * self.type.small * 1.12 + self.type.small * 0.25)
        return self.first(sentence) + max(tall)


def _full(verdict: FindingVerdict) -> str:
    return verdict.words


def _plain(verdict: FindingVerdict) -> str:
    """Its numbers, but not which way they go."""
    return verdict.words.removeprefix("grows to ")


def _brief(verdict: FindingVerdict) -> str:
    return verdict.brief


def place(body: Verdicts, box: Box, type_: Type) -> Placed:
    """The verdicts in a box: of all sentences, else of as many as it holds; the others are counted."""
    if not body.sentences:
        return Placed((), 0)
    least = box.width - len(body.columns) * _WIDEST * type_.small
    larges = (type_.title * 0.85, type_.body, (type_.body + type_.small) / 2, type_.small)
    ways = [
        _Way(body, box, type_, label, large, terse)
        for terse in (False, True)
        for label in (*(max(box.width * share, least) for share in _LABELS), 0)
        for large in larges
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
    y, spans, named = top, list[tuple[float, float]](), top - way.named
    for sentence, head, high, cell, tall in zip(shown, heads, highs, cells, talls, strict=True):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        size, hue, weight = way.size(sentence), "ink", 600 if sentence.falls else 400
        start = y + pad + ((tall - high) / 2 if way.label else 0)
        items += [
            Text(box.x, start + (n + 0.5) * size * _TIGHT + 0.34 * size, line, size, hue, weight, mark=sentence.label)
            for n, line in enumerate(head)
        ]
        at = y + pad + ((tall - cell) / 2 if way.label else high + small * 0.05)
        spans.append((at - small * 0.04, y + tall + 2 * pad))
        for verdict, x in zip(sentence.verdicts, way.lefts, strict=True):
            items += _cell(way, sentence, verdict, x, at)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    bands = _band(way, [(box.y, y)] if way.label else [(named, top), *spans])
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
    return y + way.named


def _key(shown: Sequence[Sentence], x: float, y: float, small: float, items: list[Item]) -> float:
    """What the dash and the numbers of the cells say, as far as they occur; returns where it ends."""
    start, kinds = x, {verdict.kind for sentence in shown for verdict in sentence.verdicts}
    told = (
        "line: share of it that is left"
        if kinds & {"changes", "shrinks", "grows"}
        else "line: all of it is left"
        if kinds - {"falls"}
        else ""
    )
    items.append(Text(x, y + 0.92 * small, told, small, "muted"))
    return start + width_of(told, small)


def _cross(x: float, middle: float, small: float, mark: FindingVerdict) -> list[Item]:
    """The cross of a fall."""
    arm, thick = small * 0.28, max(2.0, small * 0.14)
    at = x + arm
    return [
        Line(at - arm, middle - arm, at + arm, middle + arm, "ink", thick, mark=mark),
        Line(at - arm, middle + arm, at + arm, middle - arm, "ink", thick, mark=mark),
    ]


def _band(way: _Way, spans: Sequence[tuple[float, float]]) -> list[Item]:
    """The ground of the column that most falls with: its name, and the verdicts below it, but no sentence that stands above its own."""
    found: list[Item] = []
    for x, column in zip(way.lefts, way.body.columns, strict=True):
        if column.strong:
            left, right = max(x - way.gap / 2, way.box.x), min(x + way.inner + way.gap / 2, way.box.right)
            found += [Rect(left, top, right - left, bottom - top, "pale", "slot", 3) for top, bottom in spans]
    return found


def _cell(way: _Way, sentence: Sentence, verdict: FindingVerdict, x: float, y: float) -> list[Item]:
    """A verdict: the numbers that are left, or a cross and why it falls."""
    small, first = way.type.small, way.first(sentence)
    words = way.words(sentence, verdict)
    if verdict.kind != "falls":
        base = y + first / 2 + 0.2 * small
        items: list[Item] = [Text(x, base + n * 1.12 * small, line, small, "muted", mark=verdict) for n, line in enumerate(words) if line]
        line = base + ((len(words) - 1) * 1.12 + 0.5) * small
        # A line and no bar of ink: ink is a status.
        items.append(Line(x, line, x + way.inner * 0.86, line, "line", small * _BAR, mark=verdict))
        left = way.inner * 0.86 * verdict.share
        return [*items, *([Line(x, line, x + left, line, "muted", small * _BAR, mark=verdict)] if left > 1 else [])]
    size, aside = way.struck, way.aside(verdict)
    items = _cross(x, y + first / 2, size, verdict)
    at = y + first / 2 + 0.34 * size if aside else y + first + 0.86 * size
    items.append(Text(x + way.mark + small * 0.3 if aside else x, at, "falls", size, "ink", 700, mark=verdict))
    y += 0 if aside else size * 1.1
    return items + [Text(x, y + first + (n * 1.15 + 0.86) * small, line, small, "ink", mark=verdict) for n, line in enumerate(words)]
