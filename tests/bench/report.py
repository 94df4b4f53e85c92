"""What was measured, as a line of JSON each and as a table for people, with the aim beside it."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Error

from tests.bench.load import FAULTS

APP, DASH, BARE, FILE, RELEASED = "app", "Dash", "bare page", "file", "released table"


@dataclass(frozen=True)
class Aim:
    """The app's value over that of a rival must be at most, or at least, ``ratio``."""

    rival: str
    ratio: float
    least: bool = False

    def met(self, ratio: float) -> bool:
        return ratio >= self.ratio if self.least else ratio <= self.ratio

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.ratio:g} × {self.rival}"


@dataclass(frozen=True)
class Measure:
    """One thing that is measured: its name, its unit, how its value is written and what is aimed at."""

    name: str
    unit: str
    digits: int = 2
    aim: Aim | None = None


COLD = Measure("cold start to first picture", "s", aim=Aim(BARE, 1.3))
LOAD = Measure("first load, all charts drawn", "s")
BYTES = Measure("bytes of a first load", "MB", aim=Aim(DASH, 0.5))
RELOAD = Measure("reload, all charts drawn", "s", aim=Aim(DASH, 1.2))
SEEN = Measure("filter change redrawn, selection known", "ms", 0, Aim(DASH, 1.0))
NEW = Measure("filter change redrawn, selection new", "ms", 0, Aim(DASH, 1.0))
CPU_FIRST = Measure("server CPU of a first load", "ms", 0)
CPU_LOAD = Measure("server CPU of a load, scripts cached", "ms", 0)
CPU_SEEN = Measure("server CPU of a change, selections repeat", "ms", 1, Aim(DASH, 0.5))
CPU_NEW = Measure("server CPU of a change, none repeats", "ms", 1)
MEMORY = Measure("memory of one more session", "MB", 2, Aim(BARE, 1.5))
WHOLE = Measure("memory with one session", "MB", 0)
HELD = Measure("sessions held", "", 0)
RATE_SEEN = Measure("changes a second, selections repeat", "/s", 1, Aim(DASH, 1.5, least=True))
RATE_NEW = Measure("changes a second, none repeats", "/s", 1, Aim(DASH, 0.7, least=True))


class Report:
    """The values of every measure, screen and rival, one a round; printed as they come."""

    def __init__(self) -> None:
        self.faults = 0
        self._values: dict[tuple[Measure, str], dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))

    def note(self, measure: Measure, screen: str, who: str, turn: int, value: float) -> None:
        """Keep the value of a round; further ones of the same round replace it."""
        self._values[measure, screen][who][turn] = value
        said = {"measure": measure.name, "unit": measure.unit, "screen": screen, "who": who, "round": turn, "value": round(value, 4)}
        print(json.dumps(said, ensure_ascii=False), flush=True)

    @contextmanager
    def going_on(self, **where: object) -> Iterator[None]:
        """What fails in here is told and counted; the run goes on without it."""
        try:
            yield
        except (*FAULTS, Error) as fault:
            self.faults += 1
            print(json.dumps({"fault": f"{type(fault).__name__}: {fault}", **where}, ensure_ascii=False), flush=True)

    def ratios(self, measure: Measure, screen: str, rival: str) -> list[float]:
        """The app's value over the rival's, of each round both were measured in."""
        found = self._values[measure, screen]
        return [found[APP][turn] / value for turn, value in found[rival].items() if value and turn in found[APP]]

    def close(self) -> bool:
        """Print the ratios as JSON and everything as a table; whether every aim is met."""
        lines, all_met = [], True
        known = [who for who in (APP, DASH, BARE, FILE, RELEASED) if any(who in found for found in self._values.values())]
        for (measure, screen), found in self._values.items():
            aim, cells = measure.aim, {who: _spread(list(values.values()), measure.digits) for who, values in found.items()}
            ratio, met = "", ""
            if aim and (ratios := self.ratios(measure, screen, aim.rival)):
                middle = statistics.median(ratios)
                met = "met" if aim.met(middle) else "not met"
                all_met = all_met and aim.met(middle)
                ratio = _spread(ratios, 2)
                said = {"measure": measure.name, "screen": screen, "ratio_to": aim.rival, "median": round(middle, 3)}
                print(
                    json.dumps(
                        {**said, "rounds": [round(each, 3) for each in ratios], "aim": str(aim), "met": aim.met(middle)}, ensure_ascii=False
                    )
                )
            columns = [cells.get(who, "") for who in known]
            lines.append([f"{measure.name}{f', {measure.unit}' if measure.unit else ''}", screen, *columns, ratio, str(aim or ""), met])
        _print_table(["measure", "screen", *known, "ratio", "aim", ""], lines)
        if self.faults:
            print(f"What failed is missing above; the lines with “fault” say what, {self.faults} in all.")
        return all_met


def _spread(values: Sequence[float], digits: int) -> str:
    """The median, and the middle half of the values when there are some."""
    text = f"{statistics.median(values):.{digits}f}"
    if len(values) > 2:
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        text += f" ({low:.{digits}f}–{high:.{digits}f})"
    return text


def _print_table(heads: list[str], lines: list[list[str]]) -> None:
    widths = [max(len(line[place]) for line in [heads, *lines]) for place in range(len(heads))]
    for line in [heads, ["-" * width for width in widths], *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip(), flush=True)
