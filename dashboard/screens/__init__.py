"""The screens, a module each: its ``page`` draws it, of what the entry script has read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.screens import (
    check,
    city,
    compare,
    evidence,
    explore,
    figures,
    focus_areas,
    institutions,
    notebook,
    overview,
    present,
    quiz,
    sources,
    targets,
)

DRAWN: Mapping[str, Callable[[], None]] = {
    "": overview.page,
    "compare": compare.page,
    "focus-areas": focus_areas.page,
    "institutions": institutions.page,
    "figures": figures.page,
    "targets": targets.page,
    "explore": explore.page,
    "evidence": evidence.page,
    "sources": sources.page,
    "check": check.page,
    "quiz": quiz.page,
    "notebook": notebook.page,
    "city": city.page,
    "present": present.page,
}
"""What draws each screen, by its address."""
