"""Every number the articles print, by city: large what any city could be measured by, the rest counted, bars for what may share an axis."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from dashboard.pictures.model import Fact, Mark, Picture
from dashboard.pictures.shapes.cards import Card, CardAxis, Cards, CityCards
from dashboard.pictures.words import (
    FILTERED,
    bound,
    capital,
    city_words,
    claims_in,
    headline,
    outlet,
    picture,
    several,
    status_word,
    statuses,
)  # fmt: skip
from dashboard.table.comparability import shares_axis
from dashboard.table.load import Table
from dashboard.table.names import counted, is_number
from dashboard.table.selection import Selection
from dashboard.table.words import Record, amount, either, inside, number_words, period_words, plural, sentence_list

_FIELDS = [
    "claim_id", "article", "aspect", "city", "measure", "measure_name", "comparable", "counts", "value", "value_high", "qualifier", "unit",
    "boundary", "period", "status", "speaker", "speaker_kind", "interest", "as_printed", "statement", "method", "restates",
]  # fmt: skip
_HEDGES = {"more_than": "{}+", "at_least": "{}+", "about": "~{}", "up_to": "≤{}"}
_AMOUNTS = ("CNY", "USD", "count")
_MONEY = {"CNY": "yuan", "USD": "US dollars"}
_OWN = ("city", "nation")
_FEW = 4
"""How many numbers of a city are shown where fewer of them are such that any city could be measured by them."""
_KINDS = {"date": "date", "rank": "superlative", "computed": "computed number", "words": "vague number"}
"""What is no number, as it is counted beside the numbers."""


def picture_of(table: Table, selection: Selection, today: date) -> Picture:
    """The figures of the selection. ``today`` is not needed."""
    cities = selection.columns(table)
    every = _every(table)
    asked = {row["claim_id"]: row["fades"] for row in selection.records(table, ("claim_id",))}
    rows = [{**row, "fades": asked[key]} for key, row in every.items() if key in asked and row["city"] in cities]
    converted = {str(row["restates"]): row for row in rows if _converts(row)}
    figures = [row for row in rows if not row["restates"]]
    known = {str(row["city"]) for row in every.values() if is_number(row)}
    cards = {str(row["claim_id"]): _card(table, row, converted.get(str(row["claim_id"]))) for row in figures if _has_amount(row)}
    groups = _groups(figures, converted)
    within = [group for group in groups if len({row["city"] for row in group}) == 1]
    axes = [group for group in groups if group not in within]
    read = {every[key]["city"] for key in selection.reading().rows(table)["claim_id"] if key in every and is_number(every[key])}
    blocks = {city: _block(table, city, [row for row in figures if row["city"] == city], cards, within, city in read) for city in cities}
    body = Cards(
        tuple(block for city, block in blocks.items() if city != table.nation),
        tuple(_axis(group, cards) for group in axes),
        blocks.get(table.nation),
        tuple((city, table.label("city", city)) for city in cities),
    )
    kept = [row for row in figures if not row["fades"]]
    hubs = [city for city in cities if city != table.nation]
    subtitle = f"{_what(table, kept, hubs, bool(axes))}{bound(table, selection, ())}"
    return picture(table, "figures", _headline(table, kept, hubs, known), subtitle, body, _facts(kept, hubs))


@lru_cache(maxsize=4)
def _every(table: Table) -> Mapping[str, Record]:
    """Every figure of the table by its key, restatements included, with its words that no selection changes."""
    found = table.claims.loc[table.claims["aspect"] == "figure", _FIELDS].to_dict("records")
    outlets = {str(key): outlet(table, str(key)) for key in table.vocabularies["articles"].index}
    articles = table.vocabularies["articles"][["outlet", "published"]].to_dict("index")
    return {
        str(row["claim_id"]): {**row, "told": _counts(table, row), "source": _source(table, row, outlets, articles)} for row in found
    }  # fmt: skip


def _converts(row: Record) -> bool:
    """Whether it is an amount that another row prints in another currency."""
    return bool(row["method"] == "derived" and row["unit"] == "CNY" and row["restates"])


def _has_amount(row: Record) -> bool:
    """Whether a figure is an amount, printed or computed: neither a date nor a place in an order."""
    return row["unit"] not in ("year", "date", "rank") and row["value"] == row["value"]


def _groups(figures: Sequence[Record], converted: Mapping[str, Record]) -> list[list[Record]]:
    """The figures that may share an axis, as the gate says it; a foreign amount by what it is in yuan."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for row in figures:
        said = {**row, "value": (other := converted.get(str(row["claim_id"]), row))["value"], "unit": other["unit"]}
        key = shares_axis(said)
        # The bar of a range has no one length, and no bar is as long as a year.
        if key and row["qualifier"] != "range" and row["unit"] != "year" and row["value"] > 0:
            found.setdefault(key, []).append(said)
    return [group for group in found.values() if len(group) > 1]


