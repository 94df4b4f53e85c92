"""A figure in the making: the plain mapping that Plotly draws, put together without looking at every property twice."""

from __future__ import annotations

from typing import Any, TypeAlias

from dashboard.charts.style import Figure

Parts: TypeAlias = list[dict[str, Any]]


class Drawing:
    """What a chart draws, piece by piece, under the names that Plotly gives them.

    Nothing is checked against Plotly's schema, which takes longer than drawing: the tests do that for every chart.
    """

    def __init__(self) -> None:
        self.traces: Parts = []
        self.annotations: Parts = []
        self.shapes: Parts = []
        self.layout: dict[str, Any] = {"xaxis": {}, "yaxis": {}}

    def add_scatter(self, **trace: Any) -> None:
        """Add marks, lines or words."""
        self.traces.append({"type": "scatter", **trace})

    def add_annotation(self, **annotation: Any) -> None:
        """Add words beside the marks."""
        self.annotations.append(annotation)

    def add_shape(self, **shape: Any) -> None:
        """Add a rule."""
        self.shapes.append(shape)

    def update_xaxes(self, **properties: Any) -> None:
        """Set properties of the axis across."""
        self.layout["xaxis"] = {**self.layout["xaxis"], **properties}

    def update_yaxes(self, **properties: Any) -> None:
        """Set properties of the axis down."""
        self.layout["yaxis"] = {**self.layout["yaxis"], **properties}

    def update_layout(self, **properties: Any) -> None:
        """Set properties of the whole."""
        self.layout |= properties

    def window(self, low: float, high: float) -> Drawing:
        """A copy with only what stands between two heights; marks, rules and notes outside would be drawn over the margins."""
        found = Drawing()
        found.layout = dict(self.layout)
        found.traces = [_kept(trace, low, high) for trace in self.traces]
        found.shapes = [s for s in self.shapes if s.get("yref") == "paper" or low <= min(s["y0"], s["y1"]) < high]
        found.annotations = [a for a in self.annotations if a.get("yref") == "paper" or low <= a["y"] < high]
        return found

    def figure(self) -> Figure:
        """The figure. It has no template: whatever has one is drawn anew by every ``Plotly.react``."""
        return {"data": self.traces, "layout": {**self.layout, "annotations": self.annotations, "shapes": self.shapes}}


def _kept(trace: dict[str, Any], low: float, high: float) -> dict[str, Any]:
    inside = [place for place, y in enumerate(trace["y"]) if low <= y < high]
    count = len(trace["y"])

    def part(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: part(found) for key, found in value.items()}
        if isinstance(value, list | tuple) and len(value) == count:
            return [value[place] for place in inside]
        return value

    return {key: part(value) for key, value in trace.items()}


def scaled(figure: Figure, factor: float) -> Figure:
    """A copy with everything that is measured in pixels made ``factor`` times as large."""
    measured = {"size", "width", "height", "l", "r", "t", "b", "pad", "xshift", "yshift", "ticklen", "standoff", "borderpad", "tickwidth"}

    def grown(name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: grown(key, found) for key, found in value.items()}
        if isinstance(value, list | tuple):
            return [grown(name, found) for found in value]
        return value * factor if name in measured and isinstance(value, int | float) and not isinstance(value, bool) else value

    found: Figure = grown("", figure)
    return found
