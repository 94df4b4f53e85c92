"""What a claim says of its number, its hedge, its date and its boundary is what its paragraph prints; nothing printed is passed over.

The sentences are invented; what each of them prints is written beside it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dashboard.table.exemptions import EXCUSABLE
from dashboard.table.load import load
from dashboard.table.numbers import Printed, read_numbers, read_ranks
from dashboard.table.paragraphs import Paragraph
from dashboard.table.printed import figures
from tests.conftest import ROOT, Lines, broken, cell, copies, put, read, sentences, where, write

ARTICLES = next((each for each in (ROOT.parent / "shared" / "articles", ROOT / "seeds" / "articles") if each.is_dir()), None)
with_articles = pytest.mark.skipif(ARTICLES is None, reason="the articles belong to their publishers and are not here")


# Reading numbers


@pytest.mark.parametrize(
    ("text", "value", "hedge", "unit"),
    [
        ("Trade grew 12.1 percent", 12.1, "exact", "percent"),
        ("some 466.5 billion yuan", 466.5e9, "about", "CNY"),
        ("costs of US$8.9 billion", 8.9e9, "exact", "USD"),
        ("a bet of $2m", 2e6, "exact", "USD"),
        ("Nine kite firms", 9, "exact", ""),
        ("twenty-one labs", 21, "exact", ""),
        ("two dozen labs", 24, "exact", ""),
        ("a hundred labs", 100, "exact", ""),
        ("3.36 trillion", 3.36e12, "exact", ""),
        ("serves 800 million users", 800e6, "exact", ""),
        ("more than 10,000 deals", 10_000, "more_than", ""),
        ("over 97 percent", 97, "more_than", "percent"),
        ("above 97%", 97, "more_than", "percent"),
        ("at least 1 percentage point", 1, "at_least", "percentage_point"),
        ("1 percentage point or more", 1, "at_least", "percentage_point"),
        ("up to 300 yuan", 300, "up_to", "CNY"),
        ("less than 300 yuan", 300, "up_to", "CNY"),
        ("around 600 firms", 600, "about", ""),
        ("about 600 firms", 600, "about", ""),
        ("roughly 600 firms", 600, "about", ""),
        ("almost 600 firms", 600, "about", ""),
        ("nearly 600 firms", 600, "about", ""),
        ("probably 600 firms", 600, "about", ""),
        ("the next five years or so", 5, "about", "years"),
        ("a seven-year ban", 7, "exact", "years"),
        ("by 2035", 2035, "exact", ""),
        ("the 14th plan", 14, "exact", ""),
        ("their sixth session", 6, "exact", ""),
    ],
)
def test_a_number_is_read_with_its_scale_its_hedge_and_its_unit(text: str, value: float, hedge: str, unit: str) -> None:
    assert [(each.value, each.high, each.hedge, each.unit) for each in read_numbers(text)] == [(value, None, hedge, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("10-15 years", 10, 15), ("3 to 5 billion yuan", 3e9, 5e9), ("between 40 and 60 mills", 40, 60), ("10–15 years", 10, 15)],
)
def test_a_range_is_one_number_with_two_ends(text: str, low: float, high: float) -> None:
    assert [(each.value, each.high) for each in read_numbers(text)] == [(low, high)]


@pytest.mark.parametrize("text", ["2020 and 2035", "12 labs and 20 firms"])
def test_two_numbers_beside_each_other_are_two(text: str) -> None:
    assert len(read_numbers(text)) == 2


@pytest.mark.parametrize("text", ["5G and IIoT", "COVID-19", "one of them", "into one basket", "a plan", "no number", "e-yuan"])
def test_a_numeral_inside_a_word_and_a_lone_one_are_no_numbers(text: str) -> None:
    assert read_numbers(text) == []


@pytest.mark.parametrize("text", ["hundreds of firms", "dozens of firms", "tens of thousands of firms", "despite years of effort"])
def test_a_vague_quantity_has_no_value(text: str) -> None:
    assert [(each.kind, each.value, each.hedge) for each in read_numbers(text)] == [("vague", None, "unstated")]


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("on March 30,", 0, 3, 30),
        ("on 30 March 2019", 2019, 3, 30),
        ("on May 27, 1949,", 1949, 5, 27),
        ("Tuesday, 08 May, 2018,", 2018, 5, 8),
        ("2019-04-24", 2019, 4, 24),
        ("in March 2019", 2019, 3, 0),
    ],
)
def test_a_date_is_read_as_one_thing(text: str, year: int, month: int, day: int) -> None:
    assert [(each.kind, each.year, each.month, each.day) for each in read_numbers(text)] == [("date", year, month, day)]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("the largest port in China", (1, "exact")),
        ("the second largest port", (2, "exact")),
        ("the two largest ports", (2, "up_to")),
        ("ranked no more than second", (2, "up_to")),
        ("ranked second, with no more than before", (2, "exact")),
        ("the world's first call", (1, "exact")),
        ("second to none", (1, "about")),
        ("probably the best", (1, "about")),
        ("the leading port", (None, "unstated")),
        ("ranked 3rd in China", (3, "exact")),
    ],
)
def test_a_rank_is_read_from_ordinals_and_superlatives(text: str, rank: tuple[float | None, str]) -> None:
    assert read_ranks(text) == [rank]


def test_a_number_knows_where_it_stands() -> None:
    text = "It has 45 labs."
    assert read_numbers(text) == [Printed(7, 9, "45", "number", 45.0)]


# The claims beside their paragraphs


def new(after: list[str], before: list[str]) -> list[str]:
    """What is said now and was not said before."""
    return [line for line in after if line not in before]


def breaks(data: Path, key: str, column: str, value: str, file: str = "claims.csv") -> list[str]:
    """What is said anew of the small table and its articles once a cell is broken."""
    before = sentences(data, copies(data))
    return new(broken(data, key, column, value, file, copies(data)), before)


def prints(data: Path, article: str, paragraph: int, change: Callable[[str], str]) -> None:
    """Have an invented article print something else, and its fingerprints agree."""
    path = copies(data) / cell(data, article, "file", "articles.csv")
    lines = path.read_text(encoding="utf-8").split("\n")
    at = [n for n, line in enumerate(lines) if line.strip()][paragraph - 1]
    lines[at] = change(lines[at])
    path.write_text("\n".join(lines), encoding="utf-8")
    put(data, article, "sha256", sha256(path.read_bytes()).hexdigest(), "articles.csv")
    put(data, f"{article} {paragraph}", "sha256", sha256(lines[at].strip().encode()).hexdigest(), "ledger.csv")


@pytest.mark.parametrize(
    ("claim", "value", "printed", "right"),
    [
        ("market-post-07-b", "51", "15 percent", "15"),
        ("market-post-07-b", "0.15", "15 percent", "15"),
        ("market-post-07-b", "1500", "15 percent", "15"),
        ("river-daily-05-d", "25000000000", "2.5 billion yuan", "2500000000"),
        ("river-daily-06-c", "2036", "2030", "2030"),
        ("market-post-08-b", "6", "five years", "5"),
        ("market-post-03-b", "2", "US$2 million", "2000000"),
    ],
)
def test_a_value_that_is_not_the_number_printed_is_named_with_the_right_one(
    small: Path, claim: str, value: str, printed: str, right: str
) -> None:
    place = where(small, claim, "value")
    assert f"{place}: {value} is not what is printed: {printed}. Write {right}." in breaks(small, claim, "value", value)


def test_a_range_is_the_one_printed(small: Path) -> None:
    place = where(small, "river-daily-06-b", "value")
    said = breaks(small, "river-daily-06-b", "value_high", "70")
    assert said == [f"{place}: 40 to 70 is not what is printed: 40 and 60. Write 40."]


@pytest.mark.parametrize(
    ("claim", "hedge", "printed", "right"),
    [
        ("market-post-07-b", "exact", "More than 15 percent of Shenzhen's", "more_than"),
        ("market-post-03-b", "exact", "up to US$2 million for a", "up_to"),
        ("market-post-08-d", "exact", "expects about 1 million of them", "about"),
        ("river-daily-06-d", "more_than", "at least 12 crews by", "at_least"),
        ("river-daily-05-b", "about", "3.2 billion yuan", "exact"),
        ("market-post-08-b", "more_than", "five years", "exact"),
    ],
)
def test_a_hedge_that_is_not_the_one_printed_is_named_with_the_words(small: Path, claim: str, hedge: str, printed: str, right: str) -> None:
    place = where(small, claim, "qualifier")
    assert f"{place}: {hedge} is not the hedge printed: {printed}. Write {right}." in breaks(small, claim, "qualifier", hedge)


def test_dollars_are_not_yuan(small: Path) -> None:
    place = where(small, "market-post-03-b", "unit")
    assert breaks(small, "market-post-03-b", "unit", "CNY") == [f"{place}: CNY is not the unit printed: US$2 million. Write USD."]


def test_a_percent_is_no_percentage_point(small: Path) -> None:
    place = where(small, "market-post-07-c", "unit")
    said = breaks(small, "market-post-07-c", "unit", "percent")
    assert f"{place}: percent is not the unit printed: 3 percentage points. Write percentage_point." in said


def test_hundreds_are_no_number(small: Path) -> None:
    before = sentences(small, copies(small))
    put(small, "market-post-04-a", "value", "200")
    place = where(small, "market-post-04-a", "value")
    said = new(broken(small, "market-post-04-a", "qualifier", "about", articles=copies(small)), before)
    assert said == [f"{place}: 200 is not what is printed: Hundreds. Write the printed number in base units, or quote it."]


def test_a_number_is_not_called_unstated(small: Path) -> None:
    put(small, "market-post-07-b", "value", "")
    place = where(small, "market-post-07-b", "qualifier")
    said = broken(small, "market-post-07-b", "qualifier", "unstated", articles=copies(small))
    fix = "Write the number that is printed, or quote the words that stand for one."
    assert f"{place}: is unstated, and the article prints 15 percent. {fix}" in said


def test_a_first_is_no_second(small: Path) -> None:
    place = where(small, "river-daily-07-b", "value")
    said = breaks(small, "river-daily-07-b", "value", "2")
    assert said == [f'{place}: 2 is no place that "second to none in the world" gives. Write 1.']


@pytest.mark.parametrize(("value", "problems"), [("1", 0), ("2", 0), ("3", 1)])
def test_what_is_second_only_to_another_makes_that_one_the_first(value: str, problems: int) -> None:
    row = {"aspect": "figure", "method": "reported", "unit": "rank", "value": value, "qualifier": "exact"}
    row["as_printed"] = "second only to Delta"
    assert len([*figures([(row, Paragraph("The bridge is second only to Delta in the world."))])]) == problems  # type: ignore[list-item]


def test_a_doubted_rank_is_not_exact(small: Path) -> None:
    place = where(small, "river-daily-07-b", "qualifier")
    said = breaks(small, "river-daily-07-b", "qualifier", "exact")
    assert said == [f'{place}: exact is not the hedge of "second to none in the world". Write about.']


@pytest.mark.parametrize(
    ("claim", "period", "printed", "lacking"),
    [
        ("market-post-08-c", "2023-06-02", "2023 and 1 June 2023", "day 2"),
        ("market-post-08-c", "2023-07-01", "2023 and 1 June 2023", "month 7"),
        ("river-daily-07-c", "2018-03-01", "2019 and 1 March 2019", "2018"),
        ("river-daily-06-a", "../2031", "2030 and 2025", "2031"),
    ],
)
def test_a_date_that_is_not_printed_is_named(small: Path, claim: str, period: str, printed: str, lacking: str) -> None:
    place = where(small, claim, "period")
    told = " and ".join(sorted(printed.split(" and "))) if claim == "river-daily-06-a" else printed
    fix = "Write what is printed, or say in the note that it is computed, and from what."
    said = breaks(small, claim, "period", period)
    assert f'{place}: "{period}" is not what is printed: {told}. Not found: {lacking}. {fix}' in said


def test_a_date_that_the_note_says_is_computed_is_taken(small: Path) -> None:
    assert cell(small, "river-daily-05-d", "period") == "2020"
    place = where(small, "river-daily-05-d", "period")
    assert [line for line in breaks(small, "river-daily-05-d", "note", "The year before.") if line.startswith(f"{place}: ")]


def test_a_weekday_is_computed_from_the_day_of_publication(small: Path) -> None:
    prints(small, "market-post", 8, lambda text: text.replace("from 1 June 2023", "from Thursday on"))
    put(small, "market-post-08-c", "as_printed", "from Thursday on")
    put(small, "market-post-08-c", "note", "The day is computed from the publication date.")
    for claim in ("market-post-08-a", "market-post-08-b"):
        put(small, claim, "note", "The day is computed from the publication date.")
    place = where(small, "market-post-08-c", "period")
    # The Market Post came out on Tuesday, 14 March 2023.
    assert broken(small, "market-post-08-c", "period", "2023-03-16", articles=copies(small)) == []
    told = f'{place}: 2023-03-17 is a Friday, and "from Thursday on" is printed. Compute it again from the date of publication.'
    assert told in broken(small, "market-post-08-c", "period", "2023-03-17", articles=copies(small))
    said = broken(small, "market-post-08-c", "period", "2023-06-01", articles=copies(small))
    assert [line for line in said if line.startswith(f"{place}: 2023-06-01 is 79 days from the publication, 2023-03-14")]


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("More than 15 percent of firms in Kite & Sons Ltd make kites.", "Kite & Sons Ltd"),
        ("The Long_Tail zone has More than 15 percent of its kites.", "Long_Tail zone"),
        ("China's More than 15 percent of firms now make kites.", "China"),
        ("More than 15 percent of firms across China make kites.", "China"),
    ],
)
def test_a_number_the_sentence_gives_to_a_zone_a_firm_or_the_nation_is_not_the_citys(small: Path, sentence: str, owner: str) -> None:
    prints(small, "market-post", 7, lambda text: f"{sentence} {text.split('make kites, ')[1]}")
    place = where(small, "market-post-07-b", "boundary")
    fix = "Write what the number is a number of: a city's figure is neither its zone's or firm's nor the nation's."
    said = sentences(small, copies(small))
    assert f"{place}: city stands beside a number that the sentence gives to {owner}. {fix}" in said


def test_a_number_the_sentence_gives_to_the_city_stays_the_citys(small: Path) -> None:
    said = sentences(small, copies(small))
    assert [line for line in said if "boundary" in line] == []


def test_the_number_of_a_named_firm_is_not_the_citys(small: Path) -> None:
    place = where(small, "market-post-03-b", "boundary")
    said = breaks(small, "market-post-03-b", "boundary", "city")
    assert [line for line in said if line.startswith(f"{place}: city stands beside a number that the sentence gives to kite-sons.")]


def test_the_nations_number_is_given_to_no_city_and_a_citys_not_to_the_nation(small: Path) -> None:
    fix = "Write what the number is a number of, or the city it is said of."
    place = where(small, "market-post-07-b", "boundary")
    assert f"{place}: nation is given to a number of shenzhen. {fix}" in broken(small, "market-post-07-b", "boundary", "nation")
    place = where(small, "market-post-08-b", "boundary")
    assert f"{place}: city is given to a number of china. {fix}" in broken(small, "market-post-08-b", "boundary", "city")


@pytest.mark.parametrize("column", ["statement", "note"])
def test_nine_words_in_a_row_are_the_articles_and_eight_are_ours(small: Path, column: str) -> None:
    paragraph = (copies(small) / "market-post.txt").read_text(encoding="utf-8").split("\n\n")[3]
    # "Beijing has a Paper University, and people who know it expect it to teach …"
    nine = " ".join(paragraph.split()[1:10])
    eight = " ".join(paragraph.split()[1:9])
    place = where(small, "market-post-05-b", column)
    said = breaks(small, "market-post-05-b", column, f"Beijing {'is said' if column == 'note' else 'has it'}: {nine}.")
    assert said == [
        f'{place}: repeats 9 words of the paragraph in a row, from "has a paper" on. Use words of your own; 8 in a row are the most.'
    ]
    assert breaks(small, "market-post-05-b", column, f"Beijing {'is said' if column == 'note' else 'has it'}: {eight}.") == []


# Nothing is passed over


ACCOUNT = "Code it, or write here the printed words, a colon and why they are left out."


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (" It cost 77 yuan.", '"77 yuan"'),
        (" It took nine weeks.", '"Nine"'),
        (" It opens on 5 July.", '"5 July"'),
        (" It is their sixth.", '"sixth"'),
        (" Hefei watches.", '"Hefei"'),
        (" The Tide Institute watches.", '"Tide Institute"'),
        (" Hefei has 3 kites.", '"3" and "Hefei"'),
    ],
)
def test_a_number_or_a_known_name_that_nothing_accounts_for_is_named(small: Path, added: str, told: str) -> None:
    prints(small, "market-post", 6, lambda text: text + added)
    place = where(small, "market-post 6", "left_out", "ledger.csv")
    told = told.replace("Nine", "nine")
    what = f"does not account for {told}, which the paragraph prints and no claim of it carries."
    assert sentences(small, copies(small)) == [f"{place}: {what} {ACCOUNT}"]


def test_a_paragraph_with_a_number_is_not_mere_furniture(small: Path) -> None:
    prints(small, "market-post", 9, lambda text: text + " Shenzhen, 1999.")
    place = where(small, "market-post 9", "left_out", "ledger.csv")
    what = 'does not account for "1999" and "Shenzhen", which the paragraph prints and furniture leaves out.'
    assert sentences(small, copies(small)) == [f"{place}: {what} {ACCOUNT}"]
    told = "Shenzhen, 1999: where and when the notice was set"
    assert broken(small, "market-post 9", "left_out", told, "ledger.csv", copies(small)) == []
    assert broken(small, "market-post 9", "left_out", "1999: a year | Shenzhen: a place", "ledger.csv", copies(small)) == []


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("2024", 'has an entry without a reason: "2024". Write the printed words, a colon, a blank and the reason.'),
        ("2024:", 'has an entry without a reason: "2024:". Write the printed words, a colon, a blank and the reason.'),
        (": no year", 'has an entry without printed words: "no year". Write the printed words, a colon, a blank and the reason.'),
        ("in the year 2024: a year", '"in the year 2024" is not found in the paragraph. Quote it letter for letter, or remove the entry.'),
        ("said an official: a voice", '"said an official" holds neither a number nor a known name. Remove the entry.'),
        (
            "of kites are to fly there by 2024, said: all",
            '"of kites are to fly there by 2024, said" has 9 words. Keep at most 8.',
        ),
        ("a b c d e f g 1,000: all", '"a b c d e f g 1,000" has 9 words. Keep at most 8.'),
    ],
)
def test_what_is_left_out_is_quoted_letter_for_letter_and_has_a_reason(small: Path, entry: str, sentence: str) -> None:
    place = where(small, "market-post 4", "left_out", "ledger.csv")
    assert f"{place}: {sentence}" in broken(small, "market-post 4", "left_out", entry, "ledger.csv", copies(small))


def test_a_name_that_a_longer_one_holds_is_not_asked_for_twice(small: Path) -> None:
    prints(small, "market-post", 6, lambda text: text + " So says Shanghai's Harbour Board.")
    place = where(small, "market-post 6", "left_out", "ledger.csv")
    what = 'does not account for "Shanghai\'s Harbour Board", which the paragraph prints and no claim of it carries.'
    assert sentences(small, copies(small)) == [f"{place}: {what} {ACCOUNT}"]


# Excuses


def test_a_rule_that_does_not_hold_is_excused_with_a_reason(small: Path) -> None:
    put(small, "market-post-07-b", "excused", "value: the paper's own slip, put right in its next number")
    assert broken(small, "market-post-07-b", "value", "16", articles=copies(small)) == []


def test_an_excuse_of_a_rule_that_is_kept_is_to_be_removed(small: Path) -> None:
    place = where(small, "market-post-07-b", "excused")
    said = breaks(small, "market-post-07-b", "excused", "value: a slip of the paper")
    assert said == [f"{place}: excuses value, and the claim does not break that rule. Remove the excuse."]


def test_without_the_articles_nobody_knows_whether_an_excuse_is_needed(small: Path) -> None:
    assert broken(small, "market-post-07-b", "excused", "value: a slip of the paper") == []
    place = where(small, "market-post-07-b", "excused")
    said = broken(small, "market-post-07-b", "excused", "verb: it reads better")
    assert said == [f"{place}: excuses verb, and the claim does not break that rule. Remove the excuse."]


@pytest.mark.parametrize(
    ("excuse", "sentence"),
    [
        ("valu: a slip", '"valu" is no rule that can be excused. Write value.'),
        ("value", "gives no reason for value. Write the rule, a colon and the reason."),
        ("value:", "gives no reason for value. Write the rule, a colon and the reason."),
    ],
)
def test_an_excuse_names_a_rule_that_is_known_and_a_reason(small: Path, excuse: str, sentence: str) -> None:
    place = where(small, "market-post-07-b", "excused")
    assert f"{place}: {sentence}" in broken(small, "market-post-07-b", "excused", excuse)


def test_the_codebook_names_the_rules_that_can_be_excused(small: Path) -> None:
    described = load(small).package["claims"]["excused"].description
    assert re.search(r"The rules: (.*)\.$", described)[1].split(", ") == list(EXCUSABLE)  # type: ignore[index]


# On the released table, with the articles at hand


@with_articles
@pytest.mark.parametrize(
    ("claim", "column", "value", "sentence"),
    [
        ("digital-hub-12-f", "value", "9.7", "9.7 is not what is printed: 97 percent. Write 97."),
        ("digital-hub-12-f", "value", "0.97", "0.97 is not what is printed: 97 percent. Write 97."),
        ("digital-hub-12-f", "qualifier", "exact", "exact is not the hedge printed: of over 97 percent; a single-click. Write more_than."),
        ("four-hubs-22-f", "value", "4665000000000", "4665000000000 is not what is printed: 466.5 billion yuan. Write 466500000000."),
        ("digital-hub-16-h", "value", "10", "10 is not what is printed: Nine. Write 9."),
        ("powerhouse-17-d", "value", "5", "5 is not what is printed: Four. Write 4."),
        ("four-hubs-08-e", "value", "2036", "2036 is not what is printed: 2035. Write 2035."),
        ("digital-hub-12-g", "value", "2", '2 is no place that "the fastest 5G and fiber networks in China" gives. Write 1.'),
        ("four-hubs-22-e", "qualifier", "exact", "exact is not the hedge printed: more than 10,000 equity financing. Write more_than."),
        ("digital-hub-18-f", "unit", "CNY", "CNY is not the unit printed: US$8.9 billion. Write USD."),
    ],
)
def test_a_number_of_the_released_table_is_held_against_its_paragraph(
    real: Path, claim: str, column: str, value: str, sentence: str
) -> None:
    before = sentences(real, ARTICLES)
    said = new(broken(real, claim, column, value, articles=ARTICLES), before)
    assert f"{where(real, claim, column)}: {sentence}" in said


@with_articles
@pytest.mark.parametrize(
    ("claim", "boundary", "owner"),
    [("digital-hub-16-h", "city", "Zhangjiang"), ("chips-2018-09-d", "city", "zte"), ("digital-hub-18-f", "city", "smic-lingang-plant")],
)
def test_the_number_of_a_zone_or_a_firm_of_the_released_table_is_not_the_citys(real: Path, claim: str, boundary: str, owner: str) -> None:
    before = sentences(real, ARTICLES)
    said = new(broken(real, claim, "boundary", boundary, articles=ARTICLES), before)
    assert any(
        line.startswith(f"{where(real, claim, 'boundary')}: city stands beside a number that the sentence gives to {owner}")
        for line in said
    )


@with_articles
def test_a_paragraph_of_the_released_table_called_furniture_is_caught(real: Path) -> None:
    lines: Lines = read(real, "ledger.csv")
    line = next(line for line in lines if (line["article"], line["paragraph"]) == ("digital-hub", "14"))
    write(real, "claims.csv", [row for row in read(real, "claims.csv") if row["claim_id"] not in line["claims"].split()])
    line.update(claims="", reason="furniture", left_out="")
    write(real, "ledger.csv", lines)
    place = where(real, "digital-hub 14", "left_out", "ledger.csv")
    said = [told for told in sentences(real, ARTICLES) if told.startswith(f"{place}: does not account for ")]
    assert len(said) == 1 and '"45"' in said[0] and '"Shanghai"' in said[0] and "and furniture leaves out" in said[0]
