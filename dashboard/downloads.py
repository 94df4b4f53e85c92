"""The addresses that give files: exports, citations, figures for the reader's browser to draw, and short links."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.charts.found import found_html
from dashboard.charts.listing import cite_html
from dashboard.charts.markup import cached, link, link_to_claims
from dashboard.charts.panel import panel_html
from dashboard.export.formats import DRAWN, EVERYTHING, EXPORT_FORMATS
from dashboard.export.menus import MENUS, embeddable, menu_html, view
from dashboard.export.names import stem
from dashboard.export.notebook import NOTEBOOK_FORMATS, file_name, notebook_export
from dashboard.export.request import CLAIMS, LONGEST_HEADLINE, ExportRequest, drawn, figure, home, linked, picture, placed, read_size
from dashboard.pictures import ARRANGED, PICTURES, REPLACED, picture_name
from dashboard.render import html, svg
from dashboard.render.theme import PAGE, THEMES
from dashboard.table.cite import CITATION_FORMATS, Citation, cite_article, cite_claim
from dashboard.table.dimensions import read_arrangement
from dashboard.table.files import articles_folder, released
from dashboard.table.load import Table
from dashboard.table.notebook import NotebookError, read_notebook
from dashboard.table.notebook_steps import step
from dashboard.table.permalink import decode
from dashboard.table.problems import Unreadable, listed, quoted
from dashboard.table.selection import SCREEN, Query, Selection, read_query
from dashboard.table.store import TableStore, table_store
from dashboard.table.words import one_line, plural

MOST, ROWS_ALONE = 100_000, ("csv", "parquet", "zip")
"""How many claims a file holds that a program opens whole, and the files that may hold more."""
_FRAME = ("size", "width", "still", "embed", *SCREEN)
"""Parameters of an address that are no part of the selection."""
_LONGEST_STEP = 100_000
_UNREADABLE_DATA = "The data cannot be read; the app shows what is wrong with it."


class _Refused(Exception):
    """What was asked for cannot be given; the sentence says why."""


WIDTHS = (320, 1400)
"""How narrow and how wide a picture on a page is drawn, in pixels."""


def routes(base_path: str = "") -> list[Route]:
    """Every address of the app that is not a screen, below ``base_path``."""
    answers = [
        ("/export/{name}.{suffix}", _with_table(_export)),
        ("/drawn/{name}.html", _with_table(_drawing)),
        ("/marks/{name}.html", _with_table(_marks)),
        ("/panel.html", _with_table(_panel)),
        ("/search.html", _with_table(_search)),
        ("/take/{name}/{menu}.html", _with_table(_menu)),
        ("/cite/{what}.{suffix}", _with_table(_cite)),
        ("/notebook/{file}", _with_table(_notebook)),
        ("/s/{version}/{letters}", _with_table(_open)),
        ("/health", _health),
    ]
    stepped = Route(f"{base_path}/notebook.json", _step, methods=["GET", "POST"])
    return [stepped, *(Route(f"{base_path}{path}", answer) for path, answer in answers)]


def _store() -> TableStore:
    return table_store(Path(os.environ.get("TECH_HUBS_DATA") or released()))


def _health(_request: Request) -> Response:
    """Whether there is a table to show and which, for whoever watches over the server, and for pages that are open when it changes."""
    try:
        snapshot = _store().snapshot()
    except Unreadable:
        return PlainTextResponse(_UNREADABLE_DATA, 503)
    status = {"status": "ok", "data": snapshot.table.package.version, "table": snapshot.fingerprint}
    return JSONResponse(status, headers={"Cache-Control": "no-store"})


def _with_table(give: Callable[[Request, Table], Response]) -> Callable[[Request], Response]:
    """The same with the table read, and what cannot be given answered with a sentence."""

    def answer(request: Request) -> Response:
        try:
            return give(request, _store().snapshot().table)
        except Unreadable:
            return PlainTextResponse(_UNREADABLE_DATA, 503)
        except _Refused as refused:
            return PlainTextResponse(str(refused), 404)

    return answer


def _export(request: Request, table: Table) -> Response:
    name, suffix = picture_name(request.path_params["name"]), request.path_params["suffix"]
    if suffix in ("json", "svg") and name in PICTURES:
        export = _read_request(request, table, name)
        return Response((figure if suffix == "json" else drawn)(table, export), media_type=DRAWN[suffix])
    form = EXPORT_FORMATS.get(suffix)
    if not form or name not in form.names:
        raise _Refused(f"There is no export called {quoted(f'{name}.{suffix}')}. Open a picture and choose one under Export.")
    export = _read_request(request, table, name)
    claims = sum(export.selection.sizes(table))
    if suffix not in ROWS_ALONE and claims > MOST:
        raise _Refused(
            f"{plural(claims, 'claim')} are more than one {suffix} file can hold: {MOST:,}. "
            "Narrow the selection, or take CSV, Parquet or ZIP."
        )
    file = f"{stem(table, Selection() if name == EVERYTHING else export.selection, name, arranged=export.arranged)}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(form.write(table, [export], articles_folder()), media_type=form.media_type, headers=headers)


def _drawing(request: Request, table: Table) -> Response:
    """A picture for a page: as wide as its place is, ``width`` in pixels; of a fixed ``size`` as it is presented.

    A ``still`` one is small among others: its marks lead nowhere, and it is light or dark as the page is.
    """
    export = _picture_request(request, table)
    if "size" in request.query_params:
        scene = placed(table, export, date.today())
        if "still" in request.query_params:
            return HTMLResponse(f'<span class="th-drawing">{svg.draw(scene, PAGE, identity=f"still-{export.picture}")}</span>')
        return HTMLResponse(svg.draw(scene, THEMES[export.theme], identity="stage", way=link_to_claims(_filters(request, export))))
    width = request.query_params.get("width", "")
    if not width.isdecimal() or len(width) > 4:
        raise _Refused(f"{quoted(width)} is no width. Write pixels from {WIDTHS[0]} to {WIDTHS[1]}.")
    within = min(max(int(width), WIDTHS[0]), WIDTHS[1])
    return HTMLResponse(_laid_out(table, export, within, _filters(request, export), date.today()))


@cached
def _laid_out(table: Table, export: ExportRequest, width: int, filters: Query, _day: date) -> str:
    """The same for all who have a place of this width: a hall sees one picture."""
    return html.drawing(picture(table, export), width, link_to_claims(filters))


def _marks(request: Request, table: Table) -> Response:
    """The marks of a picture as a table, for a page that shows it when it is asked for."""
    export = _picture_request(request, table)
    return HTMLResponse(html.marks(picture(table, export), link_to_claims(_filters(request, export))))


def _picture_request(request: Request, table: Table) -> ExportRequest:
    name = picture_name(request.path_params["name"])
    if name not in PICTURES:
        raise _Refused(f"There is no picture called {quoted(name)}.")
    return _read_request(request, table, name)


def _filters(request: Request, export: ExportRequest) -> Query:
    """What a mark carries on to its claims: within the frame of somebody else's page; no filter that the page of a city made."""
    embedded = (("embed", "true"),) if request.query_params.get("embed") == "true" else ()
    query = export.selection.query()
    if "of" in request.query_params:
        query = tuple(pair for pair in query if pair[0] != "cities")
    return (*query, *embedded)


