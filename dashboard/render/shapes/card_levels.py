"""How much of each block of cards is shown: something of every city first, then its cards, then figures in small type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.shapes.cards import Block, Card, Note, Notes

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


def filled(blocks: Sequence[Block], fits: Fits) -> tuple[list[Block], list[Level]]:
    """As much as fits. A card that finds no room is the first of the small figures."""
    found = list(blocks)
    levels = _raised(found, [Level(notes=(0,) * len(block.notes)) for block in found], _large(found), fits)
    for number, (block, level) in enumerate(zip(found, levels, strict=True)):
        if level.cards or level.axes:
            found[number] = _lowered(block, level.cards)
            levels[number] = replace(level, notes=(0,) * len(found[number].notes))
    return found, _raised(found, levels, _small(found), fits)


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
    """Bars, or the first card, of every block; then cards one by one, of blocks that have bars last."""
    for number, block in enumerate(blocks):
        yield from [(number, "axes", 0)] * len(block.axes)
        if block.cards and not block.axes:
            yield number, "cards", 0
    for cards in range(2, max((len(block.cards) for block in blocks), default=0) + 1):
        yield from ((number, "cards", 0) for number, block in enumerate(blocks) if len(block.cards) >= cards and not block.axes)
    for number, block in enumerate(blocks):
        yield from [(number, "cards", 0)] * (len(block.cards) if block.axes else 0)


def _small(blocks: Sequence[Block]) -> Iterator[tuple[int, str, int]]:
    """Small figures of every kind one by one."""
    for notes in range(max((len(part.notes) for block in blocks for part in block.notes), default=0)):
        for kind in range(max(len(block.notes) for block in blocks)):
            for number, block in enumerate(blocks):
                if kind < len(block.notes) and notes < len(block.notes[kind].notes):
                    yield number, "notes", kind


def _lowered(block: Block, cards: int) -> Block:
    """A block whose cards beyond a number are figures in small type, before the others."""
    left = tuple(map(_as_note, block.cards[cards:]))
    if not left:
        return block
    first, others = (block.notes[:1], block.notes[1:]) if block.notes and block.notes[0].numbers else ((), block.notes)
    title = first[0].title if first else "Other numbers"
    notes = Notes(title, (*left, *(note for part in first for note in part.notes)), True)
    return replace(block, cards=block.cards[:cards], notes=(notes, *others))


def _as_note(card: Card) -> Note:
    strong = " ".join(filter(None, (card.numeral, card.scale)))
    source = "; ".join((*card.asides, card.source))
    return Note(card.city, card.status, card.words, card.claims, card.faded, card.said, strong, source)
