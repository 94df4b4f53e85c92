"""How often an article was coded: a column of the articles, which a table that has none yet gets with the first draft published."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dashboard.curate.edited import EditedPackage

FIELD = "coders"
ONCE = "1"
"""What the field holds of an article that one person alone has coded."""
_DESCRIBED = {
    "name": FIELD,
    "title": "Coders",
    "type": "string",
    "description": "How many people coded the article, each without sight of the others, before their codings were settled: 1 is coded "
    "once. Empty where that is not recorded.",
    "constraints": {"pattern": "[1-9][0-9]?"},
}


def record_coders(edited: EditedPackage, article: str, coders: str, version: str) -> None:
    """Write how often an article was coded; where the table has no column for it yet, it gets one, since ``version``."""
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
    """A descriptor with one more field of the articles."""
    raw = json.loads(descriptor)
    articles = next(resource for resource in raw["resources"] if resource["name"] == "articles")
    articles["schema"]["fields"].append(dict(field))
    return json.dumps(raw, ensure_ascii=False, indent=2) + "\n"
