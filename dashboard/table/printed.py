"""The rules that read a paragraph: whether a claim says of its number, its hedge, its dates and its boundary what is printed.

Each yields (rule, (row, column, what is wrong, next move)); the rules are named in `EXCUSABLE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard.table.cells import number
from dashboard.table.excuses import Finding, Named
from dashboard.table.numbers import WEEKDAYS, Printed, read_months, read_numbers, read_ranks, read_weekdays, read_years
from dashboard.table.problems import listed, named, shown
from dashboard.table.rows import Row
from dashboard.table.words import number_words

LONGEST_RUN = 8
"""How many words in a row a statement may share with its paragraph."""
_COMPUTED = re.compile(r"\b(?:computed|inferred|publication date|date of publication)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'A-Z0-9])")
_DATE_PART = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_LATE = re.compile(r"(?<!\w)(?:late|early|mid|end of|beginning of|around|about|circa)(?!\w)", re.IGNORECASE)
_TIED = r"(?:in|at|of|from|inside|within|across|based in|headquartered in|located in)"
_OWNS = r"(?:is (?:now |also )?home to|has|have|hosts|houses|holds|counts|boasts|employs|runs|operates|listed|raised|spent|built)"
_PARTS = ("zone", "district", "company", "facility")
"""Kinds of bodies whose number is not the city's."""
_NATION_WORDS = r"(?:China|the nation|the country|the mainland)"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as it is printed, with straight apostrophes in ``plain``, of the same length."""

    text: str

    @cached_property
    def plain(self) -> str:
        return self.text.replace("’", "'").replace("‘", "'")

    @cached_property
    def numbers(self) -> list[Printed]:
        return read_numbers(self.text)

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every run of words longer than a statement may share."""
        return frozenset(zip(*(self.words[n:] for n in range(LONGEST_RUN + 1)), strict=False))

    def sentence(self, start: int) -> tuple[str, int]:
        """The sentence around a place, with straight apostrophes, and where it begins."""
        begins = max((match.end() for match in _SENTENCE.finditer(self.plain) if match.end() <= start), default=0)
        ends = next((match.start() for match in _SENTENCE.finditer(self.plain) if match.start() > start), len(self.plain))
        return self.plain[begins:ends], begins


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation, as runs of words are compared."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


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
    same = [each for each in found if _same(each.value, value) and (high is None or _same(each.high, high))]
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


def _same(printed: float | None, coded: float) -> bool:
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
    ranks = [rank for rank in found if _same(rank[0], value)] if value is not None else []
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
        for moment in _DATE_PART.findall(row["period"]):
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


@dataclass(frozen=True)
class Bodies:
    """The bodies and the hubs by the names they are printed under."""

    kinds: Mapping[str, str]
    """Key of a body to its kind."""
    within: Mapping[str, str]
    """Key of a body to the zone, district or region it lies in."""
    described: frozenset[str]
    """Bodies without a name of their own."""
    names: Mapping[str, frozenset[str]]
    """A printed name, with straight apostrophes, to the keys of the bodies and hubs it may stand for."""
    hubs: Mapping[str, str]
    """Key of a city to its name."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds every name, the longest first."""
        names = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)")

    @cached_property
    def parts(self) -> str:
        """The names of zones, districts, firms and facilities as one alternative of a pattern; those only described are left out."""
        keys = {key for key, kind in self.kinds.items() if kind in _PARTS and key not in self.described}
        names = [name for name, stands_for in self.names.items() if stands_for <= keys]
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"

    @cached_property
    def cities(self) -> str:
        return "|".join(map(re.escape, self.hubs.values())) or "(?!)"

    def lies_in(self, body: str) -> Iterator[str]:
        """What a body lies in, from the nearest outwards."""
        seen: set[str] = set()
        while (body := self.within.get(body, "")) and body not in seen:
            seen.add(body)
            yield body


def read_bodies(institutions: Iterable[Row], cities: Iterable[Row]) -> Bodies:
    """The names of both vocabularies."""
    names: dict[str, set[str]] = {}
    rows = list(institutions)
    for row in rows:
        for name in (row["name"], row["short"], *row["printed_names"].split("|")):
            if name.strip():
                names.setdefault(name.strip().replace("’", "'"), set()).add(row["institution"])
    hubs = {row["city"]: row["name"] for row in cities if row["role"] == "hub"}
    for city, name in hubs.items():
        names.setdefault(name, set()).add(city)
    return Bodies(
        kinds={row["institution"]: row["kind"] for row in rows},
        within={row["institution"]: row["part_of"] for row in rows},
        described=frozenset(row["institution"] for row in rows if row["naming"] == "described"),
        names={name: frozenset(keys) for name, keys in names.items()},
        hubs=hubs,
    )


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
    found = [each for each in _numbers_of(row, paragraph) if _same(each.value, number(row["value"]) or -1)]
    start = found[0].start if found and row["unit"] not in ("rank", "date") else here
    sentence, begins = paragraph.sentence(start)
    before, after = sentence[: start - begins], sentence[start - begins :]
    clause = re.split(r"[;:]| (?:and|while|but|which|who) (?=\w+ )|, ", after, maxsplit=1)[0]
    others = [(bodies.parts, True)] if city else [(bodies.cities, False)]
    if city and row["unit"] not in ("rank", "date"):
        others.append((_NATION_WORDS, False))
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


