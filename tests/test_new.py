"""A table about other places: `tech-hubs new` starts one, it is sound, and everything works on it, from the first claim or without one."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import about, comparison, found, headlines, listing
from dashboard.charts.checked import before_html
from dashboard.charts.path import path_html
from dashboard.cli import main
from dashboard.controls.page import HIDDEN, PAGES
from dashboard.export.formats import EXPORT_FORMATS
from dashboard.export.menus import menu_html
from dashboard.export.names import stem
from dashboard.export.request import ExportRequest
from dashboard.pictures import PICTURES, picture_of
from dashboard.render.layout import SHAPES, Frame
from dashboard.table.check import release
from dashboard.table.dimensions import Arrangement
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from dashboard.table.store import table_store
from dashboard.table.wording import USUAL, many, one
from dashboard.verify.judge import check as judged
from tests.conftest import ROOT, read, sentences, turn
from tests.test_pictures import fits

TODAY = date(2026, 11, 26)
NAMES = ("Kobe=神戸", "Nagoya=名古屋", "Yokohama", "Osaka", "Hakata", "Niigata", "Shimizu", "Tomakomai")
APP = ROOT / "dashboard" / "app.py"
OTHER_WORDS = r"\b(tech hubs?|hubs?|cit(?:y|ies)|china|beijing|shanghai|shenzhen|hefei)\b"
"""What no word about another table may say; keys and addresses keep theirs."""
NOT_SO_MANY = "is not a number of places to compare. Name 2 to 8, with commas between them."
NO_KEY = "gives no key of letters a to z. Write the name in Latin letters, and the other behind =."
PARAGRAPHS = ("The quay is old.", "Kobe aims to build two piers by 2030, the harbour office said.", "Nagoya has a school of cranes.")


def arguments(folder: Path, count: int = 3, **changed: str | None) -> list[str]:
    given: dict[str, str | None] = {
        "title": "Harbour Watch", "purpose": "what the papers say of Japan's ports", "places": ",".join(NAMES[:count]),
        "nation": "Japan=日本", "place-word": "port",
    }  # fmt: skip
    return ["new", str(folder), *(part for name, value in (given | changed).items() if value is not None for part in (f"--{name}", value))]


def made(folder: Path, count: int = 3, **changed: str | None) -> Path:
    """A table made by the command."""
    assert main(arguments(folder, count, **changed)) == 0
    return folder / "data"


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("new") / "ports")


@pytest.fixture(scope="module")
def first(ports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a first article, of three paragraphs and three claims."""
    folder = tmp_path_factory.mktemp("first") / "ports"
    shutil.copytree(ports.parent, folder)
    add_article(folder / "data")
    return folder / "data"


def add_article(data: Path) -> None:
    def add(name: str, *rows: dict[str, str]) -> None:
        path = data.parent / "seeds" / name if name == "ledger.csv" else data / name
        heads = path.read_text(encoding="utf-8").strip().split(",")
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, heads, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    text = "\n\n".join(PARAGRAPHS)
    add("areas.csv", {"area": "piers", "name": "Piers", "short": "Piers", "group": "technology", "scope": "Piers and quays"})
    school = {"institution": "crane-school", "name": "School of Cranes", "short": "Crane school", "printed_names": "school of cranes"}
    add("institutions.csv", {**school, "kind": "university", "naming": "named", "home": "nagoya"})
    measure = {"measure": "piers-built", "name": "Piers built", "short": "Piers", "dimension": "count", "definition": "Number of piers"}
    add("measures.csv", {**measure, "comparable": "piers"})
    paper = {"article": "bay-post", "short": "Bay Post", "outlet": "Bay Post", "outlet_kind": "private_media", "outlet_known": "Printed."}
    dated = {"published": "2026-03-01", "published_known": "Printed.", "file": "bay-post.txt", "paragraphs": "3"}
    add("articles.csv", {**paper, **dated, "title": "Piers", "sha256": sha256(text.encode()).hexdigest()})
    claims = ("", "bay-post-02-a bay-post-02-b", "bay-post-03-a")
    add("ledger.csv", *(
        {"article": "bay-post", "paragraph": str(number), "sha256": sha256(told.encode()).hexdigest(), "gist": f"Paragraph {number}",
         "claims": keys, "reason": "" if keys else "furniture"}
        for number, (told, keys) in enumerate(zip(PARAGRAPHS, claims, strict=True), start=1)
    ))  # fmt: skip
    common = {"article": "bay-post", "method": "reported", "speaker": "Bay Post", "speaker_kind": "outlet", "status": "target"}
    aim = {"period": "../2030", "aim": "two new piers in the harbour", "paragraph": "2", "city": "kobe"}
    add(
        "claims.csv",
        {**common, **aim, "claim_id": "bay-post-02-a", "aspect": "focus_area", "area": "piers", "basis": "own_plan",
         "as_printed": "build two piers by 2030", "statement": "Kobe aims to build piers by 2030."},
        {**common, **aim, "claim_id": "bay-post-02-b", "aspect": "figure", "measure": "piers-built", "counts": "piers to be built",
         "value": "2", "qualifier": "exact", "unit": "count", "boundary": "city", "as_printed": "two piers by 2030",
         "statement": "Kobe aims to have two more piers by 2030.", "speaker": "harbour office", "speaker_kind": "city_government",
         "interest": "own_city"},
        {**common, "claim_id": "bay-post-03-a", "paragraph": "3", "city": "nagoya", "aspect": "institution", "status": "in_place",
         "institution": "crane-school", "relation": "in_city", "as_printed": "school of cranes",
         "statement": "Nagoya has a school of cranes."},
    )  # fmt: skip


