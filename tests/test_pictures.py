"""Every picture under many selections: its marks lead to claims that exist, nothing is missing, and every frame holds it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pandas as pd
import pytest
from playwright.sync_api import Browser

from dashboard.pictures import PICTURES, picture_of, rests_on, skyline
from dashboard.pictures.focus_areas import HUB, ties
from dashboard.pictures.model import Fact, Picture, claims_of
from dashboard.pictures.rests_on import NAME, base, left_of
from dashboard.pictures.shapes import Cards, Columns, Squares, Verdicts
from dashboard.render import svg
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.metrics import FILE
from dashboard.render.scene import Rect, Scene, Text
from dashboard.render.theme import LIGHT, THEMES
from dashboard.table.comparability import group_by_axis
from dashboard.table.load import Table
from dashboard.table.names import is_number, short
from dashboard.table.selection import FILTERS, Selection, values
from tests import fonts
from tests.look import page_of

TODAY = date(2026, 11, 26)
FRAMES = [*(Frame(*size) for size in SHAPES.values()), Frame(1240), Frame(800), Frame(358), Frame(1920, whole=True)]


def figures_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures among the claims, and an amount in yuan computed for one of them."""
    figures = rows[rows["aspect"] == "figure"]
    counted = figures[figures["restates"] == ""]
    converted = (figures["method"] == "derived") & (figures["unit"] == "CNY") & figures["restates"].isin(counted["claim_id"])
    return figures[(figures["restates"] == "") | converted]


ABOUT: dict[str, Callable[[Table, Selection, pd.DataFrame], pd.DataFrame]] = {
    "overview": lambda table, selection, rows: rows[rows["city"].isin(selection.compared(table))],
    "figures": lambda table, selection, rows: figures_of(rows[rows["city"].isin(selection.columns(table))]),
    "targets": lambda table, selection, rows: rows[
        rows["city"].isin(selection.columns(table)) & rows["status"].isin(["announced", "target", "forecast"]) & (rows["restates"] == "")
    ],
    "explore": lambda table, selection, rows: rows[rows["city"].isin(selection.columns(table)) & (rows["restates"] == "")],
    "voices": lambda table, selection, rows: rows[rows["city"].isin(selection.columns(table)) & (rows["restates"] == "")],
    "strips": lambda table, selection, rows: rows[rows["city"].isin(selection.columns(table))],
    "focus-areas": lambda table, selection, rows: ties(rows, selection.compared(table)),
    "institutions": lambda table, selection, rows: rows[
        rows["city"].isin(selection.columns(table)) & (rows["aspect"] == "institution") & (rows["restates"] == "")
    ],
    "skyline": lambda table, selection, rows: rows[rows["city"].isin(selection.columns(table)) & (rows["restates"] == "")],
    "rests-on": lambda table, selection, rows: table.claims.loc[
        list(
            {claim for name in PICTURES if name != NAME for claim in picture_of(name, table, base(table, selection), TODAY).finding.claims}
        )
    ],
    "silence": lambda table, selection, rows: ties(rows[rows["area"] != HUB], selection.compared(table)),
}
"""The claims each picture is about: all of those selected must be behind its marks."""


def selections(table: Table, number: int = 8) -> list[Selection]:
    """Everything, each city alone, and selections by chance that are always the same."""
    chance = random.Random(14)
    found = [Selection(), *(Selection(cities=(city,)) for city in (*table.hubs, "china")), Selection(cities=table.hubs[1:3])]
    articles = values(table, "article")
    found += [Selection(without=articles[0]), Selection(like_for_like=True), Selection(disinterested=True)]
    for _ in range(number):
        chosen = {}
        for name in chance.sample(list(FILTERS), 2):
            known = values(table, FILTERS[name].column)
            chosen[name] = tuple(value for value in known if chance.random() < 0.4)
        lens = chance.choice([{}, {"without": chance.choice(articles)}, {"like_for_like": True}, {"disinterested": True}])
        found.append(Selection(**chosen, **lens))  # type: ignore[arg-type]
    return found


@pytest.fixture(params=["table", "invented"])
def any_table(request: pytest.FixtureRequest) -> Table:
    found: Table = request.getfixturevalue(request.param)
    return found


each = pytest.mark.parametrize("name", PICTURES)


