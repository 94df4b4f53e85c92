"""The same app in Firefox: it opens, draws, filters, leads from a row of the marks to its claims, goes back, exports.

``python -m tests`` installs Firefox where it may, and says that it leaves this file out where it may not; pytest alone fails here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bidi import fox
from tests.browser import firefox
from tests.screens import KNOWN_404

SECONDS = 40
NO_FIREFOX = "There is no Firefox on this machine. Install one, or name it in FIREFOX_PATH, or run pytest --ignore=tests/test_firefox.py."
TRIED = "blocked WebAssembly"
"""What reads Streamlit's messages tries WebAssembly, which the policy does not allow, and does without it; Firefox may tell."""
pytestmark = pytest.mark.slow
MARKS = "document.querySelectorAll('.th-place svg a.mark').length"


def wait(promise: Callable[[], object], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not promise():
        assert time.monotonic() < end, f"{what}: it never came"
        time.sleep(0.2)


def named(words: str, among: str) -> str:
    return (
        f"[...document.querySelectorAll('{among}')].find(one => one.textContent.includes('{words}') && one.getBoundingClientRect().width)"
    )


def test_firefox_draws_filters_leads_to_claims_goes_back_and_exports(app: str, tmp_path: Path) -> None:
    program = firefox()
    assert program, NO_FIREFOX
    with fox(program, tmp_path) as page:

        def click(words: str, among: str) -> None:
            wait(lambda: page.js(f"!!{named(words, among)}"), words)
            page.click(named(words, among))

        page.go(f"{app}/focus-areas")
        wait(lambda: page.js(MARKS) > 20, "the picture")
        everything = page.js(MARKS)

        click("Hefei (", "[data-testid=stSidebar] button")
        wait(lambda: 0 < page.js(MARKS) < everything, "the picture with fewer marks")
        assert page.js("location.search") == "?cities=hefei"

        click("The same marks as a table", "summary")
        wait(lambda: page.js(f"!!{named('', '.th-twin table.th-list tbody a')}"), "the table")
        page.js(f"{named('', '.th-twin table.th-list tbody a')}.focus()")
        page.press("\ue007")
        wait(lambda: page.js("document.querySelectorAll('.th-panel article').length"), "the claims behind a mark")
        wait(lambda: page.js("document.activeElement === document.querySelector('.th-panel h2')"), "the focus on the heading of the panel")

        page.back()
        wait(lambda: page.js("document.querySelector('.th-panel').hidden"), "the panel closed")
        assert 0 < page.js(MARKS) < everything and page.js("location.search") == "?cities=hefei"
        page.back()
        wait(lambda: page.js(MARKS) == everything, "the picture, the filter undone")

        click("Export", ".th-take summary")
        click("1920 × 1080", ".th-take details[open] a[data-picture=png]")
        wait(lambda: any(path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" for path in tmp_path.glob("*.png")), "the picture as a file")
        assert [said for said in page.errors if not any(path in said for path in (*KNOWN_404, TRIED))] == []
