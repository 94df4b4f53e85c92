"""Where a reader may start to arrange the claims: questions, each with the arrangement that answers it."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.charts.markup import cached, link, render
from dashboard.table.dimensions import USUAL, Arrangement
from dashboard.table.selection import Selection

STARTS: Mapping[str, Arrangement] = {
    "How much is done?": USUAL,
    "Who says so?": Arrangement(down="speaker", fill="stake"),
    "Which article says what?": Arrangement(across="article", down="group"),
    "What rests on one article?": Arrangement(down="support"),
    "What was printed when?": Arrangement(across="year", down="city"),
}


@cached
def starts_html(selection: Selection, arranged: Arrangement) -> str:
    """The questions as links, with the filters; that of this arrangement is the one that is here."""
    filters = selection.only_filters().query()
    return render(
        "starts", starts=[(words, link("explore", (*filters, *start.query())), start == arranged) for words, start in STARTS.items()]
    )