@each
def test_marks_lead_to_the_claims_selected_and_nothing_is_missing_under_a_short_headline(any_table: Table, name: str) -> None:
    articles = dict(zip(any_table.claims["claim_id"], any_table.claims["article"], strict=True))
    for selection in selections(any_table, 5):
        picture = picture_of(name, any_table, selection, TODAY)
        drawn = selection.drawn(any_table)
        about = set(ABOUT[name](any_table, selection, drawn)["claim_id"])
        assert set(picture.claims) == about, selection
        fading = set(drawn.loc[drawn["fades"], "claim_id"])
        status = dict(zip(drawn["claim_id"], drawn["status"], strict=True))
        for mark in picture.marks:
            known = {status[claim] for claim in mark.claims if claim in status}
            assert mark.status is None or mark.status in known, (selection, mark)
            assert not mark.faded or set(mark.claims) <= fading, (selection, mark)
            assert mark.words and mark.spoken
        assert picture.headline and len(picture.headline.split()) <= 12 and not picture.headline.endswith("."), picture.headline
        assert len(picture.sources.names) == len({articles[claim] for claim in picture.claims})
        assert {told for told, _ in picture.legend} >= {mark.status for mark in picture.marks if mark.status and mark.claims}


def overlapping(scene: Scene) -> list[tuple[str, str]]:
    """The pairs of texts that stand on each other."""
    texts = [(item.words, item.box, item.size) for item in scene.items if isinstance(item, Text) and item.words != "“"]
    found = []
    for (one, a, size), (other, b, _) in combinations(texts, 2):
        wide, tall = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if wide > 1 and tall > size * 0.2:
            found.append((one, other))
    return found


def outside(scene: Scene, margin: float) -> list[object]:
    """What reaches beyond the margin of a frame, its hair's breadth aside."""
    found: list[object] = []
    for item in scene.items:
        if isinstance(item, Text):
            left, top, right, bottom = item.box
        elif isinstance(item, Rect):
            left, top, right, bottom = item.x, item.y, item.x + item.width, item.y + item.height
        else:
            left, top, right, bottom = item.x1, item.y1, item.x2, item.y2
        if left < margin - 1.5 or right > scene.width - margin + 1.5 or top < 0 or bottom > scene.height - margin * 0.8:
            found.append(item)
    return found


def fits(picture: Picture, frame: Frame) -> None:
    scene = compose(picture, frame)
    type_ = frame.type
    assert outside(scene, type_.margin) == [], (picture.name, frame)
    assert overlapping(scene) == [], (picture.name, frame)
    sizes = {round(item.size, 2) for item in scene.items if isinstance(item, Text) and item.words != "“"}
    assert min(sizes) >= round(type_.source, 2) and len([size for size in sizes if size < round(type_.small, 2)]) <= 1
    assert set(claims_of(scene.marks)) == set(picture.claims), "what finds no room is counted, and its count leads to it"


@each
def test_every_frame_holds_the_picture(any_table: Table, name: str) -> None:
    for place, selection in enumerate(selections(any_table, 1)):
        picture = picture_of(name, any_table, selection, TODAY)
        # Everything in every frame; every other selection in two of them, and every frame with two of those.
        for frame in FRAMES if not place else (FRAMES[place % len(FRAMES)], FRAMES[(place + 3) % len(FRAMES)]):
            fits(picture, frame)


def test_what_rests_on_an_article_is_counted_again_without_it(table: Table) -> None:
    picture = rests_on.picture_of(table, Selection(), TODAY, {"skyline": PICTURES["skyline"]})
    assert isinstance(picture.body, Verdicts)
    (row,) = picture.body.sentences
    claims = table.claims[(table.claims["restates"] == "") & table.claims["city"].isin(table.hubs)]
    sizes = claims["city"].value_counts()
    top, lows = sizes.idxmax(), list(sizes[sizes == sizes.min()].index)
    for verdict, column in zip(row.verdicts, picture.body.columns, strict=True):
        article = next(key for key in values(table, "article") if short(table, "article", key) == column.name)
        left = claims.loc[claims["article"] != article, "city"].value_counts().reindex(sizes.index, fill_value=0)
        stands = left.idxmax() == top and left[lows].min() > 0 and left[top] >= 2 * left[lows].max()
        kind = "falls" if not stands else "unchanged" if left[[top, *lows]].equals(sizes[[top, *lows]]) else "shrinks"
        assert verdict.kind == kind, (column.name, verdict)
        told = {int(number) for number in re.findall(r"\d+", verdict.words)}
        assert kind != "shrinks" or told == {left[top], *left[lows]}, "the sentence's own numbers are told as they are now"
        assert kind != "falls" or "no claim on" in verdict.words, "a fall says why"


