"""Verdicts placed: a table where the columns find room, sentences beside or above them, else what shakes each in running lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.verdicts import Left, Sentence, Verdict, Verdicts
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Text
from dashboard.table.words import sentence_list

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
    tight: bool = False
    """Whether a verdict is one line, its lines as close as they may be."""

    @property
    def beside(self) -> bool:
        return self.label > 0

    @property
    def lines(self) -> int:
        """In how many lines a verdict is written."""
        return 2 if self.beside and not self.tight else 1


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
    found = [replace(way, tight=tight) for ways in (beside, above) for tight in (False, True) for way in ways]
    return [*found] if found else [None]


def _table(body: Verdicts, box: Box, small: float, way: _Way, cut: int) -> Placed:
    gap = small * 0.5
    inner = way.wide - gap
    lefts = [box.x + way.label + number * way.wide + (gap if way.beside else 0) for number in range(len(body.columns))]
    items: list[Item] = []
    y = _head(body, box, small, lefts, inner, items)
    shown, left = body.sentences[: len(body.sentences) - cut], body.sentences[len(body.sentences) - cut :]
    room = way.label - way.size if way.beside else box.width
    leading = 1.13 if way.tight else LEADING
    # All of a table alike: where a word finds no room before one number, all are numbers alone.
    named = all(
        max(width_of(words, small) for words in _quiet(verdict, way.lines)) <= inner
        for sentence in body.sentences for verdict in sentence.verdicts
    )  # fmt: skip
    heads = [_head_of(sentence, way.size, room) for sentence in shown]
    talls = [
        max(len(head) * way.size * leading, way.lines * small * leading) if way.beside else (len(head) * way.size + small) * leading
        for head in heads
    ]
    more = small * LEADING + small * 0.6 if left else 0.0
    pad = small * (0.12 if way.tight else 0.36)
    total = y - box.y + sum(talls) + 2 * pad * len(shown) + more
    if box.height is not None and total < box.height:
        pad += min((box.height - total) / (2 * len(shown)) * 0.999, small * 0.9)
    for sentence, head, tall in zip(shown, heads, talls, strict=True):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        middle, high = y + pad + tall / 2, len(head) * way.size * leading
        top = middle - high / 2 if way.beside else y + pad
        items += [
            Text(box.x, top + (n + 0.5) * way.size * leading + 0.34 * way.size, line, way.size, "ink", 600, mark=sentence.label)
            for n, line in enumerate(head)
        ]
        for verdict, x in zip(sentence.verdicts, lefts, strict=True):
            at = middle if way.beside else top + high + small * leading / 2
            items += _cell(verdict, x, at, inner, small, way, named)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    if left:
        items.append(_more(left, box.x, y + small * 0.6, small))
    return Placed(tuple(items), y + more - box.y)


def _quiet(verdict: Verdict, lines: int) -> list[str]:
    """What is written where a sentence is neither gone nor the same, in so many lines."""
    if verdict.kind not in ("weaker", "stronger"):
        return [""]
    return [verdict.kind, verdict.words] if lines == 2 else [f"{verdict.kind} {verdict.words}"]


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


def _cell(verdict: Verdict, x: float, middle: float, inner: float, small: float, way: _Way, named: bool) -> list[Item]:
    """A verdict: what is gone heavy, over a bar; numbers that change in quiet words; what is unchanged a dash."""
    base = middle + 0.34 * small
    if verdict.kind == "gone":
        large = min(small * (1.5 if way.lines == 2 else 1.3 if way.beside else 1.15), inner / width_of("gone", 1, 700))
        under = base + (0.3 if way.lines == 2 else 0.16) * large
        return [
            Text(x, base, verdict.words, large, "ink", 700, mark=verdict),
            Line(x, under, x + width_of(verdict.words, large, 700), under, "ink", large * 0.12, mark=verdict),
        ]
    if verdict.kind == "unchanged":
        return [Line(x, middle, x + small * 0.8, middle, "muted", small * 0.08, mark=verdict)]
    if not named:
        return [Text(x, base, clipped(verdict.words, small, inner), small, "muted", mark=verdict)]
    words = _quiet(verdict, way.lines)
    top = base - (len(words) - 1) * small * LEADING / 2
    return [Text(x, top + n * small * LEADING, line, small, "muted", mark=verdict) for n, line in enumerate(words)]


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
        y = _told(sentence, body, box, small, y, items)
        y += small * 0.5
    if left:
        items.append(_more(left, box.x, y, small))
        y += small * LEADING
    return Placed(tuple(items), y - box.y)


def _told(sentence: Sentence, body: Verdicts, box: Box, small: float, y: float, items: list[Item]) -> float:
    """What becomes of one sentence, in a line where it finds room: without whom it is gone, without how many it changes."""
    pairs = list(zip(sentence.verdicts, body.columns, strict=True))
    kinds = {kind: [pair for pair in pairs if pair[0].kind == kind] for kind in ("gone", "weaker", "stronger", "unchanged")}
    fallen, changed = kinds["gone"], [pair for kind in ("weaker", "stronger") for pair in kinds[kind]]
    gone = f"gone {body.lead} {sentence_list([column.name for _, column in fallen[:4]])}" if fallen else ""
    gone += f" and {len(fallen) - 4:,} more" if len(fallen) > 4 else ""
    told = [f"{kind} {body.lead} {_whom(kinds[kind])}" for kind in ("weaker", "stronger") if kinds[kind]]
    if not fallen and not changed:
        told = [f"unchanged {body.lead} {'any of them' if len(pairs) > 1 else 'it'}"]
    x, rest_of = box.x, "; ".join(told)
    if gone:
        mark = rest(tuple(verdict for verdict, _ in fallen), gone)
        after = f"{gone};" if rest_of else gone
        placed = paragraph(after, x, y, box.width, small, "ink", 700, mark=mark)
        items += placed.items
        beside = width_of(f"{after} ", small, 700)
        if rest_of and beside + width_of(rest_of, small) <= box.width:
            x += beside
        else:
            y += placed.height
    if rest_of:
        mark = rest(tuple(verdict for verdict, _ in changed or kinds["unchanged"]), rest_of)
        placed = paragraph(rest_of, x, y, box.right - x, small, "muted", mark=mark)
        items += placed.items
        y += max(placed.height, small * LEADING)
    return y


def _whom(pairs: Sequence[tuple[Verdict, Left]]) -> str:
    """One by its name, several by their number."""
    return pairs[0][1].name if len(pairs) == 1 else f"{len(pairs):,}"
