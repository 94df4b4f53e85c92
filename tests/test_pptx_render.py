"""Pictures as slides: the shapes of the scene at their places, in their inks, with their words, in a file that opens."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from dashboard.pictures import PICTURES, picture_of
from dashboard.pictures.model import Mark, Picture, Sources
from dashboard.render.layout import Frame, compose
from dashboard.render.pptx import Info, drawn, slides
from dashboard.render.scene import Line, Rect, Scene, Text
from dashboard.render.theme import DARK, LIGHT, THEMES, Theme
from dashboard.table.load import Table
from dashboard.table.selection import Selection

TODAY = date(2026, 11, 26)
WIDE, TALL = 12_192_000, 6_858_000
PIXEL = WIDE / 1920
SOURCES = Sources("Two articles, May 2018", ("One, 1 May 2018", "Other, 2 May 2018"), "Tech Hubs, data 1.2.0")
INFO = Info("Tech Hubs", "All claims", SOURCES, "Nobody", "Tech Hubs, data 1.2.0", datetime(2026, 11, 21, tzinfo=UTC))
OUTLINED = ("announced", "target", "forecast")


def pictures_of(table: Table, selection: Selection = Selection()) -> list[Picture]:  # noqa: B008 (frozen)
    return [picture_of(name, table, selection, TODAY) for name in PICTURES]


def opened(pictures: Sequence[Picture], theme: Theme = LIGHT, info: Info = INFO, notes: Sequence[str] = ()) -> Any:
    return Presentation(io.BytesIO(slides(pictures, theme, info, notes)))


def scene_of(picture: Picture) -> Scene:
    return compose(picture, Frame(1920, 1080))


def every(shapes: Any) -> Iterator[tuple[Any, Any]]:
    """Every shape and its sort, groups and what is in them."""
    for shape in shapes:
        sort = shape.shape_type
        yield shape, sort
        if sort == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


@dataclass(frozen=True)
class Slide:
    """A slide read back once, since every shape asked what it is takes its time: the scene it draws, and each shape with its sort."""

    picture: Picture
    scene: Scene
    slide: Any
    shapes: tuple[tuple[Any, Any], ...]

    def every(self) -> list[Any]:
        """Every shape, groups and what is in them."""
        return [shape for shape, _ in self.shapes]

    def leaves(self, *sorts: Any) -> list[Any]:
        """The shapes that are no groups, in the order they are drawn in; of these sorts alone where any are given."""
        return [shape for shape, sort in self.shapes if (sort in sorts if sorts else sort != MSO_SHAPE_TYPE.GROUP)]


def read(pictures: Sequence[Picture], presentation: Any) -> list[Slide]:
    """The slides of the pictures, behind the summary."""
    pairs = zip(pictures, list(presentation.slides)[1:], strict=True)
    return [Slide(picture, scene_of(picture), slide, tuple(every(slide.shapes))) for picture, slide in pairs]


def alt(shape: Any) -> str:
    return str(shape._element.xpath("./*/p:cNvPr")[0].get("descr", ""))


def box(shape: Any) -> tuple[float, float, float, float]:
    return shape.left / PIXEL, shape.top / PIXEL, shape.width / PIXEL, shape.height / PIXEL


@dataclass(frozen=True)
class Deck:
    """All pictures as slides: the file, the presentation read from it, and its slides behind the summary."""

    theme: Theme
    pictures: list[Picture]
    found: Any
    slides: list[Slide]


@pytest.fixture(scope="module")
def decks(table: Table) -> dict[str, Deck]:
    """The deck of each theme, written and read once."""
    info = replace(INFO, repeats=frozenset(table.claims.loc[table.claims["restates"] != "", "claim_id"]))
    pictures = pictures_of(table)
    notes = [f"Note {n}" for n, _ in enumerate(pictures)]
    found = {name: opened(pictures, THEMES[name], info, notes) for name in ("light", "dark")}
    return {name: Deck(THEMES[name], pictures, each, read(pictures, each)) for name, each in found.items()}


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, decks: dict[str, Deck]) -> Deck:
    return decks[request.param]


@pytest.fixture
def deck(decks: dict[str, Deck]) -> Deck:
    return decks["light"]


def test_the_dark_slides_differ_from_the_light_ones_in_their_colours_alone(decks: dict[str, Deck]) -> None:
    """So that what the tests below find of places, words and names in the light deck holds of the dark one."""
    light, dark = (
        [re.sub('Clr val="[0-9A-F]{6}"', "Clr", etree.tostring(slide._element, encoding="unicode")) for slide in deck.found.slides]
        for deck in decks.values()
    )
    assert light == dark and len(light) == len(PICTURES) + 1
    assert '<a:pattFill prst="' in "".join(light), "what is no colour is compared"


def test_a_summary_and_one_slide_a_picture_with_its_headline_as_title(coloured: Deck) -> None:
    found, pictures = coloured.found, coloured.pictures
    assert (found.slide_width, found.slide_height) == (WIDE, TALL)
    assert len(found.slides) == len(pictures) + 1
    titles = [slide.shapes.title.text_frame.text.replace("\v", " ") for slide in found.slides]
    assert titles == [INFO.title, *(picture.headline for picture in pictures)]
    grounds = {str(slide.background.fill.fore_color.rgb) for slide in found.slides}
    assert grounds == {coloured.theme.ground.removeprefix("#")}


def test_the_summary_is_a_table_of_the_findings(deck: Deck, table: Table) -> None:
    pictures, found = deck.pictures, deck.found
    first = found.slides[0]
    (frame,) = [shape for shape in first.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows[0][0] == "In this deck"
    once = set(table.claims.loc[table.claims["restates"] == "", "claim_id"])
    claims = [str(len({claim for mark in picture.marks for claim in mark.claims} & once)) for picture in pictures]
    numbers = [str(number) for number in range(2, len(pictures) + 2)]
    assert rows[1:] == [list(row) for row in zip([picture.headline for picture in pictures], claims, numbers, strict=True)]
    said = " ".join(shape.text_frame.text.replace("\v", " ") for shape in first.shapes if shape.has_text_frame)
    assert INFO.selection in said and SOURCES.words in said
    assert frame.top + sum(row.height for row in frame.table.rows) < TALL


def test_every_rectangle_is_a_shape_at_its_place_in_its_ink(coloured: Deck) -> None:
    for slide in coloured.slides:
        theme = coloured.theme.coloured(slide.picture.hubs)
        left = slide.leaves(MSO_SHAPE_TYPE.AUTO_SHAPE)
        expected = [item for item in slide.scene.items if isinstance(item, Rect)]
        assert len(left) == len(expected)
        # Shapes are written in the order of the scene, which is that of drawing.
        for item, shape in zip(expected, left, strict=True):
            inset = item.stroke / 2 if item.ink in OUTLINED else 0
            place = (item.x + inset, item.y + inset, max(item.width - 2 * inset, 0.1), max(item.height - 2 * inset, 0.1))
            assert box(shape) == pytest.approx(place, abs=0.01), slide.picture.name
            inked(shape, item, theme)


def inked(shape: Any, item: Rect, theme: Theme) -> None:
    """Whether a shape is filled and outlined as the status says."""
    hue, ground = theme.colour(item.hue).removeprefix("#"), theme.ground.removeprefix("#")
    if item.ink == "announced":
        assert shape.fill.type == MSO_FILL.PATTERNED
        assert (str(shape.fill.fore_color.rgb), str(shape.fill.back_color.rgb)) == (hue, ground)
    else:
        plain = {"target": ground, "forecast": ground, "claimed": theme.tint(item.hue).removeprefix("#")}.get(item.ink, hue)
        assert shape.fill.type == MSO_FILL.SOLID
        assert str(shape.fill.fore_color.rgb) == plain
    if item.ink in OUTLINED:
        assert str(shape.line.color.rgb) == hue and shape.line.width > 0
        assert (shape.line.dash_style is not None) == (item.ink == "forecast")
    else:
        assert shape.line.fill.type == MSO_FILL.BACKGROUND


def test_every_mark_is_named_and_said(deck: Deck) -> None:
    for slide in deck.slides:
        shapes = [(shape, alt(shape)) for shape in slide.every()]
        said = Counter(words for _, words in shapes)
        for words, number in Counter(" ".join(mark.spoken.split()) for mark in slide.scene.marks).items():
            assert said[words] >= number, (slide.picture.name, words)
        ids = [shape.shape_id for shape, _ in shapes]
        assert len(ids) == len(set(ids))
        for shape, words in shapes:
            assert shape.name and (words or shape._element.xpath("./*/p:cNvPr/a:extLst/a:ext") or shape.text_frame.text)


def test_every_line_is_a_connector_and_every_text_is_there_once(deck: Deck) -> None:
    for slide in deck.slides:
        lines = [(shape.begin_x, shape.begin_y, shape.end_x, shape.end_y) for shape in slide.leaves(MSO_SHAPE_TYPE.LINE)]
        drawn_lines = [item for item in slide.scene.items if isinstance(item, Line)]
        assert len(lines) == len(drawn_lines)
        for ends, item in zip(lines, drawn_lines, strict=True):
            (x1, y1), (x2, y2) = sorted(((item.x1, item.y1), (item.x2, item.y2)))
            assert [end / PIXEL for end in ends] == pytest.approx([x1, y1, x2, y2], abs=0.01)
        words = Counter(word for item in slide.scene.items if isinstance(item, Text) for word in item.words.split())
        texts = [shape.text_frame.text for shape in slide.leaves() if shape.has_text_frame]
        assert Counter(word for text in texts for word in text.split()) == words, slide.picture.name


def test_nothing_reaches_beyond_the_slide_and_groups_hold_what_is_in_them(deck: Deck) -> None:
    for shapes in (every(deck.found.slides[0].shapes), *(slide.shapes for slide in deck.slides)):
        for shape, sort in shapes:
            left, top, right, bottom = edges(shape)
            assert left >= 0 and top >= 0 and right <= WIDE and bottom <= TALL
            if sort == MSO_SHAPE_TYPE.GROUP:
                for inner in shape.shapes:
                    x1, y1, x2, y2 = edges(inner)
                    assert x1 >= left - 1 and x2 <= right + 1 and y1 >= top - 1 and y2 <= bottom + 1


def edges(shape: Any) -> tuple[int, int, int, int]:
    left, top = shape.left, shape.top
    return left, top, left + shape.width, top + shape.height


def test_texts_stand_on_their_baselines(deck: Deck) -> None:
    """Above its baseline a line of Calibri has 0.95 em by the metrics of Windows, and 0.99 as LibreOffice draws it."""
    for slide in deck.slides:
        placed = {item.words: item for item in slide.scene.items if isinstance(item, Text)}
        alone = Counter(item.words for item in slide.scene.items if isinstance(item, Text))
        boxes = slide.leaves(MSO_SHAPE_TYPE.TEXT_BOX)
        assert boxes
        for shape in boxes:
            line = shape.text_frame.text.split("\v")[0]
            if alone[line] != 1:
                continue
            item, frame = placed[line], shape.text_frame
            assert frame.paragraphs[0].runs[0].font.size.pt == pytest.approx(item.size / 2, abs=0.01)
            assert (frame.margin_left, frame.margin_top, frame.margin_right, frame.margin_bottom) == (0, 0, 0, 0)
            assert frame.word_wrap is False
            x = {"start": shape.left, "middle": shape.left + shape.width / 2, "end": shape.left + shape.width}[item.anchor]
            assert x / PIXEL == pytest.approx(item.x, abs=0.01)
            assert shape.top / PIXEL + item.size * 0.97 == pytest.approx(item.y, abs=0.02 * item.size)


def test_lines_of_one_paragraph_are_one_box(deck: Deck) -> None:
    slide = next(slide for slide in deck.slides if slide.picture.name == "overview")
    words = slide.picture.sources.words
    (source,) = [shape for shape in slide.leaves() if shape.has_text_frame and shape.text_frame.text.replace("\v", " ") == words]
    assert "\v" in source.text_frame.text and len(source.text_frame.paragraphs) == 1


def test_towers_of_squares_are_groups(deck: Deck, table: Table) -> None:
    slide = next(slide for slide in deck.slides if slide.picture.name == "overview")
    squares = Counter(item.mark.city for item in slide.scene.items if isinstance(item, Rect) and item.mark and item.width == item.height)
    sizes = {group.name: len(group.shapes) for group in slide.leaves(MSO_SHAPE_TYPE.GROUP)}
    for city in table.hubs:
        told = table.claims[(table.claims["city"] == city) & (table.claims["restates"] == "")]
        name = f"{city.title()}: {len(told)} claims"
        assert sizes[name] == len(told) <= squares[city], city
    assert len(list(slide.slide.shapes)) < 200


def test_notes_are_those_given(coloured: Deck) -> None:
    found = coloured.found
    assert not found.slides[0].has_notes_slide
    for number, slide in enumerate(list(found.slides)[1:]):
        assert slide.notes_slide.notes_text_frame.text == f"Note {number}"


def test_the_same_call_gives_the_same_bytes(table: Table) -> None:
    names = list(PICTURES)[:2]
    one, other = ([picture_of(name, table, Selection(), TODAY) for name in names] for _ in range(2))
    assert slides(one, DARK, INFO, ["a"]) == slides(other, DARK, INFO, ["a"])


@pytest.mark.parametrize("query", [{}, {"like_for_like": True}, {"cities": ("china",)}, {"status": ("target",)}])
def test_an_invented_table_opens_under_filters(invented: Table, query: dict[str, Any]) -> None:
    pictures = pictures_of(invented, Selection(**query))
    for slide in read(pictures, opened(pictures)):
        assert len(slide.leaves(MSO_SHAPE_TYPE.AUTO_SHAPE)) == sum(isinstance(item, Rect) for item in slide.scene.items)


def test_what_a_lens_leaves_out_is_faded(table: Table) -> None:
    article = str(table.claims["article"].iloc[0])
    pictures = pictures_of(table, Selection(without=article))
    faded = 0
    for slide in read(pictures, opened(pictures)):
        theme, drawn_items = LIGHT.coloured(slide.picture.hubs), [item for item in slide.scene.items if isinstance(item, Rect)]
        for item, shape in zip(drawn_items, slide.leaves(MSO_SHAPE_TYPE.AUTO_SHAPE), strict=True):
            if item.mark and item.mark.faded and item.ink in ("solid", "in_place"):
                faded += 1
                assert str(shape.fill.fore_color.rgb) != theme.colour(item.hue).removeprefix("#")
    assert faded


def test_hostile_text_is_text() -> None:
    words = 'a <a:t>&amp;</a:t> "b"\x00\x0b\x1f\ud800 ]]> \ufffe\n\tc'
    mark = Mark("x", "target", words, ("c1",), said=words)
    items = (
        Text(64, 100, words, 60, weight=700), Rect(64, 300, 400, 60, "target", "ink", 4, mark),
        Text(84, 340, words[:5], 24, mark=mark), Text(64, 500, words, 60, "ink", 700, ink="announced", mark=mark), Text(64, 700, "", 24),
        Line(64, 800, 900, 700, "ink", 2, True),
    )  # fmt: skip
    shapes = drawn(Scene(1920, 1080, items, words, words), LIGHT, {})
    tree = parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{''.join(shapes)}</p:spTree>")
    texts = ["".join(one.xpath(".//a:t/text()")) for one in tree.iter(qn("p:txBody"))]
    assert texts[0] == 'a <a:t>&amp;</a:t> "b" ]]>  c'
    assert {one.get("descr") for one in tree.iter(qn("p:cNvPr"))} >= {'a <a:t>&amp;</a:t> "b" ]]> c'}
    info = replace(INFO, title=words, selection=words, author=words, subject=words)
    found = opened([], info=info, notes=[words])
    assert found.core_properties.title.startswith("a <a:t>")


def test_a_numeral_is_filled_or_hollow_and_never_striped_or_broken() -> None:
    inks = ("solid", "announced", "target", "forecast", "claimed")
    items = [Text(64, 100, "Title", 60, weight=700), *(Text(64, 300 + 100 * n, "200", 60, "x", 700, ink=ink) for n, ink in enumerate(inks))]  # type: ignore[arg-type]
    shapes = drawn(Scene(1920, 1080, tuple(items), "Title", "", ("x",)), LIGHT, {})
    tree = parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{''.join(shapes)}</p:spTree>")
    runs = list(tree.iter(qn("a:rPr")))[1:]
    assert not [run for run in runs if run.find(qn("a:pattFill")) is not None or run.find(f".//{qn('a:prstDash')}") is not None]
    assert [run.find(qn("a:ln")) is not None for run in runs] == [ink in OUTLINED for ink in inks]


def test_a_long_deck_counts_what_its_summary_cannot_list(table: Table) -> None:
    picture = picture_of("strips", table, Selection(), TODAY)
    many = [replace(picture, headline=f"{picture.headline} {number}") for number in range(30)]
    first = opened(many).slides[0]
    (frame,) = [shape for shape in first.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    listed = [row for row in rows[1:] if row[1]]
    assert rows[-1][0] == f"and {30 - len(listed)} more slides" and rows[-1][2] == str(len(listed) + 2)
    source = max(shape.top for shape in first.shapes if shape.has_text_frame)
    assert frame.top + sum(row.height for row in frame.table.rows) <= source
