"""``tech-hubs export``: every file it is asked for and no half of one, and a sentence for whatever it cannot write."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import signal
import struct
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import choreographer
import pytest
from choreographer.errors import BrowserFailedError, ChromeNotFoundError
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageColor, ImageStat

import dashboard.exporting
from dashboard.cli import main
from dashboard.export.files import NAMES, SUFFIXES
from dashboard.pictures import PICTURES, picture_of
from dashboard.table.load import Table
from dashboard.table.selection import Selection

CHINESE = "上海北京深圳合肥"
UNDRAWN = "\U00010380"
"""A letter of Ugaritic, which no font here has."""
DARK_GROUND = "#0E1117"
SVG = "{http://www.w3.org/2000/svg}"
TRACES = ("Traceback", 'File "', "site-packages")


@dataclass(frozen=True)
class Run:
    """What a run of the command left behind: its status, what it said, the files in its folder."""

    status: int
    said: str
    complained: str
    folder: Path

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@pytest.fixture
def export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run ``tech-hubs export`` into a folder of its own."""

    def run(*words: str, out: Path = tmp_path / "out") -> Run:
        capsys.readouterr()
        status = main(["export", *words, "--out", str(out)])
        said, complained = capsys.readouterr()
        assert not any(trace in said + complained for trace in TRACES)
        return Run(status, said, complained, out)

    return run


def month(table: Table) -> str:
    return table.package.created[:7]


def drawing(pictures: Sequence[tuple[str, tuple[float, float]]], times: int) -> Iterator[bytes]:
    """What a Chrome would draw, without one: the size of each picture stands in its bytes."""
    for svg, (width, height) in pictures:
        assert f'width="{width:g}" height="{height:g}"' in svg[:500]
        yield f"{round(width) * times}x{round(height) * times}".encode()


@pytest.fixture
def no_need_of_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.export.files.draw", drawing)


# What is written


def test_everything_that_needs_no_chrome_is_written_under_names_that_say_what_is_inside(export: Any, table: Table) -> None:
    run = export("--format", "pptx,html,xlsx,csv,zip", "--size", "whole")
    when = month(table)
    assert run.files == sorted(
        [f"tech-hubs_{name}_all-cities_{when}.{suffix}" for name in PICTURES for suffix in ("xlsx", "csv")]
        + [f"tech-hubs_all_all-cities_{when}.{suffix}" for suffix in ("pptx", "html")]
        + [f"tech-hubs_everything_all-cities_{when}.zip"]
    )
    assert (run.status, run.complained) == (0, "")
    size = sum(len(run.read(name)) for name in run.files)
    assert run.said.startswith(f"{len(run.files)} files, {size:,} bytes, in {run.folder}")
    starts = {"pptx": b"PK", "xlsx": b"PK", "zip": b"PK", "html": b"<!doctype html>"}
    for name in run.files:
        content = run.read(name)
        assert content.startswith(starts.get(name.rpartition(".")[2], b"")) and len(content) > 2000
        if content.startswith(b"PK"):
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        assert (run.folder / name).stat().st_mode & 0o777 == 0o644


def test_only_what_is_named_is_written_once_and_the_claims_as_rows(export: Any, table: Table) -> None:
    run = export("targets", "claims", "targets", "--format", "csv, html ,csv")
    assert run.files == [f"tech-hubs_{name}_{month(table)}.csv" for name in ("claims_all-cities", "targets_all-cities")] + [
        f"tech-hubs_targets_all-cities_{month(table)}.html"
    ]
    assert run.status == 0


def test_several_pictures_share_a_page_and_the_slides_under_all_their_names(export: Any, table: Table) -> None:
    run = export("targets", "strips", "--format", "pptx,html")
    assert run.files == [f"tech-hubs_targets-strips_all-cities_{month(table)}.{suffix}" for suffix in ("html", "pptx")]
    page = run.read(run.files[0]).decode()
    assert re.findall(r'<section aria-label="([a-z-]+)"', page) == ["targets", "strips"]


