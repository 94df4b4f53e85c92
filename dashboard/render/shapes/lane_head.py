"""The axis of lanes, and what stands above them: the sources, today, the years."""

from __future__ import annotations

from dashboard.pictures.shapes import Lanes
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Rect, Text
from dashboard.render.shapes.lane_intervals import TimeAxis

_UNREAD = "not said"
"""Said of the years between the last article and today, in the word of the key."""


def axis_of(body: Lanes, left: float, right: float, type_: Type) -> TimeAxis:
    """The axis, shorter where what came of a promise would find no room beyond today."""
    outcomes = [width_of(interval.outcome, type_.small, 600) for lane in body.lanes for interval in lane.intervals if interval.outcome]
    room = min(max(outcomes) + type_.body * 1.2, (right - left) * 0.58) if outcomes else 0
    share = (body.rule - body.first) / max(body.last - body.first, 1)
    return TimeAxis(left, min(right, left + (right - left - room) / share if share else right), right, body.first, body.last, body.rule)


def place_head(body: Lanes, box: Box, type_: Type, axis: TimeAxis, items: list[Item], verb_at: float | None) -> float:
    """The span of the sources and today, then the years; the verb of all lanes where a column of words begins, at ``verb_at``."""
    size = type_.small
    start, end, now = axis.x(body.covered[0]), axis.x(body.covered[1]), axis.x(body.rule)
    y = box.y + size
    today = width_of(body.rule_words, size, 700)
    at = min(now, box.right - today)
    # A name longer than the line it names would say that the articles run on.
    said = next((words for words in body.covered_words if width_of(words, size, 600) <= end - start), body.covered_words[-1])
    covered = width_of(said, size, 600)
    x = max(box.x, min(end - covered - size * 0.2, at - covered - size))
    stacked = x + covered + size * 0.5 > at
    if stacked:
        x = max(box.x, min(end - covered, box.right - covered))
    items.append(Text(x, y, said, size, "muted", 600))
    y += size * LEADING * stacked
    items.append(Text(at, y, body.rule_words, size, "ink", 700))
    y += size * 0.75
    gap = width_of(_UNREAD, size)
    if not stacked and x + covered <= end + 1 and end + gap + size <= min(now, at):
        items.append(Text((end + min(now, at)) / 2, y - size * 0.75, _UNREAD, size, "muted", anchor="middle"))
    if now > end:
        items.append(Rect(end, y, now - end, size * 2.2, "pale", "slot"))
    items.append(Line(axis.left, y, axis.right, y, "line", 1.5))
    for year in range(body.first, body.last + 1):
        high = size * (0.32 if year % 5 == 0 else 0.16)
        items.append(Line(axis.x(year), y, axis.x(year), y + high, "muted", 1.5))
    items.append(Line(start, y, end, y, "muted", size * 0.22))
    items.append(Line(end, y - size * (0.45 + (LEADING if stacked else 0)), end, y + size * 2.2, "muted", type_.body * 0.07))
    items.append(Line(now, y - size * 0.45, now, y + size * 2.2, "ink", type_.body * 0.125))
    y += size * 1.45
    verb = next((lane.verb for lane in body.lanes if lane.verb), "")
    if verb and verb_at is not None:
        items.append(Text(verb_at, y, f"{verb[0].upper()}{verb[1:]}:", size, "muted"))
    for year in range(body.first, body.last + 1):
        if year % 5 == 0:
            wide = width_of(str(year), size)
            x = axis.x(year)
            if min(abs(x - now), abs(x - end)) > wide * 0.5 + 8 and x + wide / 2 <= box.right + 1 and x - wide / 2 >= box.x:
                items.append(Text(x, y, str(year), size, "muted", anchor="middle"))
    return y + size * 0.5
