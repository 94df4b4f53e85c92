"""Any number of hubs and articles: every picture, screen, file and headline on the invented tables, for every choice of their hubs."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from itertools import chain, combinations
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import headlines
from dashboard.export.formats import EXPORT_FORMATS
from dashboard.export.request import ExportRequest
from dashboard.pictures import PICTURES, picture_of
from dashboard.pictures.model import Picture
from dashboard.pictures.shapes import Lanes
from dashboard.render import svg
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.theme import DARK, LIGHT, Theme
from dashboard.table.cite import cite_claim
from dashboard.table.comparability import group_by_axis
from dashboard.table.compare import compare
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from tests.conftest import ROOT, copies, sentences, turn
from tests.test_pictures import fits

TODAY = date(2026, 11, 26)
APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"
SCREENS = (
    "overview", "compare", "focus-areas", "institutions", "figures", "targets", "explore", "evidence", "sources", "quiz", "notebook",
    "city", "present",
)  # fmt: skip
HUBS = {"wuhan": "Wuhan", "xian": "Xi'an", "kunming": "Kunming", "ningbo": "Ningbo", "harbin": "Harbin"}
CHOICES = list(chain.from_iterable(combinations(HUBS, size) for size in range(1, 6)))
"""Every choice of the five hubs but none: 31."""
FIVE, FOUR, ONE = tuple(HUBS), tuple(HUBS)[:4], ("harbin",)
SMALL_CHOICES = list(chain.from_iterable(combinations(("beijing", "shanghai", "shenzhen", "hefei"), size) for size in range(1, 5)))
DESCRIPTION = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["description"]
OTHERS = ("Beijing", "Shanghai", "Shenzhen", "Hefei", "Asia Times", "China Daily", "Expertise Asia", "South China Morning Post")
"""Names of the released table, which no text of another may know."""


def drawn(table: Table, name: str, *cities: str) -> Picture:
    return picture_of(name, table, Selection(cities=cities), TODAY)


def words(picture: Picture) -> str:
    """All that a picture shows, as a reader reads it."""
    shown = svg.draw(compose(picture, Frame(1240)), LIGHT)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def told(table: Table, city: str) -> int:
    """The claims about a city that repeat no other, counted without the code under test."""
    return sum(about == city and not restates for about, restates in zip(table.claims["city"], table.claims["restates"], strict=True))


BOTH = [("second_table", [*CHOICES[::3], FIVE]), ("invented", SMALL_CHOICES[::2])]
"""Some of every size: all of them take a minute a picture and find no more."""
each_table = pytest.mark.parametrize(("which", "choices"), BOTH, ids=["second", "small"])


def test_the_second_table_is_sound_beside_its_articles(second: Path) -> None:
    assert sentences(second, copies(second)) == []


def test_the_second_table_is_what_it_is_for(second_table: Table) -> None:
    claims, articles = second_table.claims, second_table.vocabularies["articles"]
    assert second_table.hubs == FIVE
    assert list(articles["outlet"]).count("Delta Post") == 2
    assert set(claims.loc[claims["unit"] == "rank", ["city", "value"]].itertuples(index=False, name=None)) == {("wuhan", 1), ("xian", 2)}
    assert claims.loc[(claims["article"] == "delta-post-hubs") & (claims["status"] == "target"), "period"].max() == "../2050"
    assert list(claims.loc[(claims["article"] == "delta-post-ice") & (claims["city"] == "ningbo"), "basis"]) == ["mentioned"]
    assert set(claims.loc[claims["relation"] == "around_city", "institution"]) == {"snow-belt"}
    assert set(claims.loc[claims["home"] == "not_printed", "institution"]) == {"orchid-circle"}


# Pictures


@each_table
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_stands_for_every_choice_of_hubs(
    name: str, which: str, choices: list[tuple[str, ...]], request: pytest.FixtureRequest
) -> None:
    table: Table = request.getfixturevalue(which)
    names = table.names("cities")
    for cities in choices:
        picture = drawn(table, name, *cities)
        assert picture.headline and not picture.headline[0].islower()
        assert not re.search(r"KeyError|None\b|nan\b", picture.headline)
        shown = words(picture)
        assert [city for city in cities if names[city] not in shown] == [] or name == "figures"
        assert {mark.city for mark in picture.marks} - {""} <= set(cities), cities
        if which == "second_table":
            assert not [other for other in OTHERS if other in shown]


@each_table
def test_every_count_of_a_picture_can_be_counted_again(which: str, choices: list[tuple[str, ...]], request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    names = table.names("cities")
    for cities in choices:
        for name in ("overview", "voices", "strips"):
            said = " | ".join(mark.spoken for mark in drawn(table, name, *cities).marks)
            for city in cities:
                number = told(table, city)
                assert not number or f"{number} {'claim' if number == 1 else 'claims'} about {names[city]}" in said, (name, city)


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_five_hubs_fits_its_frame(second_table: Table, name: str) -> None:
    for cities in (FIVE, FOUR, ONE):
        picture = drawn(second_table, name, *cities)
        for size in SHAPES.values():
            fits(picture, Frame(*size))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_no_two_cities_of_a_picture_have_one_colour(second_table: Table, theme: Theme) -> None:
    shown = svg.draw(compose(drawn(second_table, "voices"), Frame(1920, 1080)), theme)
    colours = {html.unescape(city): colour for colour, city in re.findall(r'<text[^>]* fill="(#\w{6})"[^>]*>([^<]+)</text>', shown)}
    found = [colours[city] for city in (*HUBS.values(), "China")]
    assert len(set(found)) == 6


def test_the_axis_of_the_targets_reaches_from_what_the_articles_cover_to_the_last_aim(second_table: Table) -> None:
    body = drawn(second_table, "targets").body
    assert isinstance(body, Lanes)
    assert body.first <= 2026 and 2050 <= body.last <= 2052
    assert {interval.ends for lane in body.lanes for interval in lane.intervals} == {"2045", "2050"}


# Headlines


def test_every_headline_says_how_many_hubs_there_are(second_table: Table) -> None:
    numbers = {2: ("Both", "two"), 3: ("All three", "three"), 4: ("All four", "four"), 5: ("All five", "five")}
    for cities in CHOICES:
        said = headlines.comparison(second_table, Selection(cities=cities).rows(second_table), cities)
        if len(cities) == 1:
            assert HUBS[cities[0]] in said
            continue
        number, compared = numbers[len(cities)]
        named = f"{number} cities are named national hubs"
        if set(cities) == {"kunming", "ningbo"}:
            assert said == named, "both are given orchids, and neither anything of its own"
        else:
            assert said.startswith(f"{named}; {'only' if len(cities) == 5 else f'of the {compared} compared only'} ")


def test_what_it_is_about_is_said_with_the_numbers_of_the_table(second_table: Table, table: Table) -> None:
    assert headlines.purpose(second_table) == "what three articles say of China's five innovation hubs"
    assert headlines.purpose(table) == "what five articles say of China's four innovation hubs"


# Ranks


def test_a_rank_is_said_by_its_number_and_never_drawn_as_a_length(second_table: Table) -> None:
    (figures,) = [part for part in compare(second_table, second_table.claims, ("wuhan", "xian")) if part.title == "Figures"]
    (ranks,) = [line for line in figures.lines if line.title == "Ranks and superlatives"]
    assert {city: [(item.label, item.detail) for item in items] for city, items in ranks.items.items()} == {
        "wuhan": [("1st in China", "place among cities for ferries")],
        "xian": [("2nd in China", "place among cities for ferries")],
    }
    assert not any((axis.figures["unit"] == "rank").any() for axis in group_by_axis(second_table, second_table.claims).axes)


# Names


def test_two_articles_of_one_outlet_are_told_apart(second_table: Table) -> None:
    names = second_table.names("articles")
    assert len(set(names.values())) == 3
    claims = [f"{article}-{claim}" for article, claim in (("delta-post-hubs", "03-a"), ("delta-post-ice", "03-a"))]
    cited = [cite_claim(second_table, claim).chicago for claim in claims]
    assert "it is called Delta Post on the hubs" in cited[0] and "it is called Delta Post on ice" in cited[1]
    shown = words(drawn(second_table, "strips"))
    assert "Delta Post on ice" in shown and "Delta Post on the hubs" in shown


def test_a_body_whose_place_is_not_printed_is_told_apart_from_one_elsewhere(second_table: Table) -> None:
    assert [second_table.label("home", home) for home in ("harbin", "elsewhere", "not_printed")] == ["Harbin", "Elsewhere", "Not printed"]


# Screens and files


@pytest.fixture
def walked(second: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TECH_HUBS_DATA", str(second))
    monkeypatch.setenv("TECH_HUBS_ARTICLES", str(copies(second)))
    return second


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_stands_on_the_second_table(walked: Path, screen: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for cities in ((), ("wuhan", "xian"), ONE, ("china",)):
        app.query_params["cities"] = list(cities)
        turn(app, "" if screen == "overview" else screen)
        assert not app.exception, (cities, app.exception)
        said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(str(each.proto.body) for each in app.get("html")))).split())
        assert said
        # The codebook is that of the released data.
        assert not [name for name in OTHERS if name in said.partition("Codebook")[0].replace(DESCRIPTION, "")], cities
        if screen not in ("present", "city", "figures"):
            assert all(HUBS[city] in said for city in cities if city in HUBS)
    if screen == "sources":
        assert "The three articles" in said and "in two paragraphs or more" in said


@pytest.mark.parametrize("claim", ["delta-post-hubs-04-b", "delta-post-ice-03-a", "delta-post-ice-04-a"])
def test_a_claim_is_shown_with_its_article_by_name(walked: Path, claim: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["claim"] = claim
    turn(app, "evidence")
    assert not app.exception
    said = " ".join(re.sub(r"<[^>]+>", " ", " ".join(str(each.proto.body) for each in app.get("html"))).split())
    assert f"Printed by {'Delta Post on the hubs' if 'hubs' in claim else 'Delta Post on ice'}, " in said
    if claim == "delta-post-hubs-04-b":
        assert "Figure 2nd in China" in said


@pytest.mark.parametrize("cities", [(), ONE], ids=["all", "one"])
@pytest.mark.parametrize("suffix", EXPORT_FORMATS)
def test_every_file_is_written_of_the_second_table(second_table: Table, second: Path, suffix: str, cities: tuple[str, ...]) -> None:
    form = EXPORT_FORMATS[suffix]
    for group in [form.names] if form.together and suffix != "zip" else [(name,) for name in form.names]:
        asked = [ExportRequest(name, Selection(cities=cities)) for name in group]
        content = form.write(second_table, asked, copies(second))
        assert content
        if suffix in ("html", "csv"):
            text = content.decode("utf-8-sig")
            assert not [name for name in OTHERS if name in text]


def test_a_region_around_a_city_has_a_line_of_its_own_in_the_comparison(second_table: Table) -> None:
    (bodies,) = [part for part in compare(second_table, second_table.claims, FIVE) if part.title == "Institutions"]
    where = {line.title: sorted({item.key for items in line.items.values() for item in items}) for line in bodies.lines}
    assert where["Around it"] == ["snow-belt"]
    assert [title for title, found in where.items() if "snow-belt" in found] == ["Around it"]


def test_no_text_of_the_program_counts_on_how_many_hubs_or_articles_there_are() -> None:
    counted = re.compile(
        r"\b(?:three|four|five)\b(?:'s)? (?:\w+ )?(?:cit(?:y|ies)|hubs?|articles?|outlets?)\b|one of the four", re.IGNORECASE
    )
    files = [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "dashboard").rglob("*.html"), ROOT / "pyproject.toml"]
    assert len(files) > 150
    for file in files:
        lines = file.read_text("utf-8").splitlines()
        assert not [line for line in lines if counted.search(line)], file
