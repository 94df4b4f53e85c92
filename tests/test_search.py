"""The search: what each word finds, what comes first, why it was found, and what is said of words that nothing holds."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from dashboard.charts.found import found_html, searched_html
from dashboard.charts.listing import PAGE, claims_html, counted_html
from dashboard.table.find import Hit, Parts, SearchResult, find
from dashboard.table.load import Table, load
from dashboard.table.pinyin import pinyin
from dashboard.table.search import search
from dashboard.table.selection import Selection, read_query
from tests.conftest import copies
from tests.test_downloads import get

SEARCHED_BEFORE = (
    "claim_id", "statement", "as_printed", "speaker", "note", "city_name", "city_chinese", "area_name", "area_scope", "area_chinese",
    "institution_name", "institution_chinese", "printed_names", "measure_name",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_copies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader without copies of the articles, wherever the tests are run."""
    monkeypatch.setenv("TECH_HUBS_ARTICLES", str(tmp_path))


def found(table: Table, words: str, **filters: tuple[str, ...]) -> SearchResult:
    return find(table, Selection(search=words, **filters))  # type: ignore[arg-type]


def plain(parts: Parts) -> str:
    return "".join(words for words, _ in parts)


def marked(hit: Hit) -> set[str]:
    """The words that are marked in a hit, as they stand there."""
    return {words.casefold() for parts in (hit.title, *(reason.parts for reason in hit.reasons)) for words, mark in parts if mark}


def shown(hit: Hit) -> str:
    return " ".join([plain(hit.title), hit.summary, *(plain(reason.parts) for reason in hit.reasons)])


def claims(hits: SearchResult) -> list[str]:
    return [value for hit in hits.hits for name, value in hit.query if name == "claim"]


# What is found, and what comes first


def test_a_firm_comes_first_and_its_sites_next(table: Table) -> None:
    first, *others = found(table, "SMIC").hits
    assert (first.kind, plain(first.title), first.query) == ("Institution", "SMIC", (("institution", "smic"),))
    assert [plain(hit.title) for hit in others[:3]] == ["SMIC headquarters", "SMIC's key foundry plants", "New SMIC wafer plant"]


def test_words_of_a_figure_find_it_though_the_statement_has_others(table: Table) -> None:
    assert "four-hubs-22-f" in claims(found(table, "equity financing"))[:2]
    assert claims(found(table, "466.5"))[0] == "four-hubs-22-f"


def test_a_boast_is_found_with_the_bound_it_has(table: Table) -> None:
    hit = found(table, "world's fastest 5G").hits[0]
    assert hit.query == (("claim", "digital-hub-12-g"),) and "in China" in plain(hit.title) and "not in the world" in shown(hit)


def test_a_question_on_which_the_articles_pull_apart_is_found_with_its_sides_and_opens_there(table: Table) -> None:
    hit = found(table, "chip gap").hits[0]
    assert (hit.page, hit.part) == ("", "#topic-chip-gap")
    assert "narrowing" in shown(hit) and "widening" in shown(hit)


def test_a_word_is_found_in_its_other_forms(table: Table) -> None:
    assert claims(found(table, "provincial capital"))[0] == "four-hubs-06-m"
    assert claims(found(table, "lithographic machine")) and not found(table, "lithographic machine").messages


def test_a_city_leads_to_its_screen_and_keeps_the_filters(table: Table) -> None:
    for words in ("Hefei", "合肥", "hefei", "HEFEI "):
        hit = found(table, words, status=("target",)).hits[0]
        assert (hit.kind, hit.page, hit.query) == ("City", "city", (("of", "hefei"), ("status", "target")))


@pytest.mark.parametrize(
    "words", ["中芯国际", "zhongxin guoji", "zhongxinguoji", "zhong xin guo ji", "Semiconductor Manufacturing International"]
)
def test_a_body_is_found_by_its_chinese_name_its_pinyin_and_its_other_names(table: Table, words: str) -> None:
    first = found(table, words).hits[0]
    assert first.query == (("institution", "smic"),) and marked(first)


