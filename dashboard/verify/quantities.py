"""Parses the quantities of a sentence: numbers with hedge and unit, ranks, and years; English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.table.numbers import read_numbers, read_ranks

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FOREIGN = {"euro": "EUR", "pound": "GBP", "yen": "JPY", "won": "KRW", "hong kong dollar": "HKD"}
_FOREIGN_SIGNS = {"€": "EUR", "£": "GBP", "HK$": "HKD", "HKD ": "HKD", "EUR ": "EUR", "GBP ": "GBP", "JPY ": "JPY"}
_AFTER = re.compile(r"^[ -]?(euros?|pounds?|yen|won|hong kong dollars?)\b", re.IGNORECASE)
MONEY = ("CNY", "USD", *_FOREIGN.values())
"""Units that are money; those after the dollar are in no table of ours, yet in sentences."""

_DIGITS = "零一二三四五六七八九"
_SCALES = {"万亿": 1e12, "亿": 1e8, "百万": 1e6, "万": 1e4, "千": 1e3}
_CHINESE = re.compile(
    r"(?P<hedge>超过|逾|超|约|大约|近|至少|不少于|不到|最多)?(?P<percent>百分之)?(?P<number>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千零]+)"
    r"(?P<scale>万亿|亿|百万|万|千)?(?P<more>多|余)?(?P<unit>元人民币|人民币|美元|美金|欧元|日元|英镑|港元|元|%|个百分点|年代|年|月|日)?"
)
_CHINESE_HEDGES = {
    "超过": "more_than", "逾": "more_than", "超": "more_than", "约": "about", "大约": "about", "近": "about", "至少": "at_least",
    "不少于": "at_least", "不到": "up_to", "最多": "up_to",
}  # fmt: skip
_CHINESE_UNITS = {
    "元": "CNY", "人民币": "CNY", "元人民币": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP",
    "港元": "HKD", "%": "percent", "个百分点": "percentage_point", "年": "years",
}  # fmt: skip
_COUNTED = re.compile(r"[家个座间所条项名台处笔大]")
_CHINESE_RANK = re.compile(r"最[大快好强高先早多]|第一|首[个次座家]|领先")
_LEADS = re.compile(
    r"\blead(?:s|ing)? the (?:world|nation|country)\b|\b(?:world|global|national)(?:'s)?[- ]lead(?:er|ing)\b|\bnumber one\b", re.IGNORECASE
)
_EXACTLY = re.compile(r"\b(?:exactly|precisely)\s*$", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under (?:an?|the)|over(?: the)?)\s*$", re.IGNORECASE)
_TIMES = re.compile(r"\s+times\b", re.IGNORECASE)
_SCOPES = (
    ("world", r"\bworld(?:'s|wide)?\b|\bglobal(?:ly)?\b|\bon earth\b|\binternational(?:ly)?\b|世界|全球"),
    ("mainland", r"\bmainland\b|大陆|内地"),
    ("china", r"\bchin(?:a(?:'s)?|ese)\b|\bnation(?:'s|wide)\b|\b(?:in|of) the (?:nation|country|land)\b|\bcountry's\b|全国|中国|国内"),
)  # fmt: skip
_NOT_RANKED = re.compile(
    r"\b(?:most of|at (?:most|least|best|first)|first (?:quarter|half|page|time|of all)|top (?:universit|policy|official|talent|firm)\w*"
    r"|(?:among|one of) the first|(?:its|their) first|leading (?:firm|compan|universit)\w*|the most recent)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """One quantity of a sentence, from ``start`` to ``end``: ``unit`` is one of the table's, of foreign money its code, or empty.

    ``kind`` is ``number``, ``rank`` or ``year``. Of a rank ``scope`` is ``world``, ``china``, ``mainland`` or empty.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float | None
    high: float | None = None
    hedge: str = "exact"
    unit: str = ""
    scope: str = ""


