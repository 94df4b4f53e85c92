"""The rules that read a paragraph: whether a claim says of its number, its hedge, its dates and its boundary what is printed.

Each yields (rule, (row, column, what is wrong, next move)); the rules are named in `EXCUSABLE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dashboard.table.exemptions import Named
from dashboard.table.numbers import WEEKDAYS, Printed, read_months, read_numbers, read_ranks, read_weekdays, read_years
from dashboard.table.paragraphs import _PARTS, LONGEST_RUN, Bodies, Paragraph, words
from dashboard.table.problems import listed, named, shown
from dashboard.table.rows import Row
from dashboard.table.validation import number
from dashboard.table.words import number_words

_COMPUTED = re.compile(r"\b(?:computed|inferred|publication date|date of publication)\b", re.IGNORECASE)
DATE_PART = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_LATE = re.compile(r"(?<!\w)(?:late|early|mid|end of|beginning of|around|about|circa)(?!\w)", re.IGNORECASE)
_TIED = r"(?:in|at|of|from|inside|within|across|based in|headquartered in|located in)"
_OWNS = r"(?:is (?:now |also )?home to|has|have|hosts|houses|holds|counts|boasts|employs|runs|operates|listed|raised|spent|built)"


def figures(rows: Iterable[tuple[Row, Paragraph]]) -> Iterator[Named]:
    """A figure's number, unit and hedge are those printed; a derived one has none printed."""
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
    """The numbers the quotation holds, as the paragraph prints them, with the hedge around them; else all of the paragraph."""
    here = paragraph.text.find(row["as_printed"]) if row["as_printed"] else -1
    end = here + len(row["as_printed"])
    kinds = ("number", "vague", "ordinal")
    quoted = [each for each in paragraph.numbers if each.kind in kinds and here <= each.start and each.end <= end] if here >= 0 else []
    if here >= 0 and not quoted:
        # The quotation may end inside a number the paragraph goes on with: "2.4 trillion" of "2.4 trillion yuan".
        quoted = [each for each in paragraph.numbers if each.kind in kinds and here <= each.start < end]
    return quoted or [each for each in paragraph.numbers if each.kind in kinds]


def _number(row: Row, paragraph: Paragraph) -> Iterator[Named]:
    found = _numbers_of(row, paragraph)
    value, high, hedge = number(row["value"]), number(row["value_high"]), row["qualifier"]
    told = listed(dict.fromkeys(each.text for each in found), "and") or "no number"
    if hedge == "unstated":
        if not any(each.kind == "vague" for each in found):
            fix = "Write the number that is printed, or quote the words that stand for one."
            yield "value", (row, "qualifier", f"is unstated, and the article prints {told}.", fix)
        return
    if value is None:
        return
    same = [each for each in found if same_number(each.value, value) and (high is None or same_number(each.high, high))]
    if not same:
        ranged = f" to {row['value_high']}" if row["value_high"] else ""
        what = f"{row['value']}{ranged} is not what is printed: {told}."
        right = _in_digits(found)
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
    """Whether a printed number is the coded one."""
    return printed is not None and abs(printed - coded) <= 1e-9 * max(abs(printed), abs(coded))


def _in_digits(found: Sequence[Printed]) -> str:
    values = dict.fromkeys(each.value for each in found if each.value is not None)
    return listed([f"{value:.10f}".rstrip("0").rstrip(".") for value in values if value is not None])


def _with_hedge(each: Printed, text: str) -> str:
    """A number with two words before it and two after, where its hedge may stand."""
    if each.hedge == "exact":
        return each.text
    before, after = re.search(r"(?:\S+ ){0,2}$", text[: each.start]), re.match(r"\S*(?: \S+){0,2}", text[each.end :])
    return (before.group() if before else "") + each.text + (after.group() if after else "").rstrip(".,;:")


