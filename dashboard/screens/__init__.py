"""The screens, one module each, whose ``page`` function draws it from the session that the entry script prepared."""

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
