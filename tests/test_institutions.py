"""The picture of institutions: who is a tile, who stands in which box, and what is only words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.pictures import picture_of
from dashboard.pictures.model import marks_in
from dashboard.pictures.shapes import Body, NamedBody, Nested, NestedPlace, Seat
from dashboard.pictures.shapes.nested import Block
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.scene import Line, Rect, Text
from dashboard.table.load import Table
from dashboard.table.names import bodies
from dashboard.table.selection import Selection
from tests.test_pictures import selections

TODAY = date(2026, 11, 26)


def drawn(table: Table, selection: Selection) -> Nested:
    body = picture_of("institutions", table, selection, TODAY).body
    assert isinstance(body, Nested)
    return body


def tiles(blocks: tuple[Block, ...], around: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Body]]:
    """Every tile with the boxes it stands in, the outermost first."""
    for block in blocks:
        if isinstance(block, NestedPlace):
            yield from tiles(block.blocks, (*around, block.title))
        else:
            yield around, block


def seat(table: Table, city: str, selection: Selection | None = None) -> Seat:
    return next(seat for seat in drawn(table, selection or Selection()).seats if seat.city == city)


@pytest.mark.parametrize("name", ["table", "invented", "second_table"])
def test_the_count_is_the_one_rule_of_named_bodies(name: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(name)
    for selection in selections(table):
        rows = selection.drawn(table)
        named = bodies(table, rows[~rows["fades"]].to_dict("records"))
        counted = Counter(city for city, _ in {(row["city"], row["body"]) for row in named})
        for found in drawn(table, selection).seats:
            number = int(counted[found.city])
            bright = [tile for _, tile in tiles(found.blocks) if not tile.mark.faded]
            assert len(bright) == number, selection
            assert found.count.words == f"{number:,}" or not bright


def test_a_body_stands_once_where_the_articles_put_what_belongs_to_it(table: Table) -> None:
    found = {tile.mark.words: (around, tile) for around, tile in tiles(seat(table, "shanghai").blocks)}
    around, smic = found["SMIC"]
    assert around == ("Pudong", "Zhangjiang")
    assert [part.words for part in smic.parts] == ["headquarters", "key foundries"]
    assert found["Will Semiconductor"][0] == () and found["Will Semiconductor"][1].mark.status == "announced"


def test_what_the_filters_leave_of_a_body_decides_its_ink(table: Table) -> None:
    found = {tile.mark.words: (around, tile) for around, tile in tiles(seat(table, "shanghai", Selection(status=("announced",))).blocks)}
    around, smic = found["SMIC"]
    assert around == () and smic.mark.status == "announced"


def test_what_a_lens_leaves_out_makes_nothing_surer(table: Table) -> None:
    found = {tile.mark.words: (around, tile) for around, tile in tiles(seat(table, "shanghai", Selection(without="four-hubs")).blocks)}
    around, smic = found["SMIC"]
    assert around == () and smic.mark.status == "announced" and not smic.mark.faded
    assert all(part.faded for part in smic.parts)


def test_places_events_and_descriptions_are_no_tiles(table: Table) -> None:
    body = drawn(table, Selection())
    names = {tile.mark.words for seat in body.seats for _, tile in tiles(seat.blocks)}
    assert not names & {
        "Pudong",
        "Zhangjiang",
        "Xuhui",
        "Lujiazui",
        "Sixth plenum",
        "Shanghai's tech firms",
        "Anhui",
        "Shanghai government",
    }
    assert seat(table, "beijing").count.silent and not seat(table, "beijing").blocks
    notes = {(note.title, aside.lead): [mark.words for mark in aside.marks] for note in body.notes for aside in note.asides}
    others = {note.title: [mark.words for aside in note.asides for mark in aside.marks] for note in body.others}
    assert "Sixth plenum" in others["events"] and "Anhui" in others["regions"]
    assert notes["Said to be absent from", "Shanghai:"] == ["Alibaba", "Baidu", "Tencent"]
    speaking = notes["Speak or act from elsewhere", ""]
    assert len(speaking) == len(set(speaking)) and "Anhui" not in speaking


def test_the_headline_says_none_only_where_no_article_names_one(table: Table) -> None:
    for selection in selections(table, 30):
        headline = picture_of("institutions", table, selection, TODAY).headline
        assert "none in" not in headline or headline.endswith("none in Beijing"), headline


def test_what_is_only_announced_says_so_on_its_tile_and_below_the_headline(table: Table) -> None:
    picture = picture_of("institutions", table, Selection(), TODAY)
    assert isinstance(picture.body, Nested)
    found = [tile.mark for city in picture.body.seats for _, tile in tiles(city.blocks)]
    early = [mark for mark in found if mark.status != "in_place"]
    assert [(mark.words, mark.status_words, mark.brief) for mark in early] == [
        ("Will Semiconductor", "announced for Shanghai", "site announced")
    ]
    assert f"{len(found) - len(early)} in place, {len(early)} announced" in picture.subtitle
    for size in SHAPES.values():
        texts = [item for item in compose(picture, Frame(*size)).items if isinstance(item, Text)]
        assert [item.mark for item in texts if item.mark in early and item.words in (early[0].status_words, early[0].brief)] == early


def test_every_tile_says_what_it_is_and_who_names_it(table: Table) -> None:
    found = {tile.mark.words: tile.mark.details for city in drawn(table, Selection()).seats for _, tile in tiles(city.blocks)}
    assert found["Tencent"] == ("company, in Asia Times", "company, in 1 article", "company")
    assert found["ZTE"] == ("company, in 2 articles", "company")
    assert all(found.values())


@pytest.mark.parametrize("shape", SHAPES)
def test_what_has_no_name_is_a_square_each_and_the_rest_one_count(table: Table, shape: str) -> None:
    picture = picture_of("institutions", table, Selection(), TODAY)
    assert isinstance(picture.body, Nested)
    items = compose(picture, Frame(*SHAPES[shape])).items
    texts = [item.words for item in items if isinstance(item, Text)]
    small = [mark for seat in picture.body.seats for mark in seat.described]
    assert small and set(small) <= {item.mark for item in items if isinstance(item, Rect)}
    sides = {round(item.width, 1) for item in items if isinstance(item, Rect) and item.mark in small}
    assert len(sides) == 1
    # By hand from the table: outside speakers 9, places and parts 8, the nation's 6, comparisons 4, events 3, regions 3.
    assert len([words for words in texts if words.startswith("33 others are not counted")]) == 1
    assert any(words.startswith(("Described without a name", "Unnamed")) for words in texts)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_frame_names_who_is_said_to_be_absent(table: Table, shape: str) -> None:
    items = compose(picture_of("institutions", table, Selection(), TODAY), Frame(*SHAPES[shape])).items
    texts = " ".join(item.words for item in items if isinstance(item, Text))
    assert "Said to be absent from" in texts and all(name in texts for name in ("Alibaba", "Baidu"))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_number_of_a_city_says_how_many_are_only_announced(table: Table, shape: str) -> None:
    items = compose(picture_of("institutions", table, Selection(), TODAY), Frame(*SHAPES[shape])).items
    texts = [item for item in items if isinstance(item, Text)]
    early = next(item for item in texts if item.words.startswith("1 of them"))
    name = max((item for item in texts if item.words == "Shanghai"), key=lambda item: item.size)
    assert abs(early.x - name.x) < 1 and 0 < early.y - name.y < 3 * early.size


@pytest.mark.parametrize("size", [*SHAPES.values(), (358, None), (720, None)])
@pytest.mark.parametrize("query", [Selection(), Selection(articles=("four-hubs",))], ids=["all", "one article"])
def test_the_box_of_a_place_is_closed_around_its_own_bodies_alone(table: Table, query: Selection, size: tuple[int, int | None]) -> None:
    picture = picture_of("institutions", table, query, TODAY)
    assert isinstance(picture.body, Nested)
    found = [(around, tile.mark) for one in picture.body.seats for around, tile in tiles(one.blocks)]
    held = {mark for around, mark in found if "Zhangjiang" in around}
    items = compose(picture, Frame(*size)).items
    sides = [item for item in items if isinstance(item, Line) and item.hue == "muted" and item.width == 2]
    left, right = min(item.x1 for item in sides), max(item.x2 for item in sides)
    top, bottom = min(item.y1 for item in sides), max(item.y2 for item in sides)
    drawn_tiles = [item for item in items if isinstance(item, Rect) and isinstance(item.mark, NamedBody)]
    inside = {
        item.mark
        for item in drawn_tiles
        if left <= item.x and item.x + item.width <= right and top <= item.y and item.y + item.height <= bottom
    }
    assert inside == held and held
    # Nothing else may touch the box either.
    for item in drawn_tiles:
        if item.mark not in held:
            assert item.x > right or item.x + item.width < left or item.y > bottom or item.y + item.height < top
    assert {(line.x1, line.x2) for line in sides} >= {(left, left), (right, right), (left, right)}


@pytest.mark.parametrize("shape", SHAPES)
def test_tiles_are_of_one_size(table: Table, shape: str) -> None:
    picture = picture_of("institutions", table, Selection(), TODAY)
    items = compose(picture, Frame(*SHAPES[shape])).items
    rects = {}
    for item in items:
        if isinstance(item, Rect) and isinstance(item.mark, NamedBody):
            rects.setdefault(item.mark, (round(item.width, 1), round(item.height, 1)))
    assert rects and len(set(rects.values())) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_every_frame_shows_every_named_body(table: Table, shape: str) -> None:
    picture = picture_of("institutions", table, Selection(), TODAY)
    shown = set(compose(picture, Frame(*SHAPES[shape])).marks)
    assert isinstance(picture.body, Nested)
    wanted = [tile.mark for found in picture.body.seats for _, tile in tiles(found.blocks)]
    assert wanted and set(wanted) <= shown
    assert set(wanted) <= set(marks_in(picture.body))
