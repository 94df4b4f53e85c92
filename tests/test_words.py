"""Numbers, dates and lists as people say them."""

from __future__ import annotations

import math

import pytest

from dashboard.table.load import Table
from dashboard.table.words import all_of, amount, cardinal, either, inside, number_words, ordinal, period_words, plural, sentence_list


def figure(value: float, unit: str, qualifier: str = "exact", **other: object) -> dict[str, object]:
    """A figure as a row of the claims."""
    return {"value": value, "unit": unit, "qualifier": qualifier, "value_high": math.nan, "period": "", "as_printed": "so printed", **other}


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (386, "386 claims"), (1000, "1,000 claims"), (1234567, "1,234,567 claims")],
)
def test_a_count_is_said_with_its_noun(count: int, said: str) -> None:
    assert plural(count, "claim") == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Hefei"], "Hefei"),
        (["Shanghai", "Hefei"], "Shanghai and Hefei"),
        (["Shanghai", "Shenzhen", "Hefei"], "Shanghai, Shenzhen and Hefei"),
        (["Markets in $ and ¥", "Bridges, old & new"], "Markets in $ and ¥ and Bridges, old & new"),
    ],
)
def test_a_list_is_said_with_one_and(names: list[str], said: str) -> None:
    assert sentence_list(names) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["Hefei"], "Hefei"), (["Shanghai", "Hefei"], "Shanghai or Hefei"), (["A", "B", "C"], "A, B or C")],
)
def test_a_choice_is_said_with_one_or(names: list[str], said: str) -> None:
    assert either(names) == said
    assert either(tuple(names)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Artificial intelligence", "artificial intelligence"),
        ("AI chips", "AI chips"),
        ("5G networks", "5G networks"),
        ("GDP growth", "GDP growth"),
        ("A", "A"),
    ],
)
def test_a_name_inside_a_sentence_loses_its_capital_unless_it_is_an_abbreviation(name: str, said: str) -> None:
    assert inside(name) == said


def test_a_list_that_was_said_is_as_it_was() -> None:
    names = ["Shanghai", "Shenzhen", "Hefei"]
    sentence_list(names)
    assert names == ["Shanghai", "Shenzhen", "Hefei"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (1, "1"),
        (-3, "-3"),
        (6.5, "6.5"),
        (97.5, "97.5"),
        (6.5015, "6.5015"),
        (999, "999"),
        (1000, "1,000"),
        (10000.0, "10,000"),
        (999999, "999,999"),
        (1e6, "1 million"),
        (800_000_000, "800 million"),
        (466_500_000_000, "466.5 billion"),
        (8_900_000_000, "8.9 billion"),
        (3_360_000_000_000, "3.36 trillion"),
        (-2_500_000_000, "-2.5 billion"),
        (57_863_350_000, "57.863 billion"),
    ],
)
def test_a_number_is_said_in_millions_billions_and_trillions(value: float, said: str) -> None:
    assert number_words(value) == said


def test_a_number_can_be_said_with_fewer_digits() -> None:
    assert number_words(57_863_350_000, 3) == "57.9 billion"
    assert number_words(6.5015, 3) == "6.5"


@pytest.mark.parametrize(
    "value", [123456.7, 999999.6, 99999.5, 1234.5, 0.00001, 0.5, 1e15, 999_999_999_999_999, 999_999_999_999, 999_999_999.5, 1_234_567.8]
)
@pytest.mark.parametrize("digits", [3, 5])
def test_a_number_is_never_said_with_an_exponent(value: float, digits: int) -> None:
    assert "e" not in number_words(value, digits).replace("trillion", "").replace("billion", "").replace("million", "")


@pytest.mark.parametrize(("value", "said"), [(999_999_999_999, "1 trillion"), (999_999_999, "1 billion")])
def test_a_number_rounded_up_to_the_next_scale_is_said_in_it(value: float, said: str) -> None:
    assert number_words(value) == said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("", ""),
        ("2025", "2025"),
        ("2021-03", "March 2021"),
        ("2021-03~", "about March 2021"),
        ("2020~", "about 2020"),
        ("2021?", "about 2021"),
        ("1949-05-27", "27 May 1949"),
        ("2018-05-07", "7 May 2018"),
        ("2016/2021", "2016 to 2021"),
        ("2021/2025", "2021 to 2025"),
        ("2020~/2025", "about 2020 to 2025"),
        ("../2035", "by 2035"),
        ("/2035", "by 2035"),
        ("../2030~", "by about 2030"),
        ("2025/..", "from 2025"),
        ("2023-06-01/..", "from 1 June 2023"),
        ("2023-06-01/2028", "1 June 2023 to 2028"),
    ],
)
def test_a_period_is_said_in_words(period: str, said: str) -> None:
    assert period_words(period) == said


@pytest.mark.parametrize("period", ["202X", "2021-21", "2021-00", "soon"])
def test_a_period_there_are_no_words_for_stands_as_it_is(period: str) -> None:
    assert period_words(period) == period


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [
        ("exact", "466.5 billion yuan"),
        ("more_than", "more than 466.5 billion yuan"),
        ("at_least", "at least 466.5 billion yuan"),
        ("up_to", "up to 466.5 billion yuan"),
    ],
)
def test_an_amount_keeps_its_hedge(qualifier: str, said: str) -> None:
    assert amount(figure(466_500_000_000, "CNY", qualifier)) == said