def _panel(request: Request, table: Table) -> Response:
    """The claims behind a mark, a name or a count, for the panel beside a picture."""
    query = request.query_params.multi_items()
    pairs = [("claims" if name == "claim" else name, value) for name, value in query]
    selection, unknown = read_query(table, pairs)
    if unknown:
        raise _Refused(" ".join(unknown))
    return HTMLResponse(panel_html(table, selection, articles_folder()))


def _search(request: Request, table: Table) -> Response:
    """What the search box shows below itself: the names and claims that hold the words typed so far."""
    selection, _ = read_query(table, request.query_params.multi_items())
    return HTMLResponse(found_html(table, selection), headers={"Cache-Control": "no-store"})


def _menu(request: Request, table: Table) -> Response:
    """One of the menus below a picture or above the claims, for a page that shows it when it is opened."""
    name, menu = picture_name(request.path_params["name"]), request.path_params["menu"]
    if name not in (*PICTURES, CLAIMS) or menu not in MENUS:
        raise _Refused(f"There is no menu called {quoted(f'{name}/{menu}')}.")
    return HTMLResponse(menu_html(table, _read_request(request, table, name), menu, _site(request), embeddable()))


def _cite(request: Request, table: Table) -> Response:
    what, suffix = request.path_params["what"], request.path_params["suffix"]
    if (what, suffix) == ("claim", "html"):
        key = request.query_params.get("claim", "")
        if key not in table.claims.index:
            raise _Refused(f"There is no claim called {quoted(key)} to cite.")
        return HTMLResponse(cite_html(table, key, _site(request), opened=True))
    if suffix not in CITATION_FORMATS:
        raise _Refused(f"There is no citation as {quoted(suffix)}. Choose {', '.join(CITATION_FORMATS)}.")
    media_type, write = CITATION_FORMATS[suffix]
    return Response(write(_citation(request, table, what)), media_type=f"{media_type}; charset=utf-8")


