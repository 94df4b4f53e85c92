"""Break one cell, and the check says where it is, what it holds and what to do next."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from edtf import parse_edtf

from dashboard.table.check import check
from dashboard.table.derive import derive
from dashboard.table.expected import TABLES
from dashboard.table.load import load
from dashboard.table.problems import Unreadable, listed, quoted
from dashboard.table.validation import edtf
from tests.conftest import KEYS, ROOT, broken, cell, copies, path_of, put, read, sentences, where, write

NUMBER = "Write digits only, with a point for decimals: 466500000000."
EDTF = "Write 2025, 2016/2021, ../2035 or 2021-03~."
SAME = "Point at the claim that says the same."
COMPUTED = "Write the keys of the claims it is computed from."
VALUED = "Name claims that have a value."
TOO_FEW = "do not give two numbers or more to compute with."
RECODE = "Use the copy that was coded, or code this one and write its fingerprint."
FORMULA = "Begin with a letter, a digit or a quotation mark."


# The tables as they stand


def test_the_released_table_has_no_problem(real: Path) -> None:
    assert sentences(real) == []


def test_the_small_table_has_no_problem_and_agrees_with_its_articles(small: Path) -> None:
    assert sentences(small) == []
    assert sentences(small, copies(small)) == []


def test_the_released_table_agrees_with_the_copies_at_hand_and_quotes_little(real: Path) -> None:
    for folder in (ROOT.parent / "shared" / "articles", ROOT / "seeds" / "articles"):
        if folder.is_dir():
            assert sentences(real, folder) == []
    assert [row["claim_id"] for row in read(real, "claims.csv") if len(row["as_printed"].split()) > 8] == []


def test_a_folder_that_is_not_there_is_an_error_of_its_own(real: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        check(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        check(real, tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="claims"):
        check(real / "claims.csv")


def test_both_tables_load_with_all_four_hubs_even_one_without_claims(real: Path, small: Path) -> None:
    for folder in (real, small):
        table = load(folder)
        assert set(table.hubs) == {"beijing", "hefei", "shanghai", "shenzhen"}
        assert len(table.claims) == len(read(folder, "claims.csv"))


def test_a_table_with_a_problem_does_not_load_and_says_the_same(real: Path) -> None:
    said = broken(real, "digital-hub-12-f", "value", "97,5")
    with pytest.raises(Unreadable) as refused:
        load(real)
    assert list(map(str, refused.value.problems)) == said
    assert str(refused.value) == "\n".join(said)


def test_several_breaks_in_several_files_are_all_reported_at_once(real: Path) -> None:
    places = [
        put(real, "digital-hub-12-f", "value", "97,5"),
        put(real, "digital-hub-14-d", "status", "done"),
        put(real, "digital-hub-10-e", "period", "by 2025"),
        put(real, "chips", "scope", "", "areas.csv"),
        put(real, "smic", "kind", "firm", "institutions.csv"),
        put(real, "four-hubs 3", "gist", "=1+1", "ledger.csv"),
    ]
    said = sentences(real)
    for place in places:
        assert [line for line in said if line.startswith(place + ": ")], place
    assert len(said) == len(places)


def test_problems_come_in_the_order_of_files_and_rows(real: Path) -> None:
    places = [
        put(real, "chips-2018-03-a", "statement", ""),
        put(real, "powerhouse-09-d", "speaker", ""),
        put(real, "hefei", "name", " Hefei", "cities.csv"),
        put(real, "four-hubs 3", "gist", "", "ledger.csv"),
    ]
    said = [line.split(": ", 1)[0] for line in sentences(real)]
    assert [place for place in said if place in places] == places


# One cell


@pytest.mark.parametrize(
    "text", ["97,5", "97 %", "about 97", "9.7e1", "1_000", "+97", ".5", "97.", "٩٧", "½", "NaN", "inf", "0x61", "9" * 16]
)
def test_a_number_written_otherwise_is_named_with_its_place_and_the_way_to_write_it(small: Path, text: str) -> None:
    place = where(small, "market-post-08-d", "value")
    assert broken(small, "market-post-08-d", "value", text) == [f'{place}: "{text}" is not a number. {NUMBER}']


@pytest.mark.parametrize("text", ["97.5", "0", "0.0000000001", "123456789012345"])
def test_digits_with_a_point_are_a_number(small: Path, text: str) -> None:
    assert broken(small, "market-post-08-d", "value", text) == []


@pytest.mark.parametrize("text", ["three", "3.0", "1e1", "٣", "3 "])
def test_a_paragraph_that_is_no_whole_number_is_named(small: Path, text: str) -> None:
    place = where(small, "bridge-letter-03-a", "paragraph")
    said = broken(small, "bridge-letter-03-a", "paragraph", text)
    fault = '"3 " begins or ends with a blank. Remove it.' if text == "3 " else f'"{text}" is not a whole number. Write digits only.'
    assert f"{place}: {fault}" in said


@pytest.mark.parametrize("text", ["0", "-3"])
def test_paragraphs_are_counted_from_one(small: Path, text: str) -> None:
    place = where(small, "bridge-letter-03-a", "paragraph")
    assert f'{place}: "{text}" is below 1. Write 1 or more.' in broken(small, "bridge-letter-03-a", "paragraph", text)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("aspect", "focus_area, institution or figure"),
        ("status", "in_place, announced, target, forecast or claimed"),
        ("boundary", "nation, region, city, zone, firm, facility, service or programme"),
        ("qualifier", "exact, about, more_than, at_least, up_to, range or unstated"),
        ("unit", "CNY, USD, CNY_per_USD, count, percent, percentage_point, year, years, rank or date"),
        ("speaker_kind", "central_government, city_government, unnamed_official, company, expert, state_media or outlet"),
        ("method", "reported or derived"),
    ],
)
def test_a_word_outside_the_codebook_is_answered_with_the_words_inside(small: Path, column: str, words: str) -> None:
    place = where(small, "market-post-08-d", column)
    assert broken(small, "market-post-08-d", column, "Exact ly") == [f'{place}: "Exact ly" is not in the codebook. Write {words}.']


@pytest.mark.parametrize(
    ("claim", "column", "words"),
    [
        ("bridge-letter-05-a", "basis", "assigned, own_plan, existing, expected or mentioned"),
        ("market-post-03-a", "relation", "in_city, about_city, around_city, not_in_city or compared"),
        ("river-daily-05-e", "operation", "sum, difference, quotient or product"),
    ],
)
def test_the_words_that_belong_to_one_sort_of_row_are_listed_too(small: Path, claim: str, column: str, words: str) -> None:
    place = where(small, claim, column)
    assert f'{place}: "existing?" is not in the codebook. Write {words}.' in broken(small, claim, column, "existing?")


@pytest.mark.parametrize(
    "text",
    [
        "by 2025",
        "spring 2025",
        "2025-13",
        "2025-02-30",
        "2025-00",
        "31.12.2025",
        "2025-1",
        "May 2025",
        "?",
        "/",
        "open",
        "2021-03-~",
        "２０２５",
    ],
)
def test_a_period_that_is_no_edtf_date_is_answered_with_examples(small: Path, text: str) -> None:
    place = where(small, "river-daily-06-d", "period")
    assert broken(small, "river-daily-06-d", "period", text) == [f'{place}: "{text}" is not an EDTF date. {EDTF}']


@pytest.mark.parametrize("text", ["2025-02-29", "2023-02-29", "2016/2010", "2025-12-31/2025-01-01", "2035/2021"])
def test_a_day_that_never_was_and_a_span_that_runs_backwards_are_no_dates(small: Path, text: str) -> None:
    place = where(small, "river-daily-06-d", "period")
    assert [line for line in broken(small, "river-daily-06-d", "period", text) if line.startswith(place)]


@pytest.mark.parametrize(
    "text", ["2025", "2016/2021", "../2035", "2021-03~", "2024-02-29", "2025/..", "202X", "2021-21", "2021?", "1949-05-27"]
)
def test_edtf_dates_are_read(small: Path, text: str) -> None:
    assert broken(small, "river-daily-06-d", "period", text) == []


@pytest.mark.parametrize("text", ["2016", "2018-09", "2018-05-07", "2021/2025", "2018-09/2019-01-03", "2016-02/2016"])
def test_a_calendar_date_is_read_as_the_library_reads_it(text: str) -> None:
    found, expected = edtf(text), parse_edtf(text)
    assert found is not None and type(found) is type(expected) and str(found) == str(expected)
    assert found.lower_strict() == expected.lower_strict() and found.upper_strict() == expected.upper_strict()


def test_a_date_of_publication_is_edtf_too(small: Path) -> None:
    place = where(small, "market-post", "published", "articles.csv")
    said = broken(small, "market-post", "published", "24 April 2019", "articles.csv")
    assert said == [f'{place}: "24 April 2019" is not an EDTF date. {EDTF}']


@pytest.mark.parametrize(
    ("file", "key", "column"),
    [
        ("claims.csv", "market-post-08-d", "statement"),
        ("claims.csv", "market-post-08-d", "status"),
        ("claims.csv", "market-post-08-d", "speaker"),
        ("claims.csv", "market-post-08-d", "speaker_kind"),
        ("claims.csv", "bridge-letter-05-a", "aspect"),
        ("cities.csv", "hefei", "role"),
        ("areas.csv", "kites", "name"),
        ("institutions.csv", "kite-sons", "home"),
        ("measures.csv", "crews", "definition"),
        ("articles.csv", "market-post", "published_known"),
        ("ledger.csv", "market-post 3", "gist"),
    ],
)
def test_a_cell_that_every_row_needs_is_missed_when_it_is_empty(small: Path, file: str, key: str, column: str) -> None:
    place = where(small, key, column, file)
    assert f"{place}: is empty. Fill it in: every row needs one." in broken(small, key, column, "", file)


@pytest.mark.parametrize("text", [" a note", "a note ", "\u3000a note", "a note\u00a0", "a note\n"])
def test_a_blank_at_either_end_of_a_cell_is_to_be_removed(small: Path, text: str) -> None:
    place = where(small, "market-post-08-d", "note")
    assert broken(small, "market-post-08-d", "note", text) == [f"{place}: {quoted(text)} begins or ends with a blank. Remove it."]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("one\ntwo", '"one\\ntwo"'),
        ("one\ttwo", '"one\\ttwo"'),
        ("one\x00two", '"one\\x00two"'),
        ("one\x1b[31mtwo", '"one\\x1b[31mtwo"'),
        ("one\u200btwo", '"one\\u200btwo"'),
        ("one\u202etwo", '"one\\u202etwo"'),
    ],
)
def test_a_character_that_cannot_be_seen_is_spelled_out(small: Path, text: str, quoted: str) -> None:
    place = where(small, "market-post-08-d", "note")
    said = broken(small, "market-post-08-d", "note", text)
    what = f"{quoted} holds a line break, a control character or an unusual blank."
    assert said == [f"{place}: {what} Write it on one line, with plain blanks."]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+49 30", "-1", "@SUM(A1)", "-"])
@pytest.mark.parametrize(
    ("file", "key", "column"),
    [
        ("claims.csv", "market-post-08-d", "note"),
        ("claims.csv", "market-post-08-d", "speaker"),
        ("claims.csv", "market-post-08-d", "as_printed"),
        ("institutions.csv", "kite-sons", "name"),
        ("articles.csv", "market-post", "title"),
        ("ledger.csv", "market-post 3", "gist"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_refused(small: Path, file: str, key: str, column: str, text: str) -> None:
    place = where(small, key, column, file)
    said = broken(small, key, column, text, file)
    assert said == [f"{place}: {quoted(text)} begins like a spreadsheet formula. {FORMULA}"]


@pytest.mark.parametrize("text", ["See <b>this</b>", "Line<br>", "<script>x</script>", "a </p>", "<!-- x -->", "<?php"])
def test_a_text_that_a_browser_would_run_is_refused(small: Path, text: str) -> None:
    place = where(small, "market-post-08-d", "note")
    assert broken(small, "market-post-08-d", "note", text) == [f"{place}: {quoted(text)} holds markup. Write plain text."]


@pytest.mark.parametrize(
    "text", ["less than < 6 yuan", "a = b, 1 + 1 - 2 @ 3", '"Quoted" & *starred* _scored_ $5', "芯片与集成电路", "Zhang’s – “so it is”"]
)
def test_plain_text_is_left_alone_whatever_its_signs(small: Path, text: str) -> None:
    assert broken(small, "market-post-08-d", "note", text) == []


@pytest.mark.parametrize(
    ("file", "key", "column", "value", "form"),
    [
        ("claims.csv", "market-post-08-d", "claim_id", "Market-Post-08-d", "[a-z0-9-]+-[0-9]{2}-[a-z]{1,2}"),
        ("cities.csv", "hefei", "city", "hé-fei", "[a-z0-9]+(-[a-z0-9]+)*"),
        ("areas.csv", "kites", "area", "kites_and_more", "[a-z0-9]+(-[a-z0-9]+)*"),
        ("measures.csv", "crews", "measure", "crews--", "[a-z0-9]+(-[a-z0-9]+)*"),
        ("articles.csv", "market-post", "sha256", "abc", "[0-9a-f]{64}"),
        ("ledger.csv", "market-post 3", "sha256", "ABC", "[0-9a-f]{64}"),
    ],
)
def test_a_key_or_fingerprint_has_a_form(small: Path, file: str, key: str, column: str, value: str, form: str) -> None:
    place = where(small, key, column, file)
    renamed = place.replace(f"({key})", f"({value})") if column in KEYS[file] else place
    assert f'{renamed}: "{value}" does not have the form {form}. Rewrite it in that form.' in broken(small, key, column, value, file)


def test_a_long_cell_is_shortened_in_the_message(small: Path) -> None:
    place = where(small, "market-post-08-d", "note")
    said = broken(small, "market-post-08-d", "note", "=" + "x" * 5000)
    assert said == [f'{place}: "={"x" * 58}…" begins like a spreadsheet formula. {FORMULA}']


# Keys, order and what they point at


def test_a_key_that_stands_twice_is_named_with_both_rows(real: Path) -> None:
    rows = read(real, "claims.csv")
    write(real, "claims.csv", [rows[0], *rows])
    said = sentences(real)
    assert said[0] == (
        f"claims.csv row 3 ({rows[0]['claim_id']}), claim_id: "
        f'"{rows[0]["claim_id"]}" stands in row 2 already. Give every row a key of its own.'
    )


@pytest.mark.parametrize("file", ["cities.csv", "areas.csv", "institutions.csv", "measures.csv", "articles.csv", "ledger.csv"])
def test_every_file_has_each_key_once(small: Path, file: str) -> None:
    rows = read(small, file)
    write(small, file, [*rows[:1], *rows])
    key = " ".join(rows[0][column] for column in KEYS[file])
    said = sentences(small)
    assert f'{file} row 3 ({key}), {KEYS[file][0]}: "{key}" stands in row 2 already. Give every row a key of its own.' in said


def test_two_articles_cannot_be_the_same_file(real: Path) -> None:
    place = where(real, "digital-hub", "file", "articles.csv")
    said = broken(real, "digital-hub", "file", cell(real, "chips-2018", "file", "articles.csv"), "articles.csv")
    assert [line for line in said if line.startswith(f"{place}: ")]


@pytest.mark.parametrize("file", sorted(KEYS))
def test_two_rows_in_the_wrong_order_are_named_once(real: Path, file: str) -> None:
    rows = read(real, file)
    rows[0], rows[1] = rows[1], rows[0]
    write(real, file, rows)
    key = " ".join(rows[1][column] for column in KEYS[file])
    before = " ".join(rows[0][column] for column in KEYS[file])
    fix = f"Move it before row 2 ({before}): the file is sorted by its key."
    assert sentences(real) == [f"{file} row 3 ({key}), {KEYS[file][0]}: is out of order. {fix}"]


@pytest.mark.parametrize(
    ("moved", "to", "row", "behind"), [(50, 10, 12, (52, 49)), (10, 50, 52, (11, 9)), (0, 50, 52, ()), (50, 0, 2, (52, 49))]
)
def test_a_row_out_of_order_is_told_after_which_row_it_belongs(real: Path, moved: int, to: int, row: int, behind: tuple[int, int]) -> None:
    rows = read(real, "claims.csv")
    keys = [line["claim_id"] for line in rows]
    rows.insert(to, rows.pop(moved))
    write(real, "claims.csv", rows)
    # In the file the header is row 1, and the row that moved up pushes the others down.
    fix = f"Move it behind row {behind[0]} ({keys[behind[1]]})" if behind else f"Move it before row 2 ({keys[1]})"
    told = f"claims.csv row {row} ({keys[moved]}), claim_id: is out of order. {fix}: the file is sorted by its key."
    assert sentences(real) == [told]


def test_the_ledger_counts_nine_before_ten(small: Path) -> None:
    rows = read(small, "ledger.csv")
    at = next(n for n, row in enumerate(rows) if row["paragraph"] == "9")
    assert rows[at - 1]["paragraph"] == "8"
    rows[at]["paragraph"] = "10"
    write(small, "ledger.csv", rows)
    assert [line for line in sentences(small) if "out of order" in line] == []


@pytest.mark.parametrize(
    ("claim", "column", "value", "fix"),
    [
        ("chips-2018-15-a", "article", "chips-2019", "chips-2018, or add it to articles.csv"),
        ("digital-hub-12-f", "city", "shangai", "shanghai, or add it to cities.csv"),
        ("digital-hub-12-f", "city", "Wuhan", "shanghai, china or shenzhen, or add it to cities.csv"),
        ("digital-hub-12-a", "area", "digital-citys", "digital-city, digital-economy or digital-payments, or add it to areas.csv"),
        ("digital-hub-12-e", "institution", "importexpo", "import-expo, or add it to institutions.csv"),
        ("digital-hub-12-f", "measure", "forecast-acuracy", "forecast-accuracy, or add it to measures.csv"),
    ],
)
def test_an_unknown_key_is_answered_with_its_nearest_neighbours(real: Path, claim: str, column: str, value: str, fix: str) -> None:
    place = where(real, claim, column)
    assert f'{place}: "{value}" is not known. Write {fix}.' in broken(real, claim, column, value)


def test_a_key_like_no_other_is_answered_with_the_nearest_all_the_same(real: Path) -> None:
    place = where(real, "digital-hub-12-a", "area")
    (said,) = broken(real, "digital-hub-12-a", "area", "robots")
    assert said.startswith(f'{place}: "robots" is not known. Write ') and said.endswith(", or add it to areas.csv.")
    known = {row["area"] for row in read(real, "areas.csv")}
    named = said.removesuffix(", or add it to areas.csv.").split("Write ")[1].replace(" or ", ", ").split(", ")
    assert len(named) == 3 and set(named) <= known and named != sorted(known)[:3]


def test_an_article_nobody_knows_is_told_once_however_many_rows_name_it(real: Path) -> None:
    rows = read(real, "claims.csv")
    first = next(n for n, row in enumerate(rows, start=2) if row["article"] == "powerhouse")
    more = sum(row["article"] == "powerhouse" for row in rows) - 1
    articles = read(real, "articles.csv")
    write(real, "articles.csv", [row for row in articles if row["article"] != "powerhouse"])
    said = sentences(real)
    assert said[0].startswith(
        f"claims.csv row {first} ({rows[first - 2]['claim_id']}), article and {more} more rows ({first + 1}, {first + 2}, "
    )
    assert f'({more} in all)): "powerhouse" is not known. Write ' in said[0]
    assert [line for line in said if '"powerhouse"' in line] == said[:1]


def test_a_table_that_cannot_be_read_is_told_once_and_not_at_every_row_that_points_at_it(real: Path) -> None:
    areas = (real / "areas.csv").read_bytes()
    (real / "areas.csv").write_bytes(areas.replace(b"area,name,", b"area,", 1))
    said = sentences(real)
    assert said and all(line.startswith("areas.csv") for line in said)


def test_a_column_empty_in_every_row_is_one_problem(real: Path) -> None:
    write(real, "claims.csv", [{**row, "status": ""} for row in read(real, "claims.csv")])
    said = [line for line in sentences(real) if "), status" in line]
    assert len(said) == 1
    assert said[0].startswith("claims.csv row 2 (chips-2018-03-a), status and ")
    assert said[0].endswith("in all)): is empty. Fill it in: every row needs one.")


def test_an_institution_is_part_of_one_that_is_known(real: Path) -> None:
    place = where(real, "synchrotron", "part_of", "institutions.csv")
    said = broken(real, "synchrotron", "part_of", "zhangjang", "institutions.csv")
    assert len(said) == 1
    assert said[0].startswith(f'{place}: "zhangjang" is not known. Write zhangjiang')
    assert said[0].endswith("or add it to institutions.csv.")


def test_an_institution_sits_in_a_city_or_elsewhere(real: Path) -> None:
    place = where(real, "synchrotron", "home", "institutions.csv")
    said = broken(real, "synchrotron", "home", "elswhere", "institutions.csv")
    assert said == [f'{place}: "elswhere" is not known. Write elsewhere, or add it to cities.csv.']
    assert broken(real, "synchrotron", "home", "elsewhere", "institutions.csv") == []


def test_an_institution_that_is_part_of_itself_leads_in_a_circle(real: Path) -> None:
    place = where(real, "import-expo", "part_of", "institutions.csv")
    assert broken(real, "import-expo", "part_of", "import-expo", "institutions.csv") == [f"{place}: leads in a circle. Let the chain end."]


def test_two_institutions_that_are_part_of_each_other_lead_in_a_circle(real: Path) -> None:
    places = [where(real, name, "part_of", "institutions.csv") for name in ("pudong", "zhangjiang")]
    other = places[1].split(" row ")[1].split(" ")[0]
    said = broken(real, "pudong", "part_of", "zhangjiang", "institutions.csv")
    assert f"{places[0]} and 1 more row ({other}): leads in a circle. Let the chain end." in said


def test_a_body_that_belongs_to_itself_leads_in_a_circle(real: Path) -> None:
    place = where(real, "pudong", "owner", "institutions.csv")
    assert broken(real, "pudong", "owner", "pudong", "institutions.csv") == [f"{place}: leads in a circle. Let the chain end."]


def test_a_body_belongs_to_one_that_is_known(real: Path) -> None:
    place = where(real, "smic-foundries", "owner", "institutions.csv")
    said = broken(real, "smic-foundries", "owner", "smik", "institutions.csv")
    assert len(said) == 1 and said[0].startswith(f'{place}: "smik" is not known. Write smic')


# One row


@pytest.mark.parametrize(
    ("key", "value"), [("chips-2018-15-a", "chips-2018-14-a"), ("chips-2018-15-a", "four-hubs-15-a"), ("four-hubs-03-b", "four-hubs-33-b")]
)
def test_a_claims_key_names_its_article_and_paragraph(real: Path, key: str, value: str) -> None:
    place = where(real, key, "claim_id").replace(f"({key})", f"({value})")
    start = key[:-1]
    said = broken(real, key, "claim_id", value)
    assert f'{place}: "{value}" does not begin with {start}. Make article, paragraph and key agree.' in said


def test_a_paragraph_beyond_the_end_of_its_article_is_named(real: Path) -> None:
    place = where(real, "chips-2018-15-a", "paragraph")
    said = broken(real, "chips-2018-15-a", "paragraph", "20")
    assert f"{place}: 20 is beyond the article's 19 paragraphs. Count the lines that are not blank." in said


@pytest.mark.parametrize(
    ("claim", "aspect", "column"),
    [
        ("bridge-letter-05-a", "focus_area", "area"),
        ("bridge-letter-05-a", "focus_area", "basis"),
        ("market-post-03-a", "institution", "institution"),
        ("market-post-03-a", "institution", "relation"),
        ("market-post-08-d", "figure", "measure"),
        ("market-post-08-d", "figure", "unit"),
        ("market-post-08-d", "figure", "boundary"),
        ("market-post-08-d", "figure", "qualifier"),
    ],
)
def test_each_aspect_requires_its_own_columns(small: Path, claim: str, aspect: str, column: str) -> None:
    place = where(small, claim, column)
    assert broken(small, claim, column, "") == [f"{place}: is empty, and a row with the aspect {aspect} requires it. Fill it in."]


@pytest.mark.parametrize(
    ("claim", "aspect", "column", "value"),
    [
        ("bridge-letter-05-a", "focus_area", "relation", "in_city"),
        ("bridge-letter-05-a", "focus_area", "measure", "crews"),
        ("bridge-letter-05-a", "focus_area", "value", "97"),
        ("bridge-letter-05-a", "focus_area", "value_high", "98"),
        ("bridge-letter-05-a", "focus_area", "qualifier", "exact"),
        ("bridge-letter-05-a", "focus_area", "unit", "percent"),
        ("bridge-letter-05-a", "focus_area", "boundary", "city"),
        ("market-post-03-a", "institution", "basis", "existing"),
        ("market-post-03-a", "institution", "value", "1"),
        ("market-post-08-d", "figure", "basis", "existing"),
        ("market-post-08-d", "figure", "relation", "in_city"),
    ],
)
def test_a_column_of_another_aspect_stays_empty(small: Path, claim: str, aspect: str, column: str, value: str) -> None:
    place = where(small, claim, column)
    said = broken(small, claim, column, value)
    fix = "Empty the cell, or code it as a row of its own."
    assert said == [f'{place}: "{value}" stands in a row with the aspect {aspect}. {fix}']


def test_an_unstated_figure_has_no_number(real: Path) -> None:
    place = where(real, "new-economy-09-f", "value")
    assert broken(real, "new-economy-09-f", "value", "30") == [f'{place}: "30" stands beside unstated. Empty the cell.']


def test_a_date_has_no_number(real: Path) -> None:
    place = where(real, "chips-2018-08-f", "value")
    assert broken(real, "chips-2018-08-f", "value", "2018") == [f'{place}: "2018" stands beside date. Empty the cell.']


def test_a_date_stands_in_the_period(real: Path) -> None:
    place = where(real, "chips-2018-08-f", "period")
    assert broken(real, "chips-2018-08-f", "period", "") == [f"{place}: is empty, and the figure is a date. Write the date in EDTF."]


def test_a_figure_without_a_number_says_that_none_is_stated(small: Path) -> None:
    place = where(small, "market-post-08-d", "value")
    fix = "Write the number, or the qualifier unstated."
    assert broken(small, "market-post-08-d", "value", "") == [f"{place}: is empty, and so the figure has no number. {fix}"]


@pytest.mark.parametrize(
    ("claim", "column", "value", "what"),
    [
        ("river-daily-06-b", "value_high", "", "is empty beside the qualifier range."),
        ("river-daily-06-b", "qualifier", "about", "60 stands beside about."),
        ("market-post-08-d", "value_high", "2000000", "2000000 stands beside about."),
        ("market-post-08-d", "qualifier", "range", "is empty beside the qualifier range."),
    ],
)
def test_a_range_has_an_upper_value_and_nothing_else_has(small: Path, claim: str, column: str, value: str, what: str) -> None:
    place = where(small, claim, "value_high")
    said = broken(small, claim, column, value)
    assert said == [f"{place}: {what} Write the upper value and the qualifier range, or neither."]


@pytest.mark.parametrize("high", ["40", "39", "-60"])
def test_a_range_runs_upwards(small: Path, high: str) -> None:
    place = where(small, "river-daily-06-b", "value_high")
    said = broken(small, "river-daily-06-b", "value_high", high)
    assert said == [f"{place}: {high} is not above the value 40. Write the upper end of the range."]


@pytest.mark.parametrize("status", ["in_place", "announced", "target", "forecast"])
def test_a_rank_is_only_ever_claimed(real: Path, status: str) -> None:
    place = where(real, "digital-hub-15-j", "status")
    said = broken(real, "digital-hub-15-j", "status", status)
    assert said[:1] == [f"{place}: {status} is given to a rank. Write claimed: a superlative has no measured source."]


def test_a_statement_names_its_city(real: Path) -> None:
    place = where(real, "digital-hub-12-f", "statement")
    said = broken(real, "digital-hub-12-f", "statement", "The city has a bus forecast that is mostly right.")
    assert said == [f"{place}: does not name Shanghai. Write a sentence that stands without its row."]


def test_a_claim_about_the_nation_names_china(real: Path) -> None:
    place = where(real, "four-hubs-05-f", "statement")
    said = broken(real, "four-hubs-05-f", "statement", "Beijing aims to make breakthroughs in technology.")
    assert said == [f"{place}: does not name China. Write a sentence that stands without its row."]


def test_no_printed_words_no_claim(real: Path) -> None:
    place = where(real, "digital-hub-12-f", "as_printed")
    fix = "Quote the words, or delete the row."
    assert broken(real, "digital-hub-12-f", "as_printed", "") == [f"{place}: is empty: no printed words, no claim. {fix}"]


def test_eight_printed_words_are_enough(real: Path) -> None:
    place = where(real, "digital-hub-12-f", "as_printed")
    assert broken(real, "digital-hub-12-f", "as_printed", "one two three four five six seven eight") == []
    said = broken(real, "digital-hub-12-f", "as_printed", "one two three four five six seven eight nine")
    assert said == [f"{place}: has 9 words. Keep at most 8."]


# Several rows: repeats and computed values


def test_the_same_thing_coded_twice_in_a_paragraph_is_named_with_its_twin(real: Path) -> None:
    place = where(real, "chips-2018-15-b", "claim_id")
    said = broken(real, "chips-2018-15-a", "area", "chips")
    assert said == [f"{place}: says of shanghai and chips what chips-2018-15-a says. Keep one of the two rows."]


@pytest.mark.parametrize(
    ("claim", "column", "value", "what", "fix"),
    [
        (
            "digital-hub-06-c",
            "restates",
            "digital-hub-04-z",
            '"digital-hub-04-z" is no claim.',
            "Write the key of the claim it repeats: digital-hub-04-c, digital-hub-06-a or digital-hub-06-b.",
        ),
        ("digital-hub-06-c", "restates", "digital-hub-06-c", "is the claim itself.", "Point at the original, or empty the cell."),
        ("digital-hub-04-a", "restates", "digital-hub-06-b", "digital-hub-06-b is itself a restatement.", "Point at the original."),
        ("digital-hub-06-c", "restates", "four-hubs-03-f", "four-hubs-03-f has another city or aspect.", SAME),
        ("digital-hub-06-c", "restates", "digital-hub-07-a", "digital-hub-07-a has another city or aspect.", SAME),
    ],
)
def test_a_restatement_points_at_an_original_that_says_the_same(
    real: Path, claim: str, column: str, value: str, what: str, fix: str
) -> None:
    place = where(real, claim, column)
    assert f"{place}: {what} {fix}" in broken(real, claim, column, value)


def test_a_restatement_in_the_same_unit_has_the_same_value(real: Path) -> None:
    place = where(real, "digital-hub-06-c", "restates")
    said = broken(real, "digital-hub-06-c", "value", "2030")
    assert said == [f"{place}: digital-hub-04-c has the value 2035, this row 2030. Correct one of them, or empty the cell."]


def test_a_restatement_in_another_currency_has_another_value(real: Path) -> None:
    original = cell(real, "four-hubs-03-g", "restates")
    assert cell(real, "four-hubs-03-g", "unit") != cell(real, original, "unit")
    assert cell(real, "four-hubs-03-g", "value") != cell(real, original, "value")
    assert sentences(real) == []


def test_a_conversion_that_is_computed_restates_the_printed_amount_in_another_unit(real: Path) -> None:
    assert cell(real, "digital-hub-18-h", "restates") == "digital-hub-18-f"
    assert (cell(real, "digital-hub-18-h", "unit"), cell(real, "digital-hub-18-f", "unit")) == ("CNY", "USD")
    assert sentences(real) == []


@pytest.mark.parametrize(
    ("claim", "value", "operation", "computed"),
    [
        ("four-hubs-03-h", "6.6", "quotient", "6.501548"),
        ("four-hubs-03-i", "8", "sum", "7"),
        ("four-hubs-03-j", "960", "difference", "960000000000"),
        ("four-hubs-03-j", "-960000000000", "difference", "960000000000"),
    ],
)
def test_a_derived_value_is_recomputed(real: Path, claim: str, value: str, operation: str, computed: str) -> None:
    place = where(real, claim, "value")
    said = broken(real, claim, "value", value)
    fix = "Write the computed value, or correct an input."
    assert f"{place}: {value} is not the {operation} of its inputs, {computed}. {fix}" in said


def test_a_changed_input_is_noticed_where_it_is_used(real: Path) -> None:
    place = where(real, "four-hubs-03-i", "value")
    said = broken(real, "four-hubs-03-b", "value", "5")
    assert said == [f"{place}: 7 is not the sum of its inputs, 6. Write the computed value, or correct an input."]


def test_a_rounding_of_the_computed_value_is_accepted(real: Path) -> None:
    assert broken(real, "four-hubs-03-h", "value", "6.5016") == []


def test_the_inputs_are_taken_in_order() -> None:
    assert derive("difference", [10, 3, 2]) == 5
    assert derive("quotient", [12, 3]) == 4
    assert derive("product", [2, 3, 4]) == 24
    assert derive("sum", [1, 2, 3]) == 6
    with pytest.raises(ZeroDivisionError):
        derive("quotient", [1, 0])


@pytest.mark.parametrize(
    ("claim", "column", "value", "what", "fix"),
    [
        ("four-hubs-03-i", "operation", "", "is empty, and a derived row requires it.", "Say how the value comes about."),
        ("four-hubs-03-i", "inputs", "", "is empty, and a derived row requires it.", "Say how the value comes about."),
        ("four-hubs-03-i", "inputs", "four-hubs-03-b four-hubs-03-z", "four-hubs-03-z is no other claim.", COMPUTED),
        ("four-hubs-03-i", "inputs", "four-hubs-03-b four-hubs-03-i", "four-hubs-03-i is no other claim.", COMPUTED),
        ("four-hubs-03-i", "inputs", "four-hubs-03-b", TOO_FEW, VALUED),
        ("four-hubs-03-i", "inputs", "four-hubs-03-b four-hubs-03-a", TOO_FEW, VALUED),
        ("digital-hub-12-f", "operation", "sum", '"sum" stands in a reported row.', "Empty the cell, or write derived."),
        ("digital-hub-12-f", "inputs", "four-hubs-03-b", '"four-hubs-03-b" stands in a reported row.', "Empty the cell, or write derived."),
    ],
)
def test_a_derived_row_says_how_and_from_what(real: Path, claim: str, column: str, value: str, what: str, fix: str) -> None:
    place = where(real, claim, column)
    assert broken(real, claim, column, value) == [f"{place}: {what} {fix}"]


def test_a_division_by_zero_is_a_problem_and_not_a_crash(real: Path) -> None:
    place = where(real, "four-hubs-03-h", "operation")
    said = broken(real, "four-hubs-03-g", "value", "0")
    assert f'{place}: "quotient" cannot be computed. Choose another operation or inputs.' in said


def test_two_values_are_not_computed_from_each_other(small: Path) -> None:
    put(small, "river-daily-05-b", "method", "derived")
    put(small, "river-daily-05-b", "operation", "sum")
    place = put(small, "river-daily-05-b", "inputs", "river-daily-05-e river-daily-05-d")
    assert [line for line in sentences(small) if line.startswith(place)]


# The ledger


def test_the_ledger_names_every_claim_of_its_paragraph(real: Path) -> None:
    place = where(real, "four-hubs 2", "claims", "ledger.csv")
    said = broken(real, "four-hubs 2", "claims", "four-hubs-02-a", "ledger.csv")
    assert said == [f"{place}: four-hubs-02-b is coded but not named. Make the ledger and the claims agree."]


def test_the_ledger_names_no_claim_that_is_not_coded(real: Path) -> None:
    place = where(real, "four-hubs 2", "claims", "ledger.csv")
    said = broken(real, "four-hubs 2", "claims", "four-hubs-02-a four-hubs-02-b four-hubs-03-a", "ledger.csv")
    assert said == [f"{place}: four-hubs-03-a is named but not coded from this paragraph. Make the ledger and the claims agree."]


def test_a_claim_moved_to_another_paragraph_is_missed_in_both(real: Path) -> None:
    places = [where(real, f"chips-2018 {n}", "claims", "ledger.csv") for n in (15, 16)]
    said = broken(real, "chips-2018-15-a", "paragraph", "16")
    fix = "Make the ledger and the claims agree."
    assert f"{places[0]}: chips-2018-15-a is named but not coded from this paragraph. {fix}" in said
    assert f"{places[1]}: chips-2018-15-a is coded but not named. {fix}" in said


@pytest.mark.parametrize(
    ("key", "reason", "what"),
    [
        ("four-hubs 2", "background", "background stands beside claims."),
        ("chips-2018 1", "", "is empty, and no claim was coded."),
    ],
)
def test_a_paragraph_has_claims_or_a_reason_for_having_none(real: Path, key: str, reason: str, what: str) -> None:
    place = where(real, key, "reason", "ledger.csv")
    said = broken(real, key, "reason", reason, "ledger.csv")
    assert said == [f"{place}: {what} Write claims or a reason, and not both."]


def test_a_reason_is_one_of_the_codebook(real: Path) -> None:
    place = where(real, "chips-2018 1", "reason", "ledger.csv")
    said = broken(real, "chips-2018 1", "reason", "boring", "ledger.csv")
    assert said == [f'{place}: "boring" is not in the codebook. Write furniture, background or elsewhere.']


def test_a_paragraph_the_ledger_leaves_out_is_named(real: Path) -> None:
    left_out = {("four-hubs", "2"), ("four-hubs", "9")}
    write(real, "ledger.csv", [row for row in read(real, "ledger.csv") if (row["article"], row["paragraph"]) not in left_out])
    assert sentences(real) == ["ledger.csv: has no row for four-hubs, paragraph 2 and 9. Add one row for every paragraph."]


def test_a_ledger_row_of_no_article_is_answered_with_the_articles(real: Path) -> None:
    rows = read(real, "ledger.csv")
    write(real, "ledger.csv", [*rows, {**rows[-1], "article": "zebra", "paragraph": "1", "claims": "", "reason": "background"}])
    place = where(real, "zebra 1", "article", "ledger.csv")
    (said,) = sentences(real)
    assert said.startswith(f'{place}: "zebra" is no article. Write ')


def test_a_ledger_row_beyond_the_end_of_its_article_is_named(real: Path) -> None:
    rows = read(real, "ledger.csv")
    write(real, "ledger.csv", [*rows, {**rows[-1], "paragraph": "99", "claims": "", "reason": "background"}])
    place = where(real, "powerhouse 99", "paragraph", "ledger.csv")
    assert sentences(real) == [f"{place}: 99 is beyond the article's 23 paragraphs. Remove the row, or correct articles.csv."]


@pytest.mark.parametrize("text", ["nineteen", "nan", "inf", "1e999", "-1", "0", "", "19.5"])
def test_a_paragraph_count_that_is_no_number_is_named_and_nothing_is_measured_by_it(real: Path, text: str) -> None:
    place = where(real, "chips-2018", "paragraphs", "articles.csv")
    said = broken(real, "chips-2018", "paragraphs", text, "articles.csv")
    assert [line for line in said if line.startswith(f"{place}: ")]
    assert [line for line in said if line.startswith("claims.csv")] == []


# Against the reader's own copies


def test_a_changed_article_is_named_by_its_fingerprint_and_by_its_paragraph(small: Path) -> None:
    path = copies(small) / "market-post.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Hundreds of kites", "Dozens of kites"), encoding="utf-8")
    coded = cell(small, "market-post", "sha256", "articles.csv")
    what = f"market-post.txt has the fingerprint {sha256(path.read_bytes()).hexdigest()}, not {coded}; paragraph 4 is not as it was coded."
    assert sentences(small, copies(small)) == [f"{where(small, 'market-post', 'sha256', 'articles.csv')}: {what} {RECODE}"]


@pytest.mark.parametrize("text", ["hundreds of kites", "Hundreds  of kites", "Hundreds of kïtes", "kites of Hundreds"])
def test_printed_words_are_found_letter_for_letter(small: Path, text: str) -> None:
    place = where(small, "market-post-04-a", "as_printed")
    said = broken(small, "market-post-04-a", "as_printed", text, articles=copies(small))
    assert said == [f'{place}: "{text}" is not found in the paragraph. Quote it letter for letter.']


def test_printed_words_of_another_paragraph_do_not_count(small: Path) -> None:
    place = where(small, "market-post-04-a", "as_printed")
    said = broken(small, "market-post-04-a", "as_printed", "the Long_Tail zone", articles=copies(small))
    assert said == [f'{place}: "the Long_Tail zone" is not found in the paragraph. Quote it letter for letter.']


def test_without_copies_the_printed_words_are_taken_on_trust(small: Path) -> None:
    assert broken(small, "market-post-04-a", "as_printed", "Thousands of kites") == []


def test_a_copy_that_is_not_there_is_asked_for(small: Path) -> None:
    (copies(small) / "market-post.txt").unlink()
    fix = "Put your copy of the article there under this name."
    assert sentences(small, copies(small)) == [f"market-post.txt: cannot be read (No such file or directory). {fix}"]


def test_a_folder_in_place_of_a_copy_is_asked_for(small: Path) -> None:
    (copies(small) / "market-post.txt").unlink()
    (copies(small) / "market-post.txt").mkdir()
    fix = "Put your copy of the article there under this name."
    assert sentences(small, copies(small)) == [f"market-post.txt: cannot be read (Is a directory). {fix}"]


def test_a_copy_that_is_not_utf8_is_asked_for(small: Path) -> None:
    (copies(small) / "market-post.txt").write_bytes("Café".encode("latin-1"))
    fix = "Save its text as plain text: UTF-8 without a byte order mark."
    assert sentences(small, copies(small)) == [f"market-post.txt: is in another encoding than UTF-8 (byte 4). {fix}"]


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8-sig", "UTF-8 with a byte order mark (BOM)"), ("utf-16", "UTF-16"), ("utf-16-be-sig", "UTF-16")]
)
def test_a_copy_with_a_byte_order_mark_is_named_as_that_alone(small: Path, encoding: str, told: str) -> None:
    path = copies(small) / "market-post.txt"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-sig" else text.encode(encoding))
    fix = "Save its text as plain text: UTF-8 without a byte order mark."
    assert sentences(small, copies(small)) == [f"market-post.txt: is {told}. {fix}"]


def test_a_copy_saved_by_a_word_processor_is_named_as_that(small: Path) -> None:
    path = copies(small) / "market-post.txt"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    fix = "Save its text as plain text: UTF-8 without a byte order mark."
    assert sentences(small, copies(small)) == [f"market-post.txt: is a document of a word processor, whatever its name says. {fix}"]
    path.rename(path.with_suffix(".docx"))
    fix = "Save its text as market-post.txt: plain text, UTF-8."
    assert sentences(small, copies(small)) == [f"market-post.txt: is not there, and market-post.docx is. {fix}"]


@pytest.mark.parametrize("name", ["kite-weekly.txt", "kite-weekly.DOCX"])
def test_an_article_without_a_row_is_named(small: Path, name: str) -> None:
    (copies(small) / name).write_text("Kites again.", encoding="utf-8")
    (copies(small) / "README.md").write_text("My own notes.", encoding="utf-8")
    fix = "Describe the article there and code it, or take the file away."
    assert sentences(small, copies(small)) == [f"{name}: has no row in articles.csv. {fix}"]


def test_an_empty_folder_of_copies_names_every_article(small: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    said = sentences(small, tmp_path / "none")
    assert [line.split(":")[0] for line in said] == ["bridge-letter.txt", "market-post.txt", "river-daily.txt"]


def test_a_miscounted_article_is_counted_again(small: Path) -> None:
    write(small, "ledger.csv", [row for row in read(small, "ledger.csv") if (row["article"], row["paragraph"]) != ("market-post", "9")])
    place = put(small, "market-post", "paragraphs", "8", "articles.csv")
    said = sentences(small, copies(small))
    assert said == [f"{place}: 8 is not the 9 lines of market-post.txt that are not blank. Count them again."]


def test_a_wrong_fingerprint_in_the_ledger_is_named(small: Path) -> None:
    place = where(small, "bridge-letter 2", "sha256", "ledger.csv")
    right = cell(small, "bridge-letter 2", "sha256", "ledger.csv")
    said = broken(small, "bridge-letter 2", "sha256", "0" * 64, "ledger.csv", copies(small))
    assert said == [f"{place}: is not the fingerprint of this paragraph in your copy, {right}. {RECODE}"]


def test_a_wrong_fingerprint_of_an_article_is_named_with_both(small: Path) -> None:
    place = where(small, "bridge-letter", "sha256", "articles.csv")
    right = cell(small, "bridge-letter", "sha256", "articles.csv")
    said = broken(small, "bridge-letter", "sha256", "0" * 64, "articles.csv", copies(small))
    what = f"bridge-letter.txt has the fingerprint {right}, not {'0' * 64}; every paragraph that was coded is in it."
    assert said == [f"{place}: {what} Use the copy that was coded, or write this fingerprint."]


@pytest.mark.parametrize("name", ["bridge\x00letter.txt", "x" * 5000, "../ledger.csv", "/etc/passwd"])
def test_a_file_name_that_is_none_is_a_problem_and_is_not_opened(small: Path, name: str) -> None:
    said = broken(small, "bridge-letter", "file", name, "articles.csv", copies(small))
    assert said
    assert [line for line in said if "fingerprint" in line or "lines of" in line] == []


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "0", "three", ""])
@pytest.mark.parametrize(
    ("file", "key", "column"),
    [
        ("claims.csv", "market-post-04-a", "paragraph"),
        ("articles.csv", "market-post", "paragraphs"),
        ("ledger.csv", "market-post 4", "paragraph"),
    ],
)
def test_a_number_that_is_none_never_stops_the_check_against_the_copies(small: Path, file: str, key: str, column: str, text: str) -> None:
    place = where(small, key, column, file).replace(f"({key})", f"({'market-post ' + text if file == 'ledger.csv' else key})")
    assert [line for line in broken(small, key, column, text, file, copies(small)) if line.startswith(f"{place}: ")]


# The messages


@pytest.mark.parametrize(
    ("file", "key", "column", "value"),
    [
        ("claims.csv", "market-post-08-d", "value", "97,5"),
        ("claims.csv", "market-post-08-d", "claim_id", "market-post-09-d"),
        ("claims.csv", "market-post-08-d", "paragraph", "99"),
        ("claims.csv", "market-post-08-d", "city", "Wuhan"),
        ("claims.csv", "market-post-08-d", "qualifier", "range"),
        ("claims.csv", "market-post-08-d", "as_printed", ""),
        ("claims.csv", "river-daily-09-a", "value", "2030"),
        ("claims.csv", "river-daily-05-e", "inputs", "x"),
        ("institutions.csv", "long-tail", "part_of", "long-tail"),
        ("ledger.csv", "market-post 3", "claims", ""),
        ("articles.csv", "market-post", "paragraphs", "22"),
    ],
)
def test_every_message_says_what_is_wrong_and_what_to_do_in_two_sentences(
    small: Path, file: str, key: str, column: str, value: str
) -> None:
    put(small, key, column, value, file)
    problems = check(small)
    assert problems
    for problem in problems:
        assert problem.what.endswith((".", "…")), problem
        assert problem.fix.endswith(".") and problem.fix[0].isupper(), problem


def test_a_list_in_a_message_reads_as_words() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a or b"
    assert listed(("a", "b", "c"), "and") == "a, b and c"
    assert listed([str(n) for n in range(1, 14)]) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 … (13 in all)"


# What other tools hold the table to


def test_the_descriptor_and_the_files_agree_on_the_columns(real: Path) -> None:
    package = json.loads((real / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["name"]: resource for resource in [*package["resources"], package["ledger"]]}
    assert set(described) == {*TABLES, "ledger"}
    assert {"fingerprints", "changes", "claims"} <= set(described)
    for name, resource in described.items():
        header = path_of(real, f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_the_small_tables_hold_every_word_of_the_codebook_that_a_screen_shows(small: Path, second: Path) -> None:
    package = load(small).package
    claims = read(small, "claims.csv")
    for column in ("aspect", "basis", "relation", "status", "speaker_kind", "unit", "qualifier", "boundary", "method"):
        both = [*claims, *read(second, "claims.csv")]
        assert {row[column] for row in both} - {""} == set(package["claims"][column].words), column
    assert "hefei" not in {row["city"] for row in claims}
    assert {row["change"] for row in read(small, "changes.csv")} == set(package["changes"]["change"].words)


def test_only_officials_have_a_city_of_their_own_and_only_firms_a_firm(real: Path) -> None:
    said = broken(real, "four-hubs-08-a", "interest", "own_city")
    assert said == [
        f"{where(real, 'four-hubs-08-a', 'interest')}: own_city stands beside the speaker kind central_government. "
        "Write it of city_government or unnamed_official only, or empty the cell."
    ]


def test_a_topic_sets_two_claims_or_more_beside_each_other(real: Path) -> None:
    topics = real / "topics.csv"
    topics.write_text(topics.read_text(encoding="utf-8") + "zz-lonely,Is it so?,Nobody says.\n", encoding="utf-8")
    assert [str(problem) for problem in check(real)] == [
        f"topics.csv row {len(read(real, 'topics.csv')) + 1} (zz-lonely), topic: "
        '"zz-lonely" sets no two claims beside each other. Give it to two claims, or remove it.'
    ]


# The history

CHANGED = "0.10.0 river-daily-07-a"
"""The last row of the small table's changes: a claim put right, and still there."""