def _axis(group: Sequence[Record], cards: Mapping[str, Card]) -> CardAxis:
    return CardAxis(str(group[0]["measure_name"]), tuple(_long(cards[str(row["claim_id"])], float(row["value"])) for row in group))


def _long(card: Card, value: float) -> Card:
    return Card(**{**vars(card), "value": value})


def _block(
    table: Table, city: str, figures: Sequence[Record], cards: Mapping[str, Card], within: Sequence[Sequence[Record]], known: bool
) -> CityCards:  # fmt: skip
    name = table.label("city", city)
    kept = [row for row in figures if not row["fades"]]
    counted_, other = [[row for row in figures if is_number(row) is kind] for kind in (True, False)]
    words = plural(sum(is_number(row) for row in kept), "number") if counted_ else "no number"
    whole = f"{words} for {name} as a whole" if city == table.nation and counted_ else words
    count = Mark(city, None, whole, claims_in(counted_), bool(counted_) and not kept, f"{words} of {name}")
    left = _kinds([row for row in kept if not is_number(row)])
    beside = Mark(city, None, left or f"{len(other):,} left out", claims_in(other), not left, f"{left} of {name}") if other else None
    if not figures:
        silence = Mark(city, None, f"numbers {FILTERED}" if known else "no number in the articles", (), hidden=known)
        return CityCards(city, name, count, silence=silence)
    axes = tuple(_axis(group, cards) for group in within if group[0]["city"] == city)
    barred = {claim for axis in axes for card in axis.cards for claim in card.claims}
    numbers = [row for row in _telling(table, counted_) if row["claim_id"] not in barred]
    large = [row for row in numbers if row["comparable"] and row["status"] != "claimed"]
    if len(large) < _FEW and not axes:
        # What a firm in the city does or suffers is shown large only where there is nothing else.
        others = [row for row in numbers if row not in large]
        large += [row for row in others if row["boundary"] != "firm" or not large][: _FEW - len(large)]
    small = [cards[str(row["claim_id"])] for row in numbers if row not in large]
    shown = [cards[str(row["claim_id"])] for row in large] if counted_ else [_worded(table, row) for row in other]
    if len(small) == 1 and small[0].own and counted_:
        # To say that there is one more takes the room of showing it.
        shown, small = [*shown, *small], []
    return CityCards(city, name, count, beside, tuple(shown), axes, tuple(small), brief=f"{sum(is_number(row) for row in kept):,}")


def _kinds(others: Sequence[Record]) -> str:
    """How many figures are no numbers, and what they are: ``3 dates and superlatives``."""
    kinds = {_kind(row) for row in others}
    nouns = [noun if len(others) == 1 else f"{noun}s" for kind, noun in _KINDS.items() if kind in kinds]
    return f"{len(others):,} {sentence_list(nouns if len(nouns) < 3 else [*nouns[:2], 'the like'])}" if others else ""


def _kind(row: Record) -> str:
    if row["unit"] in ("year", "date"):
        return "date"
    return "rank" if row["unit"] == "rank" else "computed" if row["method"] != "reported" else "words"


