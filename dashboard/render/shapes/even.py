"""Words in lines about as long as each other."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.render.scene import Placed


def even(written: Callable[[float], Placed], width: float) -> Placed:
    """Words in lines about as long as each other, so that none stands alone."""
    best = written(width)
    for step in range(1, 6):
        narrower = written(width * (1 - step * 0.09))
        if narrower.height > best.height:
            break
        best = narrower
    return best