def test_a_finding_falls_where_the_order_it_states_turns_and_not_where_a_tie_breaks(table: Table) -> None:
    def drawn(sizes: dict[str, int]) -> Picture:
        fact = Fact(("most",), frozenset(sizes), sizes=tuple(sizes.items()))
        return replace(picture_of("skyline", table, Selection(), TODAY), facts=(fact,))

    finding = drawn({"shanghai": 12, "shenzhen": 3, "hefei": 3}).finding
    for sizes, stands in (
        ({"shanghai": 5, "shenzhen": 3, "hefei": 3}, True),
        ({"shanghai": 5, "shenzhen": 4, "hefei": 1}, True),
        ({"shanghai": 3, "shenzhen": 3, "hefei": 3}, False),
        ({"shanghai": 2, "shenzhen": 3, "hefei": 3}, False),
    ):
        assert (drawn(sizes).holds(finding) is not None) == stands, sizes


def test_a_finding_that_names_its_areas_is_unchanged_as_long_as_each_is_still_undescribed(table: Table) -> None:
    picture = picture_of(NAME, table, Selection(), TODAY)
    assert isinstance(picture.body, Verdicts)
    (row,) = [row for row in picture.body.sentences if row.label.words.startswith("Shenzhen is assigned chips and AI")]
    claims = table.claims[(table.claims["city"] == "shenzhen") & table.claims["area"].isin(["chips", "artificial-intelligence"])]
    assert set(claims.loc[claims["basis"] == "existing", "area"]) == set(), "no article describes either of them there"
    home = set(claims.loc[claims["basis"] == "assigned", "article"])
    expected = ["falls" if home == {key} else "unchanged" for key in values(table, "article")]
    kinds = {column.name: verdict.kind for column, verdict in zip(picture.body.columns, row.verdicts, strict=True)}
    assert [kinds[short(table, "article", key)] for key in values(table, "article")] == expected


def test_a_verdict_follows_from_the_picture_without_the_article(any_table: Table) -> None:
    picture = picture_of(NAME, any_table, Selection(), TODAY)
    assert isinstance(picture.body, Verdicts)
    whole = {picture_of(name, any_table, Selection(), TODAY).headline: name for name in PICTURES if name != NAME}
    keys = {short(any_table, "article", key): key for key in values(any_table, "article")}
    home = dict(zip(any_table.claims["claim_id"], any_table.claims["article"], strict=True))
    for row in picture.body.sentences:
        finding = picture_of(whole[row.label.words], any_table, Selection(), TODAY).finding
        for verdict, column in zip(row.verdicts, picture.body.columns, strict=True):
            other = picture_of(whole[row.label.words], any_table, Selection(without=keys[column.name]), TODAY)
            left = left_of(any_table, finding, other, keys[column.name])
            assert (verdict.kind == "falls") == (left is None), (row.label.words, column.name)
            if left is not None:
                lost = {part for part in finding.parts - left - {keys[column.name]} if part not in keys.values()}
                named = {name for _, name in finding.names}
                assert not named or {name for name in named if name not in verdict.words} == (
                    {n for p, n in finding.names if p in lost} or named
                )
                assert not lost or verdict.kind in ("shrinks", "grows", "changes"), "what loses a part of what it counts is not unchanged"
                same = [fact for fact in (other.finding, *other.facts) if fact.key == finding.key]
                more = max(len([part for part in fact.parts if home.get(part) != keys[column.name]]) for fact in same)
                assert verdict.kind != "shrinks" or lost or all(fact.words != finding.words for fact in same)
                assert verdict.kind != "grows" or more > len(finding.parts)
            assert verdict.kind != "falls" or other.headline != row.label.words, (row.label.words, column.name)


def test_a_square_that_stands_for_many_claims_says_so(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skyline, "_MOST", 20)
    picture = picture_of("skyline", table, Selection(), TODAY)
    one = picture_of("voices", table, Selection(cities=table.hubs), TODAY)
    assert "100 claims" in picture.subtitle or "10 claims" in picture.subtitle
    assert set(picture.claims) >= set(one.claims), "every claim is behind a square"


@each
def test_every_theme_draws_the_same_marks(table: Table, name: str) -> None:
    scene = compose(picture_of(name, table, Selection(), TODAY), FRAMES[0])
    counts = {svg.draw(scene, theme).count("data-claims=") for theme in THEMES.values()}
    assert len(counts) == 1 and counts.pop() >= len([mark for mark in scene.marks if mark.claims])


