"""What changed since a link was made: never wrong about an old version, never at a loss about an odd one."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.charts.about import changes_html, codebook_html
from dashboard.table.changes import changes_since, since_words, versions_known
from dashboard.table.load import Table
from dashboard.table.schema import version_parts

ODD = [
    "",
    " ",
    "1",
    "1.0",
    "v1.0.0",
    "1.0.0 ",
    "0.9",
    "0.09.0",
    "9.9.9",
    "99999999999.0.0",
    "１.０.０",
    "<b>",
    "a\nb",
    "\x00",
    "\ud800",
    "1." * 9999,
]


def notes(table: Table, version: str) -> dict[str, str]:
    """Claim to note of what changed since a version."""
    return {str(row["claim_id"]): str(row["note"]) for row in changes_since(table, version).to_dict("records")}


# Versions


@pytest.mark.parametrize(("text", "parts"), [("1.10.0", (1, 10, 0)), ("0.0.0", (0, 0, 0)), ("999999.0.1", (999999, 0, 1))])
def test_a_version_is_three_numbers(text: str, parts: tuple[int, ...]) -> None:
    assert version_parts(text) == parts


def test_versions_are_compared_by_their_numbers() -> None:
    assert sorted(["1.10.0", "1.9.0", "1.9.10"], key=version_parts) == ["1.9.0", "1.9.10", "1.10.0"]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [odd for odd in ODD if odd != "9.9.9"])
def test_anything_else_is_no_version(text: str) -> None:
    assert version_parts(text) is None


def test_the_versions_known_are_those_told_in_words_and_the_last_is_this_one(table: Table, invented: Table) -> None:
    assert versions_known(table)[0] == "1.0.0"
    assert versions_known(table)[-1] == table.package.version
    assert versions_known(invented) == ("0.1.0", "0.9.0", "0.10.0", invented.package.version)


# What changed


def test_the_changes_are_text_that_is_never_missing(table: Table, invented: Table) -> None:
    for some in (table, invented):
        assert list(some.changes.columns) == list(some.package["changes"].columns)
        assert not some.changes.isna().any().any()
        assert {str(kind) for kind in some.changes.dtypes} == {"str"}
        assert "changes" not in some.vocabularies


def test_a_claim_changed_more_than_once_stands_once_with_its_last_change_and_all_notes(invented: Table) -> None:
    found = changes_since(invented, "0.1.0").set_index("claim_id")
    assert list(found.index) == ["bridge-letter-03-a", "market-post-04-b", "market-post-04-c", "river-daily-05-e", "river-daily-07-a"]
    rise = found.loc["river-daily-05-e"]
    assert (rise["version"], rise["date"], rise["change"], rise["fields"]) == ("0.10.0", "2024-11-05", "changed", "value note operation")
    first, second = invented.changes.loc[invented.changes["claim_id"] == "river-daily-05-e", "note"]
    assert rise["note"] == f"{first} {second}"


def test_a_claim_changed_and_then_withdrawn_is_withdrawn(invented: Table) -> None:
    gone = changes_since(invented, "0.1.0").set_index("claim_id").loc["market-post-04-b"]
    assert (gone["change"], gone["fields"]) == ("withdrawn", "")
    assert gone["note"].endswith("No paragraph prints it; it is gone.")


def test_only_later_versions_count_and_ten_is_later_than_nine(invented: Table) -> None:
    assert set(changes_since(invented, "0.9.0")["version"]) == {"0.10.0"}
    assert notes(invented, "0.9.0")["river-daily-05-e"].startswith("The note did not say")
    assert len(changes_since(invented, "0.10.0")) == len(changes_since(invented, invented.package.version)) == 0


@pytest.mark.parametrize("version", ODD)
def test_a_version_nobody_knows_has_no_changes_but_their_columns(invented: Table, version: str) -> None:
    found = changes_since(invented, version)
    assert len(found) == 0
    assert list(found.columns) == list(invented.changes.columns)


def test_since_the_first_release_every_claim_of_the_history_has_changed(table: Table) -> None:
    assert set(changes_since(table, "1.0.0")["claim_id"]) == set(table.changes["claim_id"])


def test_asking_changes_nothing(invented: Table) -> None:
    before = invented.changes.copy()
    found = changes_since(invented, "0.1.0")
    found["note"] = "x"
    since_words(invented, "0.1.0")
    pd.testing.assert_frame_equal(before, invented.changes)


# In words


def test_the_sentence_counts_claims_and_names_both_versions(table: Table, invented: Table) -> None:
    here = invented.package.version
    assert since_words(invented, "0.1.0") == f"5 claims changed since this link was made on data 0.1.0; this is {here}."
    assert since_words(invented, "0.9.0") == f"4 claims changed since this link was made on data 0.9.0; this is {here}."
    assert since_words(invented, "0.10.0") == f"No claim has changed since this link was made on data 0.10.0; this is {here}."
    count = table.changes["claim_id"].nunique()
    assert since_words(table, "1.0.0") == f"{count} claims changed since this link was made on data 1.0.0; this is {table.package.version}."


def test_one_claim_is_no_plural(invented: Table) -> None:
    one = replace(invented, changes=invented.changes.tail(1))
    assert since_words(one, "0.9.0").startswith("1 claim changed since ")


def test_the_version_at_hand_needs_no_word(table: Table, invented: Table) -> None:
    for some in (table, invented):
        assert since_words(some, some.package.version) == ""


@pytest.mark.parametrize("version", ODD)
def test_a_version_nobody_knows_is_quoted_and_said_to_be_unknown(invented: Table, version: str) -> None:
    said = since_words(invented, version)
    assert said.startswith(f'This copy of the data, {invented.package.version}, does not know the version "')
    assert said.isprintable() and len(said) < 250


@given(st.text())
@example("1.0.0\n")
@example("9" * 10_000 + ".0.0")
def test_no_text_is_too_odd(table: Table, version: str) -> None:
    said = since_words(table, version)
    assert (said == "") == (version == table.package.version)
    assert said.isprintable()
    assert (len(changes_since(table, version)) > 0) == (version in versions_known(table)[:-1])


# On the page


def rows_of(html: str) -> list[str]:
    """The rows of the one table of a picture, without its head."""
    return re.findall(r"<tr>.*?</tr>", html.split("<tbody>")[1])


def test_the_page_shows_every_change_the_newest_release_first(invented: Table) -> None:
    rows = rows_of(changes_html(invented))
    assert len(rows) == len(invented.changes)
    assert ["0.10.0" in row for row in rows] == [True] * 4 + [False] * 3
    assert "29 February 2024" in rows[-1]


def test_a_claim_that_stands_is_linked_and_one_that_was_withdrawn_is_not(invented: Table) -> None:
    rows = rows_of(changes_html(invented))
    assert [row for row in rows if "market-post-04" in row and "href" in row] == []
    assert len([row for row in rows if "market-post-04" in row]) == 3
    assert 'href="evidence?claim=river-daily-07-a"' in rows[3]


def test_columns_are_named_by_their_titles_and_notes_are_escaped(invented: Table) -> None:
    html = changes_html(invented)
    assert "Value, Note" in html
    assert "for &lt; 6 of them fly" in html and "old &amp; worn" in html


def test_the_codebook_describes_the_changes_as_the_descriptor_does(table: Table) -> None:
    resource = table.package["changes"]
    assert resource.description in codebook_html(table) and resource.description in changes_html(table)
    assert resource["note"].title in changes_html(table)


def test_a_table_without_changes_says_so(invented: Table) -> None:
    assert "No claim has changed yet." in changes_html(replace(invented, changes=invented.changes.iloc[:0]))
