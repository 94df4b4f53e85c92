"""What every page needs before anything else: how it looks, and the script that follows its links."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"


@cache
def head() -> str:
    """The styles and the script, as HTML of ours alone; read once a process."""
    styles = (STATIC / "tech-hubs.css").read_text(encoding="utf-8")
    return f'<style>{styles}</style><script src="app/static/links.js"></script>'
