"""Quiz: questions from the table's own traps, whose right answer is a cell of the table and whose wrong ones no claim supports."""

from __future__ import annotations

import csv
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.charts.quiz import quiz_html
from dashboard.quiz.draw import LENGTH, fresh_seed, known_seed, quiz
from dashboard.quiz.questions import Question
from dashboard.table.load import Table, load
from tests.conftest import ROOT, SECOND, SMALL, read
from tests.screens import ready

TODAY = date(2026, 11, 27)
SEEDS = [f"seed{number}" for number in range(200)]
Rows = dict[str, dict[str, str]]


@cache
def _rows(data: Path) -> Rows:
    with (data / "claims.csv").open(encoding="utf-8", newline="") as lines:
        return {row["claim_id"]: row for row in csv.DictReader(lines)}


@cache
def _names(data: Path, file: str, key: str) -> dict[str, str]:
    with (data / file).open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row[key] for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def timed(table: Table, invented: Table, second_table: Table) -> tuple[list[tuple[Path, tuple[Question, ...]]], float]:
    """The quizzes of two hundred seeds on the released table and on two invented ones, and how long the first two took.

    They come with the folder of their files, to look answers up in.
    """
    start = time.process_time()
    found = [(data, quiz(one, seed, TODAY)) for data, one in ((ROOT / "data", table), (SMALL / "data", invented)) for seed in SEEDS]
    lasted = time.process_time() - start
    return found + [(SECOND / "data", quiz(second_table, seed, TODAY)) for seed in SEEDS], lasted


@pytest.fixture(scope="module")
def drawn(timed: tuple[list[tuple[Path, tuple[Question, ...]]], float]) -> list[tuple[Path, tuple[Question, ...]]]:
    return timed[0]


def of_kind(drawn: list[tuple[Path, tuple[Question, ...]]], kind: str) -> list[tuple[Question, Rows, Path]]:
    """The questions of a kind, those that differ in the order of their options alone once."""
    found = {
        (data, each.prompt, each.answer, frozenset(each.options)): (each, _rows(data), data)
        for data, questions in drawn for each in questions if each.kind == kind
    }  # fmt: skip
    assert found, kind
    return list(found.values())


def test_two_hundred_seeds_take_less_than_five_seconds_on_the_released_and_the_small_table(
    timed: tuple[list[tuple[Path, tuple[Question, ...]]], float],
) -> None:
    assert timed[1] < 5


def test_the_released_table_gives_ten_questions_of_every_kind_and_another_one_what_it_offers(
    drawn: list[tuple[Path, tuple[Question, ...]]],
) -> None:
    released = [questions for data, questions in drawn if data == ROOT / "data"]
    assert {len(questions) for questions in released} == {LENGTH}
    assert all(len({each.kind for each in questions}) == 7 for questions in released)
    assert all(0 < len(questions) <= LENGTH for _, questions in drawn)


def test_no_question_comes_twice_and_no_two_are_about_one_claim(drawn: list[tuple[Path, tuple[Question, ...]]]) -> None:
    for _, questions in drawn:
        assert len({(each.prompt, each.answer) for each in questions}) == len(questions)
        claims = Counter(claim for each in questions for claim in set(each.claims))
        assert [claim for claim, times in claims.items() if times > 1] == []
        for each in questions:
            assert 3 <= len(each.options) <= 4 and len(set(each.options)) == len(each.options) and each.why and each.claims


def test_one_seed_gives_the_same_questions_and_another_seed_others(table: Table) -> None:
    quiz.cache_clear()
    first = quiz(table, "class7", TODAY)
    quiz.cache_clear()
    assert quiz(load(ROOT / "data"), "class7", TODAY) == first
    assert len({quiz(table, seed, TODAY) for seed in SEEDS[:20]}) == 20
    assert fresh_seed() != fresh_seed() and known_seed(fresh_seed())


def test_the_right_answer_is_in_no_fixed_place(drawn: list[tuple[Path, tuple[Question, ...]]]) -> None:
    places = Counter(each.right for _, questions in drawn for each in questions)
    assert set(places) == {0, 1, 2, 3} and min(places.values()) > sum(places.values()) / 10


