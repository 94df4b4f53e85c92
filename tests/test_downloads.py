"""The addresses that give files: each gives what it says, refuses with a sentence, and lets nothing hostile through."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

import pytest
from starlette.applications import Starlette

from dashboard.downloads import WIDTHS, routes
from dashboard.export.formats import EVERYTHING, EXPORT_FORMATS
from dashboard.export.menus import MENUS, menu_html, menus_html
from dashboard.export.names import stem
from dashboard.export.request import CLAIMS, SIZES, ExportRequest, home
from dashboard.pictures import PICTURES, REPLACED, picture_of
from dashboard.table.cite import CITATION_FORMATS
from dashboard.table.load import Table, load
from dashboard.table.permalink import code, short
from dashboard.table.selection import CELLS, FACETS, FILTERS, SCREEN, Selection, read_query, values
from tests.conftest import ROOT, SMALL, assemble, path_of

HOST = "hubs.test:8501"
TRACES = ("Traceback", 'File "', "Error:", "site-packages")
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "the end of a script": "</script><img src=x onerror=alert(1)>",
    "quotes": "\"'><svg onload=alert(1)>",
    "lines": "a\r\nSet-Cookie: stolen=1\r\n\r\n<h1>split</h1>",
    "no text": "\x00\x07\ufffd",
    "a very long one": "<b>" + "x" * 9000,
    "a template": "{{ 7*7 }}${7*7}%0d%0a",
}
RAW = re.compile(r"<(script>alert|img src=x|svg onload|h1>split|b>xxx)")
"""What must never stand in a page as it was sent."""

Query = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the app sent: its status, every header as bytes, the body."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def __getitem__(self, name: str) -> str:
        (found,) = [value for key, value in self.headers if key.decode() == name.lower()]
        return found.decode("latin-1")

    @property
    def text(self) -> str:
        return self.body.decode()


def get(path: str, query: Query = (), host: str = HOST, method: str = "GET", body: bytes = b"") -> Answer:
    """Ask the app for an address, as a server would. An exception that the app does not answer is not caught."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": unquote(path),
        "raw_path": path.encode(), "query_string": urlencode(query).encode(), "root_path": "", "server": ("127.0.0.1", 8501),
        "headers": [(b"host", host.encode())],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Starlette(routes=routes())(scope, receive, send))
    start, *bodies = sent
    return Answer(start["status"], tuple(start["headers"]), b"".join(part.get("body", b"") for part in bodies))


@pytest.fixture(autouse=True)
def of_the_released_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECH_HUBS_DATA", str(ROOT / "data"))
    monkeypatch.delenv("TECH_HUBS_URL", raising=False)


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assemble(tmp_path_factory.mktemp("downloads"), SMALL / "data", SMALL / "seeds" / "ledger.csv")


def refused(answer: Answer, status: int = 404) -> str:
    """The sentence of an answer that refuses: plain text, no more than that."""
    assert answer.status == status
    assert answer["content-type"].startswith("text/plain")
    assert not any(trace in answer.text for trace in TRACES)
    assert re.fullmatch(r'[A-Z"].{20,}[.]', answer.text, re.DOTALL), answer.text
    return answer.text


# Files

EACH = [
    (name, suffix)
    for place, (suffix, form) in enumerate(EXPORT_FORMATS.items())
    for number, name in enumerate(form.names)
    if suffix in ("csv", "parquet") or name not in PICTURES or number % 3 == place % 3
]
"""Every picture and every format. Slides, pages and workbooks take long: a picture is one of them here, and all from the command line."""
OF_THE_SMALL = ("strips", "targets", CLAIMS, EVERYTHING)


@cache
def first(name: str, suffix: str) -> Answer:
    """A file as it is given the first time."""
    return get(f"/export/{name}.{suffix}")


@pytest.mark.parametrize(("name", "suffix"), EACH)
def test_every_format_of_everything_is_given(table: Table, name: str, suffix: str) -> None:
    answer = first(name, suffix)
    assert answer.status == 200
    assert answer["content-type"] == EXPORT_FORMATS[suffix].media_type
    assert answer["content-disposition"] == f'attachment; filename="{stem(table, Selection(), name)}.{suffix}"'
    assert int(answer["content-length"]) == len(answer.body) > 2000
    start = {"pptx": b"PK", "xlsx": b"PK", "zip": b"PK", "html": b"<!doctype html>", "csv": "\ufeff".encode(), "parquet": b"PAR1"}[suffix]
    assert answer.body.startswith(start) or suffix == "csv"