def renamed(place: str, key: str, value: str) -> str:
    """The place of a cell once its own row's key reads otherwise."""
    return place.replace(f"({key})", f"({value})")


def test_released_changes_name_claims_that_are_there_and_say_what_was_and_what_is(real: Path) -> None:
    claims = {row["claim_id"] for row in read(real, "claims.csv")}
    for row in read(real, "changes.csv"):
        assert (row["claim_id"] in claims) == (row["change"] != "withdrawn"), row
        assert row["note"].endswith("."), row


def test_every_change_of_a_release_is_told_in_words_too(real: Path) -> None:
    told = (real / "CHANGES.md").read_text(encoding="utf-8")
    assert [row["claim_id"] for row in read(real, "changes.csv") if f"`{row['claim_id']}`" not in told] == []


@pytest.mark.parametrize("text", ["1.0", "1.0.0.0", "v1.0.0", "1.01.0", "1.0.x", "１.０.０", "1.0.0-rc1", "1,0,0", "9999999.0.0"])
def test_a_version_that_is_none_is_named_with_its_form(small: Path, text: str) -> None:
    place = renamed(where(small, CHANGED, "version", "changes.csv"), "0.10.0", text).replace("(0.10.0 ", f"({text} ")
    said = broken(small, CHANGED, "version", text, "changes.csv")
    assert [line for line in said if line.startswith(f'{place}: "{text}" does not have the form ')]


