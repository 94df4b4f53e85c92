"""Up to eight hubs stay apart for every eye, all words can be read on both grounds, and every file names the same colours."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from coloraide import Color

from dashboard.charts.style import city_css
from dashboard.render.theme import CONTRAST, DARK, LIGHT, THEMES, Theme, page_css
from dashboard.table.load import Table
from dashboard.table.rules import MOST_HUBS
from tests.conftest import read, sentences, write

DASHBOARD = Path(__file__).parents[1] / "dashboard"
CSS = (DASHBOARD / "static" / "tech-hubs.css").read_text("utf-8")
CONFIG = tomllib.loads((DASHBOARD / ".streamlit" / "config.toml").read_text("utf-8"))

STYLES = {theme.name: theme for theme in (LIGHT, DARK)}
"""The themes that have hues; in high contrast all is drawn in ink."""
APART = 10
"""The least difference (ΔE2000) of two cities: about one is just seen side by side, ten is seen at a glance."""
FROM_NO_CITY = 8
"""The least difference of a city from ink and grey, which its shape, its place and its word tell apart as well."""
READABLE, VISIBLE = 4.5, 3.0
"""WCAG 2.2 AA: the contrast of text, and of shapes that carry a meaning."""
EYES = {
    "normal": [None],
    "protanopia": [("protan", "brettel"), ("protan", "vienot"), ("protan", "machado")],
    "deuteranopia": [("deutan", "brettel"), ("deutan", "vienot"), ("deutan", "machado")],
    "tritanopia": [("tritan", "brettel"), ("tritan", "machado")],
}
"""How each eye is simulated: what is published does not agree, so all of it must hold; Viénot's method gives no tritanopia."""


def seen(colour: str, model: tuple[str, str] | None) -> Color:
    return Color(colour).filter(model[0], method=model[1]).clip("srgb") if model else Color(colour)


def contrast(text: str, ground: str, opacity: float = 1) -> float:
    shown = Color.layer([Color(text).set("alpha", opacity), ground])
    return float(shown.contrast(ground, method="wcag21"))


def pairs_of(name: str) -> dict[str, str]:
    """What a variable of the stylesheet is in light and in dark."""
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", CSS)
    assert found, name
    return dict(zip(STYLES, (colour.upper() for colour in found.groups()), strict=True))


each_style = pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))


@each_style
def test_there_are_colours_for_as_many_hubs_as_the_check_lets_through(style: Theme) -> None:
    assert len(set(style.hubs)) == MOST_HUBS == 8


@each_style
def test_no_hub_is_louder_than_another(style: Theme) -> None:
    chroma = [Color(colour).convert("oklch")[1] for colour in style.hubs]
    assert max(chroma) <= 0.19 and max(chroma) <= 2.1 * min(chroma), chroma


@each_style
def test_the_nation_is_grey_and_a_hub_has_its_colour_by_its_place(style: Theme, table: Table, second_table: Table) -> None:
    five, four = style.coloured(second_table.hubs), style.coloured(table.hubs)
    assert Color(five.colour("china")).convert("oklch")[1] < 0.04
    assert [five.colour(city) for city in ("wuhan", "xian", "kunming", "ningbo", "harbin")] == list(style.hubs[:5])
    assert [four.colour(city) for city in ("beijing", "shanghai", "shenzhen", "hefei")] == list(style.hubs[:4])


def test_in_high_contrast_every_word_and_every_city_is_black_on_white(table: Table) -> None:
    theme = CONTRAST.coloured(table.hubs)
    assert {theme.colour(hue) for hue in ("ink", "muted", "line", "china", *table.hubs)} == {"#000000"} and theme.ground == "#FFFFFF"


def test_the_stylesheet_of_a_table_gives_each_city_its_colour(second_table: Table) -> None:
    told = dict(re.findall(r"\.th-([a-z-]+) \{ --city: var\(--([a-z0-9-]+)\); \}", city_css(second_table)))
    assert told == {"wuhan": "hub-1", "xian": "hub-2", "kunming": "hub-3", "ningbo": "hub-4", "harbin": "hub-5", "china": "muted"}


def test_the_ninth_hub_is_refused_with_the_next_move(second: Path) -> None:
    rows = read(second, "cities.csv")
    more = [{**rows[1], "city": f"town-{letter}", "name": f"Town {letter}", "order": str(place)} for place, letter in enumerate("abcd", 7)]
    write(second, "cities.csv", [*rows[:4], *more[:3], *rows[4:]])
    assert sentences(second) == []
    write(second, "cities.csv", [*rows[:4], *more, *rows[4:]])
    assert sentences(second) == [
        "cities.csv row 11 (xian), role: makes hubs of 9 cities, and pictures have colours for 8 that every eye tells apart. "
        "Keep at most 8 hubs, or make tables of their own."
    ]


