"""The instrument of the benchmark measures what it says it does; how fast anything is, no test asks."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from dashboard.table.check import check
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.bench.choices import Next, never_repeating, repeating
from tests.bench.grow import grow
from tests.bench.load import client, offered
from tests.bench.report import BARE, Aim, Measure, Report
from tests.bench.visitors import AppVisitor, SelectionLost


def test_a_grown_table_is_sound_and_says_of_each_city_what_the_released_one_does(tmp_path: Path, table: Table) -> None:
    folder = grow(tmp_path, 3 * len(table.claims) - 1)
    assert check(folder) == []
    grown = load(folder)
    assert len(grown.claims) == 3 * len(table.claims)
    assert set(table.claims.index) < set(grown.claims.index)
    assert (grown.claims.groupby(["city", "area", "status"]).size() == 3 * table.claims.groupby(["city", "area", "status"]).size()).all()


@pytest.mark.parametrize("page", ["", "focus-areas", "institutions", "figures", "targets", "sources"])
def test_a_reader_without_a_browser_gets_the_selection_they_asked_for(app: str, table: Table, page: str) -> None:
    async def read() -> Selection:
        async with client() as http:
            visitor = AppVisitor(http, app, page, table)
            await visitor.open(Selection(articles=("four-hubs",)))
            await visitor.choose(Selection(articles=("four-hubs",), cities=("shanghai", "hefei")))
            await visitor.close()
        return visitor.selection

    assert asyncio.run(read()) == Selection(articles=("four-hubs",), cities=("shanghai", "hefei"))


def test_an_answer_to_another_question_is_a_lost_selection(app: str, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    async def read() -> None:
        async with client() as http:
            visitor = AppVisitor(http, app, "focus-areas", table)
            await visitor.open()
            monkeypatch.setattr(visitor, "_set", lambda *_: None)
            await visitor.choose(Selection(cities=("hefei",)))

    with pytest.raises(SelectionLost, match="Hefei"):
        asyncio.run(read())


class Slow:
    """A reader whose every answer takes a fifth of a second."""

    selection = Selection()

    async def open(self, selection: Selection = selection) -> None: ...

    async def choose(self, selection: Selection) -> None:
        await asyncio.sleep(0.2)

    async def close(self) -> None: ...


def test_a_change_is_timed_from_when_it_was_due_not_from_when_a_reader_was_free() -> None:
    found = asyncio.run(offered([Slow(), Slow()], lambda seen: seen, rate=20, seconds=0.5))
    assert len(found.seconds) == 10
    assert found.at(0.0) < 0.3 and found.at(1.0) > 0.5


def _walk(choose: Next, steps: int) -> list[Selection]:
    seen = [choose(Selection())]
    while len(seen) < steps:
        seen.append(choose(seen[-1]))
    return seen


def test_a_hall_repeats_twelve_selections_and_a_wanderer_none(table: Table) -> None:
    assert len(set(_walk(repeating(table), 40))) == 12
    wandered = _walk(never_repeating(table), 400)
    assert len(set(wandered)) == 400
    assert not any(selection.rows(table).empty for selection in wandered[:40])


def test_the_table_says_whether_an_aim_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    measure = Measure("cold start", "s", aim=Aim(BARE, 1.3))
    for app, met in ((2.5, True), (2.7, False)):
        told = Report()
        for turn in range(3):
            told.note(measure, "focus-areas", "app", turn, app + turn / 100)
            told.note(measure, "focus-areas", BARE, turn, 2.0)
        assert told.close() is met
        assert f"≤ 1.3 × bare page  {'met' if met else 'not met'}" in capsys.readouterr().out