@pytest.mark.parametrize("suffix", EXPORT_FORMATS)
def test_a_file_is_the_same_the_second_time(suffix: str) -> None:
    name = EXPORT_FORMATS[suffix].names[-1]
    assert get(f"/export/{name}.{suffix}").body == first(name, suffix).body


@pytest.mark.parametrize("suffix", ["pptx", "xlsx", "zip"])
def test_a_file_that_is_a_package_is_whole(suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(first(EVERYTHING if suffix == "zip" else "targets", suffix).body)) as package:
        assert package.testzip() is None


@pytest.mark.parametrize(
    ("name", "suffix"), [(name, suffix) for suffix, form in EXPORT_FORMATS.items() for name in form.names if name in OF_THE_SMALL]
)
def test_the_small_table_gives_its_own_files(
    small_folder: Path, invented: Table, monkeypatch: pytest.MonkeyPatch, name: str, suffix: str
) -> None:
    monkeypatch.setenv("TECH_HUBS_DATA", str(small_folder))
    answer = get(f"/export/{name}.{suffix}")
    assert answer.status == 200
    assert stem(invented, Selection(), name) in answer["content-disposition"]
    if suffix == "csv":
        assert b"river-daily" in answer.body and b"four-hubs" not in answer.body
    if suffix == "html":
        assert "Kites *and* wings" in answer.text and "four-hubs" not in answer.text
        assert "< 6 yuan" not in answer.text


def test_a_file_holds_the_claims_asked_for_and_its_name_says_so() -> None:
    asked = [("cities", "shanghai"), ("cities", "hefei"), ("status", "target")]
    answer = get("/export/claims.csv", asked)
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert rows and {row["city"] for row in rows} <= {"shanghai", "hefei"} and {row["status"] for row in rows} == {"target"}
    assert "_shanghai-hefei_target_" in answer["content-disposition"]


def test_the_claims_can_be_narrowed_to_a_mark_and_a_word_and_a_picture_cannot() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        answer = get(f"/export/{name}.csv", [("city", "hefei"), ("q", "quantum")])
        return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))

    assert {row["city"] for row in rows(CLAIMS)} == {"hefei"}
    assert len(rows("strips")) == len(list(csv.DictReader(io.StringIO(first("strips", "csv").body.decode("utf-8-sig")))))


def test_the_whole_package_is_the_same_whatever_is_asked() -> None:
    answer = get("/export/everything.zip", [("cities", "hefei")])
    assert answer.body == first(EVERYTHING, "zip").body
    assert answer["content-disposition"] == first(EVERYTHING, "zip")["content-disposition"]


def test_a_page_has_the_ground_that_was_asked_for() -> None:
    assert "color-scheme: dark" in get("/export/targets.html", [("theme", "dark")]).text
    assert "color-scheme: light" in first("targets", "html").text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_an_address_is_only_read(method: str) -> None:
    assert get("/export/targets.csv", method=method).status == 405


# Refusals


@pytest.mark.parametrize(
    "file",
    ["nothing.csv", "targets.docx", "targets.", "targets.CSV", "claims.pptx", "claims.json", "everything.csv", "targets.zip", "targets.png",
     "claims.svg", "..csv", "targets.csv.zip", "%2e%2e.csv", "targets%00.csv", "claims.html"],
)  # fmt: skip
def test_an_export_nobody_knows_is_refused_with_a_sentence(file: str) -> None:
    answer = get(f"/export/{file}")
    if answer.text != "Not Found":
        assert "There is no export called" in refused(answer)
        assert "under Export" in answer.text
    assert answer.status == 404


@pytest.mark.parametrize("name", FILTERS)
def test_a_value_of_a_filter_nobody_knows_is_refused_with_what_to_try(table: Table, name: str) -> None:
    sentence = refused(get("/export/targets.csv", [(name, "nowhere")]))
    assert f'The link asks for {name} "nowhere"' in sentence
    assert f"try {values(table, FILTERS[name].column)[0]}" in sentence


