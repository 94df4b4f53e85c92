"""The coding rules that concern more than one cell: required columns, figures, derivations, the ledger.

Each rule takes the claims and yields (row, column, what is wrong, next move).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dashboard.table.derive import agrees, derive
from dashboard.table.exemptions import Finding, Named
from dashboard.table.problems import listed, named, nearest, quoted
from dashboard.table.rows import Row, column_of
from dashboard.table.validation import number
from dashboard.table.words import plural

REQUIRED = {
    "focus_area": ("area", "basis"),
    "institution": ("institution", "relation"),
    "figure": ("measure", "qualifier", "unit", "boundary"),
}
ONLY = {
    "focus_area": ("basis",),
    "institution": ("relation",),
    "figure": ("measure", "value", "value_high", "qualifier", "unit", "boundary"),
}
PRINTED_WORDS, MOST_HUBS = 8, 8
_SHARE, _GROWTH = re.compile(r"\b(?:share|proportion|accuracy)\b", re.IGNORECASE), re.compile(r"\bgr(?:ow|ew)", re.IGNORECASE)


def identity(rows: Iterable[Row]) -> Iterator[Finding]:
    """The key of a claim begins with its article and paragraph."""
    for row in rows:
        start = f"{row['article']}-{row['paragraph'].zfill(2)}-"
        if row["claim_id"] and not row["claim_id"].startswith(start):
            yield (
                row,
                "claim_id",
                f"{quoted(row['claim_id'])} does not begin with {named(start)}.",
                "Make article, paragraph and key agree.",
            )


def required(rows: Iterable[Row]) -> Iterator[Finding]:
    """Each aspect has columns that it requires, and columns that other aspects must leave empty."""
    for row in rows:
        aspect = row["aspect"]
        if aspect not in REQUIRED:
            continue
        for column in REQUIRED[aspect]:
            if not row[column]:
                yield row, column, f"is empty, and a row with the aspect {aspect} requires it.", "Fill it in."
        foreign = [c for other, columns in ONLY.items() if other != aspect for c in columns]
        for column in foreign:
            if row[column]:
                what = f"{quoted(row[column])} stands in a row with the aspect {aspect}."
                yield row, column, what, "Empty the cell, or code it as a row of its own."


def figures(rows: Iterable[Row]) -> Iterator[Finding]:
    """Value, upper value, hedge, unit, period and status of a figure are consistent."""
    for row in rows:
        if row["aspect"] != "figure":
            continue
        value, high = number(row["value"]), number(row["value_high"])
        hedge, unit = row["qualifier"], row["unit"]
        valueless = hedge == "unstated" or unit == "date"
        if row["value"] and valueless:
            yield row, "value", f"{quoted(row['value'])} stands beside {hedge if hedge == 'unstated' else unit}.", "Empty the cell."
        if not row["value"] and not valueless:
            yield row, "value", "is empty, and so the figure has no number.", "Write the number, or the qualifier unstated."
        if (hedge == "range") != bool(row["value_high"]):
            what = (
                "is empty beside the qualifier range."
                if hedge == "range"
                else f"{row['value_high']} stands beside {hedge or 'no qualifier'}."
            )
            yield row, "value_high", what, "Write the upper value and the qualifier range, or neither."
        if value is not None and high is not None and high <= value:
            yield row, "value_high", f"{row['value_high']} is not above the value {row['value']}.", "Write the upper end of the range."
        if unit == "date" and not row["period"]:
            yield row, "period", "is empty, and the figure is a date.", "Write the date in EDTF."
        if unit == "rank" and row["status"] not in ("claimed", ""):
            what = f"{row['status']} is given to a rank."
            yield row, "status", what, "Write claimed: a superlative has no measured source."


def wordings(rows: Sequence[Row], known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Figures have ``counts`` and targets have ``aim``, in a few words; other rows leave them empty.

    ``known`` has the words of ``aspect`` and ``status``; rows with an unknown word are skipped.
    """
    for column, (key_column, word, least, most) in _IN_WORDS.items():
        fix, of = f"Write {least} to {most} plain words.", f"the {key_column} {word}"
        for row, kind, text in zip(rows, column_of(rows, key_column), column_of(rows, column), strict=True):
            if kind == word:
                count = len(text.split())
                if not count:
                    yield row, column, f"is empty, and a row with {of} requires it.", fix
                elif not least <= count <= most:
                    yield row, column, f"{quoted(text)} has {plural(count, 'word')}.", fix
            elif text and kind in known[key_column]:
                yield row, column, f"{quoted(text)} stands in a row without {of}.", "Empty the cell."


