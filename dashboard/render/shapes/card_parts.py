"""What stands in a block of cards: the cards, figures in small type, and bars on an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes.cards import Axis, Card, Note
from dashboard.render.flow import LEADING, Type, paragraph, swatch
from dashboard.render.metrics import width_of
from dashboard.render.scene import Item, Placed, Rect, Text, ink_of, moved

Run = tuple[str, str, int]
"""Words, their hue and their weight."""


def runs(parts: Sequence[Run], x: float, y: float, width: float, size: float, mark: Mark, ink: str = "") -> Placed:
    """Words of several weights and hues in running lines; ``ink`` is the status whose swatch opens them."""
    ahead = size * 1.05 if ink else 0.0
    lines: list[list[list[object]]] = [[]]
    end = ahead
    items: list[Item] = list(swatch(x, y + size * (0.5 * LEADING - 0.36), size * 0.74, ink, mark.city or "ink", mark)) if ink else []
    for words, hue, weight in parts:
        for word in words.split():
            wide = width_of(word, size, weight)
            blank = size * 0.26 if lines[-1] else 0.0
            if lines[-1] and end + blank + wide > width:
                lines.append([])
                end, blank = ahead, 0.0
            while end + wide > width and len(word) > 1:
                keep = next((n for n in range(len(word) - 1, 0, -1) if end + width_of(word[:n], size, weight) <= width), 1)
                lines[-1].append([end, word[:keep], hue, weight])
                lines.append([])
                word, end, blank = word[keep:], ahead, 0.0
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


def card_width(card: Card, numeral: float) -> float:
    """How wide the numeral of a card is."""
    return width_of(card.numeral, numeral, 700)


def place_card(card: Card, x: float, y: float, width: float, numeral: float, type_: Type) -> Placed:
    """A numeral with what it is a number of, what must be said with it, and who says it."""
    size = type_.small
    items: list[Item] = [Text(x, y + numeral * 0.74, card.numeral, numeral, card.city or "ink", 700, ink=ink_of(card.status), mark=card)]
    at = x + card_width(card, numeral) + size * 0.4
    if card.word and at + width_of(card.word, size) <= x + width:
        items.append(Text(at, y + numeral * 0.74, card.word, size, card.city or "ink", 600, mark=card))
    told = runs([(card.scale, "ink", 700), (card.words, "ink", 400)], x, y + numeral * 0.86, width, size, card)
    end = y + numeral * 0.86 + told.height
    items += told.items
    for words in (*card.asides, card.source):
        more = paragraph(words, x, end, width, size, "muted", mark=card)
        items += more.items
        end += more.height
    return Placed(tuple(items), end - y)


def place_note(note: Note, x: float, y: float, width: float, size: float) -> Placed:
    """A figure in small type, its ink before it."""
    parts = [(note.strong, "ink", 700), (note.words, "ink", 400), (note.source, "muted", 400)]
    return runs(parts, x, y, width, size, note, note.status or "")


def place_axis(axis: Axis, names: Mapping[str, str], x: float, y: float, width: float, numeral: float, type_: Type) -> Placed:
    """A bar a card, true in length, its numeral at its end or above it; the city is named where ``names`` has it."""
    items: list[Item] = []
    top = y
    if names:
        title = paragraph(axis.title, x, y, width, type_.small, "ink", 700)
        items += title.items
        y += title.height + type_.small * 0.2
    ways = [_bars(axis, names, x, y, width, numeral, type_, beside) for beside in ((True, False) if width > type_.small * 22 else (False,))]
    placed = min(ways, key=lambda way: way.height)
    return Placed((*items, *placed.items), y - top + placed.height)


def _bars(
    axis: Axis, names: Mapping[str, str], x: float, y: float, width: float, numeral: float, type_: Type, beside: bool
) -> Placed:  # fmt: skip
    """Bars with what they stand for ``beside`` them, or else above them."""
    size, items, begin = type_.small, list[Item](), y
    most = max(card.value for card in axis.cards)
    ahead = max((width_of(names.get(card.city, ""), size, 700) for card in axis.cards), default=0.0)
    ahead += size * 0.6 if ahead else 0.0
    room = max(card_width(card, numeral) for card in axis.cards) + size
    longest = (width - ahead - room) * 0.48 if beside else width
    high = numeral * 0.62 if beside else size * 0.7
    for number, card in enumerate(axis.cards):
        y += size * 0.4 if number else 0
        bar = max(longest * card.value / most, 1.0)
        at = x + ahead + (bar + size * 0.4 if beside else 0)
        told = x + ahead + (longest if beside else 0) + room
        lines = _caption(card, told, y, x + width - told, size)
        tall = max(numeral * 0.84, lines.height)
        middle = y + tall / 2
        items += moved(lines.items, (tall - lines.height) / 2)
        items.append(Text(at, middle + numeral * 0.33, card.numeral, numeral, card.city, 700, ink=ink_of(card.status), mark=card))
        if ahead:
            items.append(Text(x, middle + 0.34 * size, names.get(card.city, ""), size, card.city, 700, mark=card))
        y += tall
        left, above = (x + ahead, middle - high / 2) if beside else (x, y + size * 0.1)
        items.append(Rect(left, above, bar, high, ink_of(card.status), card.city, 0, card, max(2.0, size / 10)))
        y += 0 if beside else high + size * 0.1
    return Placed(tuple(items), y - begin)


def _caption(card: Card, x: float, y: float, width: float, size: float) -> Placed:
    """What a bar stands for, and who says it."""
    parts = [(card.scale, "ink", 700), (card.words, "ink", 400), *((words, "muted", 400) for words in card.asides)]
    told = runs(parts, x, y, width, size, card)
    source = paragraph(", ".join(filter(None, (card.word, card.source))), x, y + told.height, width, size, "muted", mark=card)
    return Placed((*told.items, *source.items), told.height + source.height)
