"""What the check of sentences promises: each kind of fault found and named, what is true let pass, and nothing made up."""

from __future__ import annotations

import csv
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.checked import checked_html
from dashboard.pictures.explore_words import said
from dashboard.table.load import Table, load
from dashboard.verify.judge import MOST, check
from dashboard.verify.propose import examples, proposed
from dashboard.verify.verdicts import KINDS, Checked

with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as lines:
    SENTENCES = list(csv.DictReader(lines))
"""Sentences with what is to be said of them, written before the rules that judge them; ``known`` is why one is still judged wrongly."""


def kinds(table: Table, text: str) -> set[str]:
    return {verdict.kind for checked in check(table, text) for verdict in checked.verdicts}


def only(table: Table, sentence: str) -> Checked:
    (checked,) = check(table, sentence)
    return checked


def words(table: Table, sentence: str) -> str:
    return " ".join(f"{verdict.title}: {verdict.words}" for verdict in only(table, sentence).verdicts)


@pytest.mark.parametrize("told", SENTENCES, ids=lambda told: told["sentence"])
def test_a_sentence_gets_the_answer_a_person_gave_it(table: Table, told: dict[str, str]) -> None:
    found = check(table, told["sentence"])
    right = {verdict.kind for checked in found for verdict in checked.verdicts} == set(told["answer"].split())
    assert right != bool(told["known"]), [checked.verdicts for checked in found]
    if told["claim"]:
        assert told["claim"] in {claim for checked in found for claim in checked.claims}


def test_a_third_of_the_sentences_are_true_and_hardly_one_of_them_is_accused(table: Table) -> None:
    true = [told["sentence"] for told in SENTENCES if told["answer"] == "supported"]
    assert len(true) > len(SENTENCES) / 3
    assert sum(bool(kinds(table, sentence) - {"supported", "unjudged"}) for sentence in true) <= len(true) / 50


def test_every_kind_of_answer_is_asked_for_and_given(table: Table) -> None:
    assert {kind for told in SENTENCES for kind in told["answer"].split()} == set(KINDS)


def test_what_the_table_itself_says_is_not_accused(table: Table) -> None:
    statements = list(dict.fromkeys(map(str, table.claims["statement"])))
    accused = [statement for statement in statements if kinds(table, statement) - {"supported", "disagree", "unjudged"}]
    assert len(accused) <= len(statements) / 100, accused


def test_another_table_with_other_cities_is_judged_by_the_same_rules(second_table: Table) -> None:
    said = {
        "Harbin has 12 laboratories for ice.": {"supported"},
        "Wuhan runs 30 electric ferries.": {"pending"},
        "Xi'an has 5 water gates.": {"another_place", "differs"},
        "Kunming grew 44 million orchids in 2038.": {"differs"},
        "Wuhan is first in the world for ferries.": {"boast", "bound"},
        "Harbin has nine ice laboratories.": {"bound"},
        "China aims to spend 2 billion dollars on its hubs by 2050.": {"currency"},
        "Ningbo is home to the Orchid Circle.": {"silent"},
        "西安有3座水闸。": {"supported"},
        "Shanghai has 45 national research labs.": {"unjudged"},
    }
    assert {sentence: kinds(second_table, sentence) for sentence in said} == said


@pytest.mark.parametrize("change", [" Shanghai  has\t200 intelligent factories . ", "SHANGHAI HAS 200 INTELLIGENT FACTORIES.",
    "shanghai has 200 intelligent factories", "Shanghai has two hundred intelligent factories!", "- Shanghai has 200 smart factories",
    "200 intelligent factories are run by Shanghai.", "Shanghai’s 200 intelligent factories are open."])  # fmt: skip
def test_a_fault_is_found_however_it_is_written(table: Table, change: str) -> None:
    assert kinds(table, change) == {"pending"}


def test_money_is_read_in_its_many_forms(table: Table) -> None:
    for amount in ("466.5 billion yuan", "466.5bn yuan", "RMB 466.5 billion", "¥466.5 billion", "CNY 466.5bn", "0.4665 trillion yuan"):
        assert kinds(table, f"Shenzhen raised {amount} in start-up equity.") == {"supported"}, amount
    for amount in ("$466.5 billion", "US$466.5bn", "€466.5 billion", "466.5 billion Hong Kong dollars", "466.5 billion pounds"):
        assert kinds(table, f"Shenzhen raised {amount} in start-up equity.") == {"currency"}, amount


def test_the_words_say_whose_when_and_what_is_printed(table: Table) -> None:
    assert words(table, "Shanghai has 200 intelligent factories.") == "A target told as a fact: It is printed as a target by 2025."
    assert "Shenzhen's; of Shanghai the articles do not say it" in words(table, "Shanghai raised 466.5 billion yuan for tech startups.")
    assert "Claimed by Shanghai Daily" in words(table, "Shanghai has the fastest 5G network in the world.")
    assert "In China is printed, not in the world." in words(table, "Shanghai has the fastest 5G network in the world.")
    assert "US dollars are printed, not yuan." in words(table, "SMIC will invest 8.9 billion yuan in a new wafer plant in Lingang.")
    assert "45 is printed, not 54." in words(table, "Shanghai has 54 national research labs.")
    assert "Is the gap to the leaders in chips closing?" in words(table, "China is closing the chip gap with advanced nations.")


def test_it_and_the_city_are_the_city_of_the_sentence_before(table: Table) -> None:
    first, then = check(table, "Shanghai is home to SMIC. It also has 200 intelligent factories.")
    assert not first.is_wrong and [verdict.kind for verdict in then.verdicts] == ["pending"]


