"""The command ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import sys

from tests.bench import hall


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    hall.add_options(commands.add_parser("hall", help="a lecture hall on one process"))
    options = parser.parse_args()
    if options.command == "hall":
        return hall.run(options)
    return 2


if __name__ == "__main__":
    sys.exit(main())
