"""Whatever the files, the address and the command line hold: a page, a sentence or an exit status, never a traceback, never a hang.

The suite looks at a few hundred examples, the same ones each time. ``TECH_HUBS_FUZZ=20`` looks at twenty times as many,
and at others each time; what such a search has found stands below by name.
"""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from dashboard.charts.about import articles_html, beyond_html, changes_html, codebook_html, silence_html, topics_html
from dashboard.charts.comparison import pair_html, table_html
from dashboard.charts.found import found_html
from dashboard.charts.listing import cite_html, claim_html, claims_html, ledger_html
from dashboard.charts.markup import link_to_claims
from dashboard.cli import main
from dashboard.export.formats import EXPORT_FORMATS
from dashboard.export.names import stem
from dashboard.export.request import ExportRequest, drawn, picture
from dashboard.pictures import PICTURES
from dashboard.render import html
from dashboard.table.changes import changes_since, since_words, versions_known
from dashboard.table.check import check
from dashboard.table.cite import CITATION_FORMATS, cite_article, cite_claim
from dashboard.table.comparability import ask, askable
from dashboard.table.lens_costs import lens_costs
from dashboard.table.load import Table, load
from dashboard.table.problems import Problem, Unreadable
from dashboard.table.selection import FACETS, FILTERS, LONGEST_SEARCH, SCREEN, Selection, read_query
from tests.conftest import KEYS, SMALL, assemble, copies, path_of, put, read, turn
from tests.test_downloads import get, safe

TIMES = int(os.environ.get("TECH_HUBS_FUZZ", "0"))
SECONDS = 20
"""How long one example may take, on a machine that others use too."""
MEGABYTES = 200
APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"


def searched(examples: int) -> settings:
    """How long a test looks: the same few examples in the suite, more and new ones when asked for."""
    return settings(
        max_examples=examples * (TIMES or 1),
        derandomize=not TIMES,
        database=None,
        deadline=None,
        report_multiple_bugs=bool(TIMES),
        phases=(Phase.explicit, Phase.generate, Phase.shrink) if TIMES else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def bounded(seconds: int = SECONDS) -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError(f"not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# What a mutation may put in the place of what is there

TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b"\r", b"\r\n", b"\n\n", b",", b",,,,,,,,", b"\xed\xa0\x80",
    b"\xe2\x80\xae", b"{", b"}",
    b"[", b"]", b":", b"NaN", b"-Infinity", b"1e999", b"\\ud800", b"null", b"9" * 5000, b"[" * 3000, b"a" * 200_000, b"-",
    b"/", b"..", b"0",
)  # fmt: skip
CELLS = (
    "", " ", "0", "-0", "-1", "1", "01", "007", "2", "99", "999999999999999", "0.1", "-1.5", "0.0000000001", "²", "٣", "NaN",
    "inf", "1e5",
    "../35", "2025", "2021-02-30", "2016/2021", "2021/2016", "../2035", "2021-03~", "Y17E7", "Y1E999999999", "y-1e99999",
    "0000", "-9999",
    "[1667,1668]", "{1960..1999}", "156u-12-25", "2001-21", "2001-34", "9999-12-31/..", "unknown/open", "20uu", "%",
    "2004-06-11%", "1984?/2004~",
    "river-daily-05-e", "market-post-02-a", "river-daily", "beijing", "hefei", "china", "elsewhere", "self", "kite", "a|b|c",
    "|", "||",
    "=1+1", "@x", "-x", "'", '"', "<b>", "<script>", "&lt;", "a\nb", "a\rb", "\u202e", "\u200b", "\ud800", "上海", "𠀀", "é",
    "e\u0301", "ﷺ",
    "x" * 300, "word " * 60, "x" * 140_000, "%{x}", "$x$", "{{ 7*7 }}", "*a*", ":red[x]", "1.0.0", "9.9.9", "01.0.0", "0.0.0",
)  # fmt: skip
JSON: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, 1.5, float("nan"), float("inf"), "", " ", "x", "\ud800", "\u202e", "a\nb",
    "x" * 5000, [], {}, [None],
    [[]], ["x"], {"x": 1}, {"title": 1}, "../../etc/passwd.csv", "/etc/passwd", "../seeds/ledger.csv", "claims.csv",
    "integer", "number", "string",
    "city", "name", "claim_id", "article", "paragraph", "1.1.0", "2026-02-30", "(", "(a+)+$", "<script>",
)  # fmt: skip

