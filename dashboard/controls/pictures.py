"""Shows a picture on its screen, its export menus, and the Present screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.charts.markup import cached, link, render
from dashboard.controls.address import address, bare, parameter, set_parameter, short_link, theme
from dashboard.export.menus import menus_html
from dashboard.export.names import named
from dashboard.export.request import CLAIMS, LONGEST_HEADLINE, SIZES, ExportRequest, home, picture
from dashboard.pictures import ARRANGED, PICTURES, picture_name
from dashboard.render.theme import THEMES
from dashboard.table.dimensions import USUAL, Arrangement, read_arrangement
from dashboard.table.load import Table
from dashboard.table.selection import Query, Selection
from dashboard.table.words import one_line


def show(name: str, table: Table, selection: Selection, of: str = "", arranged: Arrangement = USUAL) -> None:
    """Show a picture, what it says as a table, and how it is taken away; on somebody else's page the picture alone.

    On the page of one city, ``of``, the picture is of that city, and its links set no filter.

    The page's script asks for the drawing as wide as its place is, and for the table when it is opened.
    """
    request = ExportRequest(name, selection, theme(), None, link=short_link(table, name, selection, arranged), arranged=arranged)
    alone = bare()
    st.html(_picture(table, request, alone, of, date.today()))
    if not alone:
        st.html(menus_html(request))


@cached
def _picture(table: Table, request: ExportRequest, alone: bool, of: str, _day: date) -> str:
    plain = replace(request, selection=request.selection.only_filters())
    filters = (*plain.query, *((("of", of),) if of else ()))
    query = (*filters, *((("embed", "true"),) if alone else ()))
    return render(
        "picture", name=request.picture, headline=picture(table, request).headline, alone=alone,
        drawing=link(f"drawn/{request.picture}.html", query), marks=link(f"marks/{request.picture}.html", filters),
    )  # fmt: skip


def take_away(name: str, table: Table, selection: Selection) -> None:
    """Show the export menus of a picture or of the claims."""
    chosen = selection if name == CLAIMS else selection.only_filters()
    st.html(menus_html(ExportRequest(name, chosen, theme(), link=short_link(table, name, chosen))))


def presented(table: Table, selection: Selection) -> None:
    """The Present screen: one picture in a fixed frame, with its options below the fold."""
    names = list(PICTURES)
    wanted = picture_name(parameter("picture"))
    name = wanted if wanted in names else names[0]
    ratio = parameter("ratio") if parameter("ratio") in SIZES else "wide"
    look = parameter("theme") if parameter("theme") in THEMES else theme()
    arranged, _ = read_arrangement(address())
    stands = arranged if name in ARRANGED else USUAL
    request = ExportRequest(name, selection, look, SIZES[ratio], _headline(), short_link(table, name, selection, stands), stands)
    looks = (("theme", look), *((("title", request.headline),) if request.headline else ()))
    width, height = SIZES[ratio]
    query = (("size", f"{width}x{height}"), *looks, *request.query)
    caption = picture(table, request).headline
    stage = render("stage", name=name, theme=look, caption=caption, size=(width, height), drawing=link(f"drawn/{name}.html", query))
    following = _keys((*selection.query(), *arranged.query()), names, name)
    below = render(
        "presented", name=name, number=names.index(name) + 1, many=len(names), keys=following,
        slides=(*looks, *request.query), drawing=link(f"export/{name}.svg", query), size=(width, height),
        stem=named(table, request, (width, height)),
    )  # fmt: skip
    # One element, so that the keys never belong to a picture that has been replaced.
    st.html(stage + below)
    _options(ratio, look)


def _keys(query: Query, names: list[str], name: str) -> list[tuple[str, str, str]]:
    """(Key, label, address) of the keyboard shortcuts."""
    place = names.index(name)
    # A headline belongs to one picture, so it is not carried on.
    looks = [(key, parameter(key)) for key in ("ratio", "theme") if parameter(key)]
    keys = [("Escape", "Leave", link(home(name), query))]
    for key, words, there in (("ArrowLeft", "Previous picture", place - 1), ("ArrowRight", "Next picture", place + 1)):
        if 0 <= there < len(names):
            keys.append((key, words, link("present", (("picture", names[there]), *looks, *query))))
    return keys


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
