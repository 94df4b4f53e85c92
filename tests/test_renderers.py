"""Every picture in every format says the same: the same marks, of the same status, with the same claims behind them, and none missing."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import plotly.graph_objects as go
import pytest

from dashboard.charts.markup import link_to_claims
from dashboard.export import formats
from dashboard.export.formats import EXPORT_FORMATS
from dashboard.export.request import ExportRequest, picture
from dashboard.export.sheets import SheetColumn
from dashboard.pictures import PICTURES
from dashboard.pictures.model import Mark, Picture
from dashboard.render import data_table, html, plotly, svg
from dashboard.render.layout import Frame, compose
from dashboard.render.scene import Rect, Scene, Text
from dashboard.render.theme import LIGHT
from dashboard.table.load import Table
from dashboard.table.selection import Query, Selection, read_query, values
from tests.test_pictures import ABOUT, any_table, selections  # noqa: F401 (a fixture)

SVG = "{http://www.w3.org/2000/svg}"
PHONE = Frame(358)
OUTLINED = ("announced", "target", "forecast")
"""The statuses that are drawn with an outline, which no other piece of a picture has."""

Shown: TypeAlias = set[tuple[str, tuple[str, ...]]]
"""Marks as a reader meets them: the sentence, and the claims behind it."""

each = pytest.mark.parametrize("name", PICTURES)


def shown(marks: Sequence[Mark]) -> Shown:
    return {(mark.said or mark.words, mark.claims) for mark in marks}


def look(element: Element) -> tuple[str, str]:
    """How a piece of an SVG is filled: a kind of outline and its colour, or ``filled`` and the colour."""
    fill, stroke = element.get("fill", ""), element.get("stroke", "")
    # A line around letters that is drawn below them keeps them clear of what is behind.
    if not stroke or element.get("paint-order"):
        return "filled", fill
    return ("announced" if fill.startswith("url(#") else "forecast" if element.get("stroke-dasharray") else "target"), stroke


def in_svg(text: str, filters: Query | None = None) -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
    """Every mark of an SVG: what is read aloud, its claims, and the outlines it is drawn with.

    With ``filters`` the claims are those of its link, which carries the filters too.
    """
    for element in ElementTree.fromstring(text).iter():
        drawn = {look(piece)[0] for piece in element.iter(f"{SVG}rect")} - {"filled"}
        if element.get("role") == "img" or (element.tag == f"{SVG}a" and filters is not None):
            if element.get("aria-hidden"):
                continue
            href, claims = element.get("href", ""), (element.get("data-claims") or "").split()
            if href:
                claims = behind(href, filters or ())
            (title,) = element.findall(f"{SVG}title")
            assert title.text == element.get("aria-label")
            yield element.get("aria-label", ""), tuple(claims), drawn


def behind(href: str, filters: Query) -> list[str]:
    """The claims that a link names; all else in it are the filters of the picture."""
    address = urlsplit(href)
    (first, *rest) = parse_qsl(address.query, keep_blank_values=True)
    assert address.path == "evidence" and first[0] == "claims"
    assert [*filters] in (rest, [*rest, *(pair for pair in filters if pair[0] == "without")]) or sorted(rest) == sorted(
        pair for pair in filters if pair[0] != "without"
    )
    return first[1].split()


def boxes_of(svg_text: str) -> Counter[tuple[Any, ...]]:
    """Every rectangle of an SVG but its ground, with how it is filled."""
    found = [rect for rect in ElementTree.fromstring(svg_text).iter(f"{SVG}rect") if rect.get("x")]
    return Counter((*(round(float(rect.get(side, "")), 1) for side in ("x", "y", "width", "height")), look(rect)) for rect in found)


def boxes_in(figure: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """Every rectangle of a figure of Plotly, with how it is filled."""
    found: Counter[tuple[Any, ...]] = Counter()
    for trace in figure["data"][:-1]:
        kind = "announced" if trace.get("fillpattern", {}).get("shape") == "/" else {"dot": "forecast"}.get(trace["line"]["dash"], "target")
        drawn = (kind, trace["line"]["color"]) if trace["line"]["width"] else ("filled", trace["fillcolor"])
        for start in range(0, len(trace["x"]), 6):
            (left, right), (top, bottom) = trace["x"][start : start + 2], trace["y"][start + 1 : start + 3]
            found[*(round(side, 1) for side in (left, top, max(right - left, 0.1), max(bottom - top, 0.1))), drawn] += 1
    return found


def near(one: Counter[tuple[Any, ...]], other: Counter[tuple[Any, ...]]) -> bool:
    """Whether two pictures draw as many rectangles of each fill, in the same places but for the rounding of a pixel's tenth."""
    pairs = zip(sorted(one.elements(), key=_ordered), sorted(other.elements(), key=_ordered), strict=True)
    return all(a[4] == b[4] and max(abs(x - y) for x, y in zip(a[:4], b[:4], strict=True)) < 0.25 for a, b in pairs)


