"""The audit of dependencies: it fails on what is known to be vulnerable, and says when it could not look."""

from __future__ import annotations

import json

from tests.audit import UNREACHED, needed, verdict

SOUND = {"name": "jinja2", "version": "3.1.6", "vulns": []}
BROKEN = {"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.8.1"]}]}
SKIPPED = {"name": "pandas", "skip_reason": "not found"}


def _found(*dependencies: object) -> tuple[int, list[str]]:
    return verdict(json.dumps({"dependencies": dependencies}), ["jinja2"])


def test_a_known_vulnerability_fails_and_names_the_version_that_mends_it() -> None:
    assert _found(SOUND, BROKEN) == (1, ["jinja2 2.4.1: PYSEC-1, mended in 2.8.1."])
    assert _found(BROKEN, SKIPPED)[0] == 1


def test_a_list_that_cannot_be_reached_is_said_and_fails_nothing() -> None:
    assert verdict("", ["jinja2"]) == (0, [UNREACHED])
    assert _found(SKIPPED) == (0, [UNREACHED])
    assert _found(SOUND, SKIPPED) == (0, ["Not compared: pandas."])


def test_it_asks_about_what_the_app_needs_and_not_about_the_tests() -> None:
    assert {"streamlit", "starlette", "pandas", "jinja2"} <= set(needed())
    assert not {"pytest", "playwright", "pip-audit"} & set(needed())
