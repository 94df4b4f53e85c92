"""What a frame of the Present room promises: exact pixels, type one can read from the back row, the finding, the bound and the sources."""

from __future__ import annotations

import html
import re
from functools import cache

import pytest

from dashboard.export.request import LONGEST_HEADLINE, SIZES, ExportRequest, drawn, read_size
from dashboard.pictures import PICTURES
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from dashboard.table.words import period_words
from tests.conftest import COLUMNS

ROOM, SMALLEST, SOURCE = 1080, 24, 20
"""The shorter side of a room's frame, its smallest type, and that of the source line, in pixels."""
LINK = "example.org/s/1.0.0/abcd2345efgh"
OWN = "Shanghai <leads> & Hefei waits"
SELECTIONS = {
    "everything": Selection(),
    "one city": Selection(cities=("hefei",)),
    "nothing": Selection(status=("forecast",), speakers=("expert",)),
    "all lenses": Selection(like_for_like=True, without="four-hubs", disinterested=True),
    "many filters": Selection(("shanghai", "hefei"), articles=("digital-hub", "four-hubs"), status=("in_place", "target")),
}
FRAMES = [
    ("wide", "everything", "light"),
    ("wide", "nothing", "light"),
    ("classic", "many filters", "contrast"),
    ("square", "all lenses", "dark"),
    ("portrait", "one city", "dark"),
]
"""Every size, theme and selection, but not each with each."""
GROUNDS = {"light": "#FFFFFF", "dark": "#0E1117", "contrast": "#FFFFFF"}


@cache
def real() -> Table:
    """The released table: the drawings of this file are shared, so they need one that lives as long."""
    return load(released())


@cache
def svg(name: str, size: str, selection: str, theme: str, headline: str = "") -> str:
    return drawn(real(), ExportRequest(name, SELECTIONS[selection], theme, SIZES.get(size), headline, LINK))


def texts(drawing: str) -> list[tuple[float, str]]:
    """Every text that is drawn, with its size."""
    found = re.findall(r'<text[^>]* font-size="([\d.]+)"[^>]*>([^<]*)</text>', drawing)
    return [(float(size), html.unescape(words)) for size, words in found]


def said(drawing: str) -> str:
    """All that is written, without the blanks, for lines break anywhere."""
    return squeezed("".join(words for _, words in texts(drawing)))


def squeezed(text: str) -> str:
    return "".join(text.split())


each = pytest.mark.parametrize("name", PICTURES)


@each
def test_a_frame_has_exactly_the_pixels_and_the_ground_asked_for(name: str) -> None:
    for size, selection, theme in FRAMES:
        drawing, (width, height) = svg(name, size, selection, theme), SIZES[size]
        assert f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"' in drawing[:300]
        assert f'<rect width="100%" height="100%" fill="{GROUNDS[theme]}"/>' in drawing


@each
def test_no_type_is_too_small_for_the_back_row_but_the_source_line(name: str) -> None:
    for size, selection, theme in FRAMES:
        scale = min(SIZES[size]) / ROOM
        sizes = {found for found, words in texts(svg(name, size, selection, theme)) if words != "“"}
        assert min(sizes) >= SOURCE * scale - 0.01
        assert len([found for found in sizes if found < SMALLEST * scale - 0.01]) <= 1


@each
def test_a_screen_is_drawn_anew_and_its_type_shrinks_with_a_smaller_frame(name: str) -> None:
    for width, height in ((960, 540), (2400, 1350), (1080, 1920)):
        drawing = drawn(real(), ExportRequest(name, Selection(), "light", (width, height)))
        assert f'viewBox="0 0 {width} {height}"' in drawing[:300]
        assert min(size for size, words in texts(drawing) if words != "“") >= SOURCE * min(width, height) / ROOM - 0.01


@each
def test_every_frame_says_its_filters_its_lenses_its_articles_its_data_and_where_it_is_found(name: str) -> None:
    table = real()
    for size, selection, theme in FRAMES:
        asked, words = SELECTIONS[selection], said(svg(name, size, selection, theme)).casefold()
        on = [table.label(column, value) for filter_, column in COLUMNS.items() for value in asked.chosen(filter_)]
        on += ["like for like: only articles that cover every city compared"] * asked.like_for_like
        on += ["interested speakers hidden"] * asked.disinterested
        on += [f"without {table.label('article', asked.without)}"] if asked.without else []
        on += [f"data {table.package.version}", LINK]
        assert [each for each in on if squeezed(each).casefold() not in words] == []


@each
def test_every_article_behind_a_mark_is_in_the_source_line_and_none_that_was_filtered_out(name: str) -> None:
    known = real().vocabularies["articles"]
    for size, selection, theme in FRAMES:
        asked, drawing = SELECTIONS[selection], svg(name, size, selection, theme)
        claims = {claim for keys in re.findall(r' data-claims="([^"]*)"', drawing) for claim in keys.split()}
        assert claims or selection != "everything"
        behind, lines = set(real().claims.loc[sorted(claims), "article"]), said(drawing)
        named = {str(key) for key in known.index if squeezed(period_words(str(known.at[key, "published"]))) in lines}
        assert behind <= named
        assert not asked.articles or behind <= set(asked.articles)


@each
def test_a_headline_of_the_presenter_is_marked_and_the_finding_stays(name: str) -> None:
    finding = re.search(r"<title[^>]*>([^<]*)</title>", svg(name, "wide", "one city", "light"))
    own = svg(name, "wide", "one city", "light", OWN)
    assert finding and OWN in " ".join(words for _, words in texts(own))
    assert squeezed(f"Headline by the presenter. Tech Hubs finds: {html.unescape(finding[1])}.") in said(own)
    assert "<leads>" not in own and "Headlinebythepresenter" not in said(svg(name, "wide", "one city", "light"))


@each
def test_the_longest_headline_of_a_presenter_is_not_cut(name: str) -> None:
    longest = ("Wide WORDS " * LONGEST_HEADLINE)[:LONGEST_HEADLINE].strip()
    assert squeezed(longest) in said(svg(name, "square", "one city", "light", longest))


@each
def test_light_and_dark_show_the_same_words_in_the_same_places(name: str) -> None:
    light, dark = (
        re.sub(r'#\w{6}|fill="[^"]*"|stroke="[^"]*"|<style>.*?</style>', "", svg(name, "wide", "everything", theme))
        for theme in ("light", "dark")
    )
    assert texts(light) == texts(dark) and len(light) == len(dark)


@pytest.mark.parametrize("text", ["1920", "1920x", "x1080", "1920*1080", "319x1080", "1920x4001", "1e3x1080", "-1920x1080", "99999999x9"])
def test_a_size_that_is_none_is_refused_with_the_place_the_value_and_the_next_move(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)) as refused:
        read_size(text)
    assert "Write 1920x1080" in str(refused.value)


@pytest.mark.parametrize(("text", "size"), [("", (1920, 1080)), ("whole", None), ("1920x1080", (1920, 1080)), ("320x4000", (320, 4000))])
def test_a_size_is_read_as_it_is_written(text: str, size: tuple[int, int] | None) -> None:
    assert read_size(text) == size
