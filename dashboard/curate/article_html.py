"""Reads a web page: its visible text block by block, and its metadata on title, date, outlet and author."""

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
"""Elements around an article that are not part of it."""
_DEEPEST = 2_000
"""The maximum nesting depth of elements."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_META = {
    "title": ("og:title", "twitter:title", "headline", "dc.title"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "author": ("author", "article:author", "byl", "dc.creator", "parsely-author"),
    "published": ("article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "parsely-pub-date"),
}


def read_html(content: bytes) -> tuple[list[str], dict[str, str]]:
    """The lines of a page, and its metadata by field of articles.csv."""
    root = _parse(content)
    if root is None:
        return [], {}
    facts = {field: value for field, names in _META.items() if (value := _meta(root, names))}
    for field, value in _linked(root).items():
        facts.setdefault(field, value)
    time = next(iter(root.xpath("//time/@datetime")), "")
    if time:
        facts.setdefault("published", str(time))
    lines = _lines(_article(root))
    return lines or _lines(root), facts


def _parse(content: bytes) -> Any:
    """The parsed page; without a declared encoding, valid UTF-8 is read as such."""
    encoding = None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif not _CHARSET.search(content[:4096]) or content.startswith(b"\xef\xbb\xbf"):
        try:
            content.decode("utf-8")
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
    # Older pages declare a narrow encoding and use characters of the wider one.
    declared = _CHARSET.search(content[:4096])
    if encoding is None and declared:
        encoding = {b"gb2312": "gb18030", b"gbk": "gb18030", b"iso-8859-1": "cp1252"}.get(declared[1].lower())
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        return html.document_fromstring(content.replace(b"\0", b"") if encoding != "utf-16" else content, parser=parser)
    except (etree.LxmlError, ValueError, LookupError):
        return None


def _meta(root: Any, names: tuple[str, ...]) -> str:
    contents: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        contents.setdefault(name, " ".join((element.get("content") or "").split()))
    return next((contents[name] for name in names if contents.get(name)), "")


def _linked(root: Any) -> dict[str, str]:
    """Metadata from the linked data (JSON-LD) of the page."""
    facts: dict[str, str] = {}
    for text in root.xpath('//script[@type="application/ld+json"]/text()')[:20]:
        try:
            linked = json.loads(text)
        except (ValueError, RecursionError):
            continue
        linked = linked.get("@graph", linked) if isinstance(linked, dict) else linked
        for each in linked if isinstance(linked, list) else [linked]:
            if isinstance(each, dict) and "Article" in str(each.get("@type", "")):
                for field, key in (("title", "headline"), ("published", "datePublished"), ("author", "author"), ("outlet", "publisher")):
                    name = _name_in(each.get(key))
                    if name:
                        facts.setdefault(field, name)
    return facts


def _name_in(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return " ".join(value.split()) if isinstance(value, str) else ""


def _article(root: Any) -> Any:
    """The ``article`` element that holds most of the page's paragraphs, or else the whole page."""
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
    """The text with a line end before and after each block; iterative, so that the depth of the page does not matter."""
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