def test_the_names_that_pictures_had_before_are_known_and_mean_what_took_their_place(export: Any, table: Table) -> None:
    run = export("coverage", "compare", "strips", "speakers", "--format", "csv")
    assert run.files == [f"tech-hubs_{name}_all-cities_{month(table)}.csv" for name in ("overview", "strips", "voices")]
    assert (run.status, run.complained) == (0, "")


def test_a_selection_is_written_as_the_address_writes_it(export: Any, table: Table) -> None:
    run = export("claims", "strips", "--format", "csv", "--select", "?cities=shanghai&cities=hefei&status=target&q=factories&like=no")
    assert run.status == 0
    rows = {name: list(csv.DictReader(io.StringIO(run.read(name).decode("utf-8-sig")))) for name in run.files}
    claims, strips = (rows[next(name for name in run.files if f"_{what}_" in name)] for what in ("claims", "strips"))
    assert {row["city"] for row in strips} <= {"shanghai", "hefei"} and {row["status"] for row in strips} == {"target"}
    assert {row["claim_id"] for row in claims} == set(
        Selection(cities=("shanghai", "hefei"), status=("target",), search="factories").rows(table)["claim_id"]
    )
    assert 0 < len(claims) < len(strips), "a search narrows the claims and no picture"


def test_the_theme_and_a_headline_of_ones_own_are_in_the_page(export: Any) -> None:
    run = export("targets", "--format", "html,svg", "--theme", "dark", "--headline", "  Mine  &\n<b>mine</b> ")
    page, picture = (run.read(name).decode() for name in run.files)
    assert "color-scheme: dark" in page and f'fill="{DARK_GROUND}"' in picture
    for text in (page, picture):
        assert "Mine &amp; &lt;b&gt;mine&lt;/b&gt;" in text and "Headline by the presenter" in text
        assert "<b>mine</b>" not in text


@pytest.mark.usefixtures("no_need_of_chrome")
def test_every_picture_is_one_file_of_the_size_asked_for_and_its_name_says_which(export: Any, table: Table) -> None:
    words = ("--format", "svg,png", "--select", "cities=hefei")
    stems = [f"tech-hubs_{name}_hefei_{month(table)}" for name in PICTURES]
    usual = export(*words)
    assert usual.files == sorted(f"{stem}.{suffix}" for stem in stems for suffix in ("png", "svg"))
    assert {usual.read(name) for name in usual.files if name.endswith("png")} == {b"1920x1080"}
    square = export(*words, "--size", "1080x1080", "--scale", "2", "--theme", "contrast", out=usual.folder / "square")
    assert square.files == sorted(f"{stem}_1080x1080-contrast.{suffix}" for stem in stems for suffix in ("png", "svg"))
    assert {square.read(name) for name in square.files if name.endswith("png")} == {b"2160x2160"}
    for name in square.files:
        if name.endswith("svg"):
            root = ElementTree.fromstring(square.read(name))
            assert (root.get("width"), root.get("height")) == ("1080", "1080")


@pytest.mark.usefixtures("no_need_of_chrome")
def test_a_whole_picture_is_as_tall_as_it_needs(export: Any, table: Table) -> None:
    run = export("overview", "--size", "whole", "--scale", "3")
    assert run.files == [f"tech-hubs_overview_all-cities_{month(table)}_whole.png"]
    width, height = map(int, run.read(run.files[0]).decode().split("x"))
    assert width == 1920 * 3 and height > 1080 * 3


def test_the_same_command_writes_the_same_bytes_over_the_old_ones(export: Any) -> None:
    words = ("targets", "claims", "--format", "pptx,html,xlsx,csv,zip", "--size", "whole")
    run = export(*words)
    before = {name: run.read(name) for name in run.files}
    (run.folder / run.files[0]).write_bytes(b"old")
    again = export(*words)
    assert {name: again.read(name) for name in again.files} == before


