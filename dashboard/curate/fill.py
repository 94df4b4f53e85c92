"""What a person need not write: cells that follow from others, and short names and keys made from long ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from dashboard.curate.draft import Cells, Draft
from dashboard.curate.edited import EditedPackage, MutableRow
from dashboard.curate.words import WORDS
from dashboard.table.words import inside

LONGEST_SHORT = 24
"""How many characters the short name of a term may have."""
LIGHT = frozenset(WORDS["light"].split())
"""Words that no short name ends in where it was cut."""
_KIND_OF_OUTLET = {"state_media": "state_media", "private_media": "outlet", "newsletter": "outlet"}
_OFFICIALS = ("city_government", "unnamed_official")
_NAMED_BY = {"areas": "name", "institutions": "name", "measures": "name", "topics": "question", "cities": "name"}
_CLAIMED_BY = {"focus_area": ("area", "areas"), "institution": ("institution", "institutions"), "figure": ("measure", "measures")}


def key_of_name(name: str, taken: Collection[str] = ()) -> str:
    """A key made from a name: small letters, digits and hyphens; the next free one where it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:40].strip("-") or "term"
    return next(each for each in (key, *(f"{key}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)


def short_name(name: str, longest: int = LONGEST_SHORT) -> str:
    """A name, without the words at its end that are too many."""
    words = name.split()
    while len(words) > 1 and (len(" ".join(words)) > longest or (words[-1].lower() in LIGHT and len(words) < len(name.split()))):
        words.pop()
    return " ".join(words)[:longest].rstrip(" ,;:-")


def defined(name: str, dimension: str) -> str:
    """What a measure measures, as far as its name says it."""
    return f"Number of {inside(name)}." if name and dimension == "count" else f"{name}."


def filled_article(draft: Draft, known: Sequence[MutableRow]) -> MutableRow:
    """The article's row without what its file decides; ``known`` are the rows of the others."""
    cells = {name: text.strip() for name, text in draft.article.items()}
    outlet = cells.get("outlet", "")
    cells["short"] = cells.get("short") or short_name(outlet, 32)
    cells["article"] = cells.get("article") or key_of_name(cells["short"] or cells.get("title", ""), {row["article"] for row in known})
    before = next((row for row in known if row["outlet"] == outlet and outlet), None)
    if before:
        cells["outlet_kind"] = cells.get("outlet_kind") or before["outlet_kind"]
    cells["outlet_known"] = cells.get("outlet_known") or "Printed."
    cells["published_known"] = cells.get("published_known") or "Printed."
    cells["file"] = cells.get("file") or f"{cells['article']}.txt"
    if "general_knowledge" not in cells:
        cells["general_knowledge"] = "outlet_kind" if cells.get("outlet_kind") else ""
    return cells


def filled_claim(claim: Cells, article: Cells, edited: EditedPackage) -> MutableRow:
    """A claim with the cells that follow from the others: how it was found, who speaks where nobody is named, whose interest it is."""
    cells = {name: text for name, text in claim.items() if name != "key"}
    cells["method"] = cells.get("method") or ("derived" if cells.get("operation") else "reported")
    if not cells.get("speaker"):
        cells["speaker"] = article.get("outlet", "")
    if not cells.get("speaker_kind") and cells["speaker"] == article.get("outlet"):
        cells["speaker_kind"] = _KIND_OF_OUTLET.get(article.get("outlet_kind", ""), "")
    if "interest" not in claim:
        cells["interest"] = interest_of(cells, edited)
    return cells


def interest_of(claim: Cells, edited: EditedPackage) -> str:
    """The stake a speaker's own name shows: an official of the city the claim is about, a firm that speaks of itself."""
    speaker, kind = claim.get("speaker", ""), claim.get("speaker_kind", "")
    if kind in _OFFICIALS:
        city = next((row for row in edited["cities"].rows if row["city"] == claim.get("city") and row["role"] == "hub"), None)
        return "own_city" if city and city["name"] in speaker else ""
    if kind == "company":
        body = next((row for row in edited["institutions"].rows if row["institution"] == claim.get("institution")), None)
        names = [body["name"], body["short"], *body["printed_names"].split("|")] if body else []
        return "own_firm" if any(name.strip() and name.strip() in speaker for name in names) else ""
    return ""


def filled_term(table: str, cells: Cells, known: Sequence[MutableRow], draft: Draft) -> MutableRow:
    """A new row of a vocabulary with its key, its short name and what is usual where nothing is said."""
    row = dict(cells)
    key, name = _key_column(table), row.get(_NAMED_BY[table], "")
    row[key] = row.get(key) or key_of_name(name, {each[key] for each in known})
    if table in ("areas", "institutions", "measures"):
        row["short"] = row.get("short") or short_name(name)
    if table == "institutions":
        row["naming"] = row.get("naming") or "named"
        row["home"] = row.get("home") or "not_printed"
    if table == "cities":
        row["role"] = row.get("role") or "hub"
        hubs = (int(each["order"]) for each in known if each["order"].isdecimal() and each["role"] != "nation")
        row["order"] = row.get("order") or str(1 + max(hubs, default=0))
    chinese = row.get("chinese_name", "")
    if chinese and "general_knowledge" not in row and not any(chinese in paragraph.text for paragraph in draft.paragraphs):
        row["general_knowledge"] = "chinese_name"
    return row


def gist(draft: Draft, number: int, edited: EditedPackage) -> str:
    """What a paragraph is about, from the claims coded from it, or else from the reason why there are none."""
    about: dict[str, list[str]] = {}
    cities = _names(edited, "cities")
    for claim in draft.of_paragraph(number):
        column, table = _CLAIMED_BY.get(claim.get("aspect", ""), ("", ""))
        subject = _names(edited, table).get(claim.get(column, ""), "") if table else ""
        told = about.setdefault(cities.get(claim.get("city", ""), ""), [])
        if subject and subject not in told:
            told.append(subject)
    if about:
        return "; ".join(f"{city}: {', '.join(subjects)}" if subjects else city for city, subjects in about.items())
    return edited.package.ledger["reason"].label(draft.paragraphs[number - 1].reason) or "Open"


def _names(edited: EditedPackage, table: str) -> Mapping[str, str]:
    return {row[_key_column(table)]: row["name"] for row in edited[table].rows}


def _key_column(table: str) -> str:
    return {"areas": "area", "institutions": "institution", "measures": "measure", "topics": "topic", "cities": "city"}[table]
