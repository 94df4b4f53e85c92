"""The headers of every response: content security policy, framing, referrer and permissions."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

Header = tuple[bytes, bytes]


def inline_scripts(page: str) -> list[str]:
    """The hashes of the inline scripts of a page, in the form of a content security policy."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


def policy(scripts: Iterable[str], embed: Iterable[str]) -> str:
    """The content security policy: this origin and the sources ``scripts``; ``embed`` are other sites that may frame the app."""
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
    """The headers of every response; ``page`` is the HTML of the app, ``scripts`` and ``embed`` as for `policy`."""
    values = {
        "content-security-policy": policy((*inline_scripts(page), *scripts), embed),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
    if not embed:
        values["x-frame-options"] = "SAMEORIGIN"
    return [(name.encode(), value.encode()) for name, value in values.items()]
