"""Checks the cities that a sentence locates bodies in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.verify.index import ClaimIndex, IndexEntry
from dashboard.verify.match import Match, fits_status
from dashboard.verify.quantities import read_quantities
from dashboard.verify.read import Reading
from dashboard.verify.rules import Case, pending, zone
from dashboard.verify.verdicts import Verdict

_PUT = re.compile(
    r"\bhome (?:to|of|city)\b|\bbased\b|\bhead-?quarter\w*|\bhead office\b|\blocated\b|\bseat(?:ed)?\b|\bsituated\b"
    r"|\b(?:is|are|was|were|sits?|stands?|lies?) (?:\w+ ){0,2}(?:in|at|from)\b|\bhosted\b|\bheld in\b"
    r"|\b(?:is|are) (?:an?|one of) (?:\w+ ){0,3}\b(?:compan|firm)|总部|位于|坐落|所在|设在|在.*举[行办]",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:has|have|houses?|hosts?|hosted) (?:the |its own |an? )?$|拥有$", re.IGNORECASE)
_OWNED = r"(?:is|are) {city}'s\b|\b{city}-based\b|\b(?:an? )?{city} (?:company|firm|giant|start-?up|based)\b|\b{city}'s (?:own )?$"


def placed(index: ClaimIndex, reading: Reading) -> Iterator[Verdict]:
    """The verdicts on where a sentence locates bodies; none where it locates none."""
    if not reading.named or not reading.bodies or not _puts(index, reading):
        return
    kinds = index.table.vocabularies["institutions"]["kind"]
    bodies = [body for body in reading.bodies if kinds[body] != "region"]
    rest = {word for word in reading.words if not word.startswith("@")} - _PLACING
    alone = len(bodies) == 1 and rest and index.weight(rest) > 1.2
    checks = (_where(index, reading, body, place) for body in bodies for place in reading.places)
    verdicts = [verdict for verdict in checks if verdict]
    wrong = [verdict for verdict in verdicts if verdict.kind != "supported"]
    if wrong or not (alone or read_quantities(reading.text)):
        yield from wrong or verdicts


_PLACING = frozenset({"headquart", "firm", "district", "financi", "capit", "hold", "technolog", "giant", "leading", "famou"})
"""Words that name a body or say that it sits somewhere, and nothing more."""


def _puts(index: ClaimIndex, reading: Reading) -> bool:
    if len(reading.places) > 1 and len(reading.bodies) > 1:
        return False
    if _PUT.search(reading.text) or any(_HAS.search(reading.text[: name.start]) for name in reading.names if name.kind == "body"):
        return True
    names = [re.escape(index.table.label("city", place)) for place in reading.places]
    return any(re.search(_OWNED.replace("{city}", name), reading.text, re.IGNORECASE) for name in names)


def _where(index: ClaimIndex, reading: Reading, body: str, place: str) -> Verdict | None:
    table = index.table
    name, city = table.label("institution", body), table.label("city", place)
    entries = [entry for entry in index.entries if body == entry.row["institution"] and entry.row["aspect"] == "institution"]
    there = [entry for entry in entries if entry.city == place and entry.row["relation"] == "in_city"]
    denied = [entry for entry in entries if entry.city == place and entry.row["relation"] == "not_in_city"]
    home = str(table.vocabularies["institutions"].at[body, "home"])
    if reading.mood.denied:
        return _denied(name, city, there, denied, entries)
    if there:
        best = max(there, key=lambda entry: (fits_status(reading, entry), entry.row["status"] == "in_place"))
        match = Match(best, 1.0, True, True)
        wrong = [verdict for rule in (pending, zone) for verdict in rule(Case(index, reading, match))]
        return wrong[0] if wrong else Verdict("supported", str(best.row["statement"]), (best.key,))
    elsewhere = [entry for entry in entries if entry.row["relation"] == "in_city" and entry.row["status"] == "in_place"]
    if denied:
        return Verdict("elsewhere", str(denied[0].row["statement"]), tuple(entry.key for entry in (*denied[:1], *elsewhere[:1])))
    if elsewhere and home in table.hubs:
        other = table.label("city", elsewhere[0].city)
        return Verdict("elsewhere", f"The articles put {name} in {other}, not in {city}.", (elsewhere[0].key,))
    if home in table.cities and home not in table.hubs:
        # A body of the nation may act in any city.
        return None
    if home == "elsewhere":
        return Verdict("elsewhere", f"{name} sits in no {table.wording.place} of the table.", tuple(entry.key for entry in entries[:1]))
    return Verdict("silent", f"Where {name} sits the articles do not say.", tuple(entry.key for entry in entries[:1]))


def _denied(name: str, city: str, there: list[IndexEntry], denied: list[IndexEntry], entries: list[IndexEntry]) -> Verdict:
    if denied:
        return Verdict("supported", str(denied[0].row["statement"]), (denied[0].key,))
    if there:
        return Verdict("elsewhere", f"The articles put {name} in {city}.", (there[0].key,))
    return Verdict("silent", f"That {name} is not in {city} the articles do not say.", tuple(entry.key for entry in entries[:1]))
