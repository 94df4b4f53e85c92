"""How far the codings of one article agree before they are settled, field by field, with and without chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import krippendorff
import numpy as np

from dashboard.curate.units import SUBJECT, Codings, Unit

ALL = tuple(SUBJECT)
CODES: Mapping[str, tuple[str, ...]] = {
    "basis": ("focus_area",),
    "relation": ("institution",),
    "value": ("figure",),
    "value_high": ("figure",),
    "qualifier": ("figure",),
    "unit": ("figure",),
    "boundary": ("figure",),
    "period": ALL,
    "status": ALL,
    "speaker_kind": ALL,
    "interest": ALL,
    "area": ("institution", "figure"),
    "institution": ("focus_area", "figure"),
    "topic": ALL,
    "restates": ALL,
    "same_as": ALL,
    "method": ALL,
    "operation": ALL,
    "inputs": ALL,
}
"""The fields in which coders decide, and the aspects each applies to; what is about one thing is compared in them."""
WORDINGS = ("speaker", "as_printed", "statement", "aim", "counts", "note", "excused")
"""The fields which coders put in words of their own: two wordings are no disagreement of judgement."""
FOUND, REASON = "found", "reason"
CODED, NOT_CODED = "coded", "not coded"

Values = Mapping[str, str]
"""What each coder wrote of one unit, by coder; whoever did not code it is not in it."""


@dataclass(frozen=True)
class Agreement:
    """How far coders agree in one field.

    ``n`` units were coded by two or more. ``share`` is of all pairs of coders of a unit those who wrote the same, from 0 to 1.
    ``alpha`` is Krippendorff's, nominal, with chance taken out; None where it is not defined because everybody wrote the same
    throughout. ``skew`` is the share of ``most``, the most frequent value: where it is near 1, chance alone agrees nearly always
    and a few cases decide alpha.
    """

    field: str
    n: int
    share: float
    alpha: float | None
    skew: float
    most: str


def agreements(codings: Codings) -> tuple[Agreement, ...]:
    """The agreement of every field that somebody filled, of what was found first; nothing is counted of paragraphs nobody coded."""
    rows = [_found(codings), _of(REASON, _reasons(codings))]
    rows += [_of(name, [found for unit in codings.units if len(found := values_of(codings, unit, name)) > 1]) for name in CODES]
    return tuple(row for row in rows if row)


def values_of(codings: Codings, unit: Unit, name: str) -> dict[str, str]:
    """What each coder of a unit wrote in a field; empty where the field does not apply."""
    if unit.place.aspect not in CODES.get(name, ALL):
        return {}
    return {coder: codings.value(coder, name, cells) for coder, cells in unit.claims.items()}


def found_values(codings: Codings, unit: Unit) -> dict[str, str]:
    """Whether each coder who coded the paragraph coded the unit."""
    there = codings.resolved_by(unit.place.paragraph)
    return {coder: CODED if coder in unit.claims else NOT_CODED for coder in there}


def _reasons(codings: Codings) -> list[dict[str, str]]:
    """For each paragraph why there are no claims, by those who found none."""
    found = []
    for number in range(1, len(codings.first.paragraphs) + 1):
        said = {coder: draft.paragraphs[number - 1].reason for coder, draft in codings.drafts.items() if not draft.of_paragraph(number)}
        found.append({coder: reason for coder, reason in said.items() if reason})
    return [reasons for reasons in found if len(reasons) > 1]


def _found(codings: Codings) -> Agreement | None:
    """Whether coders found the same, over the paragraphs that every one of them coded and that somebody coded claims from.

    ``n`` and ``share`` are of what somebody coded. Alpha and skew need what nobody coded too: they are of every subject coded
    anywhere in the article, paragraph by paragraph, each coded there or not.
    """
    everybody = set(codings.coders)
    read = {unit.place.paragraph for unit in codings.units if everybody == set(codings.resolved_by(unit.place.paragraph))}
    units = [found_values(codings, unit) for unit in codings.units if unit.place.paragraph in read]
    plain = _of(FOUND, units)
    if not plain:
        return None
    subjects = {(unit.place.city, unit.place.aspect, unit.place.key) for unit in codings.units}
    coded: dict[tuple[int, str, str, str], set[str]] = {}
    for unit in codings.units:
        if unit.place.paragraph in read:
            place = (unit.place.paragraph, unit.place.city, unit.place.aspect, unit.place.key)
            coded.setdefault(place, set()).update(unit.claims)
    decisions = [{coder: CODED if coder in by else NOT_CODED for coder in codings.coders} for by in coded.values()]
    decisions += [dict.fromkeys(codings.coders, NOT_CODED)] * (len(read) * len(subjects) - len(coded))
    wide = _of(FOUND, decisions)
    return wide and Agreement(FOUND, plain.n, plain.share, wide.alpha, wide.skew, wide.most)


def _of(name: str, units: Sequence[Values]) -> Agreement | None:
    """The agreement of a field over units that two or more coders coded; None where there are none, or nobody filled it."""
    counted = Counter(value for unit in units for value in unit.values())
    if not counted or set(counted) <= {"", "reported"}:
        return None
    pairs = [one == other for unit in units for one, other in combinations(unit.values(), 2)]
    # Of equally frequent values the first in the alphabet, so that the table does not depend on the order of the drafts.
    most, times = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return Agreement(name, len(units), sum(pairs) / len(pairs), alpha(units), times / counted.total(), most)


def alpha(units: Iterable[Values]) -> float | None:
    """Krippendorff's alpha of nominal values; None where it is not defined: without a pair, or with one value throughout.

    Numbers are nominal too: a value is the printed one or it is not, and yuan, years and counts have no distance in common.
    """
    told = [Counter(unit.values()) for unit in units if len(unit) > 1]
    domain = sorted({value for counts in told for value in counts})
    if len(domain) < 2:
        return None
    counts = np.array([[found[value] for value in domain] for found in told])
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def agreement_words(rows: Iterable[Agreement]) -> list[str]:
    """The agreement as the lines of a plain table."""
    lines = [f"{'field':<14}{'n':>6}{'agree':>9}{'alpha':>8}  most frequent value"]
    for row in rows:
        said = "–" if row.alpha is None else f"{row.alpha:.3f}"
        lines.append(f"{row.field:<14}{row.n:>6}{row.share:>9.1%}{said:>8}  {row.skew:.0%} {row.most or '(empty)'}")
    return lines


READING = (
    "n: units that two coders or more coded; agree: of all pairs of coders, those who wrote the same; alpha: Krippendorff's, "
    "nominal, also for numbers; – where everybody wrote the same throughout. Where the most frequent value is near 100%, few cases "
    "decide alpha.",
    "found: n and agree are of what somebody coded, alpha and the most frequent value of every subject coded anywhere in the article, "
    "coded or not in each paragraph that every coder resolved and somebody coded.",
)
"""How the table is read."""
