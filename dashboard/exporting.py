"""The command ``tech-hubs export``: what it is told, what it writes, and a sentence for whatever it cannot."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from urllib.parse import parse_qsl

from tqdm import tqdm

from dashboard.exit_status import OK, refuse
from dashboard.export.files import NAMES, SUFFIXES, ExportFile, file_contents, planned, write
from dashboard.export.pictures import ChromeNotFound, DrawingError
from dashboard.export.request import LONGEST_HEADLINE, ExportRequest, read_size
from dashboard.pictures import PICTURES, picture_name
from dashboard.table.dimensions import PLACES, read_arrangement
from dashboard.table.files import own_copies, released
from dashboard.table.load import Table, load
from dashboard.table.problems import Unreadable, listed, quoted
from dashboard.table.selection import read_query
from dashboard.table.words import one_line, plural

INCOMPLETE = 1
_INSTALL = "Install Chrome or Chromium (on Debian: apt install chromium), or leave png out."


def export(options: argparse.Namespace) -> int:
    """Write every file asked for; returns 0, 1 (some could not be written, the rest are) or 2 (could not run)."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        return _export(options)
    except KeyboardInterrupt:
        return refuse(f"Stopped before anything was written into {options.out}. Run the command again.")
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(*_: object) -> None:
    """A SIGTERM ends the work as Ctrl+C does: what is half written goes, and Chrome with it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _export(options: argparse.Namespace) -> int:
    try:
        table = load(options.data or released())
    except Unreadable as error:
        return refuse(*map(str, error.problems))
    request, problems = _read_request(table, options)
    names, suffixes = options.pictures or list(PICTURES), [word.strip() for word in options.format.split(",") if word.strip()]
    problems += [f"There is no picture {quoted(name)}. Choose {listed(NAMES)}." for name in names if picture_name(name) not in NAMES]
    problems += [f"There is no format {quoted(suffix)}. Choose {listed(SUFFIXES)}." for suffix in suffixes if suffix not in SUFFIXES]
    if not suffixes:
        problems.append(f"--format names nothing. Choose {listed(SUFFIXES)}.")
    if problems or request is None:
        return refuse(*problems)
    files = planned(table, names, suffixes, request, os.environ.get("TECH_HUBS_URL", ""))
    if not files:
        return refuse(f"{listed(names, 'and')} cannot be had as {listed(suffixes)}. Name a picture, or choose xlsx or csv.")
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return refuse(f"Cannot write into {options.out} ({reason}). Choose another folder with --out.")
    return _write(table, files, options)


def _read_request(table: Table, options: argparse.Namespace) -> tuple[ExportRequest | None, list[str]]:
    query = parse_qsl(options.select.lstrip("?"), keep_blank_values=True)
    placements = [(place, value) for place in PLACES if (value := getattr(options, place))]
    selection, problems = read_query(table, query)
    arranged, astray = read_arrangement([*query, *placements])
    for place, _ in placements:
        astray = [sentence.replace(f"The link asks for {place} ", f"--{place} asks for ", 1) for sentence in astray]
    problems += astray
    problems = [problem.replace("The link asks", "--select asks", 1) for problem in problems]
    try:
        size = read_size(options.size)
    except ValueError as error:
        return None, [*problems, f"--size: {error}"]
    headline = one_line(options.headline)[:LONGEST_HEADLINE]
    return ExportRequest("overview", selection, options.theme, size, headline, arranged=arranged), problems


def _write(table: Table, files: Sequence[ExportFile], options: argparse.Namespace) -> int:
    start, done, size = time.perf_counter(), 0, 0
    bar = tqdm(total=len(files), unit="file", desc="Exporting", file=sys.stderr, disable=None)
    problem = ""
    try:
        for file, content in file_contents(table, files, options.scale, options.articles or own_copies()):
            bar.set_postfix_str(file.name, refresh=False)
            write(options.out, file.name, content)
            bar.update()
            done, size = done + 1, size + len(content)
    except DrawingError as error:
        move = _INSTALL if isinstance(error, ChromeNotFound) else "Run the command again for them."
        problem = f"{error} {plural(len(files) - done, 'picture')} could not be drawn. {move}"
    except KeyboardInterrupt:
        problem = "Stopped. What is there is whole; run the command again for the rest."
    except OSError as error:
        place = f"Cannot write into {options.out} ({error.strerror})"
        problem = f"{place}; what is there is whole. Make room, or choose another folder with --out."
    finally:
        bar.close()
    print(f"{plural(done, 'file')}, {size:,} bytes, in {options.out} ({time.perf_counter() - start:.1f} s).")
    if problem:
        print(f"tech-hubs: {problem}", file=sys.stderr)
    return INCOMPLETE if problem else OK
