"""What stands on each screen, asked as a newcomer would ask it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pictures import picture_of
from dashboard.render.data_table import rows
from dashboard.table.files import released
from dashboard.table.load import load
from dashboard.table.selection import Selection
from tests.conftest import turn

APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"
PAGES = ["overview", "compare", "focus-areas", "institutions", "figures", "targets", "explore", "evidence", "sources", "city"]


def _open(page: str = "overview", **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    turn(app, "" if page == "overview" else page)
    assert not app.exception, app.exception
    return app


def _text(app: AppTest) -> str:
    raw = " ".join(str(element.proto.body) for element in app.get("html"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", raw)).split())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query",
    [{}, {"cities": "hefei"}, {"cities": "china"}, {"status": "forecast", "speakers": "expert"}, {"cities": "nowhere", "bogus": "1"}],
    ids=["everything", "one city", "the nation", "nothing at all", "unknown words"],
)
def test_every_screen_stands_under_any_filter(page: str, query: dict[str, str]) -> None:
    app = _open(page, **query)
    assert len(app.get("html")) > 2
    assert not app.warning
    assert [words for words in ("which no screen knows", "which the table does not hold") if words in _text(app)] == (
        ["which no screen knows", "which the table does not hold"] if "bogus" in query else []
    )


def test_which_cities_are_tied_to_artificial_intelligence_and_how() -> None:
    picture = picture_of("focus-areas", load(released()), Selection(areas=("artificial-intelligence",)))
    cells = [row.cells for row in rows(picture) if row.statement.startswith("AI, ")]
    ties = [(said.split()[1].rstrip(":"), city, status, str(count or "none")) for said, city, status, _, count in cells]
    assert {(how, city): status for how, city, status, claims in ties if claims != "none"} == {
        ("assigned", "Shanghai"): "announced",
        ("existing", "Shanghai"): "in place",
        ("assigned", "Shenzhen"): "announced",
    }
    assert {(city, status) for _, city, status, claims in ties if claims == "none"} == {
        ("Beijing", "not said"),
        ("Hefei", "not said"),
        ("Shenzhen", "not said"),
    }


def test_how_many_intelligent_factories_shanghai_has_is_not_said() -> None:
    said = _text(_open("figures", cities="shanghai"))
    assert re.search(r"Intelligent factories: 200 by 2025 Target", said)
    assert "Target, not a present fact" in said or "target, not a present fact" in said


def test_the_startup_equity_is_shenzhens() -> None:
    assert "466.5 billion yuan" in _text(_open("figures", cities="shenzhen"))
    assert "466.5 billion yuan" not in _text(_open("figures", cities="shanghai"))


def test_there_is_no_figure_for_hefei() -> None:
    assert "The articles give no figure for Hefei." in _text(_open("figures"))
    assert "The articles give no figure for Hefei." in _text(_open("figures", cities="hefei"))


def test_who_says_that_shanghai_has_the_best_chip_fundamentals() -> None:
    said = _text(_open("evidence", q="best fundamentals"))
    assert "Chen Mingbo, head of the economy commission of Shanghai" in said
    assert "Claimed" in said


def test_the_wafer_plant_and_the_startup_equity_are_not_the_same_kind_of_thing() -> None:
    said = _text(_open("figures"))
    assert re.search(r"Investment in a plant: about 57\.9 billion yuan printed as 8\.9 billion US dollars", said)
    assert "No other figure measures the same thing" in said


def test_silence_is_said_in_the_cell() -> None:
    assert "the articles do not say" in _text(_open("compare"))
    assert "left out by your filters" in _text(_open("compare", status="target"))


def test_each_option_of_a_filter_says_how_many_claims_it_holds() -> None:
    app = _open(cities="hefei")
    pills = next(group for group in app.get("button_group") if "Cities" in str(group.proto.label))
    options = " ".join(option.content for option in pills.proto.options)
    assert "Hefei (15)" in options and "Shanghai (" in options


@pytest.mark.parametrize("page", ["overview", "focus-areas", "institutions", "figures", "targets"])
def test_every_picture_has_its_finding_as_its_other_text(page: str) -> None:
    raw = " ".join(str(element.proto.body) for element in _open(page).get("html"))
    (found,) = re.findall(r'<figure class="th-shown"[^>]* aria-label="([^"]+)"', raw)
    assert 2 < len(html.unescape(found).split()) <= 12


def test_the_sources_say_what_is_left_out_and_hold_the_codebook() -> None:
    said = _text(_open("sources"))
    assert re.search(r"only Asia Times covers Hefei", said)
    assert "Not printed; inferred" in said
    assert "No figure is given for it." in said
    assert "The hedge the article puts on the number" in said