ALL = Selection()
FILES = (*KEYS, "fingerprints.csv", "CHANGES.md", "datapackage.json")
BYTES = some.tuples(
    some.sampled_from(FILES),
    some.sampled_from(["put", "cut", "copy", "end"]),
    some.floats(0, 1),
    some.integers(0, 80),
    some.sampled_from(TOKENS),
)
CELL = some.tuples(some.sampled_from(list(KEYS)), some.just("cell"), some.integers(0, 60), some.integers(0, 30), some.sampled_from(CELLS))
LINE = some.tuples(
    some.sampled_from(list(KEYS)), some.sampled_from(["drop row", "double row", "drop column", "double column", "swap"]),
    some.integers(0, 60), some.integers(0, 30), some.just(b""),
)  # fmt: skip
SHAPE = some.tuples(
    some.just("datapackage.json"), some.sampled_from(["value", "drop key", "wrap", "sibling"]),
    some.lists(some.integers(0, 40), min_size=1, max_size=8), some.integers(0, 40), some.sampled_from(JSON),
)  # fmt: skip


def mutated(data: Path, mutation: tuple[Any, ...]) -> None:
    """Do one mutation to the files of a table, whatever earlier ones have made of them."""
    file, how, first, second, new = mutation
    path = path_of(data, file)
    if isinstance(first, list):
        _reshaped(path, how, first, second, new)
    elif isinstance(first, float):
        raw = path.read_bytes()
        at = int(first * len(raw))
        head = raw[: at + second] if how == "copy" else raw[:at]
        tail = {"put": new + raw[at:], "cut": raw[at + second :], "copy": raw[at:], "end": b""}[how]
        path.write_bytes(head + tail)
    else:
        _rewritten(path, how, first, second, new)


def _rewritten(path: Path, how: str, row: int, column: int, new: Any) -> None:
    try:
        lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8", "surrogateescape"), newline="")))
    except csv.Error:
        return
    lines = [line for line in lines if line]
    if not lines:
        return
    row, column = row % len(lines), column % len(lines[0])
    if how == "cell" and column < len(lines[row]):
        lines[row][column] = new
    elif how == "drop row":
        del lines[row]
    elif how == "double row":
        lines.insert(row, lines[row])
    elif how == "swap":
        lines[row], lines[-1] = lines[-1], lines[row]
    else:
        lines = [line[:column] + line[column + (how == "drop column") - (how == "double column") :] if column else line for line in lines]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))


def _reshaped(path: Path, how: str, steps: Sequence[int], other: int, new: Any) -> None:
    try:
        package = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return
    owner, key = package, None
    for step in steps:
        here = owner if key is None else owner[key]
        if not isinstance(here, dict | list) or not here:
            break
        owner, key = here, (list(here)[step % len(here)] if isinstance(here, dict) else step % len(here))
    if key is None:
        return
    if how == "value":
        owner[key] = new
    elif how == "drop key":
        del owner[key]
    elif how == "wrap":
        owner[key] = [owner[key]] if other % 2 else {"x": owner[key]}
    else:
        others = list(owner.values()) if isinstance(owner, dict) else owner
        owner[key] = json.loads(json.dumps(others[other % len(others)]))
    path.write_text(json.dumps(package), encoding="utf-8")


def ends_well(data: Path, name: str = "overview", selection: Selection = ALL) -> bool:
    """Whether the folder is read as a table; then what is made of a table is made. Anything else but a sentence fails."""
    with bounded():
        problems = check(data)
        for problem in problems:
            assert isinstance(problem, Problem) and problem.where and problem.what.endswith(".") and problem.fix
            assert str(problem).isprintable() and len(str(problem)) < 2000, str(problem)
        try:
            table = load(data)
        except Unreadable as error:
            assert error.problems == problems != []
            return False
        assert not problems
        shown_and_taken_away(table, name, selection)
    return True


