"""Fills in cells that follow from others, and makes keys and short names from long ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from dashboard.curate.draft import Cells, Draft
from dashboard.curate.edited import EditedPackage, MutableRow
from dashboard.curate.units import KEY_OF
from dashboard.curate.words import WORDS
from dashboard.table.words import inside

LONGEST_SHORT = 24
"""The maximum number of characters of a term's short name."""
LIGHT = frozenset(WORDS["light"].split())
"""Words that a shortened name must not end in."""
DIMENSIONS = {
    "CNY": "money", "USD": "money", "CNY_per_USD": "exchange_rate", "count": "count", "percent": "rate", "percentage_point": "rate",
    "year": "date", "date": "date", "years": "duration", "rank": "rank",
}  # fmt: skip
"""The dimension of each unit."""
_KIND_OF_OUTLET = {"state_media": "state_media", "private_media": "outlet", "newsletter": "outlet"}
_OFFICIALS = ("city_government", "unnamed_official")
_NAMED_BY = {"areas": "name", "institutions": "name", "measures": "name", "topics": "question", "cities": "name"}
_CLAIMED_BY = {"focus_area": ("area", "areas"), "institution": ("institution", "institutions"), "figure": ("measure", "measures")}


def key_of_name(name: str, used: Collection[str] = ()) -> str:
    """A key from a name: lower-case letters, digits and hyphens; with a number where it is ``used``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:40].strip("-") or "term"
    return next(each for each in (key, *(f"{key}-{n}" for n in range(2, len(used) + 3))) if each not in used)


def short_name(name: str, longest: int = LONGEST_SHORT) -> str:
    """A name of at most ``longest`` characters, cut after a word."""
    words = name.split()
    while len(words) > 1 and (len(" ".join(words)) > longest or (words[-1].lower() in LIGHT and len(words) < len(name.split()))):
        words.pop()
    return " ".join(words)[:longest].rstrip(" ,;:-")


def defined(name: str, dimension: str) -> str:
    """The definition of a measure, as far as its name gives it."""
    return f"Number of {inside(name)}." if name and dimension == "count" else f"{name}."


def term_row(vocabulary: str, name: str, used: Collection[str], dimension: str = "count") -> MutableRow:
    """A new row of a vocabulary with what its name gives: key (not in ``used``), short name, scope, definition."""
    row: MutableRow = {KEY_OF[vocabulary]: key_of_name(name, used), "name": name}
    if vocabulary == "cities":
        return row
    more = {
        "areas": {"scope": name},
        "institutions": {"naming": "named"},
        "measures": {"dimension": dimension, "definition": defined(name, dimension)},
    }
    return {**row, "short": short_name(name), **more[vocabulary]}


def filled_article(draft: Draft, others: Sequence[MutableRow]) -> MutableRow:
    """The article's row, without the fields computed from its file; ``others`` are the rows of the other articles."""
    cells = {name: text.strip() for name, text in draft.article.items()}
    outlet = cells.get("outlet", "")
    cells["short"] = cells.get("short") or short_name(outlet, 32)
    cells["article"] = cells.get("article") or key_of_name(cells["short"] or cells.get("title", ""), {row["article"] for row in others})
    before = next((row for row in others if row["outlet"] == outlet and outlet), None)
    if before:
        cells["outlet_kind"] = cells.get("outlet_kind") or before["outlet_kind"]
    cells["outlet_known"] = cells.get("outlet_known") or "Printed."
    cells["published_known"] = cells.get("published_known") or "Printed."
    cells["file"] = cells.get("file") or f"{cells['article']}.txt"
    if "general_knowledge" not in cells:
        cells["general_knowledge"] = "outlet_kind" if cells.get("outlet_kind") else ""
    return cells


def filled_claim(claim: Cells, article: Cells, edited: EditedPackage) -> MutableRow:
    """A claim with derived cells filled in: method, the outlet as speaker where nobody is named, interest."""
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
    """The interest of a speaker by name: an official on the claim's own city, a firm on itself; else empty."""
    speaker, kind = claim.get("speaker", ""), claim.get("speaker_kind", "")
    if kind in _OFFICIALS:
        city = next((row for row in edited["cities"].rows if row["city"] == claim.get("city") and row["role"] == "hub"), None)
        return "own_city" if city and city["name"] in speaker else ""
    if kind == "company":
        body = next((row for row in edited["institutions"].rows if row["institution"] == claim.get("institution")), None)
        names = [body["name"], body["short"], *body["printed_names"].split("|")] if body else []
        return "own_firm" if any(name.strip() and name.strip() in speaker for name in names) else ""
    return ""


def filled_term(table: str, cells: Cells, others: Sequence[MutableRow], draft: Draft) -> MutableRow:
    """A new row of a vocabulary with key, short name and usual values filled in; ``others`` are its other rows."""
    row = dict(cells)
    key, name = KEY_OF[table], row.get(_NAMED_BY[table], "")
    row[key] = row.get(key) or key_of_name(name, {each[key] for each in others})
    if table in ("areas", "institutions", "measures"):
        row["short"] = row.get("short") or short_name(name)
    if table == "institutions":
        row["naming"] = row.get("naming") or "named"
        row["home"] = row.get("home") or "not_printed"
    if table == "cities":
        row["role"] = row.get("role") or "hub"
        hubs = (int(each["order"]) for each in others if each["order"].isdecimal() and each["role"] != "nation")
        row["order"] = row.get("order") or str(1 + max(hubs, default=0))
    chinese = row.get("chinese_name", "")
    if chinese and "general_knowledge" not in row and not any(chinese in paragraph.text for paragraph in draft.paragraphs):
        row["general_knowledge"] = "chinese_name"
    return row


def gist(draft: Draft, number: int, edited: EditedPackage) -> str:
    """The subjects of a paragraph by city, from its claims; else the label of the reason for having none."""
    about: dict[str, list[str]] = {}
    cities = _names(edited, "cities")
    for claim in draft.of_paragraph(number):
        column, table = _CLAIMED_BY.get(claim.get("aspect", ""), ("", ""))
        subject = _names(edited, table).get(claim.get(column, ""), "") if table else ""
        mentioned = about.setdefault(cities.get(claim.get("city", ""), ""), [])
        if subject and subject not in mentioned:
            mentioned.append(subject)
    if about:
        return "; ".join(f"{city}: {', '.join(subjects)}" if subjects else city for city, subjects in about.items())
    return edited.package.ledger["reason"].label(draft.paragraphs[number - 1].reason) or "Open"


def _names(edited: EditedPackage, table: str) -> Mapping[str, str]:
    return {row[KEY_OF[table]]: row["name"] for row in edited[table].rows}
