"""The registry of screens, and the styles and scripts of every page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dashboard.table.filters import FILTERS, LENSES

PAGES = {
    "": "Overview",
    "compare": "Compare",
    "focus-areas": "Focus areas",
    "institutions": "Institutions",
    "figures": "Figures",
    "targets": "Targets",
    "explore": "Explore",
    "evidence": "Evidence",
    "sources": "Sources",
    "check": "Check",
    "quiz": "Quiz",
    "notebook": "Notebook",
}
"""The screens in the navigation: path to title, in order."""

HIDDEN = {"city": "City", "present": "Present"}
"""Screens that are not in the navigation."""

STATIC = Path(__file__).resolve().parent.parent / "static"

_SCRIPTS = ("streamlit", "address", "keep", "marks", "panel", "search", "links", "explore", "quiz")
"""In this order: all ask the first one where Streamlit's parts of the page are and the second what an address holds.

What a link carries is in it before it is followed.
"""

_TYPE = """@font-face {
  font-family: "Noto Sans SC Subset"; src: url(app/static/noto-sans-sc-subset.woff2) format("woff2"); font-weight: 400;
  unicode-range: U+2190-2193, U+2295-2297, U+22EF, U+25A0-25FF, U+2605, U+3000-303F, U+4E00-9FFF;
}
"""
"""The type that pictures need besides Streamlit's. Its theme would bring it after the first picture has been drawn."""


@cache
def head() -> str:
    """The styles, the scripts and the parameters of the filters, which these ask for, as HTML of ours alone; read once a process."""
    styles = "".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in ("tech-hubs", "streamlit"))
    scripts = "".join(f'<script src="app/static/{name}.js" defer></script>' for name in _SCRIPTS)
    filters = f'<meta name="tech-hubs-filters" content="{" ".join((*FILTERS, *LENSES))}">'
    return f"<style>{_TYPE}{styles}</style>{filters}{scripts}"