def _ordered(box: tuple[Any, ...]) -> tuple[Any, ...]:
    return (box[4], *(round(side) for side in box[:4]))


def in_table(text: str, filters: Query) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """The rows of a table of marks: what is said, city, status, support, claims."""
    rows = []
    for line in ElementTree.fromstring(text).iter("tr"):
        said, *cells = ["".join(cell.itertext()) for cell in line if cell.get("scope") == "row" or cell.tag == "td"] or [""]
        if len(cells) != 4:
            continue
        links = [link.get("href", "") for link in line.iter("a")]
        claims = tuple(behind(links[0], filters)) if links else ()
        assert cells[3] == (f"{len(claims):,} claim{'s' * (len(claims) != 1)}: {said}" if claims else "none")
        rows.append((said, cells[0], cells[1], cells[2], claims))
    return rows


def expected_rows(table: Table, found: Picture) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """What a table of marks must say, with the names and the labels of the data."""
    cities = table.vocabularies["cities"]["name"].to_dict()
    labels = {word.value: word.label.lower() for word in table.package["claims"]["status"].categories} | {"claimed": "boast or opinion"}
    articles = table.claims["support"].to_dict()

    def support(mark: Mark) -> str:
        most = max((articles[claim] for claim in mark.claims), default=0)
        return "" if not most else "single source" if most == 1 else f"{most} articles say so"

    def status(mark: Mark) -> str:
        return labels.get(mark.status or "", "") if mark.claims else "left out by the filters" if mark.hidden else "not said"

    return [
        (mark.said or mark.words, cities.get(mark.city, ""), status(mark), support(mark), mark.claims)
        for mark in dict.fromkeys(found.marks)
    ]


def drawn_alike(found: Picture, scene: Scene, filters: Query, about: set[str], linked: bool) -> None:
    """A picture placed in a frame has every claim, and each drawing of it every mark; on a page every mark is ``linked``."""
    known = {(mark.said or mark.words, mark.status, mark.claims) for mark in found.marks}
    of_status: dict[str | None, set[str]] = {None: about}
    for mark in found.marks:
        of_status.setdefault(mark.status, set()).update(mark.claims)
    for mark in scene.marks:
        # What is only counted is of one status, or has none.
        counted = set(mark.claims) <= of_status.get(mark.status, set())
        assert (mark.said or mark.words, mark.status, mark.claims) in known or counted, mark
    assert {claim for mark in scene.marks for claim in mark.claims} == about
    text = svg.draw(scene, LIGHT, way=link_to_claims(filters) if linked else None)
    outlines = {(said, claims): drawn for said, claims, drawn in in_svg(text, filters if linked else None)}
    assert outlines.keys() == shown(scene.marks)
    for mark in scene.marks:
        drawn = outlines[mark.said or mark.words, mark.claims]
        assert drawn <= {mark.status} | ({"target"} if mark.silent else set()), mark
    for piece in ElementTree.fromstring(text).iter(f"{SVG}text"):
        # A digit is filled or hollow: with stripes or gaps it might be read as another.
        assert look(piece)[0] in ("filled", "target")
    for hollow in (item for item in scene.items if isinstance(item, Text) and item.ink in OUTLINED):
        assert any(isinstance(item, Rect) and item.mark == hollow.mark and item.ink == hollow.ink for item in scene.items), hollow
    figure = plotly.draw(scene, LIGHT, {})
    points = figure["data"][-1]
    told = {(_unescaped(said), tuple(claims)) for said, claims in zip(points["hovertext"], points["customdata"], strict=True)}
    assert told == shown(scene.marks)
    assert near(boxes_of(text), boxes_in(figure))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch) -> list[SheetColumn]:
    """The columns of the marks that the last workbook was given: to write all its other sheets takes a second each time."""
    given: list[SheetColumn] = []

    def kept(*words: Any) -> bytes:
        given[:] = words[4]
        return b""

    monkeypatch.setattr(formats, "xlsx_bytes", kept)
    return given


@each
def test_every_format_has_the_same_marks_statuses_and_claims_and_none_is_missing(
    any_table: Table,  # noqa: F811
    name: str,
    sheet: list[SheetColumn],
) -> None:
    order = list(any_table.claims["claim_id"])
    chance = random.Random(name)
    for selection in (Selection(), *chance.sample(selections(any_table, 30), 4)):
        asked, filters = ExportRequest(name, selection), selection.query()
        found = picture(any_table, asked)
        about = set(ABOUT[name](any_table, selection, selection.drawn(any_table))["claim_id"])
        assert about <= set(order)
        for frame, linked in ((asked.frame, False), (PHONE, True)):
            drawn_alike(found, compose(found, frame), filters, about, linked)
        rows = expected_rows(any_table, found)
        assert {claim for *_, claims in rows for claim in claims} == about
        assert in_table(html.marks(found, link_to_claims(filters)), filters) == rows
        formats.EXPORT_FORMATS["xlsx"].write(any_table, [asked], None)
        assert list(zip(*(column.cells for column in sheet), strict=True)) == [
            (said, city, status, support, len(claims), " ".join(claims)) for said, city, status, support, claims in rows
        ]
        told = data_table.text(found).split("\n")
        assert told[2:-1] == [" · ".join(filter(None, (city, status, said))) for said, city, status, *_ in rows]
        lines = csv.DictReader(io.StringIO(EXPORT_FORMATS["csv"].write(any_table, [asked], None).decode("utf-8-sig")))
        assert [line["claim_id"] for line in lines] == [claim for claim in order if claim in about]


