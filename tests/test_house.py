"""What the house promises: its rooms, its fonts, its vocabularies, and a validator that is not ours."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from dashboard.render import fonts

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))


def test_nothing_else_stands_at_the_top_level() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    top = {name.split("/")[0] for name in listed if not name.startswith(".")}
    assert top <= {"pyproject.toml", "README.md", "dashboard", "data", "seeds", "tests"}


def test_a_line_imports_only_from_lines_below_it() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_screen_is_short_and_computes_nothing() -> None:
    screens = [*(ROOT / "dashboard" / "screens").glob("*.py")]
    assert len(screens) > 10
    for page in screens:
        source = page.read_text(encoding="utf-8")
        assert len(source.splitlines()) < 80, page
        assert "import pandas" not in source and "groupby" not in source, page


def test_no_file_grows_past_a_screenful_of_screens() -> None:
    files = [*(ROOT / "dashboard").rglob("*.py")]
    assert len(files) > 100
    for file in files:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 300, file


def test_what_streamlit_does_not_document_is_named_in_one_file() -> None:
    inside = re.compile(r"data-testid|testScriptState|_stcore|\bbootstrap\b|postScriptGC|\bst(App|Main|Sidebar|Button\w*)\b")
    places = [*(ROOT / "dashboard").rglob("*"), ROOT / "pyproject.toml"]
    files = [file for file in places if file.suffix in (".py", ".js", ".css", ".html", ".toml")]
    named = {file.name for file in files if inside.search(file.read_text(encoding="utf-8"))}
    assert named == {"streamlit_internals.py", "streamlit.css", "streamlit.js"}


def test_every_chinese_character_of_the_data_draws_in_the_bundled_font() -> None:
    known = TTFont(ROOT / "dashboard" / "static" / "noto-sans-sc-subset.woff2").getBestCmap()
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*.csv"))
    chinese = [c for c in sorted(set(text)) if ord(c) > 0x2E7F]
    assert chinese and [c for c in chinese if ord(c) not in known] == []


def drawn_signs(source: str) -> set[str]:
    """The signs beyond ASCII in the texts of a module, its docstrings left aside."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    return {sign for text in texts for sign in text if ord(sign) > 0x7E}


def test_every_sign_a_picture_draws_is_in_a_bundled_font() -> None:
    known = {code for font in (fonts.CHINESE, fonts.LATIN) for code in TTFont(font).getBestCmap()}
    modules = [
        file for room in ("render", "pictures") for file in (ROOT / "dashboard" / room).rglob("*.py") if not file.stem.startswith("pptx")
    ]
    signs = {sign: file.name for file in modules for sign in drawn_signs(file.read_text(encoding="utf-8"))}
    assert len(signs) > 3
    assert {sign: name for sign, name in signs.items() if ord(sign) not in known} == {}


def test_every_word_of_a_closed_vocabulary_has_a_label() -> None:
    for resource in (*PACKAGE["resources"], PACKAGE["ledger"]):
        for field in resource["schema"]["fields"]:
            assert [c["value"] for c in field.get("categories", [])] == field.get("constraints", {}).get("enum", []), field["name"]


def test_the_package_passes_a_validator_that_is_not_ours() -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=ROOT / "data", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def test_every_article_is_coded() -> None:
    with (ROOT / "data" / "articles.csv").open(encoding="utf-8", newline="") as lines:
        articles = [row["article"] for row in csv.DictReader(lines)]
    claims = (ROOT / "data" / "claims.csv").read_text(encoding="utf-8")
    assert articles and [article for article in articles if f"\n{article}-" not in claims] == []