def test_points_below_a_heading_are_of_its_city(table: Table) -> None:
    _, lab, factories = check(table, "Shanghai\n• 45 national research labs\n• 200 intelligent factories by 2025")
    assert not lab.is_wrong and not factories.is_wrong and lab.claims and factories.claims


def test_each_part_of_a_sentence_is_judged_by_itself(table: Table) -> None:
    both = only(table, "Shanghai has 45 national research labs, and Shenzhen has 200 intelligent factories.")
    assert {verdict.kind for verdict in both.verdicts} == {"another_place", "pending"}


def test_what_would_be_right_is_the_statement_of_the_claim_with_its_citation(table: Table) -> None:
    right = proposed(table, only(table, "Shanghai has 200 intelligent factories."), "https://hubs.example.org")
    assert right and right.text == "Shanghai aims to build 200 intelligent factories by 2025."
    assert "Shanghai Daily" in right.citation and "https://hubs.example.org/evidence?claim=digital-hub-10-f" in right.citation
    assert right.printed == "Shanghai Daily, about November 2021, paragraph 10"


def test_what_is_proposed_passes_the_check_itself(table: Table) -> None:
    for told in SENTENCES:
        for checked in check(table, told["sentence"]):
            right = proposed(table, checked)
            for claim in checked.right if right else ():
                again = kinds(table, str(table.claims.at[claim, "statement"]))
                assert again <= {"supported", "disagree", "unjudged"}, (told["sentence"], claim)


def test_where_the_articles_disagree_both_sides_are_proposed(table: Table) -> None:
    right = proposed(table, only(table, "China is closing the chip gap with advanced nations."))
    assert right and "disagree" in right.text and "catching up" in right.text and "behind" in right.text


def test_nothing_is_proposed_where_the_articles_say_nothing(table: Table) -> None:
    assert proposed(table, only(table, "Hefei's GDP grew by 8 percent.")) is None
    assert proposed(table, only(table, "Shanghai has 45 national research labs.")) is None


@pytest.mark.parametrize("name", ["table", "second_table"])
def test_the_examples_are_of_the_table_and_two_of_them_are_wrong(name: str, request: pytest.FixtureRequest) -> None:
    given: Table = request.getfixturevalue(name)
    tried = examples(given)
    assert [any(checked.is_wrong for checked in check(given, sentence)) for sentence in tried] == [False, True, True]


HOSTILE = [
    "", " \n\t ", "?", "\x00\x1b[31m", "‮" * 50, "<script>alert(1)</script>", "a" * 300_000, "Shanghai " * 40_000, "none " * 20_000,
    "1" * 50_000, "9" * 400 + " billion yuan in Shanghai", "Shanghai has " + "1," * 30_000, "(" * 5_000 + "Shanghai" + ")" * 5_000,
    "上海有" + "九" * 5_000 + "亿元", "Shanghai has 1e999 labs.", "\ud800 Shanghai has 45 labs.", "Shanghai\r\n" * 5_000,
    "{{ 7*7 }} {% raw %} Shanghai has 45 labs", "http://x/?a=b&c=<d> Shanghai aims to.", ". . . . " * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_and_huge_text_is_text(table: Table, text: str) -> None:
    start = time.process_time()
    found = check(table, text)
    assert time.process_time() - start < 10
    assert len(found) <= MOST
    page = checked_html(table, found, "")
    assert "<script" not in page and "{{" not in page.replace("{{ 7*7 }}", "") and "\x1b" not in page


@given(text=st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_at_all_gets_verdicts_that_stand_on_claims(text: str, table: Table) -> None:
    for checked in check(table, f"Shanghai {text}"):
        assert checked.verdicts and set(checked.claims) <= set(table.claims.index)


def test_ten_sentences_take_less_than_a_blink(table: Table) -> None:
    text = " ".join(told["sentence"] for told in SENTENCES[:10])
    check(table, text)
    taken = []
    for _ in range(5):
        start = time.process_time()
        check(table, text)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.05


def test_a_sentence_is_quoted_and_counted_on_the_page(table: Table) -> None:
    page = checked_html(table, check(table, "Shanghai has 200 intelligent factories. <b>Shanghai</b> has 45 national research labs."), "")
    assert "2 sentences: 1 supported, 1 with something wrong" in page
    assert "&lt;b&gt;Shanghai&lt;/b&gt;" in page and "<b>" not in page
    assert 'href="evidence?claims=digital-hub-10-f"' in page


def test_answers_are_spread_over_the_kinds(table: Table) -> None:
    counts = Counter(kind for told in SENTENCES for kind in told["answer"].split())
    assert all(counts[kind] >= 3 for kind in KINDS)


def test_a_status_with_another_label_is_called_by_it_in_headlines_and_verdicts(tmp_path: Path) -> None:
    folder = Path(shutil.copytree("data", tmp_path / "data"))
    (tmp_path / "seeds").mkdir()
    shutil.copy("seeds/ledger.csv", tmp_path / "seeds")
    descriptor = folder / "datapackage.json"
    renamed = descriptor.read_text(encoding="utf-8").replace('"Forecast"', '"Expectation"').replace('"Announced"', '"Decided"')
    descriptor.write_text(renamed, encoding="utf-8")
    table = load(folder)
    assert said(table, "status", "forecast", 2) == "are expectations" and said(table, "status", "forecast", 1) == "is an expectation"
    assert said(table, "status", "announced", 2) == "say what is decided"
    assert words(table, "Hefei makes further progress in quantum technology.").startswith("An expectation told as a fact")