@pytest.mark.parametrize(
    ("name", "value"), [("like", "maybe"), ("without", "nobody"), ("interest", "all"), ("city", "atlantis"), ("bogus", "1")]
)
def test_any_other_word_nobody_knows_is_refused_with_its_name(name: str, value: str) -> None:
    sentence = refused(get("/export/targets.csv", [(name, value)]))
    assert name in sentence and (value in sentence or "no screen knows" in sentence)


@pytest.mark.parametrize("size", ["1", "1920x", "0x0", "99999x1", "1920x1080x3", "big", "-1x-1", "1920 x 1080", "x" * 900])
@pytest.mark.parametrize("file", ["targets.json", "targets.html"])
def test_a_size_that_is_none_is_refused_with_one_that_is(file: str, size: str) -> None:
    sentence = refused(get(f"/export/{file}", [("size", size)]))
    assert size[:40] in sentence and "Write 1920x1080" in sentence


def test_everything_that_is_wrong_is_said_at_once() -> None:
    sentence = refused(get("/export/targets.csv", [("cities", "atlantis"), ("status", "done"), ("size", "9"), ("cities", "shanghai")]))
    assert all(word in sentence for word in ('"atlantis"', '"done"', '"9"'))


# Figures


HEFEI: Query = (("cities", "hefei"), ("without", "four-hubs"))


def ways(text: str) -> list[list[tuple[str, str]]]:
    """What each link of a page asks for; all lead to the evidence."""
    links = [urlsplit(html.unescape(link)) for link in re.findall(r'href="([^"]*)"', text)]
    assert {link.path for link in links} <= {"evidence"}
    return [parse_qsl(link.query) for link in links]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_and_its_table_are_given_for_a_page_with_links_that_carry_what_is_filtered(table: Table, name: str) -> None:
    selection, _ = read_query(table, HEFEI)
    marks = {mark for mark in picture_of(name, table, selection).marks if mark.claims}
    drawn, listed = get(f"/drawn/{name}.html", (*HEFEI, ("width", "700"))), get(f"/marks/{name}.html", HEFEI)
    for answer in (drawn, listed):
        assert answer.status == 200 and answer["content-type"].startswith("text/html")
        found = ways(answer.text)
        assert {dict(way)["claims"] for way in found} == {" ".join(mark.claims) for mark in marks}
        assert all([pair for pair in way if pair[0] != "claims"] in (list(HEFEI), list(HEFEI[:1])) for way in found)
    assert len(ways(listed.text)) == len(marks)


def test_a_picture_is_drawn_as_wide_as_its_place_within_bounds() -> None:
    narrow, wide = WIDTHS
    for asked, given in ((500, 500), (1, narrow), (9999, wide)):
        text = get("/drawn/strips.html", [("width", str(asked))]).text
        assert re.search(rf'<svg [^>]*width="{given}"', text), asked
    for width in ("", "0x1", "-5", "12345", "²", "wide", "<b>"):
        assert "Write pixels from" in refused(get("/drawn/strips.html", [("width", width)]))


def test_in_a_frame_the_links_of_a_picture_stay_in_the_frame() -> None:
    usual, framed = (ways(get("/drawn/strips.html", [("width", "800"), *more]).text) for more in ((), (("embed", "true"),)))
    assert [[*way, ("embed", "true")] for way in usual] == framed != []


@pytest.mark.parametrize("path", ["/drawn/{}.html", "/marks/{}.html"])
def test_a_picture_nobody_knows_is_refused_by_its_name(path: str) -> None:
    assert 'no picture called "nothing"' in refused(get(path.format("nothing"), [("width", "800")]))
    assert '"atlantis"' in refused(get(path.format("strips"), [("width", "800"), ("cities", "atlantis")]))


