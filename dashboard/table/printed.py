"""Rules that need the paragraph: whether the number, hedge, unit, dates and boundary of a claim are those printed.

Each yields (rule, (row, column, what is wrong, next move)); the rules are named in `EXCUSABLE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dashboard.table.exemptions import Named
from dashboard.table.numbers import WEEKDAYS, Printed, read_months, read_numbers, read_ranks, read_weekdays, read_years
from dashboard.table.paragraphs import _PARTS, LONGEST_RUN, Bodies, Paragraph, words
from dashboard.table.problems import listed, named, quoted
from dashboard.table.rows import Row
from dashboard.table.validation import number
from dashboard.table.words import number_words

_COMPUTED = re.compile(r"\b(?:computed|inferred|publication date|date of publication)\b", re.IGNORECASE)
DATE_PART = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_SECOND_ONLY = re.compile(r"\bsecond only to\b", re.IGNORECASE)
_LATE = re.compile(r"(?<!\w)(?:late|early|mid|end of|beginning of|around|about|circa)(?!\w)", re.IGNORECASE)
_TIED = r"(?:in|at|of|from|inside|within|across|based in|headquartered in|located in)"
_OWNS = r"(?:is (?:now |also )?home to|has|have|hosts|houses|holds|counts|boasts|employs|runs|operates|listed|raised|spent|built)"


def figures(rows: Iterable[tuple[Row, Paragraph]]) -> Iterator[Named]:
    """The number, unit and hedge of a reported figure are those printed."""
    for row, paragraph in rows:
        if row["aspect"] != "figure" or row["method"] != "reported":
            continue
        if row["unit"] == "date":
            yield from _date_hedge(row)
        elif row["unit"] == "rank":
            yield from _rank(row, paragraph)
        else:
            yield from _number(row, paragraph)


def _numbers_of(row: Row, paragraph: Paragraph) -> list[Printed]:
    """The numbers of the quotation, parsed in the paragraph so that hedges around it count; if it has none, all of the paragraph."""
    here = paragraph.text.find(row["as_printed"]) if row["as_printed"] else -1
    end = here + len(row["as_printed"])
    kinds = ("number", "vague", "ordinal")
    within_quotation = (
        [each for each in paragraph.numbers if each.kind in kinds and here <= each.start and each.end <= end] if here >= 0 else []
    )
    if here >= 0 and not within_quotation:
        # The quotation may end inside a number: "2.4 trillion" of "2.4 trillion yuan".
        within_quotation = [each for each in paragraph.numbers if each.kind in kinds and here <= each.start < end]
    return within_quotation or [each for each in paragraph.numbers if each.kind in kinds]


def _number(row: Row, paragraph: Paragraph) -> Iterator[Named]:
    numbers = _numbers_of(row, paragraph)
    value, high, hedge = number(row["value"]), number(row["value_high"]), row["qualifier"]
    printed_numbers = listed(dict.fromkeys(each.text for each in numbers), "and") or "no number"
    if hedge == "unstated":
        if not any(each.kind == "vague" for each in numbers):
            fix = "Write the number that is printed, or quote the words that stand for one."
            yield "value", (row, "qualifier", f"is unstated, and the article prints {printed_numbers}.", fix)
        return
    if value is None:
        return
    same = [each for each in numbers if same_number(each.value, value) and (high is None or same_number(each.high, high))]
    if not same:
        ranged = f" to {row['value_high']}" if row["value_high"] else ""
        what = f"{row['value']}{ranged} is not what is printed: {printed_numbers}."
        right = _in_digits(numbers)
        yield "value", (row, "value", what, f"Write {right}." if right else "Write the printed number in base units, or quote it.")
        return
    units = {each.unit for each in same}
    if "" not in units and row["unit"] not in units | {"year", "CNY_per_USD"}:
        what = f"{named(row['unit'])} is not the unit printed: {listed(dict.fromkeys(each.text for each in same), 'and')}."
        yield "unit", (row, "unit", what, f"Write {listed(sorted(units))}.")
    hedges = {"range" if each.high is not None else each.hedge for each in same}
    if hedge not in hedges:
        around = listed(dict.fromkeys(_with_hedge(each, paragraph.text) for each in same), "and")
        what = f"{named(hedge)} is not the hedge printed: {around}."
        yield "hedge", (row, "qualifier", what, f"Write {listed(sorted(hedges))}.")


def same_number(printed: float | None, coded: float) -> bool:
    """Whether two numbers are equal, within rounding; False where nothing is printed."""
    return printed is not None and abs(printed - coded) <= 1e-9 * max(abs(printed), abs(coded))


def _in_digits(numbers: Sequence[Printed]) -> str:
    values = dict.fromkeys(each.value for each in numbers if each.value is not None)
    return listed([f"{value:.10f}".rstrip("0").rstrip(".") for value in values if value is not None])


def _with_hedge(each: Printed, text: str) -> str:
    """A number with two words before and after it, which may be its hedge."""
    if each.hedge == "exact":
        return each.text
    before, after = re.search(r"(?:\S+ ){0,2}$", text[: each.start]), re.match(r"\S*(?: \S+){0,2}", text[each.end :])
    return (before.group() if before else "") + each.text + (after.group() if after else "").rstrip(".,;:")


def _rank(row: Row, paragraph: Paragraph) -> Iterator[Named]:
    printed_ranks = read_ranks(row["as_printed"]) or read_ranks(paragraph.text)
    if _SECOND_ONLY.search(row["as_printed"]):
        # What is second only to another makes that one the first.
        printed_ranks = [*printed_ranks, (1.0, "exact")]
    value, hedge = number(row["value"]), row["qualifier"]
    printed_words = quoted(row["as_printed"])
    ranks = [rank for rank in printed_ranks if same_number(rank[0], value)] if value is not None else []
    if hedge == "unstated":
        if printed_ranks and all(rank is not None for rank, _ in printed_ranks):
            yield (
                "value",
                (row, "qualifier", f"is unstated, and {printed_words} gives a place.", "Write the rank as the value, and its hedge."),
            )
        return
    if value is not None and not ranks:
        places = sorted({rank for rank, _ in printed_ranks if rank is not None})
        what = f"{row['value']} is no place that {printed_words} gives."
        fix = f"Write {listed(map(number_words, places))}." if places else "Quote the superlative, or write unstated."
        yield "value", (row, "value", what, fix)
    elif ranks and hedge not in {printed_hedge for _, printed_hedge in ranks}:
        what = f"{named(hedge)} is not the hedge of {printed_words}."
        yield "hedge", (row, "qualifier", what, f"Write {listed(sorted({printed_hedge for _, printed_hedge in ranks}))}.")


def _date_hedge(row: Row) -> Iterator[Named]:
    loose = bool(_LATE.search(row["as_printed"]))
    if row["qualifier"] != "exact" and not loose:
        what = f"{named(row['qualifier'])} is not the hedge of {quoted(row['as_printed'])}."
        yield "hedge", (row, "qualifier", what, "Write exact.")


def periods(rows: Iterable[tuple[Row, Paragraph]], published: Mapping[str, str]) -> Iterator[Named]:
    """Every year, month and day of a period is printed, unless the note says that it is computed.

    ``published`` gives the date of each article, from which a day of the week is computed.
    """
    for row, paragraph in rows:
        if not row["period"] or row["method"] != "reported":
            continue
        computed = bool(_COMPUTED.search(row["note"]))
        dated = row["unit"] == "date" and row["as_printed"] in paragraph.text
        text = row["as_printed"] if dated and _says_when(row["as_printed"]) else paragraph.text
        years, months = read_years(text), read_months(text)
        days = {each.day for each in read_numbers(text) if each.day}
        missing: list[str] = []
        for moment in DATE_PART.findall(row["period"]):
            year, month, day = (*map(int, moment.split("-")), 0, 0)[:3]
            parts = ((year, years, f"{year}"), (month, months, f"month {month}"), (day, days, f"day {day}"))
            # A printed part must agree even where the rest is computed.
            missing += [name for part, known, name in parts if part and part not in known and ((known and dated) or not computed)]
        if missing:
            dates = [*map(str, sorted(years)), *(each.text for each in read_numbers(text) if each.kind == "date")]
            what = (
                f"{quoted(row['period'])} is not what is printed: {listed(dates, 'and') or 'no date'}. Not found: {listed(missing, 'and')}."
            )
            yield "period", (row, "period", what, "Write what is printed, or say in the note that it is computed, and from what.")
        elif dated:
            yield from _weekday(row, published.get(row["article"], ""))


def _says_when(text: str) -> bool:
    return bool(read_years(text) or read_months(text) or any(each.kind == "date" for each in read_numbers(text)) or read_weekdays(text))


def _weekday(row: Row, published: str) -> Iterator[Named]:
    named = read_weekdays(row["as_printed"])
    try:
        day = date.fromisoformat(row["period"])
    except ValueError:
        return
    if not named:
        return
    if day.weekday() not in named:
        what = f"{row['period']} is a {WEEKDAYS[day.weekday()].title()}, and {quoted(row['as_printed'])} is printed."
        yield "period", (row, "period", what, "Compute it again from the date of publication.")
        return
    try:
        apart = (date.fromisoformat(published) - day).days
    except ValueError:
        return
    if abs(apart) > 7:
        what = f"{row['period']} is {abs(apart)} days from the publication, {published}, and {quoted(row['as_printed'])} is printed."
        yield "period", (row, "period", what, "Compute it again from the date of publication.")


def boundaries(rows: Iterable[tuple[Row, Paragraph]], bodies: Bodies) -> Iterator[Named]:
    """A number that its sentence attributes to a zone, a firm or the nation is not the city's, nor a city's the nation's."""
    for row, paragraph in rows:
        if row["aspect"] != "figure" or row["method"] != "reported" or row["boundary"] not in ("city", "nation"):
            continue
        owner = _owner(row, paragraph, bodies)
        if owner:
            what = f"{row['boundary']} stands beside a number that the sentence gives to {named(owner)}."
            fix = "Write what the number is a number of: a city's figure is neither its zone's or firm's nor the nation's."
            yield "boundary", (row, "boundary", what, fix)


