"""The command ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import signal
import sys

from tests.bench import hall, panel, rounds, tables
from tests.bench.dash_app import SCREENS
from tests.bench.report import Report
from tests.bench.rounds import Plan
from tests.bench.servers import step_aside

SIZES = (10_000, 100_000, 1_000_000)
BRIEF_HALL = ["hall", "--sessions", "24", "--within", "5", "--every", "5", "--minutes", "0.2"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    hall.add_options(commands.add_parser("hall", help="a lecture hall on one process"))
    parser.add_argument("--quick", action="store_true", help="every part once and briefly: tries the instrument, judges nothing")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured (default: 5)")
    parser.add_argument("--screen", action="append", choices=list(SCREENS), help="measure this screen alone (default: both)")
    parser.add_argument("--claims", type=int, nargs="*", default=SIZES, help="sizes of the grown tables (default: 10000 100000 1000000)")
    parser.add_argument("--part", choices=("rivals", "tables", "panel"), help="measure this part alone (default: all)")
    options = parser.parse_args()
    # Whoever stops the run stops its servers with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if options.command == "hall":
        return hall.run(options)
    step_aside()
    told = Report()
    try:
        if options.part in (None, "panel"):
            panel.run(told, 4 if options.quick else 40)
        if options.part in (None, "rivals"):
            screens = tuple(options.screen or SCREENS)
            rounds.run(told, Plan(1, 12, 2, 12, screens[:1]) if options.quick else Plan(options.rounds, 60, 8, 60, screens))
        if options.part in (None, "tables"):
            tables.run(told, 0, [10_000] if options.quick else options.claims, 6 if options.quick else 24)
    finally:
        # A run that is stopped has measured something too.
        told.close()
    if options.quick and hall.run(parser.parse_args(BRIEF_HALL)):
        return 1
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
