"""Suggestion rule for figures: numbers with unit and hedge, dates and ranks, with what each one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.curate.dates import PAST, Dated, is_year, read_dates, spans
from dashboard.curate.fill import DIMENSIONS
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Options, Proposal
from dashboard.curate.rank_rules import AT_MOST, Rank, rank_measure, read_ranks_of
from dashboard.curate.stance import is_of_programme, is_of_service, read_stance
from dashboard.curate.voices import Voice, voice_at
from dashboard.curate.wording import counts
from dashboard.table.numbers import Printed
from dashboard.table.words import inside, period_words
from dashboard.verify.stems import stems

_NAME_OF_PLAN = re.compile(
    r"[\s-]*(?:five-year|ten-year|-?year plan|year plan|plan\b|communist|party|congress|central committee|anniversary|plenary"
    r"|plenum|cpc|session|century)",
    re.I,
)
_CITIES = re.compile(r"\s*(?:[\w-]+ ){0,2}?(?:cities|municipalities|metropolises)\b", re.IGNORECASE)
_PRINTED = "A number is printed."
_BIG = 1e8
"""From this value on, a number without a unit in a sentence about money is an amount of money."""
_BOUNDARY = {"company": "firm", "zone": "zone", "district": "zone", "facility": "facility", "lab": "facility", "region": "region"}


def figures(lexicon: Lexicon, passage: Passage, voices: tuple[Voice, ...], published: str) -> Iterator[Proposal]:
    """Proposals for the numbers of a paragraph that concern a city or the nation; ``published`` is the article's day (EDTF)."""
    occupied: list[tuple[int, int]] = [(mention.start, mention.end) for mention in passage.mentions]
    for rank in read_ranks_of(passage):
        occupied.append((rank.start, rank.end))
        yield from _rank(lexicon, passage, rank, voices)
    dates = [*read_dates(passage, published)]
    for dated in dates:
        if _free(dated.start, dated.end, occupied) and not _is_time_of_a_number(passage, dated):
            occupied.append((dated.start, dated.end))
            unit = "year" if dated.due and len(dated.period) == 7 else "date"
            cells = {
                "measure": _date_measure(lexicon, dated.due), "qualifier": "exact",
                "value": dated.year if unit == "year" else "",
                "unit": unit, "period": dated.period, "counts": "",
                "note": "Computed from the date of publication." if dated.computed else "",
            }  # fmt: skip
            yield from _figure(lexicon, passage, (dated.start, dated.end), cells, voices)
    occupied += [(dated.start, dated.end) for dated in dates]
    past = [(start, end, period) for start, end, way, period in spans(passage, published) if way in PAST]
    occupied += [(start, end) for start, end, _ in past]
    for each in passage.numbers:
        if _free(each.start, each.end, occupied) and not is_part_of_a_name(passage, each):
            number = _number_cells(lexicon, passage, each)
            if number:
                number["period"] = _period(passage, each, dates)
                times = () if number["period"] else _times(passage, each, past)
                why = "A number is printed. Which years are meant has to be confirmed." if times else _PRINTED
                yield from _figure(lexicon, passage, (each.start, each.end), number, voices, why, times)


def _is_time_of_a_number(passage: Passage, dated: Dated) -> bool:
    """Whether a year dates a number and is no event: 3 billion yuan in 2021."""
    return not dated.due and len(dated.period) == 4 and any(_belongs(passage, each, dated) for each in passage.numbers)


def _belongs(passage: Passage, each: Printed, dated: Dated) -> bool:
    """Whether a number in digits is in the part of the sentence that ends with the date."""
    if is_year(each) or each.kind != "number" or not any(map(str.isdigit, each.text)) or not each.end <= dated.start:
        return False
    between = passage.plain[each.end : dated.start]
    return passage.sentence(each.start) == passage.sentence(dated.start) and len(between) < 60 and not re.search(r"\d|[;:]", between)


def _period(passage: Passage, each: Printed, dates: list[Dated]) -> str:
    """The period of a number: the year printed behind it, or the due year of the sentence."""
    for dated in dates:
        if not dated.due and len(dated.period) == 4 and _belongs(passage, each, dated):
            return dated.period
    first, last = passage.sentence(each.start)
    return next((dated.period for dated in dates if dated.due and first <= dated.start < last), "")


def _free(start: int, end: int, occupied: list[tuple[int, int]]) -> bool:
    return all(end <= begins or start >= ends for begins, ends in occupied)


def is_part_of_a_name(passage: Passage, each: Printed) -> bool:
    """Whether a number is part of a name: of a plan, a congress, a slogan in capitals."""
    after = passage.plain[each.end : each.end + 30]
    if _NAME_OF_PLAN.match(after) or (each.unit == "years" and re.match(r"[\s-]*plan\b", after, re.IGNORECASE)):
        return True
    inside = each.text[:1].isupper() and each.text.isalpha() and each.start > passage.sentence(each.start)[0] + 2
    return inside and bool(re.match(r" [A-Z]", after))


def _rank(lexicon: Lexicon, passage: Passage, rank: Rank, voices: tuple[Voice, ...]) -> Iterator[Proposal]:
    hedged = AT_MOST.match(passage.plain, rank.start)
    called = hedged.end() if hedged else rank.start
    cells = {
        "measure": rank_measure(lexicon, rank.circle), "value": rank.value, "qualifier": rank.hedge, "unit": "rank", "status": "claimed",
        "counts": counts(passage, rank.end if rank.of_verb else called, ""),
    }  # fmt: skip
    yield from _figure(lexicon, passage, (rank.start, rank.end), cells, voices, "A superlative: somebody's claim.")
    rival = next((key for key, name in lexicon.hubs.items() if name == rank.rival), "")
    rival = rival or next((lexicon.home(key) for key in lexicon.names.get(rank.rival.lower(), ()) if lexicon.home(key) in lexicon.hubs), "")
    if rival:
        voice = voice_at(voices, passage, rank.start)
        first = {"city": rival, "aspect": "figure", **cells, "value": "1", "boundary": "city", **voice.cells(rival)}
        yield Proposal(rank.start, rank.end, first, f"What is second only to {rank.rival} makes {rank.rival} the first.")