def test_a_version_newer_than_the_package_is_named(small: Path) -> None:
    place = where(small, CHANGED, "version", "changes.csv").replace("(0.10.0 ", "(99.0.0 ")
    version = load(small).package.version
    assert broken(small, CHANGED, "version", "99.0.0", "changes.csv") == [
        f"{place}: 99.0.0 is newer than the package, which is {version}. Raise the version in datapackage.json, or correct this one.",
        f"{place}: 99.0.0 has no heading in CHANGES.md. Write there: ## 99.0.0 (2024-11-05).",
    ]


def test_a_release_without_a_heading_is_named_once(small: Path) -> None:
    place = where(small, "0.10.0 market-post-04-b", "version", "changes.csv")
    told = small / "CHANGES.md"
    told.write_text(told.read_text(encoding="utf-8").replace("## 0.10.0 (", "## 0.10 ("), encoding="utf-8")
    assert sentences(small) == [f"{place}: 0.10.0 has no heading in CHANGES.md. Write there: ## 0.10.0 (2024-11-05)."]


@pytest.mark.parametrize("text", ["2024-11-06", "2024", "2024-11", "2024-11-05~"])
def test_the_day_of_a_change_is_that_of_the_heading(small: Path, text: str) -> None:
    place = where(small, CHANGED, "date", "changes.csv")
    said = broken(small, CHANGED, "date", text, "changes.csv")
    assert said == [f'{place}: "{text}" is not the day CHANGES.md gives 0.10.0, 2024-11-05. Make the two agree.']