# What is made


@pytest.mark.parametrize("count", [2, 5, 8])
def test_it_is_sound_whatever_the_number_of_its_places(tmp_path: Path, count: int) -> None:
    data = made(tmp_path / "ports", count)
    assert sentences(data) == []
    assert [row["name"] for row in sorted(read(data, "cities.csv"), key=lambda row: int(row["order"]))] == [
        *(name.split("=")[0] for name in NAMES[:count]), "Japan",
    ]  # fmt: skip
    table = load(data)
    assert (len(table.hubs), table.nation) == (count, "japan")
    for name in PICTURES:
        for size in SHAPES.values():
            fits(picture_of(name, table, Selection(), TODAY), Frame(*size))


def test_it_is_laid_out_as_the_released_table_is_and_says_what_it_was_told(ports: Path) -> None:
    def files(data: Path) -> set[str]:
        return {path.name for path in data.iterdir()} | {path.name for path in (data.parent / "seeds").glob("*.csv")}

    written_by_a_release = {"claims.parquet", "croissant.json"}
    assert files(ports) == files(ROOT / "data") - written_by_a_release - {"README.md"}
    told = json.loads((ports / "datapackage.json").read_text(encoding="utf-8"))
    assert (told["title"], told["version"], told["created"]) == ("Harbour Watch", "0.1.0", f"{date.today().isoformat()}T00:00:00Z")
    assert "contributors" not in told and "licenses" not in told
    for file in ("claims.csv", "areas.csv", "fingerprints.csv"):
        with (ROOT / "data" / file).open(encoding="utf-8") as released:
            assert (ports / file).read_text(encoding="utf-8") == released.readline()


def test_its_descriptor_speaks_of_its_own_places_alone(ports: Path) -> None:
    def words(value: object, key: str = "") -> list[str]:
        if isinstance(value, dict):
            return [word for name, part in value.items() for word in words(part, name)]
        if isinstance(value, list):
            return [word for part in value for word in words(part, key)]
        return [str(value)] if key in ("title", "description", "label", "purpose", "method") else []

    told = words(json.loads((ports / "datapackage.json").read_text(encoding="utf-8")))
    assert [text for text in told if re.search(OTHER_WORDS, text.replace("tech-hubs release", ""), re.IGNORECASE)] == []
    assert "In the port" in told and any(text.endswith("Written by tech-hubs release.") for text in told)


def test_a_release_keeps_every_row_and_a_later_change_is_seen(first: Path, tmp_path: Path) -> None:
    shutil.copytree(first.parent, tmp_path / "ports")
    data = tmp_path / "ports" / "data"
    version, rows, problems = release(data)
    assert (version, problems) == ("0.1.0", [])
    assert rows == sum(len(read(data, file)) for file in ("claims.csv", "cities.csv", "areas.csv", "institutions.csv", "measures.csv")) + 4
    claims = (data / "claims.csv").read_text(encoding="utf-8")
    (data / "claims.csv").write_text(claims.partition("\n")[0] + "\n", encoding="utf-8")
    assert "claims.csv: holds a header and no rows. Restore its rows." in sentences(data)