def dotted(text: str) -> dict[str, bool]:
    """What is read aloud of every slot of an SVG, and whether there are dots in it."""
    slots = (piece for piece in ElementTree.fromstring(text).iter(f"{SVG}g") if piece.get("role") == "img" and not piece.get("class"))
    found: dict[str, bool] = {}
    for slot in slots:
        if any(rect.get("x") for rect in slot.iter(f"{SVG}rect")):
            dots = any(path.get("stroke-linecap") == "round" for path in slot.iter(f"{SVG}path"))
            found[slot.get("aria-label", "")] = found.get(slot.get("aria-label", ""), False) or dots
    return found


@pytest.mark.parametrize("width", [320, 358, 768, 1240])
def test_the_foot_of_a_page_names_every_article_and_breaks_neither_a_name_nor_a_link(table: Table, width: int) -> None:
    link = "127.0.0.1:8501/s/1.3.0/oab7"
    scene = compose(picture(table, ExportRequest("overview", Selection(), link=link)), Frame(width))
    last = max(item.y for item in scene.items if isinstance(item, Rect))
    foot = [item.words for item in scene.items if isinstance(item, Text) and item.y > last]
    for words in (
        "South China Morning Post",
        "China Daily",
        "Expertise Asia",
        "Asia Times",
        "Shanghai Daily",
        "Claims coded by Tech Hubs",
        link,
    ):
        assert any(words in line for line in foot), (words, foot)


@each
def test_what_the_filters_leave_out_has_dots_and_words_of_its_own_in_every_frame(table: Table, name: str) -> None:
    for selection in (Selection(), Selection(status=("in_place",)), Selection(speakers=("expert",), status=("claimed",))):
        found = picture(table, ExportRequest(name, selection))
        for frame in (Frame(1920, 1080), PHONE):
            scene = compose(found, frame)
            slots = dotted(svg.draw(scene, LIGHT))
            for said, dots in slots.items():
                assert dots == any(words in said for words in ("left out by the filters", "filtered out")), (said, dots)
            assert not any(slots.values()) or selection.status
            written = {item.words for item in scene.items if isinstance(item, Text)}
            assert ("left out by the filters" in written) >= any(slots.values()), "the key has no word for the dots"


def test_a_city_whose_due_years_are_filtered_is_no_city_without_any(table: Table) -> None:
    claims = table.claims
    due = set(claims.loc[(claims["status"] == "target") & claims["period"].str.contains(r"\d{4}") & (claims["restates"] == ""), "city"])
    left = picture(table, ExportRequest("targets", Selection(status=("in_place",))))
    assert {mark.city for mark in left.marks if mark.hidden} == due
    assert {mark.city for mark in left.marks if mark.silent and not mark.hidden} == {*table.hubs, table.nation} - due
    one = picture(table, ExportRequest("targets", Selection(articles=("four-hubs",))))
    assert not any(mark.hidden for mark in one.marks), "with one article chosen, silence is the article's"


@each
def test_the_link_of_a_mark_finds_its_claims_and_no_other(any_table: Table, name: str) -> None:  # noqa: F811
    article = values(any_table, "article")[0]
    for selection in (Selection(), Selection(cities=any_table.hubs[-1:], without=article)):
        marks = [mark for mark in dict.fromkeys(picture(any_table, ExportRequest(name, selection)).marks) if mark.claims]
        for mark in random.Random(name).sample(marks, min(len(marks), 12)):
            asked, unknown = read_query(any_table, parse_qsl(urlsplit(link_to_claims(selection.query())(mark)).query))
            found = set(asked.rows(any_table)["claim_id"])
            assert unknown == [] and found <= set(mark.claims)
            left = {claim for claim in set(mark.claims) - found if not claim.startswith(f"{article}-")}
            assert not left and (found or selection.without), "what the lens leaves out may be missing, and no more"


@each
def test_plotly_knows_every_property_of_a_figure(table: Table, name: str) -> None:
    scene = compose(picture(table, ExportRequest(name, Selection())), ExportRequest(name, Selection()).frame)
    labels = {word.value: word.label.lower() for word in table.package["claims"]["status"].categories}
    figure = go.Figure(plotly.draw(scene, LIGHT, labels))
    assert len(figure.layout.annotations) > 5 and re.search(r"\w", str(figure.layout.meta["words"]))
