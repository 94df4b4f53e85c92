"""What Streamlit does not document and this app relies on: one test a reach, each of which says what has changed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version

from playwright.sync_api import Page, expect
from streamlit import config

from dashboard.render import fonts
from dashboard.server import streamlit_internals as internals
from dashboard.server.headers import inline_scripts
from tests.conftest import ROOT
from tests.screens import ready
from tests.test_server import ask

STATIC = ROOT / "dashboard" / "static"
NAMES = r"data-testid=(\w+)|\.(st(?!Html)[A-Z]\w+)|(data-test-script-state|data-test-connection-state)"
SCREENS = {"": 1440, "check": 1440, "figures": 390}
"""Where every part of Streamlit's page that we name is to be seen, and how wide the window is."""


def test_it_is_of_the_minor_version_these_tests_passed_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = re.search(r"streamlit>=(\d+\.\d+),<\d+\.\d+", " ".join(project["dependencies"]))
    assert pinned and version("streamlit").startswith(f"{pinned[1]}."), (
        "another Streamlit is installed: run these tests on it, then move the pin"
    )


def test_the_addresses_that_are_let_in_are_streamlits(app: str) -> None:
    told = "Streamlit answers at another address: put it into streamlit_internals, and look at what else it brings"
    for path in (internals.HEALTH, internals.HOST):
        assert ask(app, f"/{path}")[0] == 200, f"{path}: {told}"
    assert ask(app, f"/{internals.UPLOADED}a/b", "PUT")[0] == 403, f"{internals.UPLOADED}: {told}"
    key = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    assert ask(app, f"/{internals.STREAM}", **key)[0] == 101, f"{internals.STREAM}: {told}"
    assert ask(app, f"/{internals.MEDIA}x")[1]["content-type"].startswith("text/plain"), f"{internals.MEDIA}: {told}"


def test_the_page_of_streamlit_has_the_places_where_ours_is_put_in() -> None:
    page = internals.page()
    for part in (internals.TITLE, "</head>", '<div id="root"></div>', "./favicon.png"):
        assert page.count(part) == 1, f"Streamlit's page has no {part} any more: see served_files"
    assert len(inline_scripts(page)) == 1, "Streamlit's page has another inline script: read it, and whether the policy is to name it"


def test_a_file_of_streamlit_has_its_content_in_its_name_so_that_it_may_be_kept_for_ever() -> None:
    files = [file.name for file in internals.assets().rglob("*") if file.suffix in (".js", ".css", ".woff2")]
    assert len(files) > 100, "Streamlit keeps its scripts elsewhere"
    wrong = [name for name in files if not re.search(r"\.[\w-]{8}\.(js|css|woff2)$", name)]
    assert wrong == [], f"Streamlit's files are no longer named by their content: {wrong[:3]} must not be given as immutable"


def test_the_type_of_the_page_is_the_one_that_exports_carry() -> None:
    (font,) = internals.assets().rglob("SourceSansVF-Upright*.woff2")
    assert font.read_bytes() == fonts.LATIN.read_bytes(), "Streamlit has another Source Sans: copy it, and run python -m tests.fonts"


def test_the_options_it_hides_are_still_there() -> None:
    for name, value in internals.TUNED.items():
        assert name in config._config_options_template, f"Streamlit has no option {name} any more: measure without it, then take it out"
        usual = config._config_options_template[name].default_val
        assert usual != value, f"Streamlit does by itself what {name} is set for: take it out"


def test_every_name_of_its_page_in_our_styles_and_scripts_is_there(app: str, page: Page) -> None:
    sources = (STATIC / "streamlit.css").read_text("utf-8") + (STATIC / "streamlit.js").read_text("utf-8")
    named = {next(filter(None, found)) for found in re.findall(NAMES, sources)}
    assert len(named) > 12
    for screen, width in SCREENS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{app}/{screen}")
        ready(page)
        for name in sorted(named):
            if page.locator(f"[data-testid={name}], .{name}, [{name}]").count():
                named.discard(name)
    assert named == set(), "Streamlit's page has none of these any more: see static/streamlit.css and static/streamlit.js"


def test_its_page_runs_again_when_the_history_says_it_has_moved(app: str, page: Page) -> None:
    page.goto(app)
    ready(page)
    page.evaluate("history.pushState({}, '', 'targets'); techHubsStreamlit.again()")
    expect(page.locator(".th-nav a[aria-current=page]"), "Streamlit listens no longer to the history").to_have_text("Targets")