def proportions(rows: Iterable[Row], shares: Collection[str]) -> Iterator[Finding]:
    """A share is at most 100 percent; ``shares`` are the keys of the measures that are shares."""
    for row in rows:
        if row["unit"] == "percent" and row["measure"] in shares:
            for column in ("value", "value_high"):
                if (number(row[column]) or 0) > 100:
                    what = f"{row[column]} percent is more than the whole of what {named(row['measure'])} is a share of."
                    yield row, column, what, "Write the printed share, or a measure that is no share."


def share_measures(measures: Iterable[Row]) -> frozenset[str]:
    """The keys of measures that are shares of a whole: their definition has *share*, *proportion* or *accuracy* and no growth."""
    return frozenset(row["measure"] for row in measures if _SHARE.search(row["definition"]) and not _GROWTH.search(row["definition"]))


def comparable(measures: Iterable[Row]) -> Iterator[Finding]:
    """Measures that are ranks or dates have no ``comparable``."""
    for row in measures:
        if row["dimension"] in ("rank", "date") and row["comparable"]:
            what = f"{quoted(row['comparable'])} stands beside the dimension {row['dimension']}."
            yield row, "comparable", what, "Empty the cell: places and dates are no lengths to be set side by side."


def areas_of_count(rows: Iterable[Row], nations: Collection[str]) -> Iterator[Named]:
    """Figures of the nation belong to the nation, and figures of a city to a city."""
    for row in rows:
        nation = row["city"] in nations
        if row["boundary"] == ("city" if nation else "nation"):
            what = f"{row['boundary']} is given to a number of {named(row['city'])}."
            yield "boundary", (row, "boundary", what, "Write what the number is a number of, or the city it is said of.")


_IN_WORDS = {"counts": ("aspect", "figure", 3, 6), "aim": ("status", "target", 3, 8)}
"""Columns with short texts: (column, word) of the rows that need them, and the least and most words."""
_INTERESTED = {"own_city": ("city_government", "unnamed_official"), "own_firm": ("company",)}


def interests(rows: Iterable[Row]) -> Iterator[Finding]:
    """``interest`` agrees with the kind of speaker: only officials have an own city, only firms an own firm."""
    for row in rows:
        kinds = _INTERESTED.get(row["interest"])
        if kinds and row["speaker_kind"] not in kinds:
            what = f"{row['interest']} stands beside the speaker kind {row['speaker_kind']}."
            yield row, "interest", what, f"Write it of {listed(kinds)} only, or empty the cell."


def compared(rows: list[Row]) -> Iterator[Finding]:
    """There are between two and MOST_HUBS hubs, and exactly one nation."""
    nations = [row for row in rows if row["role"] == "nation"]
    for row in nations[1:]:
        what = f"nation is given to {named(row['city'])}, and to {named(nations[0]['city'])}."
        yield row, "role", what, "Write nation of one of them alone, and hub of every place that is compared."
    if rows and not nations:
        yield rows[-1], "city", "is the last row, and no row has the role nation.", "Add the nation, or write nation as its role."
    hubs = [row for row in rows if row["role"] == "hub"]
    if len(hubs) > MOST_HUBS:
        what = f"makes hubs of {len(hubs)} cities, and pictures have colours for {MOST_HUBS} that every eye tells apart."
        yield hubs[-1], "role", what, f"Keep at most {MOST_HUBS} hubs, or make tables of their own."
    if rows and len(hubs) < 2:
        yield rows[-1], "role", "is that of the last row, and there are no two hubs to compare.", "Add a hub."


def topics(rows: list[Row], lines: list[Row]) -> Iterator[Finding]:
    """A topic has at least two claims that are no restatements."""
    counts = Counter(row["topic"] for row in rows if not row["restates"])
    for line in lines:
        if line["topic"] and counts[line["topic"]] < 2:
            yield line, "topic", f"{quoted(line['topic'])} sets no two claims beside each other.", "Give it to two claims, or remove it."


