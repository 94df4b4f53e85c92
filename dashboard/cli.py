"""The command ``tech-hubs``: run the dashboard, check and release the data, verify sentences, or export pictures and rows."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import __version__
from dashboard.creating import offer_new
from dashboard.curate.journal import JournalError, finish_publishing
from dashboard.exit_status import refuse
from dashboard.server.options import ARTICLES, DATA, OPTIONS, PORT, complete, offer, publish, settings
from dashboard.table.files import is_folder, own_copies, released
from dashboard.table.problems import Problem
from dashboard.table.words import plural

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status: 0, 1 (problems in the data) or 2 (could not run)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    del sys.argv[1:]  # A library of the export reads them too when it is imported, and takes --log for its own.
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "run")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # The name of a folder may be no text.
    options = _parser().parse_args(words)
    try:
        complete(options)
    except argparse.ArgumentTypeError as error:
        return refuse(str(error))
    for folder in filter(None, (options.data, options.articles)):
        if not is_folder(folder):
            return refuse(f"There is no folder {folder}. Name one that exists.")
    status = 0
    try:
        finish_publishing(options.data or released(), options.articles or own_copies())
        status = int(options.command(options))
        sys.stdout.flush()
    except KeyboardInterrupt:
        print()
    except BrokenPipeError:
        _no_more_said()  # Whoever has read enough has seen no fault.
    except JournalError as error:
        return refuse(str(error))
    except OSError as error:
        _no_more_said()
        return refuse(f"Cannot write to the standard output ({error.strerror or error}).")
    return status


def _no_more_said() -> None:
    """Keep Python from trying once more, at its end, what cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tech-hubs", description="What news articles say of China's innovation hubs.")
    parser.add_argument("--version", action="version", version=f"tech-hubs {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="check the data and start the dashboard (what a bare tech-hubs does)")
    offer(run, OPTIONS)
    run.set_defaults(command=_run)
    checking = commands.add_parser("check", help="check the data, and against your own copies of the articles with --articles")
    checking.set_defaults(command=_check)
    exporting = commands.add_parser("export", help="write pictures, slides, pages, workbooks and the data package into a folder")
    _export_options(exporting)
    releasing = commands.add_parser("release", help="check the data and keep a fingerprint of every row, so that later changes are seen")
    releasing.set_defaults(command=_release)
    verifying = commands.add_parser("verify", help="check the sentences of a text, of Markdown or of a .pptx against the claims")
    verifying.add_argument("file", type=Path, metavar="FILE", help="the file to read: .pptx, .md or .txt")
    verifying.set_defaults(command=_verify)
    offer_new(commands.add_parser("new", help="start an empty table about places of your own"))
    merging = commands.add_parser("merge", help="set several codings of an article side by side, settle what they differ in, publish it")
    _merge_options(merging)
    coding = commands.add_parser("code", help="code a paragraph yourself on a page of this machine alone, and see the settled coding then")
    coding.add_argument("article", nargs="?", default="", metavar="ARTICLE", help="key of the article (default: choose on the page)")
    coding.add_argument("--paragraph", type=int, metavar="N", help="which paragraph (default: choose on the page)")
    offer(coding, (PORT,))
    coding.set_defaults(command=_code)
    sheets = commands.add_parser("sheet", help="code an article in a workbook: write one, and read, check and publish it")
    adding = commands.add_parser("add", help="add an article on a page of this machine alone: its text, its claims, and publishing")
    adding.add_argument("article", nargs="?", type=Path, metavar="ARTICLE", help="its text to begin with: .txt, .docx, .html or .pdf")
    adding.add_argument(
        "--as", dest="coder", default="", metavar="NAME", help="who codes: keeps this draft apart and does not see the others"
    )
    adding.add_argument("--undo", action="store_true", help="take the last publishing back, every file as it was")
    offer(adding, (PORT,))
    adding.set_defaults(command=_add)
    for command in (checking, releasing, exporting, verifying, adding, merging, coding, *_sheet_commands(sheets)):
        offer(command, (DATA, ARTICLES))
    return parser


def _sheet_commands(parent: argparse.ArgumentParser) -> tuple[argparse.ArgumentParser, ...]:
    ways = parent.add_subparsers(required=True, metavar="out|in")
    out = ways.add_parser("out", help="write a workbook to be filled in: an empty form, an article's paragraphs or a draft")
    into = ways.add_parser("in", help="read a workbook into a draft and check it; with --publish add it to the table")
    for command in (out, into):
        command.add_argument("file", type=Path, metavar="FILE.xlsx", help="the workbook")
        command.set_defaults(command=_sheet, out=command is out)
    begun = out.add_mutually_exclusive_group()
    begun.add_argument("--article", type=Path, metavar="FILE", help="the article to be coded: .txt, .docx, …")
    begun.add_argument("--draft", type=Path, metavar="FILE", help="the draft to go on with")
    into.add_argument("--publish", action="store_true", help="add it to the table when nothing is wrong with it")
    return out, into


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("pictures", nargs="*", metavar="PICTURE", help="what to export (default: all): overview, …, or claims")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write into; it is made when it is not there")
    command.add_argument(
        "--format", default="png", metavar="F,F", help="any of png, svg, pptx, html, xlsx, csv, parquet, json, zip (default: png)"
    )
    command.add_argument(
        "--select", default="", metavar="QUERY", help="what to show, in the words of the address: cities=hefei&status=target"
    )
    for option, place in (
        ("--across", "stands across"),
        ("--down", "stands down"),
        ("--fill", "fills a square"),
        ("--order", "orders them"),
    ):
        command.add_argument(option, default="", metavar="WORD", help=f"of explore: what {place}: city, status, speaker, article, …")
    command.add_argument("--theme", default="light", choices=("light", "dark", "contrast"), help="how the pictures look (default: light)")
    size = "pixels of a screen, or whole: as tall as it needs (default: 1920x1080)"
    command.add_argument("--size", default="1920x1080", metavar="WxH", help=size)
    command.add_argument("--scale", type=int, default=1, choices=(1, 2, 3, 4), help="how many times as large a PNG is (default: 1)")
    command.add_argument("--headline", default="", metavar="TEXT", help="a headline of your own, marked as the presenter's")
    command.set_defaults(command=_export)


def _merge_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("drafts", nargs="+", type=Path, metavar="DRAFT", help="the drafts of one article, one a coder")
    command.add_argument("--settle", type=Path, metavar="FILE", help="the settlement sheet (CSV): written when it is not there, else read")
    command.add_argument("--out", type=Path, metavar="FILE", help="write the settled draft here, once nothing is open")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write what each coder coded as CSV")
    command.add_argument("--qdpx", type=Path, metavar="FILE", help="write the codings and the article's text as REFI-QDA, for QDA tools")
    command.add_argument("--publish", action="store_true", help="publish the settled draft into the table, once nothing is open")
    command.add_argument("--page", action="store_true", help="settle on a page of this machine alone")
    offer(command, (PORT,))
    command.set_defaults(command=_merge)


def _merge(options: argparse.Namespace) -> int:
    from dashboard.merging import merge  # With it comes pandas, which `run` does not wait for.

    return merge(options, open_browser=_has_screen())


def _code(options: argparse.Namespace) -> int:
    from dashboard.practising import code  # With it comes pandas.

    folder, articles = (options.data or released()).resolve(), options.articles or own_copies()
    return code(folder, articles and articles.resolve(), options.article, options.paragraph, options.port, open_browser=_has_screen())


def _export(options: argparse.Namespace) -> int:
    from dashboard.exporting import export  # Plotly takes a second to import, and `check` needs none of it.

    return export(options)


def _check(options: argparse.Namespace) -> int:
    from dashboard.table.check import check  # With it comes pandas, which `run` does not wait for.

    folder = options.data or released()
    articles = options.articles or own_copies()
    problems = check(folder, articles)
    _print_problems(problems)
    if problems:
        return 1
    against = f", and agrees with the articles in {articles}" if articles else ""
    print(f"The data in {folder} is sound{against}.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from dashboard.verifying import verify  # With it comes pandas, which `run` does not wait for.

    return verify(options.file, options.data or released())


def _sheet(options: argparse.Namespace) -> int:
    from dashboard.spreadsheets import sheet_in, sheet_out  # With it comes pandas, which `run` does not wait for.

    data = options.data or released()
    if options.out:
        return sheet_out(options.file, data, options.article, options.draft)
    articles = options.articles or (None if options.data else own_copies())
    return sheet_in(options.file, data, articles, options.publish)


def _add(options: argparse.Namespace) -> int:
    from dashboard.adding import add, undo  # With them comes pandas.

    folder, articles = (options.data or released()).resolve(), options.articles or own_copies()
    if options.undo:
        return undo(folder, articles)
    return add(folder, articles and articles.resolve(), options.article, options.coder, options.port, open_browser=_has_screen())


def _release(options: argparse.Namespace) -> int:
    from dashboard.table.check import release

    folder = options.data or released()
    try:
        version, rows, problems = release(folder, options.articles or own_copies())
    except OSError as error:
        return refuse(f"Cannot write the fingerprints into {folder} ({error.strerror or error}).")
    _print_problems(problems)
    if problems:
        print("Nothing is released: put this right first.", file=sys.stderr)
        return 1
    done = f"is released: {plural(rows, 'row')} in fingerprints.csv" if rows else "was released before, as it is"
    print(f"Version {version} of the data in {folder} {done}.")
    return 0


def _run(options: argparse.Namespace) -> int:
    folder = (options.data or released()).resolve()
    articles = options.articles or own_copies()
    from dashboard.server.startup import listen, local_address, serve  # `check` needs no server.

    address = options.address or "127.0.0.1"
    try:
        listening = listen(address, options.port)
    except (OSError, OverflowError, UnicodeError) as error:
        where = f"{address} port {options.port}" if options.port else address
        reason = getattr(error, "strerror", None) or str(error)
        return refuse(f"Cannot listen on {where} ({reason}). Choose another with --port or --address.")
    server_settings = settings(options)
    publish(server_settings, folder, articles and articles.resolve())

    def load() -> ASGIApp:
        from dashboard.server.streamlit_internals import configure

        configure(Path(__file__).with_name("app.py"), address, listening.getsockname()[1], server_settings.base_path)
        from dashboard.app import app  # Streamlit and pandas take a second to import; the page is given meanwhile.
        from dashboard.table.store import table_store

        _print_problems(table_store(folder).problems)
        return app

    def started() -> None:
        print(f"Tech Hubs is at {local_address(listening, server_settings)} (stop it with Ctrl+C)", flush=True)
        if _has_screen():
            threading.Thread(target=webbrowser.open, args=[local_address(listening, server_settings)], daemon=True).start()

    serve(listening, server_settings, load, started)
    return 0


def _has_screen() -> bool:
    return sys.stdout.isatty() and (
        sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def _print_problems(problems: list[Problem]) -> None:
    if problems:
        print(f"{plural(len(problems), 'problem')} in the data:", file=sys.stderr)
    with suppress(BrokenPipeError):
        for problem in problems:
            print(problem, file=sys.stderr)
