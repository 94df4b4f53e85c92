"""The command ``tech-hubs add``: serves the page on which an article is added, or undoes the last publishing."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.curate.journal import JournalError
from dashboard.curate.publish import undo as undo_last
from dashboard.exit_status import cannot_listen, refuse
from dashboard.server.curating import listen_here, serve_curating
from dashboard.server.options import Settings, publish
from dashboard.table.files import is_folder


def add(folder: Path, articles: Path | None, article: Path | None, coder: str, port: int | None, open_browser: bool) -> int:
    """Serve the page until it is stopped; returns the exit status of the command."""
    if coder and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", coder):
        return refuse(f"{coder!r} is no name of a coder. Write small letters, digits and hyphens, as in --as anna.")
    if article is not None and (not article.exists() or is_folder(article)):
        return refuse(f"There is no file {article}. Name the article's text, or none, and paste it on the page.")
    try:
        listening = listen_here(port)
    except (OSError, OverflowError) as error:
        return refuse(cannot_listen(port, error))
    publish(Settings(), folder, articles)
    serve_curating(listening, coder, article, open_browser)
    return 0


def undo(folder: Path, articles: Path | None) -> int:
    """Undo the last publishing; returns the exit status of the command."""
    try:
        undo_last(folder, articles=articles)
    except JournalError as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"It cannot be undone: {folder} cannot be written ({error.strerror or error}).")
    print(f"The last publishing into {folder} is undone: every file is as it was.")
    return 0