def test_the_day_of_a_change_is_an_edtf_date(small: Path) -> None:
    place = where(small, CHANGED, "date", "changes.csv")
    assert f'{place}: "5 November" is not an EDTF date. {EDTF}' in broken(small, CHANGED, "date", "5 November", "changes.csv")


def test_a_change_is_one_of_three(small: Path) -> None:
    place = where(small, CHANGED, "change", "changes.csv")
    said = broken(small, CHANGED, "change", "deleted", "changes.csv")
    assert said == [f'{place}: "deleted" is not in the codebook. Write added, changed or withdrawn.']


@pytest.mark.parametrize("change", ["added", "changed"])
def test_a_claim_that_was_added_or_changed_is_there(small: Path, change: str) -> None:
    put(small, CHANGED, "change", change, "changes.csv")
    put(small, CHANGED, "fields", "status" if change == "changed" else "", "changes.csv")
    place = renamed(where(small, CHANGED, "claim_id", "changes.csv"), CHANGED, "0.10.0 river-daily-99-a")
    said = broken(small, CHANGED, "claim_id", "river-daily-99-a", "changes.csv")
    fix = "Write the key of a claim, or add the row of the release that withdrew it."
    assert said == [f'{place}: "river-daily-99-a" is no claim. {fix}']


def test_a_claim_that_was_withdrawn_is_gone(small: Path) -> None:
    put(small, CHANGED, "fields", "", "changes.csv")
    place = where(small, CHANGED, "claim_id", "changes.csv")
    said = broken(small, CHANGED, "change", "withdrawn", "changes.csv")
    assert said == [f'{place}: "river-daily-07-a" is still a claim. Take it out of claims.csv, or write changed.']


