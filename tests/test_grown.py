"""A table that repeats itself: every picture counts each claim, and its marks lead to all of them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.listing import MOST, claims_html
from dashboard.pictures import PICTURES, picture_of
from dashboard.pictures.model import claims_of
from dashboard.render.layout import Frame, compose
from dashboard.table.load import Table, load
from dashboard.table.selection import FILTERS, Selection
from tests.bench.grow import grow

TIMES = 3
SELECTIONS = (Selection(), Selection(cities=("hefei",), status=("in_place",)), Selection(without="four-hubs", disinterested=True))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, table: Table) -> Table:
    return load(grow(tmp_path_factory.mktemp("grown"), TIMES * len(table.claims)))


@pytest.mark.parametrize("selection", SELECTIONS, ids=["everything", "filtered", "lensed"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_counts_every_claim_and_its_marks_lead_to_all(table: Table, grown: Table, name: str, selection: Selection) -> None:
    once, often = (picture_of(name, each, selection, date(2026, 11, 26)) for each in (table, grown))
    assert len(often.claims) == TIMES * len(once.claims)
    scene = compose(often, Frame(1920, 1080))
    assert set(claims_of(scene.marks)) == set(often.claims), "what finds no room is counted, and its count leads to it"


@pytest.mark.parametrize("selection", SELECTIONS, ids=["everything", "filtered", "lensed"])
def test_every_option_of_a_filter_counts_every_claim(table: Table, grown: Table, selection: Selection) -> None:
    for name in FILTERS:
        assert selection.counts(grown, name) == {value: TIMES * count for value, count in selection.counts(table, name).items()}
    assert selection.sizes(grown) == tuple(TIMES * size for size in selection.sizes(table))


def test_the_claims_a_screen_cannot_hold_are_said_to_be_left_out(table: Table, grown: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.charts.listing.MOST", 600)
    told = claims_html(grown, Selection(), 10 * MOST)
    assert (
        f"{TIMES * len(table.claims) - 600} claims more are not shown. Narrow the selection, or take them all as CSV under Export." in told
    )
