"""A picture on its page: its marks answer to a click, a table says the same, and it can be taken away."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import CHARTS
from dashboard.charts.listing import marks_html
from dashboard.charts.markup import kept, link, render
from dashboard.charts.screens import CLAIMS, LONGEST_HEADLINE, SIZES, Asked, finding, home, screens
from dashboard.charts.style import STYLES
from dashboard.controls.address import bare, embeddable, parameter, set_parameter, short_link, site, style
from dashboard.export.names import part_of, stem
from dashboard.table.cite import cite_view
from dashboard.table.load import Table
from dashboard.table.permalink import permanent
from dashboard.table.selection import Selection
from dashboard.table.words import one_line

_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "showSendToCloud": False}
_LAST = 999


def chart(name: str, table: Table, selection: Selection) -> None:
    """Draw a chart; a click on a mark opens the claims behind it, by the pairs the mark carries."""
    picture = screens(table, Asked(name, selection, style(), link=short_link(table, name, selection)))
    with st.container(key=f"picture-{name}"):
        st.html(render("lead", name=name, headline=picture.headline, twin=not bare()))
        picked = st.plotly_chart(
            picture.figure, theme=None, alt=picture.headline, key=f"chart-{name}", on_select="rerun", selection_mode="points",
            config=_CONFIG, width="content",
        )  # fmt: skip
    points = picked["selection"]["points"]
    if points and points[0].get("customdata"):
        open_evidence(table, selection, dict(pair.split("=", 1) for pair in points[0]["customdata"]))
    if not bare():
        take_away(name, table, selection)
        with st.expander("The same marks as a table", key=f"twin-{name}"):
            st.html(_twin(table, picture, selection))


def open_evidence(table: Table, selection: Selection, facets: dict[str, str]) -> None:
    """Go to the claims behind a mark, the filters kept: a link that ``links.js`` follows, one step of the history."""
    kept = (("embed", "true"),) if bare() else ()
    st.html(render("go", href=link("evidence", (*selection.toward(table, facets.items()), *kept))))


def take_away(name: str, table: Table, selection: Selection) -> None:
    """How a picture, or the claims themselves, leave the app: presented, exported, shared and cited."""
    asked = selection if name == CLAIMS else selection.only_filters()
    st.html(_ways_out(table, Asked(name, asked, style(), link=short_link(table, name, asked)), site(), embeddable()))


_twin = kept(marks_html)


@kept
def _ways_out(table: Table, asked: Asked, site: str, embed: bool) -> str:
    name, selection, page = asked.picture, asked.selection, home(asked.picture)
    lasting = f"{site}/{link(page, permanent(table, selection)).removeprefix('./')}" + (f"&picture={name}" if page == "sources" else "")
    title = selection.words(table) if name == CLAIMS else finding(table, asked)
    return render(
        "take", name=name, drawn=name != CLAIMS, query=selection.query(), stem=stem(table, selection, name), theme=asked.style.name,
        lasting=lasting, embed=f"{lasting}&embed=true" if embed else "", everything=stem(table, Selection(), "everything"),
        citation=cite_view(table, title, selection.words(table), lasting, selection.distinct(table)["article"]),
    )  # fmt: skip


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
    st.html(render("stage", theme=look.name, filters=selection.query(), caption=picture.headline, **frame))
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
