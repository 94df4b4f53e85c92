"""What was promised by when, and what the articles say came of it: a lane a city over the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes import Interval, Lane, Lanes
from dashboard.pictures.words import FILTERED, bound, capital, claims_in, picture, several, span, spelled
from dashboard.table.load import Table
from dashboard.table.names import aim
from dashboard.table.selection import Selection
from dashboard.table.status_words import pending
from dashboard.table.targets import begun, due_year, first_moment
from dashboard.table.words import MONTHS, Record, plural, sentence_list

_FIELDS = (
    "claim_id", "city", "article", "paragraph", "aspect", "area", "institution", "measure", "measure_name", "value", "value_high",
    "qualifier", "unit", "boundary", "period", "aim", "status", "restates", "as_printed", "method",
)  # fmt: skip
_YEARS = 3
"""How many years the headline names."""
_WORDS = 14
"""How many words two aims may have together to be named both."""


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The dated targets of the selection; ``today`` decides which years have passed."""
    cities = selection.columns(table)
    found = [record for record in _dated(table, selection) if record["city"] in cities]
    ever = {str(record["city"]) for record in _dated(table, selection.reading()) if record["due"]}
    now = today.year + (today.timetuple().tm_yday - 1) / 366
    covered = _covered(table, selection, now)
    lanes = tuple(
        _lane(table, [record for record in found if record["city"] == city], city, covered[1], today, city in ever) for city in cities
    )
    shown = [interval for lane in lanes for interval in lane.intervals]
    # A bar that begins where the axis does would seem to come from before it.
    first = int(min([covered[0], now, *(interval.start - 0.5 for interval in shown)]))
    last = int(max([covered[1], now, *(interval.end for interval in shown)])) + 1
    kept = [interval for interval in shown if not interval.faded]
    body = Lanes(
        first, last, covered, _span(table, selection), now, f"today, {MONTHS[today.month - 1]} {today.year}", lanes
    )  # fmt: skip
    bars = "One bar, one article’s targets for a year, from print to the year’s end."
    subtitle = f"{bars if shown else 'The axis runs from the first of the articles to today.'}{bound(table, selection, ())}"
    return picture(table, "targets", _headline(kept, covered[1]), subtitle, body, _facts(kept, covered[1]))


def _dated(table: Table, selection: Selection) -> list[dict[str, Any]]:
    """What is still to come, with the year in which its targets fall ``due``, else 0."""
    records = selection.records(table, _FIELDS)
    found = [record for record in records if record["status"] in pending(table) and record["restates"] == ""]
    return [record | {"due": (due_year(str(record["period"])) or 0) if record["status"] == "target" else 0} for record in found]


def _articles(table: Table, selection: Selection) -> list[str]:
    """The articles that could have reported a result: all but those that filters and lenses take away."""
    kept = selection.articles or tuple(map(str, table.vocabularies["articles"].index))
    return [key for key in kept if key != selection.without and (not selection.like_for_like or key in selection.covering(table))]


def _covered(table: Table, selection: Selection, now: float) -> tuple[float, float]:
    """When the first of these articles was printed, and the last; where nobody knows of any, by ``now``."""
    published = table.vocabularies["articles"]["published"]
    found = [moment for key in _articles(table, selection) or published.index if (moment := first_moment(str(published[key])))]
    return min(found, default=now), max(found, default=now - 1 / 12) + 1 / 12


def _span(table: Table, selection: Selection) -> tuple[str, ...]:
    """How many of these articles there are, and of when; then less of that."""
    articles = _articles(table, selection)
    if not articles:
        return ("no article",)
    return span(table, articles), several(len(articles), "article"), "article" if len(articles) == 1 else "articles"


def _headline(shown: Sequence[Interval], printed: float) -> str:
    if not shown:
        return "No target in this selection has a year"
    passed = [interval for interval in shown if interval.outcome]
    years = sorted({int(interval.end) - 1 for interval in passed})
    # Years and not bars are told: how many bars there are follows from how aims are grouped.
    named = sentence_list([str(year) for year in years]) if len(years) <= _YEARS else f"{spelled(len(years))} different years"
    over = f"Targets for {named} fell due"
    if all(interval.end > printed for interval in shown):
        return f"{over}; the articles end earlier" if passed else "The articles end before any deadline"
    if not passed:
        return "No target here has fallen due"
    told = sum(interval.told for interval in passed)
    return f"{over}; later articles speak of {'all' if told == len(passed) else 'some' if told else 'none'}"


def _facts(shown: Sequence[Interval], printed: float) -> tuple[Fact, ...]:
    """Which deadlines have passed, and whether any article is late enough to tell what came of them."""
    if not shown:
        return ()
    passed = [interval for interval in shown if interval.outcome] or shown
    unread = all(interval.end > printed for interval in shown)
    kind = "unread" if unread else "told" if any(interval.told for interval in shown) else "untold"
    years = frozenset(str(int(interval.end) - 1) for interval in passed)
    claims = tuple(claim for interval in passed for claim in interval.claims)
    named = tuple((year, year) for year in sorted(years)) if len(years) <= _YEARS else ()
    return (Fact((kind,), years, claims, several(len(years), "year"), names=named),)