def wording(rows: Iterable[Row], cities: Mapping[str, str]) -> Iterator[Finding]:
    """The statement names its city; a reported claim quotes at least one and at most PRINTED_WORDS words."""
    for row in rows:
        city = cities.get(row["city"])
        if city and row["statement"] and city not in row["statement"]:
            yield row, "statement", f"does not name {city}.", "Write a sentence that stands without its row."
        if row["method"] == "reported" and not row["as_printed"]:
            yield row, "as_printed", "is empty: no printed words, no claim.", "Quote the words, or delete the row."
        words = len(row["as_printed"].split())
        if words > PRINTED_WORDS:
            yield row, "as_printed", f"has {words} words.", f"Keep at most {PRINTED_WORDS}."


def derivations(rows: list[Row]) -> Iterator[Finding]:
    """A derived value is the result of its operation on its inputs, without cycles; reported rows have neither."""
    by_id = {row["claim_id"]: row for row in rows}
    for row in rows:
        if row["method"] != "derived":
            for column in ("operation", "inputs"):
                if row[column]:
                    yield row, column, f"{quoted(row[column])} stands in a reported row.", "Empty the cell, or write derived."
            continue
        empty = [column for column in ("operation", "inputs") if not row[column]]
        if empty:
            yield row, empty[0], "is empty, and a derived row requires it.", "Say how the value comes about."
            continue
        yield from _derived(row, by_id)
    yield from _circular(rows, by_id)


def _derived(row: Row, by_id: Mapping[str, Row]) -> Iterator[Finding]:
    names = row["inputs"].split()
    unknown = [name for name in names if name not in by_id or name == row["claim_id"]]
    if unknown:
        yield row, "inputs", f"{listed(unknown, 'and')} is no other claim.", "Write the keys of the claims it is computed from."
        return
    inputs = [number(by_id[name]["value"]) for name in names]
    stated = number(row["value"])
    if stated is None or None in inputs or len(inputs) < 2:
        yield row, "inputs", "do not give two numbers or more to compute with.", "Name claims that have a value."
        return
    try:
        computed = derive(row["operation"], [value for value in inputs if value is not None])
    except (KeyError, ZeroDivisionError):
        yield row, "operation", f"{quoted(row['operation'])} cannot be computed.", "Choose another operation or inputs."
        return
    if not agrees(stated, computed):
        what = f"{row['value']} is not the {row['operation']} of its inputs, {f'{computed:.6f}'.rstrip('0').rstrip('.')}."
        yield row, "value", what, "Write the computed value, or correct an input."


def _circular(rows: list[Row], by_id: Mapping[str, Row]) -> Iterator[Finding]:
    for row in rows:
        seen: set[str] = set()
        waiting = row["inputs"].split()
        while waiting:
            name = waiting.pop()
            if name == row["claim_id"] and name not in row["inputs"].split():
                yield row, "inputs", "lead back to this claim.", "Compute it from reported values."
                break
            if name in by_id and name not in seen:
                seen.add(name)
                waiting += by_id[name]["inputs"].split()


def ledger(rows: list[Row], lines: list[Row], paragraphs: Mapping[str, int]) -> Iterator[Finding]:
    """Each row of the ledger names a known paragraph and exactly the claims coded from it, or a reason; ``lines`` are its rows."""
    named_by_claims = {row["article"] for row in rows}
    coded: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        coded[row["article"], row["paragraph"]].append(row["claim_id"])
    for line in lines:
        place = (line["article"], line["paragraph"])
        listed_claims, coded_claims = line["claims"].split(), coded.pop(place, [])
        if line["article"] not in paragraphs:
            # An unknown article that claims refer to is reported there.
            if line["article"] not in named_by_claims:
                yield line, "article", f"{quoted(line['article'])} is no article.", f"Write {listed(nearest(line['article'], paragraphs))}."
        elif (number(line["paragraph"]) or 0) > paragraphs[line["article"]] > 0:
            what = f"{line['paragraph']} is beyond the article's {paragraphs[line['article']]} paragraphs."
            yield line, "paragraph", what, "Remove the row, or correct articles.csv."
        for name in sorted(set(listed_claims) ^ set(coded_claims)):
            what = (
                f"{named(name)} is named but not coded from this paragraph."
                if name in listed_claims
                else f"{named(name)} is coded but not named."
            )
            yield line, "claims", what, "Make the ledger and the claims agree."
        if bool(listed_claims) == bool(line["reason"]):
            what = f"{named(line['reason'])} stands beside claims." if listed_claims else "is empty, and no claim was coded."
            yield line, "reason", what, "Write claims or a reason, and not both."
