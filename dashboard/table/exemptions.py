"""Exemptions from rules of the check, written in the claim by a person with a reason: ``rule: reason | rule: reason``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from dashboard.table.problems import listed, nearest, quoted
from dashboard.table.rows import Row

Finding: TypeAlias = tuple[Row, str, str, str]
"""The row, the column, what is wrong and the next move."""
Named: TypeAlias = tuple[str, Finding]
"""The name of a rule (empty when it cannot be excused) and one finding of it."""

EXCUSABLE = {
    "value": "the value is the number printed",
    "unit": "the unit is the one printed",
    "hedge": "the qualifier is the hedge printed",
    "period": "the dates of the period are printed",
    "boundary": "the boundary is the one the sentence gives",
    "verb": "the statement's verb carries the status",
    "restatement": "a restatement agrees with its original",
    "duplicate": "no two claims of a paragraph say the same",
}
"""The rules that can be excused, and what each requires."""
PRINTED = frozenset({"value", "unit", "hedge", "period", "boundary"})
"""The rules that can only be checked with the paragraph at hand."""


def excuses(cell: str) -> dict[str, str]:
    """The rules that the cell ``excused`` names, each with its reason."""
    parts = (part.strip().partition(":") for part in cell.split("|")) if cell else ()
    return {rule.strip(): reason.strip() for rule, _, reason in parts}


def unexcused(results: Iterable[Named], used: set[tuple[str, str]]) -> Iterator[Finding]:
    """The findings that no exemption of their claim covers; adds each (claim_id, rule) of an exemption that applied to ``used``."""
    for rule, finding in results:
        row = finding[0]
        if rule and row["excused"] and rule in excuses(row["excused"]):
            used.add((row["claim_id"], rule))
        else:
            yield finding


def needless(rows: Iterable[Row], used: Collection[tuple[str, str]], readable: Collection[str]) -> Iterator[Finding]:
    """Exemptions that are invalid: for an unknown rule, without a reason, or for a rule that the claim does not break.

    ``used`` is filled by `unexcused`; ``readable`` has the keys of the claims whose paragraph is at hand.
    """
    for row in rows:
        if not row["excused"]:
            continue
        for rule, reason in excuses(row["excused"]).items():
            if rule not in EXCUSABLE:
                yield row, "excused", f"{quoted(rule)} is no rule that can be excused.", f"Write {listed(nearest(rule, EXCUSABLE))}."
            elif not reason:
                yield row, "excused", f"gives no reason for {rule}.", "Write the rule, a colon and the reason."
            elif (row["claim_id"], rule) not in used and (rule not in PRINTED or row["claim_id"] in readable):
                yield row, "excused", f"excuses {rule}, and the claim does not break that rule.", "Remove the excuse."
