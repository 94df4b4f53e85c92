"""How much of each block of cards is shown: something of every city first, then its cards, then figures in small type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.shapes.cards import Block, Card, Note, Notes

_FEW = 4
"""How many numbers of a city a narrow page shows."""
Fits = Callable[[Sequence[Block], Sequence["Level"]], bool]
"""Whether blocks find room at these levels."""


@dataclass(frozen=True)
class Level:
    """How many axes, cards, and figures of each kind in small type a block shows."""

    axes: int = 0
    cards: int = 0
    notes: tuple[int, ...] = ()

    def more_notes(self, kind: int) -> Level:
        """The same with one more figure of one kind."""
        return replace(self, notes=(*self.notes[:kind], self.notes[kind] + 1, *self.notes[kind + 1 :]))


def full(block: Block, notes: int) -> Level:
    """All of a block, but of small figures only some of each kind."""
    return Level(len(block.axes), len(block.cards), tuple(min(len(part.notes), notes) for part in block.notes))


def few(block: Block) -> Level:
    """What a narrow page shows of a block: bars, cards and small numbers, a few in all; one of what is none, where there is no number."""
    cards = min(len(block.cards), max(_FEW - len(block.axes), 0))
    room = max(_FEW - cards - len(block.axes), 0)
    notes = [min(len(part.notes), room) if part.numbers else 0 for part in block.notes]
    if not cards and not block.axes and not any(notes) and notes:
        notes[0] = 1
    return Level(len(block.axes), cards, tuple(notes))


def nothing(blocks: Sequence[Block]) -> list[Level]:
    """Levels at which no block shows anything."""
    return [Level(notes=(0,) * len(block.notes)) for block in blocks]


def with_cards(blocks: Sequence[Block], hubs: int, fits: Fits) -> tuple[list[Level], bool]:
    """As many bars and cards as fit, and whether each of the first ``hubs`` has something; if not, none is drawn larger than the others."""
    none = nothing(blocks)
    levels = _raised(blocks, none, _large(blocks), fits)
    pairs = list(zip(blocks, levels, strict=True))[:hubs]
    fair = all(level != Level(notes=(0,) * len(block.notes)) for block, level in pairs)
    return (levels, True) if fair else (none, False)


def with_notes(blocks: Sequence[Block], levels: Sequence[Level], fits: Fits) -> tuple[list[Block], list[Level]]:
    """As many small figures as fit; a bar or card that found no room is the first of them."""
    pairs = list(zip(blocks, levels, strict=True))
    lowered = [_lowered(block, level) for block, level in pairs]
    started = [
        level if after is before else replace(level, notes=(0,) * len(after.notes))
        for (before, level), after in zip(pairs, lowered, strict=True)
    ]  # fmt: skip
    return lowered, _raised(lowered, started, _small(lowered, started), fits)


def _raised(blocks: Sequence[Block], levels: list[Level], steps: Iterator[tuple[int, str, int]], fits: Fits) -> list[Level]:
    refused: set[tuple[int, str, int]] = set()
    for number, what, kind in steps:
        level = levels[number]
        higher = level.more_notes(kind) if what == "notes" else replace(level, **{what: getattr(level, what) + 1})
        tried = [*levels[:number], higher, *levels[number + 1 :]]
        if (number, what, kind) in refused:
            continue
        if fits(blocks, tried):
            levels = tried
        else:
            refused.add((number, what, kind))
    return levels


def _large(blocks: Sequence[Block]) -> Iterator[tuple[int, str, int]]:
    """Bars, the first card, or else the first small figure of every block; then cards one by one, of blocks that have bars last."""
    for number, block in enumerate(blocks):
        yield from [(number, "axes", 0)] * len(block.axes)
        if not block.axes:
            yield number, "cards" if block.cards else "notes", 0
    for cards in range(2, max((len(block.cards) for block in blocks), default=0) + 1):
        yield from ((number, "cards", 0) for number, block in enumerate(blocks) if len(block.cards) >= cards and not block.axes)
    for number, block in enumerate(blocks):
        yield from [(number, "cards", 0)] * (len(block.cards) if block.axes else 0)


def _small(blocks: Sequence[Block], levels: Sequence[Level]) -> Iterator[tuple[int, str, int]]:
    """Small figures of every kind one by one, without those shown at these levels."""
    for notes in range(max((len(part.notes) for block in blocks for part in block.notes), default=0)):
        for kind in range(max(len(block.notes) for block in blocks)):
            for number, (block, level) in enumerate(zip(blocks, levels, strict=True)):
                if kind < len(block.notes) and level.notes[kind] <= notes < len(block.notes[kind].notes):
                    yield number, "notes", kind


def _lowered(block: Block, level: Level) -> Block:
    """A block whose bars and cards beyond a level are figures in small type, before the others."""
    cards = (*(card for axis in block.axes[level.axes :] for card in axis.cards), *block.cards[level.cards :])
    if not cards:
        return block
    first, others = (block.notes[:1], block.notes[1:]) if block.notes and block.notes[0].numbers else ((), block.notes)
    title = "Other numbers" if level.cards or level.axes else "Numbers"
    notes = Notes(title, (*map(_as_note, cards), *(note for part in first for note in part.notes)), True)
    return replace(block, cards=block.cards[: level.cards], axes=block.axes[: level.axes], notes=(notes, *others))


def _as_note(card: Card) -> Note:
    strong = " ".join(filter(None, (card.numeral, card.scale)))
    source = "; ".join((*card.asides, card.source))
    return Note(card.city, card.status, card.words, card.claims, card.faded, card.said, strong, source)
