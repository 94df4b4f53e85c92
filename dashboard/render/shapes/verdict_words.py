"""Verdicts in words, where the columns are too many for the width."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes.verdicts import Left, Sentence, Verdicts
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.scene import Box, Item, Line, Placed
from dashboard.render.shapes.verdict_marks import more_line
from dashboard.table.words import sentence_list


def place_running(body: Verdicts, box: Box, type_: Type, number: int) -> Placed:
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
        items.append(more_line(left, box.x, y, small))
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
    counts = {kind: [verdict for verdict, _ in pairs if verdict.kind == kind] for kind in ("shrinks", "grows", "changes", "unchanged")}
    told = ", ".join(f"{kind} without {len(found):,}" for kind, found in counts.items() if found)
    if told:
        lines.append((told, type_.small, "muted", 400, rest(tuple(v for found in counts.values() for v in found), told)))
    return lines
