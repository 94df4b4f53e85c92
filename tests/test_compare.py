"""The cities side by side: what each has, what they share, and where the articles are silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import pytest

from dashboard.table.comparability import in_yuan
from dashboard.table.compare import Detail, Item, Section, compare, differences
from dashboard.table.load import Table
from dashboard.table.pair import Point, point_by_point
from dashboard.table.selection import Selection
from tests.conftest import narrowed

SECTIONS = ["Part in the national plan", "Focus areas", "Institutions", "Figures", "Targets", "Who says so"]
AI = "artificial-intelligence"


def line(sections: Sequence[Section], section: str, title: str) -> Detail:
    """One line of a comparison."""
    return next(line for part in sections if part.title == section for line in part.lines if line.title == title)


def point(points: Sequence[tuple[str, tuple[Point, ...]]], section: str, title: str) -> Point:
    """One point of a comparison of two."""
    return next(point for name, found in points if name == section for point in found if point.title == title)


def keys(line: Detail, city: str) -> list[str]:
    """What a city has on a line."""
    return [item.key for item in line.items[city]]


def items(sections: Sequence[Section], *titles: str) -> Iterator[Item]:
    """Every item of some sections, or of all."""
    for section in sections:
        if not titles or section.title in titles:
            for found in section.lines:
                for city in found.items:
                    yield from found.items[city]


@pytest.fixture(scope="module")
def hubs(table: Table) -> tuple[Section, ...]:
    """The four hubs on the whole released table."""
    return compare(table, table.claims, table.hubs)


def test_a_comparison_has_its_sections_whatever_is_asked(table: Table, invented: Table, hubs: tuple[Section, ...]) -> None:
    assert [section.title for section in hubs] == SECTIONS
    for some in (invented, table):
        nothing = compare(some, some.claims.iloc[:0], some.hubs)
        assert [section.title for section in nothing] == SECTIONS
        assert list(items(nothing)) == []
    assert list(items(compare(table, table.claims, ()))) == []


def test_every_line_has_every_city_asked_for_in_order(table: Table) -> None:
    for cities in (("hefei", "beijing"), ("shanghai",), table.hubs):
        for section in compare(table, table.claims, cities):
            for found in section.lines:
                assert tuple(found.items) == cities
                assert {item.city for city in cities for item in found.items[city]} <= set(cities)


def test_the_nation_is_in_no_city(hubs: tuple[Section, ...]) -> None:
    assert {item.city for item in items(hubs)} == {"beijing", "shanghai", "shenzhen", "hefei"}


# Silence and filters


def test_what_the_filters_leave_out_is_not_silence(table: Table) -> None:
    rows = Selection(status=("target",)).rows(table)
    sections = compare(table, rows, table.hubs)
    existing = line(sections, "Focus areas", "Existing")
    assert existing.left_out == {"beijing", "shanghai", "shenzhen", "hefei"}
    own = line(sections, "Focus areas", "Own plan")
    assert own.left_out == frozenset()
    assert keys(own, "shanghai") and not keys(own, "shenzhen")


def test_without_filters_nothing_is_left_out_and_what_is_empty_is_silence(hubs: tuple[Section, ...]) -> None:
    for section in hubs:
        for found in section.lines:
            assert found.left_out == frozenset(), found.title


def test_a_city_the_articles_never_name_is_silent_on_every_line(invented: Table) -> None:
    for rows in (invented.claims, Selection(status=("in_place",)).rows(invented)):
        for section in compare(invented, rows, invented.hubs):
            for found in section.lines:
                assert found.items["hefei"] == ()
                assert "hefei" not in found.left_out


def test_a_city_is_left_out_or_has_items_or_is_silent_but_never_two_of_them(invented: Table) -> None:
    rows = Selection(articles=("river-daily",)).rows(invented)
    whole = compare(invented, invented.claims, invented.hubs)
    for section, other in zip(compare(invented, rows, invented.hubs), whole, strict=True):
        for found, full in zip(section.lines, other.lines, strict=True):
            for city in invented.hubs:
                assert (city in found.left_out) == (not found.items[city] and bool(full.items[city]))


# The released table


def test_tencent_is_in_shenzhen_and_named_because_it_is_not_in_shanghai(hubs: tuple[Section, ...]) -> None:
    companies = line(hubs, "Institutions", "Companies")
    assert "tencent" in keys(companies, "shenzhen")
    assert "tencent" not in keys(companies, "shanghai")
    assert set(keys(line(hubs, "Institutions", "Named because not there"), "shanghai")) == {"alibaba", "baidu", "tencent"}


def test_artificial_intelligence_is_assigned_to_two_and_said_of_no_other(hubs: tuple[Section, ...]) -> None:
    found = {
        "assigned": line(hubs, "Part in the national plan", "Assigned to it"),
        "own_plan": line(hubs, "Focus areas", "Own plan"),
        "existing": line(hubs, "Focus areas", "Existing"),
        "expected": line(hubs, "Focus areas", "Expected"),
        "mentioned": line(hubs, "Focus areas", "Mentioned"),
    }
    said = {
        city: {basis for basis, part in found.items() if AI in keys(part, city)} for city in ("beijing", "shanghai", "shenzhen", "hefei")
    }
    assert said == {
        "beijing": set(),
        "shanghai": {"assigned", "own_plan", "existing", "mentioned"},
        "shenzhen": {"assigned"},
        "hefei": set(),
    }


def test_intelligent_factories_are_only_a_target(hubs: tuple[Section, ...]) -> None:
    found = [
        (section.title, item.city, item.label, item.detail)
        for section in hubs
        for item in items([section])
        if item.key.startswith("intelligent-factories")
    ]
    assert found == [("Targets", "shanghai", "200", "intelligent factories, by 2025")]
    assert {item.mark for item in line(hubs, "Targets", "With a number or a year").items["shanghai"]} == {"target"}


def test_no_figure_is_a_target_and_a_present_fact(hubs: tuple[Section, ...]) -> None:
    assert "target" not in {item.mark for item in items(hubs, "Figures")}


@pytest.mark.parametrize("city", ["beijing", "hefei"])
def test_no_figure_is_printed_of_beijing_or_hefei(hubs: tuple[Section, ...], city: str) -> None:
    assert [item for item in items(hubs, "Figures") if item.city == city] == []
    assert keys(line(hubs, "Targets", "With a number or a year"), city) == []


def test_all_four_are_named_hubs(hubs: tuple[Section, ...]) -> None:
    named = line(hubs, "Part in the national plan", "Named a national hub")
    for city in ("beijing", "shanghai", "shenzhen", "hefei"):
        assert [item.label for item in named.items[city]] == ["Named one of the four"]


def test_money_in_dollars_is_said_in_yuan_with_what_is_printed(hubs: tuple[Section, ...]) -> None:
    money = line(hubs, "Figures", "Money")
    assert [(item.label, item.detail) for item in money.items["shanghai"]] == [
        ("about 57.9 billion yuan", "investment in a plant, of a facility, computed, printed as 8.9 billion US dollars")
    ]
    assert [(item.label, item.detail) for item in money.items["shenzhen"]] == [
        ("466.5 billion yuan", "equity raised for start-ups in five years")
    ]


def test_what_is_announced_is_marked_and_what_is_there_is_not(hubs: tuple[Section, ...]) -> None:
    facilities = {item.key: item.mark for item in line(hubs, "Institutions", "Facilities").items["shanghai"]}
    assert facilities["smic-lingang-plant"] == "announced"
    assert facilities["synchrotron"] == "in_place"


def test_a_speaker_and_an_aim_without_a_number_carry_no_mark_and_everything_else_does(hubs: tuple[Section, ...]) -> None:
    assert {item.mark for item in items(hubs, "Who says so")} == {""}
    assert {item.mark for city in line(hubs, "Targets", "Without a number").items.values() for item in city} == {""}
    assert all(item.mark for item in items(hubs, "Focus areas", "Institutions", "Figures"))


# Five answers


def test_what_is_not_there_is_answered_and_not_silent(hubs: tuple[Section, ...]) -> None:
    absent = line(hubs, "Institutions", "Named because not there")
    assert absent.answer("shanghai") == "none"
    assert line(hubs, "Institutions", "Companies").answer("shenzhen") == "said"
    assert line(hubs, "Targets", "With a number or a year").answer("hefei") == "silent"


@pytest.mark.parametrize("which", ["table", "invented"])
def test_the_nation_answers_only_where_no_hub_does(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    whole = compare(table, table.claims, (*table.hubs, "china"))
    few = compare(table, Selection(cities=("hefei",)).rows(table), ("hefei",))
    for section, part in zip(whole, few, strict=True):
        for found, asked in zip(section.lines, part.lines, strict=True):
            alone = bool(found.items["china"]) and not any(found.items[hub] for hub in table.hubs)
            assert found.of_nation == asked.of_nation == alone
            if not asked.items["hefei"]:
                assert asked.answer("hefei") == ("left_out" if found.items["hefei"] else "nation" if alone else "silent")


def test_what_is_said_of_other_areas_does_not_make_up_for_those_asked_about(table: Table) -> None:
    asked = Selection(areas=("quantum",))
    sections = compare(table, asked.rows(table), table.hubs, asked.areas)
    left = {(found.title, city) for part in sections for found in part.lines for city in found.left_out}
    assert left == set()
    without_areas = compare(table, asked.rows(table), table.hubs)
    assert any(found.left_out for part in without_areas for found in part.lines)


def test_how_many_articles_support_an_item_is_judged_by_the_whole_table(table: Table, hubs: tuple[Section, ...]) -> None:
    whole = {
        (part.title, found.title, item.city, item.key): item
        for part in hubs
        for found in part.lines
        for there in found.items.values()
        for item in there
    }
    asked = compare(table, Selection(articles=("digital-hub",)).rows(table), table.hubs)
    for part in asked:
        for found in part.lines:
            for item in (item for there in found.items.values() for item in there):
                other = whole[part.title, found.title, item.city, item.key]
                assert item.articles == other.articles and item.single == other.single
    assert any(len(item.articles) > 1 for item in items(asked))


# Nothing counted twice, nothing lost


@pytest.mark.parametrize("which", ["table", "invented"])
def test_every_claim_is_counted_once_where_it_belongs(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    sections = compare(table, table.claims, table.hubs)
    claims = table.claims[table.claims["city"].isin(table.hubs)]
    once = claims[claims["restates"] == ""]
    plan = sum(item.count for item in items(sections, "Part in the national plan", "Focus areas"))
    assert plan == (once["aspect"] == "focus_area").sum()
    assert sum(item.count for item in items(sections, "Institutions")) == (once["aspect"] == "institution").sum()
    assert sum(item.count for item in items(sections, "Who says so")) == len(once)
    figures = [dict(item.facets)["claim"] for item in items(sections, "Figures", "Targets") if "claim" in dict(item.facets)]
    assert sorted(figures) == sorted(in_yuan(claims[claims["aspect"] == "figure"])["claim_id"])


@pytest.mark.parametrize("which", ["table", "invented"])
@pytest.mark.parametrize("filters", [Selection(), Selection(status=("target", "announced")), Selection(speakers=("state_media", "outlet"))])
def test_every_item_leads_to_as_many_claims_as_it_counts(which: str, filters: Selection, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    for item in items(compare(table, filters.rows(table), table.hubs)):
        facets = dict(item.facets)
        if "claim" in facets:
            assert table.claims.at[facets["claim"], "city"] == item.city
            continue
        rows = narrowed(filters, **facets).rows(table)
        assert (rows["restates"] == "").sum() == item.count, item


def test_no_city_has_the_same_item_twice_on_a_line_unless_it_is_a_superlative(hubs: tuple[Section, ...]) -> None:
    for section in hubs:
        for found in section.lines:
            for city, there in found.items.items():
                keys = [item.key for item in there if not item.key.startswith("rank-")]
                assert len(set(keys)) == len(keys), (found.title, city)


def test_what_is_said_most_often_comes_first(hubs: tuple[Section, ...]) -> None:
    for section in hubs:
        for found in section.lines:
            for there in found.items.values():
                counts = [item.count for item in there]
                assert counts == sorted(counts, reverse=True)


def test_comparing_leaves_the_table_untouched(table: Table) -> None:
    before = table.claims.copy(deep=True)
    point_by_point(differences(compare(table, table.claims, table.hubs), table.hubs), "shanghai", "shenzhen")
    pd.testing.assert_frame_equal(table.claims, before)


# Differences


def test_differences_leave_out_what_all_share_and_nothing_else(table: Table, hubs: tuple[Section, ...]) -> None:
    parts = differences(hubs, table.hubs)
    assert [line for part in parts for line in part.lines if line.title == "Named a national hub"] == []
    kept = {(part.title, found.title): found for part in parts for found in part.lines}
    for section in hubs:
        for found in section.lines:
            common = set.intersection(*(set(keys(found, city)) for city in table.hubs))
            left = {city: [key for key in keys(found, city) if key not in common] for city in table.hubs}
            if any(left.values()):
                assert {city: keys(kept[section.title, found.title], city) for city in table.hubs} == left
            else:
                assert (section.title, found.title) not in kept


def test_public_funds_are_promised_to_all_four_and_are_no_difference(table: Table, hubs: tuple[Section, ...]) -> None:
    assert all("public-funding" in keys(line(hubs, "Part in the national plan", "Assigned to it"), city) for city in table.hubs)
    different = line(differences(hubs, table.hubs), "Part in the national plan", "Assigned to it")
    assert all("public-funding" not in keys(different, city) for city in table.hubs)
    assert keys(different, "hefei") == []
    assert AI in keys(different, "shenzhen")
    assert different.same == {"hefei"} and different.answer("hefei") == "same"


def test_one_city_alone_and_no_city_have_no_differences(table: Table) -> None:
    assert differences(compare(table, table.claims, ("shanghai",)), ("shanghai",)) == ()
    assert differences(compare(table, table.claims, ()), ()) == ()


def test_differences_of_the_small_table_keep_what_only_one_city_has(invented: Table) -> None:
    parts = differences(compare(invented, invented.claims, invented.hubs), invented.hubs)
    assigned = line(parts, "Part in the national plan", "Assigned to it")
    assert {city: keys(assigned, city) for city in invented.hubs} == {
        "beijing": [],
        "shanghai": ["tide-power"],
        "shenzhen": ["kites"],
        "hefei": [],
    }


def test_differences_keep_what_the_filters_leave_out(table: Table) -> None:
    rows = Selection(cities=("shanghai",)).rows(table)
    sections = compare(table, rows, table.hubs)
    existing = line(differences(sections, table.hubs), "Focus areas", "Existing")
    assert existing.left_out == {"beijing", "shenzhen", "hefei"}


# Point by point


def test_two_cities_have_a_point_each_or_both(hubs: tuple[Section, ...]) -> None:
    assigned = point(point_by_point(hubs, "shanghai", "hefei"), "Part in the national plan", "Assigned to it")
    assert "chips" in [item.key for item in assigned.first]
    assert {item.key for item in assigned.both} == {"public-funding"}
    assert assigned.second == ()
    assert assigned.answers == ("said", "same")


def test_no_item_of_two_cities_is_lost_or_counted_twice(hubs: tuple[Section, ...]) -> None:
    for first, second in (("shanghai", "shenzhen"), ("beijing", "hefei"), ("hefei", "shanghai")):
        points = point_by_point(hubs, first, second)
        for section in hubs:
            for found in section.lines:
                sides = found.items[first] + found.items[second]
                if sides:
                    here = point(points, section.title, found.title)
                    assert sorted(map(repr, here.first + here.both + here.second)) == sorted(map(repr, sides))
                    assert {item.city for item in here.first} <= {first}
                    assert {item.city for item in here.second} <= {second}


def test_lines_on_which_both_are_silent_are_left_out(hubs: tuple[Section, ...]) -> None:
    points = point_by_point(hubs, "beijing", "hefei")
    assert "Figures" not in [title for title, _ in points]
    assert all(found.first or found.both or found.second for _, part in points for found in part)


def test_turned_round_the_sides_change_places(hubs: tuple[Section, ...]) -> None:
    there, back = point_by_point(hubs, "shanghai", "shenzhen"), point_by_point(hubs, "shenzhen", "shanghai")
    for (title, points), (other, turned) in zip(there, back, strict=True):
        assert title == other
        for one, two in zip(points, turned, strict=True):
            assert (one.first, one.second) == (two.second, two.first)
            assert set(map(repr, one.both)) == set(map(repr, two.both))


def test_the_superlative_that_names_two_cities_is_shared_and_no_other(hubs: tuple[Section, ...]) -> None:
    ranks = point(point_by_point(hubs, "shanghai", "shenzhen"), "Figures", "Ranks and superlatives")
    assert {item.label for item in ranks.both} == {"among the first two in China"}
    assert {item.label for item in ranks.second} == {"about 1st in China"}


def test_figures_of_two_cities_are_not_shared_on_the_released_table(hubs: tuple[Section, ...]) -> None:
    for title in ("Money", "Counts", "Dates and target years"):
        assert point(point_by_point(hubs, "shanghai", "shenzhen"), "Figures", title).both == ()


def test_the_small_table_has_nothing_shared_between_shanghai_and_shenzhen_but_a_paper(invented: Table) -> None:
    points = point_by_point(compare(invented, invented.claims, invented.hubs), "shanghai", "shenzhen")
    shared = {item.key for _, part in points for found in part for item in found.both}
    assert shared == {"Planning ministry", "River Daily"}
