"""The bundled type: where its files are, and CSS that carries them."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

FAMILY = "'Source Sans', 'Noto Sans SC Subset', 'Noto Sans SC', sans-serif"
_STATIC = Path(__file__).resolve().parent.parent / "static"
LATIN, CHINESE = _STATIC / "source-sans.woff2", _STATIC / "noto-sans-sc-subset.woff2"
"""Source Sans, the very file that Streamlit's page loads, so that words are as wide in an export as on a screen; and what it lacks."""


@cache
def font_css() -> str:
    """The bundled type as CSS that carries the fonts in itself."""
    files = [
        ("Source Sans", LATIN, "200 900", "U+0-10FFFF"),
        ("Noto Sans SC Subset", CHINESE, "400", "U+2190-21FF, U+2295-2BFF, U+3000-9FFF"),
    ]
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};unicode-range:{letters};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()}) format('woff2')}}"
        for family, path, weight, letters in files
    )
