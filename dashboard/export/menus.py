"""The export menus of a picture or of the claims: export, share, cite."""

from __future__ import annotations

import os
from html import escape

from dashboard.charts.markup import cached, link, render
from dashboard.export.names import named, stem
from dashboard.export.request import CLAIMS, SIZES, ExportRequest, home, picture
from dashboard.pictures import ARRANGED
from dashboard.table.cite import Citation, cite_view
from dashboard.table.load import Table
from dashboard.table.permalink import permanent
from dashboard.table.selection import Selection

MENUS = {"export": "Export", "share": "Share", "cite": "Cite"}


def embeddable() -> bool:
    """Whether another site may embed the app: TECH_HUBS_EMBED names it."""
    return bool(os.environ.get("TECH_HUBS_EMBED"))


@cached
def menus_html(request: ExportRequest) -> str:
    """The closed menus; each is loaded from its address when a reader opens it."""
    name, query = request.picture, (("theme", request.theme), *request.query)
    menus = [(title, link(f"take/{name}/{menu}.html", query)) for menu, title in MENUS.items()]
    return render("take", name=name, drawn=name != CLAIMS, query=request.query, menus=menus)


def menu_html(table: Table, request: ExportRequest, menu: str, site: str, embed: bool) -> str:
    """One of `MENUS`; ``site`` is the address of the app, ``embed`` whether another site may embed it."""
    name, query = request.picture, request.query
    context = {
        "name": name,
        "drawn": name != CLAIMS,
        "query": query,
        "stem": stem(table, request.selection, name, arranged=request.arranged),
    }
    if menu == "cite":
        return render("cited", citation=view(table, request, site), **context)
    shapes = [(width, height, _shape(table, request, (width, height))) for width, height in SIZES.values()]
    context["shapes"] = shapes if name != CLAIMS else []
    if menu == "share":
        return render("share", title=escape(table.package.title), lasting=_lasting(table, request, site), embed=embed, **context)
    return render("export", everything=stem(table, Selection(), "everything"), **context)


def _shape(table: Table, request: ExportRequest, size: tuple[int, int]) -> tuple[str, str]:
    """The address of a picture of this size, and its file name."""
    query = (*request.query, ("theme", request.theme), ("size", f"{size[0]}x{size[1]}"))
    return link(f"export/{request.picture}.svg", query), named(table, request, size)


def view(table: Table, request: ExportRequest, site: str) -> Citation:
    """The citation of a picture, or of the list of claims, for a selection."""
    words = request.selection.words(table)
    title = words if request.picture == CLAIMS else picture(table, request).headline
    return cite_view(table, title, words, _lasting(table, request, site), request.selection.distinct(table)["article"])


def _lasting(table: Table, request: ExportRequest, site: str) -> str:
    """The permanent address of a view, with the version of the data, and the picture where a screen has several."""
    page = home(request.picture)
    arranged = request.arranged.whole if request.picture in ARRANGED else ()
    lasting = f"{site}/{link(page, (*arranged, *permanent(table, request.selection))).removeprefix('./')}"
    return lasting + (f"&picture={request.picture}" if page == "sources" else "")
