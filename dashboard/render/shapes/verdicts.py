"""Verdicts placed: a table where the columns find room, sentences beside or above them, else what shakes each in running lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.verdicts import Left, Sentence, Verdict, Verdicts
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Text

_NARROWEST = 3.7
"""The narrowest column, in ems of small type."""
_LABEL = (0.42, 11)
"""How wide the sentences may be at most, as a share of the box, and at least, in ems of small type."""


@dataclass(frozen=True)
class _Way:
    """One way to set the table."""

    size: float
    """The type of the sentences."""
    label: float
    """How wide the sentences are; 0 where they stand above their verdicts."""
    wide: float
    """How wide a column is."""

    @property
    def beside(self) -> bool:
        return self.label > 0


def place(body: Verdicts, box: Box, type_: Type) -> Placed:
    """The verdicts in a box, as many sentences as it holds; the others are counted."""
    if not body.sentences:
        return Placed((), 0)
    ways, placed = _ways(body, box, type_), Placed((), 0)
    for cut in range(len(body.sentences)):
        for way in ways:
            placed = _table(body, box, type_.small, way, cut) if way else _running(body, box, type_, cut)
            if box.height is None or placed.height <= box.height:
                return placed
    return placed


def _ways(body: Verdicts, box: Box, type_: Type) -> list[_Way | None]:
    """The ways in which the columns find room, the largest type first; None is without columns."""
    share, least = _LABEL
    number, small = len(body.columns), type_.small
    label = min(max(box.width - number * small * 8, least * small), box.width * share)
    wide = (box.width - label) / number
    beside = [_Way(type_.body, label, wide), _Way(small, label, wide)] if wide >= _NARROWEST * small else []
    above = (
        [_Way(size, 0, box.width / number) for size in (type_.body, small)]
        if box.width / number >= _NARROWEST * small and box.height is not None
        else []
    )
    return [*beside, *above] or [None]


def _table(body: Verdicts, box: Box, small: float, way: _Way, cut: int) -> Placed:
    gap = small * 0.5
    inner = way.wide - gap
    lefts = [box.x + way.label + number * way.wide + (gap if way.beside else 0) for number in range(len(body.columns))]
    items: list[Item] = []
    y = _head(body, box, small, lefts, inner, items)
    shown, left = body.sentences[: len(body.sentences) - cut], body.sentences[len(body.sentences) - cut :]
    room = way.label - way.size if way.beside else box.width
    short = not way.beside and any(
        width_of("weaker ", small, 600) + width_of(verdict.words, small) > inner
        for sentence in body.sentences for verdict in sentence.verdicts if verdict.kind == "weaker"
    )  # fmt: skip
    heads = [_head_of(sentence, way.size, room) for sentence in shown]
    talls = [
        max(len(lines) * way.size * LEADING, 2 * small * LEADING) if way.beside else (len(lines) + 1.1) * way.size * LEADING
        for lines in heads
    ]
    more = small * LEADING + small * 0.6 if left else 0.0
    pad = small * 0.36
    total = y - box.y + sum(talls) + 2 * pad * len(shown) + more
    if box.height is not None and total < box.height:
        pad += min((box.height - total) / (2 * len(shown)), small * 0.9)
    for sentence, lines, tall in zip(shown, heads, talls, strict=True):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        middle, high = y + pad + tall / 2, len(lines) * way.size * LEADING
        top = middle - high / 2 if way.beside else y + pad
        items += [
            Text(box.x, top + (n + 0.5) * way.size * LEADING + 0.34 * way.size, line, way.size, "ink", 600, mark=sentence.label)
            for n, line in enumerate(lines)
        ]
        for verdict, x in zip(sentence.verdicts, lefts, strict=True):
            items += _cell(verdict, x, middle if way.beside else top + high + small * LEADING * 0.6, inner, small, way.beside, short)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    if left:
        items.append(_more(left, box.x, y + small * 0.6, small))
    return Placed(tuple(items), y + more - box.y)


def _head_of(sentence: Sentence, size: float, width: float) -> list[str]:
    """A sentence in lines that are about as long as each other."""
    words = sentence.label.words
    lines = wrap(words, size, width, 600)
    for share in range(19, 9, -1):
        narrower = wrap(words, size, width * share / 20, 600)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _head(body: Verdicts, box: Box, small: float, lefts: Sequence[float], inner: float, items: list[Item]) -> float:
    """What each column leaves out, over it."""
    names = [wrap(column.name, small, inner, 700) for column in body.columns]
    most = max(map(len, names))
    for column, lines, x in zip(body.columns, names, lefts, strict=True):
        weight, hue = (700, "ink") if column.strong else (600, "muted")
        y = box.y + (most - len(lines)) * small * 1.1
        items.append(Text(x, y + 0.9 * small, body.lead, small, "muted"))
        items += [Text(x, y + (n + 1.9 + n * 0.1) * small, line, small, hue, weight) for n, line in enumerate(lines)]
    return box.y + (most * 1.1 + 1.45) * small


def _cell(verdict: Verdict, x: float, middle: float, inner: float, small: float, beside: bool, short: bool) -> list[Item]:
    """A verdict in words: what is gone heavy, over a bar; what is unchanged steps back, a dash where the word finds no room."""
    base = middle + 0.34 * small
    if verdict.kind == "gone":
        large = min(small * (1.45 if beside else 1.2), inner / width_of("gone", 1, 700))
        under = middle + 0.34 * small + 0.32 * large
        return [
            Text(x, base, verdict.words, large, "ink", 700, mark=verdict),
            Line(x, under, x + width_of(verdict.words, large, 700), under, "ink", large * 0.12, mark=verdict),
        ]
    if verdict.kind == "unchanged":
        if width_of(verdict.words, small) > inner:
            return [Line(x, middle, x + small * 0.8, middle, "muted", small * 0.08, mark=verdict)]
        return [Text(x, base, verdict.words, small, "muted", mark=verdict)]
    number = clipped(verdict.words, small, inner)
    if beside:
        step = small * LEADING / 2
        return [
            Text(x, base - step, "weaker", small, "ink", 600, mark=verdict),
            Text(x, base + step, number, small, "ink", mark=verdict),
        ]
    if short:
        return [Text(x, base, number, small, "ink", mark=verdict)]
    after = x + width_of("weaker ", small, 600)
    return [Text(x, base, "weaker", small, "ink", 600, mark=verdict), Text(after, base, verdict.words, small, "ink", mark=verdict)]


def _more(left: Sequence[Sentence], x: float, y: float, small: float) -> Text:
    mark = rest(tuple(sentence.label for sentence in left), f"and {len(left):,} more {'finding' if len(left) == 1 else 'findings'}")
    return Text(x, y + 0.96 * small, mark.words, small, "muted", mark=mark)


def _running(body: Verdicts, box: Box, type_: Type, cut: int) -> Placed:
    """Each sentence with the columns that change it named, the others counted."""
    small, items, y = type_.small, list[Item](), box.y
    shown, left = body.sentences[: len(body.sentences) - cut], body.sentences[len(body.sentences) - cut :]
    for number, sentence in enumerate(shown):
        if number:
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += small * 0.5
        placed = paragraph(sentence.label.words, box.x, y, box.width, type_.body, "ink", 600, mark=sentence.label)
        items += placed.items
        y += placed.height
        for kind in ("gone", "weaker"):
            marks = [_named(v, column) for v, column in zip(sentence.verdicts, body.columns, strict=True) if v.kind == kind]
            if marks:
                placed = listed(marks, box.x, y, box.width, small, "ink", 4, f"{kind} {body.lead}", 400)
                items += placed.items
                y += placed.height
        same = tuple(verdict for verdict in sentence.verdicts if verdict.kind == "unchanged")
        if same:
            words = f"unchanged {body.lead} " + (f"any of the {len(same):,}" if len(same) == len(body.columns) else f"{len(same):,} others")
            words = words.replace(" 1 others", " 1 other").replace("any of the 1", "the one")
            mark = rest(same, words)
            items += paragraph(words, box.x, y, box.width, small, "muted", mark=mark).items
            y += len(wrap(words, small, box.width)) * small * LEADING
        y += small * 0.5
    if left:
        items.append(_more(left, box.x, y, small))
        y += small * LEADING
    return Placed(tuple(items), y - box.y)


def _named(verdict: Verdict, column: Left) -> Mark:
    words = f"{column.name} ({verdict.words})" if verdict.kind == "weaker" else column.name
    return replace(verdict, words=words)
