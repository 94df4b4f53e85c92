"""Agreement of the coders of one article before settlement, field by field, as a share and as Krippendorff's alpha."""

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
"""The fields compared between coders, each with the aspects it applies to."""
WORDINGS = ("speaker", "as_printed", "statement", "aim", "counts", "note", "excused")
"""The fields that coders word freely; different wordings are no disagreement of judgement."""
UNIT_CODED, REASON = "found", "reason"
CODED, NOT_CODED = "coded", "not coded"

Values = Mapping[str, str]
"""The value each coder wrote for one unit, by coder; coders who did not code the unit are absent."""


@dataclass(frozen=True)
class Agreement:
    """Agreement of the coders in one field.

    ``n``: units coded by two or more coders. ``share``: of all pairs of coders of a unit, those with the same value (0 to 1).
    ``alpha``: Krippendorff's alpha, nominal; None where it is not defined because all values are the same. ``skew``: the share of
    ``most``, the most frequent value; near 1, chance agreement is high and a few cases decide alpha.
    """

    field: str
    n: int
    share: float
    alpha: float | None
    skew: float
    most: str


def agreements(codings: Codings) -> tuple[Agreement, ...]:
    """Agreement in every field that a coder filled, with the agreement on units first; paragraphs nobody coded do not count."""
    rows = [_unit_agreement(codings), _of(REASON, _reasons(codings))]
    rows += [_of(name, [values for unit in codings.units if len(values := values_of(codings, unit, name)) > 1]) for name in CODES]
    return tuple(row for row in rows if row)


def values_of(codings: Codings, unit: Unit, name: str) -> dict[str, str]:
    """The value of the field ``name`` by each coder of ``unit``; empty where the field does not apply."""
    if unit.place.aspect not in CODES.get(name, ALL):
        return {}
    return {coder: codings.value(coder, name, cells) for coder, cells in unit.claims.items()}


def coded_values(codings: Codings, unit: Unit) -> dict[str, str]:
    """``CODED`` or ``NOT_CODED`` for ``unit``, by each coder who coded its paragraph."""
    coders = codings.resolved_by(unit.place.paragraph)
    return {coder: CODED if coder in unit.claims else NOT_CODED for coder in coders}


def _reasons(codings: Codings) -> list[dict[str, str]]:
    """For each paragraph, the reason for having no claims, by coders who coded none; only where two or more gave one."""
    by_paragraph = []
    for number in range(1, len(codings.first.paragraphs) + 1):
        reasons_by_coder = {
            coder: draft.paragraphs[number - 1].reason for coder, draft in codings.drafts.items() if not draft.of_paragraph(number)
        }
        by_paragraph.append({coder: reason for coder, reason in reasons_by_coder.items() if reason})
    return [reasons for reasons in by_paragraph if len(reasons) > 1]


def _unit_agreement(codings: Codings) -> Agreement | None:
    """Agreement on which units there are, over paragraphs that every coder coded and at least one coded claims from.

    ``n`` and ``share`` are over units that somebody coded. Alpha and skew also need units nobody coded: they are over every
    subject coded anywhere in the article, in each paragraph, coded there or not.
    """
    everybody = set(codings.coders)
    fully_coded = {unit.place.paragraph for unit in codings.units if everybody == set(codings.resolved_by(unit.place.paragraph))}
    units = [coded_values(codings, unit) for unit in codings.units if unit.place.paragraph in fully_coded]
    plain = _of(UNIT_CODED, units)
    if not plain:
        return None
    subjects = {(unit.place.city, unit.place.aspect, unit.place.key) for unit in codings.units}
    coded: dict[tuple[int, str, str, str], set[str]] = {}
    for unit in codings.units:
        if unit.place.paragraph in fully_coded:
            place = (unit.place.paragraph, unit.place.city, unit.place.aspect, unit.place.key)
            coded.setdefault(place, set()).update(unit.claims)
    decisions = [{coder: CODED if coder in by else NOT_CODED for coder in codings.coders} for by in coded.values()]
    decisions += [dict.fromkeys(codings.coders, NOT_CODED)] * (len(fully_coded) * len(subjects) - len(coded))
    wide = _of(UNIT_CODED, decisions)
    return wide and Agreement(UNIT_CODED, plain.n, plain.share, wide.alpha, wide.skew, wide.most)


def _of(name: str, units: Sequence[Values]) -> Agreement | None:
    """Agreement in the field ``name`` over ``units`` with two or more coders; None without units, or where nobody filled the field."""
    frequencies = Counter(value for unit in units for value in unit.values())
    if not frequencies or set(frequencies) <= {"", "reported"}:
        return None
    pairs = [one == other for unit in units for one, other in combinations(unit.values(), 2)]
    # Ties are broken alphabetically, so that the table does not depend on the order of the drafts.
    most, times = min(frequencies.items(), key=lambda item: (-item[1], item[0]))
    return Agreement(name, len(units), sum(pairs) / len(pairs), alpha(units), times / frequencies.total(), most)


def alpha(units: Iterable[Values]) -> float | None:
    """Krippendorff's alpha of nominal values; None where it is not defined: without a pair, or with one value throughout.

    Numbers are nominal too: a value is the printed one or it is not, and yuan, years and counts have no distance in common.
    """
    counters = [Counter(unit.values()) for unit in units if len(unit) > 1]
    domain = sorted({value for counts in counters for value in counts})
    if len(domain) < 2:
        return None
    counts = np.array([[counter[value] for value in domain] for counter in counters])
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def agreement_words(rows: Iterable[Agreement]) -> list[str]:
    """The lines of a plain-text table of the agreement."""
    lines = [f"{'field':<14}{'n':>6}{'agree':>9}{'alpha':>8}  most frequent value"]
    for row in rows:
        alpha_text = "–" if row.alpha is None else f"{row.alpha:.3f}"
        lines.append(f"{row.field:<14}{row.n:>6}{row.share:>9.1%}{alpha_text:>8}  {row.skew:.0%} {row.most or '(empty)'}")
    return lines


READING = (
    "n: units that two coders or more coded; agree: of all pairs of coders, those who wrote the same; alpha: Krippendorff's, "
    "nominal, also for numbers; – where everybody wrote the same throughout. Where the most frequent value is near 100%, few cases "
    "decide alpha.",
    "found: n and agree are of what somebody coded, alpha and the most frequent value of every subject coded anywhere in the article, "
    "coded or not in each paragraph that every coder resolved and somebody coded.",
)
"""How the table is read."""
