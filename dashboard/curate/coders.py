"""Records how many coders an article had: a column of articles.csv, added by the first draft published."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dashboard.curate.edited import EditedPackage

FIELD = "coders"
ONCE = "1"
"""The value for an article coded by one person."""
_DESCRIBED = {
    "name": FIELD,
    "title": "Coders",
    "type": "string",
    "description": "How many people coded the article, each without sight of the others, before their codings were settled: 1 is coded "
    "once. Empty where that is not recorded.",
    "constraints": {"pattern": "[1-9][0-9]?"},
}


def record_coders(edited: EditedPackage, article: str, coders: str, version: str) -> None:
    """Write the number of coders of ``article``; adds the column, ``since`` this version, where the table lacks it."""
    target = edited["articles"]
    if FIELD not in target.order:
        edited.descriptor = _with_field(edited.descriptor, {**_DESCRIBED, "since": version})
        target.order = (*target.order, FIELD)
        for row in target.rows:
            row[FIELD] = ""
    for row in target.rows:
        if row["article"] == article:
            target.put(row, FIELD, coders)


def _with_field(descriptor: str, field: Mapping[str, object]) -> str:
    """The descriptor with ``field`` added to the articles."""
    raw = json.loads(descriptor)
    articles = next(resource for resource in raw["resources"] if resource["name"] == "articles")
    articles["schema"]["fields"].append(dict(field))
    return json.dumps(raw, ensure_ascii=False, indent=2) + "\n"