def _rank(row: Row, paragraph: Paragraph) -> Iterator[Named]:
    found = read_ranks(row["as_printed"]) or read_ranks(paragraph.text)
    value, hedge = number(row["value"]), row["qualifier"]
    quoted = shown(row["as_printed"])
    ranks = [rank for rank in found if same_number(rank[0], value)] if value is not None else []
    if hedge == "unstated":
        if found and all(rank is not None for rank, _ in found):
            yield "value", (row, "qualifier", f"is unstated, and {quoted} gives a place.", "Write the rank as the value, and its hedge.")
        return
    if value is not None and not ranks:
        places = sorted({rank for rank, _ in found if rank is not None})
        what = f"{row['value']} is no place that {quoted} gives."
        fix = f"Write {listed(map(number_words, places))}." if places else "Quote the superlative, or write unstated."
        yield "value", (row, "value", what, fix)
    elif ranks and hedge not in {told for _, told in ranks}:
        what = f"{named(hedge)} is not the hedge of {quoted}."
        yield "hedge", (row, "qualifier", what, f"Write {listed(sorted({told for _, told in ranks}))}.")


def _date_hedge(row: Row) -> Iterator[Named]:
    loose = bool(_LATE.search(row["as_printed"]))
    if row["qualifier"] != "exact" and not loose:
        what = f"{named(row['qualifier'])} is not the hedge of {shown(row['as_printed'])}."
        yield "hedge", (row, "qualifier", what, "Write exact.")


def periods(rows: Iterable[tuple[Row, Paragraph]], published: Mapping[str, str]) -> Iterator[Named]:
    """Every year, month and day of a period is printed, or the note says that it is computed.

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
            # What is printed must agree even where the rest is computed.
            missing += [name for part, known, name in parts if part and part not in known and ((known and dated) or not computed)]
        if missing:
            told = [*map(str, sorted(years)), *(each.text for each in read_numbers(text) if each.kind == "date")]
            what = (
                f"{shown(row['period'])} is not what is printed: {listed(told, 'and') or 'no date'}. Not found: {listed(missing, 'and')}."
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
        what = f"{row['period']} is a {WEEKDAYS[day.weekday()].title()}, and {shown(row['as_printed'])} is printed."
        yield "period", (row, "period", what, "Compute it again from the date of publication.")
        return
    try:
        apart = (date.fromisoformat(published) - day).days
    except ValueError:
        return
    if abs(apart) > 7:
        what = f"{row['period']} is {abs(apart)} days from the publication, {published}, and {shown(row['as_printed'])} is printed."
        yield "period", (row, "period", what, "Compute it again from the date of publication.")


def boundaries(rows: Iterable[tuple[Row, Paragraph]], bodies: Bodies) -> Iterator[Named]:
    """A number its own sentence gives to a zone, a firm or the nation is not the city's, nor a city's the nation's."""
    for row, paragraph in rows:
        if row["aspect"] != "figure" or row["method"] != "reported" or row["boundary"] not in ("city", "nation"):
            continue
        owner = _owner(row, paragraph, bodies)
        if owner:
            what = f"{row['boundary']} stands beside a number that the sentence gives to {named(owner)}."
            fix = "Write what the number is a number of: a city's figure is neither its zone's or firm's nor the nation's."
            yield "boundary", (row, "boundary", what, fix)


def _owner(row: Row, paragraph: Paragraph, bodies: Bodies) -> str:
    """Whom the sentence around the quoted words gives the number to, other than the boundary that is coded; empty when nobody."""
    city = row["boundary"] == "city"
    kind = bodies.kinds.get(row["institution"])
    # Firms and zones that are only described may be all there are in the city; one facility is never the city.
    if city and kind in _PARTS and (kind == "facility" or row["institution"] not in bodies.described):
        return row["institution"]
    here = paragraph.plain.find(row["as_printed"].replace("’", "'"))
    if here < 0:
        return ""
    found = [each for each in _numbers_of(row, paragraph) if same_number(each.value, number(row["value"]) or -1)]
    start = found[0].start if found and row["unit"] not in ("rank", "date") else here
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
    """A statement and a note are in our own words."""
    for row, paragraph in rows:
        for column in ("statement", "note", "aim", "counts"):
            told = words(row[column])
            for place in range(len(told) - LONGEST_RUN):
                if tuple(told[place : place + LONGEST_RUN + 1]) in paragraph.runs:
                    length = LONGEST_RUN + 1
                    while place + length < len(told) and tuple(told[place + length - LONGEST_RUN : place + length + 1]) in paragraph.runs:
                        length += 1
                    what = f"repeats {length} words of the paragraph in a row, from {shown(' '.join(told[place : place + 3]))} on."
                    yield "", (row, column, what, f"Use words of your own; {LONGEST_RUN} in a row are the most.")
                    break


# What no claim and no reason accounts for