@each_style
@pytest.mark.parametrize("eye", EYES)
def test_the_cities_stay_apart_for_every_eye(style: Theme, eye: str) -> None:
    for model in EYES[eye]:
        for one, other in combinations(style.hubs, 2):
            difference = seen(one, model).delta_e(seen(other, model), method="2000")
            assert difference >= APART, f"{one} and {other}, {model}: {difference:.1f}"


@each_style
@pytest.mark.parametrize("eye", EYES)
def test_a_city_is_never_taken_for_the_nation_or_for_what_is_not_said(style: Theme, eye: str) -> None:
    for model in EYES[eye]:
        for colour in style.hubs:
            for other in (style.ink, style.muted):
                assert seen(colour, model).delta_e(seen(other, model), method="2000") >= FROM_NO_CITY, (colour, other, model)


@each_style
def test_every_word_can_be_read_on_every_ground_it_stands_on(style: Theme) -> None:
    theme = CONFIG["theme"][style.name]
    grounds = (style.ground, theme["secondaryBackgroundColor"])
    for ground in grounds:
        for name, colour in {"ink": style.ink, "muted": style.muted, "link": theme["linkColor"], "text": theme["textColor"]}.items():
            assert contrast(colour, ground) >= READABLE, (name, ground)
        for colour in style.hubs:
            assert contrast(colour, ground) >= READABLE, (colour, ground)
    faded = re.search(r"\.th-fades \{ opacity: ([\d.]+)", CSS)
    assert faded and contrast(style.ink, style.ground, float(faded[1])) >= READABLE


@pytest.mark.parametrize("box", ["th-notices", "th-claim mark"])
def test_notices_and_marked_words_can_be_read_and_are_seen(box: str) -> None:
    rule = re.search(rf"\.{box} {{ background: light-dark\((#\w+), (#\w+)\)([^}}]*)", CSS)
    assert rule
    for style, ground in zip(STYLES.values(), rule.groups()[:2], strict=True):
        assert contrast(style.ink, ground) >= READABLE
    edge = re.search(r"border-left: \d+px solid light-dark\((#\w+), (#\w+)\)", rule[3])
    for style, colour in zip(STYLES.values(), edge.groups() if edge else (), strict=bool(edge)):
        assert contrast(colour, style.ground) >= VISIBLE


@each_style
def test_what_shows_a_focus_or_a_choice_is_seen(style: Theme) -> None:
    assert contrast(style.ink, style.ground) >= VISIBLE
    assert contrast(CONFIG["theme"][style.name]["primaryColor"], style.ground) >= VISIBLE


def test_the_pictures_the_stylesheet_and_the_theme_name_the_same_colours() -> None:
    for style in STYLES.values():
        theme = CONFIG["theme"][style.name]
        assert (theme["backgroundColor"], theme["textColor"], theme["borderColor"]) == (style.ground, style.ink, style.line)
        for name in ("ink", "muted", "line", "ground"):
            assert pairs_of(name)[style.name] == getattr(style, name), name
        assert pairs_of("soft")[style.name] == theme["secondaryBackgroundColor"]
        assert tuple(pairs_of(f"hub-{place}")[style.name] for place in range(1, len(style.hubs) + 1)) == style.hubs


@each_style
def test_what_is_pale_is_told_from_the_ground_and_from_what_is_in_place(style: Theme, table: Table) -> None:
    theme = style.coloured(table.hubs)
    for hue in (*table.hubs, "china", "ink"):
        pale, full = theme.tint(hue), theme.colour(hue)
        assert contrast(pale, style.ground) >= 1.3 and Color(pale).delta_e(Color(full), method="2000") >= APART, hue


def test_a_picture_on_a_page_is_light_or_dark_as_the_page_is_and_black_and_white_where_that_is_asked_for(table: Table) -> None:
    usual, _, strong = page_css(table.hubs).partition("@media (prefers-contrast: more), (forced-colors: active)")
    told = {name: colours for name, *colours in re.findall(r"--p-([a-z-]+): light-dark\((#\w+), (#\w+)\);", usual)}
    assert set(told) >= {"ground", "ink", "muted", "line", "slot", *table.hubs}
    for name in ("ground", "ink", "muted", "line", "slot"):
        assert told[name] == [getattr(LIGHT, name), getattr(DARK, name)]
    assert [told[hub] for hub in table.hubs] == [list(pair) for pair in zip(LIGHT.hubs, DARK.hubs, strict=True)][: len(table.hubs)]
    sharp = {name: colours for name, *colours in re.findall(r"--p-([a-z-]+): light-dark\((#\w+), (#\w+)\);", strong)}
    assert set(sharp) == set(told) and sharp["ground"] == ["#FFFFFF", "#000000"]
    assert all(colours == ["#000000", "#FFFFFF"] for name, colours in sharp.items() if name not in ("ground", "slot"))


def test_every_theme_is_known_by_its_name() -> None:
    assert list(THEMES) == ["light", "dark", "contrast"]
