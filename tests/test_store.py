"""The table that is shown: an edit appears without a restart, a broken one is refused, and nothing is ever half read."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.table.files import Files
from dashboard.table.problems import Unreadable
from dashboard.table.store import TableStore
from tests.conftest import put, read, write
from tests.screens import ready
from tests.serving import started

CLAIM = "river-daily-05-b"


def looked(store: TableStore) -> None:
    """The two looks after which an edit that rests is read."""
    store.look()
    store.look()


def test_a_good_edit_appears_without_a_restart_and_says_what_changed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = TableStore(small)
    before = store.snapshot()
    put(small, CLAIM, "note", "Read again.")
    looked(store)
    snapshot = store.snapshot()
    assert snapshot.number == before.number + 1
    assert snapshot.table.claims.at[CLAIM, "note"] == "Read again."
    assert snapshot.changed == "1 claim changed"
    assert capsys.readouterr().err == "The table was read again: 1 claim changed. Readers see it from now on.\n"


def test_a_broken_edit_is_refused_with_every_problem_and_the_last_good_table_stays(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = TableStore(small)
    good = store.snapshot()
    place = put(small, CLAIM, "status", "dreamt")
    put(small, CLAIM, "city", "atlantis")
    looked(store)
    assert store.snapshot() is good
    said = capsys.readouterr().err
    assert said.startswith(f"The edit is not shown, readers keep data {good.table.package.version}; ")
    assert f'{place}: "dreamt" is not in the codebook.' in said and "atlantis" in said


def test_an_edit_that_is_mended_is_shown_and_each_state_is_told_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = TableStore(small)
    put(small, CLAIM, "status", "dreamt")
    for _ in range(4):
        store.look()
    assert capsys.readouterr().err.count("The edit is not shown") == 1
    put(small, CLAIM, "note", "Mended.")
    put(small, CLAIM, "status", "in_place")
    looked(store)
    assert store.snapshot().table.claims.at[CLAIM, "note"] == "Mended." and store.problems == []


def test_a_table_that_was_broken_from_the_start_is_shown_once_it_is_sound(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hidden = small / "claims.away"
    (small / "claims.csv").rename(hidden)
    store = TableStore(small)
    with pytest.raises(Unreadable, match=r"claims\.csv"):
        store.snapshot()
    hidden.rename(small / "claims.csv")
    looked(store)
    assert store.snapshot().number == 1
    assert "it was broken and is sound now" in capsys.readouterr().err


def test_a_file_that_is_still_being_written_is_not_read(small: Path) -> None:
    store = TableStore(small)
    good = store.snapshot()
    whole = (small / "claims.csv").read_bytes()
    for half in (whole[: len(whole) // 2], whole[: len(whole) // 2 + 40], whole):
        (small / "claims.csv").write_bytes(half)
        store.look()
    assert store.snapshot() is good and store.problems == []


def test_files_that_change_between_two_readings_are_no_one_state_of_the_table(small: Path) -> None:
    files = Files(small)
    files.read("claims.csv")
    put(small, CLAIM, "note", "Meanwhile.")
    files.read("cities.csv")
    assert not files.unchanged()
    assert b"Meanwhile." not in files.read("claims.csv")


def test_a_folder_that_vanishes_keeps_the_last_good_table(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = TableStore(small)
    shutil.rmtree(small)
    looked(store)
    assert len(store.snapshot().table.claims) and "cannot be read" in capsys.readouterr().err


def test_a_fault_of_our_own_is_said_and_does_not_end_the_watch(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store, looks = TableStore(small), iter([KeyError("odd"), SystemExit()])
    monkeypatch.setattr("dashboard.table.store.SECONDS", 0)
    monkeypatch.setattr(store, "look", lambda: _raise(next(looks)))
    with pytest.raises(SystemExit):
        store._watch()
    assert capsys.readouterr().err == "The edit could not be read (KeyError('odd')); readers keep what they have.\n"


def _raise(error: BaseException) -> None:
    raise error


def test_claims_that_come_and_go_are_counted(small: Path) -> None:
    store = TableStore(small)
    write(small, "claims.csv", [row for row in read(small, "claims.csv") if row["claim_id"] != "river-daily-02-a"])
    ledger = read(small, "ledger.csv")
    headline = next(row for row in ledger if row["claims"] == "river-daily-02-a")
    headline |= {"claims": "", "reason": "furniture"}
    write(small, "ledger.csv", ledger)
    looked(store)
    assert store.snapshot().changed == "1 claim withdrawn"


def test_readers_see_a_good_edit_where_they_stand_and_never_a_broken_one(page: Page, small: Path) -> None:
    with started("--data", small) as (_, address, printed):
        page.goto(f"{address}/evidence?claim={CLAIM}")
        ready(page)
        expect(page.locator(".th-claim")).to_contain_text("tide power")
        put(small, CLAIM, "note", "Read once more.")
        _until(printed, "The table was read again: 1 claim changed.")
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(page.locator(".th-notices")).to_contain_text("The table was edited while you were reading: 1 claim changed.")
        expect(page.locator(".th-claim")).to_contain_text("Read once more.")
        put(small, CLAIM, "status", "dreamt")
        _until(printed, '"dreamt" is not in the codebook.')
        page.reload()
        ready(page)
        expect(page.locator(".th-claim")).to_contain_text("Read once more.")
        expect(page.locator(".th-notices")).to_have_count(0)


def _until(printed: Path, words: str, seconds: float = 15) -> None:
    """Wait until the terminal says something."""
    end = time.monotonic() + seconds
    while words not in printed.read_text(encoding="utf-8"):
        assert time.monotonic() < end, printed.read_text(encoding="utf-8")
        time.sleep(0.1)
