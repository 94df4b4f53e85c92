"""Support: how many articles make the same statement, and how many only have a claim on its subject.

Support is coded by a person, not computed. A claim is linked to its original (``restates``) and to the claim of another article with
the same statement (``same_as``); all claims linked to one claim make one statement, called their ``sentence``. A claim of another
article on the same city and area, institution or measure with another sentence is *also on this subject*, and is no support.

A mark of a picture may represent several claims. Its support is the maximum over their sentences: it has a single source when no
sentence of it is in two articles, however many articles have claims on the subject.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.table.words import Record, plural

SINGLE = "single source"


def sentences(claims: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """For each claim the ``claim_id`` its sentence goes back to, and the number of articles with that sentence (at least 1).

    ``claims`` is indexed by ``claim_id`` and has the text columns ``claim_id``, ``restates``, ``same_as`` and ``article``, "" where empty.
    """
    above = claims["restates"].where(claims["restates"] != "", claims["same_as"]).to_numpy(dtype=object)
    roots = np.arange(len(claims))
    leading = np.flatnonzero(above != "")
    positions = claims.index.get_indexer(pd.Index(above[leading]))
    roots[leading[positions >= 0]] = positions[positions >= 0]
    # Each round doubles the length of the links followed; the bound ends cycles, which the check refuses.
    for _ in range(len(claims).bit_length()):
        further = roots[roots]
        if (further == roots).all():
            break
        roots = further
    articles = pd.factorize(claims["article"])[0]
    pairs = np.unique(roots.astype(np.int64) * (articles.max(initial=0) + 1) + articles) // (articles.max(initial=0) + 1)
    support = np.bincount(pairs, minlength=len(claims))[roots]
    return claims["claim_id"].iloc[roots].set_axis(claims.index), pd.Series(support, index=claims.index)


def subjects(claims: pd.DataFrame) -> pd.Series:
    """The subject of each claim as a column name and a key: ``area chips``, ``institution smic``, ``measure gdp``.

    The measure of a date or a rank does not say what it is about, so the area or the institution is used where there is one.
    """
    area, institution, measure = ("area " + claims["area"], "institution " + claims["institution"], "measure " + claims["measure"])
    nameless = claims["dimension"].isin(["date", "rank"])
    by_area = (claims["aspect"] == "focus_area") | (nameless & (claims["area"] != ""))
    by_body = (claims["aspect"] == "institution") | (nameless & (claims["institution"] != ""))
    return area.where(by_area, institution.where(by_body, measure))


def support_words(support: int, on_subject: int) -> str:
    """The support of a mark as text: ``2 articles say so; 1 other article also on this subject``.

    ``support`` counts the articles with the same statement, ``on_subject`` all articles with a claim on the subject.
    """
    text = SINGLE if support == 1 else f"{plural(support, 'article')} say so"
    others = on_subject - support
    return f"{text}; {plural(others, 'other article')} also on this subject" if others > 0 else text


def facets_of(row: Record) -> tuple[tuple[str, str], ...]:
    """The facets that select the claims that a row of `Table.distinct` represents."""
    return (("claim", str(row["claim_id"])),) if row["weight"] == 1 else (("alike", str(row["alike"])),)