def test_pinyin_has_one_word_a_run_of_syllables_and_no_single_ones() -> None:
    assert pinyin("合肥") == ["hefei"] and pinyin("中芯国际")[:3] == ["zhongxin", "zhongxinguo", "zhongxinguoji"]
    assert "chongqing" in pinyin("重庆") and pinyin("SMIC") == [] and "tengxun" in pinyin("腾讯")


def test_people_areas_measures_and_articles_are_found_by_name(table: Table) -> None:
    for words, kind in {"Chen Mingbo": "Who speaks", "quantum": "Focus area", "exchange rate": "Figure", "China Daily": "Article"}.items():
        assert kind in {hit.kind for hit in found(table, words).hits[:3]}, words


def test_every_name_of_every_table_finds_its_own_thing_first(table: Table, invented: Table, second_table: Table) -> None:
    for each in (table, invented, second_table):
        for kind, vocabulary in (("city", "cities"), ("area", "areas"), ("institution", "institutions")):
            for key, name in each.names(vocabulary).items():
                hits = found(each, name).hits
                same = [hit for hit in hits if plain(hit.title).casefold() == name.casefold()]
                assert same and any(key in dict(hit.query).values() for hit in same), (kind, name)
                assert plain(hits[0].title).casefold() == name.casefold() or name != each.label(kind, key)


def test_what_a_link_found_before_is_still_found(table: Table, invented: Table, second_table: Table) -> None:
    """A word was found where one began, a short one as a whole, a Chinese one anywhere; hyphens made no difference."""

    def before(text: str) -> str:
        return " ".join(["", *re.findall(r"[^\s\"“”‘(),;:/|]+", text.casefold().replace("-", "").replace("’", "'")), ""])

    for each in (table, invented, second_table):
        held = ["".join(before(str(row[column])) for column in SEARCHED_BEFORE) for row in each.claims.to_dict("records")]
        words = sorted({word for text in held for word in text.split() if re.search(r"\w", word)})
        some = random.Random(each.package.version)
        asked = [*some.sample(words, 60), *(" ".join(some.sample(some.choice(held).split(), 2)) for _ in range(20))]
        for text in (*asked, *(word[:5] for word in some.sample(words, 30))):
            needed = [word if ord(word[0]) > 0x2E7F else f" {word} " if len(word) <= 3 else f" {word}" for word in before(text).split()]
            if any(re.search(r"\w", word) is None for word in needed):
                continue
            old = [place for place, claim in enumerate(held) if all(word in claim for word in needed)]
            assert search(each, text).mask[old].all(), text


# Why it was found


@pytest.mark.parametrize(
    "words",
    [
        "equity",
        "chip gap",
        "SMIC plant",
        "量子",
        "tengxun",
        "Chen",
        "2035",
        "lithografy",
        "Anhui",
        "official district",
        "start-ups",
        "startups",
    ],
)
def test_nothing_is_found_for_a_reason_one_cannot_see(table: Table, words: str) -> None:
    hits = found(table, words).hits
    assert hits
    for hit in hits:
        assert marked(hit) or hit.part, (words, shown(hit))
    listed = claims_html(table, Selection(search=words), 50)
    rows = listed.split("<tbody>")[1].split("<tr")[1:51]
    assert all("<mark>" in row for row in rows if "th-beyond" not in row)


def test_every_word_of_a_search_is_marked_in_each_claim_that_holds_it(table: Table) -> None:
    for hit in found(table, "shenzhen equity").hits:
        assert {"shenzhen", "equity"} <= {word.removesuffix("’s").removesuffix("'s") for word in marked(hit)}


def test_names_and_statements_are_shown_whole(table: Table) -> None:
    statements = set(table.claims["statement"])
    for words in ("Shanghai", "chips", "government"):
        for hit in found(table, words).hits:
            assert hit.kind != "Claim" or plain(hit.title) in statements


