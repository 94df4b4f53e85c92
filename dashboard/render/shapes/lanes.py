"""Lanes placed: a ledger whose promises stand beside a time axis, or above it where there is no room beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.pictures.model import Mark, claims_of, rest
from dashboard.pictures.shapes import Interval, Lane, Lanes
from dashboard.render.flow import LEADING, Type, paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.even import even
from dashboard.render.shapes.lane_head import axis_of, place_head
from dashboard.render.shapes.lane_intervals import LaneRoom, place_interval, written
from dashboard.table.words import sentence_list

_BESIDE, _NAMED = 32, 45
"""From how many ems of body type on the words stand beside the axis, and the names beside the words."""
_CELL = 15
"""How narrow the slot of a city may be beside others, in ems of small type."""


def place(body: Lanes, box: Box, type_: Type) -> Placed:
    """The lanes in a box: all intervals if they fit, else in smaller type, then fewer of each city, the rest counted."""
    most = max((len(lane.intervals) for lane in body.lanes), default=0)
    if box.height is None:
        return _placed(body, box, type_, type_.body, most, 0)
    kept = next(iter(_together(body.lanes)), body.lanes)
    silent = sum(not lane.intervals for lane in body.lanes)
    cells = box.width / max(silent, 1) >= _CELL * type_.small
    whole = [(_parted(body.lanes), False), (kept, False)] if cells else [(kept, False)]
    whole += [(kept, True)] * (box.width <= _NAMED * type_.body)
    tried = [(lanes, most, size, above) for lanes, above in whole for size in (type_.body, type_.small)]
    above = tried[-1][3]
    tried += [(kept, number, type_.small, above) for number in range(most - 1, 0, -1)]
    tried += [(lanes, 1, type_.small, above) for lanes in _fewer(kept)]
    for lanes, number, size, above in tried:
        fewer = replace(body, lanes=lanes)
        placed = _placed(fewer, box, type_, size, number, 0, above)
        if placed.height <= box.height:
            rows = sum(max(min(len(lane.intervals), number), 1) + 1 for lane in lanes)
            air = 0.0
            for _ in range(3):
                wider = min(air + (box.height - placed.height) / rows, type_.body * 1.2)
                more = _placed(fewer, box, type_, size, number, wider, above)
                if more.height > box.height:
                    break
                air, placed = wider, more
            return placed
    return placed


def _parted(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    """The empty lanes after the others."""
    return tuple(sorted(lanes, key=lambda lane: not lane.intervals))


def _together(lanes: tuple[Lane, ...]) -> Iterator[tuple[Lane, ...]]:
    """The same with the empty lanes in one, and those that the filters empty in another."""
    silent = [tuple(lane for lane in lanes if not lane.intervals and _hidden(lane) is hidden) for hidden in (False, True)]
    if any(len(part) > 1 for part in silent):
        yield (*(lane for lane in lanes if lane.intervals), *(_joined(part) if len(part) > 1 else part[0] for part in silent if part))


def _fewer(lanes: tuple[Lane, ...]) -> Iterator[tuple[Lane, ...]]:
    """Only the first lanes, the others counted in the last."""
    told = tuple(lane for lane in lanes if lane.intervals)
    silent = tuple(lane for lane in lanes if not lane.intervals)
    for kept in range(len(told) - 1, 0, -1):
        yield (*told[:kept], _joined((*told[kept:], *silent)))


def _hidden(lane: Lane) -> bool:
    return bool(lane.silence and lane.silence.hidden)


def _joined(lanes: tuple[Lane, ...]) -> Lane:
    """Several lanes as one that leads to all of them."""
    names = sentence_list([lane.name for lane in lanes])
    marks = tuple(mark for lane in lanes for mark in (*lane.intervals, *([lane.note] if lane.note else [])))
    silent = {lane.silence.words for lane in lanes if lane.silence}
    number = len(claims_of(marks))
    if any(lane.intervals for lane in lanes):
        return Lane("", names, (), None, rest(marks, f"{number:,} claims more"))
    words = silent.pop() if len(silent) == 1 else "no due year"
    note = rest(marks, f"in {number:,} {'claim' if number == 1 else 'claims'} about their future") if marks else None
    return Lane("", names, (), Mark("", None, words, (), hidden=all(map(_hidden, lanes))), note)


def _placed(body: Lanes, box: Box, type_: Type, size: float, most: int, air: float, above: bool = False) -> Placed:
    """One attempt; ``above``: the words stand above their bars, though there is room beside them."""
    beside, headed = box.width > _BESIDE * type_.body and not above, box.width <= _NAMED * type_.body
    names = max((width_of(lane.name, type_.title, 700) for lane in body.lanes if lane.city), default=0) + type_.body
    names = 0 if beside and headed else names
    words = (box.width - names) * 0.42 if beside else 0
    left = box.x + names + words + type_.body if beside else box.x
    axis = axis_of(body, left, box.right, type_)
    some_over = any(interval.outcome for lane in body.lanes for interval in lane.intervals)
    room = LaneRoom(box, type_, axis, beside, names, words, size if beside else type_.small, some_over)
    items: list[Item] = []
    y = place_head(body, box, type_, axis, items, box.x + names if beside and names else None)
    top = y
    told = [lane for lane in body.lanes if lane.intervals] if box.height is not None else []
    below = [lane for lane in body.lanes if not lane.intervals] if told else []
    for number, lane in enumerate(told or body.lanes):
        y += type_.body * 0.36 + air * 0.5
        slots = not told and not beside and any(one.silence for one in body.lanes[max(number - 1, 0) : number + 1])
        if number and not slots:
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += type_.body * 0.36 + air * 0.5
        y = _lane(lane, room, most, air, y, items)
    end = y + type_.body * 0.2
    printed, now = axis.x(body.covered[1]), axis.x(body.rule)
    # Between the last article and today nothing is said of anybody.
    bars = _barred(items, type_.small * 0.14)
    # Words that stand above their bars have clear ground: the band is in the rows of bars alone, and shows where it begins.
    rows = [(top, end)] if beside else _barred(items, type_.small * 0.14)
    unread = tuple(Rect(printed, start, now - printed, stop - start, "pale", "slot") for start, stop in rows if now > printed)
    clear = _clear(printed, top, end, items) if beside else rows
    ended = tuple(Line(printed, start, printed, stop, "muted", type_.body * 0.07) for start, stop in clear)
    # Between the rows of bars today runs on faintly, but for the words.
    ahead = _clear(now, top, end, items)
    faint = () if beside else tuple(Line(now, start, now, stop, "line", type_.body * 0.07) for start, stop in ahead)
    over = [Line(now, start, now, stop, "ink", type_.body * 0.125) for start, stop in (ahead if beside else bars)]
    if below:
        end = _slots(below, room, end + type_.body * 0.3 + air * 0.5, items)
    # A bar that is hollow hides the rule of the sources where that runs through, and lets today through.
    return Placed((*unread, *faint, *ended, *items, *over), end - box.y)


def _slots(lanes: Sequence[Lane], room: LaneRoom, y: float, items: list[Item]) -> float:
    """Empty lanes side by side below the others, as tall as each other."""
    box, gap = room.box, room.type.small * 0.5
    wide = (box.width - gap * (len(lanes) - 1)) / len(lanes)
    end, found = y, list[Item]()
    for number, lane in enumerate(lanes):
        cell = Box(box.x + number * (wide + gap), y, wide, None)
        end = max(end, _others(lane, replace(room, box=cell, beside=False), y, found))
    items += [replace(item, height=end - y) if isinstance(item, Rect) else item for item in found]
    return end


def _barred(items: Sequence[Item], over: float) -> list[tuple[float, float]]:
    """Where a rule crosses the rows of bars, ``over`` them and below."""
    bars = [item for item in items if isinstance(item, Rect) and isinstance(item.mark, Interval)]
    return [(bar.y - over, bar.y + bar.height + over) for bar in bars]


def _clear(x: float, top: float, end: float, items: Sequence[Item]) -> list[tuple[float, float]]:
    """Where a rule at ``x`` runs from ``top`` to ``end`` without crossing words."""
    texts = [item for item in items if isinstance(item, Text)]
    taken = sorted((box[1], box[3]) for text in texts if (box := text.box)[0] - 5 < x < box[2] + 5 and box[3] > top)
    found, start = [], top
    for above, below in (*taken, (end, end)):
        # What is left between two lines of one text is no rule but a speck.
        if min(above, end) - start > 7:
            found.append((start, min(above, end)))
        start = max(start, below)
    return found


def _lane(
    lane: Lane, room: LaneRoom, most: int, air: float, y: float, items: list[Item]
) -> float:  # fmt: skip
    """One city's promises from ``y`` down; returns where they end."""
    type_, box = room.type, room.box
    begin = y
    if not lane.city:
        return _others(lane, room, y, items)
    if lane.silence and not (room.beside and room.names):
        # What is silent has a slot across the box: a shorter one would look like a period on the axis.
        return _others(lane, room, y, items)
    items.append(Text(box.x, y + 0.95 * type_.title, lane.name, type_.title, lane.city or "muted", 700))
    below = y + type_.title * (1.25 if room.names and room.beside else 1.15)
    if lane.verb and not (room.names and room.beside):
        after = box.x + width_of(f"{lane.name} ", type_.title, 700)
        items.append(Text(after, y + 0.95 * type_.title, lane.verb, type_.small, "muted"))
    gap = air + type_.body * (0.3 if room.beside else 0.2)
    if not lane.intervals:
        return max(_silence(lane, room, y, items), below)
    # What is still open matters more than what has passed.
    ranked = sorted(lane.intervals, key=lambda interval: bool(interval.outcome))
    left = tuple(interval for interval in lane.intervals if interval in ranked[most:])
    shown = tuple(interval for interval in lane.intervals if interval not in left)
    note = _note(lane, left)
    headed = room.beside and not room.names
    last = headed or (not room.beside and box.height is None)
    if note and room.beside and not headed:
        words = partial(written, note.words, box.x, below, size=type_.small, hue="muted", mark=note)
        placed = even(words, room.names - type_.small * 0.6)
        items += placed.items
        below += placed.height
    elif note and not last:
        wide = width_of(note.words, type_.small)
        ahead = width_of(f"{lane.name} ", type_.title, 700) + width_of(lane.verb, type_.small)
        if box.x + ahead + type_.body + wide <= box.right:
            items.append(Text(box.right - wide, y + 0.95 * type_.title, note.words, type_.small, "muted", mark=note))
        else:
            placed = paragraph(note.words, box.x, below, box.width, type_.small, "muted", mark=note)
            items += placed.items
            below += placed.height
    if headed or not room.beside:
        y = below
    for interval in shown:
        y = place_interval(interval, room, y, air, items) + gap
    if last and note:
        placed = paragraph(note.words, box.x, y - gap * 0.5, room.words or box.width, type_.small, "muted", mark=note)
        items += placed.items
        y += placed.height + gap * 0.5
    return max(y - gap, below, begin + type_.title * 1.25)


