"""Aims with a date, as the picture of the targets has them: when they were made, when they fall due, what is said to have come of them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.pictures import picture_of
from dashboard.pictures.shapes import Interval, Lane, Lanes
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.scene import Item, Line, Rect, Text
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.targets import begun

DAYS = (date(2021, 6, 1), date(2024, 1, 1), date(2026, 11, 21), date(2040, 1, 1))
DUE = {("shanghai", 2022), ("shanghai", 2025), ("shanghai", 2030), ("shanghai", 2035), ("china", 2025), ("china", 2035)}
EVERYTHING = Selection()


def lanes(table: Table, today: date, selection: Selection = EVERYTHING) -> dict[str, Lane]:
    """The lanes of the picture, by city."""
    body = picture_of("targets", table, selection, today).body
    assert isinstance(body, Lanes)
    return {lane.city: lane for lane in body.lanes}


def aims(table: Table, today: date, selection: Selection = EVERYTHING) -> list[Interval]:
    """Every dated aim of the picture."""
    return [interval for lane in lanes(table, today, selection).values() for interval in lane.intervals]


def due(aim: Interval) -> int:
    return int(aim.ends.removeprefix("about ").split(",")[0])


def aim_of(table: Table, city: str, year: int) -> Interval:
    (found,) = [aim for aim in aims(table, DAYS[0]) if (aim.city, due(aim)) == (city, year)]
    return found


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_aims_are_the_same_on_any_day_but_for_what_has_passed(table: Table, today: date) -> None:
    found = aims(table, today)
    assert sorted((aim.city, due(aim)) for aim in found) == sorted(DUE)
    for aim in found:
        assert aim.outcome == ("outcome not in the articles" if due(aim) < today.year - aim.ends.startswith("about") else "")
        assert aim.end == due(aim) + 1 and not aim.told


@pytest.mark.parametrize(("today", "passed"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)], ids=str)
def test_an_aim_for_a_year_may_be_met_until_its_last_day(table: Table, today: date, passed: bool) -> None:
    assert {bool(aim.outcome) for aim in aims(table, today) if due(aim) == 2025 and aim.city == "shanghai"} == {passed}


def test_the_aim_for_2030_was_made_in_2016_and_its_bar_begins_with_its_article(table: Table) -> None:
    aim = aim_of(table, "shanghai", 2030)
    assert begun(table, [row for row in table.claims.to_dict("records") if row["claim_id"] in aim.claims]) == 2016
    assert "Set in 2016." in aim.said and aim.start == pytest.approx(2019 + 3 / 12)
    assert set(table.claims.loc[list(aim.claims), "article"]) == {"powerhouse"}


def test_every_bar_begins_when_its_article_was_printed(table: Table) -> None:
    aim = aim_of(table, "china", 2035)
    assert aim.start == pytest.approx(2021 + 2 / 12) and set(table.claims.loc[list(aim.claims), "article"]) == {"four-hubs"}
    assert all(aim.start < aim.end for aim in aims(table, DAYS[0]))


def test_a_base_year_is_not_when_an_aim_was_made(table: Table) -> None:
    aim = aim_of(table, "china", 2025)
    assert "2020/2025" in set(table.claims.loc[list(aim.claims), "period"]) and aim.start >= 2021


def test_each_aim_says_what_is_aimed_at_and_by_whom(table: Table) -> None:
    shanghai, nation = aim_of(table, "shanghai", 2025).said, aim_of(table, "china", 2025).said
    assert "200 intelligent factories" in shanghai and "50 digitalised hospitals" in shanghai
    assert "3.36 trillion yuan" in nation and "US dollars" not in nation
    for aim in aims(table, DAYS[0]):
        assert " aims to have, by " in aim.said and "nan" not in aim.said.split() and "  " not in aim.said
        assert any(table.label("article", article) in aim.said for article in table.claims.loc[list(aim.claims), "article"])


def test_no_restatement_is_aimed_at_twice(table: Table) -> None:
    claims = [claim for aim in aims(table, DAYS[0]) for claim in aim.claims]
    assert len(set(claims)) == len(claims) and set(table.claims.loc[claims, "restates"]) == {""}


def test_aims_of_a_city_come_by_date(table: Table) -> None:
    assert list(lanes(table, DAYS[0])) == [*table.hubs, "china"]
    for lane in lanes(table, DAYS[0]).values():
        assert [due(aim) for aim in lane.intervals] == sorted(map(due, lane.intervals))


def test_only_what_rests_on_the_article_left_out_fades(table: Table) -> None:
    for aim in aims(table, DAYS[0], Selection(without="four-hubs")):
        assert aim.faded == (set(table.claims.loc[list(aim.claims), "article"]) == {"four-hubs"})


def test_a_later_article_that_speaks_of_it_is_named(second_table: Table, invented: Table) -> None:
    for some in (invented, second_table):
        names = some.names("articles").values()
        for aim in aims(some, date(2060, 1, 1)):
            assert aim.outcome.startswith(("due; later spoken of by ", "outcome not in "))
            assert not aim.told or any(name in aim.outcome for name in names)


def test_asking_changes_nothing(table: Table) -> None:
    before = table.claims.copy(deep=True)
    aims(table, DAYS[1])
    pd.testing.assert_frame_equal(table.claims, before)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_picture_stands_on_its_day(table: Table, today: date) -> None:
    picture = picture_of("targets", table, Selection(), today)
    assert isinstance(picture.body, Lanes)
    assert picture.body.rule_words.startswith("today, ") and picture.body.rule_words.endswith(f" {today.year}")
    assert picture.body.first <= today.year < picture.body.last and int(picture.body.rule) == today.year


def test_the_headline_says_which_years_are_over_and_that_no_article_is_late_enough_to_tell(table: Table) -> None:
    said = [picture_of("targets", table, Selection(), today).headline for today in DAYS]
    assert said == [
        "The articles end before any deadline",
        "Targets for 2022 fell due; the articles end earlier",
        "Targets for 2022 and 2025 fell due; the articles end earlier",
        "Targets for four different years fell due; the articles end earlier",
    ]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_city_without_a_dated_aim_has_a_lane_that_says_so_and_leads_to_what_has_no_year(table: Table, today: date) -> None:
    for city in ("beijing", "shenzhen", "hefei"):
        lane = lanes(table, today, Selection(cities=(city,)))[city]
        assert lane.intervals == () and lane.silence and lane.silence.silent and lane.silence.words == "no due year"
        open_ended = {
            row["claim_id"]
            for row in table.claims.to_dict("records")
            if row["city"] == city and row["status"] in ("announced", "target", "forecast") and not row["restates"]
        }
        assert set(lane.note.claims if lane.note else ()) == open_ended
    alone = picture_of("targets", table, Selection(cities=("hefei",)), today)
    assert alone.headline == "No target in this selection has a year"


def test_where_the_filters_leave_the_aims_out_the_picture_does_not_call_it_silence(table: Table) -> None:
    lane = lanes(table, DAYS[2], Selection(cities=("shanghai",), status=("in_place",)))["shanghai"]
    assert lane.silence and lane.silence.words == "due years left out by the filters"


def items_of(table: Table, shape: str, selection: Selection = EVERYTHING) -> tuple[Item, ...]:
    return compose(picture_of("targets", table, selection, DAYS[2]), Frame(*SHAPES[shape])).items


@pytest.mark.parametrize("shape", SHAPES)
def test_every_frame_draws_every_dated_target_with_its_year(table: Table, shape: str) -> None:
    items = items_of(table, shape)
    bars = {(item.mark.city, due(item.mark)) for item in items if isinstance(item, Rect) and isinstance(item.mark, Interval)}
    words = [(item.mark, item.words) for item in items if isinstance(item, Text) and isinstance(item.mark, Interval)]
    years = {(mark.city, int(said)) for mark, said in words if said.isdigit()}
    assert bars == years == DUE


@pytest.mark.parametrize("shape", SHAPES)
def test_the_words_of_a_target_stand_on_clear_ground(table: Table, shape: str) -> None:
    items = items_of(table, shape)
    bands = [item for item in items if isinstance(item, Rect) and item.ink == "pale" and item.mark is None]
    rules = [item for item in items if isinstance(item, Line) and item.x1 == item.x2 and item.hue == "ink"]
    words = [item for item in items if isinstance(item, Text) and isinstance(item.mark, Interval) and not item.words[-4:].isdigit()]
    assert bands and rules and words
    for word in words:
        left, top, right, bottom = word.box
        for band in bands:
            # The box of a text is taller than its letters.
            assert right <= band.x or left >= band.x + band.width or bottom - 6 <= band.y or top + 6 >= band.y + band.height
        for rule in rules:
            assert right <= rule.x1 or left >= rule.x1 or bottom - 6 <= rule.y1 or top + 6 >= rule.y2


@pytest.mark.parametrize("shape", SHAPES)
def test_the_years_without_an_article_are_called_what_the_key_calls_their_grey(table: Table, shape: str) -> None:
    texts = [item.words for item in items_of(table, shape) if isinstance(item, Text)]
    assert texts.count("not said") == 2 and "no article" not in texts


@pytest.mark.parametrize("shape", SHAPES)
def test_the_name_of_the_sources_is_no_longer_than_their_line(table: Table, shape: str) -> None:
    items = items_of(table, shape)
    (name,) = [item for item in items if isinstance(item, Text) and item.weight == 600 and item.words in ("five articles", "articles")]
    line = max((item for item in items if isinstance(item, Line) and item.y1 == item.y2), key=lambda item: item.width)
    assert line.x1 - 1 <= name.left and name.left + name.width <= line.x2 + 1


@pytest.mark.parametrize("shape", SHAPES)
def test_cities_without_a_due_year_take_one_row_across_the_frame_below_the_bars(table: Table, shape: str) -> None:
    items = items_of(table, shape)
    slots = [item for item in items if isinstance(item, Rect) and item.ink == "pale" and item.mark and item.mark.silent]
    bars = [item for item in items if isinstance(item, Rect) and isinstance(item.mark, Interval)]
    assert len({slot.y for slot in slots}) == len({slot.height for slot in slots}) == 1
    assert slots[0].y > max(bar.y + bar.height for bar in bars)
    width, margin = SHAPES[shape][0], 64
    assert min(slot.x for slot in slots) == margin and max(slot.x + slot.width for slot in slots) == pytest.approx(width - margin)
    # 8 claims of Beijing's, 18 of Shenzhen's and 8 of Hefei's, counted by hand.
    told = " ".join(item.words for item in items if isinstance(item, Text))
    assert "34 claims about their future" in told or all(f"in {number} claims about its future" in told for number in (8, 18))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_city_aims_at_has_a_verb(table: Table, shape: str) -> None:
    texts = [item.words for item in items_of(table, shape) if isinstance(item, Text)]
    assert "Aims to have:" in texts or texts.count("aims to have") == 2