def test_a_folder_within_folders_is_made_and_what_is_there_is_left_alone(export: Any, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b c" / "上海"
    out.mkdir(parents=True)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    run = export("targets", "--format", "csv", out=out)
    assert run.status == 0 and len(run.files) == 2
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert export("targets", "--format", "csv", out=out / "deeper" / "still").status == 0


# What cannot be asked for


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(export: Any) -> None:
    run = export("pie", "targets", "map", "--format", "png,gif", "--select", "cities=atlantis&color=red&status=target", "--size", "12x9")
    assert run.status == 2
    assert not run.folder.exists() and run.said == ""
    lines = run.complained.splitlines()
    assert all(line.startswith("tech-hubs: ") for line in lines)
    for words in ('"pie"', '"map"', '"gif"', '"atlantis"', '"color"', '"12x9"'):
        assert sum(words in line for line in lines) == 1, words
    assert all(name in run.complained for name in ("focus-areas", "claims", "pptx", "shanghai", "1920x1080"))
    assert len(lines) == 6


@pytest.mark.parametrize("words", [("--format", ""), ("--format", " , ,")])
def test_no_format_is_answered_with_the_formats(export: Any, words: tuple[str, str]) -> None:
    run = export("targets", *words)
    assert run.status == 2 and not run.folder.exists()
    assert all(suffix in run.complained for suffix in SUFFIXES)


@pytest.mark.parametrize("name", ["", " ", "Compare", "focus_areas", "../targets", "\x1b[31m", "x" * 5000])
def test_a_picture_nobody_knows_is_answered_with_the_pictures(export: Any, name: str) -> None:
    run = export(name, "--format", "csv")
    assert run.status == 2 and not run.folder.exists()
    assert "There is no picture" in run.complained and all(known in run.complained for known in NAMES)
    assert len(run.complained) < 400 and "\x1b" not in run.complained


@pytest.mark.parametrize("size", ["big", "1920", "1x1", "1920x1080x1"])
def test_a_size_that_is_none_is_answered_with_one_that_is(export: Any, size: str) -> None:
    run = export("targets", "--format", "html", "--size", size)
    assert run.status == 2 and not run.folder.exists()
    assert "--size" in run.complained and f'"{size}"' in run.complained and "1920x1080" in run.complained


def test_what_was_asked_for_and_cannot_be_made_is_said(export: Any) -> None:
    """The claims are no picture: asked for as one, there is nothing to write, and that is not a success."""
    for suffix in ("png", "pptx"):
        run = export("claims", "--format", suffix)
        assert run.files == []
        assert run.status != 0 and "claims" in run.complained


def test_broken_data_is_answered_with_its_problems(export: Any, real: Path) -> None:
    (real / "claims.csv").write_text("claim_id\nx\n", encoding="utf-8")
    run = export("--data", str(real))
    assert run.status == 2 and not run.folder.exists()
    assert "claims.csv" in run.complained


def test_data_that_is_not_there_is_answered_with_its_place(export: Any, tmp_path: Path) -> None:
    run = export("--data", str(tmp_path / "nowhere"))
    assert run.status == 2 and not run.folder.exists()
    assert f"no folder {tmp_path / 'nowhere'}" in run.complained


# What cannot be written


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_file_in_place_of_the_folder_is_left_alone_and_named(export: Any, tmp_path: Path, inside: str) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"mine")
    run = export("targets", "--format", "csv", out=taken / inside)
    assert run.status == 2
    assert "Cannot write into" in run.complained and str(taken) in run.complained and "--out" in run.complained
    assert taken.read_bytes() == b"mine"


def test_a_folder_in_place_of_a_file_is_left_alone_and_told(export: Any, tmp_path: Path, table: Table) -> None:
    out = tmp_path / "out"
    (out / f"tech-hubs_targets_all-cities_{month(table)}.csv" / "mine").mkdir(parents=True)
    run = export("strips", "targets", "--format", "csv", out=out)
    assert run.status == 1
    assert "Cannot write into" in run.complained and "1 file," in run.said
    assert len(run.files) == 2, "the one that could be written is there, and nothing that is half written"