def test_a_claim_changed_before_it_was_withdrawn_is_not_asked_for_but_one_changed_after_is(small: Path) -> None:
    assert sentences(small) == []
    rows = read(small, "changes.csv")
    first = next(row for row in rows if row["version"] == "0.9.0" and row["claim_id"] == "market-post-04-b")
    last = next(row for row in rows if row["version"] == "0.10.0" and row["claim_id"] == "market-post-04-b")
    first.update(change="withdrawn", fields="")
    last.update(change="changed", fields="note")
    write(small, "changes.csv", rows)
    assert [line.split(": ", 1)[0] for line in sentences(small)] == [where(small, "0.10.0 market-post-04-b", "claim_id", "changes.csv")]


@pytest.mark.parametrize(
    ("change", "fields", "sentence"),
    [
        ("changed", "", "is empty, and the claim is said to have changed. Name the columns that changed."),
        ("changed", "note statuss", "statuss is no column of claims.csv. Write status or restates."),
        ("added", "note", '"note" stands beside added. Empty the cell, or write changed.'),
        ("changed", "Note", '"Note" does not have the form [a-z_]+( [a-z_]+)*. Rewrite it in that form.'),
        ("changed", "note,status", '"note,status" does not have the form [a-z_]+( [a-z_]+)*. Rewrite it in that form.'),
    ],
)
def test_the_columns_that_changed_are_columns_of_the_claims(small: Path, change: str, fields: str, sentence: str) -> None:
    put(small, CHANGED, "change", change, "changes.csv")
    place = where(small, CHANGED, "fields", "changes.csv")
    assert f"{place}: {sentence}" in broken(small, CHANGED, "fields", fields, "changes.csv")