def _citation(request: Request, table: Table, what: str) -> Citation:
    key = request.query_params.get(what, "")
    if what == "claim" and key in table.claims.index:
        return cite_claim(table, key, f"{_site(request)}/{link('evidence', (('claim', key),))}")
    if what == "article" and key in table.vocabularies["articles"].index:
        return cite_article(table, key)
    if what == "view":
        name = picture_name(request.query_params.get("picture", ""))
        if name not in (*PICTURES, CLAIMS):
            raise _Refused(f"There is no picture called {quoted(name)}.")
        return view(table, _read_request(request, table, name), _site(request))
    raise _Refused(f"There is no {quoted(what)} called {quoted(key)} to cite.")


def _notebook(request: Request, table: Table) -> Response:
    """A notebook as a file; it is in the address, and nowhere else."""
    file = request.path_params["file"]
    if file not in NOTEBOOK_FORMATS:
        raise _Refused(f"A notebook has no file called {quoted(file)}. Choose {listed(NOTEBOOK_FORMATS)}.")
    notebook, wrong = read_notebook(request.query_params.get("keep", ""))
    if not notebook.kept:
        raise _Refused(wrong or "The notebook is empty. Keep a claim first.")
    media_type, write = NOTEBOOK_FORMATS[file]
    headers = {"Content-Disposition": f'attachment; filename="{file_name(table, notebook, file)}"', "Cache-Control": "no-store"}
    return Response(
        write(notebook_export(table, notebook, articles_folder(), _site(request))), headers={**headers, "Content-Type": media_type}
    )


async def _step(request: Request) -> Response:
    """What a notebook is after one step of its reader; the body holds it, so that no log has a reader's notes."""
    if request.method != "POST":
        return PlainTextResponse("A step with a notebook is asked for with POST; its screen is at notebook.", 405)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_STEP:
            return PlainTextResponse("This is more than a notebook can hold.", 413)
    parameters = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return await run_in_threadpool(_with_table(lambda _request, table: _step_answer(table, parameters)), request)


def _step_answer(table: Table, parameters: Mapping[str, str]) -> Response:
    try:
        after = step(table, parameters)
    except NotebookError as error:
        return PlainTextResponse(str(error), 409)
    entries = after.notebook.kept
    notes = {each.claim: each.note for each in entries if each.note}
    answer = {"keep": after.keep, "claims": list(after.notebook.claims), "notes": notes, "told": after.message}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _open(request: Request, table: Table) -> Response:
    """A short link leads to its screen, with the version of the data it was made on."""
    query = decode(table, request.path_params["letters"], (*PICTURES, *REPLACED))
    if query is None:
        raise _Refused("Nobody knows this short link. It may be misspelled: letters a to z and digits 2 to 7, four for each word.")
    (_, name), *rest = query
    there = link(home(picture_name(name)), (*rest, ("data", request.path_params["version"])))
    return RedirectResponse(f"../../{there.removeprefix('./')}")


def _read_request(request: Request, table: Table, name: str) -> ExportRequest:
    """What an address asks for. Raises `_Refused` with a sentence for every value nobody knows."""
    query = request.query_params.multi_items()
    selection, unknown = read_query(table, [pair for pair in query if pair[0] not in _FRAME])
    arranged, astray = read_arrangement(query if name in ARRANGED else ())
    unknown += astray
    try:
        size = read_size(request.query_params.get("size", ""))
    except ValueError as error:
        unknown.append(str(error))
    if unknown:
        raise _Refused(" ".join(unknown))
    chosen = selection if name == CLAIMS else selection.only_filters()
    asked_theme = request.query_params.get("theme", "")
    theme = asked_theme if asked_theme in THEMES else "light"
    title = one_line(request.query_params.get("title", ""))[:LONGEST_HEADLINE].strip()
    export = ExportRequest(name, chosen, theme, size, title, arranged=arranged)
    return replace(export, link=linked(table, _site(request), export)) if name in PICTURES else export


def _site(request: Request) -> str:
    url = os.environ.get("TECH_HUBS_URL", "") or f"{str(request.base_url).rstrip('/')}{os.environ.get('TECH_HUBS_BASE_PATH', '')}"
    return url.rstrip("/")
