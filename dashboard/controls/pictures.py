"""A picture on its page: its marks answer to a click, a table says the same, and it can be taken away."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from dashboard.charts import CHARTS
from dashboard.charts.listing import marks_html
from dashboard.charts.markup import kept, link, render
from dashboard.charts.screens import CLAIMS, LONGEST_HEADLINE, SIZES, Asked, home, screens
from dashboard.charts.style import STYLES, Figure, Picture, carried
from dashboard.controls.address import bare, parameter, set_parameter, short_link, site, style
from dashboard.controls.page import served
from dashboard.export.menus import coming_html, embeddable, menus_html
from dashboard.export.names import part_of, stem
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import one_line

_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "showSendToCloud": False}
_LAST = 999


def chart(name: str, table: Table, selection: Selection) -> None:
    """Draw a chart; ``links.js`` answers a click on a mark with the way to the claims behind it."""
    asked = Asked(name, selection, style(), link=short_link(table, name, selection))
    picture = screens(table, asked)
    alone = bare()
    st.html(_lead(table, asked, picture, alone))
    st.plotly_chart(_Sent(picture.figure), theme=None, alt=picture.headline, key=f"picture-{name}", config=_CONFIG, width="content")
    if not alone:
        st.html(_menus(table, asked) + _twin(table, asked, picture))


class _Sent(go.Figure):  # type: ignore[misc]
    """A figure that is no more than sent, as Streamlit takes none but Plotly's own."""

    def __init__(self, figure: Figure) -> None:
        # Nothing of Plotly's is needed of it but the type, and making one takes longer than sending it.
        self._figure = figure

    def to_dict(self) -> Figure:
        return self._figure


@kept
def _lead(table: Table, asked: Asked, picture: Picture, alone: bool) -> str:
    answers = _answers(table, picture, asked.selection, alone)
    return render("lead", name=asked.picture, headline=picture.headline, twin=not alone, **answers)


def _answers(table: Table, picture: Picture, selection: Selection, embedded: bool = False) -> dict[str, object]:
    """What a click on a mark needs: the way to the claims, to which the mark adds its own, and the marks that leave a lens out."""
    way = link("evidence", (*selection.only_filters().query(), *((("embed", "true"),) if embedded else ())))
    return {"way": way, "fades": _fading(table, picture, selection)}


@kept
def _fading(table: Table, picture: Picture, selection: Selection) -> list[str]:
    """The marks whose claims a lens hides, as they name them: the way to those leaves the lens out."""
    if not selection.without:
        return []
    facets = [found for found in picture.rows["facets"] if found]
    return ["&".join(carried(found)) for found in facets if ("without", selection.without) not in selection.toward(table, found)]


@kept
def _twin(table: Table, asked: Asked, picture: Picture) -> str:
    """The table behind a picture; like the menus it comes when it is opened, where the app has addresses of its own."""
    name, selection = asked.picture, asked.selection
    if served():
        return render("twin", name=name, source=link(f"marks/{name}.html", selection.query()), marks="")
    return render("twin", name=name, source="", marks=Markup(marks_html(table, picture, selection)))


def take_away(name: str, table: Table, selection: Selection) -> None:
    """How a picture, or the claims themselves, leave the app: presented, exported, shared and cited."""
    asked = selection if name == CLAIMS else selection.only_filters()
    st.html(_menus(table, Asked(name, asked, style(), link=short_link(table, name, asked))))


def _menus(table: Table, asked: Asked) -> str:
    return coming_html(asked) if served() else menus_html(table, asked, site(), embeddable())


def presented(table: Table, selection: Selection) -> None:
    """One picture in a fixed frame and nothing else; below the fold, out of the picture, what can be changed."""
    names = list(CHARTS)
    name = parameter("picture") if parameter("picture") in names else names[0]
    ratio = parameter("ratio") if parameter("ratio") in SIZES else "wide"
    look = STYLES.get(parameter("theme"), style())
    asked = Asked(name, selection, look, SIZES[ratio], _headline(), short_link(table, name, selection))
    picture = screens(table, asked)
    wanted = parameter("part")
    part = min(max(int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 1, 1), len(picture.figures)) - 1
    many = len(picture.figures)
    looks = (("theme", look.name), *((("title", asked.headline),) if asked.headline else ()))
    figure = link(f"export/{name}.json", (("size", "x".join(map(str, SIZES[ratio]))), ("part", part + 1), *looks, *selection.query()))
    frame = {"figure": figure, "size": SIZES[ratio]}
    st.html(render("stage", theme=look.name, caption=picture.headline, **frame, **_answers(table, picture, selection)))
    st.html(
        render(
            "presented", name=name, part=part + 1, parts=many, keys=_keys(selection, names, name, part, many),
            slides=(*looks, *selection.query()), **frame,
            stem=stem(table, selection, name, part_of(part + 1, many, look.name, SIZES[ratio])),
        )
    )  # fmt: skip
    _options(ratio, look.name)


def _keys(selection: Selection, names: list[str], name: str, part: int, parts: int) -> list[tuple[str, str, str]]:
    """What the keys lead to: the key, the words for it, the address. Pictures follow each other screen by screen."""
    place = names.index(name)
    kept = [(key, parameter(key)) for key in ("ratio", "theme", "title") if parameter(key)]
    before = (name, part) if part else (names[place - 1], _LAST) if place else None
    after = (name, part + 2) if part + 1 < parts else (names[place + 1], 1) if place + 1 < len(names) else None
    found = [("Escape", "Leave", link(home(name), selection.query()))]
    for key, words, there in (("ArrowLeft", "Previous screen", before), ("ArrowRight", "Next screen", after)):
        if there:
            # A headline is of one picture.
            told = [pair for pair in kept if pair[0] != "title" or there[0] == name]
            query = (("picture", there[0]), ("part", there[1]), *told, *selection.query())
            found.append((key, words, link("present", query)))
    return found


def _headline() -> str:
    return one_line(parameter("title"))[:LONGEST_HEADLINE].strip()


def _options(ratio: str, look: str) -> None:
    """What can be changed of the frame, below it: its shape, its ground and the presenter's own headline."""
    for key, value in {"ratio": ratio, "theme": look, "title": _headline()}.items():
        st.session_state[key] = value
    shapes = {"wide": "16:9", "classic": "4:3", "square": "Square"}
    left, middle, right = st.columns([1, 1, 3])
    left.segmented_control(
        "Shape", list(shapes), key="ratio", format_func=shapes.__getitem__, required=True,
        on_change=lambda: set_parameter("ratio", st.session_state["ratio"]),
    )  # fmt: skip
    middle.segmented_control(
        "Ground", list(STYLES), key="theme", format_func=str.capitalize, required=True,
        on_change=lambda: set_parameter("theme", st.session_state["theme"]),
    )  # fmt: skip
    right.text_input(
        "A headline of your own", key="title", max_chars=LONGEST_HEADLINE,
        placeholder="It is marked as the presenter's; the finding stays below it",
        on_change=lambda: set_parameter("title", st.session_state["title"].strip()),
    )  # fmt: skip