def shown_and_taken_away(table: Table, name: str, selection: Selection) -> None:
    """All that the app shows of a table around one picture, and every file of it."""
    rows = selection.rows(table)
    asked = ExportRequest(name, selection)
    html.marks(picture(table, asked), link_to_claims(selection.query()))
    html.drawing(picture(table, asked), 358, link_to_claims(selection.query()))
    drawn(table, ExportRequest(name, selection, "dark", (1080, 1080), "x", "example.org"))
    stem(table, selection, name)
    for different in (True, False):
        table_html(table, selection, only_differences=different)
    pair_html(table, table.hubs[0], table.hubs[-1], selection)
    beyond_html(table, table.hubs[0], selection)
    for made in (articles_html, silence_html, codebook_html, changes_html):
        made(table)
    topics_html(table, selection)
    ledger_html(table, selection)
    claims_html(table, selection, 50)
    for claim in [*rows["claim_id"][:2], *rows["claim_id"][-2:]]:
        claim_html(table, claim, selection, table.paragraph(table.claims.loc[claim].to_dict(), None))
        cite_html(table, claim, "http://x")
        for _, written in CITATION_FORMATS.values():
            written(cite_claim(table, claim))
    for article in table.vocabularies["articles"].index:
        cite_article(table, article)
    figures = list(askable(table)["claim_id"])[:2]
    if len(figures) > 1:
        ask(table, figures[0], figures[1])
    if len(table.claims):
        found_html(table, Selection(search=str(table.claims["statement"].iloc[0])))
    lens_costs(table, Selection(like_for_like=True, without=str(table.vocabularies["articles"].index[0]), disinterested=True))
    for version in versions_known(table):
        since_words(table, version), changes_since(table, version)
    for form in EXPORT_FORMATS.values():
        form.write(table, [asked], None)


@contextmanager
def copy_of(data: Path = SMALL / "data", ledger: Path = SMALL / "seeds" / "ledger.csv") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield assemble(Path(place) / "it", data, ledger)


# What the search has found, and what nobody may do