def test_an_amount_that_is_about_is_said_with_three_digits() -> None:
    assert amount(figure(57_863_350_000, "CNY", "about")) == "about 57.9 billion yuan"
    assert amount(figure(500_000_000, "USD", "about")) == "about 500 million US dollars"


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("CNY", 2.4e12, "2.4 trillion yuan"),
        ("USD", 8.9e9, "8.9 billion US dollars"),
        ("CNY_per_USD", 6.4, "6.4 yuan per US dollar"),
        ("count", 45, "45"),
        ("percent", 97, "97%"),
        ("percentage_point", 1, "1 percentage point"),
        ("percentage_point", 3, "3 percentage points"),
        ("years", 1, "1 year"),
        ("years", 7, "7 years"),
        ("year", 2035, "2035"),
    ],
)
def test_an_amount_names_its_unit(unit: str, value: float, said: str) -> None:
    assert amount(figure(value, unit)) == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (40, 60, "count", "40 to 60"),
        (10, 15, "years", "10 to 15 years"),
        (1, 3, "years", "1 to 3 years"),
        (1, 3, "percentage_point", "1 to 3 percentage points"),
        (3, 5, "percent", "3 to 5%"),
        (2e9, 3e9, "USD", "2 billion to 3 billion US dollars"),
    ],
)
def test_a_range_names_both_ends(low: float, high: float, unit: str, said: str) -> None:
    assert amount(figure(low, unit, "range", value_high=high)) == said


def test_a_target_year_keeps_its_hedge() -> None:
    assert amount(figure(2035, "year", "about")) == "about 2035"
    assert amount(figure(2030, "year", "range", value_high=2035)) == "2030 to 2035"


@pytest.mark.parametrize(
    ("value", "qualifier", "measure", "said"),
    [
        (1, "exact", "Rank in China", "1st in China"),
        (2, "exact", "Rank on the Chinese mainland", "2nd on the Chinese mainland"),
        (3, "exact", "Rank in the world", "3rd in the world"),
        (11, "exact", "Rank in the world", "11th in the world"),
        (1, "about", "Rank in China", "about 1st in China"),
        (2, "up_to", "Rank in China", "among the first two in China"),
        (1, "up_to", "Rank in China", "1st in China"),
        (4, "at_least", "Rank in China", "4th or better in China"),
        (4, "more_than", "Rank in China", "better than 4th in China"),
        (1, "exact", "Standing", "1st"),
    ],
)
def test_a_rank_is_said_by_its_number_and_among_whom(value: int, qualifier: str, measure: str, said: str) -> None:
    assert amount(figure(value, "rank", qualifier, measure_name=measure, as_printed="second to none")) == said


def test_a_rank_between_two_places_names_both() -> None:
    assert amount(figure(2, "rank", "range", value_high=3, measure_name="Rank in China")) == "2nd to 3rd in China"


def test_a_rank_without_a_number_is_said_in_the_printed_words() -> None:
    assert amount(figure(math.nan, "rank", "unstated", measure_name="Rank in China", as_printed="leading")) == "“leading”"


@pytest.mark.parametrize(
    ("count", "said", "all_of_them"),
    [(0, "no", ""), (1, "one", ""), (2, "two", "Both"), (3, "three", "All three"), (4, "four", "All four"), (5, "five", "All five"),
     (8, "eight", "All eight"), (13, "thirteen", "All thirteen"), (20, "twenty", "All twenty"), (21, "21", "All 21"),
     (1234, "1,234", "All 1,234")],
)  # fmt: skip
def test_any_number_of_things_has_words(count: int, said: str, all_of_them: str) -> None:
    assert cardinal(count) == said
    assert all_of(count) == all_of_them


@pytest.mark.parametrize(
    ("place", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (22, "22nd"),
     (111, "111th"), (1001, "1,001st")],
)  # fmt: skip
def test_any_place_in_an_order_has_words(place: int, said: str) -> None:
    assert ordinal(place) == said


def test_a_figure_without_a_number_is_said_in_the_printed_words() -> None:
    assert amount(figure(math.nan, "count", "unstated", as_printed="Hundreds of kites")) == "“Hundreds of kites”"


def test_a_date_is_said_from_its_period() -> None:
    assert amount(figure(math.nan, "date", period="2019-03-01", as_printed="opened on 1 March")) == "1 March 2019"


def test_every_figure_of_both_tables_can_be_said(table: Table, invented: Table) -> None:
    for claims in (table.claims, invented.claims):
        said = [amount(row) for row in claims[claims["aspect"] == "figure"].to_dict("records")]
        assert all(said)
        assert [words for words in said if "nan" in words.split() or "e+" in words] == []


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("four-hubs-22-f", "466.5 billion yuan"),
        ("four-hubs-22-e", "more than 10,000"),
        ("four-hubs-03-c", "at least 1 percentage point"),
        ("four-hubs-08-d", "10 to 15 years"),
        ("four-hubs-03-g", "516.8 billion US dollars"),
        ("digital-hub-12-f", "more than 97%"),
        ("digital-hub-18-h", "about 57.9 billion yuan"),
        ("chips-2018-08-f", "7 May 2018"),
        ("new-economy-09-f", "“hundreds of innovative enterprises”"),
        ("digital-hub-15-j", "1st in China"),
    ],
)
def test_the_released_figures_are_said_as_the_articles_mean_them(table: Table, claim: str, said: str) -> None:
    assert amount(table.claims.loc[claim].to_dict()) == said
