"""Which figures may share an axis; all the others have a reason in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.table.comparability import Axis, Comparability, group_by_axis, in_yuan, printed_currency
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.conftest import put, read, sentences, write


def drawn(gate: Comparability) -> list[str]:
    """Every claim on an axis."""
    return [claim for axis in gate.axes for claim in axis.figures["claim_id"]]


def axis_of(gate: Comparability, claim: str) -> Axis | None:
    """The axis a claim is drawn on."""
    return next((axis for axis in gate.axes if claim in set(axis.figures["claim_id"])), None)


def reason(gate: Comparability, claim: str) -> str:
    """Why a claim is drawn on no axis."""
    return str(gate.others.set_index("claim_id").at[claim, "reason"])


def changed(data: Path, claim: str, **cells: str) -> Table:
    """The table after some cells of a claim are written anew."""
    rows = read(data, "claims.csv")
    next(row for row in rows if row["claim_id"] == claim).update(cells)
    write(data, "claims.csv", rows)
    assert sentences(data) == []
    return load(data)


@pytest.mark.parametrize("which", ["table", "invented"])
def test_an_axis_holds_one_comparable_key_one_unit_and_one_boundary(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    gate = group_by_axis(table, table.claims)
    assert gate.axes
    for axis in gate.axes:
        assert axis.comparable and len(axis.figures) > 1
        assert set(axis.figures["comparable"]) == {axis.comparable}
        assert set(axis.figures["unit"]) == {axis.unit}
        assert set(axis.figures["boundary"]) == {axis.boundary}
        assert axis.figures["value"].notna().all()
    groups = [(axis.comparable, axis.unit, axis.boundary) for axis in gate.axes]
    assert len(set(groups)) == len(groups)


@pytest.mark.parametrize("which", ["table", "invented"])
def test_every_figure_is_on_one_axis_or_in_the_ledger_with_a_reason_and_on_neither_twice(
    which: str, request: pytest.FixtureRequest
) -> None:
    table: Table = request.getfixturevalue(which)
    gate = group_by_axis(table, table.claims)
    passed = [*drawn(gate), *gate.others["claim_id"]]
    assert len(passed) == len(set(passed))
    figures = table.claims[table.claims["aspect"] == "figure"]
    assert set(passed) == set(in_yuan(figures)["claim_id"])
    for words in gate.others["reason"]:
        assert len(words) > 10
        assert "_" not in words and "nan" not in words.split()


def test_two_years_of_one_spending_share_an_axis(invented: Table) -> None:
    axis = axis_of(group_by_axis(invented, invented.claims), "river-daily-05-b")
    assert axis is not None
    assert (axis.comparable, axis.unit, axis.boundary) == ("tide-spending", "CNY", "city")
    assert list(axis.figures["claim_id"]) == ["river-daily-05-b", "river-daily-05-d"]


@pytest.mark.parametrize(("column", "value"), [("boundary", "firm"), ("measure", "lamp-cost"), ("unit", "USD")])
def test_another_boundary_measure_or_unit_keeps_a_figure_off_the_axis(small: Path, column: str, value: str) -> None:
    table = changed(small, "river-daily-05-d", **{column: value})
    gate = group_by_axis(table, table.claims)
    assert axis_of(gate, "river-daily-05-b") is None
    assert axis_of(gate, "river-daily-05-d") is None


def test_two_measures_with_one_comparable_key_share_an_axis(small: Path) -> None:
    table = changed(small, "market-post-03-b", unit="CNY", boundary="service")
    axis = axis_of(group_by_axis(table, table.claims), "market-post-03-b")
    assert axis is not None and axis.comparable == "prices"
    assert set(axis.figures["measure"]) == {"lamp-cost", "field-price"}


def test_an_empty_comparable_key_never_makes_an_axis(table: Table) -> None:
    gate = group_by_axis(table, table.claims)
    assert [axis for axis in gate.axes if not axis.comparable] == []
    ranks = table.claims[(table.claims["aspect"] == "figure") & (table.claims["unit"] == "rank")]
    assert len(ranks) > 1 and not set(ranks["claim_id"]) & set(drawn(gate))


def test_a_target_and_a_present_fact_of_one_measure_share_an_axis(table: Table) -> None:
    axis = axis_of(group_by_axis(table, table.claims), "four-hubs-03-e")
    assert axis is not None
    assert list(axis.figures["claim_id"]) == ["four-hubs-03-e", "four-hubs-03-f"]
    assert list(axis.figures["status"]) == ["in_place", "target"]


def test_dollars_give_way_to_derived_yuan_and_the_printed_currency_is_told(table: Table) -> None:
    gate = group_by_axis(table, table.claims)
    passed = {*drawn(gate), *gate.others["claim_id"]}
    assert "digital-hub-18-h" in passed and "digital-hub-18-f" not in passed
    assert printed_currency(table.claims, "digital-hub-18-h") == "printed as 8.9 billion US dollars"


def test_dollars_stay_where_the_derived_yuan_are_not_asked_for(table: Table) -> None:
    figures = table.claims.drop(index="digital-hub-18-h")
    assert "digital-hub-18-f" in set(in_yuan(figures[figures["aspect"] == "figure"])["claim_id"])


@pytest.mark.parametrize(
    "claim", ["digital-hub-18-f", "four-hubs-03-g", "four-hubs-03-h", "four-hubs-03-i", "four-hubs-22-f", "chips-2018-03-a"]
)
def test_only_a_conversion_tells_of_a_printed_currency(table: Table, claim: str) -> None:
    assert printed_currency(table.claims, claim) == ""


@pytest.mark.parametrize("which", ["table", "invented"])
def test_a_restatement_is_not_counted(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    gate = group_by_axis(table, table.claims)
    repeated = table.claims[(table.claims["restates"] != "") & (table.claims["method"] == "reported")]
    assert len(repeated) > 0
    assert not set(repeated["claim_id"]) & {*drawn(gate), *gate.others["claim_id"]}


def test_on_the_released_table_no_two_hubs_share_an_axis(table: Table) -> None:
    gate = group_by_axis(table, table.claims)
    assert gate.hubs(table) == ()
    for axis in gate.axes:
        assert axis.figures["city"].nunique() == 1, axis


def test_two_hubs_that_share_an_axis_are_named_in_their_order(real: Path) -> None:
    table = changed(real, "four-hubs-22-e", measure="national-labs")
    gate = group_by_axis(table, table.claims)
    assert gate.hubs(table) == ("shanghai", "shenzhen")


def test_466_billion_is_shenzhens_and_nobody_elses(table: Table) -> None:
    raised = table.claims[table.claims["value"] == 466_500_000_000]
    assert list(raised["claim_id"]) == ["four-hubs-22-f"]
    assert list(raised["city"]) == ["shenzhen"]
    assert axis_of(group_by_axis(table, table.claims), "four-hubs-22-f") is None


@pytest.mark.parametrize("which", ["table", "invented"])
def test_the_nations_figures_are_never_a_citys(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    for axis in group_by_axis(table, table.claims).axes:
        assert "china" not in set(axis.figures["city"]) or set(axis.figures["city"]) == {"china"}
    figures = table.claims[table.claims["aspect"] == "figure"]
    assert set(figures[figures["boundary"] == "nation"]["city"]) == {"china"}
    assert not (figures[figures["city"] == "china"]["boundary"] == "city").any()


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("chips-2018-18-d", "a rank is somebody's word for an order, not an amount"),
        ("digital-hub-15-j", "a rank is somebody's word for an order, not an amount; a figure of a facility, not of a city"),
        ("chips-2018-08-f", "a date, not an amount"),
        ("new-economy-09-f", "no number is printed; a figure of a programme, not of a city; target, not a present fact"),
        ("four-hubs-03-h", "a rate for converting, computed; a figure of the nation"),
        ("four-hubs-22-f", "no other figure measures the same thing; no year is printed"),
        ("digital-hub-10-f", "no other figure measures the same thing; target, not a present fact"),
        (
            "digital-hub-18-h",
            "no other figure measures the same thing; a figure of a facility, not of a city; announced, not a present fact; "
            "no year is printed",
        ),
    ],
)
def test_a_figure_that_is_not_drawn_says_why(table: Table, claim: str, words: str) -> None:
    assert reason(group_by_axis(table, table.claims), claim) == words


def test_a_figure_kept_off_an_axis_by_its_boundary_alone_is_not_said_to_have_no_like(real: Path) -> None:
    put(real, "four-hubs-03-e", "boundary", "region")
    changed = load(real)
    gate = group_by_axis(changed, changed.claims)
    assert "no other figure measures the same thing" not in reason(gate, "four-hubs-03-e")


def test_a_due_year_is_a_date_and_shares_no_axis(table: Table) -> None:
    gate = group_by_axis(table, table.claims)
    assert {axis_of(gate, "four-hubs-08-e"), axis_of(gate, "digital-hub-04-c")} == {None}
    assert reason(gate, "four-hubs-08-e").startswith("a date, not an amount")


def test_the_gate_sorts_only_what_is_asked_for(table: Table) -> None:
    gate = group_by_axis(table, Selection(cities=("hefei",)).rows(table))
    assert gate.axes == () and gate.others.empty and "reason" in gate.others.columns
    gate = group_by_axis(table, Selection(cities=("china",), status=("target",)).rows(table))
    assert axis_of(gate, "four-hubs-03-f") is None
    assert "four-hubs-03-f" in set(gate.others["claim_id"])


def test_a_figure_whose_like_is_filtered_out_says_so(table: Table) -> None:
    gate = group_by_axis(table, Selection(cities=("china",), status=("target",)).rows(table))
    assert reason(gate, "four-hubs-03-f").startswith("the figures like it are left out by your filters")


def test_growth_of_research_and_growth_of_the_economy_share_no_axis(table: Table) -> None:
    for axis in group_by_axis(table, table.claims).axes:
        assert not {"rd-growth", "gdp-growth"} <= set(axis.figures["measure"])
    measures = table.vocabularies["measures"]["comparable"]
    assert measures["rd-growth"] != measures["gdp-growth"] or not measures["rd-growth"]


def test_the_gate_leaves_its_input_untouched(table: Table) -> None:
    before = table.claims.copy(deep=True)
    group_by_axis(table, table.claims)
    pd.testing.assert_frame_equal(table.claims, before)