def test_a_column_like_no_other_is_answered_with_the_first_of_many(small: Path) -> None:
    said = broken(small, CHANGED, "fields", "zzzz", "changes.csv")
    assert [line for line in said if "zzzz is no column of claims.csv. Write " in line]


def test_changes_are_sorted_by_the_numbers_of_their_version(small: Path) -> None:
    rows = read(small, "changes.csv")
    assert [row["version"] for row in rows] == ["0.9.0"] * 3 + ["0.10.0"] * 4
    write(small, "changes.csv", [*rows[3:], *rows[:3]])
    fix = "Move it before row 2 (0.10.0 market-post-04-b): the file is sorted by its key."
    assert sentences(small) == [f"changes.csv row 6 (0.9.0 bridge-letter-03-a), version: is out of order. {fix}"]


def test_a_claim_has_one_row_a_release(small: Path) -> None:
    rows = read(small, "changes.csv")
    write(small, "changes.csv", [*rows, rows[-1]])
    place = f"changes.csv row {len(rows) + 2} ({CHANGED}), version"
    assert sentences(small) == [f'{place}: "{CHANGED}" stands in row {len(rows) + 1} already. Give every row a key of its own.']


def test_everything_wrong_with_the_history_is_said_at_once(small: Path) -> None:
    places = [
        put(small, "0.9.0 river-daily-05-e", "fields", "worth", "changes.csv"),
        put(small, "0.10.0 market-post-04-c", "fields", "note", "changes.csv"),
        put(small, CHANGED, "date", "2024-11-06", "changes.csv"),
        put(small, CHANGED, "note", "", "changes.csv"),
    ]
    assert sorted(line.split(": ", 1)[0] for line in sentences(small)) == sorted(places)


