"""A scene as a Plotly figure: the same rectangles, lines and words in the same places, with hover and selection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, TypeAlias

from dashboard.pictures.model import Mark
from dashboard.render.fonts import FAMILY
from dashboard.render.scene import Line, Rect, Scene, Text
from dashboard.render.theme import Theme

Figure: TypeAlias = dict[str, Any]
"""A Plotly figure as JSON-compatible values: ``data`` has the marks, ``layout`` everything around them."""

_FADED = 0.45


def draw(scene: Scene, theme: Theme, words: Mapping[str, str]) -> Figure:
    """The scene as a figure in its own pixels. ``words`` are those of the statuses, for text that Plotly cannot hatch or hollow.

    A point of the last trace stands on every mark: its ``hovertext`` is the sentence, its ``customdata`` the claims.
    """
    theme = theme.coloured(scene.hubs)
    axis = {"visible": False, "fixedrange": True, "autorange": False}
    layout = {
        "width": round(scene.width), "height": round(scene.height), "autosize": False, "showlegend": False, "hovermode": "closest",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "paper_bgcolor": theme.ground, "plot_bgcolor": theme.ground,
        "xaxis": {**axis, "range": [0, scene.width]}, "yaxis": {**axis, "range": [scene.height, 0]},
        "font": {"family": FAMILY, "color": theme.ink}, "hoverlabel": {"bgcolor": theme.ground, "font": {"color": theme.ink}},
        "annotations": [_annotation(item, theme, words) for item in scene.items if isinstance(item, Text)],
        "shapes": [_rule(item, theme) for item in scene.items if isinstance(item, Line)],
        "meta": {"words": f"{scene.title}. {scene.description}"},
    }  # fmt: skip
    rects = [item for item in scene.items if isinstance(item, Rect)]
    runs = groupby(rects, key=lambda rect: (rect.ink, rect.hue, rect.stroke, bool(rect.mark and rect.mark.faded)))
    return {"data": [*(_area(list(run), theme) for _, run in runs), _points(scene)], "layout": layout}


def _area(rects: list[Rect], theme: Theme) -> dict[str, Any]:
    first = rects[0]
    colour = theme.colour(first.hue)
    outlined = first.ink in ("announced", "target", "forecast")
    xs, ys = [], []
    for rect in rects:
        inset = rect.stroke / 2 if outlined else 0
        left, right = rect.x + inset, rect.x + rect.width - inset
        top, bottom = rect.y + inset, rect.y + rect.height - inset
        xs += [left, right, right, left, left, None]
        ys += [top, top, bottom, bottom, top, None]
    filling = {"announced": theme.ground, "target": theme.ground, "forecast": theme.ground, "claimed": theme.tint(first.hue)}
    drawn: dict[str, Any] = {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "fill": "toself", "fillcolor": filling.get(first.ink, colour),
        "line": {"width": first.stroke if outlined else 0, "color": colour, "dash": "dot" if first.ink == "forecast" else "solid"},
        "hoverinfo": "skip", "opacity": _FADED if first.mark and first.mark.faded else 1,
    }  # fmt: skip
    if first.ink == "announced":
        drawn["fillpattern"] = {"shape": "/", "fgcolor": colour, "bgcolor": theme.ground, "size": 6, "solidity": 0.35}
    if first.ink == "hidden":
        drawn |= {
            "fillcolor": theme.ground,
            "fillpattern": {"shape": ".", "fgcolor": colour, "bgcolor": theme.ground, "size": 6, "solidity": 0.2},
        }
    return drawn


def _rule(line: Line, theme: Theme) -> dict[str, Any]:
    look = {"color": theme.colour(line.hue), "width": line.width, "dash": "dash" if line.dashed else "solid"}
    return {"type": "line", "x0": line.x1, "y0": line.y1, "x1": line.x2, "y1": line.y2, "line": look}


def _annotation(item: Text, theme: Theme, words: Mapping[str, str]) -> dict[str, Any]:
    text = plain(item.words)
    if item.ink in words and item.ink != "in_place":
        text += f' <span style="font-size:{item.size * 0.4:.0f}px">{plain(words[item.ink])}</span>'
    return {
        "x": item.x, "y": item.y, "text": text, "showarrow": False,
        "xanchor": {"start": "left", "middle": "center", "end": "right"}[item.anchor], "yanchor": "middle",
        "yshift": item.size * 0.34, "font": {"size": item.size, "weight": item.weight, "color": theme.colour(item.hue)},
        "opacity": _FADED if item.mark and item.mark.faded else 1,
    }  # fmt: skip


def _points(scene: Scene) -> dict[str, Any]:
    placed = list(_placed(scene))
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "text", "name": "marks",
        "x": [x for _, x, _, _ in placed], "y": [y for _, _, y, _ in placed],
        "marker": {"symbol": "square", "size": [size for *_, size in placed], "opacity": 0},
        "hovertext": [plain(mark.spoken) for mark, *_ in placed], "customdata": [list(mark.claims) for mark, *_ in placed],
    }  # fmt: skip


def _placed(scene: Scene) -> Iterator[tuple[Mark, float, float, float]]:
    """Every mark, once, with the middle of its first item and its size."""
    known: set[Mark] = set()
    # A line is where one points at only where nothing else of a mark is drawn.
    for item in sorted(scene.items, key=lambda item: isinstance(item, Line)):
        if item.mark is None or item.mark in known:
            continue
        known.add(item.mark)
        if isinstance(item, Rect):
            yield item.mark, item.x + item.width / 2, item.y + item.height / 2, min(item.width, item.height)
        elif isinstance(item, Text):
            left, top, right, bottom = item.box
            yield item.mark, (left + right) / 2, (top + bottom) / 2, bottom - top
        else:
            yield item.mark, (item.x1 + item.x2) / 2, (item.y1 + item.y2) / 2, max(abs(item.x2 - item.x1), abs(item.y2 - item.y1))


def plain(text: str) -> str:
    """Text escaped for Plotly, which interprets some HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