def _telling(table: Table, figures: Sequence[Record]) -> list[Record]:
    """Numbers as they are worth their room: comparable and the city's own first, amounts before shares, each status before more of one."""
    order = {status: place for place, status in enumerate(statuses(table))}

    def worth(row: Record) -> tuple[object, ...]:
        return row["fades"], row["method"] != "reported", not row["comparable"], row["boundary"] not in _OWN

    def fine(row: Record) -> tuple[object, ...]:
        return *worth(row), row["unit"] not in _AMOUNTS, row["unit"] == "count", order[str(row["status"])], -float(row["value"])

    found: list[Record] = []
    for _, part in groupby(sorted((row for row in figures if _has_amount(row)), key=fine), worth):
        left = list(part)
        while left:
            told = {row["status"] for row in found}
            row = next((row for row in left if row["status"] not in told), left[0])
            found.append(row)
            left.remove(row)
    return found


def numeral(row: Record) -> tuple[str, str]:
    """The number of a figure with its hedge as a sign, and the word that scales it: ``10,000+`` and nothing, ``466.5`` and ``billion``."""
    digits = 3 if row["qualifier"] == "about" else 5
    shown, _, scale = number_words(float(row["value"]), digits).partition(" ")
    if row["qualifier"] == "range":
        last, _, its = number_words(float(row["value_high"]), digits).partition(" ")
        shown, scale = (f"{shown}–{last}", scale) if its == scale else (f"{shown} {scale}–{last} {its}", "")
    shown += "%" if row["unit"] == "percent" else ""
    return _HEDGES.get(str(row["qualifier"]), "{}").format(shown), scale


def _counts(table: Table, row: Record) -> str:
    """What a figure is a number of, and of when, where the words do not say that."""
    words, when = measured(table, row), period_words(str(row["period"]))
    told = f"{words}, {when}" if when and str(row["period"])[-4:] not in words and str(row["period"])[:4] not in words else words
    return told.replace("'", "’")


def measured(table: Table, row: Record) -> str:
    """What a figure is a number of: of a city, a measure that any could share, in full; else in its own words."""
    if not row["comparable"] or row["boundary"] != "city":
        return counted(table, row)
    units = {"CNY": "yuan: ", "USD": "US dollars: ", "years": "years: "}
    return units.get(str(row["unit"]), "") + inside(str(row["measure_name"]))


def _card(table: Table, row: Record, converted: Record | None) -> Card:
    shown, scale = numeral(row)
    currency, told = _MONEY.get(str(row["unit"]), ""), str(row["told"])
    if currency and told.startswith(currency):
        # A currency belongs to its number, and not to what that counts.
        scale, told = f"{scale} {currency}".strip(), told[len(currency) :].lstrip(":, ")
    firms = row["boundary"] == "firm"
    told += f" ({'target of a firm' if row['status'] == 'target' else f'a firm, not the {table.wording.place}'})" if firms else ""
    claims = (str(row["claim_id"]), *((str(converted["claim_id"]),) if converted and converted["fades"] == row["fades"] else ()))
    word = status_word(table, str(row["status"]))
    said = f"{capital(word)}: {row['statement']}" + (f" Computed: {amount(converted)}." if len(claims) > 1 and converted else "")
    return Card(
        str(row["city"]), str(row["status"]), told, claims, bool(row["fades"]), said, shown, scale,
        str(row["source"]), "" if row["status"] == "in_place" else word, float(row["value"]), not firms, bool(currency) or "%" in shown,
    )  # fmt: skip


def _worded(table: Table, row: Record) -> Card:
    """A figure that is no number, in its words: as printed, or its date."""
    kind = _kind(row)
    when = f"{float(row['value']):.0f}" if row["value"] == row["value"] else period_words(str(row["period"]))
    words = f"“{row['as_printed']}”" if kind in ("rank", "words") and row["as_printed"] else f"{amount(row)}, {counted(table, row)}"
    word = status_word(table, str(row["status"]))
    return Card(
        str(row["city"]), str(row["status"]), f"{when}: {counted(table, row)}" if kind == "date" else words, (str(row["claim_id"]),),
        bool(row["fades"]), f"{capital(word)}: {row['statement']}", source=str(row["source"]), word=word,
    )  # fmt: skip


