"""Summarises a draft for the maintainer: its claims, new terms, and every headline before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.curate.changes import as_text
from dashboard.curate.compile import Compiled
from dashboard.curate.draft import Draft
from dashboard.pictures import PICTURES, picture_of
from dashboard.table.load import Table
from dashboard.table.selection import Selection


@dataclass(frozen=True)
class Headline:
    """The headline of a picture before and after."""

    picture: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the headline differs."""
        return self.before != self.after


def headlines(before: Table, after: Table) -> tuple[Headline, ...]:
    """The headline of every picture of the whole table, before and after."""
    day = date.today()
    texts = [{name: picture_of(name, table, Selection(), day).headline for name in PICTURES} for table in (before, after)]
    return tuple(Headline(name, texts[0][name], texts[1][name]) for name in PICTURES)


def summary(draft: Draft, compiled: Compiled, headlines_: Sequence[Headline]) -> str:
    """The summary in Markdown. It quotes the printed words of the claims and nothing else of the article."""
    outlet, title = (as_text(draft.article.get(name, "")) for name in ("outlet", "title"))
    lines = [
        f"# Data {compiled.version}: {outlet}" + (f", “{title}”" if title else ""),
        "",
        compiled.summary.partition("\n")[2].strip(),
        "",
    ]
    lines += ["## Claims", ""]
    for claim in sorted(draft.claims, key=lambda claim: compiled.keys[claim["key"]]):
        printed = f" (“{as_text(claim['as_printed'])}”)" if claim.get("as_printed") else ""
        lines.append(f"- `{compiled.keys[claim['key']]}` {as_text(claim.get('statement', ''))}{printed}")
    moved = [each for each in headlines_ if each.changed]
    lines += ["", "## Headlines", ""]
    for each in moved:
        lines += [f"- **{each.picture}**", f"  - before: {as_text(each.before)}", f"  - after: {as_text(each.after)}"]
    same = len(headlines_) - len(moved)
    if same:
        lines.append(f"- unchanged: {', '.join(each.picture for each in headlines_ if not each.changed)}")
    return "\n".join(lines) + "\n"
