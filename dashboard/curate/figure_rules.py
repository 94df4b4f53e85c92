"""Figures: every number with its unit and hedge, the year an aim falls due, the date of an event, and places in an order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Found
from dashboard.curate.stance import read_stance
from dashboard.curate.voices import Voice, voice_at
from dashboard.table.numbers import Printed
from dashboard.verify.stems import stems

_NAME_OF_PLAN = re.compile(
    r"^[\s-]*(?:Five-year|five-year|plan\b|-year plan|Communist|Party|Congress|Central Committee|National|anniversary|plenary|CPC)",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|before|until|through)\s+(?:the end of\s+)?$", re.IGNORECASE)
_DIMENSION = {"CNY": "money", "USD": "money", "percent": "rate", "percentage_point": "rate", "years": "duration", "": "count"}


def figures(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...]) -> Iterator[Found]:
    """Every number of a paragraph that says something of a city or the nation."""
    inside = [(mention.start, mention.end) for mention in passage.mentions]
    for each in passage.numbers:
        if any(start <= each.start < end for start, end in inside) or _NAME_OF_PLAN.match(passage.plain[each.end : each.end + 30]):
            continue
        yield from _figure(lexicon, passage, each, voices)


def _figure(lexicon: Lexicon, passage: Passage, each: Printed, voices: tuple[Voice, ...]) -> Iterator[Found]:
    clause = passage.clause(each.start)
    voice = voice_at(voices, passage, each.start)
    first, last = passage.sentence(each.start)
    cells = _number_cells(lexicon, passage, each)
    if not cells:
        return
    cities = clause.cities[:1] if clause.cities else ()
    for city in cities:
        stance = read_stance(passage.plain[clause.start : clause.end], passage.plain[first:last], city == lexicon.nation, False)
        status = "target" if cells["measure"] == "target-year" else stance.status
        boundary = "nation" if city == lexicon.nation else "city"
        yield Found(
            each.start, each.end,
            {"city": city, "aspect": "figure", "status": status, "boundary": boundary, **cells, **voice.cells(city)},
            "A number is printed.",
        )  # fmt: skip


def _number_cells(lexicon: Lexicon, passage: Passage, each: Printed) -> dict[str, str]:
    before = passage.plain[max(0, each.start - 24) : each.start]
    year = (
        each.kind == "number"
        and each.value is not None
        and 1900 <= each.value <= 2100
        and not each.unit
        and re.fullmatch(r"\d{4}", each.text)
    )
    if year:
        if _BY.search(before):
            return {"measure": "target-year", "value": each.text, "qualifier": "exact", "unit": "year", "period": f"../{each.text}"}
        return {}
    if each.kind in ("date", "time", "ordinal"):
        return {}
    value = "" if each.value is None else f"{each.value:.10f}".rstrip("0").rstrip(".")
    high = "" if each.high is None else f"{each.high:.10f}".rstrip("0").rstrip(".")
    unit = each.unit or "count"
    hedge = "range" if high else each.hedge
    return {"measure": _measure(lexicon, passage, each), "value": value, "value_high": high, "qualifier": hedge, "unit": unit}


def _measure(lexicon: Lexicon, passage: Passage, each: Printed) -> str:
    first, last = passage.sentence(each.start)
    around = stems(passage.plain[each.end : min(last, each.end + 60)]) | stems(passage.plain[max(first, each.start - 30) : each.start])
    dimension = _DIMENSION.get(each.unit, "")
    best, most = "", 0
    for key, words in lexicon.measures.items():
        if lexicon.rows["measures"][key].get("dimension") == dimension and len(words & around) > most:
            best, most = key, len(words & around)
    return best
