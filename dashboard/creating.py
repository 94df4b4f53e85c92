"""The command ``tech-hubs new``: creates a valid table without claims about other places, atomically."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dashboard.exit_status import OK, refuse
from dashboard.table.files import read_file, released
from dashboard.table.wording import USUAL
from dashboard.table.words import cardinal, sentence_list

if TYPE_CHECKING:
    from dashboard.curate.blank import Plan

Parsed = TypeVar("Parsed")
_NEEDED = {
    "title": "What is the table called?",
    "purpose": "What is it for? A few words behind the title, such as: what the papers say of Japan's ports",
    "places": "Which places does it compare? Two to eight, as in: Kobe=神戸, Nagoya, Yokohama",
    "nation": "Which nation are they in? It stands beside them",
}
"""Required options, and the question asked on a terminal where one is missing."""


def offer_new(command: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    command.add_argument("folder", type=Path, metavar="FOLDER", help="where the table is made; it must be empty or not there yet")
    command.add_argument("--title", metavar="TEXT", help="what the table is called")
    command.add_argument("--purpose", metavar="TEXT", help="what it is for, in a few words that follow the title")
    command.add_argument("--places", metavar="NAME,…", help="the two to eight places it compares, as Name or Name=中文名")
    command.add_argument("--nation", metavar="NAME", help="the nation that stands beside them, as Name or Name=中文名")
    command.add_argument("--place-word", metavar="WORD", help="what one of them is called: port, region, … (default: city)")
    command.add_argument("--places-word", metavar="WORD", help="what several are called (default: the regular plural)")
    command.add_argument("--author", metavar="NAME", action="append", default=[], help="who makes it; may be given several times")
    # It reads neither the data nor the articles, whatever the environment says.
    command.set_defaults(command=create, data="", articles="")


def create(options: argparse.Namespace) -> int:
    """Create the table; returns 0, or 2 when nothing was created."""
    folder: Path = options.folder
    try:
        fault = _not_free(folder)
        if fault:
            return refuse(*fault.splitlines())
        plan = _plan(options)
        _write(plan, folder)
    except ValueError as error:
        return refuse(*str(error).splitlines())
    except OSError as error:
        return refuse(f"Cannot make {folder} ({error.strerror or error}). Choose another folder.")
    data = folder / "data"
    content = f"{cardinal(len(plan.places))} {plan.wording.places}, {plan.nation.name} beside them, and no claim yet"
    print(f"{plan.title} is made in {folder}: {content}. The table is sound.")
    print(f"Show it with tech-hubs run --data {data}, and check it with tech-hubs check --data {data} while you add an article to it.")
    print(f"Say in {data / 'datapackage.json'}, under licenses, what others may do with it.")
    return OK


def _not_free(folder: Path) -> str:
    """Why nothing can be created in ``folder``; empty when it can."""
    if not folder.exists() and not folder.is_symlink():
        return ""
    if not folder.is_dir():
        return f"{folder} is no folder. Name one that is empty or not there yet."
    return f"{folder} is not empty. Name a folder that is, or that is not there yet." if any(folder.iterdir()) else ""


def _plan(options: argparse.Namespace) -> Plan:
    """The plan, from the options and, on a terminal, from answers. Raises ValueError with everything wrong or missing."""
    from dashboard.curate.blank import Plan, read_place, read_places, read_text, read_word

    readers: dict[str, Callable[[str], Any]] = {"title": read_text, "purpose": read_text, "places": read_places, "nation": read_place}
    terminal = sys.stdin is not None and sys.stdin.isatty()
    wrong: list[str] = []
    words = {}
    for name, part in (("place_word", "place"), ("places_word", "places")):
        argument = getattr(options, name)
        if argument is not None:
            words[part] = _read(f"--{name.replace('_', '-')}", read_word, argument, wrong)
    values: dict[str, Any] = {
        name: _read(f"--{name}", parse, argument, wrong)
        for name, parse in readers.items()
        if (argument := getattr(options, name)) is not None
    }
    authors = [_read("--author", read_text, author, wrong) for author in options.author]
    absent = [name for name in _NEEDED if name not in values]
    if absent and not terminal:
        wrong.append(f"{sentence_list([f'--{name}' for name in absent])} must be given where nobody can be asked.")
    if wrong:
        raise ValueError("\n".join(wrong))
    for name in absent:
        values[name] = _prompt(_NEEDED[name], readers[name])
    if absent and not words:
        words["place"] = _prompt(f"What is one of the places called? Enter: {USUAL.place}", lambda text: read_word(text or USUAL.place))
    places, nation = values["places"], values["nation"]
    if nation.key in {place.key for place in places}:
        raise ValueError(f"--nation: {nation.name} is one of the places too. Name the nation they are in.")
    return Plan(values["title"], values["purpose"], places, nation, words, tuple(authors))


def _read(option: str, parse: Callable[[str], Parsed], text: str, wrong: list[str]) -> Parsed | str:
    """The parsed value of an option; on a fault the text itself, with messages added to ``wrong``."""
    try:
        return parse(text)
    except ValueError as error:
        wrong += [f"{option}: {line}" for line in str(error).splitlines()]
        return text


def _prompt(question: str, parse: Callable[[str], Parsed]) -> Parsed:
    """An answer from the terminal; asks again until it is valid. Raises ValueError at the end of input."""
    while True:
        try:
            return parse(input(f"{question}\n> "))
        except ValueError as error:
            print(error)
        except EOFError:
            raise ValueError("Nothing is made: the answers ended.") from None


def _write(plan: Plan, folder: Path) -> None:
    """Write the table to a temporary folder, check it, and move it into place. Raises OSError, and ValueError when it is not valid."""
    from dashboard.curate.blank import files
    from dashboard.table.check import check

    descriptor = json.loads(read_file(released() / "datapackage.json"))
    exists = folder.is_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    rough = Path(tempfile.mkdtemp(dir=folder if exists else folder.parent, prefix=".tech-hubs-new-"))
    try:
        for path, content in files(plan, descriptor, date.today()).items():
            (rough / path).parent.mkdir(exist_ok=True)
            (rough / path).write_bytes(content)
        problems = check(rough / "data")
        if problems:
            raise ValueError("\n".join(map(str, problems)))
        if exists:
            # The folder itself may be one's own, or a disk; what makes it a table comes last.
            (rough / "seeds").rename(folder / "seeds")
            (rough / "data").rename(folder / "data")
            rough.rmdir()
        else:
            rough.chmod(0o755)
            rough.rename(folder)
    except BaseException:
        shutil.rmtree(rough, ignore_errors=True)
        if exists and not (folder / "data").exists():
            with suppress(OSError):
                shutil.rmtree(folder / "seeds")
        raise
