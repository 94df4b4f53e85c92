"""HTML of checked sentences: the sentence, its verdicts, its claims, and a correct alternative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard.charts.markup import render
from dashboard.pictures.words import several
from dashboard.table.load import Table
from dashboard.table.words import Record, plural
from dashboard.verify.judge import MOST
from dashboard.verify.propose import proposed
from dashboard.verify.verdicts import KINDS, Checked


def checked_html(table: Table, results: Sequence[Checked], site: str) -> str:
    """The checked sentences in the order of the text. Not cached: the text belongs to the reader."""
    claims: dict[str, Record] = {key: table.claims.loc[key].to_dict() for checked in results for key in checked.claims}
    items = [(checked, _claims(checked, claims), proposed(table, checked, site)) for checked in results]
    statuses = {status: table.label("status", status) for status in table.package["claims"]["status"].words or ()}
    return render("checked", summary=summary_words(results), items=items, statuses=statuses, most=MOST if len(results) == MOST else 0)


def before_html(table: Table, examples: Sequence[str]) -> str:
    """The introduction shown before anything is checked."""
    articles = len(table.vocabularies["articles"])
    known = f"the {several(articles, 'article')} say" if articles > 1 else "the article says" if articles else "the table holds"
    another = f"Another {table.wording.place}'s or the nation's"
    return render(
        "before_check",
        kinds=list({**KINDS, "another_place": another}.values()),
        examples=examples,
        known=known,
    )


def _claims(checked: Checked, claims: Mapping[str, Record]) -> list[Record]:
    return [claims[key] for key in checked.claims]


def summary_words(results: Sequence[Checked]) -> str:
    """``8 sentences: 1 supported, 6 with something wrong, 1 that cannot be judged``."""
    counts = Counter("wrong" if each.is_wrong else each.verdicts[0].kind for each in results)
    parts = [
        f"{counts[kind]} {words}"
        for kind, words in (("supported", "supported"), ("wrong", "with something wrong"), ("unjudged", "that cannot be judged"))
        if counts[kind]
    ]
    return f"{plural(len(results), 'sentence')}: {', '.join(parts)}"