def read_quantities(text: str) -> list[Quantity]:
    """Every number, rank and year of a sentence, in the order of the text."""
    quantities = [*_numbers(text), *_chinese(text), *_ranks(text)]
    return sorted(quantities, key=lambda each: each.start)


def scope_of(text: str) -> str:
    """The widest scope (``world``, ``mainland``, ``china`` or empty) that a sentence names for a rank."""
    return next((scope for scope, pattern in _SCOPES if re.search(pattern, text, re.IGNORECASE)), "")


def _numbers(text: str) -> Iterator[Quantity]:
    for each in read_numbers(text):
        if each.kind == "date":
            yield from (Quantity(each.start, each.end, each.text, "year", float(each.year)) for _ in range(bool(each.year)))
        if each.kind != "number" or each.value is None or re.match(r"[一-鿿]", text[each.end : each.end + 1]):
            continue
        bare = not each.unit and each.high is None and re.fullmatch(r"\d{4}", each.text)
        if bare and _FIRST_YEAR <= each.value <= _LAST_YEAR:
            yield Quantity(each.start, each.end, each.text, "year", each.value)
            continue
        if _TIMES.match(text[each.end :]):
            continue
        hedge = "range" if each.high is not None else each.hedge
        # "Under a ten-year ban" and "over five years" hedge nothing.
        if _EXACTLY.search(text[: each.start]) or (each.unit == "years" and _UNDER.search(text[: each.start])):
            hedge = "exact"
        number = Quantity(each.start, each.end, each.text, "number", each.value, each.high, hedge, each.unit)
        yield replace(number, unit=_foreign(text, each.start, each.end) or each.unit)


def _foreign(text: str, start: int, end: int) -> str:
    """The currency beside a number that the table does not know."""
    after = _AFTER.match(text[end : end + 20])
    if after:
        return _FOREIGN[after[1].lower().removesuffix("s")]
    return next((code for sign, code in _FOREIGN_SIGNS.items() if text[:start].endswith(sign) or text[start:end].startswith(sign)), "")


def _chinese(text: str) -> Iterator[Quantity]:
    """Numbers that Chinese characters follow or write."""
    for match in _CHINESE.finditer(text):
        numeral, unit = match["number"], match["unit"] or ""
        spelled = not numeral[0].isdigit()
        after = text[match.end() : match.end() + 1]
        counted = match["scale"] or unit or match["percent"] or _COUNTED.match(after)
        if not counted or not re.search("[一-鿿]", match.group() + after):
            continue
        if (numeral == "一" and not match["scale"]) or unit in ("月", "日", "年代"):
            continue
        value = (_spelled(numeral) if spelled else float(numeral.replace(",", ""))) * _SCALES.get(match["scale"] or "", 1.0)
        if unit == "年" and not spelled and _FIRST_YEAR <= value <= _LAST_YEAR and not match["scale"]:
            yield Quantity(*match.span("number"), match.group(), "year", value)
            continue
        hedge = "more_than" if match["more"] else _CHINESE_HEDGES.get(match["hedge"] or "", "exact")
        code = "percent" if match["percent"] else _CHINESE_UNITS.get(unit, "")
        yield Quantity(*match.span(), match.group(), "number", float(f"{value:.12g}"), None, hedge, code)


def _spelled(numeral: str) -> float:
    """二十五 as 25."""
    total, digit = 0.0, 0.0
    for sign in numeral:
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0.0
        else:
            digit = 2.0 if sign == "两" else float(_DIGITS.index(sign))
    return total + digit


def _ranks(text: str) -> Iterator[Quantity]:
    """The first rank of a sentence; further ones would be of the same thing."""
    ranked = _NOT_RANKED.sub(" ", text)
    first = _CHINESE_RANK.search(ranked) or _LEADS.search(ranked)
    for value, hedge in [(1.0, "exact")] if first else read_ranks(ranked):
        if value is not None:
            yield Quantity(len(text), len(text), "", "rank", value, None, hedge, "rank", scope_of(text))
            return
