"""Proposes fields of articles.csv from the text of an article: its title, date as printed, outlet and author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dashboard.curate.article_formats import Parsed
from dashboard.curate.furniture import AUTHOR, BYLINE, gist_of_furniture, is_name
from dashboard.table.load import Table
from dashboard.table.numbers import Printed, read_numbers
from dashboard.table.words import one_line

_HEAD, _TAIL = 10, 4
"""How many paragraphs from the beginning and from the end are searched for place and date of publication."""
_MOST_WORDS = 24
_PLACED = re.compile(r" in [A-Z][\w-]+.*$| for [A-Z].*$|[,|].*$")
_LABELLED = re.compile(r"(?:^|[|\s])(?P<label>source|author)s? ?[:：] ?(?P<name>[A-Z][^|:,;]{1,60}?)\s*(?:$|[|,;])", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:copyright|©)\W*(?:\d{4}(?: ?[-–] ?\d{4}| - )?\W*)?(?P<name>[A-Z][\w&'’.-]*(?: [A-Z][\w&'’.-]*){0,4})", re.IGNORECASE
)
_PIPED = re.compile(r"\|\s*(?P<name>[A-Z][\w&'’-]+(?: [A-Z][\w&'’-]+){0,3})\s*\|")
_UPDATED = re.compile(r"\bupdated\b|\bmodified\b", re.IGNORECASE)
_TIME = re.compile(r"^\W*\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE = re.compile(
    r"(?P<y>20\d\d|19\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日|(?<!\d)(?P<y2>20\d\d)[/.](?P<m2>\d{1,2})[/.](?P<d2>\d{1,2})(?!\d)"
)


def read_facts(article: Parsed, table: Table) -> dict[str, str]:
    """Proposed fields of articles.csv, by name; a field without a proposal is absent."""
    lines = article.paragraphs
    facts = {key: one_line(value)[:300] for key, value in article.facts.items()}
    proposed = {
        "title": facts.get("title", "") or _title(lines, table),
        "author": _author(lines) or facts.get("author", ""),
        **_outlet(lines, facts.get("outlet", ""), table),
        **_published(lines, facts.get("published", "")),
    }
    return {key: value for key, value in proposed.items() if value}


def _title(lines: Sequence[str], table: Table) -> str:
    """The first line that looks like a headline: short, no sentence, no page furniture, with more text below it."""
    names = _hubs(table)
    for place, line in enumerate(lines[:_HEAD], 1):
        ends = line.rstrip("\"”’')")[-1:]
        if ends in (".", "!", "。") and not line.endswith(("...", "…")):
            return ""
        words = len(line.split())
        if gist_of_furniture(line, place, len(lines), names):
            continue
        if 2 <= words <= _MOST_WORDS and not re.search(r"\bphotos?:|\bimage:", line, re.IGNORECASE):
            return line
    return ""


def _hubs(table: Table) -> tuple[str, ...]:
    return tuple(table.label("city", hub) for hub in table.hubs)


def _author(lines: Sequence[str]) -> str:
    """The name in a line *by …*, or a name on a line of its own near the beginning."""
    for line in lines[:_HEAD]:
        match = BYLINE.match(line)
        if match and line[:2].lower() == "by":
            return _cased(_PLACED.sub("", re.split(r"\s*[|,]\s*|\s+(?:in|for|and updated)\s", line[2:].strip(), maxsplit=1)[0]))
    labelled = [match["name"] for line in lines[:_HEAD] for match in _LABELLED.finditer(line) if match["label"].lower() == "author"]
    if labelled:
        return _cased(labelled[0])
    lonely = [line for place, line in enumerate(lines[:_HEAD], 1) if is_name(line) and gist_of_furniture(line, place, 99) == AUTHOR]
    return _cased(next((line for line in lonely if lonely.count(line) > 1 or len(lonely) == 1), "")) if len(lines) > 3 else ""


def _cased(name: str) -> str:
    return " ".join(part.title() if part.isupper() and len(part) > 1 else part for part in name.split())[:80]


def _outlet(lines: Sequence[str], stated: str, table: Table) -> dict[str, str]:
    """The outlet, its kind and its provenance: an outlet of the table where one is printed, else as the page or its lines state it."""
    kinds = {str(row["outlet"]): str(row["outlet_kind"]) for row in table.vocabularies["articles"].to_dict("records")}
    edge = [*lines[:_HEAD], *lines[-_TAIL:]]
    lower = {name.lower(): name for name in kinds}
    if stated:
        name = lower.get(stated.lower(), stated)
        return {"outlet": name, "outlet_kind": kinds.get(name, ""), "outlet_known": "Printed in the data of the page."}
    counts = {name: sum(name in line for line in edge) for name in kinds}
    best = max(counts, key=lambda name: (counts[name], len(name)), default="")
    if not best or not counts[best]:
        counts = {name: len(re.findall(rf"\b(?:told|by|to|that) {re.escape(name)}\b", " ".join(lines))) for name in kinds}
        best = max(counts, key=lambda name: counts[name], default="")
    if best and counts[best]:
        return {"outlet": best, "outlet_kind": kinds[best], "outlet_known": "Printed."}
    sources = [match["name"] for line in edge for match in _LABELLED.finditer(line) if match["label"].lower() == "source"]
    if sources:
        return {"outlet": sources[0], "outlet_known": "Printed."}
    for pattern in (_PIPED, _COPYRIGHT):
        match = next((match for line in edge if (match := pattern.search(line))), None)
        if match and match["name"].lower() not in ("all", "all rights", "all rights reserved"):
            return {"outlet": re.sub(r"\.? All Rights.*$", "", match["name"], flags=re.IGNORECASE), "outlet_known": "Printed."}
    return {}


def _published(lines: Sequence[str], stated: str) -> dict[str, str]:
    """The publication day (EDTF) and its provenance; a date inside a sentence of the article does not count."""
    day = _ISO.search(stated)
    if day and _is_day(day.group()):
        return {"published": day.group(), "published_known": f"Printed as “{stated[:40]}” in the data of the page."}
    candidates: list[tuple[int, str, str]] = []
    for place, line in enumerate(lines):
        if place >= _HEAD and place < len(lines) - _TAIL:
            continue
        for each, iso in _days(line):
            if len(line.split()) <= 16 and not re.search(r"[.!?]$", line.rstrip()):
                candidates.append((bool(_UPDATED.search(line)), iso, each))
    if not candidates:
        return {}
    updated, iso, printed = min(candidates, key=lambda each: each[0])
    provenance = f"Printed as “{printed}”" + (", the day of an update." if updated else ".")
    return {"published": iso, "published_known": provenance}


def _days(line: str) -> list[tuple[str, str]]:
    """The days a line prints, as pairs (printed text, EDTF)."""
    days = []
    for each in read_numbers(line):
        if each.kind == "date" and each.year and each.month:
            iso = _iso(each)
            if iso:
                days.append((line[each.start : each.end], iso))
    for match in _DATE.finditer(line):
        year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("y", "m", "d"))
        iso = f"{year:04}-{month:02}-{day:02}"
        if _is_day(iso):
            days.append((match.group(), iso))
    return days


def _iso(each: Printed) -> str:
    iso = f"{each.year:04}-{each.month:02}" + (f"-{each.day:02}" if each.day else "")
    return iso if _is_day(iso if each.day else f"{iso}-01") else ""


def _is_day(text: str) -> bool:
    try:
        return 1800 <= date.fromisoformat(text).year <= 2200
    except ValueError:
        return False