def _figure(
    lexicon: Lexicon,
    passage: Passage,
    span: tuple[int, int],
    cells: dict[str, str],
    voices: tuple[Voice, ...],
    why: str = _PRINTED,
    options: Options = (),
) -> Iterator[Proposal]:
    voice = voice_at(voices, passage, span[0])
    cities = passage.cities_at(span[0])
    if cells["unit"] != "rank" and len(cities) > 1:
        cities = cities[:1]
    if cells["unit"] == "count" and _CITIES.match(passage.plain[span[1] :]):
        cities = (lexicon.nation,)
    for city in cities:
        stance = read_stance(passage, span[0], city == lexicon.nation)
        status = "target" if cells["unit"] == "year" else stance.status if cells["unit"] != "date" else "in_place"
        claim = {
            "city": city,
            "aspect": "figure",
            "status": status,
            "boundary": _boundary(lexicon, passage, span[0], city),
            **cells,
            **voice.cells(city),
        }
        if cells["unit"] in ("year", "date"):
            what = "due year of the aim" if cells["unit"] == "year" else "date of the event"
            claim["counts"] = what
        yield Proposal(*span, claim, why, options=options)


def _boundary(lexicon: Lexicon, passage: Passage, place: int, city: str) -> str:
    """The boundary of a number: a programme, a service, the body named last before it in its sentence, else the city or the nation."""
    if city == lexicon.nation:
        return "nation"
    if is_of_programme(passage, place):
        return "programme"
    first, last = passage.sentence(place)
    for mention in passage.mentions:
        kind = _BOUNDARY.get(lexicon.kind(mention.keys[0]), "")
        near = 0 <= place - mention.end < 40 if mention.end <= place else kind == "zone" and mention.start - place < 60
        has_name = lexicon.bodies.get(mention.keys[0], {}).get("naming") != "described" or kind != "zone"
        if kind and has_name and first <= mention.start < last and near:
            return kind
    return "service" if is_of_service(passage, place) else "city"


def _number_cells(lexicon: Lexicon, passage: Passage, each: Printed) -> dict[str, str]:
    if is_year(each) or each.kind in ("date", "time", "ordinal") or (each.kind == "vague" and each.unit == "years"):
        return {}
    group = _CITIES.match(passage.plain[each.end :])
    if group and (each.value or 0) < 3:
        return {}
    years = re.match(r"[\s-]+(?:consecutive |straight |full |whole )years?\b", passage.plain[each.end : each.end + 30])
    unit = each.unit or ("years" if years else "") or ("count" if (each.value or 0) < _BIG else _money_beside(passage, each) or "count")
    high = _digits(each.high)
    measure = _measure(lexicon, passage, each, unit)
    called = lexicon.rows["measures"].get(measure, {}).get("short", "")
    return {
        "measure": measure, "value": _digits(each.value), "value_high": high,
        "qualifier": "range" if high else each.hedge, "unit": unit,
        "counts": counts(passage, each.end, unit, inside(called) if called else ""),
    }  # fmt: skip


def _digits(value: float | None) -> str:
    if value is None:
        return ""
    text = f"{value:.10f}"
    return text.rstrip("0").rstrip(".")


def _money_beside(passage: Passage, each: Printed) -> str:
    first, last = passage.sentence(each.start)
    return next((other.unit for other in passage.numbers if first <= other.start < last and other.unit in ("CNY", "USD")), "")


def _measure(lexicon: Lexicon, passage: Passage, each: Printed, unit: str) -> str:
    """The measure of the unit's dimension that shares most words with the sentence; empty if none shares any."""
    first, last = passage.sentence(each.start)
    near = stems(passage.plain[each.end : min(last, each.end + 60)])
    around = near | stems(passage.plain[max(first, each.start - 60) : each.start])
    dimension, best, most = DIMENSIONS.get(unit, "count"), "", 0.0
    for key, words in lexicon.measures.items():
        row = lexicon.rows["measures"][key]
        shared = words & around
        called = lexicon.measure_names[key]
        if row.get("dimension") == dimension and (len(shared) > 1 or (called and called <= (near if len(called) == 1 else around))):
            score = len(shared) + len(words & near)
            if score > most:
                best, most = key, score
    return best


def _date_measure(lexicon: Lexicon, due: bool) -> str:
    for key, row in lexicon.rows["measures"].items():
        if (
            row.get("dimension") == "date"
            and bool(re.search(r"\b(?:aim|due|target)\b", f"{row.get('name')} {row.get('definition')}")) == due
        ):
            return key
    return ""


def _times(passage: Passage, each: Printed, past: list[tuple[int, int, str]]) -> tuple[tuple[str, dict[str, str]], ...]:
    """Options for the period of a number beside *the past three years*: computed from publication, or none."""
    for start, _, period in past:
        if passage.sentence(start) == passage.sentence(each.start):
            computed = {"period": period, "note": "The years are computed from the date of publication."}
            from_publication = ((f"{period_words(period)}, counted from the publication", computed),) if period else ()
            return (*from_publication, ("without a period: the years have no dates", {"period": "", "note": ""}))
    return ()
