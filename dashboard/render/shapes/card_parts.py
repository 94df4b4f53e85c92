"""What stands in a section of cards: the cards, and bars on an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes.cards import Card, CardAxis
from dashboard.render.flow import LEADING, Type, paragraph, swatch
from dashboard.render.metrics import width_of
from dashboard.render.scene import Item, Placed, Rect, Text, ink_of, moved
from dashboard.render.shapes.even import even

Run = tuple[str, str, int]
"""Words, their hue and their weight."""
_WORD = 1.06
"""How far the word of a status stands from the left of its square, in ems of its type."""
_BRIEF = 13
"""How wide a column of numbers in short is at least, in ems of its type."""


def runs(parts: Sequence[Run], x: float, y: float, width: float, size: float, mark: Mark) -> Placed:
    """Words of several weights and hues in running lines."""
    lines: list[list[list[object]]] = [[]]
    end = 0.0
    items: list[Item] = []
    for words, hue, weight in parts:
        for word in filter(None, words.split(" ")):
            wide = width_of(word, size, weight)
            blank = width_of(" ", size, weight) if lines[-1] else 0.0
            if lines[-1] and end + blank + wide > width:
                lines.append([])
                end, blank = 0.0, 0.0
            while end + wide > width and len(word) > 1:
                keep = next((n for n in range(len(word) - 1, 0, -1) if end + width_of(word[:n], size, weight) <= width), 1)
                lines[-1].append([end, word[:keep], hue, weight])
                lines.append([])
                word, end, blank = word[keep:], 0.0, 0.0
                wide = width_of(word, size, weight)
            line = lines[-1]
            if line and line[-1][2:] == [hue, weight]:
                line[-1][1] = f"{line[-1][1]} {word}"
            else:
                line.append([end + blank, word, hue, weight])
            end += blank + wide
    for number, line in enumerate(lines):
        base = y + (number + 0.5) * size * LEADING + 0.34 * size
        items += [
            Text(x + float(str(at)), base, str(words), size, str(hue), int(str(weight)), mark=mark) for at, words, hue, weight in line
        ]
    return Placed(tuple(items), len(lines) * size * LEADING)


def card_width(card: Card, numeral: float, word: float = 0) -> float:
    """How wide the numeral of a card is, with the square and the word of its status beside it where that has a size."""
    return width_of(card.numeral, numeral, 700) + (status_width(card, word) + word * 0.45 if word and card.word else 0)


def status_width(card: Card, size: float) -> float:
    """How wide `place_status` is."""
    return size * _WORD + width_of(card.word, size, 600) if card.word else 0


def place_status(card: Card, x: float, base: float, size: float) -> list[Item]:
    """The status of what is not in place: its square and its word on the line at ``base``."""
    hue = card.hue
    if not card.word:
        return []
    return [
        *swatch(x, base - size * 0.71, size * 0.76, card.status or "", hue, card),
        Text(x + size * _WORD, base, card.word, size, hue, 600, mark=card),
    ]


def place_line(card: Card, x: float, y: float, width: float, size: float) -> Placed:
    """A card in running lines, for where there is no room for its numeral: number, what it counts, status, who says it."""
    hue = card.hue
    items = place_status(card, x, y + (0.5 * LEADING + 0.34) * size, size)
    down = size * LEADING if items else 0.0
    if not items and card.status:
        items = [*swatch(x, y + size * 0.24, size * 0.74, card.status, hue, card)]
        x, width = x + size * _WORD, width - size * _WORD
    parts: list[Run] = [(card.numeral, hue, 700), (card.scale, "ink", 700), (f"{card.words},", "ink", 400)]
    source: Run = (card.source, "muted", 400)
    told = runs([*parts, source], x, y + down, width, size, card)
    if told.height > size * LEADING * 1.5:
        # Who says it begins a line of its own where one does not hold all.
        told = runs(parts, x, y + down, width, size, card)
        items += told.items
        down += told.height
        told = runs([source], x, y + down, width, size, card)
    return Placed((*items, *told.items), down + told.height)


def place_brief(cards: Sequence[Card], x: float, y: float, width: float, size: float, sourced: bool = False) -> Placed:
    """Cards in short: the ink of the status, the number and what it counts, in columns that are read downwards."""
    told = [_brief_runs(card, sourced) for card in cards]
    natural = [size * (_WORD + 0.3) + sum(width_of(f"{words} ", size, weight) for words, _, weight in parts if words) for parts in told]
    if sum(natural) + size * (len(cards) - 1) <= width:
        # All in one line, each as wide as it is.
        starts, wides, deep = [sum(natural[:n]) + size * n for n in range(len(cards))], natural, 1
    else:
        across = max(min(int((width + size) / (size * _BRIEF + size)), len(cards)), 1)
        wide, deep = (width + size) / across - size, -(-len(cards) // across)
        starts, wides = [n * (wide + size) for n in range(across)], [wide] * across
    items, tallest = list[Item](), 0.0
    for start in range(0, len(cards), deep):
        left, top = x + starts[start // deep], y
        for card, parts in list(zip(cards, told, strict=True))[start : start + deep]:
            items += swatch(left, top + size * 0.24, size * 0.74, card.status or "", card.hue, card)
            room = wides[start // deep] - size * _WORD
            placed = (
                even(partial(_brief_run, parts, left + size * _WORD, top, size, card), room)
                if deep > 1
                else runs(parts, left + size * _WORD, top, room, size, card)
            )
            items += placed.items
            top += placed.height
        tallest = max(tallest, top - y)
    return Placed(tuple(items), tallest)


def _brief_run(parts: Sequence[Run], x: float, y: float, size: float, card: Card, width: float) -> Placed:
    return runs(parts, x, y, width, size, card)


def _brief_runs(card: Card, sourced: bool) -> list[Run]:
    """A card in short: of what is never told without who says so, or where there is room, that too."""
    said: list[Run] = [(f"({card.source})", "muted", 400)] if card.ascribed or sourced else []
    return [(card.numeral, card.hue, 700), (card.scale, "ink", 700), (card.words, "ink", 400), *said]


def place_card(card: Card, x: float, y: float, width: float, numeral: float, text: float, type_: Type) -> Placed:
    """A numeral with its status, what it is a number of, and who says it; a figure that is no number in its words."""
    size, hue, aside = type_.small, card.hue, True
    items: list[Item] = []
    if card.numeral:
        items.append(Text(x, y + numeral * 0.8, card.numeral, numeral, hue, 700, ink=ink_of(card.status), mark=card))
        at = x + card_width(card, numeral) + size * 0.45
        base = y + numeral * 0.8
        # The unit stands beside its number, or right below it.
        large = text * 1.25
        if card.scale and at + width_of(card.scale, large, 700) <= x + width:
            items.append(Text(at - size * 0.1, base, card.scale, large, hue, 700, mark=card))
            at, aside = at + width_of(card.scale, large, 700) + size * 0.45, False
        y, start = y + numeral * 0.95, y
        if not card.word or at + status_width(card, size) <= x + width:
            items += place_status(card, at, start + numeral * 0.8, size)
        else:
            items += place_status(card, x, y + (0.5 * LEADING + 0.34) * size, size)
            y += size * LEADING
    else:
        items += swatch(x, y + size * 0.22, size * 0.8, card.status or "", hue, card)
        items.append(Text(x + size * 1.15, y + (0.5 * LEADING + 0.34) * size, card.word, size, hue, 600, mark=card))
        y, start = y + size * LEADING, y
    if card.scale and aside:
        unit = runs([(card.scale, hue, 700)], x, y, width, text, card)
        items += unit.items
        y += unit.height
    told = even(lambda room: runs([(card.words, "ink", 400)], x, y, room, text, card), width)
    end = y + told.height
    items += told.items
    source = even(partial(paragraph, card.source, x, end, size=size, hue="muted", mark=card), width)
    return Placed((*items, *source.items), end + source.height - start)


def place_axis(
    axis: CardAxis, names: Mapping[str, str], x: float, y: float, width: float, numeral: float, text: float, type_: Type
) -> Placed:  # fmt: skip
    """A bar a card, true in length, its numeral at its end or above it; the city is named where ``names`` has it."""
    items: list[Item] = []
    top = y
    if names:
        title = paragraph(axis.title, x, y, width, type_.small, "ink", 700)
        items += title.items
        y += title.height + type_.small * 0.2
    placed = _bars(axis, names, x, y, width, numeral, text, type_, width > type_.small * 30)
    return Placed((*items, *placed.items), y - top + placed.height)


def _bars(
    axis: CardAxis, names: Mapping[str, str], x: float, y: float, width: float, numeral: float, text: float, type_: Type, beside: bool
) -> Placed:  # fmt: skip
    """Bars with what they stand for ``beside`` them, or else above them."""
    size, items, begin = type_.small, list[Item](), y
    most = max(card.value for card in axis.cards)
    ahead = max((width_of(names.get(card.city, ""), size, 700) for card in axis.cards), default=0.0)
    ahead += size * 0.6 if ahead else 0.0
    room = max(card_width(card, numeral, size) for card in axis.cards) + size
    needed = max(width_of(f"{card.scale} {card.words}", text, 700) for card in axis.cards) + size * 0.5
    beside = beside and width - ahead - room - needed > width * 0.25
    # The longest bar leaves room for what it stands for in one line.
    free = width - ahead - room
    longest = min(free - needed, free * 0.62) if beside else width
    high = numeral * 0.62 if beside else size * 0.7
    for number, card in enumerate(axis.cards):
        y += size * 0.4 if number else 0
        bar = max(longest * card.value / most, 1.0)
        at = x + ahead + (bar + size * 0.4 if beside else 0)
        told = at + card_width(card, numeral, size) + size * 0.6
        lines = _caption(card, told, y, x + width - told, text, size)
        tall = max(numeral * 0.84, lines.height)
        middle = y + tall / 2
        items += moved(lines.items, (tall - lines.height) / 2)
        items.append(Text(at, middle + numeral * 0.33, card.numeral, numeral, card.city, 700, ink=ink_of(card.status), mark=card))
        items += place_status(card, at + card_width(card, numeral) + size * 0.45, middle + numeral * 0.33, size)
        if ahead:
            items.append(Text(x, middle + 0.34 * size, names.get(card.city, ""), size, card.city, 700, mark=card))
        y += tall
        left, above = (x + ahead, middle - high / 2) if beside else (x, y + size * 0.1)
        items.append(Rect(left, above, bar, high, ink_of(card.status), card.city, 0, card, max(2.0, size / 10)))
        y += 0 if beside else high + size * 0.1
    return Placed(tuple(items), y - begin)


def _caption(card: Card, x: float, y: float, width: float, text: float, size: float) -> Placed:
    """What a bar stands for, and who says it."""
    told = even(lambda room: runs([(card.scale, "ink", 700), (card.words, "ink", 400)], x, y, room, text, card), width)
    source = runs([(card.source, "muted", 400)], x, y + told.height, width, size, card)
    return Placed((*told.items, *source.items), told.height + source.height)