STATUSES = {"In place": "in_place", "Announced": "announced", "Target": "target", "Forecast": "forecast", "Claimed": "claimed"}
RANKS = {"On the Chinese mainland": "rank-mainland", "In China": "rank-china", "In the world": "rank-world"}
PARTS = {
    "The nation": "nation", "The city": "city", "A zone or district": "zone", "A firm": "firm", "A facility": "facility",
    "A service": "service", "A programme": "programme",
}  # fmt: skip


def test_how_far_a_thing_has_come_is_the_status_of_its_claim_and_no_claim_on_it_has_a_wrong_one(
    drawn: list[tuple[Path, tuple[Question, ...]]],
) -> None:
    for each, rows, _ in of_kind(drawn, "target"):
        claim = rows[each.claims[0]]
        assert STATUSES[each.answer.partition(":")[0]] == claim["status"]
        about = [row for row in rows.values() if row["city"] == claim["city"] and _one_thing(row, claim)]
        wrong = {STATUSES[option.partition(":")[0]] for option in each.options} - {claim["status"]}
        assert not wrong & {row["status"] for row in about}, each


def _one_thing(row: dict[str, str], claim: dict[str, str]) -> bool:
    if claim["area"]:
        return row["area"] == claim["area"]
    key = {"figure": "measure", "institution": "institution"}[claim["aspect"]]
    return row["aspect"] == claim["aspect"] and row[key] == claim[key]


def test_whose_figure_it_is_is_the_city_of_its_claim_and_no_wrong_one_has_the_number(
    drawn: list[tuple[Path, tuple[Question, ...]]],
) -> None:
    for each, rows, data in of_kind(drawn, "nation"):
        cities, claim = _names(data, "cities.csv", "city"), rows[each.claims[0]]
        assert cities[each.answer] == claim["city"] and claim["boundary"] in ("nation", "city") and claim["method"] == "reported"
        for option in set(each.options) - {each.answer}:
            assert not [row for row in rows.values() if row["city"] == cities[option] and _number(row) == _number(claim)], each


def _number(row: dict[str, str]) -> tuple[float, str]:
    return (float(row["value"]) if row["value"] else float("nan"), row["unit"])


def test_a_bound_is_the_one_that_is_coded(drawn: list[tuple[Path, tuple[Question, ...]]]) -> None:
    for each, rows, _ in of_kind(drawn, "bound"):
        claim, ranked = rows[each.claims[0]], each.answer in RANKS
        assert (RANKS[each.answer] == claim["measure"]) if ranked else (PARTS[each.answer] == claim["boundary"]), each
        column, words = ("measure", RANKS) if ranked else ("boundary", PARTS)
        alike = [
            row[column] for row in rows.values()
            if row["city"] == claim["city"] and (row["counts"] == claim["counts"] if ranked else row["measure"] == claim["measure"])
        ]  # fmt: skip
        assert {words.get(option, "none") for option in each.options} & set(alike) == {claim[column]}, each


def test_a_boast_is_its_speakers_and_nobody_else_on_offer_says_the_same(drawn: list[tuple[Path, tuple[Question, ...]]]) -> None:
    for each, rows, _ in of_kind(drawn, "boast"):
        claim = rows[each.claims[0]]
        assert each.answer == claim["speaker"] and claim["status"] == "claimed"
        assert not [option for option in each.options if option in each.prompt]
        family = {claim["claim_id"], claim["restates"], claim["same_as"]} - {""}
        same = [row for row in rows.values() if {row["claim_id"], row["restates"], row["same_as"]} & family]
        assert {row["speaker"] for row in same} & set(each.options) == {each.answer}, each


def test_of_what_is_silent_no_claim_speaks_and_of_the_others_one_does(drawn: list[tuple[Path, tuple[Question, ...]]]) -> None:
    for each, rows, data in of_kind(drawn, "silence"):
        areas, cities = _names(data, "areas.csv", "area"), _names(data, "cities.csv", "city")
        city = next(key for name, key in cities.items() if each.prompt.endswith(f" {name}?"))
        spoken = {row["area"] for row in rows.values() if row["city"] == city}
        assert areas[each.answer] not in spoken, each
        assert {areas[option] for option in each.options} - {areas[each.answer]} <= spoken, each


