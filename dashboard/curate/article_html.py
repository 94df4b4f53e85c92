"""The text of a page as a reader sees it, block by block, and what the page says of its title, date, outlet and author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN_NAMES = "script style noscript template head svg math iframe object embed canvas audio video select textarea button"
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_AROUND = frozenset(("nav", "aside", "footer", "form"))
"""What stands around an article and is none of it."""
_DEEPEST = 2_000
"""How deep elements may lie in each other."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_META = {
    "title": ("og:title", "twitter:title", "headline", "dc.title"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "author": ("author", "article:author", "byl", "dc.creator", "parsely-author"),
    "published": ("article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "parsely-pub-date"),
}


def read_html(content: bytes) -> tuple[list[str], dict[str, str]]:
    """The lines of a page, and its facts by field of articles.csv."""
    root = _parse(content)
    if root is None:
        return [], {}
    facts = {field: told for field, names in _META.items() if (told := _meta(root, names))}
    for field, told in _linked(root).items():
        facts.setdefault(field, told)
    time = next(iter(root.xpath("//time/@datetime")), "")
    if time:
        facts.setdefault("published", str(time))
    lines = _lines(_article(root))
    return lines or _lines(root), facts


def _parse(content: bytes) -> Any:
    """The page as a tree; where it names no encoding and is in UTF-8, it is read as that."""
    encoding = None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif not _CHARSET.search(content[:4096]) or content.startswith(b"\xef\xbb\xbf"):
        try:
            content.decode("utf-8")
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
    # What an older page calls by the name of a narrower set holds signs of the wider one.
    named = _CHARSET.search(content[:4096])
    if encoding is None and named:
        encoding = {b"gb2312": "gb18030", b"gbk": "gb18030", b"iso-8859-1": "cp1252"}.get(named[1].lower())
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        return html.document_fromstring(content.replace(b"\0", b"") if encoding != "utf-16" else content, parser=parser)
    except (etree.LxmlError, ValueError, LookupError):
        return None


def _meta(root: Any, names: tuple[str, ...]) -> str:
    told: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        told.setdefault(name, " ".join((element.get("content") or "").split()))
    return next((told[name] for name in names if told.get(name)), "")


def _linked(root: Any) -> dict[str, str]:
    """What the page says of itself as linked data."""
    found: dict[str, str] = {}
    for text in root.xpath('//script[@type="application/ld+json"]/text()')[:20]:
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            continue
        told = told.get("@graph", told) if isinstance(told, dict) else told
        for each in told if isinstance(told, list) else [told]:
            if isinstance(each, dict) and "Article" in str(each.get("@type", "")):
                for field, key in (("title", "headline"), ("published", "datePublished"), ("author", "author"), ("outlet", "publisher")):
                    name = _named(each.get(key))
                    if name:
                        found.setdefault(field, name)
    return found


def _named(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return " ".join(value.split()) if isinstance(value, str) else ""


def _article(root: Any) -> Any:
    """The element that holds the article: the one called so that holds most of the page's paragraphs, or else all of it."""
    whole = _length(root)
    for name in ("article", "main"):
        best = max(root.iter(name), key=_length, default=None)
        if best is not None and _length(best) >= 0.5 * whole > 0:
            return best
    return root


def _length(element: Any) -> int:
    return sum(len("".join(paragraph.itertext())) for paragraph in element.iter("p"))


def _lines(element: Any) -> list[str]:
    pieces = "".join(_pieces(element))
    return [line for raw in pieces.split("\n") if (line := " ".join(raw.split()))]


def _pieces(root: Any) -> Iterator[str]:
    """The text with a line end before and after each block; walked without recursion, however deep the page lies."""
    skipped = 0
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        unseen = name in _UNSEEN or (name in _AROUND and element is not root) or not name or _is_hidden(element)
        if event == "start":
            depth += 1
            skipped += unseen
            if not skipped and depth <= _DEEPEST:
                yield "\n" if name in _BLOCKS else ""
                yield " ".join((element.text or "").split("\n"))
            continue
        depth -= 1
        skipped -= unseen
        if not skipped:
            yield "\n" if name in _BLOCKS else ""
            if element is not root:
                yield " ".join((element.tail or "").split("\n"))


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or bool(_HIDDEN.search(element.get("style") or ""))
