"""What every answer says to the browser: whose scripts may run, who may frame the app, what leaves it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

Header = tuple[bytes, bytes]


def inline_scripts(page: str) -> list[str]:
    """The hashes of the scripts that stand in a page itself, as a policy names them."""
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in found]


def policy(scripts: Iterable[str], embed: Iterable[str]) -> str:
    """The content security policy: this origin alone, and ``scripts``; ``embed`` are the sites that may frame it, besides itself."""
    # Streamlit writes its styles into the page and draws its signs as data; an export is a blob.
    allowed = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *scripts)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(("'self'", *embed)),
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def headers(page: str, embed: tuple[str, ...], scripts: tuple[str, ...] = ()) -> list[Header]:
    """The headers of every answer, for an app whose page is ``page``; ``scripts`` are sources of scripts besides our own."""
    said = {
        "content-security-policy": policy((*inline_scripts(page), *scripts), embed),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
    if not embed:
        said["x-frame-options"] = "SAMEORIGIN"
    return [(name.encode(), value.encode()) for name, value in said.items()]