def _source(table: Table, row: Record, outlets: Mapping[str, str], articles: Mapping[Hashable, Record]) -> str:
    """Who says it, and in which year that was printed; of an official on his own city, whose he is."""
    printed = str(articles[row["article"]]["published"])
    year = period_words(printed[:4] + ("~" if printed.endswith("~") and len(printed) == 5 else ""))
    if row["interest"] == "own_city":
        office = "government" if row["speaker_kind"] == "city_government" else "official"
        return f"says {table.label('city', str(row['city']))}’s own {office}, {year}"
    its_own = row["speaker"] == articles[row["article"]]["outlet"]
    return f"{outlets[str(row['article'])] if its_own else row['speaker']}, {year}"


def _what(table: Table, figures: Sequence[Record], hubs: Sequence[str], axes: bool) -> str:
    """Whether the numbers of the cities can be compared, as the gate says it."""
    if axes:
        return f"Bars compare {table.wording.places} by what the articles measure in more than one."
    measures = {city: {str(row["measure"]) for row in figures if row["city"] == city and is_number(row)} for city in hubs}
    given = {city: found for city, found in measures.items() if found}
    if len(given) > 1 and len(set().union(*given.values())) == sum(map(len, given.values())):
        if len(given) == 2:
            names = " and ".join(f"{table.label('city', city)}’s" for city in given)
            return f"{names} numbers differ in kind: none can be compared."
        return f"No two {table.wording.places} are given the same kind of number, so none can be compared."
    return "Numbers as printed, with who says so and when."


def _headline(table: Table, figures: Sequence[Record], hubs: Sequence[str], known: set[str]) -> str:
    """How many numbers each city has, and which have none in any article."""
    figures = [row for row in figures if is_number(row)]
    sizes = {city: sum(row["city"] == city for row in figures) for city in hubs}
    given = [city for city in hubs if sizes[city]]
    never = [city for city in hubs if city not in known]
    none = either([table.label("city", city) for city in never])
    total = capital(several(sum(sizes.values()), "number"))
    nation = len(figures) - sum(sizes.values())
    if not given:
        if nation:
            return f"{capital(several(nation, 'number'))} of the nation, none of {table.wording.a_place}"
        if never == list(hubs):
            return headline(
                f"The articles give no number for {none}", f"The articles give no number for any of these {table.wording.places}"
            )
        return "No number in this selection"
    told = [f"{sizes[city]:,}{'' if place else ' number' if sizes[city] == 1 else ' numbers'} for {table.label('city', city)}"
            for place, city in enumerate(given)]  # fmt: skip
    if len(hubs) == 1:
        done = sum(row["status"] == "in_place" and row["city"] == given[0] for row in figures)
        return headline(f"{capital(told[0])}, {done:,} of what is in place", capital(told[0]))
    silent = [f"none for {none}"] if never else []
    ranked = sorted(given, key=lambda city: -sizes[city])
    short = [f"{table.label('city', city)} {'has ' if not place else ''}{sizes[city]:,}" for place, city in enumerate(ranked)]
    short[0] += " number" if sizes[ranked[0]] == 1 else " numbers"
    short += [f"{city_words(table, never)} none"] if never else []
    return headline(
        capital(", ".join([*told, *silent]) if silent else sentence_list(told)),
        ", ".join(short),
        f"{total} for {several(len(given), table.wording.place, table.wording.places)}"
        + (f", none for {several(len(never), 'other')}" if never else ""),
    )


def _facts(figures: Sequence[Record], hubs: Sequence[str]) -> tuple[Fact, ...]:
    """Which cities have numbers at all, and then each of these."""
    figures = [row for row in figures if is_number(row)]
    claims = {city: tuple(str(row["claim_id"]) for row in figures if row["city"] == city) for city in hubs}
    given = [city for city in hubs if claims[city]]
    every = tuple(claim for city in given for claim in claims[city]) or tuple(str(row["claim_id"]) for row in figures)
    numbers = sentence_list([f"{len(claims[city]):,}" for city in given]) + (" number" if len(every) == 1 else " numbers")
    whole = Fact(("numbers", *given), frozenset(every), every, numbers, tuple((city, len(claims[city])) for city in given))
    return (whole, *(Fact(("number", city), frozenset(claims[city]), claims[city], f"{len(claims[city]):,}") for city in given))
