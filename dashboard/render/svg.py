"""A scene as SVG: text stays text, every mark can be hovered, reached with the keyboard and read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from typing import TypeAlias

from dashboard.pictures.model import Mark
from dashboard.render.fonts import FAMILY
from dashboard.render.scene import Item, Line, Rect, Scene, Text
from dashboard.render.theme import Theme

_FADED = 0.45
_HATCHES = {"s": (5.0, 1.9), "l": (8.0, 3.2)}
"""How far apart the stripes are, and how wide: of what is small, or large."""
_DOTS, _DOT = 9.0, 2.4
"""How far apart the dots are of what the filters leave out, and how wide."""

Way: TypeAlias = Callable[[Mark], str]
"""A function from a mark to the address of its claims."""


def draw(scene: Scene, theme: Theme, css: str = "", identity: str = "picture", way: Way | None = None) -> str:
    """The scene as one SVG element. ``css`` may carry the fonts; ``identity`` keeps the names of two pictures on a page apart.

    With ``way`` every mark is a link to its claims. Only the first is a tab stop: the page's script moves from mark to mark.
    """
    theme = theme.coloured(scene.hubs)
    hues = sorted({item.hue for item in scene.items if not isinstance(item, Line) and item.ink == "announced"})
    size = f'width="{_n(scene.width)}" height="{_n(scene.height)}" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-labelledby="{identity}-t {identity}-d" '
        f'font-family="{FAMILY}" style="font-variant-numeric:tabular-nums">'
        f'<title id="{identity}-t">{escape(scene.title)}</title><desc id="{identity}-d">{escape(scene.description)}</desc>'
    )
    style = f"<style>{css}</style>" if css else ""
    patterns = "".join(f"{_pattern(theme, hue, kind, identity)}" for hue in hues for kind in _HATCHES)
    paper = theme.colour("ground")
    ground = f'<rect width="100%" height="100%" fill="{paper}"/>'
    body = "".join(_grouped(scene, theme, identity, way))
    return f"{head}{style}<defs>{patterns}</defs>{ground}{body}</svg>"


def _grouped(scene: Scene, theme: Theme, identity: str, way: Way | None) -> Iterator[str]:
    known: set[Mark] = set()
    for mark, items in groupby(scene.items, key=lambda item: item.mark):
        drawn = "".join(_item(item, theme, identity) for item in items)
        if mark is None:
            yield f'<g aria-hidden="true">{drawn}</g>' if drawn.startswith("<rect") else drawn
            continue
        # A mark drawn in several pieces is read aloud once.
        before = len(known)
        known.update((mark,) if mark.claims else ())
        yield _mark(mark, drawn, way, first=not before, again=bool(mark.claims) and len(known) == before)


def _mark(mark: Mark, drawn: str, way: Way | None, first: bool, again: bool) -> str:
    label = escape(mark.spoken)
    look = f' opacity="{_FADED}"' if mark.faded else ""
    named = ' aria-hidden="true"' if again else f' aria-label="{label}"'
    if mark.silent or way is None:
        claims = f' class="mark" data-claims="{escape(" ".join(mark.claims))}"' if mark.claims else ""
        return f'<g role="img"{claims}{named}{look}><title>{label}</title>{drawn}</g>'
    stop = "" if first else ' tabindex="-1"'
    return f'<a class="mark" href="{escape(way(mark))}"{stop}{named}{look}><title>{label}</title>{drawn}</a>'


def _item(item: Item, theme: Theme, identity: str) -> str:
    if isinstance(item, Line):
        dash = f' stroke-dasharray="{_n(item.width * 3)} {_n(item.width * 2.5)}"' if item.dashed else ""
        ends = f'x1="{_n(item.x1)}" y1="{_n(item.y1)}" x2="{_n(item.x2)}" y2="{_n(item.y2)}"'
        return f'<line {ends} stroke="{theme.colour(item.hue)}" stroke-width="{_n(item.width)}"{dash}/>'
    if isinstance(item, Rect) and item.ink == "hidden":
        return _dotted(item, theme)
    if isinstance(item, Rect):
        return _rect(item, theme, identity)
    return _text(item, theme, identity)


def _rect(item: Rect, theme: Theme, identity: str) -> str:
    outlined = item.ink in ("announced", "target", "forecast")
    inset = item.stroke / 2 if outlined else 0
    place = (
        f'x="{_n(item.x + inset)}" y="{_n(item.y + inset)}" '
        f'width="{_n(max(item.width - 2 * inset, 0.1))}" height="{_n(max(item.height - 2 * inset, 0.1))}"'
    )
    radius = f' rx="{_n(item.radius)}"' if item.radius > 0 else ""
    kind = "s" if min(item.width, item.height) < 18 else "l"
    return f"<rect {place}{radius} {_paint(item.ink, item.hue, theme, identity, item.stroke, kind)}/>"


def _paint(ink: str, hue: str, theme: Theme, identity: str, stroke: float, kind: str) -> str:
    colour, ground = theme.colour(hue), theme.colour("ground")
    if ink == "announced":
        return f'fill="url(#{identity}-{kind}-{hue})" stroke="{colour}" stroke-width="{_n(stroke)}"'
    if ink == "target":
        return f'fill="{ground}" stroke="{colour}" stroke-width="{_n(stroke)}"'
    if ink == "forecast":
        dashes = f"{_n(stroke * 1.9)} {_n(stroke * 1.5)}"
        return f'fill="{ground}" stroke="{colour}" stroke-width="{_n(stroke)}" stroke-dasharray="{dashes}"'
    if ink == "claimed":
        return f'fill="{theme.tint(hue)}"'
    return f'fill="{colour}"'


def _text(item: Text, theme: Theme, identity: str) -> str:
    anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
    weight = f' font-weight="{item.weight}"' if item.weight != 400 else ""
    paint = f'fill="{theme.colour(item.hue)}"'
    if item.ink in ("announced", "target", "forecast"):
        # Stripes and gaps would make one digit look like another: a number that is not in place is hollow, and its square says why.
        # The outline of a letter lies on both sides of its edge, over its filling.
        paint = _paint("target", item.hue, theme, identity, max(1.9, item.size / 23), "") + ' stroke-linejoin="round"'
    elif item.ink == "claimed":
        paint = f'fill="{theme.tint(item.hue)}"'
    if item.mark and item.mark.hidden:
        # No dot runs through a letter.
        paint += f' stroke="{theme.colour("ground")}" stroke-width="{_n(item.size * 0.3)}" stroke-linejoin="round" paint-order="stroke"'
    place = f'x="{_n(item.x)}" y="{_n(item.y)}" font-size="{_n(item.size)}"'
    return f"<text {place}{weight}{anchor} {paint}>{escape(item.words, quote=False)}</text>"


def _pattern(theme: Theme, hue: str, kind: str, identity: str) -> str:
    step, width = _HATCHES[kind]
    ground = theme.colour("ground")
    return (
        f'<pattern id="{identity}-{kind}-{hue}" width="{_n(step)}" height="{_n(step)}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{_n(step)}" height="{_n(step)}" fill="{ground}"/>'
        f'<rect width="{_n(width)}" height="{_n(step)}" fill="{theme.colour(hue)}"/></pattern>'
    )


def _dotted(item: Rect, theme: Theme) -> str:
    """Rows of dots with no ground or outline, the first and the last as far from the edge as half the way between two."""
    rows, columns = (max(round(length / _DOTS), 1) for length in (item.height, item.width))
    down, along = item.height / rows, item.width / columns
    ends = f"M{_n(item.x + along / 2)} {{}}H{_n(item.x + item.width - along / 2 + 0.01)}"
    path = "".join(ends.format(_n(item.y + (row + 0.5) * down)) for row in range(rows))
    look = f'stroke-width="{_DOT}" stroke-linecap="round" stroke-dasharray="0 {_n(along)}"'
    # The rectangle is where one points at.
    place = f'x="{_n(item.x)}" y="{_n(item.y)}" width="{_n(item.width)}" height="{_n(item.height)}"'
    return f'<rect {place} fill="{theme.colour("ground")}"/><path d="{path}" stroke="{theme.colour(item.hue)}" {look}/>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