def test_text_of_the_table_and_of_the_reader_is_no_markup(invented: Table) -> None:
    told = found_html(invented, read_query(invented, [("q", "<b>x</b> \x02 kites")])[0])
    assert "<b>" not in told and "\x02" not in told


# What is said of words that nothing holds


def test_a_misspelled_word_finds_what_is_spelled_like_it_and_says_so(table: Table) -> None:
    for wrong, right in {"lithografy": "lithography", "hefie": "hefei", "semicondctor": "semiconductor"}.items():
        answer = found(table, wrong)
        assert any(right in " ".join(marked(hit)) for hit in answer.hits)
        assert answer.messages == (f"Nothing holds “{wrong}”; shown is what is spelled like it.",)


def test_a_word_that_nothing_holds_is_named_and_the_others_are_looked_for(table: Table) -> None:
    answer = found(table, "xyzzyx Hefei")
    assert answer.messages == ("Nothing holds “xyzzyx”; the other words were looked for.",)
    assert plain(answer.hits[0].title) == "Hefei"
    nothing = found(table, "xyzzyx")
    assert (nothing.hits, nothing.claims, nothing.messages) == ((), 0, ("Nothing holds “xyzzyx”.",))


def test_words_that_stand_nowhere_together_are_said_first_and_a_few_of_each_are_shown(table: Table) -> None:
    answer = found(table, "Beijing 2030")
    (said,) = answer.messages
    assert said.startswith("Nothing holds “beijing” and “2030” together. Each alone: “beijing” in ") and said.endswith(" claims.")
    shown = [" ".join(marked(hit)).casefold() for hit in answer.hits]
    assert len(shown) <= 6 < answer.claims and all(words in ("beijing", "2030") for words in shown), shown
    assert {words for hit, words in zip(answer.hits, shown, strict=True) if hit.kind == "Claim"} == {"beijing", "2030"}
    listed = claims_html(table, Selection(search="Beijing 2030"), PAGE)
    rest = answer.claims - listed.count('<tr><th scope="row"')
    assert 0 < listed.count('<tr><th scope="row"') < 10 and f"Show the other {rest} claims that hold a part of it" in listed
    assert counted_html(table, Selection(search="Beijing 2030")).startswith(
        '<h2 class="th-counted">No claim holds all of “Beijing 2030”; a part of it is held by '
    )


def test_words_in_quotation_marks_are_looked_for_as_they_stand(table: Table) -> None:
    for asked in ('"innovation hub"', "“innovation hub”"):
        places = [int(place) for place in search(table, asked).mask.nonzero()[0]]
        assert 0 < len(places) < int(search(table, "innovation hub").mask.sum())
    assert found(table, '"chip gap"').hits, "what stands nowhere so is looked for word by word"


def test_a_short_word_that_is_not_the_last_is_no_beginning_of_others(table: Table) -> None:
    assert found(table, "Xi").hits and found(table, "Xi Jinping").messages == ("Nothing holds “xi” and “jinping”.",)


def test_a_long_word_is_repeated_in_one_line(table: Table) -> None:
    (said,) = found(table, "x" * 5000).messages
    assert len(said) < 120


def test_a_status_is_searched_for_as_well_and_what_is_printed_comes_before_what_is_computed(table: Table) -> None:
    answer = found(table, "research spending target")
    assert not answer.messages and plain(answer.hits[0].title) == "China aims to lift yearly research spending to 3.36 trillion yuan."
    status = next(hit for hit in found(table, "forecast").hits if hit.kind == "Status")
    assert ("stands", "forecast") in status.query
    assert status.summary == f"{int((table.claims['status'] == 'forecast').sum())} claims"


def test_a_question_is_a_search_as_well(table: Table) -> None:
    assert plain(found(table, "What is Hefei known for?").hits[0].title) == "Hefei"


# Within the filters, and outside them