# What is refused


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"places": "Kobe"}, f"--places: 1 {NOT_SO_MANY}"),
        ({"places": ",".join([*NAMES, "Otaru"])}, f"--places: 9 {NOT_SO_MANY}"),
        ({"places": "Kobe, Kobé"}, "--places: kobe stands there twice. Give every place a name of its own."),
        ({"places": "神戸,Kobe"}, f'--places: "神戸" {NO_KEY}'),
        ({"places": "Kobe,=1+1"}, "--places: is empty. Fill it in: every row needs one."),
        ({"places": "Kobe,<b>Nagoya</b>"}, '--places: "<b>Nagoya</b>" holds markup. Write plain text.'),
        ({"title": " "}, "--title: is empty. Fill it in: every row needs one."),
        ({"place-word": "7"}, '--place-word: "7" is no word for a place. Write one such as port or special zone, of at most 40 letters.'),
        ({"nation": "Kobe"}, "--nation: Kobe is one of the places too. Name the nation they are in."),
        ({"title": None, "nation": None}, "--title and --nation must be given where nobody can be asked."),
    ],
)  # fmt: skip
def test_what_cannot_be_a_table_is_refused_with_a_sentence_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, changed: dict[str, str | None], said: str
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(arguments(tmp_path / "ports", **changed)) == 2
    assert capsys.readouterr().err == f"tech-hubs: {said}\n"
    assert list(tmp_path.iterdir()) == []


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(tmp_path / "ports", places="Kobe", title="=1", purpose="")) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_folder_that_holds_anything_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(arguments(tmp_path)) == 2
    assert capsys.readouterr().err == f"tech-hubs: {tmp_path} is not empty. Name a folder that is, or that is not there yet.\n"
    assert main(arguments(tmp_path / "notes.txt")) == 2
    assert capsys.readouterr().err == f"tech-hubs: {tmp_path / 'notes.txt'} is no folder. Name one that is empty or not there yet.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_is_filled_and_a_failure_leaves_it_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename: Callable[[Path, Path], Path] = Path.rename

    def full(self: Path, target: Path) -> Path:
        if target.name == "data":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", full)
        assert main(arguments(tmp_path)) == 2
    assert list(tmp_path.iterdir()) == []
    assert sentences(made(tmp_path)) == []
    assert {path.name for path in tmp_path.iterdir()} == {"data", "seeds"}


def test_on_a_terminal_it_asks_for_what_is_not_given_until_it_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Harbour Watch", "Kobe", "Kobe, Nagoya", "special zone"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    data = made(tmp_path / "ports", **{"title": None, "places": None, "place-word": None})
    table = load(data)
    assert (table.package.title, table.hubs, table.wording.places) == ("Harbour Watch", ("kobe", "nagoya"), "special zones")
    assert list(answers) == []


# What is shown


