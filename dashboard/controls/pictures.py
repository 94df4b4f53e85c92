"""A picture on its page: every mark leads to its claims, a table says the same, and it can be taken away."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from dashboard.charts.markup import kept, link, render, way_behind
from dashboard.controls.address import bare, parameter, set_parameter, short_link, site, theme
from dashboard.controls.page import served
from dashboard.export.asked import CLAIMS, LONGEST_HEADLINE, SIZES, Asked, home, picture, placed
from dashboard.export.menus import coming_html, embeddable, menus_html
from dashboard.export.names import frame_words, stem
from dashboard.pictures import PICTURES, picture_name
from dashboard.render import html, svg
from dashboard.render.theme import THEMES
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import one_line

_PAGE, _PHONE = 1080.0, 358.0
"""How wide a picture is drawn where the page cannot say how wide it is, in pixels."""


def show(name: str, table: Table, selection: Selection) -> None:
    """Show a picture, what it says as a table, and how it is taken away; on somebody else's page the picture alone.

    Where the app has addresses of its own, the page's script asks for the picture as wide as its place is.
    """
    asked = Asked(name, selection, theme(), None, link=short_link(table, name, selection))
    alone = bare()
    st.html(_picture(table, asked, "" if served() else _device(), alone), unsafe_allow_javascript=not served())
    if not alone:
        st.html(_menus(table, asked))


def _device() -> str:
    return "phone" if "Mobi" in (st.context.headers.get("User-Agent") or "") else "page"


@kept
def _picture(table: Table, asked: Asked, device: str, alone: bool) -> str:
    found, filters = picture(table, asked), asked.selection.only_filters().query()
    query = (*filters, *((("embed", "true"),) if alone else ()))
    drawn, marks = "", ""
    if device:
        drawn = html.drawing(found, _PHONE if device == "phone" else _PAGE, way_behind(query))
        marks = html.marks(found, way_behind(query))
    return render(
        "picture", name=asked.picture, headline=found.headline, alone=alone, drawing=Markup(drawn), marks=Markup(marks),
        source="" if device else link(f"drawn/{asked.picture}.html", query),
        table="" if device else link(f"marks/{asked.picture}.html", filters),
    )  # fmt: skip


def take_away(name: str, table: Table, selection: Selection) -> None:
    """How a picture, or the claims themselves, leave the app: presented, exported, shared and cited."""
    asked = selection if name == CLAIMS else selection.only_filters()
    st.html(_menus(table, Asked(name, asked, theme(), link=short_link(table, name, asked))))


def _menus(table: Table, asked: Asked) -> str:
    return coming_html(asked) if served() else menus_html(table, asked, site(), embeddable())


def presented(table: Table, selection: Selection) -> None:
    """One picture in a fixed frame and nothing else; below the fold, out of the picture, what can be changed."""
    names = list(PICTURES)
    wanted = picture_name(parameter("picture"))
    name = wanted if wanted in names else names[0]
    ratio = parameter("ratio") if parameter("ratio") in SIZES else "wide"
    look = parameter("theme") if parameter("theme") in THEMES else theme()
    asked = Asked(name, selection, look, SIZES[ratio], _headline(), short_link(table, name, selection))
    st.html(_stage(table, asked, date.today()), unsafe_allow_javascript=True)
    looks = (("theme", look), *((("title", asked.headline),) if asked.headline else ()))
    width, height = SIZES[ratio]
    drawing = link(f"export/{name}.svg", (("size", f"{width}x{height}"), *looks, *selection.query()))
    st.html(
        render(
            "presented", name=name, number=names.index(name) + 1, many=len(names), keys=_keys(selection, names, name),
            slides=(*looks, *selection.query()), drawing=drawing, size=(width, height),
            stem=stem(table, selection, name, frame_words(look, (width, height))),
        )
    )  # fmt: skip
    _options(ratio, look)


@kept
def _stage(table: Table, asked: Asked, today: date) -> str:
    scene, way = placed(table, asked, today), way_behind(asked.selection.only_filters().query())
    drawn = svg.draw(scene, THEMES[asked.theme], identity="stage", way=way)
    return render("stage", theme=asked.theme, caption=scene.title, size=(scene.width, scene.height), drawing=Markup(drawn))


def _keys(selection: Selection, names: list[str], name: str) -> list[tuple[str, str, str]]:
    """What the keys lead to: the key, the words for it, the address. The pictures follow each other."""
    place = names.index(name)
    # A headline is of one picture, so it stays behind.
    looks = [(key, parameter(key)) for key in ("ratio", "theme") if parameter(key)]
    found = [("Escape", "Leave", link(home(name), selection.query()))]
    for key, words, there in (("ArrowLeft", "Previous picture", place - 1), ("ArrowRight", "Next picture", place + 1)):
        if 0 <= there < len(names):
            found.append((key, words, link("present", (("picture", names[there]), *looks, *selection.query()))))
    return found


def _headline() -> str:
    return one_line(parameter("title"))[:LONGEST_HEADLINE].strip()


def _options(ratio: str, look: str) -> None:
    """What can be changed of the frame, below it: its shape, its theme and the presenter's own headline."""
    for key, value in {"ratio": ratio, "theme": look, "title": _headline()}.items():
        st.session_state[key] = value
    shapes = {"wide": "16:9", "classic": "4:3", "square": "Square", "portrait": "Portrait"}
    left, middle, right = st.columns([3, 2, 4])
    left.segmented_control(
        "Shape", list(shapes), key="ratio", format_func=shapes.__getitem__, required=True,
        on_change=lambda: set_parameter("ratio", st.session_state["ratio"]),
    )  # fmt: skip
    middle.segmented_control(
        "Theme", list(THEMES), key="theme", format_func=str.capitalize, required=True,
        on_change=lambda: set_parameter("theme", st.session_state["theme"]),
    )  # fmt: skip
    right.text_input(
        "A headline of your own", key="title", max_chars=LONGEST_HEADLINE,
        placeholder="It is marked as the presenter's; the finding stays below it",
        on_change=lambda: set_parameter("title", st.session_state["title"].strip()),
    )  # fmt: skip