@pytest.mark.parametrize(("before", "today"), REPLACED.items())
def test_what_a_picture_was_called_before_still_leads_to_it(table: Table, before: str, today: str) -> None:
    for path in ("/export/{}.csv", "/export/{}.svg", "/drawn/{}.html", "/marks/{}.html", "/take/{}/export.html"):
        old, new = (get(path.format(name), [*HEFEI, ("width", "800")]) for name in (before, today))
        assert (old.status, old.body) == (200, new.body), path
    cited = (get("/cite/view.bib", [("picture", name)]).body for name in (before, today))
    assert len(set(cited)) == 1
    asked = Selection(cities=("hefei",))
    letters = (code(table, name, asked, (*PICTURES, *REPLACED)) for name in (before, today))
    assert len({get(f"/s/1.0.0/{word}")["location"] for word in letters}) == 1


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("name", [*PICTURES, CLAIMS])
def test_a_menu_comes_when_it_is_opened_and_stands_on_no_page_before(table: Table, name: str, menu: str) -> None:
    query = (("cities", "shanghai"), ("without", "four-hubs"))
    answer = get(f"/take/{name}/{menu}.html", (("theme", "dark"), *query))
    selection, _ = read_query(table, query)
    asked = ExportRequest(name, selection, "dark", link="" if name == CLAIMS else short(table, f"http://{HOST}", name, selection, PICTURES))
    assert answer.status == 200
    assert answer.text == menu_html(table, asked, menu, f"http://{HOST}", False)
    assert answer.text.strip() not in menus_html(asked) and f"take/{name}/{menu}.html" in menus_html(asked)


@pytest.mark.parametrize("name", [*PICTURES, CLAIMS])
def test_every_file_a_menu_offers_is_there_under_the_name_it_is_offered_as(name: str) -> None:
    menu = get(f"/take/{name}/export.html", (("theme", "dark"), *HEFEI)).text
    offered = [
        (html.unescape(link), file) for link, file in re.findall(r'href="(export/[^"]*)"[^>]* (?:data-name|download)="([^"]*)"', menu)
    ]
    assert len(offered) == menu.count("href=") and {file.rpartition(".")[2] for _, file in offered} >= {"csv", "xlsx", "zip"}
    assert len(set(offered)) == len(offered)
    for link, file in offered:
        path, _, query = link.partition("?")
        if path.endswith("svg"):
            size = dict(parse_qsl(query))["size"].split("x")
            drawn = get(f"/{path}", parse_qsl(query))
            assert drawn["content-type"] == "image/svg+xml" and f'width="{size[0]}" height="{size[1]}"' in drawn.text[:500]
        elif path.endswith("csv"):
            assert get(f"/{path}", parse_qsl(query))["content-disposition"] == f'attachment; filename="{file}"'


@pytest.mark.parametrize("path", ["nothing/cite", "strips/nothing", "everything/export"])
def test_a_menu_nobody_knows_is_refused_by_its_name(path: str) -> None:
    assert f'There is no menu called "{path}".' == refused(get(f"/take/{path}.html"))


@pytest.mark.parametrize("name", ["strips", "focus-areas", CLAIMS])
def test_the_address_in_a_citation_is_the_one_that_is_shared(name: str) -> None:
    query = (("cities", "shanghai"),)
    shared = re.findall(r"<code>(http[^<]*)</code>", get(f"/take/{name}/share.html", query).text)[0].replace("&amp;", "&")
    assert f"{shared}." in html.unescape(get(f"/take/{name}/cite.html", query).text)
    assert json.loads(get("/cite/view.json", (("picture", name), *query)).text)[0]["URL"] == shared


def figure(name: str, query: Query = ()) -> dict[str, Any]:
    answer = get(f"/export/{name}.json", query)
    assert answer.status == 200
    assert answer["content-type"] == "application/json"
    found: dict[str, Any] = json.loads(answer.body)
    return found