def _note(lane: Lane, left: tuple[Interval, ...]) -> Mark | None:
    if not left:
        return lane.note
    marks = (*left, *([lane.note] if lane.note else []))
    years = sentence_list(list(dict.fromkeys(interval.ends for interval in left)))
    return rest(marks, f"and {len(left)} more, due {years}" + (f"; {lane.note.words}" if lane.note else ""))


def _others(lane: Lane, room: LaneRoom, y: float, items: list[Item]) -> float:
    """A city, or several, in one slot across the box."""
    size, box = room.type.small, room.box
    wide = room.names + room.words if room.beside else box.width
    x, inner = box.x + size * 0.5, wide - size
    found: list[Item] = []
    top = y + size * 0.25
    silent = lane.silence.words if lane.silence else ""
    ahead = width_of(f"{lane.name} ", size, 700) + size * 0.2
    if lane.city:
        found.append(Text(x, top + (0.5 * LEADING + 0.34) * size, lane.name, size, lane.city, 700))
        x, inner = x + ahead, inner - ahead
    placed = paragraph(silent if lane.city else f"{lane.name}: {silent}", x, top, inner, size, "muted", 400, mark=lane.silence)
    found += placed.items
    high = placed.height
    last = placed.items[-1]
    if lane.note and isinstance(last, Text):
        start = last.left + last.width + size * 0.26
        if start + width_of(lane.note.words, size) <= x + inner:
            found.append(Text(start, last.y, lane.note.words, size, "muted", mark=lane.note))
        else:
            more = paragraph(lane.note.words, x, top + high, inner, size, "muted", mark=lane.note)
            found += more.items
            high += more.height
    if lane.silence:
        items.append(Rect(box.x, y, wide, high + size * 0.5, "pale", "slot", 3, lane.silence))
    items += found
    return y + high + size * 0.5


def _silence(lane: Lane, room: LaneRoom, y: float, items: list[Item]) -> float:
    """The empty slot of a lane, and what has no place on the axis after its words."""
    size, x = room.type.small, room.box.x + room.names + room.type.small * 0.5
    width = room.words - size
    said = lane.silence
    placed = paragraph(said.words, x, y + size * 0.22, width, size, "muted", mark=said) if said else Placed((), 0)
    found, high = list(placed.items), placed.height
    last = placed.items[-1] if placed.items else None
    if lane.note:
        start = last.left + last.width + size * 0.26 if isinstance(last, Text) else x
        if isinstance(last, Text) and start + width_of(lane.note.words, size) <= x + width:
            found.append(Text(start, last.y, lane.note.words, size, "muted", mark=lane.note))
        else:
            more = paragraph(lane.note.words, x, y + size * 0.22 + high, width, size, "muted", mark=lane.note)
            found += more.items
            high += more.height
    high += size * 0.44
    if said:
        # A slot across the axis would look like a period.
        items.append(Rect(room.box.x + room.names, y, room.words, high, "pale", "slot", 3, said))
    items += found
    return y + high
