"""The bundled type: where its files are, and CSS that carries them."""

from __future__ import annotations

import base64
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "'Source Sans', 'Noto Sans SC Subset', 'Noto Sans SC', sans-serif"
CHINESE = Path(__file__).resolve().parent.parent / "static" / "noto-sans-sc-subset.woff2"


def latin() -> Path:
    """Source Sans as it comes with Streamlit."""
    streamlit = find_spec("streamlit")
    media = Path(str(streamlit and streamlit.origin)).parent / "static" / "static" / "media"
    return next(media.glob("SourceSansVF-Upright*.woff2"))


@cache
def font_css() -> str:
    """The bundled type as CSS that carries the fonts in itself."""
    files = [
        ("Source Sans", latin(), "200 900", "U+0-10FFFF"),
        ("Noto Sans SC Subset", CHINESE, "400", "U+2190-21FF, U+2295-2BFF, U+3000-9FFF"),
    ]
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};unicode-range:{letters};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()}) format('woff2')}}"
        for family, path, weight, letters in files
    )
