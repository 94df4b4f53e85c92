"""Aims with a date: when they were made, when they fall due, and what is said to have come of them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.pictures import picture_of
from dashboard.pictures.shapes import Lane, Lanes
from dashboard.table.load import Table
from dashboard.table.promises import Promise, promises
from dashboard.table.selection import Selection

DAYS = (date(2021, 6, 1), date(2024, 1, 1), date(2026, 11, 21), date(2040, 1, 1))
UNTOLD = "passed; the articles do not say what came of it"
DUE = {("shanghai", 2022), ("shanghai", 2025), ("shanghai", 2030), ("shanghai", 2035), ("china", 2025), ("china", 2035)}


def of(table: Table, today: date, **filters: tuple[str, ...]) -> tuple[Promise, ...]:
    """The promises of a selection."""
    return promises(table, Selection(**filters).rows(table), today)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_promises_are_the_same_on_any_day_but_for_what_has_passed(table: Table, today: date) -> None:
    found = of(table, today)
    assert {(promise.city, promise.due) for promise in found} == DUE
    assert len(found) == len(DUE)
    for promise in found:
        assert promise.passed == (promise.due < today.year)
        assert promise.outcome == (UNTOLD if promise.passed else "not yet due")


@pytest.mark.parametrize(("today", "years"), list(zip(DAYS, ([], [2022], [2022, 2025], [2022, 2025, 2030, 2035]), strict=True)), ids=str)
def test_what_has_passed_is_what_fell_due_before_the_day(table: Table, today: date, years: list[int]) -> None:
    assert [promise.due for promise in of(table, today, cities=("shanghai",)) if promise.passed] == years


@pytest.mark.parametrize(("today", "passed"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)], ids=str)
def test_an_aim_for_a_year_may_be_met_until_its_last_day(table: Table, today: date, passed: bool) -> None:
    assert {promise.passed for promise in of(table, today) if promise.due == 2025} == {passed}


def test_the_aim_for_2030_was_made_in_2016(table: Table) -> None:
    (aim,) = [promise for promise in of(table, DAYS[0]) if promise.due == 2030]
    assert (aim.city, aim.article, aim.made) == ("shanghai", "powerhouse", 2016)
    assert aim.periods == ("../2030",)


def test_an_aim_that_does_not_say_when_it_was_made_begins_when_it_was_printed(table: Table) -> None:
    (aim,) = [promise for promise in of(table, DAYS[0], cities=("china",)) if promise.due == 2035]
    assert aim.article == "four-hubs" and aim.made == pytest.approx(2021 + 2 / 12)
    assert all(promise.made <= promise.due for promise in of(table, DAYS[0]))


def test_a_base_year_is_not_when_an_aim_was_made(table: Table) -> None:
    (aim,) = [promise for promise in of(table, DAYS[0], cities=("china",)) if promise.due == 2025]
    assert "2020/2025" in aim.periods
    assert aim.made >= 2021


@pytest.mark.parametrize("city", ["beijing", "shenzhen", "hefei"])
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_no_dated_aim_is_told_of_three_cities(table: Table, city: str, today: date) -> None:
    assert of(table, today, cities=(city,)) == ()


def test_each_promise_says_what_is_aimed_at_and_no_restatement_is_told_twice(table: Table) -> None:
    found = {(promise.city, promise.due): promise.what for promise in of(table, DAYS[0])}
    assert "200 intelligent factories" in found["shanghai", 2025] and "50 " in found["shanghai", 2025]
    assert "3.36 trillion yuan" in found["china", 2025] and "US dollars" not in found["china", 2025]
    for what in found.values():
        assert what == what.strip() and "nan" not in what.split() and "  " not in what


def test_promises_come_by_city_and_then_by_date(table: Table) -> None:
    found = [(promise.city, promise.due) for promise in of(table, DAYS[0])]
    assert found == sorted(found, key=lambda pair: ([*table.hubs, "china"].index(pair[0]), pair[1]))


def test_only_what_rests_on_the_article_left_out_fades(table: Table) -> None:
    for promise in promises(table, Selection(without="four-hubs").drawn(table), DAYS[0]):
        assert promise.fades == (promise.article == "four-hubs")


def test_a_later_article_that_speaks_of_it_is_named(invented: Table) -> None:
    for promise in promises(invented, invented.claims, DAYS[3]):
        assert promise.passed
        assert promise.outcome == UNTOLD or promise.outcome.endswith(" of it later")


def test_no_rows_make_no_promise_and_asking_changes_nothing(table: Table) -> None:
    before = table.claims.copy(deep=True)
    assert promises(table, table.claims.head(0), DAYS[0]) == ()
    of(table, DAYS[1])
    pd.testing.assert_frame_equal(table.claims, before)


# The picture


def lanes(table: Table, today: date, selection: Selection) -> dict[str, Lane]:
    """The lanes of the picture, by city."""
    body = picture_of("targets", table, selection, today).body
    assert isinstance(body, Lanes)
    return {lane.city: lane for lane in body.lanes}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_picture_stands_on_its_day(table: Table, today: date) -> None:
    picture = picture_of("targets", table, Selection(), today)
    assert isinstance(picture.body, Lanes)
    assert picture.body.rule_words.startswith("today, ") and picture.body.rule_words.endswith(f" {today.year}")
    assert picture.body.first <= today.year < picture.body.last and int(picture.body.rule) == today.year
    shown = [(lane.city, int(interval.ends), bool(interval.outcome)) for lane in picture.body.lanes for interval in lane.intervals]
    assert {(city, due) for city, due, _ in shown} == DUE
    assert all(passed == (due < today.year) for _, due, passed in shown)
    assert len(shown) == len(of(table, today))


def test_the_headline_says_how_many_deadlines_have_passed_and_that_no_article_is_late_enough_to_tell(table: Table) -> None:
    said = [picture_of("targets", table, Selection(), today).headline for today in DAYS]
    assert said == [
        "The articles end before any deadline",
        "One deadline passed; the articles end before the first",
        "Three deadlines passed; the articles end before the first",
        "Six deadlines passed; the articles end before the first",
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