def package_with(data: Path, **properties: str) -> list[str]:
    """Write properties of the descriptor and return everything that is then said to be wrong."""
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**package, **properties}), encoding="utf-8")
    return sentences(data)


@pytest.mark.parametrize("text", ["1.1", "one", "1.1.0 beta", "=1.1.0"])
def test_the_version_of_the_package_is_one(small: Path, text: str) -> None:
    assert [line.split(": ", 1)[0] for line in package_with(small, version=text)] == ["datapackage.json, version"]


def test_the_version_of_the_package_is_told_in_words(real: Path) -> None:
    said = package_with(real, version="99.0.0", created="2099-01-02T00:00:00Z")
    fix = "Write there: ## 99.0.0 (2099-01-02)."
    assert said == [f"datapackage.json, version: 99.0.0 has no heading in CHANGES.md. {fix}"]


def test_the_package_was_created_on_the_day_of_its_heading(real: Path) -> None:
    package = load(real).package
    said = package_with(real, created="2099-01-02T00:00:00Z")
    what = f'"2099-01-02" is not the day CHANGES.md gives {package.version}, {package.created[:10]}.'
    assert said == [f"datapackage.json, created: {what} Make the two agree."]


def test_a_release_told_before_the_package_is_raised_to_it_is_named(real: Path) -> None:
    told = real / "CHANGES.md"
    told.write_text("## 99.0.0 (2099-01-02)\n" + told.read_text(encoding="utf-8"), encoding="utf-8")
    fix = "Raise the version in datapackage.json, or correct the heading."
    assert sentences(real) == [f"CHANGES.md: 99.0.0 is newer than the package, which is {load_version(real)}. {fix}"]


def load_version(data: Path) -> str:
    """The version the descriptor gives, read without the code under test."""
    return str(json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["version"])
