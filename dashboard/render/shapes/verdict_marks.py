"""The marks of verdicts, their key, and a table of marks alone, for where there is no room for numbers."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.verdicts import FindingVerdict, Kind, Sentence, Verdicts
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.table.words import sentence_list

_LEADING = 1.14
"""The distance of two lines, in ems."""
_STEP, _WIDEST = 1.75, 4.0
"""How wide a column of marks is at least and at most, in ems of small type."""
_AHEAD = 1.3
"""The room of a mark before its words, in ems."""
_LEAST = 13
"""How wide sentences are at least beside their marks, in ems of small type."""
_KEY: tuple[tuple[Kind, str], ...] = (
    ("changes", "changes: holds with new numbers"), ("falls", "falls: no longer holds"), ("unchanged", "no mark: unchanged"),
)  # fmt: skip


def even(words: str, size: float, width: float, weight: int) -> list[str]:
    """Words in lines that are about as long as each other."""
    lines = wrap(words, size, width, weight)
    for share in range(19, 9, -1):
        narrower = wrap(words, size, width * share / 20, weight)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def sign(verdict: FindingVerdict, x: float, middle: float, small: float) -> list[Item]:
    """The mark of a verdict around a point: nothing, a light dot or a strong cross."""
    if verdict.kind == "unchanged":
        return []
    if verdict.kind != "falls":
        side = small * 0.42
        return [Rect(x - side / 2, middle - side / 2, side, side, "solid", "quiet", side / 2, verdict)]
    arm, thick = small * 0.42, max(3.0, small * 0.24)
    return [
        Line(x - arm, middle - arm, x + arm, middle + arm, "ink", thick, mark=verdict),
        Line(x - arm, middle + arm, x + arm, middle - arm, "ink", thick, mark=verdict),
    ]


def _entries(body: Verdicts) -> list[tuple[Kind, str]]:
    """The marks that are drawn, with their words."""
    drawn = {v.kind if v.kind in ("falls", "unchanged") else "changes" for s in body.sentences for v in s.verdicts}
    return [(kind, words) for kind, words in _KEY if kind in drawn]


def _places(body: Verdicts, width: float, small: float, stacked: bool) -> list[tuple[float, float]]:
    """Where each entry of the key begins: below each other, or in running lines."""
    found, x, line = list[tuple[float, float]](), 0.0, 0.0
    for number, (kind, words) in enumerate(_entries(body)):
        wide = width_of(words, small) + (0 if kind == "unchanged" else small * _AHEAD)
        if number and (stacked or x + wide > width):
            x, line = 0.0, line + small * LEADING
        found.append((x, line))
        x += wide + small * 1.1
    return found


def key_height(body: Verdicts, width: float, small: float, stacked: bool = False) -> float:
    """How tall the key is."""
    return max((line for _, line in _places(body, width, small, stacked)), default=-small * LEADING) + small * LEADING


def key(body: Verdicts, x: float, y: float, width: float, small: float, stacked: bool = False) -> list[Item]:
    """The marks with their words."""
    items: list[Item] = []
    for (kind, words), (right, down) in zip(_entries(body), _places(body, width, small, stacked), strict=True):
        middle, at = y + down + small * LEADING / 2, x + right
        # The key stands for no claim of its own.
        items += [_unmarked(item) for item in sign(FindingVerdict("", None, "", (), kind=kind), at + small * 0.42, middle, small)]
        ahead = 0 if kind == "unchanged" else small * _AHEAD
        items.append(Text(at + ahead, middle + 0.34 * small, words, small, "muted"))
    return items


def _unmarked(item: Item) -> Item:
    if isinstance(item, Line):
        return Line(item.x1, item.y1, item.x2, item.y2, item.hue, item.width)
    assert isinstance(item, Rect)
    return Rect(item.x, item.y, item.width, item.height, item.ink, item.hue, item.radius)


def more_line(left: Sequence[Sentence], x: float, y: float, small: float) -> Text:
    """Those that find no room, in one line, which leads to them all."""
    words = f"and {len(left):,} more {'finding' if len(left) == 1 else 'findings'}"
    return Text(x, y + 0.96 * small, words, small, "muted", 600, mark=rest(tuple(sentence.label for sentence in left), words))


def place_marks(body: Verdicts, box: Box, type_: Type, size: float, number: int) -> Placed | None:
    """The sentences with a mark a column, whose names stand above in steps, each with a line down to its own; None without room."""
    small = type_.small
    longest = max(width_of(s.label.words, size, 700 if s.falls else 400) for s in body.sentences) + small
    step = min(max((box.width - longest) / len(body.columns), small * _STEP), small * _WIDEST)
    label = box.width - step * len(body.columns)
    if label < _LEAST * small:
        return None
    shown, left = body.sentences[:number], body.sentences[number:]
    middles = [box.x + label + (place + 0.5) * step for place in range(len(body.columns))]
    items, y = _steps(body, box, small, middles)
    head = y
    rows = [(even(s.label.words, size, label - small * 0.5, 700 if s.falls else 400), _reasons(body, s, small, label)) for s in shown]
    note = small * LEADING * 1.3 if left else 0
    talls = [len(lines) * size * _LEADING + len(why) * small * _LEADING for lines, why in rows]
    pad = small * 0.18
    total = head - box.y + sum(talls) + 2 * pad * len(rows) + note
    if box.height is not None and total < box.height:
        pad += min((box.height - total) / (2 * len(rows)) * 0.999, small * 0.9)
    for sentence, (lines, why), tall in zip(shown, rows, talls, strict=True):
        items.append(Line(box.x, y, box.right, y, "line", 1))
        at = y + pad
        for line in lines:
            items.append(
                Text(box.x, at + (_LEADING / 2 + 0.34) * size, line, size, "ink", 700 if sentence.falls else 400, mark=sentence.label)
            )
            at += size * _LEADING
        fallen = tuple(verdict for verdict in sentence.verdicts if verdict.kind == "falls")
        for line in why:
            mark = rest(fallen, " ".join(why))
            items.append(Text(box.x, at + (_LEADING / 2 + 0.34) * small, line, small, "muted", mark=mark))
            at += small * _LEADING
        for verdict, x in zip(sentence.verdicts, middles, strict=True):
            items += sign(verdict, x, y + pad + tall / 2, small)
        y += tall + 2 * pad
    items.append(Line(box.x, y, box.right, y, "line", 1))
    bands = [Rect(x - step / 2, head, step, y - head, "pale", "slot", 3) for x, c in zip(middles, body.columns, strict=True) if c.strong]
    if left:
        items.append(more_line(left, box.x, y + small * 0.3, small))
        y += note
    return Placed((*bands, *items), y - box.y)


def _steps(body: Verdicts, box: Box, small: float, middles: Sequence[float]) -> tuple[list[Item], float]:
    """The names of the columns, the last on top, and the key beside them or above; and where they end."""
    lines = [_step_words(body, place, small, x - small * 0.6 - box.x) for place, x in enumerate(middles)]
    # The key stands beside the names where none of its lines meets one of theirs.
    starts = [x - small * 1.6 - width_of(words, small, 700) for x, words in zip(middles, lines, strict=True)][::-1]
    wide = [box.x + width_of(words, small) + small * _AHEAD for _, words in _entries(body)]
    beside = len(wide) <= len(starts) and all(end <= min(starts[n : n + 2]) for n, end in enumerate(wide))
    high = key_height(body, box.width, small, beside)
    items = key(body, box.x, box.y, box.width, small, beside)
    top = box.y if beside else box.y + high + small * 0.3
    end = max(top + len(lines) * small * _LEADING, box.y + high) + small * 0.5
    for place, (column, words, x) in enumerate(zip(body.columns, lines, middles, strict=True)):
        middle = top + (len(lines) - place - 0.5) * small * _LEADING
        fallen = tuple(row.verdicts[place] for row in body.sentences if row.verdicts[place].kind == "falls")
        hue, weight = ("ink", 700) if column.strong else ("muted", 400)
        mark = rest(fallen, words) if fallen else None
        items.append(Text(x - small * 0.6, middle + 0.34 * small, words, small, hue, weight, "end", mark=mark))
        items.append(Line(x - small * 0.4, middle, x, middle, "quiet", 1.5))
        items.append(Line(x, middle, x, end, "quiet", 1.5))
    return items, end


def _step_words(body: Verdicts, place: int, small: float, room: float) -> str:
    """What a column leaves out, and how many fall without it; a long name by its initials where room is short."""
    fallen = sum(row.verdicts[place].kind == "falls" for row in body.sentences)
    name = body.columns[place].name
    initials = "".join(word[0] for word in name.split())
    ends = f": {fallen:,} {'falls' if fallen == 1 else 'fall'}"
    told = [f"{body.lead.lower()} {name}{ends}", f"{body.lead.lower()} {initials}{ends}"]
    return next(
        (words for words in told[: 1 + (len(initials) > 2)] if width_of(words, small, 700) <= room), clipped(told[0], small, room, 700)
    )


def _reasons(body: Verdicts, sentence: Sentence, small: float, width: float) -> list[str]:
    """Without what a sentence falls, and why."""
    fallen = [(v.words, c.name) for v, c in zip(sentence.verdicts, body.columns, strict=True) if v.kind == "falls"]
    whys = dict.fromkeys(why for why, _ in fallen)
    told = [f"without {sentence_list([name for w, name in fallen if w == why])}: {why}" for why in whys]
    return wrap(f"Falls {'; '.join(told)}", small, width - small * 0.5, most=2) if told else []