class Full:
    """A file on a disk that is full: it takes a little and then no more."""

    def __init__(self, file: Any, room: int) -> None:
        self.file, self.room = file, room

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> None:
        self.file.write(content[: self.room])
        if len(content) > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_whole_files_only(export: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = export("targets", "strips", "--format", "csv")
    contents = {name: whole.read(name) for name in whole.files}
    room = min(map(len, contents.values())) + 100
    opened = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda handle, *words: Full(opened(handle, *words), room))
    for out in (whole.folder.parent / "new", whole.folder):
        run = export("targets", "strips", "--format", "csv", out=out)
        assert run.status == 1
        assert "No space left" in run.complained and str(out) in run.complained and "--out" in run.complained
        assert run.said.startswith("1 file, ")
        assert all(run.read(name) == contents[name] for name in run.files)
        assert len(run.files) == (2 if out == whole.folder else 1), "the old file stays where the new one did not fit"


# Without a Chrome


@pytest.mark.parametrize("error", [ChromeNotFoundError, BrowserFailedError])
def test_without_a_chrome_everything_else_is_written(
    export: Any, monkeypatch: pytest.MonkeyPatch, table: Table, error: type[Exception]
) -> None:
    class Missing:
        def __init__(self, *_: object, **__: object) -> None:
            raise error("none")

    monkeypatch.setattr(choreographer, "Browser", Missing)
    run = export("targets", "strips", "--format", "png,csv,svg,html")
    assert run.status == 1
    assert run.files == sorted(
        [f"tech-hubs_{name}_all-cities_{month(table)}.{suffix}" for name in ("targets", "strips") for suffix in ("csv", "svg")]
        + [f"tech-hubs_targets-strips_all-cities_{month(table)}.html"]
    )
    assert "no Chrome or Chromium" in run.complained and "2 pictures" in run.complained
    assert "apt install chromium" in run.complained and "leave png out" in run.complained
    assert run.said.startswith("5 files, ")


# With one


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two pictures drawn at twice their size by a Chrome that knows no font of this machine but one without Chinese."""
    folder = tmp_path_factory.mktemp("pictures")
    media = Path(str(find_spec("streamlit").origin)).parent / "static" / "static" / "media"  # type: ignore[union-attr]
    latin = TTFont(next(media.glob("SourceSansVF-Upright*.woff2")))
    latin.flavor = None
    (folder / "fonts").mkdir()
    latin.save(folder / "fonts" / "latin.ttf")
    known = f"<dir>{folder / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>"
    (folder / "fonts.conf").write_text(f"<?xml version='1.0'?><fontconfig>{known}</fontconfig>", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(folder / "fonts.conf"))
        patch.delenv("TECH_HUBS_URL", raising=False)
        words = ["--format", "png,svg", "--scale", "2", "--size", "960x540", "--headline", f"{CHINESE} {UNDRAWN}"]
        assert main(["export", "strips", "focus-areas", "--select", "cities=hefei", *words, "--out", str(folder / "out")]) == 0
    yield folder / "out"


def picture(folder: Path, name: str, suffix: str) -> Path:
    (found,) = folder.glob(f"tech-hubs_{name}_*.{suffix}")
    return found


def size_of(png: bytes) -> tuple[int, int]:
    """The pixels of a PNG as its header says them."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and png[12:16] == b"IHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("name", ["strips", "focus-areas"])
def test_a_png_has_exactly_the_pixels_asked_for(pictures: Path, name: str) -> None:
    assert size_of(picture(pictures, name, "png").read_bytes()) == (1920, 1080)


