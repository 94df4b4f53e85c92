"""The values of the columns of the claims, in the order in which they are shown."""

from __future__ import annotations

from functools import lru_cache

from dashboard.table.load import Table


@lru_cache(maxsize=256)
def values(table: Table, column: str) -> tuple[str, ...]:
    """Every value of a column of the claims: vocabularies in their own order (areas by name), other columns sorted."""
    if column == "claim_id":
        return tuple(map(str, table.claims.index))
    if column == "area":
        return tuple(table.vocabularies["areas"].sort_values("name").index)
    if column in ("city", "article", "institution", "measure"):
        vocabulary = {"city": "cities", "area": "areas", "article": "articles", "institution": "institutions", "measure": "measures"}
        return tuple(table.vocabularies[vocabulary[column]].index)
    resource = table.package["claims"]
    if column in resource.columns and resource[column].words:
        return resource[column].words
    if column == "paragraph":
        return tuple(map(str, sorted(set(table.claims["paragraph"]))))
    return tuple(sorted(set(table.numbered_distinct[column].known) - {""}))
