"""Records what a release changed, by comparison: rows of changes.csv and a section of CHANGES.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dashboard.curate.draft import Cells
from dashboard.curate.edited import EditedPackage, MutableRow
from dashboard.table.words import one_line, plural, sentence_list

_TITLES = {"areas": "areas", "institutions": "bodies", "measures": "measures", "topics": "disagreements", "cities": "cities"}
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


def record_changes(
    edited: EditedPackage, before: Sequence[MutableRow], *, version: str, day: str, article: Cells
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Add a row to changes.csv for every claim that is new or differs from ``before``; returns the changed fields by claim id."""
    previous = {row["claim_id"]: row for row in before}
    changes = edited["changes"]
    changed: dict[str, tuple[str, ...]] = {}
    name = one_line(article.get("short", "")) or "the new article"
    for row in edited["claims"].rows:
        earlier = previous.get(row["claim_id"])
        entry = {"version": version, "date": day, "claim_id": row["claim_id"]}
        if earlier is None:
            changes.add({**entry, "change": "added", "note": f"Coded from {name}, which is new in this release."})
        elif fields := [column for column in edited["claims"].order if row[column] != earlier[column]]:
            why = {
                "same_as": f"Same as was {earlier['same_as'] or 'empty'}: a claim of {name}, whose key is the earlier one, says the same.",
                "topic": f"A claim of {name} answers the question {row['topic']} otherwise.",
            }
            note = " ".join(why[column] for column in fields if column in why)
            changes.add({**entry, "change": "changed", "fields": " ".join(fields), "note": note})
            changed[row["claim_id"]] = tuple(fields)
    return changed


def changes_section(
    article: Cells, claims: int, terms: Mapping[str, Iterable[Cells]], changed: Mapping[str, Sequence[str]],
    elsewhere: Sequence[str], *, version: str,
    day: str,
) -> str:  # fmt: skip
    """The section of CHANGES.md for a release that adds an article."""
    title = f", “{as_text(article['title'])}”" if article.get("title") else ""
    outlet = as_text(article.get("outlet", ""))
    lines = [f"## {version} ({day})", f"One article is new: {outlet}{title}, `{article['article']}`, with {plural(claims, 'claim')}.", ""]
    for table, rows in terms.items():
        names = [f"*{as_text(row.get('name') or row.get('question', ''))}*" for row in rows]
        if names:
            lines.append(f"- New {_TITLES[table]}: {sentence_list(names)}.")
    tied = [f"`{key}`" for key, fields in changed.items() if "same_as" in fields]
    if tied:
        leads = "leads" if len(tied) == 1 else "lead"
        claim_keys = sentence_list(tied)
        lines.append(f"- {claim_keys} now {leads} to the new claim that says the same and has the earlier key.")
    in_topics = [f"`{key}`" for key, fields in changed.items() if "topic" in fields]
    if in_topics:
        stands = "stands" if len(in_topics) == 1 else "stand"
        lines.append(f"- {sentence_list(in_topics)} now {stands} in a question that the new article answers otherwise.")
    if elsewhere:
        places = sentence_list([f"`{place}`" for place in elsewhere])
        lines.append(f"- Names that are new are printed in {places} too; the ledger says that the table did not know them.")
    return "\n".join(lines).rstrip("\n") + "\n"


def as_text(text: str) -> str:
    """Text escaped for Markdown, on one line."""
    return _SIGNS.sub(r"\\\1", one_line(text))
