"""The command that adds an article: it starts the page of this machine alone, or takes the last publishing back."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from dashboard.curate.journal import JournalError
from dashboard.curate.publish import undo as undo_last
from dashboard.server.curating import listen_here, serve_curating
from dashboard.server.options import Settings, publish
from dashboard.table.files import is_folder

COULD_NOT_RUN = 2


def add(folder: Path, articles: Path | None, article: Path | None, coder: str, port: int | None, open_browser: bool) -> int:
    """Serve the page until it is stopped; returns the exit status of the command."""
    if coder and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", coder):
        return _refuse(f"{coder!r} is no name of a coder. Write small letters, digits and hyphens, as in --as anna.")
    if article is not None and (not article.exists() or is_folder(article)):
        return _refuse(f"There is no file {article}. Name the article's text, or none, and paste it on the page.")
    try:
        listening = listen_here(port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _refuse(f"Cannot listen on port {port or 'from 8601'} ({reason}). Choose another with --port.")
    publish(Settings(), folder, articles)
    serve_curating(listening, coder, article, open_browser)
    return 0


def undo(folder: Path, articles: Path | None) -> int:
    """Take the last publishing back; returns the exit status of the command."""
    try:
        undo_last(folder, articles=articles)
    except JournalError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"It cannot be undone: {folder} cannot be written ({error.strerror or error}).")
    print(f"The last publishing into {folder} is undone: every file is as it was.")
    return 0


def _refuse(sentence: str) -> int:
    print(f"tech-hubs: {sentence}", file=sys.stderr)
    return COULD_NOT_RUN
