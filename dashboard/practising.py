"""The command ``tech-hubs code``: code a paragraph without seeing the settled coding, then compare field by field."""

from __future__ import annotations

import os
from pathlib import Path

from dashboard.curate.practice import ARTICLE, PARAGRAPH, passages
from dashboard.exit_status import cannot_listen, refuse, unreadable
from dashboard.server.curating import listen_here, serve_here
from dashboard.server.options import Settings, publish
from dashboard.table.load import load
from dashboard.table.problems import Unreadable, listed, quoted
from dashboard.table.words import plural

ENTRY = Path(__file__).resolve().parent / "screens" / "code_app.py"


def code(folder: Path, articles: Path | None, article: str, paragraph: int | None, port: int | None, open_browser: bool) -> int:
    """Serve the page until it is stopped; returns the exit status of the command."""
    try:
        table = load(folder)
    except Unreadable as error:
        return refuse(unreadable(folder, error))
    by_article = passages(table, articles)
    if not by_article:
        place = f"in {articles}" if articles else "in seeds/articles"
        return refuse(f"No article that was coded is at hand {place}. Put your copies there, or name their folder with --articles.")
    if article and article not in by_article:
        return refuse(f"{quoted(article)} is no article at hand. Choose {listed(by_article)}.")
    if paragraph is not None and (not article or not 0 < paragraph <= len(by_article[article])):
        last = plural(len(by_article[article]), "paragraph") if article else ""
        return refuse(
            f"There is no paragraph {paragraph}: {article} has {last}." if article else "Name the article of the paragraph, as in code KEY."
        )
    try:
        listening = listen_here(port)
    except (OSError, OverflowError) as error:
        return refuse(cannot_listen(port, error))
    publish(Settings(), folder, articles)
    os.environ[ARTICLE], os.environ[PARAGRAPH] = article, str(paragraph or "")
    serve_here(listening, ENTRY, "Code it yourself at {} (stop it with Ctrl+C)", open_browser)
    return 0