def _owner(row: Row, paragraph: Paragraph, bodies: Bodies) -> str:
    """The name that the sentence attributes the number to, where it contradicts the coded boundary; else empty."""
    city = row["boundary"] == "city"
    kind = bodies.kinds.get(row["institution"])
    # Firms and zones that are only described may be all of those in the city; a single facility never is.
    if city and kind in _PARTS and (kind == "facility" or row["institution"] not in bodies.described):
        return row["institution"]
    here = paragraph.plain.find(row["as_printed"].replace("’", "'"))
    if here < 0:
        return ""
    matching = [each for each in _numbers_of(row, paragraph) if same_number(each.value, number(row["value"]) or -1)]
    start = matching[0].start if matching and row["unit"] not in ("rank", "date") else here
    sentence, begins = paragraph.sentence(start)
    before, after = sentence[: start - begins], sentence[start - begins :]
    clause = re.split(r"[;:]| (?:and|while|but|which|who) (?=\w+ )|, ", after, maxsplit=1)[0]
    others = [(bodies.parts, True)] if city else [(bodies.cities, False)]
    if city and row["unit"] not in ("rank", "date"):
        others.append((bodies.nation, False))
    for names, may_own in others:
        tied = re.search(rf"\b{_TIED} (?:the )?(?P<name>{names})(?!\w|'s)", clause)
        possessive = re.search(rf"(?<!\w)(?P<name>{names})(?:'s?) (?:[\w-]+ ){{0,3}}$", before)
        subject = may_own and re.search(rf"(?:^|[.,;:] |\b[Tt]he )(?P<name>{names}),? {_OWNS} (?:\w+ ){{0,2}}$", before)
        match = tied or possessive or subject
        if match and row["unit"] not in ("date",) and not (row["unit"] == "rank" and tied):
            return str(match["name"])
    return ""


def own_words(rows: Iterable[tuple[Row, Paragraph]]) -> Iterator[Named]:
    """Statement, note, aim and counts share no long run of words with the paragraph."""
    for row, paragraph in rows:
        for column in ("statement", "note", "aim", "counts"):
            tokens = words(row[column])
            for place in range(len(tokens) - LONGEST_RUN):
                if tuple(tokens[place : place + LONGEST_RUN + 1]) in paragraph.runs:
                    length = LONGEST_RUN + 1
                    while (
                        place + length < len(tokens) and tuple(tokens[place + length - LONGEST_RUN : place + length + 1]) in paragraph.runs
                    ):
                        length += 1
                    what = f"repeats {length} words of the paragraph in a row, from {quoted(' '.join(tokens[place : place + 3]))} on."
                    yield "", (row, column, what, f"Use words of your own; {LONGEST_RUN} in a row are the most.")
                    break
