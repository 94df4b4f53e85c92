"""Rules between rows and within a sentence that need no article: the verb of a statement, what repeats, what may stand beside what."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.table.verbs import main_clause, main_status
from tests.conftest import KEYS, broken, cell, put, read, sentences, where, write


def new(after: list[str], before: list[str]) -> list[str]:
    return [line for line in after if line not in before]


def breaks(data: Path, key: str, column: str, value: str, file: str = "claims.csv") -> list[str]:
    """What is said anew once a cell is broken."""
    before = sentences(data)
    return new(broken(data, key, column, value, file), before)


# The verb of a statement


@pytest.mark.parametrize(
    ("status", "statement"),
    [
        ("in_place", "Shanghai has 45 labs."),
        ("in_place", "Shanghai is home to a firm that aims to grow."),
        ("in_place", "Shanghai's board spent 3 billion yuan."),
        ("in_place", "Shanghai has been designated as a hub."),
        ("in_place", "Shanghai has no exchange."),
        ("in_place", "Shanghai has a zone, where a plant is to stand."),
        ("announced", "Shanghai has announced a plan."),
        ("announced", "Shanghai has reportedly announced a plan."),
        ("announced", "Shanghai is told to do more."),
        ("announced", "Shanghai is to get funds, says an official."),
        ("announced", "Shanghai will build a plant."),
        ("announced", "Shanghai has been named a hub."),
        ("target", "Shanghai aims to be a hub."),
        ("target", "Shanghai aims by 2050 to be a hub."),
        ("target", "Shanghai wants to be a hub, says its mayor."),
        ("forecast", "Shanghai is expected to grow."),
        ("forecast", "Shanghai is widely expected to grow."),
        ("forecast", "Shanghai hopes for growth."),
        ("claimed", "Shanghai has the best port in China, says its mayor."),
        ("claimed", "Shanghai leads, according to the Daily."),
        ("claimed", "Shanghai boasts the best port."),
    ],
)
def test_a_statement_whose_verb_carries_its_status_is_left_alone(small: Path, status: str, statement: str) -> None:
    place = where(small, "river-daily-07-a", "statement")
    put(small, "river-daily-07-a", "status", status)
    assert [line for line in broken(small, "river-daily-07-a", "statement", statement) if line.startswith(place)] == []


@pytest.mark.parametrize(
    ("status", "statement", "models"),
    [
        ("in_place", "Shanghai aims to have 45 labs.", "has, is home to, or a past fact"),
        ("in_place", "Shanghai has announced a plant.", "has, is home to, or a past fact"),
        ("in_place", "Shanghai is expected to grow.", "has, is home to, or a past fact"),
        ("in_place", "Shanghai will build a plant.", "has, is home to, or a past fact"),
        ("announced", "Shanghai has a plant.", "has announced, has been named, is told to, is to or will"),
        ("announced", "Shanghai aims to have a plant.", "has announced, has been named, is told to, is to or will"),
        ("target", "Shanghai has 45 labs.", "aims to or wants to"),
        ("target", "Shanghai is expected to have 45 labs.", "aims to or wants to"),
        ("forecast", "Shanghai has 45 labs.", "is expected to or hopes to"),
        ("forecast", "Shanghai aims to have 45 labs.", "is expected to or hopes to"),
        ("claimed", "Shanghai has the best port in China.", "a verb of saying with its speaker: says, according to, boasts"),
        ("claimed", "Shanghai aims to be the best, says its mayor.", "a verb of saying with its speaker: says, according to, boasts"),
    ],
)
def test_a_statement_whose_verb_says_another_status_is_named_with_the_verbs_for_it(
    small: Path, status: str, statement: str, models: str
) -> None:
    place = where(small, "river-daily-07-a", "statement")
    put(small, "river-daily-07-a", "status", status)
    (said,) = [line for line in broken(small, "river-daily-07-a", "statement", statement) if line.startswith(place)]
    assert said.startswith(f"{place}: does not say {status} with its verb: “Shanghai ")
    assert said.endswith(f" Write {models}, or correct the status.")


@pytest.mark.parametrize(
    ("claim", "status"),
    [("digital-hub-14-d", "target"), ("digital-hub-10-e", "in_place"), ("four-hubs-06-i", "announced"), ("four-hubs-05-h", "forecast")],
)
def test_a_status_of_the_released_table_that_the_verb_does_not_carry_is_named(real: Path, claim: str, status: str) -> None:
    place = where(real, claim, "statement")
    assert [line for line in breaks(real, claim, "status", status) if line.startswith(f"{place}: does not say {status} with its verb")]


def test_the_main_verb_stands_before_the_first_side_clause() -> None:
    assert main_clause("Shanghai has a zone, where a plant is to stand.") == "Shanghai has a zone"
    assert main_status("China aims to grow") == "target"
    assert main_status("China has a board") == ""


# What says the same twice


def test_two_claims_of_a_paragraph_that_say_the_same_are_named_whoever_speaks(small: Path) -> None:
    rows = read(small, "claims.csv")
    at = next(n for n, row in enumerate(rows) if row["claim_id"] == "market-post-07-a")
    twin = {
        **rows[at],
        "claim_id": "market-post-07-d",
        "status": "claimed",
        "speaker": "Market Post",
        "speaker_kind": "outlet",
        "interest": "",
    }
    twin["statement"] = "Shenzhen has firms that make kites, says the Market Post."
    write(small, "claims.csv", [*rows[: at + 3], twin, *rows[at + 3 :]])
    put(small, "market-post 7", "claims", "market-post-07-a market-post-07-b market-post-07-c market-post-07-d", "ledger.csv")
    place = where(small, "market-post-07-d", "claim_id")
    assert sentences(small) == [f"{place}: says of shenzhen and kites what market-post-07-a says. Keep one of the two rows."]
    assert broken(small, "market-post-07-d", "excused", "duplicate: two voices, of which one counted") == []
    put(small, "market-post-07-d", "excused", "")
    assert broken(small, "market-post-07-d", "basis", "mentioned") == []


@pytest.mark.parametrize(
    ("column", "value", "told", "mine"),
    [("basis", "own_plan", "the basis assigned", "own_plan"), ("status", "target", "the status announced", "target")],
)
def test_a_restatement_differs_from_its_original_in_neither_basis_nor_status(
    small: Path, column: str, value: str, told: str, mine: str
) -> None:
    place = where(small, "river-daily-09-a", "restates")
    said = broken(small, "river-daily-09-a", column, value)
    assert f"{place}: river-daily-04-a has {told}, this row {mine}. Correct one of them, or empty the cell." in said


def test_a_restatement_of_the_released_table_agrees_with_its_original(real: Path) -> None:
    original = cell(real, "digital-hub-06-a", "restates")
    place = where(real, "digital-hub-06-a", "restates")
    said = breaks(real, "digital-hub-06-a", "basis", "existing")
    assert f"{place}: {original} has the basis own_plan, this row existing. Correct one of them, or empty the cell." in said


def test_a_restatement_stands_to_the_body_as_its_original_does(real: Path) -> None:
    place = where(real, "four-hubs-20-b", "restates")
    original = cell(real, "four-hubs-20-b", "restates")
    said = breaks(real, "four-hubs-20-b", "relation", "about_city")
    assert f"{place}: {original} has the relation in_city, this row about_city. Correct one of them, or empty the cell." in said


def test_a_converted_amount_restates_another_value(small: Path) -> None:
    assert (cell(small, "river-daily-05-c", "unit"), cell(small, "river-daily-05-c", "restates")) == ("USD", "river-daily-05-b")
    assert sentences(small) == []
    place = where(small, "river-daily-05-c", "restates")
    said = broken(small, "river-daily-05-c", "unit", "CNY")
    assert f"{place}: river-daily-05-b has the value 3200000000, this row 500000000. Correct one of them, or empty the cell." in said


# What says the same in another article


@pytest.fixture
def supported(small: Path) -> Path:
    """A table in which two articles say that Shenzhen has firms that make kites."""
    rows = read(small, "claims.csv")
    twin = next(row for row in rows if row["claim_id"] == "market-post-07-a")
    twin = {**twin, "claim_id": "river-daily-02-b", "article": "river-daily", "paragraph": "2", "same_as": "market-post-07-a"}
    at = next(n for n, row in enumerate(rows) if row["claim_id"] == "river-daily-02-a")
    write(small, "claims.csv", [*rows[: at + 1], twin, *rows[at + 1 :]])
    put(small, "river-daily 2", "claims", "river-daily-02-a river-daily-02-b", "ledger.csv")
    assert sentences(small) == []
    return small


DIFFER = "Two claims that differ so do not say the same: empty the cell."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "market-post-07-z",
            '"market-post-07-z" is no claim. Write the key of the claim that says the same: '
            "market-post-07-c, market-post-08-a or market-post-08-b.",
        ),
        ("river-daily-02-a", "river-daily-02-a is of the same article. Write it in restates, or name a claim of another article."),
        ("river-daily-02-b", "river-daily-02-b is of the same article. Write it in restates, or name a claim of another article."),
        (
            "market-post-08-a",
            "market-post-08-a has the city china, the area oversight, the basis own_plan, the status announced "
            f"and the period 2023-06-01/.., this row shenzhen, kites, existing, in_place and none. {DIFFER}",
        ),
        (
            "market-post-07-b",
            "market-post-07-b has the aspect figure, the basis none, the value 15, the unit percent, the qualifier more_than "
            f"and the boundary city, this row focus_area, existing, none, none, none and none. {DIFFER}",
        ),
    ],
)
def test_what_supports_a_claim_says_the_same_of_the_same_city(supported: Path, value: str, sentence: str) -> None:
    place = where(supported, "river-daily-02-b", "same_as")
    assert f"{place}: {sentence}" in broken(supported, "river-daily-02-b", "same_as", value)


def test_support_is_written_once_on_the_later_key(supported: Path) -> None:
    put(supported, "river-daily-02-b", "same_as", "")
    place = where(supported, "market-post-07-a", "same_as")
    fix = "Write market-post-07-a in the row of river-daily-02-b, and empty this cell."
    said = broken(supported, "market-post-07-a", "same_as", "river-daily-02-b")
    assert said == [f"{place}: river-daily-02-b is the later key of the two. {fix}"]


def test_support_leads_to_a_claim_that_leads_no_further(supported: Path) -> None:
    put(supported, "market-post-07-a", "same_as", "bridge-letter-05-a")
    place = where(supported, "river-daily-02-b", "same_as")
    assert f"{place}: market-post-07-a itself says the same as bridge-letter-05-a. Write bridge-letter-05-a." in sentences(supported)


def test_support_leads_to_an_original_and_not_to_a_restatement(supported: Path) -> None:
    put(supported, "market-post-07-a", "restates", "market-post-05-a")
    place = where(supported, "river-daily-02-b", "same_as")
    assert f"{place}: market-post-07-a restates market-post-05-a. Write market-post-05-a." in sentences(supported)


@pytest.mark.parametrize(
    ("column", "value", "was"), [("status", "claimed", "in_place"), ("area", "teaching", "kites"), ("city", "beijing", "shenzhen"),
     ("basis", "mentioned", "existing"), ("period", "../2030", "none")],
)  # fmt: skip
def test_support_with_another_status_area_city_basis_or_year_is_none(supported: Path, column: str, value: str, was: str) -> None:
    place = where(supported, "river-daily-02-b", "same_as")
    said = broken(supported, "river-daily-02-b", column, value)
    assert f"{place}: market-post-07-a has the {column} {was}, this row {value}. {DIFFER}" in said


# What may stand beside what


@pytest.mark.parametrize(("measure", "dimension"), [("target-year", "date"), ("rank-china", "rank")])
def test_a_rank_and_a_date_share_no_axis(small: Path, measure: str, dimension: str) -> None:
    place = where(small, measure, "comparable", "measures.csv")
    fix = "Empty the cell: places and dates are no lengths to be set side by side."
    assert broken(small, measure, "comparable", "due-year", "measures.csv") == [
        f'{place}: "due-year" stands beside the dimension {dimension}. {fix}'
    ]


def test_a_share_is_at_most_a_hundred_percent_and_growth_may_be_more(small: Path) -> None:
    place = where(small, "market-post-07-b", "value")
    fix = "Write the printed share, or a measure that is no share."
    said = broken(small, "market-post-07-b", "value", "101")
    assert said == [f"{place}: 101 percent is more than the whole of what share-kites is a share of. {fix}"]
    assert broken(small, "market-post-07-b", "value", "100") == []
    put(small, "share-kites", "definition", "Growth of the firms that make kites.", "measures.csv")
    assert broken(small, "market-post-07-b", "value", "101") == []


@pytest.mark.parametrize(
    ("claim", "column", "value", "sentence"),
    [
        ("market-post-07-b", "counts", "", "is empty, and a row with the aspect figure requires it. Write 3 to 6 plain words."),
        ("market-post-07-b", "counts", "kite firms", '"kite firms" has 2 words. Write 3 to 6 plain words.'),
        (
            "market-post-07-b",
            "counts",
            "firms that now make kites in Shenzhen",
            '"firms that now make kites in Shenzhen" has 7 words. Write 3 to 6 plain words.',
        ),
        (
            "market-post-07-a",
            "counts",
            "firms that make kites",
            '"firms that make kites" stands in a row without the aspect figure. Empty the cell.',
        ),
        ("river-daily-06-a", "aim", "", "is empty, and a row with the status target requires it. Write 3 to 8 plain words."),
        ("river-daily-06-a", "aim", "tide mills", '"tide mills" has 2 words. Write 3 to 8 plain words.'),
        ("river-daily-07-a", "aim", "a tide institute", '"a tide institute" stands in a row without the status target. Empty the cell.'),
    ],
)
def test_a_figure_says_what_it_counts_and_a_target_what_is_aimed_at(
    small: Path, claim: str, column: str, value: str, sentence: str
) -> None:
    assert broken(small, claim, column, value) == [f"{where(small, claim, column)}: {sentence}"]


@pytest.mark.parametrize("file", ["areas.csv", "institutions.csv", "measures.csv", "articles.csv"])
def test_every_name_has_a_short_one_and_no_two_have_the_same(small: Path, file: str) -> None:
    rows = read(small, file)
    second = rows[1][KEYS[file][0]]
    place = where(small, second, "short", file)
    told = f'{place}: "{rows[0]["short"]}" stands in row 2 already. Write it once.'
    assert broken(small, second, "short", rows[0]["short"], file) == [told]
    assert f"{place}: is empty. Fill it in: every row needs one." in broken(small, second, "short", "", file)


def test_a_body_is_named_or_only_described(small: Path) -> None:
    place = where(small, "long-tail", "naming", "institutions.csv")
    assert broken(small, "long-tail", "naming", "", "institutions.csv") == [f"{place}: is empty. Fill it in: every row needs one."]


def test_the_accuracy_of_the_released_table_is_a_share(real: Path) -> None:
    place = where(real, "digital-hub-12-f", "value")
    said = breaks(real, "digital-hub-12-f", "value", "970")
    assert [
        line for line in said if line.startswith(f"{place}: 970 percent is more than the whole of what forecast-accuracy is a share of.")
    ]


def test_a_short_name_is_short(small: Path) -> None:
    place = where(small, "kites", "short", "areas.csv")
    said = broken(small, "kites", "short", "Kites and wings and tails", "areas.csv")
    assert said == [f'{place}: "Kites and wings and tails" has 25 characters. Keep at most 24.']
    assert broken(small, "kites", "short", "Kites and wings, tailing", "areas.csv") == []


@pytest.mark.parametrize("home", ["hefei", "china", "elsewhere", "not_printed"])
def test_a_body_sits_in_a_hub_in_the_nation_elsewhere_or_where_nobody_prints(small: Path, home: str) -> None:
    assert broken(small, "long-tail", "home", home, "institutions.csv") == []