def _lane(table: Table, records: Sequence[Record], city: str, printed: float, today: date, ever: bool) -> Lane:
    name = table.label("city", city)
    undated = [record for record in records if not record["due"]]
    groups: dict[tuple[int, str], list[Record]] = {}
    for record in records:
        if record["due"]:
            groups.setdefault((int(record["due"]), str(record["article"])), []).append(record)
    intervals = tuple(_interval(table, groups[due, article], due, printed, today) for due, article in sorted(groups))
    note = None
    if len(undated):
        said = f"{plural(len(undated), 'claim')} about the future of {name} without a due year"
        # A bar may hold several claims, so that these are told too.
        dated = len(records) - len(undated)
        words = f"{plural(dated, 'claim')} with a due year, {len(undated):,} without"
        if not intervals:
            words = f"in {plural(len(undated), 'claim')} about its future"
        note = Mark(city, None, words, claims_in(undated), all(record["fades"] for record in undated), said)
    if intervals:
        return Lane(city, name, intervals, note=note, verb="aims to have")
    silence = Mark(city, None, f"due years {FILTERED}" if ever else "no due year" if note else "no target with a year", (), hidden=ever)
    return Lane(city, name, (), silence, note)


def _interval(table: Table, records: Sequence[Record], due: int, printed: float, today: date) -> Interval:
    article = str(records[0]["article"])
    made, printing = begun(table, records), first_moment(str(table.vocabularies["articles"].at[article, "published"]))
    # All bars begin with their article; one printed after the due year shows when the aim was made instead.
    start = printing if printing and printing < due + 1 else made or due
    made_in = f"Set in {int(made)}. " if made and made < start else ""
    aims, amounts = _aims(table, records)
    named = aims[: 2 if amounts != 1 and sum(len(words.split()) for words in aims[:2]) <= _WORDS else 1]
    words = _named(aims, len(named))
    # A year that is computed, or only about right, has not passed as soon as its last day has.
    about = all(row["method"] != "reported" or "~" in str(row["period"]) for row in records)
    speaking = (
        _speaking(table, str(records[0]["city"]), {str(record["area"]) for record in records}, due) if due < today.year - about else None
    )
    outcome = "" if speaking is None else _outcome(speaking, due, printed)
    computed = ", computed" if all(row["method"] != "reported" for row in records) else ""
    city = table.label("city", str(records[0]["city"]))
    said = f"{city} aims to have, by {due}: {sentence_list(aims)}. {made_in}{capital(outcome) or 'Not yet due'}. "
    said += table.label("article", article)
    return Interval(
        str(records[0]["city"]), "target", capital(words), claims_in(records), all(record["fades"] for record in records), said, start,
        due + 1,
        f"about {due}{computed}" if about else str(due), outcome, bool(speaking),
    )  # fmt: skip


def _named(aims: Sequence[str], number: int) -> str:
    """The first aims by name, the others counted."""
    left = len(aims) - number
    # An aim may hold commas and an "and" of its own.
    return "; ".join([*aims[:number], *([several(left, "more aim")] if left else [])])


def _aims(table: Table, records: Sequence[Record]) -> tuple[list[str], int]:
    """What is aimed at, each once: amounts first, whose number is returned, then what only has a year, then areas no figure speaks of."""
    figures = [row for row in records if row["aspect"] == "figure"]
    covered = {str(row["area"]) for row in figures if row["area"]}
    amounts = [row for row in figures if row["unit"] not in ("year", "date") and row["method"] == "reported"]
    others = [row for row in figures if row["unit"] in ("year", "date")]
    areas = [row for row in records if row["aspect"] != "figure" and row["area"] not in covered]
    computed = [row for row in figures if row["method"] != "reported"]
    numbers = dict.fromkeys(aim(table, row) for row in amounts)
    found = numbers | dict.fromkeys(aim(table, row) for row in (*others, *areas, *(computed if not amounts else ())))
    return list(found) or [aim(table, records[0])], len(numbers)


def _speaking(table: Table, city: str, areas: set[str], due: int) -> list[str]:
    """The articles printed after the due year that speak of the same areas of the city."""
    published = table.vocabularies["articles"]["published"]
    later = {str(key) for key in published.index if (first_moment(str(published[key])) or 0) >= due + 1}
    if not later:
        return []
    spoken = Selection().records(table, ("city", "area", "article"))
    found = [str(r["article"]) for r in spoken if r["city"] == city and r["area"] and r["area"] in areas and r["article"] in later]
    return [table.label("article", article) for article in dict.fromkeys(found)]


def _outcome(speaking: list[str], due: int, printed: float) -> str:
    """What is known beyond the due year; ``printed`` is when the last article was."""
    if speaking:
        return f"due; later spoken of by {sentence_list(speaking)}"
    return "outcome not in later articles" if printed > due + 1 else "outcome not in the articles"
