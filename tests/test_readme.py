"""The README and those of the folders are never ahead of the code, nor behind it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from dashboard.controls.page import PAGES
from tests.__main__ import SUITES
from tests.test_house import PACKAGE

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


FOLDERS = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in ROOT.glob("*/**/README.md") if path.parts[-2] != "articles"}
EVERY = {Path("README.md"): README, **FOLDERS}


def _block(name: str, text: str = README) -> str:
    return re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)[1].strip("`\n ")  # type: ignore[index]


def test_it_is_run_and_tested_with_one_line_each() -> None:
    assert _block("run") == "pip install -e . && tech-hubs"
    assert _block("test") == 'pip install -e ".[test]" && python -m tests'
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test -->" in run and "\npython -m tests slow\n" in run
    assert all(f"`python -m tests {suite}`" in README for suite in SUITES)


def test_it_names_every_screen() -> None:
    for title in PAGES.values():
        assert f"| **{title}** |" in README


def test_it_explains_the_ink_of_every_status() -> None:
    status = next(f for f in PACKAGE["resources"][0]["schema"]["fields"] if f["name"] == "status")
    (told,) = (line for line in README.splitlines() if "Ink says how sure it is" in line)
    for category in status["categories"]:
        assert re.search(rf"(solid|hatched|hollow|outline|mark) is (an? )?{category['label'].lower()}\b", told), category["label"]
    assert not re.search("[●◉○⊕⊗★■◆▲]", README)


def test_its_dictionary_is_that_of_the_package() -> None:
    fields = PACKAGE["resources"][0]["schema"]["fields"]
    lines = ["| field | title | what it holds |", "|---|---|---|"]
    lines += [f"| `{field['name']}` | {field['title']} | {field['description']} |" for field in fields]
    assert _block("dictionary", FOLDERS[Path("data/README.md")]) == "\n".join(lines)


def test_it_justifies_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=]", requirement)[0]
        assert f"| {name} |" in README
        # Of Streamlit we know what it does not document, which may differ with every minor version.
        cap = r"1\.\d+" if name == "streamlit" else r"\d+"
        assert re.search(rf">=[\d.]+,<{cap}(;|$)", requirement), requirement
    for requirement in project["optional-dependencies"]["test"]:
        assert re.split(r"[<>=[]", requirement)[0] in README, requirement


def test_every_file_it_points_at_is_there() -> None:
    targets = [(place, target) for place, text in EVERY.items() for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text)]
    assert len(targets) > 15
    assert [target for place, target in targets if not (ROOT / place.parent / target).exists()] == []


def test_it_is_short_and_leads_to_every_folder_that_has_more_to_say() -> None:
    assert len(README.encode()) < 8_000
    for folder in ("data", "seeds", "dashboard", "dashboard/server", "dashboard/export", "tests/bench"):
        assert f"({folder}/README.md)" in README


def test_the_files_it_sends_whoever_changes_something_to_are_there() -> None:
    told = FOLDERS[Path("dashboard/README.md")].partition("## Where do I change")[2].partition("\n## ")[0]
    paths = re.findall(r"`([\w./]+[./][\w./]*)`", told)
    assert len(paths) > 12
    for path in paths:
        assert (ROOT / "dashboard" / path).exists() or (ROOT / path).exists(), path


def test_every_option_of_the_command_is_in_it() -> None:
    source = (ROOT / "dashboard" / "cli.py").read_text(encoding="utf-8")
    options = re.findall(r'"(--[a-z]+)"', source)
    assert len(options) > 8
    for option in options:
        assert any(option in text for text in EVERY.values()) or option in ("--help", "--version"), option