def left_out(cell: str) -> list[tuple[str, str]]:
    """The entries of a cell as (printed words, reason); a part without a colon and a blank has no reason."""
    parts = [part.strip().partition(": ") for part in cell.split("|")] if cell else []
    return [(words.strip(), reason.strip()) for words, _, reason in parts]


def accounted(line: Row, paragraph: Paragraph, claims: Sequence[Row], bodies: Bodies) -> Iterator[Finding]:
    """Every number of a paragraph, and every name of a hub or a known body, is in a claim or left out for a reason."""
    spans: list[tuple[int, int]] = []
    items = [(each.start, each.end) for each in paragraph.numbers if each.kind != "vague" or each.unit != "years"]
    names = list(bodies.pattern.finditer(paragraph.plain))
    for printed, _ in left_out(line["left_out"]):
        found = [match.span() for match in re.finditer(re.escape(printed), paragraph.text)] if printed else []
        spans += found
        if not found and printed:
            yield line, "left_out", f"{shown(printed)} is not found in the paragraph.", "Quote it letter for letter, or remove the entry."
        elif found and not any(_meets(span, item) for span in found for item in (*items, *(name.span() for name in names))):
            yield line, "left_out", f"{shown(printed)} holds neither a number nor a known name.", "Remove the entry."
    if any(row["as_printed"] not in paragraph.text for row in claims):
        return  # What a claim quotes wrongly may be just that.
    for row in claims:
        spans += [match.span() for match in re.finditer(re.escape(row["as_printed"]), paragraph.text)] if row["as_printed"] else []
    # A numeral inside a body's name is part of the name.
    inside = [name.span() for name in names]
    numbers = [each for each in paragraph.numbers if (each.start, each.end) in items and not _covered((each.start, each.end), inside)]
    lacking = [each.text for each in numbers if not _covered((each.start, each.end), spans) and not _coded(each, claims)]
    keys = {row[column] for row in claims for column in ("city", "institution")} - {""}
    covered = {name.group() for name in names if _covered(name.span(), spans)}
    lacking += [name.group() for name in names if name.group() not in covered and not keys & bodies.names[name.group()]]
    if lacking:
        told = listed(map(shown, dict.fromkeys(lacking)), "and")
        what = f"does not account for {told}, which the paragraph prints"
        what += f" and {named(line['reason'])} leaves out." if line["reason"] else " and no claim of it carries."
        yield line, "left_out", what, "Code it, or write here the printed words, a colon and why they are left out."


def _meets(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _covered(item: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    # "2.4 trillion" accounts for "2.4 trillion yuan": where a number begins is what counts.
    return any(start <= item[0] < end for start, end in spans)


def _coded(each: Printed, claims: Sequence[Row]) -> bool:
    """Whether a claim of the paragraph carries the number, as its value or in its period."""
    for row in claims:
        if each.kind == "date" and any(_in_period(each, moment) for moment in _DATE_PART.findall(row["period"])):
            return True
        if each.value is not None:
            if any(_same(each.value, coded) for c in ("value", "value_high") if (coded := number(row[c])) is not None):
                return True
            if each.value.is_integer() and 1000 < each.value < 3000 and str(int(each.value)) in row["period"]:
                return True
    return False


def _in_period(each: Printed, moment: str) -> bool:
    year, month, day = (*map(int, moment.split("-")), 0, 0)[:3]
    return all(not part or part == coded for part, coded in ((each.year, year), (each.month, month), (each.day, day)))


def left_out_form(lines: Iterable[Row], longest: int) -> Iterator[Finding]:
    """Each entry of what is left out has printed words, at most ``longest``, and a reason."""
    for line in lines:
        for printed, reason in left_out(line["left_out"]):
            if not printed or not reason:
                what = f"has an entry without {'a reason' if printed else 'printed words'}: {shown(printed or reason)}."
                yield line, "left_out", what, "Write the printed words, a colon, a blank and the reason."
            elif len(printed.split()) > longest:
                yield line, "left_out", f"{shown(printed)} has {len(printed.split())} words.", f"Keep at most {longest}."