def test_of_what_is_disputed_the_claim_has_a_topic_and_the_others_have_none(drawn: list[tuple[Path, tuple[Question, ...]]]) -> None:
    for each, rows, _ in of_kind(drawn, "disagreement"):
        told = {row["statement"] for row in rows.values() if row["topic"]}
        assert len({rows[claim]["topic"] for claim in each.claims}) == 1 < len(each.claims)
        assert told & set(each.options) == {each.answer}, each


def test_an_overdue_aim_fell_due_and_no_later_article_speaks_of_it_and_the_others_are_not_due(
    drawn: list[tuple[Path, tuple[Question, ...]]],
) -> None:
    for each, rows, data in of_kind(drawn, "overdue"):
        claim, cities = rows[each.claims[0]], _names(data, "cities.csv", "city")
        due = _due(data)
        places = {option: (cities[option.partition(": ")[0]], option.partition(": ")[2]) for option in each.options}
        fell = max(due[places[each.answer]])
        assert fell < TODAY.year, each
        assert all(min(due[places[option]]) >= TODAY.year for option in each.options if option != each.answer), each
        later = [row for row in rows.values() if _published(data)[row["article"]] > fell and row["city"] == claim["city"]]
        assert not [row for row in later if _one_thing(row, claim)], each


@cache
def _due(data: Path) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for row in _rows(data).values():
        if row["aim"] and "/" in row["period"]:
            found.setdefault((row["city"], row["aim"]), set()).add(int(row["period"].partition("/")[2][:4]))
    return found


@cache
def _published(data: Path) -> dict[str, int]:
    return {row["article"]: int(row["published"][:4]) for row in read(data, "articles.csv")}


def test_a_table_that_offers_too_little_gives_fewer_questions_and_says_so(table: Table) -> None:
    one = replace(table, claims=table.claims[(table.claims["article"] == "chips-2018") & (table.claims["city"] == "shenzhen")])
    questions = quiz(one, "abc", TODAY)
    assert 0 < len(questions) < LENGTH
    assert "The table offers no more questions than these." in quiz_html(one, questions, "abc", "def", "http://here")


def test_a_table_without_material_gives_no_question_and_says_so(table: Table) -> None:
    one = replace(table, claims=table.claims.head(0))
    assert quiz(one, "abc", TODAY) == ()
    told = quiz_html(one, (), "abc", "def", "http://here")
    assert "This table offers no question" in told and "<form" not in told


@pytest.mark.parametrize(
    ("text", "seed"), [("<script>A1</script>", "scripta1script"), ("", ""), ("日本", ""), ("x" * 500, "x" * 24), ("Class 7", "class7")]
)
def test_any_text_for_a_seed_is_small_letters_and_digits(text: str, seed: str) -> None:
    assert known_seed(text) == seed


def test_a_reader_answers_by_keys_hears_why_opens_the_paragraph_and_sees_a_result(page: Page, app: str) -> None:
    page.goto(f"{app}/quiz?seed=class7")
    ready(page)
    forms = page.locator(".th-question")
    expect(forms).to_have_count(LENGTH)
    right = [int(forms.nth(number).get_attribute("data-right") or 0) for number in range(LENGTH)]
    first = forms.nth(0)
    first.get_by_role("button", name="Answer").press("Enter")
    expect(first.get_by_text("Choose one first.")).to_be_visible()
    first.get_by_role("radio").nth((right[0] + 1) % 3).press("Space")
    first.get_by_role("button", name="Answer").press("Enter")
    expect(first.get_by_role("status")).to_contain_text("Not right. It is: ")
    expect(first.get_by_role("link", name="Read the paragraph")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".th-panel h2")).to_be_visible()
    page.keyboard.press("Escape")
    for number in range(1, LENGTH):
        forms.nth(number).get_by_role("radio").nth(right[number]).check()
        forms.nth(number).get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", name=f"Your result: {LENGTH - 1} of {LENGTH} right")).to_be_focused()
    assert page.url == f"{app}/quiz?seed=class7"
    page.get_by_role("link", name="Another quiz").click()
    expect(page.locator(".th-result")).to_contain_text(f"0 of {LENGTH} answered")
    page.go_back()
    expect(page.get_by_role("heading", name=f"Your result: {LENGTH - 1} of {LENGTH} right")).to_be_visible()
