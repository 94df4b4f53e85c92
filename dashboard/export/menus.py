"""How a picture, or the claims themselves, leave the app: what below them leads to a presentation, and the menus beside it."""

from __future__ import annotations

import os
from html import escape

from dashboard.charts.markup import kept, link, render
from dashboard.export.asked import CLAIMS, SIZES, Asked, home, picture
from dashboard.export.names import named, stem
from dashboard.pictures import ARRANGED
from dashboard.table.cite import Citation, cite_view
from dashboard.table.load import Table
from dashboard.table.permalink import permanent
from dashboard.table.selection import Selection

MENUS = {"export": "Export", "share": "Share", "cite": "Cite"}


def embeddable() -> bool:
    """Whether any other site may put the app in a frame: TECH_HUBS_EMBED names it."""
    return bool(os.environ.get("TECH_HUBS_EMBED"))


@kept
def menus_html(asked: Asked) -> str:
    """The menus closed, each of them to come from its address when a reader opens it; most never do."""
    name, query = asked.picture, (("theme", asked.theme), *asked.query)
    menus = [(title, link(f"take/{name}/{menu}.html", query)) for menu, title in MENUS.items()]
    return render("take", name=name, drawn=name != CLAIMS, query=asked.query, menus=menus)


def menu_html(table: Table, asked: Asked, menu: str, site: str, embed: bool) -> str:
    """One of `MENUS`; ``site`` is where the app is found, ``embed`` whether another site may put it in a frame."""
    name, query = asked.picture, asked.query
    told = {"name": name, "drawn": name != CLAIMS, "query": query, "stem": stem(table, asked.selection, name, arranged=asked.arranged)}
    if menu == "cite":
        return render("cited", citation=view(table, asked, site), **told)
    shapes = [(width, height, _shape(table, asked, (width, height))) for width, height in SIZES.values()]
    told["shapes"] = shapes if name != CLAIMS else []
    if menu == "share":
        return render("share", title=escape(table.package.title), lasting=_lasting(table, asked, site), embed=embed, **told)
    return render("export", everything=stem(table, Selection(), "everything"), **told)


def _shape(table: Table, asked: Asked, size: tuple[int, int]) -> tuple[str, str]:
    """Where a picture of this size is found, and the name of its file."""
    query = (*asked.query, ("theme", asked.theme), ("size", f"{size[0]}x{size[1]}"))
    return link(f"export/{asked.picture}.svg", query), named(table, asked, size)


def view(table: Table, asked: Asked, site: str) -> Citation:
    """How to cite what a picture, or the list of claims, shows of a selection."""
    words = asked.selection.words(table)
    title = words if asked.picture == CLAIMS else picture(table, asked).headline
    return cite_view(table, title, words, _lasting(table, asked, site), asked.selection.distinct(table)["article"])


def _lasting(table: Table, asked: Asked, site: str) -> str:
    """The address of a view with the version of its data; it says which picture where a screen has several."""
    page = home(asked.picture)
    arranged = asked.arranged.whole if asked.picture in ARRANGED else ()
    lasting = f"{site}/{link(page, (*arranged, *permanent(table, asked.selection))).removeprefix('./')}"
    return lasting + (f"&picture={asked.picture}" if page == "sources" else "")
