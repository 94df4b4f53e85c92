"""Who supports a claim: the articles that say the same sentence, and those that only speak of its subject.

Support is coded, not computed from topics. A claim belongs with its original (``restates``) and with the claim of another
article that says the same (``same_as``); all that lead to one claim say one sentence. What another article says of the same
city and area, institution or measure without saying that sentence is *also on this subject*, and supports nothing.

A mark of a picture may stand for several claims. Its support is that of the sentence most articles say among them: it is of a
single source when no sentence behind it is said by two articles, however many speak of the subject.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.table.words import Record, plural

SINGLE = "single source"


def sentences(claims: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """For each claim the claim its sentence goes back to, and how many articles say that sentence: at least one.

    ``claims`` are indexed by ``claim_id`` and have ``restates``, ``same_as`` and ``article``, all texts, empty where there is nothing.
    """
    above = claims["restates"].where(claims["restates"] != "", claims["same_as"]).to_numpy(dtype=object)
    roots = np.arange(len(claims))
    leading = np.flatnonzero(above != "")
    found = claims.index.get_indexer(pd.Index(above[leading]))
    roots[leading[found >= 0]] = found[found >= 0]
    # Each round follows all ways twice as far; a circle, which the check refuses, must not hold it up.
    for _ in range(len(claims).bit_length()):
        further = roots[roots]
        if (further == roots).all():
            break
        roots = further
    articles = pd.factorize(claims["article"])[0]
    told = np.unique(roots.astype(np.int64) * (articles.max(initial=0) + 1) + articles) // (articles.max(initial=0) + 1)
    support = np.bincount(told, minlength=len(claims))[roots]
    return claims["claim_id"].iloc[roots].set_axis(claims.index), pd.Series(support, index=claims.index)


def subjects(claims: pd.DataFrame) -> pd.Series:
    """What each claim speaks of, as a column of the claims and a key of its vocabulary: ``area chips``.

    A date, a year or a rank is told by the same measure whatever it is of: there the area or the institution says it.
    """
    area, institution, measure = ("area " + claims["area"], "institution " + claims["institution"], "measure " + claims["measure"])
    nameless = claims["dimension"].isin(["date", "rank"])
    by_area = (claims["aspect"] == "focus_area") | (nameless & (claims["area"] != ""))
    by_body = (claims["aspect"] == "institution") | (nameless & (claims["institution"] != ""))
    return area.where(by_area, institution.where(by_body, measure))


def support_words(support: int, on_subject: int) -> str:
    """How a mark is supported: ``2 articles say so; 1 other article also on this subject``.

    ``support`` counts the articles that say the same, ``on_subject`` all that speak of the subject.
    """
    said = SINGLE if support == 1 else f"{plural(support, 'article')} say so"
    others = on_subject - support
    return f"{said}; {plural(others, 'other article')} also on this subject" if others > 0 else said


def facets_of(row: Record) -> tuple[tuple[str, str], ...]:
    """What leads to the claims a row stands for: to the claim itself, or to all that are alike."""
    return (("claim", str(row["claim_id"])),) if row["weight"] == 1 else (("alike", str(row["alike"])),)