@pytest.mark.parametrize("name", ["strips", "focus-areas"])
def test_the_text_of_an_svg_is_text_and_its_type_is_inside(pictures: Path, table: Table, name: str) -> None:
    text = picture(pictures, name, "svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert (root.get("width"), root.get("height"), root.get("role")) == ("960", "540", "group")
    words = " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    finding = picture_of(name, table, Selection(cities=("hefei",))).headline
    assert [word for word in (*finding.split(), CHINESE, "Hefei", "Asia Times", table.package.version) if word not in words] == []
    assert "".join(next(root.iter(f"{SVG}title")).itertext()) == f"{CHINESE} {UNDRAWN}"
    assert text.count("@font-face") == 2 and text.count("url(data:font/woff2;base64,") == 2


@pytest.mark.parametrize("name", ["strips", "focus-areas"])
def test_an_svg_asks_for_nothing_and_leads_nowhere(pictures: Path, name: str) -> None:
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", picture(pictures, name, "svg").read_text(encoding="utf-8"))
    root = ElementTree.fromstring(text)
    assert not list(root.iter(f"{SVG}script")) and not re.search(r"https?://(?!www\.w3\.org/)", text)
    led = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert led == [], "a link of the app leads nowhere in a file of its own"
    assert not list(root.iter(f"{SVG}a")), "what is no link must not look like one"


def glyphs(path: Path) -> list[Image.Image]:
    """The letters of the headline as they are drawn, each cut to its ink; the last is the box of a letter that is none."""
    image = Image.open(path).convert("L").point(lambda grey: 255 if grey < 128 else 0)
    sizes = re.findall(rf'font-size="([\d.]+)"[^>]*>{CHINESE}', path.with_suffix(".svg").read_text(encoding="utf-8"))
    pitch = float(sizes[0]) * 2
    band = image.crop((0, 0, image.width, round(1.8 * pitch)))
    start = band.getbbox()[0]  # type: ignore[index]
    cells = [band.crop((round(start + place * pitch), 0, round(start + (place + 1) * pitch), band.height)) for place in range(len(CHINESE))]
    cells.append(band.crop((round(start + (len(CHINESE) + 0.1) * pitch), 0, band.width, band.height)))
    assert all(cell.getbbox() for cell in cells), "every letter leaves ink"
    return [cell.crop(cell.getbbox()).resize((48, 48)) for cell in cells]


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of the ink that is not the same."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255)


@pytest.mark.parametrize("name", ["strips", "focus-areas"])
def test_chinese_characters_draw_where_no_font_of_the_machine_has_them(pictures: Path, name: str) -> None:
    *letters, box = glyphs(picture(pictures, name, "png"))
    assert all(difference(one, other) > 0.1 for one, other in combinations(letters, 2)), "two characters look the same"
    assert all(difference(letter, box) > 0.1 for letter in letters), "a character is drawn as a box"


def test_a_chrome_that_dies_is_told_and_what_it_drew_is_kept(export: Any, monkeypatch: pytest.MonkeyPatch, table: Table) -> None:
    started: list[Any] = []

    class Watched(choreographer.Browser):
        async def open(self) -> None:
            await super().open()
            started.append(self.subprocess)

    def write_and_kill(*words: Any) -> None:
        write(*words)
        os.kill(started[0].pid, signal.SIGKILL)
        time.sleep(0.5)

    write = dashboard.exporting.write
    monkeypatch.setattr(choreographer, "Browser", Watched)
    monkeypatch.setattr(dashboard.exporting, "write", write_and_kill)
    run = export("strips", "targets", "--format", "png", "--size", "whole", "--theme", "dark")
    assert run.files == [f"tech-hubs_strips_all-cities_{month(table)}_whole-dark.png"]
    assert run.status == 1
    assert re.search(r"tech-hubs: .*Chrome.* 1 picture ", run.complained)
    content = run.read(run.files[0])
    assert size_of(content)[0] == 1920
    assert Image.open(io.BytesIO(content)).convert("RGB").getpixel((2, 2)) == ImageColor.getrgb(DARK_GROUND)