def described(data: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the descriptor of a table."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    change(package)
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def field_of(package: dict[str, Any], table: str, name: str) -> dict[str, Any]:
    schema = next(resource["schema"] for resource in package["resources"] if resource["name"] == table)
    return next(field for field in schema["fields"] if field["name"] == name)


DESCRIBED: dict[str, Callable[[dict[str, Any]], object]] = {
    "a licence that is no object": lambda package: package.update(licenses=["CC-BY-4.0"]),
    "licences that are no list": lambda package: package.update(licenses=7),
    "a licence whose name is an object": lambda package: package.update(licenses=[{"name": {"x": 1}}]),
    "a licence that cannot be encoded": lambda package: package.update(licenses=[{"title": "\ud800"}]),
    "an author that is no object": lambda package: package.update(contributors=["me"]),
    "an author of two lines": lambda package: package.update(contributors=[{"title": "me\nTY  - BOOK"}]),
    "a ledger of another name": lambda package: package["ledger"].update(name="book"),
    "a number that is text": lambda package: field_of(package, "claims", "value").update(type="string"),
    "a text that is a number": lambda package: field_of(package, "claims", "note").update(type="integer"),
    "another key": lambda package: package["resources"][1]["schema"].update(primaryKey="name"),
    "a status of its own": lambda package: field_of(package, "claims", "status")["categories"].append(
        {"value": "rumoured", "label": "Rumoured", "description": "It is said."}
    ),
    "no word for a status": lambda package: field_of(package, "claims", "status").pop("categories"),
    "a label that is no text": lambda package: field_of(package, "claims", "status")["categories"][0].update(label=["x"]),
    "a description that turns the reading": lambda package: field_of(package, "claims", "status")["categories"][0].update(
        description="\u202eon"
    ),
    "a unit that is no text": lambda package: field_of(package, "claims", "value").update(unit={"x": 1}),
}


@pytest.mark.parametrize("change", DESCRIBED.values(), ids=DESCRIBED)
def test_a_descriptor_the_program_cannot_work_with_is_refused_with_the_reason(change: Callable[[dict[str, Any]], object]) -> None:
    with copy_of() as data:
        described(data, change)
        assert not ends_well(data)
        assert str(check(data)[0]).startswith("datapackage.json: does not describe the tables as expected: ")


@pytest.mark.parametrize(
    "period", ["../Y1E999999999", "../Y12000", "../-0100", "../0000", "[..1984]", "{..1983-12-31,1984}", "../~2035~", "2001-X34", "XXXX"]
)
@pytest.mark.parametrize(("file", "column"), [("claims.csv", "period"), ("articles.csv", "published")])
def test_a_date_no_calendar_holds_is_refused_in_silence(
    small: Path, file: str, column: str, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "market-post" if file == "articles.csv" else "market-post-04-a"
    place = put(small, key, column, period, file)
    with bounded():
        (problem,) = check(small)
    assert str(problem) == f'{place}: "{period}" is not an EDTF date. Write 2025, 2016/2021, ../2035 or 2021-03~.'
    assert capsys.readouterr().out == "", "the parser prints what it stumbles over"


@pytest.mark.parametrize("published", ["../2035", "{1960..1999}"])
def test_an_article_of_any_date_lets_the_aims_be_drawn(small: Path, published: str) -> None:
    for article in ("market-post", "river-daily", "bridge-letter"):
        put(small, article, "published", published, "articles.csv")
    table = load(small)
    assert "</svg>" in drawn(table, ExportRequest("targets", Selection()))


def test_an_article_of_a_million_million_paragraphs_is_told_in_a_line(small: Path) -> None:
    put(small, "market-post", "paragraphs", "999999999999999", "articles.csv")
    with bounded():
        (problem,) = check(small)
    assert "… (999999999999" in problem.what and len(str(problem)) < 300


def test_no_hub_or_no_nation_is_a_sentence(small: Path) -> None:
    for role in ("hub", "nation"):
        for row in read(small, "cities.csv"):
            put(small, row["city"], "role", role, "cities.csv")
        assert not ends_well(small)
        assert any("cities.csv" in str(problem) and "role" in str(problem) for problem in check(small))


# Files that are none, and files from elsewhere


@pytest.mark.parametrize("path", ["../../secret.csv", "{outside}/secret.csv", "link.csv", "../seeds/ledger.csv", "ring.csv"])
@pytest.mark.parametrize("which", ["claims", "ledger"])
def test_a_path_reads_nothing_outside_the_data(small: Path, tmp_path: Path, which: str, path: str) -> None:
    secret = small.parents[1] / "secret.csv"
    secret.write_text("root,x,0\n", encoding="utf-8")
    (small / "link.csv").symlink_to(secret)
    (small / "ring.csv").symlink_to("ring.csv")
    path = path.format(outside=secret.parent)
    described(small, lambda package: (package["ledger"] if which == "ledger" else package["resources"][0]).update(path=path))
    if (which, path) == ("ledger", "../seeds/ledger.csv"):
        assert check(small) == []
        return
    said = [str(problem) for problem in check(small)]
    assert any(f"{Path(path).name}: cannot be read (" in line for line in said)
    assert not any("root" in line for line in said), "what stands in the other file is told to nobody"


@pytest.mark.parametrize("file", ["claims.csv", "ledger.csv", "CHANGES.md", "datapackage.json"])
def test_a_pipe_in_place_of_a_file_keeps_nobody_waiting(small: Path, file: str) -> None:
    path = path_of(small, file)
    path.unlink()
    os.mkfifo(path)
    with bounded():
        assert f"{file}: cannot be read (it is no file)." in str(check(small)[0])


def test_a_pipe_in_place_of_an_article_keeps_nobody_waiting(small: Path) -> None:
    article = copies(small) / "market-post.txt"
    article.unlink()
    os.mkfifo(article)
    table = load(small)
    with bounded():
        assert any("cannot be read (it is no file)" in str(problem) for problem in check(small, copies(small)))
        assert table.paragraph(table.claims.loc["market-post-04-a"].to_dict(), copies(small)) is None


def test_the_name_of_an_article_leads_out_of_no_folder(small: Path) -> None:
    """The descriptor may be made to allow any name of a file; the folder of the articles is left by none."""
    described(small, lambda package: field_of(package, "articles", "file").pop("constraints"))
    outside = small.parent / "market-post.txt"
    (copies(small) / "market-post.txt").rename(outside)
    put(small, "market-post", "file", "../../market-post.txt", "articles.csv")
    table = load(small)
    assert table.paragraph(table.claims.loc["market-post-04-a"].to_dict(), copies(small)) is None
    assert any("cannot be read" in str(problem) for problem in check(small, copies(small)))


# Memory


@pytest.mark.parametrize("content", [b"a" * 10_000_000, b'"' * 10_000_001, b"," * 1_000_000, b"[" * 1_000_000, b"\n" * 100_000])
@pytest.mark.parametrize("file", ["claims.csv", "datapackage.json"])
def test_a_file_of_nonsense_takes_memory_in_proportion(small: Path, file: str, content: bytes) -> None:
    (small / file).write_bytes(content)
    tracemalloc.start()
    try:
        with bounded():
            said = [str(problem) for problem in check(small)]
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MEGABYTES * 1_000_000
    assert said and max(map(len, said)) < 2000


# Any of them


@searched(10)
@given(some.lists(some.one_of(BYTES, CELL, LINE, SHAPE), min_size=1, max_size=3), some.sampled_from(list(PICTURES)))
def test_a_table_broken_anywhere_ends_in_sentences_or_in_every_picture(mutations: list[tuple[Any, ...]], name: str) -> None:
    with copy_of() as data:
        for mutation in mutations:
            mutated(data, mutation)
        ends_well(data, name)


# The address and the command line

NAMES = (
    "",
    "cities",
    "areas",
    "status",
    "q",
    "claim",
    "show",
    "view",
    "first",
    "part",
    "a",
    "of",
    "size",
    "width",
    "claims",
    "title",
    "data",
    "step",
    "like",
    "paragraph",
    "é",
)
WORDS = (
    "", "all", "hefei", "target", "yes", "pair", "²", "٣", "１", "9" * 5000, "-1", "0", "1920x1080", "٣٢٠x٣٢٠", "1x1",
    "x", "%", "%zz", "%00", "a\0b", "\u202e",
    "\ud800", "<script>", "=1+1", "上海", "q " * 4000, "four-hubs-22-a", "1.0.0", "../..", "\r\nSet-Cookie: a=b", "{{7*7}}", "compare",
)  # fmt: skip
QUERY = some.lists(
    some.tuples(some.sampled_from(NAMES) | some.text(max_size=8), some.sampled_from(WORDS) | some.text(max_size=30)), max_size=12
)
PATHS = (
    "/export/strips.csv",
    "/export/claims.csv",
    "/export/coverage.json",
    "/export/targets.svg",
    "/drawn/strips.html",
    "/marks/voices.html",
    "/cite/view.bib",
    "/search.html",
    "/cite/claim.ris",
    "/s/1.0.0/abcd",
    "/export/x.y",
)


@searched(60)
@given(QUERY, some.sampled_from(PATHS))
def test_every_address_is_answered_with_a_file_or_a_sentence(query: list[tuple[str, str]], path: str) -> None:
    with bounded():
        answer = get(path, [tuple(word.encode(errors="replace").decode() for word in pair) for pair in query])
    safe(answer)


@searched(100)
@given(QUERY)
def test_every_query_is_a_selection_and_sentences(table: Table, query: list[tuple[str, str]]) -> None:
    with bounded():
        selection, unknown = read_query(table, query)
        selection.rows(table), selection.describe(table), stem(table, selection, "claims")
    assert len(unknown) <= 21 and all(sentence.isprintable() and len(sentence) < 1000 for sentence in unknown)
    assert read_query(table, selection.query())[0] == selection


@pytest.mark.parametrize("name", ["speaker", "cities", "q", "bogus"])
def test_a_query_of_twenty_thousand_parameters_is_short_work(table: Table, name: str) -> None:
    with bounded(10):
        selection, unknown = read_query(table, [(name, f"w{number}") for number in range(20_000)])
        selection.rows(table)
    assert len(unknown) in (0, 21)


def test_a_search_longer_than_a_page_is_cut_and_says_so(table: Table) -> None:
    with bounded(10):
        selection, (said,) = read_query(table, [("q", " ".join(f"w{number}" for number in range(20_000)))])
        selection.rows(table)
    assert len(selection.search) <= LONGEST_SEARCH and "more than 10,000 letters" in said


OPTIONS = (
    "--select",
    "--format",
    "--size",
    "--theme",
    "--scale",
    "--headline",
    "--data",
    "--articles",
    "--out",
    "--port",
    "--bogus",
    "claims",
    "",
)
VALUES = (*WORDS, "csv", "png,", "cities=hefei&" * 50, "?" * 50, "whole", "dark", "5", "/dev/null", "/nowhere/at/all", "x" * 5000)
LINE_OF_WORDS = some.lists(some.tuples(some.sampled_from(OPTIONS), some.sampled_from(VALUES) | some.text(max_size=20)), max_size=3)


@searched(40)
@given(LINE_OF_WORDS, some.sampled_from(["export", "check"]))
def test_every_command_line_ends_with_0_1_or_2_and_a_sentence(words: list[tuple[str, str]], command: str) -> None:
    out, told = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(out), redirect_stderr(told), bounded(60):
        given_words = [
            word for option, value in words if option not in ("--out", "--port") or not value.startswith("/") for word in (option, value)
        ]
        fixed = ["--format", "csv", "--out", folder] if command == "export" else []
        try:
            status = main([command, *(["strips"] if fixed else []), *given_words, *fixed])
        except SystemExit as ended:
            status = int(ended.code or 0)
    assert status in (0, 1, 2) and "Traceback" not in told.getvalue()
    assert status == 0 or told.getvalue().strip()


SCREENS = {"": "²", "evidence": "٣", "targets": "a\u202e\0", "sources": "q " * 2000, "present": "９９９"}


@pytest.mark.parametrize(("screen", "word"), SCREENS.items(), ids=[name or "home" for name in SCREENS])
def test_a_screen_stands_whatever_every_parameter_holds(screen: str, word: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name in (*FILTERS, *FACETS, "cells", *SCREEN, "q", "like", "without", "size", "bogus"):
        app.query_params[name] = word
    turn(app, screen)
    assert not app.exception, app.exception