def test_matches_outside_the_filters_are_counted_and_the_way_to_them_keeps_the_words(table: Table) -> None:
    everywhere = found(table, "chips").claims
    for cities in (("shanghai",), ("hefei",), ("china", "shenzhen")):
        answer = found(table, "chips", cities=cities)
        assert answer.claims + answer.outside == everywhere
        assert answer.claims == int(table.claims["city"][search(table, "chips").mask].isin(cities).sum())
    told = searched_html(table, Selection(search="chips", cities=("hefei",)))
    assert f"{everywhere} matches outside this narrowing" in told and 'href="evidence?q=chips"' in told
    assert searched_html(table, Selection(cities=("hefei",))) == ""


def test_claims_outside_the_filters_are_not_among_the_hits(table: Table) -> None:
    shown_claims = claims(found(table, "research", cities=("hefei",)))
    assert shown_claims and set(table.claims.loc[shown_claims, "city"]) == {"hefei"}


def test_the_best_claim_stands_first_in_the_evidence(table: Table) -> None:
    listed = claims_html(table, Selection(search="provincial capital"), 50)
    assert re.findall(r"claim=([\w-]+)", listed)[0] == "four-hubs-06-m"


# Paragraphs


@pytest.fixture
def with_copies(second: Path, monkeypatch: pytest.MonkeyPatch) -> Table:
    monkeypatch.setenv("TECH_HUBS_ARTICLES", str(copies(second)))
    return load(second)


def test_words_that_only_a_paragraph_prints_are_found_where_copies_are_at_hand(
    with_copies: Table, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = with_copies
    texts = [table.paragraph({"article": a, "paragraph": n}, copies(table.package.files.folder)) or "" for a, n in table.ledger.index]
    claimed = " ".join(" ".join(map(str, row.values())) for row in table.claims.to_dict("records")).casefold()
    gists = " ".join(table.ledger["gist"]).casefold()
    place, word = next(
        (place, word)
        for place, text in enumerate(texts)
        for word in re.findall(r"[a-z]{7,}", text)
        if word[:5] not in claimed and word[:5] not in gists and (table.claims["paragraph"] == table.ledger.index[place][1]).any()
    )
    article, number = table.ledger.index[place]
    hit = next(hit for hit in found(table, word).hits if hit.kind == "Paragraph")
    assert hit.query == (("article", article), ("paragraph", str(number))) and word in marked(hit)
    mine = (table.claims["article"] == article) & (table.claims["paragraph"] == number)
    assert search(table, word).mask[mine.to_numpy()].all()
    monkeypatch.setenv("TECH_HUBS_ARTICLES", str(tmp_path / "nowhere"))
    assert word not in " ".join(" ".join(marked(hit)) for hit in found(table, word).hits)


def test_a_copy_that_is_another_one_is_not_searched(with_copies: Table, second: Path) -> None:
    for file in copies(second).iterdir():
        file.write_text("A xylophone.\n" * 30, encoding="utf-8")
    assert found(with_copies, "xylophone").hits == ()


# The address


def test_the_list_below_the_box_is_given_by_the_apps_own_server_and_kept_by_nobody() -> None:
    answer = get("/search.html", [("q", "SMIC"), ("cities", "hefei"), ("bogus", "x")])
    assert answer.status == 200 and answer["cache-control"] == "no-store"
    assert 'href="evidence?institution=smic"' in answer.text and "outside this narrowing" in answer.text
    assert get("/search.html", [("q", " ")]).text == "" == get("/search.html", []).text


def test_the_longest_search_is_short_work(table: Table) -> None:
    selection, _ = read_query(table, [("q", " ".join(f"word{number}" for number in range(2_000)))])
    assert found(table, selection.search).messages


@pytest.mark.parametrize("which", ["invented", "second_table"])
def test_any_table_is_searched(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    for statement in table.claims["statement"].head(12):
        assert statement in {plain(hit.title) for hit in found(table, str(statement)).hits}