def strings(value: Any) -> Iterator[str]:
    """Every text in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for found in value.values() if isinstance(value, dict) else value:
            yield from strings(found)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_as_a_file_leads_nowhere_outside_the_app_and_says_its_finding(table: Table, name: str) -> None:
    found, drawn = figure(name, HEFEI), get(f"/export/{name}.svg", HEFEI).text
    headline = picture_of(name, table, read_query(table, HEFEI)[0]).headline
    assert [text for text in strings(found) if "<a " in text or "</a>" in text] == []
    assert found["layout"]["meta"]["words"].startswith(headline)
    words = " ".join(re.sub(r"<[^>]+>", "", note["text"]) for note in found["layout"]["annotations"])
    told = " ".join(re.findall("<text[^>]*>([^<]*)</text>", drawn))
    for said in (words, told):
        assert " ".join(headline.split()) in " ".join(html.unescape(said).split())
        assert f"{HOST}/s/" in said and table.package.version in said
    outside = re.sub(r"base64,[A-Za-z0-9+/=]+", "", drawn)
    assert "<script" not in outside and "href" not in outside and not re.search(r"https?://(?!www\.w3\.org/)", outside)
    assert drawn.count("@font-face") == 2 == drawn.count("url(data:font/woff2;base64,")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_picture_has_the_size_asked_for(size: tuple[int, int]) -> None:
    asked = [("size", f"{size[0]}x{size[1]}")]
    layout = figure("strips", asked)["layout"]
    assert (layout["width"], layout["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in get("/export/strips.svg", asked).text[:500]


def test_a_picture_is_one_frame_whatever_part_of_it_an_old_link_asks_for() -> None:
    whole = get("/export/focus-areas.svg").body
    for number in ("1", "2", "99", "-1", "two", "9" * 4000, "²"):
        assert get("/export/focus-areas.svg", [("part", number)]).body == whole


def test_a_whole_picture_is_as_tall_as_it_needs() -> None:
    layout = figure("overview", [("size", "whole")])["layout"]
    assert layout["width"] == SIZES["wide"][0] and layout["height"] > SIZES["wide"][1]


def test_a_theme_nobody_knows_is_the_light_one() -> None:
    light, odd, dark = (get("/export/strips.svg", [("theme", theme)]).body for theme in ("light", "pink", "dark"))
    assert light == odd != dark


def test_a_headline_of_the_presenter_is_text_and_not_endless() -> None:
    asked = [("title", HOSTILE["a script"])]
    assert "&lt;script&gt;alert(1)" in json.dumps(figure("targets", asked)["layout"]["annotations"])
    drawn = get("/export/targets.svg", asked).text
    assert "&lt;script&gt;alert(1)" in drawn and "Headline by the presenter" in drawn and "<script" not in drawn
    long = json.dumps(figure("targets", [("title", "y" * 5000)])["layout"]["annotations"])
    assert 0 < long.count("y") < 400


def test_a_picture_says_where_it_is_found_again(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    link = short(table, "https://hubs.example.org/app", "targets", Selection(cities=("hefei",)), PICTURES)
    monkeypatch.setenv("TECH_HUBS_URL", "https://hubs.example.org/app/")
    told = [note["text"] for note in figure("targets", [("cities", "hefei")])["layout"]["annotations"]]
    assert link in " ".join(told)


# Citations


@pytest.mark.parametrize("suffix", CITATION_FORMATS)
@pytest.mark.parametrize(
    ("what", "query", "holds"),
    [
        ("claim", [("claim", "four-hubs-22-f")], "four-hubs-22-f"),
        ("article", [("article", "four-hubs")], "Asia Times"),
        ("view", [("picture", "focus-areas"), ("cities", "hefei")], "Hefei"),
        ("view", [("picture", CLAIMS), ("city", "hefei"), ("q", "quantum")], "quantum"),
    ],
)
def test_a_claim_an_article_and_a_view_can_be_cited(what: str, query: Query, holds: str, suffix: str) -> None:
    answer = get(f"/cite/{what}.{suffix}", query)
    assert answer.status == 200
    assert answer["content-type"] == f"{CITATION_FORMATS[suffix][0]}; charset=utf-8"
    assert holds in answer.text
    shape = {"bib": r"@\w+\{", "ris": r"TY  - ", "json": r"\["}[suffix]
    assert re.match(shape, answer.text)
    assert suffix != "json" or json.loads(answer.text)


def test_a_view_is_cited_with_a_link_that_lasts(table: Table) -> None:
    (work,) = json.loads(get("/cite/view.json", [("picture", "targets"), ("cities", "hefei"), ("without", "four-hubs")]).text)
    address = urlsplit(work["URL"])
    assert (address.netloc, address.path) == (HOST, "/targets")
    query = parse_qsl(address.query)
    assert read_query(table, query) == (Selection(cities=("hefei",), without="four-hubs"), [])
    assert dict(query)["data"] == table.package.version


def test_a_claim_is_cited_with_a_link_to_itself() -> None:
    works = json.loads(get("/cite/claim.json", [("claim", "four-hubs-22-f")]).text)
    assert f"http://{HOST}/evidence?claim=four-hubs-22-f" in {work.get("URL") for work in works}


@pytest.mark.parametrize(
    ("file", "query", "said"),
    [
        ("claim.docx", [("claim", "four-hubs-22-f")], "bib, ris, json"),
        ("claim.bib", [("claim", "four-hubs-99-z")], '"four-hubs-99-z"'),
        ("claim.bib", [], "claim"),
        ("article.ris", [("article", "nobody")], '"nobody"'),
        ("view.json", [("picture", "pie")], '"pie"'),
        ("view.json", [], "picture"),
        ("view.json", [("picture", "targets"), ("cities", "atlantis")], '"atlantis"'),
        ("table.bib", [("table", "claims")], '"table"'),
        ("claim.bib", [("claim", "__class__")], "__class__"),
    ],
)
def test_what_cannot_be_cited_is_refused_with_a_sentence(file: str, query: Query, said: str) -> None:
    assert said in refused(get(f"/cite/{file}", query))


# Short links


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("base", ["http://hubs.test", "https://example.org/deep/folder"])
def test_a_short_link_leads_to_its_screen_wherever_the_app_stands(table: Table, picture: str, base: str) -> None:
    asked = Selection(cities=("shanghai", "hefei"), status=("target",), without="four-hubs")
    path = f"/s/{table.package.version}/{code(table, picture, asked, PICTURES)}"
    answer = get(path)
    assert answer.status in (302, 303, 307)
    assert not urlsplit(answer["location"]).netloc and not answer["location"].startswith("/")
    there = urlsplit(urljoin(base + path, answer["location"]))
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{base}/{home(picture)}"
    query = parse_qsl(there.query)
    assert read_query(table, query) == (asked, [])
    assert ("data", table.package.version) in query


def test_a_short_link_of_an_older_version_says_which_it_was_made_on(table: Table) -> None:
    answer = get(f"/s/0.9.1/{code(table, 'targets', Selection(), PICTURES)}")
    assert dict(parse_qsl(urlsplit(answer["location"]).query))["data"] == "0.9.1"


def test_a_short_link_typed_in_capitals_is_found(table: Table) -> None:
    path = f"/s/1.0.0/{code(table, 'targets', Selection(cities=('hefei',)), PICTURES)}"
    assert get(path.upper().replace("/S/", "/s/"))["location"] == get(path)["location"]


@pytest.mark.parametrize(
    "letters", ["a", "aaaa", "abc1", "abcdefg", "%3Cscript%3E", "%0d%0aSet-Cookie:a=b", "a" * 4000, "%E5%90%88%E8%82%A5"]
)
def test_a_short_link_nobody_knows_is_refused_with_a_sentence(letters: str) -> None:
    sentence = refused(get(f"/s/1.0.0/{letters}"))
    assert "misspelled" in sentence and "2 to 7" in sentence


@pytest.mark.parametrize(
    "version", ["%0d%0aSet-Cookie:%20a=b", "%3Cscript%3E", "%22%3E", "%2F%2Fevil.test", "%5C%5Cevil.test", "1.0.0?x=", "x" * 3000]
)
def test_a_short_link_cannot_be_bent_to_lead_elsewhere(table: Table, version: str) -> None:
    answer = get(f"/s/{version}/{code(table, 'targets', Selection(), PICTURES)}")
    safe(answer)
    if answer.status != 404:
        assert answer["location"].startswith("../../targets?data=")


# Broken data


@pytest.fixture(params=["no claims", "no folder", "no file"])
def broken_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    if request.param == "no folder":
        return tmp_path / "nowhere"
    folder = assemble(tmp_path, ROOT / "data", ROOT / "seeds" / "ledger.csv")
    if request.param == "no claims":
        path_of(folder, "claims.csv").write_text("claim_id,city\nx,<script>alert(1)</script>\n", encoding="utf-8")
    else:
        path_of(folder, "areas.csv").unlink()
    return folder


def test_broken_data_is_told_wherever_data_is_needed(broken_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECH_HUBS_DATA", str(broken_folder))
    for path in (
        "/export/targets.csv",
        "/export/targets.svg",
        "/drawn/targets.html",
        "/export/everything.zip",
        "/cite/claim.bib",
        "/cite/view.ris",
        "/s/1.0.0/abcd",
    ):
        assert "cannot be read" in refused(get(path), 503)


# What is hostile


def safe(answer: Answer) -> None:
    """Nothing that was sent has become a header, or runs where it is read."""
    assert answer.status in (200, 307, 404)
    for name, value in answer.headers:
        assert re.fullmatch(rb"[a-z-]+", name) and re.fullmatch(rb"[\x20-\x7e]*", value), (name, value)
        assert name not in (b"set-cookie", b"stolen")
    kind = answer["content-type"] if answer.body else ""
    if kind.startswith("text/html"):
        assert not RAW.search(answer.text)
    if answer.status == 404:
        assert kind.startswith("text/plain")
        assert len(answer.body) < 5000 and not any(trace in answer.text for trace in TRACES)
    if "content-disposition" in dict(answer.headers) or kind.startswith("text/csv"):
        assert re.fullmatch(r'attachment; filename="[a-z0-9_.-]{1,130}"', answer["content-disposition"])


PARAMETERS = (*FILTERS, *FACETS, CELLS, "like", "without", "interest", "q", "size", "bogus", *SCREEN)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_of_any_parameter_is_harmless(value: str) -> None:
    paths = ("/export/strips.csv", "/export/claims.csv", "/cite/view.bib")
    # Every parameter meets every value, every parameter every address, and every address every value.
    for place, name in enumerate(PARAMETERS, start=list(HOSTILE.values()).index(value)):
        safe(get(paths[place % len(paths)], [(name, value), ("picture", "targets")]))
    for path in ("/cite/claim.json", "/cite/article.ris", "/cite/view.bib"):
        safe(get(path, [("claim", value), ("article", value), ("picture", value)]))
    safe(get("/export/targets.csv", [(value, value)]))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_is_text_in_a_page(value: str) -> None:
    for name in ("q", "title", "theme", "part"):
        for path in ("/export/targets.html", "/drawn/targets.html", "/marks/targets.html"):
            answer = get(path, [(name, value), ("width", "800"), ("cities", "hefei")])
            assert answer.status == 200
            safe(answer)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_search_is_text_in_a_citation_and_a_file_name(value: str) -> None:
    for suffix in CITATION_FORMATS:
        answer = get(f"/cite/view.{suffix}", [("picture", CLAIMS), ("q", value)])
        assert answer.status == 200
        safe(answer)
    works = json.loads(get("/cite/view.json", [("picture", CLAIMS), ("q", value)]).text)
    assert len(works) == 1 and not any(sign in works[0]["URL"] for sign in '<>"\r\n ')
    safe(get("/export/claims.xlsx", [("q", value)]))


@pytest.mark.parametrize("host", ["evil.test<script>alert(1)</script>", 'a"><img src=x onerror=alert(1)>', "", "[::1", "a:notaport", "a b"])
def test_a_hostile_host_is_text(host: str) -> None:
    for path in ("/export/overview.html", "/export/strips.json"):
        safe(get(path, host=host))
    safe(get("/cite/view.bib", [("picture", "targets")], host=host))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_path_is_refused_and_shown_on_one_line(value: str) -> None:
    sent = urlencode([("", value)])[1:].replace("+", "%20")
    for path in (f"/export/{sent}.csv", f"/export/targets.{sent}", f"/cite/{sent}.bib", f"/cite/claim.{sent}", f"/s/1.0.0/{sent}"):
        answer = get(path)
        assert answer.status == 404
        safe(answer)
        assert "\n" not in answer.text and "\r" not in answer.text


def test_a_file_that_no_program_could_open_is_refused_with_what_to_take_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.downloads.MOST", 100)
    answer = get("/export/claims.xlsx")
    assert answer.status == 404
    claims = len(load(ROOT / "data").claims)
    assert answer.text == f"{claims} claims are more than one xlsx file can hold: 100. Narrow the selection, or take CSV, Parquet or ZIP."
    assert get("/export/claims.xlsx", [("cities", "hefei")]).status == get("/export/claims.csv").status == 200
