"""Verdicts placed: a bar a cell, as long as what is left, where the columns find room; else what each sentence falls without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.verdicts import Kind, Left, Sentence, Verdict, Verdicts
from dashboard.pictures.words import spelled
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.table.words import sentence_list

_LABEL = 0.4
"""How wide the sentences are beside their bars, as a share of the box."""
_LEAST = 17
"""How wide they are at least, in ems of small type."""
_BESIDE, _WIDEST = 6.6, 12
"""How wide a column is at least and at most where the sentences stand beside it, in ems of small type."""
_FEW = 3
"""Fewer falls than this do not fill a frame."""
_BOLD = 1.12
"""How large the word of a fall is, in ems of the sentence that falls."""


@dataclass(frozen=True)
class _Way:
    """One way to set the table."""

    body: Verdicts
    box: Box
    type: Type
    label: float
    """How wide the sentences are; 0 where they stand above their bars."""
    large: float
    """The type of a sentence that falls."""
    bar: float
    """How thick a bar is, in ems of small type."""

    @property
    def gap(self) -> float:
        """How far columns are apart."""
        return self.type.small * (1.1 if self.label else 0.6)

    @property
    def wide(self) -> float:
        """How far a column begins after the one before."""
        return (self.box.width - self.label + (0 if self.label else self.gap)) / len(self.body.columns)

    @property
    def inner(self) -> float:
        """How wide a bar is at most, and its words."""
        return self.wide - self.gap

    @property
    def lefts(self) -> list[float]:
        """Where the bars begin."""
        start = self.box.x + (self.label + self.gap / 2 if self.label else 0)
        return [start + number * self.wide for number in range(len(self.body.columns))]

    @property
    def possible(self) -> bool:
        """Whether every name finds room over its column."""
        words = [word for column in self.body.columns for word in column.name.split()]
        fits = max(width_of(word, self.type.small, 700) for word in words) <= self.inner
        return fits and (not self.label or (self.wide >= _BESIDE * self.type.small and self.label >= _LEAST * self.type.small))

    def size(self, sentence: Sentence) -> float:
        """The type of a sentence: one that falls is larger."""
        return self.large if sentence.falls else self.type.small

    def head(self, sentence: Sentence) -> list[str]:
        """A sentence in lines that are about as long as each other."""
        size, weight = self.size(sentence), 600 if sentence.falls else 400
        width = self.label - self.type.body if self.label else self.box.width
        lines = wrap(sentence.label.words, size, width, weight)
        for share in range(19, 9, -1):
            narrower = wrap(sentence.label.words, size, width * share / 20, weight)
            if len(narrower) > len(lines):
                break
            lines = narrower
        return lines

    def words(self, verdict: Verdict) -> list[str]:
        """What is written under a bar: how much is left, or why it falls; nothing where the sentence holds."""
        small = self.type.small
        if verdict.kind == "holds":
            return []
        if verdict.kind == "falls":
            whole = all(width_of(word, small) <= self.inner for word in verdict.words.split())
            return wrap(verdict.words, small, self.inner) if whole else []
        number = verdict.words.split()[0]
        ways = [verdict.words] if verdict.kind == "stronger" or not self.short else []
        ways += [f"{number} left", number] if verdict.kind == "weaker" else []
        return next(([words] for words in ways if width_of(words, small) <= self.inner), [])

    @cached_property
    def short(self) -> bool:
        """Whether some number finds no room beside the whole it is a part of: then all stand alone."""
        weaker = (verdict for sentence in self.body.sentences for verdict in sentence.verdicts if verdict.kind == "weaker")
        return any(width_of(verdict.words, self.type.small) > self.inner for verdict in weaker)

    def cells(self, sentence: Sentence) -> float:
        """How tall the bars of a sentence are with their words."""
        small = self.type.small
        tall = max(
            len(self.words(verdict)) * small * 1.15 + (self.large * _BOLD * 1.08 if verdict.kind == "falls" else 0)
            for verdict in sentence.verdicts
        )
        return small * (self.bar + (0.2 if tall else 0)) + tall


def place(body: Verdicts, box: Box, type_: Type) -> Placed:
    """The verdicts in a box: all of them, else those that fall, as many as it holds; the others are counted."""
    if not body.sentences:
        return Placed((), 0)
    beside = max(box.width * _LABEL, box.width - len(body.columns) * _WIDEST * type_.small)
    sizes = ((type_.title * 0.9, 0.9), (type_.body, 0.6), (type_.body, 0.4))
    ways = [_Way(body, box, type_, label, *size) for label in (beside, 0) for size in sizes]
    ways = [way for way in ways if way.possible]
    number, falling = len(body.sentences), sum(sentence.falls for sentence in body.sentences)
    placed = Placed((), 0)
    # Those that stand are shown together or not at all, unless without them hardly anything is shown.
    some = number - 1 if falling < _FEW else falling
    for shown in (number, *range(min(some, number - 1), 0, -1)):
        for way in ways:
            placed = _table(way, shown)
            if box.height is None or placed.height <= box.height:
                return placed
        if not ways:
            placed = _running(body, box, type_, shown)
            if box.height is None or placed.height <= box.height:
                return placed
    return placed


def _table(way: _Way, number: int) -> Placed:
    body, box, small = way.body, way.box, way.type.small
    shown, left = body.sentences[:number], body.sentences[number:]
    heads = [way.head(sentence) for sentence in shown]
    highs = [len(head) * way.size(sentence) * LEADING for head, sentence in zip(heads, shown, strict=True)]
    cells = [way.cells(sentence) for sentence in shown]
    nudge = [(way.size(sentence) * LEADING - small * way.bar) / 2 if way.label else 0 for sentence in shown]
    talls = [max(a, b + c) if way.label else a + small * 0.25 + b for a, b, c in zip(highs, cells, nudge, strict=True)]
    parts = sum(one.falls != other.falls for one, other in pairwise(shown))
    note = small * (LEADING + 0.5)
    items: list[Item] = []
    bands: list[Item] = []
    top = _head(way, shown, items)
    ends = note * (parts + bool(left))
    pad = small * (0.3 if way.label else 0.2)
    total = top - box.y + sum(talls) + 2 * pad * len(shown) + ends
    if box.height is not None and total < box.height:
        pad += min((box.height - total) / (2 * len(shown)) * 0.999, small * 1.1)
    y = top
    for place_, (sentence, head) in enumerate(zip(shown, heads, strict=True)):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        if place_ and sentence.falls != shown[place_ - 1].falls:
            others = _others(len(body.sentences) - place_, ":")
            items.append(Text(box.x, y + 1.46 * small, others, small, "muted", 600))
            y += note
        size, hue, weight = way.size(sentence), "ink" if sentence.falls else "muted", 600 if sentence.falls else 400
        items += [
            Text(box.x, y + pad + (n + 0.5) * size * LEADING + 0.34 * size, line, size, hue, weight, mark=sentence.label)
            for n, line in enumerate(head)
        ]
        at = y + pad + (nudge[place_] if way.label else highs[place_] + small * 0.25)
        for verdict, x in zip(sentence.verdicts, way.lefts, strict=True):
            items += _cell(way, verdict, x, at)
        if not way.label:
            bands += _band(way, at - small * 0.25, y + talls[place_] + 2 * pad)
        y += talls[place_] + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    if way.label:
        bands += _band(way, box.y, y)
    if left:
        items.append(_more(shown, left, box.x, y + small * 0.5, small))
        y += note
    return Placed((*bands, *items), y - box.y)


def _head(way: _Way, shown: Sequence[Sentence], items: list[Item]) -> float:
    """What each column leaves out, over it, and the key; returns where they end."""
    body, box, small = way.body, way.box, way.type.small
    names = [wrap(column.name, small, way.inner, 700) for column in body.columns]
    most = max(map(len, names))
    y = box.y + small * 0.3
    lead = f"{body.lead} …"
    items.append(Text(way.lefts[0], y + 0.9 * small, lead, small, "muted"))
    if way.label:
        _key(shown, box.x, y + (1.45 + (most - 1) * 1.12) * small, small, items)
    else:
        key = _key(shown, 0, 0, small, [])
        beside = width_of(lead, small) + small + key <= box.width
        y += 0 if beside else small * 1.5
        _key(shown, box.right - key if beside else box.x, y, small, items)
    y += small * 1.45
    for column, lines, x in zip(body.columns, names, way.lefts, strict=True):
        weight, hue = (700, "ink") if column.strong else (600, "muted")
        top = y + (most - len(lines)) * small * 1.12
        if column.strong and not way.label:
            items += _band(way, top - small * 0.2, y + (most * 1.12 + 0.35) * small)
        items += [Text(x, top + (n * 1.12 + 0.9) * small, line, small, hue, weight) for n, line in enumerate(lines)]
    return y + (most * 1.12 + 0.35) * small


def _key(shown: Sequence[Sentence], x: float, y: float, small: float, items: list[Item]) -> float:
    """What the bars are called, of those that occur; returns where they end."""
    start, kinds = x, {verdict.kind for sentence in shown for verdict in sentence.verdicts}
    shares: dict[Kind, float] = {"holds": 1, "weaker": 0.5, "falls": 0}
    for kind, share in shares.items():
        if kind in kinds:
            x += small if x > start else 0
            items += _bar(share, x, y + small * 0.35, small * 2, small * 0.5, None)
            items.append(Text(x + small * 2.3, y + 0.9 * small, kind, small, "muted"))
            x += small * 2.3 + width_of(kind, small)
    return x


def _bar(share: float, x: float, y: float, wide: float, high: float, mark: Verdict | None) -> list[Item]:
    """What is left, true to scale, upon a line that is all of it."""
    track = Line(x, y + high / 2, x + wide, y + high / 2, "muted", max(1.5, high * 0.12), mark=mark)
    return [track, *([Rect(x, y, wide * share, high, "solid", "quiet", 1, mark)] if share else [])]


def _band(way: _Way, top: float, bottom: float) -> list[Item]:
    """The ground of the column that most falls with."""
    found: list[Item] = []
    for x, column in zip(way.lefts, way.body.columns, strict=True):
        if column.strong:
            left, right = max(x - way.gap / 2, way.box.x), min(x + way.inner + way.gap / 2, way.box.right)
            found.append(Rect(left, top, right - left, bottom - top, "pale", "slot", 3))
    return found


def _cell(way: _Way, verdict: Verdict, x: float, y: float) -> list[Item]:
    """A verdict: its bar and the words under it; a fall in large type."""
    small, items = way.type.small, _bar(verdict.share, x, y, way.inner, way.type.small * way.bar, verdict)
    y += small * (way.bar + 0.2)
    if verdict.kind == "falls":
        size = way.large * _BOLD
        items.append(Text(x, y + 0.86 * size, "falls", size, "ink", 700, mark=verdict))
        y += size * 1.08
    hue = "ink" if verdict.kind == "falls" else "muted"
    items += [Text(x, y + (n * 1.15 + 0.88) * small, line, small, hue, mark=verdict) for n, line in enumerate(way.words(verdict))]
    return items


def _others(number: int, end: str = "") -> str:
    verb = "stands" if number == 1 else "stand"
    return f"The other {spelled(number)} {verb}, whichever article is left out{end}"


def _more(shown: Sequence[Sentence], left: Sequence[Sentence], x: float, y: float, small: float) -> Text:
    """Those that find no room, in one line, which leads to them all."""
    stand = shown[-1].falls and not any(sentence.falls for sentence in left)
    words = _others(len(left)) if stand else f"and {len(left):,} more {'finding' if len(left) == 1 else 'findings'}"
    return Text(x, y + 0.96 * small, words, small, "muted", 600, mark=rest(tuple(sentence.label for sentence in left), words))


def _running(body: Verdicts, box: Box, type_: Type, number: int) -> Placed:
    """Each sentence with the columns that change it named, the others counted."""
    small, items, y = type_.small, list[Item](), box.y
    shown, left = body.sentences[:number], body.sentences[number:]
    for place_, sentence in enumerate(shown):
        if place_:
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += small * 0.5
        for words, size, hue, weight, mark in _told(sentence, body.columns, type_):
            placed = paragraph(words, box.x, y, box.width, size, hue, weight, mark=mark)
            items += placed.items
            y += placed.height
        y += small * 0.5
    if left:
        items.append(_more(shown, left, box.x, y, small))
        y += small * LEADING
    return Placed(tuple(items), y - box.y)


def _told(sentence: Sentence, columns: Sequence[Left], type_: Type) -> list[tuple[str, float, str, int, Mark]]:
    """A sentence and what becomes of it in words: without whom it falls, without how many it changes."""
    pairs = list(zip(sentence.verdicts, columns, strict=True))
    lines: list[tuple[str, float, str, int, Mark]] = [(sentence.label.words, type_.body, "ink", 600, sentence.label)]
    fallen = [(verdict, column) for verdict, column in pairs if verdict.kind == "falls"]
    if fallen:
        names = [column.name for _, column in fallen]
        names = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2:,} others"]
        words = f"falls without {sentence_list(names)}"
        lines.append((words, type_.small, "ink", 700, rest(tuple(verdict for verdict, _ in fallen), words)))
    counts = {kind: [verdict for verdict, _ in pairs if verdict.kind == kind] for kind in ("weaker", "stronger", "holds")}
    told = ", ".join(f"{kind} without {len(found):,}" for kind, found in counts.items() if found)
    if told:
        lines.append((told, type_.small, "muted", 400, rest(tuple(v for found in counts.values() for v in found), told)))
    return lines
