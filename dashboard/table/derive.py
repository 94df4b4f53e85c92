"""Computes derived values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from operator import add, mul, sub, truediv

OPERATIONS = {"sum": add, "difference": sub, "quotient": truediv, "product": mul}


def derive(operation: str, inputs: Sequence[float]) -> float:
    """Apply an operation (a key of OPERATIONS) to its inputs, left to right. Raises KeyError when unknown, and ZeroDivisionError."""
    return float(reduce(OPERATIONS[operation], inputs))


def agrees(stated: float, computed: float) -> bool:
    """Whether two values are equal to four significant digits, the precision of the articles."""
    return math.isclose(stated, computed, rel_tol=5e-5)