def test_the_bars_of_the_figures_are_those_the_gate_lets_share_an_axis(any_table: Table) -> None:
    for selection in selections(any_table, 6):
        picture = picture_of("figures", any_table, selection, TODAY)
        body = picture.body
        assert isinstance(body, Cards)
        blocks = [*body.blocks, *([body.apart] if body.apart else [])]
        drawn = [{card.claims[-1] for card in axis.cards} for axis in (*body.axes, *(axis for block in blocks for axis in block.axes))]
        shown = selection.drawn(any_table)
        shown = shown[shown["city"].isin(selection.columns(any_table))]
        plain = [axis.figures[axis.figures["qualifier"] != "range"] for axis in group_by_axis(any_table, shown).axes]
        allowed = [set(found["claim_id"]) for found in plain if len(found) > 1 and found["unit"].iloc[0] != "year"]
        assert sorted(map(sorted, drawn)) == sorted(map(sorted, allowed)), selection
        for axis in body.axes:
            assert len({card.city for card in axis.cards}) > 1


def test_each_city_has_its_own_speakers_first_in_colour_and_then_everybody_else(any_table: Table) -> None:
    for selection in selections(any_table):
        picture = picture_of("voices", any_table, selection, TODAY)
        assert isinstance(picture.body, Squares)
        rows = selection.drawn(any_table)
        rows = rows[rows["restates"] == ""]
        assert [block.city for block in picture.body.blocks] == list(selection.columns(any_table))
        for block in picture.body.blocks:
            assert block.apart == (block.city == any_table.nation)
            mine = rows[rows["city"] == block.city]
            assert [line.told for line in block.lines] == ([True, False] if len(mine) else [False]), "where nobody speaks, one line says so"
            for line in block.lines:
                some = mine[(mine["interest"] != "") == line.told]
                assert sorted(claim for unit in line.units for claim in unit.claims) == sorted(some["claim_id"])
                assert {unit.told for unit in line.units} <= {line.told}
                order = [list(any_table.package["claims"]["status"].words).index(str(unit.status)) for unit in line.units]
                assert order == sorted(order), "the surest first"
                kept = [unit for unit in line.units if not unit.faded]
                done = sum(unit.status == "in_place" for unit in kept)
                if kept:
                    assert line.count.words == f"{done:,} of {len(kept):,}"
                else:
                    assert line.count.silent == (not line.units)
                assert sum(int(part.words.split()[-1].replace(",", "")) for part in line.parts) == len(kept)
                assert {claim for part in line.parts for claim in part.claims} == set(some["claim_id"])


def test_what_own_speakers_say_is_told_of_the_city_with_the_largest_gap(table: Table) -> None:
    claims = table.claims[table.claims["restates"] == ""]
    own, done = claims["interest"] != "", claims["status"] == "in_place"
    gaps = {}
    for city in table.cities:
        mine = claims["city"] == city
        if min((mine & own).sum(), (mine & ~own).sum()) >= 5:
            gaps[city] = done[mine & own].mean() - done[mine & ~own].mean()
    assert set(gaps) == {"shanghai", "shenzhen"} and abs(gaps["shanghai"]) > abs(gaps["shenzhen"])
    assert gaps["shanghai"] < 0 < gaps["shenzhen"]
    whole = picture_of("voices", table, Selection(), TODAY)
    # 5 of the 47 claims of its own speakers, and 96 of the 178 others.
    assert whole.headline == "11% of Shanghai’s own claims say “in place”, 54% of others’"
    assert "Shenzhen: the other way round, on 9 claims." in whole.subtitle and "none was checked" in whole.subtitle
    alone = picture_of("voices", table, Selection(cities=("shanghai",)), TODAY)
    assert alone.headline == whole.headline and "other way round" not in alone.subtitle
    # 7 of 9 and 22 of 50: too few for a share.
    small = picture_of("voices", table, Selection(cities=("shenzhen",)), TODAY)
    assert small.headline == "“In place”: 7 of Shenzhen’s 9 own claims, 22 of others’ 50"
    silent = picture_of("voices", table, Selection(cities=("hefei",)), TODAY)
    assert isinstance(silent.body, Squares)
    assert silent.body.blocks[0].lines[0].count.words == "nothing said"
    hidden = picture_of("voices", table, Selection(cities=("shanghai",), disinterested=True), TODAY)
    assert isinstance(hidden.body, Squares)
    assert hidden.body.blocks[0].lines[0].count.words == "left out by the filters"


