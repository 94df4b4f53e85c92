"""The strips of paragraphs: what a reader may compare is of one size, and the key stands where reading begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.pictures import picture_of
from dashboard.pictures.model import Picture
from dashboard.pictures.shapes import Strips
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.scene import Item, Rect, Text
from dashboard.table.load import Table
from dashboard.table.selection import Selection

TODAY = date(2026, 11, 27)
SIZES = (*SHAPES.values(), (358, None), (720, None), (1240, None))
NAMES = ("Post", "South China Morning Post", "The Weekly Review of Science and Technology in the Cities of the East")


def renamed(picture: Picture, names: tuple[str, ...]) -> Picture:
    """The picture with other names of its articles."""
    assert isinstance(picture.body, Strips)
    strips = tuple(replace(strip, name=names[number % len(names)]) for number, strip in enumerate(picture.body.strips))
    return replace(picture, body=replace(picture.body, strips=strips))


def bars(picture: Picture, items: tuple[Item, ...]) -> list[list[float]]:
    """The heights of the bars of paragraphs that claim something new, article by article."""
    assert isinstance(picture.body, Strips)
    found = []
    for strip in picture.body.strips:
        heights = []
        for block in strip.blocks:
            parts = [item for item in items if isinstance(item, Rect) and item.mark in block.marks]
            if block.new and parts:
                heights.append(max(part.y + part.height for part in parts) - min(part.y for part in parts))
        found.append(heights)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("names", [None, NAMES, NAMES[::-1]], ids=["as they are", "longer and longer", "shorter and shorter"])
def test_every_bar_is_of_one_height_however_long_the_name_of_its_article(
    table: Table, size: tuple[int, int | None], names: tuple[str, ...] | None
) -> None:
    picture = picture_of("strips", table, Selection(), TODAY)
    picture = renamed(picture, names) if names else picture
    heights = {round(height, 3) for strip in bars(picture, compose(picture, Frame(*size)).items) for height in strip}
    assert len(heights) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_every_frame_shows_every_article_and_its_headline_takes_two_lines_at_most(table: Table, shape: str) -> None:
    picture = picture_of("strips", table, Selection(), TODAY)
    assert picture.headline == "All five articles cover Shanghai, only Asia Times covers Hefei"
    items = compose(picture, Frame(*SHAPES[shape])).items
    assert all(bars(picture, items))
    largest = max(item.size for item in items if isinstance(item, Text))
    assert len([item for item in items if isinstance(item, Text) and item.size == largest]) <= 2


@pytest.mark.parametrize("size", SIZES)
def test_the_key_names_every_city_above_the_first_bar_from_the_left(table: Table, size: tuple[int, int | None]) -> None:
    picture = picture_of("strips", table, Selection(), TODAY)
    assert isinstance(picture.body, Strips)
    items = compose(picture, Frame(*size)).items
    first = min(item.y for item in items if isinstance(item, Rect) and item.mark)
    key = []
    for place in picture.body.places:
        words = min((item for item in items if isinstance(item, Text) and item.words == place.name), key=lambda item: (item.y, item.left))
        beside = [item for item in items if isinstance(item, Rect) and item.mark is None and item.y < words.y < item.y + 2 * item.height]
        (swatch,) = [item for item in beside if item.x + item.width < words.left < item.x + 2 * words.size]
        assert words.y < first and swatch.hue == ("muted" if place.nation else place.city)
        key.append(words)
    assert key[0].left < min(size[0], 2000) / 3


@pytest.mark.parametrize("shape", SHAPES)
def test_the_numbers_of_the_paragraphs_stand_above_the_first_article(table: Table, shape: str) -> None:
    items = compose(picture_of("strips", table, Selection(), TODAY), Frame(*SHAPES[shape])).items
    texts = {item.words: item for item in items if isinstance(item, Text) and item.mark is None}
    name = next(item for item in items if isinstance(item, Text) and item.words.startswith("South China Morning"))
    assert all(texts[number].y < name.y for number in ("5", "15", "20"))
