"""How a derived value comes from its inputs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from operator import add, mul, sub, truediv

OPERATIONS = {"sum": add, "difference": sub, "quotient": truediv, "product": mul}


def derive(operation: str, inputs: Sequence[float]) -> float:
    """The value an operation gives on its inputs, taken in order. Raises ZeroDivisionError on a zero divisor."""
    return float(reduce(OPERATIONS[operation], inputs))


def agrees(written: float, computed: float) -> bool:
    """Whether a written value is the computed one to four significant digits, which is all an article supports."""
    return math.isclose(written, computed, rel_tol=5e-5)