def test_a_task_that_the_filters_leave_out_of_the_overview_is_not_said_to_be_none(table: Table) -> None:
    assigned = set(table.claims.loc[table.claims["basis"] == "assigned", "city"]) & set(table.hubs)
    assert assigned == set(table.hubs), "each hub is assigned an area, one of them only what all are"
    for selection in (Selection(status=("in_place",)), Selection(status=("target", "forecast"))):
        body = picture_of("overview", table, selection, TODAY).body
        assert isinstance(body, Columns)
        (slot,) = (slot for slot in body.slots if slot.title == "Tasks")
        assert {cell.cities: cell.marks[0].words for cell in slot.cells} == {(city,): "filtered out" for city in table.hubs}


def test_every_frame_of_the_overview_shows_all_target_years_and_silence_one_line_high(table: Table) -> None:
    picture = picture_of("overview", table, Selection(), TODAY)
    assert picture.headline == "Only Shanghai gets target years; Beijing and Hefei not one number"
    for frame in FRAMES:
        scene = compose(picture, frame)
        words = [item.words for item in scene.items if isinstance(item, Text)]
        # The years of the targets that the table holds of Shanghai.
        assert [word for word in words if re.fullmatch("20..", word)] == ["2022", "2025", "2030", "2035"], frame
        silent = [item for item in scene.items if isinstance(item, Rect) and item.mark and item.mark.silent]
        assert silent and all(item.height <= 2.2 * frame.type.title for item in silent), frame
        assert any("article" in word for word in words)


@each
def test_what_the_articles_say_opens_the_key_of_every_frame(table: Table, name: str) -> None:
    picture = picture_of(name, table, Selection(), TODAY)
    for frame in FRAMES:
        scene = compose(picture, frame)
        drawn = {item.mark.status for item in scene.items if isinstance(item, Rect) and item.mark and item.mark.status}
        words = [item.words for item in scene.items if isinstance(item, Text)]
        assert not drawn or words.count("The articles say:") == 1, frame


def test_numbers_are_counted_by_one_rule_in_both_pictures(any_table: Table) -> None:
    for selection in selections(any_table, 6):
        body = picture_of("figures", any_table, selection, TODAY).body
        assert isinstance(body, Cards)
        rows = selection.drawn(any_table)
        figures = rows[(rows["aspect"] == "figure") & (rows["restates"] == "")]
        numbers = {str(row["claim_id"]): row["city"] for row in figures.to_dict("records") if is_number(row)}
        for block in (*body.blocks, *([body.apart] if body.apart else [])):
            assert {claim for claim, city in numbers.items() if city == block.city} == set(block.count.claims)
            beside = block.others.claims if block.others else ()
            assert len(block.count.claims) + len(beside) == (figures["city"] == block.city).sum()
        columns = picture_of("overview", any_table, selection, TODAY).body
        assert isinstance(columns, Columns)
        cells = [cell for slot in columns.slots if slot.form == "numbers" for cell in slot.cells]
        drawn = [claim for cell in cells for mark in cell.marks for claim in mark.claims]
        assert sorted(drawn) == sorted(claim for claim, city in numbers.items() if city in selection.compared(any_table))


def test_the_table_of_widths_is_made_of_the_fonts() -> None:
    assert FILE.read_text(encoding="utf-8") == fonts.text()


def test_text_is_as_wide_as_a_browser_draws_it(table: Table, browser: Browser) -> None:
    scenes = [compose(picture_of(name, table, Selection(), TODAY), FRAMES[0]) for name in PICTURES]
    page = browser.new_page()
    for scene in scenes:
        page.set_content(page_of(svg.draw(scene, LIGHT), LIGHT.ground))
        page.evaluate("document.fonts.ready")
        widths = page.evaluate("[...document.querySelectorAll('svg text')].map(text => text.getComputedTextLength())")
        # Texts are drawn in the order of the scene. Kerning draws a short word a hair narrower than its widths say; never wider.
        texts = [item for item in scene.items if isinstance(item, Text)]
        assert len(widths) == len(texts)
        off = [
            (item.words, item.width, seen)
            for item, seen in zip(texts, widths, strict=True)
            if seen - item.width > max(0.015 * seen, 0.03 * item.size) or item.width - seen > max(0.02 * seen, 0.12 * item.size)
        ]
        assert off == []
    page.close()