@pytest.mark.parametrize("which", ["ports", "first"])
def test_every_screen_stands_and_has_the_words_of_the_table(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setenv("TECH_HUBS_DATA", str(request.getfixturevalue(which)))
    table_store.cache_clear()
    tested = AppTest.from_file(str(APP), default_timeout=60)
    for screen in (*PAGES, *HIDDEN):
        turn(tested, screen)
        assert not tested.exception, screen
        shown = "\n".join(each.proto.body for each in tested.get("html"))
        text = html.unescape(re.sub(r"<style.*?</style>|<script.*?</script>|<code>.*?</code>|<[^>]+>", " ", shown, flags=re.DOTALL))
        assert re.findall(OTHER_WORDS, re.sub("tech-hubs (check|release)", "", text), re.IGNORECASE) == [], screen
        assert "Harbour Watch" in text or screen == "present"


@pytest.mark.parametrize("which", ["ports", "first"])
def test_every_picture_and_every_file_of_it_can_be_had(which: str, request: pytest.FixtureRequest) -> None:
    table = load(request.getfixturevalue(which))
    for name in PICTURES:
        for selection in (Selection(), Selection(cities=("kobe",)), Selection(status=("target",), like_for_like=True)):
            picture = picture_of(name, table, selection, TODAY)
            words = " ".join([picture.headline, picture.subtitle, picture.place, *(mark.spoken for mark in picture.marks)])
            assert not re.findall(OTHER_WORDS, words, re.IGNORECASE), words
            assert (picture.headline == "The table holds no claim yet") is (which == "ports"), name
            assert len(picture.headline.split()) <= 12
    for across, down in product(("city", "article", "status"), repeat=2):
        arranged = picture_of("explore", table, Selection(), TODAY, Arrangement(across, down, "stake"))
        for size in SHAPES.values():
            fits(arranged, Frame(*size))
    for suffix, form in EXPORT_FORMATS.items():
        for name in form.names[-1:]:
            assert form.write(table, [ExportRequest(name, Selection())], None), (suffix, name)
    assert stem(table, Selection(), "overview").startswith("harbour-watch_overview_all-ports_")


@pytest.mark.parametrize("which", ["ports", "first"])
def test_it_can_be_searched_compared_and_checked_against(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = load(request.getfixturevalue(which))
    assert "Kobe" in found.found_html(table, Selection(search="kobe"))
    parts = [
        comparison.table_html(table, Selection(), only_differences=True), comparison.pair_html(table, "kobe", "nagoya", Selection()),
        about.beyond_html(table, "kobe", Selection()), about.silence_html(table), about.codebook_html(table), about.articles_html(table),
        before_html(table, []), listing.claims_html(table, Selection(), 50), headlines.purpose(table),
    ]  # fmt: skip
    text = html.unescape(re.sub(r"<code>.*?</code>|<[^>]+>", " ", " ".join(parts)))
    assert re.findall(OTHER_WORDS, text.replace("tech-hubs release", ""), re.IGNORECASE) == []
    (checked,) = judged(table, "Kobe has two more piers.")
    assert checked.is_wrong


# The words


def test_the_released_table_needs_to_say_nothing_and_keeps_its_words(table: Table) -> None:
    told = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert not {"wording", "purpose", "method"} & set(told)
    assert table.wording == USUAL
    assert headlines.purpose(table) == f"what five articles say of China's {len(table.hubs)} innovation hubs".replace("4", "four")


@pytest.mark.parametrize(
    ("noun", "several", "with_article"),
    [
        ("port", "ports", "a port"), ("city", "cities", "a city"), ("island", "islands", "an island"), ("valley", "valleys", "a valley"),
        ("marsh", "marshes", "a marsh"),
        ("university", "universities", "a university"), ("special zone", "special zones", "a special zone"),
    ],
)  # fmt: skip
def test_nouns_have_their_plural_and_their_article(noun: str, several: str, with_article: str) -> None:
    assert (many(noun), one(noun)) == (several, with_article)


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ({"town": "town"}, "wording has no part named town; there are place, places, hub, hubs, group, role"),
        ({"place": ""}, "place of wording must be one to 40 letters on one line"),
        ({"place": 7}, "place of wording must be one to 40 letters on one line"),
    ],
)
def test_a_word_that_is_none_is_named(ports: Path, tmp_path: Path, wording: dict[str, object], said: str) -> None:
    shutil.copytree(ports.parent, tmp_path / "ports")
    data = tmp_path / "ports" / "data"
    told = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    (data / "datapackage.json").write_text(json.dumps({**told, "wording": wording}), encoding="utf-8")
    (problem,) = sentences(data)
    assert said in problem


def test_the_words_of_a_descriptor_are_text_and_never_markup(first: Path, tmp_path: Path) -> None:
    shutil.copytree(first.parent, tmp_path / "ports")
    data = tmp_path / "ports" / "data"
    told = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    odd = '<b>"port"</b>'
    changed = {"title": f"Harbours {odd}", "purpose": odd, "method": odd, "wording": {"place": odd, "places": odd}}
    (data / "datapackage.json").write_text(json.dumps({**told, **changed}), encoding="utf-8")
    table = load(data)
    shown = [
        about.codebook_html(table), about.articles_html(table), comparison.pair_html(table, "kobe", "nagoya", Selection()),
        comparison.table_html(table, Selection(), only_differences=False), before_html(table, []), path_html(table, "2", "compare"),
        menu_html(table, ExportRequest("overview", Selection()), "share", "https://ports.example.org", embed=True),
        EXPORT_FORMATS["html"].write(table, [ExportRequest("voices", Selection())], None).decode(),
    ]  # fmt: skip
    assert [text[:60] for text in shown if "<b>" in text] == []
    assert "title=&amp;#34;" not in shown[6] and "Harbours &amp;lt;b&amp;gt;&amp;quot;port" in shown[6]
