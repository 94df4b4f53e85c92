"""A citation names the article, the paragraph, who says it and what is printed, in every format, whatever the data hold."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from dashboard.table.cite import CITATION_FORMATS, NO_HEADLINE, Citation, cite_article, cite_claim, cite_view
from dashboard.table.load import Table

BOTH = pytest.mark.parametrize("which", ["table", "invented"])
Read = dict[str, dict[str, Any]]
"""What a parser that is not ours found, by the key of the work."""

TEX = {"textbackslash{}": "\\", "textbraceleft{}": "{", "textbraceright{}": "}", "textasciitilde{}": "~", "textasciicircum{}": "^"}
HOSTILE = st.lists(
    st.sampled_from(
        ["{", "}", "\\", '"', "%", "&", "#", "$", "_", "~", "^", "@article{x,", "},", "\nER  - \nTY  - BOOK\n", "\r\n", "\u2028"]
    )
    | st.sampled_from(["TI  - ", "“", "”", "]", "</script>", "华为", " and ", ", ", "\\}", "\x00", "\ud800", "\u202e", "é", ";", "'"])
    | st.text(max_size=6),
    max_size=8,
).map("".join)


@pytest.fixture
def cited(which: str, request: pytest.FixtureRequest) -> Table:
    found: Table = request.getfixturevalue(which)
    return found


def one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def plain(value: str) -> str:
    """A BibTeX value as a reader sees it."""
    return re.sub(r"\\(text\w+\{\}|.)", lambda found: TEX.get(found[1], found[1]), value)


def bibtex(text: str) -> Read:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == [] and len(library.blocks) == len(library.entries)
    return {
        entry.key: {"kind": entry.entry_type, **{name: field.value for name, field in entry.fields_dict.items()}}
        for entry in library.entries
    }


def ris(text: str) -> Read:
    return {record["id"]: record for record in rispy.loads(text)}


def csl(text: str) -> Read:
    with warnings.catch_warnings():
        # It knows no static-ordering, by which a style is told that the family name comes first.
        warnings.filterwarnings("ignore", "The following arguments for Name are unsupported: static-ordering")
        return dict(CiteProcJSON(json.loads(text)))


def everything(table: Table) -> Iterator[Citation]:
    yield from (cite_article(table, article) for article in table.vocabularies["articles"].index)
    yield from (cite_claim(table, claim, f"https://example.org/?claim={claim}") for claim in table.claims.index)


def hostile(table: Table, raw: str) -> Table:
    """The table with a text in every cell that a citation quotes."""
    text = raw.encode(errors="replace").decode()
    articles = table.vocabularies["articles"]
    told = articles.assign(**dict.fromkeys(("author", "title", "outlet", "note", "published_known", "outlet_known"), text))
    claims = table.claims.assign(statement=text, as_printed=text, speaker=text)
    return replace(table, claims=claims, vocabularies={**table.vocabularies, "articles": told})


# Every claim and every article, read by parsers that are not ours


@BOTH
def test_a_bibtex_parser_reads_title_author_date_and_note_of_everything(cited: Table) -> None:
    works = [item for citation in everything(cited) for item in citation.items]
    found = bibtex("\n".join(citation.bibtex for citation in everything(cited)))
    assert len(found) == len(works) == len(cited.vocabularies["articles"]) + 2 * len(cited.claims)
    for work in works:
        entry = found[work["id"]]
        assert plain(entry["title"]) == f"{{{work['title']}}}"
        assert plain(entry.get("author", "")) in authors(work, "{%s}")
        assert plain(entry.get("journal", entry.get("howpublished"))).startswith(work["container-title"])
        assert plain(entry.get("note", "")).endswith(work.get("note", ""))
        assert ("year" in entry) is ("circa" not in work["issued"]) is not entry["date"].endswith("~")
        assert entry["date"].startswith(str(work["issued"]["date-parts"][0][0]))


@BOTH
def test_an_ris_parser_reads_title_author_date_and_note_of_everything(cited: Table) -> None:
    works = [item for citation in everything(cited) for item in citation.items]
    found = ris("\n".join(citation.ris for citation in everything(cited)))
    assert len(found) == len(works)
    for work in works:
        record = found[work["id"]]
        assert record["title"] == work["title"] and record["secondary_title"] == work["container-title"]
        assert "".join(record.get("authors", [])) in authors(work, "%s")
        assert "".join(record.get("notes", [])).endswith(work.get("note", ""))
        assert record["date"].endswith("/inferred") is ("circa" in work["issued"]) is ("year" not in record)
        assert "unknown_tag" not in record


def authors(work: Any, literal: str) -> list[str]:
    named = work.get("author", [])
    return [literal % name["literal"] if "literal" in name else f"{name['family']}, {name['given']}" for name in named] or [""]


@BOTH
def test_a_csl_processor_reads_title_author_date_and_note_of_everything(cited: Table) -> None:
    known = {"id", "type", "title", "author", "container-title", "issued", "note", "locator", "version", "URL"}
    for citation in everything(cited):
        found = csl(citation.csl_json)
        for work in citation.items:
            assert set(work) <= known
            reference = found[work["id"]]
            assert str(reference["title"]) == work["title"] and str(reference["container_title"]) == work["container-title"]
            assert str(reference.get("note", "")) == work.get("note", "")
            issued = reference["issued"]
            assert [[issued[part] for part in ("year", "month", "day") if part in issued]] == work["issued"]["date-parts"]
            assert bool(issued["circa"]) is ("circa" in work["issued"])
            assert [dict(name) for name in reference.get("author", [])] == work.get("author", [])


@BOTH
def test_both_texts_of_a_claim_hold_outlet_date_paragraph_speaker_statement_and_version(cited: Table) -> None:
    for row in cited.claims.to_dict("records"):
        claim = cite_claim(cited, row["claim_id"], "https://example.org")
        printed = f"Printed as “{row['as_printed']}”, said by {row['speaker']}." if row["as_printed"] else "Computed, not printed."
        for said, paragraph in ((claim.chicago, "paragraph"), (claim.apa, "para.")):
            assert row["outlet"] in said and f", {paragraph} {row['paragraph']}. [{printed} Coded as claim {row['claim_id']}." in said
            assert f"Claim {row['claim_id']}: {row['statement'].removesuffix('.')}" in said
            assert row["published"][:4] in said and ("n.d. [about " in said) is row["published"].endswith("~")
            assert f"ersion {cited.package.version}" in said and "https://example.org" in said
            assert said.isprintable()


@BOTH
def test_what_is_undated_unsigned_or_without_a_headline_is_said_in_every_format(cited: Table) -> None:
    for article, row in cited.vocabularies["articles"].iterrows():
        citation = cite_article(cited, str(article))
        for said in (citation.chicago, citation.apa, citation.bibtex, citation.ris, citation.csl_json):
            assert ("The article is unsigned." in said) is (row["author"] == "")
            assert (NO_HEADLINE in said) is (row["title"] == "")
            assert ("The date is inferred: " in said) is row["published"].endswith("~")
        for said in (citation.chicago, citation.apa):
            assert ("n.d. [about " in said) is row["published"].endswith("~")


# The words


def test_a_dated_and_signed_article_is_cited_with_author_title_and_day(table: Table) -> None:
    note = (
        "[The date is printed, as the date of the last update. Printed as part of a series of China Daily Global Weekly. "
        "The copy holds the first of two pages: what the second says is not coded.]"
    )
    found = cite_article(table, "powerhouse")
    assert found.chicago == f"He Wei, “Powerhouse in the making,” China Daily, April 24, 2019. {note}"
    assert found.apa == f"He, W. (2019, April 24). Powerhouse in the making. China Daily. {note}"
    assert found.bibtex.split("\n") == [
        "@article{powerhouse,",
        "  author = {He, Wei},",
        "  title = {{Powerhouse in the making}},",
        "  journal = {China Daily},",
        "  date = {2019-04-24},",
        "  year = {2019},",
        f"  note = {{{note[1:-1]}}},",
        "  month = apr,",
        "}",
        "",
    ]
    assert "\nAU  - He, Wei\n" in found.ris and "\nPY  - 2019\nDA  - 2019/04/24/\n" in found.ris
    assert found.items[0]["issued"] == {"date-parts": [[2019, 4, 24]]}


def test_an_undated_unsigned_article_without_a_headline_is_cited_as_such(table: Table) -> None:
    inferred = "The date is inferred: it speaks of the five-year plan and the parliamentary session as just over."
    note = f"[The article is unsigned. {inferred} The copy has no headline.]"
    found = cite_article(table, "four-hubs")
    assert found.chicago == f"[no headline in the copy], Asia Times, n.d. [about March 2021]. {note}"
    assert found.apa == f"[no headline in the copy]. (n.d. [about March 2021]). Asia Times. {note}"
    assert "author" not in found.bibtex and "year" not in bibtex(found.bibtex)["four-hubs"] and "date = {2021-03~}" in found.bibtex
    assert "AU  - " not in found.ris and "PY  - " not in found.ris and "\nDA  - 2021/03//inferred\n" in found.ris
    assert "author" not in found.items[0] and found.items[0]["issued"] == {"date-parts": [[2021, 3]], "circa": True}


def test_an_unsigned_article_begins_with_its_headline(table: Table) -> None:
    found = cite_article(table, "chips-2018")
    headline = "Shanghai aiming big at spearheading technology breakthroughs"
    assert found.chicago.startswith(f"“{headline},” South China Morning Post, May 8, 2018. [The article is unsigned. ")
    assert found.apa.startswith(f"{headline}. (2018, May 8). South China Morning Post. [The article is unsigned. ")


def test_an_outlet_that_is_not_printed_is_said_to_be_inferred(table: Table) -> None:
    said = "The outlet is not printed; inferred from the author and the name of the section."
    assert said in cite_article(table, "digital-hub").chicago


def test_a_claim_is_cited_with_the_paragraph_first_and_then_the_data(table: Table) -> None:
    version, made = table.package.version, table.package.created[:4]
    found = cite_claim(table, "powerhouse-09-d", "https://example.org/evidence?claim=powerhouse-09-d")
    paragraph, data = found.items
    assert (paragraph["id"], paragraph["locator"], data["id"]) == ("powerhouse-09-d-source", "paragraph 9", "powerhouse-09-d")
    assert data["author"] == [{"literal": "Tech Hubs maintainers"}] and data["version"] == version
    assert found.chicago.startswith("He Wei, “Powerhouse in the making,” China Daily, April 24, 2019, paragraph 9. [Printed as “")
    assert "] Tech Hubs maintainers, “Claim powerhouse-09-d: Shanghai made the first 5G video call in the world, China " in found.chicago
    assert f"China Daily says,” Tech Hubs, version {version}, data set, " in found.chicago
    assert re.search(rf", {made}, https://example\.org/evidence\?claim=powerhouse-09-d\.$", found.chicago)
    assert f" (Version {version}) [Data set]. Tech Hubs. https://example.org/" in found.apa


def test_the_speaker_is_named_apart_from_the_outlet_that_prints_it(table: Table) -> None:
    said = cite_claim(table, "four-hubs-08-d").chicago
    assert ", Asia Times, " in said and ", said by Wang Zhigang, Minister of Science and Technology. " in said


@BOTH
def test_a_computed_figure_is_cited_as_computed_and_said_by_nobody(cited: Table) -> None:
    derived = cited.claims[cited.claims["method"] == "derived"]
    assert len(derived) > 0
    for claim in derived["claim_id"]:
        note = cite_claim(cited, claim).items[0]["note"]
        assert note.startswith("Computed, not printed. ") and "said by" not in note


def test_a_claim_without_an_address_has_none(table: Table) -> None:
    found = cite_claim(table, "four-hubs-22-f")
    assert "URL" not in found.items[1] and "url = " not in found.bibtex and "UR  - " not in found.ris and "http" not in found.chicago


def test_a_view_is_cited_with_its_headline_selection_version_licence_and_address(table: Table) -> None:
    found = cite_view(
        table, "Shanghai has it all?", "city: Shanghai · status: Target", "https://example.org/?cities=shanghai&q=华为", ["four-hubs"]
    )
    for said in (found.chicago, found.apa, plain(found.bibtex), found.ris, found.csl_json):
        for part in ("Tech Hubs maintainers", "Shanghai has it all?", "Shown: city: Shanghai · status: Target.", table.package.version):
            assert part in said
        assert "https://example.org/?cities=shanghai&q=%E5%8D%8E%E4%B8%BA" in said
        assert "Coded from Asia Times." in said
        assert "Licence: Creative Commons Attribution 4.0, CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/." in said
    assert len(found.items) == 1


def test_a_view_of_everything_does_not_say_what_was_asked(table: Table) -> None:
    assert "Shown" not in cite_view(table, "Headline", "", "", []).csl_json


def test_two_views_have_two_keys_and_one_view_has_one(table: Table) -> None:
    keys = [cite_view(table, title, asked, "", []).items[0]["id"] for title, asked in (("a", "b"), ("a", "b"), ("a", "c"), ("ab", ""))]
    assert keys[0] == keys[1] and len(set(keys)) == 3


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("He Wei", {"family": "He", "given": "Wei", "static-ordering": True}),
        ("Zhu Shenshen", {"family": "Zhu", "given": "Shenshen", "static-ordering": True}),
        ("Xinhua", {"literal": "Xinhua"}),
        ("Ann O'Neil & Tom_Baker", {"literal": "Ann O'Neil & Tom_Baker"}),
        ("He, Wei", {"literal": "He, Wei"}),
    ],
)
def test_a_name_of_two_words_has_the_family_first_and_any_other_stays_as_printed(table: Table, printed: str, name: dict[str, Any]) -> None:
    articles = table.vocabularies["articles"].assign(author=printed)
    found = cite_article(replace(table, vocabularies={**table.vocabularies, "articles": articles}), "powerhouse")
    assert found.items[0]["author"] == [name]
    assert found.chicago.startswith(f"{printed}, “")


@pytest.mark.parametrize(
    ("published", "chicago", "apa", "bibtex_date", "ris_date"),
    [
        ("2020", "2020", "(2020)", "2020", "2020///"),
        ("2021-11", "November 2021", "(2021, November)", "2021-11", "2021/11//"),
        ("2021-11?", "n.d. [about November 2021]", "(n.d. [about November 2021])", "2021-11~", "2021/11//inferred"),
        ("2020/2021-03-04", "2020 to March 4, 2021", "(2020 to 2021, March 4)", "2020/2021-03-04", "2020/2021-03-04"),
        ("2020~/2021~", "n.d. [about 2020 to 2021]", "(n.d. [about 2020 to 2021])", "2020~/2021~", "2020~/2021~"),
        ("202X", "202X", "(202X)", "202X", "202X"),
        ("2021-21~", "n.d. [about 2021-21]", "(n.d. [about 2021-21])", "2021-21~", "2021-21~"),
        ("../2021", "../2021", "(../2021)", "../2021", "../2021"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(
    table: Table, published: str, chicago: str, apa: str, bibtex_date: str, ris_date: str
) -> None:
    articles = table.vocabularies["articles"].assign(published=published)
    found = cite_article(replace(table, vocabularies={**table.vocabularies, "articles": articles}), "powerhouse")
    assert f" China Daily, {chicago}. [" in found.chicago and f"He, W. {apa}. " in found.apa
    assert f"\n  date = {{{bibtex_date}}},\n" in found.bibtex and f"\nDA  - {ris_date}\n" in found.ris


# Whatever the data hold


@given(HOSTILE)
def test_no_text_of_the_data_breaks_a_format(invented: Table, text: str) -> None:
    table = hostile(invented, text)
    unbroken(cite_article(table, "market-post"), 1)
    unbroken(cite_claim(table, "river-daily-05-e", text), 2)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_headline_selection_or_address_breaks_a_format(invented: Table, title: str, asked: str, address: str) -> None:
    citation = cite_view(invented, title, asked, address, [])
    unbroken(citation, 1)
    found = citation.items[0]
    assert found["title"] == (one_line(title) or "[untitled]")
    assert one_line(asked) in found["note"]
    assert unquote(found.get("URL", "")) == unquote(one_line(address))


def unbroken(citation: Citation, works: int) -> None:
    assert len(citation.items) == works
    assert citation.chicago.isprintable() and citation.apa.isprintable()
    entries, records, items = bibtex(citation.bibtex), ris(citation.ris), json.loads(citation.csl_json)
    assert len(entries) == len(records) == len(csl(citation.csl_json)) == works and items == list(citation.items)
    for work in citation.items:
        entry, record = entries[work["id"]], records[work["id"]]
        assert plain(entry["title"]) == f"{{{work['title']}}}" and record["title"] == work["title"]
        assert plain(entry.get("note", "")).endswith(work.get("note", ""))
        assert "".join(record.get("notes", [])).endswith(work.get("note", ""))
        assert balanced(entry) and record.get("urls", [""]) == [entry.get("url", "")]
    for _, write in CITATION_FORMATS.values():
        write(citation).encode()


def balanced(entry: dict[str, str]) -> bool:
    """As BibTeX counts: a brace is a brace, escaped or not."""
    depths = [sum({"{": 1, "}": -1}.get(sign, 0) for sign in value[:end]) for value in entry.values() for end in range(len(value) + 1)]
    return min(depths) == 0 and all(value.count("{") == value.count("}") for value in entry.values())


@BOTH
def test_the_same_question_is_cited_in_the_same_words(cited: Table) -> None:
    first, second = (
        ["".join(write(citation) for _, write in CITATION_FORMATS.values()) for citation in everything(cited)] for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("unknown", ["", "nowhere-01-a", "four-hubs-22-F", "<b>"])
@pytest.mark.parametrize("cite", [cite_article, cite_claim])
def test_what_nobody_knows_is_a_key_error(table: Table, cite: Callable[[Table, str], Citation], unknown: str) -> None:
    with pytest.raises(KeyError):
        cite(table, unknown)
