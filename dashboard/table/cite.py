"""How a claim is cited: the claim, the article that prints it, and the data it was read in."""

from __future__ import annotations

from dashboard.table.load import Table
from dashboard.table.words import period_words


def citation(table: Table, claim: str) -> str:
    """One claim as a citation in words. Undated and unsigned articles are cited as such. Raises KeyError when unknown."""
    row = table.claims.loc[claim].to_dict()
    article = table.vocabularies["articles"].loc[row["article"]].to_dict()
    title = f"“{article['title']}”" if article["title"] else "[no headline in the copy]"
    published = str(article["published"])
    when = period_words(published) if not published.endswith("~") else f"n.d. [{period_words(published)}]"
    author = article["author"] or "[unsigned]"
    printed = f"printed as “{row['as_printed']}”, said by {row['speaker']}" if row["as_printed"] else "computed, not printed"
    return (
        f"{author}, {title}, {article['outlet']}, {when}, paragraph {row['paragraph']}: {printed}. "
        f"Coded as claim {claim}: “{row['statement']}” Tech Hubs, data {table.package.version}, "
        f"{table.package.created[:10]}."
    )
