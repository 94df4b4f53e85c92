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
from dashboard.render.shapes.lane_intervals import UNREAD, LaneRoom, TimeAxis, place_interval, unread_words
from dashboard.table.words import sentence_list

_BESIDE = 30
"""From how many ems of body type on the words stand beside the axis."""


def place(body: Lanes, box: Box, type_: Type) -> Placed:
    """The lanes in a box: all intervals if they fit, else in smaller type, then fewer of each city, the rest counted."""
    beside = box.width > _BESIDE * 1.5 * type_.body
    most = max((len(lane.intervals) for lane in body.lanes), default=0)
    if box.height is None:
        return _placed(body, box, type_, beside, type_.body, most, 0, 3)
    tried = [(lanes, most) for lanes in (body.lanes, *_together(body.lanes)) for _ in range(2)]
    sizes = [type_.body if beside else type_.small, type_.small] * (len(tried) // 2)
    kept = tried[-1][0] if tried else body.lanes
    tried += [(kept, number) for number in range(most - 1, 0, -1)] + [(lanes, 1) for lanes in _fewer(kept)]
    sizes += [type_.small] * len(tried)
    # With more by name first, where that costs neither type nor lanes.
    named = [3, 2, 0] if tried else [0]
    ways = [*((*tried[at], sizes[at], lines) for at in range(min(2, len(tried))) for lines in named if lines)]
    ways += [(lanes, number, size, 0) for (lanes, number), size in zip(tried, sizes, strict=False)]
    for lanes, number, size, lines in ways:
        fewer = replace(body, lanes=lanes)
        placed = _placed(fewer, box, type_, beside, size, number, 0, lines)
        if placed.height <= box.height:
            rows = sum(max(min(len(lane.intervals), number), 1) + 1 for lane in lanes)
            air = 0.0
            for _ in range(3):
                wider = min(air + (box.height - placed.height) / rows, type_.body * 1.2)
                more = _placed(fewer, box, type_, beside, size, number, wider, lines)
                if more.height > box.height:
                    break
                air, placed = wider, more
            return placed
    return placed


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


def _placed(body: Lanes, box: Box, type_: Type, beside: bool, size: float, most: int, air: float, lines: int) -> Placed:
    names = max((width_of(lane.name, type_.title, 700) for lane in body.lanes if lane.city), default=0) + type_.body
    words = (box.width - names) * 0.42 if beside else 0
    left = box.x + names + words + type_.body if beside else box.x
    axis = _axis(body, left, box.right, type_)
    some_over = any(interval.outcome for lane in body.lanes for interval in lane.intervals)
    room = LaneRoom(box, type_, axis, beside, names, words, size, lines, some_over)
    items: list[Item] = []
    y = _head(body, box, type_, axis, items)
    top = y
    for number, lane in enumerate(body.lanes):
        y += type_.body * 0.36 + air * 0.5
        slots = not beside and any(one.silence for one in body.lanes[max(number - 1, 0) : number + 1])
        if number and not slots:
            items.append(Line(box.x, y, box.right, y, "line", 1))
            y += type_.body * 0.36 + air * 0.5
        y = _lane(lane, room, most, air, y, items)
    end = y + type_.body * 0.2
    printed, now = axis.x(body.covered[1]), axis.x(body.rule)
    # Between the last article and today nothing is said of anybody.
    bars = _barred(items, type_.small * 0.1)
    whole = [(top, max(below for _, below in bars))] if bars else []
    # On a page empty slots stand between the bars, which would run into a band.
    rows = [(top, end)] if beside else bars if box.height is None else whole
    unread = tuple(Rect(printed, above, now - printed, below - above, "pale", "slot") for above, below in rows if now > printed)
    # Words that stand above their bars would chop a rule into specks.
    clear = _clear(printed, top, end, items) if beside else _within(printed, bars, items)
    ended = tuple(Line(printed, start, printed, stop, "muted", type_.body * 0.07) for start, stop in clear)
    runs = _clear(now, top, end, items) if beside else _within(now, bars, items)
    # Between the bars it runs on faintly.
    between = () if beside else _clear(now, top, end - type_.body * 0.3, items)
    faint = tuple(Line(now, start, now, stop, "line", type_.body * 0.07) for start, stop in between)
    over = [Line(now, start, now, stop, "ink", type_.body * 0.125) for start, stop in runs]
    if rows and rows == whole:
        items += unread_words(items, (printed, now), rows[0], type_.small)
    # A bar that is hollow hides the rule of the sources where that runs through, and lets today through.
    return Placed((*unread, *faint, *ended, *items, *over), end - box.y)


def _barred(items: Sequence[Item], over: float) -> list[tuple[float, float]]:
    """Where a rule crosses the rows of bars, ``over`` them and below."""
    bars = [item for item in items if isinstance(item, Rect) and isinstance(item.mark, Interval)]
    return [(bar.y - over, bar.y + bar.height + over) for bar in bars]


def _within(x: float, bars: Sequence[tuple[float, float]], items: Sequence[Item]) -> list[tuple[float, float]]:
    """The same in the rows of bars alone."""
    return [run for above, below in bars for run in _clear(x, above, below, items)]


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


def _axis(body: Lanes, left: float, right: float, type_: Type) -> TimeAxis:
    """The axis, shorter where what came of a promise would find no room beyond today."""
    outcomes = [width_of(interval.outcome, type_.small, 600) for lane in body.lanes for interval in lane.intervals if interval.outcome]
    room = min(max(outcomes) + type_.body * 1.2, (right - left) * 0.58) if outcomes else 0
    share = (body.rule - body.first) / max(body.last - body.first, 1)
    return TimeAxis(left, min(right, left + (right - left - room) / share if share else right), right, body.first, body.last, body.rule)


def _head(body: Lanes, box: Box, type_: Type, axis: TimeAxis, items: list[Item]) -> float:
    """The span of the sources and today, then the years."""
    size = type_.small
    start, end, now = axis.x(body.covered[0]), axis.x(body.covered[1]), axis.x(body.rule)
    y = box.y + size
    today = width_of(body.rule_words, size, 700)
    at = min(now, box.right - today)
    covered = width_of(body.covered_words, size, 600)
    x = max(box.x, min(end - covered, at - covered - size))
    stacked = x + covered + size * 0.5 > at
    if stacked:
        x = max(box.x, min(end - covered, box.right - covered))
        items.append(Text(x, y, body.covered_words, size, "muted", 600))
        y += size * LEADING
    else:
        items.append(Text(x, y, body.covered_words, size, "muted", 600))
    items.append(Text(at, y, body.rule_words, size, "ink", 700))
    y += size * 0.75
    gap = width_of(UNREAD, size)
    if not stacked and x + covered <= end + 1 and end + gap + size <= min(now, at):
        items.append(Text((end + min(now, at)) / 2, y - size * 0.75, UNREAD, size, "muted", anchor="middle"))
    items.append(Line(axis.left, y, axis.right, y, "line", 1.5))
    for year in range(body.first, body.last + 1):
        high = size * (0.32 if year % 5 == 0 else 0.16)
        items.append(Line(axis.x(year), y, axis.x(year), y + high, "muted", 1.5))
    items.append(Line(start, y, end, y, "muted", size * 0.22))
    items.append(Line(end, y - size * (0.45 + (LEADING if stacked else 0)), end, y + size * 2.2, "muted", type_.body * 0.07))
    items.append(Line(now, y - size * 0.45, now, y + size * 2.2, "ink", type_.body * 0.125))
    y += size * 1.45
    for year in range(body.first, body.last + 1):
        if year % 5 == 0:
            wide = width_of(str(year), size)
            x = axis.x(year)
            if min(abs(x - now), abs(x - end)) > wide * 0.5 + 8 and x + wide / 2 <= box.right + 1 and x - wide / 2 >= box.x:
                items.append(Text(x, y, str(year), size, "muted", anchor="middle"))
    return y + size * 0.5


def _lane(
    lane: Lane, room: LaneRoom, most: int, air: float, y: float, items: list[Item]
) -> float:  # fmt: skip
    """One city's promises from ``y`` down; returns where they end."""
    type_, box = room.type, room.box
    begin = y
    if not lane.city:
        return _others(lane, room, y, items)
    if lane.silence and not room.beside:
        # What is silent has a slot across the box: a shorter one would look like a period on the axis.
        return _others(lane, room, y, items)
    items.append(Text(box.x, y + 0.95 * type_.title, lane.name, type_.title, lane.city or "muted", 700))
    below = y + type_.title * (1.25 if room.beside else 1.15)
    gap = air + type_.body * (0.3 if room.beside else 0.2)
    if not lane.intervals:
        return max(_silence(lane, room, y, items), below)
    # What is still open matters more than what has passed.
    ranked = sorted(lane.intervals, key=lambda interval: bool(interval.outcome))
    left = tuple(interval for interval in lane.intervals if interval in ranked[most:])
    shown = tuple(interval for interval in lane.intervals if interval not in left)
    note = _note(lane, left)
    if note and room.beside:
        words = partial(paragraph, note.words, box.x, below, size=type_.small, hue="muted", mark=note)
        placed = even(words, room.names - type_.small * 0.6)
        items += placed.items
        below += placed.height
    elif note:
        wide = width_of(note.words, type_.small)
        if box.x + width_of(lane.name, type_.title, 700) + type_.body + wide <= box.right:
            items.append(Text(box.right - wide, y + 0.95 * type_.title, note.words, type_.small, "muted", mark=note))
        else:
            placed = paragraph(note.words, box.x, below, box.width, type_.small, "muted", mark=note)
            items += placed.items
            below += placed.height
    if not room.beside:
        y = below
    for interval in shown:
        y = place_interval(interval, room, y, air, items) + gap
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
